//! Whatever comes in: a clear error with the next step, the exit code that was promised, and
//! nothing lost.

use std::process::Stdio;

use crate::sandbox::{Outcome, Sandbox};

#[test]
fn without_a_terminal_every_missing_flag_is_named_at_once() {
    assert_eq!(
        Sandbox::new().run(&["declare", "--title=Sign-in is failing"]),
        Outcome::refused(
            2,
            "error: `--severity`, `--impact` and `--next-update` must be given\n\
             hint: answer the questions at a terminal, or see `vocero declare --help`"
        )
    );
}

#[test]
fn a_title_without_its_flag_is_told_the_flag() {
    let sandbox = Sandbox::new();
    let hint = "hint: the title goes with `--title`\n";
    let bare = sandbox.run(&["declare", "Card payments are failing"]);
    assert_eq!(bare.code, Some(2));
    assert!(bare.stderr.ends_with(hint), "{}", bare.stderr);
    for other in [["declare", "--titel=x"], ["list", "x"]] {
        let other = sandbox.run(&other);
        assert_eq!(other.code, Some(2));
        assert!(!other.stderr.contains(hint), "{}", other.stderr);
    }
}

#[test]
fn one_misspelt_word_or_a_slip_in_a_whole_id_finds_the_incident() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    for given in ["paymets", "2026-11-21-card-payments-are-fialing", "faling"] {
        let outcome = sandbox.run(&["show", given]);
        assert!(
            outcome
                .stderr
                .contains("hint: use `2026-11-21-card-payments-are-failing`, or see"),
            "{given}: {}",
            outcome.stderr
        );
    }
}

#[test]
fn an_end_before_the_first_word_needs_its_day() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let resolve =
        |ended: &str| sandbox.run(&["resolve", "--outcome=It works.", ended, "--dry-run"]);
    let slip = resolve("--ended=13:00");
    assert_eq!(slip.code, Some(2));
    assert!(
        slip.stderr.contains(
            "`--ended` (2026-11-20 13:00 UTC) lies before the first word (2026-11-21 10:04 UTC), \
             and nobody said when it started; give the day with it, or `--started` too"
        ),
        "{}",
        slip.stderr
    );
}

#[test]
fn an_unknown_incident_offers_similar_ones() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    assert_eq!(
        sandbox.run(&["show", "card-paymnets-are-failing"]),
        Outcome::refused(
            2,
            "error: no incident matches `card-paymnets-are-failing` in `[HERE]/incidents.toml`\n\
             hint: use `2026-11-21-card-payments-are-failing`, or see `vocero list --all`"
        )
    );
}

#[test]
fn an_unknown_channel_or_locale_is_named_with_what_there_is() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    assert_eq!(
        sandbox.run(&["render", "--channel=emial"]),
        Outcome::refused(
            2,
            "error: there is no channel `emial`\nhint: use `email`, or see `vocero template list`"
        )
    );
    assert_eq!(
        sandbox.run(&["render", "--locale=it"]),
        Outcome::refused(
            2,
            "error: there is no voice for the locale `it`\n\
             hint: use `en`, `es`, `pt`, `fr` or `de`, or add a voice to your templates folder"
        )
    );
}

#[test]
fn several_open_incidents_must_be_told_apart_before_writing() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.declared();
    let outcome = sandbox.run(&["update", "--next-update=30m"]);
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome.stderr.starts_with("error: 2 incidents are open in"),
        "{}",
        outcome.stderr
    );
    assert_eq!(sandbox.run(&["show", "-q"]).code, Some(0));
}

#[test]
fn every_problem_with_the_flags_is_named_at_once() {
    let outcome = Sandbox::new().run(&[
        "declare",
        "--title=\u{1b}[31mred",
        "--severity=sev1",
        "--impact=",
        "--next-update=yesterday",
    ]);
    assert_eq!(
        outcome,
        Outcome::refused(
            2,
            "error: `--severity`: `sev1` is not a severity; use `minor`, `major` or `critical`\n\
             error: `--title` holds the control character U+001B at character 1; remove it\n\
             error: `--impact` is empty; leave it out, or say something\n\
             error: `--next-update` lies in the past; name a time to come"
        )
    );
}

#[test]
fn a_log_that_is_no_file_is_refused() {
    let sandbox = Sandbox::new();
    std::fs::create_dir(sandbox.path("folder.toml")).unwrap();
    let outcome = sandbox.run(&["--log=folder.toml", "list"]);
    assert_eq!(outcome.code, Some(3));
    assert!(
        outcome.stderr.contains("is a folder, not a file"),
        "{}",
        outcome.stderr
    );
}

