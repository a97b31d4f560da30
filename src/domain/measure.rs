//! Measures: what we do so that it does not happen again, who sees to it, by when, and what became
//! of it.

mod line;

use chrono::{DateTime, TimeDelta, Utc};

use super::entry::{Entry, EntryId, Kind};
use super::fact::TextFact;
use super::facts::Localised;
use super::incident::Incident;
use super::words::words;
use crate::order::Map;

pub use line::{Agreed, Line};

words! {
    /// What a measure is good for.
    Aim, "aim" {
        /// It does not happen again.
        Prevent = "prevent",
        /// We notice it sooner.
        Detect = "detect",
        /// It is smaller, or over sooner.
        Respond = "respond",
        /// Customers hear of it sooner, and better.
        Communicate = "communicate",
    }
}

words! {
    /// What an entry says about a measure.
    Status, "status" {
        /// It was agreed on, or is taken up again.
        Open = "open",
        Done = "done",
        /// It will take longer, or somebody else sees to it.
        Moved = "moved",
        /// We will not do it.
        Dropped = "dropped",
    }
}

words! {
    /// Where a measure stands at a moment.
    Standing, "standing" {
        Open = "open",
        /// It has to be done within a few days; see [`Measure::SOON`].
        Due = "due",
        Overdue = "overdue",
        Done = "done",
        Dropped = "dropped",
    }
}

/// What one entry says about a measure. Only the team sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Step {
    /// The id of the measure: a few words of it, the same in all its entries.
    pub measure: Option<String>,
    /// What it is good for.
    pub aim: Option<Aim>,
    /// Who sees to it.
    pub owner: Option<String>,
    /// By when it is to be done, in UTC.
    pub due: Option<DateTime<Utc>>,
    /// What became of it.
    pub status: Option<Status>,
    /// Why it moved or was dropped, or what was done.
    pub reason: Option<String>,
}

/// That a measure was given another time or another owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    /// When this was decided, in UTC.
    pub at: DateTime<Utc>,
    /// By when it was to be done before, and since.
    pub due: [Option<DateTime<Utc>>; 2],
    /// Why.
    pub reason: Option<String>,
}

/// One measure: the fold of its entries. Its words are fit for customers; nothing else is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    /// The id: a few words of it, unique within the log.
    pub id: String,
    /// The incident it follows from.
    pub incident: String,
    /// What is to be done, in words for customers.
    pub what: Localised,
    /// What it is good for.
    pub aim: Aim,
    /// Who sees to it; none if somebody wrote it into the log without a name.
    pub owner: Option<String>,
    /// By when, in UTC; none if somebody wrote it into the log without a time.
    pub due: Option<DateTime<Utc>>,
    /// The entry by which it was agreed on.
    pub entry: EntryId,
    /// When it was agreed on, in UTC.
    pub added: DateTime<Utc>,
    /// What became of it; never [`Status::Moved`].
    pub status: Status,
    /// When it was done or dropped, in UTC.
    pub closed: Option<DateTime<Utc>>,
    /// Why it is as it is: what was done, or why it moved or was dropped.
    pub reason: Option<String>,
    /// How often, and why, it moved.
    pub moves: Vec<Move>,
}

impl Measure {
    /// How long before its time a measure counts as due.
    pub const SOON: TimeDelta = TimeDelta::days(3);

    /// Where it stands at `now`. A time names a minute, and the minute counts as in time.
    pub fn standing(&self, now: DateTime<Utc>) -> Standing {
        match (self.status, self.due) {
            (Status::Done, _) => Standing::Done,
            (Status::Dropped, _) => Standing::Dropped,
            (_, Some(due)) if now >= due + TimeDelta::minutes(1) => Standing::Overdue,
            (_, Some(due)) if now + Self::SOON >= due => Standing::Due,
            _ => Standing::Open,
        }
    }

    /// Whether somebody still has to see to it.
    pub const fn is_open(&self) -> bool {
        matches!(self.status, Status::Open | Status::Moved)
    }

    fn new(entry: &Entry, id: &str) -> Self {
        Self {
            id: id.to_owned(),
            incident: entry.incident.clone(),
            what: Localised::default(),
            aim: Aim::Prevent,
            owner: None,
            due: None,
            entry: entry.id,
            added: entry.at,
            status: Status::Open,
            closed: None,
            reason: None,
            moves: Vec::new(),
        }
    }

    /// Adds one entry about it, which must be later than all that were added before.
    fn apply(&mut self, entry: &Entry) {
        let step = &entry.facts.internal.step;
        if let Some(what) = entry.facts.text(TextFact::What) {
            self.what.overlay(what, &entry.locale);
        }
        let was = self.due;
        self.aim = step.aim.unwrap_or(self.aim);
        self.owner = step.owner.clone().or(self.owner.take());
        self.due = step.due.or(self.due);
        if step.status.is_some() {
            self.reason.clone_from(&step.reason);
        }
        match step.status {
            Some(Status::Moved) => {
                self.moves.push(Move {
                    at: entry.at,
                    due: [was, self.due],
                    reason: step.reason.clone(),
                });
                self.status = Status::Open;
            }
            Some(status) => self.status = status,
            None => {}
        }
        self.closed = match self.status {
            Status::Done | Status::Dropped => self.closed.or(Some(entry.at)),
            Status::Open | Status::Moved => None,
        };
    }
}

/// Returns the measures that entries of one incident, in their order, make up: in the order in which
/// they were agreed on. An entry that names none counts for nothing.
pub fn measures<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> Vec<Measure> {
    let mut measures: Vec<Measure> = Vec::new();
    let mut places: Map<&str, usize> = Map::new();
    for entry in entries {
        let step = &entry.facts.internal.step;
        let (Kind::Measured, Some(id)) = (&entry.kind, &step.measure) else {
            continue;
        };
        let place = *places.entry(id).or_insert_with(|| {
            measures.push(Measure::new(entry, id));
            measures.len() - 1
        });
        measures[place].apply(entry);
    }
    measures
}

impl Incident {
    /// The measures that follow from it, in the order in which they were agreed on.
    pub fn measures(&self) -> Vec<Measure> {
        measures(&self.timeline)
    }
}

#[cfg(test)]
mod tests;
