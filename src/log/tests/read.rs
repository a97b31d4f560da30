use std::fs;
use std::path::Path;

use super::examples::{entry, id, log_of, ten};
use crate::log::{ENTRY_LIMIT, Log, ReadError, record};

pub(super) fn read(text: &str) -> Result<Log, ReadError> {
    Log::of_text(Path::new("incidents.toml"), text.to_owned())
}

fn error(text: &str) -> String {
    read(text).unwrap_err().to_string()
}

pub(super) fn warnings(text: &str) -> Vec<String> {
    let log = read(text).unwrap();
    log.warnings().iter().map(ToString::to_string).collect()
}

#[test]
fn a_missing_file_is_an_empty_log() {
    let folder = tempfile::tempdir().unwrap();
    let log = Log::read(&folder.path().join("incidents.toml")).unwrap();
    assert!(log.is_empty());
    assert_eq!(log.summaries().unwrap(), []);
    assert_eq!(log.newest_id().unwrap(), None);
}

#[test]
fn an_incident_is_made_of_its_own_entries() {
    let log = read(&log_of(&ten())).unwrap();
    let incident = log.incident("search").unwrap().unwrap();
    let numbers: Vec<_> = incident.timeline.iter().map(|e| e.id).collect();
    assert_eq!(numbers, [id(1), id(4), id(7)]);
    assert_eq!(log.incident("nothing").unwrap(), None);
    assert_eq!(log.entry(id(4)).unwrap().as_ref(), Some(&ten()[4]));
    assert_eq!(log.entry(id(77)).unwrap(), None);
    assert_eq!(log.newest_id().unwrap(), Some(id(9)));
    assert_eq!(log.incidents(), ["checkout", "search", "mail"]);
}

#[test]
fn a_fault_in_one_record_does_not_hide_the_others() {
    let text = log_of(&ten()).replacen("via = ", "severity = 3\nvia = ", 1);
    let log = read(&text).unwrap();
    assert_eq!(log.summaries().unwrap().len(), 3);
    assert!(log.incident("search").is_ok());
    assert_eq!(
        log.incident("checkout").unwrap_err().to_string(),
        "`incidents.toml` line 8: `severity` is a number, not a string"
    );
    assert_eq!(
        log.rhythms().unwrap_err().to_string(),
        "`incidents.toml` line 8: `severity` is a number, not a string"
    );
}

#[test]
fn a_state_of_the_wrong_type_is_told_when_states_are_asked_for() {
    let text = log_of(&[entry(1, "x", "declared")]).replace("locale", "state = 3\nlocale");
    let log = read(&text).unwrap();
    assert!(matches!(
        log.summaries(),
        Err(ReadError::Entry { line: 11, .. })
    ));
}

#[test]
fn conflict_markers_are_named_with_their_line() {
    let mut lines: Vec<_> = log_of(&ten()).lines().map(str::to_owned).collect();
    lines.insert(6, "<<<<<<< HEAD".to_owned());
    assert_eq!(
        error(&lines.join("\n")),
        "`incidents.toml` line 7: a merge left its conflict markers here"
    );
    for marker in ["=======", ">>>>>>> theirs", "||||||| base"] {
        let text = format!("{}{marker}\n", log_of(&ten()[..1]));
        assert!(
            matches!(read(&text), Err(ReadError::Conflict { line: 14, .. })),
            "{marker}"
        );
    }
}

#[test]
fn a_marker_inside_a_text_is_a_text() {
    let text = log_of(&ten()[..1]) + "internal.cause = '''\n<<<<<<< HEAD\n'''\n";
    assert!(!read(&text).unwrap().is_empty());
}

#[test]
fn a_file_with_keys_of_something_else_and_no_entry_is_no_log() {
    assert_eq!(
        error("# ours\ncompany = \"Acme\"\nlocales = [\"en\"]\n"),
        "`incidents.toml` line 2: `company` is no key of a log, and neither `format` nor an entry stands there"
    );
    // What a newer version writes has a format; a file that says nothing is an empty log.
    for text in ["", "# ours\n", "format = 1\ncompany = 1\n"] {
        assert!(read(text).unwrap().is_empty(), "{text}");
    }
    let by_hand = log_of(&ten()[..1]).replacen("format = 1", "company = 1", 1);
    assert_eq!(read(&by_hand).unwrap().len(), 1);
}

