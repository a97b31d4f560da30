use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::examples::{entries, entry, id, log_of, ten};
use crate::domain::entry::{Entry, EntryId};
use crate::log::format::PREAMBLE;
use crate::log::write::append_within;
use crate::log::{AppendError, Log, ReadError, Saved, WriteError, append, append_to, record};
use proptest::prelude::*;

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("incidents.toml");
    (folder, path)
}

fn add(path: &Path, entry: Entry) -> Result<(Entry, Saved), AppendError<Infallible>> {
    append(path, move |_| Ok(entry.clone()))
}

fn refused(path: &Path, entry: Entry) -> WriteError {
    match add(path, entry) {
        Err(AppendError::Write(error)) => error,
        other => panic!("{other:?}"),
    }
}

/// The names of all files beside the log.
fn names(path: &Path) -> Vec<String> {
    let files = fs::read_dir(path.parent().unwrap()).unwrap();
    let mut names: Vec<_> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_new_log_begins_with_its_own_description() {
    let (_folder, path) = folder();
    let (_, saved) = add(&path, entry(1, "x", "declared")).unwrap();
    assert!(matches!(saved, Saved::Durable));
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(
        text,
        format!("{PREAMBLE}\n{}", record(&entry(1, "x", "declared")))
    );
    assert_eq!(names(&path), ["incidents.toml", "incidents.toml.lock"]);
}

#[test]
fn every_byte_that_stands_in_the_log_stays() {
    let by_hand = [
        "",
        "# mine\r\nformat = 1\r\n",
        "\u{feff}# no line end at the end",
        "[[ entry ]] # by hand\nid='0193501e-7a3c-7d52-8f0a-00000000aaaa'\n\
         at=2026-11-21T10:00:00+01:00\nincident=\"\"\"x\"\"\"\nkind='noted'\nnew.key={a=1}",
    ];
    for old in by_hand {
        let (_folder, path) = folder();
        fs::write(&path, old).unwrap();
        let before = Log::read(&path).unwrap().len();
        for number in 1..=3 {
            add(&path, entry(number, "x", "updated")).unwrap();
        }
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(old), "{old:?} {text:?}");
        let log = Log::read(&path).unwrap();
        assert_eq!(log.len(), before + 3);
        assert_eq!(log.entry(id(2)).unwrap(), Some(entry(2, "x", "updated")));
        let returns = text.matches("\r\n").count();
        let expected = if old.contains('\r') {
            text.matches('\n').count()
        } else {
            0
        };
        assert_eq!(returns, expected, "{old:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_is_appended_reads_back(added in proptest::collection::vec(entries(), 1..4)) {
        let (_folder, path) = folder();
        for (number, mut entry) in added.into_iter().enumerate() {
            entry.id = id(number as u64);
            let (stored, _) = add(&path, entry.clone()).unwrap();
            prop_assert_eq!(&stored, &entry);
            prop_assert_eq!(Log::read(&path).unwrap().entry(entry.id).unwrap(), Some(stored));
        }
    }
}

#[test]
fn the_caller_sees_the_log_as_it_is_under_the_lock() {
    let (_folder, path) = folder();
    for count in 0..3 {
        let (stored, _) = append(&path, |log| {
            assert_eq!(log.len(), count);
            let next = EntryId::after(
                log.newest_id().unwrap(),
                "2020-01-01T00:00:00Z".parse().unwrap(),
            );
            let mut made = entry(1, "x", "updated");
            made.id = next;
            Ok::<_, Infallible>(made)
        })
        .unwrap();
        assert_eq!(
            Log::read(&path).unwrap().newest_id().unwrap(),
            Some(stored.id)
        );
    }
}

#[test]
fn a_log_that_was_read_before_is_read_again() {
    let (_folder, path) = folder();
    let known = Log::read(&path).unwrap();
    add(&path, entry(1, "x", "declared")).unwrap();
    append_to(known, None, &mut |log| {
        assert_eq!(log.len(), 1);
        Ok::<_, Infallible>(vec![entry(2, "x", "updated")])
    })
    .unwrap();
    let known = Log::read(&path).unwrap();
    let mut third = |_: &Log| Ok::<_, Infallible>(vec![entry(3, "x", "updated")]);
    append_to(known, None, &mut third).unwrap();
    assert_eq!(Log::read(&path).unwrap().len(), 3);
}

#[test]
fn several_entries_are_added_all_or_none_and_the_last_decides_whether_it_is_a_repeat() {
    let (_folder, path) = folder();
    let both = || vec![entry(1, "x", "measured"), entry(2, "x", "reviewed")];
    let read = || Log::read(&path).unwrap();
    let add = |entries: Vec<Entry>| {
        append_to(read(), None, &mut |_| Ok::<_, Infallible>(entries.clone()))
    };
    let (added, _) = add(both()).unwrap();
    assert_eq!(added, both());
    let mut again = both();
    again[0] = entry(3, "x", "measured");
    let (stored, saved) = add(again).unwrap();
    assert!(matches!(saved, Saved::Already));
    assert_eq!(stored, both()[1..]);
    let mut long = entry(4, "x", "noted");
    long.facts.internal.note = Some("x".repeat(1 << 20));
    add(vec![entry(5, "x", "measured"), long]).unwrap_err();
    assert_eq!(
        Log::read(&path).unwrap().len(),
        2,
        "nothing was added twice or by half"
    );
}

#[test]
fn a_caller_that_refuses_changes_nothing() {
    let (_folder, path) = folder();
    fs::write(&path, log_of(&ten())).unwrap();
    let error = append(&path, |_| Err("no")).unwrap_err();
    assert!(matches!(error, AppendError::Make("no")));
    assert_eq!(fs::read_to_string(&path).unwrap(), log_of(&ten()));
}

#[test]
fn repeating_a_write_changes_nothing() {
    let (_folder, path) = folder();
    add(&path, entry(1, "x", "declared")).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    let mut again = entry(1, "x", "declared");
    again.at += chrono::Duration::minutes(5);
    let (stored, saved) = add(&path, again).unwrap();
    assert!(matches!(saved, Saved::Already));
    assert_eq!(stored, entry(1, "x", "declared"));
    for (incident, kind) in [("x", "updated"), ("y", "declared")] {
        let error = refused(&path, entry(1, incident, kind));
        assert!(
            matches!(error, WriteError::IdTaken { line: 4, .. }),
            "{error}"
        );
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_damaged_log_is_not_written_to() {
    let (_folder, path) = folder();
    let torn = log_of(&ten()[..2]);
    let torn = &torn[..torn.len() - 3];
    fs::write(&path, torn).unwrap();
    assert!(matches!(
        add(&path, entry(5, "x", "noted")),
        Err(AppendError::Read(ReadError::Torn { .. }))
    ));
    assert_eq!(fs::read_to_string(&path).unwrap(), torn);
}

#[test]
fn an_entry_that_cannot_be_read_back_is_not_written() {
    let (_folder, path) = folder();
    let error = refused(&path, entry(1, "", "declared"));
    assert!(error.to_string().ends_with("(see `incident`)"), "{error}");
    let mut long = entry(1, "x", "noted");
    long.facts.internal.note = Some("x".repeat(1 << 20));
    assert!(matches!(
        refused(&path, long),
        WriteError::EntryTooLong { .. }
    ));
    assert!(!path.exists());
}

#[test]
fn of_many_writers_none_is_lost() {
    let (_folder, path) = folder();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let path = &path;
            scope.spawn(move || {
                for number in 0..20 {
                    append_within(Duration::from_secs(60), path, None, None, &mut |_| {
                        Ok::<_, Infallible>(vec![entry(thread * 100 + number, "x", "noted")])
                    })
                    .unwrap();
                }
            });
        }
    });
    let log = Log::read(&path).unwrap();
    assert_eq!(log.len(), 160);
    assert!(log.warnings().is_empty());
}

