//! The words of one text against the craft: phrases in the languages that vocero speaks, what must
//! not leave the house, and what a finished message may not look like.
//!
//! A text is folded once and read once: every rule looks at the same words, places are told in the
//! bytes of the original, and nothing is compiled but the few patterns of the language.

mod fold;
mod index;
mod language;
mod leaks;
mod lexicon;
mod pattern;
mod rendered;
mod rule;
mod scene;
mod shapes;
#[cfg(test)]
mod tests;
mod tokens;

use std::ops::Range;

use self::fold::Folded;
use self::index::Index;
use self::language::Language;
use self::lexicon::Lexicon;
use self::tokens::Tokens;
use super::finding::{Finding, Level, Place};
use super::page;
use super::text::Draft;
use crate::domain::words::State;

/// More of the same would only bury the rest.
const MOST_OF_ONE_RULE: usize = 5;

/// A text on its way through the rules, and what they found so far.
struct Reading<'a> {
    draft: &'a Draft<'a>,
    folded: &'a Folded,
    tokens: &'a Tokens<'a>,
    language: Option<Language>,
    found: Vec<Finding>,
}

impl Reading<'_> {
    /// Notes what a rule found at a place of the folded text. `{match}` in its page is what stands
    /// there.
    fn find(&mut self, rule: &'static str, level: Level, place: Range<usize>) {
        let same = self.found.iter().filter(|found| found.rule == rule).count();
        if same >= MOST_OF_ONE_RULE {
            return;
        }
        let page = page::named(rule);
        let span = self.folded.start(place.start)..self.folded.end(place.end);
        let said = self.draft.text.get(span.clone()).unwrap_or_default();
        let guessed = self.language.and_then(|known| known.tag().parse().ok());
        let locale = self.draft.locale.or(guessed.as_ref());
        self.found.push(Finding {
            rule,
            level,
            place: Place::Text {
                channel: self.draft.channel.map(str::to_owned),
                locale: self.draft.locale.cloned(),
                span,
            },
            what: page.what.replace("{match}", &one_line(said)),
            why: page.why(),
            help: page.help(locale).to_owned(),
        });
    }
}

/// What was said, on one line and no longer than a line.
fn one_line(said: &str) -> String {
    const LONGEST: usize = 60;
    let mut words = said.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((cut, _)) = words.char_indices().nth(LONGEST) {
        words.truncate(cut);
        words.push('…');
    }
    words
}

/// Returns what the words of a text give away, in the order of their places; secrets apart.
pub(super) fn read(draft: &Draft<'_>) -> Vec<Finding> {
    let folded = Folded::of(draft.text);
    let masked = tokens::masked(&folded.lower);
    let known = draft.locale.and_then(Language::of);
    let mut tokens = Tokens::of(&masked, known);
    let language = match draft.locale {
        Some(_) => known,
        None => Language::guess(&tokens),
    };
    if known != language && language == Some(Language::French) {
        tokens = Tokens::of(&masked, language);
    }
    let mut reading = Reading {
        draft,
        folded: &folded,
        tokens: &tokens,
        language,
        found: Vec::new(),
    };
    leaks::read(&mut reading);
    rendered::read(&mut reading);
    let mut found = reading.found;
    if let Some(language) = language {
        found.extend(said(draft, language, &folded, tokens));
    }
    found.sort_by_key(|finding| (start(finding), finding.rule));
    found.dedup_by(|b, a| a.rule == b.rule && a.place == b.place);
    found
}

/// What is said in a language, and how. German is read a second time, as it is spoken.
fn said(
    draft: &Draft<'_>,
    language: Language,
    folded: &Folded,
    tokens: Tokens<'_>,
) -> Vec<Finding> {
    if language != Language::German {
        return in_language(draft, language, folded, tokens);
    }
    let folded = Folded::spoken(draft.text, Some(language));
    let masked = tokens::masked(&folded.lower);
    let tokens = Tokens::of(&masked, Some(language));
    in_language(draft, language, &folded, tokens)
}

fn in_language(
    draft: &Draft<'_>,
    language: Language,
    folded: &Folded,
    mut tokens: Tokens<'_>,
) -> Vec<Finding> {
    Lexicon::of(language).classify(&mut tokens, draft.vendors);
    let mut reading = Reading {
        draft,
        folded,
        tokens: &tokens,
        language: Some(language),
        found: Vec::new(),
    };
    phrases(&mut reading, language);
    rendered::spoken(&mut reading, language);
    reading.found
}

/// Where a finding begins in the text.
fn start(finding: &Finding) -> usize {
    match &finding.place {
        Place::Text { span, .. } => span.start,
        Place::Incident | Place::Field(_) => 0,
    }
}

/// Whether a text about something that is being watched says so: what works again may be told then.
fn watched(reading: &Reading<'_>, language: Language) -> bool {
    let lexicon = Lexicon::of(language);
    let patterns = lexicon.patterns(&lexicon.phrases("watching").on);
    let mut places = 0..reading.tokens.all.len();
    reading.draft.state == Some(State::Monitoring)
        && places.any(|at| patterns.iter().any(|p| p.end(reading.tokens, at).is_some()))
}

fn phrases(reading: &mut Reading<'_>, language: Language) {
    for hit in Index::of(language).hits(reading.draft, reading.tokens) {
        let Some(mut level) = (hit.rule.level)(reading.draft) else {
            continue;
        };
        if hit.rule.name == "state-word-mismatch" && watched(reading, language) {
            level = Level::Suggestion;
        }
        let words = &reading.tokens.all[hit.words];
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            reading.find(hit.rule.name, level, first.start..last.end);
        }
    }
}