#[cfg(unix)]
#[test]
fn a_pipe_as_the_log_is_refused_at_once() {
    let sandbox = Sandbox::new();
    let made = std::process::Command::new("mkfifo")
        .arg(sandbox.path("pipe.toml"))
        .status()
        .unwrap();
    assert!(made.success());
    assert_eq!(sandbox.run(&["--log=pipe.toml", "list"]).code, Some(3));
}

#[test]
fn half_a_record_is_an_error_with_its_line_and_is_never_shortened() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let whole = sandbox.read("incidents.toml");
    let torn = format!("{whole}\n[[entry]]\nid = \"0193501e-7a3c-7d52");
    sandbox.file("incidents.toml", &torn);
    for args in [vec!["list"], vec!["update", "--next-update=30m"]] {
        let outcome = sandbox.run(&args);
        assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(3), ""));
        assert!(
            outcome
                .stderr
                .contains("hint: mend the file by hand, or see what `vocero repair --dry-run`"),
            "{}",
            outcome.stderr
        );
    }
    assert_eq!(sandbox.read("incidents.toml"), torn);
    assert_eq!(sandbox.run(&["repair", "-q"]).code, Some(0));
    assert_eq!(
        sandbox.product(&["list", "-q"]),
        "2026-11-21-card-payments-are-failing"
    );
}

#[test]
fn conflict_markers_are_named_and_repaired() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let base = sandbox.read("incidents.toml");
    sandbox.product(&["note", "-q", "Ours"]);
    let ours = sandbox.read("incidents.toml").replacen(&base, "", 1);
    sandbox.file("incidents.toml", &base);
    sandbox.product(&["note", "-q", "Theirs"]);
    let theirs = sandbox.read("incidents.toml").replacen(&base, "", 1);
    sandbox.file(
        "incidents.toml",
        format!("{base}<<<<<<< HEAD{ours}=======\n{theirs}>>>>>>> theirs\n"),
    );
    let outcome = sandbox.run(&["show"]);
    assert_eq!(outcome.code, Some(3));
    assert!(
        outcome
            .stderr
            .contains("a merge left its conflict markers here"),
        "{}",
        outcome.stderr
    );
    assert_eq!(sandbox.run(&["repair", "-q"]).code, Some(0));
    let shown = sandbox.product(&["show"]);
    assert!(
        shown.contains("Ours") && shown.contains("Theirs"),
        "{shown}"
    );
}

#[test]
fn a_newer_format_is_refused_and_not_touched() {
    let sandbox = Sandbox::new();
    sandbox.file("incidents.toml", "format = 2\n");
    assert_eq!(sandbox.run(&["note", "x"]).code, Some(3));
    assert_eq!(sandbox.read("incidents.toml"), "format = 2\n");
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_after_a_save_says_that_it_is_saved() {
    let sandbox = Sandbox::new();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let args = [
        "declare",
        "--title=Sign-in is failing",
        "--severity=minor",
        "--impact=You cannot sign in.",
        "--next-update=30m",
    ];
    let output = sandbox.command(&args).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(4));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("is saved, but the messages could not be shown")
    );
    assert!(
        sandbox
            .read("incidents.toml")
            .contains("You cannot sign in.")
    );
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_named() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = sandbox.command(&["list"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(
        told.starts_with("error: the output could not be written: No space left"),
        "{told}"
    );
}

#[test]
fn a_closed_pipe_is_a_goodbye() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = sandbox
        .command(&["render"])
        .stdout(Stdio::from(writer))
        .output()
        .unwrap();
    assert_eq!((output.status.code(), output.stderr), (Some(0), Vec::new()));
}

