//! Reads the log for somebody who will not add to it. What can be known of a file from its index
//! stays on the disk, and what is asked for is read from there.

use std::fs::{self, File, Metadata};
use std::io;
use std::path::Path;

use super::error::{ReadError, Warning};
use super::file::LOG_LIMIT;
use super::kept::{Memory, Part};
use super::read::{Log, Summary};
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
    /// it and the incident that [`Summary::meant`] tells: the others may be missing.
    ///
    /// # Errors
    /// Those of [`Log::consult`].
    pub fn consult_meant(path: &Path, memory: Option<&Path>) -> Result<Self, ReadError> {
        consulted(path, memory, Part::Meant)
    }

    /// The place of the incident that is meant.
    fn meant(&self) -> Result<Option<usize>, ReadError> {
        let summaries = self.summaries()?;
        let Some(meant) = Summary::meant(&summaries) else {
            return Ok(None);
        };
        Ok(self.incidents().iter().position(|id| *id == meant.incident))
    }
}

fn consulted(path: &Path, memory: Option<&Path>, part: Part) -> Result<Log, ReadError> {
    // Whatever is odd about the file is named by who reads it the other way.
    let metadata = fs::metadata(path).ok().filter(Metadata::is_file);
    if !metadata.is_some_and(|m| (KEPT..=LOG_LIMIT).contains(&m.len())) {
        return Log::read(path);
    }
    let memory = memory.and_then(|folder| Memory::of(folder, path));
    let looked = look(path, memory.as_ref(), part).map_err(|source| ReadError::Io {
        path: path.to_owned(),
        source,
    })?;
    let (stamp, log) = match looked {
        Looked::Known(log) => return Ok(log),
        Looked::Certain(stamp, log) => (stamp, log),
        Looked::Unknown(stamp) => (stamp, Log::read(path)?),
    };
    // Where it cannot be kept, it is found out anew each time; so is what there is to warn of. What
    // was written into the file since, or put in its place, has another stamp.
    if let Some(memory) = memory
        && log.warnings().iter().all(is_of_the_file)
        && fs::metadata(path).is_ok_and(|now| Stamp::of(&now) == stamp)
        && let Ok(meant) = log.meant()
    {
        drop(memory.keep(&stamp, log.index(), meant));
    }
    Ok(log)
}

/// Whether a warning is about the file, and found out anew each time, rather than about its text.
const fn is_of_the_file(warning: &Warning) -> bool {
    matches!(warning, Warning::HardLinks { .. })
}

/// What a look at a file tells of it.
enum Looked {
    /// What was kept.
    Known(Log),
    /// All of it is canonical.
    Certain(Stamp, Log),
    /// It must be read whole.
    Unknown(Stamp),
}

fn look(path: &Path, memory: Option<&Memory>, part: Part) -> io::Result<Looked> {
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    let stamp = Stamp::of(&metadata);
    let known = memory.and_then(|memory| memory.index(part, &stamp));
    let is_known = known.is_some();
    let index = match known {
        None if metadata.len() >= LARGE => index_of(&mut file, PART)?,
        known => known,
    };
    let Some(index) = index else {
        return Ok(Looked::Unknown(stamp));
    };
    let log = Log::on_disk(path, &metadata, Source::new(file, stamp.clone()), index);
    Ok(if is_known {
        Looked::Known(log)
    } else {
        Looked::Certain(stamp, log)
    })
}
