//! A log that is read in parts must be the same as one that is read whole.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;

use tempfile::TempDir;

use super::examples::{entry, log_of, ten};
use crate::log::consult::LARGE;
use crate::log::format::record;
use crate::log::index::Index;
use crate::log::stream::index_of;
use crate::log::{Log, ReadError};

pub(super) fn file_of(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("incidents.toml");
    fs::write(&path, text).unwrap();
    (folder, path)
}

/// A log of canonical records, larger than is read whole.
pub(super) fn large() -> String {
    let bytes = usize::try_from(LARGE).unwrap();
    let one = record(&ten()[0]).len();
    let entries: Vec<_> = (0..bytes / one + 500)
        .map(|n| {
            let mut entry = entry(n as u64, &format!("incident-{}", n / 7), "updated");
            entry.facts.internal.note = ten()[n % 10].facts.internal.note.clone();
            entry
        })
        .collect();
    let text = log_of(&entries);
    assert!(text.len() > bytes);
    text
}

/// What a log says, or why it does not.
pub(super) fn told(log: Result<Log, ReadError>) -> String {
    let log = match log {
        Ok(log) => log,
        Err(error) => return error.to_string(),
    };
    let some = log.incidents().iter().step_by(40);
    let incidents = some.map(|id| log.incident(id).unwrap());
    let records: Vec<_> = log.index_for_tests().collect();
    let incidents: Vec<_> = incidents.collect();
    format!(
        "{:?} {:?} {records:?} {incidents:?} {:?}",
        log.summaries().unwrap(),
        log.newest_id().unwrap(),
        log.warnings()
    )
}

#[test]
fn wherever_a_part_ends_the_index_is_the_same() {
    let text = log_of(&ten());
    let (_folder, path) = file_of(&text);
    let whole = Index::of(&path, &text).unwrap();
    let longest = ten().iter().map(|e| record(e).len()).max().unwrap();
    let mut complete = 0;
    for part in 1..=text.len() + 1 {
        match index_of(&mut File::open(&path).unwrap(), part, Index::default()).unwrap() {
            Some(index) => {
                assert_eq!(format!("{index:?}"), format!("{whole:?}"), "{part}");
                complete += 1;
            }
            // A record with the header of the next must fit in.
            None => assert!(part < 2 * longest, "{part}"),
        }
    }
    assert!(complete > longest);
}

#[test]
fn a_large_log_says_the_same_in_parts_as_whole() {
    let (_folder, path) = file_of(&large());
    let (consulted, read) = (
        Log::consult(&path, None).unwrap(),
        Log::read(&path).unwrap(),
    );
    assert!(consulted.is_on_disk() && !read.is_on_disk());
    assert_eq!(consulted.text().unwrap(), read.text().unwrap());
    assert!(told(Ok(consulted)) == told(Ok(read)));
}

#[test]
fn a_large_log_with_anything_odd_is_read_whole() {
    let text = large();
    let last = record(&entry(9_999_999, "other", "updated"));
    for (place, odd) in [
        ("a kind of a newer version", last.replace("updated", "sung")),
        (
            "a key of a newer version",
            format!("{last}mood = \"calm\"\n"),
        ),
        ("a line by hand", format!("{last}internal.note = 'so'\n")),
        ("no line end", last.trim_end().to_owned() + " # so"),
        ("an older id", last.replace("0193501e", "0093501e")),
    ] {
        let (_folder, path) = file_of(&format!("{text}\n{odd}"));
        let consulted = Log::consult(&path, None);
        assert!(
            consulted.as_ref().is_ok_and(|log| !log.is_on_disk()),
            "{place}"
        );
        assert!(told(consulted) == told(Log::read(&path)), "{place}");
    }
}

#[test]
fn a_large_log_that_is_damaged_is_the_same_error_in_parts_as_whole() {
    let text = large();
    let middle = text.len() / 2;
    let line = middle + text[middle..].find('\n').unwrap() + 1;
    for odd in ["<<<<<<< ours\n", "\0", "\"\n", "[[entry]]\n"] {
        let mut damaged = text.clone();
        damaged.insert_str(line, odd);
        let (_folder, path) = file_of(&damaged);
        let consulted = Log::consult(&path, None);
        assert!(consulted.is_err(), "{odd:?}");
        assert_eq!(told(consulted), told(Log::read(&path)), "{odd:?}");
    }
    let mut bytes = text.into_bytes();
    bytes[middle] = 0xff;
    let (_folder, path) = file_of("");
    fs::write(&path, bytes).unwrap();
    let consulted = Log::consult(&path, None);
    assert!(consulted.is_err());
    assert_eq!(told(consulted), told(Log::read(&path)));
}

#[test]
fn what_somebody_wrote_into_the_file_since_is_not_taken_for_what_it_was() {
    let (_folder, path) = file_of(&large());
    let log = Log::consult(&path, None).unwrap();
    let first = log.incident("incident-0").unwrap().unwrap();
    assert_eq!(first.public().count(), 7);
    let mut file = OpenOptions::new().append(true).open(&path).unwrap();
    file.write_all(b"\n").unwrap();
    let error = log.incident("incident-0").unwrap_err();
    assert!(format!("{error:?}").contains("it changed while it was being read"));
    assert!(log.text().is_err());
    // A log that was put in the place of the other leaves that one as it was.
    let (_folder, path) = file_of(&large());
    let log = Log::consult(&path, None).unwrap();
    let new = path.with_extension("new");
    fs::write(&new, "").unwrap();
    fs::rename(&new, &path).unwrap();
    assert_eq!(log.incident("incident-0").unwrap().unwrap(), first);
}
