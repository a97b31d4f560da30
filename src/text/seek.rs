//! Where bytes stand in a text. Which way to look is the quickest depends on the processor, and asking
//! it takes longer than looking through a short text: that is done in the way every processor knows.

#[cfg(target_arch = "x86_64")]
use memchr::arch::x86_64::sse2::memchr::{One, Two};

/// From this many bytes on it pays to ask the processor.
#[cfg(target_arch = "x86_64")]
const LONG: usize = 65_536;

/// Returns where a byte stands first.
pub fn first(byte: u8, text: &[u8]) -> Option<usize> {
    #[cfg(target_arch = "x86_64")]
    if text.len() < LONG
        && let Some(one) = One::new(byte)
    {
        return one.find(text);
    }
    memchr::memchr(byte, text)
}

/// Returns where one of two bytes stands first.
pub fn either(bytes: (u8, u8), text: &[u8]) -> Option<usize> {
    #[cfg(target_arch = "x86_64")]
    if text.len() < LONG
        && let Some(two) = Two::new(bytes.0, bytes.1)
    {
        return two.find(text);
    }
    memchr::memchr2(bytes.0, bytes.1, text)
}

/// Returns how often a byte stands there.
pub fn count(byte: u8, text: &[u8]) -> usize {
    #[cfg(target_arch = "x86_64")]
    if text.len() < LONG
        && let Some(one) = One::new(byte)
    {
        return one.count(text);
    }
    memchr::memchr_iter(byte, text).count()
}

/// Returns every place of a byte.
pub fn all(byte: u8, text: &[u8]) -> impl Iterator<Item = usize> {
    places(text, move |rest| first(byte, rest))
}

/// Returns every place of one of two bytes.
pub fn all_of_either(bytes: (u8, u8), text: &[u8]) -> impl Iterator<Item = usize> {
    places(text, move |rest| either(bytes, rest))
}

/// Returns where a row of bytes stands first.
pub fn row(row: &[u8], text: &[u8]) -> Option<usize> {
    let first = *row.first()?;
    all(first, text).find(|&at| text[at..].starts_with(row))
}

fn places(text: &[u8], next: impl Fn(&[u8]) -> Option<usize>) -> impl Iterator<Item = usize> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = from + next(&text[from..])?;
        from = at + 1;
        Some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_texts_are_looked_through_alike() {
        let short = b"a line, a line\nand another".as_slice();
        let long = vec![b'.'; 70_000];
        for text in [short.to_vec(), [short, &long, short, &long].concat()] {
            let places = |bytes: &[u8]| -> Vec<usize> {
                let places = 0..text.len();
                places.filter(|&at| bytes.contains(&text[at])).collect()
            };
            for byte in *b"a\nz" {
                assert_eq!(all(byte, &text).collect::<Vec<_>>(), places(&[byte]));
                assert_eq!(first(byte, &text), places(&[byte]).first().copied());
                assert_eq!(count(byte, &text), places(&[byte]).len());
            }
            let both = all_of_either((b'\n', b'z'), &text);
            assert_eq!(both.collect::<Vec<_>>(), places(b"\nz"));
            assert_eq!(either((b'z', b'Z'), &text), None);
            assert_eq!(row(b"another", &text), Some(19));
            assert_eq!(row(b"another.line", &text), None);
        }
        assert_eq!(first(b'a', b""), None);
        assert_eq!(row(b"", b"a"), None);
    }
}
