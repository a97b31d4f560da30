//! The log as a table: one row for each entry, one column for each key of the log.

use csv::{Terminator, Writer, WriterBuilder};

use crate::domain::entry::Entry;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::log::{self, KEYS};
use crate::text::cell;

pub(super) struct Sheet<'a> {
    locale: &'a Locale,
    out: Writer<Vec<u8>>,
}

impl<'a> Sheet<'a> {
    /// A table with its head; texts are in `locale` where there is one.
    pub(super) fn new(locale: &'a Locale) -> Result<Self, anyhow::Error> {
        let mut out = WriterBuilder::new()
            .terminator(Terminator::CRLF)
            .from_writer(Vec::new());
        out.write_record(KEYS)?;
        Ok(Self { locale, out })
    }

    pub(super) fn incident(&mut self, incident: &Incident) -> Result<(), anyhow::Error> {
        for entry in &incident.timeline {
            let row = self.row(entry);
            self.out.write_record(row)?;
        }
        Ok(())
    }

    pub(super) fn done(self) -> Result<Vec<u8>, anyhow::Error> {
        let done = self.out.into_inner();
        Ok(done.map_err(csv::IntoInnerError::into_error)?)
    }

    fn row(&self, entry: &Entry) -> Vec<String> {
        let leaves = log::leaves(entry);
        let mut row = Vec::with_capacity(KEYS.len());
        for key in KEYS {
            row.push(cell::safe(&self.value(key, &leaves, entry)));
        }
        row
    }

    /// What stands under a key: itself, or what stands below it: of a text the locale that was asked
    /// for or else that of the entry, of all else each with its name.
    fn value(&self, key: &str, leaves: &[(String, String)], entry: &Entry) -> String {
        let mut below: Vec<(&str, &str)> = Vec::new();
        for (name, value) in leaves {
            match name.strip_prefix(key) {
                Some("") => return value.clone(),
                Some(rest) if rest.starts_with('.') => below.push((&rest[1..], value)),
                _ => {}
            }
        }
        for locale in [
            self.locale.as_str(),
            self.locale.language(),
            entry.locale.as_str(),
        ] {
            if let Some((_, value)) = below.iter().find(|(name, _)| *name == locale) {
                return (*value).to_owned();
            }
        }
        let named: Vec<String> = below
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        named.join("; ")
    }
}
