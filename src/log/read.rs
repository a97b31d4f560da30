//! The log in memory: its text, and an index that says where each record stands.

use std::borrow::Cow;
use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::domain::beat::{Beat, Rhythm, Speech};
use crate::domain::entry::{Entry, EntryId, Kind};
use crate::domain::incident::Incident;
use crate::domain::measure::{self, Measure};
use crate::order;

use super::error::{ReadError, Warning};
use super::file::{decoded, hard_links, holds, load};
use super::index::{Index, Record};
use super::kept::Memory;
use super::place::Place;
use super::stream::{PART, Source, Stamp, index_of};
use super::summary::Summary;

/// A log as it was when it was read.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    text: Text,
    index: Index,
    warnings: Vec<Warning>,
    /// Where each incident stands, once somebody asked.
    pub(super) summaries: OnceLock<Vec<Summary>>,
}

/// Where the bytes of a log are.
#[derive(Debug)]
enum Text {
    Whole(String),
    OnDisk(Source),
}

impl Log {
    /// Reads the log at `path`; a file that does not exist is an empty log.
    ///
    /// # Errors
    /// Names the file and, where there is one, the line: what cannot be read as records is never
    /// left out. A value of the wrong type inside a record (`severity = 3`) is an error only for
    /// those who ask for that record; a word that is in no list is ignored, with a warning.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        Self::read_at(path, path)
    }

    /// Reads the file at `real`; `shown` is its name.
    pub(super) fn read_at(real: &Path, shown: &Path) -> Result<Self, ReadError> {
        let (bytes, metadata) = match load(real, shown)? {
            Some((bytes, metadata)) => (bytes, Some(metadata)),
            None => (Vec::new(), None),
        };
        let mut log = Self::of_text(shown, decoded(shown, bytes)?)?;
        log.warnings
            .extend(metadata.and_then(|m| hard_links(shown, &m)));
        Ok(log)
    }

    /// The log that stays on the disk: of a file with these metadata only the index is at hand.
    pub(super) fn on_disk(path: &Path, metadata: &Metadata, source: Source, index: Index) -> Self {
        Self {
            path: path.to_owned(),
            text: Text::OnDisk(source),
            index,
            warnings: hard_links(path, metadata).into_iter().collect(),
            summaries: OnceLock::new(),
        }
    }

    /// Takes a text for the log at `path`, without reading the file.
    pub fn of_text(path: &Path, text: String) -> Result<Self, ReadError> {
        let mut index = Index::of(path, &text)?;
        Ok(Self {
            path: path.to_owned(),
            warnings: std::mem::take(&mut index.warnings),
            index,
            text: Text::Whole(text),
            summaries: OnceLock::new(),
        })
    }

    /// Whether the file at `real` has exactly the bytes of this log.
    pub(super) fn is_held_by(&self, real: &Path) -> bool {
        match &self.text {
            Text::Whole(text) => holds(real, text.as_bytes()),
            Text::OnDisk(source) => source.is_certainly_at(real),
        }
    }

    /// The text of the log, as far as it is at hand, and the file in which the rest stands before it.
    pub(super) fn at_hand(&self) -> (&str, Option<&Source>) {
        match &self.text {
            Text::Whole(text) => (text, None),
            Text::OnDisk(source) => ("", Some(source)),
        }
    }

    /// The end of the text: all of it, or the last record and what stands behind it.
    pub(super) fn end(&self) -> Result<Cow<'_, str>, ReadError> {
        match (&self.text, self.index.records.last()) {
            (Text::OnDisk(source), Some(last)) => {
                let end = source.record(last);
                end.map(Cow::Owned).map_err(|e| self.failed(e))
            }
            _ => self.text(),
        }
    }

    /// Where each record stands.
    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// Keeps the index of the file at `real`, which goes on where this log ended; none if that is not
    /// certain.
    pub(super) fn keep_grown(mut self, mut file: File, real: &Path, memory: &Path) -> Option<()> {
        let stamp = Stamp::of_open(&file).ok()?;
        // Whoever wrote into the file since we did has given it a date of its own.
        stamp.is_marked().then_some(())?;
        let known = self.len();
        self.index = index_of(&mut file, PART, self.index).ok()??;
        (self.len() >= known).then_some(())?;
        self.summaries_go_on(known).ok()?;
        let meant = self.meant().ok()?;
        let grown = (self.at_hand().1?.stamp(), known);
        let memory = Memory::of(memory, real)?;
        memory.keep(&stamp, &self.index, meant, Some(grown)).ok()
    }

    /// The path as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text of the whole file.
    pub(super) fn text(&self) -> Result<Cow<'_, str>, ReadError> {
        match &self.text {
            Text::Whole(text) => Ok(Cow::Borrowed(text)),
            Text::OnDisk(source) => source.whole().map(Cow::Owned).map_err(|e| self.failed(e)),
        }
    }

    fn failed(&self, source: io::Error) -> ReadError {
        ReadError::Io {
            path: self.path.clone(),
            source,
        }
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.index.records.is_empty()
    }

    /// What is odd about the log: unknown keys, kinds and words (kept, and ignored), entries that
    /// stand there twice, hard links.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The ids of the incidents, in the order of their first entries.
    pub fn incidents(&self) -> &[String] {
        &self.index.incidents
    }

    /// Returns the rhythm of each incident, in the order of their first entries. Only what is not
    /// canonical was parsed for it.
    ///
    /// # Errors
    /// Names the record of which a value has the wrong type.
    pub fn rhythms(&self) -> Result<Vec<Rhythm<'_>>, ReadError> {
        let strands = self.strands();
        let mut rhythms = Vec::with_capacity(strands.len());
        for strand in strands {
            rhythms.push(strand.rhythm()?);
        }
        Ok(rhythms)
    }

    /// All records, those of an incident together in the order of their times; of one time, in the
    /// order of the file, which alone tells what was written first.
    pub(super) fn in_order(&self) -> Vec<&Record> {
        let mut records: Vec<&Record> = self.index.records.iter().collect();
        // Mostly they have this order already, and sorting is a walk.
        records.sort_by_key(|r| (r.incident, r.at));
        records
    }

    /// The beat of a record: everything that it says about time and severity is right.
    pub(super) fn beat(&self, record: &Record) -> Result<Beat, ReadError> {
        let stated = match record.stated {
            Some(stated) if record.whole => stated,
            _ => Beat::from(&self.parse(record)?).stated,
        };
        Ok(Beat {
            id: record.id,
            at: record.at,
            speech: Speech::from(&record.kind),
            stated,
        })
    }

    /// Returns the incident with exactly this id, if it has an entry. Only its own records are
    /// parsed.
    pub fn incident(&self, id: &str) -> Result<Option<Incident>, ReadError> {
        let Some(place) = self.index.incidents.iter().position(|known| known == id) else {
            return Ok(None);
        };
        let own = self.index.records.iter().filter(|r| r.incident == place);
        let entries = own.map(|r| self.parse(r)).collect::<Result<_, _>>()?;
        Ok(Some(Incident::from_entries(id, entries)))
    }

    /// Returns all entries about measures, in the order of their times, and of the file. Nothing else
    /// is parsed.
    pub fn measured(&self) -> Result<Vec<Entry>, ReadError> {
        let all = self.index.records.iter();
        let mut records: Vec<&Record> = all.filter(|r| r.kind == Kind::Measured).collect();
        order::sort_by_key(&mut records, |record| record.at);
        records
            .into_iter()
            .map(|record| self.parse(record))
            .collect()
    }

    /// Returns the measures of all incidents, those of an incident together, in the order in which
    /// they were agreed on.
    pub fn measures(&self) -> Result<Vec<Measure>, ReadError> {
        let entries = self.measured()?;
        let mut all = Vec::new();
        for id in self.incidents() {
            let own = entries.iter().filter(|entry| entry.incident == *id);
            all.append(&mut measure::measures(own));
        }
        Ok(all)
    }

    /// Passes the incidents on, one at a time, in the order of their first entries and with their places
    /// in it; or only the one with the id `only`. Of a long history each record is looked at once.
    ///
    /// # Errors
    /// Those of reading a record, and those of `take`.
    pub fn each_incident<E: From<ReadError>>(
        &self,
        only: Option<&str>,
        take: &mut dyn FnMut(usize, Incident) -> Result<(), E>,
    ) -> Result<(), E> {
        for (number, strand) in self.strands().iter().enumerate() {
            if only.is_none_or(|only| only == strand.id()) {
                take(number, strand.incident()?)?;
            }
        }
        Ok(())
    }

    /// The entries that record what was heard about how we told it, in the order of the file.
    ///
    /// # Errors
    /// Names the record of which a value has the wrong type.
    pub fn heard(&self) -> Result<Vec<Entry>, ReadError> {
        let mut entries = Vec::new();
        for record in &self.index.records {
            if record.kind == Kind::Heard {
                entries.push(self.parse(record)?);
            }
        }
        Ok(entries)
    }

    /// Returns the entry with this id.
    pub fn entry(&self, id: EntryId) -> Result<Option<Entry>, ReadError> {
        self.record(id).map(|record| self.parse(record)).transpose()
    }

    /// The ids of all entries with those of their incidents, in the order of the file.
    pub fn ids(&self) -> impl Iterator<Item = (EntryId, &str)> {
        let records = self.index.records.iter();
        records.map(|record| (record.id, self.incident_of(record)))
    }

    /// Returns the greatest of all entry ids; a new one must be greater.
    pub fn newest_id(&self) -> Result<Option<EntryId>, ReadError> {
        Ok(self.index.records.iter().map(|r| r.id).max())
    }

    pub(super) fn record(&self, id: EntryId) -> Option<&Record> {
        self.index.records.iter().rev().find(|r| r.id == id)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.index.records.len()
    }

    /// The id of the incident that a record belongs to.
    pub(super) fn incident_of(&self, record: &Record) -> &str {
        &self.index.incidents[record.incident]
    }

    /// Tells of each record whose values cannot all be read why, in the order of the file.
    pub(super) fn unreadable(&self) -> Vec<ReadError> {
        let records = self.index.records.iter();
        records.filter_map(|r| self.parse(r).err()).collect()
    }

    pub(super) fn parse(&self, record: &Record) -> Result<Entry, ReadError> {
        let (path, line) = (self.path.as_path(), record.line);
        match &self.text {
            Text::Whole(text) => Place { path, text }.entry(record.start, record.end, line),
            Text::OnDisk(source) => {
                let text = source.record(record).map_err(|e| self.failed(e))?;
                Place { path, text: &text }.entry(0, text.len(), line)
            }
        }
    }
}

#[cfg(test)]
impl Log {
    /// Whether only its index is at hand.
    pub(super) fn is_on_disk(&self) -> bool {
        matches!(self.text, Text::OnDisk(_))
    }

    /// Every record in the order of the file.
    pub(super) fn index_for_tests(&self) -> std::slice::Iter<'_, Record> {
        self.index.records.iter()
    }
}
