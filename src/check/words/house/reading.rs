//! Sentences that are too long, and texts that are too hard: Flesch and Kincaid for English,
//! Szigriszt's perspicuity on the INFLESZ scale for Spanish. A short text says too little for either.

use std::ops::Range;

use super::super::language::Language;
use super::super::tokens::{Token, Tokens};
use super::super::{Reading, scene};
use super::syllables;
use crate::check::finding::Level;
use crate::domain::dictionary::Pack;
use crate::domain::words::Audience;

/// The most words of a sentence, by language.
const fn longest(language: Language) -> usize {
    match language {
        Language::English | Language::German => 25,
        Language::Spanish | Language::Portuguese | Language::French => 30,
    }
}
/// With fewer words an index is noise.
const ENOUGH: usize = 60;

pub(super) fn read(reading: &mut Reading<'_>, language: Language) {
    let draft = reading.draft;
    if !scene::outside(draft) || scene::executives(draft) {
        return;
    }
    // Who reads it aloud or on a telephone has no second look.
    let aloud = draft.audience == Some(Audience::Support)
        || matches!(draft.channel, Some("support" | "sms"));
    sentences(reading, language, aloud);
    let level = if aloud {
        Level::Warning
    } else {
        Level::Suggestion
    };
    let expert = draft.known.is_some_and(|known| known.has(Pack::Developers));
    if !expert {
        whole(reading, language, level);
    }
}

/// Whether a token is a word of the writer, and not a number or a time.
fn is_word(token: &Token) -> bool {
    token.first_letter().is_ascii_alphabetic()
}

/// Beyond the longest that readers bear, a few words more are for the author to judge.
const A_FEW: usize = 5;

fn sentences(reading: &mut Reading<'_>, language: Language, aloud: bool) {
    let most = longest(language);
    let tokens = reading.tokens;
    // Who has mended the longest one knows the others.
    let (mut words, mut longest) = (0, 0..0);
    for sentence in &tokens.sentences {
        let mut many = 0;
        for token in &tokens.all[sentence.clone()] {
            many += usize::from(is_word(token));
            if many > words {
                (words, longest) = (many, sentence.clone());
            }
            // A label and what stands behind its colon are read one after the other.
            let behind = &tokens.text.as_bytes()[token.end..];
            if let [b':', ..] | [b' ', b':', ..] | [0xc2, 0xa0, b':', ..] = behind {
                many = 0;
            }
        }
    }
    if words > most {
        let level = if aloud && words > most + A_FEW {
            Level::Warning
        } else {
            Level::Suggestion
        };
        let place = place(tokens, &longest);
        let what =
            format!("a sentence has {words} words; after {most} few readers hold the beginning");
        reading.note("hard-to-read", level, place, Some(what));
    }
}

fn whole(reading: &mut Reading<'_>, language: Language, level: Level) {
    let tokens = reading.tokens;
    if tokens.all.len() < ENOUGH {
        return;
    }
    let words = || tokens.all.iter().filter(|token| is_word(token));
    let many = words().count();
    if many < ENOUGH {
        return;
    }
    let easy = reading
        .draft
        .known
        .is_some_and(|known| known.has(Pack::MassMarket));
    let what = match language {
        Language::English => {
            let read = words().map(|token| &tokens.text[token.start..token.end]);
            let heard = read.map(syllables::english).sum();
            let grade = kincaid(many, tokens.sentences.len(), heard);
            let most = if easy { 9.0 } else { 12.0 };
            (grade > most).then(|| {
                format!("the text asks for {grade:.0} years of school; {most:.0} are enough")
            })
        }
        Language::Spanish => {
            // The accents tell where a syllable ends, so the words are read as they were typed.
            let typed = words().map(|token| reading.said(token.start..token.end).1);
            let heard = typed.map(syllables::spanish).sum();
            let ease = inflesz(many, tokens.sentences.len(), heard);
            let least = if easy { 65.0 } else { 55.0 };
            (ease < least).then(|| {
                format!("the text scores {ease:.0} on the INFLESZ scale; {least:.0} is normal")
            })
        }
        _ => None,
    };
    let longest = tokens
        .sentences
        .iter()
        .max_by_key(|sentence| sentence.len());
    if let (Some(what), Some(longest)) = (what, longest) {
        let place = place(tokens, longest);
        reading.note("hard-to-read", level, place, Some(what));
    }
}

/// The place of words in the folded text.
fn place(tokens: &Tokens<'_>, words: &Range<usize>) -> Range<usize> {
    tokens.all[words.start].start..tokens.all[words.end - 1].end
}

#[expect(clippy::cast_precision_loss, reason = "no message has that many words")]
fn ratios(words: usize, sentences: usize, syllables: usize) -> (f64, f64) {
    let words = words as f64;
    (words / sentences.max(1) as f64, syllables as f64 / words)
}

/// The grade of an American school by Flesch and Kincaid.
fn kincaid(words: usize, sentences: usize, syllables: usize) -> f64 {
    let (long, heavy) = ratios(words, sentences, syllables);
    0.39 * long + 11.8 * heavy - 15.59
}

/// The ease of a Spanish text by Szigriszt, from 0 to 100.
fn inflesz(words: usize, sentences: usize, syllables: usize) -> f64 {
    let (long, heavy) = ratios(words, sentences, syllables);
    206.835 - 62.3 * heavy - long
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_formulas_have_their_published_constants() {
        // 100 words, 5 sentences, 150 syllables.
        assert!((kincaid(100, 5, 150) - 9.91).abs() < 1e-9);
        assert!((inflesz(100, 5, 200) - 62.235).abs() < 1e-9);
    }
}
