//! The review of an incident: how far it is, what it says, and the course of events that it looks
//! back on.

use chrono::{DateTime, TimeDelta, Utc};

use super::entry::{Entry, Kind};
use super::fact::{FactName, TimeFact};
use super::facts::{Facts, Internal};
use super::incident::{InForce, Incident, redacted};
use super::words::{State, words};
use crate::order;

words! {
    /// How far the review of an incident is.
    Stage, "stage" {
        /// Nobody has begun it.
        None = "none",
        /// It is being written; customers have not heard of it.
        Draft = "draft",
        /// Customers have heard of it.
        Final = "final",
        /// Customers have heard of it, and changes of it are being written.
        Changing = "changing",
    }
}

/// What the review says beyond what customers were told: it waits until the review is final.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// When it was last written at, in UTC.
    pub at: DateTime<Utc>,
    /// The facts for customers that it states; those for the team hold at once.
    pub facts: Facts,
    /// The facts that it withdraws.
    pub clear: Vec<FactName>,
}

impl Draft {
    /// Takes over what a later draft, or the final review, says.
    pub(super) fn take(&mut self, entry: &Entry) {
        self.at = entry.at;
        self.clear.retain(|name| !entry.facts.states(name));
        for name in redacted(entry) {
            self.facts.withdraw(&name);
        }
        let told = |name: &&FactName| !matches!(name, FactName::Internal(_));
        for name in entry.clear.iter().filter(told) {
            self.facts.withdraw(name);
            if !self.clear.contains(name) {
                self.clear.push(name.clone());
            }
        }
        let told = Facts {
            internal: Internal::default(),
            ..entry.facts.clone()
        };
        self.facts.overlay(&told, &entry.locale);
    }
}

/// The final review that tells customers what was drafted before `entry`, and what it says itself.
pub fn published(entry: &Entry, before: Option<&Draft>) -> Entry {
    let mut whole = before.cloned().unwrap_or_default();
    whole.take(entry);
    let internal = entry.facts.internal.clone();
    let clear = entry
        .clear
        .iter()
        .filter(|name| matches!(name, FactName::Internal(_)));
    whole.clear.extend(clear.cloned());
    order::sort(&mut whole.clear);
    whole.clear.dedup();
    Entry {
        kind: Kind::Reviewed,
        facts: Facts {
            internal,
            ..whole.facts
        },
        clear: whole.clear,
        ..entry.clone()
    }
}

/// The course of an incident, as far as it is known. All moments are in UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Course {
    /// When it began.
    pub started: Option<DateTime<Utc>>,
    /// When we noticed.
    pub detected: Option<DateTime<Utc>>,
    /// When customers first heard of it.
    pub first_word: Option<DateTime<Utc>>,
    /// From when on it was said to be in each state, oldest first; a state comes again after a
    /// reopening.
    pub states: Vec<(State, DateTime<Utc>)>,
    /// When it was over.
    pub ended: Option<DateTime<Utc>>,
}

impl Course {
    /// From the beginning to the moment we noticed.
    pub fn to_detect(&self) -> Option<TimeDelta> {
        span(self.started, self.detected)
    }

    /// From the beginning to the first word, or from noticing it if the beginning is not known.
    pub fn to_first_word(&self) -> Option<TimeDelta> {
        span(self.started.or(self.detected), self.first_word)
    }

    /// From the beginning to the end, or from the first word if the beginning is not known.
    pub fn whole(&self) -> Option<TimeDelta> {
        span(self.started.or(self.first_word), self.ended)
    }
}

/// The time between two moments, if both are known and in this order.
fn span(from: Option<DateTime<Utc>>, to: Option<DateTime<Utc>>) -> Option<TimeDelta> {
    let span = to? - from?;
    (span >= TimeDelta::zero()).then_some(span)
}

impl Incident {
    /// How far its review is.
    pub const fn stage(&self) -> Stage {
        match (&self.in_force.reviewed, &self.in_force.draft) {
            (None, None) => Stage::None,
            (None, Some(_)) => Stage::Draft,
            (Some(_), None) => Stage::Final,
            (Some(_), Some(_)) => Stage::Changing,
        }
    }

    /// The incident as it would stand if what is drafted were final: what the review will say.
    #[must_use]
    pub fn as_drafted(&self) -> Self {
        let mut drafted = self.clone();
        if let Some(draft) = drafted.in_force.draft.take() {
            drafted.in_force.publish(&draft, &self.primary_locale());
            let newest = self.timeline.iter().map(|entry| entry.at).max();
            drafted.in_force.reviewed = newest.max(Some(draft.at));
        }
        drafted
    }

    /// The course of events, with what a draft of the review says about it.
    pub fn course(&self) -> Course {
        let drafted = self.as_drafted();
        let facts = &drafted.in_force.facts;
        let mut held = InForce::default();
        let mut states: Vec<(State, DateTime<Utc>)> = Vec::new();
        for entry in self.public() {
            held.apply(entry);
            let state = held.state();
            if states.last().is_none_or(|(last, _)| *last != state) {
                states.push((state, entry.at));
            }
        }
        Course {
            started: facts.time(TimeFact::Started),
            detected: facts.time(TimeFact::Detected),
            first_word: self.public().next().map(|word| word.at),
            states,
            ended: facts.time(TimeFact::Ended),
        }
    }

    /// The entries that are the review: drafts and final versions, oldest first.
    pub fn review_entries(&self) -> impl Iterator<Item = &Entry> {
        let own = |entry: &&Entry| matches!(entry.kind, Kind::Drafted | Kind::Reviewed);
        self.timeline.iter().filter(own)
    }
}

#[cfg(test)]
mod tests;
