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
        assert!(!again.stderr.contains("something else"), "{}", again.stderr);
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
            .contains("warning: `--id`: the entry `0193501e-7a3c-4d52-8f0a-100000000003` is saved and says something else for `until`\n"),
        "{}",
        longer.stderr
    );
}

#[test]
fn another_full_date_under_the_same_id_is_refused_wherever_it_was_written() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let add = ["measure", "add", "Fix", "--owner=ana"];
    let promise = |time: &str| sandbox.file("f.toml", format!("next_update = {time}\n"));
    let told = |at: &str, number: u8, args: &[&str]| {
        let id = format!("--id=0193501e-7a3c-4d52-8f0a-20000000000{number}");
        let mut command = sandbox.command(&[args, &[id.as_str()]].concat());
        let output = command.env("VOCERO_NOW", at).output().unwrap();
        let told = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), told)
    };
    let then = "2026-11-21T10:30:00Z";
    let said = |number, args: &[&str]| {
        let (code, told) = told(then, number, args);
        assert_eq!(code, Some(0), "{args:?}: {told}");
    };
    let refused = |number, args: &[&str], key: &str| {
        let (code, told) = told(then, number, args);
        assert_eq!(code, Some(2), "{args:?}: {told}");
        assert!(told.contains(&format!("else for `{key}`\n")), "{told}");
    };
    said(0, &[&add[..], &["--due=2026-12-01"]].concat());
    refused(0, &[&add[..], &["--due=2026-12-09"]].concat(), "due");
    said(1, &["note", "x", "--aware=2026-11-21 10:10"]);
    refused(
        1,
        &["note", "x", "--aware=2026-11-21 10:20"],
        "internal.aware",
    );
    promise("2026-11-21T12:00:00Z");
    said(2, &["update", "--facts=f.toml"]);
    promise("2026-11-21T12:30:00Z");
    refused(2, &["update", "--facts=f.toml"], "next_update");
    // The same words later: days of a measure count from when it is said, and only a warning tells.
    let later = "2026-11-22T10:30:00Z";
    promise("\"40m\"");
    said(3, &["update", "--facts=f.toml"]);
    promise("\"50m\"");
    let in_a_week = [&add[..], &["--due=7d"]].concat();
    said(4, &in_a_week);
    let cases: [(u8, &[&str], &str); 2] = [
        (3, &["update", "--facts=f.toml"], "next_update"),
        (4, &in_a_week, "due"),
    ];
    for (number, args, key) in cases {
        let (code, told) = told(later, number, args);
        assert_eq!(code, Some(0), "{told}");
        assert!(told.contains(&format!("else for `{key}`\n")), "{told}");
    }
}

/// Says it under an id of its own; says the same again; and is refused what differs in `key`.
fn is_once(sandbox: &Sandbox, number: u8, first: &[&str], other: &[&str], key: &str) {
    let id = format!("--id=0193501e-7a3c-4d52-8f0a-30000000000{number}");
    let run = |args: &[&str]| sandbox.run(&[args, &[id.as_str()]].concat());
    for time in ["first", "again"] {
        let outcome = run(first);
        assert_eq!(outcome.code, Some(0), "{time}: {}", outcome.stderr);
        assert!(!outcome.stderr.contains("else for"), "{}", outcome.stderr);
    }
    let refused = run(other);
    assert_eq!(refused.code, Some(2), "{other:?}: {}", refused.stderr);
    let told = format!("else for `{key}`\n");
    assert!(refused.stderr.contains(&told), "{}", refused.stderr);
}

#[test]
fn another_measure_under_the_id_of_a_review_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.product(&["resolve", "-q"]);
    let review = |measure| ["review", "--why=A disk was full.", "--measure", measure];
    let agreed = "We watch disks; owner: ana; by: 2026-12-01";
    let others = [
        "We buy disks; owner: ana; by: 2026-12-01",
        "We watch disks; owner: luis; by: 2026-12-01",
        "We watch disks; owner: ana; by: 2026-12-02",
        "We watch disks; detect sooner; owner: ana; by: 2026-12-01",
    ];
    for other in others {
        is_once(&sandbox, 0, &review(agreed), &review(other), "measure");
    }
    let log = sandbox.read("incidents.toml");
    assert_eq!(log.matches("kind = \"measured\"").count(), 1, "{log}");
}

