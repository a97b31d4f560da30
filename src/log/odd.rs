//! Names in the log that this version does not know: warned about, never dropped.

use std::collections::BTreeMap;
use std::path::Path;

use crate::order::Set;
use crate::text::similar::similar;

use super::error::Warning;
use super::format::KEYS;
use super::place::lines_to_key;
use super::value::FactsError;

/// The unknown names of a log: one warning for each, however often it stands there.
pub(super) struct Oddities<'p> {
    path: &'p Path,
    /// By what it is, and by name.
    found: BTreeMap<(Odd, String), Warning>,
}

/// What may be unknown.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Odd {
    Key,
    Kind,
    Word,
}

impl<'p> Oddities<'p> {
    pub(super) fn new(path: &'p Path) -> Self {
        Self {
            path,
            found: BTreeMap::new(),
        }
    }

    pub(super) fn into_warnings(self) -> impl Iterator<Item = Warning> {
        self.found.into_values()
    }

    pub(super) fn unknown_key(&mut self, document: &str, line: usize, key: &str, entries: usize) {
        let name = (Odd::Key, key.to_owned());
        if let Some(Warning::UnknownKey { entries: count, .. }) = self.found.get_mut(&name) {
            *count += entries;
            return;
        }
        let warning = Warning::UnknownKey {
            path: self.path.to_owned(),
            line: line + lines_to_key(document, key),
            key: key.to_owned(),
            entries,
            similar: if entries == 0 {
                similar_of(key, &["format"])
            } else {
                similar_of(key, &KEYS)
            },
        };
        self.found.insert(name, warning);
    }

    pub(super) fn unknown_kind(&mut self, kind: String, line: usize) {
        let name = (Odd::Kind, kind.clone());
        if let Some(Warning::UnknownKind { entries, .. }) = self.found.get_mut(&name) {
            *entries += 1;
            return;
        }
        let warning = Warning::UnknownKind {
            path: self.path.to_owned(),
            line,
            kind,
            entries: 1,
        };
        self.found.insert(name, warning);
    }

    /// Notes the unknown words of one record, which begins on `line`.
    pub(super) fn unknown_words(&mut self, document: &str, line: usize, words: &[FactsError]) {
        let mut noted = Set::new();
        for error in words {
            let why = why(error);
            if !noted.insert(why.clone()) {
                continue;
            }
            let name = (Odd::Word, why.clone());
            if let Some(Warning::UnknownWord { entries, .. }) = self.found.get_mut(&name) {
                *entries += 1;
                continue;
            }
            let warning = Warning::UnknownWord {
                path: self.path.to_owned(),
                line: line + lines_to_key(document, error.key()),
                key: error.key().to_owned(),
                why,
                entries: 1,
            };
            self.found.insert(name, warning);
        }
    }
}

/// What is wrong with a word, without the key: many components may have the same status.
fn why(error: &FactsError) -> String {
    match error {
        FactsError::Word { why, .. } => why.to_string(),
        FactsError::Clear { why, .. } => why.to_string(),
        other => other.to_string(),
    }
}

/// The tables of a record, of which only the word behind the dot is misspelt.
const TABLES: [&str; 2] = ["internal.", "imported."];

/// The known keys that are spelled almost like `key`.
fn similar_of(key: &str, known: &'static [&'static str]) -> Vec<&'static str> {
    // Within a table the word after it decides.
    let part = TABLES.into_iter().find(|table| key.starts_with(table));
    let part = part.unwrap_or_default();
    let within = known.iter().filter_map(|known| known.strip_prefix(part));
    let within = within.filter(|name| !name.contains('.'));
    let near = similar(&key[part.len()..], within);
    let full = |near: &&str| {
        let mut known = known.iter();
        known.find(|known| known.strip_prefix(part) == Some(near))
    };
    near.iter().filter_map(full).copied().collect()
}
