//! Reads a large log a part at a time, in memory that stays near the processor: what the system
//! spends on 25 MB of fresh memory would be a third of the whole run.
//!
//! Every line is looked at, as in a log that is read whole. But only what is certain is taken: a log
//! of canonical records with rising ids. Of anything else nothing is taken, and whoever asked reads
//! the log whole, by which everything odd is named.

use std::fs::{File, Metadata};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::time::SystemTime;

use memchr::memrchr;

use super::file::LOG_LIMIT;
use super::index::{Index, Record, Shelf};
use super::scan::{Piece, Scanner};
use crate::domain::entry::Kind;

/// Smaller logs are read whole: that costs nothing there.
pub(super) const LARGE: u64 = 1 << 19;

/// How many bytes are read at a time; fewer than a record may have, so that one that is too long is
/// not certain.
const PART: usize = 128 * 1024;

/// A log on the disk that is known by its index.
#[derive(Debug)]
pub(super) struct Source {
    file: File,
    stamp: Stamp,
}

/// What changes whenever a file does.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    bytes: u64,
    changed: Option<SystemTime>,
}

impl Stamp {
    fn of(metadata: &Metadata) -> Self {
        Self {
            bytes: metadata.len(),
            changed: metadata.modified().ok(),
        }
    }
}

impl Source {
    /// Reads the index of a file with this metadata; none unless all of it is canonical.
    pub(super) fn read(mut file: File, metadata: &Metadata) -> io::Result<Option<(Self, Index)>> {
        let index = index_of(&mut file, PART)?;
        let stamp = Stamp::of(metadata);
        Ok(index.map(|index| (Self { file, stamp }, index)))
    }

    /// Reads the bytes of one record. Writers of the log put a new file in its place, so that this
    /// one stays what it was; that of somebody who wrote into it is not taken.
    pub(super) fn record(&self, record: &Record) -> io::Result<String> {
        self.bytes(record.start, record.end - record.start)
    }

    /// Reads all bytes.
    pub(super) fn whole(&self) -> io::Result<String> {
        self.bytes(0, usize::try_from(self.stamp.bytes).unwrap_or(usize::MAX))
    }

    fn bytes(&self, start: usize, many: usize) -> io::Result<String> {
        let mut bytes = vec![0; many];
        let mut file = &self.file;
        file.seek(SeekFrom::Start(start as u64))?;
        file.read_exact(&mut bytes)?;
        let changed = || io::Error::other("it changed while it was being read; try again");
        if Stamp::of(&file.metadata()?) != self.stamp {
            return Err(changed());
        }
        String::from_utf8(bytes).map_err(|_| changed())
    }
}

/// The index of a file, read so many bytes at a time.
pub(super) fn index_of(file: &mut File, part: usize) -> io::Result<Option<Index>> {
    let bytes = usize::try_from(file.metadata()?.len()).unwrap_or_default();
    let mut shelf = Shelf::for_bytes(bytes);
    let mut buffer = vec![0; part];
    // What is in the buffer, and how many bytes of the file were before it.
    let (mut filled, mut offset) = (0, 0);
    // The line on which the next record begins; none before the first one.
    let mut next: Option<usize> = None;
    loop {
        let read = match file.read(&mut buffer[filled..]) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            read => read?,
        };
        filled += read;
        let is_end = read == 0;
        let lines = if is_end {
            filled
        } else {
            memrchr(b'\n', &buffer[..filled]).map_or(0, |at| at + 1)
        };
        let Ok(text) = std::str::from_utf8(&buffer[..lines]) else {
            return Ok(None);
        };
        let mut scanner = match next {
            Some(line) => Scanner::going_on(text, line),
            None => Scanner::new(text),
        };
        let mut taken = 0;
        while let Some(piece) = scanner.next_piece() {
            let Ok(piece) = piece else {
                return Ok(None);
            };
            // What reaches the end of what was read may go on behind it.
            if piece.end == lines && !is_end {
                next = piece.is_record.then_some(piece.line);
                break;
            }
            if !is_certain(&piece, text, offset, &mut shelf) {
                return Ok(None);
            }
            taken = piece.end;
        }
        if is_end {
            return Ok(Some(shelf.index).filter(Index::is_in_order));
        }
        if (taken == 0 && filled == buffer.len()) || (offset + filled) as u64 > LOG_LIMIT {
            return Ok(None);
        }
        buffer.copy_within(taken..filled, 0);
        filled -= taken;
        offset += taken;
    }
}

/// Whether nothing about a piece needs a second look; a record is put away.
fn is_certain(piece: &Piece<'_>, text: &str, offset: usize, shelf: &mut Shelf) -> bool {
    if piece.is_record {
        let known = |record: &Record| !matches!(record.kind, Kind::Other(_));
        return shelf.take(piece, offset).is_some_and(known);
    }
    let preamble = text[piece.start..piece.end].parse::<toml::Table>();
    let known =
        |(key, value): (&String, &toml::Value)| key == "format" && value.as_integer() == Some(1);
    preamble.is_ok_and(|table| table.iter().all(known))
}
