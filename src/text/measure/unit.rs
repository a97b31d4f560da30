//! Every unit in which a limit is given, and the one mechanism that counts.

use std::fmt;

use unicode_segmentation::UnicodeSegmentation;

use super::{sms, weighted};

/// What a channel or a service counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Unit {
    /// Unicode characters.
    #[default]
    Characters,
    /// UTF-16 units.
    Utf16,
    /// Bytes of UTF-8.
    Bytes,
    /// Parts of a text message.
    Segments,
    /// The weighted length of X.
    Weighted,
    /// What a reader sees as one character (extended grapheme clusters of UAX 29).
    Graphemes,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 6] = [
        Self::Characters,
        Self::Utf16,
        Self::Bytes,
        Self::Segments,
        Self::Weighted,
        Self::Graphemes,
    ];

    /// The word in a shape.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Characters => "characters",
            Self::Utf16 => "utf16",
            Self::Bytes => "bytes",
            Self::Segments => "segments",
            Self::Weighted => "weighted",
            Self::Graphemes => "graphemes",
        }
    }

    /// Reads the word; none if it is not one of [`Unit::ALL`].
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }

    /// Counts a text.
    pub fn count(self, text: &str) -> usize {
        match self {
            Self::Characters => text.chars().count(),
            // A character of four bytes is two units.
            Self::Utf16 => text.chars().count() + text.bytes().filter(|b| *b >= 0xf0).count(),
            Self::Bytes => text.len(),
            Self::Segments => sms::length(text).segments,
            Self::Weighted => weighted::length(text),
            Self::Graphemes => text.graphemes(true).count(),
        }
    }
}

impl fmt::Display for Unit {
    /// As a sentence counts it: "12 characters", "3 segments".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Characters => "characters",
            Self::Utf16 => "UTF-16 units",
            Self::Bytes => "bytes",
            Self::Segments => "segments",
            Self::Weighted => "weighted characters",
            Self::Graphemes => "graphemes",
        })
    }
}

/// The most of one unit that something may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What is counted.
    pub unit: Unit,
    /// The most there may be.
    pub most: usize,
}

impl Limit {
    /// A limit of `most` of a unit.
    pub const fn new(unit: Unit, most: usize) -> Self {
        Self { unit, most }
    }

    /// Holds a text against the limit.
    pub fn check(self, text: &str) -> Result<(), Excess> {
        self.hold(self.unit.count(text))
    }

    /// Holds what was counted against the limit.
    pub const fn hold(self, count: usize) -> Result<(), Excess> {
        if count <= self.most {
            Ok(())
        } else {
            Err(Excess { count, limit: self })
        }
    }
}

/// A text that is longer than its limit, and by how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{count} {}, {} more than the {} it may have", limit.unit, count - limit.most, limit.most)]
pub struct Excess {
    /// How many there are, always more than the limit.
    pub count: usize,
    /// The limit that is exceeded.
    pub limit: Limit,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_is_one_grapheme_and_many_of_everything_else() {
        let family = "👨\u{200d}👩\u{200d}👧\u{200d}👦";
        let counts = Unit::ALL.map(|unit| unit.count(family));
        // Characters, UTF-16 units, bytes, segments, weighted, graphemes.
        assert_eq!(counts, [7, 11, 25, 1, 2, 1]);
    }

    #[test]
    fn an_excess_says_by_how_much() {
        let error = Limit::new(Unit::Characters, 3).check("abcde").unwrap_err();
        assert_eq!(
            error.to_string(),
            "5 characters, 2 more than the 3 it may have"
        );
        assert_eq!(Limit::new(Unit::Bytes, 5).check("abcde"), Ok(()));
    }
}
