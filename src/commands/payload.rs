//! `vocero render --payload`: which services the messages are written for, and where the payloads
//! go. All of them are written in memory before the first is shown: all or nothing.

use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::{Value, json};

use super::desk::Desk;
use super::messages;
use super::render::RenderArgs;
use super::session::Session;
use crate::channel::{ChannelError, Payload};
use crate::config::Config;
use crate::domain::incident::Incident;
use crate::domain::service::Service;
use crate::failure::{Exit, Failure};
use crate::render::{self, Message, Outlet, Templates};
use crate::text::list::or_ticked;

/// One payload and the message that it carries.
struct Letter {
    service: Service,
    message: Message,
    payload: Payload,
    file: String,
}

/// Writes the payloads of an incident as it stands.
pub fn run(
    session: &Session,
    args: &RenderArgs,
    config: &Config,
    incident: &Incident,
) -> Result<Exit, anyhow::Error> {
    let templates = session.templates(config);
    let outlets = outlets(&templates, config, args)?;
    let (locales, _) = messages::locales(&templates, config, incident, &args.locale)?;
    let desk = Desk {
        templates: &templates,
        config,
    };
    let asked = !(args.channel.is_empty() && args.service.is_empty());
    let mut letters: Vec<Letter> = Vec::new();
    let mut left_out: Vec<String> = Vec::new();
    for (outlet, service) in &outlets {
        for message in desk.messages(incident, outlet, &locales)? {
            let told = desk.told(incident, *service, &message, outlet)?;
            let several = outlets.iter().filter(|(o, _)| o.channel == outlet.channel);
            match desk.payload(incident, *service, &message, &told) {
                Ok(payload) => letters.push(Letter {
                    service: *service,
                    file: file_name(*service, &message, &payload, several.count() > 1),
                    message,
                    payload,
                }),
                // Where everything is written, what nobody set up is named and left out.
                Err(error) if !asked && is_optional(&error) => {
                    left_out.push(format!("{} is left out: {error}", outlet.channel));
                }
                Err(error) => {
                    return Err(refused(&error, &message));
                }
            }
        }
    }
    left_out.dedup();
    hand_over(session, args, &letters)?;
    for remark in left_out {
        session.ui.warn(&remark);
    }
    for letter in &letters {
        for remark in &letter.payload.remarks {
            let (message, service) = (&letter.message, letter.service);
            session.ui.warn(&format!(
                "{} · {} · {service}: {remark}",
                message.channel, message.locale
            ));
        }
    }
    Ok(Exit::Done)
}

/// Gives the payloads to whoever asked: as JSON, as files, or one alone as it is.
fn hand_over(
    session: &Session,
    args: &RenderArgs,
    letters: &[Letter],
) -> Result<(), anyhow::Error> {
    if let Some(folder) = &args.out {
        let paths = save(folder, letters)?;
        if !session.globals.json {
            return Ok(session.ui.product(&paths)?);
        }
    }
    if session.globals.json {
        let all = letters.iter().map(as_json).collect();
        return messages::print_json(session, &Value::Array(all));
    }
    match letters {
        [one] => Ok(session.ui.exact(&one.payload.content)?),
        [] => Err(Failure::usage("there is no payload to show").into()),
        many => {
            let files: Vec<&str> = many.iter().map(|l| l.file.as_str()).collect();
            Err(Failure::usage(format!(
                "there are {} payloads, and one at most goes to standard output: {}",
                many.len(),
                files.join(", ")
            ))
            .hint("name a channel and a locale, or a folder for all with `--out DIR`")
            .into())
        }
    }
}

