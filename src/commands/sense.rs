//! What must not be saved, however well it is formed: times that contradict each other.

use chrono::{DateTime, Duration, Utc};

use super::door::Named;
use crate::domain::fact::{FactName, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::incident::InForce;
use crate::domain::words::{IncidentType, State};
use crate::failure::Failure;

/// Beyond a year a time is a slip of the finger, not a promise.
const FARTHEST: Duration = Duration::days(366);

/// How moments are written in what is said about them.
const MOMENT: &str = "%Y-%m-%d %H:%M UTC";

/// Refuses what contradicts itself or what is known; `named` says which flags times came with, and
/// `clear` what is withdrawn. `at` is when it is said, and `first` when the first word was.
pub fn contradicts_nothing(
    facts: &Facts,
    clear: &[FactName],
    before: Option<&InForce>,
    (at, first): (DateTime<Utc>, Option<DateTime<Utc>>),
    named: Named,
) -> Result<(), Failure> {
    let mut problems = Vec::new();
    let known = |fact| {
        facts
            .time(fact)
            .or_else(|| before.and_then(|b| b.facts.time(fact)))
    };
    let kind_of = facts
        .kind_of
        .or_else(|| before.map(InForce::kind_of))
        .unwrap_or(IncidentType::Incident);
    let planned = kind_of == IncidentType::Maintenance;
    let state = facts.state.or_else(|| before.map(InForce::state));
    if let Some(state) = state.filter(|state| state.is_maintenance() != planned) {
        let flag = if facts.state.is_some() {
            "--state"
        } else {
            "--type"
        };
        problems.push(format!(
            "`{flag}`: `{state}` is no state of type `{kind_of}`; give both"
        ));
    }
    let early = facts
        .time(TimeFact::Started)
        .filter(|started| *started > at && !planned);
    if early.is_some() {
        problems.push("`--started` lies after the entry itself; give the time it began".to_owned());
    }
    if facts.time(TimeFact::Ended).is_some_and(|ended| ended > at) {
        problems.push("`--ended` lies after the entry itself; say it when it is over".to_owned());
    }
    let moved = [TimeFact::Started, TimeFact::Ended]
        .iter()
        .any(|f| facts.times.contains_key(f));
    // Work that is called off ends before it was to begin.
    let cancelled = before.is_some_and(InForce::is_cancelled)
        || known(TimeFact::Started).is_some_and(|started| started > at);
    let cancelled = cancelled
        && planned
        && state.is_some_and(State::is_over)
        && !facts.times.contains_key(&TimeFact::Started);
    // What is open again has no end.
    let ends = facts.times.contains_key(&TimeFact::Ended) || state.is_none_or(State::is_over);
    let moved = moved && ends;
    if let (true, Some(started), Some(ended)) =
        (moved, known(TimeFact::Started), known(TimeFact::Ended))
        && ended < started
        && !cancelled
    {
        problems.push(format!(
            "`--ended` ({}) lies before it started ({})",
            ended.format(MOMENT),
            started.format(MOMENT)
        ));
    }
    // A time of day without its day lies in the past: `13:00`, said at noon, was yesterday.
    if let (Some(ended), Some(first), None) =
        (facts.time(TimeFact::Ended), first, known(TimeFact::Started))
        && ended < first
    {
        problems.push(format!(
            "`--ended` ({}) lies before the first word ({}), and nobody said when it started; give \
             the day with it, or `--started` too",
            ended.format(MOMENT),
            first.format(MOMENT)
        ));
    }
    if planned && state.is_none_or(|state| !state.is_over()) {
        problems.extend(backward(facts, clear, before, at, named));
    }
    // A promise to speak when the work begins is as far away as its beginning.
    let begins = facts.time(TimeFact::Started).filter(|_| named.from);
    let beginning = named.from.then_some(TimeFact::Started);
    let promises = [TimeFact::NextUpdate, TimeFact::Estimate, TimeFact::FollowUp];
    for fact in beginning.into_iter().chain(promises) {
        if facts
            .time(fact)
            .filter(|moment| fact != TimeFact::NextUpdate || begins != Some(*moment))
            .is_some_and(|moment| moment > at + FARTHEST)
        {
            let flag = named.flag(fact);
            problems.push(format!("`--{flag}` lies more than a year ahead"));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Failure::problems(problems))
    }
}

/// What is wrong with planned work that would be done before it begins.
fn backward(
    facts: &Facts,
    clear: &[FactName],
    before: Option<&InForce>,
    at: DateTime<Utc>,
    named: Named,
) -> Option<String> {
    let moved = [TimeFact::Started, TimeFact::Estimate]
        .iter()
        .any(|fact| facts.times.contains_key(fact));
    let held = |fact| {
        let held = before?.facts.time(fact)?;
        // An end that has passed is in force no more.
        let lapsed = fact == TimeFact::Estimate && held <= at;
        (!lapsed && !clear.contains(&FactName::Time(fact))).then_some(held)
    };
    let begins = facts
        .time(TimeFact::Started)
        .or_else(|| held(TimeFact::Started))?;
    let ends = facts
        .time(TimeFact::Estimate)
        .or_else(|| held(TimeFact::Estimate))?;
    // Either both times are told by the flags of planned work, or none is.
    let (from, until) = if named.from || named.until {
        ("from", "until")
    } else {
        ("started", "estimate")
    };
    (moved && ends <= begins).then(|| {
        format!(
            "the end, `--{until}` ({}), does not lie after the beginning, `--{from}` ({}); name a \
             later end with `--{until}`",
            ends.format(MOMENT),
            begins.format(MOMENT)
        )
    })
}
