//! `vocero update`

use clap::Args;

use super::fact_args::{EntryArgs, FactArgs};
use super::session::Session;
use super::write;
use crate::domain::entry::Kind;
use crate::failure::Exit;
use crate::prompt::Occasion;

/// Say what is new, or that nothing is
///
/// What you do not mention stays as it was. An update with nothing but the time of the next one
/// says that there is no news yet: keep every promise you made, even then.
#[derive(Debug, Clone, Args)]
pub struct UpdateArgs {
    /// The incident, by any unambiguous part of its id [default: the open one]
    pub incident: Option<String>,
    #[command(flatten)]
    pub facts: FactArgs,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// Runs `vocero update`.
pub fn run(session: &Session, args: &UpdateArgs) -> Result<Exit, anyhow::Error> {
    write::about(
        session,
        args.incident.as_deref(),
        &Kind::Updated,
        Some(Occasion::Update),
        &args.facts,
        &args.entry,
    )
}
