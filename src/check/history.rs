//! What one word after another gives away: promises, silence, changes that nobody mentioned, and who
//! was left with yesterday's word.
//!
//! The messages that vocero writes say some of this by themselves: that what had ended is not over
//! after all, that planned work moves or takes longer, that something was corrected. Rules keep
//! quiet about what is said.

mod changes;
mod channels;
mod phrases;

use chrono::{DateTime, TimeDelta, Utc};

use self::phrases::OWNS_UP;
use super::facts::{Cadence, finding};
use super::finding::{Finding, Level, Place};
use super::plain;
use crate::domain::entry::{Entry, EntryId, Kind};
use crate::domain::fact::TimeFact;
use crate::domain::incident::{InForce, Incident};
use crate::domain::promise::{Fate, Promise};
use crate::domain::words::{IncidentType, State};
use crate::order;

/// Returns what the history of an incident gives away until `now`, each with the entry that it is
/// about: the one that came too late, or the newest if nothing came. Oldest first.
pub fn history(
    incident: &Incident,
    cadence: Cadence<'_>,
    now: DateTime<Utc>,
) -> Vec<(EntryId, Finding)> {
    let mut found = Vec::new();
    for promise in incident.promises(now) {
        found.extend(broken(incident, &promise));
    }
    found.extend(silences(incident, cadence, now));
    for step in changes::steps(incident) {
        let entry = step.entry.id;
        found.extend(step.findings().into_iter().map(|f| (entry, f)));
    }
    if let (Some(last), Some(open)) = (
        incident.last_word(),
        channels::left_open(incident, cadence, now),
    ) {
        found.push((last.id, open));
    }
    let place = |id: &EntryId| incident.timeline.iter().position(|e| e.id == *id);
    order::sort_by_key(&mut found, |(entry, _)| place(entry));
    found
}

/// What the newest word gives away together with those before it, and what is owed by `now`.
pub fn newest(incident: &Incident, cadence: Cadence<'_>, now: DateTime<Utc>) -> Vec<Finding> {
    let last = incident.last_word().map(|word| word.id);
    let all = history(incident, cadence, now).into_iter();
    all.filter(|(entry, _)| Some(*entry) == last)
        .map(|(_, found)| found)
        .collect()
}

const REPORT: &str = "tell it with `vocero review --final`, say where it is with `vocero update \
                      --report URL`, or give a new day: `vocero update --follow-up \"in 3 days\"`";

/// What is wrong with a promise that was not kept, unless whoever spoke too late said so.
fn broken(incident: &Incident, promise: &Promise) -> Option<(EntryId, Finding)> {
    let entry = |id: EntryId| incident.timeline.iter().find(|e| e.id == id);
    let (name, key) = match promise.fact {
        TimeFact::Estimate => ("the end", "estimate"),
        TimeFact::FollowUp => ("the report", "follow_up"),
        _ => ("an update", "next_update"),
    };
    let due = moment(promise.due);
    let late = match promise.fate {
        Fate::Missed(late) | Fate::Late(late) => plain::duration(late),
        Fate::Kept | Fate::Moved | Fate::Open => return None,
    };
    let mut level = Level::Error;
    let (about, what) = match promise.fate {
        Fate::Kept | Fate::Moved | Fate::Open => return None,
        Fate::Missed(_) => {
            let what =
                format!("{name} was promised by {due}, {late} ago, and nothing was said since");
            (incident.last_word()?.id, what)
        }
        Fate::Late(span) => {
            let answer = entry(promise.answered_by?)?;
            // A late update says so by itself, and so do planned work that takes longer and the word
            // after a repair time that customers counted on.
            let planned = type_at(incident, answer) == IncidentType::Maintenance;
            let told = || {
                let then = incident.as_of(answer.id)?;
                let state = then.in_force.state();
                let waits = matches!(state, State::Investigating | State::Identified);
                let told = then.awaited(Some(answer.id)).filter(|_| waits);
                told.map(|(end, _)| end)
            };
            let says_so = match promise.fact {
                TimeFact::NextUpdate => !answer.waived.contains_key(Promise::BROKEN),
                TimeFact::Estimate => planned || told() == Some(promise.due),
                _ => false,
            };
            if says_so || texts(answer).any(|text| plain::says_one_of(text, OWNS_UP)) {
                return None;
            }
            // An end may be told long after it came.
            let told = answer.at == promise.due + span;
            let came = if told { "the word" } else { "it" };
            // That it is over is the news that everybody waited for, and its own sentence.
            if answer.kind == Kind::Resolved || answer.facts.state.is_some_and(State::is_over) {
                level = Level::Warning;
            }
            let what = format!("{name} was promised by {due}; {came} came {late} later");
            (answer.id, what)
        }
    };
    let mut found = finding(Promise::BROKEN, level, Place::Field(key), what);
    if promise.fact == TimeFact::FollowUp {
        // It may have been published where no log sees it.
        found.level = Level::Warning;
        REPORT.clone_into(&mut found.help);
    }
    Some((about, found))
}

/// Where an open incident fell silent for longer than the cadence without having promised a time:
/// promises are judged by themselves.
fn silences(
    incident: &Incident,
    cadence: Cadence<'_>,
    now: DateTime<Utc>,
) -> Vec<(EntryId, Finding)> {
    let mut found = Vec::new();
    let mut in_force = InForce::default();
    let mut rest = incident.timeline.iter();
    while let Some(entry) = rest.next() {
        in_force.apply(entry);
        let waits = in_force.state().is_over() || in_force.state() == State::Scheduled;
        if !entry.kind.is_public() || waits || entry.facts.time(TimeFact::NextUpdate).is_some() {
            continue;
        }
        let next = rest.clone().find(|e| e.kind.is_public());
        let silent = next.map_or(now, |next| next.at) - entry.at;
        let usual = cadence(in_force.severity(), in_force.state());
        // Once more the cadence: who promised nothing is not held to the minute.
        if silent <= usual * 2 {
            continue;
        }
        let what = format!(
            "nothing was said for {} after {}; the cadence is {}",
            plain::duration(silent),
            moment(entry.at),
            plain::duration(usual)
        );
        let about = next.unwrap_or(entry).id;
        found.push((
            about,
            finding("long-silence", Level::Warning, Place::Incident, what),
        ));
    }
    found
}

fn type_at(incident: &Incident, entry: &Entry) -> IncidentType {
    incident
        .as_of(entry.id)
        .map_or(IncidentType::Incident, |then| then.in_force.kind_of())
}

/// The texts that an entry states for readers, in every locale.
fn texts(entry: &Entry) -> impl Iterator<Item = &str> {
    let all = entry.facts.texts.values();
    all.flat_map(|text| text.iter().map(|(_, words)| words))
}

fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// Whether two moments differ by more than readers would call the same.
fn differ(one: DateTime<Utc>, other: DateTime<Utc>) -> bool {
    (one - other).abs() > TimeDelta::minutes(5)
}
