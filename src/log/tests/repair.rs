use std::fs;
use std::path::PathBuf;

use super::examples::{entry, id, log_of, ten};
use crate::domain::entry::Entry;
use crate::log::format::PREAMBLE;
use crate::log::{Log, ReadError, RepairError, Repaired, Saved, record, repair};

struct Case {
    _folder: tempfile::TempDir,
    path: PathBuf,
    before: Vec<u8>,
}

impl Case {
    fn new(bytes: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("incidents.toml");
        fs::write(&path, &bytes).unwrap();
        Self {
            _folder: folder,
            path,
            before: bytes.as_ref().to_vec(),
        }
    }

    fn repaired(&self) -> Repaired {
        let dry = repair(&self.path, true).unwrap();
        assert_eq!(
            fs::read(&self.path).unwrap(),
            self.before,
            "a dry run changes nothing"
        );
        assert!(dry.files.is_empty() && dry.saved.is_none());
        let repaired = repair(&self.path, false).unwrap();
        assert_eq!(repaired.set_aside, dry.set_aside);
        assert_eq!(repaired.is_sound(), dry.is_sound());
        if repaired.mends_nothing() {
            assert_eq!(fs::read(&self.path).unwrap(), self.before);
        } else {
            assert!(matches!(repaired.saved, Some(Saved::Durable)));
            assert_eq!(fs::read(&repaired.files[0]).unwrap(), self.before);
            assert!(
                repair(&self.path, false).unwrap().mends_nothing(),
                "once is enough"
            );
        }
        repaired
    }

    fn text(&self) -> String {
        fs::read_to_string(&self.path).unwrap()
    }

    fn ids(&self) -> Vec<String> {
        let text = self.text();
        let ids = text.lines().filter_map(|line| line.strip_prefix("id = \""));
        ids.map(|line| line[34..36].to_owned()).collect()
    }
}

fn body(entry: &Entry) -> String {
    record(entry).replace("[[entry]]\n", "")
}

#[test]
fn a_sound_log_is_left_alone() {
    let mut text = log_of(&ten()).replace('\n', "\r\n");
    text += "# no line end";
    for text in [text.as_str(), "", "# only a comment\n"] {
        let repaired = Case::new(text).repaired();
        assert!(repaired.is_sound() && repaired.files.is_empty());
    }
    let missing = repair(&std::env::temp_dir().join("no/such/log.toml"), false).unwrap();
    assert!(missing.is_sound());
}

#[test]
fn a_conflict_below_a_shared_header_is_united() {
    // What `git merge` leaves of two branches that each added an entry.
    let (ours, theirs) = (entry(12, "x", "updated"), entry(11, "x", "noted"));
    let case = Case::new(format!(
        "{}\n[[entry]]\n<<<<<<< HEAD\n{}=======\n{}>>>>>>> topic\n",
        log_of(&ten()),
        body(&ours),
        body(&theirs)
    ));
    assert!(matches!(
        Log::read(&case.path),
        Err(ReadError::Conflict { .. })
    ));
    let repaired = case.repaired();
    assert_eq!(
        (repaired.kept, repaired.conflicts, repaired.united),
        (12, 1, 0)
    );
    assert_eq!(repaired.set_aside, []);
    let mut all = ten();
    all.extend([theirs, ours]);
    assert_eq!(case.text(), log_of(&all), "the older entry stands first");
}

#[test]
fn lines_that_both_sides_share_may_stand_between_and_after_the_markers() {
    let (ours, theirs) = (entry(11, "x", "updated"), entry(12, "x", "updated"));
    let mut text = log_of(&ten()) + "\n";
    for (ours, theirs) in record(&ours).lines().zip(record(&theirs).lines()) {
        if ours == theirs {
            text.extend([ours, "\n"]);
        } else {
            text.extend(["<<<<<<< HEAD\n", ours, "\n||||||| 1a2b3c\nold\n=======\n"]);
            text.extend([theirs, "\n>>>>>>> b\n"]);
        }
    }
    let case = Case::new(text);
    let repaired = case.repaired();
    assert_eq!((repaired.kept, repaired.conflicts), (12, 3));
    let mut all = ten();
    all.extend([ours, theirs]);
    assert_eq!(case.text(), log_of(&all));
}

#[test]
fn what_both_sides_added_alike_is_kept_once_with_the_comments_of_both() {
    let same = entry(11, "x", "updated");
    let other = entry(12, "x", "noted");
    let case = Case::new(format!(
        "{}<<<<<<< HEAD\n\n# ours\n{}=======\n\n# theirs\n{}\n# new\n{}>>>>>>> topic\n# the end\n",
        log_of(&ten()),
        record(&same),
        record(&same),
        record(&other)
    ));
    let repaired = case.repaired();
    assert_eq!(
        (repaired.kept, repaired.united, repaired.conflicts),
        (12, 1, 1)
    );
    let ends = format!(
        "\n# ours\n# theirs\n{}\n# new\n{}# the end\n",
        record(&same),
        record(&other)
    );
    assert_eq!(case.text(), log_of(&ten()) + &ends);
}

