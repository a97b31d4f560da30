//! While somebody may be inside, what to do comes before why.

use super::super::language::Language;
use super::super::lexicon::Lexicon;
use super::super::tokens::Tokens;
use super::super::{Reading, scene};
use crate::check::finding::Level;

pub(super) fn read(reading: &mut Reading<'_>, language: Language) {
    let draft = reading.draft;
    if !scene::guarded(draft) {
        return;
    }
    let tokens = reading.tokens;
    // Why we call is no reason for what happened.
    let opening = scene::greets(draft.channel).min(tokens.sentences.len());
    let opening = tokens.sentences[..opening].last().map_or(0, |s| s.end);
    let Some((reason, end)) = first(language, "why-before-do", tokens, opening) else {
        return;
    };
    let Some((advice, _)) = first(language, "advice", tokens, 0) else {
        return;
    };
    if tokens.all[reason].sentence < tokens.all[advice].sentence {
        let place = tokens.all[reason].start..tokens.all[end - 1].end;
        reading.find("why-before-do", Level::Warning, place);
    }
}

/// The first words from the place `from` on that are among the phrases of a name.
fn first(
    language: Language,
    name: &str,
    tokens: &Tokens<'_>,
    from: usize,
) -> Option<(usize, usize)> {
    let phrases = Lexicon::of(language).phrases(name).on;
    (from..tokens.all.len()).find_map(|at| phrases.longest(tokens, at).map(|end| (at, end)))
}
