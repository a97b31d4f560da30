//! The repair time that customers were given and count on: it is said again with every word, or
//! taken back.

use chrono::{DateTime, Utc};

use super::beat::{Beat, Held};
use super::entry::{Entry, Kind};
use super::fact::{FactName, TimeFact};
use super::words::State;

/// Returns the repair time (in UTC) that readers of these public words count on, in their order, with
/// the name of whoever confirmed it.
///
/// It stands until another one is named or it is taken back, also while a fix is watched or it is
/// over; to say that it came back takes it back, to correct that it was over does not. Whoever waited
/// for it and heard a word after its time counts on it no more.
pub fn awaited<'a>(words: impl Iterator<Item = &'a Entry>) -> Option<(DateTime<Utc>, &'a str)> {
    const END: FactName = FactName::Time(TimeFact::Estimate);
    let mut held = Held::default();
    let mut awaited = None;
    for word in words {
        let was_over = held.state().is_over();
        held.apply(&Beat::from(word));
        let state = held.state();
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
