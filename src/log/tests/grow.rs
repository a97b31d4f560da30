//! Who adds to a large log of which something is kept must leave the same bytes as one who read all of
//! it, and the index that a scan of them finds, or none.

use std::convert::Infallible;
use std::fs::{self, File, OpenOptions};
use std::io::{Seek as _, Write as _};
use std::path::{Path, PathBuf};

use proptest::collection::vec;
use proptest::prelude::*;
use tempfile::TempDir;

use super::examples::{entries, entry, id, log_of, ten};
use super::kept::{age, index_in, memory, modified};
use super::scan::by_hand;
use super::stream::{file_of, large, told};
use crate::domain::entry::Entry;
use crate::log::consult::LARGE;
use crate::log::format::record;
use crate::log::kept::bytes::Sheets;
use crate::log::kept::{Part, SHEETS, bytes};
use crate::log::stream::Stamp;
use crate::log::{AppendError, Log, Saved, append_to};

/// A large log with this text below a long comment, and the folder where its index is kept: as old as
/// if it had been read an hour after the log was written.
fn settled(text: &str) -> (TempDir, PathBuf, PathBuf) {
    let padding = "-".repeat(usize::try_from(LARGE).unwrap());
    let ends = if text.contains('\r') { "\r\n" } else { "\n" };
    let (folder, path) = file_of(&format!("# so{ends}# {padding}{ends}{text}"));
    let memory = folder.path().join("state");
    drop(Log::consult(&path, Some(&memory)));
    if memory.exists() {
        age(&index_in(&memory));
    }
    (folder, path, memory)
}

/// The log for somebody who adds to it, and stays on the disk.
fn on_disk(path: &Path, memory: &Path) -> Log {
    let log = Log::to_add(path, Some(memory)).unwrap();
    assert!(log.is_on_disk());
    log
}

type Added = Result<(Vec<Entry>, Saved), AppendError<Infallible>>;

/// Adds entries to a log, knowing what is kept of it.
fn add(known: Log, memory: &Path, entries: &[Entry]) -> Added {
    append_to(known, Some(memory), &mut |_| Ok(entries.to_vec()))
}

/// What is kept of the log at a path as it is now, and can be trusted at once.
fn trusted(path: &Path, folder: &Path) -> Option<String> {
    let stamp = Stamp::of(&fs::metadata(path).unwrap());
    let index = memory(folder, path).index(Part::All, &stamp)?;
    Some(format!("{index:?}"))
}

/// What a scan finds.
fn scanned(path: &Path) -> String {
    format!("{:?}", Log::read(path).unwrap().index())
}

/// Writes into a file at a place, without a lock and without another file.
fn overwrite(path: &Path, place: u64, bytes: &[u8]) {
    let mut file = OpenOptions::new().write(true).open(path).unwrap();
    file.seek(std::io::SeekFrom::Start(place)).unwrap();
    file.write_all(bytes).unwrap();
}

