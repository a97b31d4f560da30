//! Records as they are found in the wild, well formed and otherwise.

mod issues;
mod site;

use proptest::prelude::*;

use super::*;
use crate::domain::entry::{EntryId, Kind};
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::locale::Locale;
use crate::domain::origin::Origin;

const UTC: Option<Zone> = Some(Zone::utc());

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn page(text: &str) -> Harvest {
    let mut harvest = Harvest::new(None);
    statuspage(text, &mut harvest, &mut |_| {});
    harvest
}

fn listed(text: &str) -> Harvest {
    let mut harvest = Harvest::new(None);
    issues(text, &mut harvest, &mut |_| {});
    harvest
}

fn site(text: &str) -> Harvest {
    let mut harvest = Harvest::new(UTC);
    cstate("issues/2026-11-21-pay.md", text, &mut harvest);
    harvest
}

fn problems(harvest: &Harvest) -> Vec<String> {
    harvest.problems.iter().map(ToString::to_string).collect()
}

/// What was said: the moment, the state and the words.
fn words(harvest: &Harvest) -> Vec<(String, &'static str, &str)> {
    let words = harvest.found.iter().flat_map(|found| &found.words);
    words
        .map(|word| {
            let state = word.state.map_or("", State::word);
            (word.at.to_rfc3339(), state, word.text.as_str())
        })
        .collect()
}

const PAGE: &str = r#"{"page": {"id": "p"}, "incidents": [{
    "id": "abc", "name": "Payments\nfail", "status": "postmortem", "impact": "none",
    "shortlink": "https://stspg.io/abc", "started_at": "2026-11-21T09:58:00Z",
    "components": [{"name": "Checkout", "status": "operational"}],
    "incident_updates": [
        {"id": "u3", "status": "postmortem", "body": "Why.", "display_at": "2026-11-23T10:00:00Z"},
        {"id": "u2", "status": "resolved", "body": "Over.\r\n\u001b[2J", "display_at": "2026-11-21T11:04:00.999+01:00"},
        {"id": "u1", "status": "investigating", "body": "", "created_at": "2026-11-21T10:04:00Z"}
    ]}], "other": {"incidents": 1}}"#;

#[test]
fn what_a_page_told_becomes_entries_that_know_where_they_come_from() {
    let harvest = page(PAGE);
    assert_eq!(problems(&harvest), Vec::<String>::new());
    let found = &harvest.found[0];
    let locale: Locale = "es".parse().unwrap();
    let settled = Settled {
        incident: "2026-11-21-payments-fail",
        locale: &locale,
    };
    let entries = entries(found, settled);
    let told: Vec<_> = entries
        .iter()
        .map(|entry| {
            let facts = &entry.facts;
            let state = facts.state.map(State::word);
            (&entry.kind, entry.at, state, facts.published.as_deref())
        })
        .collect();
    let first = moment("2026-11-21T10:04:00Z");
    assert_eq!(
        told,
        [
            (&Kind::Declared, first, Some("investigating"), None),
            (
                &Kind::Resolved,
                first,
                Some("resolved"),
                Some("Over.\n\u{1b}[2J")
            ),
            (
                &Kind::Updated,
                moment("2026-11-23T10:00:00Z"),
                None,
                Some("Why.")
            ),
        ]
    );
    assert!(entries.is_sorted_by(|a, b| (a.at, a.id) < (b.at, b.id)));
    let opening = &entries[0].facts;
    assert_eq!(opening.severity, Some(Severity::Minor));
    assert_eq!(
        opening.time(TimeFact::Started),
        Some(moment("2026-11-21T09:58:00Z"))
    );
    let title = opening
        .text(TextFact::Title)
        .and_then(|title| title.get(&locale));
    assert_eq!(title, Some("Payments fail"));
    assert_eq!(
        opening.internal.origin,
        Origin {
            from: Some("statuspage".to_owned()),
            id: Some("abc/u1".to_owned()),
            link: Some("https://stspg.io/abc".to_owned()),
            status: None,
            severity: Some("none".to_owned()),
        }
    );
    let status = |place: usize| entries[place].facts.components["Checkout"];
    assert_eq!(status(0), ComponentStatus::DegradedPerformance);
    assert_eq!(status(1), ComponentStatus::Operational);
    let report = &entries[2].facts.internal.origin;
    assert_eq!(report.status.as_deref(), Some("postmortem"));
}

