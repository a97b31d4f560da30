//! The head of a drill's log. It stands in the log itself, so that a copy of it is a drill as well:
//! no rehearsal can be taken for what happened because a file beside it was lost.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::Path;

use chrono::{DateTime, Utc};
use toml::{Table, Value};

use super::error::{ReadError, RepairError, WriteError};
use super::format::{FORMAT, HEADER, moment as written, quoted};
use super::lock::{Lock, PATIENCE};
use super::read::Log;
use super::replace::{Saved, create, replace, resolve};
use super::value::moment;
use crate::domain::drill::Drill;
use crate::text::seek;

/// The key of the head that makes a log one of a drill.
pub(super) const KEY: &str = "drill";

/// How many bytes of a log may stand before its first record and be the head of a drill.
const HEAD: u64 = 4096;

/// Returns the drill that the log at `path` rehearses; none for a log of what happened, or where
/// there is no log.
///
/// # Errors
/// It is a drill, but nobody can tell which or since when.
pub fn drill(path: &Path) -> Result<Option<Drill>, ReadError> {
    // What cannot be read is reported by whoever needs it.
    let Ok(head) = beginning(path) else {
        return Ok(None);
    };
    let Some(line) = head.lines().position(begins) else {
        return Ok(None);
    };
    let wrong = ReadError::DrillHead {
        path: path.to_owned(),
        line: line + 1,
    };
    let table = head.trim_start_matches('\u{feff}').parse::<Table>();
    let told = table.ok().and_then(|table| understood(table.get(KEY)?));
    told.map(Some).ok_or(wrong)
}

/// Whether a line of the head is about a drill.
fn begins(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '[', '"', '\'', '\u{feff}']);
    let rest = line.strip_prefix(KEY);
    rest.is_some_and(|rest| rest.starts_with(|c: char| !c.is_alphanumeric()))
}

/// What stands in a file before its first record.
fn beginning(path: &Path) -> io::Result<String> {
    // Asked before opening: opening a FIFO waits for somebody to write to it.
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut file = File::open(path)?;
    // Room from the start: without it the file is read in pieces of some dozens of bytes.
    let mut bytes = Vec::with_capacity(usize::try_from(HEAD).unwrap_or_default() + 1);
    (&mut file).take(HEAD).read_to_end(&mut bytes)?;
    let first_record = |bytes: &[u8]| seek::row(HEADER.as_bytes(), bytes);
    let mut end = first_record(&bytes);
    if end.is_none() {
        file.read_to_end(&mut bytes)?;
        end = first_record(&bytes);
    }
    bytes.truncate(end.unwrap_or(bytes.len()));
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn understood(value: &Value) -> Option<Drill> {
    let at = |key: &str| value.get(key).map(|value| moment(value, key));
    let speed = value.get("speed")?.as_integer()?;
    Some(Drill {
        scenario: value.get("scenario")?.as_str()?.to_owned(),
        began: at("began")?.ok()?,
        speed: u32::try_from(speed)
            .ok()
            .filter(|speed| (1..=Drill::FASTEST).contains(speed))?,
        ended: at("ended").transpose().ok()?,
    })
}

/// Begins the log of a drill, which must not exist yet; its folders are made.
///
/// # Errors
/// Nothing was changed; [`io::ErrorKind::AlreadyExists`] if there is such a file.
pub fn begin_drill(path: &Path, drill: &Drill) -> Result<(), WriteError> {
    let failed = |source| WriteError::Io {
        action: "create",
        path: path.to_owned(),
        source,
    };
    if path.symlink_metadata().is_ok() {
        return Err(failed(io::ErrorKind::AlreadyExists.into()));
    }
    let real = resolve(path)?;
    create(&real, head(drill).as_bytes()).map_err(failed)
}

/// Stops the clock of the drill at `path`.
///
/// # Errors
/// Nothing was changed: the log cannot be read or written, or its head was changed by hand.
pub fn end_drill(path: &Path, at: DateTime<Utc>) -> Result<Saved, RepairError> {
    let real = resolve(path)?;
    let _lock = Lock::take(&real, PATIENCE)?;
    let log = Log::read(&real)?;
    let text = log.text()?;
    let Some(place) = text.find("\ndrill.") else {
        let source = io::Error::other("the lines `drill.…` at its head are not as they were");
        return Err(RepairError::Write(WriteError::Io {
            action: "end the drill in",
            path: path.to_owned(),
            source,
        }));
    };
    let (before, after) = text.split_at(place + 1);
    let line = format!("drill.ended = {}\n", written(at));
    let parts = [before.as_bytes(), line.as_bytes(), after.as_bytes()];
    Ok(replace(&real, None, &parts)?.0)
}

fn head(drill: &Drill) -> String {
    format!(
        "# vocero drill: nothing in this log is real. Its clock began with it and runs at its own speed.\n\
         format = {FORMAT}\n\
         {KEY}.scenario = {}\n{KEY}.began = {}\n{KEY}.speed = {}\n",
        quoted(&drill.scenario),
        written(drill.began),
        drill.speed
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(time: &str) -> DateTime<Utc> {
        format!("2026-11-21T{time}Z").parse().unwrap()
    }

    #[test]
    fn a_drill_is_read_back_as_it_began_and_as_it_ended() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("below/drill.toml");
        let mut told = Drill {
            scenario: "pay\"ments".to_owned(),
            began: clock("10:00:00"),
            speed: 10,
            ended: None,
        };
        assert_eq!(drill(&path).unwrap(), None);
        begin_drill(&path, &told).unwrap();
        assert_eq!(drill(&path).unwrap(), Some(told.clone()));
        assert!(Log::read(&path).unwrap().warnings().is_empty());
        end_drill(&path, clock("10:41:00")).unwrap();
        told.ended = Some(clock("10:41:00"));
        assert_eq!(drill(&path).unwrap(), Some(told.clone()));
        assert!(begin_drill(&path, &told).is_err());
    }

    #[test]
    fn a_log_of_what_happened_is_no_drill_even_if_it_tells_of_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("incidents.toml");
        for text in [
            "# the drill\nformat = 1\n",
            "format = 1\n\n[[entry]]\ndrill.speed = 1\n",
        ] {
            std::fs::write(&path, text).unwrap();
            assert_eq!(drill(&path).unwrap(), None, "{text}");
        }
        assert_eq!(drill(folder.path()).unwrap(), None);
    }

    #[test]
    fn a_drill_whose_head_is_damaged_is_never_taken_for_real() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("drill.toml");
        for head in [
            "drill = true",
            "drill.speed =",
            "[drill]",
            "drill.scenario = \"login\"",
            "drill.scenario = \"login\"\ndrill.began = 2026-11-21T10:00:00Z\ndrill.speed = 0",
            "drill.scenario = \"login\"\ndrill.began = 2026-11-21T10:00:00\ndrill.speed = 1",
        ] {
            std::fs::write(&path, format!("format = 1\n{head}\n")).unwrap();
            let error = drill(&path).unwrap_err().to_string();
            assert!(error.contains("line 2: the head of a drill"), "{error}");
        }
    }
}
