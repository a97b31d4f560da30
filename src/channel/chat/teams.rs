//! Microsoft Teams: an adaptive card for the workflow "When a Teams webhook request is received".
//!
//! The card holds to version 1.4 of the schema, which every client of Teams shows. Each part is a
//! text block that wraps, after the words before it in bold; the headline stands on a colour of its
//! own. A part that is nothing but the address of one of our pages, after some words, is a button
//! with these words; where such an address stands in a sentence, it is a link.
//!
//! Text blocks read a part of Markdown ("Format cards in Microsoft Teams"): what it would read as
//! markup is escaped, addresses that are not ours are kept from becoming links, and the functions
//! `{{DATE(…)}}` and `{{TIME(…)}}` are kept from being run. Mentions need an entity beside the
//! text, and we write none.
//!
//! What is canonical: the text of each part, label and fact, line by line, in order; a line end is
//! a new paragraph, empty lines and white space around a line are dropped.
//!
//! Limit: Microsoft says that a message may have about 28 KB; some were seen refused from 21,000
//! bytes on. We allow 20,000 bytes for the whole of it; a message that would be longer is written
//! without indentation first.

use serde_json::{Value, json};

use super::marks::Dialect;
use crate::channel::tone::Tone;
use crate::channel::{ChannelError, Dispatch, Part, Payload};
use crate::domain::house::House;
use crate::domain::link::{self, Piece};
use crate::domain::service::Service;
use crate::text::measure::{Excess, Limit, Unit};

const BUDGET: Limit = Limit::new(Unit::Bytes, 20_000);

/// Writes the card.
pub(in crate::channel) fn payload(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let parts = super::parts(Service::Teams, dispatch)?;
    let facts = &dispatch.word.facts;
    let mut body = Vec::with_capacity(parts.len() * 2);
    for part in &parts {
        write(part, dispatch.house, Tone::of(facts), &mut body);
    }
    let message = json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": {
                "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                "type": "AdaptiveCard",
                "version": "1.4",
                "lang": facts.locale.language(),
                "fallbackText": parts.first().map(|part| escaped(&part.text)),
                "body": body,
                "msteams": { "width": "Full" },
            },
        }],
    });
    let mut payload = Payload::json(&message);
    if payload.content.len() > BUDGET.most {
        payload.content = format!("{message}\n").into_bytes();
    }
    let count = payload.content.len();
    if count > BUDGET.most {
        return Err(ChannelError::TooLong {
            service: Service::Teams,
            field: "message",
            excess: Excess {
                count,
                limit: BUDGET,
            },
        });
    }
    if dispatch.recorded_late.is_some() {
        payload.remarks.push(
            "recorded late, and teams notifies its readers of every message: post it only if they should read it now"
                .to_owned(),
        );
    }
    Ok(payload)
}

fn write(part: &Part, house: &House, tone: Tone, body: &mut Vec<Value>) {
    if part.name == "headline" && part.label.is_empty() {
        body.push(json!({
            "type": "Container",
            "style": style(tone),
            "bleed": true,
            "items": [{
                "type": "TextBlock",
                "text": linked(&part.text, house),
                "size": "Large",
                "weight": "Bolder",
                "wrap": true,
            }],
        }));
        return;
    }
    if part.label.is_empty() {
        // As far from what stands above as a label is: it does not belong to the label above.
        body.push(json!({
            "type": "TextBlock",
            "text": linked(&part.text, house),
            "spacing": "Medium",
            "wrap": true,
        }));
        return;
    }
    if let Some(url) = link::sole(&part.text, house) {
        body.push(json!({
            "type": "ActionSet",
            "actions": [{ "type": "Action.OpenUrl", "title": part.label.trim(), "url": url }],
        }));
        return;
    }
    body.push(json!({
        "type": "TextBlock",
        "text": escaped(part.label.trim()),
        "weight": "Bolder",
        "spacing": "Medium",
        "wrap": true,
    }));
    body.push(json!({
        "type": "TextBlock",
        "text": linked(&part.text, house),
        "spacing": "None",
        "wrap": true,
    }));
}

const fn style(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Watchful | Tone::Planned => "accent",
        Tone::Mild | Tone::Grave => "warning",
        Tone::Worst => "attention",
    }
}

/// A text as Markdown, each line a paragraph, with links to our own pages.
fn linked(text: &str, house: &House) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for line in lines(text) {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        let start = out.len();
        for piece in link::pieces(line, house) {
            match piece {
                Piece::Text(text) => {
                    let opens = out.len() == start;
                    Dialect::Teams.escape(text, opens, &mut out);
                }
                Piece::Link(url) => out.push_str(&format!("[{}]({})", named(url), target(url))),
            }
        }
    }
    out
}

/// A text as Markdown, each line a paragraph.
fn escaped(text: &str) -> String {
    linked(text, &House::default())
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty())
}

/// One of our URLs as the text of a link.
fn named(url: &str) -> String {
    url.replace('_', "\\_").replace('~', "\\~")
}

/// One of our URLs as the target of a link: round brackets would end it.
fn target(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29")
}

#[cfg(test)]
mod tests;
