//! How a pattern is written: its edges, its words and its classes.

/// The place of a class among the bits, as its name stands between braces: one sign, `@` for the first
/// and so on. Longer names stand in lexicons only.
pub(super) fn class(name: &[u8]) -> u16 {
    let bit = name.first().map_or(0, |sign| sign.wrapping_sub(CLASSES));
    u16::from(bit % 32)
}

/// The name of the class with the first bit.
pub(super) const CLASSES: u8 = b'@';

/// The end of the word with which a pattern begins.
pub(super) fn word_end(bytes: &[u8]) -> usize {
    let mut end = 0;
    while end < bytes.len() && !BEHIND[usize::from(bytes[end])] {
        end += 1;
    }
    end
}

/// What stands behind a word.
static BEHIND: [bool; 256] = {
    let mut behind = [false; 256];
    let signs = b" |()?";
    let mut at = 0;
    while at < signs.len() {
        behind[signs[at] as usize] = true;
        at += 1;
    }
    behind
};

/// A pattern without the signs for its edges.
pub(super) fn bare(source: &str) -> &str {
    let bytes = source.as_bytes();
    let from = usize::from(bytes.first() == Some(&b'^'));
    let to = bytes.len() - usize::from(bytes.last() == Some(&b'$'));
    &source[from..to]
}
