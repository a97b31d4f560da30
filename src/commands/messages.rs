//! Messages for people and for programs: which to render, and how they are shown.

use serde_json::{Value, json};

use super::render::RenderArgs;
use super::session::Session;
use crate::config::Config;
use crate::domain::fact::TextFact;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::service::Service;
use crate::failure::Failure;
use crate::order::{self, Set};
use crate::render::{self, Message, Outlet, Templates, Unit};
use crate::text::list::{and_ticked, counted, or_ticked};
use crate::text::measure::sms::Encoding;
use crate::text::similar::similar;

/// The channels to render: those asked for, else those configured, else the usual ones.
pub fn channels(
    templates: &Templates,
    config: &Config,
    asked: &[String],
) -> Result<Vec<String>, anyhow::Error> {
    let all = templates.channels()?;
    let wanted = if asked.is_empty() {
        config.channels.as_slice()
    } else {
        asked
    };
    for name in wanted {
        if !all.contains(name) {
            let mut failure = Failure::usage(format!("there is no channel `{name}`"));
            if let (true, Some(path)) = (asked.is_empty(), &config.path) {
                failure = Failure::untouched(format!(
                    "`{}`: there is no channel `{name}`",
                    path.display()
                ));
            }
            let near = similar(name, all.iter().map(String::as_str));
            return Err(match near.first() {
                Some(near) => failure.hint(format!("use `{near}`, or see `vocero template list`")),
                None => failure.hint(format!("use {}", or_ticked(&all))),
            }
            .into());
        }
    }
    let mut chosen = if wanted.is_empty() {
        templates.usual_channels()?
    } else {
        wanted.to_vec()
    };
    let mut seen = Set::new();
    chosen.retain(|name| seen.insert(name.clone()));
    Ok(chosen)
}

/// The locales to render: those asked for, else the configured ones and every one in which the
/// incident has facts. A locale that has facts but no voice is named in the second list.
pub fn locales(
    templates: &Templates,
    config: &Config,
    incident: &Incident,
    asked: &[String],
) -> Result<(Vec<Locale>, Vec<Locale>), anyhow::Error> {
    let voiced = templates.locales()?;
    let mut chosen: Vec<Locale> = Vec::new();
    let mut voiceless = Vec::new();
    let known = || or_ticked(&voiced.iter().map(ToString::to_string).collect::<Vec<_>>());
    for tag in asked {
        let locale: Locale = tag.parse().map_err(|e| Failure::usage(format!("{e}")))?;
        if templates.voice_for(&locale)?.is_none() {
            return Err(
                Failure::usage(format!("there is no voice for the locale `{locale}`"))
                    .hint(format!(
                        "use {}, or add a voice to your templates folder",
                        known()
                    ))
                    .into(),
            );
        }
        if !chosen.contains(&locale) {
            chosen.push(locale);
        }
    }
    if asked.is_empty() {
        let stated = incident.in_force.facts.locales();
        for locale in config.locales.iter().chain(stated) {
            let list = if templates.voice_for(locale)?.is_some() {
                &mut chosen
            } else {
                &mut voiceless
            };
            if !list.contains(locale) {
                list.push(locale.clone());
            }
        }
        if chosen.is_empty() {
            chosen.push(Locale::english());
        }
    }
    Ok((chosen, voiceless))
}

/// Which messages are wanted; what is left empty means the usual.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    pub channels: Vec<String>,
    pub locales: Vec<String>,
    /// The services whose limits hold, for the channels that they carry.
    pub services: Vec<Service>,
    /// Whether text messages do without characters that double their price.
    pub gsm7: bool,
}

/// Everything that is said about an incident, rendered before anything is shown.
pub fn all(
    session: &Session,
    config: &Config,
    incident: &Incident,
) -> Result<Vec<Message>, anyhow::Error> {
    some(session, config, incident, &Wish::default())
}