#[test]
fn text_that_is_not_utf8_is_refused() {
    let sandbox = Sandbox::new();
    let outcome = sandbox.feed(&["declare", "--facts=-"], b"title = '\xff'");
    assert_eq!(
        outcome,
        Outcome::refused(
            2,
            "error: `--facts`: `standard input` is not UTF-8 (byte 10)"
        )
    );
    sandbox.file("incidents.toml", b"format = 1\n# \xff\n");
    let outcome = sandbox.run(&["list"]);
    assert_eq!(outcome.code, Some(3));
    assert!(
        outcome
            .stderr
            .contains("line 2: byte 3 of the line (0xFF) is not UTF-8"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_bad_clock_or_configuration_is_named() {
    let sandbox = Sandbox::new().at("noon");
    assert_eq!(
        sandbox.run(&["list"]),
        Outcome::refused(
            2,
            "error: `VOCERO_NOW` is `noon`, which is not a time; use RFC 3339 such as `2026-11-21T10:04:00Z`\n\
             hint: unset it to use the real time"
        )
    );
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", "zone = 'Mars/Olympus'\n");
    assert_eq!(
        sandbox.run(&["list"]),
        Outcome::refused(
            3,
            "error: `[HERE]/vocero.toml`: `zone` `Mars/Olympus` is not a time zone; use an IANA name such as `UTC` or `Europe/Madrid`\n\
             hint: see every setting with `vocero init --dry-run`"
        )
    );
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_is_named_and_nothing_changes() {
    use std::os::unix::fs::PermissionsExt;
    let sandbox = Sandbox::new();
    let log = sandbox.file("locked/incidents.toml", "format = 1\n");
    let folder = log.parent().unwrap();
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write everywhere.
    let root = std::fs::File::create(folder.join("probe")).is_ok();
    let outcome = sandbox.run(&[
        "--log=locked/incidents.toml",
        "declare",
        "--title=x",
        "--severity=minor",
        "--impact=y",
        "--next-update=1h",
    ]);
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
    if !root {
        assert_eq!(outcome.code, Some(3));
        assert_eq!(std::fs::read_to_string(log).unwrap(), "format = 1\n");
    }
}

#[test]
fn the_first_entry_of_a_log_says_where_it_is() {
    let sandbox = Sandbox::new();
    let declared = |id: &str| {
        let declare = [
            "declare",
            "--title=Cards fail",
            "--impact=Cards fail.",
            "--severity=major",
            "--next-update=30m",
        ];
        let id = format!("--id={id}");
        sandbox.run(&[&declare[..], &["--log=typo/log.toml", &id]].concat())
    };
    let first = declared("0193501e-7a3c-7d52-8f0a-000000000001");
    assert_eq!(first.code, Some(0), "{}", first.stderr);
    let told = "a new log: [HERE]/typo/log.toml\n";
    assert!(first.stderr.starts_with(told), "{}", first.stderr);
    let second = declared("0193501e-7a3c-7d52-8f0a-000000000002");
    assert_eq!(second.code, Some(0), "{}", second.stderr);
    assert!(!second.stderr.contains("a new log"), "{}", second.stderr);
}

#[test]
fn a_secret_in_a_text_stops_the_save_and_is_not_repeated() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let log = sandbox.read("incidents.toml");
    let token = ["ghp_", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].concat();
    assert_eq!(
        sandbox.run(&["note", &format!("Retry with {token}.")]),
        Outcome::refused(
            2,
            "error: `note` holds a GitHub token: `ghp_…` (fingerprint f8be7c22)\n\
             hint: take it out, and make it worthless now: whoever saw it may have kept it\n\
             hint: if it is no secret, say why: `--waive \"leak-secret:f8be7c22=REASON\"`"
        )
    );
    assert_eq!(sandbox.read("incidents.toml"), log);
}

#[test]
fn what_is_wrong_with_a_configuration_is_said_once() {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", "compny = 'Acme'\n");
    let outcome = sandbox.run(&["list"]);
    assert_eq!(outcome.code, Some(3));
    assert_eq!(
        outcome.stderr.matches("unknown field `compny`").count(),
        1,
        "{}",
        outcome.stderr
    );
    assert!(outcome.stderr.contains("vocero.toml` line 1 is not"));
    sandbox.file("vocero.toml", "locales = ['en'");
    let outcome = sandbox.run(&["list"]);
    let labelled = outcome.stderr.matches("error:").count();
    assert_eq!(labelled, 1, "{}", outcome.stderr);
    let drawn = "\n    |\n  1 | locales = ['en'\n";
    assert!(outcome.stderr.contains(drawn), "{}", outcome.stderr);
}

#[test]
fn a_number_in_json_is_told_by_its_kind() {
    let sandbox = Sandbox::new();
    for (number, kind) in [("3", "integer"), ("3.5", "float")] {
        let facts = format!("{{\"title\": {number}}}");
        let outcome = sandbox.feed(&["declare", "--no-input", "--facts=-"], facts.as_bytes());
        let told =
            format!("has a {kind} for `title`; use a text").replace("a integer", "an integer");
        assert!(outcome.stderr.contains(&told), "{}", outcome.stderr);
    }
}

#[test]
fn what_was_never_said_is_named_by_its_flag() {
    let sandbox = Sandbox::new();
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Search is slow",
        "--severity=minor",
        "--impact=Search takes a minute.",
        "--next-update=1h",
    ]);
    let outcome = sandbox.run(&["correct", "--no-input", "--cause=a full disk"]);
    assert!(
        outcome
            .stderr
            .contains("nothing was said about `cause` so far"),
        "{}",
        outcome.stderr
    );
}
