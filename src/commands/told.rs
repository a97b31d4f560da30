//! `vocero told`

use std::io::Read as _;

use clap::Args;

use super::fact_args::{Aside, EntryArgs, FactArgs, WaiveArgs};
use super::find::{self, Purpose};
use super::messages::{self, Wish};
use super::session::Session;
use super::{again, people, write};
use crate::config::Config;
use crate::domain::client::{Client, DAILY};
use crate::domain::entry::Kind;
use crate::domain::facts::Told;
use crate::domain::incident::Incident;
use crate::domain::plan::{Party, Plan};
use crate::domain::promise::Fate;
use crate::domain::regulator::{Clock, NOT_DUE};
use crate::failure::{Exit, Failure};
use crate::log::Log;
use crate::text::list::or_ticked;
use crate::text::time::{self, Toward};

/// Record that a client, a public channel or an authority was told
///
/// Keeps in the log who heard the newest word, how, and in which words: `plan` shows it, and `due`
/// counts it. Nothing is sent. An authority whose clock stands in vocero.toml hears one step after
/// the other, such as `vocero told gdpr`; --how names another one, and --how none with --words says why
/// the rule does not apply.
#[derive(Debug, Clone, Args)]
pub struct ToldArgs {
    /// The client by name, as in vocero.toml or as `vocero plan` types it, a channel, or the clock of a
    /// regulator, such as gdpr
    pub to: String,
    /// The incident, by any unambiguous part of its id [default: the open one, or the newest if none
    /// is open]
    pub incident: Option<String>,
    /// The way, such as phone [default: the next one that the plan names]
    #[arg(long, value_name = "WAY")]
    pub how: Option<String>,
    /// The words that were said, or `-` to read them from standard input [default: the message of the
    /// newest word for them]
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub words: Option<String>,
    #[command(flatten)]
    pub waive: WaiveArgs,
    #[command(flatten)]
    pub entry: EntryArgs,
}

/// Runs `vocero told`.
pub fn run(session: &Session, args: &ToldArgs) -> Result<Exit, anyhow::Error> {
    let config = session.config()?;
    let log = session.log_to_add()?;
    let incident = meant(&log, args)?;
    // What follows from it is the same once more.
    let stored = again::stored(&log, &args.entry, None)?;
    let then = again::before(Some(&incident), stored.as_ref());
    let incident = then.as_ref().unwrap_or(&incident);
    let client = people::known(&config, &args.to);
    let clock = config.clocks.iter().find(|clock| clock.is_named(&args.to));
    let told = match (client, clock) {
        (None, Some(clock)) => to_authority(session, &config, incident, clock, args)?,
        (client, _) => {
            let then = as_heard(session, &config, incident, args)?;
            match client {
                Some(client) => by_client(session, &config, &then, client, args)?,
                None => on_channel(session, &config, &then, args)?,
            }
        }
    };
    let facts = FactArgs {
        aside: Aside {
            told,
            ..Aside::default()
        },
        waive: args.waive.waive.clone(),
        ..FactArgs::default()
    };
    let named = Some(incident.id.as_str());
    write::about(session, named, &Kind::Told, None, &facts, &args.entry)
}

/// The incident that is named, or the open one; clients also have to hear that it is over.
fn meant(log: &Log, args: &ToldArgs) -> Result<Incident, anyhow::Error> {
    let named = args.incident.as_deref();
    let none_open = log
        .summaries()?
        .iter()
        .all(|summary| summary.state.is_over());
    if named.is_none() && args.entry.id.is_none() && none_open {
        return find::find(log, None, Purpose::Read);
    }
    write::meant(log, named, &args.entry)
}

/// The incident as it was when they heard of it.
fn as_heard(
    session: &Session,
    config: &Config,
    incident: &Incident,
    args: &ToldArgs,
) -> Result<Incident, Failure> {
    let at = match args.entry.at.as_deref() {
        Some(at) => time::parse(at, session.now, config.zone(), Toward::Past)
            .map_err(|e| Failure::usage(format!("`--at`: {e}")))?,
        None => session.now.max(incident.newest_at().unwrap_or(session.now)),
    };
    let word = incident.public().rfind(|word| word.at <= at);
    word.and_then(|word| incident.as_of(word.id))
        .ok_or_else(|| {
            let id = &incident.id;
            Failure::usage(format!(
                "nothing was said in public about `{id}` until then"
            ))
            .hint(format!("see `vocero show {id}`"))
        })
}

fn by_client(
    session: &Session,
    config: &Config,
    incident: &Incident,
    client: &Client,
    args: &ToldArgs,
) -> Result<Told, anyhow::Error> {
    let how = match &args.how {
        Some(how) => how.trim().to_lowercase(),
        None => planned(session, config, incident, client)?,
    };
    let said = match &args.words {
        Some(words) => read(words)?,
        None => {
            let channel = known_channel(session, config, &how)?;
            let config = people::speaking_to(config, client);
            message(session, &config, incident, channel)?
        }
    };
    Ok(Told {
        to: Some(client.name.clone()),
        how: Some(how),
        said: Some(said),
    })
}

