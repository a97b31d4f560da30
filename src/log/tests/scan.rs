//! The quick way and the exact way must agree, whatever hands have done to the log.

use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use toml::{Table, Value};

use super::examples::{entries, entry, log_of};
use crate::domain::entry::Entry;
use crate::log::Log;
use crate::log::facts::entry_from;
use crate::log::format::record;
use crate::log::scan::Scanner;

const PATH: &str = "incidents.toml";

/// The whole file by the `toml` crate: what the log says, beyond doubt.
fn exact(text: &str) -> Option<Vec<Entry>> {
    let mut table: Table = text.parse().ok()?;
    let records = match table.remove("entry") {
        // A file of something else.
        None if !table.is_empty() && !table.contains_key("format") => return None,
        None => Vec::new(),
        Some(Value::Array(records)) => records,
        Some(_) => return None,
    };
    records
        .into_iter()
        .map(|record| match record {
            Value::Table(table) => entry_from(table).ok().map(|(entry, _)| entry),
            _ => None,
        })
        .collect()
}

/// The same by the log's own reader, in the order of the file.
fn ours(text: &str) -> Option<Vec<Entry>> {
    let log = Log::of_text(Path::new(PATH), text.to_owned()).ok()?;
    let records = log.index_for_tests();
    records.map(|record| log.parse(record).ok()).collect()
}

