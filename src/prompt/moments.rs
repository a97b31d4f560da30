//! Answers that are moments: what is proposed, how they are read, and what they must not be.

use chrono::{DateTime, Utc};

use crate::domain::fact::{FactName, TimeFact};
use crate::domain::incident::InForce;
use crate::domain::words::{IncidentType, Severity, State};
use crate::text::clean;
use crate::text::time::{self, BadTime, Toward};

use super::answer::{Context, Remark, clipped};
use super::question::standing;
use super::words::fill;
use super::{Answers, Occasion};

impl Context<'_> {
    /// A moment as it is typed.
    pub(super) fn wall(&self, moment: DateTime<Utc>) -> String {
        let wall = self.brief.zone.wall(moment);
        wall.format("%Y-%m-%d %H:%M").to_string()
    }

    /// The moment that an empty answer takes, with the words that stand for it.
    pub(super) fn offer(
        &self,
        fact: TimeFact,
        answers: &Answers,
    ) -> Option<(DateTime<Utc>, String)> {
        let brief = self.brief;
        let label = |m| self.clock(m);
        if let Some(moment) = answers.facts.time(fact) {
            let kept = matches!(fact, TimeFact::NextUpdate | TimeFact::Ended);
            return kept.then(|| (moment, label(moment)));
        }
        match fact {
            TimeFact::NextUpdate => {
                let promised = self.in_force().and_then(|f| f.time(TimeFact::NextUpdate));
                let promised = promised.filter(|m| *m > brief.now);
                if let (Occasion::Correct, Some(moment)) = (brief.occasion, promised) {
                    return Some((moment, label(moment)));
                }
                let in_force = brief.incident.map(|i| &i.in_force);
                let severity = answers.facts.severity.or(in_force.map(InForce::severity));
                let state = answers.facts.state.unwrap_or(standing(brief).1);
                let severity = severity.unwrap_or(Severity::Major);
                if state == State::Scheduled {
                    // Until the work begins there is nothing to tell.
                    let begins = answers.facts.time(TimeFact::Started);
                    let begins = begins.or_else(|| in_force?.facts.time(TimeFact::Started));
                    if let Some(moment) = begins.filter(|m| *m > brief.now) {
                        return Some((moment, label(moment)));
                    }
                }
                let span = (brief.cadence)(severity, state);
                let moment = brief.now.checked_add_signed(span)?;
                Some((moment, format!("{} → {}", short(span), label(moment))))
            }
            TimeFact::Ended if brief.occasion == Occasion::Resolve => Some((
                brief.now,
                format!("{} → {}", self.words.say.now, label(brief.now)),
            )),
            _ => None,
        }
    }

    pub(super) fn take_time(
        &self,
        fact: TimeFact,
        typed: &str,
        answers: &mut Answers,
    ) -> Result<Remark, String> {
        let name = FactName::Time(fact);
        let before = self.in_force().and_then(|f| f.time(fact));
        if typed.trim().is_empty() {
            answers.clear.retain(|n| *n != name);
            if let Some((moment, _)) = self.offer(fact, answers) {
                answers.facts.times.insert(fact, moment);
            } else {
                // What was answered before is no answer any more, either.
                answers.facts.times.remove(&fact);
                if before.is_some() {
                    answers.clear.push(name);
                }
            }
            return Ok(None);
        }
        let moment = self.read_time(fact, typed, answers)?;
        let corrected = self.brief.occasion == Occasion::Correct && fact != TimeFact::NextUpdate;
        if corrected && before.is_some_and(|b| self.wall(b) == self.wall(moment)) {
            return Err(self.words.say.nothing_corrected.clone());
        }
        answers.clear.retain(|n| *n != name);
        let reviews = matches!(self.brief.occasion, Occasion::Review { .. });
        if reviews && before.is_some_and(|b| self.wall(b) == self.wall(moment)) {
            // What is known to the second is not said again to the minute.
            answers.facts.times.remove(&fact);
            return Ok(None);
        }
        answers.facts.times.insert(fact, moment);
        let label = self.clock(moment);
        Ok(Some(fill(
            &self.words.say.understood_time,
            &[("time", &label)],
        )))
    }

    fn read_time(
        &self,
        fact: TimeFact,
        typed: &str,
        answers: &Answers,
    ) -> Result<DateTime<Utc>, String> {
        let say = &self.words.say;
        let ahead = matches!(
            fact,
            TimeFact::NextUpdate | TimeFact::Estimate | TimeFact::FollowUp
        );
        let toward = if ahead || self.is_planned() {
            Toward::Future
        } else {
            Toward::Past
        };
        let now = self.brief.now;
        let english = self.words.english_time(typed);
        let given = clipped(&clean::visible(typed.trim()));
        let given = ("given", given.as_str());
        let not_behind = match fact {
            TimeFact::Ended => &say.not_over,
            _ => &say.not_behind,
        };
        let read = |toward| time::parse(&english, now, self.brief.zone, toward);
        // "In two hours" is not a way to say "two hours ago".
        if toward == Toward::Past && english.starts_with("in ") && read(Toward::Future).is_ok() {
            return Err(fill(not_behind, &[given]));
        }
        let moment = read(toward).map_err(|e| match e {
            BadTime::Skipped(skipped) => fill(&say.skipped_hour, &[("zone", skipped.zone.name())]),
            BadTime::NotATime(_) => fill(&say.not_a_time, &[given]),
        })?;
        let label = self.clock(moment);
        let both = [given, ("time", label.as_str())];
        if toward == Toward::Future && moment <= now {
            return Err(fill(&say.not_ahead, &both));
        }
        if toward == Toward::Past && moment > now {
            return Err(fill(not_behind, &both));
        }
        let in_force = self.brief.incident.map(|i| &i.in_force.facts);
        let stated = |fact| {
            let stated = answers.facts.time(fact);
            stated.or_else(|| in_force?.time(fact))
        };
        match fact {
            TimeFact::Ended if stated(TimeFact::Started).is_some_and(|s| moment < s) => {
                Err(fill(&say.before_start, &both))
            }
            TimeFact::Estimate
                if self.is_planned() && stated(TimeFact::Started).is_some_and(|s| moment <= s) =>
            {
                Err(fill(&say.ends_early, &both))
            }
            TimeFact::Started
                if self.is_planned()
                    && answers
                        .facts
                        .time(TimeFact::Estimate)
                        .is_some_and(|e| e <= moment) =>
            {
                Err(fill(&say.begins_late, &both))
            }
            TimeFact::Started if stated(TimeFact::Ended).is_some_and(|e| e < moment) => {
                Err(fill(&say.after_end, &both))
            }
            _ => Ok(moment),
        }
    }

    /// A moment as the interview says it.
    pub(super) fn clock(&self, moment: DateTime<Utc>) -> String {
        (self.brief.clock_label)(moment)
    }

    /// Whether what is spoken of is work that has not begun.
    pub(super) fn is_planned(&self) -> bool {
        let (kind, state) = standing(self.brief);
        kind == IncidentType::Maintenance
            && state == State::Scheduled
            && self.brief.occasion != Occasion::Resolve
    }
}

/// A span as it is typed: `30m`, `1h30m`.
fn short(span: chrono::Duration) -> String {
    let minutes = span.num_minutes();
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m}m"),
        (h, 0) => format!("{h}h"),
        (h, m) => format!("{h}h{m}m"),
    }
}
