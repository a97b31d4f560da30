//! How the table of a lexicon is laid out, and the reading of it. `compile/write.rs` makes it.
//!
//! Numbers are little-endian and of 16 bits where nothing else is said. Letters are told by the byte at
//! which they begin among the words that lie beside the table.

use std::ops::Range;

/// The parts of a table, each behind the other, their lengths in bytes before them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table<T> {
    /// Sets of classes of 32 bits, one for each class; the first set is that of all suppliers.
    pub(super) sets: T,
    /// The first words of what belongs to classes: where the rows of each bucket begin, and the rows.
    /// What they belong to is the length of the words behind the first, and the set.
    pub(super) members: [T; 2],
    /// Rows of those first words of which only the end is known.
    pub(super) endings: T,
    /// For each name at the margin where it stands, how long it is (8 bits), and for each kind of
    /// phrases the place of the first, and the place behind the last.
    pub(super) sections: T,
    /// For each phrase where it begins, and where what it wants does; the highest bit of that says
    /// whether it is about the first word of a match. Behind the last stand the ends.
    pub(super) phrases: T,
    /// What phrases want of a sentence: pieces of which one bit must be held, as the places of their
    /// bits (7 bits each). The highest bit ends a piece.
    pub(super) wants: T,
    /// The words that phrases begin with which are found: where the rows of each bucket begin, and
    /// the rows. What they belong to is the place of the phrase.
    pub(super) begins: [T; 2],
    /// The phrases that begin with a word of a class: where those of each class begin, and their places.
    pub(super) of_classes: [T; 2],
}

/// As many parts as a table has.
pub(super) const PARTS: usize = 11;

/// The bytes of a row: where its letters begin, what it is with their number, and what it belongs to.
pub(super) const ROW: usize = 5;

/// The signs before the phrases that are not what is found: what means something else, what makes it
/// right beside, and what makes it right anywhere.
pub(super) const SIGNS: [u8; 3] = *b"-~+";
/// As many kinds of phrases, those that are found first.
pub(super) const KINDS: usize = 1 + SIGNS.len();

/// What a row is, in the two highest bits of the number of its letters: a word, a stem, an ending, or
/// any number.
pub(super) const IS: u8 = 0;
#[cfg_attr(not(test), allow(dead_code, reason = "whatever is none of the others"))]
pub(super) const BEGINS: u8 = 1;
pub(super) const ENDS: u8 = 2;
pub(super) const NUMBER: u8 = 3;

impl<T> Table<T> {
    /// Puts the parts together that follow each other.
    pub(super) fn of(parts: [T; PARTS]) -> Self {
        let [sets, parts @ ..] = parts;
        let [member_firsts, members, endings, parts @ ..] = parts;
        let [sections, phrases, wants, parts @ ..] = parts;
        let [begin_firsts, begins, class_firsts, of_classes] = parts;
        Self {
            sets,
            members: [member_firsts, members],
            endings,
            sections,
            phrases,
            wants,
            begins: [begin_firsts, begins],
            of_classes: [class_firsts, of_classes],
        }
    }

    /// Returns the parts as they follow each other.
    #[cfg_attr(not(test), allow(dead_code, reason = "the build script writes tables"))]
    pub(super) fn parts(self) -> [T; PARTS] {
        let [member_firsts, members] = self.members;
        let [begin_firsts, begins] = self.begins;
        let [class_firsts, of_classes] = self.of_classes;
        [
            self.sets,
            member_firsts,
            members,
            self.endings,
            self.sections,
            self.phrases,
            self.wants,
            begin_firsts,
            begins,
            class_firsts,
            of_classes,
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
pub(super) fn short(list: &[u8], place: usize) -> u16 {
    let bytes = list.get(2 * place..2 * place + 2);
    bytes.map_or(0, |bytes| u16::from_le_bytes([bytes[0], bytes[1]]))
}

/// Two numbers that follow each other: where a list begins and ends.
pub(super) fn range(firsts: &[u8], place: usize) -> Range<usize> {
    usize::from(short(firsts, place))..usize::from(short(firsts, place + 1))
}
