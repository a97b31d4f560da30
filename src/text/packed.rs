//! Texts that lie in the program: plain, or packed and unpacked when they are first needed.

use std::sync::OnceLock;

/// A text that the program carries.
#[derive(Debug)]
pub enum Text {
    /// As it is: for what many runs need.
    Plain(&'static str),
    /// Deflated by the build script, and what it was once it was needed.
    Packed(&'static [u8], OnceLock<String>),
}

impl Text {
    /// A text that the build script has packed.
    pub const fn packed(bytes: &'static [u8]) -> Self {
        Self::Packed(bytes, OnceLock::new())
    }

    /// The text.
    pub fn text(&'static self) -> &'static str {
        match self {
            Self::Plain(text) => text,
            Self::Packed(bytes, text) => text.get_or_init(|| {
                let text = unpacked(bytes).map(String::from_utf8);
                text.and_then(Result::ok).unwrap_or_default()
            }),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;

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
