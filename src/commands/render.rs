//! `vocero render`

use std::path::PathBuf;

use clap::Args;

use super::find::{Purpose, find};
use super::messages::Wish;
use super::session::Session;
use super::{find, messages, payload, people};
use crate::config::Config;
use crate::domain::entry::EntryId;
use crate::failure::{Exit, Failure};

/// Show the messages of an incident
///
/// Shows the newest word of an incident on every channel, in every configured locale and in those
/// that have facts of their own. All messages are rendered before the first is shown: either all of
/// them come out or none does.
#[derive(Debug, Clone, Args)]
pub struct RenderArgs {
    /// The incident, by any unambiguous part of its id [default: the open one, or the newest]
    pub incident: Option<String>,
    /// A channel, such as sms (can be repeated) [default: all]
    #[arg(long, value_name = "NAME")]
    pub channel: Vec<String>,
    /// A locale, such as es (can be repeated) [default: those configured or stated]
    #[arg(long, value_name = "CODE")]
    pub locale: Vec<String>,
    /// The message of one client: in their language, form of address and zone, with their name where a
    /// message has room for it, on the channel they like best
    #[arg(long, value_name = "NAME")]
    pub client: Option<String>,
    /// Show what was said with this entry instead of the newest word
    #[arg(long, value_name = "ID")]
    pub entry: Option<String>,
    /// Write what services accept instead of what people read: one payload to standard output, or
    /// with --out all of them into a folder
    #[arg(long)]
    pub payload: bool,
    /// The service that carries the messages, such as mastodon (can be repeated) [default: the
    /// channel's own, see `vocero init`]
    #[arg(long, value_name = "NAME")]
    pub service: Vec<String>,
    /// The folder for payloads: one file for each channel and locale. It holds those of one incident
    /// at a time, as the next run takes their names; only files for cState are named for the incident
    #[arg(long, value_name = "DIR", requires = "payload")]
    pub out: Option<PathBuf>,
    /// In text messages, write characters that double the price without their accents: á as a
    #[arg(long)]
    pub transliterate: bool,
}

fn wish(args: &RenderArgs) -> Result<Wish, Failure> {
    Ok(Wish {
        channels: args.channel.clone(),
        locales: args.locale.clone(),
        services: messages::services(args)?,
        gsm7: args.transliterate,
    })
}

/// The configuration and the arguments as they hold for the client that was named.
fn spoken_to(
    session: &Session,
    config: Config,
    args: &RenderArgs,
) -> Result<(Config, RenderArgs), anyhow::Error> {
    let mut args = args.clone();
    let Some(name) = &args.client else {
        return Ok((config, args));
    };
    let client = people::client(&config, name)?;
    let templates = session.templates(&config);
    if args.channel.is_empty() {
        args.channel
            .push(people::usual_channel(&templates, client)?);
    }
    for channel in &args.channel {
        // A channel that does not exist is named later, with those that do.
        if templates.channels()?.contains(channel) {
            people::may_read(&templates, channel)?;
        }
    }
    if args.locale.is_empty() {
        args.locale.push(client.locale.to_string());
    }
    Ok((people::speaking_to(&config, client), args))
}

/// Runs `vocero render`.
pub fn run(session: &Session, args: &RenderArgs) -> Result<Exit, anyhow::Error> {
    let log = session.log_about(args.incident.as_deref())?;
    let (config, args) = spoken_to(session, session.config()?, args)?;
    let args = &args;
    let mut incident = find(&log, args.incident.as_deref(), Purpose::Read)?;
    if let Some(id) = &args.entry {
        let id: EntryId = id
            .parse()
            .map_err(|e| Failure::usage(format!("`--entry`: {e}")))?;
        incident = find::as_of(&incident, id)?;
    }
    if incident.last_word().is_none() {
        return Err(Failure::usage(format!(
            "nothing was said in public about `{}`",
            incident.id
        ))
        .hint(format!(
            "say the first word with `vocero update {}`",
            incident.id
        ))
        .into());
    }
    if args.payload {
        let exit = payload::run(session, args, &config, &incident)?;
        find::warn(session, &log, &incident);
        return Ok(exit);
    }
    let messages = messages::some(session, &config, &incident, &wish(args)?)?;
    if session.globals.json {
        messages::print_json(session, &messages::as_json(&messages))?;
    } else {
        session
            .ui
            .product(&messages::as_text(&messages, session.ui.width()))?;
    }
    messages::remark(session, &messages);
    find::warn(session, &log, &incident);
    Ok(Exit::Done)
}
