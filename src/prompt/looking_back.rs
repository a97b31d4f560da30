//! Answers of a review: what is for the team alone, web addresses, and measures.

use chrono::{DateTime, TimeDelta, Utc};

use crate::config;
use crate::domain::fact::{FactName, InternalFact, TextFact, TimeFact};
use crate::domain::facts::{Internal, Localised};
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::measure::{Agreed, Aim, Line};
use crate::domain::words::DataImpact;
use crate::text::clean;
use crate::text::time::{self, Toward};

use super::answer::{Context, FACT, Remark, clipped};
use super::interview::Interviewer;
use super::matter::Matter;
use super::question::Question;
use super::words::fill;
use super::{Answers, Brief, Occasion, Stopped, Tone};

/// The questions of a review: first for customers, then for the team, at last what we do about it.
pub(super) fn questions(brief: &Brief<'_>) -> Vec<Question> {
    use Question::{By, Confirmed, Data, Inside, Measures, Text, Time};
    let facts = brief.incident.map(|incident| &incident.in_force.facts);
    let known = |name: FactName| facts.is_some_and(|facts| facts.states(&name));
    let mut plan = vec![
        Text(TextFact::Happened),
        Time(TimeFact::Started),
        Time(TimeFact::Detected),
        Time(TimeFact::Ended),
        Text(TextFact::Scope),
        Inside(InternalFact::Affected),
        Text(TextFact::Why),
        Text(TextFact::Learned),
    ];
    // What was said with the end is asked for only if nobody said it.
    if !known(FactName::Text(TextFact::Harm)) {
        plan.push(Text(TextFact::Harm));
    }
    let data = facts.and_then(|facts| facts.data);
    let confirmed = |name| {
        brief
            .incident
            .is_some_and(|i| i.in_force.confirmed.contains_key(&name))
    };
    if matches!(data, None | Some(DataImpact::Unknown)) || !confirmed(FactName::Data) {
        plan.extend([Data, By(Matter::Data)]);
    }
    if !known(FactName::Text(TextFact::Offer)) {
        let offer = Matter::Offer;
        plan.extend([Confirmed(offer), By(offer), Text(TextFact::Offer)]);
    }
    plan.push(Text(TextFact::Report));
    if brief.house.contact.is_none() {
        plan.push(Text(TextFact::Contact));
    }
    if brief.house.feedback_url.is_none() {
        plan.push(Text(TextFact::Feedback));
    }
    plan.extend([
        Inside(InternalFact::Cause),
        Inside(InternalFact::Factors),
        Inside(InternalFact::WentWell),
        Inside(InternalFact::WentBadly),
        Inside(InternalFact::Lucky),
        Measures,
    ]);
    plan
}

/// Whether a review is to be final that was written before: then nothing is asked again, and what
/// is to be changed is changed from the menu.
pub(super) fn is_written(brief: &Brief<'_>) -> bool {
    let written = brief
        .incident
        .is_some_and(|i| i.review_entries().next().is_some());
    written && brief.occasion == Occasion::Review { is_final: true }
}

/// What is told the team under one name.
pub(super) fn inside(internal: &Internal, fact: InternalFact) -> Option<&str> {
    match fact {
        InternalFact::Cause => internal.cause.as_deref(),
        other => internal.looked_back.get(&other).map(String::as_str),
    }
}

impl Context<'_> {
    /// Takes what is for the team alone; what is in force and stays as it is is not stated again.
    pub(super) fn take_inside(
        &self,
        fact: InternalFact,
        typed: &str,
        answers: &mut Answers,
    ) -> Result<Remark, String> {
        let fit = clean::fit(typed, FACT).map_err(|e| self.words.unfit(&e))?;
        let name = FactName::Internal(fact);
        let before = self.in_force().and_then(|f| inside(&f.internal, fact));
        answers.clear.retain(|cleared| *cleared != name);
        answers.facts.withdraw(&name);
        if fit.text.is_empty() && before.is_some() {
            answers.clear.push(name);
        } else if !fit.text.is_empty() && before != Some(fit.text.as_str()) {
            let internal = &mut answers.facts.internal;
            match fact {
                InternalFact::Cause => internal.cause = Some(fit.text),
                other => drop(internal.looked_back.insert(other, fit.text)),
            }
        }
        Ok(None)
    }

    /// Refuses a link that cannot be followed anywhere.
    pub(super) fn is_followed(&self, fact: TextFact, given: &str) -> Result<(), String> {
        let read = match fact {
            TextFact::Report => config::url("", Some(given.to_owned())),
            TextFact::Feedback => config::contact("", Some(given.to_owned())),
            _ => return Ok(()),
        };
        let given = clipped(&clean::visible(given));
        read.map(drop)
            .map_err(|_| fill(&self.words.say.not_a_link, &[("given", &given)]))
    }

    /// Takes one measure; an empty line is none.
    pub(super) fn take_measure(
        &self,
        typed: &str,
        answers: &mut Answers,
    ) -> Result<Remark, String> {
        let fit = clean::fit_line(typed, FACT).map_err(|e| self.words.unfit(&e))?;
        if fit.text.is_empty() {
            return Ok(None);
        }
        let say = &self.words.say;
        let others: Vec<Locale> = Locale::spoken_and(self.brief.translations);
        let line = Line::read(&fit.text, [&say.owner, &say.by, &say.aim], &others);
        if line.what.is_empty() {
            return Err(say.empty.clone());
        }
        if line.owner.is_empty() {
            return Err(say.no_owner.clone());
        }
        if line.by.is_empty() {
            return Err(say.no_due.clone());
        }
        let aim = match line.aim.as_str() {
            "" => Aim::Prevent,
            aim => {
                let refuse = |_| fill(&say.not_an_aim, &[("given", &clean::visible(aim))]);
                aim.parse().map_err(refuse)?
            }
        };
        let due = self.read_due(&line.by)?;
        let mut what = Localised::single(self.brief.locale.clone(), line.what);
        for (locale, text) in line.translations {
            what.set(locale, text);
        }
        let agreed = fill(
            &say.agreed,
            &[
                ("owner", &clean::visible(&line.owner)),
                ("time", &self.clock(due)),
            ],
        );
        answers.measures.push(Agreed {
            what,
            aim,
            owner: line.owner,
            due,
        });
        Ok(Some(agreed))
    }

    fn read_due(&self, by: &str) -> Result<DateTime<Utc>, String> {
        let say = &self.words.say;
        let given = clipped(&clean::visible(by));
        let now = self.brief.now;
        let english = self.words.english_time(by);
        let due = time::parse(&english, now, self.brief.zone, Toward::Future)
            .map_err(|_| fill(&say.not_a_time, &[("given", &given)]))?;
        if due <= now {
            let time = self.clock(due);
            return Err(fill(&say.not_ahead, &[("given", &given), ("time", &time)]));
        }
        Ok(due)
    }
}

