//! An entry as the keys and values of its record: for tables that show every key, and for taking the
//! words of one out. Keys that come to the log come to these by themselves.

use toml::{Table, Value};

use crate::domain::entry::Entry;
use crate::domain::redaction::{Redaction, SOMEBODY};

use super::facts;
use super::format::{moment, record};

/// Keys whose values are nobody's words: ids, moments, words of closed lists.
const FIXED: [&str; 23] = [
    "id",
    "at",
    "via",
    "incident",
    "kind",
    "corrects",
    "type",
    "severity",
    "state",
    "locale",
    "data",
    "clear",
    "redacted",
    "imported.from",
    "imported.id",
    "imported.status",
    "imported.severity",
    "heard.from",
    "heard.scale",
    "measure",
    "aim",
    "due",
    "status",
];

/// Keys under which somebody has to stand: a promise is confirmed by whoever it was.
const NAMES: [&str; 4] = ["by", "confirmed_by", "to", "owner"];

/// Every key of an entry with its value, in the order of the alphabet; a text that stands in several
/// locales is there once for each (`impact.en`).
pub fn leaves(entry: &Entry) -> Vec<(String, String)> {
    let mut leaves = Vec::new();
    flatten(&table(entry), "", true, &mut leaves);
    leaves
}

/// Those of the leaves that hold somebody's words, and may be taken out.
pub fn words(entry: &Entry) -> Vec<(String, String)> {
    let mut leaves = Vec::new();
    flatten(&table(entry), "", false, &mut leaves);
    leaves.retain(|(key, text)| {
        let outer = key.split('.').next().unwrap_or(key);
        let fixed = FIXED.contains(&key.as_str()) || FIXED.contains(&outer);
        // The names of components stand before their status.
        let status = key.starts_with("components.");
        !fixed && !status && !text.is_empty() && text != SOMEBODY
    });
    let names: Vec<&str> = entry.facts.components.keys().map(String::as_str).collect();
    if !names.is_empty() {
        leaves.push(("components".to_owned(), names.join("\n")));
    }
    leaves
}

/// Takes a field out of an entry and leaves the marker: what it is then, and what was taken out. None
/// if the field holds nobody's words. A text goes in all its locales unless one is named.
pub fn without(entry: &Entry, field: &str, marker: &Redaction) -> Option<(Entry, Vec<String>)> {
    let within = format!("{field}.");
    // A text in the locale of its entry alone stands there without it.
    let own = format!(".{}", entry.locale);
    let bare = field.strip_suffix(&own).unwrap_or(field);
    let mut taken = Vec::new();
    let mut keys = Vec::new();
    for (key, text) in words(entry) {
        if key == field || key.starts_with(&within) || key == bare {
            keys.push(key);
            taken.push(text);
        }
    }
    let mut table = table(entry);
    for key in &keys {
        let (outer, inner) = key.split_once('.').unwrap_or((key, ""));
        match table.get_mut(outer) {
            Some(Value::Table(sub)) if outer == "waived" => {
                sub.insert(inner.to_owned(), SOMEBODY.into());
            }
            Some(Value::Table(sub)) if !inner.is_empty() => drop(sub.remove(inner)),
            Some(name) if NAMES.contains(&outer) => *name = SOMEBODY.into(),
            _ => drop(table.remove(outer)),
        }
    }
    let told = [moment(marker.at), marker.by.clone(), marker.reason.clone()];
    let told = Value::Array(told.into_iter().map(Value::String).collect());
    let redacted = table
        .entry("redacted")
        .or_insert_with(|| Table::new().into());
    redacted.as_table_mut()?.insert(field.to_owned(), told);
    let (entry, _) = facts::entry_from(table).ok()?;
    (!taken.is_empty()).then_some((entry, taken))
}

/// The record of an entry as a table.
fn table(entry: &Entry) -> Table {
    // What the writer writes can be read.
    let mut whole: Table = record(entry).parse().unwrap_or_default();
    match whole.remove("entry") {
        Some(Value::Array(mut entries)) => match entries.pop() {
            Some(Value::Table(table)) => table,
            _ => Table::new(),
        },
        _ => Table::new(),
    }
}

/// Gathers the values below a table; moments and numbers only if `all` are wanted.
fn flatten(table: &Table, above: &str, all: bool, leaves: &mut Vec<(String, String)>) {
    for (key, value) in table {
        let key = format!("{above}{key}");
        match value {
            Value::Table(sub) => flatten(sub, &format!("{key}."), all, leaves),
            Value::String(text) => leaves.push((key, text.clone())),
            Value::Array(items) => {
                let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
                leaves.push((key, items.join("\n")));
            }
            other if all => leaves.push((key, other.to_string())),
            _ => {}
        }
    }
}
