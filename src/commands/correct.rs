//! `vocero correct`

use clap::Args;

use super::door::Named;
use super::fact_args::{EntryArgs, FactArgs};
use super::find;
use super::session::Session;
use super::write::{self, Job};
use crate::domain::entry::{EntryId, Kind};
use crate::failure::{Exit, Failure};
use crate::prompt::Occasion;

/// Put right something that was wrong
///
/// Nothing is rewritten: a new entry says what was wrong and what holds, and so do the messages.
/// State what holds with the flags, or withdraw a fact with --clear.
#[derive(Debug, Clone, Args)]
pub struct CorrectArgs {
    /// The incident, by any unambiguous part of its id [default: the open one]
    pub incident: Option<String>,
    /// The entry that was wrong [default: the last one that states these facts]
    #[arg(long = "entry", value_name = "ID")]
    pub wrong: Option<String>,
    #[command(flatten)]
    pub facts: FactArgs,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// Runs `vocero correct`.
pub fn run(session: &Session, args: &CorrectArgs) -> Result<Exit, anyhow::Error> {
    let log = session.log()?;
    let incident = write::meant(&log, args.incident.as_deref(), &args.entry)?;
    let corrects = args
        .wrong
        .as_ref()
        .map(|id| {
            id.parse::<EntryId>()
                .map_err(|e| Failure::usage(format!("`--entry`: {e}")))
        })
        .transpose()?;
    if let Some(id) = corrects {
        find::as_of(&incident, id)?;
    }
    let job = Job {
        kind: &Kind::Corrected,
        occasion: Some(Occasion::Correct),
        incident: Some(&incident),
        corrects,
        facts: &args.facts,
        entry: &args.entry,
        schedules: false,
        cancels: false,
        named: Named::default(),
        suggested: None,
    };
    write::run(session, log, &job)
}