/// An authority hears the first step that it has not heard, or the one that is named.
fn to_authority(
    session: &Session,
    config: &Config,
    incident: &Incident,
    clock: &Clock,
    args: &ToldArgs,
) -> Result<Told, Failure> {
    let (rule, id) = (&clock.rule, &incident.id);
    let said = args.words.as_deref().map(read).transpose()?;
    let how = match args.how.as_deref() {
        Some(NOT_DUE) if said.is_none() => {
            return Err(Failure::usage(format!(
                "`--how {NOT_DUE}` says that `{rule}` does not apply; say why with `--words`"
            )));
        }
        Some(NOT_DUE) => clock.spared(),
        Some(how) => {
            let step = clock.steps.iter().find(|step| step.name == how);
            let steps: Vec<&str> = clock.steps.iter().map(|step| step.name.as_str()).collect();
            let unknown = || {
                Failure::usage(format!("`{rule}` has no step `{how}`"))
                    .hint(format!("use {}, or `{NOT_DUE}`", or_ticked(&steps)))
            };
            clock.way(step.ok_or_else(unknown)?)
        }
        None => {
            let duties = clock.duties(incident, config.zone(), session.now);
            let mut open = duties
                .iter()
                .filter(|duty| !matches!(duty.fate, Fate::Kept | Fate::Late(_)));
            let none = || {
                Failure::usage(format!("`{rule}`: nothing is owed for `{id}`")).hint(format!(
                    "record what starts its clock: `vocero note TEXT {id} --aware TIME`"
                ))
            };
            clock.way(open.next().ok_or_else(none)?.step)
        }
    };
    Ok(Told {
        to: Some(clock.authority.clone()),
        how: Some(how),
        said,
    })
}

/// The first way in which the plan still has them told, or the one they like best.
fn planned(
    session: &Session,
    config: &Config,
    incident: &Incident,
    client: &Client,
) -> Result<String, Failure> {
    let own = std::slice::from_ref(client);
    let plan = Plan::of(incident, own, &config.matrix, session.now);
    let calls = plan.map(|plan| plan.calls).unwrap_or_default();
    let mut open = calls.into_iter().filter(|call| {
        matches!(call.party, Party::Client(..)) && !call.is_heard() && call.how != DAILY
    });
    let usual = || client.usual_way().map(|(way, _)| way.to_owned());
    let how = open.next().map(|call| call.how).or_else(usual);
    how.ok_or_else(|| {
        Failure::usage(format!("`{}` has no contacts", client.name))
            .hint("name the way with `--how`, such as `--how phone`")
    })
}

fn on_channel(
    session: &Session,
    config: &Config,
    incident: &Incident,
    args: &ToldArgs,
) -> Result<Told, anyhow::Error> {
    let channels = session.templates(config).channels()?;
    let Some(channel) = channels.iter().find(|channel| **channel == args.to) else {
        return Err(people::unknown(config, &args.to, &channels).into());
    };
    let said = match &args.words {
        Some(words) => read(words)?,
        None => message(session, config, incident, channel.clone())?,
    };
    Ok(Told {
        to: Some(channel.clone()),
        how: Some(args.how.clone().unwrap_or_else(|| channel.clone())),
        said: Some(said),
    })
}

/// The channel of a way; its message is what was said.
fn known_channel(session: &Session, config: &Config, how: &str) -> Result<String, anyhow::Error> {
    let templates = session.templates(config);
    if templates.channels()?.iter().any(|channel| channel == how) {
        people::may_read(&templates, how)?;
        return Ok(how.to_owned());
    }
    Err(Failure::usage(format!(
        "there is no channel `{how}` whose message could have been said"
    ))
    .hint("give the words that were said with `--words TEXT`")
    .into())
}

fn message(
    session: &Session,
    config: &Config,
    incident: &Incident,
    channel: String,
) -> Result<String, anyhow::Error> {
    let locales = config.locales.iter().map(ToString::to_string);
    let wish = Wish {
        channels: vec![channel],
        locales: locales.collect(),
        ..Wish::default()
    };
    let messages = messages::some(session, config, incident, &wish)?;
    Ok(messages::as_text(&messages, session.ui.width())
        .trim_end()
        .to_owned())
}

/// Words as typed, or from standard input.
fn read(words: &str) -> Result<String, Failure> {
    if words != "-" {
        return Ok(words.to_owned());
    }
    let mut text = String::new();
    let read = std::io::stdin().read_to_string(&mut text);
    read.map_err(|e| Failure::usage(format!("`--words -`: standard input cannot be read: {e}")))?;
    Ok(text)
}