/// Which channel is written for which service.
fn outlets(
    templates: &Templates,
    config: &Config,
    args: &RenderArgs,
) -> Result<Vec<(Outlet, Service)>, anyhow::Error> {
    let channels = if args.channel.is_empty() && config.channels.is_empty() {
        templates.channels()?
    } else {
        messages::channels(templates, config, &args.channel)?
    };
    let wanted = messages::services(args)?;
    let mut outlets = Vec::new();
    for channel in &channels {
        let possible = Service::of_channel(channel);
        let configured = config.services.get(channel).or_else(|| possible.first());
        let chosen: Vec<Service> = if wanted.is_empty() {
            configured.copied().into_iter().collect()
        } else {
            let carried = wanted.iter().filter(|service| possible.contains(service));
            carried.copied().collect()
        };
        if chosen.is_empty() && !args.channel.is_empty() {
            let words: Vec<&str> = possible.iter().map(|s| s.word()).collect();
            return Err(
                Failure::usage(format!("no service you named carries `{channel}`"))
                    .hint(format!("use {}", or_ticked(&words)))
                    .into(),
            );
        }
        outlets.extend(chosen.into_iter().map(|service| {
            let outlet = messages::outlet(config, channel, Some(service), args.transliterate);
            (outlet, service)
        }));
    }
    Ok(outlets)
}

/// Whether a channel that nobody asked for can be left out.
fn is_optional(error: &ChannelError) -> bool {
    matches!(
        error,
        ChannelError::Missing { .. } | ChannelError::NotPlanned { .. }
    )
}

fn refused(error: &ChannelError, message: &Message) -> anyhow::Error {
    let place = format!("{} · {}", message.channel, message.locale);
    let failure = Failure::usage(format!("{place}: {error}"));
    match error {
        ChannelError::Missing { .. } | ChannelError::Setting { .. } => {
            failure.hint("see every setting with `vocero init --dry-run`")
        }
        ChannelError::NotPublic { .. } => failure.hint("send it by `mail`, `slack` or `teams`"),
        _ => failure,
    }
    .into()
}

fn file_name(service: Service, message: &Message, payload: &Payload, several: bool) -> String {
    let (channel, locale, ending) = (&message.channel, &message.locale, payload.extension);
    if several {
        format!("{channel}.{service}.{locale}.{ending}")
    } else {
        format!("{channel}.{locale}.{ending}")
    }
}

/// Writes every payload into a folder and returns the paths, one a line. Each file is written beside
/// its place and then moved there, so that no reader meets half of one.
fn save(folder: &Path, letters: &[Letter]) -> Result<String, anyhow::Error> {
    let about = |path: &Path| format!("`{}` could not be written", path.display());
    std::fs::create_dir_all(folder)
        .with_context(|| format!("`{}` could not be made", folder.display()))?;
    let mut moves: Vec<(PathBuf, PathBuf)> = Vec::with_capacity(letters.len());
    for letter in letters {
        let path = folder.join(&letter.file);
        let beside = folder.join(format!(".{}.new", letter.file));
        std::fs::write(&beside, &letter.payload.content).with_context(|| about(&path))?;
        moves.push((beside, path));
    }
    let mut paths = String::new();
    for (beside, path) in moves {
        std::fs::rename(&beside, &path).with_context(|| about(&path))?;
        paths.push_str(&format!("{}\n", path.display()));
    }
    Ok(paths)
}

fn as_json(letter: &Letter) -> Value {
    let (message, payload) = (&letter.message, &letter.payload);
    let request = payload.request.as_ref();
    let part =
        |part: &render::Part| json!({ "name": part.name, "label": part.label, "text": part.text });
    json!({
        "incident": message.incident,
        "entry": message.entry,
        "channel": message.channel,
        "locale": message.locale,
        "audience": message.audience,
        "service": letter.service,
        "file": letter.file,
        "media_type": payload.media_type,
        "request": request.map(|r| json!({ "method": r.method, "url": r.url })),
        "remarks": payload.remarks,
        "payload": String::from_utf8_lossy(&payload.content),
        "subject": message.subject,
        "body": message.body,
        "parts": message.parts.iter().map(part).collect::<Value>(),
    })
}
