//! Figures of the communication.

use crate::sandbox::{Outcome, Sandbox};

/// Says something at a moment of 2026-11.
fn say(sandbox: Sandbox, moment: &str, args: &[&str]) -> Sandbox {
    let sandbox = sandbox.at(&format!("2026-11-{moment}:00Z"));
    let args: Vec<&str> = args.iter().copied().chain(["-q"]).collect();
    sandbox.product(&args);
    sandbox
}

/// One incident with a late word, a correction and a report in time, and planned work.
fn history() -> Sandbox {
    let declare = [
        "declare",
        "--title=Card payments are failing",
        "--severity=major",
        "--impact=Your shop cannot take card payments.",
        "--started=09:50",
        "--detected=09:55",
        "--next-update=30m",
    ];
    let sandbox = say(Sandbox::new(), "21T10:00", &declare);
    let sandbox = say(
        sandbox,
        "21T10:20",
        &["update", "card", "--next-update=30m"],
    );
    let sandbox = say(
        sandbox,
        "21T11:00",
        &["update", "card", "--action=We are on it."],
    );
    let sandbox = say(
        sandbox,
        "21T11:05",
        &["correct", "card", "--impact=Shops cannot charge cards."],
    );
    let resolve = [
        "resolve",
        "card",
        "--outcome=Card payments work.",
        "--follow-up=2026-11-23",
    ];
    let sandbox = say(sandbox, "21T11:20", &resolve);
    let sandbox = say(
        sandbox,
        "22T11:20",
        &["update", "card", "--report=https://acme.example/report"],
    );
    let planned = [
        "schedule",
        "--title=Moving the database",
        "--impact=You cannot sign in.",
        "--from=2026-11-25 22:00",
        "--until=2026-11-25 23:00",
    ];
    say(sandbox, "24T10:00", &planned).at("2026-11-26T10:00:00Z")
}

#[test]
fn the_figures_of_a_history_are_those_of_its_clock() {
    let sandbox = history();
    assert_eq!(
        sandbox.run(&["metrics", "--by=severity"]),
        Outcome {
            code: Some(0),
            stdout: "\
FIGURE                      VALUE       LIKELY       RESTS ON
first word, from the start  10 min                   1 incident
first word, from detection  5 min                    1 incident
between two words           17 min                   4 pairs
longest silence             40 min
words that name the next    50 %        15 to 85 %   2 of 4
next updates kept           33 %        6 to 80 %    1 of 3; 1 late, 1 missed
repair times kept           0 %         0 to 80 %    0 of 1; 1 missed
reports kept                100 %       20 to 100 %  1 of 1
time to the end             1 h 30 min               1 incident
end to report               1 day                    1 report
corrections                 1
open again                  0
findings let be             0
told in time                –                        0 of 0

SEVERITY  INCIDENTS  FIRST WORD  BETWEEN  SILENCE  NAME NEXT  KEPT  TO THE END
minor     1          –           –        –        –          0 %   –
major     1          10 min      17 min   40 min   50 %       50 %  1 h 30 min
"
            .to_owned(),
            stderr: "\
Spans are medians. `likely` is where chance alone leaves the figure 19 times of 20. Months are those of UTC.
Fewer than six incidents: the figures are those of these incidents and say nothing about the next.
"
            .to_owned(),
        }
    );
}

#[test]
fn a_program_reads_spans_in_seconds() {
    let sandbox = history();
    let value: serde_json::Value =
        serde_json::from_str(&sandbox.product(&["metrics", "--json"])).unwrap();
    assert_eq!(value["zone"], "UTC");
    assert_eq!(value["figures"]["between_words"]["median"], 1050);
    assert_eq!(value["figures"]["next_updates"]["late"], 1);
    assert_eq!(value["rows"][0]["month"], "2026-11");
    let csv = sandbox.product(&["metrics", "--csv", "--by=incident"]);
    let rows: Vec<&str> = csv.split("\r\n").collect();
    assert!(rows[0].starts_with("incident,incidents,planned,open,first_word,"));
    assert_eq!(
        rows[1],
        "2026-11-21-card-payments-are-failing,1,0,0,600,300,6,4,2,1050,2400,1,0,1,0,0,0,0,0,0,0,1,0,0,0,0,5400,86400,1,0,0,0,0"
    );
    assert_eq!(rows[0].split(',').count(), rows[1].split(',').count());
}

