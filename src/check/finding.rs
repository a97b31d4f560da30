//! What a check says: which rule found what, where, why that hurts readers, and what to write or do
//! instead.

use std::borrow::Cow;
use std::ops::Range;

use crate::domain::locale::Locale;
use crate::domain::words::words;

words! {
    /// How sure a rule is that something must change, the mildest first.
    Level, "level" {
        /// It would read better.
        Suggestion = "suggestion",
        /// It costs trust, and mending it costs little.
        Warning = "warning",
        /// It is false, secret or contradictory, or a promise is missing or broken.
        Error = "error",
    }
}

/// Where something was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the incident as a whole.
    Incident,
    /// In one fact, by its key, such as `next_update`.
    Field(&'static str),
    /// In a text that was checked.
    Text {
        /// The channel of the message; none for a text from elsewhere.
        channel: Option<String>,
        /// The locale of the text, where it is known.
        locale: Option<Locale>,
        /// The bytes of the checked text.
        span: Range<usize>,
    },
}

/// Something that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The name of the rule, such as `next-update-missing`, or one that the configuration gave.
    pub rule: Cow<'static, str>,
    /// How much it matters here: the same rule may say less about a first word than about the last.
    pub level: Level,
    /// Where it is.
    pub place: Place,
    /// One line: what is wrong. Never holds a whole secret.
    pub what: String,
    /// One line: why that hurts readers, as the rule's page says it.
    pub why: Cow<'static, str>,
    /// A wording that is better, or the command to run.
    pub help: String,
}
