//! Promises: the moments that were said in public, and what became of them.

use chrono::{DateTime, TimeDelta, Utc};

use super::beat::{Beat, Held, Speech};
use super::entry::EntryId;
use super::fact::TimeFact;
use super::incident::Incident;

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It was kept: in time, or less than [`Promise::grace`] late.
    Kept,
    /// It was given another time before it was due, or taken back in time.
    Moved,
    /// It was kept this much too late.
    Late(TimeDelta),
    /// It is due for this long, and nothing was said.
    Missed(TimeDelta),
    /// It is not due yet.
    Open,
}

/// A moment that was promised in public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// The entry that made it.
    pub made_by: EntryId,
    /// What was promised: the next update, the repair or the report.
    pub fact: TimeFact,
    /// By when, in UTC.
    pub due: DateTime<Utc>,
    /// The entry that kept it, or moved it, or came too late for it.
    pub answered_by: Option<EntryId>,
    /// What became of it.
    pub fate: Fate,
}

impl Promise {
    /// How late a word may be and still count as in time: clocks differ, and typing takes a moment.
    pub const fn grace() -> TimeDelta {
        TimeDelta::minutes(2)
    }
}

/// A public beat and what held after it.
struct Said<'a> {
    beat: &'a Beat,
    after: Held,
}

impl Said<'_> {
    fn in_time(&self, due: DateTime<Utc>) -> bool {
        self.beat.at <= due + Promise::grace()
    }
}

impl Incident {
    /// Returns every promise that was made in public; see [`promises`].
    pub fn promises(&self, now: DateTime<Utc>) -> Vec<Promise> {
        let beats: Vec<Beat> = self.timeline.iter().map(Beat::from).collect();
        promises(&beats, now)
    }
}

/// Returns every promise that the beats of one incident (in their order) made in public, in the order
/// in which they were made, and what has become of it by `now`. A repair time is a promise only if
/// somebody confirmed it; a report or a planned end that is said again while it stands is no new
/// promise.
pub fn promises(beats: &[Beat], now: DateTime<Utc>) -> Vec<Promise> {
    let mut held = Held::default();
    let mut said: Vec<Said<'_>> = Vec::new();
    for beat in beats.iter().filter(|beat| beat.is_public()) {
        held.apply(beat);
        said.push(Said { beat, after: held });
    }
    let mut promises = Vec::new();
    for (place, made) in said.iter().enumerate() {
        for fact in [TimeFact::NextUpdate, TimeFact::Estimate, TimeFact::FollowUp] {
            let stated = made.beat.stated.times.get(fact);
            let Some(due) = stated.filter(|due| *due > made.beat.at) else {
                continue;
            };
            let before = place.checked_sub(1).map(|before| &said[before].after);
            let stood = before.is_some_and(|before| stands(before, fact) == Some(due));
            if stood || fact == TimeFact::Estimate && !made.beat.stated.confirmed {
                continue;
            }
            let later = &said[place + 1..];
            let (answer, fate) = match fact {
                TimeFact::Estimate => repaired(later, due, &made.after),
                TimeFact::FollowUp => reported(later, due, &made.after),
                _ => spoken(later, due),
            }
            .map_or_else(
                || (None, unanswered(due, now)),
                |(answer, fate)| (Some(answer.beat.id), fate),
            );
            promises.push(Promise {
                made_by: made.beat.id,
                fact,
                due,
                answered_by: answer,
                fate,
            });
        }
    }
    promises
}

fn unanswered(due: DateTime<Utc>, now: DateTime<Utc>) -> Fate {
    if now > due + Promise::grace() {
        Fate::Missed(now - due)
    } else {
        Fate::Open
    }
}

type Answer<'a> = Option<(&'a Said<'a>, Fate)>;

