use super::*;
use crate::domain::entry::{Entry, Waived};
use crate::domain::facts::{Facts, Told};
use crate::domain::locale::Locale;

fn at(moment: &str) -> DateTime<Utc> {
    format!("{moment}:00Z").parse().unwrap()
}

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

fn entry(moment: &str, kind: Kind) -> Entry {
    Entry {
        id: EntryId::after(None, at(moment)),
        at: at(moment),
        by: None,
        via: None,
        incident: "2026-01-01-accounts".to_owned(),
        kind,
        corrects: None,
        locale: Locale::english(),
        facts: Facts::default(),
        clear: Vec::new(),
        waived: Waived::new(),
    }
}

/// Somebody records what starts clocks.
fn noted(moment: &str, starts: &[(InternalFact, &str)]) -> Entry {
    let mut entry = entry(moment, Kind::Noted);
    for (fact, start) in starts {
        entry.facts.internal.starts.set(*fact, Some(at(start)));
    }
    entry
}

fn told(moment: &str, how: &str) -> Entry {
    let mut entry = entry(moment, Kind::Told);
    entry.facts.internal.told = Told {
        to: Some("The authority".to_owned()),
        how: Some(how.to_owned()),
        said: None,
    };
    entry
}

fn limit(from: Start, months: u32, hours: i64) -> Limit {
    Limit {
        from,
        months,
        span: TimeDelta::hours(hours),
    }
}

fn step(name: &str, limit: Limit, latest: Option<Limit>) -> Step {
    Step {
        name: name.to_owned(),
        what: name.to_owned(),
        limit,
        latest,
        article: "Act, Article 1".to_owned(),
        source: "https://example.com".to_owned(),
    }
}

const AWARE: InternalFact = InternalFact::Aware;
const CLASSIFIED: InternalFact = InternalFact::Classified;

/// Four hours after the classification and a day after awareness at most, then three days, then a
/// month.
fn clock() -> Clock {
    let after = |name: &str| Start::Step(name.to_owned());
    let latest = limit(Start::Fact(AWARE), 0, 24);
    Clock {
        rule: "rule".to_owned(),
        authority: "The Authority".to_owned(),
        steps: vec![
            step("first", limit(Start::Fact(CLASSIFIED), 0, 4), Some(latest)),
            step("second", limit(after("first"), 0, 72), None),
            step("third", limit(after("second"), 1, 0), None),
        ],
    }
}

/// What is due when, and what became of it.
fn duties(entries: Vec<Entry>, zone: Zone, now: &str) -> Vec<(String, String, Fate)> {
    let incident = Incident::from_entries("2026-01-01-accounts", entries);
    let clock = clock();
    let duties = clock.duties(&incident, zone, at(now)).into_iter();
    duties
        .map(|duty| {
            let due = duty.due.format("%m-%dT%H:%M").to_string();
            (duty.step.name.clone(), due, duty.fate)
        })
        .collect()
}

/// By when the first step is due.
fn first(starts: &[(InternalFact, &str)]) -> Option<String> {
    let all = duties(
        vec![noted("2026-01-09T00:00", starts)],
        Zone::utc(),
        "2026-01-09T00:00",
    );
    all.into_iter().next().map(|(_, due, _)| due)
}

#[test]
fn nothing_is_due_before_somebody_records_what_starts_the_clock() {
    assert_eq!(first(&[]), None);
    assert_eq!(first(&[(InternalFact::Mended, "2026-01-05T10:00")]), None);
}

#[test]
fn of_two_limits_the_earlier_one_holds_unless_the_first_starts_after_the_second() {
    let aware = (AWARE, "2026-01-05T10:00");
    let due = |classified: &str| first(&[aware, (CLASSIFIED, classified)]).unwrap();
    assert_eq!(first(&[aware]).unwrap(), "01-06T10:00");
    assert_eq!(due("2026-01-05T12:00"), "01-05T16:00");
    assert_eq!(due("2026-01-06T09:00"), "01-06T10:00");
    assert_eq!(due("2026-01-06T11:00"), "01-06T15:00");
    let alone = first(&[(CLASSIFIED, "2026-01-05T12:00")]);
    assert_eq!(alone.unwrap(), "01-05T16:00");
}

#[test]
fn a_step_begins_when_the_authority_was_told_the_one_before_and_months_are_those_of_the_calendar() {
    let mut entries = vec![
        noted("2026-01-26T10:00", &[(AWARE, "2026-01-26T10:00")]),
        told("2026-01-27T09:00", "rule:first"),
    ];
    let so_far = duties(entries.clone(), Zone::utc(), "2026-01-28T00:00");
    let kept = ("first".to_owned(), "01-27T10:00".to_owned(), Fate::Kept);
    let open = ("second".to_owned(), "01-30T09:00".to_owned(), Fate::Open);
    assert_eq!(so_far, [kept, open]);
    // The last day of January is the last of February too.
    entries.push(told("2026-01-31T08:00", "rule:second"));
    let all = duties(entries, Zone::utc(), "2026-03-01T00:00");
    assert_eq!(all[1].2, Fate::Late(TimeDelta::hours(23)));
    assert_eq!(all[2].1, "02-28T08:00");
    assert_eq!(all[2].2, Fate::Missed(TimeDelta::hours(16)));
}

/// In Madrid a month from 10 March, 10:00, ends on 10 April, 10:00, an hour earlier in all; and on 31
/// March 2024 no clock shows 2:30.
#[test]
fn a_month_is_counted_where_the_house_lives_also_when_its_clocks_change() {
    let end = |from: &str, months: u32| {
        let limit = limit(Start::Fact(AWARE), months, 0);
        after(at(from), &limit, zone("Europe/Madrid"))
    };
    assert_eq!(end("2026-03-10T09:00", 1), Some(at("2026-04-10T08:00")));
    assert_eq!(end("2023-12-31T01:30", 3), Some(at("2024-03-31T01:30")));
    assert_eq!(end("2026-09-25T00:30", 1), Some(at("2026-10-25T00:30")));
}

#[test]
fn what_was_recorded_wrong_moves_the_clock_and_what_is_withdrawn_stops_it() {
    let mut entries = vec![
        noted("2026-01-05T12:00", &[(AWARE, "2026-01-05T10:00")]),
        noted("2026-01-05T13:00", &[(AWARE, "2026-01-05T11:00")]),
    ];
    let moved = duties(entries.clone(), Zone::utc(), "2026-01-05T14:00");
    assert_eq!(moved[0].1, "01-06T11:00");
    let mut cleared = entry("2026-01-05T14:00", Kind::Updated);
    cleared.clear = vec!["aware".parse().unwrap()];
    entries.push(cleared);
    assert_eq!(duties(entries, Zone::utc(), "2026-01-05T15:00"), []);
}

#[test]
fn a_rule_that_does_not_apply_asks_for_nothing() {
    let entries = vec![
        noted("2026-01-05T12:00", &[(AWARE, "2026-01-05T10:00")]),
        told("2026-01-05T13:00", "rule:none"),
    ];
    assert_eq!(duties(entries, Zone::utc(), "2026-02-01T00:00"), []);
}

#[test]
fn a_clock_goes_by_its_rule_and_by_its_authority() {
    let clock = clock();
    assert!(clock.is_named("RULE") && clock.is_named("the authority"));
    assert!(!clock.is_named("rule:first"));
}
