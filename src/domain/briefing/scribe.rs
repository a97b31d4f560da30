//! Draws a briefing from an incident: what holds, in the reader's language where it can be.

mod owed;
mod planned;
mod wrong;

use chrono::{DateTime, Utc};

use self::planned::announced;
use super::{
    Answer, Component, Correction, CustomerBriefing, TeamBriefing, TeamMeasure, TimelineLine,
};
use crate::domain::beat::{Beat, Held};
use crate::domain::entry::{Entry, Kind};
use crate::domain::fact::{FactName, InternalFact, TextFact, TimeFact};
use crate::domain::facts::{Facts, Localised};
use crate::domain::house::House;
use crate::domain::incident::{InForce, Incident, Phase};
use crate::domain::locale::Locale;
use crate::domain::words::State;
use crate::order;

/// Writes briefings about one entry of one incident for readers of one locale.
pub(super) struct Scribe<'a> {
    incident: &'a Incident,
    entry: &'a Entry,
    before: Option<InForce>,
    phase: Phase,
    locale: &'a Locale,
    primary: Locale,
}

impl<'a> Scribe<'a> {
    pub(super) fn new(incident: &'a Incident, locale: &'a Locale) -> Option<Self> {
        let entry = incident.last_word()?;
        let before = incident.before_last_word();
        Some(Self {
            incident,
            entry,
            phase: Phase::of(entry, before.as_ref(), &incident.in_force),
            before,
            locale,
            primary: entry.locale.clone(),
        })
    }

    /// What stands for a title that nobody gave: the id. One that was taken out lives on in the id; for
    /// it stands what customers cannot do, or the day.
    fn untitled(&self) -> String {
        let id = &self.incident.id;
        let mut entries = self.incident.timeline.iter();
        let gone = |field: &String| field.starts_with("title");
        if !entries.any(|entry| entry.facts.internal.redacted.keys().any(gone)) {
            return id.clone();
        }
        let impact = self.answer(TextFact::Impact, &mut Vec::new());
        let said = impact.given().and_then(|impact| impact.lines().next());
        let said = said.or(id.get(.."2026-11-21".len())).unwrap_or_default();
        said.trim_end_matches('.').to_owned()
    }

    pub(super) fn public(&self, house: &House) -> CustomerBriefing {
        let now = &self.incident.in_force;
        let mut untranslated = Vec::new();
        let mut answer = |fact| self.answer(fact, &mut untranslated);
        let confirmed = |name: &FactName| now.confirmed.contains_key(name);
        let title = answer(TextFact::Title).given().map(str::to_owned);
        let measures = self.measures();
        if measures.iter().any(|measure| measure.foreign) {
            untranslated.push(TextFact::What);
        }
        let mut answer = |fact| self.answer(fact, &mut untranslated);
        let link = |fact| {
            self.answer(fact, &mut Vec::new())
                .given()
                .map(str::to_owned)
        };
        CustomerBriefing {
            locale: self.locale.clone(),
            address: house.address,
            company: house.company.clone(),
            client: house.client.clone(),
            status_url: house.status_url.clone(),
            status_place: house.status_url.as_deref().map(place),
            feedback_url: link(TextFact::Feedback).or_else(|| house.feedback_url.clone()),
            incident: self.incident.id.clone(),
            kind_of: now.kind_of(),
            severity: now.severity(),
            state: now.state(),
            cancelled: now.is_cancelled(),
            returned: now.came_back(),
            phase: self.phase,
            title: title.unwrap_or_else(|| self.untitled()),
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
                .or_else(|| now.over_since_word.filter(|_| now.is_cancelled()))
                .filter(|_| now.state().is_over()),
            next_update: now.facts.time(TimeFact::NextUpdate),
            estimate: now
                .facts
                .time(TimeFact::Estimate)
                .filter(|_| confirmed(&FactName::Time(TimeFact::Estimate))),
            promised_by: self.promised_by(),
            planned_start: self.planned_start(),
            planned_end: self.planned_end(),
            follow_up: now.facts.time(TimeFact::FollowUp),
            follow_up_before: self.follow_up_before(),
            data_lapsed: self.data_lapsed(),
            report_before: self.before.as_ref().and_then(|b| b.reviewed),
            happened: answer(TextFact::Happened),
            why: answer(TextFact::Why),
            learned: answer(TextFact::Learned),
            contact: match (answer(TextFact::Contact), &house.contact) {
                (Answer::Unsaid, Some(contact)) => Answer::Given(contact.clone()),
                (said, _) => said,
            },
            report_url: link(TextFact::Report),
            measures,
            said_over: self
                .before
                .as_ref()
                .and_then(|b| b.over_since_word)
                .filter(|_| self.phase == Phase::Reopened || self.is_on_again()),
            corrections: self.corrections(),
            stated: stated(self.entry),
            current: self.current(),
            untranslated,
        }
    }

    /// The day of the report that was promised, if this word names a later or an earlier one: `in 3 days`
    /// said twice on one day is the same.
    fn follow_up_before(&self) -> Option<DateTime<Utc>> {
        let now = self.entry.facts.time(TimeFact::FollowUp)?;
        let before = self.before.as_ref()?.facts.time(TimeFact::FollowUp)?;
        let moved = before.date_naive() != now.date_naive();
        (moved && self.phase != Phase::Correction).then_some(before)
    }

