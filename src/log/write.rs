//! The one path by which entries are written: lock, read again, add, replace. Of a large log that is
//! certainly the one that its kept index tells of nothing is read but that, and the file is copied; if
//! anything about it changes meanwhile, it is read whole after all.

use std::borrow::Cow;
use std::fs::File;
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use memchr::memrchr;

use crate::domain::entry::{Entry, EntryId};
use crate::order;

use super::error::{AppendError, ReadError, WriteError};
use super::file::LOG_LIMIT;
use super::format::{PREAMBLE, record};
use super::index::ENTRY_LIMIT;
use super::lock::{Lock, PATIENCE};
use super::place::Place;
use super::read::Log;
use super::replace::{Saved, replace, resolve};
use super::stream::Source;
use super::value::FactsError;

/// Adds an entry to the log at `path`. Under the lock the log is read again and `make` is asked
/// for the entry, so that what it decides is true when it is written. Every byte that stands in the
/// log stays.
///
/// If the log has an entry with this id, of the same incident and kind, that one is returned and
/// nothing is changed ([`Saved::Already`]).
///
/// # Errors
/// Nothing was changed: the caller refused, the log cannot be read, or it cannot be written (held
/// by another process for more than 5 seconds, no space, no permission, an id that is taken).
pub fn append<E>(
    path: &Path,
    mut make: impl FnMut(&Log) -> Result<Entry, E>,
) -> Result<(Entry, Saved), AppendError<E>> {
    let mut one = |log: &Log| make(log).map(|entry| vec![entry]);
    let added = append_within(PATIENCE, path, None, None, &mut one);
    added.map(|(mut entries, saved)| (entries.remove(0), saved))
}

/// Like [`append`], for a log that was read before: if its bytes are still the same, nothing is
/// looked up anew, and of a log that stays on the disk what is kept in the folder `memory` grows with
/// it. Several entries are added all or none; the last one is the one that decides whether this is a
/// repeat, and then stands alone in what is returned.
pub fn append_to<E>(
    known: Log,
    memory: Option<&Path>,
    make: &mut Make<'_, E>,
) -> Result<(Vec<Entry>, Saved), AppendError<E>> {
    let path = known.path().to_owned();
    append_within(PATIENCE, &path, Some(known), memory, make)
}

/// Makes the entries, knowing the log as it is under the lock; or says why not.
type Make<'m, E> = dyn FnMut(&Log) -> Result<Vec<Entry>, E> + 'm;

pub(super) fn append_within<E>(
    patience: Duration,
    path: &Path,
    known: Option<Log>,
    memory: Option<&Path>,
    make: &mut Make<'_, E>,
) -> Result<(Vec<Entry>, Saved), AppendError<E>> {
    let real = resolve(path)?;
    let lock = Lock::take(&real, patience)?;
    let log = Log::read_again(&real, path, known, memory)?;
    let end = log.end()?;
    let entries = make(&log).map_err(AppendError::Make)?;
    if let Some(entry) = entries.last()
        && let Some(stored) = repeated(&log, entry)?
    {
        return Ok((vec![stored], Saved::Already));
    }
    let addition = addition(&end, &entries)?;
    drop(end);
    let (text, old) = log.at_hand();
    let parts = [text.as_bytes(), addition.as_bytes()];
    let written = put(&real, path, old, &parts);
    if written.is_err() && old.is_some_and(|old| !old.is_certainly_at(&real)) {
        // Somebody wrote into the file without the lock: what it is now is read whole.
        drop(lock);
        return append_within(patience, path, None, None, make);
    }
    let (saved, file) = written?;
    if let (Some(memory), Some(_)) = (memory, old) {
        // Whatever stands in the way, it is saved; who asks next reads it.
        log.keep_grown(file, &real, memory);
    }
    Ok((entries, saved))
}

/// Adds many entries to the log at `path` at once, all or none: under the lock the log is read again
/// and `make` puts the entries into a batch. They are written in the order of their times, by one
/// write. An empty batch changes nothing ([`Saved::Already`]).
///
/// # Errors
/// Those of [`append`]; nothing was changed.
pub fn append_all<E>(
    path: &Path,
    make: impl FnOnce(&Log, &mut Batch) -> Result<(), E>,
) -> Result<Saved, AppendError<E>> {
    let real = resolve(path)?;
    let _lock = Lock::take(&real, PATIENCE)?;
    let log = Log::read_at(&real, path)?;
    let mut batch = Batch::default();
    make(&log, &mut batch).map_err(AppendError::Make)?;
    let mut records = batch.records;
    if records.is_empty() {
        return Ok(Saved::Already);
    }
    order::sort_by_key(&mut records, |(at, id, _)| (*at, *id));
    let text = log.text()?;
    let ends = ends_of(&text);
    let start = start_of(&text);
    let mut parts = vec![text.as_bytes(), start.as_bytes()];
    let written: Vec<_> = records.iter().map(|(.., text)| ended(text, ends)).collect();
    parts.extend(written.iter().map(|record| record.as_bytes()));
    Ok(put(&real, path, None, &parts)?.0)
}

