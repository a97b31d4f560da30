//! `vocero drill`

mod score;

use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::{Value, json};

use super::session::{Globals, Session};
use super::{messages, scenario};
use crate::config::locate::LOG_NAME;
use crate::domain::drill::Drill;
use crate::failure::{Exit, Failure};
use crate::log::{self, Saved, WriteError};
use crate::text::slug::slug;

/// Rehearse a scenario, and score how it went
///
/// A drill has a log of its own, drill-DATE-SCENARIO.toml beside yours, or where --log says, and a
/// clock of its own, which can run fast. Every command that is given its log (--log, `VOCERO_LOG`)
/// takes part: all times are those of the drill, and every message, subject and payload says that it
/// is not real. Payloads stand in an envelope that no service takes, and mails have no recipients.
/// With --score or --end the first word, the silences, the promises and what the check finds are
/// counted as `vocero metrics` and `vocero check` count them, with what to do better. `VOCERO_NOW` sets
/// the clock on the wall, from which the drill's own clock runs.
#[derive(Debug, Clone, Args)]
pub struct DrillArgs {
    /// The scenario to rehearse; see `vocero scenario list`
    pub scenario: Option<String>,
    /// How many times as fast as the clock on the wall the drill's runs, from 1 to 100: at 10 half an
    /// hour passes in three minutes
    #[arg(long, value_name = "TIMES", default_value_t = 1, requires = "scenario")]
    pub speed: usize,
    /// Score a drill as it stands; without --log or `VOCERO_LOG` the newest beside your log
    #[arg(long, conflicts_with = "scenario")]
    pub score: bool,
    /// Stop its clock for good, and score it
    #[arg(long, conflicts_with_all = ["scenario", "score"])]
    pub end: bool,
}

/// Runs `vocero drill`.
pub fn run(session: &Session, args: &DrillArgs) -> Result<Exit, anyhow::Error> {
    match &args.scenario {
        Some(name) => begin(session, name, args.speed),
        None if args.score || args.end => finish(session, args.end),
        None => Err(
            Failure::usage("name a scenario, or give `--score` or `--end`")
                .hint("see `vocero scenario list`")
                .into(),
        ),
    }
}

fn begin(session: &Session, name: &str, speed: usize) -> Result<Exit, anyhow::Error> {
    let lawful = u32::try_from(speed)
        .ok()
        .filter(|speed| (1..=Drill::FASTEST).contains(speed));
    let Some(speed) = lawful else {
        let problem = format!("`--speed`: `{speed}` is not from 1 to {}", Drill::FASTEST);
        return Err(Failure::usage(problem).into());
    };
    let prepared = scenario::prepared(session, name)?;
    let drill = Drill {
        scenario: prepared.name,
        began: session.wall_seconds(),
        speed,
        ended: None,
    };
    let path = place(session, &drill)?;
    begin_at(&path, &drill)?;
    let globals = Globals {
        log: Some(path.clone()),
        ..session.globals.clone()
    };
    let inside = Session::open(globals, &mut "")?;
    if session.globals.json {
        messages::print_json(session, &about(&drill, &path))?;
    } else {
        session.ui.product(&path.display().to_string())?;
    }
    inside.announce(&drill);
    session.ui.say(&format!("the alarm: {}", prepared.about));
    let shown = path.display().to_string();
    let export = format!("export VOCERO_LOG={}", shell_words::quote(&shown));
    session
        .ui
        .say("let every terminal that takes part know the log:");
    session.ui.next(&export);
    inside.next(&format!(
        "vocero declare --scenario {}",
        shell_words::quote(&drill.scenario)
    ));
    session.ui.say("and when it is over:");
    inside.next("vocero drill --end");
    Ok(Exit::Done)
}

