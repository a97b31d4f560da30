//! `vocero check` as its users meet it.

use serde_json::Value;

use crate::sandbox::{Outcome, Sandbox};

/// A sandbox with an incident that lacks nothing.
fn complete() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Card payments are failing",
        "--severity=major",
        "--impact=Your shop cannot take card payments.",
        "--scope=Shops in the EU. Shops elsewhere are not affected.",
        "--workaround=Offer PayPal.",
        "--started=09:58",
        "--component=Checkout",
        "--next-update=30m",
    ]);
    sandbox
}

fn findings(sandbox: &Sandbox, args: &[&str]) -> Vec<(String, String)> {
    let outcome = sandbox.run(&[&["check", "--json", "--fail-on=never"], args].concat());
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    let value: Value = serde_json::from_str(&outcome.stdout).unwrap();
    let list = value["findings"].as_array().unwrap();
    let word = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
    list.iter()
        .map(|f| (word(f, "level"), word(f, "rule")))
        .collect()
}

fn rule(level: &str, rule: &str) -> (String, String) {
    (level.to_owned(), rule.to_owned())
}

#[test]
fn an_incident_that_lacks_nothing_is_left_alone_in_every_message() {
    let sandbox = complete();
    assert_eq!(
        sandbox.run(&["check"]),
        Outcome {
            code: Some(0),
            stdout: String::new(),
            stderr: "2026-11-21-card-payments-are-failing (9 messages): nothing found\n".to_owned(),
        }
    );
}

#[test]
fn what_is_missing_is_said_with_the_place_the_reason_and_the_command() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.product(&["update", "-q", "--state=identified", "--workaround="]);
    let outcome = sandbox.run(&["check"]);
    assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
    let shown = "\
error[scope-missing]: nothing says who is affected and who is not
  --> --scope
  why: who is not affected worries all the same, and who is affected cannot be sure, until somebody draws the line
  help: say who is affected and who is not: `--scope \"Shops in the EU. Shops elsewhere are not affected.\"`; if you do not know yet, `--scope \"\"` says so

