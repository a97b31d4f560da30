//! The state that people write in front of what they say: `*Monitoring* - it works again`.

use crate::domain::words::State;

/// Splits off an emphasised state at the beginning, if there is one.
pub(super) fn split(text: &str) -> (Option<State>, &str) {
    let text = text.trim();
    let bare = text.trim_start_matches('*');
    let marks = text.len() - bare.len();
    let Some(end) = (1..=3).contains(&marks).then(|| bare.find('*')).flatten() else {
        return (None, text);
    };
    let Some(state) = state(&bare[..end]) else {
        // `**Monitoring: It works again**` is a headline, and part of what was said.
        let headed = bare[..end].split_once(": ");
        return (headed.and_then(|(word, _)| state(word)), text);
    };
    let rest = bare[end..].trim_start_matches('*');
    let rest = rest.trim_start().trim_start_matches([':', '-', '–', '—']);
    (Some(state), rest.trim_start())
}

/// The state that a word names, whatever its case and its final colon.
pub(super) fn state(word: &str) -> Option<State> {
    let word = word.trim().trim_end_matches(':').trim();
    word.replace(' ', "-").parse().ok()
}
