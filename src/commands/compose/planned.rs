//! Planned work: who answers for its end, what may be called off, and what takes place after all.

use chrono::{DateTime, Utc};

use crate::commands::write::Job;
use crate::domain::entry::Kind;
use crate::domain::fact::{FactName, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::incident::{InForce, Incident};
use crate::domain::words::{IncidentType, State};
use crate::failure::Failure;

/// Whoever schedules the work answers for its end.
pub(super) fn answer_for_the_end(job: &Job<'_>, facts: &mut Facts, by: Option<&str>) {
    let plans = job.schedules
        || *job.kind == Kind::Declared && facts.kind_of == Some(IncidentType::Maintenance);
    let announced = plans && facts.times.contains_key(&TimeFact::Estimate);
    if announced && facts.confirmed_by.is_none() {
        facts.confirmed_by = Some(by.unwrap_or("the schedule").to_owned());
    }
}

/// The next word was promised for the beginning of the work: it comes when that does.
pub(super) fn promise_moves_along(
    facts: &mut Facts,
    clear: &[FactName],
    before: &InForce,
    at: DateTime<Utc>,
) {
    let told = |fact| before.facts.time(fact);
    let next = told(TimeFact::NextUpdate);
    let along = next.is_some() && next == told(TimeFact::Started);
    let begins = facts.time(TimeFact::Started).filter(|begins| *begins > at);
    if let Some(begins) = begins.filter(|_| along)
        && !clear.contains(&FactName::Time(TimeFact::NextUpdate))
    {
        facts.times.entry(TimeFact::NextUpdate).or_insert(begins);
    }
}

/// Refuses to call off what has begun, or never had a beginning.
pub(super) fn may_be_cancelled(
    incident: &Incident,
    before: &InForce,
    at: DateTime<Utc>,
) -> Result<(), Failure> {
    let id = &incident.id;
    let state = before.state();
    let begun = |since: String| {
        Failure::usage(format!("`--cancel`: {since}; it can only end")).hint(format!(
            "say that it is over with `vocero schedule {id} --state completed`"
        ))
    };
    match before.facts.time(TimeFact::Started) {
        _ if before.is_cancelled() => Err(Failure::usage("`--cancel`: it is called off already")),
        _ if state.is_over() => Err(Failure::usage("`--cancel`: the work is over already")),
        _ if state != State::Scheduled => Err(begun(format!("the work is `{state}`"))),
        Some(started) if started <= at => Err(begun(format!(
            "the work was to begin at {}",
            started.format("%Y-%m-%d %H:%M UTC")
        ))),
        Some(_) => Ok(()),
        None => Err(
            Failure::usage("`--cancel`: no beginning was announced").hint(format!(
                "say when it was to begin with `vocero schedule {id} --from TIME`"
            )),
        ),
    }
}

/// Work that was called off takes place after all once it has another beginning. The one it was called
/// off from is no beginning of it, unless it still lies ahead.
pub(super) fn take_up(
    facts: &mut Facts,
    before: &InForce,
    at: DateTime<Utc>,
    id: &str,
) -> Result<(), Failure> {
    if !before.is_cancelled() {
        return Ok(());
    }
    let begins = facts.time(TimeFact::Started);
    if facts.state.is_none() && begins.is_some_and(|begins| begins > at) {
        facts.state = Some(State::Scheduled);
    }
    let waits = facts.state == Some(State::Scheduled);
    let planned = before.facts.time(TimeFact::Started);
    let planned = planned.filter(|planned| waits && *planned > at);
    match facts.state {
        Some(state) if !state.is_over() && begins.or(planned).is_none() => Err(Failure::usage(
            format!(
                "`--state`: the work was called off, and nobody said when it is `{state}` after all"
            ),
        )
        .hint(format!(
            "name its times with `vocero schedule {id} --state {state} --from TIME --until TIME`"
        ))),
        _ => Ok(()),
    }
}
