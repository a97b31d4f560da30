//! What a correction puts right that is no sentence of its own: the state, and how components do.

use chrono::{DateTime, Utc};

use super::Scribe;
use crate::domain::briefing::Correction;
use crate::domain::fact::{FactName, TextFact};
use crate::domain::incident::InForce;
use crate::domain::words::{ComponentStatus, IncidentType, State};

impl Scribe<'_> {
    /// The state that was wrong. That it was over is the gravest thing to have been wrong about, and
    /// that it should work again the next.
    pub(super) fn wrong_state(&self, before: &InForce) -> Option<Correction> {
        let now = &self.incident.in_force;
        if before.is_cancelled() {
            return None;
        }
        if let Some(at) = before.over_since_word {
            return (!now.state().is_over()).then(|| Self::blank("state".to_owned(), at));
        }
        let (was, is) = (before.state(), now.state());
        if was == is || now.is_cancelled() {
            return None;
        }
        let mut earlier = self.incident.public().rev().skip(1);
        let said = earlier.find(|entry| entry.facts.state == Some(was));
        // A state that nobody stated holds from the first word on.
        let first = self.incident.public().next();
        let at = said.or(first).map_or(self.entry.at, |entry| entry.at);
        let mut correction = Self::blank("state".to_owned(), at);
        correction.wrote = Some(was.word().to_owned());
        // With a fix in place everybody was told that it should work again, unless somebody said what
        // they felt then.
        let mended = matches!(was, State::Monitoring | State::Verifying)
            && before.kind_of() != IncidentType::Security
            && said.is_none_or(|entry| !entry.facts.states(&FactName::Text(TextFact::Impact)));
        if !mended || is.is_over() {
            correction.holds = Some(is.word().to_owned());
        }
        Some(correction)
    }

    /// Adds the components that were told wrongly. That one works again, once all is over, is no
    /// correction.
    pub(super) fn wrong_components(
        &self,
        before: &InForce,
        said_at: DateTime<Utc>,
        wrong: &mut Vec<Correction>,
    ) {
        let over = self.incident.in_force.state().is_over();
        for (name, status) in &self.entry.facts.components {
            let was = before.facts.components.get(name);
            if was == Some(status) || over && *status == ComponentStatus::Operational {
                continue;
            }
            let mut correction = Self::blank("components".to_owned(), said_at);
            correction.name = Some(name.clone());
            correction.wrote = was.map(|was| was.word().to_owned());
            correction.holds = Some(status.word().to_owned());
            wrong.push(correction);
        }
    }
}