#[test]
fn a_lock_that_is_held_costs_the_patience_and_names_the_holder() {
    let (_folder, path) = folder();
    let lock_path = path.with_file_name("incidents.toml.lock");
    fs::write(&lock_path, "4711").unwrap();
    let lock = fs::File::open(&lock_path).unwrap();
    lock.lock().unwrap();
    let began = Instant::now();
    let patience = Duration::from_millis(1_100);
    let made = |_: &Log| Ok::<_, Infallible>(vec![entry(1, "x", "declared")]);
    let error = append_within(patience, &path, None, None, &mut { made }).unwrap_err();
    assert!(began.elapsed() >= patience && began.elapsed() < patience * 3);
    let name = fs::canonicalize(path.parent().unwrap())
        .unwrap()
        .join("incidents.toml");
    assert_eq!(
        error.to_string(),
        format!(
            "`{}` has been locked for 1 s by process 4711",
            name.display()
        )
    );
    assert!(!path.exists());
    lock.unlock().unwrap();
    append_within(patience, &path, None, None, &mut { made }).unwrap();
    assert_eq!(
        fs::read_to_string(&lock_path).unwrap(),
        "",
        "nobody holds it now"
    );
}

#[test]
fn what_a_killed_writer_left_is_no_hindrance() {
    let (_folder, path) = folder();
    fs::write(path.with_file_name(".incidents.toml.tmp"), "half").unwrap();
    fs::write(path.with_file_name("incidents.toml.lock"), "99999").unwrap();
    add(&path, entry(1, "x", "declared")).unwrap();
    assert_eq!(names(&path), ["incidents.toml", "incidents.toml.lock"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o7777
    }

    #[test]
    fn a_new_log_is_for_its_owner_alone_and_an_old_one_keeps_its_mode() {
        let (_folder, path) = folder();
        add(&path, entry(1, "x", "declared")).unwrap();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(&path.with_file_name("incidents.toml.lock")), 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o664)).unwrap();
        add(&path, entry(2, "x", "updated")).unwrap();
        assert_eq!(mode(&path), 0o664);
    }

    #[test]
    fn missing_folders_are_made_for_the_owner_alone() {
        let (folder, _) = folder();
        let path = folder.path().join("a/b/incidents.toml");
        add(&path, entry(1, "x", "declared")).unwrap();
        assert_eq!(mode(&folder.path().join("a")), 0o700);
        assert_eq!(mode(&folder.path().join("a/b")), 0o700);
        assert_eq!(Log::read(&path).unwrap().len(), 1);
    }

    #[test]
    fn a_link_stays_a_link_and_both_names_share_a_lock() {
        let (folder, path) = folder();
        let link = folder.path().join("link/to.toml");
        fs::create_dir(folder.path().join("link")).unwrap();
        symlink("../incidents.toml", &link).unwrap();
        fs::write(&path, PREAMBLE).unwrap();
        std::thread::scope(|scope| {
            for (thread, name) in [(0, &path), (1, &link)] {
                scope.spawn(move || {
                    for number in 0..10 {
                        add(name, entry(thread * 100 + number, "x", "noted")).unwrap();
                    }
                });
            }
        });
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(Log::read(&path).unwrap().len(), 20);
        assert_eq!(names(&link), ["to.toml"]);
    }

    #[test]
    fn a_link_to_nothing_is_refused() {
        let (folder, path) = folder();
        symlink(folder.path().join("gone.toml"), &path).unwrap();
        let error = refused(&path, entry(1, "x", "declared"));
        assert!(matches!(error, WriteError::DanglingLink { .. }), "{error}");
        assert_eq!(names(&path), ["incidents.toml"]);
    }

    #[test]
    fn a_link_in_the_place_of_a_file_of_ours_is_not_followed() {
        let (folder, path) = folder();
        let victim = folder.path().join("victim");
        fs::write(&victim, "mine").unwrap();
        symlink(&victim, path.with_file_name(".incidents.toml.tmp")).unwrap();
        add(&path, entry(1, "x", "declared")).unwrap();
        fs::remove_file(path.with_file_name("incidents.toml.lock")).unwrap();
        symlink(&victim, path.with_file_name("incidents.toml.lock")).unwrap();
        let error = refused(&path, entry(2, "x", "updated"));
        assert!(matches!(error, WriteError::NotAFile { .. }), "{error}");
        assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
    }

    #[test]
    fn what_may_not_be_written_is_not() {
        let (folder, path) = folder();
        fs::write(&path, log_of(&ten())).unwrap();
        let set = |path: &Path, mode| {
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        };
        set(&path, 0o400);
        let may_all = fs::OpenOptions::new().write(true).open(&path).is_ok();
        if may_all {
            // The administrator may write everything; then modes prove nothing.
            return;
        }
        assert!(matches!(
            refused(&path, entry(11, "x", "noted")),
            WriteError::Io { .. }
        ));
        set(&path, 0o600);
        set(folder.path(), 0o500);
        let error = refused(&path, entry(11, "x", "noted"));
        set(folder.path(), 0o700);
        assert!(matches!(error, WriteError::Io { .. }), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), log_of(&ten()));
        assert!(!names(&path).contains(&".incidents.toml.tmp".to_owned()));
    }

    #[test]
    fn a_write_that_fails_leaves_nothing_behind() {
        let (_folder, path) = folder();
        fs::write(&path, log_of(&ten())).unwrap();
        // A folder where the new file should be: it cannot be made, whoever asks.
        fs::create_dir(path.with_file_name(".incidents.toml.tmp")).unwrap();
        let error = refused(&path, entry(11, "x", "noted"));
        assert!(
            matches!(
                error,
                WriteError::Io {
                    action: "create",
                    ..
                }
            ),
            "{error}"
        );
        assert_eq!(fs::read_to_string(&path).unwrap(), log_of(&ten()));
    }
}
