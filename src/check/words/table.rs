//! How the table of a lexicon is laid out, and the reading of it. `write.rs` makes it.
//!
//! Numbers are little-endian and of 16 bits where nothing else is said. Words are told by their place in
//! the dictionary.

use std::ops::Range;

/// The parts of a table, each behind the other, their lengths in bytes before them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Table<T> {
    /// Sets of classes of 32 bits; the first is that of all suppliers.
    pub(super) sets: T,
    /// For each bucket of the dictionary its first word, and where that stands. Behind the last stand the
    /// ends.
    pub(super) buckets: T,
    /// For each word a sign of 8 bits, which says what it is and how many letters follow, and these.
    pub(super) words: T,
    /// For each word where what it opens begins; the end behind the last.
    pub(super) firsts: T,
    /// What words open, each as a number: a [`SET`] they belong to, a [`ROW`] of words with the units of
    /// those behind it, and then the places of the phrases that are found and looked for by it.
    pub(super) opens: T,
    /// For each name at the margin its length (8 bits) and its letters, and for each kind of phrases the
    /// place of the first, and the place behind the last.
    pub(super) sections: T,
    /// For each phrase where its units begin; the end behind the last.
    pub(super) phrases: T,
    /// The units of the phrases.
    pub(super) units: T,
    /// For each class where the phrases begin that are looked for by a word of it; the end behind the last.
    pub(super) class_firsts: T,
    /// The places of those phrases.
    pub(super) of_classes: T,
}

/// As many parts as a table has.
pub(super) const PARTS: usize = 10;

/// What a word opens: a set of classes it belongs to by itself, by its place.
pub(super) const SET: u16 = 0x8000;
/// What a word opens: the place of a set of classes (8 bits), and how many units follow (6 bits) that
/// stand behind it in a text.
pub(super) const ROW: u16 = 0xc000;

/// The signs before the phrases that are not what is found: what means something else, what makes it
/// right beside, and what makes it right anywhere.
pub(super) const SIGNS: [u8; 3] = *b"-~+";
/// As many kinds of phrases, those that are found first.
pub(super) const KINDS: usize = 1 + SIGNS.len();

/// The bits of the sign of a word that tell how many letters it has, and the first of those that tell
/// what it is.
pub(super) const LENGTH: u8 = (1 << KIND) - 1;
pub(super) const KIND: u8 = 6;
/// What a word of the dictionary is: a word, a stem, an ending, or any number.
pub(super) const IS: u8 = 0;
pub(super) const BEGINS: u8 = 1;
pub(super) const ENDS: u8 = 2;
pub(super) const NUMBER: u8 = 3;

impl<T> Table<T> {
    /// Puts the parts together that follow each other.
    pub(super) fn of(parts: [T; PARTS]) -> Self {
        let [sets, buckets, words, firsts, opens, parts @ ..] = parts;
        let [sections, phrases, units, class_firsts, of_classes] = parts;
        Self {
            sets,
            buckets,
            words,
            firsts,
            opens,
            sections,
            phrases,
            units,
            class_firsts,
            of_classes,
        }
    }

    /// Returns the parts as they follow each other.
    pub(super) fn parts(self) -> [T; PARTS] {
        [
            self.sets,
            self.buckets,
            self.words,
            self.firsts,
            self.opens,
            self.sections,
            self.phrases,
            self.units,
            self.class_firsts,
            self.of_classes,
        ]
    }
}

impl Table<&'static [u8]> {
    /// Takes a table apart. What is not there is empty.
    pub(super) fn read(table: &'static [u8]) -> Self {
        let mut at = 2 * PARTS;
        Self::of(std::array::from_fn(|part| {
            let begin = at;
            at += usize::from(short(table, part));
            table.get(begin..at).unwrap_or_default()
        }))
    }
}

/// The number at a place of a list of numbers.
#[inline]
pub(super) fn short(list: &[u8], place: usize) -> u16 {
    let bytes = list.get(2 * place..2 * place + 2);
    bytes.map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
}

/// A number as it stands in a list; none for one that has more than 16 bits.
pub(super) fn short_of(number: usize) -> Option<[u8; 2]> {
    u16::try_from(number).ok().map(u16::to_le_bytes)
}

/// Two numbers that follow each other: where a list begins and ends.
#[inline]
pub(super) fn range(firsts: &[u8], place: usize) -> Range<usize> {
    usize::from(short(firsts, place))..usize::from(short(firsts, place + 1))
}