#[test]
fn another_entry_moment_or_cancellation_under_the_same_id_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let first = sandbox.product(&["show", "--json"]);
    let first: serde_json::Value = serde_json::from_str(&first).unwrap();
    let first = format!("--entry={}", first["timeline"][0]["id"].as_str().unwrap());
    let sandbox = sandbox.at("2026-11-21T10:30:00Z");
    let second = sandbox.product(&["update", "-q", "--scope=Shops in Spain."]);
    let second = format!("--entry={second}");
    let correct = |entry| ["correct", "--scope=Shops in Peru.", entry];
    is_once(&sandbox, 0, &correct(&second), &correct(&first), "corrects");
    let note = |at| ["note", "It began.", "--at", at];
    let dated = "2026-11-21 10:10";
    is_once(&sandbox, 1, &note(dated), &note("2026-11-21 10:20"), "at");
    let id = "--id=0193501e-7a3c-4d52-8f0a-300000000001";
    let loose = sandbox.run(&[&note("10:20")[..], &[id]].concat());
    assert_eq!(loose.code, Some(0), "{}", loose.stderr);
    assert!(loose.stderr.contains("else for `at`\n"), "{}", loose.stderr);
    // What lies a little ahead is taken for now: said again, it may be the same.
    let id = "--id=0193501e-7a3c-4d52-8f0a-300000000002";
    for _ in ["first", "again"] {
        let ahead = sandbox.run(&["note", "Seen.", "--at=2026-11-21T10:33:00Z", id]);
        assert_eq!(ahead.code, Some(0), "{}", ahead.stderr);
    }
    let work = sandbox.product(&[
        "schedule",
        "-q",
        "--title=We change disks",
        "--impact=You cannot pay.",
        "--from=2026-11-21 11:00",
        "--until=2026-11-21 12:00",
    ]);
    let over = sandbox.at("2026-11-21T12:00:00Z");
    let done = ["schedule", &work, "--state=completed"];
    is_once(&over, 3, &done, &["schedule", &work, "--cancel"], "cancel");
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

#[test]
fn a_note_from_a_clock_that_is_ahead_stands_behind_what_is_said_now_and_changes_nothing() {
    let sandbox = Sandbox::new().at("2026-11-21T10:00:00Z");
    sandbox.declared();
    sandbox.product(&[
        "update",
        "-q",
        "--estimate=1h",
        "--confirmed-by=luis",
        "--next-update=30m",
    ]);
    let sandbox = sandbox.at("2026-11-21T12:10:00Z");
    sandbox.product(&["note", "-q", "Somebody's clock is wrong"]);
    let sandbox = sandbox.at("2026-11-21T10:15:00Z");
    sandbox.product(&["update", "-q", "--action=We try.", "--next-update=30m"]);
    let shown = sandbox.product(&["render", "--channel=status-page", "--locale=en"]);
    assert!(!shown.contains("does not hold"), "{shown}");
    assert!(!shown.contains("later than we promised"), "{shown}");
    assert!(shown.contains("by 10:45 UTC"), "{shown}");
    let due = sandbox.run(&["due"]).stdout;
    assert!(due.contains("10:45") && due.contains("11:00"), "{due}");
    sandbox.product(&["resolve", "-q", "--data=none", "--confirmed-by=luis"]);
    let log = sandbox.read("incidents.toml");
    assert!(log.contains("\nended = 2026-11-21T10:15:00Z\n"), "{log}");
}

#[test]
fn a_first_word_that_is_said_again_late_tells_what_became_of_it() {
    let sandbox = Sandbox::new();
    let declare = [
        "declare",
        "--id=0193501e-7a3c-7d52-8f0a-000000000001",
        "--title=Payments fail",
        "--severity=minor",
        "--impact=You cannot pay.",
        "--next-update=30m",
    ];
    sandbox.product(&declare);
    let sandbox = sandbox.at("2026-11-21T12:00:00Z");
    let resolve = ["resolve", "--id=0193501e-7a3c-7d52-8f0a-000000000002"];
    sandbox.product(&resolve);
    let late = sandbox.run(&declare);
    assert_eq!(late.code, Some(0), "{}", late.stderr);
    assert!(
        late.stderr.ends_with(
            "already saved: 2026-11-21-payments-fail, nothing changed\n\
             warning: more was said later: these messages are as of 10:04 UTC\n\
             next: vocero render 2026-11-21-payments-fail\n"
        ),
        "{}",
        late.stderr
    );
    assert!(!late.stderr.contains("over already"), "{}", late.stderr);
    let again = sandbox.run(&resolve);
    assert!(
        again.stderr.ends_with(
            "already saved: 2026-11-21-payments-fail, nothing changed\n\
             next: vocero show 2026-11-21-payments-fail\n"
        ),
        "{}",
        again.stderr
    );
}