#[test]
fn the_order_is_that_of_both_sides() {
    let one = |number| record(&entry(number, "x", "noted"));
    let case = Case::new(format!(
        "{}<<<<<<< HEAD\n{}{}=======\n{}{}>>>>>>> b\n{}<<<<<<< HEAD\n{}=======\n{}>>>>>>> b\n",
        log_of(&[]),
        one(11),
        one(14),
        one(12),
        one(13),
        one(20),
        one(32),
        one(31)
    ));
    assert_eq!(case.repaired().kept, 7);
    assert_eq!(case.ids(), ["11", "12", "13", "14", "20", "31", "32"]);
}

#[test]
fn one_id_with_two_texts_is_refused_and_both_are_named() {
    let mut other = entry(11, "x", "updated");
    other.by = Some("luis".to_owned());
    let case = Case::new(format!(
        "{}\n<<<<<<< HEAD\n{}=======\n{}>>>>>>> topic\n",
        log_of(&ten()[..1]),
        record(&entry(11, "x", "updated")),
        record(&other)
    ));
    let error = repair(&case.path, false).unwrap_err();
    assert!(
        matches!(error, RepairError::TwoTexts { id: found, first: 16, second: 26, .. } if found == id(11)),
        "{error}"
    );
    assert_eq!(fs::read(&case.path).unwrap(), case.before);
}

#[test]
fn a_merge_of_both_sides_one_after_the_other_is_united() {
    // What `merge=union` leaves.
    let all = ten();
    let case = Case::new(log_of(&all) + &log_of(&all[7..]).replace(PREAMBLE, ""));
    let repaired = case.repaired();
    assert_eq!((repaired.kept, repaired.united), (10, 3));
    assert!(case.text().starts_with(&log_of(&all)));
}

#[test]
fn markers_that_somebody_left_over_are_set_aside() {
    let mut text = log_of(&ten()[..2]);
    text = text.replacen("\n[[entry]]", "=======\n\n[[entry]]", 1) + ">>>>>>> topic\n";
    let case = Case::new(text);
    let repaired = case.repaired();
    assert_eq!(case.text(), log_of(&ten()[..2]));
    let aside: Vec<_> = repaired
        .set_aside
        .iter()
        .map(|s| (s.line, s.why.as_str()))
        .collect();
    assert_eq!(
        aside,
        [
            (3, "a stray conflict marker"),
            (26, "a stray conflict marker")
        ]
    );
}

#[test]
fn half_a_record_is_set_aside_and_the_others_stay() {
    let text = log_of(&ten());
    let sound = log_of(&ten()[..9]);
    for cut in (sound.len() + 4..text.len() - 2)
        .step_by(3)
        .filter(|cut| text.is_char_boundary(*cut))
    {
        let case = Case::new(&text[..cut]);
        if Log::read(&case.path).is_ok() {
            continue;
        }
        let repaired = case.repaired();
        assert_eq!(repaired.kept, 9, "cut at {cut}");
        assert_eq!(case.text().trim_end(), sound.trim_end());
        let aside = fs::read_to_string(&repaired.files[1]).unwrap();
        assert!(
            aside.contains(text[sound.len() + 1..cut].trim_end()),
            "{aside}"
        );
    }
}

#[test]
fn a_broken_record_in_the_middle_takes_no_other_with_it() {
    let broken = [
        ("by = \"ana\"", "by = \"ana"),
        ("by = \"ana\"", "by = \"\"\"ana"),
        ("by = \"ana\"", "by = [\"ana\""),
        ("kind = ", "knd = "),
        ("at = 2026-11-21T10:04:00Z", "at = 2026-11-21"),
        ("via", "v\0a"),
    ];
    for (old, new) in broken {
        let whole = log_of(&ten());
        let start = log_of(&ten()[..4]).len();
        let text = whole[..start].to_owned() + &whole[start..].replacen(old, new, 1);
        let case = Case::new(text);
        let repaired = case.repaired();
        assert_eq!(repaired.kept, 9, "{new}");
        assert_eq!(repaired.set_aside.len(), 1, "{new}");
        assert_eq!(repaired.set_aside[0].line, 48, "{new}");
    }
}

#[test]
fn zero_bytes_after_the_last_line_are_set_aside_alone() {
    let sound = log_of(&ten());
    let case = Case::new(sound.clone() + &"\0".repeat(300));
    let repaired = case.repaired();
    assert_eq!(case.text(), sound);
    assert_eq!(repaired.set_aside[0].bytes, 300);
}

#[test]
fn bytes_that_are_no_text_are_set_aside_as_they_are() {
    let mut bytes = log_of(&ten()).into_bytes();
    let place = bytes.windows(3).rposition(|three| three == b"ana").unwrap();
    bytes[place] = 0xff;
    let case = Case::new(bytes);
    let repaired = case.repaired();
    assert_eq!(repaired.kept, 9);
    let aside = fs::read(&repaired.files[1]).unwrap();
    assert!(aside.windows(3).any(|three| three == b"\xffna"));
}

