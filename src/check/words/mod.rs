//! The words of one text against the craft: phrases in the languages that vocero speaks, what must
//! not leave the house, and what a finished message may not look like.
//!
//! A text is folded once and read once: every rule looks at the same words, places are told in the
//! bytes of the original, and no pattern is read while the program runs but those of a house.

#[cfg(test)]
mod compile;
mod dictionary;
pub(super) mod figures;
mod filled;
mod fold;
mod house;
mod index;
mod language;
mod leaks;
mod letters;
mod lexicon;
mod lines;
mod mask;
pub(super) mod names;
mod pattern;
pub(super) mod phrases;
mod plain;
mod rendered;
mod rule;
mod scene;
mod search;
mod shapes;
mod source;
mod stretch;
mod table;
#[cfg(test)]
mod tests;
mod tokens;
mod understood;
mod units;

use std::ops::Range;

use self::filled::filled;
use self::fold::Folded;
use self::index::Index;
use self::language::Language;
use self::lexicon::Lexicon;
use self::names::{Met, Sort};
use self::tokens::Tokens;
use self::understood::Understood;
use super::finding::{Finding, Level, Place};
use super::own::Own;
use super::page;
use super::text::Draft;
use crate::domain::words::State;
use crate::order;

/// More of the same would only bury the rest.
const MOST_OF_ONE_RULE: usize = 5;

/// A text on its way through the rules, and what they found so far.
struct Reading<'a> {
    draft: &'a Draft<'a>,
    folded: &'a Folded,
    tokens: &'a Tokens<'a>,
    language: Option<Language>,
    /// The names that are known, where they stand.
    met: &'a [Met],
    found: Vec<Finding>,
}

/// Rules that a name of our own is never a case of.
const ABOUT_NAMES: [&str; 6] = [
    "internal-jargon",
    "shouting",
    "leak-name",
    "leak-host",
    "leak-code",
    "leak-ticket-id",
];

impl<'a> Reading<'a> {
    /// Notes what a rule found at a place of the folded text. `{match}` in its page is what stands
    /// there.
    fn find(&mut self, rule: &'static str, level: Level, place: Range<usize>) {
        self.note(rule, level, place, None);
    }

    /// Like [`Reading::find`], with words of its own for what is wrong.
    fn note(
        &mut self,
        rule: &'static str,
        level: Level,
        place: Range<usize>,
        what: Option<String>,
    ) {
        let same = self.found.iter().filter(|found| found.rule == rule).count();
        let ours = ABOUT_NAMES.contains(&rule) && self.is_named(&place, Sort::Ours);
        if same >= MOST_OF_ONE_RULE || ours || self.is_named(&place, Sort::Accepted) {
            return;
        }
        let page = page::named(rule);
        let (span, said) = self.said(place);
        self.found.push(Finding {
            rule: rule.into(),
            level,
            place: self.place(span),
            what: what.unwrap_or_else(|| filled(&page.what, said)),
            why: page.why().into(),
            help: page.help(None).to_owned(),
        });
    }

    /// Notes what a rule of the house found.
    fn find_own(&mut self, own: &Own, place: Range<usize>) {
        if self.is_named(&place, Sort::Accepted) {
            return;
        }
        let (span, said) = self.said(place);
        self.found.push(Finding {
            rule: own.rule.name.clone().into(),
            level: own.level,
            place: self.place(span),
            what: filled(&own.rule.what, said),
            why: own.rule.why.clone().into(),
            help: own.rule.help.clone(),
        });
    }

    /// The bytes of the original at a place of the folded text, and what stands there.
    fn said(&self, place: Range<usize>) -> (Range<usize>, &'a str) {
        let span = self.folded.start(place.start)..self.folded.end(place.end);
        let said = self.draft.text.get(span.clone()).unwrap_or_default();
        (span, said)
    }

    fn place(&self, span: Range<usize>) -> Place {
        Place::Text {
            channel: self.draft.channel.map(str::to_owned),
            locale: self.draft.locale.cloned(),
            span,
        }
    }

    /// Whether a place of the folded text lies within a known name of this sort.
    fn is_named(&self, place: &Range<usize>, sort: Sort) -> bool {
        let begun = self
            .met
            .partition_point(|met| met.place.start <= place.start);
        let last = self.met[..begun].last();
        last.is_some_and(|met| met.sort == sort && met.place.end >= place.end)
    }
}

/// Returns what the words of a text give away, in the order of their places; secrets apart.
pub(super) fn read(draft: &Draft<'_>) -> Vec<Finding> {
    let folded = Folded::of(draft.text);
    let met = met(draft, &folded);
    let masked = masked(draft, &folded, &met);
    let known = draft.locale.and_then(Language::of);
    let tokens = Tokens::of(&masked, known);
    let languages = languages(draft, &tokens);
    // Where it may be in one of several, only words and signs of all of them are read.
    let only = match languages[..] {
        [only] => Some(only),
        _ => None,
    };
    let tokens = match only {
        Some(Language::French) if known.is_none() => Tokens::of(&masked, only),
        _ => tokens,
    };
    let mut reading = Reading {
        draft,
        folded: &folded,
        tokens: &tokens,
        language: only,
        met: &met,
        found: Vec::new(),
    };
    leaks::read(&mut reading);
    rendered::read(&mut reading);
    house::read(&mut reading);
    let mut found = reading.found;
    if let Some(language) = only {
        found.extend(said(draft, language, &folded, &tokens, &met));
    } else {
        for language in languages {
            let tokens = Tokens::of(&masked, Some(language));
            found.extend(said(draft, language, &folded, &tokens, &met));
        }
    }
    order::sort_by(&mut found, |a, b| {
        (start(a), &a.rule).cmp(&(start(b), &b.rule))
    });
    // Phrases of one rule that overlap are one finding, as grave as the gravest.
    found.dedup_by(|b, a| {
        let over = start(b) < end(a);
        // Whoever is told that they are few knows already that they may be meant.
        if over && a.rule == "vague-scope" && b.rule == "minimizing-impact" {
            std::mem::swap(a, b);
            return true;
        }
        let same =
            over && (a.rule == b.rule || b.rule == "vague-scope" && a.rule == "minimizing-impact");
        if same {
            a.level = a.level.max(b.level);
        }
        same
    });
    found
}

