//! How a pattern is kept: a number of 16 bits for each of its words, in the order in which it is
//! written. `pattern.rs` makes them of what people write, `stretch/follow.rs` follows them.
//!
//! The two highest bits say how a unit stands to the next: whether that is another way to say the same,
//! and whether all that says so may be missing. The others say what is accepted: up to [`CLASS`] a
//! word of the dictionary, by its number.

/// The next unit is another way to say the same.
pub(super) const MORE: u16 = 1 << 15;
/// What the unit belongs to may be missing.
pub(super) const MISSING: u16 = 1 << 14;
/// What is accepted.
pub(super) const WHAT: u16 = MISSING - 1;

/// One or more words of the class with the first bit; so on for 32 classes.
pub(super) const CLASS: u16 = 0x3000;
/// Any word.
pub(super) const ANY: u16 = CLASS + 32;
/// No word: what follows begins a sentence.
pub(super) const OPENS: u16 = ANY + 1;
/// No word: what follows ends a clause.
pub(super) const CLOSES: u16 = OPENS + 1;
/// Up to so many words of any kind, as are added to this.
pub(super) const GAP: u16 = CLASS + 64;
/// As many units as are added to this, one behind the other.
pub(super) const ROW: u16 = 0x3400;

/// The most words that a gap has.
pub(super) const LONGEST_GAP: u16 = 63;
/// The most units that a row has.
#[cfg_attr(not(test), allow(dead_code, reason = "phrases of a house are shorter"))]
pub(super) const LONGEST_ROW: usize = (WHAT - ROW) as usize;

/// A unit as it lies in a table.
pub(super) type Unit = [u8; 2];

/// Returns the next unit, and what follows it if it is a row.
pub(super) fn next<'a>(rest: &mut &'a [Unit]) -> Option<(u16, &'a [Unit])> {
    let (unit, behind) = rest.split_first()?;
    let unit = u16::from_le_bytes(*unit);
    let inside = usize::from((unit & WHAT).saturating_sub(ROW));
    let (row, behind) = behind.split_at(inside.min(behind.len()));
    *rest = behind;
    Some((unit, row))
}
