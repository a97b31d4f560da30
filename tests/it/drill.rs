//! A drill from its alarm to its score, on a clock that runs ten times as fast as the one on the wall.

use serde_json::Value;

use crate::sandbox::{Outcome, Sandbox};

const LOG: &str = "drill-2026-11-21-payments.toml";

/// A drill of payments that began at 10:04, and whose log every command is given.
fn begun() -> Sandbox {
    let mut sandbox = Sandbox::new();
    sandbox.file("vocero.toml", CONFIG);
    let place = sandbox.product(&["drill", "payments", "--speed=10", "-q"]);
    assert_eq!(place, format!("[HERE]/{LOG}"));
    let log = sandbox.path(LOG).display().to_string();
    sandbox.set("VOCERO_LOG", &log);
    sandbox
}

const CONFIG: &str = r#"
company = "Acme"
status_url = "https://status.acme.example"
[service.openstatus]
page = "1"
[service.incident-io]
page = "01FCNDV6P870EA6S7TK1DSYDG0"


[service.mail]
from = "Acme <status@acme.example>"
to = ["customers@acme.example"]
"#;

/// Declares what the scenario proposes, in the fifth minute of the drill.
fn declared() -> Sandbox {
    let sandbox = begun().at("2026-11-21T10:04:30Z");
    sandbox.product(&[
        "declare",
        "--scenario=payments",
        "--scope=Shops in the EU. Shops elsewhere are not affected.",
        "--started=10:04",
        "--next-update=30m",
        "-q",
    ]);
    sandbox
}

#[test]
fn a_drill_begins_beside_the_log_and_says_how_to_take_part() {
    let sandbox = Sandbox::new();
    let begun = sandbox.run(&["drill", "payments", "--speed=10"]);
    let expected = "\
drill payments: 10:04 UTC, 10 times as fast; not real
the alarm: Customers cannot pay, or payments fail for some of them.
let every terminal that takes part know the log:
next: export VOCERO_LOG=[HERE]/drill-2026-11-21-payments.toml
next: vocero --log [HERE]/drill-2026-11-21-payments.toml declare --scenario payments
and when it is over:
next: vocero --log [HERE]/drill-2026-11-21-payments.toml drill --end
";
    assert_eq!(begun.stderr, expected);
    assert_eq!(begun.stdout, format!("[HERE]/{LOG}\n"));
    assert_eq!(
        sandbox.read(LOG),
        "# vocero drill: nothing in this log is real. Its clock began with it and runs at its own speed.\n\
         format = 1\n\
         drill.scenario = \"payments\"\n\
         drill.began = 2026-11-21T10:04:00Z\n\
         drill.speed = 10\n"
    );
    assert!(!sandbox.path("incidents.toml").exists());
    let second = sandbox.product(&["drill", "payments", "-q"]);
    assert_eq!(second, "[HERE]/drill-2026-11-21-payments-2.toml");
}

#[test]
fn every_command_that_is_given_the_log_lives_in_the_time_of_the_drill() {
    let sandbox = declared();
    let due = sandbox.run(&["due"]);
    assert_eq!(
        due.stderr,
        "drill payments: 10:09 UTC, 10 times as fast; not real\n"
    );
    assert_eq!(
        due.stdout,
        "OWED       BY (UTC)  WHAT         TO         LAST WORD  ANSWER WITH\n\
         in 30 min  10:39     next update  customers  just now   vocero update card-payments-are-failing\n"
    );
    assert_eq!(sandbox.product(&["due", "--prompt"]), "30m");
    // Three minutes and a half on the wall are 35 in the drill.
    let sandbox = sandbox.at("2026-11-21T10:08:00Z");
    let due = sandbox.run(&["due", "--prompt"]);
    assert_eq!(
        (due.code, &*due.stdout, &*due.stderr),
        (Some(1), "!5m\n", "")
    );
    // A clock that was set back stands still at the beginning.
    let sandbox = sandbox.at("2026-11-21T09:00:00Z");
    assert_eq!(sandbox.product(&["due", "--prompt"]), "35m");
}

