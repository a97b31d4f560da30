//! The log as a table: one row for each entry, one column for each key of the log.

use csv::{Terminator, Writer, WriterBuilder};

use crate::domain::entry::Entry;
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::feedback::{Scale, Side};
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::words::{DataImpact, IncidentType, Severity, State};
use crate::text::cell;

/// What stands before the facts in each row.
const HEAD: [&str; 10] = [
    "incident", "id", "at", "by", "kind", "type", "state", "severity", "data", "locale",
];
/// What stands behind them.
const TAIL: [&str; 20] = [
    "components",
    "confirmed_by",
    "published",
    "internal.cause",
    "internal.people",
    "internal.links",
    "internal.note",
    "to",
    "how",
    "said",
    "imported.from",
    "imported.id",
    "heard.from",
    "heard.client",
    "heard.how",
    "heard.scale",
    "heard.score",
    "heard.words",
    "heard.source",
    "redacted",
];

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
        let texts = TextFact::ALL.iter().map(|fact| fact.key());
        let times = TimeFact::ALL.iter().map(|fact| fact.key());
        let head: Vec<&str> = HEAD
            .into_iter()
            .chain(texts)
            .chain(times)
            .chain(TAIL)
            .collect();
        out.write_record(head)?;
        Ok(Self { locale, out })
    }

    pub(super) fn incident(&mut self, incident: &Incident) -> Result<(), anyhow::Error> {
        for entry in &incident.timeline {
            self.out.write_record(self.row(entry))?;
        }
        Ok(())
    }

    pub(super) fn done(self) -> Result<Vec<u8>, anyhow::Error> {
        Ok(self
            .out
            .into_inner()
            .map_err(csv::IntoInnerError::into_error)?)
    }

    fn row(&self, entry: &Entry) -> Vec<String> {
        let facts = &entry.facts;
        let stamp = |at: chrono::DateTime<chrono::Utc>| at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let word = |word: Option<&'static str>| word.map(str::to_owned);
        let mut row: Vec<Option<String>> = vec![
            Some(entry.incident.clone()),
            Some(entry.id.to_string()),
            Some(stamp(entry.at)),
            entry.by.clone(),
            Some(entry.kind.to_string()),
            word(facts.kind_of.map(IncidentType::word)),
            word(facts.state.map(State::word)),
            word(facts.severity.map(Severity::word)),
            word(facts.data.map(DataImpact::word)),
            Some(entry.locale.to_string()),
        ];
        for fact in TextFact::ALL {
            let text = facts.text(*fact);
            let text = text.and_then(|text| text.for_reader(self.locale, &entry.locale));
            row.push(text.map(|(text, _)| text.to_owned()));
        }
        row.extend(
            TimeFact::ALL
                .iter()
                .map(|fact| facts.time(*fact).map(stamp)),
        );
        let components = facts.components.iter();
        let components: Vec<String> = components
            .map(|(name, status)| format!("{name}={status}"))
            .collect();
        let internal = &facts.internal;
        let heard = &internal.heard;
        let redacted: Vec<&str> = internal.redacted.keys().map(String::as_str).collect();
        row.extend([
            Some(components.join("; ")),
            facts.confirmed_by.clone(),
            facts.published.clone(),
            internal.cause.clone(),
            internal.people.clone(),
            Some(internal.links.join(" ")),
            internal.note.clone(),
            internal.told.to.clone(),
            internal.told.how.clone(),
            internal.told.said.clone(),
            internal.origin.from.clone(),
            internal.origin.id.clone(),
            word(heard.side.map(Side::word)),
            heard.client.clone(),
            heard.how.clone(),
            word(heard.scale.map(Scale::word)),
            heard.score.map(|score| score.to_string()),
            heard.words.clone(),
            heard.source.clone(),
            Some(redacted.join(" ")),
        ]);
        row.into_iter()
            .map(|cell| cell::safe(&cell.unwrap_or_default()))
            .collect()
    }
}