#[test]
fn a_month_without_incidents_has_a_row_of_its_own() {
    let sandbox = Sandbox::new();
    let declare = [
        "declare",
        "--title=It fails",
        "--severity=minor",
        "--impact=You cannot sign in.",
        "--next-update=30m",
    ];
    let sandbox = say(sandbox, "21T10:00", &declare).at("2027-01-05T10:00:00Z");
    sandbox.product(&[&["-q"], &declare[..]].concat());
    let months = sandbox.product(&["metrics", "--csv"]);
    let months: Vec<_> = months
        .lines()
        .map(|line| line.split(',').take(2).collect::<Vec<_>>())
        .collect();
    assert_eq!(
        months[1..],
        [["2026-11", "1"], ["2026-12", "0"], ["2027-01", "1"]]
    );
}

#[test]
fn two_periods_are_compared_and_a_few_cases_prove_nothing() {
    let sandbox = history();
    let table = sandbox.product(&[
        "metrics",
        "--in=2026-11-01..2026-11-22",
        "--against=2026-11-23..2026-11-30",
    ]);
    let line = |start: &str| {
        let line = table.lines().find(|line| line.starts_with(start)).unwrap();
        line.split("  ")
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        line("FIGURE"),
        [
            "FIGURE",
            "2026-11-01..2026-11-22",
            "2026-11-23..2026-11-30",
            "DIFFERENCE"
        ]
    );
    assert_eq!(
        line("next updates kept"),
        [
            "next updates kept",
            "50 % (9 to 91 %)",
            "0 % (0 to 80 %)",
            "too few to tell"
        ]
    );
}

#[test]
fn a_period_without_incidents_and_a_period_that_is_none_are_told() {
    let sandbox = history();
    assert_eq!(
        sandbox.run(&["metrics", "--in=2020"]),
        Outcome {
            code: Some(0),
            stdout: String::new(),
            stderr: "Nothing was said in public in 2020.\n".to_owned(),
        }
    );
    assert_eq!(
        sandbox.run(&["metrics", "--in=lately"]),
        Outcome::refused(
            2,
            "error: `--in`: `lately` is no period; use `2026`, `2026-10` or `2026-10-01..2026-11-15`"
        )
    );
}

#[test]
fn a_page_goes_into_a_file_or_to_standard_output() {
    let sandbox = history();
    let page = sandbox.product(&["metrics", "--html=-"]);
    assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">\n"));
    for line in [
        "<p>All incidents: 2 incidents, 1 of them planned work, 1 still open. Counted from the incident log at 2026-11-26 10:00 (UTC).</p>",
        "<tr><th scope=\"row\">reports kept</th><td>100\u{a0}%</td><td>20 to 100\u{a0}%</td><td>1 of 1</td></tr>",
        "<tr><th scope=\"row\">2026-11</th><td>10 min</td><td></td><td>1 incident</td></tr>",
        "<tr><th scope=\"row\">2026-11</th><td>1</td><td>1</td><td>1</td><td>0</td><td>0</td><td>33\u{a0}%</td><td>6 to 80\u{a0}%</td></tr>",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
    assert_eq!(page.matches("<svg ").count(), 4);
    let file = sandbox.path("page.html");
    let said = sandbox.product(&["metrics", "--html", file.to_str().unwrap()]);
    assert_eq!(said, "[HERE]/page.html");
    assert!(sandbox.read("page.html").trim_end() == page, "another page");
    let nothing = sandbox.product(&["metrics", "--html=-", "--in=2020"]);
    assert!(nothing.contains("<p>Incidents of 2020: 0 incidents, "));
    let both = sandbox.run(&["metrics", "--html=-", "--json"]);
    assert_eq!(both.code, Some(2));
    assert_eq!(
        both.stderr,
        "error: `--json` and `--html` ask for two formats\n"
    );
}

