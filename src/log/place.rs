//! Parses one record where it stands, so that whatever is wrong is named with file, line and key.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use crate::domain::entry::Entry;
use crate::text::seek;

use super::error::ReadError;
use super::facts;
use super::plain;
use super::value::FactsError;

/// A text and its name: what it takes to say where something is wrong.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    pub(super) path: &'t Path,
    pub(super) text: &'t str,
}

impl Place<'_> {
    /// Parses the record that stands at `start..end` and begins on `line`.
    pub(super) fn entry(self, start: usize, end: usize, line: usize) -> Result<Entry, ReadError> {
        let document = &self.text[start..end];
        let (table, _) = self.table(start, end, line)?;
        let (entry, _) = facts::entry_from(table).map_err(|e| self.fault(document, line, e))?;
        Ok(entry)
    }

    /// Parses a record's keys; also returns the names of tables that are not the record's but
    /// stand between it and the next.
    pub(super) fn table(
        self,
        start: usize,
        end: usize,
        line: usize,
    ) -> Result<(toml::Table, Vec<String>), ReadError> {
        let document = &self.text[start..end];
        if let Some(table) = plain::table(document) {
            return Ok((table, Vec::new()));
        }
        let mut whole: toml::Table = document
            .parse()
            .map_err(|error| self.invalid(start, end, line, &error))?;
        let entry = match whole.remove("entry") {
            Some(toml::Value::Array(entries)) => entries.into_iter().next(),
            _ => None,
        };
        let table = match entry {
            Some(toml::Value::Table(table)) => table,
            _ => toml::Table::new(),
        };
        Ok((table, whole.keys().cloned().collect()))
    }

    pub(super) fn invalid(
        self,
        start: usize,
        end: usize,
        entry: usize,
        error: &toml::de::Error,
    ) -> ReadError {
        let at = start + error.span().map_or(0, |span| span.start);
        let before = &self.text[..at.min(self.text.len())];
        let line = seek::count(b'\n', before.as_bytes()) + 1;
        let column = before.chars().rev().take_while(|c| *c != '\n').count() + 1;
        let path = self.path.to_owned();
        let message = error.message().lines().collect::<Vec<_>>().join(" ");
        let is_half = start > 0 && end == self.text.len() && !self.text.ends_with('\n');
        if is_half {
            ReadError::Torn {
                path,
                entry,
                line,
                column,
                message,
            }
        } else {
            ReadError::Invalid {
                path,
                line,
                column,
                message,
            }
        }
    }

    /// Says on which line of a document, which begins on `line`, a key is wrong.
    pub(super) fn fault(self, document: &str, line: usize, fault: FactsError) -> ReadError {
        ReadError::Entry {
            path: self.path.to_owned(),
            line: line + lines_to_key(document, fault.key()),
            fault,
        }
    }
}

/// How many lines below the beginning of a document a key such as `internal.links` stands; 0 if it
/// does not.
pub(super) fn lines_to_key(document: &str, key: &str) -> usize {
    let offset = || {
        let table = DeTable::parse(document).ok()?;
        let entry = table.get_ref().iter().find_map(|(name, value)| {
            let first = value.get_ref().as_array()?.iter().next()?;
            (name.get_ref() == "entry")
                .then_some(first)?
                .get_ref()
                .as_table()
        });
        offset_of(entry.unwrap_or(table.get_ref()), key).or_else(|| offset_of(table.get_ref(), key))
    };
    offset().map_or(0, |end| seek::count(b'\n', &document.as_bytes()[..end]))
}

fn offset_of(table: &DeTable<'_>, path: &str) -> Option<usize> {
    table.iter().find_map(|(name, value)| {
        let rest = path
            .strip_prefix(name.get_ref().as_ref())
            .or_else(|| path.strip_prefix(&name.get_ref().replace('-', "_")))?;
        let inner = match (rest.strip_prefix('.'), value.get_ref()) {
            (Some(rest), DeValue::Table(inner)) => offset_of(inner, rest),
            (None, _) if rest.is_empty() => None,
            _ => return None,
        };
        Some(inner.unwrap_or(name.span().start))
    })
}
