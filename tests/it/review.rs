//! Looking back: the review and its drafts, the promise that it keeps, and measures.

use serde_json::Value;

use crate::sandbox::{Outcome, Sandbox};

const CONFIG: &str = "\
locales = ['en', 'es']
channels = ['email', 'sms', 'team']
company = 'Acme'
status_url = 'https://status.acme.example'
feedback_url = 'https://status.acme.example/feedback'
contact = 'support@acme.example'
";

/// An incident that has been over since 10:50, and promised its report by Friday.
fn over() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", CONFIG);
    sandbox.declared();
    let sandbox = sandbox.at("2026-11-21T10:53:00Z");
    sandbox.product(&[
        "resolve",
        "-q",
        "--outcome=Card payments work again.",
        "--outcome-es=Ya se puede cobrar con tarjeta.",
        "--ended=10:50",
        "--data=none",
        "--confirmed-by=ana",
        "--follow-up=2026-11-27 17:00",
    ]);
    sandbox.at("2026-11-23T09:00:00Z")
}

const STORY: [&str; 8] = [
    "review",
    "--happened=For almost an hour your shop could not take cards.",
    "--happened-es=Durante casi una hora su tienda no pudo cobrar con tarjeta.",
    "--why=A setting was wrong.",
    "--why-es=Una opción estaba mal puesta.",
    "--lucky=It was a Saturday on db-7.",
    "--cause=The routing file left out db-7.",
    "--measure=We try settings out first; es: Antes probamos las opciones.; owner: luis; by: 2026-12-04",
];

fn json(sandbox: &Sandbox, args: &[&str]) -> Value {
    serde_json::from_str(&sandbox.product(args)).unwrap()
}

fn error(sandbox: &Sandbox, args: &[&str]) -> String {
    let outcome = sandbox.run(args);
    assert_eq!(outcome.code, Some(2), "{}", outcome.stderr);
    outcome.stderr
}

#[test]
fn a_draft_tells_nobody_and_the_final_review_tells_everybody_what_was_drafted() {
    let sandbox = over();
    let draft = sandbox.run(&STORY);
    assert_eq!((draft.code, draft.stdout.as_str()), (Some(0), ""));
    let saved = "saved 2026-11-21-card-payments-are-failing · draft of the review, told nobody · \
                 1 measure agreed on\n\
                 next: vocero review 2026-11-21-card-payments-are-failing --final\n";
    assert!(draft.stderr.ends_with(saved), "{}", draft.stderr);
    let owed = json(&sandbox, &["due", "--json"]);
    assert_eq!(owed[0]["what"], "report", "a draft keeps no promise");
    let told = sandbox.product(&["review", "--final"]);
    let mail = "\
── email · en ──────────────────────────────────────────────────────────
Subject: [Acme] Card payments are failing

Our report on \"Card payments are failing\"

What happened: For almost an hour your shop could not take cards.

It has been over since 10:50 UTC on Saturday 21 November.

No data was lost or exposed; we have checked.

Why it happened: A setting was wrong.

What we do so that it does not happen again: We try settings out first. By Friday 4 December.

More on our status page: https://status.acme.example

How to reach us: support@acme.example

To tell us how we did: https://status.acme.example/feedback
";
    assert!(told.starts_with(mail), "{told}");
    assert!(
        told.contains("Por qué pasó: Una opción estaba mal puesta.\n"),
        "{told}"
    );
    assert_eq!(json(&sandbox, &["due", "--json"]), Value::Array(Vec::new()));
    let whole = json(&sandbox, &["show", "--json"]);
    assert_eq!(whole["review"], "final");
    assert_eq!(whole["measures"][0]["owner"], "luis");
    assert_eq!(
        whole["facts"]["follow_up"],
        Value::Null,
        "it is announced no more"
    );
}

#[test]
fn whoever_promised_a_report_with_the_end_is_led_to_the_review() {
    let sandbox = Sandbox::new();
    let id = sandbox.declared();
    let end = |more: &[&str]| {
        let args = ["resolve", &id, "--outcome=It works."];
        let args: Vec<&str> = args.iter().chain(more).copied().collect();
        let outcome = sandbox.run(&args);
        assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
        outcome.stderr.lines().last().unwrap_or_default().to_owned()
    };
    assert_eq!(end(&[]), format!("next: vocero show {id}"));
    assert_eq!(
        end(&["--follow-up=in 3 days"]),
        format!("next: vocero review {id}")
    );
}

