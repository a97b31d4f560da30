//! Typed reading: from a TOML table to an entry or its facts. Whatever is wrong is named by the key
//! it stands under; whatever is unknown is handed back by name, for a newer version may know it.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use toml::value::{Datetime, Offset};
use toml::{Table, Value};

use crate::domain::entry::{Entry, EntryId, Kind, NotAnEntryId};
use crate::domain::fact::{FactName, InternalFact, NotClearable, TextFact, TimeFact};
use crate::domain::facts::{Facts, Internal, Localised};
use crate::domain::locale::{Locale, NotALocale};
use crate::domain::words::{IncidentType, State, UnknownWord};

/// Something under a key that cannot be read.
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
    #[error("`{key}`: {source}")]
    Word { key: String, source: UnknownWord },
    #[error("`{key}`: {source}")]
    Locale { key: String, source: NotALocale },
    #[error("`{key}`: {source}")]
    Id { key: String, source: NotAnEntryId },
    #[error("`{key}`: {source}")]
    Clear { key: String, source: NotClearable },
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

/// Returns the locale that a table names for its plain texts, or else `fallback`.
pub fn locale_of(table: &Table, fallback: &Locale) -> Result<Locale, FactsError> {
    match table.get("locale") {
        Some(value) => locale(string(value, "locale")?, "locale"),
        None => Ok(fallback.clone()),
    }
}

/// Reads the facts of a table, the facts it withdraws, and the names of keys that are unknown.
/// Texts that name no locale are in the table's `locale`, or else in `fallback_locale`.
///
/// # Errors
/// Names the key whose value has the wrong type, is not in its list of words, or is a time without
/// an offset.
pub fn facts_from(
    table: &Table,
    fallback_locale: &Locale,
) -> Result<(Facts, Vec<FactName>, Vec<String>), FactsError> {
    let primary = locale_of(table, fallback_locale)?;
    let mut facts = Facts::default();
    let mut clear = Vec::new();
    let mut unknown = Vec::new();
    let mut seen: Vec<String> = Vec::with_capacity(table.len());
    for (written, value) in table {
        // `third-party` is the flag's spelling of `third_party`.
        let key = written.replace('-', "_");
        if seen.contains(&key) {
            return Err(FactsError::Twice { key });
        }
        if let Some(fact) = TextFact::of_key(&key) {
            let text = localised(value, &key, &primary)?;
            if !text.is_empty() {
                facts.texts.insert(fact, text);
            }
        } else if let Some(fact) = TimeFact::of_key(&key) {
            facts.times.insert(fact, moment(value, &key)?);
        } else {
            match key.as_str() {
                "locale" => {}
                "type" => facts.kind_of = Some(word(value, &key)?),
                "severity" => facts.severity = Some(word(value, &key)?),
                "state" => facts.state = Some(word(value, &key)?),
                "data" => facts.data = Some(word(value, &key)?),
                "confirmed_by" => facts.confirmed_by = Some(string(value, &key)?.to_owned()),
                "components" => {
                    for (name, status) in sub_table(value, &key)? {
                        let key = format!("{key}.{name}");
                        facts.components.insert(name.clone(), word(status, &key)?);
                    }
                }
                "internal" => facts.internal = internal(sub_table(value, &key)?, &mut unknown)?,
                "clear" => clear = withdrawn(value, &key)?,
                _ => unknown.push(written.clone()),
            }
        }
        seen.push(key);
    }
    Ok((facts, clear, unknown))
}

/// What must be right for a record to have its place in the log.
pub(super) struct Head {
    pub(super) id: EntryId,
    pub(super) at: DateTime<Utc>,
    pub(super) incident: String,
    pub(super) kind: Kind,
}

/// What an incident's summary is made of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) state: Option<State>,
    pub(super) kind_of: Option<IncidentType>,
}

/// Reads the keys that tell where an incident stands.
pub(super) fn standing_from(table: &Table) -> Result<Standing, FactsError> {
    let state = table.get("state").map(|value| word(value, "state"));
    let kind_of = table.get("type").map(|value| word(value, "type"));
    Ok(Standing {
        state: state.transpose()?,
        kind_of: kind_of.transpose()?,
    })
}

/// Reads the keys that every record must have.
pub(super) fn head_from(table: &Table) -> Result<Head, FactsError> {
    let required = |key: &str| {
        let missing = || FactsError::Missing {
            key: key.to_owned(),
        };
        table.get(key).ok_or_else(missing)
    };
    Ok(Head {
        id: entry_id(required("id")?, "id")?,
        at: moment(required("at")?, "at")?,
        incident: filled(required("incident")?, "incident")?.to_owned(),
        kind: Kind::of_word(filled(required("kind")?, "kind")?),
    })
}

