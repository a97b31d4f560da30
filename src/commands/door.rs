//! The door: what was typed becomes facts, once. Below it there are no raw strings.

mod inside;
mod look_back;

use std::str::FromStr;

use chrono::{DateTime, Utc};

use super::fact_args::FactArgs;
use super::waiver;
use crate::domain::dictionary::OwnRule;
use crate::domain::entry::Waived;
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::locale::Locale;
use crate::domain::measure::Agreed;
use crate::domain::words::{ComponentStatus, IncidentType, Severity, State};
use crate::failure::Failure;
use crate::text::clean::{self, Fit, Unfit};
use crate::text::time::{self, Toward};
use crate::text::zone::Zone;

/// The most characters of a title: a subject line, with room for the clumsiest one.
pub const TITLE_LIMIT: usize = 500;
/// The most characters of any other text.
pub const TEXT_LIMIT: usize = 10_000;

/// What the typed texts are read with.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is one of its own")]
pub struct Door<'a> {
    /// When the entry is said; durations count from it.
    pub at: DateTime<Utc>,
    pub zone: Zone,
    /// The locale of texts that name none.
    pub locale: &'a Locale,
    /// The rules of the house, which can be waived like any other.
    pub rules: &'a [OwnRule],
    /// Whether the incident begins with this entry, so that nothing can be withdrawn.
    pub begins: bool,
    /// Whether the incident is over with this entry.
    pub ends: bool,
    /// The severity in force, for components without a status.
    pub severity: Option<Severity>,
    /// The type of the incident that it is about, if there is one.
    pub kind_of: Option<IncidentType>,
    /// Whether the incident is work that is planned and has not begun, or was called off.
    pub planned: bool,
    /// The flags that times were typed with.
    pub named: Named,
    /// Whether the facts of a review can be stated: in the review, and where it is corrected.
    pub reviews: bool,
    /// The languages that a measure may be told in.
    pub languages: &'a [Locale],
    /// Whether it is said by whoever schedules planned work, and answers for its end.
    pub schedules: bool,
}

/// Which times of planned work were typed with flags of their own: what is said about a time names
/// the flag that it came with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Named {
    /// The beginning, with `--from`.
    pub from: bool,
    /// The end, with `--until`.
    pub until: bool,
}

impl Named {
    /// The flag that a time came with, without its dashes.
    pub fn flag(self, fact: TimeFact) -> String {
        match fact {
            TimeFact::Started if self.from => "from".to_owned(),
            TimeFact::Estimate if self.until => "until".to_owned(),
            other => other.flag().clone(),
        }
    }
}

/// What came in.
#[derive(Debug, Clone, Default)]
pub struct Typed {
    pub facts: Facts,
    pub clear: Vec<FactName>,
    pub waived: Waived,
    /// What is agreed on.
    pub measures: Vec<Agreed>,
    /// What was repaired on the way.
    pub remarks: Vec<String>,
}

impl Door<'_> {
    /// What is said about a time of day that was taken for one so long ago that another may be meant.
    pub fn surprise(&self, flag: &str, given: &str, moment: DateTime<Utc>) -> Option<String> {
        time::is_surprising(given, moment, self.at).then(|| {
            let wall = self.zone.wall(moment).format("%Y-%m-%d %H:%M");
            format!("`--{flag}`: {given} is taken for {wall}; if another is meant, name its day")
        })
    }

    /// Reads the flags, and reports every problem at once.
    pub fn admit(&self, args: &FactArgs) -> Result<Typed, Failure> {
        let mut porter = Porter {
            door: self,
            typed: Typed::default(),
            problems: Vec::new(),
        };
        porter.words(args);
        porter.texts(args.clone());
        porter.times(args.clone());
        porter.inside(args);
        porter.look_back(args);
        porter.waivers(args);
        porter.promise();
        porter.sense();
        if porter.problems.is_empty() {
            Ok(porter.typed)
        } else {
            Err(Failure::problems(porter.problems))
        }
    }
}

struct Porter<'a> {
    door: &'a Door<'a>,
    typed: Typed,
    problems: Vec<String>,
}

