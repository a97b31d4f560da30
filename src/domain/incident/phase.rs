//! Which kind of word an entry is.

use super::InForce;
use crate::domain::entry::{Entry, Kind};
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::facts::{Facts, Internal};
use crate::domain::words::State;

/// Which kind of word a public entry is, told from what held before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// The first word of an incident.
    FirstWord,
    /// Something changed.
    News,
    /// Nothing changed but the promise to speak again.
    NoNews,
    /// It was over, and is not any more.
    Reopened,
    /// It is over.
    Over,
    /// Something is added to an incident that is over.
    Afterword,
    /// Something that was said before was wrong.
    Correction,
    /// The review is there: what happened, why, and what we change.
    Review,
}

impl Phase {
    /// The word for templates.
    pub const fn word(self) -> &'static str {
        match self {
            Self::FirstWord => "first-word",
            Self::News => "news",
            Self::NoNews => "no-news",
            Self::Reopened => "reopened",
            Self::Over => "over",
            Self::Afterword => "afterword",
            Self::Correction => "correction",
            Self::Review => "review",
        }
    }

    /// Tells the phase of `entry` from what held before it and what holds after it.
    pub(in crate::domain) fn of(entry: &Entry, before: Option<&InForce>, after: &InForce) -> Self {
        match entry.kind {
            Kind::Corrected => return Self::Correction,
            Kind::Reviewed => return Self::Review,
            _ => {}
        }
        let was_over = before.is_some_and(|b| b.state().is_over());
        match (was_over, after.state().is_over()) {
            (false, true) => Self::Over,
            // Work that takes place after all was never said to be over.
            (true, false) if before.is_some_and(InForce::is_cancelled) => Self::News,
            (true, false) => Self::Reopened,
            (true, true) => Self::Afterword,
            (false, false) if before.is_none() => Self::FirstWord,
            (false, false) => {
                let mut news = before.map_or_else(Facts::default, |b| b.news(&entry.facts));
                news.internal = Internal::default();
                news.withdraw(&FactName::Time(TimeFact::NextUpdate));
                let withdraws = entry
                    .clear
                    .iter()
                    .any(|name| before.is_some_and(|b| b.facts.states(name)));
                // What was said cannot be read any more, but it was something.
                let redacted = !entry.facts.internal.redacted.is_empty();
                if news.is_empty() && !withdraws && !redacted {
                    Self::NoNews
                } else {
                    Self::News
                }
            }
        }
    }
}

impl InForce {
    /// Whether it came back after it was said to be over. What is told to have started later is
    /// another story.
    pub fn came_back(&self) -> bool {
        let started = self.facts.time(TimeFact::Started);
        self.returned
            .zip(started)
            .is_some_and(|(said, started)| started < said)
    }

    /// Whether planned work begins with these facts, for which something was said that people could
    /// do: that was said of the time before it, and lapses unless it is said again.
    pub fn has_a_lapsing_way(&self, stated: &Facts) -> bool {
        let way = self.facts.text(TextFact::Workaround);
        self.state() == State::Scheduled
            && stated.state.is_some_and(|state| state != State::Scheduled)
            && way.is_some_and(|way| !way.is_blank())
    }
}
