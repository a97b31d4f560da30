//! What one audience may know, in one locale: the wall between the log and the templates.
//!
//! Each audience has its own type. The customers' type has no field for a cause, a person, a link
//! or a note, so no template, not even a user's own, can let one out.

use chrono::{DateTime, Utc};
use serde::{Serialize, Serializer};

use super::entry::{Entry, Kind};
use super::fact::{FactName, TextFact, TimeFact};
use super::facts::{Facts, Localised};
use super::house::House;
use super::incident::{InForce, Incident, Phase};
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

/// Writes briefings about one entry of one incident for readers of one locale.
struct Scribe<'a> {
    incident: &'a Incident,
    entry: &'a Entry,
    before: Option<InForce>,
    phase: Phase,
    locale: &'a Locale,
    primary: Locale,
}

impl<'a> Scribe<'a> {
    fn new(incident: &'a Incident, locale: &'a Locale) -> Option<Self> {
        let entry = incident.last_word()?;
        Some(Self {
            incident,
            entry,
            before: incident.before_last_word(),
            phase: incident.phase(),
            locale,
            primary: entry.locale.clone(),
        })
    }

    fn public(&self, house: &House) -> CustomerBriefing {
        let now = &self.incident.in_force;
        let mut untranslated = Vec::new();
        let mut answer = |fact| self.answer(fact, &mut untranslated);
        let confirmed = |name: &FactName| now.confirmed.contains_key(name);
        let title = answer(TextFact::Title).given().map(str::to_owned);
        CustomerBriefing {
            locale: self.locale.clone(),
            address: house.address,
            company: house.company.clone(),
            status_url: house.status_url.clone(),
            status_place: house.status_url.as_deref().map(place),
            feedback_url: house.feedback_url.clone(),
            incident: self.incident.id.clone(),
            kind_of: now.kind_of(),
            severity: now.severity(),
            state: now.state(),
            phase: self.phase,
            title: title.unwrap_or_else(|| self.incident.id.clone()),
            impact: answer(TextFact::Impact),
            scope: answer(TextFact::Scope),
            workaround: answer(TextFact::Workaround),
            third_party: answer(TextFact::ThirdParty),
            action: answer(TextFact::Action),
            outcome: answer(TextFact::Outcome),
            harm: answer(TextFact::Harm),
            do_now: answer(TextFact::DoNow),
            offer: if confirmed(&FactName::Text(TextFact::Offer)) {
                answer(TextFact::Offer)
            } else {
                Answer::Unsaid
            },
            components: self.components(),
            data: now.facts.data,
            data_confirmed: confirmed(&FactName::Data),
            at: self.entry.at,
            last_word: self.incident.public().rev().nth(1).map(|e| e.at),
            first_word: self
                .incident
                .public()
                .next()
                .map_or(self.entry.at, |e| e.at),
            started: now.facts.time(TimeFact::Started),
            detected: now.facts.time(TimeFact::Detected),
            ended: now
                .facts
                .time(TimeFact::Ended)
                .filter(|_| now.state().is_over()),
            next_update: now.facts.time(TimeFact::NextUpdate),
            estimate: now
                .facts
                .time(TimeFact::Estimate)
                .filter(|_| confirmed(&FactName::Time(TimeFact::Estimate))),
            follow_up: now.facts.time(TimeFact::FollowUp),
            said_over: self
                .before
                .as_ref()
                .and_then(|b| b.over_since_word)
                .filter(|_| self.phase == Phase::Reopened),
            corrections: self.corrections(),
            stated: self.stated(),
            untranslated,
        }
    }

