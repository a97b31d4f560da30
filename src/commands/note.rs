//! `vocero note`

use clap::Args;

use super::fact_args::{EntryArgs, FactArgs};
use super::session::Session;
use super::write;
use crate::domain::entry::Kind;
use crate::failure::Exit;

/// Note something for the internal timeline
///
/// Only the team ever sees a note. What stands in it can become part of the report afterwards.
#[derive(Debug, Clone, Args)]
pub struct NoteArgs {
    /// What happened
    #[arg(allow_hyphen_values = true)]
    pub text: String,
    /// The incident, by any unambiguous part of its id [default: the open one]
    pub incident: Option<String>,
    /// The technical cause so far
    #[arg(long, value_name = "TEXT")]
    pub cause: Option<String>,
    /// Who is working on it
    #[arg(long, value_name = "TEXT")]
    pub people: Option<String>,
    /// A dashboard, ticket or recording (can be repeated)
    #[arg(long, value_name = "URL")]
    pub link: Vec<String>,
    /// When you became aware of what a regulator must hear: starts the clocks of vocero.toml
    #[arg(long, value_name = "TIME")]
    pub aware: Option<String>,
    /// When you classified it as major, for clocks that count from there
    #[arg(long, value_name = "TIME")]
    pub classified: Option<String>,
    /// When what mends it was there, for clocks that count from there
    #[arg(long, value_name = "TIME")]
    pub mended: Option<String>,
    /// Let a secret be that is none, and say why: `leak-secret:FINGERPRINT=REASON` (can be repeated)
    #[arg(long, value_name = "RULE=REASON")]
    pub waive: Vec<String>,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// Runs `vocero note`.
pub fn run(session: &Session, args: &NoteArgs) -> Result<Exit, anyhow::Error> {
    let facts = FactArgs {
        note: Some(args.text.clone()),
        cause: args.cause.clone(),
        people: args.people.clone(),
        link: args.link.clone(),
        aware: args.aware.clone(),
        classified: args.classified.clone(),
        mended: args.mended.clone(),
        waive: args.waive.clone(),
        ..FactArgs::default()
    };
    write::about(
        session,
        args.incident.as_deref(),
        &Kind::Noted,
        None,
        &facts,
        &args.entry,
    )
}