impl Interviewer<'_, '_> {
    /// Shows, before a review is asked for, what the log knows of the course of events.
    pub(super) fn recall(&mut self) -> Result<(), Stopped> {
        let (Occasion::Review { .. }, Some(incident)) = (self.brief.occasion, self.brief.incident)
        else {
            return Ok(());
        };
        for line in course(&self.context, incident) {
            self.asker.tell(Tone::Plain, &line)?;
        }
        Ok(())
    }

    /// Lets a long answer be edited, if that is what was typed: `:e` behind the text, or alone for
    /// what stood in the line at first. Returns whether the line is to be asked again.
    pub(super) fn edited(&mut self, typed: &mut String, initial: &str) -> Result<bool, Stopped> {
        let Some(before) = typed.trim_end().strip_suffix(":e") else {
            return Ok(false);
        };
        let before = match before.trim_end() {
            "" => initial,
            before => before,
        };
        match (self.brief.editor)(before) {
            Ok(Some(text)) => {
                text.trim_end().clone_into(typed);
                return Ok(false);
            }
            Ok(None) => *typed = before.to_owned(),
            Err(why) => {
                *typed = before.to_owned();
                let told = fill(&self.words.say.editor_failed, &[("why", &why)]);
                self.asker.tell(Tone::Problem, &told)?;
            }
        }
        Ok(true)
    }
}

/// What the log knows of the course of events, line by line.
fn course(context: &Context<'_>, incident: &Incident) -> Vec<String> {
    let (words, course) = (context.words, incident.course());
    let say = &words.say;
    let after = |template: &str, span: Option<TimeDelta>| match span {
        Some(span) => format!(" · {}", fill(template, &[("span", &shown(span))])),
        None => String::new(),
    };
    let mut lines = vec![say.course.clone()];
    let mut line = |name: String, moment: Option<DateTime<Utc>>, more: String| {
        if let Some(moment) = moment {
            lines.push(format!("- {name}: {}{more}", context.clock(moment)));
        }
    };
    let fact = |key: &str| words.fact("", key);
    line(fact("started"), course.started, String::new());
    let noticed = after(&say.noticed_after, course.to_detect());
    line(fact("detected"), course.detected, noticed);
    let told = after(&say.told_after, course.to_first_word());
    line(say.first_word.clone(), course.first_word, told);
    for (state, at) in course.states.iter().skip(1) {
        let name = words.choice("", "state", state.word());
        line(name, Some(*at), String::new());
    }
    line(
        fact("ended"),
        course.ended,
        after(&say.lasted, course.whole()),
    );
    for measure in incident.measures() {
        let what = measure
            .what
            .for_reader(context.brief.locale, context.brief.locale);
        let what = clean::visible(what.map_or("", |(text, _)| text)).into_owned();
        lines.push(format!("- {}: {}", fact("what"), clipped(&what)));
    }
    lines
}

/// A span in the units that every language writes alike, such as `1 h 5 min`.
fn shown(span: TimeDelta) -> String {
    let minutes = span.num_minutes();
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours) {
        (0, 0) => format!("{minutes} min"),
        (0, hours) if minutes == 0 => format!("{hours} h"),
        (0, hours) => format!("{hours} h {minutes} min"),
        (days, 0) => format!("{days} d"),
        (days, hours) => format!("{days} d {hours} h"),
    }
}
