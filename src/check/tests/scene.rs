//! The facts and entries of examples as incidents: a day in November, in brief.

use chrono::{DateTime, TimeDelta, Utc};
use toml::{Table, Value};

use super::super::page::Example;
use crate::domain::entry::{Entry, EntryId, Kind};
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::words::{Severity, State};

/// The usual cadence.
pub(super) fn cadence(severity: Severity, state: State) -> TimeDelta {
    TimeDelta::minutes(match (state, severity) {
        (State::Monitoring | State::Verifying, _) => 120,
        (_, Severity::Minor) => 60,
        _ => 30,
    })
}

/// A time of the day of all examples.
pub(super) fn clock(time: &str) -> DateTime<Utc> {
    format!("2026-11-21T{time}:00Z").parse().unwrap()
}

/// The incident of an example, if it has facts or entries.
pub(super) fn incident(example: &Example, language: &str) -> Option<Incident> {
    let locale: Locale = language.parse().unwrap();
    let mut entries: Vec<Entry> = Vec::new();
    if example.entries.is_empty() {
        example.text.is_none().then_some(())?;
        let mut facts = example.facts.clone();
        facts.insert("at".to_owned(), Value::String("10:00".to_owned()));
        entries.push(entry(&facts, &locale, 0));
    }
    for table in &example.entries {
        entries.push(entry(table, &locale, entries.len()));
    }
    Some(Incident::from_entries("2026-11-21-it-fails", entries))
}

fn entry(table: &Table, locale: &Locale, place: usize) -> Entry {
    let mut entry = Entry {
        id: EntryId::after(
            None,
            clock("08:00") + TimeDelta::minutes(place.try_into().unwrap()),
        ),
        at: clock(table["at"].as_str().unwrap()),
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
        waived: crate::domain::entry::Waived::new(),
    };
    for (key, value) in table {
        set(&mut entry, key, value);
    }
    entry
}

fn set(entry: &mut Entry, key: &str, value: &Value) {
    let locale = entry.locale.clone();
    let facts = &mut entry.facts;
    if let Some(components) = value.as_table() {
        assert_eq!(key, "components");
        for (name, status) in components {
            let status = status.as_str().unwrap().parse().unwrap();
            facts.components.insert(name.clone(), status);
        }
        return;
    }
    let word = value.as_str().unwrap();
    match key {
        "at" => {}
        "kind" => entry.kind = Kind::of_word(word),
        "type" => facts.kind_of = Some(word.parse().unwrap()),
        "severity" => facts.severity = Some(word.parse().unwrap()),
        "state" => facts.state = Some(word.parse().unwrap()),
        "data" => facts.data = Some(word.parse().unwrap()),
        "confirmed_by" => facts.confirmed_by = Some(word.to_owned()),
        _ => match (TextFact::of_key(key), TimeFact::of_key(key)) {
            (Some(fact), _) => facts.set_text(fact, &locale, word),
            (None, Some(fact)) => drop(facts.times.insert(fact, clock(word))),
            (None, None) => panic!("no fact `{key}`"),
        },
    }
}
