//! Words of a lexicon by the first letters of the words that they accept: a word of a text meets only
//! a few of them, in the order in which they stand in the lexicon.

use std::ops::Range;

use super::letters::{bucket, head_of, letters};
use super::table::{ENDS, IS, NUMBER, range};
use super::tokens::Token;

/// The bytes of a row.
const ROW: usize = 5;

/// Rows of words, one behind the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows {
    pub(super) words: &'static str,
    pub(super) bytes: &'static [u8],
}

/// Rows by the buckets of their words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Buckets {
    /// Where the rows of each bucket begin.
    pub(super) firsts: &'static [u8],
    pub(super) rows: Rows,
}

/// A row whose word accepts one of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Met {
    /// Where its letters end among the words of the lexicon.
    pub(super) end: usize,
    /// What it belongs to.
    pub(super) belongs: [u8; 2],
}

impl Rows {
    /// Tells the rows between two places whose words accept a word of a text.
    fn accepting(self, rows: Range<usize>, text: &str, token: &Token, met: &mut dyn FnMut(Met)) {
        let bytes = self.bytes.get(rows.start * ROW..rows.end * ROW);
        let (rows, _) = bytes.unwrap_or_default().as_chunks::<ROW>();
        let said = token.end - token.start;
        for &[low, high, length, a, b] in rows {
            let (kind, length) = (length >> 6, usize::from(length & 63));
            // All numbers share a bucket.
            let fits = kind == NUMBER
                || if kind == IS {
                    said == length
                } else {
                    said >= length
                };
            if !fits {
                continue;
            }
            let begin = usize::from(u16::from_le_bytes([low, high]));
            let letters = &self.words.as_bytes()[begin..];
            if kind == NUMBER || accepts(kind, letters, length, text, token) {
                met(Met {
                    end: begin + length,
                    belongs: [a, b],
                });
            }
        }
    }

    /// Tells all rows whose words accept a word of a text.
    pub(super) fn all(self, text: &str, token: &Token, met: &mut dyn FnMut(Met)) {
        self.accepting(0..self.bytes.len() / ROW, text, token, met);
    }
}

/// Whether so many letters are those of a word of a text, or those that it begins or ends with.
fn accepts(kind: u8, rest: &[u8], length: usize, text: &str, token: &Token) -> bool {
    let said = &text.as_bytes()[token.start..token.end];
    if kind == ENDS {
        return said.ends_with(&rest[..length]);
    }
    let head = match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight) & letters(length),
        None => head_of(&rest[..length]),
    };
    token.head & letters(length) == head && (length <= 8 || said.starts_with(&rest[..length]))
}

impl Buckets {
    /// Tells the rows whose words accept a word of a text.
    pub(super) fn accepting(self, text: &str, token: &Token, met: &mut dyn FnMut(Met)) {
        let rows = range(self.firsts, bucket(token.head));
        if !rows.is_empty() {
            self.rows.accepting(rows, text, token, met);
        }
    }
}
