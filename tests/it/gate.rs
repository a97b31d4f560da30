//! What is checked before it is saved, and what is let be.

use serde_json::Value;

use crate::sandbox::{Outcome, Sandbox};

const DECLARE: [&str; 8] = [
    "declare",
    "--title=Card payments are failing",
    "--severity=major",
    "--impact=Our provider Redsys broke card payments this morning.",
    "--scope=Shops in the EU.",
    "--workaround=Offer PayPal.",
    "--started=09:58",
    "--next-update=30m",
];

const ID: &str = "2026-11-21-card-payments-are-failing";

/// The errors that a write or a check names in its JSON, without those that are let be.
fn errors(value: &Value) -> Vec<&str> {
    let findings = value["findings"].as_array().unwrap().iter();
    let counted = findings.filter(|f| f["level"] == "error" && f["waived"].is_null());
    let mut rules: Vec<&str> = counted.map(|f| f["rule"].as_str().unwrap()).collect();
    rules.dedup();
    rules
}

fn json(sandbox: &Sandbox, args: &[&str]) -> Value {
    serde_json::from_str(&sandbox.product(args)).unwrap()
}

#[test]
fn what_is_found_is_told_and_the_word_is_saved_all_the_same() {
    let sandbox = Sandbox::new();
    let outcome = sandbox.run(&DECLARE);
    assert_eq!(outcome.code, Some(0));
    let told = "\
error[blame-third-party]: `Our provider Redsys broke` puts the fault on somebody else
  --> status-page · en, email · en, slack · en, sms · en, support · en, phone · en, executives · en
   | Our provider Redsys broke card payments this morning.
   | ^^^^^^^^^^^^^^^^^^^^^^^^^
  help: Name the supplier as context";
    assert!(outcome.stderr.contains(told), "{}", outcome.stderr);
    let tally = format!("\ncheck: 1 error; see `vocero check {ID}`\nsaved {ID} · ");
    assert!(outcome.stderr.contains(&tally), "{}", outcome.stderr);
    assert!(sandbox.read("incidents.toml").contains("Redsys"));
}

#[test]
fn whoever_wants_it_quiet_is_told_of_errors_alone() {
    let sandbox = Sandbox::new();
    let outcome = sandbox.run(&[&DECLARE[..], &["-q"]].concat());
    assert_eq!(outcome.stdout, format!("{ID}\n"));
    let lines: Vec<&str> = outcome.stderr.lines().collect();
    assert!(
        lines[0].starts_with("error[blame-third-party]"),
        "{lines:?}"
    );
    assert_eq!(lines.len(), 5, "{lines:?}");
    let next = [
        "update",
        "-q",
        "--impact=Cards fail.",
        "--clear=workaround",
        "--next-update=1h",
    ];
    assert_eq!(sandbox.run(&next).stderr, "", "warnings");
}

#[test]
fn a_word_that_lacks_nothing_is_saved_without_a_remark() {
    let sandbox = Sandbox::new();
    let mut args = DECLARE;
    args[3] = "--impact=Your shop cannot take card payments.";
    let stderr = sandbox.run(&args).stderr;
    assert!(!stderr.contains("check:"), "{stderr}");
}

#[test]
fn fail_on_refuses_the_word_and_changes_nothing() {
    let sandbox = Sandbox::new();
    let refused = [&DECLARE[..], &["--fail-on=error"]].concat();
    let outcome = sandbox.run(&refused);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(1), ""));
    let end = "check: 1 error
error: nothing was saved: the check found what `--fail-on` refuses
hint: mend it, or say why it is right here with `--waive RULE=REASON`
";
    assert!(outcome.stderr.ends_with(end), "{}", outcome.stderr);
    assert!(!sandbox.path("incidents.toml").exists());
    let outcome = sandbox.run(&[&refused[..], &["--json"]].concat());
    let value: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(
        (outcome.code, &value["saved"]),
        (Some(1), &"refused".into())
    );
    assert_eq!(errors(&value), ["blame-third-party"]);
    assert_eq!(
        value["messages"],
        Value::Array(Vec::new()),
        "nobody is to send them"
    );
    let outcome = sandbox.run(&[&DECLARE[..], &["--fail-on=never"]].concat());
    assert_eq!(outcome.code, Some(0));
}

