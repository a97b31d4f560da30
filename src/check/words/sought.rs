//! A phrase of a lexicon, read as far as texts ask for it: what it wants when its first word is met,
//! and all of it when a text holds that.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use super::lexicon::Lexicon;
use super::marks::{self, Wanted};
use super::pattern::{self, Pattern};
use super::tokens::Tokens;

/// A phrase of a lexicon.
#[derive(Debug)]
pub(super) struct Sought {
    /// As it is written.
    pub(super) source: &'static str,
    /// Whether a text was asked for it before.
    is_met: AtomicBool,
    wanted: OnceLock<Wanted>,
    pattern: OnceLock<Box<Pattern>>,
}

impl Sought {
    pub(super) const fn new(source: &'static str) -> Self {
        Self {
            source,
            is_met: AtomicBool::new(false),
            wanted: OnceLock::new(),
            pattern: OnceLock::new(),
        }
    }

    /// Returns the word behind the longest match that begins with the word `start`, if there is one.
    /// The words must be marked, and the lexicon is the phrase's own.
    pub(super) fn end(
        &self,
        lexicon: &Lexicon,
        tokens: &Tokens<'_>,
        start: usize,
    ) -> Option<usize> {
        let token = &tokens.all[start];
        let ahead = token.ahead;
        let bare = || pattern::bare(self.source);
        let wanted = match self.wanted.get() {
            Some(wanted) => wanted,
            // Of one message most phrases are asked once, and seldom for all that they want.
            None if !self.is_met.swap(true, Relaxed)
                && !marks::may_hold(ahead, bare(), lexicon.classes()) =>
            {
                return None;
            }
            None => {
                let read = || marks::wanted(bare(), lexicon.classes());
                self.wanted.get_or_init(read)
            }
        };
        if token.marks & wanted.first == 0 {
            return None;
        }
        for marks in &wanted.all {
            if ahead & marks == 0 {
                return None;
            }
        }
        let pattern = match self.pattern.get() {
            Some(pattern) => pattern,
            None => {
                let read = || Box::new(Pattern::of(self.source, lexicon.classes()));
                self.pattern.get_or_init(read)
            }
        };
        pattern.end(tokens, start)
    }
}

/// Returns the word behind the longest match of any of some phrases that begins with the word `start`.
pub(super) fn longest(
    phrases: &[Sought],
    lexicon: &Lexicon,
    tokens: &Tokens<'_>,
    start: usize,
) -> Option<usize> {
    let mut longest = None;
    for phrase in phrases {
        longest = longest.max(phrase.end(lexicon, tokens, start));
    }
    longest
}