/// What a hand does to a record that leaves it the same.
pub(super) fn by_hand(text: &str, edit: usize) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    match edit {
        0 => text.replace('\n', "\r\n"),
        1 => {
            lines[1..].reverse();
            lines.join("\n") + "\n"
        }
        2 => text.replace(
            "[[entry]]\n",
            "  [[ \"entry\" ]] # by hand\n\t# [[entry]]\n\n",
        ),
        3 => format!("{text}note_of_mine = '''\n[[entry]]\nid = \"\"\"\n<<<<<<< \n'''\n"),
        4 => format!("{text}more = \"\"\"\\\n  [[entry]]\n'''\\\"\"\"\"\"\n# \"\"\"\n"),
        5 => text.replace(" = ", "=").replace("at=", "at  =\t"),
        6 => format!("{text}list = [\n  [\"[[entry]]\"], # ]\n  [1,\n2],\n]\n"),
        7 => format!(
            "{text}[entry.more]\nx = {{ a = '[[entry]]', b = [1] }}\n[[entry.many]]\ny = 1\n"
        ),
        8 => text.trim_end().to_owned() + " # the end\n   \n",
        9 => text
            .replace("kind = ", "\"kind\" = ")
            .replace("\nid = \"0", "\nid = \"\\u0030"),
        _ => text.to_owned(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_log_reads_as_the_toml_crate_reads_it(
        parts in vec((entries(), 0_usize..20), 0..6),
        start in proptest::sample::select(vec![
            "", "format = 1\n", "\u{feff}# a comment\nformat = 1\n", "x = '''\n[[entry]]\n'''\n",
        ]),
    ) {
        let mut text = start.to_owned();
        for (n, (mut entry, edit)) in parts.into_iter().enumerate() {
            entry.id = super::examples::id(n as u64);
            text.push_str(&by_hand(&record(&entry), edit));
        }
        if let Some(exact) = exact(&text) {
            prop_assert_eq!(ours(&text), Some(exact));
        } else {
            prop_assert_eq!(ours(&text), None);
        }
    }

    #[test]
    fn whatever_the_quick_way_accepts_the_exact_way_reads_the_same(
        entry in entries(),
        changes in vec((any::<prop::sample::Index>(), "[\\[\\]\"'.= #\\\\a0\n\r\t\u{7f}é:-]?"), 0..4),
    ) {
        let mut text = record(&entry);
        for (place, put) in changes {
            let mut at = place.index(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            let end = at + text[at..].chars().next().map_or(0, char::len_utf8);
            text.replace_range(at..end, &put);
        }
        let mut scanner = Scanner::new(&text);
        while let Some(Ok(piece)) = scanner.next_piece() {
            let Some(sketch) = piece.sketch else { continue };
            let table: Table = text[piece.start..piece.end].parse().unwrap();
            let table = table["entry"][0].as_table().unwrap();
            let head = crate::log::facts::head_from(table).unwrap();
            prop_assert_eq!(Some(head.id), sketch.id);
            prop_assert_eq!(Some(head.at), sketch.at);
            prop_assert_eq!(&head.incident, sketch.incident);
            prop_assert_eq!(head.kind.word(), sketch.kind);
            let stated = crate::log::facts::stated_from(table).unwrap();
            prop_assert_eq!(stated, (sketch.stated, true));
        }
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in super::examples::text()) {
        drop(Log::of_text(Path::new(PATH), text.clone()));
        drop(Log::of_text(Path::new(PATH), format!("[[entry]]\n{text}")));
    }
}

#[test]
fn whatever_a_hand_does_lawfully_is_read() {
    for edit in 0..10 {
        let records = super::examples::ten();
        let records = records.iter().map(|e| by_hand(&record(e), edit));
        let text = format!("format = 1\n{}", records.collect::<String>());
        assert_eq!(ours(&text), Some(super::examples::ten()), "edit {edit}");
        assert_eq!(exact(&text), ours(&text), "edit {edit}");
    }
}

#[test]
fn what_the_writer_writes_is_read_the_quick_way() {
    let mut entries = super::examples::ten();
    for entry in &mut entries {
        for rule in ["leak-secret:1a2b3c4d", "shouting"] {
            let reason = "our \"own\" name".to_owned();
            entry.waived.insert(rule.to_owned(), reason);
        }
    }
    let text = log_of(&entries);
    let mut scanner = Scanner::new(&text);
    let mut sketched = 0;
    while let Some(Ok(piece)) = scanner.next_piece() {
        assert_eq!(piece.is_record, piece.sketch.is_some());
        sketched += usize::from(piece.sketch.is_some());
    }
    assert_eq!(sketched, 10);
}

#[test]
fn a_forbidden_character_costs_its_own_record_the_quick_way() {
    for odd in ["\0", "\u{7f}", "\r"] {
        let mut records: Vec<String> = super::examples::ten().iter().map(record).collect();
        records[3].push_str(&format!("internal.note = \"{odd}\"\n"));
        let text = records.concat();
        let mut scanner = Scanner::new(&text);
        let pieces: Vec<_> = std::iter::from_fn(|| scanner.next_piece()?.ok()).collect();
        let quick: Vec<_> = pieces.iter().skip(1).map(|p| p.sketch.is_some()).collect();
        assert_eq!(quick, (0..10).map(|n| n != 3).collect::<Vec<_>>());
        assert_eq!(ours(&text), None);
    }
}

#[test]
fn a_marker_in_a_record_that_is_read_twice_is_told_once() {
    let text = "[[entry]]\n<<<<<<< ours\ninternal.note = \"\0\"\n>>>>>>> theirs\n";
    let mut scanner = Scanner::past_markers(text);
    while let Some(piece) = scanner.next_piece() {
        piece.unwrap();
    }
    let strays: Vec<_> = scanner
        .take_strays()
        .into_iter()
        .map(|at| &text[at])
        .collect();
    assert_eq!(strays, ["<<<<<<< ours\n", ">>>>>>> theirs\n"]);
}

#[test]
fn summaries_say_what_the_fold_says() {
    let states = [
        None,
        Some("identified"),
        Some("resolved"),
        Some("monitoring"),
    ];
    let kinds = ["declared", "updated", "noted", "resolved", "told"];
    // Every row of three entries, some of them backdated.
    for row in 0..(20_u64.pow(3)) {
        let mut entries = Vec::new();
        for place in 0..3 {
            let code = usize::try_from(row / 20_u64.pow(place) % 20).unwrap();
            let number = u64::from(place);
            let mut entry = entry(number, "x", kinds[code % 5]);
            entry.facts.state = states[code / 5].map(|word| word.parse().unwrap());
            if row % 7 == number {
                entry.facts.kind_of = Some("maintenance".parse().unwrap());
                entry.at -= chrono::Duration::minutes(2);
            }
            entries.push(entry);
        }
        let log = Log::of_text(Path::new(PATH), log_of(&entries)).unwrap();
        let incident = log.incident("x").unwrap().unwrap();
        let summary = &log.summaries().unwrap()[0];
        assert_eq!(summary.state, incident.in_force.state(), "row {row}");
        assert_eq!(Some(summary.newest), incident.newest_at());
        assert_eq!(summary.entries, 3);
    }
}