#[test]
fn an_id_is_the_same_in_every_run_whatever_becomes_of_its_time() {
    // Logs hold these: the numbers must never change.
    assert_eq!(
        name(Home::Statuspage, "abc", "u1"),
        4_193_265_482_904_733_047
    );
    let earlier = EntryId::of_origin(moment("2026-11-21T10:04:00Z"), 1, 7);
    let later = EntryId::of_origin(moment("2026-11-21T10:04:00Z"), 2, 7);
    assert!(earlier < later);
    assert_eq!((earlier.name(), later.name()), (7, 7));
    assert_eq!(earlier.recorded(), Some(moment("2026-11-21T10:04:00Z")));
    let longest = EntryId::of_origin(moment("1969-01-01T00:00:00Z"), 1 << 20, u64::MAX);
    assert_eq!(longest.name(), EntryId::name_of(u64::MAX));
    assert_eq!(longest.to_string().parse(), Ok(longest));
}

#[test]
fn everything_that_is_wrong_with_a_page_is_told_at_once() {
    let update =
        r#"{"id": "u", "status": "resolved", "body": "", "display_at": "2026-11-21T10:00:00Z"}"#;
    let incident = |id: &str, impact: &str, updates: &str| {
        format!(
            r#"{{"id": "{id}", "name": "N", "impact": "{impact}", "incident_updates": [{updates}]}}"#
        )
    };
    let strange = update.replace("resolved", "fixed");
    let bare = update.replace("00Z", "00");
    let never = update.replace("2026-11-21", "2026-02-30");
    let twice = format!(
        "{update}, {}",
        update.replace(r#""body": """#, r#""body": "x""#)
    );
    let text = [
        incident("a", "huge", update),
        incident("b", "minor", &strange),
        incident("c", "minor", &bare),
        incident("d", "minor", &never),
        incident("e", "minor", &twice),
        incident("f", "minor", ""),
        incident("g", "maintenance", update),
        r#"{"name": "N"}"#.to_owned(),
        r#"{"id": "h", "incident_updates": [{}]}"#.to_owned(),
    ];
    let harvest = page(&format!(r#"{{"incidents": [{}]}}"#, text.join(", ")));
    assert_eq!(
        problems(&harvest),
        [
            "incidents[0] `a`: the impact `huge` is unknown; use `none`, `minor`, `major`, `critical` or `maintenance`",
            "incidents[1] `b`: incident_updates[0]: the status `fixed` is unknown; use `investigating`, `identified`, `monitoring`, `resolved` or `postmortem`",
            "incidents[2] `c`: incident_updates[0]: `2026-11-21T10:00:00` names no zone; say which is meant with `--zone`, such as `--zone UTC`",
            "incidents[3] `d`: incident_updates[0]: `2026-02-30T10:00:00Z` is not a time; use RFC 3339 such as `2026-11-21T10:04:00Z`",
            "incidents[4] `e`: the id `u` stands there twice, with two texts",
            "incidents[5] `f`: it has no `incident_updates`",
            "incidents[6] `g`: incident_updates[0]: the status `resolved` is unknown; use `scheduled`, `in_progress`, `verifying`, `completed` or `postmortem`",
            "incidents[7]: it has no `id`",
            "incidents[8] `h`: it has no `name`",
            "incidents[8] `h`: incident_updates[0]: it has no `id`, or one with a `/`",
        ]
    );
    assert!(harvest.found.is_empty());
}

#[test]
fn a_document_that_breaks_off_names_the_line() {
    let cases = [
        ("", "line 1: this is no JSON object with `incidents`"),
        ("[]", "line 1: this is no JSON object with `incidents`"),
        ("{}", "line 1: there are no `incidents`"),
        ("{\n\"incidents\": 3}", "line 2: `incidents` is no list"),
        (
            "{\n\"incidents\": [\n{\"id\":\n",
            "line 4: EOF while parsing a value",
        ),
        (
            "{\"incidents\": []}\n{}",
            "line 2: something follows the end of the document",
        ),
        (
            "{\"incidents\": []",
            "line 1: it breaks off: a value is missing",
        ),
    ];
    for (text, problem) in cases {
        assert_eq!(problems(&page(text)), [problem], "{text}");
    }
}

#[test]
fn what_was_found_twice_is_taken_once_and_two_of_one_id_are_a_problem() {
    let one = PAGE.split_once('[').unwrap().1.rsplit_once(']').unwrap().0;
    let twice = |other: &str| {
        let mut harvest = page(&format!(r#"{{"incidents": [{one}, {other}]}}"#));
        harvest.unite();
        (harvest.found.len(), harvest.twice, problems(&harvest))
    };
    assert_eq!(twice(one), (1, 1, Vec::new()));
    assert_eq!(
        twice(&one.replace("Why.", "Because.")),
        (
            1,
            0,
            vec![
                "incidents[1] `abc`: incidents[0] `abc` has the same id and says other things"
                    .to_owned()
            ]
        )
    );
}

#[test]
fn times_are_read_as_people_write_them_and_never_without_a_zone() {
    let madrid: Option<Zone> = Some("Europe/Madrid".parse().unwrap());
    let read = |text: &str, zone| moment::read(text, zone).map(|at| at.to_rfc3339());
    for (text, at) in [
        ("2026-11-21T10:04:00Z", "2026-11-21T10:04:00+00:00"),
        ("2026-11-21T10:04:00.123+01:00", "2026-11-21T09:04:00+00:00"),
        ("2026-11-21 10:04:00 +0100", "2026-11-21T09:04:00+00:00"),
        ("2026-11-21 10:04:00 UTC", "2026-11-21T10:04:00+00:00"),
        ("2026-11-21 10:04", "2026-11-21T09:04:00+00:00"),
        ("2026-11-21", "2026-11-20T23:00:00+00:00"),
    ] {
        assert_eq!(read(text, madrid).as_deref(), Ok(at), "{text}");
    }
    for text in ["2026-11-21 10:04", "2026-11-21"] {
        assert!(
            read(text, None).unwrap_err().contains("names no zone"),
            "{text}"
        );
    }
    assert!(
        read("2026-03-29 02:30", madrid)
            .unwrap_err()
            .contains("the clocks skip it")
    );
    for text in ["", "soon", "0001-01-01T00:00:00Z", "10:04"] {
        assert!(
            read(text, UTC).unwrap_err().contains("is not a time"),
            "{text}"
        );
    }
}

proptest! {
    #[test]
    fn nothing_that_is_read_stops_the_program(text in any::<String>(), json in "[\\[\\]{}\":,a-z0-9 \n\\\\]{0,80}") {
        for text in [&text, &json, &format!("{{\"incidents\":[{json}]}}"), &format!("[{json}]")] {
            drop((page(text), listed(text), site(text)));
            drop(site(&format!("---\ntitle: T\ndate: 2026-11-21\n{text}\n---\n{text}")));
        }
    }
}

const HALF: &str = r#"{"incidents": [{
    "id": "abc", "name": "Payments fail", "status": "resolved", "impact": "major",
    "created_at": "2026-11-21T10:04:00Z", "resolved_at": "2026-11-21T11:04:00+01:00",
    "incident_updates": [
        {"id": "u2", "status": "investigating", "body": "Some.", "created_at": "2026-11-21T10:02:00Z"},
        {"id": "u1", "status": "investigating", "body": "", "created_at": "2026-11-21T10:00:00Z"}
    ]}]}"#;

#[test]
fn an_incident_that_itself_says_that_it_is_over_is_over_when_it_says() {
    let harvest = page(HALF);
    assert_eq!(problems(&harvest), Vec::<String>::new());
    let last = words(&harvest).pop().unwrap();
    assert_eq!(
        last,
        ("2026-11-21T10:04:00+00:00".to_owned(), "resolved", "")
    );
    let locale: Locale = "en".parse().unwrap();
    let settled = Settled {
        incident: "2026-11-21-payments-fail",
        locale: &locale,
    };
    let entries = entries(&harvest.found[0], settled);
    assert_eq!(entries[2].kind, Kind::Resolved);
    let ended = moment("2026-11-21T10:04:00Z");
    assert_eq!(entries[2].facts.time(TimeFact::Ended), Some(ended));
    let silent = HALF.replace("resolved_at", "other");
    assert_eq!(
        problems(&page(&silent)),
        [
            "incidents[0] `abc`: its status is `resolved`, but no update says so and no `resolved_at` when"
        ]
    );
}

#[test]
fn what_an_incident_says_of_itself_is_not_passed_over() {
    let with = |from: &str, to: &str| problems(&page(&HALF.replacen(from, to, 1)));
    let states = "`investigating`, `identified`, `monitoring`, `resolved`, `scheduled`, `in_progress`, \
                  `verifying`, `completed` or `postmortem`";
    assert_eq!(
        with("\"resolved\"", "\"confused\""),
        [format!(
            "incidents[0] `abc`: the status `confused` is unknown; use {states}"
        )]
    );
    assert_eq!(
        with("\"2026-11-21T10:04:00Z\"", "\"2026-11-21T10:04:00\""),
        [
            "incidents[0] `abc`: `created_at`: `2026-11-21T10:04:00` names no zone; say which is meant \
             with `--zone`, such as `--zone UTC`"
        ]
    );
    assert_eq!(
        with("Payments fail", "[DRILL] Payments fail"),
        [
            "incidents[0] `abc`: `[DRILL] Payments fail` was rehearsed in a drill and never happened; take it out"
        ]
    );
    assert_eq!(
        problems(&page(
            "{\"version\": 1,\n\"drill\": true, \"incidents\": []}"
        )),
        ["line 2: this is a drill: what was rehearsed never happened"]
    );
}
