//! What was taken out of an entry, because it must not be in the log.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::entry::Entry;
use super::fact::{FactName, InternalFact, TextFact};
use super::facts::Localised;
use super::locale::Locale;

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
        "link" | "internal" if rest == ".link" => "internal".to_owned(),
        "cause" | "people" | "links" | "note" if rest.is_empty() => format!("internal.{name}"),
        _ => name,
    };
    name + &rest
}

/// The fields of an entry that hold somebody's words, with those words: what can be taken out. A
/// text that stands in several locales is there once for each.
pub fn fields(entry: &Entry) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    let mut put = |key: &str, text: Option<&str>| {
        fields.extend(text.map(|text| (key.to_owned(), text.to_owned())));
    };
    let facts = &entry.facts;
    let inside = &facts.internal;
    put("by", entry.by.as_deref());
    for (fact, text) in &facts.texts {
        for (locale, words) in text.iter() {
            let key = if text.len() == 1 && *locale == entry.locale {
                fact.key().to_owned()
            } else {
                format!("{}.{locale}", fact.key())
            };
            put(&key, Some(words).filter(|words| !words.is_empty()));
        }
    }
    let names: Vec<&str> = facts.components.keys().map(String::as_str).collect();
    put(
        "components",
        Some(names.join("\n").as_str()).filter(|names| !names.is_empty()),
    );
    put("confirmed_by", facts.confirmed_by.as_deref());
    for (rule, reason) in &entry.waived {
        put(&format!("waived.{rule}"), Some(reason));
    }
    put("internal.cause", inside.cause.as_deref());
    put("internal.people", inside.people.as_deref());
    let links = inside.links.join("\n");
    put(
        "internal.links",
        Some(links.as_str()).filter(|links| !links.is_empty()),
    );
    put("internal.note", inside.note.as_deref());
    put("to", inside.told.to.as_deref());
    put("how", inside.told.how.as_deref());
    put("said", inside.told.said.as_deref());
    put("published", facts.published.as_deref());
    put("imported.link", inside.origin.link.as_deref());
    put("heard.client", inside.heard.client.as_deref());
    put("heard.how", inside.heard.how.as_deref());
    put("heard.words", inside.heard.words.as_deref());
    put("heard.source", inside.heard.source.as_deref());
    fields.retain(|(_, text)| text != SOMEBODY);
    fields
}

/// Takes a field out of an entry and leaves the marker. The text of a fact goes in all its locales
/// unless one is named. Returns what was taken out; nothing if there was nothing.
pub fn take(entry: &mut Entry, field: &str, marker: &Redaction) -> Vec<String> {
    let within = format!("{field}.");
    let mut held = fields(entry);
    held.retain(|(key, _)| key == field || key.starts_with(&within) || names(entry, key, field));
    if held.is_empty() {
        return Vec::new();
    }
    clear(entry, field);
    let redacted = &mut entry.facts.internal.redacted;
    redacted.insert(field.to_owned(), marker.clone());
    held.into_iter().map(|(_, text)| text).collect()
}

/// Whether a field with a locale names a text that stands in the locale of its entry alone.
fn names(entry: &Entry, key: &str, field: &str) -> bool {
    field.strip_prefix(key) == Some(&format!(".{}", entry.locale))
}

fn clear(entry: &mut Entry, field: &str) {
    let facts = &mut entry.facts;
    let inside = &mut facts.internal;
    let somebody = || Some(SOMEBODY.to_owned());
    match field {
        "by" => entry.by = somebody(),
        "confirmed_by" => facts.confirmed_by = somebody(),
        "to" => inside.told.to = somebody(),
        "how" => inside.told.how = None,
        "said" => inside.told.said = None,
        "published" => facts.published = None,
        "imported.link" => inside.origin.link = None,
        "heard.client" => inside.heard.client = None,
        "heard.how" => inside.heard.how = None,
        "heard.words" => inside.heard.words = None,
        "heard.source" => inside.heard.source = None,
        "components" => facts.components.clear(),
        _ => {
            if let Some(reason) = field
                .strip_prefix("waived.")
                .and_then(|rule| entry.waived.get_mut(rule))
            {
                SOMEBODY.clone_into(reason);
            }
            clear_fact(entry, field);
        }
    }
}

fn clear_fact(entry: &mut Entry, field: &str) {
    let Some(fact) = fact_of(field) else {
        return;
    };
    let locale = field.split_once('.').and_then(|(_, tag)| tag.parse().ok());
    match (&fact, locale) {
        (FactName::Text(fact), Some(locale)) => {
            let locale: Locale = locale;
            let mut left = Localised::default();
            let held = entry.facts.texts.remove(fact).unwrap_or_default();
            for (other, words) in held.iter().filter(|(other, _)| **other != locale) {
                left.set(other.clone(), words);
            }
            if !left.is_empty() {
                entry.facts.texts.insert(*fact, left);
            }
        }
        _ => entry.facts.withdraw(&fact),
    }
}
