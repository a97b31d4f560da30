//! While somebody may be inside, what to do comes before why.

use std::cmp::Reverse;

use super::super::understood::Understood;
use super::super::{Reading, scene};
use crate::check::finding::Level;

pub(super) fn read(reading: &mut Reading<'_>, text: &Understood<'_>) {
    let draft = reading.draft;
    if !scene::guarded(draft) {
        return;
    }
    let tokens = reading.tokens;
    // Why we call is no reason for what happened.
    let opening = scene::greets(draft.channel).min(tokens.sentences.len());
    let opening = tokens.sentences[..opening].last().map_or(0, |s| s.end);
    let Some((reason, end)) = first(text, "why-before-do", opening) else {
        return;
    };
    let Some((advice, _)) = first(text, "advice", 0) else {
        return;
    };
    if tokens.all[reason].sentence < tokens.all[advice].sentence {
        let place = tokens.all[reason].start..tokens.all[end - 1].end;
        reading.find("why-before-do", Level::Warning, place);
    }
}

/// The first words from the place `from` on that are among the phrases of a name.
fn first(text: &Understood<'_>, name: &str, from: usize) -> Option<(usize, usize)> {
    let found = text.found(text.phrases(name).on, from..text.tokens.all.len());
    let found = found
        .into_iter()
        .map(|words| (words.start, Reverse(words.end)));
    found.min().map(|(start, Reverse(end))| (start, end))
}
