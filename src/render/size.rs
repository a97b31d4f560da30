//! How long a message is in its channel's own unit.

use crate::text::measure::sms::{self, Encoding};
use crate::text::measure::weighted;

/// What a channel counts.
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
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 5] = [
        Self::Characters,
        Self::Utf16,
        Self::Bytes,
        Self::Segments,
        Self::Weighted,
    ];

    /// The word in a shape.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Characters => "characters",
            Self::Utf16 => "utf16",
            Self::Bytes => "bytes",
            Self::Segments => "segments",
            Self::Weighted => "weighted",
        }
    }

    pub(super) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.word() == word)
    }

    /// Counts a text.
    pub fn count(self, text: &str) -> usize {
        match self {
            Self::Characters => text.chars().count(),
            Self::Utf16 => text.encode_utf16().count(),
            Self::Bytes => text.len(),
            Self::Segments => sms::length(text).segments,
            Self::Weighted => weighted::length(text),
        }
    }
}

/// How much room a channel has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Budget {
    pub unit: Unit,
    /// What a message must not exceed.
    pub limit: Option<usize>,
}

impl Budget {
    pub(super) fn fits(self, text: &str) -> bool {
        self.limit
            .is_none_or(|limit| self.unit.count(text) <= limit)
    }

    pub(super) fn measure(self, text: &str) -> Size {
        Size {
            unit: self.unit,
            count: self.unit.count(text),
            limit: self.limit,
            encoding: (self.unit == Unit::Segments).then(|| sms::length(text).encoding),
        }
    }
}

/// The measured length of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// What is counted.
    pub unit: Unit,
    /// How many there are.
    pub count: usize,
    /// The most the channel carries; none if it has no limit.
    pub limit: Option<usize>,
    /// For text messages: what the characters made of it.
    pub encoding: Option<Encoding>,
}

impl Size {
    /// Whether the channel carries it. Built-in channels always fit.
    pub fn fits(&self) -> bool {
        self.limit.is_none_or(|limit| self.count <= limit)
    }
}
