//! A phrase of a lexicon, read as far as texts ask for it: what it wants when its first word is met,
//! and all of it when a text holds that.

use std::sync::OnceLock;

use super::lexicon::Lexicon;
use super::marks::{self, Marks, Wanted};
use super::pattern::{self, Pattern};
use super::tokens::Tokens;

/// A phrase of a lexicon.
#[derive(Debug)]
pub(super) struct Sought {
    /// As it is written.
    pub(super) source: &'static str,
    read: OnceLock<Box<Read>>,
}

/// What is known of a phrase that a text was asked for.
#[derive(Debug)]
struct Read {
    /// What the first text did not hold; anything if it held all of it. The messages of a run say
    /// much the same, and most phrases are never asked for more than this.
    lacked: Marks,
    wanted: OnceLock<Wanted>,
    pattern: OnceLock<Pattern>,
}

impl Sought {
    pub(super) const fn new(source: &'static str) -> Self {
        Self {
            source,
            read: OnceLock::new(),
        }
    }

    /// Whether a match may begin with the word `start` or with one behind it in its sentence. The words
    /// must be marked, and the lexicon is the phrase's own.
    pub(super) fn may_follow(&self, lexicon: &Lexicon, tokens: &Tokens<'_>, start: usize) -> bool {
        self.read_for(lexicon, tokens, start).is_some()
    }

    /// What is known of it, if a match may begin with the word `start` or with one behind it.
    fn read_for(&self, lexicon: &Lexicon, tokens: &Tokens<'_>, start: usize) -> Option<&Read> {
        let ahead = tokens.all[start].ahead;
        let wanted = |ahead| {
            let bare = pattern::bare(self.source);
            marks::wanted(ahead, bare, lexicon.classes())
        };
        let read = self.read.get_or_init(|| {
            let (lacked, wanted) = match wanted(ahead) {
                Ok(wanted) => (marks::ANY, OnceLock::from(wanted)),
                Err(lacked) => (lacked, OnceLock::new()),
            };
            Box::new(Read {
                lacked,
                wanted,
                pattern: OnceLock::new(),
            })
        });
        if ahead & read.lacked == 0 {
            return None;
        }
        // Words with every mark lack nothing.
        let all = || wanted(marks::ANY).unwrap_or_default();
        let wanted = read.wanted.get_or_init(all);
        for marks in &wanted.all {
            if ahead & marks == 0 {
                return None;
            }
        }
        Some(read)
    }

    /// Returns the word behind the longest match that begins with the word `start`, if there is one.
    pub(super) fn end(
        &self,
        lexicon: &Lexicon,
        tokens: &Tokens<'_>,
        start: usize,
    ) -> Option<usize> {
        let wanted = self.read.get().and_then(|read| read.wanted.get());
        if wanted.is_some_and(|wanted| tokens.all[start].marks & wanted.first == 0) {
            return None;
        }
        let read = self.read_for(lexicon, tokens, start)?;
        let pattern = || Pattern::of(self.source, lexicon.classes());
        read.pattern.get_or_init(pattern).end(tokens, start)
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
