//! A name or a secret leaves the log, and nothing else does.

use crate::sandbox::{Outcome, Sandbox};

/// A log in which `Jane Doe` stands where she must not.
fn told() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let sandbox = sandbox.at("2026-11-21T10:20:00Z");
    let entry = sandbox.product(&[
        "update",
        "-q",
        "--impact=Jane Doe cannot pay.",
        "--impact-es=Jane Doe no puede pagar.",
        "--cause=Jane Doe's card",
        "--next-update=30m",
    ]);
    (sandbox.at("2026-11-22T09:00:00Z"), entry)
}

fn without(text: &str, dropped: &[&str]) -> String {
    let lines = text.split_inclusive('\n');
    lines
        .filter(|line| !dropped.iter().any(|start| line.starts_with(start)))
        .collect()
}

#[test]
fn what_is_taken_out_is_gone_and_a_marker_says_why() {
    let (sandbox, entry) = told();
    let before = sandbox.read("incidents.toml");
    let outcome = sandbox.run(&[
        "redact",
        &entry,
        "--field=impact",
        "--field=cause",
        "--reason=a customer's name",
        "--yes",
    ]);
    assert_eq!(
        outcome,
        Outcome {
            code: Some(0),
            stdout: format!("`impact` and `internal.cause` taken out of the entry {entry}\n"),
            stderr: "still held by:\n\
                - messages that were sent at 2026-11-21 10:20 UTC: pages, mailboxes and chats keep them until you edit or recall them there\n\
                - perhaps what was written elsewhere (`--out`, `site` and the like): only what lies in and below the folder of the log and this one was looked into, but for hidden folders\n\
                - backups of this machine, and copies that others have; and if it is a secret, whoever saw it: change it\n"
                .to_owned(),
        }
    );
    let after = sandbox.read("incidents.toml");
    assert!(!after.contains("Jane"), "{after}");
    assert_eq!(
        without(&after, &["redacted."]),
        without(
            &before,
            &["impact.en = \"Jane", "impact.es = \"Jane", "internal.cause"]
        ),
        "everything else stays, byte for byte"
    );
    assert!(after.contains(
        "redacted.\"impact\" = [\"2026-11-22T09:00:00Z\", \"ana\", \"a customer's name\"]\n"
    ));
    let files: Vec<_> = std::fs::read_dir(sandbox.path(""))
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("incidents"))
        .collect();
    assert_eq!(files.len(), 2, "the log and its lock: {files:?}");
    // What was said before is not what holds now, and the word is no word without news.
    let shown = sandbox.product(&["show", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["facts"]["impact"], serde_json::Value::Null);
    assert_eq!(shown["timeline"][1]["redacted"]["impact"]["by"], "ana");
    let page = sandbox.product(&["render", "--channel=status-page"]);
    assert!(!page.contains("Nothing has changed"), "{page}");
    assert_eq!(sandbox.run(&["list"]).code, Some(0));
}

#[test]
fn nothing_is_taken_out_without_a_yes_and_a_dry_run_changes_nothing() {
    let (sandbox, entry) = told();
    let before = sandbox.read("incidents.toml");
    let redact = |more: &[&str]| {
        let mut args = vec!["redact", entry.as_str(), "--field=impact.es"];
        args.extend(more);
        sandbox.run(&args)
    };
    let refused = |stderr: &str| Outcome::refused(2, stderr);
    assert_eq!(
        redact(&["--reason=a name"]),
        refused(
            "error: what is taken out is gone for good, so this wants `--yes`\nhint: look at it first with `--dry-run`"
        )
    );
    assert_eq!(
        redact(&["--reason= ", "--yes"]),
        refused("error: `--reason` is empty; say why it has to go")
    );
    assert_eq!(
        redact(&["--reason=of Jane Doe no puede pagar.", "--yes"]),
        refused(
            "error: `--reason` or `--by` holds what is to be taken out\nhint: say why without naming it: the marker stays in the log"
        )
    );
    assert_eq!(
        redact(&["--field=scope", "--reason=a name", "--yes"]),
        refused(&format!(
            "error: `--field`: the entry `{entry}` holds no words under `scope`\n\
             hint: use `by`, `impact`, `internal.cause` or `incident`"
        ))
    );
    let dry = redact(&["--reason=a name", "--dry-run"]);
    assert_eq!(
        dry.stdout,
        format!("`impact.es` would be taken out of the entry {entry}\n")
    );
    assert!(
        dry.stderr.ends_with("nothing was changed\n") && !dry.stderr.contains("the file `"),
        "{}",
        dry.stderr
    );
    assert_eq!(
        sandbox.run(&["redact", "ffff", "--field=by", "--reason=x", "--yes"]),
        refused(
            "error: no entry has the id `ffff` in `[HERE]/incidents.toml`\nhint: see the ids with `vocero show INCIDENT`"
        )
    );
    assert_eq!(sandbox.read("incidents.toml"), before);
}

