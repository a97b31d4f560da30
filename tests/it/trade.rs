//! History that comes in from elsewhere, and the log as it is handed over.

use serde_json::Value;

use crate::sandbox::{Outcome, Sandbox};

const PAGE: &str = r#"{"page": {"id": "p"}, "incidents": [
    {"id": "two", "name": "Search is slow", "impact": "minor", "components": [{"name": "=Search"}],
     "incident_updates": [
        {"id": "u2", "status": "resolved", "body": "It is *fast* again.", "display_at": "2026-03-02T11:00:00Z"},
        {"id": "u1", "status": "investigating", "body": "=1+1", "display_at": "2026-03-02T10:00:00Z"}]},
    {"id": "one", "name": "Search is slow", "impact": "none",
     "incident_updates": [{"id": "u1", "status": "monitoring", "body": "B", "display_at": "2026-03-02T09:00:00+01:00"}]}],
  "scheduled_maintenances": [{"id": "plan", "name": "Move", "impact": "maintenance",
     "scheduled_for": "2026-04-01T10:00:00Z", "scheduled_until": "2026-04-01T12:00:00Z",
     "incident_updates": [{"id": "u1", "status": "scheduled", "body": "C", "display_at": "2026-03-20T09:00:00Z"}]}]}"#;

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn imported() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("page.json", PAGE);
    sandbox.product(&["import", "page.json", "--write", "-q"]);
    sandbox
}

#[test]
fn an_import_is_shown_before_it_is_done_and_done_twice_changes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.file("page.json", PAGE);
    let shown = "\
FIRST WORD  STATE       WORDS  INCIDENT
2026-03-20  scheduled   1      2026-03-20-move
2026-03-02  resolved    2      2026-03-02-search-is-slow-2
2026-03-02  monitoring  1      2026-03-02-search-is-slow
";
    let open = "warning: 2 incidents are open there: `vocero due` will ask for the next word on each; end those that are over with `vocero resolve INCIDENT --at TIME`\n";
    assert_eq!(
        sandbox.run(&["import", "page.json"]),
        Outcome {
            code: Some(0),
            stdout: format!("{shown}3 incidents with 4 words would be imported\n"),
            stderr: format!("{open}nothing was imported\nnext: vocero import page.json --write\n"),
        }
    );
    assert!(!sandbox.path("incidents.toml").exists());
    assert_eq!(
        sandbox.run(&["import", "page.json", "--write"]),
        Outcome {
            code: Some(0),
            stdout: format!("{shown}3 incidents with 4 words imported\n"),
            stderr: format!("a new log: [HERE]/incidents.toml\n{open}next: vocero list\n"),
        }
    );
    let log = sandbox.read("incidents.toml");
    assert_eq!(
        sandbox.run(&["import", "page.json", "--write"]),
        Outcome {
            code: Some(0),
            stdout: "nothing is new\n3 incidents in the log already, left as they are\n".to_owned(),
            stderr: String::new(),
        }
    );
    assert_eq!(sandbox.read("incidents.toml"), log);
}

