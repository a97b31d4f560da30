//! Discord: a message of a webhook, with one embed.
//!
//! The headline is the content, which notifications show; everything else is the description of an
//! embed, each part a paragraph after the words before it in bold. The embed has a colour and the
//! moment at which it was said, which clients show in their reader's zone. Fields are not used: they
//! come after the description, and the order of a message would be lost.
//!
//! `allowed_mentions` lets nobody be notified, whatever a text holds, and every character that
//! Discord's Markdown would read is escaped; addresses that are not ours are no links. What was
//! recorded long after it was said is posted without a notification (flag `SUPPRESS_NOTIFICATIONS`
//! of "Message Flags").
//!
//! What is canonical: the text of each part, label and fact, in order.
//!
//! Limits, from "Create Message" and "Embed Limits" in Discord's documentation: 2,000 characters of
//! content, 4,096 of description, 6,000 in all embeds. They count after escaping; we count UTF-16
//! units, the most that a character can be.

use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

use super::marks::Dialect;
use crate::channel::tone::Tone;
use crate::channel::{ChannelError, Dispatch, Part, Payload};
use crate::domain::house::House;
use crate::domain::link::{self, Piece};
use crate::domain::service::Service;
use crate::text::measure::{Limit, Unit};

const CONTENT: Limit = Limit::new(Unit::Utf16, 2_000);
// The description is all that our embed has, so the limit of 6,000 for the whole is kept too.
const DESCRIPTION: Limit = Limit::new(Unit::Utf16, 4_096);
/// Nobody's device makes a sound.
const SUPPRESS_NOTIFICATIONS: u32 = 1 << 12;

/// Writes the message.
pub(in crate::channel) fn payload(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let parts = super::parts(Service::Discord, dispatch)?;
    let (headline, rest) = match parts.split_first() {
        Some((first, rest)) if first.name == "headline" && first.label.is_empty() => {
            (Some(first), rest)
        }
        _ => (None, parts.as_slice()),
    };
    let mut message = Map::new();
    if let Some(headline) = headline {
        let content = format!("**{}**", escaped(&headline.text, dispatch.house));
        check("content", CONTENT, &content)?;
        message.insert("content".to_owned(), content.into());
    }
    message.insert("allowed_mentions".to_owned(), json!({ "parse": [] }));
    if dispatch.recorded_late.is_some() {
        message.insert("flags".to_owned(), SUPPRESS_NOTIFICATIONS.into());
    }
    if !rest.is_empty() {
        let paragraphs: Vec<String> = rest.iter().map(|p| paragraph(p, dispatch.house)).collect();
        let description = paragraphs.join("\n\n");
        check("description", DESCRIPTION, &description)?;
        let facts = &dispatch.word.facts;
        message.insert(
            "embeds".to_owned(),
            json!([{
                "description": description,
                "color": Tone::of(facts).rgb(),
                "timestamp": facts.at.to_rfc3339_opts(SecondsFormat::Secs, true),
            }]),
        );
    }
    Ok(Payload::json(&Value::Object(message)))
}

fn check(field: &'static str, limit: Limit, text: &str) -> Result<(), ChannelError> {
    limit.check(text).map_err(|excess| ChannelError::TooLong {
        service: Service::Discord,
        field,
        excess,
    })
}

fn paragraph(part: &Part, house: &House) -> String {
    let text = escaped(&part.text, house);
    if part.label.is_empty() {
        return text;
    }
    format!("**{}**\n{text}", escaped(part.label.trim(), house))
}

/// A text as Discord's Markdown, with links to our own pages.
fn escaped(text: &str, house: &House) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for (i, line) in text.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
        }
        let start = out.len();
        for piece in link::pieces(line, house) {
            match piece {
                Piece::Text(text) => {
                    let opens = out.len() == start;
                    Dialect::Discord.escape(text, opens, &mut out);
                }
                // In pointed brackets a link has no preview.
                Piece::Link(url) => out.push_str(&format!("<{url}>")),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests;
