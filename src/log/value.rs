//! One value of a record, typed. Whatever is wrong is named by the key it stands under.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use toml::value::{Datetime, Offset};
use toml::{Table, Value};

use crate::domain::entry::{EntryId, NotAnEntryId};
use crate::domain::fact::NotClearable;
use crate::domain::locale::{Locale, NotALocale};
use crate::domain::words::UnknownWord;

/// Something under a key that cannot be read. The message says all of it: there is no cause to add.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FactsError {
    #[error("`{key}` is missing")]
    Missing { key: String },
    #[error("`{key}` is empty")]
    Empty { key: String },
    #[error("`{key}` stands there twice")]
    Twice { key: String },
    #[error("`{key}` is {got}, not {wanted}")]
    Type {
        key: String,
        wanted: &'static str,
        got: &'static str,
    },
    #[error("`{key}`: {why}")]
    Word { key: String, why: UnknownWord },
    #[error("`{key}`: {why}")]
    Locale { key: String, why: NotALocale },
    #[error("`{key}`: {why}")]
    Id { key: String, why: NotAnEntryId },
    #[error("`{key}`: {why}")]
    Clear { key: String, why: NotClearable },
    #[error(
        "`{key}` is `{got}`, which is not a date and a time with its offset; write it like `2026-11-21T10:04:00Z`"
    )]
    Moment { key: String, got: String },
}

impl FactsError {
    /// The key under which it is wrong, such as `impact` or `internal.links`.
    pub fn key(&self) -> &str {
        match self {
            Self::Missing { key }
            | Self::Empty { key }
            | Self::Twice { key }
            | Self::Type { key, .. }
            | Self::Word { key, .. }
            | Self::Locale { key, .. }
            | Self::Id { key, .. }
            | Self::Clear { key, .. }
            | Self::Moment { key, .. } => key,
        }
    }
}

pub(super) fn word<T: FromStr<Err = UnknownWord>>(
    value: &Value,
    key: &str,
) -> Result<T, FactsError> {
    string(value, key)?.parse().map_err(|why| FactsError::Word {
        key: key.to_owned(),
        why,
    })
}

pub(super) fn locale(tag: &str, key: &str) -> Result<Locale, FactsError> {
    tag.parse().map_err(|why| FactsError::Locale {
        key: key.to_owned(),
        why,
    })
}

pub(super) fn entry_id(value: &Value, key: &str) -> Result<EntryId, FactsError> {
    string(value, key)?.parse().map_err(|why| FactsError::Id {
        key: key.to_owned(),
        why,
    })
}

/// Reads a TOML date-time with its offset, or a string of RFC 3339 (JSON has no date-times).
pub(super) fn moment(value: &Value, key: &str) -> Result<DateTime<Utc>, FactsError> {
    let read = match value {
        Value::Datetime(written) => utc(written),
        Value::String(text) => DateTime::parse_from_rfc3339(text.trim())
            .ok()
            .map(|moment| moment.with_timezone(&Utc)),
        _ => return Err(not(value, key, "a date and a time with its offset")),
    };
    read.ok_or_else(|| FactsError::Moment {
        key: key.to_owned(),
        got: match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        },
    })
}

/// chrono does not read TOML's date-times; without an offset they name no moment.
fn utc(written: &Datetime) -> Option<DateTime<Utc>> {
    let (date, time) = (written.date?, written.time?);
    let minutes_east = match written.offset? {
        Offset::Z => 0,
        Offset::Custom { minutes } => minutes,
    };
    let local = NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?
        .and_hms_nano_opt(
            time.hour.into(),
            time.minute.into(),
            time.second.unwrap_or(0).into(),
            time.nanosecond.unwrap_or(0),
        )?;
    let shift = chrono::Duration::minutes(minutes_east.into());
    local.checked_sub_signed(shift).map(|utc| utc.and_utc())
}

pub(super) fn filled<'v>(value: &'v Value, key: &str) -> Result<&'v str, FactsError> {
    match string(value, key)? {
        "" => Err(FactsError::Empty {
            key: key.to_owned(),
        }),
        text => Ok(text),
    }
}

pub(super) fn string<'v>(value: &'v Value, key: &str) -> Result<&'v str, FactsError> {
    value.as_str().ok_or_else(|| not(value, key, "a string"))
}

/// A list of strings; one string alone is a list of one.
pub(super) fn strings<'v>(value: &'v Value, key: &str) -> Result<Vec<&'v str>, FactsError> {
    match value {
        Value::String(one) => Ok(vec![one]),
        Value::Array(items) => items.iter().map(|item| string(item, key)).collect(),
        _ => Err(not(value, key, "a list of strings")),
    }
}

pub(super) fn sub_table<'v>(value: &'v Value, key: &str) -> Result<&'v Table, FactsError> {
    value.as_table().ok_or_else(|| not(value, key, "a table"))
}

pub(super) fn not(value: &Value, key: &str, wanted: &'static str) -> FactsError {
    FactsError::Type {
        key: key.to_owned(),
        wanted,
        got: match value {
            Value::String(_) => "a string",
            Value::Integer(_) | Value::Float(_) => "a number",
            Value::Boolean(_) => "a yes or no",
            Value::Datetime(_) => "a time",
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
        },
    }
}