error[next-update-missing]: nothing says when you speak again
";
    assert!(outcome.stdout.starts_with(shown), "{}", outcome.stdout);
    assert!(
        outcome.stderr.ends_with("2 errors, 1 warning\n"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn the_exit_code_follows_fail_on_and_nothing_else() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let code = |args: &[&str]| sandbox.run(&[&["check", "-q"], args].concat()).code;
    assert_eq!(code(&[]), Some(0), "warnings alone");
    assert_eq!(code(&["--fail-on=warning"]), Some(1));
    assert_eq!(code(&["--fail-on=suggestion"]), Some(1));
    assert_eq!(code(&["--fail-on=never"]), Some(0));
    assert_eq!(code(&["--fail-on=grave"]), Some(2));
}

#[test]
fn an_entry_is_judged_by_what_was_known_then() {
    let sandbox = complete();
    let next = [
        "update",
        "-q",
        "--scope=",
        "--workaround=",
        "--next-update=30m",
    ];
    let entry = sandbox.product(&next);
    let sandbox = sandbox.at("2026-11-21T11:00:00Z");
    let worse = [
        "update",
        "-q",
        "--component=Search=major-outage",
        "--next-update=30m",
    ];
    sandbox.product(&worse);
    assert_eq!(findings(&sandbox, &["--entry", &entry]), []);
    assert_eq!(
        findings(&sandbox, &[]),
        [rule("error", "scope-grew-silently")],
        "that it comes 26 minutes late it says itself"
    );
}

#[test]
fn a_promise_that_passes_while_nobody_speaks_is_an_error() {
    let sandbox = complete().at("2026-11-21T10:36:00Z");
    assert_eq!(findings(&sandbox, &[]), [], "two minutes are forgiven");
    let sandbox = sandbox.at("2026-11-21T10:37:00Z");
    assert_eq!(findings(&sandbox, &[]), [rule("error", "promise-broken")]);
    let told = sandbox.run(&["check"]).stdout;
    assert!(
        told.contains(
            "help: write now and give a time you will keep; that it is late, the message says"
        ),
        "{told}"
    );
}

#[test]
fn that_it_is_over_may_come_late_and_owns_up_to_it() {
    let sandbox = complete().at("2026-11-21T10:44:00Z");
    let outcome = "--outcome=Card payments work again.";
    let over = sandbox.run(&[
        "resolve",
        "-q",
        outcome,
        "--fail-on=error",
        "--data=none",
        "--confirmed-by=ana",
    ]);
    assert!(
        over.stderr.is_empty() && over.code == Some(0),
        "{}",
        over.stderr
    );
    let found = findings(&sandbox, &[]);
    assert_eq!(found, [rule("warning", "followup-missing")]);
}

#[test]
fn a_repair_is_told_to_be_as_late_as_it_was_and_not_as_the_word_about_it() {
    let repaired = |times: &[&str]| {
        let sandbox = complete();
        let estimate = ["--estimate=10:34", "--confirmed-by=ana", "--next-update=2h"];
        sandbox.product(&[&["update", "-q"], &estimate[..]].concat());
        let sandbox = sandbox.at("2026-11-21T11:04:00Z");
        let resolve = ["resolve", "-q", "--outcome=Card payments work again."];
        sandbox.product(&[&resolve, times].concat());
        sandbox
            .run(&["check", "--history", "--fail-on=never"])
            .stdout
    };
    let told = repaired(&["--ended=10:44"]);
    assert!(told.contains("; it came 10 minutes later"), "{told}");
    let told = repaired(&[]);
    assert!(told.contains("; the word came 30 minutes later"), "{told}");
}

#[test]
fn the_history_names_the_entry_and_counts_promises() {
    let sandbox = complete().at("2026-11-21T10:41:00Z");
    let worse = [
        "update",
        "-q",
        "--component=Search=major-outage",
        "--next-update=30m",
    ];
    let entry = sandbox.product(&worse);
    let outcome = sandbox.run(&["check", "--history"]);
    assert_eq!(outcome.code, Some(1));
    let place = format!("  --> updated 2026-11-21 10:41 UTC ({entry})\n");
    assert!(outcome.stdout.contains(&place), "{}", outcome.stdout);
    assert_eq!(
        outcome.stderr,
        "2026-11-21-card-payments-are-failing (2 promises: 1 late, 1 not due yet): 1 error\n"
    );
    let value: Value =
        serde_json::from_str(&sandbox.run(&["check", "--history", "--json"]).stdout).unwrap();
    assert_eq!(value["promises"][0]["fate"], "late");
    assert_eq!(value["promises"][0]["late_minutes"], 7);
    assert_eq!(value["findings"][0]["entry"], entry.as_str());
}

/// Sixteen letters and digits that look random enough.
const SECRET: &str = "Zk29fLq0ZpTv8wRs";

#[test]
fn a_secret_in_a_text_is_found_and_never_shown() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "draft.txt",
        format!("All good.\nSign in with password={SECRET} today.\n"),
    );
    for format in ["human", "json", "line", "github", "sarif"] {
        let outcome = sandbox.run(&["check", "--text=draft.txt", "--format", format]);
        assert_eq!(outcome.code, Some(1), "{format}: {}", outcome.stderr);
        assert!(
            outcome.stdout.contains("leak-secret"),
            "{format}: {}",
            outcome.stdout
        );
        let shown = outcome.stdout + &outcome.stderr;
        assert!(!shown.contains(&SECRET[5..]), "{format}: {shown}");
    }
    let outcome = sandbox.run(&["check", "--text=draft.txt"]);
    let shown = "  --> draft.txt:2:23\n   | Sign in with password=Zk29… today.\n   |                       ^^^^^\n";
    assert!(outcome.stdout.contains(shown), "{}", outcome.stdout);
    let line = sandbox
        .run(&["check", "--text=draft.txt", "--format=line"])
        .stdout;
    assert!(
        line.starts_with("draft.txt:2:23:error:leak-secret: "),
        "{line}"
    );
    let annotation = sandbox
        .run(&["check", "--text=draft.txt", "--format=github"])
        .stdout;
    let start = "::error file=draft.txt,line=2,col=23,title=leak-secret::";
    assert!(annotation.starts_with(start), "{annotation}");
}

#[test]
fn each_line_of_a_text_can_be_a_message_of_its_own() {
    let sandbox = Sandbox::new();
    let text = format!("Fine.\r\nkey: api_key={SECRET}\nFine.\npassword={SECRET}");
    let args = ["check", "--text=-", "--each-line", "--format=line"];
    let outcome = sandbox.feed(&args, text.as_bytes());
    let places: Vec<&str> = outcome.stdout.lines().map(|l| &l[..8]).collect();
    assert_eq!(places, ["stdin:2:", "stdin:4:"]);
}