fn begin_at(path: &Path, drill: &Drill) -> Result<(), anyhow::Error> {
    match log::begin_drill(path, drill) {
        Err(WriteError::Io { source, .. })
            if source.kind() == std::io::ErrorKind::AlreadyExists =>
        {
            let problem = format!(
                "`{}` exists: a drill begins a log of its own",
                path.display()
            );
            Err(Failure::usage(problem)
                .hint("name another place with `--log FILE`, or none")
                .into())
        }
        other => Ok(other?),
    }
}

/// Where the log of a new drill goes: where it was asked for, or else beside the log.
fn place(session: &Session, drill: &Drill) -> Result<PathBuf, anyhow::Error> {
    let path = session.log_path()?;
    if session.globals.log.is_some() {
        if path.file_name().is_some_and(|name| name == LOG_NAME) {
            let problem =
                format!("`--log`: a log named `{LOG_NAME}` would be found as the real one");
            return Err(Failure::usage(problem)
                .hint("give the log of the drill another name, such as `drill.toml`")
                .into());
        }
        return Ok(path);
    }
    let day = drill.began.format("%Y-%m-%d");
    let name = format!("{PREFIX}{day}-{}", slug(&drill.scenario, 40));
    let mut free = path.with_file_name(format!("{name}.toml"));
    let mut count = 1;
    while free.symlink_metadata().is_ok() {
        count += 1;
        free = path.with_file_name(format!("{name}-{count}.toml"));
    }
    Ok(free)
}

/// How the names of drills begin that nobody named.
const PREFIX: &str = "drill-";

fn finish(session: &Session, end: bool) -> Result<Exit, anyhow::Error> {
    let path = match &session.drill {
        Some(_) => session.log_path()?,
        None => newest(session)?,
    };
    let globals = Globals {
        log: Some(path.clone()),
        ..session.globals.clone()
    };
    let mut inside = Session::open(globals.clone(), &mut "")?;
    let ended = inside
        .drill
        .as_ref()
        .is_some_and(|drill| drill.ended.is_some());
    let mut exit = Exit::Done;
    if end && !ended {
        if let Saved::Unconfirmed(error) = log::end_drill(&path, inside.now)? {
            let problem = format!("the drill has ended, but the disk did not confirm it: {error}");
            session.ui.error(&problem);
            exit = Exit::Unsure;
        }
        inside = Session::open(globals, &mut "")?;
    }
    score::show(&inside, &path)?;
    Ok(exit)
}

/// The newest drill beside the log.
fn newest(session: &Session) -> Result<PathBuf, anyhow::Error> {
    let beside = session.log_path()?;
    let none = || {
        let problem = format!(
            "`{}` is no drill, and none stands beside it",
            beside.display()
        );
        Failure::usage(problem)
            .hint("name its log with `--log FILE`, or begin one: `vocero drill payments`")
    };
    if session.globals.log.is_some() {
        let problem = format!("`{}` is not the log of a drill", beside.display());
        return Err(Failure::usage(problem)
            .hint("begin one with `vocero drill payments`")
            .into());
    }
    let folder = beside.parent().unwrap_or(Path::new("."));
    let mut newest: Option<(Drill, PathBuf)> = None;
    for entry in std::fs::read_dir(folder).map_err(|_| none())?.flatten() {
        let path = entry.path();
        let named = path.file_stem().and_then(|name| name.to_str());
        let is_toml = path.extension().is_some_and(|ending| ending == "toml");
        if !is_toml || !named.is_some_and(|name| name.starts_with(PREFIX)) {
            continue;
        }
        if let Some(drill) = log::drill(&path)?
            && newest
                .as_ref()
                .is_none_or(|(other, known)| (other.began, known) < (drill.began, &path))
        {
            newest = Some((drill, path));
        }
    }
    Ok(newest.map(|(_, path)| path).ok_or_else(none)?)
}

/// A drill as JSON.
fn about(drill: &Drill, path: &Path) -> Value {
    json!({
        "scenario": drill.scenario,
        "log": path,
        "began": drill.began,
        "speed": drill.speed,
        "ended": drill.ended,
    })
}
