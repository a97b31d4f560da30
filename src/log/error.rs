//! What can go wrong with the log. Each error says where; what to do about it is said elsewhere.
//!
//! An error of the system is the cause (`source`) of ours and no part of its message, so that one
//! who prints an error with its causes says each thing once. All other messages are complete.

use std::io;
use std::path::PathBuf;

use crate::domain::entry::EntryId;
use crate::text::list::counted;

use super::value::FactsError;

/// The log could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("cannot read `{}`", path.display())]
    Io { path: PathBuf, source: io::Error },
    #[error("`{}` is {what}, not a file", path.display())]
    NotAFile { path: PathBuf, what: &'static str },
    #[error("`{}` is a link to `{}`, which does not exist", path.display(), target.display())]
    DanglingLink { path: PathBuf, target: PathBuf },
    #[error("`{}` has {bytes} bytes, more than the {limit} a log may have", path.display())]
    TooLarge {
        path: PathBuf,
        bytes: u64,
        limit: u64,
    },
    #[error(
        "`{}` line {line}: byte {byte} of the line (0x{value:02X}) is not UTF-8",
        path.display()
    )]
    NotUtf8 {
        path: PathBuf,
        line: usize,
        /// The place in the line, counted in bytes from 1.
        byte: usize,
        value: u8,
    },
    #[error("`{}` line {line}: a merge left its conflict markers here", path.display())]
    Conflict { path: PathBuf, line: usize },
    #[error(
        "`{}` line {line}: `{key}` is no key of a log, and neither `format` nor an entry stands there",
        path.display()
    )]
    NotALog {
        path: PathBuf,
        line: usize,
        key: String,
    },
    #[error("`{}` is of format {found}; this version reads up to {newest}", path.display())]
    NewerFormat {
        path: PathBuf,
        found: i64,
        newest: i64,
    },
    #[error(
        "`{}` line {line}: the head of a drill has `drill.scenario`, `drill.began` and `drill.speed`, from 1 to 100",
        path.display()
    )]
    DrillHead { path: PathBuf, line: usize },
    #[error("`{}` line {line}, column {column}: {message}", path.display())]
    Invalid {
        path: PathBuf,
        line: usize,
        /// Counted in characters from 1.
        column: usize,
        message: String,
    },
    #[error(
        "`{}` ends in the middle of the entry that begins on line {entry} (line {line}, column {column}: {message})",
        path.display()
    )]
    Torn {
        path: PathBuf,
        /// Where the half record begins.
        entry: usize,
        line: usize,
        column: usize,
        message: String,
    },
    #[error("`{}` line {line}: {fault}", path.display())]
    Entry {
        path: PathBuf,
        line: usize,
        fault: FactsError,
    },
    #[error(
        "`{}` lines {first} and {second}: two different entries have the id {id}",
        path.display()
    )]
    DuplicateId {
        path: PathBuf,
        id: EntryId,
        first: usize,
        second: usize,
    },
    #[error(
        "`{}` line {line}: the entry has {bytes} bytes, more than the {limit} it may have",
        path.display()
    )]
    EntryTooLong {
        path: PathBuf,
        line: usize,
        bytes: usize,
        limit: usize,
    },
}

impl ReadError {
    /// Whether `repair` can do something about it. A value that is wrong in a whole record, or one
    /// id with two texts, needs a person.
    pub fn is_repairable(&self) -> bool {
        match self {
            Self::NotUtf8 { .. }
            | Self::Conflict { .. }
            | Self::Invalid { .. }
            | Self::Torn { .. }
            | Self::EntryTooLong { .. } => true,
            Self::Entry { fault, .. } => {
                matches!(fault.key(), "id" | "at" | "incident" | "kind")
            }
            _ => false,
        }
    }
}

