//! What was taken out of an entry, because it must not be in the log.

use chrono::{DateTime, Utc};

use super::fact::{FactName, InternalFact, TextFact};
use crate::order::Map;

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
pub type Redacted = Map<String, Redaction>;

/// The id of an incident, as a field.
pub const INCIDENT: &str = "incident";

/// What stands where a name stood that somebody's has to stand.
pub const SOMEBODY: &str = "redacted";

/// The fact that a field is part of: when it is taken out, what was said before it must not be taken
/// for what holds.
pub fn fact_of(field: &str) -> Option<FactName> {
    if let Some(key) = field.strip_prefix("internal.") {
        return InternalFact::of_key(key).map(FactName::Internal);
    }
    let key = field.split('.').next().unwrap_or(field);
    TextFact::of_key(key).map(FactName::Text)
}

/// The key of a field as people may write it: `third-party`, `cause`.
pub fn key_of(given: &str) -> String {
    let (name, rest) = match given.trim().split_once('.') {
        Some((name, rest)) => (name, format!(".{rest}")),
        None => (given.trim(), String::new()),
    };
    let name = name.trim_start_matches("--").replace('-', "_");
    let name = match name.as_str() {
        "component" => "components".to_owned(),
        "link" if rest.is_empty() => "internal.links".to_owned(),
        inside if rest.is_empty() && InternalFact::of_key(inside).is_some() => {
            format!("internal.{inside}")
        }
        _ => name,
    };
    name + &rest
}
