//! A message that only says that somebody is looking.

use super::Reading;
use crate::check::finding::Level;
use crate::check::words::scene;
use crate::check::words::understood::Understood;
use crate::domain::words::State;

/// A longer message says more than that.
const LONGEST: usize = 14;

/// How a sentence begins that only thanks.
const THANKS: &[&str] = &["thank", "thanks", "gracias", "obrigado", "merci", "danke"];

pub(super) fn read(reading: &mut Reading<'_>, text: &Understood<'_>) {
    let tokens = reading.tokens;
    let Some(first) = tokens.sentences.first() else {
        return;
    };
    // Thanks add nothing to it.
    let thanks = |sentence: &std::ops::Range<usize>| THANKS.contains(&tokens.word(sentence.start));
    let alone = tokens.sentences.iter().skip(1).all(thanks);
    if !alone || first.len() > LONGEST || !scene::outside(reading.draft) {
        return;
    }
    let mut bare = text.found(text.phrases("bare").on, 0..1).into_iter();
    if bare.any(|words| words.end == first.end) {
        let place = tokens.all[0].start..tokens.all[first.end - 1].end;
        // The first word may be all that anybody knows.
        let level = match reading.draft.state {
            Some(State::Investigating) => Level::Suggestion,
            _ => Level::Warning,
        };
        reading.find("generic-problem", level, place);
    }
}
