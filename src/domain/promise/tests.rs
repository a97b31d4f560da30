//! What becomes of promises, one by one.

use super::*;
use crate::domain::entry::{Entry, Kind};
use crate::domain::fact::{FactName, TextFact};
use crate::domain::facts::{Facts, Localised};
use crate::domain::locale::Locale;
use crate::domain::words::{IncidentType, State};

fn clock(time: &str) -> DateTime<Utc> {
    format!("2026-11-21T{time}:00Z").parse().unwrap()
}

/// A public entry at a time, with a state and promises, as `next_update` and the like.
fn said(at: &str, state: State, promises: &[(TimeFact, &str)]) -> Entry {
    let facts = Facts {
        state: Some(state),
        kind_of: state.is_maintenance().then_some(IncidentType::Maintenance),
        confirmed_by: Some("ana".to_owned()),
        times: promises
            .iter()
            .map(|(fact, due)| (*fact, clock(due)))
            .collect(),
        ..Facts::default()
    };
    Entry {
        id: EntryId::after(None, clock(at)),
        at: clock(at),
        by: None,
        via: None,
        incident: "2026-11-21-it-fails".to_owned(),
        kind: Kind::Updated,
        corrects: None,
        locale: Locale::english(),
        facts,
        clear: Vec::new(),
        waived: crate::domain::entry::Waived::new(),
    }
}

fn fates(entries: Vec<Entry>, now: &str) -> Vec<(TimeFact, Fate)> {
    let incident = Incident::from_entries("2026-11-21-it-fails", entries);
    let promises = incident.promises(clock(now)).into_iter();
    promises.map(|p| (p.fact, p.fate)).collect()
}

use State::{Completed, Identified, InProgress, Investigating, Monitoring, Resolved};
use TimeFact::{Estimate, FollowUp, NextUpdate};

#[test]
fn a_word_in_time_keeps_a_promise_and_one_too_late_does_not() {
    let told = |second: &str| {
        let first = said("10:00", Investigating, &[(NextUpdate, "10:30")]);
        fates(vec![first, said(second, Identified, &[])], "12:00")
    };
    assert_eq!(told("10:32"), [(NextUpdate, Fate::Kept)]);
    let late = Fate::Late(TimeDelta::minutes(3));
    assert_eq!(told("10:33"), [(NextUpdate, late)]);
}

#[test]
fn what_nobody_answered_is_open_until_it_is_missed() {
    let told = |now: &str| {
        fates(
            vec![said("10:00", Investigating, &[(NextUpdate, "10:30")])],
            now,
        )
    };
    assert_eq!(told("10:32"), [(NextUpdate, Fate::Open)]);
    let missed = Fate::Missed(TimeDelta::minutes(3));
    assert_eq!(told("10:33"), [(NextUpdate, missed)]);
}

/// What became of a repair time, 11:00 said at 10:00, by the words after it.
fn repaired(words: Vec<Entry>) -> Vec<(TimeFact, Fate)> {
    let first = said("10:00", Identified, &[(Estimate, "11:00")]);
    fates(std::iter::once(first).chain(words).collect(), "13:00")
}

fn late(minutes: i64) -> Fate {
    Fate::Late(TimeDelta::minutes(minutes))
}

#[test]
fn a_repair_time_is_kept_by_the_end() {
    let told = |second: Entry| repaired(vec![second]);
    assert_eq!(told(said("10:50", Resolved, &[])), [(Estimate, Fate::Kept)]);
    let ended = said("11:20", Resolved, &[(TimeFact::Ended, "10:58")]);
    assert_eq!(told(ended), [(Estimate, Fate::Kept)]);
}

#[test]
fn a_repair_time_that_is_not_said_again_stands_until_it_is_over() {
    let quiet = said("10:40", Identified, &[]);
    let missed = Fate::Missed(TimeDelta::hours(2));
    assert_eq!(repaired(vec![quiet.clone()]), [(Estimate, missed)]);
    let in_time = said("10:59", Resolved, &[]);
    assert_eq!(
        repaired(vec![quiet.clone(), in_time]),
        [(Estimate, Fate::Kept)]
    );
    let too_late = said("12:50", Resolved, &[(TimeFact::Ended, "12:30")]);
    assert_eq!(repaired(vec![quiet, too_late]), [(Estimate, late(90))]);
}

#[test]
fn a_repair_time_is_moved_by_another_one_or_by_taking_it_back() {
    let other = said("10:40", Identified, &[(Estimate, "12:00")]);
    assert_eq!(
        repaired(vec![other]),
        [
            (Estimate, Fate::Moved),
            (Estimate, Fate::Missed(TimeDelta::hours(1)))
        ]
    );
    let mut withdrawn = said("10:40", Identified, &[]);
    withdrawn.clear = vec![FactName::Time(Estimate)];
    assert_eq!(repaired(vec![withdrawn]), [(Estimate, Fate::Moved)]);
}

#[test]
fn a_repair_time_that_is_said_again_is_one_promise() {
    let again = said("10:40", Identified, &[(Estimate, "11:00")]);
    let end = said("10:59", Resolved, &[]);
    assert_eq!(repaired(vec![again, end]), [(Estimate, Fate::Kept)]);
}

