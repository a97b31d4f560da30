//! Who was told that something is wrong, and not that it is over.
//!
//! Only what the log says was told counts (`told`): whoever heard of a word while it was open, and of
//! none since the end, still believes in the outage. It is judged once there was time to tell them,
//! counted from the newest word, which is the one that they have to hear.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::facts::{Cadence, finding};
use super::super::finding::{Finding, Level, Place};
use super::super::plain;
use crate::domain::client::DAILY;
use crate::domain::entry::Kind;
use crate::domain::incident::{InForce, Incident};
use crate::domain::words::{Severity, State};

/// Somebody who was told, and what they know.
struct Party<'a> {
    name: &'a str,
    /// Whether this is a client rather than a channel that everybody reads.
    client: bool,
    /// Whether they get the daily report.
    daily: bool,
    /// Whether the last word that they heard was one of something open.
    waits: bool,
}

/// Says who still waits for the end at `now`, once they should have heard it.
pub(super) fn left_open(
    incident: &Incident,
    cadence: Cadence<'_>,
    now: DateTime<Utc>,
) -> Option<Finding> {
    let state = incident.in_force.state();
    let over = incident.last_word().filter(|_| state.is_over())?.at;
    let severity = incident.in_force.severity();
    let soon = cadence(severity, State::Identified);
    let names: Vec<&str> = parties(incident)
        .into_iter()
        .filter(|party| {
            // What was minor is told in the report of the day.
            let report = party.client && (party.daily || severity == Severity::Minor);
            let within = if report { TimeDelta::days(1) } else { soon };
            party.waits && now - over > within
        })
        .map(|party| party.name)
        .collect();
    if names.is_empty() {
        return None;
    }
    let what = format!(
        "for {} nobody has told `{}` that it is over",
        plain::duration(now - over),
        names.join("`, `")
    );
    let place = Place::Incident;
    let mut found = finding("channel-left-open", Level::Error, place, what);
    if let [name] = names.as_slice() {
        let command = format!("vocero told \"{name}\"");
        found.help = found.help.replace("vocero told NAME", &command);
    }
    Some(found)
}

/// Everybody who was told something, in the order in which they first heard of it.
fn parties(incident: &Incident) -> Vec<Party<'_>> {
    let mut parties: Vec<Party<'_>> = Vec::new();
    let mut in_force = InForce::default();
    for entry in &incident.timeline {
        in_force.apply(entry);
        let told = &entry.facts.internal.told;
        let Some(name) = told.to.as_deref().filter(|_| entry.kind == Kind::Told) else {
            continue;
        };
        let waits = !in_force.state().is_over();
        let way = told.how.as_deref();
        let known = |party: &&mut Party<'_>| party.name.to_lowercase() == name.to_lowercase();
        if let Some(party) = parties.iter_mut().find(known) {
            party.waits = waits;
            party.daily |= way == Some(DAILY);
        } else {
            parties.push(Party {
                name,
                client: way.is_some_and(|way| way != name),
                daily: way == Some(DAILY),
                waits,
            });
        }
    }
    parties
}