/// The messages that were asked for, rendered before anything is shown.
pub fn some(
    session: &Session,
    config: &Config,
    incident: &Incident,
    wish: &Wish,
) -> Result<Vec<Message>, anyhow::Error> {
    let templates = session.templates(config);
    let channels = channels(&templates, config, &wish.channels)?;
    let (locales, voiceless) = locales(&templates, config, incident, &wish.locales)?;
    warn_voiceless(session, &voiceless);
    let mut outlets: Vec<Outlet> = Vec::with_capacity(channels.len());
    for channel in &channels {
        let must = !wish.channels.is_empty() && !wish.services.is_empty();
        let asked = carrying(channel, &wish.services, must)?.first().copied();
        outlets.push(outlet(config, channel, asked, wish.gsm7));
    }
    Ok(render::render_all(
        &templates,
        &config.house,
        incident,
        &outlets,
        &locales,
    )?)
}

/// Says in which locales nothing could be said.
pub fn warn_voiceless(session: &Session, voiceless: &[Locale]) {
    for locale in voiceless {
        session.ui.warn(&format!(
            "there is no voice for `{locale}`: its texts are not used"
        ));
    }
}

/// Those of the `wanted` services that carry a channel; where one `must`, none is wrong usage.
pub fn carrying(channel: &str, wanted: &[Service], must: bool) -> Result<Vec<Service>, Failure> {
    let possible = Service::of_channel(channel);
    let carrying = wanted.iter().filter(|service| possible.contains(service));
    let carrying: Vec<Service> = carrying.copied().collect();
    if carrying.is_empty() && must {
        let words: Vec<&str> = possible.iter().map(|s| s.word()).collect();
        return Err(
            Failure::usage(format!("no service you named carries `{channel}`"))
                .hint(format!("use {}", or_ticked(&words))),
        );
    }
    Ok(carrying)
}

/// A channel with the service that carries it, asked for, configured or usual, and how its text
/// messages are written.
pub fn outlet(config: &Config, channel: &str, asked: Option<Service>, gsm7: bool) -> Outlet {
    Outlet {
        channel: channel.to_owned(),
        service: asked
            .or_else(|| config.services.get(channel).copied())
            .or_else(|| Service::of_channel(channel).first().copied()),
        gsm7: channel == "sms" && (gsm7 || config.settings.sms.transliterate),
    }
}

/// The services that were asked for.
pub fn services(args: &RenderArgs) -> Result<Vec<Service>, Failure> {
    let read = |word: &String| {
        word.parse::<Service>()
            .map_err(|error| Failure::usage(format!("`--service`: {error}")))
    };
    let mut services: Vec<Service> = Vec::with_capacity(args.service.len());
    for word in &args.service {
        let service = read(word)?;
        if !services.contains(&service) {
            services.push(service);
        }
    }
    Ok(services)
}

/// Messages as text: each under a line with its name, a single one without. `columns` are those of the
/// terminal, if it goes to one.
pub fn as_text(messages: &[Message], columns: Option<usize>) -> String {
    match messages {
        [one] => {
            let mut text = String::new();
            write_text(one, &mut text);
            text
        }
        many => as_headed_text(many, columns, true),
    }
}

/// Messages as text, each under a line with its name and its length: in English words, or in figures for
/// whoever reads another language.
pub fn as_headed_text(messages: &[Message], columns: Option<usize>, in_words: bool) -> String {
    let mut text = String::with_capacity(messages.iter().map(|m| m.body.len() + 300).sum());
    for (place, message) in messages.iter().enumerate() {
        text.push_str(if place > 0 { "\n" } else { "" });
        write_rule(message, columns, in_words, &mut text);
        write_text(message, &mut text);
    }
    text
}

fn write_text(message: &Message, text: &mut String) {
    if let Some(subject) = &message.subject {
        for piece in ["Subject: ", subject, "\n\n"] {
            text.push_str(piece);
        }
    }
    text.push_str(message.body.trim_end());
    text.push('\n');
}

/// How many columns the line above a message has, where there are as many.
const WIDEST: usize = 72;

