//! One incident on the site: everything that was said about it, newest first.

use std::ops::Range;

use chrono::{DateTime, Utc};
use minijinja::context;
use minijinja::value::Value;

use super::lexicon::machine;
use super::{Page, Site};
use crate::domain::briefing::CustomerBriefing;
use crate::domain::fact::TextFact;
use crate::domain::incident::{Incident, Phase};
use crate::domain::link::{Piece, pieces};
use crate::domain::words::{Severity, State};
use crate::render::Part;
use crate::render::error::TemplateError;
use crate::render::narrate::Word;
use crate::render::tidy::{one_line, tidy};
use crate::text::slug::slug;

/// Everything that customers were told about one incident, oldest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    words: Vec<Word>,
    /// The places of words that were corrected, each with that of the correction.
    corrected: Vec<(usize, usize)>,
    /// The language of the title, where it is not the reader's.
    title_in: Option<String>,
}

impl Story {
    /// What `words` told of an incident; none if that is nothing.
    pub fn new(incident: &Incident, words: Vec<Word>) -> Option<Self> {
        let newest = &words.last()?.facts;
        let titles = incident.in_force.facts.text(TextFact::Title);
        let foreign = newest.untranslated.contains(&TextFact::Title);
        let title_in = titles.filter(|_| foreign).and_then(|titles| {
            let primary = incident.last_word().map(|entry| &entry.locale);
            let own = primary.filter(|locale| titles.get(locale).is_some());
            own.or_else(|| titles.iter().next().map(|(locale, _)| locale))
                .map(ToString::to_string)
        });
        let place = |id| words.iter().position(|word| word.message.entry == id);
        let corrected = incident.public().filter_map(|entry| {
            let (wrong, right) = (place(entry.corrects?)?, place(entry.id)?);
            (wrong < right && is_correction(&words[right].facts)).then_some((wrong, right))
        });
        Some(Self {
            corrected: corrected.collect(),
            title_in,
            words,
        })
    }

    /// What holds after the newest word.
    pub fn now(&self) -> &CustomerBriefing {
        // A story has a word, or it would not be one.
        &self.words[self.words.len() - 1].facts
    }

    /// Every word, oldest first.
    pub fn words(&self) -> &[Word] {
        &self.words
    }
}

/// One line about an incident, for lists.
#[derive(Debug, Clone)]
pub struct Brief {
    /// When customers first heard of it (UTC).
    pub at: DateTime<Utc>,
    /// Where its page is, from the pages of its language.
    pub href: String,
    /// Whether it is over.
    pub over: bool,
    pub(super) line: Value,
}

/// Where the page of an incident is: named like the incident, where that is a name for a file on
/// every system.
pub fn page_of(incident: &str) -> String {
    let lawful = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if incident.bytes().all(lawful) && (1..=120).contains(&incident.len()) {
        return format!("incidents/{incident}.html");
    }
    format!(
        "incidents/{}-{:016x}.html",
        slug(incident, 60),
        mark(incident)
    )
}

/// A number that two different texts hardly ever share (FNV-1a).
fn mark(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

fn is_correction(facts: &CustomerBriefing) -> bool {
    facts.phase == Phase::Correction && !facts.corrections.is_empty()
}

/// The title on one line, as sentences show it.
fn title(facts: &CustomerBriefing) -> String {
    one_line(&tidy(&facts.title))
}

/// How a state looks, beside the words for it.
pub(super) fn tone(facts: &CustomerBriefing) -> &'static str {
    match facts.state {
        state if state.is_over() => "good",
        state if state.is_maintenance() => "work",
        _ if facts.severity == Severity::Minor => "work",
        _ => "bad",
    }
}

