//! The walls of the house: which room may know which, and how large a room may be.

use std::path::{Path, PathBuf};

/// The rooms, floor by floor. A room knows lower floors only; on the ground floor the rooms are
/// pure and may know each other.
const FLOORS: [&[&str]; 6] = [
    &["domain", "text", "clock", "order"],
    &[
        "check", "render", "channel", "intake", "log", "config", "metrics",
    ],
    &["prompt", "ui"],
    &["failure"],
    &["commands"],
    &["cli"],
];

/// A file may not be longer, in lines.
const LONGEST: usize = 400;

fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
                found.push((path.strip_prefix(src).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 50, "the sources were not found");
    found
}

/// The room a file belongs to; none for the entrance (`main.rs`, `lib.rs`).
fn room(path: &Path) -> Option<String> {
    let first = path.components().next()?.as_os_str().to_str()?;
    let name = first.trim_end_matches(".rs");
    (name != "main" && name != "lib").then(|| name.to_owned())
}

fn floor(room: &str) -> usize {
    FLOORS
        .iter()
        .position(|rooms| rooms.contains(&room))
        .unwrap_or_else(|| panic!("`{room}` stands on no floor"))
}

/// The rooms that a text names with `crate::`, test modules included.
fn known(text: &str) -> Vec<String> {
    let code = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    let joined: String = code.collect::<Vec<_>>().join("\n");
    let names = joined.split("crate::").skip(1).map(|rest| {
        let name: String = rest
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect();
        // `use crate::{a, b}` would hide what is known.
        assert!(
            !rest.starts_with('{'),
            "name each room on a line of its own"
        );
        name
    });
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn a_room_knows_only_rooms_on_lower_floors() {
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let Some(here) = room(&path) else { continue };
        for there in known(&text) {
            let (from, to) = (floor(&here), floor(&there));
            let lawful = here == there || to < from || (from == 0 && to == 0);
            if !lawful {
                broken.push(format!("{} knows `{there}`", path.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn only_ui_writes_to_the_standard_streams_and_only_the_terminal_asks() {
    for (path, text) in sources() {
        let place = path.display().to_string();
        let code = || {
            text.lines()
                .filter(|line| !line.trim_start().starts_with("//"))
        };
        let writes = code().any(|line| {
            (line.contains("io::stdout()") || line.contains("io::stderr()"))
                && !line.contains("is_terminal")
        });
        assert!(!writes || place.starts_with("ui/"), "{place} writes");
        let asks = code().any(|line| line.contains("dialoguer::"));
        assert!(!asks || place.starts_with("prompt/"), "{place} asks");
    }
}

#[test]
fn the_ground_floor_is_pure() {
    for (path, text) in sources() {
        let Some(here) = room(&path) else { continue };
        let pure = ["domain", "text", "render"].contains(&here.as_str());
        let code = text.split("#[cfg(test)]").next().unwrap();
        let reads = code.contains("std::fs") || code.contains("std::env");
        let tests = path
            .components()
            .any(|part| part.as_os_str().to_string_lossy().starts_with("tests"));
        // A user's own templates are files; nothing else is.
        let templates = path.ends_with("render/templates.rs");
        assert!(
            !pure || !reads || tests || templates,
            "{} reads files",
            path.display()
        );
    }
}

/// What sorts by itself: the sorter, and what sorts thousands of items.
const SORTERS: [&str; 4] = [
    "order.rs",
    "log/index.rs",
    "log/read.rs",
    "metrics/sample.rs",
];

#[test]
fn lists_are_sorted_by_the_one_sorter_that_is_compiled_once() {
    for (path, text) in sources() {
        let place = path.display().to_string();
        let tests = place.contains("tests");
        let code = text.split("mod tests {").next().unwrap();
        let own = code.contains(".sort(") || code.contains(".sort_");
        let lawful = tests || SORTERS.contains(&place.as_str());
        assert!(!own || lawful, "{place} sorts without `order`");
    }
}

/// What keeps thousands of items in order, and so keeps the standard library's trees, and what the build
/// script runs.
const TREES: [&str; 5] = [
    "check/words/compile/weights.rs",
    "commands/site/folder.rs",
    "commands/site/links.rs",
    "commands/site/pages.rs",
    "log/odd.rs",
];

#[test]
fn small_maps_and_sets_are_sorted_lists() {
    for (path, text) in sources() {
        let place = path.display().to_string();
        let code = text.split("mod tests {").next().unwrap();
        let lawful = place.contains("tests") || TREES.contains(&place.as_str());
        assert!(
            !code.contains("BTree") || lawful,
            "{place} grows a tree; use `order`"
        );
    }
}

#[test]
fn no_file_is_longer_than_it_may_be() {
    let long: Vec<_> = sources()
        .into_iter()
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn nothing_unfinished_is_left_behind() {
    let marks = [
        ["to", "do!("].concat(),
        ["unimpl", "emented!("].concat(),
        ["FIX", "ME"].concat(),
        ["dbg", "!("].concat(),
    ];
    for (path, text) in sources() {
        for mark in &marks {
            assert!(
                !text.contains(mark.as_str()),
                "{} holds {mark}",
                path.display()
            );
        }
    }
}