#[test]
fn a_waiver_stays_in_the_log_holds_for_its_entry_and_is_never_said() {
    let sandbox = Sandbox::new();
    let waive = "--waive=blame-third-party=Redsys asked us to name them";
    let declare = [&DECLARE[..], &["--fail-on=error", waive, "--json"]].concat();
    let value = json(&sandbox, &declare);
    assert_eq!(errors(&value), [""; 0]);
    let line = "\nwaived.\"blame-third-party\" = \"Redsys asked us to name them\"\n";
    assert!(sandbox.read("incidents.toml").contains(line));
    assert!(!value["messages"].to_string().contains("asked us"));
    assert!(
        sandbox
            .product(&["show"])
            .contains("waived: blame-third-party: Redsys asked us")
    );

    let outcome = sandbox.run(&["check"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""));
    assert_eq!(outcome.stderr, format!("{ID} (9 messages): 1 waived\n"));
    let value = json(&sandbox, &["check", "--json"]);
    let waived = &value["findings"][0]["waived"];
    assert_eq!(waived["reason"], "Redsys asked us to name them");
    assert_eq!(waived["by"], "ana");

    let update = json(&sandbox, &["update", "--next-update=20m", "--json"]);
    assert_eq!(errors(&update), ["blame-third-party"], "it has expired");
    assert_eq!(sandbox.run(&["check"]).code, Some(1));
    let first = value["findings"][0].clone();
    assert!(
        first["waived"].is_object(),
        "the first word keeps its waiver"
    );
}

#[test]
fn a_waiver_that_fits_nothing_is_said() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.product(&[
        "update",
        "-q",
        "--next-update=30m",
        "--waive=vague-eta=we know the hour",
    ]);
    let outcome = sandbox.run(&["check", "--fail-on=suggestion"]);
    let shown = "suggestion[unused-waiver]: `vague-eta` is waived, and nothing of it was found\n";
    assert!(outcome.stdout.contains(shown), "{}", outcome.stdout);
    assert_eq!(outcome.code, Some(1));
    let one = sandbox.product(&["check", "--channel=sms"]);
    assert!(
        !one.contains("unused-waiver"),
        "another channel may need it: {one}"
    );
    let page = sandbox.product(&["check", "--explain=unused-waiver"]);
    assert!(
        page.starts_with("unused-waiver · suggestion · waivers\n"),
        "{page}"
    );
}

#[test]
fn what_comes_of_a_word_later_cannot_have_been_waived_with_it() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let late = sandbox.at("2026-11-21T10:50:00Z");
    let waive = "--waive=promise-broken=the status page was down itself";
    let value = json(&late, &["update", "--next-update=30m", waive, "--json"]);
    assert_eq!(errors(&value), [""; 0]);
    let later = late.at("2026-11-21T12:00:00Z");
    let outcome = later.run(&["check", "--format=line"]);
    assert!(
        outcome
            .stdout
            .contains("error:promise-broken: an update was promised by")
    );
    assert!(
        outcome.stderr.is_empty() && outcome.code == Some(1),
        "{}",
        outcome.stderr
    );
    let history = json(&later, &["check", "--history", "--json", "--fail-on=never"]);
    let list = history["findings"].as_array().unwrap();
    let waived = list.iter().filter(|f| f["waived"].is_object()).count();
    assert_eq!((list.len(), waived), (2, 1), "{list:?}");
}