#[test]
fn copies_beside_the_log_in_the_log_and_in_git_are_named() {
    let (sandbox, entry) = told();
    sandbox.file(
        "incidents.toml.before-repair-20261121",
        "x = \"Jane Doe cannot pay.\"",
    );
    sandbox.file("incidents.toml~", "Jane is fine");
    sandbox.file(
        "home/.local/state/vocero/drafts/update.toml",
        "Jane Doe cannot pay.",
    );
    sandbox.file(".git/HEAD", "ref");
    sandbox.file("vocero.toml", "service.mail.from = \"status@acme.example\"");
    let out = [
        "--payload",
        "--channel=email",
        "--channel=slack",
        "--out=sent/now",
    ];
    sandbox.product(&[&["render"][..], &out].concat());
    sandbox.product(&["site", "public"]);
    sandbox.file("notes/mine.txt", "JANE DOE\ncannot pay");
    let other = sandbox.product(&["note", "-q", "They say: Jane Doe cannot pay."]);
    let outcome = sandbox.run(&[
        "redact",
        &entry[20..],
        "--field=impact.en",
        "--reason=a name",
        "--yes",
        "-q",
        "--json",
    ]);
    let told: serde_json::Value = serde_json::from_str(&outcome.stdout).unwrap();
    let held: Vec<&str> = told["still_held"]
        .as_array()
        .unwrap()
        .iter()
        .map(|held| held.as_str().unwrap())
        .collect();
    assert_eq!(
        held[0],
        format!(
            "the log: `internal.note` of the entry {other} of `2026-11-21-card-payments-are-failing` says it too"
        )
    );
    let named = |part: &str| held.iter().filter(|held| held.contains(part)).count();
    assert_eq!(
        named("incidents.toml.before-repair-20261121"),
        1,
        "{held:#?}"
    );
    assert_eq!(named("incidents.toml~"), 0, "{held:#?}");
    assert_eq!(named("drafts/update.toml"), 1, "{held:#?}");
    assert_eq!(named("notes/mine.txt"), 1, "{held:#?}");
    assert_eq!(named("sent/now/"), 2, "{held:#?}");
    let site = "the site in `[HERE]/public`: write it anew with `vocero site`";
    assert_eq!(named(site), 1, "{held:#?}");
    assert_eq!(named("/public/"), 0, "{held:#?}");
    assert_eq!(named("incidents.toml`"), 0, "{held:#?}");
    assert_eq!(named("Git"), 1, "{held:#?}");
    assert_eq!(outcome.stderr, "");
}

