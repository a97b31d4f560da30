//! The last message says first that it is over.

use super::Reading;
use crate::check::finding::Level;
use crate::check::words::lexicon::{Phrases, Section};
use crate::check::words::scene;
use crate::check::words::tokens::Tokens;
use crate::check::words::understood::Understood;
use std::ops::Range;

pub(super) fn read(reading: &mut Reading<'_>, text: &Understood<'_>) {
    let (draft, tokens) = (reading.draft, reading.tokens);
    let Some(state) = draft.state else {
        return;
    };
    if !state.is_over()
        || draft.gates.cancelled
        || draft.gates.report
        || draft.gates.corrects
        || !scene::outside(draft)
        || says_so(text, scene::greets(draft.channel))
    {
        return;
    }
    let Some(first) = tokens.sentences.first() else {
        return;
    };
    let place = tokens.all[first.start].start..tokens.all[first.end - 1].end;
    // A span of time that is closed says it too, to whoever looks twice, and so does a later
    // sentence, to whoever reads on.
    let level = if closed_span(tokens) || says_so_later(text) {
        Level::Suggestion
    } else {
        Level::Error
    };
    reading.find("resolved-not-clear", level, place);
}

/// Whether the first sentence names a time from which and one to which it lasted.
fn closed_span(tokens: &Tokens<'_>) -> bool {
    const NEAR: usize = 40;
    let Some(first) = tokens.sentences.first() else {
        return false;
    };
    let words = first.start..first.end.min(first.start + NEAR);
    let time = |at: usize| {
        let word = tokens.word(at);
        let half = word.ends_with("am") || word.ends_with("pm");
        word.as_bytes()[0].is_ascii_digit() && (half || word.contains(':'))
    };
    let times = words.clone().filter(|&at| time(at)).count();
    let spans = words.clone().any(|at| {
        matches!(
            tokens.word(at),
            "between" | "from" | "starting" | "beginning" | "entre" | "desde" | "until"
        )
    });
    times >= 2 && spans
}

/// Whether one of the first two sentences says that it is over, or a label before them.
fn says_so(text: &Understood<'_>, greeting: usize) -> bool {
    const LABEL: usize = 3;
    let (tokens, phrases) = (text.tokens, phrases(text));
    let labels = tokens
        .sentences
        .iter()
        .take_while(|sentence| sentence.len() <= LABEL);
    let first = labels.count() + 2 + greeting;
    tokens.sentences.iter().take(first).any(|sentence| {
        let (over, taken_back) = (
            ends(phrases.on, text, sentence),
            ends(phrases.unless, text, sentence),
        );
        over.into_iter().any(|said| {
            let mut taken_back = taken_back.iter();
            !taken_back.any(|back| back.start < said.end && said.start < back.end)
        })
    })
}

/// Whether any sentence says that it is over, and none that it is not.
fn says_so_later(text: &Understood<'_>) -> bool {
    /// A message is read as far as a message goes.
    const LONGEST: usize = 50;
    let phrases = phrases(text);
    let mut over = false;
    for sentence in text.tokens.sentences.iter().take(LONGEST) {
        if !ends(phrases.unless, text, sentence).is_empty() {
            return false;
        }
        over |= !ends(phrases.on, text, sentence).is_empty();
    }
    over
}

/// How an end is announced, and what takes it back.
fn phrases(text: &Understood<'_>) -> Section {
    text.phrases("resolved-not-clear")
}

/// Where phrases stand in a sentence.
fn ends(phrases: Phrases, text: &Understood<'_>, sentence: &Range<usize>) -> Vec<Range<usize>> {
    /// A sentence is read as far as a sentence goes.
    const LONGEST: usize = 120;
    text.found(
        phrases,
        sentence.start..sentence.end.min(sentence.start + LONGEST),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::finding::Level;
    use crate::check::text::{Draft, words};
    use crate::domain::words::State;

    fn level(text: &str) -> Option<Level> {
        let locale = "en".parse().ok();
        let found = words(&Draft {
            text,
            locale: locale.as_ref(),
            state: Some(State::Resolved),
            ..Draft::default()
        });
        let found = found.iter().find(|f| f.rule == "resolved-not-clear");
        found.map(|finding| finding.level)
    }

    #[test]
    fn an_end_that_comes_late_is_milder_than_none_unless_something_goes_on() {
        let told = "We undid a change. It had broken search. It took us a while.";
        assert_eq!(level(told), Some(Level::Error));
        assert_eq!(
            level(&format!("{told} Search works again since 09:52 UTC.")),
            Some(Level::Suggestion)
        );
        assert_eq!(
            level(&format!(
                "{told} Search works again. We continue to work on mail."
            )),
            Some(Level::Error)
        );
    }
}