#[test]
fn a_broken_beginning_is_made_anew() {
    let case = Case::new(log_of(&ten()).replace("format = 1", "form"));
    assert_eq!(case.repaired().kept, 10);
    assert_eq!(case.text(), log_of(&ten()).replacen("\n\n", "\n", 1));
}

#[test]
fn a_newer_format_is_left_alone() {
    for text in ["format = 2\n\0", "x = \"\nformat = 9\n"] {
        let case = Case::new(text);
        assert!(matches!(
            repair(&case.path, false),
            Err(RepairError::Read(ReadError::NewerFormat { .. }))
        ));
    }
}

#[test]
fn every_tail_of_zeros_leaves_the_records_before_it() {
    let text = log_of(&ten()[..3]);
    let ends: Vec<_> = (0..=3).map(|count| log_of(&ten()[..count]).len()).collect();
    for from in ends[0]..text.len() {
        let mut bytes = text.clone().into_bytes();
        bytes[from..].fill(0);
        let case = Case::new(bytes);
        let before = ends.iter().filter(|end| **end <= from).count() - 1;
        let kept = if from % 16 == 0 {
            case.repaired().kept
        } else {
            repair(&case.path, true).unwrap().kept
        };
        assert!(
            kept == before || kept == before + 1,
            "zeros from {from}: {kept}"
        );
    }
}

fn messages(unreadable: &[ReadError]) -> Vec<String> {
    unreadable.iter().map(ToString::to_string).collect()
}

#[test]
fn a_value_of_the_wrong_type_is_named_and_left_alone() {
    let text = log_of(&ten());
    let text = text.replacen("via = ", "severity = 3\nvia = ", 1);
    let case = Case::new(text.replacen("kind = \"noted\"\n", "kind = \"noted\"\nclear = 1\n", 1));
    let repaired = case.repaired();
    assert!(repaired.mends_nothing() && !repaired.is_sound());
    assert_eq!(
        messages(&repaired.unreadable),
        [
            "`incidents.toml` line 8: `severity` is a number, not a string",
            "`incidents.toml` line 56: `clear` is a number, not a list of strings",
        ]
        .map(|text| text.replace("incidents.toml", &case.path.display().to_string()))
    );
    let [first, _] = repaired.unreadable.try_into().unwrap();
    assert!(!first.is_repairable());
    let error = Log::read(&case.path).unwrap().incident("checkout");
    assert_eq!(error.unwrap_err().to_string(), first.to_string());
}

#[test]
fn what_stays_unreadable_is_named_where_it_stands_before_and_after() {
    let text = log_of(&ten()).replacen("via = ", "severity = 3\nvia = ", 1);
    let text = text.replacen("by = ", "garbage line here\nby = ", 1);
    let case = Case::new(text.replacen("\n[[entry]]", "<<<<<<< HEAD\n\n[[entry]]", 1));
    let line = |dry_run| match &repair(&case.path, dry_run).unwrap().unreadable[..] {
        [ReadError::Entry { line, .. }] => *line,
        other => panic!("{other:?}"),
    };
    assert_eq!(line(true), 10);
    assert_eq!(line(false), 8, "two lines above it were set aside");
    assert_eq!(line(false), 8);
}

#[test]
fn words_that_are_unknown_are_nothing_to_repair() {
    let case = Case::new(log_of(&ten()).replace("via = ", "severity = \"huge\"\nvia = "));
    assert!(case.repaired().is_sound());
}

#[test]
fn stray_lines_are_set_aside_without_the_record_they_stand_in() {
    let strays = [
        ("\n[[entry]]", "garbage line here\n\n[[entry]]", 25),
        (
            "\n[[entry]]",
            "it's a \"\"\" trap [ {\n# so\n\n[[entry]]",
            25,
        ),
        ("by = ", "fixed by hand: see below\nby = ", 18),
        ("[[entry]]\n", "[[entry]]\n>>>> quoted\n>>>> quoted\n", 16),
    ];
    let whole = log_of(&ten());
    let start = log_of(&ten()[..1]).len() + 1;
    for (old, new, line) in strays {
        let text = whole[..start].to_owned() + &whole[start..].replacen(old, new, 1);
        let case = Case::new(&text);
        let repaired = case.repaired();
        assert_eq!(repaired.kept, 10, "{new}");
        assert_eq!(repaired.set_aside.len(), 1, "{new}");
        assert_eq!(repaired.set_aside[0].line, line, "{new}");
        let kept = case.text().replace("# so\n", "");
        assert_eq!(kept, whole, "{new}");
        let aside = fs::read_to_string(&repaired.files[1]).unwrap();
        let stray = text.lines().nth(line - 1).unwrap();
        assert!(aside.lines().any(|line| line == stray), "{aside}");
    }
}

#[test]
fn a_fact_that_broke_takes_its_record_with_it_stray_lines_or_not() {
    let text = log_of(&ten()).replacen("action = \"", "garbage line here\naction = ", 1);
    let case = Case::new(text);
    let repaired = case.repaired();
    assert_eq!((repaired.kept, repaired.set_aside.len()), (9, 1));
}
