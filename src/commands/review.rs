//! `vocero review`

use clap::Args;

use super::again;
use super::check::FailOn;
use super::door::Named;
use super::fact_args::{EntryArgs, FactArgs, ReviewTexts};
use super::find;
use super::session::Session;
use super::write::{self, Job};
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
    pub texts: ReviewTexts,
    /// Who was affected and who was not, as it turned out; empty says that it is not known
    #[arg(long, value_name = "TEXT", help_heading = ABOUT)]
    pub scope: Option<String>,
    /// What customers could not do
    #[arg(long, value_name = "TEXT", help_heading = ABOUT)]
    pub impact: Option<String>,
    /// What you are sorry for, as customers felt it
    #[arg(long, value_name = "TEXT", help_heading = ABOUT)]
    pub harm: Option<String>,
    /// What happened to customers' data: none, delayed, lost, duplicated, exposed or unknown
    #[arg(long, value_name = "WHAT", help_heading = ABOUT)]
    pub data: Option<String>,
    /// Compensation or an alternative; needs --confirmed-by
    #[arg(long, value_name = "TEXT", help_heading = ABOUT)]
    pub offer: Option<String>,
    /// Who confirmed the offer or the word about data; customers never see the name
    #[arg(long, value_name = "NAME", help_heading = ABOUT)]
    pub confirmed_by: Option<String>,
    /// When it began
    #[arg(long, value_name = "TIME", help_heading = ABOUT)]
    pub started: Option<String>,
    /// When you noticed
    #[arg(long, value_name = "TIME", help_heading = ABOUT)]
    pub detected: Option<String>,
    /// When it was over
    #[arg(long, value_name = "TIME", help_heading = ABOUT)]
    pub ended: Option<String>,
    /// Where the report can be read
    #[arg(long, value_name = "URL", help_heading = ABOUT)]
    pub report: Option<String>,
    /// By when you will say more: a promise
    #[arg(long, value_name = "TIME", help_heading = ABOUT)]
    pub follow_up: Option<String>,
    /// The technical cause; only the team sees it
    #[arg(long, value_name = "TEXT", help_heading = "The review, for the team")]
    pub cause: Option<String>,
    /// Who worked on it; only the team sees it
    #[arg(long, value_name = "TEXT", help_heading = "The review, for the team")]
    pub people: Option<String>,
    /// A dashboard, ticket or recording for the team (can be repeated)
    #[arg(long, value_name = "URL", help_heading = "The review, for the team")]
    pub link: Vec<String>,
    /// Withdraw a fact that does not hold, such as `workaround` (can be repeated)
    #[arg(long, value_name = "FACT", help_heading = ABOUT)]
    pub clear: Vec<String>,
    /// Read facts from a TOML or JSON file, or from standard input with `-`; flags win over it
    #[arg(long, value_name = "FILE", help_heading = ABOUT)]
    pub facts: Option<String>,
    /// Let be what a rule of the check finds, and say why (can be repeated)
    #[arg(long, value_name = "RULE=REASON", help_heading = "Check before saving")]
    pub waive: Vec<String>,
    /// The level of findings from which nothing is saved and the exit code is 1 [default: never]
    #[arg(
        long,
        value_name = "LEVEL",
        value_enum,
        help_heading = "Check before saving"
    )]
    pub fail_on: Option<FailOn>,
    /// A text in another locale: what `--why-es TEXT` becomes
    #[arg(long, value_name = "FACT.LOCALE=TEXT", hide = true)]
    pub translation: Vec<String>,
    #[command(flatten)]
    pub entry: EntryArgs,
}

const ABOUT: &str = "What happened, as far as the log does not know it";

impl ReviewArgs {
    fn facts(&self) -> FactArgs {
        let given = self.clone();
        FactArgs {
            review: given.texts,
            scope: given.scope,
            impact: given.impact,
            harm: given.harm,
            data: given.data,
            offer: given.offer,
            confirmed_by: given.confirmed_by,
            started: given.started,
            detected: given.detected,
            ended: given.ended,
            report: given.report,
            follow_up: given.follow_up,
            cause: given.cause,
            people: given.people,
            link: given.link,
            clear: given.clear,
            facts: given.facts,
            waive: given.waive,
            fail_on: given.fail_on,
            translation: given.translation,
            ..FactArgs::default()
        }
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
        facts: &args.facts(),
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
