//! What must not be saved, however well it is formed: times that contradict each other, and secrets.

use std::fmt;

use chrono::{DateTime, Duration, Utc};

use super::door::Named;
use super::waiver;
use crate::check::secrets::secrets;
use crate::domain::entry::Entry;
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
/// `clear` what is withdrawn.
pub fn contradicts_nothing(
    facts: &Facts,
    clear: &[FactName],
    before: Option<&InForce>,
    at: DateTime<Utc>,
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

/// A secret in what is to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The flag whose text holds it, such as `impact (en)`.
    place: String,
    /// What it is, and its first characters.
    what: String,
    /// What it is known by.
    pub fingerprint: String,
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place,
            what,
            fingerprint,
        } = self;
        write!(f, "`{place}` holds a {what} (fingerprint {fingerprint})")
    }
}

/// Refuses a text with a secret in it, whoever it is for: a log is kept for years and read by many.
pub fn holds_no_secret(entry: &Entry) -> Result<(), Failure> {
    let held = secrets_in(entry);
    let Some(first) = held.first() else {
        return Ok(());
    };
    let problems = held.iter().map(Held::to_string).collect();
    let failure = Failure::problems(problems)
        .hint("take it out, and make it worthless now: whoever saw it may have kept it");
    // A note is never checked, and takes no waiver.
    Err(if entry.kind.is_public() {
        let waiver = waiver::of_secret(&first.fingerprint);
        failure.hint(format!(
            "if it is no secret, say why: `--waive \"{waiver}=REASON\"`"
        ))
    } else {
        failure
    })
}

/// The secrets in facts, and in the reasons of waivers, that nobody lets be.
pub fn secrets_in(entry: &Entry) -> Vec<Held> {
    let (facts, waived) = (&entry.facts, &entry.waived);
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
    let reasons = waived
        .iter()
        .map(|(rule, reason)| (format!("waive {rule}"), reason.as_str()));
    let mut held = Vec::new();
    let texts = components.chain(texts).chain(inside).chain(links);
    for (place, text) in texts.chain(reasons) {
        for secret in secrets(text) {
            let fingerprint = secret.fingerprint(text);
            if !waived.contains_key(&waiver::of_secret(&fingerprint)) {
                held.push(Held {
                    place: place.clone(),
                    what: format!("{}: `{}`", secret.kind, secret.redacted(text)),
                    fingerprint,
                });
            }
        }
    }
    held
}
