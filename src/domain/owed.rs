//! What is owed to the public at a moment: promises that nobody has kept yet, and a word where
//! nothing was promised.

use chrono::{DateTime, TimeDelta, Utc};

use super::beat::{Held, Rhythm};
use super::entry::EntryId;
use super::fact::TimeFact;
use super::promise::promises;
use super::words::{Severity, State, words};
use crate::order;

words! {
    /// What is owed.
    Debt, "debt" {
        /// The update that was promised.
        NextUpdate = "next-update",
        /// An update that nobody promised: the cadence asks for it.
        Word = "word",
        /// That it is repaired, by the time that somebody confirmed.
        Repair = "repair",
        /// The report of what happened.
        Report = "report",
        /// That planned work has begun, or moves.
        Beginning = "beginning",
        /// That planned work has ended, or takes longer.
        End = "end",
        /// That an authority hears of it: the clock of a regulator asks for it.
        Notice = "notice",
        /// That clients hear the newest word directly: the matrix asks for it.
        Tell = "tell",
        /// What was agreed on so that it does not happen again, by its day.
        Measure = "measure",
    }
}

/// Something that is owed to those who were told about an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    /// The incident it belongs to.
    pub incident: String,
    /// What is owed.
    pub what: Debt,
    /// By when, in UTC.
    pub due: DateTime<Utc>,
    /// The entry that promised it; for a debt that nobody promised, the newest public entry.
    pub made_by: EntryId,
    /// When customers heard the last word, in UTC.
    pub last_word: DateTime<Utc>,
    /// Until when its reminders are put off, whether or not that has passed; none if they are not.
    pub snoozed: Option<DateTime<Utc>>,
}

impl Owed {
    /// Whether the moment has passed. A promise names a minute, and the minute counts as kept.
    pub fn is_overdue(&self, now: DateTime<Utc>) -> bool {
        Self::is_past(self.due, now)
    }

    /// Whether somebody has to act now: it is overdue, and nobody put it off.
    pub fn presses(&self, now: DateTime<Utc>) -> bool {
        self.is_overdue(now) && !self.is_snoozed(now)
    }

    /// Whether its reminders are put off.
    pub fn is_snoozed(&self, now: DateTime<Utc>) -> bool {
        self.snoozed.is_some_and(|until| now < until)
    }

    /// The order of a list: what is put off comes last, else the most urgent first.
    pub fn urgency(&self, now: DateTime<Utc>) -> (bool, DateTime<Utc>) {
        (self.is_snoozed(now), self.due)
    }

    /// Whether something that was due by `due` is overdue.
    pub fn is_past(due: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        now >= due + TimeDelta::minutes(1)
    }
}

/// How long an incident of a severity and in a state may be silent when nothing was promised.
pub type Cadence<'a> = &'a dyn Fn(Severity, State) -> TimeDelta;

/// Returns what an incident owes at `now`, the most urgent first, read from its beats in their order.
///
/// Every promise that nobody answered is owed. An incident that is open, and whose last word promised
/// no next one, owes a word by the cadence, counted from that last word; so does planned work that has
/// begun. Until it is said to have begun, planned work owes that word, by the time at which it was to
/// begin: not its end, no word by the cadence, and not twice a word that was promised for that time.
pub fn owed(rhythm: &Rhythm<'_>, cadence: Cadence<'_>, now: DateTime<Utc>) -> Vec<Owed> {
    let Some(last) = rhythm.beats.iter().rfind(|beat| beat.is_public()) else {
        return Vec::new();
    };
    let mut held = Held::default();
    for beat in &rhythm.beats {
        held.apply(beat);
    }
    let debt = |what: Debt, due: DateTime<Utc>, made_by: EntryId| Owed {
        incident: rhythm.incident.to_owned(),
        what,
        due,
        made_by,
        last_word: last.at,
        snoozed: rhythm.snoozed(),
    };
    let unanswered = promises(&rhythm.beats, now).into_iter();
    let mut owed: Vec<Owed> = unanswered
        .filter(|promise| promise.answered_by.is_none())
        .map(|promise| {
            let what = match promise.fact {
                TimeFact::Estimate if held.is_planned() => Debt::End,
                TimeFact::Estimate => Debt::Repair,
                TimeFact::FollowUp => Debt::Report,
                _ => Debt::NextUpdate,
            };
            debt(what, promise.due, promise.made_by)
        })
        .collect();
    match held.state() {
        state if state.is_over() => {}
        State::Scheduled => {
            // What has not begun cannot end, and the word that was promised for the beginning says
            // that it begins.
            let start = held.times.get(TimeFact::Started);
            let same = |debt: &Owed| debt.what == Debt::NextUpdate && Some(debt.due) == start;
            owed.retain(|debt| debt.what != Debt::End && !same(debt));
            owed.extend(start.map(|start| debt(Debt::Beginning, start, last.id)));
        }
        state => {
            if !owed.iter().any(|debt| debt.what == Debt::NextUpdate) {
                let due = last.at + cadence(held.severity(), state);
                owed.push(debt(Debt::Word, due, last.id));
            }
        }
    }
    order::sort_by_key(&mut owed, |debt| (debt.urgency(now), debt.what));
    owed
}

