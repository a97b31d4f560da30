//! What is owed: the list, the prompt and the calendar.

use crate::sandbox::{Outcome, Sandbox};

const CONFIG: &str = "zone = 'Europe/Madrid'\n";

/// An incident that owes its next update at 10:34 UTC, and one that is over and owes its report.
fn two_debts() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Search is slow",
        "--severity=minor",
        "--impact=Searching takes minutes.",
        "--next-update=20m",
    ]);
    sandbox.product(&[
        "resolve",
        "search",
        "-q",
        "--outcome=Search is as fast as ever.",
        "--follow-up=friday",
    ]);
    sandbox
}

#[test]
fn the_most_urgent_debt_comes_first_with_the_command_that_answers_it() {
    let sandbox = two_debts();
    assert_eq!(
        sandbox.run(&["due"]),
        Outcome {
            code: Some(0),
            stdout: "\
OWED            BY (UTC)          WHAT         TO         LAST WORD  ANSWER WITH
in 30 min       10:34             next update  customers  just now   vocero update card-payments-are-failing
in 6 days 13 h  2026-11-27 23:59  report       customers  just now   vocero review search-is-slow --final
"
            .to_owned(),
            stderr: String::new(),
        }
    );
}

#[test]
fn a_repair_time_is_said_again_as_long_as_it_is_owed() {
    let mut sandbox = Sandbox::new();
    sandbox.declared();
    let estimate = ["--estimate=12:00", "--confirmed-by=ana"];
    let over = ["--outcome=Cards work."];
    for (at, command, args, told, is_owed) in [
        (
            "10:20",
            ["update", "--state=identified"],
            &estimate[..],
            true,
            true,
        ),
        // A fix that is watched should work already: nobody is told a time, and the end keeps it.
        ("10:40", ["update", "--state=monitoring"], &[], false, true),
        ("10:50", ["update", "--state=identified"], &[], true, true),
        ("10:52", ["update", "--state=monitoring"], &[], false, true),
        ("10:54", ["correct", "--state=identified"], &[], true, true),
        // That it was over was wrong, and then it came back.
        ("11:00", ["resolve", "--ended=10:58"], &over, false, false),
        ("11:04", ["correct", "--state=identified"], &[], true, true),
        ("11:10", ["resolve", "--ended=11:08"], &over, false, false),
        ("11:20", ["update", "--state=identified"], &[], false, false),
    ] {
        sandbox = sandbox.at(&format!("2026-11-21T{at}:00Z"));
        sandbox.product(&[&[command[0], "card", command[1], "-q"], args].concat());
        let page = sandbox.product(&["render", "--channel=status-page"]);
        let said = page.contains("**When we expect it to work again:** by 12:00 UTC.");
        let due = sandbox.run(&["due"]).stdout;
        assert_eq!(
            (said, due.contains("repair")),
            (told, is_owed),
            "{at}: {due}\n{page}"
        );
    }
}

#[test]
fn what_is_overdue_makes_the_exit_code_one_and_a_word_settles_it() {
    let sandbox = two_debts().at("2026-11-21T10:38:00Z");
    let late = sandbox.run(&["due"]);
    assert_eq!(late.code, Some(1));
    assert!(late.stdout.contains("\nOVERDUE 4 min"), "{}", late.stdout);
    assert_eq!(
        sandbox.run(&["due", "-q"]).stdout,
        "2026-11-21-card-payments-are-failing\n2026-11-21-search-is-slow\n"
    );
    sandbox.product(&["update", "card", "-q", "--next-update=30m"]);
    assert_eq!(sandbox.run(&["due"]).code, Some(0));
}

#[test]
fn with_a_horizon_only_what_is_near_is_listed_and_counts() {
    let sandbox = two_debts();
    assert_eq!(
        sandbox.run(&["due", "--within=10m"]),
        Outcome {
            code: Some(0),
            stdout: String::new(),
            stderr: "Nothing is due so soon; 2 words are due later.\n".to_owned(),
        }
    );
    let near = sandbox.run(&["due", "--within=30m"]);
    assert_eq!(
        (near.code, near.stderr.as_str()),
        (Some(1), "1 more is due later.\n")
    );
    assert_eq!(near.stdout.lines().count(), 2);
    assert_eq!(
        sandbox.run(&["due", "--within=10"]),
        Outcome::refused(
            2,
            "error: `--within`: `10` is no span of time\nhint: use a span such as `10m`, `2h` or `1 day`"
        )
    );
}