#[test]
fn the_clock_of_a_drill_is_told_in_the_zone_of_the_house() {
    let mut sandbox = begun().at("2026-11-21T10:04:30Z");
    sandbox.file("vocero.toml", "zone = 'Europe/Madrid'\n");
    let announced = "drill payments: 11:09 Europe/Madrid, 10 times as fast; not real";
    assert_eq!(sandbox.run(&["due"]).stderr.lines().next(), Some(announced));
    // Whatever is wrong with the configuration, it is a drill.
    sandbox.file("vocero.toml", "zone = 'Europe/Madird'\n");
    sandbox.set("COLUMNS", "200");
    let outcome = sandbox.run(&["due"]);
    assert!(
        outcome.stderr.starts_with("drill payments: 10:09 UTC"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn what_is_shown_to_be_typed_next_names_the_log_that_was_named() {
    let mut sandbox = declared();
    sandbox.set("VOCERO_LOG", "");
    let due = sandbox.run(&["due", "--log", LOG]);
    let answer = format!("vocero --log {LOG} update card-payments-are-failing");
    assert!(due.stdout.contains(&answer), "{}", due.stdout);
    let noted = sandbox.run(&["note", "--log", LOG, "Restarted it."]);
    let next = format!("next: vocero --log {LOG} update 2026-11-21-card-payments-are-failing\n");
    assert!(noted.stderr.ends_with(&next), "{}", noted.stderr);
}

#[test]
fn a_payload_of_a_drill_is_taken_by_no_service_and_a_mail_has_no_recipient() {
    let sandbox = declared();
    let payload = |channel: &str, service: &str| {
        sandbox.product(&[
            "render",
            "--payload",
            "--channel",
            channel,
            "--service",
            service,
        ])
    };
    for service in [
        "statuspage",
        "openstatus",
        "cachet",
        "incident-io",
        "better-stack",
        "webhook",
    ] {
        let written: Value = serde_json::from_str(&payload("status-page", service)).unwrap();
        let keys: Vec<&String> = written.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["drill", "payload"], "{service}");
        assert!(
            written["payload"].to_string().contains("[DRILL]"),
            "{service}"
        );
    }
    let page = payload("status-page", "cstate");
    assert!(
        page.contains("title: \"[DRILL] Card payments are failing\"\n"),
        "{page}"
    );
    assert!(page.contains("\ndraft: true\n"), "{page}");
    let mail = payload("email", "mail");
    assert!(
        mail.contains("Subject: [DRILL] [Acme] Card payments are failing"),
        "{mail}"
    );
    assert!(!mail.contains("customers@acme.example"), "{mail}");
    let feed = sandbox.product(&["feed"]);
    assert!(
        feed.contains("<title>[DRILL] Card payments are failing</title>"),
        "{feed}"
    );
    let exported: Value = serde_json::from_str(&sandbox.product(&["export"])).unwrap();
    assert_eq!(exported["drill"], true);
    let outcome = sandbox.run(&["export", "--format=statuspage"]);
    assert_eq!(outcome.code, Some(2));
    assert!(
        outcome.stderr.contains("the log is that of a drill"),
        "{}",
        outcome.stderr
    );
    let calendar = sandbox.run(&["due", "--ics"]);
    let summary = "SUMMARY:DRILL\\, not real: Next update due: Card payments are failing";
    assert!(calendar.stdout.contains(summary), "{}", calendar.stdout);
    let all: Value =
        serde_json::from_str(&sandbox.product(&["render", "--payload", "--json"])).unwrap();
    for letter in all.as_array().unwrap() {
        assert_eq!(letter["request"], Value::Null, "{letter}");
        assert!(
            letter["remarks"].to_string().contains("is of a drill"),
            "{letter}"
        );
    }
}

#[test]
fn a_drill_is_scored_from_its_alarm_and_told_what_to_do_better() {
    let sandbox = declared().at("2026-11-21T10:08:24Z");
    sandbox.product(&[
        "update",
        "--action=We are switching to the second provider.",
        "-q",
    ]);
    let sandbox = sandbox.at("2026-11-21T10:09:30Z");
    sandbox.product(&[
        "resolve",
        "--outcome=Card payments work again.",
        "--ended=10:55",
        "--data=none",
        "--confirmed-by=Ana",
        "--follow-up=in 3 days",
        "-q",
    ]);
    let sandbox = sandbox.at("2026-11-21T10:09:36Z");
    let scored = sandbox.run(&["drill", "--end"]);
    let expected = "\
first word                good    5 min after the alarm
longest silence           good    39 min
words that name the next  BETTER  1 of 2
next updates              BETTER  1 late
repair times                      –
reports                           1 not due yet
told in time                      –
said to be over           good    yes
found by the check        BETTER  1 error

3 of 6 went well

What to do better:
- say with every word when the next one comes: `--next-update 30m`
- a word that nothing is new takes one command, `vocero update`; keep `vocero due --watch` in sight
- next-update-missing: ";
    assert!(scored.stdout.starts_with(expected), "{}", scored.stdout);
    assert_eq!(
        scored.stderr,
        "drill payments: 11:00 UTC, it has ended; not real\n"
    );
    // Its clock stands still from then on.
    let sandbox = sandbox.at("2026-12-24T18:00:00Z");
    assert_eq!(sandbox.run(&["drill", "--score"]), scored);
    assert_eq!(sandbox.run(&["drill", "--end"]), scored);
    assert_eq!(
        sandbox.product(&["drill", "--score", "-q"]),
        "3 of 6 went well"
    );
    let late = "error: the drill has ended: nothing more is said in it\n\
                hint: see its score with `vocero drill --score`, or begin another with `vocero drill payments`\n";
    for args in [
        &["note", "Too late.", "card-payments"][..],
        &["told", "social", "card-payments"],
        &["review", "--why=A setting was wrong."],
    ] {
        let outcome = sandbox.run(args);
        assert_eq!(outcome.code, Some(2), "{args:?}");
        assert!(outcome.stderr.ends_with(late), "{}", outcome.stderr);
    }
    assert_eq!(sandbox.run(&["drill", "--score"]), scored);
    let json: Value =
        serde_json::from_str(&sandbox.product(&["drill", "--score", "--json"])).unwrap();
    assert_eq!(json["first_word"], 5 * 60);
    assert_eq!(json["ended"], "2026-11-21T11:00:00Z");
    assert_eq!(json["figures"]["next_updates"]["late"], 1);
    let metrics: Value = serde_json::from_str(&sandbox.product(&["metrics", "--json"])).unwrap();
    assert_eq!(json["figures"], metrics["figures"]);
}

#[test]
fn without_a_name_the_newest_drill_beside_the_log_is_scored() {
    let sandbox = Sandbox::new();
    let none = "\
error: `[HERE]/incidents.toml` is no drill, and none stands beside it
hint: name its log with `--log FILE`, or begin one: `vocero drill payments`";
    assert_eq!(
        sandbox.run(&["drill", "--score"]),
        Outcome::refused(2, none)
    );
    sandbox.product(&["drill", "payments", "-q"]);
    let sandbox = sandbox.at("2026-11-21T10:10:00Z");
    sandbox.product(&["drill", "login", "-q"]);
    let sandbox = sandbox.at("2026-11-21T10:30:00Z");
    let scored = sandbox.run(&["drill", "--end"]);
    assert_eq!(
        scored.stderr,
        "drill login: 10:30 UTC, it has ended; not real\n"
    );
    assert!(
        scored
            .stdout
            .starts_with("first word                BETTER  none in 20 min\n")
    );
    assert!(
        sandbox
            .read("drill-2026-11-21-login.toml")
            .contains("drill.ended")
    );
    assert!(!sandbox.read(LOG).contains("drill.ended"));
}

#[test]
fn what_cannot_be_a_drill_is_refused() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    for (args, code, told) in [
        (
            &["drill", "payments", "--log=incidents.toml"][..],
            2,
            "error: `--log`: a log named `incidents.toml` would be found as the real one\n\
             hint: give the log of the drill another name, such as `drill.toml`",
        ),
        (
            &["drill", "payments", "--log=vocero.toml"],
            2,
            "error: `[HERE]/vocero.toml` exists: a drill begins a log of its own\n\
             hint: name another place with `--log FILE`, or none",
        ),
        (
            &["drill", "payments", "--speed=101"],
            2,
            "error: `--speed`: `101` is not from 1 to 100",
        ),
        (
            &["drill"],
            2,
            "error: name a scenario, or give `--score` or `--end`\n\
             hint: see `vocero scenario list`",
        ),
        (
            &["drill", "--end", "--log=incidents.toml"],
            2,
            "error: `[HERE]/incidents.toml` is not the log of a drill\n\
             hint: begin one with `vocero drill payments`",
        ),
        (
            &["list", "--log=broken.toml"],
            3,
            "error: `[HERE]/broken.toml` line 2: the head of a drill has `drill.scenario`, `drill.began` and `drill.speed`, from 1 to 100\n\
             hint: mend those lines by hand: without them nobody knows what time it is there",
        ),
    ] {
        sandbox.file("vocero.toml", "");
        sandbox.file("broken.toml", "format = 1\ndrill.speed = 10\n");
        assert_eq!(sandbox.run(args), Outcome::refused(code, told), "{args:?}");
    }
}

#[test]
fn what_is_prepared_has_nothing_against_it_in_any_language() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "vocero.toml",
        "locales = [\"en\", \"es\", \"pt\", \"fr\", \"de\"]\n",
    );
    for scenario in [
        "payments",
        "login",
        "slow",
        "data",
        "supplier",
        "security",
        "maintenance",
    ] {
        let log = format!("{scenario}.toml");
        sandbox.product(&["drill", scenario, "-q", "--log", &log]);
        let with = format!("--scenario={scenario}");
        let mut args = vec!["declare", &with, "--next-update=30m", "-q", "--log", &log];
        if scenario == "maintenance" {
            args.extend([
                "--started=tomorrow 02:00",
                "--estimate=tomorrow 04:00",
                "--confirmed-by=ana",
            ]);
        }
        sandbox.product(&args);
        let checked = sandbox.run(&["check", "--format=line", "--log", &log]);
        assert_eq!(checked.code, Some(0), "{scenario}: {}", checked.stdout);
    }
}
