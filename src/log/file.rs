//! The log as a file: what may be opened, how large it may be, and its bytes as text.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _};
use std::path::Path;

use memchr::memrchr;

use super::error::{ReadError, Warning};
use crate::text::seek;

/// The most bytes a log may have.
pub const LOG_LIMIT: u64 = 1 << 30;

/// How many bytes are compared or copied at a time: few enough to stay near the processor.
pub(super) const PIECE: usize = 256 * 1024;

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

/// Whether the file at `real` has exactly these bytes. Whatever stands in the way of telling counts
/// as no: who reads the file then names it. Piece by piece, in memory that is at hand: reading 25 MB
/// beside those that are known would cost twice as much.
pub(super) fn holds(real: &Path, bytes: &[u8]) -> bool {
    let is_such = |metadata: &Metadata| metadata.is_file() && metadata.len() == bytes.len() as u64;
    let compare = || -> io::Result<bool> {
        if !is_such(&fs::metadata(real)?) {
            return Ok(false);
        }
        let mut file = File::open(real)?;
        let mut piece = vec![0; PIECE.min(bytes.len())];
        for expected in bytes.chunks(PIECE) {
            let piece = &mut piece[..expected.len()];
            file.read_exact(piece)?;
            if piece != expected {
                return Ok(false);
            }
        }
        Ok(file.read(&mut [0])? == 0)
    };
    compare().unwrap_or(false)
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
            line: seek::count(b'\n', before) + 1,
            byte: end - memrchr(b'\n', before).map_or(0, |at| at + 1) + 1,
            value: bytes[end],
        }
    })
}

#[cfg(unix)]
pub(super) fn hard_links(path: &Path, metadata: &Metadata) -> Option<Warning> {
    use std::os::unix::fs::MetadataExt as _;
    let others = metadata.nlink().saturating_sub(1);
    (others > 0).then(|| Warning::HardLinks {
        path: path.to_owned(),
        others,
    })
}

#[cfg(not(unix))]
pub(super) fn hard_links(_: &Path, _: &Metadata) -> Option<Warning> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_compared_to_its_last_byte() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("incidents.toml");
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE + 7] {
            let bytes = vec![b'a'; length];
            fs::write(&path, &bytes).unwrap();
            assert!(holds(&path, &bytes), "{length}");
            assert!(!holds(&path, &[bytes.as_slice(), b"a"].concat()));
            for at in [0, PIECE - 1, PIECE, length.saturating_sub(1)] {
                let mut other = bytes.clone();
                if let Some(byte) = other.get_mut(at) {
                    *byte = b'b';
                    assert!(!holds(&path, &other), "{length} {at}");
                    assert!(!holds(&path, &bytes[..at]), "{length} {at}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_file_holds_nothing() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!holds(folder.path(), b""));
        assert!(!holds(&folder.path().join("incidents.toml"), b""));
    }
}
