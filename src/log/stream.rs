//! Reads a large log a part at a time, in memory that stays near the processor: what the system
//! spends on 25 MB of fresh memory would be a third of the whole run.
//!
//! Every line is looked at, as in a log that is read whole. But only what is certain is taken: a log
//! of canonical records with rising ids. Of anything else nothing is taken, and whoever asked reads
//! the log whole, by which everything odd is named.

use std::fs::{self, File, Metadata};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use memchr::memrchr;

use super::file::{LOG_LIMIT, PIECE};
use super::index::{Index, Record, Shelf};
use super::scan::{Piece, Scanner};
use crate::domain::entry::Kind;

/// How many bytes are read at a time; fewer than a record may have, so that one that is too long is
/// not certain.
pub(super) const PART: usize = 128 * 1024;

/// A log on the disk that is known by its index.
#[derive(Debug)]
pub(super) struct Source {
    file: File,
    stamp: Stamp,
    /// Whether it has the bytes of its index for as long as it has this stamp.
    is_certain: bool,
}

/// How many numbers a stamp has.
const NUMBERS: usize = if cfg!(unix) { 7 } else { 3 };

/// What changes whenever a file does, or another takes its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    bytes: u64,
    modified: Option<SystemTime>,
    /// Which file of which disk it is, and when anything about it changed; nobody can set that.
    #[cfg(unix)]
    inode: [u64; 4],
}

impl Stamp {
    /// Whether the file at `path` has this stamp. Asked without opening it, a file system of another
    /// machine tells what it knew seconds ago; opened without asking, what took the place of a file may
    /// wait for somebody to write to it.
    pub(super) fn is_at(&self, path: &Path) -> bool {
        fs::metadata(path).is_ok_and(|found| found.is_file())
            && File::open(path)
                .and_then(|file| Self::of_open(&file))
                .is_ok_and(|now| now == *self)
    }

    /// The stamp of a file that is open.
    pub(super) fn of_open(file: &File) -> io::Result<Self> {
        file.metadata().map(|metadata| Self::of(&metadata))
    }

    pub(super) fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt as _;
        Self {
            bytes: metadata.len(),
            modified: metadata.modified().ok(),
            #[cfg(unix)]
            inode: [
                metadata.dev(),
                metadata.ino(),
                metadata.ctime().cast_unsigned(),
                metadata.ctime_nsec().cast_unsigned(),
            ],
        }
    }

    /// Whether nobody has written into the file since; another may have taken its place.
    fn is_of_the_same_bytes(&self, other: &Self) -> bool {
        (self.bytes, self.modified) == (other.bytes, other.modified)
    }

    /// Gives a file that was just written an earlier date, if that can be done.
    pub(super) fn mark(file: &File) {
        let written = Self::of_open(file).ok().and_then(|stamp| stamp.modified);
        if let Some(date) = written.and_then(|at| at.checked_sub(Duration::from_nanos(1))) {
            file.set_modified(date).ok();
        }
    }

    /// Whether its date is older than its last change: then whoever writes into it from now on gives it
    /// a later one, within the same tick of the file system's clock as well.
    pub(super) fn is_marked(&self) -> bool {
        self.modified.is_some() && self.modified < self.changed()
    }

    /// When the file was changed last.
    pub(super) fn changed(&self) -> Option<SystemTime> {
        #[cfg(unix)]
        let changed = UNIX_EPOCH.checked_add(Duration::new(
            self.inode[2],
            u32::try_from(self.inode[3]).unwrap_or_default(),
        ));
        #[cfg(not(unix))]
        let changed = self.modified;
        changed
    }

    /// All of it as numbers.
    pub(super) fn numbers(&self) -> [u64; NUMBERS] {
        let since = |at: SystemTime| at.duration_since(UNIX_EPOCH).ok();
        let modified = self.modified.and_then(since).unwrap_or_default();
        let mut numbers = [0; NUMBERS];
        numbers[0] = self.bytes;
        numbers[1] = modified.as_secs();
        numbers[2] = modified.subsec_nanos().into();
        #[cfg(unix)]
        numbers[3..].copy_from_slice(&self.inode);
        numbers
    }
}

impl Source {
    /// A file that had this stamp when it was opened.
    pub(super) fn new(file: File, stamp: Stamp, is_certain: bool) -> Self {
        Self {
            file,
            stamp,
            is_certain,
        }
    }

    /// Whether the file at `path` is this one, and certainly has the bytes that its index tells of.
    pub(super) fn is_certainly_at(&self, path: &Path) -> bool {
        self.is_certain && self.stamp.is_at(path)
    }

    /// Its stamp when it was opened.
    pub(super) fn stamp(&self) -> &Stamp {
        &self.stamp
    }

    /// How many bytes it has.
    pub(super) fn len(&self) -> u64 {
        self.stamp.bytes
    }

    /// Writes all its bytes into another file, few enough at a time to stay near the processor: the
    /// system itself is no quicker.
    pub(super) fn copy_to(&self, other: &mut File) -> io::Result<()> {
        let mut piece = vec![0; PIECE];
        let mut at = 0;
        while at < self.stamp.bytes {
            let left = usize::try_from(self.stamp.bytes - at).unwrap_or(PIECE);
            let many = left.min(PIECE);
            read_at(&self.file, &mut piece[..many], at)?;
            other.write_all(&piece[..many])?;
            at += many as u64;
        }
        Ok(())
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
        read_at(&self.file, &mut bytes, start as u64)?;
        let changed = || io::Error::other("it changed while it was being read; try again");
        if !Stamp::of_open(&self.file)?.is_of_the_same_bytes(&self.stamp) {
            return Err(changed());
        }
        String::from_utf8(bytes).map_err(|_| changed())
    }
}

/// Fills the bytes from that place of the file on, whoever reads other places at the same time.
#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, start)
}

#[cfg(not(unix))]
fn read_at(mut file: &File, bytes: &mut [u8], start: u64) -> io::Result<()> {
    static ONE_AT_A_TIME: std::sync::Mutex<()> = std::sync::Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock();
    io::Seek::seek(&mut file, io::SeekFrom::Start(start))?;
    file.read_exact(bytes)
}

/// The index of a file, read so many bytes at a time. What it begins with may be `known`: then it is
/// read from the last record of that on, which may go on behind its end.
pub(super) fn index_of(
    file: &mut File,
    part: usize,
    mut known: Index,
) -> io::Result<Option<Index>> {
    let last = known.records.pop();
    let mut shelf = Shelf::behind(known);
    let mut buffer = vec![0; part];
    // What is in the buffer, and how many bytes of the file were before it.
    let (mut filled, mut offset) = (0, last.as_ref().map_or(0, |last| last.start));
    // The line on which the next record begins; none before the first one.
    let mut next = last.map(|last| last.line);
    file.seek(io::SeekFrom::Start(offset as u64))?;
    if next.is_none() {
        shelf.make_room(usize::try_from(file.metadata()?.len()).unwrap_or_default());
    }
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
