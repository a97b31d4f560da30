//! Everything that the log holds of an incident, for the team's timeline.

use chrono::{DateTime, Utc};

use super::story::{Happening, Step, Story};
use crate::domain::entry::{Entry, Kind};
use crate::domain::fact::TextFact;
use crate::domain::facts::Told;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::regulator::NOT_DUE;

/// One line of the team's timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// When it happened, in UTC.
    pub at: DateTime<Utc>,
    /// Who wrote it down.
    pub by: Option<String>,
    /// When it was written down, if that was much later than it happened; in UTC.
    pub late: Option<DateTime<Utc>>,
    /// What it was.
    pub what: What,
}

/// What a line of the team's timeline tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// What customers know too, with the sentences that they were told, and the language of each
    /// that is not in the reader's.
    Public(Step, Vec<(String, Option<Locale>)>),
    /// A note.
    Note(String),
    /// Who heard from us, how, and in which words.
    Told(Told),
    /// Until when reminders were put off.
    Snoozed(DateTime<Utc>),
    /// The review was written at.
    Drafted,
    /// Something was written down about a measure.
    Measured,
}

/// Everything that happened: what customers know, and between it what they do not.
pub(super) fn lines(incident: &Incident, story: &Story, locale: &Locale) -> Vec<Line> {
    let entry = |step: &Step| {
        let id = step.entry?;
        incident.timeline.iter().find(|entry| entry.id == id)
    };
    let mut lines: Vec<Line> = story
        .steps
        .iter()
        .map(|step| {
            let entry = entry(step);
            // What the report says stands in the report.
            let quoted = entry.filter(|_| step.what != Happening::Reviewed);
            let words = quoted.map(|e| said(e, locale)).unwrap_or_default();
            Line {
                at: step.at,
                by: entry.and_then(|entry| entry.by.clone()),
                late: entry.and_then(Entry::recorded_late),
                what: What::Public(*step, words),
            }
        })
        .collect();
    for entry in &incident.timeline {
        let internal = &entry.facts.internal;
        let what = match entry.kind {
            Kind::Noted => What::Note(internal.note.clone().unwrap_or_default()),
            Kind::Told => {
                spared(&internal.told).map_or_else(|| What::Told(internal.told.clone()), What::Note)
            }
            Kind::Snoozed => match internal.until {
                Some(until) => What::Snoozed(until),
                None => continue,
            },
            Kind::Drafted => What::Drafted,
            Kind::Measured => What::Measured,
            _ => continue,
        };
        let line = Line {
            at: entry.at,
            by: entry.by.clone(),
            late: entry.recorded_late(),
            what,
        };
        let later = lines.iter().position(|other| other.at > line.at);
        // Of things that are written at again and again, the first of a row stands for all.
        let place = later.unwrap_or(lines.len());
        let again = matches!(line.what, What::Drafted | What::Measured)
            && place > 0
            && lines[place - 1].what == line.what;
        if !again {
            lines.insert(place, line);
        }
    }
    lines
}

/// What is noted where a rule does not apply: its authority was told nothing.
fn spared(told: &Told) -> Option<String> {
    let (rule, step) = told.how.as_deref()?.split_once(':')?;
    let why = told.said.as_deref().unwrap_or_default();
    (step == NOT_DUE).then(|| format!("{}: {why}", rule.to_uppercase()))
}

/// The words that an entry told customers, in the reader's language where they can be; else with
/// their own.
fn said(entry: &Entry, locale: &Locale) -> Vec<(String, Option<Locale>)> {
    let silent = [TextFact::Title, TextFact::Decision, TextFact::What];
    let facts = TextFact::ALL.iter().filter(|fact| !silent.contains(fact));
    let words = facts.filter_map(|fact| {
        let (words, foreign) = entry.facts.text(*fact)?.for_reader(locale, &entry.locale)?;
        let words = words.trim();
        let language = foreign.then(|| entry.locale.clone());
        (!words.is_empty()).then(|| (words.to_owned(), language))
    });
    words.collect()
}

/// What was let be, each thing once.
pub(super) fn waived(incident: &Incident) -> Vec<(String, String)> {
    let mut waived: Vec<(String, String)> = Vec::new();
    for entry in &incident.timeline {
        for (rule, reason) in &entry.waived {
            let pair = (rule.clone(), reason.clone());
            if !waived.contains(&pair) {
                waived.push(pair);
            }
        }
    }
    waived
}
