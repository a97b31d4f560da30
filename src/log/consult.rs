//! Reads the log for somebody who need not have all of it. What can be known of a file from its index
//! stays on the disk, and what is asked for is read from there.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

use super::error::{ReadError, Warning};
use super::file::LOG_LIMIT;
use super::index::Index;
use super::kept::{Memory, Part};
use super::read::Log;
use super::stream::{PART, Source, Stamp, index_of};

/// A smaller log is read as quickly as its index would be.
pub(super) const KEPT: u64 = 1 << 14;

/// A smaller log is read whole the first time: that costs nothing there.
pub(super) const LARGE: u64 = 1 << 19;

impl Log {
    /// Reads the log like [`Log::read`], for somebody who will not add to it: one that is not small
    /// stays on the disk. Its index is kept in the folder `memory`, if there is one, for the next who
    /// asks.
    ///
    /// # Errors
    /// Those of [`Log::read`]; and the file may be changed, by somebody who writes into it, before
    /// it is asked for an entry.
    pub fn consult(path: &Path, memory: Option<&Path>) -> Result<Self, ReadError> {
        consulted(path, memory, Part::All)
    }

    /// Reads the log like [`Log::consult`], for somebody who wants nothing of it but what is odd about
    /// it and the incident that [`Summary::meant`](super::Summary::meant) tells: the others may be missing.
    ///
    /// # Errors
    /// Those of [`Log::consult`].
    pub fn consult_meant(path: &Path, memory: Option<&Path>) -> Result<Self, ReadError> {
        consulted(path, memory, Part::Meant)
    }

    /// Reads the log like [`Log::read`], for somebody who will add to it: a large one stays on the disk
    /// if its index is kept in the folder `memory`.
    ///
    /// # Errors
    /// Those of [`Log::consult`].
    pub fn to_add(path: &Path, memory: Option<&Path>) -> Result<Self, ReadError> {
        Self::read_again(path, path, None, memory)
    }

    /// Reads the file at `real` like [`Log::to_add`], `shown` being its name; if it has the same bytes as
    /// a `known` log, that one is returned.
    pub(super) fn read_again(
        real: &Path,
        shown: &Path,
        known: Option<Self>,
        memory: Option<&Path>,
    ) -> Result<Self, ReadError> {
        if let Some(known) = known.filter(|known| known.is_held_by(real)) {
            return Ok(known);
        }
        match look(real, shown, memory, None) {
            Ok((Some(log), _)) => Ok(log),
            _ => Self::read_at(real, shown),
        }
    }
}

fn consulted(path: &Path, memory: Option<&Path>, part: Part) -> Result<Log, ReadError> {
    let looked = look(path, path, memory, Some(part));
    let (log, unknown) = looked.map_err(|source| ReadError::Io {
        path: path.to_owned(),
        source,
    })?;
    let log = match log {
        Some(log) => log,
        None => Log::read(path)?,
    };
    // Where it cannot be kept, it is found out anew each time; so is what there is to warn of. What
    // was written into the file since, or put in its place, has another stamp.
    if let Some((memory, stamp)) = unknown
        && log.warnings().iter().all(is_of_the_file)
        && stamp.is_at(path)
        && let Ok(meant) = log.meant()
    {
        drop(memory.keep(&stamp, log.index(), meant, None));
    }
    Ok(log)
}

/// Whether a warning is about the file, and found out anew each time, rather than about its text.
const fn is_of_the_file(warning: &Warning) -> bool {
    matches!(warning, Warning::HardLinks { .. })
}

/// A log on the disk, and where its index could be kept.
type Looked = (Option<Log>, Option<(Memory, Stamp)>);

/// What can be told of a file without having it whole in memory; and, if nothing is kept of it, where
/// that could be, and its stamp. Who wants no `part` of it will add to it: then nothing counts but all
/// that is kept of a large log.
fn look(
    real: &Path,
    shown: &Path,
    memory: Option<&Path>,
    part: Option<Part>,
) -> io::Result<Looked> {
    let least = part.map_or(LARGE, |_| KEPT);
    // Whatever is odd about the file is named by who reads it the other way.
    let metadata = fs::metadata(real).ok().filter(Metadata::is_file);
    if !metadata.is_some_and(|m| (least..=LOG_LIMIT).contains(&m.len())) {
        return Ok((None, None));
    }
    let memory = memory.and_then(|folder| Memory::of(folder, real));
    let mut file = File::open(real)?;
    let metadata = file.metadata()?;
    let stamp = Stamp::of(&metadata);
    let kept = memory.as_ref();
    let mut index = kept.and_then(|kept| kept.index(part.unwrap_or(Part::All), &stamp));
    let is_kept = index.is_some();
    let unknown = memory
        .filter(|_| !is_kept)
        .map(|memory| (memory, stamp.clone()));
    if !is_kept && part.is_some() && metadata.len() >= LARGE {
        index = index_of(&mut file, PART, Index::default())?;
    }
    let log = index.map(|index| {
        let source = Source::new(file, stamp, part.is_none());
        Log::on_disk(shown, &metadata, source, index)
    });
    Ok((log, unknown))
}
