//! What one audience may know, in one locale: the wall between the log and the templates.
//!
//! Each audience has its own type. The customers' type has no field for a cause, a person, a link
//! or a note, so no template, not even a user's own, can let one out.

mod account;
mod quote;
mod scribe;

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};

pub use self::account::Account;
pub use self::quote::Quote;
use super::fact::TextFact;
use super::house::House;
use super::incident::{Incident, Phase};
use super::locale::Locale;
use super::measure::{Aim, Status};
use super::words::{Address, Audience, ComponentStatus, DataImpact, IncidentType, Severity, State};

/// What was answered to an open question. Templates see the given text or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Answer {
    /// Nobody said anything about it.
    #[default]
    Unsaid,
    /// The answer was "nothing": not known yet, none yet.
    Blank,
    /// A text, in the reader's locale where there is one.
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
    /// The component it is about, if it is about one.
    pub name: Option<String>,
    /// When it was said, in UTC.
    pub said_at: DateTime<Utc>,
    /// The words that were wrong, or the word of the state or status; none if nothing was said about
    /// it before, and where that it was over was wrong.
    pub wrote: Option<String>,
    /// The words that hold; none if the statement is withdrawn.
    pub holds: Option<String>,
    /// The moments, where the fact is one.
    pub wrote_time: Option<DateTime<Utc>>,
    /// The moment that holds, in UTC.
    pub holds_time: Option<DateTime<Utc>>,
    /// Whether the words stand in another language than the reader's.
    #[serde(skip)]
    pub wrote_foreign: bool,
    /// The same for the words that hold.
    #[serde(skip)]
    pub holds_foreign: bool,
}

/// One component and how it is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Component {
    /// The name, as customers know it.
    pub name: String,
    /// How it is doing now.
    pub status: ComponentStatus,
}

/// What we do so that it does not happen again, as everybody may know it: not who sees to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Promised {
    /// What we do.
    pub what: String,
    /// By when, in UTC; none for what is done.
    pub due: Option<DateTime<Utc>>,
    /// Whether it is done.
    pub done: bool,
    /// Whether the words stand in another language than the reader's.
    #[serde(skip)]
    pub foreign: bool,
}

/// What everybody may know. All moments are in UTC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CustomerBriefing {
    /// The locale of the reader.
    pub locale: Locale,
    /// How the reader is addressed.
    pub address: Address,
    /// The company, as its customers know it.
    pub company: Option<String>,
    /// The client that is spoken to by name.
    pub client: Option<String>,
    /// The status page, as a URL.
    pub status_url: Option<String>,
    /// The status page without scheme and final slash, for a text message or the telephone.
    pub status_place: Option<String>,
    /// Where customers can tell us how we did, as a URL.
    pub feedback_url: Option<String>,
    /// The id of the incident.
    pub incident: String,
    /// What kind of thing this is about.
    #[serde(rename = "type")]
    pub kind_of: IncidentType,
    /// How bad it is for customers.
    pub severity: Severity,
    /// Where it stands.
    pub state: State,
    /// Whether planned work was called off: over before it was to begin.
    pub cancelled: bool,
    /// Whether it came back after it was said to be over: then it cannot be said how long it lasted.
    pub returned: bool,
    /// What kind of word this is.
    #[serde(serialize_with = "phase_word")]
    pub phase: Phase,
    /// What is broken, in a few words; the id if nobody said it.
    pub title: String,
    /// What customers cannot do.
    pub impact: Answer,
    /// Who is affected and who is not.
    pub scope: Answer,
    /// What customers can do meanwhile.
    pub workaround: Answer,
    /// A supplier's part in it.
    pub third_party: Answer,
    /// What we are doing.
    pub action: Answer,
    /// What works again.
    pub outcome: Answer,
    /// What we are sorry for.
    pub harm: Answer,
    /// What customers must do themselves, at once.
    pub do_now: Answer,
    /// Compensation or an alternative, only if somebody confirmed it.
    pub offer: Answer,
    /// What is affected, by name.
    pub components: Vec<Component>,
    /// What happened to customers' data.
    pub data: Option<DataImpact>,
    /// Whether somebody confirmed what is said about data.
    pub data_confirmed: bool,
    /// When this is said.
    pub at: DateTime<Utc>,
    /// When customers heard from us before this.
    pub last_word: Option<DateTime<Utc>>,
    /// When customers first heard from us.
    pub first_word: DateTime<Utc>,
    /// When it began.
    pub started: Option<DateTime<Utc>>,
    /// When we noticed.
    pub detected: Option<DateTime<Utc>>,
    /// When it was over; none while it is not.
    pub ended: Option<DateTime<Utc>>,
    /// When we speak again.
    pub next_update: Option<DateTime<Utc>>,
    /// When it may be repaired, only if somebody confirmed it.
    pub estimate: Option<DateTime<Utc>>,
    /// When planned work was to begin, if that was said before and has moved since.
    pub planned_start: Option<DateTime<Utc>>,
    /// When planned work was to be done, or it was to work again, if that was said before and has
    /// passed or moved since.
    pub planned_end: Option<DateTime<Utc>>,
    /// By when we will say what happened.
    pub follow_up: Option<DateTime<Utc>>,
    /// By when we had promised to say what happened, if this word names another time.
    pub follow_up_before: Option<DateTime<Utc>>,
    /// When customers were told that nothing happened to data, if it came back after that and nothing
    /// was said about data since.
    #[serde(skip)]
    pub data_lapsed: Option<DateTime<Utc>>,
    /// By when this word had been promised, if it comes later than that.
    #[serde(skip)]
    pub promised_by: Option<DateTime<Utc>>,
    /// When customers had the report that this one replaces.
    #[serde(skip)]
    pub report_before: Option<DateTime<Utc>>,
    /// What happened, told from its end.
    pub happened: Answer,
    /// Why it happened.
    pub why: Answer,
    /// What we learned and changed.
    pub learned: Answer,
    /// How customers reach somebody who answers.
    pub contact: Answer,
    /// Where the report of what happened can be read, as a URL.
    pub report_url: Option<String>,
    /// What we do so that it does not happen again; without what we dropped.
    pub measures: Vec<Promised>,
    /// When we said that it was over or called off, if it then turned out not to be.
    pub said_over: Option<DateTime<Utc>>,
    /// What this word takes back, if it is a correction.
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

