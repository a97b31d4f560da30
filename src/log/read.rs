//! The log in memory: its text, and an index that says where each record stands.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use memchr::{memchr_iter, memrchr};

use crate::domain::entry::{Entry, EntryId, Kind};
use crate::domain::incident::Incident;
use crate::domain::words::{IncidentType, State};

use super::error::{ReadError, Warning};
use super::index::{Index, Place, Record};

/// The most bytes a log may have.
pub const LOG_LIMIT: u64 = 1 << 30;

/// A log as it was when it was read.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    text: String,
    index: Index,
    warnings: Vec<Warning>,
}

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

impl Log {
    /// Reads the log at `path`; a file that does not exist is an empty log.
    ///
    /// # Errors
    /// Names the file and, where there is one, the line: what cannot be read as records is never
    /// left out. A value that is wrong inside a record (a severity that does not exist) is an
    /// error only for those who ask for that record.
    pub fn read(path: &Path) -> Result<Self, ReadError> {
        Self::read_again(path, path, None)
    }

    /// Reads the file at `real`; if it has the same bytes as a `known` log, that one is returned.
    pub(super) fn read_again(
        real: &Path,
        shown: &Path,
        known: Option<Self>,
    ) -> Result<Self, ReadError> {
        let (bytes, metadata) = match load(real, shown)? {
            Some((bytes, metadata)) => (bytes, Some(metadata)),
            None => (Vec::new(), None),
        };
        if let Some(known) = known.filter(|known| known.text.as_bytes() == bytes) {
            return Ok(known);
        }
        let mut log = Self::of_text(shown, decoded(shown, bytes)?)?;
        log.warnings
            .extend(metadata.and_then(|m| hard_links(shown, &m)));
        Ok(log)
    }

    /// Takes a text for the log at `path`, without reading the file.
    pub fn of_text(path: &Path, text: String) -> Result<Self, ReadError> {
        let mut index = Index::of(path, &text)?;
        Ok(Self {
            path: path.to_owned(),
            warnings: std::mem::take(&mut index.warnings),
            index,
            text,
        })
    }