#[test]
fn what_is_no_waiver_is_wrong_usage() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let refuse = |waiver: &str, problem: &str| {
        let expected = Outcome::refused(2, &format!("error: `--waive`: {problem}"));
        assert_eq!(
            sandbox.run(&["update", "--next-update=30m", "--waive", waiver]),
            expected
        );
    };
    refuse(
        "vauge-eta=x",
        "there is no rule `vauge-eta`; `vague-eta` is a similar one",
    );
    refuse(
        "vague-eta=",
        "the reason for `vague-eta` is empty; say why it is right here",
    );
    refuse(
        "vague-eta",
        "`vague-eta` gives no reason; write `RULE=REASON`",
    );
}

#[test]
fn waivers_come_from_a_file_as_well() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let facts = "next_update = '30m'\n[waived]\nscope-missing = 'nobody knows'\n";
    sandbox.file("facts.toml", facts);
    sandbox.product(&["update", "-q", "--facts=facts.toml"]);
    let log = sandbox.read("incidents.toml");
    assert!(
        log.contains("waived.\"scope-missing\" = \"nobody knows\"\n"),
        "{log}"
    );
}

#[test]
fn what_looks_like_a_secret_goes_through_by_its_fingerprint_alone() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let token = ["ghp_", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].concat();
    let action = format!("--action=We publish {token} in our example.");
    let update = ["update", "--next-update=30m", &action];
    let refused = sandbox.run(&update);
    assert_eq!(refused.code, Some(2));
    let (_, rest) = refused.stderr.split_once("(fingerprint ").unwrap();
    let print = &rest[..8];
    let hint =
        format!("hint: if it is no secret, say why: `--waive \"leak-secret:{print}=REASON\"`\n");
    assert!(refused.stderr.ends_with(&hint), "{}", refused.stderr);
    let waive = |print: &str| format!("--waive=leak-secret:{print}=it is public");
    let other = sandbox.run(&[&update[..], &[&waive("00000000")]].concat());
    assert_eq!(other.code, Some(2), "another secret");
    let saved = sandbox.run(&[&update[..], &[&waive(print), "--fail-on=error"]].concat());
    assert_eq!(saved.code, Some(0), "{}", saved.stderr);
    assert!(!saved.stderr.contains("leak-secret"), "{}", saved.stderr);
    let whole = sandbox.run(&["check", "--fail-on=error"]);
    assert_eq!(whole.code, Some(0), "{}", whole.stdout);
}

#[test]
fn what_was_let_be_in_a_secret_holds_for_the_word_that_nothing_is_new() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let token = ["ghp_", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].concat();
    let action = format!("--action=We publish {token} in our example.");
    let refused = sandbox.run(&["note", &token]);
    let (_, rest) = refused.stderr.split_once("(fingerprint ").unwrap();
    let waive = format!("--waive=leak-secret:{}=it is public", &rest[..8]);
    assert_eq!(sandbox.run(&["note", &token, &waive]).code, Some(0));
    let said = sandbox.run(&["update", "--next-update=30m", &action, &waive]);
    assert_eq!(said.code, Some(0), "{}", said.stderr);
    let next = ["update", "--next-update=40m", "--fail-on=error"];
    let saved = sandbox.run(&next);
    assert_eq!(saved.code, Some(0), "{}", saved.stderr);
    assert!(!saved.stderr.contains("waiver"), "{}", saved.stderr);
    let list = json(&sandbox, &["check", "--json"]);
    let list = list["findings"].as_array().unwrap().clone();
    let secrets: Vec<_> = list.iter().filter(|f| f["rule"] == "leak-secret").collect();
    assert!(!secrets.is_empty());
    assert!(
        secrets.iter().all(|f| f["waived"]["by"] == "ana"),
        "{list:?}"
    );
}

