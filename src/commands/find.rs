//! Which incident a command is about.

use std::path::Path;

use super::session::Session;
use crate::domain::entry::EntryId;
use crate::domain::incident::Incident;
use crate::failure::Failure;
use crate::log::{Log, Summary};
use crate::text::list::or_ticked;
use crate::text::similar::similar;

/// What the incident is wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Without a name, the only open incident or else the newest one.
    Read,
    /// Without a name, the only open incident.
    Write,
}

/// Returns the incident that `given` names by any unambiguous part of its id, or the one that is
/// meant without a name.
pub fn find(log: &Log, given: Option<&str>, purpose: Purpose) -> Result<Incident, anyhow::Error> {
    let place = log.path().display().to_string();
    let id = match given {
        Some(given) => {
            log.knows_states()?;
            named(log.incidents(), given.trim(), &place)?
        }
        None => unnamed(log.summaries()?, purpose, &place)?,
    };
    let incident = log.incident(id)?;
    incident.ok_or_else(|| Failure::untouched(format!("`{id}` vanished from `{place}`")).into())
}

fn named<'a>(ids: &'a [String], given: &str, place: &str) -> Result<&'a str, Failure> {
    let ids = || ids.iter().map(String::as_str);
    if let Some(exact) = ids().find(|id| *id == given) {
        return Ok(exact);
    }
    let wanted = given.to_lowercase();
    let matching: Vec<_> = ids()
        .filter(|id| !wanted.is_empty() && id.contains(&wanted))
        .collect();
    match matching.as_slice() {
        [one] => Ok(one),
        [] => {
            let failure = Failure::usage(format!("no incident matches `{given}` in `{place}`"));
            // The date in front would make every id alike.
            let words = |id: &'a str| id.get(11..).unwrap_or(id);
            let dated = wanted.starts_with(|c: char| c.is_ascii_digit());
            let sought = wanted.get(11..).filter(|_| dated).unwrap_or(&wanted);
            let near = similar(sought, ids().map(words));
            // One word is compared with each word of an id.
            let alone = similar(sought, ids().flat_map(|id| words(id).split('-')));
            let near: Vec<_> = ids()
                .filter(|id| {
                    let mut parts = words(id).split('-');
                    near.contains(&words(id)) || parts.any(|part| alone.contains(&part))
                })
                .take(3)
                .collect();
            Err(match near.as_slice() {
                [] => failure.hint("see `vocero list --all`"),
                near => failure.hint(format!(
                    "use {}, or see `vocero list --all`",
                    or_ticked(near)
                )),
            })
        }
        many => {
            let shown: Vec<_> = many.iter().rev().take(5).collect();
            let names: Vec<_> = shown.iter().map(ToString::to_string).collect();
            Err(Failure::usage(format!(
                "`{given}` matches {} incidents in `{place}`",
                many.len()
            ))
            .hint(format!("use more of the id: {}", or_ticked(&names))))
        }
    }
}

fn unnamed<'a>(
    summaries: &'a [Summary],
    purpose: Purpose,
    place: &str,
) -> Result<&'a str, Failure> {
    if purpose == Purpose::Read {
        let meant = Summary::meant(summaries).map(|summary| summary.incident.as_str());
        return meant.ok_or_else(|| {
            Failure::usage(format!("there is no incident in `{place}`"))
                .hint("open one with `vocero declare`")
        });
    }
    let open: Vec<_> = summaries.iter().filter(|s| !s.state.is_over()).collect();
    match open.as_slice() {
        [one] => Ok(&one.incident),
        [] => Err(Failure::usage(format!("no incident is open in `{place}`"))
            .hint("name one to add to it, or open a new one with `vocero declare`")),
        many => {
            let names: Vec<_> = many
                .iter()
                .rev()
                .take(5)
                .map(|s| s.incident.as_str())
                .collect();
            Err(Failure::usage(format!(
                "{} incidents are open in `{place}`; name the one you mean",
                many.len()
            ))
            .hint(format!("use {}", or_ticked(&names))))
        }
    }
}

/// Returns the part of an id that is enough to name the incident: its words without the day, where
/// none of the others (`ids` has all of them) has these too.
pub fn short<'a>(mut ids: impl Iterator<Item = &'a str>, id: &'a str) -> &'a str {
    let Some(words) = id.get(11..).filter(|words| !words.is_empty()) else {
        return id;
    };
    if ids.any(|other| other != id && other.contains(words)) {
        id
    } else {
        words
    }
}

/// Returns the incident as it was right after one of its public entries.
pub fn as_of(incident: &Incident, entry: EntryId) -> Result<Incident, Failure> {
    let told = incident.public().any(|e| e.id == entry);
    match incident.as_of(entry).filter(|_| told) {
        Some(then) => Ok(then),
        None => Err(
            Failure::usage(format!("`{}` has no public entry `{entry}`", incident.id))
                .hint(format!("see `vocero show {}`", incident.id)),
        ),
    }
}

/// Passes on what is odd about the log and the incident.
pub fn warn(session: &Session, log: &Log, incident: &Incident) {
    warn_written(session, log);
    for oddity in incident.oddities() {
        session.ui.warn(&oddity);
    }
}

/// Passes on what is odd about the log, for those who only read: that there is none, too.
pub fn warn_log(session: &Session, log: &Log) {
    missed(session, log.path());
    warn_written(session, log);
}

/// Passes on what is odd about what stands in the log.
pub fn warn_written(session: &Session, log: &Log) {
    for oddity in log.warnings() {
        session.ui.warn(&oddity.to_string());
    }
}

/// Says that there is no log at a path, which is as good as an empty one.
pub fn missed(session: &Session, path: &Path) {
    if !path.exists() {
        let path = path.display();
        session.ui.warn(&format!("there is no log at `{path}`"));
    }
}
