//! Who looks at a part of what is kept must be told what reading the whole log would tell.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::*;
use tempfile::TempDir;

use super::examples::{entries, entry, id, log_of, ten};
use super::kept::{age, index_in, modified};
use super::scan::by_hand;
use super::stream::{file_of, told};
use crate::domain::entry::Kind;
use crate::log::consult::KEPT;
use crate::log::format::record;
use crate::log::kept::Part;
use crate::log::stream::Stamp;
use crate::log::{Log, ReadError, Summary};

/// A comment that makes any log large enough for an index.
fn padding() -> String {
    format!("# {}\n", "-".repeat(usize::try_from(KEPT).unwrap()))
}

/// A log with this text below a long comment, and the folder where its index is kept: as old as if it
/// had been read an hour after the log was written.
fn settled(text: &str) -> (TempDir, PathBuf, PathBuf) {
    let (folder, path) = file_of(&(padding() + text));
    let memory = folder.path().join("state");
    drop(Log::consult(&path, Some(&memory)));
    if memory.exists() {
        age(&index_in(&memory));
    }
    (folder, path, memory)
}

/// What a log says about the incident that is meant, or why it does not.
fn meant(log: Result<Log, ReadError>) -> String {
    let find = |log: Log| {
        let summaries = log.summaries()?;
        let summary = Summary::meant(summaries);
        let incident = summary.map(|summary| log.incident(&summary.incident));
        let incident = incident.transpose()?.flatten();
        Ok(format!("{summary:?} {incident:?} {:?}", log.warnings()))
    };
    log.and_then(find).unwrap_or_else(|error| error.to_string())
}

proptest! {
    #[test]
    fn the_quick_way_tells_what_a_full_reading_tells(
        parts in vec((entries(), 0_usize..30, 0_usize..3, any::<bool>()), 0..6),
        turned in any::<bool>(),
    ) {
        let mut records = Vec::new();
        for (n, (mut entry, edit, incident, twin)) in parts.into_iter().enumerate() {
            entry.id = id(n as u64);
            entry.incident = ["checkout", "search", "mail"][incident].to_owned();
            if edit != 11 {
                // Nothing is kept of what a newer version wrote.
                entry.kind = Kind::of_word(["updated", "resolved", "noted", "told"][edit % 4]);
            }
            records.push(by_hand(&record(&entry), edit));
            // What two branches had stands there twice.
            records.extend((twin && edit == 10).then(|| record(&entry)));
        }
        if turned {
            records.reverse();
        }
        let (_folder, path, memory) = settled(&records.concat());
        for _ in 0..2 {
            prop_assert_eq!(meant(Log::consult_meant(&path, Some(&memory))), meant(Log::read(&path)));
            prop_assert_eq!(told(Log::consult(&path, Some(&memory))), told(Log::read(&path)));
        }
    }
}

#[test]
fn the_only_open_incident_is_meant_or_else_the_newest() {
    let row = |rows: &[(&str, &str)]| {
        let entries = rows.iter().zip(0..);
        let entries = entries.map(|((incident, kind), n)| entry(n, incident, kind));
        let (_folder, path, memory) = settled(&log_of(&entries.collect::<Vec<_>>()));
        let log = Log::consult_meant(&path, Some(&memory)).unwrap();
        assert!(log.is_on_disk() && log.incidents().len() < 2);
        log.incidents().first().cloned()
    };
    assert_eq!(row(&[]), None);
    let over = [("a", "declared"), ("b", "declared"), ("b", "resolved")];
    assert_eq!(row(&over).as_deref(), Some("a"));
    let two = [("a", "declared"), ("b", "declared"), ("a", "updated")];
    assert_eq!(row(&two).as_deref(), Some("a"));
    let none = [("a", "resolved"), ("b", "resolved")];
    assert_eq!(row(&none).as_deref(), Some("b"));
}

#[test]
fn an_incident_of_however_many_entries_is_found_by_what_is_kept() {
    for many in [1, 100, 700] {
        let entries: Vec<_> = (0..many).map(|n| entry(n, "long", "updated")).collect();
        let (_folder, path, memory) = settled(&log_of(&entries));
        let log = Log::consult_meant(&path, Some(&memory));
        assert!(log.as_ref().is_ok_and(Log::is_on_disk), "{many}");
        assert!(meant(log) == meant(Log::read(&path)), "{many}");
    }
}

