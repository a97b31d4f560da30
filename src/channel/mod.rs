//! From a message to the bytes that a service accepts: its payload, exact to the service's limits and
//! escaping rules. Nothing here sends, knows the time or reads a file; what a message says was
//! decided before, so a payload quotes it whole or is an error.
//!
//! Texts arrive tidy: single spaces, line ends as `\n`, no character that drives a terminal or turns
//! text around, and neither U+FFFE nor U+FFFF, which are no characters: all of those are written out,
//! as `\u{1b}`. What a format cannot carry even so is documented where it is written.
#![warn(missing_docs)]

mod address;
pub mod archive;
mod calendar;
mod chat;
mod error;
pub mod feed;
mod mail;
mod mailbox;
mod page;
mod plain;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod scene;
mod sms;
mod social;
mod tone;
pub mod webhook;

use chrono::{DateTime, Utc};

pub use self::calendar::agenda;
pub use self::error::ChannelError;
use crate::domain::briefing::CustomerBriefing;
use crate::domain::entry::EntryId;
use crate::domain::house::House;
use crate::domain::service::{Service, Settings};
use crate::domain::words::Audience;
use crate::text::markup::Markup;

/// One sentence of a message, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name in voices and shapes, such as `workaround`.
    pub name: String,
    /// The words before it, such as "What you can do now"; empty if there are none.
    pub label: String,
    /// What it says; lines end in `\n`.
    pub text: String,
}

/// One word that was said to one audience in one locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Utterance {
    /// The entry that it is about.
    pub entry: EntryId,
    /// What everybody may know of it: state, severity, components and moments.
    pub facts: CustomerBriefing,
    /// Plain text on one line, for channels that have a subject.
    pub subject: Option<String>,
    /// The whole message in the markup of its shape.
    pub body: String,
    /// How the body is marked up.
    pub markup: Markup,
    /// The same message as plain sentences, in the same order.
    pub parts: Vec<Part>,
}

/// What is to be written for a service.
#[derive(Debug, Clone, Copy)]
pub struct Dispatch<'a> {
    /// The channel, such as `status-page`.
    pub channel: &'a str,
    /// Who the message is for.
    pub audience: Audience,
    /// Who is speaking.
    pub house: &'a House,
    /// What services must know of us.
    pub settings: &'a Settings,
    /// The message.
    pub word: &'a Utterance,
    /// What was said before it, oldest first; only for services that tell everything
    /// ([`Service::tells_everything`]), else empty.
    pub earlier: &'a [Utterance],
    /// How many public words came before this one: 0 for the first, which opens the incident.
    pub place: usize,
    /// When the message was recorded, if that was much later than it was said (UTC): nobody is
    /// notified of what is long past.
    pub recorded_late: Option<DateTime<Utc>>,
}

impl Dispatch<'_> {
    /// Whether this is the first public word, which creates what later ones update.
    pub const fn opens(&self) -> bool {
        self.place == 0
    }
}

/// How a payload is handed to its service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The HTTP method.
    pub method: &'static str,
    /// The URL; what only the sender knows stands in braces, such as `{incident_id}`.
    pub url: String,
}

/// The bytes that a service accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Payload {
    /// The ending of a file of this kind, such as `json`.
    pub extension: &'static str,
    /// The media type (RFC 6838).
    pub media_type: &'static str,
    /// The content, UTF-8 unless the media type says otherwise.
    pub content: Vec<u8>,
    /// Where it goes; none if that is not a web service, or its URL is a secret of the sender.
    pub request: Option<Request>,
    /// What the sender should know: a component without an id, what a text message costs.
    pub remarks: Vec<String>,
}

impl Payload {
    /// A JSON document, indented, with a final newline.
    pub(crate) fn json(value: &serde_json::Value) -> Self {
        Self {
            extension: "json",
            media_type: "application/json",
            content: format!("{value:#}\n").into_bytes(),
            request: None,
            remarks: Vec::new(),
        }
    }

    /// A payload of a drill: JSON stands in an envelope that no service takes, and nothing says where
    /// it would go.
    fn not_real(mut self) -> Self {
        if self.extension == "json" {
            // No text in JSON holds a line end: the lines of the payload can be moved as they are.
            let payload = String::from_utf8_lossy(&self.content);
            let payload = payload.trim_end().replace('\n', "\n  ");
            let head = "{\n  \"drill\": \"not real, do not send\",\n  \"payload\": ";
            self.content = [head, &payload, "\n}\n"].concat().into_bytes();
        }
        self.request = None;
        self.remarks
            .push("is of a drill: do not send it".to_owned());
        self
    }

    /// Plain text with a final newline.
    pub(crate) fn text(text: &str) -> Self {
        Self {
            extension: "txt",
            media_type: "text/plain; charset=utf-8",
            content: format!("{}\n", text.trim_end()).into_bytes(),
            request: None,
            remarks: Vec::new(),
        }
    }
}

/// Writes what `service` accepts.
pub fn payload(service: Service, dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    if !service.carries(dispatch.audience) {
        return Err(ChannelError::NotPublic {
            service,
            channel: dispatch.channel.to_owned(),
            audience: dispatch.audience,
        });
    }
    if !Service::of_channel(dispatch.channel).contains(&service) {
        return Err(ChannelError::NotCarried {
            service,
            channel: dispatch.channel.to_owned(),
        });
    }
    let written = match service {
        Service::Mail => mail::payload(dispatch),
        Service::Slack => chat::slack::payload(dispatch),
        Service::Teams => chat::teams::payload(dispatch),
        Service::Discord => chat::discord::payload(dispatch),
        Service::Statuspage => page::statuspage(dispatch),
        Service::Openstatus => page::openstatus(dispatch),
        Service::Cachet => page::cachet(dispatch),
        Service::IncidentIo => page::incident_io(dispatch),
        Service::BetterStack => page::better_stack(dispatch),
        Service::PagerDuty => page::pagerduty(dispatch),
        Service::CState => page::cstate(dispatch),
        Service::Sms => sms::payload(dispatch),
        Service::X => social::x::payload(dispatch),
        Service::Mastodon => social::mastodon::payload(dispatch),
        Service::Bluesky => social::bluesky::payload(dispatch),
        Service::Linkedin => social::linkedin::payload(dispatch),
        Service::Atom => feed::payload(dispatch),
        Service::Icalendar => calendar::payload(dispatch),
        Service::Webhook => Ok(webhook::payload(dispatch)),
        Service::Text => Ok(Payload::text(&dispatch.word.body)),
    };
    written.map(|payload| {
        if dispatch.house.drill {
            payload.not_real()
        } else {
            payload
        }
    })
}
