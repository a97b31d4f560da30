//! The whole of an incident, told after it (or so far) to one kind of reader.
//!
//! Each reader has a type of their own, as in a briefing, and for the same reason: what customers and
//! the support desk are told has no field for a cause, a person or a note.

mod record;
mod story;

use chrono::{DateTime, TimeDelta, Utc};

pub use self::record::{Line, What};
use self::record::{lines, waived};
pub use self::story::{Band, Due, Happening, Met, Step, Story};
use super::briefing::{
    Briefing, CustomerBriefing, ExecutiveBriefing, SupportBriefing, TeamBriefing,
};
use super::fact::{InternalFact, TimeFact};
use super::house::House;
use super::incident::{Incident, Phase};
use super::locale::Locale;
use super::measure::Measure;
use super::promise::Promise;
use super::review::Stage;
use super::words::{Audience, words};

words! {
    /// Who reads a summary.
    Reader, "reader" {
        Customers = "customers",
        Team = "team",
        Executives = "executives",
        Support = "support",
        /// An authority that watches over us: facts, figures and measures, in UTC.
        Regulator = "regulator",
    }
}

impl Reader {
    /// Whose briefing the reader has; an authority is told what everybody may know, and then some.
    pub const fn audience(self) -> Audience {
        match self {
            Self::Customers | Self::Regulator => Audience::Customers,
            Self::Team => Audience::Team,
            Self::Executives => Audience::Executives,
            Self::Support => Audience::Support,
        }
    }
}

/// How customers were told, in figures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Words to customers.
    pub words: usize,
    /// Words that could have named the time of the next one, and how many did.
    pub open_words: usize,
    /// How many of them did.
    pub named: usize,
    /// The longest time without a word while it was open.
    pub silence: Option<TimeDelta>,
    /// Promised next updates that can be judged, and how many were kept.
    pub judged: usize,
    /// How many of them were kept.
    pub kept: usize,
    /// Mistakes that were put right in public.
    pub corrections: usize,
    /// How often it was open again after it was said to be over.
    pub reopened: usize,
}

/// What customers are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerSummary {
    /// What everybody may know.
    pub facts: CustomerBriefing,
    /// What happened when, as everybody may know it.
    pub story: Story,
}

/// What the support desk is told: the same as customers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupportSummary {
    /// What everybody may know.
    pub facts: SupportBriefing,
    /// What happened when.
    pub story: Story,
}

/// What executives are told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecutiveSummary {
    /// What executives may know.
    pub facts: ExecutiveBriefing,
    /// What happened when.
    pub story: Story,
    /// How many were affected.
    pub affected: Option<String>,
    /// The reports that were promised.
    pub reports: Vec<Promise>,
    /// How customers were told.
    pub numbers: Numbers,
}

/// What an authority is told. No person, link or note is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegulatorSummary {
    /// What everybody may know.
    pub facts: CustomerBriefing,
    /// What happened when.
    pub story: Story,
    /// How many were affected.
    pub affected: Option<String>,
    /// The technical cause, once a review has looked at it.
    pub cause: Option<String>,
    /// How customers were told.
    pub numbers: Numbers,
}

/// What the team is told: everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamSummary {
    /// What the team knows.
    pub facts: TeamBriefing,
    /// What happened when, as customers know it.
    pub story: Story,
    /// Everything that happened, oldest first.
    pub lines: Vec<Line>,
    /// How far the review is.
    pub stage: Stage,
    /// What was promised in public, and what became of it.
    pub promises: Vec<Promise>,
    /// What a check found and was let be: the rule and the reason.
    pub waived: Vec<(String, String)>,
    /// What we do so that it does not happen again.
    pub measures: Vec<Measure>,
    /// How customers were told.
    pub numbers: Numbers,
}

/// What one reader is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Summary {
    /// For customers.
    Customers(Box<CustomerSummary>),
    /// For the support desk.
    Support(Box<SupportSummary>),
    /// For executives.
    Executives(Box<ExecutiveSummary>),
    /// For an authority.
    Regulator(Box<RegulatorSummary>),
    /// For the own team.
    Team(Box<TeamSummary>),
}

