//! An incident from the first word to the end, as a runbook says it without a terminal.

use serde_json::Value;

use crate::sandbox::Sandbox;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn an_incident_is_declared_updated_corrected_and_resolved() {
    let sandbox = Sandbox::new();
    let id = sandbox.declared();
    assert_eq!(id, "2026-11-21-card-payments-are-failing");

    let sandbox = sandbox.at("2026-11-21T10:34:00Z");
    sandbox.product(&[
        "update",
        "-q",
        "--state=identified",
        "--scope=Shops in the EU.",
        "--next-update=30m",
    ]);
    sandbox.product(&["note", "-q", "Switched the route", "--cause=a bad route"]);
    let sandbox = sandbox.at("2026-11-21T10:40:00Z");
    sandbox.product(&["correct", "-q", "--scope=Shops in the EU and in the UK."]);
    let sandbox = sandbox.at("2026-11-21T10:50:00Z");
    sandbox.product(&[
        "resolve",
        "-q",
        "--outcome=Card payments work again.",
        "--started=9:58",
    ]);

    let shown = json(&sandbox.product(&["show", "--json"]));
    assert_eq!(shown["state"], "resolved");
    assert_eq!(
        shown["facts"]["scope"]["en"],
        "Shops in the EU and in the UK."
    );
    assert_eq!(shown["facts"]["ended"], "2026-11-21T10:50:00Z");
    let timeline = shown["timeline"].as_array().unwrap();
    let kinds: Vec<_> = timeline
        .iter()
        .map(|e| e["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        ["declared", "updated", "noted", "corrected", "resolved"]
    );
    assert_eq!(timeline[3]["corrects"], timeline[1]["id"]);
    // A correction leaves the promise standing.
    assert_eq!(timeline[3]["facts"]["next_update"], "2026-11-21T11:04:00Z");
}

#[test]
fn saying_the_same_entry_twice_changes_nothing() {
    let sandbox = Sandbox::new();
    let id = "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e10";
    let args = [
        "declare",
        "-q",
        "--id",
        id,
        "--title=Sign-in is failing",
        "--severity=minor",
        "--impact=You cannot sign in.",
        "--next-update=30m",
    ];
    let first = sandbox.product(&args);
    let log = sandbox.read("incidents.toml");
    assert_eq!(sandbox.product(&args), first);
    let sandbox = sandbox.at("2026-11-21T11:04:00Z");
    assert_eq!(sandbox.product(&args), first);
    assert_eq!(sandbox.read("incidents.toml"), log);
    let other = sandbox.run(&["note", "-q", "--id", id, "Something else"]);
    assert_eq!(other.code, Some(2));
}

#[test]
fn a_second_incident_of_the_same_title_gets_an_id_of_its_own() {
    let sandbox = Sandbox::new();
    assert_eq!(sandbox.declared(), "2026-11-21-card-payments-are-failing");
    assert_eq!(sandbox.declared(), "2026-11-21-card-payments-are-failing-2");
}

#[test]
fn an_update_with_only_a_time_says_that_nothing_has_changed() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let sandbox = sandbox.at("2026-11-21T10:34:00Z");
    sandbox.product(&["update", "-q", "--next-update=30m", "--severity=major"]);
    let body = sandbox.product(&["render", "--channel=status-page"]);
    assert!(
        body.contains("Nothing has changed since 10:04 UTC."),
        "{body}"
    );
    assert!(body.contains("11:04 UTC"), "{body}");
    // What was typed is kept as it was typed: it was said, and it holds from here on.
    assert_eq!(
        sandbox.read("incidents.toml").matches("severity").count(),
        2
    );
}

#[test]
fn a_closed_incident_can_be_added_to_and_says_so() {
    let sandbox = Sandbox::new();
    let id = sandbox.declared();
    sandbox.product(&["resolve", "-q"]);
    let outcome = sandbox.run(&[
        "update",
        &id,
        "--action=We have refunded every double charge.",
    ]);
    assert_eq!(outcome.code, Some(0));
    assert!(
        outcome.stderr.contains("it was over already"),
        "{}",
        outcome.stderr
    );
    assert_eq!(
        json(&sandbox.product(&["show", "--json"]))["state"],
        "resolved"
    );
}

