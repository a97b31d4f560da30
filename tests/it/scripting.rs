//! Run by scripts: repeated, at once with others, on machines whose clocks differ, with paths of their own.

use crate::sandbox::{Outcome, Sandbox};

#[test]
fn whatever_is_recorded_is_recorded_once_under_its_id_and_other_words_are_refused() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let add = [
        "measure",
        "add",
        "We get an alarm",
        "--owner=ana",
        "--due=friday",
    ];
    assert_eq!(sandbox.run(&add).code, Some(0));
    let cases: [(&[&str], &[&str], &str); 8] = [
        (
            &["measure", "add", "We test it", "--owner=ana", "--due=2w"],
            &["measure", "add", "We test it", "--owner=luis", "--due=2w"],
            "else for `owner`\n",
        ),
        (
            &["update", "--next-update=2026-11-21T11:00:00Z"],
            &["update", "--next-update=2026-11-21T11:30:00Z"],
            "else for `next_update`\n",
        ),
        (
            &["note", "one"],
            &["note", "two"],
            "else for `internal.note`\n",
        ),
        (
            &["snooze", "--until=30m", "--reason=a"],
            &["snooze", "--until=30m", "--reason=b"],
            "else for `internal.note`\n",
        ),
        (
            &["told", "status-page"],
            &["told", "social", "--words=We said B."],
            "else for `to`, `how` and `said`\n",
        ),
        (
            &["feedback", "add", "--score=4"],
            &["feedback", "add", "--score=1"],
            "says something else for",
        ),
        (
            &["measure", "done", "we-get"],
            &["measure", "drop", "we-get", "--reason=no"],
            "says something else for",
        ),
        (
            &["update", "--action=We look.", "--cause=disk full"],
            &["update", "--action=We look.", "--cause=DNS"],
            "else for `internal.cause`\n",
        ),
    ];
    for (place, (first, other_args, differs)) in cases.iter().enumerate() {
        let id = format!("--id=0193501e-7a3c-4d52-8f0a-10000000000{place}");
        let run = |args: &[&str]| sandbox.run(&[args, &[id.as_str()]].concat());
        let outcome = run(first);
        assert_eq!(outcome.code, Some(0), "{first:?}: {}", outcome.stderr);
        let again = run(first);
        assert_eq!(again.code, Some(0), "{first:?}: {}", again.stderr);
        assert!(again.stderr.contains("already saved"), "{}", again.stderr);
        assert!(!again.stderr.contains("another time"), "{}", again.stderr);
        let other = run(other_args);
        assert_eq!(other.code, Some(2), "{first:?}: {}", other.stderr);
        assert!(other.stderr.contains(differs), "{}", other.stderr);
        let rehearsed = run(&[*other_args, &["--dry-run"][..]].concat());
        assert_eq!(rehearsed.code, Some(2), "{first:?}: {}", rehearsed.stderr);
    }
    let id = "--id=0193501e-7a3c-4d52-8f0a-100000000003";
    let longer = sandbox.run(&["snooze", "--until=50m", "--reason=a", id]);
    assert_eq!(longer.code, Some(0));
    assert!(
        longer
            .stderr
            .contains("has another time for `until` and stays as it is"),
        "{}",
        longer.stderr
    );
}

#[test]
fn the_same_first_word_said_at_once_by_several_is_one_incident_for_all() {
    let sandbox = Sandbox::new();
    let declare = || {
        sandbox.run(&[
            "declare",
            "--id=0193501e-7a3c-7d52-8f0a-000000000001",
            "--title=Payments fail",
            "--severity=minor",
            "--impact=You cannot pay.",
            "--next-update=30m",
            "-q",
        ])
    };
    let outcomes = std::thread::scope(|scope| {
        let all: Vec<_> = (0..8).map(|_| scope.spawn(declare)).collect();
        all.into_iter()
            .map(|one| one.join().unwrap())
            .collect::<Vec<_>>()
    });
    for outcome in outcomes {
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        assert_eq!(outcome.stdout, "2026-11-21-payments-fail\n");
    }
    let log = std::fs::read_to_string(sandbox.path("incidents.toml")).unwrap();
    assert_eq!(log.matches("\nid = ").count(), 1);
}

#[test]
fn other_words_under_the_same_id_are_not_passed_over() {
    let sandbox = Sandbox::new();
    let declare = |title: &str| {
        sandbox.run(&[
            "declare",
            "--id=0193501e-7a3c-7d52-8f0a-000000000001",
            "--severity=minor",
            "--impact=You cannot pay.",
            "--next-update=30m",
            title,
        ])
    };
    assert_eq!(declare("--title=Payments fail").code, Some(0));
    let same = declare("--title=Payments fail");
    assert_eq!(same.code, Some(0));
    assert!(same.stderr.contains("already saved"), "{}", same.stderr);
    assert_eq!(
        declare("--title=Nobody can log in"),
        Outcome::refused(
            2,
            "error: `--id`: the entry `0193501e-7a3c-7d52-8f0a-000000000001` is saved and says \
             something else for `title`\n\
             hint: give each entry an id of its own; the same one is for saying the same thing again"
        )
    );
}
