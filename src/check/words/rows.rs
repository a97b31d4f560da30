//! Words of a lexicon by the first letters of the words that they accept: a word of a text meets only
//! a few of them, in the order in which they stand in the lexicon.

use super::letters::{bucket, head_at, letters};
use super::table::{ENDS, IS, NUMBER, ROW, range};
use super::tokens::Token;

/// Rows of a table, one behind the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rows {
    /// The words among which their letters stand.
    pub(super) words: &'static str,
    pub(super) bytes: &'static [u8],
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
    /// Returns those rows that stand in the bucket of a word of a text.
    #[inline]
    pub(super) fn of_bucket(self, firsts: &[u8], token: &Token) -> Self {
        let rows = range(firsts, bucket(token.head));
        let bytes = self.bytes.get(rows.start * ROW..rows.end * ROW);
        Self {
            bytes: bytes.unwrap_or_default(),
            ..self
        }
    }

    /// Tells the rows whose words accept a word of a text.
    pub(super) fn accepting(self, text: &str, token: &Token, met: &mut dyn FnMut(Met)) {
        let (rows, _) = self.bytes.as_chunks::<ROW>();
        let said = token.end - token.start;
        for &[low, high, length, a, b] in rows {
            let (kind, length) = (length >> 6, usize::from(length & 63));
            let fits = match kind {
                IS => said == length,
                NUMBER => true,
                _ => said >= length,
            };
            if !fits {
                continue;
            }
            let begin = usize::from(u16::from_le_bytes([low, high]));
            let letters = &self.words.as_bytes()[begin..];
            // All numbers share a bucket.
            if kind == NUMBER || accepts(kind, letters, length, text, token) {
                met(Met {
                    end: begin + length,
                    belongs: [a, b],
                });
            }
        }
    }
}

/// Whether so many letters are those of a word of a text, or those that it begins or ends with.
fn accepts(kind: u8, rest: &[u8], length: usize, text: &str, token: &Token) -> bool {
    let said = &text.as_bytes()[token.start..token.end];
    if kind == ENDS {
        return said.ends_with(&rest[..length]);
    }
    token.head & letters(length) == head_at(rest, length)
        && (length <= 8 || said.starts_with(&rest[..length]))
}
