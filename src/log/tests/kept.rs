//! A kept index must be the one that reading the log would find, or none.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use proptest::collection::vec;
use proptest::prelude::*;
use tempfile::TempDir;

use super::examples::{entries, entry, log_of, ten};
use super::stream::{file_of, large, told};
use crate::log::Log;
use crate::log::index::Index;
use crate::log::kept::{Memory, Part, bytes};
use crate::log::stream::Stamp;

/// A large log, and a folder where its index is kept.
fn kept() -> (TempDir, PathBuf, PathBuf) {
    let (folder, path) = file_of(&large());
    let memory = folder.path().join("state/vocero");
    Log::consult(&path, Some(&memory)).unwrap();
    (folder, path, memory)
}

pub(super) fn index_in(memory: &Path) -> PathBuf {
    let files: Vec<_> = fs::read_dir(memory).unwrap().collect();
    assert_eq!(files.len(), 1);
    files.into_iter().next().unwrap().unwrap().path()
}

/// The place in a folder where the index of a log is kept.
pub(super) fn memory(folder: &Path, log: &Path) -> Memory {
    Memory::of(folder, log).unwrap()
}

/// Lets a kept index be as young as if the log had been read an hour after it was written.
pub(super) fn age(index: &Path) {
    let file = OpenOptions::new().append(true).open(index).unwrap();
    let then = modified(index) + Duration::from_secs(3600);
    file.set_modified(then).unwrap();
}

/// All that is kept of an index; with a sheet for each of the others, which it goes on from.
pub(super) fn written(stamp: &Stamp, index: &Index, others: &[Index]) -> Option<Vec<u8>> {
    let (mut kept, mut known) = (Vec::new(), 0);
    for some in others.iter().chain([index]) {
        let old = bytes::sheets(&kept, stamp).unwrap_or_default();
        let (head, sheet) = bytes::of(stamp, some, None, (&old, known))?;
        kept = [&head, old.bytes, &sheet].concat();
        known = some.records.len();
    }
    Some(kept)
}

/// When an index was kept.
pub(super) fn modified(index: &Path) -> SystemTime {
    fs::metadata(index).unwrap().modified().unwrap()
}

proptest! {
    #[test]
    fn any_index_comes_back_as_it_was(entries in vec(entries(), 0..6), split in 0..7_usize) {
        let text = log_of(&entries);
        let (_folder, path) = file_of(&text);
        let Ok(index) = Index::of(&path, &text) else {
            // One id may stand there with two texts.
            return Ok(());
        };
        let stamp = Stamp::of(&fs::metadata(&path).unwrap());
        // Written in one go, or some of it before the rest.
        let some = Index::of(&path, &log_of(&entries[..split.min(entries.len())])).unwrap();
        let others = if split > 0 { vec![some] } else { Vec::new() };
        let kept = written(&stamp, &index, &others);
        let is_whole = index.records.iter().all(|r| r.whole && r.stated.is_some());
        prop_assert_eq!(kept.is_some(), is_whole);
        if let Some(kept) = kept {
            let back = bytes::index(Part::All, &kept, &stamp).unwrap();
            prop_assert_eq!(format!("{:?}", back.records), format!("{:?}", index.records));
            prop_assert_eq!(back.incidents, index.incidents);
        }
    }
}

#[test]
fn a_changed_byte_anywhere_makes_a_kept_index_none() {
    let text = log_of(&[entry(1, "one", "declared"), entry(2, "one", "updated")]);
    let (_folder, path) = file_of(&text);
    let index = Index::of(&path, &text).unwrap();
    let stamp = Stamp::of(&fs::metadata(&path).unwrap());
    let first = Index::of(&path, &log_of(&[entry(1, "one", "declared")])).unwrap();
    let kept = written(&stamp, &index, &[first]).unwrap();
    assert!(bytes::index(Part::All, &kept, &stamp).is_some());
    for place in 0..kept.len() {
        for bit in 0..8 {
            let mut torn = kept.clone();
            torn[place] ^= 1 << bit;
            assert!(
                bytes::index(Part::All, &torn, &stamp).is_none(),
                "{place} {bit}"
            );
        }
        assert!(
            bytes::index(Part::All, &kept[..place], &stamp).is_none(),
            "{place}"
        );
    }
    let (_folder, other) = file_of(&text);
    let other = Stamp::of(&fs::metadata(&other).unwrap());
    assert!(
        bytes::index(Part::All, &kept, &other).is_none(),
        "the same text in another file"
    );
}

