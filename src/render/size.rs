//! How long a message is in its channel's own unit.

use crate::text::measure::Unit;
use crate::text::measure::sms::Encoding;

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
