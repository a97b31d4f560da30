//! The first letters of words as numbers: one comparison tells most words from each other, and a row
//! of words finds its place by them.

/// The first eight letters of a word as one number, which one comparison tells from another.
pub(super) const fn head(word: &str) -> u64 {
    head_of(word.as_bytes())
}

/// Like [`head`], for the bytes of a word.
pub(super) const fn head_of(letters: &[u8]) -> u64 {
    if let Some(eight) = letters.first_chunk() {
        return u64::from_le_bytes(*eight);
    }
    let (mut head, mut n) = (0, letters.len());
    while n > 0 {
        n -= 1;
        head = head << 8 | letters[n] as u64;
    }
    head
}

/// Like [`head`], for the word of so many letters with which bytes begin: at one stroke where eight bytes
/// are left.
#[inline]
pub(super) fn head_at(rest: &[u8], length: usize) -> u64 {
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight) & letters(length),
        None => head_of(&rest[..length]),
    }
}

/// Whether a word with this [`head`] begins with a digit.
pub(super) const fn is_number(head: u64) -> bool {
    matches!(head & 0xff, 0x30..=0x39)
}

/// The bits of the first letters of a [`head`].
pub(super) const fn letters(many: usize) -> u64 {
    if many >= 8 {
        return u64::MAX;
    }
    (1 << (8 * many)) - 1
}

/// As many first letters tell a word, and no stem is shorter.
pub(super) const TELLING: usize = 3;

/// Returns a number that is spread evenly over 32 bits, from the first letters of a word. The stems
/// that it begins with have the same one.
pub(super) const fn spread(head: u64) -> u64 {
    (head & letters(TELLING)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
}

/// Returns the place of a word among 256, from its first letters.
pub(super) const fn place(head: u64) -> usize {
    (spread(head) >> 24) as usize
}

/// Returns which of these places the words that begin with these letters have: most words are told
/// from all of them by this one look.
pub(super) const fn places(heads: &[u64]) -> [bool; 256] {
    let mut places = [false; 256];
    let mut at = 0;
    while at < heads.len() {
        places[place(heads[at])] = true;
        at += 1;
    }
    places
}

/// How many buckets words are spread over by their first letters.
#[cfg_attr(not(test), allow(dead_code, reason = "the build script makes them"))]
pub(super) const BUCKETS: usize = 1 + (1 << BITS);
const BITS: u32 = 9;

/// Returns the bucket of the words with these first letters. All numbers share one.
pub(super) const fn bucket(head: u64) -> usize {
    if is_number(head) {
        return 0;
    }
    1 + (spread(head) >> (32 - BITS)) as usize
}
