//! `vocero correct`

use clap::Args;

use super::door::Named;
use super::fact_args::{EntryArgs, FactArgs};
use super::find;
use super::schedule::{self, Plan};
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
    /// When planned work that has not begun does begin
    #[arg(long, value_name = "TIME", conflicts_with = "started")]
    pub from: Option<String>,
    /// When it is to be done: a promise, and told as one
    #[arg(long, value_name = "TIME", conflicts_with = "estimate")]
    pub until: Option<String>,
    #[command(flatten)]
    pub facts: FactArgs,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// Runs `vocero correct`.
pub fn run(session: &Session, args: &CorrectArgs) -> Result<Exit, anyhow::Error> {
    let log = session.log_to_add()?;
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
    let plan = Plan {
        from: args.from.as_ref(),
        until: args.until.as_ref(),
    };
    let named = plan.named();
    let mut facts = args.facts.clone();
    if named != Named::default() {
        schedule::is_planned(&incident)?;
        facts = plan.typed(session, facts, &args.entry);
    }
    let job = Job {
        kind: &Kind::Corrected,
        occasion: Some(Occasion::Correct),
        incident: Some(&incident),
        corrects,
        facts: &facts,
        entry: &args.entry,
        schedules: false,
        cancels: false,
        named,
        suggested: None,
    };
    write::run(session, log, &job)
}
