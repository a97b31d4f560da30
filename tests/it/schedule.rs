//! Planned work: announced, moved, begun, overrun, done.

use crate::sandbox::{Outcome, Sandbox};

fn announced(sandbox: &Sandbox) -> String {
    sandbox.product(&[
        "schedule",
        "-q",
        "--title=Moving card payments",
        "--impact=Your shop cannot take card payments.",
        "--from=22:00",
        "--until=23:00",
    ])
}

fn page(sandbox: &Sandbox) -> String {
    sandbox.product(&["render", "--channel=status-page"])
}

#[test]
fn what_is_planned_lies_ahead_and_whoever_plans_it_answers_for_its_end() {
    let sandbox = Sandbox::new();
    let id = announced(&sandbox);
    assert_eq!(id, "2026-11-21-moving-card-payments");
    let shown = sandbox.product(&["show", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["type"], "maintenance");
    assert_eq!(shown["state"], "scheduled");
    assert_eq!(shown["facts"]["started"], "2026-11-21T22:00:00Z");
    assert_eq!(shown["facts"]["estimate"], "2026-11-21T23:00:00Z");
    // The next word comes when the work begins.
    assert_eq!(shown["facts"]["next_update"], "2026-11-21T22:00:00Z");
    assert!(
        sandbox
            .read("incidents.toml")
            .contains("confirmed_by = \"ana\"")
    );
}

#[test]
fn a_plan_stands_until_its_time_has_come() {
    let sandbox = Sandbox::new();
    let id = announced(&sandbox);
    let sandbox = sandbox.at("2026-11-21T22:01:00Z");
    sandbox.product(&["schedule", "-q", &id, "--state=in-progress"]);
    assert!(page(&sandbox).contains("**When we expect to be done:** by 23:00 UTC."));
    let sandbox = sandbox.at("2026-11-21T22:40:00Z");
    sandbox.product(&["schedule", "-q", &id, "--until=23:30"]);
    let longer = page(&sandbox);
    assert!(
        longer
            .contains("It is taking longer than planned: we had announced the end for 23:00 UTC."),
        "{longer}"
    );
    assert!(
        longer.contains("**When we expect to be done:** by 23:30 UTC."),
        "{longer}"
    );
    let sandbox = sandbox.at("2026-11-21T23:35:00Z");
    sandbox.product(&["update", "-q", &id, "--next-update=20m"]);
    let open = page(&sandbox);
    assert!(
        open.contains("the end for 23:30 UTC, and cannot name another time yet."),
        "{open}"
    );
    assert!(!open.contains("When we expect to be done"), "{open}");
    sandbox.product(&["schedule", "-q", &id, "--state=completed"]);
    assert!(page(&sandbox).starts_with("**Maintenance completed:"));
}

#[test]
fn a_plan_that_moves_says_what_it_was() {
    let sandbox = Sandbox::new();
    let id = announced(&sandbox);
    let args = [
        "schedule",
        "-q",
        &id,
        "--from=2026-11-23 22:00",
        "--until=2026-11-23 23:00",
    ];
    sandbox.product(&args);
    let moved = page(&sandbox);
    assert!(
        moved.contains("The start has moved: we had announced it for 22:00 UTC."),
        "{moved}"
    );
    assert!(
        moved.contains("from 22:00 to 23:00 UTC on Monday 23 November."),
        "{moved}"
    );
}

#[test]
fn what_is_missing_or_no_planned_work_is_named() {
    let sandbox = Sandbox::new();
    assert_eq!(
        sandbox.run(&["schedule", "--impact=Slow.", "--from=22:00"]),
        Outcome::refused(
            2,
            "error: `--title` and `--until` must be given\n\
             hint: answer the questions at a terminal, or see `vocero schedule --help`"
        )
    );
    let id = sandbox.declared();
    assert_eq!(
        sandbox.run(&["schedule", &id, "--state=in-progress"]),
        Outcome::refused(
            2,
            &format!(
                "error: `{id}` is no planned work\nhint: say what is new with `vocero update {id}`"
            )
        )
    );
}