#[test]
fn a_clock_that_is_ahead_is_named_and_moves_no_promise() {
    let fast = Sandbox::new().at("2026-11-21T12:00:00Z");
    fast.declared();
    let sandbox = fast.at("2026-11-21T10:05:00Z");
    let update = sandbox.run(&["update", "--next-update=30m", "--action=We move."]);
    assert_eq!(update.code, Some(0), "{}", update.stderr);
    assert!(
        update.stderr.contains(
            "warning: the newest entry is from 12:00 UTC, 115 minutes ahead of the clock of \
             this machine: one of the two clocks is wrong\n"
        ),
        "{}",
        update.stderr
    );
    let log = sandbox.read("incidents.toml");
    let last = log.rsplit("[[entry]]").next().unwrap();
    assert!(last.contains("\nat = 2026-11-21T12:00:00Z\n"), "{last}");
    assert!(
        last.contains("\nnext_update = 2026-11-21T10:35:00Z\n"),
        "{last}"
    );
    for promise in ["10:40", "2026-11-21T10:40:00Z"] {
        let promise = format!("--next-update={promise}");
        let update = sandbox.run(&["update", "--at=now", "--action=We look.", &promise]);
        assert_eq!(update.code, Some(0), "{promise}: {}", update.stderr);
        let log = sandbox.read("incidents.toml");
        let last = log.rsplit("[[entry]]").next().unwrap();
        assert!(
            last.contains("\nnext_update = 2026-11-21T10:40:00Z\n"),
            "{last}"
        );
    }
    let resolve = sandbox.run(&["resolve", "--started=1h"]);
    assert_eq!(resolve.code, Some(0), "{}", resolve.stderr);
    let log = sandbox.read("incidents.toml");
    assert!(log.contains("\nended = 2026-11-21T10:05:00Z\n"), "{log}");
}

#[test]
fn a_promise_that_is_over_when_it_is_said_draws_a_warning() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let sandbox = sandbox.at("2026-11-21T13:00:00Z");
    let backdated = sandbox.run(&["update", "--at=2h ago", "--next-update=30m"]);
    assert_eq!(backdated.code, Some(0), "{}", backdated.stderr);
    assert!(
        backdated
            .stderr
            .contains("warning: the promise of `--next-update` is over already: 11:30 UTC\n"),
        "{}",
        backdated.stderr
    );
    let now = sandbox.run(&["update", "--next-update=30m"]);
    assert!(!now.stderr.contains("over already"), "{}", now.stderr);
}

#[test]
fn a_log_that_is_not_there_is_said_by_whoever_only_reads() {
    let sandbox = Sandbox::new();
    let commands: [&[&str]; 8] = [
        &["feedback"],
        &["daily"],
        &["list", "--json"],
        &["export"],
        &["metrics"],
        &["measures"],
        &["due"],
        &["repair"],
    ];
    for args in commands {
        let outcome = sandbox.run(args);
        assert_eq!(outcome.code, Some(0), "{args:?}");
        let said = "warning: there is no log at `[HERE]/incidents.toml`\n";
        assert_eq!(
            outcome.stderr.matches(said).count(),
            1,
            "{args:?}: {}",
            outcome.stderr
        );
    }
    assert_eq!(sandbox.run(&["repair"]).stdout, "");
    sandbox.declared();
    let outcome = sandbox.run(&["list", "--json"]);
    assert!(
        !outcome.stderr.contains("there is no log"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn what_is_advised_is_about_the_log_and_the_configuration_that_were_named() {
    let sandbox = Sandbox::new();
    sandbox.file("sub/house.toml", "company = \"Acme\"\n");
    let places = ["--log=sub/x.toml", "--config=sub/house.toml"];
    let run = |args: &[&str]| sandbox.run(&[&places, args].concat());
    let declare = [
        "declare",
        "--title=It is broken",
        "--severity=critical",
        "--impact=You cannot pay.",
        "--next-update=30m",
    ];
    let at = "vocero --log sub/x.toml --config sub/house.toml";
    let declared = run(&declare);
    assert_eq!(declared.code, Some(0), "{}", declared.stderr);
    for advised in [
        format!("next: {at} update 2026-11-21-it-is-broken\n"),
        format!("; see `{at} check 2026-11-21-it-is-broken`\n"),
    ] {
        assert!(declared.stderr.contains(&advised), "{}", declared.stderr);
    }
    let unknown = run(&["show", "nothing"]);
    assert!(
        unknown.stderr.ends_with(&format!("`{at} list --all`\n")),
        "{}",
        unknown.stderr
    );
    let json = run(&["show", "nothing", "--json"]);
    assert!(
        json.stdout.contains(&format!("`{at} list --all`")),
        "{}",
        json.stdout
    );
    let due = run(&["due", "--json"]);
    let answer = format!("\"answer\": \"{at} update it-is-broken\"");
    assert!(due.stdout.contains(&answer), "{}", due.stdout);
    let plan = run(&["plan"]);
    assert!(
        plan.stdout
            .contains(&format!("{at} note TEXT it-is-broken --people NAMES\n")),
        "{}",
        plan.stdout
    );
}
