//! A few bits that say which words a row of words may hold, so that a pattern which wants others is
//! neither read nor tried.

use super::letters::{is_number, spread};

/// A bit for each class, one for numbers, and one of the rest for every word, by its first letters.
/// Two words may share one: what has no bit of a word does not hold it, and no more is said.
pub(super) type Marks = u128;

/// The marks of what may be any word.
pub(super) const ANY: Marks = Marks::MAX;
/// The bit of all numbers.
pub(super) const NUMBER: u64 = 1 << 32;

/// Returns the marks of a word of a text.
pub(super) const fn of(head: u64, classes: u32) -> Marks {
    let number = if is_number(head) { NUMBER } else { 0 };
    of_letters(head) | (number | classes as u64) as Marks
}

/// Returns the mark of a word, by its first letters.
pub(super) const fn of_letters(head: u64) -> Marks {
    /// The places that classes and numbers leave.
    const PLACES: u64 = 95;
    let place = (spread(head) * PLACES) >> 32;
    if place < 64 {
        ((1_u64 << place) as Marks) << 64
    } else {
        (NUMBER << (place - 63)) as Marks
    }
}
