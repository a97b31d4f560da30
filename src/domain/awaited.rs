//! The repair time that customers were given and count on: it is said again with every word, or
//! taken back.

use chrono::{DateTime, Utc};

use super::entry::{EntryId, Kind};
use super::fact::{FactName, TimeFact};
use super::incident::Incident;
use super::words::State;

impl Incident {
    /// Returns the repair time (in UTC) that customers counted on before a word, or count on now, with
    /// the name of whoever confirmed it.
    ///
    /// It stands until another one is named or it is taken back, also while a fix is watched or it is
    /// over; to say that it came back takes it back, to correct that it was over does not. Whoever
    /// waited for it and heard a word after its time counts on it no more.
    #[inline(never)]
    pub fn awaited(&self, before: Option<EntryId>) -> Option<(DateTime<Utc>, &str)> {
        const END: FactName = FactName::Time(TimeFact::Estimate);
        let (mut state, mut awaited) = (State::Investigating, None);
        for word in &self.timeline {
            if Some(word.id) == before {
                break;
            }
            if !word.kind.is_public() {
                continue;
            }
            let was_over = state.is_over();
            state = match word.facts.state {
                None if word.kind == Kind::Resolved => State::Resolved,
                stated => stated.unwrap_or(state),
            };
            let came_back = was_over && !state.is_over() && word.kind != Kind::Corrected;
            if let Some(end) = word.facts.time(TimeFact::Estimate) {
                awaited = word.facts.confirmed_by.as_deref().map(|by| (end, by));
            } else if came_back || word.clear.contains(&END) {
                awaited = None;
            }
            if matches!(state, State::Investigating | State::Identified) {
                awaited = awaited.filter(|(end, _)| *end > word.at);
            }
        }
        awaited
    }
}