impl Summary {
    /// Tells `reader` about the whole of an incident as it stands at `now`, in `locale`. What is
    /// drafted of its review counts as said, but not to the support desk. None if nothing public was
    /// ever recorded.
    pub fn about(
        incident: &Incident,
        reader: Reader,
        locale: &Locale,
        house: &House,
        numbers: Numbers,
        now: DateTime<Utc>,
    ) -> Option<Self> {
        let stage = incident.stage();
        // The desk says what was told, and a draft was told nobody.
        let drafted = (reader != Reader::Support).then(|| incident.as_drafted());
        let incident = drafted.as_ref().unwrap_or(incident);
        let story = Story::of(incident, locale, now)?;
        let mut briefing = Briefing::about(incident, reader.audience(), locale, house)?;
        as_a_whole(briefing.public_mut(), now);
        let internal = &incident.in_force.facts.internal;
        let affected = internal.looked_back.get(&InternalFact::Affected).cloned();
        let cause = internal.cause.clone().filter(|_| stage != Stage::None);
        Some(match (briefing, reader) {
            (Briefing::Customers(facts), Reader::Regulator) => {
                Self::Regulator(Box::new(RegulatorSummary {
                    facts: *facts,
                    story,
                    affected,
                    cause,
                    numbers,
                }))
            }
            (Briefing::Customers(facts), _) => Self::Customers(Box::new(CustomerSummary {
                facts: *facts,
                story,
            })),
            (Briefing::Support(facts), _) => Self::Support(Box::new(SupportSummary {
                facts: *facts,
                story,
            })),
            (Briefing::Executives(facts), _) => Self::Executives(Box::new(ExecutiveSummary {
                facts: *facts,
                story,
                affected,
                reports: incident
                    .promises(now)
                    .into_iter()
                    .filter(is_report)
                    .collect(),
                numbers,
            })),
            (Briefing::Team(facts), _) => Self::Team(Box::new(TeamSummary {
                facts: *facts,
                lines: lines(incident, &story, locale),
                story,
                stage,
                promises: incident.promises(now),
                waived: waived(incident),
                measures: incident.measures(),
                numbers,
            })),
            (Briefing::Partners(_), _) => return None,
        })
    }

    /// Who it is for.
    pub const fn reader(&self) -> Reader {
        match self {
            Self::Customers(_) => Reader::Customers,
            Self::Support(_) => Reader::Support,
            Self::Executives(_) => Reader::Executives,
            Self::Regulator(_) => Reader::Regulator,
            Self::Team(_) => Reader::Team,
        }
    }

    /// What happened when, as everybody may know it.
    pub const fn story(&self) -> &Story {
        match self {
            Self::Customers(summary) => &summary.story,
            Self::Support(summary) => &summary.story,
            Self::Executives(summary) => &summary.story,
            Self::Regulator(summary) => &summary.story,
            Self::Team(summary) => &summary.story,
        }
    }

    /// How customers were told; customers and those who speak with them need no such figures.
    pub const fn numbers(&self) -> Option<Numbers> {
        match self {
            Self::Customers(_) | Self::Support(_) => None,
            Self::Executives(summary) => Some(summary.numbers),
            Self::Regulator(summary) => Some(summary.numbers),
            Self::Team(summary) => Some(summary.numbers),
        }
    }

    /// The briefing of its reader.
    pub fn briefing(&self) -> Briefing {
        match self {
            Self::Customers(summary) => Briefing::Customers(Box::new(summary.facts.clone())),
            Self::Regulator(summary) => Briefing::Customers(Box::new(summary.facts.clone())),
            Self::Support(summary) => Briefing::Support(Box::new(summary.facts.clone())),
            Self::Executives(summary) => Briefing::Executives(Box::new(summary.facts.clone())),
            Self::Team(summary) => Briefing::Team(Box::new(summary.facts.clone())),
        }
    }
}

fn is_report(promise: &Promise) -> bool {
    promise.fact == TimeFact::FollowUp
}

/// Facts that are told as one whole, whichever word said them: once it is over, as if all that holds
/// since had been said with the end.
fn as_a_whole(facts: &mut CustomerBriefing, now: DateTime<Utc>) {
    facts.at = now.max(facts.at);
    facts.phase = if facts.state.is_over() {
        Phase::Over
    } else {
        Phase::News
    };
    facts.corrections.clear();
    facts.said_over = None;
    facts.stated.clone_from(&facts.current);
}

#[cfg(test)]
mod tests;