fn length(path: &Path) -> u64 {
    fs::metadata(path).unwrap().len()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn the_quick_way_writes_the_bytes_that_the_full_way_writes(
        parts in vec((entries(), 0_usize..30, 0_usize..3, any::<bool>()), 0..5),
        added in vec((entries(), 0_usize..4, any::<bool>()), 1..3),
        ends in 0..4,
    ) {
        let names = ["checkout", "search", "mail", "other"];
        let kinds = ["updated", "resolved", "noted", "told"];
        let mut text = String::new();
        for (n, (any, edit, incident, plain)) in parts.into_iter().enumerate() {
            let mut one = entry(n as u64, names[incident], kinds[edit % 4]);
            if !plain {
                // Nothing is kept of what a newer version wrote.
                let kind = if edit == 11 { any.kind.clone() } else { one.kind.clone() };
                one = Entry { id: one.id, incident: one.incident, kind, ..any };
            }
            text += &by_hand(&record(&one), if plain { 29 } else { edit });
        }
        text = match ends {
            0 => text.replace('\n', "\r\n"),
            1 => text + "# so",
            _ => text,
        };
        // The last one may have an id that is taken.
        let added: Vec<Entry> = added.into_iter().rev().zip([4, 100]).map(|((any, incident, plain), n)| {
            if plain {
                return entry(n, names[incident], kinds[incident]);
            }
            Entry { id: id(n), ..any }
        }).rev().collect();
        let (_quick, path, memory) = settled(&text);
        let (_full, other) = file_of(&fs::read_to_string(&path).unwrap());
        let full = Log::read(&other)
            .map_err(AppendError::from)
            .and_then(|log| append_to(log, None, &mut |_| Ok::<_, Infallible>(added.clone())));
        let log = Log::to_add(&path, Some(&memory));
        let is_quick = log.as_ref().is_ok_and(Log::is_on_disk);
        let quick = log.map_err(AppendError::from).and_then(|log| add(log, &memory, &added));
        let said = |added: Added| match added {
            Ok((entries, saved)) => format!("{entries:?} {saved:?}"),
            // They name the one file or the other.
            Err(error) => format!("{:?}", std::mem::discriminant(&error)),
        };
        let written = matches!(&quick, Ok((_, Saved::Durable)));
        prop_assert_eq!(said(quick), said(full));
        prop_assert!(fs::read(&path).unwrap() == fs::read(&other).unwrap());
        if written {
            let kept = trusted(&path, &memory);
            prop_assert!(is_quick || kept.is_none());
            if let Some(kept) = kept {
                prop_assert_eq!(kept, scanned(&path));
            }
        }
    }
}

#[test]
fn of_a_canonical_log_the_index_grows_with_each_entry_at_once() {
    for text in [log_of(&ten()), log_of(&ten()).replace('\n', "\r\n")] {
        let (_folder, path, folder) = settled(&text);
        let before = fs::read_to_string(&path).unwrap();
        let mut expected = before.clone();
        for n in 10..20 {
            let entry = entry(n, if n % 2 == 0 { "checkout" } else { "other" }, "updated");
            let ends = if text.contains('\r') { "\r\n" } else { "\n" };
            expected += &format!("\n{}", record(&entry)).replace('\n', ends);
            add(on_disk(&path, &folder), &folder, &[entry]).unwrap();
            assert!(fs::read_to_string(&path).unwrap() == expected, "{n}");
            assert_eq!(trusted(&path, &folder), Some(scanned(&path)), "{n}");
        }
        // The part of those who want one incident is the one that a reader would have kept.
        let kept = fs::read(index_in(&folder)).unwrap();
        let log = Log::read(&path).unwrap();
        let stamp = Stamp::of(&fs::metadata(&path).unwrap());
        let other = log.incidents().iter().position(|id| id == "other");
        let none = (&Sheets::default(), 0);
        let (head, sheet) = bytes::of(&stamp, log.index(), other, none).unwrap();
        let anew = [head, sheet].concat();
        let meant = |kept: &[u8]| bytes::index(Part::Meant, kept, &stamp).map(|i| format!("{i:?}"));
        assert!(meant(&kept).is_some() && meant(&kept) == meant(&anew));
        assert_eq!(told(Log::consult(&path, Some(&folder))), told(Ok(log)));
        let meant = Log::consult_meant(&path, Some(&folder)).unwrap();
        assert_eq!(meant.incidents(), ["other"]);
    }
}

#[test]
fn of_a_log_that_somebody_wrote_into_after_us_nothing_is_kept() {
    type Change = fn(&Path);
    let changes: [(&str, bool, Change); 4] = [
        ("nothing", true, |_| {}),
        ("a byte", false, |path| overwrite(path, 2, b"S")),
        ("less", false, |path| {
            File::options()
                .write(true)
                .open(path)
                .unwrap()
                .set_len(9)
                .unwrap();
        }),
        ("less, with an earlier date", false, |path| {
            let file = File::options().write(true).open(path).unwrap();
            file.set_len(9).unwrap();
            Stamp::mark(&file);
        }),
    ];
    for (what, is_kept, change) in changes {
        let (_folder, path, folder) = settled(&log_of(&ten()));
        let known = on_disk(&path, &folder);
        assert_eq!(known.summaries().unwrap().len(), known.incidents().len());
        append_to(on_disk(&path, &folder), None, &mut |_| {
            Ok::<_, Infallible>(vec![entry(10, "a", "noted")])
        })
        .unwrap();
        change(&path);
        let file = File::open(&path).unwrap();
        assert_eq!(
            known.keep_grown(file, &path, &folder).is_some(),
            is_kept,
            "{what}"
        );
        assert_eq!(
            trusted(&path, &folder),
            is_kept.then(|| scanned(&path)),
            "{what}"
        );
    }
}