#[test]
fn a_repair_is_as_late_as_its_end_and_until_then_as_the_first_word_after_its_time() {
    let owned_up = said("11:10", Identified, &[(Estimate, "12:00")]);
    let words = vec![owned_up.clone(), said("11:50", Monitoring, &[])];
    let second = Fate::Missed(TimeDelta::hours(1));
    assert_eq!(
        repaired(words.clone()),
        [(Estimate, late(10)), (Estimate, second)]
    );
    let end = said("11:58", Resolved, &[(TimeFact::Ended, "11:40")]);
    let words = words.into_iter().chain([end]).collect();
    assert_eq!(
        repaired(words),
        [(Estimate, late(40)), (Estimate, Fate::Kept)]
    );
}

#[test]
fn a_repair_time_is_judged_by_the_end_that_held() {
    let end = |at: &str| said(at, Resolved, &[]);
    let back = |at: &str, kind: Kind, times: &[(TimeFact, &str)]| {
        let mut back = said(at, Investigating, times);
        back.kind = kind;
        back
    };
    // It came back after its time.
    let again = vec![end("10:50"), back("11:30", Kind::Updated, &[])];
    assert_eq!(repaired(again.clone()), [(Estimate, late(30))]);
    let held = again.into_iter().chain([end("11:50")]).collect();
    assert_eq!(repaired(held), [(Estimate, late(50))]);
    // Before its time, who says so takes it back, or names it again.
    let early = vec![end("10:40"), back("10:50", Kind::Updated, &[])];
    assert_eq!(repaired(early), [(Estimate, Fate::Moved)]);
    let named = back("10:50", Kind::Updated, &[(Estimate, "11:00")]);
    let again = vec![end("10:40"), named, end("11:20")];
    assert_eq!(repaired(again), [(Estimate, late(20))]);
    // That it was over was wrong: nothing came back, and the time stands.
    let wrong = || back("10:50", Kind::Corrected, &[]);
    let missed = Fate::Missed(TimeDelta::hours(2));
    assert_eq!(repaired(vec![end("10:40"), wrong()]), [(Estimate, missed)]);
    let held = vec![end("10:40"), wrong(), end("10:58")];
    assert_eq!(repaired(held), [(Estimate, Fate::Kept)]);
    // What began only then is another story.
    let other = back("11:30", Kind::Updated, &[(TimeFact::Started, "11:25")]);
    assert_eq!(
        repaired(vec![end("10:50"), other]),
        [(Estimate, Fate::Kept)]
    );
}

#[test]
fn a_repair_time_that_nobody_confirmed_is_no_promise() {
    let mut entry = said("10:00", Identified, &[(Estimate, "11:00")]);
    entry.facts.confirmed_by = None;
    assert_eq!(fates(vec![entry], "12:00"), []);
}

#[test]
fn a_plan_stands_while_the_work_goes_on() {
    let planned = said("10:00", InProgress, &[(Estimate, "11:00")]);
    let going = said("10:30", InProgress, &[]);
    let done = said("10:55", Completed, &[]);
    assert_eq!(
        fates(vec![planned, going, done], "12:00"),
        [(Estimate, Fate::Kept)]
    );
}

/// The review of what happened, or a word that says where it can be read.
fn report(at: &str, state: State, times: &[(TimeFact, &str)], speech: Kind) -> Entry {
    let mut report = said(at, state, times);
    if speech != Kind::Reviewed {
        let place = Localised::single(Locale::english(), "https://acme.example/report");
        report.facts.texts.insert(TextFact::Report, place);
    }
    report.kind = speech;
    report
}

#[test]
fn a_report_is_kept_by_the_review_or_by_a_word_that_says_where_it_is() {
    let told = |second: Entry| {
        let end = said("10:00", Resolved, &[(FollowUp, "12:00")]);
        fates(vec![end, second], "23:00")
    };
    let kept = [(FollowUp, Fate::Kept)];
    assert_eq!(told(report("11:00", Resolved, &[], Kind::Reviewed)), kept);
    assert_eq!(told(report("11:00", Resolved, &[], Kind::Updated)), kept);
    let late = [(FollowUp, Fate::Late(TimeDelta::minutes(60)))];
    assert_eq!(told(report("13:00", Resolved, &[], Kind::Reviewed)), late);
    let missed = [(FollowUp, Fate::Missed(TimeDelta::hours(11)))];
    assert_eq!(
        told(said("11:00", Resolved, &[])),
        missed,
        "thanks are none"
    );
    let wrong = report("11:00", Resolved, &[], Kind::Corrected);
    assert_eq!(told(wrong), missed, "nor is a correction");
    let drafted = report("11:00", Resolved, &[], Kind::Drafted);
    assert_eq!(told(drafted), missed, "nor is what nobody heard");
}

