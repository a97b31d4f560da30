//! What must not be saved, however well it is formed: times that contradict each other, and secrets.

use chrono::{DateTime, Duration, Utc};

use crate::check::secrets::secrets;
use crate::domain::fact::TimeFact;
use crate::domain::facts::Facts;
use crate::domain::incident::InForce;
use crate::domain::words::IncidentType;
use crate::failure::Failure;

/// Beyond a year a time is a slip of the finger, not a promise.
const FARTHEST: Duration = Duration::days(366);

/// Refuses what contradicts itself or what is known.
pub fn contradicts_nothing(
    facts: &Facts,
    before: Option<&InForce>,
    at: DateTime<Utc>,
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
    if let (true, Some(started), Some(ended)) =
        (moved, known(TimeFact::Started), known(TimeFact::Ended))
        && ended < started
    {
        problems.push(format!(
            "`--ended` ({}) lies before it started ({})",
            ended.format("%Y-%m-%d %H:%M UTC"),
            started.format("%Y-%m-%d %H:%M UTC")
        ));
    }
    for fact in [TimeFact::NextUpdate, TimeFact::Estimate, TimeFact::FollowUp] {
        if facts
            .time(fact)
            .is_some_and(|moment| moment > at + FARTHEST)
        {
            problems.push(format!("`--{}` lies more than a year ahead", fact.flag()));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(Failure::problems(problems))
    }
}

/// Refuses a text with a secret in it, whoever it is for: a log is kept for years and read by many.
pub fn holds_no_secret(facts: &Facts) -> Result<(), Failure> {
    let texts = facts.texts.iter().flat_map(|(fact, text)| {
        text.iter()
            .map(move |(locale, words)| (format!("{} ({locale})", fact.flag()), words))
    });
    let internal = &facts.internal;
    let inside = [
        ("cause", &internal.cause),
        ("people", &internal.people),
        ("note", &internal.note),
        ("confirmed-by", &facts.confirmed_by),
    ];
    let inside = inside
        .into_iter()
        .filter_map(|(name, text)| Some((name.to_owned(), text.as_deref()?)));
    let links = internal
        .links
        .iter()
        .map(|link| ("link".to_owned(), link.as_str()));
    let components = facts
        .components
        .keys()
        .map(|name| ("component".to_owned(), name.as_str()));
    let mut problems = Vec::new();
    for (place, text) in components.chain(texts).chain(inside).chain(links) {
        for secret in secrets(text) {
            problems.push(format!(
                "`{place}` holds a {}: `{}`",
                secret.kind,
                secret.redacted(text)
            ));
        }
    }
    if problems.is_empty() {
        return Ok(());
    }
    Err(Failure::problems(problems)
        .hint("take it out, and make it worthless now: whoever saw it may have kept it"))
}
