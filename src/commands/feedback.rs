//! `vocero feedback`

mod lines;
mod rows;
mod summary;

use std::path::PathBuf;

use clap::{Args, Subcommand};

pub(super) use self::summary::score_json;
use super::fact_args::{Aside, EntryArgs, FactArgs, WaiveArgs};
use super::find::{self, Purpose};
use super::session::Session;
use super::{people, write};
use crate::config::Config;
use crate::domain::entry::Kind;
use crate::domain::feedback::{Heard, Scale, Side};
use crate::domain::incident::Incident;
use crate::failure::{Exit, Failure};
use crate::log::Log;
use crate::text::clean;

/// Show what you heard about how you told it, and record more
///
/// Counts the scores of customers and of your own people, each scale by itself, and says what so many
/// answers can support. What they wrote is theirs: no message ever holds it.
#[derive(Debug, Clone, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct FeedbackArgs {
    #[command(subcommand)]
    command: Option<FeedbackCommand>,
    /// The incident, by any unambiguous part of its id [default: all]
    pub incident: Option<String>,
    /// Show what they wrote, too
    #[arg(long)]
    pub words: bool,
}

#[derive(Debug, Clone, Subcommand)]
enum FeedbackCommand {
    /// Record what somebody said
    Add(Box<AddArgs>),
    /// Record the answers of a survey, one row each
    ///
    /// The first row names the columns: `score` or `words`, and of `incident`, `from`, `scale`,
    /// `client`, `how`, `at` and `id` those there are. All rows are recorded or, if anything is wrong
    /// with one, none; importing the same file again changes nothing.
    Import(ImportArgs),
}

/// One voice.
#[derive(Debug, Clone, Args)]
struct AddArgs {
    /// The incident, by any unambiguous part of its id [default: the open one, or the newest if none
    /// is open]
    incident: Option<String>,
    /// The score: 1 to 5, or as the scale counts
    #[arg(long, value_name = "NUMBER")]
    score: Option<String>,
    /// What the score is counted on: rating or csat (1 to 5), ces (1 to 7) or nps (0 to 10) [default:
    /// rating]
    #[arg(long, value_name = "SCALE")]
    scale: Option<String>,
    /// Who said it: customer or team [default: customer]
    #[arg(long, value_name = "SIDE")]
    from: Option<String>,
    /// What they wrote
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    words: Option<String>,
    /// The client by name
    #[arg(long, value_name = "NAME")]
    client: Option<String>,
    /// The way it came, such as survey or phone
    #[arg(long, value_name = "WAY")]
    how: Option<String>,
    #[command(flatten)]
    waive: WaiveArgs,
    #[command(flatten)]
    entry: EntryArgs,
}

/// The answers of a survey.
#[derive(Debug, Clone, Args)]
struct ImportArgs {
    /// The file (CSV in UTF-8, with commas or semicolons)
    file: PathBuf,
    /// The incident of rows that name none, by any unambiguous part of its id
    #[arg(long, value_name = "INCIDENT")]
    incident: Option<String>,
    #[command(flatten)]
    waive: WaiveArgs,
    /// Show what would be recorded, and record nothing
    #[arg(long)]
    dry_run: bool,
}

/// Runs `vocero feedback`.
pub fn run(session: &Session, args: &FeedbackArgs) -> Result<Exit, anyhow::Error> {
    match &args.command {
        Some(FeedbackCommand::Add(add)) => self::add(session, add),
        Some(FeedbackCommand::Import(import)) => rows::import(session, import),
        None => summary::show(session, args),
    }
}

fn add(session: &Session, args: &AddArgs) -> Result<Exit, anyhow::Error> {
    let config = session.config()?;
    let log = session.log_to_add()?;
    let incident = meant(&log, args)?;
    let given = Given {
        score: args.score.as_deref(),
        scale: args.scale.as_deref(),
        from: args.from.as_deref(),
        words: args.words.as_deref(),
        client: args.client.as_deref(),
        how: args.how.as_deref(),
    };
    let heard = given.read(&config, "--").map_err(Failure::problems)?;
    let facts = FactArgs {
        aside: Aside {
            heard,
            ..Aside::default()
        },
        waive: args.waive.waive.clone(),
        ..FactArgs::default()
    };
    let named = Some(incident.id.as_str());
    write::about(session, named, &Kind::Heard, None, &facts, &args.entry)
}

/// The incident that is named, or the open one; mostly people judge what is over.
fn meant(log: &Log, args: &AddArgs) -> Result<Incident, anyhow::Error> {
    let named = args.incident.as_deref();
    let over = |summary: &crate::log::Summary| summary.state.is_over();
    if named.is_none() && args.entry.id.is_none() && log.summaries()?.iter().all(over) {
        return find::find(log, None, Purpose::Read);
    }
    write::meant(log, named, &args.entry)
}

/// One voice as it was typed.
#[derive(Debug, Clone, Copy, Default)]
struct Given<'a> {
    score: Option<&'a str>,
    scale: Option<&'a str>,
    from: Option<&'a str>,
    words: Option<&'a str>,
    client: Option<&'a str>,
    how: Option<&'a str>,
}

impl Given<'_> {
    /// Reads it; `mark` stands before the names of what is wrong.
    fn read(&self, config: &Config, mark: &str) -> Result<Heard, Vec<String>> {
        let mut problems = Vec::new();
        let mut heard = Heard::default();
        let mut line = |name: &str, given: Option<&str>, limit: usize| {
            let fit = clean::fit_line(given?, limit);
            match fit {
                Ok(fit) => Some(fit.text).filter(|text| !text.is_empty()),
                Err(unfit) => {
                    problems.push(format!("`{mark}{name}` {unfit}"));
                    None
                }
            }
        };
        heard.client = line("client", self.client, 200);
        heard.how = line("how", self.how, 100);
        match self
            .words
            .map(|words| clean::fit(words, super::door::TEXT_LIMIT))
        {
            Some(Ok(fit)) => heard.words = Some(fit.text).filter(|text| !text.is_empty()),
            Some(Err(unfit)) => problems.push(format!("`{mark}words` {unfit}")),
            None => {}
        }
        // Clients of the configuration go by their names there, however they are typed.
        if let Some(client) = heard
            .client
            .as_deref()
            .and_then(|name| people::known(config, name))
        {
            heard.client = Some(client.name.clone());
        }
        heard.side = Some(Side::Customer);
        if let Some(from) = self.from {
            match from.parse() {
                Ok(side) => heard.side = Some(side),
                Err(error) => problems.push(format!("`{mark}from`: {error}")),
            }
        }
        let scale = match self.scale.map(str::parse) {
            None => Scale::Rating,
            Some(Ok(scale)) => scale,
            Some(Err(error)) => {
                problems.push(format!("`{mark}scale`: {error}"));
                return Err(problems);
            }
        };
        match self.score.map(|score| scored(scale, score)) {
            Some(Ok(score)) => (heard.scale, heard.score) = (Some(scale), Some(score)),
            Some(Err(problem)) => problems.push(format!("`{mark}score`: {problem}")),
            None if heard.words.is_none() && problems.is_empty() => {
                problems.push(format!("`{mark}score` or `{mark}words` must be given"));
            }
            None => {}
        }
        if problems.is_empty() {
            Ok(heard)
        } else {
            Err(problems)
        }
    }
}

fn scored(scale: Scale, given: &str) -> Result<u8, String> {
    let (low, high) = scale.range();
    let score = given.trim().parse().ok();
    score
        .filter(|score| (low..=high).contains(score))
        .ok_or_else(|| {
            format!("`{given}` is no score of `{scale}`, which counts from {low} to {high}")
        })
}
