//! An entry that is said once more, by its id: it is in the log, so nothing changes; other facts under the
//! same id are refused. And clocks that contradict each other.

use super::compose::Said;
use super::door::Typed;
use super::fact_args::{EntryArgs, FactArgs};
use super::session::Session;
use super::show::clock;
use super::write::Job;
use crate::domain::entry::Entry;
use crate::domain::fact::TimeFact;
use crate::domain::incident::Incident;
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

/// Refuses facts that the stored entry does not say, and names them. A time that was typed without its
/// day can be another moment with every run: of such a difference alone a warning tells.
pub fn says_the_same(
    session: &Session,
    typed: &FactArgs,
    said: &Said,
    stored: &Entry,
) -> Result<(), Failure> {
    let mut typed = typed.clone();
    let mut given = stored.clone();
    given.facts = said.facts.clone();
    let mut keys = Vec::new();
    let mut refused = !said.clear.iter().all(|name| stored.clear.contains(name));
    if refused {
        keys.push("clear");
    }
    log::compare(&given, stored, &mut |key, given, own| {
        keys.push(key);
        let word = match key.trim_start_matches("internal.") {
            "until" => typed.aside.until.as_ref(),
            "due" => typed.aside.due.as_ref(),
            key => typed.slot(key).and_then(|slot| slot.as_ref()),
        };
        let loose = word.is_some_and(|word| !word.contains('-'));
        refused |= !loose || own.is_empty() || !given.ends_with("Z\n");
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
        return Err(Failure::usage(told).hint(
            "give each entry an id of its own; the same one is for saying the same thing again",
        ));
    }
    session.ui.warn(&told);
    Ok(())
}

/// Says what is odd about times: the newest entry lies ahead of the clock of this machine, a promise is
/// over when it is said.
pub fn told_of_times(session: &Session, job: &Job<'_>, typed: &Typed, zone: Zone) {
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
    if let Some(promise) = promise.filter(|promise| *promise <= now) {
        session.ui.warn(&format!(
            "the promise of `--next-update` is over already: {}",
            clock(promise, zone, now)
        ));
    }
}
