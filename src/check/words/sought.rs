//! The phrases of a lexicon, read as far as texts ask for them: what one wants when its first word is
//! met, and all of it when a text holds that.

use std::sync::OnceLock;

use super::lexicon::Lexicon;
use super::marks::{ANY, Marks};
use super::pattern::Pattern;
use super::tokens::Tokens;

/// Phrases of a lexicon that stand one behind the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrases {
    pub(super) lexicon: &'static Lexicon,
    pub(super) first: u16,
    pub(super) behind: u16,
}

/// A phrase of a lexicon.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought {
    lexicon: &'static Lexicon,
    place: u16,
}

impl Phrases {
    /// Returns them in the order of the lexicon.
    pub(super) fn iter(self) -> impl Iterator<Item = Sought> {
        let lexicon = self.lexicon;
        (self.first..self.behind).map(move |place| Sought { lexicon, place })
    }

    /// Returns the word behind the longest match of any of them that begins with the word `start`.
    pub(super) fn longest(self, tokens: &Tokens<'_>, start: usize) -> Option<usize> {
        let ends = self.iter().filter_map(|phrase| phrase.end(tokens, start));
        ends.max()
    }
}

impl Sought {
    /// The phrase at a place of a lexicon.
    pub(super) const fn at(lexicon: &'static Lexicon, place: u16) -> Self {
        Self { lexicon, place }
    }

    /// As it is written, classes by their bits.
    pub(super) fn source(self) -> &'static str {
        self.lexicon.source(self.place)
    }

    #[cfg(test)]
    pub(super) const fn place(self) -> u16 {
        self.place
    }

    /// The marks that it wants of its first word, and those of a sentence: all of the first, and one
    /// at least of each of the others.
    #[cfg(test)]
    pub(super) fn wanted(self) -> (Marks, Vec<Marks>) {
        let read = self.read().unwrap();
        let all = std::iter::once(read.every).chain(read.some.iter().copied());
        (read.first, all.collect())
    }

    /// What is known of it.
    #[inline]
    fn read(self) -> Option<&'static Read> {
        self.lexicon.read(self.place)
    }

    /// Whether a match may begin with the word `start` or with one behind it in its sentence. The words
    /// must be marked.
    pub(super) fn may_follow(self, tokens: &Tokens<'_>, start: usize) -> bool {
        self.may_be_in(tokens.all[start].ahead)
    }

    /// Whether a match may be among words that have these marks between them.
    pub(super) fn may_be_in(self, ahead: Marks) -> bool {
        self.read().is_some_and(|read| read.may_be_in(ahead))
    }

    /// Returns the word behind the longest match that begins with the word `start`, if there is one.
    pub(super) fn end(self, tokens: &Tokens<'_>, start: usize) -> Option<usize> {
        let (token, read) = (&tokens.all[start], self.read()?);
        if token.marks & read.first == 0 || !read.may_be_in(token.ahead) {
            return None;
        }
        let pattern = || Pattern::of(self.source());
        read.pattern.get_or_init(pattern).end(tokens, start)
    }
}

/// What is known of a phrase that a text was asked for.
#[derive(Debug)]
pub(super) struct Read {
    /// The first word of every match has one bit at least of these.
    first: Marks,
    /// The words of every match have all of these bits,
    every: Marks,
    /// and one bit at least of each of these.
    some: Vec<Marks>,
    pattern: OnceLock<Pattern>,
}

impl Read {
    /// Reads what a phrase wants of a sentence, piece by piece, and whether the first of them is about
    /// its first word, as `compile/write.rs` wrote it.
    pub(super) fn of(opens: bool, pieces: &[u8]) -> Self {
        const LAST: u8 = 1 << 7;
        let mut read = Self {
            first: ANY,
            every: 0,
            some: Vec::new(),
            pattern: OnceLock::new(),
        };
        let (mut piece, mut is_first) = (0, opens);
        for byte in pieces {
            piece |= 1 << (byte & !LAST);
            if byte & LAST == 0 {
                continue;
            }
            if is_first {
                (read.first, is_first) = (piece, false);
            }
            if piece.is_power_of_two() {
                read.every |= piece;
            } else {
                read.some.push(piece);
            }
            piece = 0;
        }
        read
    }

    /// Whether words with these marks may hold a match.
    #[inline]
    fn may_be_in(&self, ahead: Marks) -> bool {
        if ahead & self.every != self.every {
            return false;
        }
        for piece in &self.some {
            if ahead & piece == 0 {
                return false;
            }
        }
        true
    }
}
