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
        moved.contains(
            "The start has moved: we had announced it for 22:00 UTC on Saturday 21 November."
        ),
        "{moved}"
    );
    assert!(
        moved.contains("from 22:00 to 23:00 UTC on Monday 23 November."),
        "{moved}"
    );
}

#[test]
fn whoever_begins_the_work_hears_that_the_way_before_it_lapses_and_how_to_keep_it() {
    let way = "--workaround=Order by telephone.";
    let begun = |more: &[&str]| {
        let sandbox = Sandbox::new();
        let id = announced(&sandbox);
        sandbox.product(&["schedule", "-q", &id, way]);
        let sandbox = sandbox.at("2026-11-21T22:01:00Z");
        let begin = ["schedule", &id, "--state=in-progress"];
        let heard = sandbox.run(&[&begin[..], more].concat()).stderr;
        let keep = format!("say it again with `vocero update {id} --workaround TEXT`");
        (heard.contains(&keep), page(&sandbox))
    };
    let (heard, page) = begun(&[]);
    assert!(heard && !page.contains("telephone"), "{page}");
    let (heard, page) = begun(&[way]);
    assert!(!heard && page.contains("Order by telephone."), "{page}");
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

fn refused(sandbox: &Sandbox, args: &[&str], message: &str) {
    assert_eq!(sandbox.run(args), Outcome::refused(2, message));
}

/// Announces work with these times, and must be refused.
fn refused_from(from: &str, until: &str, message: &str) {
    let (from, until) = (format!("--from={from}"), format!("--until={until}"));
    let args = ["schedule", "--title=Work", "--impact=Slow.", &from, &until];
    refused(&Sandbox::new(), &args, message);
}

#[test]
fn work_that_would_end_before_it_begins_is_refused() {
    refused_from(
        "2026-12-01 22:00",
        "2026-12-01 21:00",
        "error: the end, `--until` (2026-12-01 21:00 UTC), does not lie after the beginning, \
         `--from` (2026-12-01 22:00 UTC); name a later end with `--until`",
    );
    let sandbox = Sandbox::new();
    let id = announced(&sandbox);
    refused(
        &sandbox,
        &["schedule", &id, "--from=2026-11-21 23:00"],
        "error: the end, `--until` (2026-11-21 23:00 UTC), does not lie after the beginning, \
         `--from` (2026-11-21 23:00 UTC); name a later end with `--until`",
    );
    refused(
        &sandbox,
        &["update", &id, "--estimate=21:00", "--confirmed-by=ana"],
        "error: the end, `--estimate` (2026-11-21 21:00 UTC), does not lie after the beginning, \
         `--started` (2026-11-21 22:00 UTC); name a later end with `--estimate`",
    );
    sandbox.product(&["schedule", "-q", &id, "--from=22:30"]);
}

#[test]
fn what_is_wrong_is_said_once_and_of_the_flag_that_was_typed() {
    let cannot = "is not a time";
    for (from, until, flag, why) in [
        ("nonsense", "23:00", "--from", cannot),
        ("22:00", "nonsense", "--until", cannot),
        ("2026-11-20 22:00", "23:00", "--from", "lies in the past"),
        ("22:00", "2026-11-20 22:00", "--until", "lies in the past"),
        (
            "2028-11-20 22:00",
            "2028-11-20 23:00",
            "--from",
            "a year ahead",
        ),
    ] {
        let sandbox = Sandbox::new();
        let (from, until) = (format!("--from={from}"), format!("--until={until}"));
        let args = ["schedule", "--title=Work", "--impact=Slow.", &from, &until];
        let Outcome {
            stderr: err, code, ..
        } = sandbox.run(&args);
        assert_eq!(code, Some(2), "{err}");
        assert!(err.contains(flag) && err.contains(why), "{err}");
        assert_eq!(err.matches(flag).count(), 1, "{err}");
        for other in ["--started", "--estimate", "--next-update"] {
            assert!(!err.contains(other), "{err}");
        }
    }
    refused(
        &Sandbox::new(),
        &["schedule", "--type=incident", "--title=Work"],
        "error: `--type`: `incident` is not planned work, which is always of type `maintenance`\n\
         hint: leave `--type` out, or use `vocero declare` for what is not planned",
    );
}

#[test]
fn what_is_worked_on_is_under_maintenance() {
    let sandbox = Sandbox::new();
    let id = announced(&sandbox);
    sandbox.product(&["schedule", "-q", &id, "--component=Checkout"]);
    let log = sandbox.read("incidents.toml");
    assert!(
        log.contains("components.\"Checkout\" = \"under-maintenance\""),
        "{log}"
    );
}

#[test]
fn work_that_does_not_take_place_is_called_off_and_keeps_its_plan() {
    for how in ["--cancel", "--state=completed"] {
        let sandbox = Sandbox::new();
        let id = announced(&sandbox);
        let sandbox = sandbox.at("2026-11-21T12:30:00Z");
        let said = sandbox.run(&["schedule", "-q", &id, how, "--fail-on=warning"]);
        assert_eq!((said.code, said.stderr.as_str()), (Some(0), ""), "{how}");
        let shown = sandbox.product(&["show", "--json"]);
        let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(shown["state"], "completed");
        assert_eq!(shown["cancelled"], true);
        let told = sandbox.product(&["show"]);
        assert!(told.contains("\n  state      cancelled\n"), "{told}");
        let listed = sandbox.product(&["list", "--all"]);
        assert!(
            listed.contains(" minor    cancelled 2026-11-21-moving"),
            "{listed}"
        );
        assert_eq!(shown["facts"]["started"], "2026-11-21T22:00:00Z");
        assert_eq!(shown["facts"]["ended"], "2026-11-21T12:30:00Z");
        assert_eq!(
            page(&sandbox),
            "**Cancelled: Moving card payments**\n\n\
             The work planned for 22:00 UTC on Saturday 21 November will not take place."
        );
    }
}

#[test]
fn what_has_begun_cannot_be_called_off() {
    let sandbox = Sandbox::new();
    let id = announced(&sandbox);
    let sandbox = sandbox.at("2026-11-21T22:10:00Z");
    let hint = format!("hint: say that it is over with `vocero schedule {id} --state completed`");
    refused(
        &sandbox,
        &["schedule", &id, "--cancel"],
        &format!(
            "error: `--cancel`: the work was to begin at 2026-11-21 22:00 UTC; it can only end\n{hint}"
        ),
    );
    sandbox.product(&["schedule", "-q", &id, "--state=in-progress"]);
    refused(
        &sandbox,
        &["schedule", &id, "--cancel"],
        &format!("error: `--cancel`: the work is `in-progress`; it can only end\n{hint}"),
    );
}

#[test]
fn what_was_called_off_can_take_place_after_all_and_is_not_called_off_twice() {
    let sandbox = Sandbox::new();
    let id = announced(&sandbox);
    sandbox.product(&["schedule", "-q", &id, "--cancel"]);
    refused(
        &sandbox,
        &["schedule", &id, "--cancel"],
        "error: `--cancel`: it is called off already",
    );
    let again = [
        "schedule",
        "-q",
        &id,
        "--state=scheduled",
        "--from=2026-11-23 22:00",
        "--until=2026-11-23 23:00",
    ];
    sandbox.product(&again);
    let page = page(&sandbox);
    assert!(
        page.starts_with("**Scheduled maintenance: Moving card payments**"),
        "{page}"
    );
    assert!(!page.contains("over"), "{page}");
    let calendar = sandbox.product(&["render", "--channel=calendar"]);
    assert!(!calendar.contains("ancelled"), "{calendar}");
}

#[test]
fn a_file_of_facts_cannot_make_planned_work_anything_else() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "facts.toml",
        "type = \"incident\"\ntitle = \"Work\"\nimpact = \"Slow.\"\n",
    );
    let hint = "hint: leave `--type` out, or use `vocero declare` for what is not planned";
    refused(
        &sandbox,
        &["schedule", "--facts=facts.toml", "--from=22:00"],
        &format!(
            "error: `--type`: `incident` is not planned work, which is always of type `maintenance`\n{hint}"
        ),
    );
    sandbox.file(
        "facts.toml",
        "type = \"maintenance\"\ntitle = \"Work\"\nimpact = \"Slow.\"\nstarted = \"21:00\"\n",
    );
    sandbox.product(&[
        "schedule",
        "-q",
        "--facts=facts.toml",
        "--from=22:00",
        "--until=23:00",
    ]);
    let shown = sandbox.product(&["show", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["facts"]["started"], "2026-11-21T22:00:00Z");
}

