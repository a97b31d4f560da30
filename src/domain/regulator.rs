//! Regulators' clocks: what an authority must hear after an incident, and by when.

use chrono::{DateTime, Months, TimeDelta, Utc};

use super::entry::{EntryId, Kind};
use super::fact::InternalFact;
use super::incident::Incident;
use super::promise::Fate;
use crate::text::zone::Zone;

/// What must be said wherever a clock is shown.
pub const NO_ADVICE: &str =
    "Regulators' clocks are no legal advice: whether a rule applies is for your lawyers to say.";

/// The step of a rule that does not apply.
pub const NOT_DUE: &str = "none";

/// The clock of one authority: what it must hear, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clock {
    /// The name of the rule, such as `gdpr`.
    pub rule: String,
    /// The authority, as the configuration names it.
    pub authority: String,
    /// What it must hear.
    pub steps: Vec<Step>,
}

/// One thing that an authority must hear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its name, such as `early-warning`.
    pub name: String,
    /// What it is, in words.
    pub what: String,
    /// By when.
    pub limit: Limit,
    /// A second limit: the earlier one holds, unless the first one starts only after it.
    pub latest: Option<Limit>,
    /// The act and its article.
    pub article: String,
    /// Where the act can be read, as a URL.
    pub source: String,
}

/// A span after something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// What starts it.
    pub from: Start,
    /// Calendar months.
    pub months: u32,
    /// What is added to them.
    pub span: TimeDelta,
}

/// What starts a clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Start {
    /// A moment that somebody recorded.
    Fact(InternalFact),
    /// That the authority was told an earlier step, by its name.
    Step(String),
}

/// What one authority is owed after one incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duty<'c> {
    /// Whose clock it is.
    pub clock: &'c Clock,
    /// What it must hear.
    pub step: &'c Step,
    /// By when, in UTC.
    pub due: DateTime<Utc>,
    /// What became of it. No minute is forgiven: the law forgives none.
    pub fate: Fate,
    /// The newest entry that states what the clock counts from; else the one it was told with.
    pub made_by: EntryId,
}

impl Clock {
    /// Whether `given` names it: by the rule, or by the authority in any case of letters.
    pub fn is_named(&self, given: &str) -> bool {
        let given = given.trim().to_lowercase();
        self.rule == given || self.authority.to_lowercase() == given
    }

    /// The way in which an entry says that the authority was told a step.
    pub fn way(&self, step: &Step) -> String {
        format!("{}:{}", self.rule, step.name)
    }

    /// When the authority was told a step, in UTC, and by which entry: the first time counts.
    pub fn told(&self, step: &Step, incident: &Incident) -> Option<(DateTime<Utc>, EntryId)> {
        let way = self.way(step);
        let mut told = incident.timeline.iter().filter(|e| e.kind == Kind::Told);
        let first = told.find(|entry| entry.facts.internal.told.how.as_ref() == Some(&way));
        first.map(|entry| (entry.at, entry.id))
    }

    /// The way in which an entry says that the rule does not apply to an incident.
    pub fn spared(&self) -> String {
        format!("{}:{NOT_DUE}", self.rule)
    }

    /// Returns what the authority must hear of an incident and whose clock has started, in the order
    /// of the rule. Months are calendar months in `zone`; where a month is too short, its last day
    /// counts.
    pub fn duties(&self, incident: &Incident, zone: Zone, now: DateTime<Utc>) -> Vec<Duty<'_>> {
        let spared = self.spared();
        let mut told = incident.timeline.iter().filter(|e| e.kind == Kind::Told);
        if told.any(|entry| entry.facts.internal.told.how.as_ref() == Some(&spared)) {
            return Vec::new();
        }
        let duty = |step| {
            let due = self.due(step, incident, zone)?;
            let told = self.told(step, incident);
            let fate = match told {
                Some((at, _)) if at <= due => Fate::Kept,
                Some((at, _)) => Fate::Late(at - due),
                None if now > due => Fate::Missed(now - due),
                None => Fate::Open,
            };
            let starts = |entry: &&super::entry::Entry| !entry.facts.internal.starts.is_empty();
            let started = incident.timeline.iter().rfind(starts);
            let made_by = started.map(|entry| entry.id).or(told.map(|(_, id)| id))?;
            Some(Duty {
                clock: self,
                step,
                due,
                fate,
                made_by,
            })
        };
        self.steps.iter().filter_map(duty).collect()
    }

    fn due(&self, step: &Step, incident: &Incident, zone: Zone) -> Option<DateTime<Utc>> {
        let end = |limit: &Limit| {
            let from = self.start(&limit.from, incident)?;
            Some((from, after(from, limit, zone)?))
        };
        let latest = step.latest.as_ref().and_then(end);
        match (end(&step.limit), latest) {
            // What is found out after the second limit has a time of its own.
            (Some((from, due)), Some((_, latest))) if from <= latest => Some(due.min(latest)),
            (first, latest) => first.or(latest).map(|(_, due)| due),
        }
    }

    fn start(&self, start: &Start, incident: &Incident) -> Option<DateTime<Utc>> {
        match start {
            Start::Fact(fact) => incident.in_force.facts.internal.starts.get(*fact),
            Start::Step(name) => {
                let step = self.steps.iter().find(|step| step.name == *name)?;
                self.told(step, incident).map(|(at, _)| at)
            }
        }
    }
}

/// The end of a limit. A wall-clock time that clocks skip is an hour later.
fn after(from: DateTime<Utc>, limit: &Limit, zone: Zone) -> Option<DateTime<Utc>> {
    let mut end = from;
    if limit.months > 0 {
        let local = zone
            .wall(from)
            .checked_add_months(Months::new(limit.months))?;
        end = zone
            .moment(local)
            .or_else(|_| zone.moment(local + TimeDelta::hours(1)))
            .ok()?;
    }
    end.checked_add_signed(limit.span)
}

#[cfg(test)]
mod tests;
