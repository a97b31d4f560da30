//! What changed from one public word to the next, and whether anybody said so.

use super::super::facts::finding;
use super::super::finding::{Finding, Level, Place};
use super::super::plain;
use super::super::words::figures::{Counts, Figure, figures};
use super::phrases::{AGAIN, MORE};
use super::{differ, moment, texts};
use crate::domain::entry::{Entry, Kind};
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::facts::Internal;
use crate::domain::incident::{InForce, Incident};
use crate::domain::words::{ComponentStatus, DataImpact, IncidentType, State};
use crate::order::Set;

/// One public word: what held before it, what holds after it, and how many words in a row, this one
/// included, had no news.
pub(super) struct Step<'a> {
    pub(super) entry: &'a Entry,
    before: Option<InForce>,
    after: InForce,
    without_news: usize,
}

/// Returns the public words of an incident, oldest first.
pub(super) fn steps(incident: &Incident) -> Vec<Step<'_>> {
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut in_force = InForce::default();
    for entry in &incident.timeline {
        let before = (!steps.is_empty()).then(|| in_force.clone());
        in_force.apply(entry);
        if !entry.kind.is_public() {
            continue;
        }
        let row = steps.last().map_or(0, |step| step.without_news);
        let empty = before.as_ref().is_some_and(|b| is_empty(entry, b));
        steps.push(Step {
            entry,
            before,
            after: in_force.clone(),
            without_news: if empty { row + 1 } else { 0 },
        });
    }
    steps
}

/// Whether an entry says nothing that was not known: at most in other words' order, or at another
/// time of the day.
fn is_empty(entry: &Entry, before: &InForce) -> bool {
    if entry.kind == Kind::Corrected || !entry.clear.is_empty() {
        return false;
    }
    let mut news = before.news(&entry.facts);
    news.internal = Internal::default();
    news.withdraw(&FactName::Time(TimeFact::NextUpdate));
    news.texts.retain(|fact, text| {
        let held = before.facts.text(*fact);
        let same = |locale, words| {
            held.and_then(|h| h.get(locale))
                .is_some_and(|h| alike(h, words))
        };
        !text.iter().all(|(locale, words)| same(locale, words))
    });
    news.is_empty()
}

/// Whether the second text says the same: a word in ten may differ, and one may be new (`still` for
/// `currently`), since two new words in a long text are news. Times of day do not count.
fn alike(one: &str, other: &str) -> bool {
    let bag = |text: &str| -> Set<String> {
        let words = plain::words(text).into_iter();
        words.filter(|word| !word.contains(':')).collect()
    };
    let (one, other) = (bag(one), bag(other));
    // A changed number is news, however alike the words are.
    let numbers = |bag: &Set<String>| -> Vec<String> {
        let digits = |w: &&String| w.chars().any(|c| c.is_ascii_digit());
        bag.iter().filter(digits).cloned().collect()
    };
    let shared = one.intersection(&other).count();
    let all = one.len() + other.len() - shared;
    numbers(&one) == numbers(&other) && shared * 10 > all * 9 && other.difference(&one).count() <= 1
}