#[test]
fn a_plan_is_corrected_with_the_flags_that_it_was_announced_with() {
    let sandbox = Sandbox::new();
    let id = announced(&sandbox);
    let times = ["--from=2026-11-23 22:00", "--until=2026-11-23 23:00"];
    sandbox.product(&["correct", "-q", &id, times[0], times[1]]);
    let corrected = page(&sandbox);
    assert!(
        corrected.contains("It runs from 22:00 to 23:00 UTC on Monday 23 November."),
        "{corrected}"
    );
    // The next word comes when the work begins, whenever that is.
    assert!(
        corrected.contains("\n\n**Next update:** by 22:00 UTC on Monday 23 November, sooner"),
        "{corrected}"
    );
    assert!(!sandbox.product(&["due", "--json"]).contains("next-update"));
    sandbox.product(&[
        "correct",
        "-q",
        &id,
        "--from=2026-11-23 21:00",
        "--next-update=3h",
    ]);
    assert!(page(&sandbox).contains("**Next update:** by 13:04 UTC, sooner"));
    sandbox.product(&["correct", "-q", &id, "--from=2026-11-23 20:00"]);
    assert!(page(&sandbox).contains("**Next update:** by 13:04 UTC, sooner"));
    let broken = sandbox.declared();
    assert_eq!(
        sandbox.run(&["correct", &broken, times[0]]),
        Outcome::refused(
            2,
            &format!(
                "error: `{broken}` is no planned work\nhint: say what is new with `vocero update {broken}`"
            )
        )
    );
}

#[test]
fn what_was_called_off_takes_place_after_all_only_with_a_time_of_its_own() {
    let sandbox = Sandbox::new();
    let id = announced(&sandbox);
    sandbox.product(&["schedule", "-q", &id, "--cancel"]);
    let sandbox = sandbox.at("2026-11-24T21:05:00Z");
    refused(
        &sandbox,
        &["schedule", &id, "--state=in-progress"],
        &format!(
            "error: `--state`: the work was called off, and nobody said when it is `in-progress` after \
             all\nhint: name its times with `vocero schedule {id} --state in-progress --from TIME \
             --until TIME`"
        ),
    );
    sandbox.product(&["schedule", "-q", &id, "--from=22:00", "--until=23:00"]);
    let page = page(&sandbox);
    assert!(
        page.starts_with(
            "**Scheduled maintenance: Moving card payments**\n\n\
             We had called it off; it takes place after all.\n\n"
        ),
        "{page}"
    );
    assert!(
        page.contains("**When:** from 22:00 to 23:00 UTC."),
        "{page}"
    );
}