    /// The path as it was given.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The text of the whole file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.index.records.is_empty()
    }

    /// What is odd about the log: unknown keys and kinds (kept, and ignored), entries that stand
    /// there twice, hard links.
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// The ids of the incidents, in the order of their first entries.
    pub fn incidents(&self) -> &[String] {
        &self.index.incidents
    }

    /// Tells where each incident stands, in the order of their first entries. Only what is not
    /// canonical was parsed for it.
    pub fn summaries(&self) -> Result<Vec<Summary>, ReadError> {
        let mut groups: Vec<Vec<&Record>> = Vec::new();
        groups.resize_with(self.index.incidents.len(), Vec::new);
        for record in &self.index.records {
            groups[record.incident].push(record);
        }
        let named = self.index.incidents.iter().zip(groups);
        named
            .map(|(incident, mut records)| {
                records.sort_by_key(|r| (r.at, r.id));
                Ok(Summary {
                    incident: incident.clone(),
                    state: self.state_after(&records)?,
                    newest: records.last().map(|r| r.at).unwrap_or_default(),
                    entries: records.len(),
                })
            })
            .collect()
    }

    /// The state that records in the order (`at`, `id`) lead to; the same as the fold of entries
    /// arrives at.
    fn state_after(&self, records: &[&Record]) -> Result<State, ReadError> {
        let mut state = None;
        let mut kind_of = IncidentType::Incident;
        for record in records.iter().filter(|r| r.kind.is_public()) {
            let standing = if let Some(standing) = record.standing {
                standing
            } else {
                let facts = self.parse(record)?.facts;
                super::facts::Standing {
                    state: facts.state,
                    kind_of: facts.kind_of,
                }
            };
            kind_of = standing.kind_of.unwrap_or(kind_of);
            if standing.state.is_some() {
                state = standing.state;
            } else if record.kind == Kind::Resolved {
                state = Some(State::last(kind_of));
            }
        }
        Ok(state.unwrap_or_else(|| State::first(kind_of)))
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

    /// Returns the entry with this id.
    pub fn entry(&self, id: EntryId) -> Result<Option<Entry>, ReadError> {
        self.record(id).map(|record| self.parse(record)).transpose()
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

    pub(super) fn parse(&self, record: &Record) -> Result<Entry, ReadError> {
        let place = Place {
            path: &self.path,
            text: &self.text,
        };
        let (entry, _) = place.entry(record.start, record.end, record.line)?;
        Ok(entry)
    }
}

/// Reads the bytes of the file at `real`; `shown` is its name in errors. None if there is no such
/// file.
pub(super) fn load(real: &Path, shown: &Path) -> Result<Option<(Vec<u8>, Metadata)>, ReadError> {
    let path = || shown.to_owned();
    let failed = |source| ReadError::Io {
        path: path(),
        source,
    };
    // Asked before opening: opening a FIFO waits for somebody to write to it.
    match fs::metadata(real) {
        Ok(metadata) => check_kind(shown, &metadata)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return match fs::read_link(real) {
                Ok(target) => Err(ReadError::DanglingLink {
                    path: path(),
                    target,
                }),
                Err(_) => Ok(None),
            };
        }
        Err(error) => return Err(failed(error)),
    }
    let file = File::open(real).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    check_kind(shown, &metadata)?;
    let too_large = |bytes| ReadError::TooLarge {
        path: path(),
        bytes,
        limit: LOG_LIMIT,
    };
    if metadata.len() > LOG_LIMIT {
        return Err(too_large(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default() + 1);
    let mut limited = file.take(LOG_LIMIT + 1);
    limited.read_to_end(&mut bytes).map_err(failed)?;
    match bytes.len() as u64 {
        length if length > LOG_LIMIT => Err(too_large(length)),
        _ => Ok(Some((bytes, metadata))),
    }
}

fn check_kind(path: &Path, metadata: &Metadata) -> Result<(), ReadError> {
    if metadata.is_file() {
        return Ok(());
    }
    Err(ReadError::NotAFile {
        path: path.to_owned(),
        what: kind_of(metadata),
    })
}

#[cfg(unix)]
fn kind_of(metadata: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt as _;
    let kind = metadata.file_type();
    if kind.is_dir() {
        "a folder"
    } else if kind.is_fifo() {
        "a FIFO"
    } else if kind.is_socket() {
        "a socket"
    } else {
        "a device"
    }
}

#[cfg(not(unix))]
fn kind_of(metadata: &Metadata) -> &'static str {
    if metadata.is_dir() {
        "a folder"
    } else {
        "a device"
    }
}

/// Takes the bytes for text.
pub(super) fn decoded(path: &Path, bytes: Vec<u8>) -> Result<String, ReadError> {
    String::from_utf8(bytes).map_err(|error| {
        let end = error.utf8_error().valid_up_to();
        let (before, bytes) = (&error.as_bytes()[..end], error.as_bytes());
        ReadError::NotUtf8 {
            path: path.to_owned(),
            line: memchr_iter(b'\n', before).count() + 1,
            byte: end - memrchr(b'\n', before).map_or(0, |at| at + 1) + 1,
            value: bytes[end],
        }
    })
}

#[cfg(unix)]
fn hard_links(path: &Path, metadata: &Metadata) -> Option<Warning> {
    use std::os::unix::fs::MetadataExt as _;
    let others = metadata.nlink().saturating_sub(1);
    (others > 0).then(|| Warning::HardLinks {
        path: path.to_owned(),
        others,
    })
}

#[cfg(not(unix))]
fn hard_links(_: &Path, _: &Metadata) -> Option<Warning> {
    None
}

#[cfg(test)]
impl Log {
    /// Every record in the order of the file.
    pub(super) fn index_for_tests(&self) -> std::slice::Iter<'_, Record> {
        self.index.records.iter()
    }
}
