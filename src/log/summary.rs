//! Where each incident of a log stands.

use chrono::{DateTime, Utc};

use super::error::ReadError;
use super::index::Record;
use super::read::Log;
use crate::domain::beat::{Beat, Held, Speech};
use crate::domain::words::State;
use crate::order;

/// Where one incident stands, without its facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub incident: String,
    pub state: State,
    /// When the newest entry happened.
    pub newest: DateTime<Utc>,
    /// How many entries it has.
    pub entries: usize,
}

impl Summary {
    /// The incident that is meant where somebody wants to read of one and names none: the only open
    /// one, or else the newest. Kept indexes have the answer in them.
    pub fn meant(all: &[Self]) -> Option<&Self> {
        let mut open = all.iter().filter(|summary| !summary.state.is_over());
        match (open.next(), open.next()) {
            (Some(only), None) => Some(only),
            _ => all.iter().max_by_key(|summary| summary.newest),
        }
    }
}

impl Log {
    /// Tells where each incident stands, in the order of their first entries. Only what is not
    /// canonical was parsed for it.
    ///
    /// # Errors
    /// Names the record of which the state has the wrong type.
    pub fn summaries(&self) -> Result<&[Summary], ReadError> {
        if let Some(known) = self.summaries.get() {
            return Ok(known);
        }
        let records = self.in_order();
        let groups = records.chunk_by(|a, b| a.incident == b.incident);
        let summaries: Result<Vec<_>, _> = groups.map(|own| self.summary(own)).collect();
        let summaries = summaries?;
        Ok(self.summaries.get_or_init(|| summaries))
    }

    /// Tells where the incident stands that has these records, in the order of their times.
    fn summary(&self, records: &[&Record]) -> Result<Summary, ReadError> {
        let mut held = Held::default();
        for record in records {
            // What is known of a record is not copied: a long history has many.
            match &record.stated {
                Some(stated) => held.go_on(record.at, Speech::from(&record.kind), stated),
                None => held.apply(&Beat::from(&self.parse(record)?)),
            }
        }
        Ok(Summary {
            incident: self.incident_of(records[0]).to_owned(),
            state: held.state(),
            newest: records.last().map(|r| r.at).unwrap_or_default(),
            entries: records.len(),
        })
    }

    /// Checks that it is known where each incident stands, without telling it.
    ///
    /// # Errors
    /// Those of [`Log::summaries`].
    pub fn knows_states(&self) -> Result<(), ReadError> {
        let unknown = |record: &Record| record.stated.is_none();
        if self.index().records.iter().any(unknown) {
            self.summaries()?;
        }
        Ok(())
    }

    /// Keeps what is known of where each incident stands true, when behind `known` records others came.
    ///
    /// # Errors
    /// Those of [`Log::summaries`].
    pub(super) fn summaries_go_on(&mut self, known: usize) -> Result<(), ReadError> {
        let Some(mut summaries) = self.summaries.take() else {
            return Ok(());
        };
        for record in &self.index().records[known..] {
            let all = self.index().records.iter();
            let mut own: Vec<_> = all.filter(|r| r.incident == record.incident).collect();
            order::sort_by_key(&mut own, |record| record.at);
            let summary = self.summary(&own)?;
            match summaries.get_mut(record.incident) {
                Some(old) => *old = summary,
                None => summaries.push(summary),
            }
        }
        self.summaries = summaries.into();
        Ok(())
    }

    /// The place of the incident that is meant.
    pub(super) fn meant(&self) -> Result<Option<usize>, ReadError> {
        let summaries = self.summaries()?;
        let Some(meant) = Summary::meant(summaries) else {
            return Ok(None);
        };
        Ok(summaries.iter().position(|one| std::ptr::eq(one, meant)))
    }
}