/// The log could not be written: nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error(
        "`{}` has been locked for {seconds} s by {}",
        path.display(),
        pid.map_or_else(|| "another process".to_owned(), |pid| format!("process {pid}"))
    )]
    Locked {
        path: PathBuf,
        /// The process that holds the lock, if it said so.
        pid: Option<u32>,
        /// How long we waited, in whole seconds.
        seconds: u64,
    },
    #[error("`{}` is a link to `{}`, which does not exist", path.display(), target.display())]
    DanglingLink { path: PathBuf, target: PathBuf },
    #[error("`{}` is not a file", path.display())]
    NotAFile { path: PathBuf },
    #[error("cannot {action} `{}`", path.display())]
    Io {
        /// What was tried, such as `write`.
        action: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    #[error("`{}` line {line}: the id {id} belongs to another entry", path.display())]
    IdTaken {
        path: PathBuf,
        id: EntryId,
        line: usize,
    },
    #[error("`{}` line {line}: the entry cannot be rewritten: {why}", path.display())]
    NotRewritten {
        path: PathBuf,
        line: usize,
        why: String,
    },
    #[error("the drill has ended: nothing more is said in it")]
    DrillEnded,
    #[error("the entry has {bytes} bytes, more than the {limit} it may have")]
    EntryTooLong { bytes: usize, limit: usize },
    #[error("`{}` would have {bytes} bytes, more than the {limit} a log may have", path.display())]
    LogTooLarge {
        path: PathBuf,
        bytes: u64,
        limit: u64,
    },
    /// A fault of the program: the record would not read back as the same entry.
    #[error("the entry {id} cannot be written so that it reads back the same{}", key_note(.key.as_deref()))]
    DoesNotReadBack { id: EntryId, key: Option<String> },
}

fn key_note(key: Option<&str>) -> String {
    key.map_or_else(String::new, |key| format!(" (see `{key}`)"))
}

/// Something was not appended: nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum AppendError<E> {
    /// The caller refused, knowing the log as it is under the lock.
    #[error(transparent)]
    Make(E),
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// The log could not be repaired, or its drill not ended: nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum RepairError {
    #[error(transparent)]
    Read(#[from] ReadError),
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error(
        "`{}`: the entry {id} has one text on line {first} and another on line {second}",
        path.display()
    )]
    TwoTexts {
        path: PathBuf,
        id: EntryId,
        first: usize,
        second: usize,
    },
}

/// Something odd in a log that reads well all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    #[error(
        "`{}` line {line}: unknown key `{key}`{}{}",
        path.display(),
        in_entries(*.entries),
        near(.similar)
    )]
    UnknownKey {
        path: PathBuf,
        /// Where it stands first.
        line: usize,
        key: String,
        /// In how many entries it stands; 0 if it stands before the first one.
        entries: usize,
        /// Keys that somebody may have meant.
        similar: Vec<&'static str>,
    },
    #[error("`{}` line {line}: unknown kind `{kind}`{}", path.display(), in_entries(*.entries))]
    UnknownKind {
        path: PathBuf,
        line: usize,
        kind: String,
        entries: usize,
    },
    /// A word that is in no list of words, or a name in `clear` that is no fact.
    #[error("`{}` line {line}: ignored{}: {why}", path.display(), in_entries(*.entries))]
    UnknownWord {
        path: PathBuf,
        /// Where it stands first.
        line: usize,
        /// The key under which it stands first.
        key: String,
        why: String,
        entries: usize,
    },
    #[error("`{}` lines {first} and {second}: the entry {id} stands there twice", path.display())]
    Twice {
        path: PathBuf,
        id: EntryId,
        first: usize,
        second: usize,
    },
    #[error(
        "`{}` has {} other hard {}: a write goes to this name alone",
        path.display(),
        others,
        if *.others == 1 { "link" } else { "links" }
    )]
    HardLinks { path: PathBuf, others: u64 },
}

fn in_entries(entries: usize) -> String {
    if entries > 1 {
        format!(" (in {})", counted(entries, "entry", "entries"))
    } else {
        String::new()
    }
}

fn near(similar: &[&str]) -> String {
    if similar.is_empty() {
        String::new()
    } else {
        format!("; there is {}", crate::text::list::or_ticked(similar))
    }
}
