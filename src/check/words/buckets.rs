//! Words of patterns by the first letters of the words that they accept: a word of a text meets only
//! a few of them, in the order in which they were added.

use super::marks::{self, spread};
use super::tokens::{Token, Tokens, is_number};
use super::word::{Test, Word};

/// Where a row ends; no row stands there.
const NONE: u16 = 0;
/// One for all numbers, and as many for the other words as their first letters are spread over.
const BUCKETS: usize = 1 + (1 << BITS);
const BITS: u32 = 11;

/// Words of patterns, each with a number that says what it belongs to.
#[derive(Debug)]
pub(super) struct Buckets {
    /// The first of the row of each bucket.
    first: Box<[u16]>,
    last: Box<[u16]>,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    test: Test,
    belongs: u32,
    next: u16,
}

impl Buckets {
    pub(super) fn new(many: usize) -> Self {
        let mut rows = Vec::with_capacity(many);
        // What no row refers to.
        rows.push(Row {
            test: Test::of(Word::Any),
            belongs: 0,
            next: NONE,
        });
        Self {
            first: vec![NONE; BUCKETS].into(),
            last: vec![NONE; BUCKETS].into(),
            rows,
        }
    }

    /// Adds a word. One of which too few first letters are known stands in no bucket.
    pub(super) fn add(&mut self, word: Word, belongs: u32) {
        let test = Test::of(word);
        let bucket = match word {
            Word::Is(letters) if !letters.is_empty() => bucket(test.head),
            Word::Begins(stem) if stem.len() >= marks::TELLING => bucket(test.head),
            Word::Number => 0,
            _ => return,
        };
        // More words than there are numbers for would be a mistake that every test finds.
        let place = u16::try_from(self.rows.len()).unwrap_or(NONE);
        match self.last[bucket] {
            NONE => self.first[bucket] = place,
            last => self.rows[usize::from(last)].next = place,
        }
        self.last[bucket] = place;
        self.rows.push(Row {
            test,
            belongs,
            next: NONE,
        });
    }

    /// Returns where the row of the words begins that may accept a word of a text.
    pub(super) fn row(&self, token: &Token) -> u16 {
        self.first[bucket(token.head)]
    }

    /// Returns what the next word of a row belongs to that accepts a word of a text, and where the
    /// row goes on.
    pub(super) fn next(
        &self,
        mut row: u16,
        tokens: &Tokens<'_>,
        token: &Token,
    ) -> Option<(u32, u16)> {
        let rows = self.rows.as_slice();
        while row != NONE {
            let word = &rows[usize::from(row)];
            if word.test.may_accept(token) && word.test.accepts(tokens, token) {
                return Some((word.belongs, word.next));
            }
            row = word.next;
        }
        None
    }
}

/// The bucket of the words with these first letters.
fn bucket(head: u64) -> usize {
    if is_number(head) {
        return 0;
    }
    let place = spread(head) >> (32 - BITS);
    usize::try_from(1 + place).unwrap_or_default()
}
