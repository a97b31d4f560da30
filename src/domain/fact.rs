//! The names of the facts: one name each for the log key (`third_party`), the flag
//! (`--third-party`) and the variable of a template.

use std::fmt;
use std::str::FromStr;

/// Defines an enum of fact names with their log keys.
macro_rules! fact_names {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $key:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = concat!("The fact of the key `", $key, "`.")] $(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every fact of this kind, in the order of the log.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the key in the log, such as `third_party`.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key),+ }
            }

            /// Returns the fact of this key; `-` counts as `_`.
            pub fn of_key(key: &str) -> Option<Self> {
                let fact = |key: &str| Self::ALL.iter().copied().find(|fact| fact.key() == key);
                // Logs are full of keys that are written right.
                // Logs are full of keys that are written as they are.
                if key.contains('-') {
                    fact(&key.replace('-', "_"))
                } else {
                    fact(key)
                }
            }

            /// Returns the flag without its dashes, such as `third-party`.
            pub fn flag(self) -> String {
                self.key().replace('_', "-")
            }
        }
    };
}

fact_names! {
    /// Facts that are sentences in the engineer's own words, each in one or more locales.
    TextFact {
        /// What is broken, in a few words: the subject line.
        Title = "title",
        /// What customers cannot do.
        Impact = "impact",
        /// Who is affected and who is not; empty means "not known yet".
        Scope = "scope",
        /// What customers can do meanwhile; empty means "none yet".
        Workaround = "workaround",
        /// A supplier's part in it.
        ThirdParty = "third_party",
        /// What we are doing.
        Action = "action",
        /// What is true now that it is over.
        Outcome = "outcome",
        /// What we are sorry for.
        Harm = "harm",
        /// What customers must do themselves, now; empty means "nothing".
        DoNow = "do_now",
        /// Compensation or an alternative; said only when somebody confirmed it.
        Offer = "offer",
        /// A decision the executives must take; never told to customers.
        Decision = "decision",
        /// What happened, told to customers from the end: the story of the review.
        Happened = "happened",
        /// Why it happened, in customers' words.
        Why = "why",
        /// What we learned and changed, in customers' words.
        Learned = "learned",
        /// Where the report of what happened can be read, as a URL.
        Report = "report",
        /// How customers reach somebody who answers.
        Contact = "contact",
        /// Where customers can tell us how we did with this incident, as a URL.
        Feedback = "feedback",
        /// What we do so that it does not happen again: the words of one measure, fit for customers.
        /// Belongs to its measure and is never in force.
        What = "what",
    }
}

impl TextFact {
    /// Whether an empty text is an answer: not known yet, none yet, nothing.
    pub const fn may_be_blank(self) -> bool {
        matches!(self, Self::Scope | Self::Workaround | Self::DoNow)
    }
}

fact_names! {
    /// Facts that are moments in UTC.
    TimeFact {
        Started = "started",
        Detected = "detected",
        Ended = "ended",
        /// When we speak again: a promise. Lapses with the next public entry.
        NextUpdate = "next_update",
        /// When it may be repaired; needs somebody who confirmed it. Lapses like `next_update`.
        Estimate = "estimate",
        /// By when the report of what happened is promised.
        FollowUp = "follow_up",
    }
}

fact_names! {
    /// Facts for the team alone. They are kept apart from the others in every type.
    InternalFact {
        Cause = "cause",
        People = "people",
        Links = "links",
        Note = "note",
        /// When you became aware of what a regulator must hear: starts its clock.
        Aware = "aware",
        /// When it was classified as major: starts the clocks that count from there.
        Classified = "classified",
        /// When what mends it was there: starts the clocks that count from there.
        Mended = "mended",
        /// How many were affected, as exactly as it is known.
        Affected = "affected",
        /// What else had a part in it.
        Factors = "factors",
        WentWell = "went_well",
        WentBadly = "went_badly",
        /// Where we were lucky.
        Lucky = "lucky",
    }
}

/// The name of a fact that an entry can withdraw with `clear`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FactName {
    /// One of the texts.
    Text(TextFact),
    /// One of the moments.
    Time(TimeFact),
    /// What happened to customers' data.
    Data,
    /// All components.
    Components,
    /// One of the facts for the team alone.
    Internal(InternalFact),
}

/// A name that is no fact, or one that cannot be withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a fact that can be withdrawn")]
pub struct NotClearable(pub String);

impl FactName {
    /// Every fact that can be withdrawn. A title stays: an incident always has one. So do the words
    /// of a measure, which is dropped instead.
    pub fn clearable() -> impl Iterator<Item = Self> {
        let texts = TextFact::ALL
            .iter()
            .filter(|f| !matches!(f, TextFact::Title | TextFact::What))
            .map(|f| Self::Text(*f));
        let times = TimeFact::ALL.iter().map(|f| Self::Time(*f));
        let internal = InternalFact::ALL.iter().map(|f| Self::Internal(*f));
        texts
            .chain(times)
            .chain([Self::Data, Self::Components])
            .chain(internal)
    }

    /// Returns the key in the log, such as `internal.cause`.
    pub fn key(&self) -> String {
        match self {
            Self::Text(fact) => fact.key().to_owned(),
            Self::Time(fact) => fact.key().to_owned(),
            Self::Data => "data".to_owned(),
            Self::Components => "components".to_owned(),
            Self::Internal(fact) => format!("internal.{}", fact.key()),
        }
    }
}

impl fmt::Display for FactName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.key())
    }
}

impl FromStr for FactName {
    type Err = NotClearable;

    /// Reads a key or a flag's name; `component` and `link`, and `cause` without `internal.`, too.
    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let key = given.trim().trim_start_matches("--").replace('-', "_");
        let key = match key.as_str() {
            "component" => "components",
            "link" => "links",
            other => other.strip_prefix("internal.").unwrap_or(other),
        };
        Self::clearable()
            .find(|name| name.key().trim_start_matches("internal.") == key)
            .ok_or_else(|| NotClearable(given.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clearable_fact_reads_back_from_its_key() {
        for name in FactName::clearable() {
            assert_eq!(name.key().parse(), Ok(name));
        }
    }

    #[test]
    fn a_title_cannot_be_withdrawn() {
        assert!("title".parse::<FactName>().is_err());
    }

    #[test]
    fn a_flag_names_the_same_fact_as_its_key() {
        assert_eq!(
            "--third-party".parse(),
            Ok(FactName::Text(TextFact::ThirdParty))
        );
        assert_eq!("link".parse(), Ok(FactName::Internal(InternalFact::Links)));
    }
}