#[test]
fn who_was_affected_is_told_in_every_report_without_being_typed_again() {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", CONFIG);
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Card payments are failing",
        "--severity=major",
        "--impact=Your shop cannot take card payments.",
        "--scope=Shops in the EU. Shops elsewhere are not affected.",
        "--next-update=30m",
    ]);
    let sandbox = sandbox.at("2026-11-21T10:53:00Z");
    sandbox.product(&["resolve", "-q", "--outcome=It works.", "--ended=10:50"]);
    let scope = "Shops in the EU. Shops elsewhere are not affected.";
    let told_to_all = || {
        for reader in ["customers", "team", "executives", "support", "regulator"] {
            let report = sandbox.product(&["summary", "--for", reader]);
            let heading = format!("## Who was affected\n\n{scope}");
            assert!(report.contains(&heading), "{reader}: {report}");
        }
    };
    told_to_all();
    let told = sandbox.product(&[
        "review",
        "--final",
        "--happened=Your shop could not take cards.",
    ]);
    assert!(
        told.contains(&format!("Who was affected: {scope}\n")),
        "{told}"
    );
    told_to_all();
    sandbox.product(&["review", "card", "--final", "--scope=Shops in Spain.", "-q"]);
    let report = sandbox.product(&["summary"]);
    assert!(
        report.contains("## Who was affected\n\nShops in Spain.\n"),
        "{report}"
    );
    let told = sandbox.product(&["review", "card", "--final", "--scope="]);
    assert!(
        told.contains("\n\nWe do not know who was affected.\n"),
        "{told}"
    );
    let report = sandbox.product(&["summary"]);
    assert!(
        report.contains("\n\nWe do not know who was affected.\n"),
        "{report}"
    );
}

#[test]
fn what_is_for_the_team_reaches_the_team_and_nobody_else() {
    let sandbox = over();
    let mut args = STORY.to_vec();
    args.extend(["--final", "--json"]);
    let told = json(&sandbox, &args);
    for message in told["messages"].as_array().unwrap() {
        let text = message.to_string();
        let inside = message["channel"] == "team";
        assert_eq!(text.contains("db-7"), inside, "{text}");
        assert!(!text.contains("Saturday on"), "{text}");
        assert!(!text.contains("luis"), "{text}");
    }
}

#[test]
fn where_the_report_stands_elsewhere_messages_are_short_and_lead_there() {
    let sandbox = over();
    let mut args = STORY.to_vec();
    args.extend(["--final", "--report=https://acme.example/report"]);
    let told = sandbox.product(&args);
    let mail = "\
Our report on \"Card payments are failing\"

Our report: https://acme.example/report

How to reach us: support@acme.example

To tell us how we did: https://status.acme.example/feedback
";
    assert!(told.contains(mail), "{told}");
    let text = "Acme: Our report on \"Card payments are failing\" is ready. \
                https://acme.example/report\n";
    assert!(told.contains(text), "{told}");
}

#[test]
fn a_word_that_says_where_the_report_is_keeps_its_promise_and_no_other_does() {
    let sandbox = over();
    sandbox.product(&[
        "update",
        "card",
        "-q",
        "--action=We have paid everybody back.",
    ]);
    let owed = |sandbox: &Sandbox| json(sandbox, &["due", "--json"]).as_array().unwrap().len();
    assert_eq!(owed(&sandbox), 1);
    let told = sandbox.product(&["update", "card", "--report=https://acme.example/report"]);
    assert!(
        told.contains("Our report: https://acme.example/report\n"),
        "{told}"
    );
    assert!(
        !told.contains("27 November"),
        "it is announced no more: {told}"
    );
    assert_eq!(owed(&sandbox), 0);
}