/// The line above a message: channel, locale and, where it matters, how long it is.
fn write_rule(message: &Message, columns: Option<usize>, in_words: bool, text: &mut String) {
    let start = text.len();
    for piece in ["── ", &message.channel, " · ", message.locale.as_str()] {
        text.push_str(piece);
    }
    if let Some(size) = length(message, in_words) {
        text.push_str(" · ");
        text.push_str(&size);
    }
    text.push(' ');
    // Names of channels and locales are ASCII, so each character is one column wide.
    let width = text[start..].chars().count();
    let whole = columns.map_or(WIDEST, |columns| columns.min(WIDEST));
    text.extend(std::iter::repeat_n("─", whole.saturating_sub(width)));
    text.push('\n');
}

/// How long a message is, where the channel counts.
fn length(message: &Message, in_words: bool) -> Option<String> {
    let size = message.size;
    let count = size.count;
    // Where there is room for pages, nobody counts.
    let limit = size.limit.filter(|limit| *limit < 1_000)?;
    let is_dear = size.encoding == Some(Encoding::Ucs2);
    Some(match (size.unit, in_words) {
        (Unit::Segments, true) => {
            let why = if is_dear {
                " (its accents need UCS-2)"
            } else {
                ""
            };
            format!("{}{why}", counted(count, "segment", "segments"))
        }
        (Unit::Segments, false) => format!("{count} SMS{}", if is_dear { " (UCS-2)" } else { "" }),
        (_, true) => format!("{count} of {limit} characters"),
        (_, false) => format!("{count}/{limit}"),
    })
}

/// Messages as the JSON array that is public.
pub fn as_json(messages: &[Message]) -> Value {
    let one = |m: &Message| {
        json!({
            "incident": m.incident,
            "entry": m.entry,
            "channel": m.channel,
            "locale": m.locale,
            "audience": m.audience,
            "subject": m.subject,
            "body": m.body,
            "dropped": m.dropped,
        })
    };
    Value::Array(messages.iter().map(one).collect())
}

/// What messages had to leave out or say in another language; each thing once.
pub fn remarks<'m>(messages: impl IntoIterator<Item = &'m Message>) -> Vec<String> {
    let messages: Vec<&Message> = messages.into_iter().collect();
    let mut remarks: Vec<String> = Vec::new();
    let mut locales: Vec<&Locale> = Vec::new();
    for message in &messages {
        if !locales.contains(&&message.locale) {
            locales.push(&message.locale);
        }
    }
    for locale in locales {
        let here = messages.iter().filter(|m| m.locale == *locale);
        let mut missing = here.flat_map(|m| &m.untranslated);
        remarks.extend(for_want_of(&mut missing, locale));
    }
    for message in messages.iter().filter(|m| !m.dropped.is_empty()) {
        let parts = and_ticked(&message.dropped);
        let remark = format!(
            "{} · {}: {parts} left out for want of space",
            message.channel, message.locale
        );
        if !remarks.contains(&remark) {
            remarks.push(remark);
        }
    }
    remarks
}

/// Says which flags would have said it in the language of the reader, if any facts are in another.
pub fn for_want_of(facts: &mut dyn Iterator<Item = &TextFact>, locale: &Locale) -> Option<String> {
    let mut flags: Vec<String> = Vec::new();
    for fact in facts {
        flags.push(match fact {
            // The words of a measure stand in its own line.
            TextFact::What => format!("--measure \"…; {locale}: TEXT\""),
            _ => format!("--{}-{locale}", fact.flag()),
        });
    }
    order::sort(&mut flags);
    flags.dedup();
    let flags = (!flags.is_empty()).then(|| and_ticked(&flags))?;
    Some(format!(
        "{locale}: shown in another language for want of {flags}"
    ))
}

/// Says what messages had to leave out.
pub fn remark<'m>(session: &Session, messages: impl IntoIterator<Item = &'m Message>) {
    for text in remarks(messages) {
        session.ui.warn(&text);
    }
}

/// Prints JSON, indented.
pub fn print_json(session: &Session, value: &Value) -> Result<(), anyhow::Error> {
    let mut text = serde_json::to_string_pretty(value)?;
    text.push('\n');
    session.ui.exact(text.as_bytes())?;
    Ok(())
}