#[cfg(test)]
mod tests {
    use super::super::beat::Beat;
    use super::super::entry::{Entry, Kind, Waived};
    use super::super::facts::Facts;
    use super::super::locale::Locale;
    use super::super::words::IncidentType;
    use super::*;

    use Debt::{Beginning, End, NextUpdate, Repair, Report, Word};
    use State::{Identified, InProgress, Investigating, Monitoring, Resolved, Scheduled};

    fn clock(time: &str) -> DateTime<Utc> {
        format!("2026-11-21T{time}:00Z").parse().unwrap()
    }

    fn said(at: &str, state: State, times: &[(TimeFact, &str)]) -> Entry {
        let times = times.iter().map(|(fact, due)| (*fact, clock(due)));
        Entry {
            id: EntryId::after(None, clock(at)),
            at: clock(at),
            by: None,
            via: None,
            incident: "2026-11-21-it-fails".to_owned(),
            kind: Kind::Updated,
            corrects: None,
            locale: Locale::english(),
            facts: Facts {
                state: Some(state),
                severity: Some(Severity::Major),
                kind_of: state.is_maintenance().then_some(IncidentType::Maintenance),
                confirmed_by: Some("ana".to_owned()),
                times: times.collect(),
                ..Facts::default()
            },
            clear: Vec::new(),
            waived: Waived::new(),
        }
    }

    fn all_owed(entries: &[Entry], now: &str) -> Vec<Owed> {
        let cadence = |_, state: State| match state {
            Monitoring => TimeDelta::minutes(120),
            _ => TimeDelta::minutes(30),
        };
        let rhythm = Rhythm {
            incident: "2026-11-21-it-fails",
            beats: entries.iter().map(Beat::from).collect(),
        };
        super::owed(&rhythm, &cadence, clock(now))
    }

    /// What is owed at noon after these words.
    fn owed(entries: &[Entry]) -> Vec<(Debt, String)> {
        let owed = all_owed(entries, "12:00").into_iter();
        owed.map(|o| (o.what, o.due.format("%H:%M").to_string()))
            .collect()
    }

    fn debts(expected: &[(Debt, &str)]) -> Vec<(Debt, String)> {
        let owned = |(what, due): &(Debt, &str)| (*what, (*due).to_owned());
        expected.iter().map(owned).collect()
    }

    #[test]
    fn a_promise_is_owed_until_the_next_word_and_then_the_next_one_is() {
        let first = said("10:00", Investigating, &[(TimeFact::NextUpdate, "10:30")]);
        assert_eq!(
            owed(std::slice::from_ref(&first)),
            debts(&[(NextUpdate, "10:30")])
        );
        let second = said("10:20", Identified, &[(TimeFact::NextUpdate, "10:50")]);
        assert_eq!(owed(&[first, second]), debts(&[(NextUpdate, "10:50")]));
    }

