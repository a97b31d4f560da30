//! What people say about how they were told: recorded, counted, and never passed on.

use serde_json::Value;

use crate::sandbox::{Outcome, Sandbox};

const INCIDENT: &str = "2026-11-21-card-payments-are-failing";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let sandbox = sandbox.at("2026-11-21T11:00:00Z");
    sandbox.product(&["resolve", "-q", "--outcome=Card payments work again."]);
    sandbox.at("2026-11-22T09:00:00Z")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn one_voice_is_recorded_and_counted_and_no_message_holds_it() {
    let sandbox = sandbox();
    let before = sandbox.product(&["render"]);
    let outcome = sandbox.run(&[
        "feedback",
        "add",
        "--score=2",
        "--words=You told us TOO LATE.\nAgain.",
        "--client=Banco Norte",
        "--how=phone",
    ]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert!(
        outcome
            .stderr
            .ends_with(&format!("next: vocero feedback {INCIDENT}\n")),
        "{}",
        outcome.stderr
    );
    assert_eq!(sandbox.product(&["render"]), before);
    assert_eq!(
        sandbox.run(&["feedback", "--words"]),
        Outcome {
            code: Some(0),
            stdout: format!(
                "customer · rating (1 to 5) · 1 answer\n\
                 \x20  5     0\n   4     0\n   3     0\n   2     1  ████████████████████████\n   1     0\n\
                 \x20 0 of 1 are content (4 or more): 0 %, and by chance alone anything from 0 % to 80 %; the middle answer is 2\n\
                 \x20 So few say little: look at the words, not at the numbers.\n\n\
                 1 answer in all, 1 with words\n\n\
                 09:00 UTC · Banco Norte · {INCIDENT}\n  You told us TOO LATE.\n  Again.\n"
            ),
            stderr: "Who answers is not everybody who was there: the content and the angry answer more often.\n"
                .to_owned(),
        }
    );
    let shown = sandbox.product(&["show"]);
    assert!(shown.contains("score       2 of 5 (rating)"), "{shown}");
    let metrics = sandbox.product(&["metrics"]);
    let line = metrics
        .lines()
        .find(|line| line.contains("customers content (rating)"));
    let line: Vec<&str> = line.unwrap().split_whitespace().collect();
    assert_eq!(
        line.join(" "),
        "customers content (rating) 0 % 0 to 80 % 0 of 1 answer"
    );
    let metrics = json(&sandbox.product(&["metrics", "--json", "--in=2026-11"]));
    assert_eq!(
        metrics["satisfaction"][0]["counts"],
        serde_json::json!([0, 1, 0, 0, 0])
    );
    let metrics = json(&sandbox.product(&["metrics", "--json", "--in=2025"]));
    assert_eq!(metrics["satisfaction"], serde_json::json!([]));
    let page = sandbox.product(&["export", "--format=statuspage"]);
    assert!(!page.contains("TOO LATE"), "{page}");
}

#[test]
fn a_score_outside_its_scale_and_a_voice_that_says_nothing_are_refused() {
    let sandbox = sandbox();
    for (args, error) in [
        (
            vec!["--score=6"],
            "`--score`: `6` is no score of `rating`, which counts from 1 to 5",
        ),
        (
            vec!["--score=11", "--scale=nps"],
            "`--score`: `11` is no score of `nps`, which counts from 0 to 10",
        ),
        (
            vec!["--score=good"],
            "`--score`: `good` is no score of `rating`, which counts from 1 to 5",
        ),
        (vec![], "`--score` or `--words` must be given"),
        (
            vec!["--score=1", "--scale=stars"],
            "`--scale`: `stars` is not a scale; use `rating`, `csat`, `ces` or `nps`",
        ),
        (
            vec!["--score=1", "--from=press"],
            "`--from`: `press` is not a side; use `customer` or `team`",
        ),
    ] {
        let args: Vec<&str> = ["feedback", "add"].into_iter().chain(args).collect();
        assert_eq!(
            sandbox.run(&args),
            Outcome::refused(2, &format!("error: {error}")),
            "{args:?}"
        );
    }
    let token = ["ghp_", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].concat();
    let secret = sandbox.run(&["feedback", "add", &format!("--words=my key {token}")]);
    assert_eq!(secret.code, Some(2));
    assert!(
        secret
            .stderr
            .starts_with("error: `words` holds a GitHub token"),
        "{}",
        secret.stderr
    );
    sandbox.file(
        "survey.csv",
        format!("words,incident\nmy key {token},card-payments\n"),
    );
    let import = ["feedback", "import", "survey.csv"];
    let again = "hint: nothing was recorded; mend these, and import again";
    let waive = "hint: if it is no secret, say why: `--waive \"leak-secret:f8be7c22=REASON\"`";
    assert_eq!(
        sandbox.run(&import),
        Outcome::refused(
            2,
            &format!(
                "error: survey.csv line 2: `words` holds a GitHub token: `ghp_…` (fingerprint f8be7c22)\n{again}\n{waive}"
            )
        )
    );
    let dry = [
        &import[..],
        &["--dry-run", "--waive=leak-secret:f8be7c22=so"],
    ]
    .concat();
    assert_eq!(sandbox.product(&dry), "1 answer would be recorded");
    let empty = sandbox.run(&["feedback"]);
    assert_eq!((empty.code, empty.stdout.as_str()), (Some(0), ""));
}

const SURVEY: &str = "\u{feff}Incident;Score;Scale;Comment;Client;Date;Id\r\n\
card-payments;10;nps;'=so good;Banco Norte;2026-11-21 12:00;a1\r\n\
card-payments;3;nps;\"two\r\nlines; and more\";;;a2\r\n\
card-payments;7;NPS;-;;;\r\n\
card-payments;7;NPS;-;;;\r\n";

#[test]
fn a_survey_comes_in_whole_and_only_once() {
    let sandbox = sandbox();
    sandbox.file("survey.csv", SURVEY);
    let dry = sandbox.run(&["feedback", "import", "survey.csv", "--dry-run"]);
    assert_eq!(dry.stdout, "4 answers would be recorded\n");
    let log = sandbox.read("incidents.toml");
    assert_eq!(
        sandbox.product(&["feedback", "import", "survey.csv"]),
        "4 answers recorded"
    );
    let after = sandbox.read("incidents.toml");
    assert!(after.starts_with(&log));
    assert_eq!(
        sandbox.product(&["feedback", "import", "survey.csv"]),
        "0 answers recorded; 4 in the log already"
    );
    assert_eq!(sandbox.read("incidents.toml"), after);
    let heard = json(&sandbox.product(&["feedback", INCIDENT, "--json"]));
    let nps = &heard["scores"][0];
    assert_eq!(
        nps["counts"],
        serde_json::json!([0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 1])
    );
    assert_eq!(
        (nps["net"].as_i64(), nps["median"].as_i64()),
        (Some(0), Some(7))
    );
    let words: Vec<&Value> = heard["words"].as_array().unwrap().iter().collect();
    let said: Vec<&Value> = words.iter().map(|one| &one["heard"]["words"]).collect();
    assert_eq!(said, ["=so good", "two\nlines; and more", "-", "-"]);
    assert_eq!(words[0]["at"], "2026-11-21T12:00:00Z");
    assert_eq!(words[0]["heard"]["source"], "a1");
    // What was said goes into a table as text again.
    let table = sandbox.product(&["export", "--format=csv"]);
    assert!(table.contains("'=so good"), "{table}");
}

#[test]
fn every_row_that_is_wrong_is_named_and_none_comes_in() {
    let sandbox = sandbox();
    let before = sandbox.read("incidents.toml");
    let refused = |text: &str, stderr: &str| {
        sandbox.file("survey.csv", text);
        let outcome = sandbox.run(&["feedback", "import", "survey.csv"]);
        assert_eq!(outcome, Outcome::refused(2, stderr), "{text}");
    };
    refused(
        "incident,score,words,at,id\n\
         card-payments,9,,,a\n\
         nothing,5,,,b\n\
         card-payments,=1+4,,,c\n\
         card-payments,5,fine,2027-01-01,d\n\
         card-payments,5,fine,,e\n\
         card-payments,5,fine,,e\n\
         ,5,,,f\n\
         card-payments,,,,g\n\
         card-payments,5,a,,h,more\n",
        "error: survey.csv line 2: `score`: `9` is no score of `rating`, which counts from 1 to 5\n\
         error: survey.csv line 3: no incident matches `nothing` in `[HERE]/incidents.toml`\n\
         error: survey.csv line 4: `score` begins a formula; if it is text, put an apostrophe before it\n\
         error: survey.csv line 4: `score`: `=1+4` is no score of `rating`, which counts from 1 to 5\n\
         error: survey.csv line 5: `at`: `2027-01-01` is yet to come\n\
         error: survey.csv line 7: the id `e` stands on line 6 already\n\
         error: survey.csv line 8: no incident is named; add a column `incident`, or `--incident`\n\
         error: survey.csv line 9: `score` or `words` must be given\n\
         error: survey.csv line 10: it has 6 cells, not 5\n\
         hint: nothing was recorded; mend these, and import again",
    );
    let again = "hint: nothing was recorded; mend these, and import again";
    // An unclosed quote would take in the rows below it without a word.
    refused(
        "score,words\n5,\"oops\n1,terrible\n2,bad\n",
        &format!(
            "error: survey.csv line 2: its quote is never closed, and takes in all that follows; close it\n{again}"
        ),
    );
    refused(
        "incident,score,words\r\ncard-payments,5,ok\r\n,,\r\ncard-payments,5\r\n",
        &format!(
            "error: survey.csv line 3: the row is empty; take it out\n\
             error: survey.csv line 4: it has 2 cells, not 3\n{again}"
        ),
    );
    let columns = "hint: call the columns `incident`, `score`, `scale`, `from`, `words`, `client`, `how`, `at` or `id`";
    refused(
        "incident,scor,mood\n",
        &format!(
            "error: survey.csv line 1: there is no column `scor`; there is `score`\nerror: survey.csv line 1: there is no column `mood`\n{columns}"
        ),
    );
    refused(
        "incident,client\nx,y\n",
        &format!(
            "error: survey.csv line 1: there is no column `score` and no column `words`\n{columns}"
        ),
    );
    refused(
        "score,score\n",
        &format!("error: survey.csv line 1: the column `score` stands there twice\n{columns}"),
    );
    refused(
        "score\n",
        "error: survey.csv: there are no rows\nhint: nothing was recorded; mend these, and import again",
    );
    sandbox.file("survey.csv", b"score\n\xff");
    assert_eq!(
        sandbox.run(&["feedback", "import", "survey.csv"]),
        Outcome::refused(
            2,
            "error: `survey.csv` is not UTF-8 at byte 6\nhint: save it as CSV in UTF-8"
        )
    );
    assert_eq!(sandbox.read("incidents.toml"), before);
}