/// One client who is to be rung up within ten minutes.
const CLIENT: &str = "[[client]]\nname = \"Norte\"\ncontacts = { phone = \"1\" }\n";

#[test]
fn who_was_told_by_when_the_plan_says_is_counted_from_the_first_time_on() {
    let told = |sandbox: &Sandbox| {
        let json = sandbox.product(&["metrics", "--json"]);
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        let share = &value["figures"]["told_in_time"];
        (
            share["part"].as_u64().unwrap(),
            share["whole"].as_u64().unwrap(),
        )
    };
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", CLIENT);
    sandbox.declared();
    let sandbox = sandbox.at("2026-11-21T10:24:00Z");
    assert_eq!(
        told(&sandbox),
        (0, 0),
        "nobody ever recorded whom they told"
    );
    sandbox.product(&["update", "card", "--next-update=30m", "-q"]);
    let sandbox = sandbox.at("2026-11-21T10:35:00Z");
    sandbox.product(&["told", "norte", "--how=phone", "--words=It lasts.", "-q"]);
    assert_eq!(told(&sandbox), (1, 1), "a minute late is in time");
    sandbox.product(&["update", "card", "--next-update=30m", "-q"]);
    assert_eq!(told(&sandbox), (1, 1), "what is not due is not judged");
    let sandbox = sandbox.at("2026-11-21T11:00:00Z");
    assert_eq!(told(&sandbox), (1, 2));
    sandbox.product(&["told", "norte", "--how=phone", "--words=Sorry, late.", "-q"]);
    assert_eq!(told(&sandbox), (1, 2));
    // A word that the next one overtakes at once is nobody's to tell.
    sandbox.product(&["update", "card", "--next-update=30m", "-q"]);
    let sandbox = sandbox.at("2026-11-21T11:05:00Z");
    sandbox.product(&["update", "card", "--next-update=30m", "-q"]);
    assert_eq!(told(&sandbox), (1, 2));
}

#[test]
fn what_was_let_be_is_counted() {
    let sandbox = Sandbox::new();
    let id = sandbox.declared();
    let waived = "--waive=scope-missing=Nobody knows yet.";
    let other = "--waive=times-missing=Nobody knows yet.";
    sandbox.product(&["update", &id, waived, other, "--next-update=30m", "-q"]);
    let json = sandbox.product(&["metrics", "--json", "--by=incident"]);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["rows"][0]["waivers"], 2);
    assert_eq!(value["figures"]["waivers"], 2);
}

#[test]
fn what_ended_before_it_began_has_no_time_to_its_end() {
    let sandbox = Sandbox::new();
    sandbox.file(
        "incidents.toml",
        "format = 1\n\n\
         [[entry]]\nid = \"0193501e-7a3c-7d52-8f0a-2f4c1b7a9e10\"\nat = 2026-11-20T10:04:00Z\n\
         incident = \"a\"\nkind = \"declared\"\ntitle = \"A\"\nstarted = 2026-11-20T10:00:00Z\n\n\
         [[entry]]\nid = \"0193501e-7a3c-7d52-8f0a-2f4c1b7a9e11\"\nat = 2026-11-20T11:04:00Z\n\
         incident = \"a\"\nkind = \"resolved\"\nstate = \"resolved\"\nended = 2026-11-20T09:00:00Z\n",
    );
    let metrics = sandbox.product(&["metrics"]);
    let line = metrics
        .lines()
        .find(|line| line.starts_with("time to the end"));
    let cells: Vec<&str> = line.unwrap().split_whitespace().skip(4).collect();
    assert_eq!(cells, ["–", "0", "incidents"], "{metrics}");
}