#[test]
fn facts_come_from_a_file_or_from_standard_input_and_flags_win() {
    let sandbox = Sandbox::new();
    let facts = br#"{"title": "Search is slow", "severity": "minor", "impact": {"en": "Searching takes a minute.", "es": "Buscar tarda un minuto."}, "next_update": "45m"}"#;
    let outcome = sandbox.feed(
        &["declare", "--json", "--facts", "-", "--severity=major"],
        facts,
    );
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let saved = json(&outcome.stdout);
    assert_eq!(saved["saved"], "durable");
    assert_eq!(saved["entry"]["facts"]["severity"], "major");
    assert_eq!(
        saved["entry"]["facts"]["next_update"],
        "2026-11-21T10:49:00Z"
    );
    let messages = saved["messages"].as_array().unwrap();
    assert_eq!(
        messages.len(),
        18,
        "nine channels, and Spanish because there are Spanish facts"
    );
}

#[test]
fn a_dry_run_shows_the_messages_and_saves_nothing() {
    let sandbox = Sandbox::new();
    let outcome = sandbox.run(&[
        "declare",
        "--dry-run",
        "--title=Sign-in is failing",
        "--severity=minor",
        "--impact=You cannot sign in.",
        "--next-update=30m",
    ]);
    assert_eq!(outcome.code, Some(0));
    assert!(outcome.stdout.contains("You cannot sign in."));
    assert!(outcome.stderr.contains("nothing was saved"));
    assert!(!sandbox.path("incidents.toml").exists());
}

#[test]
fn a_backdated_entry_takes_its_place_in_the_order_and_is_marked() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.product(&["note", "-q", "First page", "--at=9:59"]);
    let shown = sandbox.product(&["show"]);
    let note = shown.find("09:59 UTC noted").unwrap();
    assert!(note < shown.find("10:04 UTC declared").unwrap());
    let sandbox = sandbox.at("2026-11-21T12:00:00Z");
    sandbox.product(&["note", "-q", "Much later", "--at=10:05"]);
    assert!(
        sandbox
            .product(&["show"])
            .contains("10:05 UTC noted by ana (recorded later, 12:00 UTC)")
    );
}

#[test]
fn a_scenario_fills_in_what_a_runbook_leaves_out() {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", "locales = ['en', 'es']\n");
    let id = sandbox.product(&[
        "declare",
        "-q",
        "--scenario=payments",
        "--next-update=30m",
        "--severity=critical",
    ]);
    assert_eq!(id, "2026-11-21-card-payments-are-failing");
    let shown = json(&sandbox.product(&["show", "--json"]));
    assert_eq!(shown["severity"], "critical");
    assert_eq!(
        shown["facts"]["impact"]["es"],
        "No se puede pagar con tarjeta."
    );
    // Nobody here reads German.
    assert!(shown["facts"]["impact"]["de"].is_null());
}

#[test]
fn an_incident_bears_the_title_in_the_first_language_of_the_house() {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", "locales = ['fr', 'de', 'en']\n");
    let scenario = ["declare", "-q", "--scenario=login", "--next-update=30m"];
    assert_eq!(sandbox.product(&scenario), "2026-11-21-la-connexion-echoue");
}

#[test]
fn a_broken_template_withholds_the_messages_and_never_the_entry() {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", "templates = 'words'\n");
    sandbox.file("words/voices/en.toml", "[impact]\nknown = '{{ impcat }}'\n");
    let outcome = sandbox.run(&[
        "declare",
        "--title=Sign-in is failing",
        "--severity=minor",
        "--impact=You cannot sign in.",
        "--next-update=30m",
    ]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(4), ""));
    assert!(
        outcome.stderr.contains("words/voices/en.toml"),
        "{}",
        outcome.stderr
    );
    assert!(
        sandbox
            .read("incidents.toml")
            .contains("You cannot sign in.")
    );
}

#[test]
fn an_update_that_repeats_what_holds_says_that_nothing_has_changed() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let sandbox = sandbox.at("2026-11-21T10:34:00Z");
    sandbox.product(&[
        "update",
        "-q",
        "--impact=Your shop cannot take card payments.",
    ]);
    let body = sandbox.product(&["render", "--channel=status-page"]);
    assert!(
        body.contains("Nothing has changed since 10:04 UTC."),
        "{body}"
    );
    let nothing = sandbox.run(&["update", "-q"]);
    assert_eq!(nothing.code, Some(2));
    assert!(
        nothing
            .stderr
            .starts_with("error: there is nothing to say: no fact is given\n")
    );
}

#[test]
fn what_is_said_at_saving_is_what_is_rendered_later() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let said = json(&sandbox.product(&[
        "declare",
        "--json",
        "--title=Card payments are failing",
        "--severity=major",
        "--impact=Your shop cannot take card payments.",
        "--next-update=30m",
    ]));
    let id = said["incident"].as_str().unwrap();
    assert_eq!(id, "2026-11-21-card-payments-are-failing-2");
    assert_eq!(
        said["messages"],
        json(&sandbox.product(&["render", id, "--json"]))
    );
}