#[test]
fn what_a_note_lets_be_holds_where_the_team_reads_the_note() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let token = ["ghp_", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].concat();
    let refused = sandbox.run(&["note", &token]);
    let (_, rest) = refused.stderr.split_once("(fingerprint ").unwrap();
    let waive = format!("--waive=leak-secret:{}=it is public", &rest[..8]);
    assert_eq!(sandbox.run(&["note", &token, &waive]).code, Some(0));
    let next = ["update", "--next-update=30m", "--fail-on=error"];
    let saved = sandbox.run(&[&next[..], &["--action=We look on."]].concat());
    assert_eq!(saved.code, Some(0), "{}", saved.stderr);
    let action = format!("--action=We publish {token}.");
    let public = sandbox.run(&[&next[..], &[&action]].concat());
    assert_eq!(
        public.code,
        Some(2),
        "what customers read is another matter"
    );
    // Nor does it hold for a public word that somebody wrote into the log by hand.
    let log = sandbox.read("incidents.toml");
    let by_hand = format!(
        "{log}\n[[entry]]\nid = \"0193501e-7a3c-7d52-8f0a-00000000ffff\"\n\
         at = 2026-11-21T10:30:00Z\nincident = \"2026-11-21-card-payments-are-failing\"\n\
         kind = \"updated\"\naction = \"We publish {token}.\"\n"
    );
    sandbox.file("incidents.toml", &by_hand);
    let found = sandbox.run(&["check", "--json"]);
    assert_eq!(found.code, Some(1), "{}", found.stderr);
    let list: Value = serde_json::from_str(&found.stdout).unwrap();
    let list = list["findings"].as_array().unwrap().clone();
    let of = |channel: &str| {
        let mut found = list.iter();
        found.find(|f| f["rule"] == "leak-secret" && f["place"]["channel"] == channel)
    };
    assert!(of("status-page").unwrap()["waived"].is_null(), "{list:?}");
}

#[test]
fn one_fault_in_one_fact_is_told_once_whatever_channels_make_of_it() {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", "locales = ['es']\n");
    let outcome = sandbox.run(&[
        "declare",
        "--title=Lamentamos las molestias ocasionadas",
        "--severity=major",
        "--impact=Pedimos disculpas por cualquier inconveniente que esto pueda causar.",
        "--next-update=30m",
        "--dry-run",
    ]);
    let formula = |line: &&str| line.contains("[cliche-apology]");
    let told: Vec<_> = outcome.stderr.lines().filter(formula).collect();
    assert_eq!(
        told.len(),
        2,
        "one in the title, one in the impact: {}",
        outcome.stderr
    );
    assert!(
        !outcome.stderr.contains("lamentamos-las"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_waiver_that_fits_nothing_has_a_level_like_any_rule_and_one_of_the_house_can_be_waived() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "vocero.toml",
        "[check]\nlevels = { unused-waiver = 'error' }\n\
         [[check.rule]]\nname = 'no-robots'\nlevel = 'error'\nwhat = 'a robot'\nwhy = 'so'\nhelp = 'people'\n\
         any = ['robot']\nbad = ['A robot.']\ngood = ['A person.']\n",
    );
    let waive = ["--waive=no-robots=it is one", "--waive=vague-eta=soon"];
    let said = [
        "--impact=You cannot order a robot.",
        "--dry-run",
        "--fail-on=error",
    ];
    let declare = [&DECLARE[..3], &said, &DECLARE[4..], &waive].concat();
    let outcome = sandbox.run(&declare);
    assert!(
        outcome.stderr.contains("error[unused-waiver]: `vague-eta`"),
        "{}",
        outcome.stderr
    );
    assert!(
        !outcome.stderr.contains("[no-robots]"),
        "{}",
        outcome.stderr
    );
    assert_eq!(outcome.code, Some(1));
    assert!(
        sandbox
            .product(&["check", "--list"])
            .contains("\nunused-waiver ")
    );
}

#[test]
fn a_reason_with_a_secret_is_refused_too() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let token = ["ghp_", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].concat();
    let waive = format!("--waive=vague-eta=use {token}");
    let outcome = sandbox.run(&["update", "--next-update=30m", &waive]);
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome
            .stderr
            .starts_with("error: `waive vague-eta` holds a GitHub token: `ghp_…`")
    );
}