#[test]
fn once_there_are_many_sheets_all_is_written_on_one() {
    let (_folder, path, folder) = settled(&log_of(&ten()));
    let many = || {
        let stamp = Stamp::of(&fs::metadata(&path).unwrap());
        let kept = fs::read(index_in(&folder)).unwrap();
        bytes::sheets(&kept, &stamp).unwrap().many
    };
    for n in 1..=SHEETS {
        assert_eq!(many(), n);
        let next = entry(10 + n as u64, "a", "noted");
        add(on_disk(&path, &folder), &folder, &[next]).unwrap();
    }
    assert_eq!(many(), 1);
    assert_eq!(trusted(&path, &folder), Some(scanned(&path)));
}

#[test]
fn several_entries_are_added_at_once_and_a_repeat_changes_nothing() {
    let (_folder, path, folder) = settled(&log_of(&ten()));
    let both = [entry(10, "new", "measured"), entry(11, "new", "reviewed")];
    let saved = |added: Added| added.map(|(entries, saved)| (entries.len(), format!("{saved:?}")));
    let durable = (2, "Durable".to_owned());
    assert_eq!(
        saved(add(on_disk(&path, &folder), &folder, &both)).unwrap(),
        durable
    );
    let text = fs::read(&path).unwrap();
    let already = (1, "Already".to_owned());
    assert_eq!(
        saved(add(on_disk(&path, &folder), &folder, &both)).unwrap(),
        already
    );
    let taken = [entry(3, "new", "noted")];
    add(on_disk(&path, &folder), &folder, &taken).unwrap_err();
    assert!(fs::read(&path).unwrap() == text);
    assert_eq!(trusted(&path, &folder), Some(scanned(&path)));
}

#[test]
fn what_others_wrote_since_the_log_was_read_counts_under_the_lock() {
    let (_folder, path, folder) = settled(&log_of(&ten()));
    let known = on_disk(&path, &folder);
    add(on_disk(&path, &folder), &folder, &[entry(10, "a", "noted")]).unwrap();
    append_to(known, Some(&folder), &mut |log| {
        assert!(log.is_on_disk(), "their writer left an index");
        assert_eq!(log.len(), 11);
        Ok::<_, Infallible>(vec![entry(11, "b", "noted")])
    })
    .unwrap();
    assert_eq!(Log::read(&path).unwrap().len(), 12);
    assert_eq!(trusted(&path, &folder), Some(scanned(&path)));
}

#[test]
fn what_hands_changed_since_the_log_was_read_is_read_whole_and_stays() {
    let edits: [fn(&Path); 4] = [
        |path| {
            // As long as before, with the old date put back.
            let date = modified(path);
            overwrite(path, 2, b"ho");
            File::open(path).unwrap().set_modified(date).unwrap();
        },
        |path| overwrite(path, length(path), b"# by hand\n"),
        |path| {
            let copy = path.with_extension("copy");
            fs::copy(path, &copy).unwrap();
            overwrite(&copy, 2, b"ho");
            fs::rename(&copy, path).unwrap();
        },
        |path| fs::write(path, log_of(&ten()[..2])).unwrap(),
    ];
    for (n, edit) in edits.into_iter().enumerate() {
        for is_locked in [false, true] {
            let (_folder, path, folder) = settled(&log_of(&ten()));
            let known = on_disk(&path, &folder);
            if !is_locked {
                edit(&path);
            }
            let mut calls = 0;
            append_to(known, Some(&folder), &mut |log| {
                // While the entry is made, or while the log is copied, is the same to the writer.
                calls += 1;
                assert_eq!(log.is_on_disk(), is_locked && calls == 1);
                if calls == 1 && is_locked {
                    edit(&path);
                }
                Ok::<_, Infallible>(vec![entry(77, "x", "noted")])
            })
            .unwrap();
            assert_eq!(calls, 1 + u32::from(is_locked), "{n}");
            let (_other, expected) = file_of(&{
                let (_settled, path, _) = settled(&log_of(&ten()));
                edit(&path);
                fs::read_to_string(&path).unwrap()
            });
            let known = Log::read(&expected).unwrap();
            append_to(known, None, &mut |_| {
                Ok::<_, Infallible>(vec![entry(77, "x", "noted")])
            })
            .unwrap();
            assert!(
                fs::read(&path).unwrap() == fs::read(&expected).unwrap(),
                "{n}"
            );
            assert_eq!(trusted(&path, &folder), None, "{n}");
            let names = fs::read_dir(path.parent().unwrap()).unwrap().count();
            assert_eq!(names, 3, "the log, its lock and what is kept");
        }
    }
}

