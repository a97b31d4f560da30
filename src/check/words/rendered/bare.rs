//! A message that only says that somebody is looking.

use super::Reading;
use crate::check::finding::Level;
use crate::check::words::language::Language;
use crate::check::words::lexicon::Lexicon;
use crate::check::words::scene;

/// A longer message says more than that.
const LONGEST: usize = 12;

pub(super) fn read(reading: &mut Reading<'_>, language: Language) {
    let tokens = reading.tokens;
    let alone = tokens.sentences.len() == 1 && tokens.all.len() <= LONGEST;
    if !alone || !scene::outside(reading.draft) {
        return;
    }
    let lexicon = Lexicon::of(language);
    let whole = lexicon.phrases("bare").on.iter().any(|source| {
        let end = lexicon.pattern(source).end(tokens, 0);
        end == Some(tokens.all.len())
    });
    if whole {
        let place = tokens.all[0].start..tokens.all[tokens.all.len() - 1].end;
        reading.find("generic-problem", Level::Warning, place);
    }
}
