//! The index of a large log, kept beside the drafts between two runs: as long as the file is the
//! one it was made from, nobody needs to look at 25 MB of lines again to find one of them.
//!
//! It is a convenience for readers alone. Who adds to the log reads all of it, as before; and a
//! kept index that is missing, torn, of another version or of another file is no index.

use std::fs::{self, OpenOptions};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::index::Index;
use super::lock::private;
use super::stream::Stamp;

pub(super) mod bytes;

/// How much older than the index its file must be. File systems count time in ticks of some
/// milliseconds, FAT in ticks of two seconds: what is written into a file twice in one tick leaves
/// the file with the same time.
const AGE: Duration = Duration::from_secs(2);

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

    /// The index of the file with this stamp, if it is here.
    pub(super) fn index(&self, stamp: &Stamp) -> Option<Index> {
        let kept_at = fs::metadata(&self.0).ok()?.modified().ok()?;
        if kept_at.duration_since(stamp.changed()?).ok()? < AGE {
            return None;
        }
        bytes::index(&fs::read(&self.0).ok()?, stamp)
    }

    /// Keeps an index, whole or not at all.
    ///
    /// # Errors
    /// Nothing is kept; whoever asks next reads the log.
    pub(super) fn keep(&self, stamp: &Stamp, index: &Index) -> io::Result<()> {
        let Some(bytes) = bytes::of(stamp, index) else {
            return Ok(());
        };
        fs::create_dir_all(self.0.parent().unwrap_or(Path::new(".")))?;
        let beside = self.0.with_extension(std::process::id().to_string());
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true);
        private(&mut options);
        let written = options.open(&beside).and_then(|mut f| f.write_all(&bytes));
        let kept = written.and_then(|()| fs::rename(&beside, &self.0));
        if kept.is_err() {
            // Half of it is of no use to anybody.
            drop(fs::remove_file(&beside));
        }
        kept
    }
}
