//! `vocero declare`

use clap::Args;

use super::door::Named;
use super::fact_args::{EntryArgs, FactArgs};
use super::session::Session;
use super::write::{self, Job};
use super::{facts_file, scenario};
use crate::domain::entry::Kind;
use crate::failure::Exit;
use crate::prompt::Occasion;

/// Open an incident and say the first word
///
/// Asks eight short questions, shows the messages, and saves. Every question is also a flag; with
/// --no-input, or without a terminal, title, severity, impact and next-update are needed.
#[derive(Debug, Clone, Args)]
pub struct DeclareArgs {
    /// Start from a prepared scenario, such as `payments`: its texts are proposed, yours win
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    #[command(flatten)]
    pub facts: FactArgs,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// Runs `vocero declare`.
pub fn run(session: &Session, args: &DeclareArgs) -> Result<Exit, anyhow::Error> {
    let log = session.log_to_add()?;
    let mut facts = args.facts.clone();
    let suggested = match &args.scenario {
        None => None,
        Some(name) => {
            let prepared = scenario::prepared(session, name)?;
            if session.may_ask() {
                Some(prepared)
            } else {
                // Nobody is there to look the proposals over: whoever wrote them down and names
                // them in a runbook has done so.
                if let Some(file) = facts.facts.take() {
                    facts = facts_file::read(&file)?.under(facts);
                }
                facts = prepared.facts.under(facts);
                None
            }
        }
    };
    let job = Job {
        kind: &Kind::Declared,
        occasion: Some(Occasion::Declare),
        incident: None,
        corrects: None,
        facts: &facts,
        entry: &args.entry,
        schedules: false,
        cancels: false,
        named: Named::default(),
        suggested: suggested.as_ref(),
    };
    write::run(session, log, &job)
}
