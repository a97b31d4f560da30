//! From what was said to the entry that is saved: what follows from it is filled in, what was
//! known already falls away, and what makes no sense is refused.

mod planned;

use chrono::{DateTime, Utc};

use self::planned::{answer_for_the_end, may_be_cancelled, take_up};
use super::write::Job;
use super::{agree, sense};
use crate::domain::entry::{Entry, EntryId, Kind, VIA, Waived};
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::facts::{Facts, Internal};
use crate::domain::incident::{InForce, Incident};
use crate::domain::locale::Locale;
use crate::domain::measure::Agreed;
use crate::domain::review;
use crate::domain::words::{ComponentStatus, IncidentType, State};
use crate::failure::Failure;
use crate::order;
use crate::text::list::and_ticked;
use crate::text::slug::slug;
use crate::text::time;

/// What was said, by flags or in the interview.
#[derive(Debug, Clone, Default)]
pub struct Said {
    pub facts: Facts,
    pub clear: Vec<FactName>,
    pub corrects: Option<EntryId>,
    /// What is let be, and why.
    pub waived: Waived,
    /// What a review agrees on.
    pub measures: Vec<Agreed>,
}

/// The most characters of an incident's id, the date included; a collision adds `-2`.
pub const ID_LIMIT: usize = 40;

/// When the entry is said: as asked for, or now; never before what the incident already holds.
pub fn moment(
    given: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    incident: Option<&Incident>,
) -> Result<DateTime<Utc>, Failure> {
    match given {
        Some(at) if at > now + time::SLACK => Err(Failure::usage("`--at` lies in the future")
            .hint("an entry can be backdated, but not be said before its time")),
        Some(at) if at < now => Ok(at),
        _ => {
            let newest = incident.and_then(|incident| newest(incident, now));
            Ok(now.max(newest.unwrap_or(now)))
        }
    }
}

/// When the newest entry happened, but for those that lie ahead of the clock of this machine and that
/// customers never heard: nothing needs to stand behind what somebody noted by another clock.
pub fn newest(incident: &Incident, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let latest = now + time::SLACK;
    let timeline = incident.timeline.iter();
    let counted = timeline.filter(|e| e.at <= latest || e.kind.is_public());
    counted.map(|e| e.at).max()
}

