//! What the whole history of an incident gives away, with what became of its promises.

use chrono::{DateTime, TimeDelta, Utc};

use super::checked::Checked;
use super::gather::{Found, Report};
use super::house;
use super::waived::Waivers;
use crate::check::known::Known;
use crate::check::text::Draft;
use crate::check::{field, history};
use crate::commands::session::Session;
use crate::config::Config;
use crate::domain::entry::{Entry, EntryId};
use crate::domain::incident::Incident;
use crate::domain::promise::{Fate, Promise};
use crate::domain::words::{Severity, State};
use crate::text::list::counted;

/// Checks the history of an incident.
pub(super) fn told(
    session: &Session,
    config: &Config,
    known: Known,
    incident: &Incident,
) -> Report {
    let cadence =
        |severity: Severity, state: State| -> TimeDelta { config.cadence.next(severity, state) };
    let mut report = Report {
        incident: Some(incident.id.clone()),
        ..Report::default()
    };
    let last = incident.last_word();
    let then = last.map(|last| history::history(incident, &cadence, last.at));
    for (id, finding) in history::history(incident, &cadence, session.now) {
        let entry = incident.timeline.iter().find(|entry| entry.id == id);
        // What the newest word has brought since cannot have been waived with it.
        let known = last.is_none_or(|last| last.id != id)
            || (then.iter().flatten()).any(|(about, found)| *about == id && *found == finding);
        report.found.push(Found {
            finding,
            text: None,
            entry: entry.map(name),
            about: Some(id).filter(|_| known),
            waived: None,
        });
    }
    let known = known.about(incident, &config.house);
    for entry in &incident.timeline {
        let published = entry.facts.published.as_ref();
        // What holds now did not when it was said.
        if let Some(then) = published.and_then(|_| incident.as_of(entry.id)) {
            report.read_published(entry, &then, &known, Some(&name(entry)));
        }
    }
    report.waivers = incident.timeline.iter().map(Waivers::of).collect();
    let promises = incident.promises(session.now);
    report.subject = format!("{} ({})", incident.id, kept(&promises));
    report.promises = Some(promises);
    report
}

impl Report {
    /// Looks for what words give away that were published elsewhere: feed and site show them as they
    /// are. What it takes a message of our own to judge is not asked of them.
    pub(super) fn read_published(
        &mut self,
        entry: &Entry,
        then: &Incident,
        known: &Known,
        name: Option<&Named>,
    ) {
        let Some(text) = &entry.facts.published else {
            return;
        };
        let number = self.texts.len();
        let found = field::answer(&Draft {
            text,
            locale: Some(&entry.locale),
            state: Some(then.in_force.state()),
            vendors: known.vendors(),
            gates: house::gates(then),
            known: Some(known),
            ..Draft::default()
        });
        let title = format!("{}/published.{}", entry.incident, entry.locale);
        self.texts.push(Checked::new(title, false, text.clone()));
        self.found.extend(found.into_iter().map(|finding| Found {
            finding,
            text: Some(number),
            entry: name.cloned(),
            about: Some(entry.id),
            waived: None,
        }));
    }
}

/// An entry: when, what, which.
type Named = (DateTime<Utc>, String, EntryId);

fn name(entry: &Entry) -> Named {
    (entry.at, entry.kind.word().to_owned(), entry.id)
}

/// How many promises were made, and what became of them.
fn kept(promises: &[Promise]) -> String {
    let of = |is: fn(&Fate) -> bool| promises.iter().filter(|p| is(&p.fate)).count();
    let fates = [
        (of(|f| matches!(f, Fate::Kept)), "kept"),
        (of(|f| matches!(f, Fate::Moved)), "moved in time"),
        (of(|f| matches!(f, Fate::Late(_))), "late"),
        (of(|f| matches!(f, Fate::Missed(_))), "missed"),
        (of(|f| matches!(f, Fate::Open)), "not due yet"),
    ];
    let fates = fates.iter().filter(|(count, _)| *count > 0);
    let fates: Vec<String> = fates.map(|(n, what)| format!("{n} {what}")).collect();
    let all = counted(promises.len(), "promise", "promises");
    if fates.is_empty() {
        all
    } else {
        format!("{all}: {}", fates.join(", "))
    }
}