#[test]
fn a_program_reads_the_same_as_json() {
    let sandbox = two_debts();
    let rows: serde_json::Value =
        serde_json::from_str(&sandbox.product(&["due", "--json"])).unwrap();
    let first = &rows[0];
    assert_eq!(first["incident"], "2026-11-21-card-payments-are-failing");
    assert_eq!(first["title"], "Card payments are failing");
    assert_eq!(first["what"], "next-update");
    assert_eq!(first["due"], "2026-11-21T10:34:00Z");
    assert_eq!(first["overdue"], false);
    assert_eq!(first["seconds"], 1800);
    assert_eq!(first["answer"], "vocero update card-payments-are-failing");
    assert_eq!(rows.as_array().unwrap().len(), 2);
}

#[test]
fn a_log_without_incidents_owes_nothing() {
    let sandbox = Sandbox::new();
    assert_eq!(
        sandbox.run(&["due"]),
        Outcome {
            code: Some(0),
            stdout: String::new(),
            stderr: "warning: there is no log at `[HERE]/incidents.toml`\nNothing is owed.\n"
                .to_owned()
        }
    );
    assert_eq!(sandbox.product(&["due", "--json"]), "[]");
    assert_eq!(sandbox.run(&["due", "--prompt"]).stdout, "");
}

#[test]
fn a_prompt_is_a_few_characters_and_follows_the_log_and_its_configuration() {
    let sandbox = two_debts();
    let prompt = |sandbox: &Sandbox| {
        let outcome = sandbox.run(&["due", "--prompt"]);
        assert_eq!(outcome.stderr, "");
        (outcome.code, outcome.stdout)
    };
    assert_eq!(prompt(&sandbox), (Some(0), "30m\n".to_owned()));
    // The kept answer is as good as the first.
    assert_eq!(prompt(&sandbox), (Some(0), "30m\n".to_owned()));
    let sandbox = sandbox.at("2026-11-21T10:38:00Z");
    assert_eq!(prompt(&sandbox), (Some(1), "!4m\n".to_owned()));
    sandbox.product(&["update", "card", "-q", "--action=We are on it."]);
    assert_eq!(
        prompt(&sandbox),
        (Some(0), "30m\n".to_owned()),
        "by the cadence"
    );
    sandbox.file("vocero.toml", "[cadence]\nmajor = 15\n");
    assert_eq!(prompt(&sandbox), (Some(0), "15m\n".to_owned()));
    sandbox.file("incidents.toml", "half a log");
    assert_eq!(prompt(&sandbox), (Some(3), "?\n".to_owned()));
}

#[test]
fn a_calendar_has_each_debt_once_and_in_utc() {
    let sandbox = two_debts();
    sandbox.file("vocero.toml", CONFIG);
    let calendar = sandbox.product(&["due", "--ics"]);
    let starts: Vec<&str> = calendar
        .lines()
        .filter(|line| line.starts_with("DTSTART"))
        .collect();
    assert_eq!(
        starts,
        ["DTSTART:20261121T103400Z", "DTSTART:20261127T235900Z"]
    );
    assert!(calendar.contains("SUMMARY:Next update due: Card payments are failing\r\n"));
    assert_eq!(sandbox.product(&["due", "--ics"]), calendar);
}

#[test]
fn two_formats_at_once_are_refused_and_a_live_list_needs_a_terminal() {
    let sandbox = Sandbox::new();
    assert_eq!(
        sandbox.run(&["due", "--watch"]),
        Outcome::refused(
            2,
            "error: `--watch` needs a terminal\nhint: use `vocero due` alone, again and again, such as with `watch`"
        )
    );
    let both = sandbox.run(&["due", "--ics", "--json"]);
    assert_eq!(both.code, Some(2));
    assert!(
        both.stderr
            .contains("`--json` and `--ics` ask for two formats"),
        "{}",
        both.stderr
    );
}
