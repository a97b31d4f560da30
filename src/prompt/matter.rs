//! What is told to customers only with the name of somebody who confirmed it.

use crate::domain::fact::{FactName, TextFact, TimeFact};

/// A statement that counts only with the name of somebody who confirmed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matter {
    Data,
    Estimate,
    Offer,
}

impl Matter {
    /// The fact that it confirms.
    pub(super) const fn fact(self) -> FactName {
        match self {
            Self::Data => FactName::Data,
            Self::Estimate => FactName::Time(TimeFact::Estimate),
            Self::Offer => FactName::Text(TextFact::Offer),
        }
    }

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Estimate => "estimate",
            Self::Offer => "offer",
        }
    }
}
