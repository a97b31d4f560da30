//! The last message says first that it is over.

use super::Reading;
use crate::check::finding::Level;
use crate::check::words::language::Language;
use crate::check::words::lexicon::Lexicon;
use crate::check::words::pattern::Pattern;
use crate::check::words::scene;
use crate::check::words::tokens::Tokens;
use std::ops::Range;
use std::sync::OnceLock;

/// How an end is announced, and what takes it back.
struct Read {
    over: Vec<Pattern>,
    not: Vec<Pattern>,
}

fn patterns(language: Language) -> &'static Read {
    static READ: [OnceLock<Read>; 5] = [const { OnceLock::new() }; 5];
    READ[language as usize].get_or_init(|| {
        let lexicon = Lexicon::of(language);
        let phrases = lexicon.phrases("resolved-not-clear");
        Read {
            over: lexicon.patterns(&phrases.on),
            not: lexicon.patterns(&phrases.unless),
        }
    })
}

pub(super) fn read(reading: &mut Reading<'_>, language: Language) {
    let (draft, tokens) = (reading.draft, reading.tokens);
    let Some(state) = draft.state else {
        return;
    };
    if !state.is_over()
        || draft.gates.cancelled
        || draft.gates.report
        || draft.gates.corrects
        || !scene::outside(draft)
        || says_so(patterns(language), tokens, scene::greets(draft.channel))
    {
        return;
    }
    let Some(first) = tokens.sentences.first() else {
        return;
    };
    let place = tokens.all[first.start].start..tokens.all[first.end - 1].end;
    // A span of time that is closed says it too, to whoever looks twice, and so does a later
    // sentence, to whoever reads on.
    let level = if closed_span(tokens) || says_so_later(patterns(language), tokens) {
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
fn says_so(read: &Read, tokens: &Tokens<'_>, greeting: usize) -> bool {
    const LABEL: usize = 3;
    let labels = tokens
        .sentences
        .iter()
        .take_while(|sentence| sentence.len() <= LABEL);
    let first = labels.count() + 2 + greeting;
    tokens.sentences.iter().take(first).any(|sentence| {
        let (over, taken_back) = (
            ends(&read.over, tokens, sentence),
            ends(&read.not, tokens, sentence),
        );
        over.into_iter().any(|(start, end)| {
            !taken_back
                .iter()
                .any(|&(from, to)| from < end && start < to)
        })
    })
}

/// Whether any sentence says that it is over, and none that it is not.
fn says_so_later(read: &Read, tokens: &Tokens<'_>) -> bool {
    /// A message is read as far as a message goes.
    const LONGEST: usize = 50;
    let mut over = false;
    for sentence in tokens.sentences.iter().take(LONGEST) {
        if !ends(&read.not, tokens, sentence).is_empty() {
            return false;
        }
        over |= !ends(&read.over, tokens, sentence).is_empty();
    }
    over
}

/// Where patterns match in a sentence.
fn ends(patterns: &[Pattern], tokens: &Tokens<'_>, sentence: &Range<usize>) -> Vec<(usize, usize)> {
    /// A sentence is read as far as a sentence goes.
    const LONGEST: usize = 120;
    let words = sentence.start..sentence.end.min(sentence.start + LONGEST);
    let ends = words.flat_map(|at| {
        let mut ends = patterns.iter();
        std::iter::from_fn(move || ends.find_map(|p| Some((at, p.end(tokens, at)?))))
    });
    ends.collect()
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