#[test]
fn a_text_needs_neither_a_log_nor_a_configuration() {
    let sandbox = Sandbox::new();
    sandbox.file("incidents.toml", "this is no log");
    sandbox.file("draft.txt", "");
    let outcome = sandbox.run(&[
        "check",
        "--text=draft.txt",
        "--state=resolved",
        "--locale=es",
    ]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""));
    assert_eq!(outcome.stderr, "draft.txt: nothing found\n");
}

#[test]
fn words_in_a_language_without_rules_are_said_not_to_be_read() {
    let sandbox = Sandbox::new();
    let text = format!("Ci scusiamo per il disagio; password: {SECRET}");
    sandbox.file("it.txt", text);
    for told in [&["--locale=it"][..], &[]] {
        let outcome = sandbox.run(&[&["check", "--text=it.txt"], told].concat());
        assert!(
            outcome.stderr.contains("the words were not read"),
            "{}",
            outcome.stderr
        );
        assert!(outcome.stdout.contains("leak-secret"), "{}", outcome.stdout);
    }
    let outcome = sandbox.run(&["check", "--text=it.txt", "--locale=en"]);
    assert!(!outcome.stderr.contains("not read"), "{}", outcome.stderr);
}

#[test]
fn a_text_that_cannot_be_read_says_why() {
    let sandbox = Sandbox::new();
    sandbox.file("latin1.txt", b"ca\xf1a");
    assert_eq!(
        sandbox.run(&["check", "--text=latin1.txt"]),
        Outcome::refused(2, "error: `--text`: `latin1.txt` is not UTF-8 (byte 3)")
    );
    assert_eq!(sandbox.run(&["check", "--text=none.txt"]).code, Some(2));
    assert_eq!(
        sandbox.run(&["check", "--text=latin1.txt", "--state=over"]),
        Outcome::refused(
            2,
            "error: `--state`: `over` is not a state; use `investigating`, `identified`, `monitoring`, `resolved`, `scheduled`, `in-progress`, `verifying` or `completed`"
        )
    );
}

#[test]
fn what_a_rule_finds_is_told_in_general_where_nothing_was_found() {
    let sandbox = Sandbox::new();
    for args in [
        &["check", "--list"][..],
        &["check", "--list", "--json"],
        &["check", "--explain=blame-third-party"],
    ] {
        let told = sandbox.product(args);
        assert!(!told.contains("{match}"), "{told}");
        assert!(
            told.contains("`…` puts the fault on somebody else"),
            "{told}"
        );
    }
}

#[test]
fn a_level_of_a_rule_that_does_not_exist_stops_the_self_test() {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", "[check]\nlevels = { vague-etta = 'off' }");
    let outcome = sandbox.run(&["check", "--self-test"]);
    assert_eq!(outcome.code, Some(3));
    let told = "`check.levels` has no rule `vague-etta`\nhint: use `vague-eta`";
    assert!(outcome.stderr.contains(told), "{}", outcome.stderr);
}

#[test]
fn levels_of_rules_are_set_in_the_configuration() {
    let sandbox = complete();
    sandbox.product(&["update", "-q", "--state=identified", "--clear=workaround"]);
    let both = [
        rule("error", "next-update-missing"),
        rule("warning", "workaround-unstated"),
    ];
    assert_eq!(findings(&sandbox, &[]), both);
    let levels = "[check]\nlevels = { next-update-missing = 'off', workaround-unstated = 'error' }";
    sandbox.file("vocero.toml", levels);
    assert_eq!(
        findings(&sandbox, &[]),
        [rule("error", "workaround-unstated")]
    );
}

