//! Reads the log for somebody who will not add to it. What can be known of a file from its index
//! stays on the disk, and what is asked for is read from there.

use std::fs::{self, File, Metadata};
use std::io::{self, Seek as _};
use std::path::Path;

use super::error::ReadError;
use super::file::{LOG_LIMIT, contents, decoded};
use super::index::Index;
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

    /// The index of the incident that is meant alone.
    fn meant(&self) -> Result<Index, ReadError> {
        let summaries = self.summaries()?;
        let meant = Summary::meant(&summaries).map(|summary| &summary.incident);
        let is_meant = |id: &String| Some(id) == meant;
        Ok(self
            .index()
            .only(self.incidents().iter().position(is_meant)))
    }
}

fn consulted(path: &Path, memory: Option<&Path>, part: Part) -> Result<Log, ReadError> {
    let failed = |source: io::Error| ReadError::Io {
        path: path.to_owned(),
        source,
    };
    // Whatever is odd about the file is named by who reads it the other way.
    let is_usual = |m: &Metadata| m.is_file() && m.len() <= LOG_LIMIT;
    if !fs::metadata(path).is_ok_and(|metadata| is_usual(&metadata)) {
        return Log::read(path);
    }
    let mut file = File::open(path).map_err(failed)?;
    let metadata = file.metadata().map_err(failed)?;
    if !is_usual(&metadata) {
        return Log::read(path);
    }
    let stamp = Stamp::of(&metadata);
    let memory = memory.filter(|_| metadata.len() >= KEPT);
    let memory = memory.and_then(|folder| Memory::of(folder, path));
    let known = memory.as_ref().and_then(|m| m.index(part, &stamp));
    if let Some(index) = known {
        let log = Log::on_disk(path, Source::new(file, stamp), index);
        return Ok(log.with_links(&metadata));
    }
    let is_large = metadata.len() >= LARGE;
    let index = is_large.then(|| index_of(&mut file, PART)).transpose();
    let log = match index.map_err(failed)?.flatten() {
        Some(index) => {
            let file = file.try_clone().map_err(failed)?;
            Log::on_disk(path, Source::new(file, stamp.clone()), index)
        }
        None => {
            file.rewind().map_err(failed)?;
            let bytes = contents(&mut file, &metadata, path)?;
            Log::of_text(path, decoded(path, bytes)?)?
        }
    };
    // Where it cannot be kept, it is found out anew each time; so is what there is to warn of.
    if let Some(memory) = memory
        && log.warnings().is_empty()
        && file.metadata().is_ok_and(|now| Stamp::of(&now) == stamp)
        && let Ok(meant) = log.meant()
    {
        drop(memory.keep(&stamp, log.index(), &meant));
    }
    Ok(log.with_links(&metadata))
}