/// The languages in which a text is read: its own, or those that it may be in.
fn languages(draft: &Draft<'_>, tokens: &Tokens<'_>) -> Vec<Language> {
    if let Some(locale) = draft.locale {
        return Language::of(locale).into_iter().collect();
    }
    let expected = draft.known.and_then(|known| known.expected.as_ref());
    Language::guess(draft.text, tokens, expected.and_then(Language::of))
}

/// Whether the words of a text are read, and not only its signs.
pub(super) fn is_read(draft: &Draft<'_>) -> bool {
    /// A text shows its language in its first words; so many characters hold them.
    const ENOUGH: usize = 4000;
    if let Some(locale) = draft.locale {
        return Language::of(locale).is_some();
    }
    let end = draft.text.char_indices().nth(ENOUGH);
    let text = end.map_or(draft.text, |(end, _)| &draft.text[..end]);
    let draft = &Draft {
        text,
        ..draft.clone()
    };
    let folded = Folded::of(text);
    let masked = masked(draft, &folded, &met(draft, &folded));
    !languages(draft, &Tokens::of(&masked, None)).is_empty()
}

/// The known names in a text.
fn met(draft: &Draft<'_>, folded: &Folded) -> Vec<Met> {
    let known = draft.known.map(|known| known.names.met(folded));
    known.unwrap_or_default()
}

/// Masks a text; what never counts is masked as if it were quoted.
fn masked(draft: &Draft<'_>, folded: &Folded, met: &[Met]) -> String {
    let mut masked = mask::masked(&folded.lower);
    for id in lines::ids(masked.bytes()) {
        masked.blot(id);
    }
    for end in lines::ends(draft, folded) {
        masked.write(end, lines::END);
    }
    for term in met.iter().filter(|met| met.sort == Sort::Accepted) {
        masked.blot(term.place.clone());
    }
    masked.text()
}

/// What is said in a language, and how. German is read a second time, as it is spoken.
fn said(
    draft: &Draft<'_>,
    language: Language,
    folded: &Folded,
    tokens: &Tokens<'_>,
    known: &[Met],
) -> Vec<Finding> {
    if language != Language::German {
        return in_language(draft, language, folded, tokens, known);
    }
    let folded = Folded::spoken(draft.text, Some(language));
    let met = met(draft, &folded);
    let masked = masked(draft, &folded, &met);
    let tokens = Tokens::of(&masked, Some(language));
    in_language(draft, language, &folded, &tokens, &met)
}

fn in_language(
    draft: &Draft<'_>,
    language: Language,
    folded: &Folded,
    tokens: &Tokens<'_>,
    met: &[Met],
) -> Vec<Finding> {
    let mut text = Understood::of(tokens, Lexicon::of(language));
    for name in draft.vendors {
        let name = Folded::spoken(name, Some(language));
        text.supplies(&Tokens::of(&name.lower, Some(language)));
    }
    let mut reading = Reading {
        draft,
        folded,
        tokens,
        language: Some(language),
        met,
        found: Vec::new(),
    };
    phrases(&mut reading, &text, language);
    rendered::spoken(&mut reading, &text, language);
    house::spoken(&mut reading, &text);
    reading.found
}

/// Where a finding ends in the text.
fn end(finding: &Finding) -> usize {
    match &finding.place {
        Place::Text { span, .. } => span.end,
        _ => 0,
    }
}

/// Where a finding begins in the text.
fn start(finding: &Finding) -> usize {
    match &finding.place {
        Place::Text { span, .. } => span.start,
        Place::Incident | Place::Field(_) => 0,
    }
}

/// Whether a text about something that is being watched says so: what works again may be told then.
fn watched(draft: &Draft<'_>, text: &Understood<'_>) -> bool {
    draft.state == Some(State::Monitoring)
        && text.holds(text.phrases("watching").on, 0..text.tokens.all.len())
}

fn phrases(reading: &mut Reading<'_>, text: &Understood<'_>, language: Language) {
    let mut explained = Vec::new();
    for hit in Index::of(language).hits(reading.draft, text) {
        let Some(mut level) = (hit.rule.level)(reading.draft) else {
            continue;
        };
        if hit.rule.name == "state-word-mismatch" && watched(reading.draft, text) {
            level = Level::Suggestion;
        }
        let words = &reading.tokens.all[hit.words];
        if let (Some(first), Some(last)) = (words.first(), words.last()) {
            let place = first.start..last.end;
            // A word that readers do not know is explained once.
            if hit.rule.name == "internal-jargon" {
                let word = reading.tokens.text[place.clone()].trim_end_matches('s');
                if explained.contains(&word) {
                    continue;
                }
                explained.push(word);
            }
            reading.find(hit.rule.name, level, place);
        }
    }
}