    /// What the newest entry states for everybody; a decision is for executives alone.
    fn stated(&self) -> Vec<&'static str> {
        let facts = &self.entry.facts;
        let texts = facts.texts.keys().filter(|f| **f != TextFact::Decision);
        let mut stated: Vec<_> = texts.map(|f| f.key()).collect();
        stated.extend(facts.times.keys().map(|f| f.key()));
        stated.extend(facts.data.map(|_| "data"));
        if !facts.components.is_empty() {
            stated.push("components");
        }
        stated
    }

    fn team(&self, mut public: CustomerBriefing) -> TeamBriefing {
        let now = &self.incident.in_force;
        let who = |name: &FactName| now.confirmed.get(name).cloned();
        let decision = self.answer(TextFact::Decision, &mut public.untranslated);
        TeamBriefing {
            public,
            decision,
            cause: now.facts.internal.cause.clone(),
            people: now.facts.internal.people.clone(),
            links: now.facts.internal.links.clone(),
            note: self.entry.facts.internal.note.clone(),
            estimate_confirmed_by: who(&FactName::Time(TimeFact::Estimate)),
            offer_confirmed_by: who(&FactName::Text(TextFact::Offer)),
            data_confirmed_by: who(&FactName::Data),
            by: self.entry.by.clone(),
            recorded_late: self.entry.recorded_late(),
            notes: self
                .incident
                .timeline
                .iter()
                .filter(|e| e.kind == Kind::Noted)
                .map(|e| TimelineLine {
                    at: e.at,
                    kind: e.kind.word().to_owned(),
                    by: e.by.clone(),
                    note: e.facts.internal.note.clone(),
                })
                .collect(),
        }
    }

    /// The answer in force, in the reader's locale where there is one.
    fn answer(&self, fact: TextFact, untranslated: &mut Vec<TextFact>) -> Answer {
        match self.incident.in_force.facts.text(fact) {
            None => Answer::Unsaid,
            Some(text) if text.is_blank() => Answer::Blank,
            Some(text) => {
                let (words, foreign) = self.words(text);
                if foreign && !untranslated.contains(&fact) {
                    untranslated.push(fact);
                }
                words.map_or(Answer::Unsaid, Answer::Given)
            }
        }
    }

    fn words(&self, text: &Localised) -> (Option<String>, bool) {
        match text.for_reader(self.locale, &self.primary) {
            Some((words, foreign)) if !words.trim().is_empty() => {
                (Some(words.trim().to_owned()), foreign)
            }
            _ => (None, false),
        }
    }

    fn components(&self) -> Vec<Component> {
        let components = &self.incident.in_force.facts.components;
        let listed = components.iter().map(|(name, status)| Component {
            name: name.clone(),
            status: *status,
        });
        listed.collect()
    }

    /// What the newest entry puts right, if it is a correction.
    fn corrections(&self) -> Vec<Correction> {
        let (Kind::Corrected, Some(before)) = (&self.entry.kind, &self.before) else {
            return Vec::new();
        };
        let corrected = self
            .entry
            .corrects
            .and_then(|id| self.incident.timeline.iter().find(|e| e.id == id));
        let told = |name: &FactName| {
            let earlier = self
                .incident
                .public()
                .rev()
                .filter(|e| e.id != self.entry.id);
            let mut stating = earlier.filter(|e| e.facts.states(name));
            stating.next().or(corrected).map_or(self.entry.at, |e| e.at)
        };
        let stated = self.entry.facts.texts.keys().map(|f| FactName::Text(*f));
        let moved = self.entry.facts.times.keys().map(|f| FactName::Time(*f));
        let names = stated.chain(moved).chain(self.entry.clear.iter().cloned());
        names
            .filter_map(|name| self.correction(before, &name, told(&name)))
            .collect()
    }

    fn correction(
        &self,
        before: &InForce,
        name: &FactName,
        said_at: DateTime<Utc>,
    ) -> Option<Correction> {
        let mut correction = Correction {
            fact: name.key(),
            said_at,
            wrote: None,
            holds: None,
            wrote_time: None,
            holds_time: None,
            wrote_foreign: false,
            holds_foreign: false,
        };
        match name {
            // What an audience is told apart, and what is a new promise, is no public correction.
            FactName::Text(TextFact::Decision)
            | FactName::Time(TimeFact::NextUpdate | TimeFact::Estimate | TimeFact::Detected)
            | FactName::Data
            | FactName::Components
            | FactName::Internal(_) => return None,
            FactName::Text(fact) => {
                let told =
                    |facts: &Facts| facts.text(*fact).map_or((None, false), |t| self.words(t));
                (correction.wrote, correction.wrote_foreign) = told(&before.facts);
                (correction.holds, correction.holds_foreign) = told(&self.entry.facts);
            }
            FactName::Time(fact) => {
                correction.wrote_time = before.facts.time(*fact);
                correction.holds_time = self.entry.facts.time(*fact);
            }
        }
        let says_something =
            correction.wrote != correction.holds || correction.wrote_time != correction.holds_time;
        says_something.then_some(correction)
    }
}

/// Drops the scheme and the final slash of a URL.
fn place(url: &str) -> String {
    let bare = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .unwrap_or(url);
    bare.trim_end_matches('/').to_owned()
}