impl Step<'_> {
    /// What this word gives away.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut found = self.contradictions();
        // A correction says what was wrong; that is what it is for.
        if let Some(before) = self
            .before
            .as_ref()
            .filter(|_| self.entry.kind != Kind::Corrected)
        {
            found.extend(self.grew(before));
            found.extend(self.went_back(before));
            found.extend(self.moved(before));
            found.extend(self.repeats(before));
        }
        found
    }

    fn planned(&self) -> bool {
        self.after.kind_of() == IncidentType::Maintenance
    }

    fn says_one_of(&self, phrases: &[&str]) -> bool {
        texts(self.entry).any(|text| plain::says_one_of(text, phrases))
    }

    /// It became worse, and the words do not say so.
    fn grew(&self, before: &InForce) -> Option<Finding> {
        let open = !before.state().is_over() && !self.after.state().is_over();
        if self.planned() || !open || self.says_one_of(MORE) {
            return None;
        }
        let error = |what| {
            Some(finding(
                "scope-grew-silently",
                Level::Error,
                Place::Field("scope"),
                what,
            ))
        };
        if let Some((was, is)) = self.larger_share(before) {
            return error(format!(
                "it affects {is}% now, after {was}%, and no word says that it grew"
            ));
        }
        if let Some((what, was, is)) = self.larger_count(before) {
            return error(format!(
                "it affects {is} {what} now, after {was}, and no word says that it grew"
            ));
        }
        // The first to be named are what was told of without a name.
        let named = !before.facts.components.is_empty();
        let ill = |name: &String, status: &ComponentStatus| {
            let was = before.facts.components.get(name);
            named
                && *status != ComponentStatus::UnderMaintenance
                && was.copied().unwrap_or(ComponentStatus::Operational) < *status
        };
        let stated = &self.entry.facts.components;
        if let Some((name, status)) = stated.iter().find(|(name, status)| ill(name, status)) {
            return error(format!(
                "`{name}` is {status} now, and no word says that this is new"
            ));
        }
        if self.after.severity() > before.severity() {
            let what = format!(
                "the severity rose from {} to {}, and no word says that it is worse",
                before.severity(),
                self.after.severity()
            );
            let place = Place::Field("severity");
            return Some(finding("scope-grew-silently", Level::Warning, place, what));
        }
        None
    }

    /// The largest percentages of the scope before and after, if it grew by more than a tenth.
    fn larger_share(&self, before: &InForce) -> Option<(f64, f64)> {
        let share = |text: Option<&str>| -> Option<f64> {
            let text = text?.replace(" %", "%").replace("\u{a0}%", "%");
            let numbers = plain::words(&text).into_iter().filter_map(|word| {
                word.strip_suffix('%')
                    .and_then(|n| n.replace(',', ".").parse::<f64>().ok())
            });
            numbers.reduce(f64::max)
        };
        let locale = &self.entry.locale;
        let of = |facts: &InForce| {
            let scope = facts.facts.text(TextFact::Scope);
            share(scope.and_then(|scope| scope.get(locale)))
        };
        let (was, is) = (of(before)?, of(&self.after)?);
        (is > was * 1.1).then_some((was, is))
    }

    /// What the scope counts, before and after, if it grew by more than a tenth: `40 shops` and
    /// `400 shops`.
    fn larger_count(&self, before: &InForce) -> Option<(String, i64, i64)> {
        let locale = &self.entry.locale;
        let counts = |facts: &InForce| -> Vec<Figure> {
            let scope = facts.facts.text(TextFact::Scope);
            let text = scope
                .and_then(|scope| scope.get(locale))
                .unwrap_or_default();
            let all = figures(text).into_iter();
            all.filter(|f| f.counts == Counts::Count && !f.next.is_empty())
                .collect()
        };
        let (was, is) = (counts(before), counts(&self.after));
        is.into_iter().find_map(|now| {
            let then = was.iter().find(|then| then.next == now.next)?;
            let (then, is) = (then.value / 1000, now.value / 1000);
            (is * 10 > then * 11).then_some((now.next, then, is))
        })
    }

    /// The state went back while it was open, and the words do not say so.
    fn went_back(&self, before: &InForce) -> Option<Finding> {
        let (was, is) = (before.state(), self.after.state());
        let back = is < was
            && !was.is_over()
            && !self.planned()
            && was.is_maintenance() == is.is_maintenance();
        if !back || self.says_one_of(AGAIN) {
            return None;
        }
        let what = format!("the state went back from {was} to {is}, and no word says why");
        Some(finding(
            "state-regression",
            Level::Error,
            Place::Field("state"),
            what,
        ))
    }

    /// A moment that was said before is another one now, without a correction.
    fn moved(&self, before: &InForce) -> Vec<Finding> {
        let mut found = Vec::new();
        for (fact, rule) in [
            (TimeFact::Started, "fact-mismatch"),
            (TimeFact::Ended, "state-regression"),
        ] {
            let times = (before.facts.time(fact), self.after.facts.time(fact));
            let (Some(was), Some(is)) = times else {
                continue;
            };
            // The start of planned work is a plan, and its move is said.
            if differ(was, is) && !self.planned() {
                let what = format!(
                    "`{}` was {} and is {} now, without a correction",
                    fact.key(),
                    moment(was),
                    moment(is)
                );
                found.push(finding(rule, Level::Error, Place::Field(fact.key()), what));
            }
        }
        let harmed = [
            DataImpact::Lost,
            DataImpact::Exposed,
            DataImpact::Duplicated,
        ];
        let is = self.after.facts.data.filter(|data| harmed.contains(data));
        if let (Some(DataImpact::None), Some(is)) = (before.facts.data, is)
            && !self.says_one_of(MORE)
        {
            let what = format!("nothing was said to have happened to data, and now it is {is}");
            let place = Place::Field("data");
            found.push(finding("scope-grew-silently", Level::Error, place, what));
        }
        let was = before.facts.data.filter(|data| harmed.contains(data));
        if let (Some(was), Some(DataImpact::None)) = (was, self.after.facts.data) {
            let what = format!("data was said to be {was}, and now nothing happened to it");
            found.push(finding(
                "fact-mismatch",
                Level::Error,
                Place::Field("data"),
                what,
            ));
        }
        found
    }

    /// What this word says cannot be true together.
    fn contradictions(&self) -> Vec<Finding> {
        let mut found = Vec::new();
        let (over, facts) = (self.after.state().is_over(), &self.after.facts);
        let ill = |status: &ComponentStatus| *status != ComponentStatus::Operational;
        if let Some((name, status)) = facts.components.iter().find(|(_, s)| over && ill(s)) {
            let what = format!("it is over, and `{name}` is still {status}");
            let place = Place::Field("components");
            found.push(Finding {
                help:
                    "say that it works with `--component NAME=operational`, or leave the incident \
                       open until it does"
                        .into(),
                ..finding("fact-mismatch", Level::Error, place, what)
            });
        }
        let mended = self.after.state() == State::Monitoring
            && self
                .before
                .as_ref()
                .is_some_and(|b| b.state() != State::Monitoring)
            && self.after.kind_of() != IncidentType::Security
            && !self.entry.facts.texts.contains_key(&TextFact::Impact);
        if let Some((name, status)) = facts.components.iter().find(|(_, s)| mended && ill(s)) {
            let what = format!("it should work again, and `{name}` is still {status}");
            let place = Place::Field("components");
            found.push(Finding {
                help: "say how it is now with `--component NAME=operational`, or what is still \
                       felt with `--impact`"
                    .into(),
                ..finding("fact-mismatch", Level::Warning, place, what)
            });
        }
        if !over && self.entry.facts.time(TimeFact::Ended).is_some() {
            let what = format!("an end is given, and the state is {}", self.after.state());
            found.push(finding(
                "fact-mismatch",
                Level::Error,
                Place::Field("ended"),
                what,
            ));
        }
        found
    }

    /// The same as before: once is a sign of life, again and again wears readers out.
    fn repeats(&self, before: &InForce) -> Option<Finding> {
        let waits = self.after.state().is_over() || self.after.state() == State::Scheduled;
        if waits || before.state().is_over() || self.without_news == 0 {
            return None;
        }
        let typed = !self.entry.facts.texts.is_empty();
        let (level, what) = match (self.without_news, typed) {
            (1, false) => return None,
            (1, true) => (
                Level::Suggestion,
                "this says the same as the word before".to_owned(),
            ),
            (2, _) => (
                Level::Suggestion,
                "two updates in a row have nothing new".to_owned(),
            ),
            (row, _) => (
                Level::Warning,
                format!("{row} updates in a row have nothing new"),
            ),
        };
        Some(finding("duplicate-update", level, Place::Incident, what))
    }
}
