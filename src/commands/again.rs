//! An entry that is said once more, by its id: it is in the log, so nothing changes; other facts under the
//! same id are refused.

use chrono::{DateTime, Duration, FixedOffset};

use super::compose::Said;
use super::fact_args::{EntryArgs, FactArgs};
use super::session::Session;
use super::write::Job;
use crate::domain::entry::Entry;
use crate::domain::incident::Incident;
use crate::failure::Failure;
use crate::log::{self, Log};
use crate::text::list::and_ticked;

/// How long it may take from the question to the saving.
const A_MINUTE: Duration = Duration::minutes(1);

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
    let mut given = Entry {
        facts: said.facts.clone(),
        corrects: said.corrects.or(stored.corrects),
        ..stored.clone()
    };
    // A text that was saved in more languages is compared in those that are given.
    for (fact, text) in &stored.facts.texts {
        for (locale, saved) in text.iter() {
            let told = given.facts.text(*fact);
            if told.is_some_and(|told| told.get(locale).is_none()) {
                given.facts.set_text(*fact, locale, saved);
            }
        }
    }
    let (given, known) = (log::record(&given), log::record(stored));
    let moment = |text: &str| DateTime::<FixedOffset>::parse_from_rfc3339(text).ok();
    let (mut typed, mut moved, mut others) = (typed.clone(), Vec::new(), Vec::new());
    for line in given
        .lines()
        .filter(|line| known.lines().all(|known| known != *line))
    {
        let Some((key, value)) = line.split_once(" = ") else {
            continue;
        };
        let saved = known
            .lines()
            .filter_map(|line| line.split_once(" = "))
            .find(|(known, _)| *known == key);
        let saved = saved.and_then(|(_, value)| moment(value));
        match saved.zip(moment(value)) {
            Some((saved, moment)) if (moment - saved).abs() < A_MINUTE => {}
            Some(_) if !typed.names_a_day(key) => moved.push(key),
            _ => others.push(key),
        }
    }
    if said.clear.iter().any(|name| !stored.clear.contains(name)) {
        others.push("clear");
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
