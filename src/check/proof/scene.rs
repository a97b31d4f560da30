//! The facts and entries of examples as incidents: a day in November, in brief.

use chrono::{DateTime, TimeDelta, Utc};
use toml::{Table, Value};

use crate::check::page::Example;
use crate::domain::entry::{Entry, EntryId, Kind, Waived};
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;

/// What an example says that no entry can.
pub(super) type Unlawful = String;

/// A time of the day of all examples.
pub(in crate::check) fn clock(time: &str) -> Result<DateTime<Utc>, Unlawful> {
    let stamp = format!("2026-11-21T{time}:00Z");
    stamp
        .parse()
        .map_err(|_| format!("`{time}` is no time of a day"))
}

/// The incident of an example, if it has entries, or facts and no text.
pub(super) fn incident(example: &Example, locale: &Locale) -> Result<Option<Incident>, Unlawful> {
    if example.entries.is_empty() && example.text.is_some() {
        return Ok(None);
    }
    let mut entries: Vec<Entry> = Vec::new();
    if example.entries.is_empty() {
        let mut facts = example.facts.clone();
        facts.insert("at".to_owned(), Value::String("10:00".to_owned()));
        entries.push(entry(&facts, locale, 0)?);
    }
    for table in &example.entries {
        entries.push(entry(table, locale, entries.len())?);
    }
    Ok(Some(Incident::from_entries("2026-11-21-it-fails", entries)))
}

fn entry(table: &Table, locale: &Locale, place: usize) -> Result<Entry, Unlawful> {
    let later = TimeDelta::minutes(i64::try_from(place).unwrap_or_default());
    let at = table.get("at").and_then(Value::as_str).unwrap_or_default();
    let mut entry = Entry {
        id: EntryId::after(None, clock("08:00")? + later),
        at: clock(at)?,
        by: None,
        via: None,
        incident: "2026-11-21-it-fails".to_owned(),
        kind: if place == 0 {
            Kind::Declared
        } else {
            Kind::Updated
        },
        corrects: None,
        locale: locale.clone(),
        facts: Facts::default(),
        clear: Vec::new(),
        waived: Waived::new(),
    };
    for (key, value) in table {
        set(&mut entry, key, value)?;
    }
    Ok(entry)
}

fn set(entry: &mut Entry, key: &str, value: &Value) -> Result<(), Unlawful> {
    let wrong = |_| format!("`{key}` cannot be {value}");
    let locale = entry.locale.clone();
    let facts = &mut entry.facts;
    if let Some(table) = value.as_table() {
        for (name, word) in table {
            let word = word.as_str().unwrap_or_default();
            match TextFact::of_key(key) {
                // Translations of one text, by their languages.
                Some(fact) => {
                    let locale = name.parse().map_err(|_| format!("`{name}` is no locale"))?;
                    facts.set_text(fact, &locale, word);
                }
                None => {
                    let status = word.parse().map_err(wrong)?;
                    facts.components.insert(name.clone(), status);
                }
            }
        }
        return Ok(());
    }
    let word = value.as_str().unwrap_or_default();
    match key {
        "at" => {}
        "by" => entry.by = Some(word.to_owned()),
        "to" => facts.internal.told.to = Some(word.to_owned()),
        "how" => facts.internal.told.how = Some(word.to_owned()),
        "people" => facts.internal.people = Some(word.to_owned()),
        "kind" => entry.kind = Kind::of_word(word),
        "type" => facts.kind_of = Some(word.parse().map_err(wrong)?),
        "severity" => facts.severity = Some(word.parse().map_err(wrong)?),
        "state" => facts.state = Some(word.parse().map_err(wrong)?),
        "data" => facts.data = Some(word.parse().map_err(wrong)?),
        "confirmed_by" => facts.confirmed_by = Some(word.to_owned()),
        _ => match (TextFact::of_key(key), TimeFact::of_key(key)) {
            (Some(fact), _) => facts.set_text(fact, &locale, word),
            (None, Some(fact)) => drop(facts.times.insert(fact, clock(word)?)),
            (None, None) => return Err(format!("there is no fact `{key}`")),
        },
    }
    Ok(())
}
