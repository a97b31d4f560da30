//! What must not be saved, however well it is formed: times that contradict each other, and secrets.

use chrono::{DateTime, Utc};

use crate::check::secrets::secrets;
use crate::domain::fact::TimeFact;
use crate::domain::facts::Facts;
use crate::domain::incident::InForce;
use crate::domain::words::IncidentType;
use crate::failure::Failure;

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
    if let Some(state) = facts
        .state
        .filter(|state| state.is_maintenance() != planned)
    {
        problems.push(format!(
            "`--state`: `{state}` is no state of type `{kind_of}`"
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
    if let (Some(started), Some(ended)) = (known(TimeFact::Started), facts.time(TimeFact::Ended))
        && ended < started
    {
        problems.push(format!(
            "`--ended` ({}) lies before it started ({})",
            ended.format("%Y-%m-%d %H:%M UTC"),
            started.format("%Y-%m-%d %H:%M UTC")
        ));
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
    let mut problems = Vec::new();
    for (place, text) in texts.chain(inside).chain(links) {
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
