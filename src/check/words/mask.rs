//! What of a text is not the writer's own: what it only quotes, its addresses and its code are no
//! words of the writer.

use std::ops::Range;

/// What stands where something was blotted out.
const BLOT: u8 = 0x1a;

/// A longer quotation is the writer's own text in quotation marks.
const LONGEST_QUOTE: usize = 160;

/// How a note for support begins that lists what is not to be said.
const FORBIDS: &[&[u8]] = &[
    b"do not say",
    b"no diga",
    b"nao diga",
    b"a ne pas dire",
    b"nicht sagen",
];

/// A folded text with everything blotted out that is not the writer's, as long as before.
pub(super) struct Masked(Vec<u8>);

impl Masked {
    /// The bytes of the text.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Blots out more.
    pub(super) fn blot(&mut self, place: Range<usize>) {
        self.0[place].fill(BLOT);
    }

    /// Writes an ASCII sign over another.
    pub(super) fn write(&mut self, at: usize, sign: u8) {
        self.0[at] = sign;
    }

    /// The text.
    pub(super) fn text(self) -> String {
        // ASCII went in and ASCII was written: it is text.
        String::from_utf8(self.0).unwrap_or_default()
    }
}

/// Returns the text with quotations, addresses and code blotted out, and what it forbids to say, as long as before.
pub(super) fn masked(lower: &str) -> Masked {
    let bytes = lower.as_bytes();
    let mut masked = bytes.to_vec();
    let (mut at, mut found) = (0, forbidden(bytes, 0));
    loop {
        if let Some(place) = found {
            at = place.end;
            masked[place].fill(BLOT);
        }
        while at < bytes.len() && !MAY_MASK[usize::from(bytes[at])] {
            at += 1;
        }
        let Some(sign) = bytes.get(at) else { break };
        found = match sign {
            b'\n' => forbidden(bytes, at + 1),
            b':' if bytes[at..].starts_with(b"://") => Some(at..address(bytes, at)),
            b':' => None,
            mark => closing(bytes, at, *mark).map(|end| at..end),
        };
        at += 1;
    }
    Masked(masked)
}

/// The signs with which something begins that may be blotted out.
static MAY_MASK: [bool; 256] = {
    let mut may = [false; 256];
    let signs = b"\"`:\n";
    let mut at = 0;
    while at < signs.len() {
        may[signs[at] as usize] = true;
        at += 1;
    }
    may
};

/// The end of what a mark at `at` opens on the same line, near enough to be a quotation.
fn closing(bytes: &[u8], at: usize, mark: u8) -> Option<usize> {
    let inside = &bytes[at + 1..bytes.len().min(at + 2 + LONGEST_QUOTE)];
    let end = inside.iter().position(|&b| b == mark || b == b'\n')?;
    (inside[end] == mark && end > 0).then_some(at + end + 2)
}

/// What the line that begins at `at` forbids to say, if that is what it lists: all of it but marks of
/// emphasis.
fn forbidden(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let marks = bytes[at..].iter().take_while(|&&b| b == b'*' || b == b' ');
    let start = at + marks.count();
    // Nearly every line is told by its first letter.
    if !matches!(bytes.get(start), Some(b'a' | b'd' | b'n')) {
        return None;
    }
    let forbids = FORBIDS
        .iter()
        .any(|words| bytes[start..].starts_with(words));
    forbids.then(|| start..line_end(bytes, start))
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    let long = bytes[at..].iter().position(|&b| b == b'\n');
    long.map_or(bytes.len(), |long| at + long)
}

/// The end of the address whose scheme ends at `at`.
fn address(bytes: &[u8], at: usize) -> usize {
    let long = bytes[at..].iter().position(|b| b" \t\n)>]\"".contains(b));
    long.map_or(bytes.len(), |long| at + long)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::Tokens;
    use super::*;

    #[test]
    fn quotations_addresses_and_code_are_blotted_out() {
        let text = "press \"oops, again\" or `null` at https://a.example/soon now";
        assert_eq!(
            Tokens::of(&masked(text).text(), None).all.len(),
            ["press", "or", "at", "https", "now"].len()
        );
        assert_eq!(masked("a 5\" disk").text(), "a 5\" disk");
    }
}
