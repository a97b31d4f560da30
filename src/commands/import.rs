//! `vocero import`

mod plan;
mod source;

use std::path::PathBuf;

use clap::Args;

use self::plan::Plan;
use super::fact_args::WaiveArgs;
use super::held::{self, Held};
use super::session::Session;
use super::{find, messages, waiver};
use crate::domain::locale::Locale;
use crate::failure::{Exit, Failure};
use crate::intake::Home;
use crate::log::{self, AppendError, Saved};
use crate::text::list::counted;
use crate::text::zone::Zone;

/// Begin with the history you have: bring in incidents from elsewhere
///
/// Reads the public JSON of a Statuspage (`incidents.json`, version 2), the folder of a cState site,
/// or issues with their comments as `gh issue list --json` writes them, and shows what would be
/// imported. With --write it is: all of it or, if anything is wrong, nothing. Each entry keeps where
/// it came from and the words as they were published. What is in the log already stays as it is, so
/// the same import can run again and brings in what is new.
#[derive(Debug, Clone, Args)]
pub struct ImportArgs {
    /// The file or the folder; `-` is standard input
    pub source: PathBuf,
    /// What it is: statuspage, cstate or issues [default: told from what stands in it]
    #[arg(long, value_name = "KIND")]
    pub from: Option<String>,
    /// The zone of times that name none, such as Europe/Madrid
    #[arg(long, value_name = "ZONE")]
    pub zone: Option<String>,
    /// The language of the texts [default: your own]
    #[arg(long, value_name = "CODE")]
    pub locale: Option<String>,
    #[command(flatten)]
    pub waive: WaiveArgs,
    /// Write the log; without it, what would be imported is shown
    #[arg(long)]
    pub write: bool,
    /// Show what would be imported, and import nothing; this is what happens without --write
    #[arg(long, conflicts_with = "write")]
    pub dry_run: bool,
}

/// Runs `vocero import`.
pub fn run(session: &Session, args: &ImportArgs) -> Result<Exit, anyhow::Error> {
    let config = session.config()?;
    let home = match &args.from {
        Some(word) => Some(
            word.parse::<Home>()
                .map_err(|e| Failure::usage(format!("`--from`: {e}")))?,
        ),
        None => None,
    };
    let zone = match &args.zone {
        Some(name) => Some(
            name.parse::<Zone>()
                .map_err(|e| Failure::usage(format!("`--zone`: {e}")))?,
        ),
        None => None,
    };
    let locale: Locale = match &args.locale {
        Some(tag) => tag.parse().map_err(|e| Failure::usage(format!("{e}")))?,
        None => config.house.primary.clone(),
    };
    let reasons = waiver::of_secrets(&args.waive.waive)?;
    let mut harvest = source::read(session, &args.source, home, zone)?;
    harvest.unite();
    if !harvest.problems.is_empty() {
        let problems = harvest.problems.iter().map(ToString::to_string).collect();
        return Err(refused(problems)
            .hint("nothing was imported; mend these, and import again")
            .into());
    }
    let path = session.log_path()?;
    if !args.write {
        let log = session.consulted_log()?;
        find::warn_written(session, &log);
        let plan = Plan::of(harvest, &log);
        let secrets = plan.each(&locale, &reasons, &mut |_| Ok(()))?;
        show(session, &plan, &secrets, None)?;
        if !secrets.is_empty() {
            let told = held_back(secrets);
            session.ui.warn(&told.message);
            for hint in &told.hints {
                session.ui.hint(hint);
            }
            return Ok(Exit::Done);
        }
        session.ui.say("nothing was imported");
        if plan.words() > 0 {
            session.next(&that_writes(args));
        }
        return Ok(Exit::Done);
    }
    session.goes_on()?;
    let new = Some(path.as_path()).filter(|path| !path.exists());
    let mut settled = None;
    let saved = log::append_all(&path, |log, batch| {
        let plan = Plan::of(harvest, log);
        let mut progress = session.ui.progress("importing", plan.words());
        let mut done = 0;
        let secrets = plan.each(&locale, &reasons, &mut |entry| {
            done += 1;
            progress.at(done);
            batch.add(entry)
        })?;
        if !secrets.is_empty() {
            return Err(held_back(secrets).into());
        }
        settled = Some(plan);
        Ok::<(), anyhow::Error>(())
    });
    let saved = saved.map_err(|e| match e {
        AppendError::Make(error) => error,
        AppendError::Read(error) => error.into(),
        AppendError::Write(error) => error.into(),
    })?;
    let Some(plan) = settled else {
        return Ok(Exit::Done);
    };
    session.tell_new(new.filter(|_| plan.words() > 0));
    show(session, &plan, &[], Some(&saved))?;
    if let Saved::Unconfirmed(error) = &saved {
        session.ui.error(&format!(
            "the log is written, but the disk did not confirm it: {error}"
        ));
        return Ok(Exit::Unsure);
    }
    if plan.words() > 0 {
        session.next(if plan.open() > 0 {
            "vocero list"
        } else {
            "vocero metrics"
        });
    }
    Ok(Exit::Done)
}

/// The most problems that are told one by one.
const TOLD: usize = 20;

fn refused(mut lines: Vec<String>) -> Failure {
    let more = lines.len().saturating_sub(TOLD);
    if more > 0 {
        lines.truncate(TOLD);
        lines.push(format!("and {} more", counted(more, "problem", "problems")));
    }
    Failure::usage(lines.join("\n"))
}

/// Says where secrets stand, and what can be done: a log is kept for years, and its feed and its site
/// show what was published.
fn held_back(secrets: Vec<(String, Held)>) -> Failure {
    let (lines, mut secrets): (Vec<_>, Vec<_>) = secrets.into_iter().unzip();
    secrets.truncate(TOLD);
    refused(lines)
        .hint("nothing was imported; take it out where it stands, and make it worthless now: whoever saw it may have kept it")
        .hint(held::how_to_waive(&secrets))
}

/// The command that does what was shown.
fn that_writes(args: &ImportArgs) -> String {
    let source = args.source.display().to_string();
    let mut command = format!("vocero import {}", shell_words::quote(&source));
    for (flag, given) in [
        (" --from ", args.from.as_slice()),
        (" --zone ", args.zone.as_slice()),
        (" --locale ", args.locale.as_slice()),
        (" --waive ", &args.waive.waive),
    ] {
        for value in given {
            command.push_str(flag);
            command.push_str(&shell_words::quote(value));
        }
    }
    command + " --write"
}

fn show(
    session: &Session,
    plan: &Plan,
    secrets: &[(String, Held)],
    saved: Option<&Saved>,
) -> Result<(), anyhow::Error> {
    if session.globals.json {
        messages::print_json(session, &plan.json(secrets, saved.is_some()))?;
    } else if session.globals.quiet {
        for id in plan.ids() {
            session.ui.product(id)?;
        }
    } else {
        session.ui.product(&plan.text(saved.is_some()))?;
    }
    for remark in plan.remarks() {
        session.ui.warn(&remark);
    }
    Ok(())
}
