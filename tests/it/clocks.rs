//! What regulators must hear: from the moment that somebody records to what the authority was told.

use serde_json::Value;

use crate::sandbox::{Outcome, Sandbox};

const CONFIG: &str = "[clocks]\ngdpr = \"AEPD\"\nnis2 = \"INCIBE-CERT\"\n";

/// A break-in of which the company became aware at 09:30.
fn aware() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", CONFIG);
    sandbox.product(&[
        "declare",
        "-q",
        "--title=Accounts were opened",
        "--type=security",
        "--severity=major",
        "--impact=Somebody may have read your messages.",
        "--do-now=Change your password.",
        "--next-update=30m",
        "--aware=09:30",
    ]);
    sandbox
}

#[test]
fn a_clock_that_has_started_is_owed_with_its_article_and_its_source() {
    let sandbox = aware();
    let expected = "\
OWED            BY (UTC)          WHAT                TO           LAST WORD  ANSWER WITH
in 30 min       10:34             next update         customers    just now   vocero update accounts-were-opened
in 23 h 26 min  2026-11-22 09:30  NIS2 early warning  INCIBE-CERT  just now   vocero told nis2 accounts-were-opened
in 2 days 23 h  2026-11-24 09:30  GDPR notification   AEPD         just now   vocero told gdpr accounts-were-opened
in 2 days 23 h  2026-11-24 09:30  NIS2 notification   INCIBE-CERT  just now   vocero told nis2 accounts-were-opened
";
    let rules = "\
NIS2 early warning: Directive (EU) 2022/2555, Article 23(4)(a), https://eur-lex.europa.eu/eli/dir/2022/2555/oj
GDPR notification: Regulation (EU) 2016/679, Article 33(1), https://eur-lex.europa.eu/eli/reg/2016/679/oj
NIS2 notification: Directive (EU) 2022/2555, Article 23(4)(b), https://eur-lex.europa.eu/eli/dir/2022/2555/oj
Regulators' clocks are no legal advice: whether a rule applies is for your lawyers to say.
";
    assert_eq!(
        sandbox.run(&["due"]),
        Outcome {
            code: Some(0),
            stdout: expected.to_owned(),
            stderr: rules.to_owned()
        }
    );
    let rows: Value = serde_json::from_str(&sandbox.product(&["due", "--json"])).unwrap();
    assert_eq!(rows[0]["rule"], Value::Null);
    assert_eq!(rows[2]["what"], "notice");
    assert_eq!(rows[2]["to"], "AEPD");
    assert_eq!(rows[2]["rule"]["step"], "gdpr:notification");
    assert_eq!(
        rows[2]["rule"]["article"],
        "Regulation (EU) 2016/679, Article 33(1)"
    );
    let calendar = sandbox.product(&["due", "--ics"]);
    let ids = calendar.lines().filter(|line| line.starts_with("UID:"));
    assert_eq!(
        ids.collect::<std::collections::BTreeSet<_>>().len(),
        4,
        "{calendar}"
    );
    assert!(calendar.contains("SUMMARY:GDPR notification to AEPD: Accounts were opened"));
}

#[test]
fn what_an_authority_was_told_is_owed_no_more_and_starts_what_comes_after_it() {
    let sandbox = aware();
    let told = sandbox.run(&["told", "nis2", "--words=We called them.", "--at=10:00"]);
    assert_eq!(told.code, Some(0), "{}", told.stderr);
    let line = " · INCIBE-CERT told: nis2 early-warning\n";
    assert!(told.stderr.contains(line), "{}", told.stderr);
    sandbox.product(&["told", "incibe-cert", "--how=notification", "-q"]);
    let log = sandbox.read("incidents.toml");
    assert!(log.contains(
        "to = \"INCIBE-CERT\"\nhow = \"nis2:early-warning\"\nsaid = \"We called them.\"\n"
    ));
    let due = sandbox.run(&["due"]).stdout;
    assert!(
        !due.contains("early warning") && !due.contains("NIS2 notification"),
        "{due}"
    );
    assert!(
        due.contains("2026-12-21 10:04  NIS2 final report  INCIBE-CERT"),
        "{due}"
    );
    // What lapsed is overdue until it is answered, or does not apply.
    let sandbox = sandbox.at("2026-11-24T09:31:00Z");
    assert!(
        sandbox.run(&["due"]).stdout.contains("OVERDUE 1 min"),
        "{due}"
    );
    let spared = "--words=No personal data was touched.";
    let told = sandbox.run(&["told", "gdpr", "--how=none", spared]);
    let line = " · gdpr does not apply: AEPD need not be told\n";
    assert!(told.stderr.contains(line), "{}", told.stderr);
    assert!(!sandbox.run(&["due"]).stdout.contains("GDPR"));
    let report = sandbox.product(&["summary", "--for=team"]);
    assert!(
        report.contains("Note: GDPR: No personal data was touched."),
        "{report}"
    );
    assert!(!report.contains("gdpr:none"), "{report}");
}

#[test]
fn a_clock_counts_only_where_the_configuration_names_it() {
    let sandbox = aware();
    sandbox.file("vocero.toml", "");
    let due = sandbox.run(&["due"]);
    assert_eq!(due.stdout.lines().count(), 2, "{}", due.stdout);
    assert_eq!(due.stderr, "");
    sandbox.file("vocero.toml", "[clocks]\nhipaa = \"OCR\"\n");
    let unknown = "\
error: `[HERE]/vocero.toml`: `clocks` has `hipaa`, which is no clock; use `cra`, `cra-incident`, `dora`, `gdpr` or `nis2`
hint: see every setting with `vocero init --dry-run`";
    assert_eq!(sandbox.run(&["due"]), Outcome::refused(3, unknown));
}

#[test]
fn what_starts_a_clock_stays_inside() {
    let sandbox = aware();
    for message in sandbox.product(&["render", "--json"]).split("\"channel\"") {
        assert!(
            !message.contains("09:30") && !message.contains("aware"),
            "{message}"
        );
    }
    let shown = sandbox.product(&["show"]);
    assert!(
        shown
            .lines()
            .any(|line| line.trim().starts_with("aware ") && line.ends_with("09:30 UTC")),
        "{shown}"
    );
    let shown: Value = serde_json::from_str(&sandbox.product(&["show", "--json"])).unwrap();
    assert!(
        shown
            .to_string()
            .contains("\"aware\":\"2026-11-21T09:30:00Z\""),
        "{shown}"
    );
}

#[test]
fn what_cannot_be_recorded_or_told_is_refused_with_what_can() {
    let sandbox = aware();
    let id = "2026-11-21-accounts-were-opened";
    sandbox.product(&["told", "gdpr", "-q"]);
    for (args, code, told) in [
        (
            &["note", "We know.", "--aware=2026-11-22T09:00:00Z"][..],
            2,
            "error: `--aware` lies in the future; name when it was".to_owned(),
        ),
        (
            &["told", "gdpr", "--how=phone"],
            2,
            "error: `gdpr` has no step `phone`\nhint: use `notification`, or `none`".to_owned(),
        ),
        (
            &["told", "gdpr", "--how=none"],
            2,
            "error: `--how none` says that `gdpr` does not apply; say why with `--words`"
                .to_owned(),
        ),
        (
            &["told", "gdpr"],
            2,
            format!(
                "error: `gdpr`: nothing is owed for `{id}`\n\
                 hint: record what starts its clock: `vocero note TEXT {id} --aware TIME`"
            ),
        ),
    ] {
        assert_eq!(sandbox.run(args), Outcome::refused(code, &told), "{args:?}");
    }
}