#[test]
fn a_report_that_takes_longer_is_moved_and_the_message_says_so() {
    let sandbox = over();
    let told = sandbox.product(&["update", "card", "--follow-up=2026-11-30"]);
    let moved = "We promised our report by Friday 27 November. It will come by Monday 30 November.";
    assert!(told.contains(moved), "{told}");
    let moved = "Prometimos nuestro informe para el viernes 27 de noviembre.";
    assert!(told.contains(moved), "{told}");
    let owed = json(&sandbox, &["due", "--json"]);
    assert_eq!(owed[0]["due"], "2026-11-30T23:59:00Z");
    assert_eq!(owed.as_array().unwrap().len(), 1);
}

#[test]
fn what_is_not_over_has_no_review_and_one_without_an_end_cannot_be_final() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    assert_eq!(
        error(&sandbox, &["review", "card", "--why=x"]),
        "error: `2026-11-21-card-payments-are-failing` is not over yet (`investigating`), so there \
         is nothing to look back on\n\
         hint: say that it is over with `vocero resolve 2026-11-21-card-payments-are-failing`\n\
         hint: what you learn before that keeps with `vocero note TEXT \
         2026-11-21-card-payments-are-failing` and `vocero measure add`\n"
    );
    sandbox.product(&["resolve", "-q"]);
    sandbox.product(&["correct", "card", "-q", "--clear=ended"]);
    assert_eq!(
        error(&sandbox, &["review", "--final"]),
        "error: the review of `2026-11-21-card-payments-are-failing` cannot be final: `--ended` and \
         `--happened` must be given\n\
         hint: say it with `vocero review 2026-11-21-card-payments-are-failing --final --ended … \
         --happened …`, or save a draft without `--final`\n"
    );
    let whole = [
        "review",
        "--final",
        "--ended=10:04",
        "--happened=Cards failed.",
        "-q",
    ];
    sandbox.product(&whole);
}

#[test]
fn a_review_that_says_nothing_new_is_refused_and_the_same_one_twice_changes_nothing() {
    let sandbox = over();
    let empty = error(&sandbox, &["review"]);
    assert!(
        empty.starts_with("error: there is nothing to save"),
        "{empty}"
    );
    let id = "--id=0193501e-7a3c-7d52-8f0a-2f4c1b7a9e99";
    let mut args = STORY.to_vec();
    args.extend(["--final", "-q", id]);
    sandbox.product(&args);
    let once = sandbox.read("incidents.toml");
    sandbox.product(&args);
    assert_eq!(sandbox.read("incidents.toml"), once);
    let again = error(&sandbox, &["review", "card", "--final"]);
    assert!(
        again.contains("is final, and nothing has changed since"),
        "{again}"
    );
    let later = [
        "review",
        "card",
        "--final",
        "-q",
        "--learned=We look twice.",
    ];
    sandbox.product(&later);
}

#[test]
fn a_rehearsal_shows_what_would_be_said_and_saves_nothing() {
    let sandbox = over();
    let before = sandbox.read("incidents.toml");
    let mut args = STORY.to_vec();
    args.push("--dry-run");
    let told = sandbox.product(&args);
    assert!(
        told.contains("Why it happened: A setting was wrong."),
        "{told}"
    );
    assert_eq!(sandbox.read("incidents.toml"), before);
}

#[test]
fn a_compensation_is_recorded_with_a_name_or_not_at_all() {
    let sandbox = over();
    let mut args = STORY.to_vec();
    args.extend(["--final", "--offer=We will not charge this month."]);
    let refused = error(&sandbox, &args);
    assert!(
        refused.contains("`--offer` is only said when somebody confirmed it"),
        "{refused}"
    );
    args.push("--confirmed-by=marta");
    let told = sandbox.product(&args);
    assert!(
        told.contains("What we offer you: We will not charge this month."),
        "{told}"
    );
    let names = told.lines().filter(|line| line.contains("marta"));
    assert!(
        names.clone().all(|line| line.starts_with("**Conf")),
        "{told}"
    );
    assert!(names.count() > 0);
}

