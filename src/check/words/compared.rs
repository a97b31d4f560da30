//! One word of a pattern, as it is compared with those of texts.

use super::letters::{head, is_number, letters};
use super::tokens::{Token, Tokens};
use super::word::Word;

/// A word of a pattern as it is compared with those of texts: its first letters as one number tell
/// it from nearly all of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Test {
    pub(super) head: u64,
    /// Which of the first letters of a text must be the same.
    mask: u64,
    /// Whether these letters are all there is to compare.
    is_short: bool,
    pub(super) word: Word,
}

impl Test {
    pub(super) fn of(word: Word) -> Self {
        let (head, mask, is_short) = match word {
            Word::Is(is) => (head(is), u64::MAX, is.len() < 8),
            Word::Begins(stem) => (head(stem), letters(stem.len()), stem.len() <= 8),
            Word::Any => (0, 0, true),
            Word::Ends(_) | Word::Number | Word::In(_) => (0, 0, false),
        };
        Self {
            head,
            mask,
            is_short,
            word,
        }
    }

    /// Whether the first letters of a word are right, as those of nearly none are.
    pub(super) const fn may_accept(&self, token: &Token) -> bool {
        token.head & self.mask == self.head
    }

    /// Whether it accepts a word of a text.
    pub(super) fn accepts(&self, tokens: &Tokens<'_>, token: &Token) -> bool {
        if !self.may_accept(token) || self.is_short {
            return self.may_accept(token);
        }
        let letters = || &tokens.text[token.start..token.end];
        match self.word {
            Word::Is(word) => letters() == word,
            Word::Begins(stem) => letters().starts_with(stem),
            Word::Ends(end) => letters().ends_with(end),
            Word::Number => is_number(token.head),
            Word::In(class) => token.classes & class != 0,
            Word::Any => true,
        }
    }

    /// The first letters of the words it accepts, a bit for each by its last six bits.
    pub(super) fn opening(&self) -> u64 {
        match self.word {
            Word::Is(word) | Word::Begins(word) if !word.is_empty() => 1 << (self.head & 63),
            Word::Number => (b'0'..=b'9').fold(0, |bits, digit| bits | 1 << (digit & 63)),
            _ => u64::MAX,
        }
    }
}