    /// What was said since the state is what it is.
    fn current(&self) -> Vec<&'static str> {
        let mut held = Held::default();
        let mut current = Vec::new();
        for entry in self.incident.public() {
            let before = held.state();
            held.apply(&Beat::from(entry));
            if held.state() != before {
                current.clear();
            }
            current.extend(stated(entry));
        }
        order::sort(&mut current);
        current.dedup();
        current
    }

    pub(super) fn team(&self, mut public: CustomerBriefing) -> TeamBriefing {
        let now = &self.incident.in_force;
        let who = |name: &FactName| now.confirmed.get(name).cloned();
        let decision = self.answer(TextFact::Decision, &mut public.untranslated);
        let looked_back = |fact| now.facts.internal.looked_back.get(&fact).cloned();
        let measures = self.incident.measures().into_iter();
        let team_measures = measures.filter_map(|measure| {
            Some(TeamMeasure {
                what: self.words(&measure.what).0?,
                id: measure.id,
                aim: measure.aim,
                owner: measure.owner,
                due: measure.due,
                status: measure.status,
            })
        });
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
            affected: looked_back(InternalFact::Affected),
            factors: looked_back(InternalFact::Factors),
            went_well: looked_back(InternalFact::WentWell),
            went_badly: looked_back(InternalFact::WentBadly),
            lucky: looked_back(InternalFact::Lucky),
            team_measures: team_measures.collect(),
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
    pub(super) fn answer(&self, fact: TextFact, untranslated: &mut Vec<TextFact>) -> Answer {
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
        let facts = &self.entry.facts;
        let mut names: Vec<FactName> = facts.texts.keys().map(|f| FactName::Text(*f)).collect();
        names.extend(facts.times.keys().map(|f| FactName::Time(*f)));
        names.extend(facts.data.map(|_| FactName::Data));
        names.extend_from_slice(&self.entry.clear);
        let mut corrections = Vec::new();
        corrections.extend(self.wrong_state(before));
        for name in &names {
            corrections.extend(self.correction(before, name, told(name)));
        }
        self.wrong_components(before, told(&FactName::Components), &mut corrections);
        corrections
    }

    const fn blank(fact: String, said_at: DateTime<Utc>) -> Correction {
        Correction {
            fact,
            name: None,
            said_at,
            wrote: None,
            holds: None,
            wrote_time: None,
            holds_time: None,
            wrote_foreign: false,
            holds_foreign: false,
        }
    }

    fn correction(
        &self,
        before: &InForce,
        name: &FactName,
        said_at: DateTime<Utc>,
    ) -> Option<Correction> {
        let mut correction = Self::blank(name.key(), said_at);
        match name {
            FactName::Time(fact @ (TimeFact::Started | TimeFact::Estimate))
                if self.incident.in_force.state() == State::Scheduled =>
            {
                correction.wrote_time = Some(announced(before, *fact)?);
                correction.holds_time = announced(&self.incident.in_force, *fact);
            }
            // What an audience is told apart, and what is a new promise, is no public correction.
            FactName::Text(TextFact::Decision)
            | FactName::Time(TimeFact::NextUpdate | TimeFact::Estimate | TimeFact::Detected)
            | FactName::Components
            | FactName::Internal(_) => return None,
            FactName::Data => {
                // The statement that holds stands in the message itself.
                let (wrote, holds) = (before.facts.data, self.incident.in_force.facts.data);
                return (wrote.is_some() && wrote != holds).then_some(correction);
            }
            FactName::Text(fact) => {
                let told =
                    |facts: &Facts| facts.text(*fact).map_or((None, false), |t| self.words(t));
                (correction.wrote, correction.wrote_foreign) = told(&before.facts);
                // What holds for this reader: a translation alone corrects nobody else.
                (correction.holds, correction.holds_foreign) = told(&self.incident.in_force.facts);
            }
            // Nobody was told that work that is called off had ended.
            FactName::Time(TimeFact::Ended) if before.is_cancelled() => return None,
            FactName::Time(fact) => {
                correction.wrote_time = before.facts.time(*fact);
                correction.holds_time = self.incident.in_force.facts.time(*fact);
            }
        }
        let says_something =
            correction.wrote != correction.holds || correction.wrote_time != correction.holds_time;
        says_something.then_some(correction)
    }
}

/// What an entry states for everybody; a decision is for executives alone.
fn stated(entry: &Entry) -> Vec<&'static str> {
    let facts = &entry.facts;
    let texts = facts.texts.keys().filter(|f| **f != TextFact::Decision);
    let mut stated: Vec<_> = texts.map(|f| f.key()).collect();
    stated.extend(facts.times.keys().map(|f| f.key()));
    stated.extend(facts.data.map(|_| "data"));
    if !facts.components.is_empty() {
        stated.push("components");
    }
    stated
}

/// Drops the scheme and the final slash of a URL.
fn place(url: &str) -> String {
    let bare = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))
        .unwrap_or(url);
    bare.trim_end_matches('/').to_owned()
}