    #[test]
    fn where_nothing_was_promised_the_cadence_counts_from_the_last_word() {
        let first = said("10:00", Investigating, &[]);
        assert_eq!(
            owed(std::slice::from_ref(&first)),
            debts(&[(Word, "10:30")])
        );
        let mut note = said("10:25", Investigating, &[]);
        note.kind = Kind::Noted;
        assert_eq!(owed(&[first, note]), debts(&[(Word, "10:30")]));
        assert_eq!(
            owed(&[said("10:00", Monitoring, &[])]),
            debts(&[(Word, "12:00")])
        );
    }

    #[test]
    fn what_is_over_owes_its_report_and_nothing_else() {
        let first = said("10:00", Investigating, &[(TimeFact::NextUpdate, "10:30")]);
        let end = said("10:20", Resolved, &[(TimeFact::FollowUp, "18:00")]);
        assert_eq!(
            owed(&[first.clone(), end.clone()]),
            debts(&[(Report, "18:00")])
        );
        let thanks = said("10:40", Resolved, &[]);
        let mut report = said("11:00", Resolved, &[]);
        report.kind = Kind::Reviewed;
        let owing = [first.clone(), end.clone(), thanks.clone()];
        assert_eq!(owed(&owing), debts(&[(Report, "18:00")]));
        assert_eq!(owed(&[first, end, thanks, report]), debts(&[]));
    }

    #[test]
    fn a_confirmed_repair_time_is_owed_beside_the_next_update() {
        let times = [
            (TimeFact::NextUpdate, "10:30"),
            (TimeFact::Estimate, "10:20"),
        ];
        let mut first = said("10:00", Identified, &times);
        let both = debts(&[(Repair, "10:20"), (NextUpdate, "10:30")]);
        assert_eq!(owed(std::slice::from_ref(&first)), both);
        first.facts.confirmed_by = None;
        assert_eq!(owed(&[first]), debts(&[(NextUpdate, "10:30")]));
    }

    #[test]
    fn planned_work_owes_its_beginning_and_then_its_end() {
        let times = [
            (TimeFact::Started, "22:00"),
            (TimeFact::NextUpdate, "22:00"),
            (TimeFact::Estimate, "23:00"),
        ];
        let plan = said("09:00", Scheduled, &times);
        assert_eq!(
            owed(std::slice::from_ref(&plan)),
            debts(&[(Beginning, "22:00")])
        );
        let begun = said("22:00", InProgress, &[]);
        assert_eq!(
            owed(&[plan, begun]),
            debts(&[(Word, "22:30"), (End, "23:00")])
        );
    }

    #[test]
    fn what_is_put_off_comes_last_presses_nobody_and_wakes_with_the_next_word() {
        let times = [
            (TimeFact::NextUpdate, "10:30"),
            (TimeFact::Estimate, "11:00"),
        ];
        let first = said("10:00", Identified, &times);
        let mut snooze = said("10:40", Identified, &[]);
        snooze.kind = Kind::Snoozed;
        snooze.facts = Facts::default();
        snooze.facts.internal.until = Some(clock("11:30"));
        let late = &all_owed(&[first.clone(), snooze.clone()], "11:10")[0];
        assert_eq!(
            (late.what, late.snoozed),
            (NextUpdate, Some(clock("11:30")))
        );
        assert!(late.is_overdue(clock("11:10")) && !late.presses(clock("11:10")));
        assert!(late.presses(clock("11:30")));
        let woken = [first, snooze, said("11:00", Identified, &[])];
        assert_eq!(all_owed(&woken, "11:10")[0].snoozed, None);
    }

    #[test]
    fn the_minute_that_was_named_is_still_in_time() {
        let promised = said("10:00", Investigating, &[(TimeFact::NextUpdate, "10:30")]);
        let owed = &all_owed(&[promised], "10:30")[0];
        assert!(!owed.is_overdue(clock("10:30")));
        assert!(owed.is_overdue(clock("10:31")));
    }

    #[test]
    fn what_was_only_noted_owes_nobody_anything() {
        let mut note = said("10:00", Investigating, &[(TimeFact::NextUpdate, "10:30")]);
        note.kind = Kind::Noted;
        assert_eq!(owed(&[note]), debts(&[]));
    }
}