impl Site<'_> {
    /// The page of one incident.
    pub fn incident(&self, story: &Story) -> Result<Page, TemplateError> {
        let path = page_of(&story.now().incident);
        let shown = self.story(story, 0..story.words.len());
        self.page(
            &path,
            "incident.html",
            "incident",
            context! { story => shown },
        )
    }

    /// One line about an incident.
    pub fn brief(&self, story: &Story) -> Brief {
        let now = story.now();
        let href = page_of(&now.incident);
        let when = match (now.started, now.ended.or(now.estimate)) {
            (Some(from), Some(to)) if !now.cancelled && from < to => self.lexicon.span(from, to),
            (from, _) => self.lexicon.at(from.unwrap_or(now.first_word)),
        };
        let line = context! {
            href => href.as_str(),
            title => title(now),
            lang => story.title_in.as_deref(),
            state => self.state(now),
            tone => tone(now),
            datetime => machine(now.started.unwrap_or(now.first_word)),
            when => when,
        };
        Brief {
            at: now.first_word,
            over: now.state.is_over(),
            href,
            line,
        }
    }

    /// Some of the words about an incident, with what stands above them.
    pub(super) fn story(&self, story: &Story, shown: Range<usize>) -> Value {
        let now = story.now();
        let earlier = (shown.start > 0).then(|| self.lexicon.word("earlier"));
        let updates = shown.rev().map(|place| self.update(story, place));
        let due = now.next_update.filter(|_| !now.state.is_over());
        context! {
            href => page_of(&now.incident),
            title => title(now),
            lang => story.title_in.as_deref(),
            state => self.state(now),
            tone => tone(now),
            due => due.map(|at| self.lexicon.timed("due", at)),
            facts => self.facts(now),
            updates => updates.collect::<Vec<Value>>(),
            earlier => earlier,
        }
    }

    fn state(&self, now: &CustomerBriefing) -> String {
        if now.cancelled {
            return super::capital(self.lexicon.word("cancelled"));
        }
        self.lexicon.listed("state", now.state.word())
    }

    /// When it was, and how long.
    fn facts(&self, now: &CustomerBriefing) -> Vec<Value> {
        let waits = now.state == State::Scheduled || now.cancelled;
        let mut facts = Vec::new();
        let mut moment = |key, at: Option<DateTime<Utc>>| {
            if let Some(at) = at {
                let stamp = self.lexicon.stamp(at);
                facts.push(context! { label => self.lexicon.word(key), ..stamp });
            }
        };
        moment(if waits { "begins" } else { "began" }, now.started);
        if now.state.is_over() && !now.cancelled {
            moment("ended", now.ended);
        } else if now.state.is_maintenance() && !now.cancelled {
            moment("ends", now.estimate);
        }
        if let (Some(from), Some(to), false) = (now.started, now.ended, now.cancelled) {
            let lasted = self.lexicon.duration(from, to);
            facts.push(
                context! { label => self.lexicon.word("lasted"), text => lasted, datetime => () },
            );
        }
        facts
    }

    /// One word, as the channel said it.
    fn update(&self, story: &Story, place: usize) -> Value {
        let word = &story.words[place];
        let head = word
            .message
            .parts
            .iter()
            .find(|part| part.name == "headline");
        let headline = head.map_or_else(|| self.state(&word.facts), |part| part.text.clone());
        let parts = word
            .message
            .parts
            .iter()
            .filter(|part| part.name != "headline");
        let notes = story.corrected.iter().filter(|(wrong, _)| *wrong == place);
        let notes = notes.map(|(_, right)| {
            let text = self.lexicon.told("corrected", story.words[*right].facts.at);
            context! { id => anchor(*right), text => text }
        });
        context! {
            id => anchor(place),
            headline => headline,
            at => self.lexicon.stamp(word.facts.at),
            correction => is_correction(&word.facts),
            corrected => notes.collect::<Vec<Value>>(),
            parts => parts.map(|part| self.part(part)).collect::<Vec<Value>>(),
        }
    }

    fn part(&self, part: &Part) -> Value {
        let pieces = pieces(&part.text, self.house).into_iter().map(|piece| {
            let (text, href) = match piece {
                Piece::Text(text) => (text, None),
                Piece::Link(url) => (url, Some(url)),
            };
            context! { text => text, href => href }
        });
        context! {
            name => part.name.as_str(),
            label => part.label.as_str(),
            pieces => pieces.collect::<Vec<Value>>(),
        }
    }
}

/// Where a word stands on the page of its incident.
fn anchor(place: usize) -> String {
    format!("update-{}", place + 1)
}
