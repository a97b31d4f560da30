//! Typed reading: from a TOML table to an entry or its facts. Whatever is unknown (a key, or a word
//! of a closed list) is handed back by name, for a newer version may know it. A record reads
//! without it; what somebody types now has to be right.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use toml::{Table, Value};

use crate::domain::beat::Stated;
use crate::domain::entry::{Entry, EntryId, Kind, Waived};
use crate::domain::fact::{FactName, InternalFact, TextFact, TimeFact};
use crate::domain::facts::{Facts, Internal, Localised, Starts};
use crate::domain::locale::Locale;

use super::aside;
use super::value::{
    FactsError, entry_id, filled, locale, moment, not, string, strings, sub_table, word,
};

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
    let (facts, clear, unknown) = recorded(table, fallback_locale)?;
    match unknown.words.into_iter().next() {
        Some(error) => Err(error),
        None => Ok((facts, clear, unknown.keys)),
    }
}

/// What stands in a table and is unknown to this version.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    /// The names of keys.
    pub(super) keys: Vec<String>,
    /// Words that are in no list, and names in `clear` that are no facts.
    pub(super) words: Vec<FactsError>,
}

impl Unknown {
    /// Passes a value on. A word that is in no list is noted; then there is none.
    pub(super) fn unless<T>(
        &mut self,
        read: Result<T, FactsError>,
    ) -> Result<Option<T>, FactsError> {
        match read {
            Ok(value) => Ok(Some(value)),
            Err(error @ (FactsError::Word { .. } | FactsError::Clear { .. })) => {
                self.words.push(error);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }
}

/// Reads facts like [`facts_from`], but without the words that are unknown.
fn recorded(
    table: &Table,
    fallback_locale: &Locale,
) -> Result<(Facts, Vec<FactName>, Unknown), FactsError> {
    let primary = locale_of(table, fallback_locale)?;
    let mut facts = Facts::default();
    let mut clear = Vec::new();
    let mut unknown = Unknown::default();
    // `third-party` is the flag's spelling of `third_party`, and says the same.
    let dashed = table.keys().any(|key| key.contains('-'));
    let mut seen: Vec<String> = Vec::new();
    for (written, value) in table {
        let key = if dashed {
            Cow::Owned(written.replace('-', "_"))
        } else {
            Cow::Borrowed(written.as_str())
        };
        if seen.iter().any(|seen| *seen == key) {
            let key = key.into_owned();
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
            match &*key {
                "locale" => {}
                "type" => facts.kind_of = unknown.unless(word(value, &key))?,
                "severity" => facts.severity = unknown.unless(word(value, &key))?,
                "state" => facts.state = unknown.unless(word(value, &key))?,
                "data" => facts.data = unknown.unless(word(value, &key))?,
                "confirmed_by" => facts.confirmed_by = Some(string(value, &key)?.to_owned()),
                "components" => {
                    for (name, status) in sub_table(value, &key)? {
                        let key = format!("{key}.{name}");
                        if let Some(status) = unknown.unless(word(status, &key))? {
                            facts.components.insert(name.clone(), status);
                        }
                    }
                }
                "internal" => {
                    facts.internal = internal(sub_table(value, &key)?, &mut unknown.keys)?;
                }
                "clear" => clear = withdrawn(value, &key, &mut unknown)?,
                _ => unknown.keys.push(written.clone()),
            }
        }
        if dashed {
            seen.push(key.into_owned());
        }
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

/// Reads the keys that tell where an incident stands and when, and whether all of them could be
/// read: only a state or a type of the wrong type is an error, for nobody can tell where the incident
/// stands. A word that is unknown tells nothing.
pub(super) fn stated_from(table: &Table) -> Result<(Stated, bool), FactsError> {
    let mut unknown = Unknown::default();
    let mut facts = Facts::default();
    let mut clear = Vec::new();
    let mut waived = 0;
    let mut whole = true;
    for (written, value) in table {
        let key = written.replace('-', "_");
        let read = match (key.as_str(), TimeFact::of_key(&key)) {
            ("state", _) => {
                facts.state = unknown.unless(word(value, &key))?;
                Ok(())
            }
            ("type", _) => {
                facts.kind_of = unknown.unless(word(value, &key))?;
                Ok(())
            }
            ("severity", _) => unknown
                .unless(word(value, &key))
                .map(|severity| facts.severity = severity),
            ("confirmed_by", _) => {
                string(value, &key).map(|name| facts.confirmed_by = Some(name.to_owned()))
            }
            ("report", _) => localised(value, &key, &Locale::english())
                .map(|text| facts.texts.extend([(TextFact::Report, text)])),
            ("until", _) => moment(value, &key).map(|moment| facts.internal.until = Some(moment)),
            ("clear", _) => withdrawn(value, &key, &mut unknown).map(|names| clear = names),
            ("waived", _) => {
                let many = value.as_table().map_or(0, Table::len);
                waived = u16::try_from(many).unwrap_or(u16::MAX);
                Ok(())
            }
            ("internal", _) => {
                // Whoever asks for the entry is told what is wrong with what is only for the team.
                let read = sub_table(value, &key).and_then(|t| internal(t, &mut unknown.keys));
                facts.internal.starts = read.map_or_else(|_| Starts::default(), |i| i.starts);
                Ok(())
            }
            (_, Some(fact)) => {
                moment(value, &key).map(|moment| facts.times.extend([(fact, moment)]))
            }
            _ => Ok(()),
        };
        whole &= read.is_ok();
    }
    let mut stated = Stated::of(&facts, &clear);
    stated.waived = waived;
    Ok((stated, whole))
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

/// Reads a whole record; returns the entry, without what is unknown, and what that is.
pub(super) fn entry_from(mut table: Table) -> Result<(Entry, Unknown), FactsError> {
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
    let waived = match table.remove("waived") {
        Some(value) => waived_from(&value)?,
        None => Waived::new(),
    };
    let until = match table.remove("until") {
        Some(value) => Some(moment(&value, "until")?),
        None => None,
    };
    let published = aside::text(&mut table, "published")?;
    let told = aside::told_from(&mut table)?;
    let (origin, mut strange) = aside::origin_from(&mut table)?;
    let (heard, unheard) = aside::heard_from(&mut table)?;
    let redacted = aside::redacted_from(&mut table)?;
    strange.extend(unheard.keys);
    let (step, unstepped) = aside::step_from(&mut table)?;
    let locale = locale_of(&table, &Locale::english())?;
    let (mut facts, clear, mut unknown) = recorded(&table, &locale)?;
    unknown.keys.extend(strange);
    unknown.words.extend(unheard.words);
    unknown.words.extend(unstepped.words);
    facts.published = published;
    (facts.internal.until, facts.internal.told) = (until, told);
    (facts.internal.origin, facts.internal.step) = (origin, step);
    (facts.internal.heard, facts.internal.redacted) = (heard, redacted);
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
        waived,
    };
    Ok((entry, unknown))
}

/// Reads what is let be. Rules are not known here: one of another version keeps its reason.
pub fn waived_from(value: &Value) -> Result<Waived, FactsError> {
    let mut waived = Waived::new();
    for (rule, reason) in sub_table(value, "waived")? {
        let reason = string(reason, &format!("waived.{rule}"))?;
        waived.insert(rule.clone(), reason.to_owned());
    }
    Ok(waived)
}

fn internal(table: &Table, unknown: &mut Vec<String>) -> Result<Internal, FactsError> {
    let mut internal = Internal::default();
    for (name, value) in table {
        let key = format!("internal.{name}");
        match InternalFact::of_key(name) {
            Some(InternalFact::Cause) => internal.cause = Some(string(value, &key)?.to_owned()),
            Some(InternalFact::People) => internal.people = Some(string(value, &key)?.to_owned()),
            Some(InternalFact::Note) => internal.note = Some(string(value, &key)?.to_owned()),
            Some(
                fact @ (InternalFact::Aware | InternalFact::Classified | InternalFact::Mended),
            ) => {
                internal.starts.set(fact, Some(moment(value, &key)?));
            }
            Some(InternalFact::Links) => {
                internal.links = strings(value, &key)?
                    .into_iter()
                    .map(str::to_owned)
                    .collect();
            }
            Some(fact) => {
                let text = string(value, &key)?.to_owned();
                internal.looked_back.insert(fact, text);
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

fn withdrawn(value: &Value, key: &str, unknown: &mut Unknown) -> Result<Vec<FactName>, FactsError> {
    let mut names = Vec::new();
    for text in strings(value, key)? {
        let name = text.parse().map_err(|why| FactsError::Clear {
            key: key.to_owned(),
            why,
        });
        names.extend(unknown.unless(name)?);
    }
    Ok(names)
}
