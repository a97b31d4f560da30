//! Phrases of rules that are not part of the program, and the reading of such rules.

use std::cmp::Reverse;
use std::ops::Range;

use super::dictionary::{Dictionary, whole};
use super::fold::Folded;
use super::language::Language;
use super::lexicon::{Lexicon, Phrases};
use super::table::{Table, short_of};
use super::tokens::Tokens;
use super::understood::Understood;
use super::units::{CLOSES, OPENS};
use super::{Reading, pattern, scene};
use crate::domain::locale::Locale;
use crate::order;

/// The phrases of a rule that somebody else wrote, in the language of the patterns.
#[derive(Debug)]
pub(in crate::check) struct Written {
    pub(super) lexicon: Lexicon,
    /// What is found.
    pub(super) any: Phrases,
    /// What means something else when it overlaps with what was found.
    unless: Phrases,
}

impl Written {
    /// Reads phrases; capitals and accents do not matter. Says what is wrong with one that is none.
    pub(in crate::check) fn read(
        any: &[String],
        unless: &[String],
        locale: Option<&Locale>,
    ) -> Result<Self, String> {
        let (mut dictionary, mut units) = (Dictionary::default(), Vec::new());
        let mut phrases = Vec::new();
        for source in any.iter().chain(unless) {
            let source = folded(source, locale)?;
            phrases.push(units.len());
            units.extend(pattern::units(&source, &mut |word| dictionary.number(word)).0);
        }
        phrases.push(units.len());
        let Some(lexicon) = lexicon(&dictionary, &phrases, &units) else {
            return Err(
                "has more different words than one rule can hold; make two of it".to_owned(),
            );
        };
        Ok(Self {
            lexicon,
            any: Phrases {
                first: 0,
                behind: any.len(),
            },
            unless: Phrases {
                first: any.len(),
                behind: any.len() + unless.len(),
            },
        })
    }
}

/// Returns a lexicon of some phrases, each told by the place of its first unit. None where they are too
/// many.
fn lexicon(dictionary: &Dictionary, phrases: &[usize], units: &[u16]) -> Option<Lexicon> {
    let [buckets, words] = dictionary.parts()?;
    let mut firsts = Vec::new();
    for first in phrases {
        firsts.extend(short_of(*first)?);
    }
    let table = Table {
        buckets,
        words,
        phrases: firsts,
        units: dictionary.placed(units),
        ..Table::default()
    };
    // A rule lives as long as the program does.
    Some(Lexicon::new(whole(table.parts())?.leak()))
}

/// Returns a phrase as texts are read, if it is one.
fn folded(source: &str, locale: Option<&Locale>) -> Result<String, String> {
    /// More is no phrase.
    const LONGEST: usize = 500;
    /// A longer word is none either.
    const LONGEST_WORD: usize = 60;
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
    let (units, _) = pattern::units(&collapsed, &mut |_| 0);
    if units.iter().all(|unit| matches!(*unit, OPENS | CLOSES)) {
        return wrong("could be no word at all");
    }
    let long = |word: &str| word.trim_matches('*').len() > LONGEST_WORD;
    if collapsed.split([' ', '|', '(', ')', '?']).any(long) {
        return wrong("has a word of more than 60 letters");
    }
    Ok(collapsed)
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
        for words in hits(&own.phrases, reading.tokens) {
            let all = &reading.tokens.all;
            let place = all[words.start].start..all[words.end - 1].end;
            reading.find_own(own, place);
        }
    }
}

/// The words that a rule finds; what overlaps is one.
fn hits(written: &Written, tokens: &Tokens<'_>) -> Vec<Range<usize>> {
    /// How far before a hit a phrase may begin that takes it back.
    const BEFORE: usize = 12;
    let text = Understood::of(tokens, written.lexicon);
    let mut all = text.found(written.any, 0..tokens.all.len());
    order::sort_by_key(&mut all, |words| (words.start, Reverse(words.end)));
    all.dedup_by_key(|words| words.start);
    let mut found: Vec<Range<usize>> = Vec::new();
    for words in all {
        if found.len() >= super::MOST_OF_ONE_RULE {
            break;
        }
        let sentence = &tokens.sentences[tokens.all[words.start].sentence];
        let first = sentence.start.max(words.start.saturating_sub(BEFORE));
        let others = text.found(written.unless, first..words.end);
        if others.iter().any(|other| other.end > words.start) {
            continue;
        }
        match found.last_mut() {
            Some(last) if last.end > words.start => last.end = last.end.max(words.end),
            _ => found.push(words),
        }
    }
    found
}