#[test]
fn a_newer_format_is_refused_and_a_missing_one_is_the_first() {
    assert!(read("").unwrap().is_empty());
    assert!(read(&record(&entry(1, "x", "declared"))).is_ok());
    assert_eq!(
        error("format = 2\n[[entry]]\nwhat = 'ever'\n"),
        "`incidents.toml` is of format 2; this version reads up to 1"
    );
    for text in [
        "format = 'one'\n",
        "\nformat = 0\n",
        "entry = 1\n",
        "[entry]\nid = 1\n",
    ] {
        assert!(
            matches!(read(text), Err(ReadError::Invalid { .. })),
            "{text}"
        );
    }
}

#[test]
fn what_a_record_lacks_is_named() {
    let text = log_of(&ten()[..2]).replace("kind = \"declared\"\n", "");
    assert_eq!(error(&text), "`incidents.toml` line 4: `kind` is missing");
    let text = log_of(&ten()[..1]).replace("00Z", "00");
    assert!(error(&text).starts_with("`incidents.toml` line 6: `at` is `2026-11-21T10:00:00`"));
    let text = log_of(&ten()[..1]).replace("incident = \"checkout\"", "incident = ''");
    assert_eq!(error(&text), "`incidents.toml` line 9: `incident` is empty");
}

#[test]
fn a_broken_line_is_named_with_its_column() {
    let text = log_of(&ten()).replacen("by = \"ana\"", "by = \"año\" x", 1);
    let error = read(&text).unwrap_err();
    assert!(
        matches!(
            error,
            ReadError::Invalid {
                line: 7,
                column: 12,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn half_a_record_at_the_end_is_named_by_where_it_begins() {
    let text = log_of(&ten()[..2]);
    let cut = &text[..text.len() - 5];
    assert!(
        matches!(
            read(cut),
            Err(ReadError::Torn {
                entry: 15,
                line: 24,
                ..
            })
        ),
        "{}",
        error(cut)
    );
}

#[test]
fn a_log_cut_anywhere_never_loses_a_record_in_silence() {
    let entries = ten();
    let text = log_of(&entries);
    let mut ends = Vec::new();
    for count in 0..=entries.len() {
        ends.push(log_of(&entries[..count]).len());
    }
    for cut in 0..text.len() {
        if !text.is_char_boundary(cut) {
            continue;
        }
        // How many records had begun, and whether the cut is right after a key: from there on
        // nothing tells a record that lost facts from one that never had them.
        let whole = ends
            .iter()
            .filter(|end| **end <= cut)
            .count()
            .saturating_sub(1);
        let tail = &text[ends[whole].min(cut)..cut];
        let Ok(log) = read(&text[..cut]) else {
            continue;
        };
        let kept = log.incidents().iter();
        let kept: usize = kept
            .map(|id| log.incident(id).map_or(0, |i| i.unwrap().timeline.len()))
            .sum();
        if tail.trim().is_empty() {
            assert_eq!(kept, whole, "cut at {cut}");
        } else {
            assert_eq!(kept, whole + 1, "cut at {cut} after {tail:?}");
            let last = tail.lines().next_back().unwrap();
            assert!(last.parse::<toml::Table>().is_ok(), "cut at {cut}: {last}");
            assert!(tail.contains("kind = "), "cut at {cut}");
        }
    }
}

#[test]
fn every_byte_that_flips_is_noticed_or_harmless() {
    let entries = ten();
    let text = log_of(&entries);
    for place in 0..text.len() {
        for flip in [0x01_u8, 0x10, 0x80] {
            let mut bytes = text.clone().into_bytes();
            bytes[place] ^= flip;
            let Ok(text) = String::from_utf8(bytes) else {
                continue;
            };
            if let Ok(log) = read(&text) {
                assert!(log.len() >= 9, "byte {place} with {flip:#x}");
                let seen = log.len() + text.matches("# vocero").count();
                assert!(seen >= 10, "byte {place} with {flip:#x}");
            }
        }
    }
}

#[test]
fn an_entry_that_stands_there_twice_counts_once() {
    let twice = [
        entry(1, "x", "declared"),
        entry(2, "x", "updated"),
        entry(1, "x", "declared"),
    ];
    let text = log_of(&twice).replacen("via = \"vocero 0.1\"", "via='vocero 0.1' # so", 1);
    let log = read(&text).unwrap();
    assert_eq!(log.incident("x").unwrap().unwrap().timeline.len(), 2);
    assert_eq!(
        warnings(&text),
        ["`incidents.toml` lines 4 and 24: the entry \
          0193501e-7a3c-7d52-8f0a-000000000001 stands there twice"]
    );
}

#[test]
fn one_id_with_two_texts_is_an_error_that_names_both() {
    let mut other = entry(1, "x", "declared");
    other.by = Some("luis".to_owned());
    assert_eq!(
        error(&log_of(&[
            entry(1, "x", "declared"),
            entry(2, "x", "updated"),
            other
        ])),
        "`incidents.toml` lines 4 and 24: two different entries have the id \
         0193501e-7a3c-7d52-8f0a-000000000001"
    );
}

#[test]
fn unknown_keys_and_kinds_are_warned_about_once_each() {
    let mut text = log_of(&ten()).replace("action = ", "impct = 1\ninternal.host = 2\naction = ");
    text = text.replacen("format = 1", "format = 1\nversion = 2", 1);
    text += "\n[server]\nname = 1\n";
    text = text.replacen("kind = \"noted\"", "kind = \"shouted\"", 1);
    assert_eq!(
        warnings(&text),
        [
            "`incidents.toml` line 13: unknown key `impct` (in 10 entries); there is `impact`",
            "`incidents.toml` line 14: unknown key `internal.host` (in 10 entries)",
            "`incidents.toml` line 135: unknown key `server`; there is `severity`",
            "`incidents.toml` line 3: unknown key `version`",
            "`incidents.toml` line 57: unknown kind `shouted`",
        ]
    );
}

#[test]
fn bytes_that_are_no_text_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("incidents.toml");
    fs::write(&path, b"format = 1\n# a\xc3\xb1o \xff\n").unwrap();
    let error = Log::read(&path).unwrap_err();
    assert!(
        matches!(
            error,
            ReadError::NotUtf8 {
                line: 2,
                byte: 8,
                value: 0xff,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn a_record_may_have_a_mebibyte() {
    let mut long = entry(1, "x", "noted");
    long.facts.internal.note = Some("x".repeat(ENTRY_LIMIT));
    let error = read(&log_of(&[entry(0, "x", "declared"), long])).unwrap_err();
    assert!(
        matches!(error, ReadError::EntryTooLong { line: 14, .. }),
        "{error}"
    );
}

#[test]
fn deep_nesting_is_an_error_not_a_crash() {
    let deep = format!("{}x = {}\n", log_of(&ten()), "[".repeat(100_000));
    assert!(matches!(read(&deep), Err(ReadError::Invalid { .. })));
}

#[cfg(unix)]
mod files {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::*;

    #[test]
    fn only_files_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        assert!(matches!(
            Log::read(folder.path()),
            Err(ReadError::NotAFile {
                what: "a folder",
                ..
            })
        ));
        let _socket = UnixListener::bind(path("socket")).unwrap();
        assert!(matches!(
            Log::read(&path("socket")),
            Err(ReadError::NotAFile {
                what: "a socket",
                ..
            })
        ));
        assert!(matches!(
            Log::read(Path::new("/dev/zero")),
            Err(ReadError::NotAFile {
                what: "a device",
                ..
            })
        ));
        symlink("nowhere.toml", path("link")).unwrap();
        assert!(matches!(
            Log::read(&path("link")),
            Err(ReadError::DanglingLink { .. })
        ));
        fs::File::create(path("large"))
            .unwrap()
            .set_len((1 << 30) + 1)
            .unwrap();
        assert!(matches!(
            Log::read(&path("large")),
            Err(ReadError::TooLarge { .. })
        ));
        let below = path("large").join("incidents.toml");
        assert!(matches!(Log::read(&below), Err(ReadError::Io { .. })));
    }

    #[test]
    fn a_hard_link_is_warned_about() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("incidents.toml");
        fs::write(&path, log_of(&ten())).unwrap();
        fs::hard_link(&path, folder.path().join("other")).unwrap();
        let log = Log::read(&path).unwrap();
        assert!(log.warnings()[0].to_string().contains("1 other hard link"));
    }
}

#[test]
fn a_log_that_was_put_behind_itself_is_repaired_into_one() {
    let one = log_of(&ten());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("incidents.toml");
    fs::write(&path, [one.as_str(), one.as_str()].concat()).unwrap();
    assert!(
        Log::read(&path)
            .and_then(|log| log.summaries().map(drop))
            .is_err()
    );
    let repaired = crate::log::repair(&path, false).unwrap();
    assert_eq!((repaired.united, repaired.kept), (ten().len(), ten().len()));
    assert_eq!(fs::read_to_string(&path).unwrap(), one);
}
