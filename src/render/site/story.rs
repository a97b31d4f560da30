//! One incident on the site: everything that was said about it, newest first.

use std::ops::Range;

use chrono::{DateTime, Utc};
use minijinja::value::Value;

use super::lexicon::machine;
use super::table::Table;
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
    pub(super) words: Vec<Word>,
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
        let place = |id| words.iter().position(|word| word.entry == id);
        let mut corrected = Vec::new();
        let reports = |word: &&Word| word.facts.phase == Phase::Review;
        for (right, word) in words.iter().enumerate().filter(|(_, word)| reports(word)) {
            let before = words[..right].iter().rposition(|word| reports(&word));
            corrected.extend(
                before
                    .filter(|_| word.facts.report_before.is_some())
                    .map(|at| (at, right)),
            );
        }
        for entry in incident.public() {
            let Some(right) = place(entry.id).filter(|at| is_correction(&words[*at].facts)) else {
                continue;
            };
            // What one correction puts right may have stood in several words.
            let mut wrong: Vec<usize> = entry.corrects.and_then(place).into_iter().collect();
            for fact in &words[right].facts.corrections {
                let mut earlier = words[..right].iter();
                wrong.extend(earlier.rposition(|word| word.facts.at == fact.said_at));
            }
            for wrong in wrong {
                if wrong < right && !corrected.contains(&(wrong, right)) {
                    corrected.push((wrong, right));
                }
            }
        }
        Some(Self {
            words,
            corrected,
            title_in,
        })
    }

    /// What holds after the newest word.
    pub fn now(&self) -> &CustomerBriefing {
        // A story has a word, or it would not be one.
        &self.words[self.words.len() - 1].facts
    }

    /// Every word, oldest first.
    pub fn into_words(self) -> Vec<Word> {
        self.words
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
    let named = incident.starts_with(|c: char| c.is_ascii_alphanumeric());
    if named && incident.bytes().all(lawful) && incident.len() <= 120 {
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
        let mut content = Table::default();
        content.put("story", self.story(story, 0..story.words.len()));
        self.page(&path, "incident.html", "incident", content)
    }

    /// One line about an incident.
    pub fn brief(&self, story: &Story) -> Brief {
        let now = story.now();
        let href = page_of(&now.incident);
        let when = match (now.started, now.ended.or(now.estimate)) {
            (Some(from), Some(to)) if !now.cancelled && from < to => self.lexicon.span(from, to),
            (from, _) => self.lexicon.at(from.unwrap_or(now.first_word)),
        };
        let mut line = self.head(story);
        line.text("datetime", &machine(now.started.unwrap_or(now.first_word)));
        line.text("when", &when);
        let line = line.value();
        Brief {
            at: now.first_word,
            over: now.state.is_over(),
            href,
            line,
        }
    }

    /// What every mention of an incident shows.
    fn head(&self, story: &Story) -> Table {
        let now = story.now();
        let mut head = Table::default();
        head.text("href", &page_of(&now.incident));
        head.text("title", &one_line(&tidy(&now.title)));
        head.perhaps("lang", story.title_in.as_deref());
        head.text("state", &self.state(now));
        head.text("tone", tone(now));
        head
    }

    /// Some of the words about an incident, with what stands above them.
    pub(super) fn story(&self, story: &Story, shown: Range<usize>) -> Value {
        let now = story.now();
        let mut table = self.head(story);
        let due = now.next_update.filter(|_| !now.state.is_over());
        let due = due.map(|at| self.lexicon.timed("due", at));
        table.maybe("due", due);
        table.list("facts", self.facts(now));
        let earlier = (shown.start > 0).then(|| self.lexicon.word("earlier"));
        table.perhaps("earlier", earlier);
        let updates = shown.rev().map(|place| self.update(story, place));
        table.list("updates", updates.collect());
        table.value()
    }

    fn state(&self, now: &CustomerBriefing) -> String {
        if now.cancelled {
            return super::capital(self.lexicon.word("cancelled"));
        }
        self.lexicon.listed("state", now.state.word())
    }

    /// When it was, and how long.
    fn facts(&self, now: &CustomerBriefing) -> Vec<Value> {
        let (over, work) = (now.state.is_over(), now.state.is_maintenance());
        let waits = now.state == State::Scheduled || now.cancelled;
        let end = match (over, work) {
            _ if now.cancelled => ("ended", None),
            (true, _) => ("ended", now.ended),
            (false, true) => ("ends", now.estimate),
            (false, false) => ("ends", None),
        };
        let mut facts = Vec::new();
        for (key, at) in [(if waits { "begins" } else { "began" }, now.started), end] {
            if let Some(at) = at {
                let mut fact = self.lexicon.stamp(at);
                fact.text("label", self.lexicon.word(key));
                facts.push(fact.value());
            }
        }
        if let (Some(from), Some(to), false) = (now.started, now.ended, now.cancelled) {
            let mut fact = Table::default();
            fact.text("label", self.lexicon.word("lasted"));
            fact.text("text", &self.lexicon.duration(from, to));
            fact.perhaps("datetime", None);
            facts.push(fact.value());
        }
        facts
    }

    /// One word, as the channel said it.
    fn update(&self, story: &Story, place: usize) -> Value {
        let word = &story.words[place];
        let mut headline = None;
        let mut parts = Vec::with_capacity(word.parts.len());
        for part in &word.parts {
            if part.name == "headline" {
                headline = Some(part.text.clone());
            } else {
                parts.push(self.part(part));
            }
        }
        let mut notes = Vec::new();
        for (_, right) in story.corrected.iter().filter(|(wrong, _)| *wrong == place) {
            let mut note = Table::default();
            note.text("id", &anchor(*right));
            let at = story.words[*right].facts.at;
            note.text("text", &self.lexicon.told("corrected", at));
            notes.push(note.value());
        }
        let mut table = Table::default();
        table.text("id", &anchor(place));
        table.text(
            "headline",
            &headline.unwrap_or_else(|| self.state(&word.facts)),
        );
        table.put("at", self.lexicon.stamp(word.facts.at).value());
        table.flag("correction", is_correction(&word.facts));
        table.list("corrected", notes);
        table.list("parts", parts);
        table.value()
    }

    fn part(&self, part: &Part) -> Value {
        let mut linked = Vec::new();
        // Hardly any text names one of our pages.
        if part.text.contains("://") {
            for piece in pieces(&part.text, self.house) {
                let (text, href) = match piece {
                    Piece::Text(text) => (text, None),
                    Piece::Link(url) => (url, Some(url)),
                };
                let mut piece = Table::default();
                piece.text("text", text);
                piece.perhaps("href", href);
                linked.push(piece.value());
            }
        }
        let mut table = Table::default();
        table.text("name", &part.name);
        table.text("label", &part.label);
        table.text("text", &part.text);
        table.list("pieces", linked);
        table.value()
    }
}

/// Where a word stands on the page of its incident.
fn anchor(place: usize) -> String {
    format!("update-{}", place + 1)
}
