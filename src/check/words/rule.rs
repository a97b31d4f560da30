//! What a wording rule is: its phrases in each language, and how much it matters where.

use crate::check::finding::Level;
use crate::check::text::Draft;

/// A rule about wording. Its page says why it exists; here stands what it looks for.
#[derive(Debug)]
pub(super) struct Rule {
    /// The name of its page.
    pub(super) name: &'static str,
    /// Its level for a draft, or none where it does not apply.
    pub(super) level: fn(&Draft<'_>) -> Option<Level>,
    /// Its English phrases.
    pub(super) en: Phrases,
    /// Its Spanish phrases.
    pub(super) es: Phrases,
}

/// Phrases of one language, as patterns.
#[derive(Debug)]
pub(super) struct Phrases {
    /// What is found.
    pub(super) on: &'static [&'static str],
    /// What means something else when it overlaps with what was found.
    pub(super) unless: &'static [&'static str],
    /// What makes it right when it stands in the same sentence.
    pub(super) beside: &'static [&'static str],
    /// What makes it right wherever it stands in the text.
    pub(super) anywhere: &'static [&'static str],
}

impl Phrases {
    /// No phrases: what a rule leaves out is taken from here.
    pub(super) const NONE: Self = Self {
        on: &[],
        unless: &[],
        beside: &[],
        anywhere: &[],
    };
}
