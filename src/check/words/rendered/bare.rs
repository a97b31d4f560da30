//! A message that only says that somebody is looking.

use super::Reading;
use crate::check::finding::Level;
use crate::check::words::language::Language;
use crate::check::words::pattern::Pattern;
use crate::check::words::scene;

const ENGLISH: &[&str] = &[
    "^(we are|we're) ..2 (investigating|investigate|looking into) (this|an|the|these)? (issue|issues|problem|problems|incident)?$",
];
const SPANISH: &[&str] = &[
    "^(seguimos|estamos|continuamos) (investigando|revisando|analizando) (la|el|esta|este|una|un)? (incidencia|problema|incidente|fallo)?$",
];
/// A longer message says more than that.
const LONGEST: usize = 12;

pub(super) fn read(reading: &mut Reading<'_>) {
    let tokens = reading.tokens;
    let alone = tokens.sentences.len() == 1 && tokens.all.len() <= LONGEST;
    let Some(language) = reading
        .language
        .filter(|_| alone && scene::outside(reading.draft))
    else {
        return;
    };
    let sources = match language {
        Language::English => ENGLISH,
        Language::Spanish => SPANISH,
    };
    let whole = sources
        .iter()
        .any(|source| Pattern::of(source).end(tokens, 0) == Some(tokens.all.len()));
    if whole {
        let place = tokens.all[0].start..tokens.all[tokens.all.len() - 1].end;
        reading.find("generic-problem", Level::Warning, place);
    }
}