#[test]
fn a_log_that_is_damaged_while_it_is_copied_is_left_as_it_is() {
    let (_folder, path, folder) = settled(&log_of(&ten()));
    let known = on_disk(&path, &folder);
    let end = length(&path);
    let error = append_to(known, Some(&folder), &mut |_| {
        overwrite(&path, end, b"<<<<<<< ours\n");
        Ok::<_, Infallible>(vec![entry(77, "x", "noted")])
    });
    assert!(matches!(error, Err(AppendError::Read(_))));
    assert_eq!(length(&path), end + 13);
}

#[test]
fn who_writes_into_the_new_log_in_the_same_tick_is_seen() {
    let (_folder, path, folder) = settled(&log_of(&ten()));
    for n in 10..30 {
        add(on_disk(&path, &folder), &folder, &[entry(n, "x", "noted")]).unwrap();
        assert!(trusted(&path, &folder).is_some());
        overwrite(&path, 2, b"so");
        assert_eq!(trusted(&path, &folder), None, "{n}");
        drop(Log::consult(&path, Some(&folder)));
        age(&index_in(&folder));
    }
}

#[test]
fn an_index_that_a_reader_kept_too_soon_is_not_trusted_by_a_writer() {
    let (_folder, path, folder) = settled(&log_of(&ten()));
    fs::remove_file(index_in(&folder)).unwrap();
    drop(Log::consult(&path, Some(&folder)));
    let log = Log::to_add(&path, Some(&folder)).unwrap();
    assert!(!log.is_on_disk());
    add(log, &folder, &[entry(10, "x", "noted")]).unwrap();
    assert_eq!(trusted(&path, &folder), None);
}

#[test]
fn a_log_known_by_a_scan_alone_is_read_again_by_who_adds_to_it() {
    let (folder, path) = file_of(&large());
    let folder = folder.path().join("state");
    let known = Log::consult(&path, None).unwrap();
    assert!(known.is_on_disk());
    append_to(known, None, &mut |log| {
        assert!(!log.is_on_disk());
        Ok::<_, Infallible>(vec![entry(9_999_999, "x", "noted")])
    })
    .unwrap();
    assert_eq!(trusted(&path, &folder), None);
}

#[test]
fn where_nothing_can_be_kept_the_entry_is_saved_all_the_same() {
    let (_folder, path, folder) = settled(&log_of(&ten()));
    let known = on_disk(&path, &folder);
    fs::remove_dir_all(&folder).unwrap();
    fs::write(&folder, "in the way").unwrap();
    let (_, saved) = add(known, &folder, &[entry(10, "x", "noted")]).unwrap();
    assert!(matches!(saved, Saved::Durable));
    assert_eq!(Log::read(&path).unwrap().len(), 11);
}

#[cfg(unix)]
#[test]
fn mode_and_link_of_a_log_that_is_copied_stay() {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    let (place, path, folder) = settled(&log_of(&ten()));
    // What is kept is of the file, however it is named; a mode is a change of the file.
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    drop(Log::consult(&path, Some(&folder)));
    age(&index_in(&folder));
    let link = place.path().join("link.toml");
    symlink("incidents.toml", &link).unwrap();
    add(on_disk(&link, &folder), &folder, &[entry(10, "x", "noted")]).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o7777,
        0o640
    );
    assert_eq!(trusted(&path, &folder), Some(scanned(&path)));
}