#[test]
fn sheets_that_changed_places_are_none() {
    let (all, one) = (ten(), |n: usize| log_of(&ten()[..n]));
    let (_folder, path) = file_of(&log_of(&all));
    let stamp = Stamp::of(&fs::metadata(&path).unwrap());
    let part = |n| Index::of(&path, &one(n)).unwrap();
    let kept = written(&stamp, &part(4), &[part(2), part(3)]).unwrap();
    assert!(bytes::index(Part::All, &kept, &stamp).is_some());
    let sheets = bytes::sheets(&kept, &stamp).unwrap();
    assert_eq!(sheets.many, 3);
    let (head, mut rest) = kept.split_at(kept.len() - sheets.bytes.len());
    let mut pages = Vec::new();
    while let Some((length, _)) = rest.split_first_chunk() {
        let (page, behind) =
            rest.split_at(8 + usize::try_from(u64::from_le_bytes(*length)).unwrap());
        pages.push(page);
        rest = behind;
    }
    for order in [[0, 2, 1], [1, 0, 2], [2, 1, 0]] {
        let moved = [head, pages[order[0]], pages[order[1]], pages[order[2]]].concat();
        assert!(
            bytes::index(Part::All, &moved, &stamp).is_none(),
            "{order:?}"
        );
    }
}

#[test]
fn the_second_reader_finds_the_index_of_the_first() {
    let (_folder, path, memory) = kept();
    let index = index_in(&memory);
    age(&index);
    let old = modified(&index);
    let again = Log::consult(&path, Some(&memory));
    assert_eq!(modified(&index), old, "it was kept anew");
    assert!(again.as_ref().is_ok_and(Log::is_on_disk));
    assert!(told(again) == told(Log::read(&path)));
    // And what is asked for is read from the file.
    let log = Log::consult(&path, Some(&memory)).unwrap();
    assert_eq!(log.text().unwrap(), large());
}

#[test]
fn an_index_hardly_younger_than_its_file_is_not_trusted() {
    let (_folder, path, memory) = kept();
    let index = index_in(&memory);
    let old = modified(&index);
    Log::consult(&path, Some(&memory)).unwrap();
    assert_ne!(modified(&index), old);
}

#[test]
fn whatever_became_of_the_file_its_old_index_is_not_taken() {
    type Change = fn(&Path);
    let changes: [(&str, Change); 4] = [
        ("another byte", |path| {
            let text = fs::read_to_string(path).unwrap();
            let time = modified(path);
            // As long as before, in the same file, with the old time put back.
            fs::write(path, text.replacen("updated", "\"pdated", 1)).unwrap();
            File::open(path).unwrap().set_modified(time).unwrap();
        }),
        ("more", |path| {
            let mut file = OpenOptions::new().append(true).open(path).unwrap();
            file.write_all(b"\n[[entry]]\n").unwrap();
        }),
        ("a copy in its place", |path| {
            let copy = path.with_extension("copy");
            fs::copy(path, &copy).unwrap();
            fs::rename(&copy, path).unwrap();
        }),
        ("an empty file", |path| fs::write(path, "").unwrap()),
    ];
    for (what, change) in changes {
        let (_folder, path, memory) = kept();
        let index = index_in(&memory);
        age(&index);
        change(&path);
        let old = modified(&index);
        assert!(
            told(Log::consult(&path, Some(&memory))) == told(Log::read(&path)),
            "{what}"
        );
        let anew = what == "a copy in its place";
        assert_eq!(modified(&index) != old, anew, "{what}");
    }
}

#[test]
fn an_index_that_cannot_be_kept_or_read_is_done_without() {
    let (folder, path) = file_of(&large());
    let nowhere = folder.path().join("incidents.toml/state");
    let log = Log::consult(&path, Some(&nowhere));
    assert!(told(log) == told(Log::read(&path)));
    let (_folder, path, memory) = kept();
    let index = index_in(&memory);
    fs::write(&index, "nothing of ours").unwrap();
    age(&index);
    assert!(told(Log::consult(&path, Some(&memory))) == told(Log::read(&path)));
    age(&index);
    let old = modified(&index);
    Log::consult(&path, Some(&memory)).unwrap();
    assert_eq!(modified(&index), old, "a good one took its place");
}

#[cfg(unix)]
#[test]
fn a_kept_index_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_folder, _path, memory) = kept();
    let mode = fs::metadata(index_in(&memory))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}