#[test]
fn a_later_import_brings_in_what_is_new_of_what_is_known() {
    let sandbox = imported();
    let more = PAGE
        .replace("2026-03-02T10:00:00Z", "2026-03-02T10:01:00Z")
        .replace(
            r#"[{"id": "u1", "status": "monitoring""#,
            r#"[{"id": "u2", "status": "resolved", "body": "Over.", "display_at": "2026-03-02T09:30:00Z"},
                {"id": "u1", "status": "monitoring""#,
        );
    sandbox.file("more.json", more);
    let outcome = sandbox.run(&["import", "more.json", "--write", "-q"]);
    assert_eq!(outcome.stdout, "2026-03-02-search-is-slow\n");
    let shown = json(&sandbox.product(&["show", "2026-03-02-search-is-slow", "--json"]));
    assert_eq!(shown["state"], "resolved");
    assert_eq!(shown["timeline"][1]["published"], "Over.");
    // A time that was changed there makes no second entry.
    let other = json(&sandbox.product(&["show", "search-is-slow-2", "--json"]));
    assert_eq!(other["timeline"].as_array().unwrap().len(), 2);
}

#[test]
fn one_record_that_is_wrong_lets_nothing_in() {
    let sandbox = Sandbox::new();
    sandbox.file("page.json", PAGE.replace("monitoring", "watching"));
    assert_eq!(
        sandbox.run(&["import", "page.json", "--write"]),
        Outcome::refused(
            2,
            "error: incidents[1] `one`: incident_updates[0]: the status `watching` is unknown; use `investigating`, `identified`, `monitoring`, `resolved` or `postmortem`\n\
             hint: nothing was imported; mend these, and import again"
        )
    );
    assert!(!sandbox.path("incidents.toml").exists());
    for (args, problem) in [
        (
            vec!["import", "none.json"],
            "error: `none.json` cannot be read: No such file or directory (os error 2)\nhint: name a file in UTF-8, or a folder",
        ),
        (
            vec!["import", "page.json", "--from=mail"],
            "error: `--from`: `mail` is not a kind of record; use `statuspage`, `cstate` or `issues`",
        ),
        (
            vec!["import", ".", "--from=issues"],
            "error: `.` is a folder\nhint: name the file with the JSON",
        ),
        (
            vec!["import", "vocero.txt"],
            "error: it cannot be told what `vocero.txt` is; it is no JSON and no folder\nhint: say it with `--from statuspage`, `--from cstate` or `--from issues`",
        ),
        (
            vec!["import", "latin.json"],
            "error: `latin.json` is not UTF-8 at byte 1\nhint: name a file in UTF-8, or a folder",
        ),
        (
            vec!["import", "empty"],
            "error: there is no page (`.md`) in `empty`\nhint: name the folder of the site, or its `content/issues`",
        ),
    ] {
        sandbox.file("vocero.txt", "hello");
        sandbox.file("latin.json", b"{\xe9");
        std::fs::create_dir_all(sandbox.path("empty")).unwrap();
        assert_eq!(sandbox.run(&args), Outcome::refused(2, problem), "{args:?}");
    }
}

#[test]
fn a_secret_in_published_words_stops_an_import_until_it_is_let_be() {
    let sandbox = Sandbox::new();
    // Nothing here looks like a secret until it runs.
    let token = ["ghp_", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].concat();
    sandbox.file("page.json", PAGE.replace("=1+1", &format!("Use {token}.")));
    let held = "incidents[0] `two`: `u1`: `published` holds a GitHub token: `ghp_…` (fingerprint f8be7c22)";
    let hints = "\
hint: nothing was imported; take it out where it stands, and make it worthless now: whoever saw it may have kept it
hint: if it is no secret, say why: `--waive \"leak-secret:f8be7c22=REASON\"`";
    let shown = sandbox.run(&["import", "page.json"]);
    assert_eq!(shown.code, Some(0));
    let warned = format!("\nwarning: {held}\n{hints}\n");
    assert!(shown.stderr.ends_with(&warned), "{}", shown.stderr);
    let shown = json(&sandbox.product(&["import", "page.json", "--json"]));
    let secret = serde_json::json!([held]);
    assert_eq!(shown["secrets"], secret);
    // What was let be and told in the preview is let be and told in the command that it names.
    let told = ["--from=statuspage", "--zone=UTC", "--locale=en"];
    let let_be = [
        &[
            "import",
            "page.json",
            "--waive=leak-secret:f8be7c22=a sample",
        ][..],
        &told,
    ];
    let next = sandbox.run(&let_be.concat()).stderr;
    let next = next.lines().last().unwrap().to_owned();
    assert_eq!(
        next,
        "next: vocero import page.json --from statuspage --zone UTC --locale en \
         --waive 'leak-secret:f8be7c22=a sample' --write"
    );
    let write = ["import", "page.json", "--write", "-q"];
    assert_eq!(
        sandbox.run(&write),
        Outcome::refused(2, &format!("error: {held}\n{hints}"))
    );
    assert!(!sandbox.path("incidents.toml").exists());
    let no_secret = [&write[..], &["--waive=vague-eta=so"]].concat();
    assert_eq!(
        sandbox.run(&no_secret),
        Outcome::refused(
            2,
            "error: `--waive`: `vague-eta` stops nothing here; only a secret does"
        )
    );
    let waived = [&write[..], &["--waive=leak-secret:f8be7c22=a sample"]].concat();
    sandbox.product(&waived);
    let log = sandbox.read("incidents.toml");
    assert_eq!(log.matches("a sample").count(), 1, "{log}");
    // Whoever wrote it into the log otherwise is told by the check.
    let reason = log.lines().find(|line| line.contains("a sample")).unwrap();
    sandbox.file("incidents.toml", log.replace(reason, ""));
    let history = ["check", "search-is-slow-2", "--history", "--json"];
    let found = json(&sandbox.run(&history).stdout);
    let rules = |found: &Value| -> Vec<String> {
        let all = found["findings"].as_array().unwrap().iter();
        let all = all.filter(|one| one["rule"] == "leak-secret");
        all.map(|one| one["entry"].to_string()).collect()
    };
    let timeline = json(&sandbox.product(&["show", "search-is-slow-2", "--json"]));
    let first = &timeline["timeline"][0]["id"];
    assert_eq!(rules(&found), [first.to_string()]);
    let entry = [
        "check",
        "search-is-slow-2",
        "--json",
        "--entry",
        first.as_str().unwrap(),
    ];
    let found = json(&sandbox.run(&entry).stdout);
    assert_eq!(rules(&found).len(), 1, "{found}");
    assert!(!found.to_string().contains(&token), "{found}");
}

#[test]
fn words_that_were_published_elsewhere_are_checked_as_what_they_were_when_they_were_said() {
    let sandbox = Sandbox::new();
    let first = "It was caused by our cloud provider. We will be back in 5 minutes.";
    let last = "We apologise for any inconvenience caused.";
    let update = |id: &str, status: &str, body: &str, at: &str| serde_json::json!({ "id": id, "status": status, "body": body, "created_at": at });
    let (begun, over) = ("2026-03-02T10:00:00Z", "2026-03-02T11:00:00Z");
    let incident = serde_json::json!({
        "id": "a", "name": "Search is slow", "status": "resolved", "created_at": begun,
        "incident_updates": [
            update("u2", "resolved", last, over),
            update("u1", "investigating", first, begun),
        ],
    });
    let page = serde_json::json!({ "incidents": [incident] });
    sandbox.file("page.json", page.to_string());
    sandbox.product(&["import", "page.json", "--write", "-q"]);
    let found = |more: &str| -> Vec<String> {
        let told = sandbox.run(&["check", "search-is-slow", "--json", more]);
        let told = json(&told.stdout);
        let all = told["findings"].as_array().unwrap().iter();
        let all = all.filter(|one| one["place"]["text"].is_string());
        all.map(|one| format!("{}: {}", one["rule"], one["place"]["text"]))
            .collect()
    };
    let apology = "\"cliche-apology\": \"apologise for any inconvenience caused\"";
    let regret = "\"apology-without-ownership\": \"We apologise\"";
    assert_eq!(
        found("--history"),
        [
            "\"blame-third-party\": \"caused by our cloud provider\"",
            "\"overpromised-eta\": \"will be back in 5 minutes\"",
            apology,
            regret,
        ]
    );
    // The newest word is read without being asked for the history.
    assert_eq!(found("--quiet"), [apology, regret]);
}

#[test]
fn what_came_in_goes_out_as_it_was() {
    let sandbox = imported();
    let told = json(&sandbox.product(&["export", "--format=statuspage"]));
    let incidents = told["incidents"].as_array().unwrap();
    let ids: Vec<_> = incidents.iter().map(|one| &one["id"]).collect();
    assert_eq!(ids, ["two", "one"]);
    assert_eq!(incidents[1]["impact"], "none");
    let updates = &incidents[0]["incident_updates"];
    assert_eq!(updates[0]["body"], "It is *fast* again.");
    assert_eq!(updates[1]["id"], "u1");
    assert_eq!(updates[1]["display_at"], "2026-03-02T10:00:00.000Z");
    let planned = &told["scheduled_maintenances"][0];
    assert_eq!(planned["scheduled_until"], "2026-04-01T12:00:00.000Z");
    // Read again elsewhere, it is the same page.
    let other = Sandbox::new();
    other.file("page.json", told.to_string());
    other.product(&["import", "page.json", "--write", "-q"]);
    let again = json(&other.product(&["export", "--format=statuspage"]));
    assert_eq!(again, told);
}

#[test]
fn a_site_comes_in_page_by_page_and_needs_to_know_the_zone() {
    let sandbox = Sandbox::new();
    let page = "---\ntitle: Login\ndate: 2026-03-02 10:00:00\nresolved: true\nseverity: down\n---\n*Resolved* - Fine. {{< track \"2026-03-02 11:00:00\" >}}\n\n*Investigating* - No. {{< track \"2026-03-02 10:00:00\" >}}\n";
    sandbox.file("site/content/issues/login.md", page);
    sandbox.file("site/content/issues/_index.md", "---\n---\n");
    assert_eq!(
        sandbox.run(&["import", "site", "--write"]),
        Outcome::refused(
            2,
            "error: issues/login.md: `date`: `2026-03-02 10:00:00` names no zone; say which is meant with `--zone`, such as `--zone UTC`\n\
             hint: nothing was imported; mend these, and import again"
        )
    );
    let args = ["import", "site", "--write", "-q", "--zone=Europe/Madrid"];
    assert_eq!(sandbox.product(&args), "2026-03-02-login");
    let shown = json(&sandbox.product(&["show", "login", "--json"]));
    assert_eq!(shown["timeline"][0]["at"], "2026-03-02T09:00:00Z");
    assert_eq!(shown["timeline"][1]["kind"], "resolved");
    assert_eq!(
        shown["timeline"][1]["imported"]["id"],
        "issues/login/20260302T100000Z"
    );
}

/// A log of which every internal fact says `INSIDE`.
fn with_secrets() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Card payments are failing",
        "--severity=major",
        "--impact==HYPERLINK(\"x\")",
        "--next-update=30m",
        "--cause=INSIDE",
        "--people=INSIDE",
        "--link=https://inside.example/INSIDE",
        "--decision=INSIDE",
        "--by=INSIDE",
        "--waive=scope-missing=INSIDE",
    ]);
    sandbox.product(&["note", "INSIDE", "-q", "--by=INSIDE"]);
    sandbox.product(&["snooze", "--until=20m", "--reason=INSIDE", "-q"]);
    sandbox
}

