//! The index of a log that is not small, kept beside the drafts between two runs: as long as the file
//! is the one it was made from, nobody needs to look at all its lines again to find one of them.
//!
//! Who reads takes it, and who adds to a large log: then the file is copied as it is, no line of it is
//! looked at again, and what is kept grows by what was added. A kept index that is missing, torn, of
//! another version or of another file is no index; nor is there one of a log with anything to warn of,
//! let alone with anything damaged. Without an index all of the log is read.

use std::fs::{self, File, OpenOptions};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::index::Index;
use super::lock::private;
use super::stream::Stamp;

pub(super) mod bytes;

/// How much older than the index its file must be, unless it was dated before its last change as the
/// logs are that we write. File systems count time in ticks of some milliseconds, FAT in ticks of two
/// seconds: what is written into a file twice in one tick leaves the file with the same time.
const AGE: Duration = Duration::from_secs(2);

/// What is wanted of an index. What is kept begins with a head that has the smaller part: most readers
/// ask for no more, and need not look at the sheets behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The incident that is meant where nobody names one.
    Meant,
    /// All of it.
    All,
}

/// How many bytes say how long the head is, or a sheet.
pub(super) const LENGTH: usize = size_of::<u64>();

/// How many sheets there may be before all is written on one again: many are slower to read.
pub(super) const SHEETS: usize = if cfg!(test) { 5 } else { 1000 };

/// How many bytes are read to have the smaller part: an incident rarely has fifty entries.
const USUAL: u64 = 4096;

/// The place where the index of one log is kept.
#[derive(Debug)]
pub(super) struct Memory(PathBuf);

impl Memory {
    /// The place in a folder for the log at `path`, which exists.
    pub(super) fn of(folder: &Path, path: &Path) -> Option<Self> {
        let mut hash = DefaultHasher::new();
        fs::canonicalize(path).ok()?.hash(&mut hash);
        let name = format!("index-{:016x}", hash.finish());
        Some(Self(folder.join(name)))
    }

    /// Forgets what is kept, which may hold words that the log must not hold any more.
    pub(super) fn forget(&self) {
        // Where there is nothing, there is nothing to forget.
        fs::remove_file(&self.0).ok();
    }

    /// A part of the index of the file with this stamp, if it is here.
    pub(super) fn index(&self, part: Part, stamp: &Stamp) -> Option<Index> {
        let mut file = File::open(&self.0).ok()?;
        let kept = file.metadata().ok()?;
        let age = kept.modified().ok()?.duration_since(stamp.changed()?);
        if age.ok()? < AGE && !stamp.is_marked() {
            return None;
        }
        let mut wanted = match part {
            Part::Meant => USUAL,
            Part::All => kept.len(),
        };
        loop {
            let mut bytes = vec![0; usize::try_from(wanted.min(kept.len())).ok()?];
            file.rewind().ok()?;
            file.read_exact(&mut bytes).ok()?;
            let head = u64::from_le_bytes(*bytes.first_chunk()?);
            let head = head.checked_add(LENGTH as u64)?;
            if head <= wanted || part == Part::All {
                return bytes::index(part, &bytes, stamp);
            }
            wanted = head;
        }
    }

    /// Keeps the index of the file with this stamp, of which the incident at the place `meant` is meant;
    /// whole or not at all. If the file goes on where the one with another stamp ended, and so many
    /// `grown` records are of that one, its sheets are taken as they are.
    ///
    /// # Errors
    /// Nothing is kept; whoever asks next reads the log.
    pub(super) fn keep(
        &self,
        stamp: &Stamp,
        index: &Index,
        meant: Option<usize>,
        grown: Option<(&Stamp, usize)>,
    ) -> io::Result<()> {
        let kept = grown.and_then(|(old, known)| Some((fs::read(&self.0).ok()?, old, known)));
        let old = kept.as_ref();
        let old = old.and_then(|(kept, old, known)| Some((bytes::sheets(kept, old)?, *known)));
        let old = old.filter(|(sheets, _)| sheets.many < SHEETS);
        let (old, known) = old.unwrap_or_default();
        let Some((head, sheet)) = bytes::of(stamp, index, meant, (&old, known)) else {
            return Ok(());
        };
        fs::create_dir_all(self.0.parent().unwrap_or(Path::new(".")))?;
        let beside = self.0.with_extension(std::process::id().to_string());
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        private(&mut options);
        let written = options.open(&beside).and_then(|mut file| {
            let mut parts = [&head, old.bytes, &sheet].into_iter();
            parts.try_for_each(|part| file.write_all(part))
        });
        let kept = written.and_then(|()| fs::rename(&beside, &self.0));
        if kept.is_err() {
            // Half of it is of no use to anybody.
            drop(fs::remove_file(&beside));
        }
        kept
    }
}
