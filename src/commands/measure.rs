//! `vocero measure`

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand};

use super::check::along;
use super::fact_args::{Aside, EntryArgs, FactArgs, WaiveArgs};
use super::find::{self, Purpose};
use super::session::Session;
use super::{again, agree, write};
use crate::domain::entry::Kind;
use crate::domain::fact::TextFact;
use crate::domain::incident::Incident;
use crate::domain::measure::{Aim, Measure, Status, Step};
use crate::failure::{Exit, Failure};
use crate::log::Log;
use crate::prompt::{Answers, Heard, Remark};
use crate::text::clean;
use crate::text::list::or_ticked;
use crate::text::similar::similar;
use crate::text::time::{self, Toward};

/// Agree on what you do so that it does not happen again, and say what became of it
///
/// The words of a measure are told to customers with the review; its owner and the reasons stay
/// inside. See how measures stand with `vocero measures`.
#[derive(Debug, Clone, Args)]
pub struct MeasureArgs {
    #[command(subcommand)]
    pub command: MeasureCommand,
}

/// What happens to a measure.
#[derive(Debug, Clone, Subcommand)]
pub enum MeasureCommand {
    /// Agree on a measure
    Add(AddArgs),
    /// Say that it is done
    Done(DoneArgs),
    /// Give it another day or another owner
    Move(MoveArgs),
    /// Say that you will not do it
    Drop(DropArgs),
}

