//! `vocero render --payload`: which services the messages are written for, and where the payloads
//! go. All of them are written in memory before the first is shown: all or nothing.

use serde_json::{Value, json};

use super::desk::Desk;
use super::render::RenderArgs;
use super::session::Session;
use super::{messages, outbox};
use crate::channel::{ChannelError, Payload};
use crate::config::Config;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::service::Service;
use crate::failure::{Exit, Failure};
use crate::render::{self, Message, Outlet, RenderError, Templates};
use crate::text::list::and_ticked;

/// One payload and the message that it carries.
struct Letter {
    service: Service,
    message: Message,
    payload: Payload,
    file: String,
}

/// A payload that cannot be written, why, and what would help.
struct Refusal {
    channel: String,
    service: Service,
    problem: String,
    hint: Option<&'static str>,
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
    let (locales, voiceless) = messages::locales(&templates, config, incident, &args.locale)?;
    let desk = Desk {
        templates: &templates,
        config,
    };
    let asked = !(args.channel.is_empty() && args.service.is_empty());
    let mut letters: Vec<Letter> = Vec::new();
    let mut left_out: Vec<String> = Vec::new();
    let mut refusals: Vec<Refusal> = Vec::new();
    for (outlet, service) in &outlets {
        for locale in &locales {
            let (message, payload) = match written(&desk, incident, outlet, *service, locale) {
                Ok(written) => written,
                Err(error) => match refusal(error, outlet, *service)? {
                    // Where everything is written, what nobody set up is named and left out.
                    (refusal, true) if !asked => {
                        left_out.push(format!(
                            "{} is left out: {}",
                            outlet.channel, refusal.problem
                        ));
                        continue;
                    }
                    (refusal, _) => {
                        let problem = format!("{} · {locale}: {}", outlet.channel, refusal.problem);
                        refusals.push(Refusal { problem, ..refusal });
                        continue;
                    }
                },
            };
            let of_channel = outlets.iter().filter(|(o, _)| o.channel == outlet.channel);
            let mut file = if *service == Service::CState {
                page_name(incident, (locales.len() > 1).then_some(locale))
            } else {
                file_name(*service, &message, &payload, of_channel.count() > 1)
            };
            if config.house.drill {
                // What is real may wait in the same folder to be sent.
                file.insert_str(0, "drill-");
            }
            letters.push(Letter {
                service: *service,
                file,
                message,
                payload,
            });
        }
    }
    if !refusals.is_empty() {
        return Err(all_refused(refusals, &letters).into());
    }
    left_out.dedup();
    hand_over(session, args, &letters)?;
    messages::warn_voiceless(session, &voiceless);
    for remark in left_out {
        session.ui.warn(&remark);
    }
    remark(session, &letters);
    Ok(Exit::Done)
}