impl Porter<'_> {
    fn words(&mut self, args: &FactArgs) {
        self.typed.facts.kind_of = self.word("type", args.kind_of.as_deref());
        self.typed.facts.severity = self.word("severity", args.severity.as_deref());
        self.typed.facts.state = self.word("state", args.state.as_deref());
        self.typed.facts.data = self.word("data", args.data.as_deref());
        let severity = self
            .typed
            .facts
            .severity
            .or(self.door.severity)
            .unwrap_or(Severity::Major);
        // What is named only when it is over works again.
        let over = self.typed.facts.state.map(State::is_over);
        let over = over.unwrap_or(self.door.ends);
        for given in &args.component {
            // The last `=`: a component may have one in its name, a status has none.
            let (name, status) = match given.rsplit_once('=') {
                Some((name, status)) => (name, self.word("component", Some(status))),
                None => (
                    given.as_str(),
                    Some(if over {
                        ComponentStatus::Operational
                    } else if self.is_work() {
                        ComponentStatus::UnderMaintenance
                    } else {
                        ComponentStatus::for_severity(severity)
                    }),
                ),
            };
            let name = self.line("component", name);
            if let (Some(name), Some(status)) = (name, status) {
                self.typed.facts.components.insert(name, status);
            }
        }
        for given in &args.clear {
            match given.parse() {
                Ok(name) => self.typed.clear.push(name),
                Err(e) => self.problems.push(format!("`--clear`: {e}")),
            }
        }
    }

    fn word<T: FromStr>(&mut self, flag: &str, given: Option<&str>) -> Option<T>
    where
        T::Err: std::fmt::Display,
    {
        match given?.parse() {
            Ok(word) => Some(word),
            Err(e) => {
                self.problems.push(format!("`--{flag}`: {e}"));
                None
            }
        }
    }

    fn texts(&mut self, mut args: FactArgs) {
        for fact in TextFact::ALL {
            if let Some(given) = args.slot(fact.key()).and_then(Option::take) {
                self.text(*fact, &self.door.locale.clone(), &fact.flag(), &given);
            }
        }
        for given in &args.translation {
            let Some((name, text)) = given.split_once('=') else {
                continue;
            };
            let Some((key, tag)) = name.split_once('.') else {
                continue;
            };
            match (TextFact::of_key(key), tag.parse::<Locale>()) {
                (Some(fact), Ok(locale)) => {
                    self.text(fact, &locale, &format!("{}-{locale}", fact.flag()), text);
                }
                (_, Err(e)) => self.problems.push(format!("`{name}`: {e}")),
                (None, _) => self
                    .problems
                    .push(format!("`{name}` is not a text with translations")),
            }
        }
    }

    fn text(&mut self, fact: TextFact, locale: &Locale, flag: &str, given: &str) {
        let fitted = match fact {
            TextFact::Title => clean::fit_line(given, TITLE_LIMIT),
            _ => clean::fit(given, TEXT_LIMIT),
        };
        if let Some(text) = self.fitted(flag, fitted) {
            if !text.is_empty() || fact.may_be_blank() {
                self.typed.facts.set_text(fact, locale, text);
            } else if fact == TextFact::Title {
                self.problems.push(format!(
                    "`--{flag}` is empty; say what is broken in a few words"
                ));
            } else {
                let fact = fact.flag();
                let remedy = if self.door.begins {
                    "leave it out, or say something".to_owned()
                } else {
                    format!("withdraw it with `--clear {fact}`")
                };
                self.problems.push(format!("`--{flag}` is empty; {remedy}"));
            }
        }
    }

    fn fitted(&mut self, flag: &str, fitted: Result<Fit, Unfit>) -> Option<String> {
        match fitted {
            Ok(fit) => {
                let repairs = fit.repairs().into_iter();
                let named = repairs.map(|repair| format!("`--{flag}`: {repair}"));
                self.typed.remarks.extend(named);
                Some(fit.text)
            }
            Err(unfit) => {
                self.problems.push(format!("`--{flag}` {unfit}"));
                None
            }
        }
    }

    /// One line that must say something.
    fn line(&mut self, flag: &str, given: &str) -> Option<String> {
        let text = self.fitted(flag, clean::fit_line(given, TITLE_LIMIT))?;
        if text.is_empty() {
            self.problems.push(format!("`--{flag}` is empty"));
            return None;
        }
        Some(text)
    }

    /// What is let be, and why.
    fn waivers(&mut self, args: &FactArgs) {
        for given in &args.waive {
            match waiver::read(given, self.door.rules) {
                Ok((rule, reason)) => drop(self.typed.waived.insert(rule, reason)),
                Err(problem) => self.problems.push(format!("`--waive`: {problem}")),
            }
        }
    }

    /// Whether this is about planned work.
    fn is_work(&self) -> bool {
        let kind = self.typed.facts.kind_of.or(self.door.kind_of);
        kind == Some(IncidentType::Maintenance)
    }

    /// Whether the beginning lies ahead: of work that is planned.
    fn is_ahead(&self) -> bool {
        let facts = &self.typed.facts;
        let planned = facts
            .kind_of
            .map_or(self.door.planned, |kind| kind == IncidentType::Maintenance);
        planned && facts.state.is_none_or(|state| state == State::Scheduled)
    }

    /// Without another promise, the next word about work that is announced comes when it begins.
    fn promise(&mut self) {
        let times = &mut self.typed.facts.times;
        let begins = times.get(&TimeFact::Started).copied();
        if let (true, Some(begins)) = (self.door.begins && self.door.named.from, begins)
            && begins > self.door.at
        {
            times.entry(TimeFact::NextUpdate).or_insert(begins);
        }
    }

    fn times(&mut self, mut args: FactArgs) {
        for fact in TimeFact::ALL {
            let Some(given) = args.slot(fact.key()).and_then(Option::take) else {
                continue;
            };
            let toward = match fact {
                TimeFact::Started if self.is_ahead() => Toward::Future,
                TimeFact::Started | TimeFact::Detected | TimeFact::Ended => Toward::Past,
                TimeFact::NextUpdate | TimeFact::Estimate | TimeFact::FollowUp => Toward::Future,
            };
            match time::parse(&given, self.door.at, self.door.zone, toward) {
                Ok(moment) => {
                    let flag = self.door.named.flag(*fact);
                    let remark = self.door.surprise(&flag, &given, moment);
                    self.typed
                        .remarks
                        .extend(remark.filter(|_| toward == Toward::Past));
                    self.typed.facts.times.insert(*fact, moment);
                }
                Err(e) => {
                    let flag = self.door.named.flag(*fact);
                    self.problems.push(format!("`--{flag}`: {e}"));
                }
            }
        }
    }

    /// What can be seen to make no sense without knowing the incident.
    fn sense(&mut self) {
        let facts = &self.typed.facts;
        let nobody = facts.confirmed_by.is_none();
        let named = self.door.named;
        let estimate = named.flag(TimeFact::Estimate);
        for (flag, given) in [
            (
                estimate.as_str(),
                facts.times.contains_key(&TimeFact::Estimate) && !self.door.schedules,
            ),
            ("offer", facts.texts.contains_key(&TextFact::Offer)),
        ] {
            if given && nobody {
                self.problems.push(format!(
                    "`--{flag}` is only said when somebody confirmed it; name them with `--confirmed-by`"
                ));
            }
        }
        // Work that is announced with `--from` and `--until` lies ahead.
        let beginning = (named.from && self.is_ahead()).then_some(TimeFact::Started);
        let promises = [TimeFact::NextUpdate, TimeFact::Estimate, TimeFact::FollowUp];
        for fact in beginning.into_iter().chain(promises) {
            if facts
                .time(fact)
                .is_some_and(|moment| moment <= self.door.at)
            {
                self.problems.push(format!(
                    "`--{}` lies in the past; name a time to come",
                    named.flag(fact)
                ));
            }
        }
        for name in &self.typed.clear {
            if facts.states(name) {
                self.problems.push(format!(
                    "`{name}` is both stated and withdrawn; do one of the two"
                ));
            }
        }
    }
}

#[cfg(test)]
mod tests;