#[test]
fn a_check_that_cannot_read_everything_reads_the_rest_and_stops_nothing() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.file("words/voices/en.toml", "[impact]\nlabel = \"{{ oops\"\n");
    sandbox.file(
        "vocero.toml",
        "templates = 'words'\n[check]\nlevels = { no-such-rule = 'error' }\n",
    );
    let outcome = sandbox.run(&["update", "--state=identified", "--json"]);
    assert_eq!(outcome.code, Some(4), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("warning: "), "{}", outcome.stderr);
    let value: Value = serde_json::from_str(&outcome.stdout).unwrap();
    assert_eq!(errors(&value), ["scope-missing", "next-update-missing"]);
    assert!(sandbox.read("incidents.toml").contains("identified"));
}

#[test]
fn a_dry_run_tells_what_is_found() {
    let sandbox = Sandbox::new();
    let value = json(&sandbox, &[&DECLARE[..], &["--dry-run", "--json"]].concat());
    assert_eq!(errors(&value), ["blame-third-party"]);
    let outcome = sandbox.run(&[&DECLARE[..], &["--dry-run"]].concat());
    assert!(
        outcome
            .stderr
            .ends_with("check: 1 error\nnothing was saved\n"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn sarif_names_the_place_and_why_something_is_let_be() {
    let sandbox = Sandbox::new();
    sandbox.product(
        &[
            &DECLARE[..],
            &["-q", "--waive=blame-third-party=they asked us to"],
        ]
        .concat(),
    );
    let log = json(&sandbox, &["check", "--format=sarif"]);
    let run = &log["runs"][0];
    assert_eq!(
        (&log["version"], &run["columnKind"]),
        (&"2.1.0".into(), &"unicodeCodePoints".into())
    );
    let result = &run["results"][0];
    assert_eq!(run["tool"]["driver"]["rules"][0]["id"], result["ruleId"]);
    let suppression = &result["suppressions"][0];
    assert_eq!(suppression["justification"], "they asked us to");
    assert_eq!(
        (&suppression["kind"], &suppression["properties"]["by"]),
        (&"external".into(), &"ana".into())
    );
    let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    assert_eq!(*uri, format!("{ID}/status-page.en"));

    sandbox.file("el año.txt", "Fine.\nOur provider Redsys broke it.\n");
    let outcome = sandbox.run(&[
        "check",
        "--text=el año.txt",
        "--locale=en",
        "--format=sarif",
    ]);
    assert_eq!(outcome.code, Some(1));
    let log: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["suppressions"], Value::Array(Vec::new()));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "el%20a%C3%B1o.txt");
    let region = &place["region"];
    let numbers = [
        "startLine",
        "startColumn",
        "endLine",
        "endColumn",
        "byteOffset",
        "byteLength",
    ];
    let numbers = numbers.map(|key| region[key].as_u64().unwrap());
    assert_eq!(numbers, [2, 1, 2, 26, 6, 25]);
    assert_eq!(region["snippet"]["text"], "Our provider Redsys broke");
}

#[test]
fn every_command_that_says_something_can_be_refused() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let log = sandbox.read("incidents.toml");
    let blame = "--action=Our provider Redsys broke it.";
    let work = [
        "schedule",
        "--title=Redsys moves",
        "--impact=Cards stop.",
        "--from=22:00",
        "--until=23:00",
    ];
    let commands: [&[&str]; 4] = [
        &["update", ID, "--next-update=30m"],
        &["correct", ID, "--title=Cards fail"],
        &["resolve", ID],
        &work,
    ];
    for command in commands {
        let refused = sandbox.run(&[command, &[blame, "--fail-on=error"]].concat());
        assert_eq!(refused.code, Some(1), "{command:?}: {}", refused.stderr);
        assert_eq!(sandbox.read("incidents.toml"), log, "{command:?}");
        let waive = ["--waive=blame-third-party=so it was", "--dry-run", "-q"];
        let outcome = sandbox.run(&[command, &[blame], &waive[..]].concat());
        assert!(
            !outcome.stderr.contains("blame"),
            "{command:?}: {}",
            outcome.stderr
        );
    }
}
