//! What readers were told before and count on: the repair time, that no data was harmed, and that it
//! does not happen again.

use chrono::{DateTime, Utc};

use super::Scribe;
use crate::domain::briefing::Promised;
use crate::domain::fact::{FactName, TimeFact};
use crate::domain::incident::Phase;
use crate::domain::measure::Status;
use crate::domain::promise::Promise;
use crate::domain::words::DataImpact;

impl Scribe<'_> {
    /// By when this word had been promised, if it comes later. Whoever had a reason to let that be has
    /// kept the promise otherwise.
    pub(super) fn promised_by(&self) -> Option<DateTime<Utc>> {
        let last = self.incident.public().rev().nth(1)?;
        let due = last.facts.time(TimeFact::NextUpdate)?;
        let late = due > last.at && self.entry.at > due + Promise::grace();
        let excused = self.entry.waived.contains_key(Promise::BROKEN);
        (late && !excused).then_some(due)
    }

    /// The repair time that customers counted on, if it has passed, or if this word names another
    /// one or takes it back: as one does that says that it came back.
    pub(super) fn repair_that_slipped(&self) -> Option<DateTime<Utc>> {
        const END: FactName = FactName::Time(TimeFact::Estimate);
        let (told, _) = self.incident.awaited(Some(self.entry.id))?;
        let stated = self.entry.facts.time(TimeFact::Estimate);
        let moved = stated.is_some_and(|end| end != told) || self.entry.clear.contains(&END);
        let slipped = match self.phase {
            // What was called over by its time was not late with it.
            Phase::Reopened => stated.is_none() && told > self.entry.at,
            _ => told <= self.entry.at,
        };
        (moved || slipped).then_some(told)
    }

    /// When it was last said that nothing happened to data, if that holds no more because it came
    /// back.
    pub(super) fn data_lapsed(&self) -> Option<DateTime<Utc>> {
        if self.incident.in_force.facts.data.is_some() {
            return None;
        }
        let mut said = self.incident.public().rev();
        let said = said.find(|e| e.facts.data.is_some() || e.clear.contains(&FactName::Data))?;
        (said.facts.data == Some(DataImpact::None)).then_some(said.at)
    }

    /// What is to be done, in words for everybody: what was agreed on when the review was final. What
    /// came later was told nobody.
    pub(super) fn measures(&self) -> Vec<Promised> {
        let mut measures = self.incident.measures();
        let told = self.incident.in_force.reviewed;
        measures.retain(|measure| Some(measure.added) <= told);
        let promised = measures.into_iter().filter_map(|measure| {
            let (what, foreign) = self.words(&measure.what);
            let done = match measure.status {
                Status::Open | Status::Moved => false,
                Status::Done => true,
                Status::Dropped => return None,
            };
            Some(Promised {
                what: what?,
                due: measure.due.filter(|_| !done),
                done,
                foreign,
            })
        });
        promised.collect()
    }
}