#[test]
fn a_measure_is_said_in_another_language_in_its_own_line() {
    let sandbox = over();
    let happened = "--happened=Cards failed.";
    assert_eq!(
        error(
            &sandbox,
            &["review", happened, "--what-es=Nos llega una alarma"]
        ),
        "error: `--what-es` belongs to no measure here\n\
         hint: write it into the measure: `--measure \"WHAT; es: TEXT; owner: NAME; by: TIME\"`\n"
    );
    // What is missing is named as the review takes it.
    let unsaid = "--measure=We get an alarm; owner: ana; by: 2026-12-04";
    let shown = ["--learned=We test.", "--why=A setting."];
    let args = [
        &["review", "--final", "--dry-run", happened, unsaid],
        &shown[..],
    ]
    .concat();
    let wants = "`--learned-es`, `--measure \"…; es: TEXT\"`, `--title-es` and `--why-es`";
    let told = sandbox.run(&args).stderr;
    assert!(told.contains(wants), "{told}");
    let measure = "--measure=We get an alarm; es: Nos llega una alarma; owner: ana; by: 2026-12-04";
    sandbox.product(&["review", happened, measure]);
    let log = sandbox.read("incidents.toml");
    assert!(
        log.contains("what.es = \"Nos llega una alarma\"\n"),
        "{log}"
    );
}

#[test]
fn a_measure_without_an_owner_or_a_time_is_refused() {
    let sandbox = over();
    let mut args = vec![
        "review",
        "--measure=We try settings out first; by: 2026-12-04",
    ];
    assert_eq!(
        error(&sandbox, &args),
        "error: `--measure`: `We try settings out first` has no owner; add `; owner: NAME`\n"
    );
    args = vec![
        "measure",
        "add",
        "We try settings out first",
        "--due=2026-12-04",
    ];
    assert_eq!(
        error(&sandbox, &args),
        "error: `We try settings out first` has no owner; name who sees to it with `--owner`\n"
    );
    args = vec![
        "measure",
        "add",
        "We try settings out first",
        "--owner=luis",
    ];
    assert_eq!(
        error(&sandbox, &args),
        "error: `We try settings out first` has no due; say by when it is done with `--due`\n"
    );
    args.push("--by=friday");
    assert_eq!(
        error(&sandbox, &args),
        "error: `We try settings out first` has no due; say by when it is done with `--due`\n\
         hint: `--by` is who writes this; say the day with `--due \"friday\"`\n"
    );
}

#[test]
fn measures_are_followed_to_the_end() {
    let sandbox = over();
    let none = sandbox.run(&["measures"]);
    assert_eq!(
        (none.stdout.as_str(), none.stderr.as_str()),
        (
            "",
            "No measures were agreed on yet.\n\
             next: vocero measure add WHAT --owner NAME --due TIME\n"
        )
    );
    for (what, due) in [
        ("We try settings out first", "2026-12-04"),
        ("We get an alarm sooner", "2026-11-25"),
    ] {
        let due = format!("--due={due}");
        sandbox.product(&["measure", "add", what, "--owner=luis", &due, "-q"]);
    }
    let standing = |sandbox: &Sandbox, args: &[&str]| {
        let rows = json(sandbox, args);
        let rows = rows.as_array().unwrap().iter();
        let told = rows.map(|row| format!("{} {}", row["measure"], row["standing"]));
        told.collect::<Vec<_>>().join(", ").replace('"', "")
    };
    let all = ["measures", "--all", "--json"];
    assert_eq!(
        standing(&sandbox, &all),
        "we-get-an-alarm-sooner due, we-try-settings-out-first open"
    );
    let sandbox = sandbox.at("2026-11-26T09:00:00Z");
    let due = sandbox.run(&["due"]);
    assert_eq!(due.code, Some(1));
    let line = "OVERDUE 9 h 1 min  2026-11-25 23:59  measure  luis       –                \
                vocero measure done we-get-an-alarm-sooner\n";
    assert!(due.stdout.contains(line), "{}", due.stdout);
    assert_eq!(
        error(&sandbox, &["measure", "done", "we"]),
        "error: `we` matches 2 measures\n\
         hint: use more of the id: `we-try-settings-out-first` or `we-get-an-alarm-sooner`\n"
    );
    let token = ["ghp_", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].concat();
    let reason = format!("--reason=the key is {token}");
    for step in ["done", "move", "drop"] {
        let due = (step == "move").then_some("--due=2026-12-10");
        let said = ["measure", step, "alarm", &reason, "--dry-run"].into_iter();
        let said: Vec<&str> = said.chain(due).collect();
        let refused = error(&sandbox, &said);
        let waive =
            "hint: if it is no secret, say why: `--waive \"leak-secret:f8be7c22=REASON\"`\n";
        assert!(refused.ends_with(waive), "{refused}");
        sandbox.product(&[&said[..], &["--waive=leak-secret:f8be7c22=a sample"]].concat());
    }
    let moved = [
        "measure",
        "move",
        "alarm",
        "--due=2026-12-10",
        "--reason=the part is late",
        "-q",
    ];
    sandbox.product(&moved);
    sandbox.product(&["measure", "done", "settings", "-q"]);
    assert_eq!(
        sandbox.run(&["measures", "--all"]),
        Outcome {
            code: Some(0),
            stdout: "\
BY                STANDING  OWNER  AIM      MEASURE
2026-12-10 23:59  open      luis   prevent  we-get-an-alarm-sooner
  We get an alarm sooner
  2026-11-21-card-payments-are-failing
  why: the part is late
2026-12-04 23:59  done      luis   prevent  we-try-settings-out-first
  We try settings out first
  2026-11-21-card-payments-are-failing
"
            .to_owned(),
            stderr: "Times are those of UTC.\nnext: vocero measure done we-get-an-alarm-sooner\n"
                .to_owned(),
        }
    );
    sandbox.product(&["measure", "drop", "alarm", "--reason=another does it", "-q"]);
    assert_eq!(standing(&sandbox, &["measures", "--json"]), "");
    assert!(error(&sandbox, &["measure", "done", "alarm"]).contains("is dropped since 2026-11-26"));
    let told = sandbox.product(&["review", "--final", "--happened=Cards failed."]);
    assert!(
        told.contains("We try settings out first. Done.\n"),
        "{told}"
    );
    assert!(!told.contains("alarm"), "{told}");
}

