//! The one rewrite there is: a name or a secret leaves an entry, and a marker takes its place.
//! Everything else that stands in the log stays, byte for byte, and no copy of the old file does.

use std::path::Path;

use crate::domain::entry::{Entry, EntryId};
use crate::order;

use super::error::{AppendError, Warning, WriteError};
use super::facts;
use super::kept::Memory;
use super::lock::{Lock, PATIENCE};
use super::place::Place;
use super::read::Log;
use super::replace::{Saved, resolve};
use super::salvage::split_tail;
use super::write::{checked, ended, ends_of, put};

/// Puts entries in the place of those that have their ids. Under the lock the log is read again and
/// `make` is asked for the entries, so that nothing is lost that others wrote meanwhile. Comments
/// within their records go with them, for nobody knows what they hold, and so does what is kept of the
/// log in the folder `memory`.
///
/// # Errors
/// Nothing was changed: the caller refused, the log cannot be read or written, or a record stands
/// there twice or holds what this version does not know.
pub fn rewrite<E>(
    path: &Path,
    memory: Option<&Path>,
    make: impl FnOnce(&Log) -> Result<Vec<Entry>, E>,
) -> Result<Saved, AppendError<E>> {
    let real = resolve(path)?;
    let _lock = Lock::take(&real, PATIENCE)?;
    let log = Log::read_at(&real, path)?;
    let entries = make(&log).map_err(AppendError::Make)?;
    if entries.is_empty() {
        return Ok(Saved::Already);
    }
    let text = log.text()?;
    let ends = ends_of(&text);
    let mut cuts = Vec::with_capacity(entries.len());
    for entry in &entries {
        let (start, end) = body(&log, &text, entry.id)?;
        cuts.push((start, end, checked(entry)?));
    }
    order::sort_by_key(&mut cuts, |(start, ..)| *start);
    let mut fresh = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end, record) in &cuts {
        fresh.push_str(&text[at..*start]);
        fresh.push_str(&ended(record, ends));
        at = *end;
    }
    fresh.push_str(&text[at..]);
    let (saved, _) = put(&real, path, None, &[fresh.as_bytes()])?;
    if let Some(memory) = memory.and_then(|folder| Memory::of(folder, path)) {
        memory.forget();
    }
    Ok(saved)
}

/// Where the record of an entry stands, without the comments that follow it.
fn body<E>(log: &Log, text: &str, id: EntryId) -> Result<(usize, usize), AppendError<E>> {
    let refused = |line, why: String| {
        let path = log.path().to_owned();
        AppendError::Write(WriteError::NotRewritten { path, line, why })
    };
    let Some(record) = log.record(id) else {
        return Err(refused(1, format!("there is no entry `{id}` any more")));
    };
    let twin =
        |warning: &Warning| matches!(warning, Warning::Twice { id: twice, .. } if *twice == id);
    if log.warnings().iter().any(twin) {
        let why = "it stands there twice; unite it with `vocero repair`".to_owned();
        return Err(refused(record.line, why));
    }
    let place = Place {
        path: log.path(),
        text,
    };
    let (table, foreign) = place.table(record.start, record.end, record.line)?;
    let document = &text[record.start..record.end];
    let (_, unknown) =
        facts::entry_from(table).map_err(|error| place.fault(document, record.line, error))?;
    let mut strange = foreign.into_iter().chain(unknown.keys);
    let word = unknown.words.first().map(ToString::to_string);
    if let Some(what) = strange.next().map(|key| format!("`{key}`")).or(word) {
        let why = format!("this version does not know {what}, and would lose it; use a newer one");
        return Err(refused(record.line, why));
    }
    let says = document.parse().unwrap_or_default();
    let (own, _) = split_tail(document, &says);
    Ok((record.start, record.start + own.len()))
}