/// Reads a whole record; returns the entry and the names of its unknown keys.
pub(super) fn entry_from(mut table: Table) -> Result<(Entry, Vec<String>), FactsError> {
    let head = head_from(&table)?;
    for key in ["id", "at", "incident", "kind"] {
        table.remove(key);
    }
    let mut name = |key: &str| match table.remove(key) {
        Some(value) => string(&value, key).map(|text| Some(text.to_owned())),
        None => Ok(None),
    };
    let (by, via) = (name("by")?, name("via")?);
    let corrects = match table.remove("corrects") {
        Some(value) => Some(entry_id(&value, "corrects")?),
        None => None,
    };
    let locale = locale_of(&table, &Locale::english())?;
    let (facts, clear, unknown) = facts_from(&table, &locale)?;
    let entry = Entry {
        id: head.id,
        at: head.at,
        by,
        via,
        incident: head.incident,
        kind: head.kind,
        corrects,
        locale,
        facts,
        clear,
    };
    Ok((entry, unknown))
}

fn internal(table: &Table, unknown: &mut Vec<String>) -> Result<Internal, FactsError> {
    let mut internal = Internal::default();
    for (name, value) in table {
        let key = format!("internal.{name}");
        match InternalFact::of_key(name) {
            Some(InternalFact::Cause) => internal.cause = Some(string(value, &key)?.to_owned()),
            Some(InternalFact::People) => internal.people = Some(string(value, &key)?.to_owned()),
            Some(InternalFact::Note) => internal.note = Some(string(value, &key)?.to_owned()),
            Some(InternalFact::Links) => {
                internal.links = strings(value, &key)?
                    .into_iter()
                    .map(str::to_owned)
                    .collect();
            }
            None => unknown.push(key),
        }
    }
    Ok(internal)
}

fn localised(value: &Value, key: &str, primary: &Locale) -> Result<Localised, FactsError> {
    let Value::Table(table) = value else {
        let wanted = "a string, or a table with one string for each locale";
        let text = value.as_str().ok_or_else(|| not(value, key, wanted))?;
        return Ok(Localised::single(primary.clone(), text));
    };
    let mut text = Localised::default();
    for (tag, value) in table {
        let key = format!("{key}.{tag}");
        let locale = locale(tag, &key)?;
        if text.get(&locale).is_some() {
            return Err(FactsError::Twice { key });
        }
        text.set(locale, string(value, &key)?);
    }
    Ok(text)
}

fn withdrawn(value: &Value, key: &str) -> Result<Vec<FactName>, FactsError> {
    let named = |text: &str| {
        text.parse().map_err(|source| FactsError::Clear {
            key: key.to_owned(),
            source,
        })
    };
    strings(value, key)?.into_iter().map(named).collect()
}

fn word<T: FromStr<Err = UnknownWord>>(value: &Value, key: &str) -> Result<T, FactsError> {
    string(value, key)?
        .parse()
        .map_err(|source| FactsError::Word {
            key: key.to_owned(),
            source,
        })
}

fn locale(tag: &str, key: &str) -> Result<Locale, FactsError> {
    tag.parse().map_err(|source| FactsError::Locale {
        key: key.to_owned(),
        source,
    })
}

fn entry_id(value: &Value, key: &str) -> Result<EntryId, FactsError> {
    string(value, key)?
        .parse()
        .map_err(|source| FactsError::Id {
            key: key.to_owned(),
            source,
        })
}

/// Reads a TOML date-time with its offset, or a string of RFC 3339 (JSON has no date-times).
fn moment(value: &Value, key: &str) -> Result<DateTime<Utc>, FactsError> {
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

fn filled<'v>(value: &'v Value, key: &str) -> Result<&'v str, FactsError> {
    match string(value, key)? {
        "" => Err(FactsError::Empty {
            key: key.to_owned(),
        }),
        text => Ok(text),
    }
}

fn string<'v>(value: &'v Value, key: &str) -> Result<&'v str, FactsError> {
    value.as_str().ok_or_else(|| not(value, key, "a string"))
}

/// A list of strings; one string alone is a list of one.
fn strings<'v>(value: &'v Value, key: &str) -> Result<Vec<&'v str>, FactsError> {
    match value {
        Value::String(one) => Ok(vec![one]),
        Value::Array(items) => items.iter().map(|item| string(item, key)).collect(),
        _ => Err(not(value, key, "a list of strings")),
    }
}

fn sub_table<'v>(value: &'v Value, key: &str) -> Result<&'v Table, FactsError> {
    value.as_table().ok_or_else(|| not(value, key, "a table"))
}

fn not(value: &Value, key: &str, wanted: &'static str) -> FactsError {
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
