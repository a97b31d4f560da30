//! Phrases of rules that are not part of the program, and the reading of such rules.

use std::ops::Range;

use super::fold::Folded;
use super::language::Language;
use super::pattern::Pattern;
use super::tokens::Tokens;
use super::{Reading, scene};
use crate::check::own::Own;
use crate::domain::locale::Locale;

/// A phrase that somebody else wrote, in the language of the patterns.
#[derive(Debug)]
pub(in crate::check) struct Phrase(Pattern);

impl Phrase {
    /// Reads a phrase; capitals and accents do not matter. Says what is wrong with one that is none.
    pub(in crate::check) fn read(source: &str, locale: Option<&Locale>) -> Result<Self, String> {
        /// More is no phrase.
        const LONGEST: usize = 500;
        let mut folded = Folded::of(source.trim()).lower;
        if locale.and_then(Language::of) == Some(Language::French) {
            // As in texts: French has two words where an apostrophe stands.
            folded = folded.replace('\'', " ");
        }
        let wrong = |problem: &str| Err(format!("has the phrase `{source}`, which {problem}"));
        if folded.len() > LONGEST {
            return wrong("is too long; make two of it");
        }
        let lawful = |b: u8| b.is_ascii_alphanumeric() || b" '#_*|()?.^$:%,".contains(&b);
        if let Some(sign) = folded.bytes().find(|b| !lawful(*b)) {
            let sign = char::from(sign);
            return wrong(&format!(
                "has `{sign}`; a phrase is words, `*`, `|`, `?`, `..3` and brackets"
            ));
        }
        let mut depth = 0_usize;
        for sign in folded.bytes() {
            match sign {
                b'(' => depth += 1,
                b')' if depth == 0 => return wrong("closes a bracket that is not open"),
                b')' => depth -= 1,
                _ => {}
            }
        }
        if depth > 0 {
            return wrong("leaves a bracket open");
        }
        let gaps = folded.split("..").skip(1).map(|rest| {
            let digits = rest.find(|c: char| !c.is_ascii_digit());
            rest[..digits.unwrap_or(rest.len())].parse::<u8>()
        });
        if gaps
            .into_iter()
            .any(|gap| !gap.is_ok_and(|gap| (1..=20).contains(&gap)))
        {
            return wrong("has a gap without a number of words: `..1` to `..20`");
        }
        let collapsed = folded.split_whitespace().collect::<Vec<_>>().join(" ");
        // A rule lives as long as the program does.
        let pattern = Pattern::of(String::leak(collapsed));
        if pattern.size() > 128 {
            return wrong("has more than 128 words; make two of it");
        }
        if pattern.may_be_nothing() {
            return wrong("could be no word at all");
        }
        Ok(Self(pattern))
    }

    fn end(&self, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        self.0.end(tokens, at)
    }
}

/// Runs the rules of the house, for readers outside.
pub(super) fn read(reading: &mut Reading<'_>) {
    let Some(known) = reading.draft.known else {
        return;
    };
    if !scene::outside(reading.draft) {
        return;
    }
    for own in &known.own {
        let told = reading.draft.locale.map(Locale::language);
        let language = told.or(reading.language.map(Language::tag));
        let wanted = own.locale.as_ref().map(Locale::language);
        if wanted.is_some() && language.is_some() && wanted != language {
            continue;
        }
        for words in hits(own, reading.tokens) {
            let all = &reading.tokens.all;
            let place = all[words.start].start..all[words.end - 1].end;
            reading.find_own(own, place);
        }
    }
}

/// The words that a rule finds; what overlaps is one.
fn hits(own: &Own, tokens: &Tokens<'_>) -> Vec<Range<usize>> {
    /// How far before a hit a phrase may begin that takes it back.
    const BEFORE: usize = 12;
    let mut found: Vec<Range<usize>> = Vec::new();
    for at in 0..tokens.all.len() {
        if found.len() >= super::MOST_OF_ONE_RULE {
            break;
        }
        let ends = own.any.iter().filter_map(|phrase| phrase.end(tokens, at));
        let Some(end) = ends.max() else { continue };
        let first = tokens.sentences[tokens.all[at].sentence]
            .start
            .max(at.saturating_sub(BEFORE));
        let taken_back = (first..end).any(|from| {
            let mut unless = own.unless.iter();
            unless.any(|phrase| phrase.end(tokens, from).is_some_and(|to| to > at))
        });
        if taken_back {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end > at => last.end = last.end.max(end),
            _ => found.push(at..end),
        }
    }
    found
}
