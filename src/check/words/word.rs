//! One word of a pattern, and how words of texts are compared with it.

use super::tokens::{Token, Tokens, head, is_number, letters};

/// What one word of a pattern accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// This word.
    Is(&'static str),
    /// Every word that begins so.
    Begins(&'static str),
    /// Every word that ends so.
    Ends(&'static str),
    /// What begins with a digit.
    Number,
    /// A word of the class with this bit.
    In(u32),
    /// Any word.
    Any,
}

impl Word {
    pub(super) fn of(source: &'static str) -> Self {
        match source {
            "#" => Self::Number,
            "_" => Self::Any,
            _ => match source.as_bytes() {
                [.., b'*'] => Self::Begins(&source[..source.len() - 1]),
                [b'*', ..] => Self::Ends(&source[1..]),
                _ => Self::Is(source),
            },
        }
    }
}

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
