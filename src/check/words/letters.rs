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

/// As many first letters tell a word, and nearly every stem has them.
pub(super) const TELLING: usize = 3;

/// Returns a number that is spread evenly over 32 bits, from the first letters of a word. The stems
/// that it begins with have the same one.
pub(super) const fn spread(head: u64) -> u64 {
    (head & letters(TELLING)).wrapping_mul(MIXING) >> 32
}

/// What numbers are multiplied with so that all their bits tell.
const MIXING: u64 = 0x9e37_79b9_7f4a_7c15;

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

/// How many buckets the words of a dictionary are spread over.
#[cfg_attr(not(test), allow(dead_code, reason = "whoever makes them counts them"))]
pub(super) const BUCKETS: usize = ENDINGS + 64;
const WORDS: u32 = 9;
/// The bucket of what begins with a digit and is no word alone.
pub(super) const NUMBERS: usize = 1 << WORDS;
/// The bucket of what is looked at for every word: stems and endings of which too few letters are known.
pub(super) const OTHERS: usize = NUMBERS + 1;
const STEMS: usize = OTHERS + 1;
const ENDINGS: usize = STEMS + 256;

/// Returns the bucket of the words with these first letters.
pub(super) const fn bucket_of_words(head: u64) -> usize {
    (head.wrapping_mul(MIXING) >> (u64::BITS - WORDS)) as usize
}

/// Returns the bucket of the stems with which a word may begin that has these first letters.
pub(super) const fn bucket_of_stems(head: u64) -> usize {
    if is_number(head) {
        return NUMBERS;
    }
    STEMS + place(head)
}

/// Returns the bucket of the endings that end as a word does, by its last two letters.
pub(super) const fn bucket_of_endings(word: &[u8]) -> usize {
    match word {
        [.., before, last] => ENDINGS + (*before as usize * 7 + *last as usize) % 64,
        _ => OTHERS,
    }
}
