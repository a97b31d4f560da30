//! What was announced of planned work, and holds no more.

use chrono::{DateTime, Utc};

use super::Scribe;
use crate::domain::fact::{FactName, TimeFact};
use crate::domain::incident::{InForce, Phase};
use crate::domain::words::State;

/// The beginning or the end of planned work as customers know it: an end only if somebody confirmed
/// it.
pub(super) fn announced(held: &InForce, fact: TimeFact) -> Option<DateTime<Utc>> {
    let told = fact != TimeFact::Estimate || held.confirmed.contains_key(&FactName::Time(fact));
    held.facts.time(fact).filter(|_| told)
}

impl Scribe<'_> {
    /// Whether this word says that work that was called off takes place after all.
    pub(super) fn is_on_again(&self) -> bool {
        let before = self.before.as_ref();
        self.phase == Phase::News && before.is_some_and(InForce::is_cancelled)
    }

    /// The beginning that was announced for planned work and holds no more.
    pub(super) fn planned_start(&self) -> Option<DateTime<Utc>> {
        let now = self.incident.in_force.facts.time(TimeFact::Started)?;
        let before = self.before.as_ref()?.facts.time(TimeFact::Started)?;
        let waits = self.incident.in_force.state() == State::Scheduled;
        (waits && before != now).then_some(before)
    }

    /// The end that was last announced: for a repair, see [`Scribe::repair_that_slipped`]; for planned
    /// work, if another is announced or, once the work is
    /// under way, it has passed. An announced end lapses as a fact with the next word; that it was
    /// announced does not.
    pub(super) fn planned_end(&self) -> Option<DateTime<Utc>> {
        let now = &self.incident.in_force;
        if now.state() == State::Scheduled {
            let before = announced(self.before.as_ref()?, TimeFact::Estimate)?;
            let moved = announced(now, TimeFact::Estimate).is_some_and(|end| end != before);
            return moved.then_some(before);
        }
        match now.state() {
            State::InProgress => {}
            State::Investigating | State::Identified => return self.repair_that_slipped(),
            _ => return None,
        }
        let earlier = self.incident.public().rev().skip(1);
        // What was announced of work that was called off later was never a word about this work.
        let earlier = earlier.take_while(|entry| !entry.ends());
        let told = earlier.filter(|entry| entry.facts.confirmed_by.is_some());
        let mut told = told.filter_map(|entry| entry.facts.time(TimeFact::Estimate));
        let announced = told.next()?;
        let over = match now.facts.time(TimeFact::Estimate) {
            Some(end) => end > announced,
            None => self.entry.at > announced,
        };
        over.then_some(announced)
    }
}
