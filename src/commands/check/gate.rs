//! The gate before the log: what `vocero check` would find in a word is found before it is saved.
//!
//! Nothing here stops a save by itself. What was found is told and saved with, unless whoever writes
//! asked to be refused; and a check that cannot read everything reads the rest.

use serde_json::Value;

use super::gather::{self, Report};
use super::{FailOn, house, human, lines, pages, tally};
use crate::check::finding::Level;
use crate::check::known::Known;
use crate::commands::messages;
use crate::commands::session::Session;
use crate::config::Config;
use crate::domain::entry::Entry;
use crate::domain::incident::Incident;
use crate::render::Message;
use crate::ui::Ui;

/// A word before it is said.
pub struct Word {
    /// Its messages, or why they could not be rendered.
    pub messages: Result<Vec<Message>, anyhow::Error>,
    /// What a check finds in it.
    report: Report,
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
    report.settle(&pages::levels(config).unwrap_or_else(|failure| {
        session.ui.warn(&failure.message);
        pages::Levels::new()
    }));
    Word { messages, report }
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
        let ui = Ui {
            colour_out: session.ui.colour,
            ..session.ui
        };
        session.ui.aside(&human::brief(ui, &self.report, least));
        let found = tally(&self.report);
        if !found.is_empty() {
            let more = more.map_or_else(String::new, |more| format!("; see `{more}`"));
            session.ui.say(&format!("check: {found}{more}"));
        }
    }
}
