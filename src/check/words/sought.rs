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
    wanted: OnceLock<Box<Wanted>>,
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

    /// Whether a match may begin with the word `start` or with one behind it in its sentence. The words
    /// must be marked, and the lexicon is the phrase's own.
    pub(super) fn may_follow(&self, lexicon: &Lexicon, tokens: &Tokens<'_>, start: usize) -> bool {
        let ahead = tokens.all[start].ahead;
        let bare = || pattern::bare(self.source);
        let wanted = match self.wanted.get() {
            Some(wanted) => wanted,
            // Of one message most phrases are asked once, and seldom for all that they want.
            None if !self.is_met.swap(true, Relaxed)
                && !marks::may_hold(ahead, bare(), lexicon.classes()) =>
            {
                return false;
            }
            None => {
                let read = || Box::new(marks::wanted(bare(), lexicon.classes()));
                self.wanted.get_or_init(read)
            }
        };
        for marks in &wanted.all {
            if ahead & marks == 0 {
                return false;
            }
        }
        true
    }

    /// Returns the word behind the longest match that begins with the word `start`, if there is one.
    pub(super) fn end(
        &self,
        lexicon: &Lexicon,
        tokens: &Tokens<'_>,
        start: usize,
    ) -> Option<usize> {
        let first = self.wanted.get().map(|wanted| wanted.first);
        if first.is_some_and(|first| tokens.all[start].marks & first == 0)
            || !self.may_follow(lexicon, tokens, start)
        {
            return None;
        }
        let read = || Box::new(Pattern::of(self.source, lexicon.classes()));
        self.pattern.get_or_init(read).end(tokens, start)
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
