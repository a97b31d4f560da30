//! What can be new in an update, and what each piece of news asks for.

use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::words::{IncidentType, State};

use super::matter::Matter;
use super::question::{Question, standing};
use super::{Answers, Brief};

/// What is new in an update.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum News {
    Nothing,
    Identified,
    Monitoring,
    Changed,
    /// Planned work has begun.
    Started,
    /// Planned work is done and is being verified.
    Verifying,
    Over,
    /// It was over and is happening again.
    Again,
    /// Something is added to what is over.
    Added,
}

impl News {
    const ALL: [Self; 9] = [
        Self::Nothing,
        Self::Identified,
        Self::Monitoring,
        Self::Changed,
        Self::Started,
        Self::Verifying,
        Self::Over,
        Self::Again,
        Self::Added,
    ];

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Identified => "identified",
            Self::Monitoring => "monitoring",
            Self::Changed => "changed",
            Self::Started => "started",
            Self::Verifying => "verifying",
            Self::Over => "over",
            Self::Again => "again",
            Self::Added => "added",
        }
    }

    /// What can be new for the incident at hand; the first is the commonest.
    pub(super) fn options(brief: &Brief<'_>) -> &'static [Self] {
        let (kind, state) = standing(brief);
        if state.is_over() {
            &[Self::Added, Self::Again]
        } else if kind == IncidentType::Maintenance {
            &[
                Self::Nothing,
                Self::Started,
                Self::Verifying,
                Self::Changed,
                Self::Over,
            ]
        } else {
            &[
                Self::Nothing,
                Self::Identified,
                Self::Monitoring,
                Self::Changed,
                Self::Over,
            ]
        }
    }

    /// The state that this news brings, if it changes it.
    pub(super) fn state(self, kind: IncidentType) -> Option<State> {
        match self {
            Self::Identified => Some(State::Identified),
            Self::Monitoring => Some(State::Monitoring),
            Self::Started => Some(State::InProgress),
            Self::Verifying => Some(State::Verifying),
            Self::Again if kind == IncidentType::Maintenance => Some(State::InProgress),
            Self::Again => Some(State::Investigating),
            Self::Nothing | Self::Changed | Self::Over | Self::Added => None,
        }
    }

    /// What was answered, or what the facts given say without being asked.
    pub(super) fn of(answers: &Answers) -> Option<Told> {
        let chosen = answers
            .answered
            .iter()
            .find_map(|a| a.strip_prefix("news="));
        if let Some(chosen) = chosen.and_then(|c| Self::ALL.into_iter().find(|n| n.key() == c)) {
            return Some(Told::News(chosen));
        }
        match answers.facts.state {
            Some(State::Identified) => return Some(Told::News(Self::Identified)),
            Some(State::Monitoring) => return Some(Told::News(Self::Monitoring)),
            Some(State::InProgress) => return Some(Told::News(Self::Started)),
            Some(State::Verifying) => return Some(Told::News(Self::Verifying)),
            Some(_) => return Some(Told::ByFlags),
            None => {}
        }
        let mut rest = answers.facts.clone();
        rest.withdraw(&FactName::Time(TimeFact::NextUpdate));
        (!rest.is_empty() || !answers.clear.is_empty()).then_some(Told::ByFlags)
    }

    pub(super) fn questions(self) -> Vec<Question> {
        use Question::{By, Confirmed, Team, Text, Time};
        match self {
            Self::Nothing | Self::Over | Self::Started => Vec::new(),
            Self::Identified => vec![
                Text(TextFact::Action),
                Text(TextFact::ThirdParty),
                Confirmed(Matter::Estimate),
                By(Matter::Estimate),
                Time(TimeFact::Estimate),
                Team,
            ],
            Self::Monitoring | Self::Verifying => {
                vec![Text(TextFact::Impact), Text(TextFact::Action)]
            }
            Self::Changed => vec![
                Text(TextFact::Impact),
                Text(TextFact::Scope),
                Text(TextFact::Workaround),
            ],
            Self::Again => vec![
                Text(TextFact::Impact),
                Text(TextFact::Scope),
                Text(TextFact::Workaround),
                Text(TextFact::Action),
            ],
            Self::Added => vec![Text(TextFact::Outcome), Time(TimeFact::FollowUp)],
        }
    }
}

/// What an update tells.
pub(super) enum Told {
    News(News),
    /// The flags say it; only the next update may be missing.
    ByFlags,
}
