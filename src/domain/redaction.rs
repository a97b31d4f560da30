//! What was taken out of an entry, because it must not be in the log.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::fact::{FactName, InternalFact, TextFact};

/// Why a field of an entry is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redaction {
    /// When it was taken out, in whole seconds.
    pub at: DateTime<Utc>,
    /// Who took it out; empty if nobody said.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// What was taken out, by the key of the field, such as `impact.es`.
pub type Redacted = BTreeMap<String, Redaction>;

/// What stands where a name stood that the log needs to have somebody's.
pub const SOMEBODY: &str = "redacted";

/// The facts that a field is part of: without it, what was said before must not be taken for what
/// holds.
pub fn fact_of(field: &str) -> Option<FactName> {
    if let Some(key) = field.strip_prefix("internal.") {
        return InternalFact::of_key(key).map(FactName::Internal);
    }
    let key = field.split('.').next().unwrap_or(field);
    TextFact::of_key(key).map(FactName::Text)
}
