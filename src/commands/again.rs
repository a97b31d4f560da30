//! An entry that is said once more, by its id: it is in the log, so nothing changes; other facts under the
//! same id are refused. And clocks that contradict each other.

use chrono::DateTime;

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

/// How many seconds it may take from the question to the saving.
const A_MINUTE: i64 = 60;

/// The entry that is said once more, by its id; none if it is new.
pub fn stored(log: &Log, entry: &EntryArgs) -> Result<Option<Entry>, anyhow::Error> {
    let id = entry.id.as_deref().and_then(|id| id.parse().ok());
    Ok(id.map(|id| log.entry(id)).transpose()?.flatten())
}

/// The entry that says the same job once more; none if it is new, or another one has its id.
pub fn repeated(log: &Log, job: &Job<'_>) -> Result<Option<Entry>, anyhow::Error> {
    let same = |stored: &Entry| {
        let about = job.incident;
        stored.kind == *job.kind && about.is_none_or(|about| about.id == stored.incident)
    };
    Ok(stored(log, job.entry)?.filter(same))
}

/// The incident as it was right before one of its entries; none before the first.
pub fn before(incident: &Incident, entry: &Entry) -> Option<Incident> {
    let place = incident.timeline.iter().position(|e| e.id == entry.id)?;
    incident.as_of(incident.timeline.get(place.checked_sub(1)?)?.id)
}

/// Refuses facts that the stored entry does not say, and names them. A time that was typed without its
/// day is another moment with every run: of such a difference a warning tells.
pub fn says_the_same(
    session: &Session,
    typed: &FactArgs,
    said: &Said,
    stored: &Entry,
) -> Result<(), Failure> {
    let (mut moved, mut others) = (Vec::new(), Vec::new());
    for (key, lines) in log::differing(stored, &said.facts) {
        let moments = lines.each_ref().map(|line| {
            let value = line.get(key.len() + " = ".len()..)?.trim_end();
            DateTime::parse_from_rfc3339(value).ok()
        });
        match moments {
            [Some(given), Some(saved)] if (given - saved).num_seconds().abs() < A_MINUTE => {}
            [Some(_), Some(_)] if !typed.names_a_day(key) => moved.push(key),
            _ => others.push(key),
        }
    }
    if said.clear.iter().any(|name| !stored.clear.contains(name)) {
        others.push("clear");
    }
    if said.corrects.is_some() && said.corrects != stored.corrects {
        others.push("corrects");
    }
    let id = stored.id;
    if !others.is_empty() {
        return Err(Failure::usage(format!(
            "`--id`: the entry `{id}` is saved and says something else for {}",
            and_ticked(&others)
        ))
        .hint(
            "give each entry an id of its own; the same one is for saying the same thing again",
        ));
    }
    if !moved.is_empty() {
        session.ui.warn(&format!(
            "the entry `{id}` has another time for {} and stays as it is; save this under another `--id`",
            and_ticked(&moved)
        ));
    }
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
