//! The gate before the log: what `vocero check` would find in a word is found before it is saved.
//!
//! Nothing here stops a save by itself. What was found is told and saved with, unless whoever writes
//! asked to be refused; and a check that cannot read everything reads the rest.

use serde_json::Value;

use super::gather::{self, Found, Report};
use super::{FailOn, house, human, lines, pages, tally};
use crate::check::finding::{Level, Place};
use crate::check::known::Known;
use crate::check::page;
use crate::check::spoken::spoken;
use crate::commands::session::Session;
use crate::commands::{held, messages, waiver};
use crate::config::Config;
use crate::domain::entry::Entry;
use crate::domain::fact::{FactName, TextFact};
use crate::domain::incident::{Incident, Phase};
use crate::domain::locale::Locale;
use crate::prompt::Flaw;
use crate::render::Message;
use crate::text::clean;
use crate::ui::Ui;

/// A word before it is said.
pub struct Word {
    /// Its messages, or why they could not be rendered.
    pub messages: Result<Vec<Message>, anyhow::Error>,
    /// What a check finds in it.
    report: Report,
    /// The incident with it; none for an entry that tells customers nothing.
    then: Option<Incident>,
    /// Why the configured levels do not count.
    remark: Option<String>,
}

/// Renders and checks an entry as it will stand in its incident; one that tells customers nothing
/// has no messages, and nothing is found in it.
pub fn word(
    session: &Session,
    config: &Config,
    incident: Option<&Incident>,
    entry: &Entry,
) -> Word {
    if !entry.kind.is_public() {
        return Word {
            messages: Ok(Vec::new()),
            report: Report::default(),
            then: None,
            remark: None,
        };
    }
    let then = match incident {
        Some(incident) => incident.with(entry.clone()),
        None => Incident::from_entries(entry.incident.clone(), vec![entry.clone()]),
    };
    let then = then.as_of(entry.id).unwrap_or(then);
    let messages = messages::all(session, config, &then);
    // Without its messages, facts and history are checked all the same.
    let rendered = messages.as_deref().unwrap_or_default();
    let known = house::known(config).unwrap_or_else(|failure| {
        session.ui.warn(&failure.message);
        Known::default()
    });
    let mut report = gather::word(config, known, &then, entry.at, rendered);
    report.whole = messages.is_ok();
    let (levels, remark) = match pages::levels(config) {
        Ok(levels) => (levels, None),
        Err(failure) => (pages::Levels::new(), Some(failure.message)),
    };
    report.settle(&levels);
    Word {
        messages,
        report,
        then: Some(then),
        remark,
    }
}

impl Word {
    /// Whether what was found is refused from this level on.
    pub fn is_refused(&self, fail_on: Option<FailOn>) -> bool {
        fail_on.unwrap_or(FailOn::Never).refuses(&self.report)
    }

    /// The findings as they stand in the JSON of a check.
    pub fn findings(&self) -> Value {
        lines::json(&self.report)["findings"].take()
    }

    /// Tells what was found to those who say it without being asked: errors and warnings, and how
    /// many suggestions. `more` is the command that tells everything, if there is one.
    pub fn tell(&self, session: &Session, more: Option<&str>) {
        let least = if session.globals.quiet {
            Level::Error
        } else {
            Level::Warning
        };
        if let Some(remark) = &self.remark {
            session.ui.warn(remark);
        }
        let ui = aside(session);
        session
            .ui
            .aside(&human::brief(ui, &self.report, least, human::SHORT));
        let found = tally(&self.report, None);
        if !found.is_empty() {
            let more = more.map_or_else(String::new, |more| format!("; see `{more}`"));
            session.ui.say(&format!("check: {found}{more}"));
        }
    }

