//! The records of one incident, before anybody read them: many can be read at once.

use super::error::ReadError;
use super::index::Record;
use super::read::Log;
use crate::domain::beat::{Rhythm, Speech};
use crate::domain::incident::Incident;

/// The records of one incident, in the order of their times, and of the file.
#[derive(Debug)]
pub struct Strand<'l> {
    log: &'l Log,
    records: Vec<&'l Record>,
}

impl<'l> Strand<'l> {
    /// The id of the incident.
    pub fn id(&self) -> &'l str {
        // A strand has a record, or it would not be one.
        self.log.incident_of(self.records[0])
    }

    /// Reads the incident.
    ///
    /// # Errors
    /// Names the record of which a value has the wrong type.
    pub fn incident(&self) -> Result<Incident, ReadError> {
        let mut entries = Vec::with_capacity(self.records.len());
        for record in &self.records {
            entries.push(self.log.parse(record)?);
        }
        Ok(Incident::from_entries(self.id(), entries))
    }

    /// What the records say about state and time. Only what is not canonical is parsed for it.
    ///
    /// # Errors
    /// Names the record of which a value has the wrong type.
    pub fn rhythm(&self) -> Result<Rhythm<'l>, ReadError> {
        let mut beats = Vec::with_capacity(self.records.len());
        for record in &self.records {
            beats.push(self.log.beat(record)?);
        }
        let incident = self.id();
        Ok(Rhythm { incident, beats })
    }

    /// Whether a record says that somebody was told.
    pub fn was_told(&self) -> bool {
        let told = |record: &&Record| Speech::from(&record.kind) == Speech::Told;
        self.records.iter().any(told)
    }
}

impl Log {
    /// The records of each incident, in the order of their first entries.
    pub fn strands(&self) -> Vec<Strand<'_>> {
        let records = self.in_order();
        let mut strands = Vec::with_capacity(self.incidents().len());
        for records in records.chunk_by(|a, b| a.incident == b.incident) {
            strands.push(Strand {
                log: self,
                records: records.to_vec(),
            });
        }
        strands
    }
}
