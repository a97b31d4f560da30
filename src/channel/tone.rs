//! How serious a message looks at first sight, for services that show a colour. The words say the
//! same: whoever does not see the colour misses nothing.

use crate::domain::briefing::CustomerBriefing;
use crate::domain::words::{Severity, State};

/// How serious a message looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// It is over.
    Good,
    /// A repair is being watched.
    Watchful,
    /// Work that was planned.
    Planned,
    /// It is a nuisance.
    Mild,
    /// Customers cannot do what they came for.
    Grave,
    /// Nothing works.
    Worst,
}

impl Tone {
    /// The tone of what customers are told: where it stands comes first, then how bad it is.
    pub(super) const fn of(facts: &CustomerBriefing) -> Self {
        match facts.state {
            State::Resolved | State::Completed => Self::Good,
            State::Monitoring | State::Verifying => Self::Watchful,
            State::Scheduled | State::InProgress => Self::Planned,
            State::Investigating | State::Identified => match facts.severity {
                Severity::Minor => Self::Mild,
                Severity::Major => Self::Grave,
                Severity::Critical => Self::Worst,
            },
        }
    }

    /// The colour, as red, green and blue in one number; each has a contrast of at least 4.5 to 1
    /// with white.
    pub(super) const fn rgb(self) -> u32 {
        match self {
            Self::Good => 0x1a_7f_37,
            Self::Watchful => 0x09_69_da,
            Self::Planned => 0x6e_56_cf,
            Self::Mild => 0x9a_67_00,
            Self::Grave => 0xbc_4c_00,
            Self::Worst => 0xcf_22_2e,
        }
    }
}
