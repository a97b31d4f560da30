//! Texts that lie in the program: plain, or packed and unpacked when they are first needed.

use std::sync::OnceLock;

/// A text that the program carries.
#[derive(Debug)]
pub enum Text {
    /// As it is: for what many runs need.
    Plain(&'static str),
    /// Deflated by the build script, and what it was once it was needed: it stays until the program ends.
    Packed(&'static [u8], OnceLock<&'static str>),
    /// Packed so that it is there at once, though not as small: for what many runs need.
    Quick(&'static [u8], OnceLock<&'static str>),
    /// In two parts, and the whole once it was needed.
    Short(&'static Parts, OnceLock<&'static str>),
}

/// A text with an empty comment in the place of each line that is seldom needed, and those lines,
/// deflated.
#[derive(Debug)]
pub struct Parts {
    short: Text,
    rare: &'static [u8],
}

impl Parts {
    /// What the build script has made of a text.
    pub const fn new(short: &'static [u8], rare: &'static [u8]) -> Self {
        let short = Text::quick(short);
        Self { short, rare }
    }
}

/// What stands in the place of a line that is packed.
const LINE: &str = "#\n";

impl Text {
    /// A text that the build script has packed.
    pub const fn packed(bytes: &'static [u8]) -> Self {
        Self::Packed(bytes, OnceLock::new())
    }

    /// A text that the build script has packed for a quick beginning.
    pub const fn quick(bytes: &'static [u8]) -> Self {
        Self::Quick(bytes, OnceLock::new())
    }

    /// A text of which the build script has packed some lines.
    pub const fn short(parts: &'static Parts) -> Self {
        Self::Short(parts, OnceLock::new())
    }

    /// What of the text is there without unpacking any of it.
    pub fn at_hand(&'static self) -> &'static str {
        match self {
            Self::Short(parts, _) => parts.short.text(),
            _ => self.text(),
        }
    }

    /// The text.
    pub fn text(&'static self) -> &'static str {
        match self {
            Self::Plain(text) => text,
            Self::Packed(bytes, text) => text.get_or_init(|| unpacked_text(bytes).leak()),
            Self::Quick(bytes, text) => text.get_or_init(|| {
                let bytes = lz4_flex::decompress_size_prepended(bytes);
                let text = bytes.ok().map(String::from_utf8).and_then(Result::ok);
                text.unwrap_or_default().leak()
            }),
            Self::Short(parts, text) => {
                text.get_or_init(|| filled(parts.short.text(), &unpacked_text(parts.rare)).leak())
            }
        }
    }
}

/// Bytes that the program carries.
#[derive(Debug)]
pub enum Bytes {
    /// As they are: for what many runs need.
    Plain(&'static [u8]),
    /// Deflated by the build script, and what they were once they were needed.
    Packed(&'static [u8], OnceLock<&'static [u8]>),
}

impl Bytes {
    /// Bytes that the build script has packed.
    pub const fn packed(bytes: &'static [u8]) -> Self {
        Self::Packed(bytes, OnceLock::new())
    }

    /// The bytes.
    pub fn bytes(&'static self) -> &'static [u8] {
        match self {
            Self::Plain(bytes) => bytes,
            Self::Packed(packed, bytes) => {
                bytes.get_or_init(|| unpacked(packed).unwrap_or_default().leak())
            }
        }
    }
}

/// Puts the lines that were packed back to where they stood.
fn filled(short: &str, packed: &str) -> String {
    let mut packed = packed.split_inclusive('\n');
    let mut whole = String::with_capacity(2 * short.len());
    for line in short.split_inclusive('\n') {
        let line = match line {
            LINE => packed.next().unwrap_or_default(),
            line => line,
        };
        whole.push_str(line);
    }
    whole
}

fn unpacked_text(bytes: &[u8]) -> String {
    let text = unpacked(bytes).map(String::from_utf8);
    text.and_then(Result::ok).unwrap_or_default()
}

/// What the build script has packed; none if that is not what the bytes are, and a test of each
/// place that has such a text reads it.
pub(super) fn unpacked(bytes: &[u8]) -> Option<Vec<u8>> {
    miniz_oxide::inflate::decompress_to_vec(bytes).ok()
}

/// The packed form of a file, named from the top of the project.
macro_rules! packed {
    ($file:expr) => {
        $crate::text::packed::Text::packed(include_bytes!(concat!(
            env!("OUT_DIR"),
            "/",
            $file,
            ".z"
        )))
    };
}
pub(crate) use packed;

/// A voice, packed for a quick beginning, without the tables that few messages need; those are packed
/// smaller.
macro_rules! short_voice {
    ($name:literal) => {
        $crate::text::packed::Text::short({
            static PARTS: $crate::text::packed::Parts = $crate::text::packed::Parts::new(
                include_bytes!(concat!(
                    env!("OUT_DIR"),
                    "/templates/voices/",
                    $name,
                    ".short.lz4"
                )),
                include_bytes!(concat!(
                    env!("OUT_DIR"),
                    "/templates/voices/",
                    $name,
                    ".rare.z"
                )),
            );
            &PARTS
        })
    };
}
pub(crate) use short_voice;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_were_packed_come_back_where_they_stood() {
        static ENGLISH: Text = short_voice!("en");
        static SPANISH: Text = short_voice!("es");
        for (text, file) in [
            (&ENGLISH, include_str!("../../templates/voices/en.toml")),
            (&SPANISH, include_str!("../../templates/voices/es.toml")),
        ] {
            assert_eq!(text.text(), file);
            assert!(text.at_hand().len() < file.len() - 10_000);
            // A line has the same number in both.
            let line = |text: &str| text.lines().position(|line| line == "[words.state]");
            assert_eq!(line(text.at_hand()), line(file));
        }
    }

    #[test]
    fn what_was_packed_comes_back_as_the_file_says() {
        static PORTUGUESE: Text = packed!("templates/voices/pt.toml");
        static ENGLISH: Text = Text::Plain("plain");
        let file = include_str!("../../templates/voices/pt.toml");
        assert_eq!(PORTUGUESE.text(), file);
        assert_eq!(PORTUGUESE.text().as_ptr(), PORTUGUESE.text().as_ptr());
        assert_eq!(ENGLISH.text(), "plain");
        let Text::Packed(bytes, _) = &PORTUGUESE else {
            panic!("it is not packed");
        };
        assert!(bytes.len() * 2 < file.len());
        assert_eq!(unpacked(&bytes[1..]), None);
    }
}