/// Names the flags without which this cannot be said, as they are typed.
pub fn missing(job: &Job<'_>, said: &Said) -> Vec<&'static str> {
    let facts = &said.facts;
    let planned = [
        ("--title", facts.text(TextFact::Title).is_some()),
        ("--impact", facts.text(TextFact::Impact).is_some()),
        ("--from", facts.time(TimeFact::Started).is_some()),
        ("--until", facts.time(TimeFact::Estimate).is_some()),
    ];
    let broken = [
        ("--title", facts.text(TextFact::Title).is_some()),
        ("--severity", facts.severity.is_some()),
        ("--impact", facts.text(TextFact::Impact).is_some()),
        ("--next-update", facts.time(TimeFact::NextUpdate).is_some()),
    ];
    let needed = if job.schedules { planned } else { broken };
    let needed = needed
        .into_iter()
        .filter(|(_, stated)| *job.kind == Kind::Declared && !stated);
    needed.map(|(flag, _)| flag).collect()
}

/// Composes the entry; its id and, for a new incident, the incident's id are settled at saving. What
/// follows from the time follows from that of this machine, if somebody's clock was ahead of it.
pub fn entry(
    job: &Job<'_>,
    said: &Said,
    (at, now): (DateTime<Utc>, DateTime<Utc>),
    id: EntryId,
    locale: &Locale,
    by: Option<String>,
) -> Result<Entry, Failure> {
    let earlier = job.incident.map(|incident| {
        let earlier = incident.timeline.iter().filter(|e| e.at <= at);
        Incident::from_entries(incident.id.clone(), earlier.cloned().collect())
    });
    let before = earlier.as_ref().map(|earlier| &earlier.in_force);
    let repair = earlier.as_ref().and_then(|e| e.awaited(None));
    if let (Some(incident), true) = (job.incident, job.kind.is_public()) {
        let first = incident.public().next().map(|e| e.at);
        if let Some(first) = first.filter(|first| at < *first) {
            let first = first.format("%Y-%m-%d %H:%M UTC");
            return Err(Failure::usage(format!(
                "`--at` lies before the first word, which was said at {first}"
            ))
            .hint("note what happened before it with `vocero note TEXT --at TIME`"));
        }
    }
    let mut facts = said.facts.clone();
    let mut clear = said.clear.clone();
    order::sort(&mut clear);
    clear.dedup();
    let mut corrects = None;
    match (&job.kind, job.incident, before) {
        (Kind::Declared, ..) => open(&mut facts),
        (Kind::Updated, Some(incident), Some(before)) => {
            something_said(&facts, &clear, incident, before)?;
            // A plan stands by itself, and what comes back may take longer than was thought.
            if before.kind_of() != IncidentType::Maintenance && !before.state().is_over() {
                carry(
                    &mut facts,
                    &clear,
                    before,
                    repair,
                    at.min(now),
                    TimeFact::Estimate,
                );
            }
        }
        (Kind::Resolved, Some(incident), Some(before)) => {
            let end = State::last(facts.kind_of.unwrap_or_else(|| before.kind_of()));
            if let Some(state) = facts.state.filter(|state| *state != end) {
                return Err(Failure::usage(format!("`--state`: `{state}` is no end"))
                    .hint("leave it out, or say where it stands with `vocero update`"));
            }
            facts.state = Some(end);
            if job.cancels {
                may_be_cancelled(incident, before, at)?;
            }
        }
        (Kind::Drafted | Kind::Reviewed, Some(incident), Some(before)) => {
            agree::looked_back(job.kind, said, incident, before)?;
        }
        (Kind::Corrected, Some(incident), Some(before)) => {
            corrects = Some(corrected(&facts, &clear, said.corrects, incident, before)?);
            planned::promise_moves_along(&mut facts, &clear, before, at);
            // Where it turns out to be over, nothing more is owed.
            let over = facts.state.is_some_and(State::is_over);
            for fact in [TimeFact::NextUpdate, TimeFact::Estimate] {
                if !over {
                    carry(&mut facts, &clear, before, repair, at.min(now), fact);
                }
            }
        }
        _ => {}
    }
    if let (Some(incident), Some(before)) = (job.incident, before) {
        take_up(&mut facts, before, at, &incident.id)?;
    }
    begin(&mut facts, before, at.min(now));
    let over = facts.state.is_some_and(State::is_over);
    if over && before.is_none_or(|b| !b.state().is_over()) {
        close(&mut facts, before, at.min(now));
    }
    answer_for_the_end(job, &mut facts, by.as_deref());
    let first = job.incident.and_then(|incident| incident.public().next());
    let first = first.map(|entry| entry.at);
    sense::contradicts_nothing(&facts, &clear, before, (at, first), job.named)?;
    let entry = Entry {
        id,
        at,
        by,
        via: Some(VIA.to_owned()),
        incident: job
            .incident
            .map_or_else(|| new_id(&facts, at, locale), |i| i.id.clone()),
        kind: job.kind.clone(),
        corrects,
        locale: locale.clone(),
        facts,
        clear,
        waived: said.waived.clone(),
    };
    // The final review says itself everything that was drafted.
    let draft = before.and_then(|before| before.draft.as_ref());
    Ok(match job.kind {
        Kind::Reviewed => review::published(&entry, draft),
        _ => entry,
    })
}

fn open(facts: &mut Facts) {
    let kind_of = *facts.kind_of.get_or_insert(IncidentType::Incident);
    facts.state.get_or_insert(State::first(kind_of));
}

/// The id of a new incident: the day it was declared (UTC) and the words of its title, as those who
/// keep the log know it.
fn new_id(facts: &Facts, at: DateTime<Utc>, locale: &Locale) -> String {
    let title = facts
        .text(TextFact::Title)
        .and_then(|t| t.for_reader(locale, locale))
        .map_or("", |(text, _)| text);
    id_of(at, title)
}

/// The id of an incident that was first told then, under this title.
pub fn id_of(at: DateTime<Utc>, title: &str) -> String {
    let day = at.format("%Y-%m-%d");
    format!("{day}-{}", slug(title, ID_LIMIT - "2026-11-21-".len()))
}

/// Refuses an update that states nothing for customers. One that repeats what holds is a word too: it
/// says that nothing has changed.
fn something_said(
    facts: &Facts,
    clear: &[FactName],
    incident: &Incident,
    before: &InForce,
) -> Result<(), Failure> {
    let public = Facts {
        internal: Internal::default(),
        ..facts.clone()
    };
    if !public.is_empty() || !clear.is_empty() {
        return Ok(());
    }
    let id = &incident.id;
    if !facts.internal.is_empty() {
        return Err(Failure::usage(
            "an update with facts for the team alone would tell customers nothing",
        )
        .hint(format!("note them with `vocero note TEXT {id}`")));
    }
    let failure = Failure::usage("there is nothing to say: no fact is given");
    Err(if before.state().is_over() {
        failure.hint("state at least one fact, such as `--action TEXT`")
    } else {
        failure.hint(format!(
            "to say that there is no news yet, use `vocero update {id} --next-update 30m`"
        ))
    })
}

/// The entry that a correction is about.
fn corrected(
    facts: &Facts,
    clear: &[FactName],
    named: Option<EntryId>,
    incident: &Incident,
    before: &InForce,
) -> Result<EntryId, Failure> {
    let lapsing = |name: &FactName| *name == FactName::Time(TimeFact::NextUpdate);
    let stated = FactName::clearable().chain([FactName::Text(TextFact::Title)]);
    let mut names: Vec<_> = stated
        .filter(|name| facts.states(name) && !lapsing(name))
        .collect();
    names.extend(clear.iter().cloned());
    let words = facts.severity.is_some() || facts.state.is_some() || facts.kind_of.is_some();
    if names.is_empty() && !words {
        return Err(
            Failure::usage("nothing is corrected: no fact is given").hint(
                "state what holds, such as `--scope TEXT`, or withdraw a fact with `--clear FACT`",
            ),
        );
    }
    let mut news = before.news(facts);
    news.withdraw(&FactName::Time(TimeFact::NextUpdate));
    if news.is_empty() && clear.is_empty() {
        return Err(Failure::usage(
            "nothing is corrected: what is given is what was said",
        ));
    }
    if let Some(named) = named {
        return Ok(named);
    }
    let last = incident
        .last_stating(&names)
        .or_else(|| incident.last_word().filter(|_| words));
    last.map(|entry| entry.id).ok_or_else(|| {
        let keys: Vec<_> = names
            .iter()
            .map(|name| {
                // The word of the flag, which is what was typed.
                let key = name.key().replace('_', "-");
                key.trim_start_matches("internal.").to_owned()
            })
            .collect();
        Failure::usage(format!(
            "nothing was said about {} so far, so nothing can be corrected",
            and_ticked(&keys)
        ))
        .hint(format!("say it with `vocero update {}`", incident.id))
    })
}

/// A promise that stands and would lapse is said again, with who confirmed it.
fn carry(
    facts: &mut Facts,
    clear: &[FactName],
    before: &InForce,
    repair: Option<(DateTime<Utc>, &str)>,
    at: DateTime<Utc>,
    fact: TimeFact,
) {
    let name = FactName::Time(fact);
    let who = before.confirmed.get(&name).map(String::as_str);
    let mut stands = before.facts.time(fact).zip(Some(who));
    if fact == TimeFact::Estimate && before.kind_of() != IncidentType::Maintenance {
        let state = facts.state.unwrap_or_else(|| before.state());
        // What should work again by now is not awaited any more.
        let waits = matches!(state, State::Investigating | State::Identified);
        stands = repair.filter(|_| waits).map(|(end, who)| (end, Some(who)));
    }
    let stands = stands.filter(|(moment, _)| *moment > at);
    let (Some((moment, who)), false) = (stands, facts.states(&name) || clear.contains(&name))
    else {
        return;
    };
    if fact == TimeFact::Estimate {
        // The name confirms everything in an entry that can be confirmed: it must not be
        // lent to what somebody else, or nobody, has checked.
        let Some(who) = who else {
            return;
        };
        let claims = facts.data.is_some() || facts.texts.contains_key(&TextFact::Offer);
        if claims && facts.confirmed_by.as_deref() != Some(who) {
            return;
        }
        facts.confirmed_by.get_or_insert_with(|| who.to_owned());
    }
    facts.times.insert(fact, moment);
}

/// Planned work that has begun, whatever the plan was, began at the latest when that is said. Work
/// that is over before it began has been called off, and keeps the beginning it was planned for.
fn begin(facts: &mut Facts, before: Option<&InForce>, at: DateTime<Utc>) {
    let begun = |state: &State| matches!(state, State::InProgress | State::Verifying);
    if !facts.state.as_ref().is_some_and(begun) || facts.times.contains_key(&TimeFact::Started) {
        return;
    }
    let planned = before.and_then(|b| b.facts.time(TimeFact::Started));
    if planned.is_some_and(|planned| planned > at) {
        facts.times.insert(TimeFact::Started, at);
    }
}

/// What follows from the end: when it was, and that components work again.
fn close(facts: &mut Facts, before: Option<&InForce>, at: DateTime<Utc>) {
    facts.times.entry(TimeFact::Ended).or_insert(at);
    let affected = before.iter().flat_map(|b| b.facts.components.iter());
    for (name, _) in affected.filter(|(_, status)| **status != ComponentStatus::Operational) {
        facts
            .components
            .entry(name.clone())
            .or_insert(ComponentStatus::Operational);
    }
}
