//! Words of patterns by the first two letters of the words that they accept: a word of a text meets
//! only a few of them, in the order in which they were added.

use super::tokens::Tokens;
use super::word::{Test, Word};

/// Where a row ends.
const NONE: u16 = u16::MAX;
/// The second letters that are told apart.
const SECONDS: usize = 32;
/// A bucket for each sign that is no letter, and one for each pair of letters.
const BUCKETS: usize = 128 + 26 * SECONDS;

/// Words of patterns, each with a number that says what it belongs to.
#[derive(Debug)]
pub(super) struct Buckets {
    /// The first of the row of each bucket.
    first: Vec<u16>,
    last: Vec<u16>,
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
        Self {
            first: vec![NONE; BUCKETS],
            last: vec![NONE; BUCKETS],
            rows: Vec::with_capacity(many),
        }
    }

    /// Adds a word. One of which no first letter is known stands in no bucket.
    pub(super) fn add(&mut self, word: Word, belongs: u32) {
        let test = Test::of(word);
        match word {
            Word::Begins(stem) if stem.len() == 1 && stem.as_bytes()[0].is_ascii_lowercase() => {
                let begins = bucket(u64::from(stem.as_bytes()[0])) / SECONDS * SECONDS;
                for bucket in begins..begins + SECONDS {
                    self.push(bucket, test, belongs);
                }
            }
            Word::Is(word) | Word::Begins(word) if !word.is_empty() => {
                self.push(bucket(super::tokens::head(word)), test, belongs);
            }
            Word::Number => {
                for digit in b'0'..=b'9' {
                    self.push(usize::from(digit), test, belongs);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, bucket: usize, test: Test, belongs: u32) {
        // More words than there are numbers for would be a mistake that every test finds.
        let place = u16::try_from(self.rows.len()).unwrap_or(NONE);
        match self.rows.get_mut(usize::from(self.last[bucket])) {
            Some(last) => last.next = place,
            None => self.first[bucket] = place,
        }
        self.last[bucket] = place;
        self.rows.push(Row {
            test,
            belongs,
            next: NONE,
        });
    }

    /// Returns where the row of the words begins that may accept one with these first letters.
    pub(super) fn row(&self, head: u64) -> u16 {
        self.first[bucket(head)]
    }

    /// Returns what the next word of a row belongs to that accepts a word of a text, and where the
    /// row goes on.
    pub(super) fn next(&self, mut row: u16, tokens: &Tokens<'_>, at: usize) -> Option<(u32, u16)> {
        while row != NONE {
            let word = &self.rows[usize::from(row)];
            if word.test.accepts(tokens, at) {
                return Some((word.belongs, word.next));
            }
            row = word.next;
        }
        None
    }
}

/// The bucket of the words with these first letters.
fn bucket(head: u64) -> usize {
    let [first, second, ..] = head.to_le_bytes();
    if first.is_ascii_lowercase() {
        128 + usize::from(first - b'a') * SECONDS + usize::from(second) % SECONDS
    } else {
        usize::from(first & 0x7f)
    }
}