/// The services of which several languages were written: sent to one page, each would be an incident
/// of its own there, and its readers would be told of it twice.
fn told_twice(letters: &[Letter]) -> Vec<String> {
    let mut remarks: Vec<String> = Vec::new();
    for letter in letters.iter().filter(|letter| letter.service.is_page()) {
        let service = letter.service;
        let here = letters.iter().filter(|other| other.service == service);
        let locales: Vec<&str> = here.map(|other| other.message.locale.as_str()).collect();
        let remark = format!(
            "{service}: {} are incidents of their own there; send one to each page, or name it with `--locale`",
            and_ticked(&locales)
        );
        if locales.len() > 1 && !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
    remarks
}

/// Says what the messages had to leave out, and what the sender of each payload should know.
fn remark(session: &Session, letters: &[Letter]) {
    messages::remark(session, letters.iter().map(|letter| &letter.message));
    for remark in told_twice(letters) {
        session.ui.warn(&remark);
    }
    for letter in letters {
        for remark in &letter.payload.remarks {
            let (message, service) = (&letter.message, letter.service);
            session.ui.warn(&format!(
                "{} · {} · {service}: {remark}",
                message.channel, message.locale
            ));
        }
    }
}

/// One message, and what its service accepts of it.
fn written(
    desk: &Desk<'_>,
    incident: &Incident,
    outlet: &Outlet,
    service: Service,
    locale: &Locale,
) -> Result<(Message, Payload), anyhow::Error> {
    let message = desk.message(incident, outlet, locale)?;
    let told = desk.told(incident, service, &message, outlet)?;
    let payload = desk.payload(incident, service, &message, &told)?;
    Ok((message, payload))
}

/// Why a service gets no payload, and whether it is for want of something that nobody set up or
/// planned; an error that is not about this payload stays one.
fn refusal(
    error: anyhow::Error,
    outlet: &Outlet,
    service: Service,
) -> Result<(Refusal, bool), anyhow::Error> {
    const SHORTER: &str = "say it shorter with `vocero correct`, or with the next `vocero update`";
    let refusal = |problem, hint| Refusal {
        channel: outlet.channel.clone(),
        service,
        problem,
        hint,
    };
    if let Some(error) = error.downcast_ref::<ChannelError>() {
        let hint = match error {
            ChannelError::Missing { .. } | ChannelError::Setting { .. } => {
                Some("see every setting with `vocero init --dry-run`")
            }
            ChannelError::NotPublic { .. } => Some("send it by `mail`, `slack` or `teams`"),
            ChannelError::TooLong { .. } => Some(SHORTER),
            _ => None,
        };
        let optional = matches!(
            error,
            ChannelError::Missing { .. } | ChannelError::NotPlanned { .. }
        );
        return Ok((refusal(error.to_string(), hint), optional));
    }
    match error.downcast_ref::<RenderError>() {
        Some(too_long @ RenderError::TooLong { .. }) => {
            let problem = format!("{service}: {too_long}");
            Ok((refusal(problem, Some(SHORTER)), false))
        }
        _ => Err(error),
    }
}

/// Everything that is refused, at once: all payloads are written or none, so whoever is in a hurry
/// must learn how to get the rest.
fn all_refused(refusals: Vec<Refusal>, letters: &[Letter]) -> Failure {
    let mut hints: Vec<String> = Vec::new();
    let is_refused = |channel: &str, service: Service| {
        let mut all = refusals.iter();
        all.any(|r| r.channel == channel && r.service == service)
    };
    let rest: Vec<&Letter> = letters
        .iter()
        .filter(|letter| !is_refused(&letter.message.channel, letter.service))
        .collect();
    for refusal in &refusals {
        hints.extend(refusal.hint.map(str::to_owned));
        let others = rest.iter().any(|l| l.message.channel == refusal.channel);
        if others {
            hints.push(format!("leave out `--service {}`", refusal.service));
        }
    }
    let mut others: Vec<String> = Vec::new();
    for letter in rest {
        let flag = format!("--channel {}", letter.message.channel);
        let refused = refusals.iter().any(|r| r.channel == letter.message.channel);
        if !refused && !others.contains(&flag) {
            others.push(flag);
        }
    }
    if !others.is_empty() {
        hints.push(format!("write the others alone: `{}`", others.join(" ")));
    }
    let problems = refusals.into_iter().map(|refusal| refusal.problem);
    let mut failure = Failure::problems(problems.collect());
    for hint in hints {
        if !failure.hints.contains(&hint) {
            failure = failure.hint(hint);
        }
    }
    failure
}

/// Gives the payloads to whoever asked: as JSON, as files, or one alone as it is.
fn hand_over(
    session: &Session,
    args: &RenderArgs,
    letters: &[Letter],
) -> Result<(), anyhow::Error> {
    if let Some(folder) = &args.out {
        let sheets = letters
            .iter()
            .map(|letter| (letter.file.as_str(), letter.payload.content.as_slice()));
        let saved = outbox::save(folder, &sheets.collect::<Vec<_>>())?;
        if !session.globals.json {
            let paths: String = saved.iter().map(|p| format!("{}\n", p.display())).collect();
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
        let usual = Service::of_channel(channel).first();
        let configured = config.services.get(channel).or(usual);
        let chosen: Vec<Service> = if wanted.is_empty() {
            configured.copied().into_iter().collect()
        } else {
            messages::carrying(channel, &wanted, !args.channel.is_empty())?
        };
        outlets.extend(chosen.into_iter().map(|service| {
            let outlet = messages::outlet(config, channel, Some(service), args.transliterate);
            (outlet, service)
        }));
    }
    Ok(outlets)
}

fn file_name(service: Service, message: &Message, payload: &Payload, several: bool) -> String {
    let (channel, locale, ending) = (&message.channel, &message.locale, payload.extension);
    if several {
        format!("{channel}.{service}.{locale}.{ending}")
    } else {
        format!("{channel}.{locale}.{ending}")
    }
}

/// The name of a page about an incident: of such files each incident has its own.
fn page_name(incident: &Incident, locale: Option<&Locale>) -> String {
    // An id that was written by hand may hold what no file name should.
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_');
    let name: String = incident
        .id
        .chars()
        .map(|c| if plain(c) { c } else { '-' })
        .collect();
    match locale {
        Some(locale) => format!("{name}.{locale}.md"),
        None => format!("{name}.md"),
    }
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
        "dropped": message.dropped,
        "remarks": payload.remarks,
        "payload": String::from_utf8_lossy(&payload.content),
        "subject": message.subject,
        "body": message.body,
        "parts": message.parts.iter().map(part).collect::<Value>(),
    })
}