/// The flags of `vocero measure add`.
#[derive(Debug, Clone, Args)]
pub struct AddArgs {
    /// What you do, in words that customers may read; in another language with `--what-es TEXT`
    #[arg(allow_hyphen_values = true)]
    pub what: String,
    /// The incident, by any unambiguous part of its id [default: the open one, or the newest if none
    /// is open]
    pub incident: Option<String>,
    /// Who sees to it; customers never see the name
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// By when, such as `friday` or `2026-12-04`
    #[arg(long, value_name = "TIME")]
    pub due: Option<String>,
    /// What it is good for: prevent, detect, respond or communicate
    #[arg(long, value_name = "AIM", default_value = "prevent")]
    pub aim: String,
    /// The words in another locale: what `--what-es TEXT` becomes
    #[arg(long, value_name = "FACT.LOCALE=TEXT", hide = true)]
    pub translation: Vec<String>,
    #[command(flatten)]
    pub waive: WaiveArgs,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// The flags of `vocero measure done`.
#[derive(Debug, Clone, Args)]
pub struct DoneArgs {
    /// The measure, by any unambiguous part of its id
    pub measure: String,
    /// What was done; only the team sees it
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub waive: WaiveArgs,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// The flags of `vocero measure move`.
#[derive(Debug, Clone, Args)]
pub struct MoveArgs {
    /// The measure, by any unambiguous part of its id
    pub measure: String,
    /// By when instead
    #[arg(long, value_name = "TIME")]
    pub due: Option<String>,
    /// Who sees to it instead
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Why; only the team sees it
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    pub waive: WaiveArgs,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// The flags of `vocero measure drop`.
#[derive(Debug, Clone, Args)]
pub struct DropArgs {
    /// The measure, by any unambiguous part of its id
    pub measure: String,
    /// Why; only the team sees it
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    pub waive: WaiveArgs,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// Runs `vocero measure`.
pub fn run(session: &Session, args: &MeasureArgs) -> Result<Exit, anyhow::Error> {
    match &args.command {
        MeasureCommand::Add(args) => add(session, args),
        MeasureCommand::Done(args) => {
            let step = Step {
                status: Some(Status::Done),
                reason: reason(args.reason.as_deref())?,
                ..Step::default()
            };
            change(session, &args.measure, step, None, &args.waive, &args.entry)
        }
        MeasureCommand::Move(args) => {
            if args.due.is_none() && args.owner.is_none() {
                return Err(
                    Failure::usage("nothing moves: no other day or owner is given")
                        .hint("give one with `--due TIME`, `--owner NAME` or both")
                        .into(),
                );
            }
            let step = Step {
                status: Some(Status::Moved),
                due: due(session, args.due.as_deref(), &args.entry)?,
                owner: line("owner", args.owner.as_deref())?,
                reason: reason(Some(&args.reason))?,
                ..Step::default()
            };
            let word = args.due.as_ref();
            change(session, &args.measure, step, word, &args.waive, &args.entry)
        }
        MeasureCommand::Drop(args) => {
            let step = Step {
                status: Some(Status::Dropped),
                reason: reason(Some(&args.reason))?,
                ..Step::default()
            };
            change(session, &args.measure, step, None, &args.waive, &args.entry)
        }
    }
}

fn add(session: &Session, args: &AddArgs) -> Result<Exit, anyhow::Error> {
    let log = session.log_to_add()?;
    let none_open = log.summaries()?.iter().all(|s| s.state.is_over());
    let incident = match &args.incident {
        None if args.entry.id.is_none() && none_open => find::find(&log, None, Purpose::Read)?,
        named => write::meant(&log, named.as_deref(), &args.entry)?,
    };
    let what = line("what", Some(&args.what))?.unwrap_or_default();
    let missing = |flag: &str, why: &str| {
        Failure::usage(format!("`{what}` has no {flag}; {why} with `--{flag}`"))
    };
    let owner = line("owner", args.owner.as_deref())?;
    let owner = owner.ok_or_else(|| missing("owner", "name who sees to it"))?;
    let due = due(session, args.due.as_deref(), &args.entry)?;
    let due = due.ok_or_else(|| {
        let missing = missing("due", "say by when it is done");
        // A line of a review has `by: friday`.
        let by = args.entry.by.as_deref().unwrap_or_default();
        match self::due(session, Some(by), &args.entry) {
            Ok(Some(_)) => missing.hint(format!(
                "`--by` is who writes this; say the day with `--due \"{by}\"`"
            )),
            _ => missing,
        }
    })?;
    let aim: Result<Aim, _> = args.aim.parse();
    let aim = aim.map_err(|e| Failure::usage(format!("`--aim`: {e}")))?;
    read_along(session, &incident, &what)?;
    let facts = FactArgs {
        aside: Aside {
            what: Some(what.clone()),
            due: args.due.clone(),
            step: Step {
                // Said once more it has its id.
                measure: match again::stored(&log, &args.entry, None)? {
                    Some(_) => None,
                    None => Some(agree::free(&what, &agree::ids(&log)?)),
                },
                aim: Some(aim),
                owner: Some(owner),
                due: Some(due),
                status: Some(Status::Open),
                reason: None,
            },
            ..Aside::default()
        },
        translation: args.translation.clone(),
        waive: args.waive.waive.clone(),
        ..FactArgs::default()
    };
    let named = Some(incident.id.as_str());
    write::about(session, named, &Kind::Measured, None, &facts, &args.entry)
}

/// Says what the check has against words that customers will read with the review.
fn read_along(session: &Session, incident: &Incident, what: &str) -> Result<(), anyhow::Error> {
    let config = session.config()?;
    let heard = Heard {
        fact: Some(TextFact::What),
        locale: &config.house.primary,
        text: what,
        answers: &Answers::default(),
    };
    for remark in along::remarks(&config, Some(incident), &heard) {
        if let Remark::Found { rule, said, help } = remark {
            session
                .ui
                .warn(&format!("customers will read `{said}`: {help} ({rule})"));
        }
    }
    Ok(())
}

/// Says what became of a measure; `due` is its new day as typed.
fn change(
    session: &Session,
    given: &str,
    step: Step,
    due: Option<&String>,
    waive: &WaiveArgs,
    entry: &EntryArgs,
) -> Result<Exit, anyhow::Error> {
    let log = session.log_to_add()?;
    let measure = named(&log, given)?;
    if !measure.is_open() && again::stored(&log, entry, None)?.is_none() {
        let closed = measure.closed.unwrap_or(measure.added).format("%Y-%m-%d");
        return Err(Failure::usage(format!(
            "`{}` is {} since {closed}",
            measure.id, measure.status
        ))
        .hint("agree on a new one with `vocero measure add`")
        .into());
    }
    let facts = FactArgs {
        aside: Aside {
            step: Step {
                measure: Some(measure.id),
                ..step
            },
            due: due.cloned(),
            ..Aside::default()
        },
        waive: waive.waive.clone(),
        ..FactArgs::default()
    };
    let incident = Some(measure.incident.as_str());
    write::about(session, incident, &Kind::Measured, None, &facts, entry)
}

/// The measure that is named by any unambiguous part of its id; one that is open is meant before one
/// that is not.
fn named(log: &Log, given: &str) -> Result<Measure, anyhow::Error> {
    let mut all = log.measures()?;
    let wanted = given.trim().to_lowercase();
    if let Some(exact) = all.iter().position(|measure| measure.id == wanted) {
        return Ok(all.swap_remove(exact));
    }
    let is_meant = |measure: &&Measure| !wanted.is_empty() && measure.id.contains(&wanted);
    let mut meant: Vec<&Measure> = all.iter().filter(is_meant).collect();
    if meant.iter().any(|measure| measure.is_open()) {
        meant.retain(|measure| measure.is_open());
    }
    match meant.as_slice() {
        [one] => Ok((*one).clone()),
        [] => {
            let failure = Failure::usage(format!(
                "no measure matches `{given}` in `{}`",
                log.path().display()
            ));
            let near = similar(&wanted, all.iter().map(|measure| measure.id.as_str()));
            Err(match near.as_slice() {
                [] => failure.hint("see `vocero measures --all`"),
                near => failure.hint(format!("use {}", or_ticked(near))),
            }
            .into())
        }
        many => {
            let ids: Vec<&str> = many.iter().take(5).map(|m| m.id.as_str()).collect();
            Err(
                Failure::usage(format!("`{given}` matches {} measures", many.len()))
                    .hint(format!("use more of the id: {}", or_ticked(&ids)))
                    .into(),
            )
        }
    }
}

/// One line that says something, if it is given.
fn line(flag: &str, given: Option<&str>) -> Result<Option<String>, Failure> {
    const LIMIT: usize = 500;
    let Some(given) = given else { return Ok(None) };
    match clean::fit_line(given, LIMIT) {
        Ok(fit) if fit.text.is_empty() => Err(Failure::usage(format!("`--{flag}` is empty"))),
        Ok(fit) => Ok(Some(fit.text)),
        Err(unfit) => Err(Failure::usage(format!("`--{flag}` {unfit}"))),
    }
}

fn reason(given: Option<&str>) -> Result<Option<String>, Failure> {
    line("reason", given)
}

/// A day to come.
fn due(
    session: &Session,
    given: Option<&str>,
    entry: &EntryArgs,
) -> Result<Option<DateTime<Utc>>, anyhow::Error> {
    let Some(given) = given else { return Ok(None) };
    let zone = session.config()?.zone();
    let refuse = |flag: &str, problem: String| Failure::usage(format!("`--{flag}`{problem}"));
    let at = match entry.at.as_deref() {
        Some(at) => time::parse(at, session.now, zone, Toward::Past)
            .map_err(|e| refuse("at", format!(": {e}")))?,
        None => session.now,
    };
    let due = time::parse(given, at, zone, Toward::Future)
        .map_err(|e| refuse("due", format!(": {e}")))?;
    if due <= at {
        return Err(refuse("due", " lies in the past; name a time to come".to_owned()).into());
    }
    Ok(Some(due))
}