    /// Returns the findings as they stand below the messages of a preview, for a reader; secrets of
    /// texts that no message shows included.
    pub fn found(&self, session: &Session, entry: &Entry, reader: &Locale) -> String {
        let known: Vec<_> = self
            .report
            .counted()
            .map(|f| self.report.waiver_of(f))
            .collect();
        let mut text = String::new();
        if let Some(remark) = &self.remark {
            text.push_str(&format!("warning: {}\n", clean::visible(remark)));
        }
        for held in self.secrets_in(entry) {
            if !known.contains(&waiver::of_secret(&held.fingerprint)) {
                let held = spoken(&held.to_string(), Some(reader));
                let error = human::labels(Some(reader)).levels[Level::Error as usize].0;
                let held = clean::visible(&held);
                text.push_str(&format!("{error}[{}]: {held}\n", waiver::SECRET));
            }
        }
        let (ui, least) = (aside(session), Level::Warning);
        let manner = human::Manner {
            reader: Some(reader),
            ..human::NARROW
        };
        text.push_str(&human::brief(ui, &self.report, least, manner));
        let found = tally(&self.report, Some(reader));
        if !text.is_empty() {
            text.push_str(&format!("\n{found}\n"));
        }
        text
    }

    /// The secrets in an entry that nobody lets be.
    fn secrets_in(&self, entry: &Entry) -> Vec<held::Held> {
        held::secrets_in(entry, &held::standing(self.then.as_ref(), entry))
    }

    /// Returns what is to be mended or let be before it is saved. That nothing is new can always be
    /// said: what is wrong with the words before it was decided when they were said.
    pub fn flaws(&self, entry: &Entry, reader: &Locale) -> Vec<Flaw> {
        let earlier = |rule: &str| {
            let then = self.then.iter().flat_map(|then| &then.timeline);
            let mut before = then.filter(|e| e.id != entry.id).rev();
            let reason = before.find_map(|e| e.waived.get(rule));
            reason.cloned().unwrap_or_default()
        };
        let secrets = self.secrets_in(entry).into_iter().map(|held| {
            let rule = waiver::of_secret(&held.fingerprint);
            Flaw {
                what: clean::visible(&spoken(&held.to_string(), Some(reader))).into_owned(),
                reason: earlier(&rule),
                fact: held.fact,
                rule,
            }
        });
        let mut flaws: Vec<Flaw> = secrets.collect();
        let news = self.then.as_ref().map(Incident::phase);
        for group in self.report.said_once() {
            let found = group[0];
            let rule = self.report.waiver_of(found);
            let known = flaws.iter().any(|f| f.rule == rule && rule.contains(':'));
            if found.finding.level < Level::Error || news == Some(Phase::NoNews) || known {
                continue;
            }
            flaws.push(Flaw {
                what: self.report.shown(found, reader),
                fact: self.answer_of(found),
                reason: earlier(&rule),
                rule,
            });
        }
        flaws
    }

    /// The fact that a finding is about, or that holds the words it points at.
    fn answer_of(&self, found: &Found) -> Option<(FactName, Option<Locale>)> {
        let facts = &self.then.as_ref()?.in_force.facts;
        match &found.finding.place {
            Place::Incident => None,
            Place::Field(key) => {
                // What is wrong with a history is not wrong with one answer.
                let page = page::of_briefly(&found.finding.rule);
                let fact = key.parse().ok();
                let fact = fact.or_else(|| TextFact::of_key(key).map(FactName::Text));
                let is_fact = page.is_none_or(|page| page.layer != "history");
                fact.filter(|_| is_fact).map(|fact| (fact, None))
            }
            Place::Text { locale, .. } => {
                // Channels escape signs that nobody typed escaped.
                let said = self.report.said(found).replace('\\', "");
                let texts = facts.texts.iter().flat_map(|(fact, text)| {
                    text.iter()
                        .map(move |(locale, words)| (*fact, locale, words))
                });
                let holding: Vec<_> = texts
                    .filter(|(_, _, words)| words.contains(&said))
                    .collect();
                let own = holding.iter().find(|(_, l, _)| Some(*l) == locale.as_ref());
                let (fact, locale, _) = own.or(holding.first())?;
                Some((FactName::Text(*fact), Some((*locale).clone())))
            }
        }
    }
}

/// The colours of stderr.
fn aside(session: &Session) -> Ui {
    Ui {
        colour_out: session.ui.colour,
        ..session.ui
    }
}

#[cfg(test)]
mod tests;
