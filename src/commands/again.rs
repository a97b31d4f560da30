//! An entry that is said once more, by its id: it is in the log, so nothing changes; other facts under the
//! same id are refused. And clocks that contradict each other.

use chrono::{DateTime, Utc};

use super::compose::Said;
use super::door::Typed;
use super::fact_args::EntryArgs;
use super::session::Session;
use super::show::clock;
use super::write::Job;
use crate::domain::entry::{Entry, Kind};
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::incident::Incident;
use crate::domain::measure::{Agreed, Status};
use crate::failure::Failure;
use crate::log::{self, Log};
use crate::text::list::and_ticked;
use crate::text::time;
use crate::text::zone::Zone;

/// The entry that is said once more, by its id; none if it is new, or is not what `job` says.
pub fn stored(
    log: &Log,
    entry: &EntryArgs,
    job: Option<&Job<'_>>,
) -> Result<Option<Entry>, anyhow::Error> {
    let id = entry.id.as_deref().and_then(|id| id.parse().ok());
    let stored = id.map(|id| log.entry(id)).transpose()?.flatten();
    Ok(stored.filter(|stored| {
        job.is_none_or(|job| {
            let about = job.incident;
            stored.kind == *job.kind && about.is_none_or(|about| about.id == stored.incident)
        })
    }))
}

/// The incident as it was right before an entry that is said once more; none before the first.
pub fn before(incident: Option<&Incident>, stored: Option<&Entry>) -> Option<Incident> {
    let (incident, stored) = incident.zip(stored)?;
    let place = incident.timeline.iter().position(|e| e.id == stored.id)?;
    incident.as_of(incident.timeline.get(place.checked_sub(1)?)?.id)
}

/// Refuses what the stored entry does not say, and names it. A time that was typed without its day can be
/// another moment with every run: of such a difference alone a warning tells. `at` is when it is said to
/// have happened, if that was given.
pub fn says_the_same(
    session: &Session,
    job: &Job<'_>,
    at: Option<DateTime<Utc>>,
    said: &Said,
    stored: &Entry,
    fresh: &Log,
) -> Result<(), anyhow::Error> {
    let mut typed = job.facts.clone();
    let mut given = stored.clone();
    given.facts = said.facts.clone();
    let mut keys = Vec::new();
    let is_loose = |word: Option<&String>| word.is_some_and(|word| !word.contains('-'));
    let then = fresh.incident(&stored.incident)?;
    let then = then.and_then(|incident| incident.as_of(stored.id));
    let is_there = |agreed: &Agreed| {
        then.as_ref()
            .is_some_and(|then| is_agreed(agreed, stored, &then.timeline))
    };
    let cancels = |then: &Incident| then.in_force.is_cancelled();
    let differs = [
        (
            "clear",
            !said.clear.iter().all(|name| stored.clear.contains(name)),
        ),
        (
            "corrects",
            said.corrects.is_some() && said.corrects != stored.corrects,
        ),
        ("cancel", job.cancels && !then.as_ref().is_some_and(cancels)),
        ("measure", !said.measures.iter().all(is_there)),
    ];
    for (key, differs) in differs {
        if differs {
            keys.push(key);
        }
    }
    let mut refused = !keys.is_empty();
    if let Some(at) = at.filter(|at| *at != stored.at) {
        keys.push("at");
        // What lay ahead by what two clocks may differ was taken for now, and may be the same.
        let ahead = at > stored.at && at <= stored.at + time::SLACK;
        refused |= !ahead && !is_loose(job.entry.at.as_ref());
    }
    log::compare(&given, stored, &mut |key, given, own| {
        keys.push(key);
        let word = match key.trim_start_matches("internal.") {
            "until" => typed.aside.until.as_ref(),
            "due" => typed.aside.due.as_ref(),
            key => typed.slot(key).and_then(|slot| slot.as_ref()),
        };
        refused |= !is_loose(word) || own.is_empty() || !given.ends_with("Z\n");
    });
    if keys.is_empty() {
        return Ok(());
    }
    let told = format!(
        "`--id`: the entry `{}` is saved and says something else for {}",
        stored.id,
        and_ticked(&keys)
    );
    if refused {
        return Err(Failure::usage(told)
            .hint(
                "give each entry an id of its own; the same one is for saying the same thing again",
            )
            .into());
    }
    session.ui.warn(&told);
    Ok(())
}

/// Whether a measure was agreed on with the review: it was saved with it, as of the same moment.
fn is_agreed(agreed: &Agreed, review: &Entry, timeline: &[Entry]) -> bool {
    timeline.iter().any(|entry| {
        let step = &entry.facts.internal.step;
        entry.kind == Kind::Measured
            && entry.at == review.at
            && step.status == Some(Status::Open)
            && entry.facts.text(TextFact::What) == Some(&agreed.what)
            && step.owner.as_ref() == Some(&agreed.owner)
            && step.aim == Some(agreed.aim)
            && step.due.map(|due| due.date_naive()) == Some(agreed.due.date_naive())
    })
}

/// Says what is odd about times: the newest entry lies ahead of the clock of this machine, a promise is
/// over when it is said. Of what is said `again` the promise was told in time.
pub fn told_of_times(session: &Session, job: &Job<'_>, typed: &Typed, zone: Zone, again: bool) {
    for remark in &typed.remarks {
        session.ui.warn(remark);
    }
    let now = session.now;
    let newest = job.incident.and_then(Incident::newest_at);
    if let Some(newest) = newest.filter(|newest| *newest > now + time::SLACK) {
        session.ui.warn(&format!(
            "the newest entry is from {}, {} minutes ahead of the clock of this machine: one of the two \
             clocks is wrong",
            clock(newest, zone, now),
            (newest - now).num_minutes()
        ));
    }
    let promise = typed.facts.time(TimeFact::NextUpdate);
    if let Some(promise) = promise.filter(|promise| *promise <= now && !again) {
        session.ui.warn(&format!(
            "the promise of `--next-update` is over already: {}",
            clock(promise, zone, now)
        ));
    }
}