/// The next word, whatever it says, keeps the promise of a word.
fn spoken<'a>(later: &'a [Said<'a>], due: DateTime<Utc>) -> Answer<'a> {
    let next = later.first()?;
    let moved = next.beat.speech == Speech::Corrected
        && next.beat.stated.times.get(TimeFact::NextUpdate).is_some();
    let fate = match (next.in_time(due), moved) {
        (true, true) => Fate::Moved,
        (true, false) => Fate::Kept,
        (false, _) => Fate::Late(next.beat.at - due),
    };
    Some((next, fate))
}

/// A repair time is kept by the end. A repair time lapses with the next word; a plan stands.
fn repaired<'a>(later: &'a [Said<'a>], due: DateTime<Utc>, made: &Held) -> Answer<'a> {
    let planned = made.is_planned();
    for next in later {
        let over = next.after.state().is_over();
        let ended = next
            .after
            .times
            .get(TimeFact::Ended)
            .unwrap_or(next.beat.at);
        if over && ended <= due + Promise::grace() {
            return Some((next, Fate::Kept));
        }
        if !next.in_time(due) {
            return Some((next, Fate::Late(next.beat.at - due)));
        }
        if !planned || over || next.after.times.get(TimeFact::Estimate) != Some(due) {
            return Some((next, Fate::Moved));
        }
    }
    None
}

/// A report is kept by a word after the end; it stands while the incident is open, and a correction
/// is no report.
fn reported<'a>(later: &'a [Said<'a>], due: DateTime<Utc>, made: &Held) -> Answer<'a> {
    let mut was_over = made.state().is_over();
    for next in later {
        let stands = next.after.times.get(TimeFact::FollowUp) == Some(due);
        let over = next.after.state().is_over();
        let reports = was_over && over && next.beat.speech != Speech::Corrected;
        if !stands || reports {
            let fate = match (next.in_time(due), stands) {
                (true, true) => Fate::Kept,
                (true, false) => Fate::Moved,
                (false, _) => Fate::Late(next.beat.at - due),
            };
            return Some((next, fate));
        }
        was_over = over;
    }
    None
}

/// What was promised before and still stands when the next word is said; the promise of a word, and
/// a repair time, lapse with it.
fn stands(before: &Held, fact: TimeFact) -> Option<DateTime<Utc>> {
    let stays = fact == TimeFact::FollowUp || fact == TimeFact::Estimate && before.is_planned();
    before.times.get(fact).filter(|_| stays)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::{Entry, Kind};
    use crate::domain::facts::Facts;
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

    #[test]
    fn a_repair_time_is_kept_by_the_end_and_taken_back_by_any_other_word() {
        let told = |second: Entry| {
            fates(
                vec![said("10:00", Identified, &[(Estimate, "11:00")]), second],
                "12:00",
            )
        };
        assert_eq!(told(said("10:50", Resolved, &[])), [(Estimate, Fate::Kept)]);
        assert_eq!(
            told(said("10:50", Monitoring, &[])),
            [(Estimate, Fate::Moved)]
        );
        let late = Fate::Late(TimeDelta::minutes(20));
        assert_eq!(told(said("11:20", Monitoring, &[])), [(Estimate, late)]);
        let ended = said("11:20", Resolved, &[(TimeFact::Ended, "10:58")]);
        assert_eq!(told(ended), [(Estimate, Fate::Kept)]);
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

    #[test]
    fn a_report_is_kept_by_a_word_after_the_end_and_moved_by_another_day() {
        let told = |second: Entry| {
            fates(
                vec![said("10:00", Resolved, &[(FollowUp, "12:00")]), second],
                "23:00",
            )
        };
        assert_eq!(told(said("11:00", Resolved, &[])), [(FollowUp, Fate::Kept)]);
        assert_eq!(
            told(said("11:00", Resolved, &[(FollowUp, "22:00")]))[0].1,
            Fate::Moved
        );
        let late = Fate::Late(TimeDelta::minutes(60));
        assert_eq!(told(said("13:00", Resolved, &[])), [(FollowUp, late)]);
    }

    #[test]
    fn a_report_stands_while_the_incident_is_open_and_is_no_correction() {
        let told = |rest: Vec<Entry>| {
            let first = said("10:00", Identified, &[(FollowUp, "20:00")]);
            fates(std::iter::once(first).chain(rest).collect(), "21:00")
        };
        let missed = [(FollowUp, Fate::Missed(TimeDelta::minutes(60)))];
        let end = said("11:00", Resolved, &[]);
        let again = said("11:00", Resolved, &[(FollowUp, "20:00")]);
        let reopened = said("12:00", Investigating, &[]);
        let mut corrected = said("12:00", Resolved, &[]);
        corrected.kind = Kind::Corrected;
        assert_eq!(told(vec![end.clone()]), missed);
        assert_eq!(told(vec![again]), missed, "said again, it is one promise");
        assert_eq!(told(vec![end.clone(), reopened]), missed);
        assert_eq!(told(vec![end.clone(), corrected]), missed);
        assert_eq!(
            told(vec![end, said("13:00", Resolved, &[])]),
            [(FollowUp, Fate::Kept)]
        );
    }
}
