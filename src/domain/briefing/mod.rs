//! What one audience may know, in one locale: the wall between the log and the templates.
//!
//! Each audience has its own type. The customers' type has no field for a cause, a person, a link
//! or a note, so no template, not even a user's own, can let one out.

mod scribe;

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};

use self::scribe::Scribe;
use super::fact::TextFact;
use super::house::House;
use super::incident::{Incident, Phase};
use super::locale::Locale;
use super::words::{Address, Audience, ComponentStatus, DataImpact, IncidentType, Severity, State};

/// What was answered to an open question. Templates see the given text or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Answer {
    /// Nobody said anything about it.
    #[default]
    Unsaid,
    /// The answer was "nothing": not known yet, none yet.
    Blank,
    Given(String),
}

impl Answer {
    /// The given text.
    pub fn given(&self) -> Option<&str> {
        match self {
            Self::Given(text) => Some(text),
            Self::Unsaid | Self::Blank => None,
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.given().serialize(serializer)
    }
}

/// One thing that was said before and was wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// The key of the fact, such as `scope` or `started`.
    pub fact: String,
    /// When it was said, in UTC.
    pub said_at: DateTime<Utc>,
    /// The words that were wrong; none if nothing was said about it before.
    pub wrote: Option<String>,
    /// The words that hold; none if the statement is withdrawn.
    pub holds: Option<String>,
    /// The moments, where the fact is one.
    pub wrote_time: Option<DateTime<Utc>>,
    pub holds_time: Option<DateTime<Utc>>,
    /// Whether the words stand in another language than the reader's.
    #[serde(skip)]
    pub wrote_foreign: bool,
    #[serde(skip)]
    pub holds_foreign: bool,
}

/// One component and how it is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Component {
    pub name: String,
    pub status: ComponentStatus,
}

/// What everybody may know. All moments are in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CustomerBriefing {
    pub locale: Locale,
    pub address: Address,
    pub company: Option<String>,
    pub status_url: Option<String>,
    /// The status page without scheme and final slash, for a text message or the telephone.
    pub status_place: Option<String>,
    pub feedback_url: Option<String>,
    pub incident: String,
    #[serde(rename = "type")]
    pub kind_of: IncidentType,
    pub severity: Severity,
    pub state: State,
    #[serde(serialize_with = "phase_word")]
    pub phase: Phase,
    pub title: String,
    pub impact: Answer,
    pub scope: Answer,
    pub workaround: Answer,
    pub third_party: Answer,
    pub action: Answer,
    pub outcome: Answer,
    pub harm: Answer,
    pub do_now: Answer,
    /// Compensation or an alternative, only if somebody confirmed it.
    pub offer: Answer,
    pub components: Vec<Component>,
    pub data: Option<DataImpact>,
    pub data_confirmed: bool,
    /// When this is said.
    pub at: DateTime<Utc>,
    /// When customers heard from us before this.
    pub last_word: Option<DateTime<Utc>>,
    pub first_word: DateTime<Utc>,
    pub started: Option<DateTime<Utc>>,
    pub detected: Option<DateTime<Utc>>,
    pub ended: Option<DateTime<Utc>>,
    pub next_update: Option<DateTime<Utc>>,
    /// When it may be repaired, only if somebody confirmed it.
    pub estimate: Option<DateTime<Utc>>,
    pub follow_up: Option<DateTime<Utc>>,
    /// When we said that it was over, if it then turned out not to be.
    pub said_over: Option<DateTime<Utc>>,
    pub corrections: Vec<Correction>,
    /// The keys of the public facts that the newest entry itself states; all others were said
    /// before and may be dated once it is over.
    pub stated: Vec<&'static str>,
    /// The keys of the public facts that were said since the state is what it is; all others were
    /// said of another state, and may have changed with it.
    pub current: Vec<&'static str>,
    /// The facts that had no text in this locale and stand in another language.
    #[serde(skip)]
    pub untranslated: Vec<TextFact>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes a reference"
)]
fn phase_word<S: Serializer>(phase: &Phase, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(phase.word())
}

/// What the support desk knows: the same as customers, to give the same answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportBriefing {
    #[serde(flatten)]
    pub public: CustomerBriefing,
}

/// What executives know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExecutiveBriefing {
    #[serde(flatten)]
    pub public: CustomerBriefing,
    /// What they must decide.
    pub decision: Answer,
}

/// One line of the team's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineLine {
    pub at: DateTime<Utc>,
    pub kind: String,
    pub by: Option<String>,
    pub note: Option<String>,
}

/// What the team knows: everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeamBriefing {
    #[serde(flatten)]
    pub public: CustomerBriefing,
    pub decision: Answer,
    pub cause: Option<String>,
    pub people: Option<String>,
    pub links: Vec<String>,
    /// The note of this entry.
    pub note: Option<String>,
    pub estimate_confirmed_by: Option<String>,
    pub offer_confirmed_by: Option<String>,
    pub data_confirmed_by: Option<String>,
    pub by: Option<String>,
    /// When the entry was recorded, if that was much later than what it records.
    pub recorded_late: Option<DateTime<Utc>>,
    /// The notes so far, oldest first.
    pub notes: Vec<TimelineLine>,
}

/// What one audience may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Briefing {
    Customers(Box<CustomerBriefing>),
    Support(Box<SupportBriefing>),
    Executives(Box<ExecutiveBriefing>),
    Team(Box<TeamBriefing>),
}

impl Briefing {
    /// Tells `audience` about the newest public entry of an incident, in `locale`. None if nothing
    /// public was ever recorded.
    pub fn about(
        incident: &Incident,
        audience: Audience,
        locale: &Locale,
        house: &House,
    ) -> Option<Self> {
        let scribe = Scribe::new(incident, locale)?;
        let mut public = scribe.public(house);
        Some(match audience {
            Audience::Customers => Self::Customers(Box::new(public)),
            Audience::Support => Self::Support(Box::new(SupportBriefing { public })),
            Audience::Executives => {
                let decision = scribe.answer(TextFact::Decision, &mut public.untranslated);
                Self::Executives(Box::new(ExecutiveBriefing { public, decision }))
            }
            Audience::Team => Self::Team(Box::new(scribe.team(public))),
        })
    }

    /// The part that everybody may know.
    pub fn public(&self) -> &CustomerBriefing {
        match self {
            Self::Customers(briefing) => briefing,
            Self::Support(briefing) => &briefing.public,
            Self::Executives(briefing) => &briefing.public,
            Self::Team(briefing) => &briefing.public,
        }
    }

    /// The audience this was written for.
    pub const fn audience(&self) -> Audience {
        match self {
            Self::Customers(_) => Audience::Customers,
            Self::Support(_) => Audience::Support,
            Self::Executives(_) => Audience::Executives,
            Self::Team(_) => Audience::Team,
        }
    }
}