#[test]
fn without_a_name_the_review_is_of_what_owes_a_report() {
    let sandbox = over();
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Search is slow",
        "--severity=minor",
        "--impact=Searching takes minutes.",
        "--next-update=20m",
    ]);
    sandbox.product(&["resolve", "search", "-q"]);
    sandbox.product(&["review", "--why=A setting was wrong.", "-q"]);
    let stage = |incident: &str| json(&sandbox, &["show", incident, "--json"])["review"].clone();
    assert_eq!(
        (stage("card"), stage("search")),
        ("draft".into(), "none".into())
    );
    sandbox.product(&["postmortem", "--final", "-q"]);
    sandbox.product(&["review", "-q", "--why=A full disk."]);
    assert_eq!(
        (stage("card"), stage("search")),
        ("final".into(), "draft".into())
    );
}

#[test]
fn a_measure_that_came_after_the_report_is_told_nobody_until_the_next() {
    let sandbox = over();
    let mut story = STORY.to_vec();
    story.extend(["--final", "-q"]);
    sandbox.product(&story);
    let sandbox = sandbox.at("2026-11-24T09:00:00Z");
    let told = sandbox.product(&["render", "--channel=email", "--locale=en"]);
    assert!(told.contains("We try settings out first."), "{told}");
    sandbox.product(&[
        "measure",
        "add",
        "-q",
        "We replace db-7.",
        "--owner=quentin",
        "--due=2027-01-15",
        "--aim=prevent",
    ]);
    for args in [
        vec!["render", "--locale=en", "--channel=email"],
        vec!["summary", "--for=customers"],
        vec!["summary", "--for=support"],
    ] {
        let told = sandbox.product(&args);
        assert!(!told.contains("We replace"), "{args:?}: {told}");
    }
    let team = sandbox.product(&["summary", "--for=team"]);
    assert!(team.contains("We replace db-7."), "{team}");
}

#[test]
fn nothing_takes_the_place_of_the_log_or_of_the_configuration() {
    let sandbox = over();
    let (log, config) = (sandbox.read("incidents.toml"), sandbox.read("vocero.toml"));
    for args in [
        ["export", "--out=incidents.toml"],
        ["export", "--out=./incidents.toml.lock"],
        ["summary", "--out=vocero.toml"],
        ["metrics", "--html=incidents.toml"],
    ] {
        let told = error(&sandbox, &args);
        assert!(told.contains("would be gone"), "{args:?}: {told}");
    }
    assert_eq!(sandbox.read("incidents.toml"), log);
    assert_eq!(sandbox.read("vocero.toml"), config);
}
