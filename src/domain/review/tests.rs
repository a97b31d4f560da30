//! What a review says, and when it holds.

use chrono::{DateTime, TimeDelta, Utc};

use super::*;
use crate::domain::briefing::Briefing;
use crate::domain::entry::{EntryId, Waived};
use crate::domain::fact::{InternalFact, TextFact};
use crate::domain::house::House;
use crate::domain::locale::Locale;
use crate::domain::words::Audience;

fn clock(time: &str) -> DateTime<Utc> {
    format!("2026-11-21T{time}:00Z").parse().unwrap()
}

fn entry(at: &str, kind: Kind, texts: &[(TextFact, &str)]) -> Entry {
    let mut facts = Facts::default();
    for (fact, text) in texts {
        facts.set_text(*fact, &Locale::english(), *text);
    }
    Entry {
        id: EntryId::after(None, clock(at)),
        at: clock(at),
        by: None,
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

fn incident(entries: &[Entry]) -> Incident {
    Incident::from_entries("2026-11-21-it-fails", entries.to_vec())
}

fn said(incident: &Incident, fact: TextFact) -> Option<&str> {
    let text = incident.in_force.facts.text(fact)?;
    text.get(&Locale::english())
}

fn over() -> Vec<Entry> {
    let mut declared = entry(
        "10:04",
        Kind::Declared,
        &[(TextFact::Impact, "You cannot pay.")],
    );
    declared
        .facts
        .times
        .insert(TimeFact::Started, clock("09:58"));
    declared
        .facts
        .times
        .insert(TimeFact::Detected, clock("10:01"));
    let mut found = entry("10:20", Kind::Updated, &[]);
    found.facts.state = Some(State::Identified);
    let mut end = entry("10:50", Kind::Resolved, &[]);
    end.facts.times.insert(TimeFact::Ended, clock("10:47"));
    vec![declared, found, end]
}

#[test]
fn what_is_drafted_is_told_nobody_until_it_is_final_but_the_team_has_it_at_once() {
    let mut draft = entry(
        "12:00",
        Kind::Drafted,
        &[(TextFact::Why, "A file was wrong.")],
    );
    let lucky = "It was a Saturday.".to_owned();
    let looked_back = &mut draft.facts.internal.looked_back;
    looked_back.insert(InternalFact::Lucky, lucky.clone());
    let mut entries = over();
    entries.push(draft);
    let drafted = incident(&entries);
    assert_eq!(drafted.stage(), Stage::Draft);
    assert_eq!(said(&drafted, TextFact::Why), None);
    let looked_back = &drafted.in_force.facts.internal.looked_back;
    assert_eq!(looked_back[&InternalFact::Lucky], lucky);
    assert_eq!(
        said(&drafted.as_drafted(), TextFact::Why),
        Some("A file was wrong.")
    );
    let words = [(TextFact::Why, "A setting was wrong.")];
    entries.push(entry("13:00", Kind::Reviewed, &words));
    let told = incident(&entries);
    assert_eq!(told.stage(), Stage::Final);
    assert_eq!(said(&told, TextFact::Why), Some("A setting was wrong."));
    assert_eq!(told.as_drafted(), told);
    let later = [(TextFact::Learned, "We try settings out first.")];
    entries.push(entry("14:00", Kind::Drafted, &later));
    let changing = incident(&entries);
    assert_eq!(changing.stage(), Stage::Changing);
    assert_eq!(said(&changing, TextFact::Learned), None);
}

#[test]
fn a_draft_that_withdraws_a_fact_withdraws_it_when_it_is_final() {
    let mut entries = over();
    let mut draft = entry("12:00", Kind::Drafted, &[]);
    draft.clear = vec![FactName::Text(TextFact::Impact)];
    entries.push(draft);
    let drafted = incident(&entries);
    assert_eq!(said(&drafted, TextFact::Impact), Some("You cannot pay."));
    assert_eq!(said(&drafted.as_drafted(), TextFact::Impact), None);
    let again = [(TextFact::Impact, "You could not pay.")];
    entries.push(entry("12:10", Kind::Drafted, &again));
    let stated = incident(&entries).as_drafted();
    assert_eq!(said(&stated, TextFact::Impact), Some("You could not pay."));
}

#[test]
fn an_incident_that_is_open_again_has_no_final_review() {
    let mut entries = over();
    entries.push(entry(
        "12:00",
        Kind::Reviewed,
        &[(TextFact::Why, "A file.")],
    ));
    let mut again = entry("13:00", Kind::Updated, &[]);
    again.facts.state = Some(State::Investigating);
    entries.push(again);
    let again = incident(&entries);
    assert_eq!(again.stage(), Stage::None);
    assert_eq!(
        said(&again, TextFact::Why),
        Some("A file."),
        "it is asked with what was said"
    );
}

#[test]
fn the_course_names_every_state_once_and_its_spans() {
    let mut entries = over();
    let mut draft = entry("12:00", Kind::Drafted, &[]);
    draft.facts.times.insert(TimeFact::Started, clock("09:55"));
    entries.push(draft);
    let course = incident(&entries).course();
    let states = [
        (State::Investigating, clock("10:04")),
        (State::Identified, clock("10:20")),
        (State::Resolved, clock("10:50")),
    ];
    assert_eq!(course.states, states);
    let minutes = |span: Option<TimeDelta>| span.map(|span| span.num_minutes());
    assert_eq!(minutes(course.to_detect()), Some(6));
    assert_eq!(minutes(course.to_first_word()), Some(9));
    assert_eq!(minutes(course.whole()), Some(52));
    assert_eq!(Course::default().whole(), None);
}

#[test]
fn what_is_for_the_team_is_in_no_briefing_but_theirs() {
    const MARK: &str = "db-7";
    let marked = || Some(MARK.to_owned());
    let mut entries = over();
    let mut measured = entry(
        "11:00",
        Kind::Measured,
        &[(TextFact::What, "We look twice.")],
    );
    measured.facts.internal.step.measure = Some("we-look-twice".to_owned());
    measured.facts.internal.step.owner = marked();
    measured.facts.internal.step.reason = marked();
    let mut review = entry(
        "12:00",
        Kind::Reviewed,
        &[(TextFact::Why, "A file was wrong.")],
    );
    for entry in [&mut measured, &mut review] {
        entry.by = marked();
        let internal = &mut entry.facts.internal;
        (internal.cause, internal.people, internal.note) = (marked(), marked(), marked());
        internal.links = vec![MARK.to_owned()];
        for fact in InternalFact::ALL {
            internal.looked_back.insert(*fact, MARK.to_owned());
        }
    }
    entries.extend([measured, review]);
    let reviewed = incident(&entries);
    let english = Locale::english();
    for audience in Audience::ALL {
        let house = House::default();
        let briefing = Briefing::about(&reviewed, *audience, &english, &house).unwrap();
        let told = serde_json::to_string(&briefing).unwrap();
        assert!(told.contains("We look twice."), "{audience}");
        assert_eq!(told.contains(MARK), *audience == Audience::Team, "{told}");
    }
}
