//! `vocero snooze`

use clap::Args;

use super::fact_args::{Aside, EntryArgs, FactArgs, WaiveArgs};
use super::session::Session;
use super::write;
use crate::domain::entry::Kind;
use crate::failure::{Exit, Failure};

/// Put off the reminders of an incident, and say why
///
/// Until then `due` lists what the incident owes last, and it does not make the exit code 1. The next
/// word to customers ends it. What was promised stays promised: a word that comes late is late.
#[derive(Debug, Clone, Args)]
pub struct SnoozeArgs {
    /// The incident, by any unambiguous part of its id [default: the open one]
    pub incident: Option<String>,
    /// Until when, such as `30m` or `14:30`
    #[arg(long, value_name = "TIME")]
    pub until: String,
    /// Why nobody has to be reminded; only the team sees it
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    pub waive: WaiveArgs,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// Runs `vocero snooze`.
pub fn run(session: &Session, args: &SnoozeArgs) -> Result<Exit, anyhow::Error> {
    if args.reason.trim().is_empty() {
        return Err(
            Failure::usage("`--reason` is empty; say why nobody has to be reminded").into(),
        );
    }
    let facts = FactArgs {
        note: Some(args.reason.clone()),
        aside: Aside {
            until: Some(args.until.clone()),
            ..Aside::default()
        },
        waive: args.waive.waive.clone(),
        ..FactArgs::default()
    };
    let named = args.incident.as_deref();
    write::about(session, named, &Kind::Snoozed, None, &facts, &args.entry)
}