#[test]
fn a_report_is_moved_by_another_day_and_a_second_one_is_a_promise_of_its_own() {
    let end = said("10:00", Resolved, &[(FollowUp, "12:00")]);
    let other = said("11:00", Resolved, &[(FollowUp, "22:00")]);
    let moved = [(FollowUp, Fate::Moved), (FollowUp, Fate::Open)];
    assert_eq!(fates(vec![end.clone(), other], "13:00"), moved);
    let first = report("11:00", Resolved, &[(FollowUp, "12:00")], Kind::Reviewed);
    let second = [(FollowUp, Fate::Kept), (FollowUp, Fate::Open)];
    assert_eq!(fates(vec![end, first], "11:30"), second);
}

#[test]
fn a_report_stands_while_the_incident_is_open_and_can_come_with_the_end() {
    let told = |rest: Vec<Entry>| {
        let first = said("10:00", Identified, &[(FollowUp, "20:00")]);
        fates(std::iter::once(first).chain(rest).collect(), "21:00")
    };
    let missed = [(FollowUp, Fate::Missed(TimeDelta::minutes(60)))];
    let end = said("11:00", Resolved, &[]);
    let again = said("11:00", Resolved, &[(FollowUp, "20:00")]);
    let reopened = said("12:00", Investigating, &[]);
    assert_eq!(told(vec![end.clone()]), missed);
    assert_eq!(told(vec![again]), missed, "said again, it is one promise");
    assert_eq!(told(vec![end, reopened]), missed);
    let early = report("11:00", Identified, &[], Kind::Updated);
    assert_eq!(told(vec![early]), missed, "what goes on has no report");
    let with_the_end = report("11:00", Resolved, &[], Kind::Updated);
    assert_eq!(told(vec![with_the_end]), [(FollowUp, Fate::Kept)]);
}

#[test]
fn after_a_reopening_the_day_of_a_report_that_came_is_a_promise_again() {
    let words = vec![
        said("10:00", Resolved, &[(FollowUp, "20:00")]),
        report("11:00", Resolved, &[], Kind::Reviewed),
        said("12:00", Investigating, &[]),
        said("13:00", Resolved, &[(FollowUp, "20:00")]),
    ];
    let twice = [(FollowUp, Fate::Kept), (FollowUp, Fate::Open)];
    assert_eq!(fates(words, "14:00"), twice);
}

#[test]
fn a_moment_that_is_over_when_it_is_named_promises_nothing() {
    let over = said(
        "10:00",
        Investigating,
        &[(NextUpdate, "10:00"), (FollowUp, "09:00")],
    );
    assert_eq!(fates(vec![over], "12:00"), []);
}

#[test]
fn a_correction_carries_a_promise_on_or_takes_it_back() {
    let told = |times: &[(TimeFact, &str)], clear: &[FactName]| {
        let first = said("10:00", Investigating, &[(NextUpdate, "10:30")]);
        let mut correction = said("10:10", Investigating, times);
        correction.kind = Kind::Corrected;
        correction.clear = clear.to_vec();
        fates(vec![first, correction], "10:20")
    };
    assert_eq!(told(&[], &[]), [(NextUpdate, Fate::Kept)]);
    assert_eq!(
        told(&[(NextUpdate, "10:30")], &[]),
        [(NextUpdate, Fate::Moved), (NextUpdate, Fate::Open)]
    );
    assert_eq!(
        told(&[], &[FactName::Time(NextUpdate)]),
        [(NextUpdate, Fate::Moved)]
    );
}

#[test]
fn what_is_over_cannot_be_promised_to_be_repaired() {
    let over = said("10:00", Resolved, &[(Estimate, "11:00")]);
    assert_eq!(fates(vec![over], "12:00"), []);
}

#[test]
fn a_repair_is_as_late_as_it_was_and_not_as_the_word_about_it() {
    let told = |ended: &str| {
        let first = said("10:00", Identified, &[(Estimate, "11:00")]);
        let over = said("11:30", Resolved, &[(TimeFact::Ended, ended)]);
        fates(vec![first, over], "12:00")
    };
    let late = |minutes| [(Estimate, Fate::Late(TimeDelta::minutes(minutes)))];
    assert_eq!(told("11:10"), late(10));
    assert_eq!(told("11:50"), late(30), "an end to come is one by now");
}

#[test]
fn work_that_is_called_off_takes_its_end_back() {
    let times = [(TimeFact::Started, "22:00"), (Estimate, "23:00")];
    let plan = said("10:00", State::Scheduled, &times);
    let told = |at: &str| fates(vec![plan.clone(), said(at, Completed, &[])], "23:30");
    assert_eq!(told("12:00"), [(Estimate, Fate::Moved)]);
    assert_eq!(told("22:30"), [(Estimate, Fate::Kept)]);
}

#[test]
fn an_end_that_is_confirmed_later_is_promised_from_then_on() {
    let mut plan = said("10:00", State::Scheduled, &[(Estimate, "23:00")]);
    plan.facts.confirmed_by = None;
    let sure = said("11:00", State::Scheduled, &[(Estimate, "23:00")]);
    let again = said("12:00", State::Scheduled, &[(Estimate, "23:00")]);
    assert_eq!(
        fates(vec![plan, sure, again], "13:00"),
        [(Estimate, Fate::Open)]
    );
}
