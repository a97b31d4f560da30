//! How the table of a lexicon is laid out, and the reading of it. `compile.rs` makes it.

use std::ops::Range;

/// The signs before the phrases that are not what is found: what means something else, what makes it
/// right beside, and what makes it right anywhere.
pub(super) const SIGNS: [u8; 3] = *b"-~+";
/// As many kinds of phrases, those that are found first.
pub(super) const KINDS: usize = 1 + SIGNS.len();

/// What a word of a row is, in the two highest bits of its length.
pub(super) const IS: u8 = 0;
#[cfg_attr(not(test), allow(dead_code, reason = "whatever is no other of them"))]
pub(super) const BEGINS: u8 = 1;
pub(super) const ENDS: u8 = 2;
pub(super) const NUMBER: u8 = 3;

/// The parts of a table, each behind the other, their lengths before them.
pub(super) const PARTS: usize = 11;

/// Takes a table apart. What is not there is empty.
pub(super) fn parts(table: &'static [u8]) -> [&'static [u8]; PARTS] {
    let mut at = 2 * PARTS;
    std::array::from_fn(|part| {
        let begin = at;
        at += usize::from(short(table, part));
        table.get(begin..at).unwrap_or_default()
    })
}

/// The number at a place of a list of numbers of 16 bits.
pub(super) fn short(list: &[u8], place: usize) -> u16 {
    let bytes = list.get(2 * place..2 * place + 2);
    bytes.map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
}

/// Two numbers that follow each other: where a list begins and ends.
pub(super) fn range(firsts: &[u8], place: usize) -> Range<usize> {
    usize::from(short(firsts, place))..usize::from(short(firsts, place + 1))
}
