//! `vocero review`

use clap::{ArgMatches, Args, Command, FromArgMatches};

use super::again;
use super::door::Named;
use super::fact_args::{EntryArgs, FactArgs};
use super::session::Session;
use super::write::{self, Job};
use super::{fact_flags, find};
use crate::domain::beat::{Beat, Held, Rhythm, Speech};
use crate::domain::entry::Kind;
use crate::domain::fact::TimeFact;
use crate::domain::incident::Incident;
use crate::domain::promise::promises;
use crate::failure::{Exit, Failure};
use crate::log::Log;
use crate::prompt::Occasion;
use crate::text::list::or_ticked;

/// Look back on an incident that is over: what happened, why, and what you do about it
///
/// Asks what the log does not know yet, and keeps a draft of which customers hear nothing. With
/// --final customers are told that the report is there: that keeps the promise of one. What changes
/// later is said with a new draft, or with --final again.
#[derive(Debug, Clone, Args)]
pub struct ReviewArgs {
    /// The incident, by any unambiguous part of its id [default: the one that owes a report, or the
    /// only one that is over and has no final review]
    pub incident: Option<String>,
    /// Tell customers: the review is final
    #[arg(long = "final")]
    pub is_final: bool,
    #[command(flatten)]
    pub facts: Facts,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// What a review can state.
#[derive(Debug, Clone)]
pub struct Facts(FactArgs);

impl Args for Facts {
    fn augment_args(command: Command) -> Command {
        fact_flags::add(command, fact_flags::OF_A_REVIEW)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Facts {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        FactArgs::from_arg_matches(matches).map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.0.update_from_arg_matches(matches)
    }
}

/// Runs `vocero review`.
pub fn run(session: &Session, args: &ReviewArgs) -> Result<Exit, anyhow::Error> {
    let log = session.log_to_add()?;
    let incident = meant(session, &log, args)?;
    let state = incident.in_force.state();
    if !state.is_over() {
        let id = &incident.id;
        return Err(Failure::usage(format!(
            "`{id}` is not over yet (`{state}`), so there is nothing to look back on"
        ))
        .hint(format!("say that it is over with `vocero resolve {id}`"))
        .hint(format!(
            "what you learn before that keeps with `vocero note TEXT {id}` and `vocero measure add`"
        ))
        .into());
    }
    let is_final = args.is_final;
    let kind = if is_final {
        Kind::Reviewed
    } else {
        Kind::Drafted
    };
    let job = Job {
        kind: &kind,
        occasion: Some(Occasion::Review { is_final }),
        incident: Some(&incident),
        corrects: None,
        facts: &args.facts.0,
        entry: &args.entry,
        schedules: false,
        cancels: false,
        named: Named::default(),
        suggested: None,
    };
    write::run(session, log, &job)
}

/// The incident that is named, or the one that wants a review.
fn meant(session: &Session, log: &Log, args: &ReviewArgs) -> Result<Incident, anyhow::Error> {
    if args.incident.is_some() || again::stored(log, &args.entry, None)?.is_some() {
        return write::meant(log, args.incident.as_deref(), &args.entry);
    }
    let rhythms = log.rhythms()?;
    let owes = |rhythm: &&Rhythm<'_>| {
        let mut promises = promises(&rhythm.beats, session.now).into_iter();
        promises.any(|p| p.fact == TimeFact::FollowUp && p.answered_by.is_none())
    };
    let over: Vec<&Rhythm<'_>> = rhythms.iter().filter(|rhythm| waits(rhythm)).collect();
    let owing: Vec<&Rhythm<'_>> = over.iter().copied().filter(owes).collect();
    let chosen = match (owing.as_slice(), over.as_slice()) {
        ([one], _) | ([], [one]) => one.incident,
        ([], []) => {
            return Err(Failure::usage(format!(
                "no incident of `{}` waits for a review",
                log.path().display()
            ))
            .hint("name one to change its review; see `vocero list --all`")
            .into());
        }
        ([], many) | (many, _) => {
            let names = many.iter().rev().take(5).map(|rhythm| rhythm.incident);
            let names: Vec<&str> = names.collect();
            return Err(Failure::usage(format!(
                "{} incidents are over and wait for a review; name the one you mean",
                many.len()
            ))
            .hint(format!("use {}", or_ticked(&names)))
            .into());
        }
    };
    find::find(log, Some(chosen), find::Purpose::Write)
}

/// Whether it is over and customers have no final review of it.
fn waits(rhythm: &Rhythm<'_>) -> bool {
    let mut held = Held::default();
    let mut reviewed = false;
    for beat in &rhythm.beats {
        held.apply(beat);
        reviewed = held.state().is_over() && (reviewed || beat.speech == Speech::Reviewed);
    }
    held.state().is_over() && !reviewed && rhythm.beats.iter().any(Beat::is_public)
}
