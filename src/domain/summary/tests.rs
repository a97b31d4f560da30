use super::*;
use crate::domain::entry::{Entry, EntryId, Kind, Waived};
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::words::{IncidentType, State};

fn at(clock: &str) -> DateTime<Utc> {
    format!("2026-11-21T{clock}:00Z").parse().unwrap()
}

fn entry(kind: Kind, clock: &str, facts: Facts) -> Entry {
    Entry {
        id: EntryId::after(None, at(clock)),
        at: at(clock),
        by: Some("ana".to_owned()),
        via: None,
        incident: "2026-11-21-it-fails".to_owned(),
        kind,
        corrects: None,
        locale: Locale::english(),
        facts,
        clear: Vec::new(),
        waived: Waived::new(),
    }
}

fn word(clock: &str, state: State, times: &[(TimeFact, &str)]) -> Entry {
    let kind = if state.is_over() {
        Kind::Resolved
    } else {
        Kind::Updated
    };
    let facts = Facts {
        state: Some(state),
        times: times.iter().map(|(fact, time)| (*fact, at(time))).collect(),
        ..Facts::default()
    };
    entry(kind, clock, facts)
}

fn told(reader: Reader, entries: Vec<Entry>) -> Summary {
    let incident = Incident::from_entries("2026-11-21-it-fails", entries);
    let house = House::default();
    let english = Locale::english();
    Summary::about(
        &incident,
        reader,
        &english,
        &house,
        Numbers::default(),
        at("20:00"),
    )
    .unwrap()
}

fn bands(summary: &Summary) -> Vec<(Option<State>, String, String)> {
    let bands = summary.story().bands.iter();
    let clock = |moment: DateTime<Utc>| moment.format("%H:%M").to_string();
    bands
        .map(|b| (b.state, clock(b.from), clock(b.to)))
        .collect()
}

fn steps(summary: &Summary) -> Vec<(String, &'static str)> {
    let steps = summary.story().steps.iter();
    steps
        .map(|s| (s.at.format("%H:%M").to_string(), s.what.key()))
        .collect()
}

fn band(state: Option<State>, from: &str, to: &str) -> (Option<State>, String, String) {
    (state, from.to_owned(), to.to_owned())
}

use State::{Completed, Identified, InProgress, Investigating, Monitoring, Resolved, Scheduled};
use TimeFact::{Detected, Ended, NextUpdate, Started};

#[test]
fn the_course_goes_from_the_beginning_to_the_end_and_not_to_the_word_about_it() {
    let summary = told(
        Reader::Customers,
        vec![
            word(
                "10:04",
                Investigating,
                &[(Started, "09:58"), (Detected, "10:01")],
            ),
            word("10:30", Monitoring, &[]),
            word("11:00", Resolved, &[(Ended, "10:47")]),
        ],
    );
    assert_eq!(
        bands(&summary),
        [
            band(None, "09:58", "10:04"),
            band(Some(Investigating), "10:04", "10:30"),
            band(Some(Monitoring), "10:30", "10:47"),
        ]
    );
    let expected = [
        ("09:58", "began"),
        ("10:01", "noticed"),
        ("10:04", "first"),
        ("10:30", "turned"),
        ("10:47", "ended"),
        ("11:00", "turned"),
    ];
    assert_eq!(
        steps(&summary),
        expected.map(|(time, what)| (time.to_owned(), what))
    );
}

#[test]
fn between_an_end_and_a_reopening_nothing_holds() {
    let summary = told(
        Reader::Customers,
        vec![
            word("10:00", Investigating, &[]),
            word("11:00", Resolved, &[(Ended, "10:50")]),
            word("12:00", Identified, &[]),
            word("13:00", Resolved, &[(Ended, "12:40")]),
        ],
    );
    assert_eq!(
        bands(&summary),
        [
            band(Some(Investigating), "10:00", "10:50"),
            band(Some(Identified), "12:00", "12:40"),
        ]
    );
    let kinds: Vec<_> = steps(&summary).into_iter().map(|(_, what)| what).collect();
    assert_eq!(
        kinds,
        [
            "first",
            "called_over",
            "turned",
            "reopened",
            "ended",
            "turned"
        ]
    );
}

#[test]
fn what_is_open_lasts_until_now() {
    let summary = told(Reader::Customers, vec![word("10:00", Investigating, &[])]);
    assert_eq!(
        bands(&summary),
        [band(Some(Investigating), "10:00", "20:00")]
    );
}

#[test]
fn planned_work_lasts_from_its_beginning() {
    let mut announced = word("08:00", Scheduled, &[(Started, "10:00")]);
    announced.facts.kind_of = Some(IncidentType::Maintenance);
    let begun = word("10:02", InProgress, &[]);
    let done = word("11:00", Completed, &[(Ended, "11:00")]);
    let summary = told(Reader::Customers, vec![announced, begun, done]);
    assert_eq!(bands(&summary), [band(Some(InProgress), "10:02", "11:00")]);
    let kinds: Vec<_> = steps(&summary).into_iter().map(|(_, what)| what).collect();
    assert_eq!(kinds, ["first", "turned", "turned"]);
}

#[test]
fn promises_are_marked_by_what_became_of_them() {
    let summary = told(
        Reader::Customers,
        vec![
            word("10:00", Investigating, &[(NextUpdate, "10:30")]),
            word("10:30", Investigating, &[(NextUpdate, "11:00")]),
            word("11:30", Resolved, &[]),
        ],
    );
    let broken: Vec<bool> = summary.story().dues.iter().map(|due| due.broken).collect();
    assert_eq!(broken, [false, true]);
}

#[test]
fn the_teams_timeline_holds_what_nobody_else_reads() {
    let mut note = entry(Kind::Noted, "10:10", Facts::default());
    note.facts.internal.note = Some("db-7 is full".to_owned());
    let mut first = word("10:00", Investigating, &[]);
    first
        .facts
        .set_text(TextFact::Impact, &Locale::english(), "You cannot pay.");
    first
        .waived
        .insert("vague-scope".to_owned(), "known to all".to_owned());
    let Summary::Team(team) = told(Reader::Team, vec![first, note]) else {
        panic!("not the team's")
    };
    assert!(matches!(
        &team.lines[0].what,
        What::Public(step, words) if step.what == Happening::First && words == &[("You cannot pay.".to_owned(), None)]
    ));
    assert_eq!(team.lines[1].what, What::Note("db-7 is full".to_owned()));
    assert_eq!(
        team.waived,
        [("vague-scope".to_owned(), "known to all".to_owned())]
    );
    assert_eq!(team.stage, Stage::None);
}

#[test]
fn a_draft_of_the_review_counts_as_said_but_to_the_desk_that_tells_it_on() {
    let entries = || {
        let over = word("11:00", Resolved, &[]);
        let mut draft = entry(Kind::Drafted, "12:00", Facts::default());
        let english = Locale::english();
        draft
            .facts
            .set_text(TextFact::Why, &english, "A disk was full.");
        vec![over, draft]
    };
    let why = |reader| {
        let briefing = told(reader, entries()).briefing();
        briefing.public().why.given().map(str::to_owned)
    };
    assert_eq!(why(Reader::Customers).as_deref(), Some("A disk was full."));
    assert_eq!(why(Reader::Support), None);
}