#[test]
fn a_status_page_gets_nothing_that_is_internal() {
    let sandbox = with_secrets();
    assert!(sandbox.product(&["export"]).contains("INSIDE"));
    assert!(
        sandbox
            .product(&["export", "--format=csv"])
            .contains("INSIDE")
    );
    let told = sandbox.product(&["export", "--format=statuspage"]);
    assert!(!told.contains("INSIDE"), "{told}");
    let told = json(&told);
    let incident = &told["incidents"][0];
    assert_eq!(incident["name"], "Card payments are failing");
    assert_eq!(incident["impact"], "major");
    assert_eq!(incident["incident_updates"].as_array().unwrap().len(), 1);
    let body = incident["incident_updates"][0]["body"].as_str().unwrap();
    assert!(
        body.starts_with("**Investigating: Card payments are failing**"),
        "{body}"
    );
}

#[test]
fn a_table_begins_no_formula_and_holds_every_entry() {
    let sandbox = with_secrets();
    let table = sandbox.product(&["export", "--format=csv", "--locale=es"]);
    let mut rows = csv::Reader::from_reader(table.as_bytes());
    let head = rows.headers().unwrap().clone();
    let impact = head.iter().position(|key| key == "impact").unwrap();
    let rows: Vec<_> = rows.records().map(|row| row.unwrap()).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(&rows[0][impact], "'=HYPERLINK(\"x\")");
    for cell in rows.iter().flatten() {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t']), "{cell}");
    }
}

#[test]
fn one_incident_goes_out_alone_and_into_a_file() {
    let sandbox = imported();
    let path = sandbox.product(&["export", "move", "--out=out.json"]);
    assert_eq!(path, "out.json");
    let all = json(&sandbox.read("out.json"));
    assert_eq!(all["version"], 1);
    let incidents = all["incidents"].as_array().unwrap();
    assert_eq!(incidents.len(), 1);
    assert_eq!(incidents[0]["incident"], "2026-03-20-move");
    assert_eq!(
        sandbox.product(&["export", "--format=statuspage", "--out=page.json"]),
        "page.json"
    );
    assert_eq!(
        sandbox.run(&["export", "nothing"]).stderr,
        "error: no incident matches `nothing` in `[HERE]/incidents.toml`\nhint: see `vocero list --all`\n"
    );
}

#[test]
fn an_empty_log_goes_out_empty() {
    let sandbox = Sandbox::new();
    let all = json(&sandbox.product(&["export"]));
    assert_eq!(all, serde_json::json!({ "version": 1, "incidents": [] }));
    let page = json(&sandbox.product(&["export", "--format=statuspage"]));
    assert_eq!(page["scheduled_maintenances"], serde_json::json!([]));
}
