//! `vocero resolve`

use clap::Args;

use super::fact_args::{EntryArgs, FactArgs};
use super::session::Session;
use super::write;
use crate::domain::entry::Kind;
use crate::failure::Exit;
use crate::prompt::Occasion;

/// Say that it is over
///
/// Says so clearly and gladly, with how long it lasted. Without --ended it ended when you say so.
/// Components that were affected count as operational again unless you say otherwise.
#[derive(Debug, Clone, Args)]
pub struct ResolveArgs {
    /// The incident, by any unambiguous part of its id [default: the open one]
    pub incident: Option<String>,
    #[command(flatten)]
    pub facts: FactArgs,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// Runs `vocero resolve`.
pub fn run(session: &Session, args: &ResolveArgs) -> Result<Exit, anyhow::Error> {
    write::about(
        session,
        args.incident.as_deref(),
        &Kind::Resolved,
        Some(Occasion::Resolve),
        &args.facts,
        &args.entry,
    )
}