/// What partners know: the same as customers, to pass on word for word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartnerBriefing {
    /// What everybody may know.
    #[serde(flatten)]
    pub public: CustomerBriefing,
}

/// What the support desk knows: the same as customers, to give the same answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SupportBriefing {
    /// What everybody may know.
    #[serde(flatten)]
    pub public: CustomerBriefing,
}

/// What executives know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExecutiveBriefing {
    /// What everybody may know.
    #[serde(flatten)]
    pub public: CustomerBriefing,
    /// What they must decide.
    pub decision: Answer,
}

/// One line of the team's timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineLine {
    /// When it happened, in UTC.
    pub at: DateTime<Utc>,
    /// The kind of the entry, as in the log.
    pub kind: String,
    /// Who wrote it.
    pub by: Option<String>,
    /// What was noted.
    pub note: Option<String>,
}

/// One measure, as the team knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeamMeasure {
    /// Its id.
    pub id: String,
    /// What we do.
    pub what: String,
    /// What it is good for.
    pub aim: Aim,
    /// Who sees to it.
    pub owner: Option<String>,
    /// By when, in UTC.
    pub due: Option<DateTime<Utc>>,
    /// What became of it.
    pub status: Status,
}

/// What the team knows: everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TeamBriefing {
    /// What everybody may know.
    #[serde(flatten)]
    pub public: CustomerBriefing,
    /// What executives must decide.
    pub decision: Answer,
    /// The technical cause so far.
    pub cause: Option<String>,
    /// Who is working on it.
    pub people: Option<String>,
    /// Dashboards, tickets and recordings.
    pub links: Vec<String>,
    /// The note of this entry.
    pub note: Option<String>,
    /// Who confirmed when it may be repaired.
    pub estimate_confirmed_by: Option<String>,
    /// Who confirmed what is offered.
    pub offer_confirmed_by: Option<String>,
    /// Who confirmed what is said about data.
    pub data_confirmed_by: Option<String>,
    /// Who wrote the entry.
    pub by: Option<String>,
    /// When the entry was recorded, if that was much later than what it records.
    pub recorded_late: Option<DateTime<Utc>>,
    /// The notes so far, oldest first.
    pub notes: Vec<TimelineLine>,
    /// How many were affected.
    pub affected: Option<String>,
    /// What else had a part in it.
    pub factors: Option<String>,
    /// What went well.
    pub went_well: Option<String>,
    /// What did not go well.
    pub went_badly: Option<String>,
    /// Where we were lucky.
    pub lucky: Option<String>,
    /// What we do so that it does not happen again, with who sees to it.
    pub team_measures: Vec<TeamMeasure>,
}

/// What one audience may know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Briefing {
    /// For customers.
    Customers(Box<CustomerBriefing>),
    /// For partners.
    Partners(Box<PartnerBriefing>),
    /// For the support desk.
    Support(Box<SupportBriefing>),
    /// For executives.
    Executives(Box<ExecutiveBriefing>),
    /// For the own team.
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
        Account::of(incident, locale, house).map(|account| account.told_to(audience))
    }

    /// The part that everybody may know.
    pub fn public(&self) -> &CustomerBriefing {
        match self {
            Self::Customers(briefing) => briefing,
            Self::Partners(briefing) => &briefing.public,
            Self::Support(briefing) => &briefing.public,
            Self::Executives(briefing) => &briefing.public,
            Self::Team(briefing) => &briefing.public,
        }
    }

    /// The same, to be told otherwise.
    pub(super) const fn public_mut(&mut self) -> &mut CustomerBriefing {
        match self {
            Self::Customers(briefing) => briefing,
            Self::Partners(briefing) => &mut briefing.public,
            Self::Support(briefing) => &mut briefing.public,
            Self::Executives(briefing) => &mut briefing.public,
            Self::Team(briefing) => &mut briefing.public,
        }
    }

    /// The audience this was written for.
    pub const fn audience(&self) -> Audience {
        match self {
            Self::Customers(_) => Audience::Customers,
            Self::Partners(_) => Audience::Partners,
            Self::Support(_) => Audience::Support,
            Self::Executives(_) => Audience::Executives,
            Self::Team(_) => Audience::Team,
        }
    }
}
