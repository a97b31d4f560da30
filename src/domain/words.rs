//! The closed word lists of the log: each word is written the same way in the log, in flags, in
//! JSON and in messages about them, so each list exists once.

/// A word that is not in one of the closed lists.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{got}` is not {} {what}; use {}", article(.what), crate::text::list::or_ticked(.legal))]
pub struct UnknownWord {
    /// What the word should have been, such as `severity`.
    pub what: &'static str,
    /// The word as it was given.
    pub got: String,
    /// Every legal word, in the order of the list.
    pub legal: &'static [&'static str],
}

fn article(what: &str) -> &'static str {
    if what.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    }
}

/// Defines an enum whose variants are the words of one closed list.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = concat!("The word `", $word, "`.")] $(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Every word, in the order of the list.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// Returns the word as it stands in the log and on the command line.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::domain::words::UnknownWord;

            /// Reads the word; capitals, and `_` for `-`, are forgiven.
            fn from_str(given: &str) -> Result<Self, Self::Err> {
                let known = |word: &str| Self::ALL.iter().copied().find(|value| value.word() == word);
                let forgiven = || known(&given.trim().to_lowercase().replace('_', "-"));
                known(given).or_else(forgiven).ok_or_else(|| {
                    $crate::domain::words::UnknownWord {
                        what: $what,
                        got: given.to_owned(),
                        legal: Self::WORDS,
                    }
                })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}

pub(crate) use words;

words! {
    /// How bad an incident is for customers; it sets the cadence and how much a message carries.
    Severity, "severity" { Minor = "minor", Major = "major", Critical = "critical" }
}

words! {
    /// What kind of thing is communicated.
    IncidentType, "type" {
        /// Something broke.
        Incident = "incident",
        /// Somebody may have got in, or out with data: messages say what to do first.
        Security = "security",
        /// Planned work.
        Maintenance = "maintenance",
    }
}

words! {
    /// Where an incident stands; planned work has its own four states.
    State, "state" {
        Investigating = "investigating",
        Identified = "identified",
        Monitoring = "monitoring",
        Resolved = "resolved",
        Scheduled = "scheduled",
        InProgress = "in-progress",
        Verifying = "verifying",
        Completed = "completed",
    }
}

impl State {
    /// Whether this state ends an incident.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Resolved | Self::Completed)
    }

    /// Whether this is one of the four states of planned work.
    pub const fn is_maintenance(self) -> bool {
        matches!(
            self,
            Self::Scheduled | Self::InProgress | Self::Verifying | Self::Completed
        )
    }

    /// The state in which something of this type begins.
    pub const fn first(of: IncidentType) -> Self {
        match of {
            IncidentType::Incident | IncidentType::Security => Self::Investigating,
            IncidentType::Maintenance => Self::Scheduled,
        }
    }

    /// The state in which something of this type ends.
    pub const fn last(of: IncidentType) -> Self {
        match of {
            IncidentType::Incident | IncidentType::Security => Self::Resolved,
            IncidentType::Maintenance => Self::Completed,
        }
    }
}

words! {
    /// How one component is doing (the words of the status-page field, with hyphens).
    ComponentStatus, "component status" {
        Operational = "operational",
        DegradedPerformance = "degraded-performance",
        PartialOutage = "partial-outage",
        MajorOutage = "major-outage",
        UnderMaintenance = "under-maintenance",
    }
}

impl ComponentStatus {
    /// The status of a component that is named without one: as bad as the incident.
    pub const fn for_severity(severity: Severity) -> Self {
        match severity {
            Severity::Minor => Self::DegradedPerformance,
            Severity::Major => Self::PartialOutage,
            Severity::Critical => Self::MajorOutage,
        }
    }
}

words! {
    /// What happened to customers' data.
    DataImpact, "data impact" {
        None = "none",
        Delayed = "delayed",
        Lost = "lost",
        Duplicated = "duplicated",
        Exposed = "exposed",
        Unknown = "unknown",
    }
}

words! {
    /// Who a message is for; each audience receives its own type of briefing.
    Audience, "audience" {
        Customers = "customers",
        /// Those who resell us and must tell customers of their own.
        Partners = "partners",
        Support = "support",
        Executives = "executives",
        Team = "team",
    }
}

words! {
    /// How a reader is addressed, in languages that distinguish it.
    Address, "form of address" { Formal = "formal", Informal = "informal" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_outside_the_list_names_the_legal_ones() {
        let error = "sev1".parse::<Severity>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "`sev1` is not a severity; use `minor`, `major` or `critical`"
        );
    }

    #[test]
    fn capitals_and_underscores_are_forgiven() {
        assert_eq!("Partial_Outage".parse(), Ok(ComponentStatus::PartialOutage));
        assert_eq!(" IN-PROGRESS ".parse(), Ok(State::InProgress));
    }
}