/// Entries on their way into the log, as the records that they will be.
#[derive(Debug, Default)]
pub struct Batch {
    records: Vec<(DateTime<Utc>, EntryId, String)>,
}

impl Batch {
    /// Adds an entry; nobody else has its id.
    ///
    /// # Errors
    /// The entry is too long, or would not read back.
    pub fn add(&mut self, entry: &Entry) -> Result<(), WriteError> {
        let record = checked(entry)?;
        self.records
            .push((entry.at, entry.id, format!("\n{record}")));
        Ok(())
    }
}

/// Puts the parts of a new log behind those of the `old` file, if there is one, and that in the place of
/// the old one, unless it is too long.
pub(super) fn put(
    real: &Path,
    path: &Path,
    old: Option<&Source>,
    parts: &[&[u8]],
) -> Result<(Saved, File), WriteError> {
    let bytes = parts.iter().map(|part| part.len() as u64).sum::<u64>();
    let bytes = bytes + old.map_or(0, Source::len);
    if bytes > LOG_LIMIT {
        return Err(WriteError::LogTooLarge {
            path: path.to_owned(),
            bytes,
            limit: LOG_LIMIT,
        });
    }
    replace(real, old, parts)
}

/// Returns the entry that stands in the log under this entry's id, if it is the same one. A repeat
/// may differ in when and by whom it was made, so incident and kind decide.
fn repeated<E>(log: &Log, entry: &Entry) -> Result<Option<Entry>, AppendError<E>> {
    let Some(found) = log.record(entry.id) else {
        return Ok(None);
    };
    if log.incident_of(found) == entry.incident && found.kind == entry.kind {
        return Ok(Some(log.parse(found)?));
    }
    Err(AppendError::Write(WriteError::IdTaken {
        path: log.path().to_owned(),
        id: entry.id,
        line: found.line,
    }))
}

/// The bytes that add entries to the log: their records, and what has to stand before them.
fn addition(text: &str, entries: &[Entry]) -> Result<String, WriteError> {
    let mut addition = start_of(text).to_owned();
    for entry in entries {
        addition.push('\n');
        addition.push_str(&checked(entry)?);
    }
    Ok(ended(&addition, ends_of(text)).into_owned())
}

/// The record of an entry that may be written.
pub(super) fn checked(entry: &Entry) -> Result<String, WriteError> {
    let record = record(entry);
    if record.len() > ENTRY_LIMIT {
        return Err(WriteError::EntryTooLong {
            bytes: record.len(),
            limit: ENTRY_LIMIT,
        });
    }
    reads_back(entry, &record)?;
    Ok(record)
}

/// What has to stand between a text and the records that are added to it.
fn start_of(text: &str) -> &'static str {
    match text {
        "" => PREAMBLE,
        _ if text.ends_with('\n') => "",
        _ => "\n",
    }
}

/// Whether the lines of a text end as the last one does, with a carriage return.
pub(super) fn ends_of(text: &str) -> bool {
    let last = memrchr(b'\n', text.as_bytes());
    last.is_some_and(|end| text[..end].ends_with('\r'))
}

/// A text whose lines end in `\n`, with the line ends of the log.
pub(super) fn ended(text: &str, with_return: bool) -> Cow<'_, str> {
    if with_return {
        text.replace('\n', "\r\n").into()
    } else {
        text.into()
    }
}

/// What cannot be read must not be written.
fn reads_back(entry: &Entry, record: &str) -> Result<(), WriteError> {
    let fault = |wrong: Option<&FactsError>| WriteError::DoesNotReadBack {
        id: entry.id,
        key: wrong.map(|error| error.key().to_owned()),
    };
    let place = Place {
        path: Path::new(""),
        text: record,
    };
    match place.entry(0, record.len(), 1) {
        Ok(read) if read == *entry => Ok(()),
        Err(ReadError::Entry { fault: wrong, .. }) => Err(fault(Some(&wrong))),
        Ok(_) | Err(_) => Err(fault(None)),
    }
}