#[test]
fn the_id_of_an_incident_can_go_with_its_title() {
    let sandbox = Sandbox::new();
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Jane Doe cannot pay",
        "--severity=minor",
        "--impact=One shop cannot take cards.",
        "--next-update=30m",
    ]);
    sandbox.product(&["note", "-q", "seen"]);
    let shown = sandbox.product(&["show", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let entry = shown["timeline"][0]["id"].as_str().unwrap();
    let reason = "--reason=a name";
    let title = sandbox.run(&["redact", entry, "--field=title", reason, "--yes"]);
    assert!(
        title.stderr.contains("--field incident"),
        "{}",
        title.stderr
    );
    sandbox.product(&["redact", entry, "--field=incident", reason, "--yes"]);
    let log = sandbox.read("incidents.toml").to_lowercase();
    assert!(!log.contains("jane"), "{log}");
    assert_eq!(sandbox.product(&["list", "-q"]), "2026-11-21-redacted");
    let page = sandbox.product(&["render", "--channel=status-page"]);
    assert!(page.contains("One shop cannot take cards."), "{page}");
}

#[test]
fn the_id_of_a_measure_that_was_made_of_the_words_is_named() {
    let (sandbox, _) = told();
    let add = ["measure", "add", "Call Jane Doe sooner", "--owner=ana"];
    sandbox.product(&[&add[..], &["--due=2026-11-25", "-q"]].concat());
    let shown = sandbox.product(&["show", "--json"]);
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    let timeline = shown["timeline"].as_array().unwrap();
    let entry = timeline.last().unwrap()["id"].as_str().unwrap();
    let outcome = sandbox.run(&["redact", entry, "--field=what", "--reason=a name", "--yes"]);
    assert!(
        outcome.stderr.contains(
            "the id of the measure `call-jane-doe-sooner`, which was made of its words and stays"
        ),
        "{}",
        outcome.stderr
    );
}

#[test]
fn what_this_version_does_not_know_is_never_lost() {
    let (sandbox, entry) = told();
    let log = sandbox.read("incidents.toml");
    let strange = log.replace("impact.es =", "mood = \"bad\"\nimpact.es =");
    sandbox.file("incidents.toml", &strange);
    let outcome = sandbox.run(&[
        "redact",
        &entry,
        "--field=impact",
        "--reason=a name",
        "--yes",
    ]);
    assert_eq!(outcome.code, Some(3));
    assert!(
        outcome.stderr.contains("the entry cannot be rewritten: this version does not know `mood`, and would lose it; use a newer one"),
        "{}",
        outcome.stderr
    );
    assert_eq!(sandbox.read("incidents.toml"), strange);
}

#[test]
fn a_title_that_is_gone_is_said_nowhere_again_and_the_reason_names_nobody() {
    let sandbox = Sandbox::new();
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Payments of Juan Pérez fail",
        "--severity=major",
        "--impact=You cannot pay by card.",
        "--next-update=30m",
    ]);
    let log = sandbox.read("incidents.toml");
    let id = log.split("\nid = \"").nth(1).unwrap()[..36].to_owned();
    let redact = |reason: &str| {
        let reason = format!("--reason={reason}");
        sandbox.run(&["redact", &id, "--field=title", &reason, "--yes", "-q"])
    };
    assert_eq!(
        redact("Juan asked"),
        Outcome::refused(
            2,
            "error: `--reason` or `--by` holds what is to be taken out\n\
             hint: say why without naming it: the marker stays in the log"
        )
    );
    for reason in ["payments of (PÉREZ)", "it named juan", "\"Juan\" asked"] {
        let refused = redact(reason);
        assert_eq!(refused.code, Some(2), "{reason}: {}", refused.stderr);
    }
    let by = ["redact", &id, "--field=title", "--reason=a name", "--yes"];
    let by = sandbox.run(&[&by[..], &["--by=Juan P."]].concat());
    assert_eq!(by.code, Some(2), "{}", by.stderr);
    let token = redact("it held ghp_16C7e42F292c6912E7710c838347Ae178B4a");
    assert_eq!(token.code, Some(2));
    assert!(
        token
            .stderr
            .starts_with("error: `--reason` or `--by` holds a secret\n"),
        "{}",
        token.stderr
    );
    assert_eq!(sandbox.read("incidents.toml"), log);
    assert_eq!(redact("the customer asked").code, Some(0));
    let channels = ["--channel=status-page", "--channel=email", "--channel=sms"];
    let messages = sandbox.product(&[&["render"][..], &channels].concat());
    assert!(!messages.to_lowercase().contains("juan"), "{messages}");
    assert!(
        messages.contains("Investigating: You cannot pay by card"),
        "{messages}"
    );
}