#[test]
fn a_level_of_a_rule_that_does_not_exist_is_an_error_with_the_similar_name() {
    let sandbox = complete();
    sandbox.file(
        "vocero.toml",
        "[check]\nlevels = { workaround-unsaid = 'off' }",
    );
    assert_eq!(
        sandbox.run(&["check"]),
        Outcome::refused(
            3,
            "error: `[HERE]/vocero.toml`: `check.levels` has no rule `workaround-unsaid`\n\
             hint: use `workaround-unstated`, or see `vocero check --list`"
        )
    );
    sandbox.file("vocero.toml", "[check]\nlevels = { leak-secret = 'off' }");
    let outcome = sandbox.run(&["check"]);
    assert_eq!(outcome.code, Some(3));
    assert!(
        outcome.stderr.contains("a secret is always an error"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn every_rule_of_the_list_has_a_page_to_read() {
    let sandbox = Sandbox::new();
    let list: Value =
        serde_json::from_str(&sandbox.product(&["check", "--list", "--json"])).unwrap();
    let shown = sandbox.product(&["check", "--list"]);
    for rule in list["rules"].as_array().unwrap() {
        let rule = rule["rule"].as_str().unwrap();
        assert!(shown.contains(rule), "{rule}");
        let page = sandbox.product(&["check", "--explain", rule]);
        for part in ["Why:", "Instead:", "En español:", "Bad", "Good", "Sources:"] {
            // What was let be in vain has no examples in a text.
            let none = rule == "unused-waiver" && ["Bad", "Good"].contains(&part);
            assert!(none || page.contains(part), "{rule} has no {part}");
        }
    }
    assert_eq!(
        sandbox.run(&["check", "--explain=scope-mising"]),
        Outcome::refused(
            2,
            "error: there is no rule `scope-mising`\nhint: use `scope-missing`, or see `vocero check --list`"
        )
    );
}

#[test]
fn who_said_three_times_that_the_scope_is_unknown_is_not_told_how_to_say_so() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    for action in [
        "We look at the cards.",
        "We look at the bank.",
        "We look at the till.",
    ] {
        sandbox.product(&["update", "-q", "--scope=", "--action", action]);
    }
    let shown = sandbox.run(&["check"]).stdout;
    let (_, found) = shown
        .split_once(
            "warning[scope-missing]: for the third time, who is affected is said to be unknown\n",
        )
        .unwrap();
    let help = found
        .lines()
        .find(|line| line.starts_with("  help: "))
        .unwrap();
    assert_eq!(
        help,
        "  help: say who is affected and who is not: `--scope \"Shops in the EU. Shops elsewhere are not affected.\"`"
    );
}

#[test]
fn two_formats_at_once_are_refused() {
    let sandbox = complete();
    assert_eq!(
        sandbox.run(&["check", "--json", "--format=line"]).code,
        Some(2)
    );
}

#[test]
fn colour_is_for_those_who_want_it() {
    let mut sandbox = Sandbox::new();
    sandbox.declared();
    assert!(!sandbox.run(&["check"]).stdout.contains('\u{1b}'));
    sandbox.set("CLICOLOR_FORCE", "1");
    assert!(
        sandbox
            .run(&["check"])
            .stdout
            .contains("\u{1b}[1;33mwarning[scope-missing]\u{1b}[0m")
    );
}

#[test]
fn the_newest_word_of_every_example_is_free_of_errors_in_every_language() {
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut checked = 0;
    for example in std::fs::read_dir(examples).unwrap() {
        let log = example.unwrap().path().join("incidents.toml");
        if !log.exists() {
            continue;
        }
        let sandbox = Sandbox::new();
        let config = log.with_file_name("vocero.toml");
        let (log, config) = (log.to_str().unwrap(), config.to_str().unwrap());
        for locale in ["en", "es", "pt", "fr", "de"] {
            let files = ["check", "--log", log, "--config", config, "--format=line"];
            let outcome = sandbox.run(&[&files[..], &["--locale", locale]].concat());
            assert_eq!(
                outcome.code,
                Some(0),
                "{log}: {locale}: {}{}",
                outcome.stdout,
                outcome.stderr
            );
            checked += 1;
        }
    }
    assert!(checked >= 25, "{checked}");
}

#[test]
fn nothing_is_wrong_with_any_message_of_any_example_in_five_languages() {
    let examples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut checked = 0;
    for example in std::fs::read_dir(examples).unwrap() {
        let log = example.unwrap().path().join("incidents.toml");
        let Ok(text) = std::fs::read_to_string(&log) else {
            continue;
        };
        let sandbox = Sandbox::new();
        let config = log.with_file_name("vocero.toml");
        let (log, config) = (log.to_str().unwrap(), config.to_str().unwrap());
        for line in text.lines().filter(|line| line.starts_with("id = ")) {
            let entry = line.split('"').nth(1).unwrap();
            let mut args = vec!["check", "--log", log, "--config", config, "--entry", entry];
            args.extend(["--json", "--fail-on=never"]);
            for locale in ["en", "es", "pt", "fr", "de"] {
                args.extend(["--locale", locale]);
            }
            let outcome = sandbox.run(&args);
            let value: Value = serde_json::from_str(&outcome.stdout).unwrap();
            let Some(findings) = value["findings"].as_array() else {
                // What was noted for the team is no word.
                assert_eq!(outcome.code, Some(2), "{}", outcome.stderr);
                continue;
            };
            let wrong: Vec<_> = findings
                .iter()
                // What facts lack is deserved.
                .filter(|f| f["place"]["channel"].is_string() && f["level"] != "suggestion")
                .collect();
            assert!(wrong.is_empty(), "{entry}: {wrong:#?}");
            checked += 1;
        }
    }
    assert!(checked > 30, "{checked}");
}

/// A configuration with names and a rule of its own.
const HOUSE: &str = "
[check]
customers = ['Orlavia']
ticket_prefixes = ['OPS']
accept = ['any inconvenience']
[[check.rule]]
name = 'no-platform'
level = 'error'
locale = 'en'
any = ['the|our platform']
unless = ['platform shoes']
what = '`{match}` is what we say among ourselves'
why = 'customers know our products by their names'
help = 'name the product'
bad = ['The platform is down.']
good = ['Checkout is down.', 'We sell our platform shoes again.']
";

#[test]
fn the_names_and_the_rules_of_the_house_are_found_and_its_own_words_are_let_be() {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", HOUSE);
    let text = "Sorry for any inconvenience: our platform fails for Orlavia, see OPS-7.\n";
    sandbox.file("draft.txt", text);
    assert_eq!(
        findings(&sandbox, &["--text=draft.txt", "--locale=en"]),
        [
            rule("error", "no-platform"),
            rule("error", "leak-name"),
            rule("warning", "leak-ticket-id")
        ]
    );
    assert_eq!(
        findings(&sandbox, &["--text=draft.txt", "--locale=es"]),
        [
            rule("error", "leak-name"),
            rule("warning", "leak-ticket-id")
        ],
        "a rule of one language reads texts in it alone"
    );
    let off = HOUSE.replace("[check]", "[check]\nlevels = { no-platform = 'off' }");
    sandbox.file("vocero.toml", off);
    assert_eq!(
        findings(&sandbox, &["--text=draft.txt", "--locale=en"]).len(),
        2
    );
}

#[test]
fn a_rule_of_the_house_stands_in_the_list_and_has_a_page() {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", HOUSE);
    let shown = sandbox.product(&["check", "--list"]);
    assert!(shown.contains("no-platform"), "{shown}");
    let page = sandbox.product(&["check", "--explain", "no-platform"]);
    for part in [
        "error · own · en",
        "Why: customers know",
        "Instead: name",
        "\"the|our platform\"",
    ] {
        assert!(page.contains(part), "{page}");
    }
}

#[test]
fn the_examples_of_every_rule_are_run_and_one_that_does_not_hold_is_named() {
    let sandbox = Sandbox::new();
    let outcome = sandbox.run(&["check", "--self-test"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (Some(0), ""));
    assert!(
        outcome.stderr.ends_with("all of them hold\n"),
        "{}",
        outcome.stderr
    );
    sandbox.file(
        "vocero.toml",
        HOUSE.replace("good = ['Checkout", "good = ['The platform"),
    );
    let outcome = sandbox.run(&["check", "--self-test"]);
    assert_eq!(outcome.code, Some(1));
    let broken =
        "no-platform: it is a good example, and something was found\n  \"The platform is down.\"\n";
    assert_eq!(outcome.stdout, broken);
    assert!(
        outcome.stderr.ends_with(": 1 does not hold\n"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_rule_that_cannot_be_one_stops_the_check_and_names_the_file() {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", HOUSE.replace("no-platform", "shouting"));
    sandbox.file("draft.txt", "Fine.");
    assert_eq!(
        sandbox.run(&["check", "--text=draft.txt"]),
        Outcome::refused(
            3,
            "error: `[HERE]/vocero.toml`: `check.rule`: the rule `shouting` has the name of a built-in rule; choose another"
        )
    );
}

#[test]
fn a_text_from_elsewhere_is_held_against_the_facts_of_its_incident() {
    let sandbox = complete();
    sandbox.file(
        "draft.txt",
        "Shops in the EU cannot take cards since 09:48 UTC.",
    );
    assert_eq!(findings(&sandbox, &["--text=draft.txt", "--locale=en"]), []);
    assert_eq!(
        findings(
            &sandbox,
            &["card-payments", "--text=draft.txt", "--locale=en"]
        ),
        [rule("warning", "unbacked-number")]
    );
    sandbox.file(
        "draft.txt",
        "Shops in the EU cannot take cards since 09:58 UTC.",
    );
    assert_eq!(
        findings(
            &sandbox,
            &["card-payments", "--text=draft.txt", "--locale=en"]
        ),
        []
    );
}
