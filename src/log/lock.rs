//! The lock that writers of one log take in turn. It is on a file of its own, beside the log,
//! because the log itself is replaced by every write. Readers need none.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::error::WriteError;

/// How long a writer waits for the others.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// Holds the lock until it is dropped. The lock file stays: deleting it would let two writers hold
/// the lock of two different files.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Lock {
    /// Takes the lock of the log at `real`, which has no links in it.
    pub(super) fn take(real: &Path, patience: Duration) -> Result<Self, WriteError> {
        let path = beside(real, "", ".lock");
        let mut file = open(&path, real)?;
        let began = Instant::now();
        let mut pause = Duration::from_millis(2);
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(TryLockError::Error(source)) => {
                    return Err(WriteError::Io {
                        action: "lock",
                        path,
                        source,
                    });
                }
                Err(TryLockError::WouldBlock) => {
                    let waited = began.elapsed();
                    if waited >= patience {
                        return Err(WriteError::Locked {
                            path: real.to_owned(),
                            pid: holder(&mut file),
                            seconds: waited.as_secs(),
                        });
                    }
                    sleep(pause.min(patience.saturating_sub(waited)));
                    pause = (pause * 2).min(Duration::from_millis(50));
                }
            }
        }
        // The name of the holder is a courtesy: the lock holds without it.
        drop(sign(&mut file));
        Ok(Self(file))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        drop(self.0.set_len(0));
    }
}

/// The path of a file that belongs to the log and stands beside it.
pub(super) fn beside(real: &Path, prefix: &str, suffix: &str) -> PathBuf {
    let mut name = OsString::from(prefix);
    name.push(real.file_name().unwrap_or_default());
    name.push(suffix);
    real.with_file_name(name)
}

fn open(path: &Path, real: &Path) -> Result<File, WriteError> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    // Made new or found, but never through a link that somebody else put there.
    let opened = match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => options.open(path),
        Ok(_) => {
            return Err(WriteError::NotAFile {
                path: path.to_owned(),
            });
        }
        Err(_) => create(&mut options, path, real),
    };
    opened.map_err(|source| WriteError::Io {
        action: "open the lock file",
        path: path.to_owned(),
        source,
    })
}

/// Makes the lock file; whoever may write the log may lock it.
fn create(options: &mut OpenOptions, path: &Path, real: &Path) -> io::Result<File> {
    private(options);
    match options.clone().create_new(true).open(path) {
        Ok(file) => {
            if let Ok(log) = fs::metadata(real) {
                drop(file.set_permissions(log.permissions()));
            }
            Ok(file)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => options.open(path),
        Err(error) => Err(error),
    }
}

/// A new file is for its owner alone.
pub(super) fn private(options: &mut OpenOptions) {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    #[cfg(not(unix))]
    let _: &OpenOptions = options;
}

fn sign(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    write!(file, "{}", std::process::id())
}

fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(16).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}
