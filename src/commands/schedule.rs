//! `vocero schedule`

use clap::Args;

use super::door::Named;
use super::fact_args::{EntryArgs, FactArgs};
use super::facts_file;
use super::session::Session;
use super::write::{self, Job};
use crate::domain::entry::Kind;
use crate::domain::incident::Incident;
use crate::domain::words::{IncidentType, Severity, State};
use crate::failure::{Exit, Failure};
use crate::prompt::Occasion;

/// Announce planned work, and say how it goes
///
/// Without an incident, announces new work: title, impact, --from and --until. With one, says that
/// the plan has changed (--from, --until) or how the work stands (--state in-progress, verifying,
/// completed), or that it is called off (--cancel); work that takes longer than announced says so by
/// itself. `vocero update` and `vocero resolve` do the same.
#[derive(Debug, Clone, Args)]
pub struct ScheduleArgs {
    /// The planned work, by any unambiguous part of its id [default: none, to announce new work]
    pub incident: Option<String>,
    /// When the work begins, such as `22:00` or `2026-12-01 22:00`
    #[arg(long, value_name = "TIME", conflicts_with = "started")]
    pub from: Option<String>,
    /// When it is to be done: a promise, and told as one
    #[arg(long, value_name = "TIME", conflicts_with = "estimate")]
    pub until: Option<String>,
    /// Call the work off before it begins; `--state completed` before then means the same
    #[arg(long, requires = "incident", conflicts_with_all = ["from", "until", "started", "ended", "state"])]
    pub cancel: bool,
    #[command(flatten)]
    pub facts: FactArgs,
    #[command(flatten)]
    pub entry: EntryArgs,
}

impl ScheduleArgs {
    const fn plan(&self) -> Plan<'_> {
        Plan {
            from: self.from.as_ref(),
            until: self.until.as_ref(),
        }
    }
}

/// The times of planned work, as typed with flags of their own.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// When it begins.
    pub from: Option<&'a String>,
    /// When it is to be done.
    pub until: Option<&'a String>,
}

impl Plan<'_> {
    /// Which flags were typed.
    pub const fn named(self) -> Named {
        Named {
            from: self.from.is_some(),
            until: self.until.is_some(),
        }
    }

    /// The facts as any other command takes them. Whoever names the end answers for it.
    pub fn typed(self, session: &Session, mut facts: FactArgs, entry: &EntryArgs) -> FactArgs {
        facts.started = self.from.cloned().or(facts.started);
        facts.estimate = self.until.cloned().or(facts.estimate);
        if facts.estimate.is_some() && facts.confirmed_by.is_none() {
            let author = || session.author();
            let by = entry.by.clone().or_else(author);
            facts.confirmed_by = by.or_else(|| Some("the schedule".to_owned()));
        }
        facts
    }
}

/// Runs `vocero schedule`.
pub fn run(session: &Session, args: &ScheduleArgs) -> Result<Exit, anyhow::Error> {
    // What a file says of the type must be seen before the type is taken for granted.
    let mut said = args.facts.clone();
    if let Some(file) = said.facts.take() {
        said = facts_file::read(&file)?.under(said);
    }
    is_work(&said)?;
    let log = session.log_to_add()?;
    let facts = planned(session, args, said);
    let known = match &args.incident {
        None => None,
        named => Some(write::meant(&log, named.as_deref(), &args.entry)?),
    };
    if let Some(incident) = &known {
        is_planned(incident)?;
    }
    let ends = facts.state.as_deref() == Some(State::Completed.word());
    let (kind, occasion) = match (&known, ends) {
        (None, _) => (Kind::Declared, Occasion::Declare),
        (Some(_), true) => (Kind::Resolved, Occasion::Resolve),
        (Some(_), false) => (Kind::Updated, Occasion::Update),
    };
    let job = Job {
        kind: &kind,
        occasion: Some(occasion),
        incident: known.as_ref(),
        corrects: None,
        facts: &facts,
        entry: &args.entry,
        schedules: true,
        cancels: args.cancel,
        named: args.plan().named(),
        suggested: None,
    };
    write::run(session, log, &job)
}

/// The facts as any other command takes them. Whoever schedules the work answers for its end.
fn planned(session: &Session, args: &ScheduleArgs, mut facts: FactArgs) -> FactArgs {
    facts = args.plan().typed(session, facts, &args.entry);
    if args.cancel {
        facts.state = Some(State::Completed.word().to_owned());
    }
    if args.incident.is_some() {
        return facts;
    }
    facts.kind_of = Some(IncidentType::Maintenance.word().to_owned());
    let usual = || Some(Severity::Minor.word().to_owned());
    facts.severity = facts.severity.or_else(usual);
    facts
}

/// Refuses another type: this is how planned work is announced, and nothing else.
fn is_work(facts: &FactArgs) -> Result<(), Failure> {
    let work = IncidentType::Maintenance.word();
    match facts.kind_of.as_deref().filter(|kind| *kind != work) {
        None => Ok(()),
        Some(kind) => Err(Failure::usage(format!(
            "`--type`: `{kind}` is not planned work, which is always of type `{work}`"
        ))
        .hint("leave `--type` out, or use `vocero declare` for what is not planned")),
    }
}

/// Refuses what is not planned work: its states are others.
pub fn is_planned(incident: &Incident) -> Result<(), Failure> {
    if incident.in_force.kind_of() == IncidentType::Maintenance {
        return Ok(());
    }
    let id = &incident.id;
    Err(Failure::usage(format!("`{id}` is no planned work"))
        .hint(format!("say what is new with `vocero update {id}`")))
}