#[test]
fn a_changed_byte_anywhere_makes_a_part_none_or_leaves_it() {
    let (_folder, path, memory) = settled(&log_of(&ten()[..3]));
    let file = index_in(&memory);
    let (kept, time) = (fs::read(&file).unwrap(), modified(&file));
    let stamp = Stamp::of(&fs::metadata(&path).unwrap());
    let memory = super::kept::memory(&memory, &path);
    let part = |part: Part| memory.index(part, &stamp).map(|index| format!("{index:?}"));
    let whole = [Part::Meant, Part::All].map(part);
    assert!(whole.iter().all(Option::is_some) && whole[0] != whole[1]);
    let put = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        fs::File::open(&file).unwrap().set_modified(time).unwrap();
        [Part::Meant, Part::All].map(part)
    };
    let mut seen = [0, 0];
    for place in 0..kept.len() {
        let mut torn = kept.clone();
        torn[place] ^= 1 << (place % 8);
        for told in [put(&torn), put(&kept[..place])] {
            for (n, told) in told.into_iter().enumerate() {
                seen[n] += usize::from(told.is_none());
                assert!(told.is_none() || told == whole[n], "{place}");
            }
        }
    }
    // The smaller part suffers from nothing that happens behind it; all of it from anything.
    assert!((kept.len() / 4..kept.len()).contains(&seen[0]), "{seen:?}");
    assert_eq!(seen[1], 2 * kept.len());
    assert_eq!(put(&kept), whole);
}

#[test]
fn what_hands_wrote_is_kept_as_well_unless_there_is_something_to_warn_of() {
    let quiet = [
        "mood = 3\n",
        "internal.note = 'so'\n",
        "title = 3\n",
        "next_update = 2026-11-21T12:00:00+01:00\n",
    ];
    for (line, is_kept) in quiet.into_iter().zip([false, true, true, true]) {
        let last = record(&entry(10, "checkout", "updated"));
        let (_folder, path, memory) = settled(&format!("{}{last}{line}", log_of(&ten())));
        assert_eq!(memory.exists(), is_kept, "{line}");
        let log = Log::consult_meant(&path, Some(&memory));
        assert_eq!(log.as_ref().is_ok_and(Log::is_on_disk), is_kept, "{line}");
        assert_eq!(meant(log), meant(Log::read(&path)), "{line}");
    }
}

#[test]
fn nothing_is_kept_of_a_small_log() {
    let (folder, path) = file_of(&log_of(&ten()));
    let memory = folder.path().join("state");
    let log = Log::consult(&path, Some(&memory));
    assert!(log.as_ref().is_ok_and(|log| !log.is_on_disk()));
    assert_eq!(told(log), told(Log::read(&path)));
    assert!(!memory.exists());
}

#[cfg(unix)]
#[test]
fn a_second_name_of_the_file_is_told_of_by_whoever_asks() {
    let (folder, path, memory) = settled(&log_of(&ten()));
    fs::hard_link(&path, folder.path().join("other.toml")).unwrap();
    // A link is a change of the file; what is kept anew says nothing of it.
    drop(Log::consult(&path, Some(&memory)));
    age(&index_in(&memory));
    let log = Log::consult_meant(&path, Some(&memory)).unwrap();
    assert!(log.is_on_disk() && log.warnings().len() == 1);
    assert_eq!(meant(Ok(log)), meant(Log::read(&path)));
}

#[test]
fn what_is_no_file_is_the_same_error_however_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let (place, nowhere) = (folder.path(), folder.path().join("incidents.toml"));
    let state = Some(Path::new("state"));
    let error = meant(Log::read(place));
    assert!(error.contains("a folder"), "{error}");
    assert_eq!(meant(Log::consult_meant(place, state)), error);
    assert_eq!(
        meant(Log::consult_meant(&nowhere, state)),
        meant(Log::read(&nowhere))
    );
}
