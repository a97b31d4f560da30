//! Slack: a message of blocks for an incoming webhook.
//!
//! Facts stand in `plain_text` objects, for Slack's own markup has no way to escape `*`, `_`, `~`
//! and the backtick, and there a fact can neither format, nor mention anybody, nor become an emoji.
//! Only two things are marked up, always with `verbatim`: the words before a fact, in bold, and a
//! link to one of our own pages. In both kinds of text objects `&`, `<` and `>` are written as
//! entities ("Escaping text" in Slack's "Formatting message text"); nothing else is.
//!
//! What is canonical: the text of each part, label and fact, in order. A headline is a header block
//! if its first line has at most 150 characters, else a section. A part of more than 3,000
//! characters is split over several sections, at a line end, else after a sentence, else between
//! words. Moments stay as the message says them: Slack's own dates would replace only the numbers,
//! and not the day and the zone around them. The text beside the blocks, which notifications show,
//! is the headline and the next update; only there an `@` before a word is followed by a word joiner.
//!
//! Limits, from the reference of Block Kit: 50 blocks, 150 characters in a header, 3,000 in a text
//! object, 4,000 advised in `text`. A message of more than about 13,200 characters was seen refused
//! (`msg_blocks_too_long`), so all blocks together may have 12,000. Slack does not say what it
//! counts; we count UTF-16 units after escaping, the most that it can be.

use serde_json::{Value, json};

use super::split::split;
use crate::channel::{ChannelError, Dispatch, Part, Payload};
use crate::domain::house::House;
use crate::domain::link::{self, Piece};
use crate::domain::service::Service;
use crate::text::markup::Markup;
use crate::text::measure::{Excess, Limit, Unit};

const HEADER: Limit = Limit::new(Unit::Utf16, 150);
const OBJECT: Limit = Limit::new(Unit::Utf16, 3_000);
const TEXT: Limit = Limit::new(Unit::Utf16, 4_000);
const TOTAL: Limit = Limit::new(Unit::Utf16, 12_000);
const BLOCKS: usize = 50;

/// Writes the message.
pub(in crate::channel) fn payload(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let parts = super::parts(Service::Slack, dispatch)?;
    let mut blocks = blocks(&parts, dispatch.house, Labels::Apart)?;
    if blocks.len() > BLOCKS {
        blocks = self::blocks(&parts, dispatch.house, Labels::Inside)?;
    }
    if blocks.len() > BLOCKS {
        return Err(ChannelError::Unfit {
            service: Service::Slack,
            field: "message",
            problem: format!("needs {} blocks; at most {BLOCKS} are shown", blocks.len()),
        });
    }
    let count = blocks.iter().map(length).sum();
    if count > TOTAL.most {
        return Err(too_long(
            "message",
            Excess {
                count,
                limit: TOTAL,
            },
        ));
    }
    let mut payload = Payload::json(&json!({
        "text": notification(&parts)?,
        "mrkdwn": false,
        "unfurl_links": false,
        "unfurl_media": false,
        "blocks": blocks,
    }));
    if dispatch.recorded_late.is_some() {
        payload.remarks.push(
            "recorded late, and slack notifies its readers of every message: post it only if they should read it now"
                .to_owned(),
        );
    }
    Ok(payload)
}

/// Where the words before a fact stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Labels {
    /// In a block of their own, in bold.
    Apart,
    /// In the section of the fact, where there would be too many blocks.
    Inside,
}

fn blocks(parts: &[Part], house: &House, labels: Labels) -> Result<Vec<Value>, ChannelError> {
    let mut blocks = Vec::with_capacity(parts.len() * 2);
    for part in parts {
        let mut text = part.text.clone();
        if part.name == "headline" && part.label.is_empty() {
            let (first, more) = text.split_once('\n').unwrap_or((&text, ""));
            if HEADER.check(&escaped(first)).is_ok() {
                blocks.push(json!({ "type": "header", "text": plain(first) }));
                text = more.trim().to_owned();
                if text.is_empty() {
                    continue;
                }
            }
        }
        if !part.label.is_empty() {
            match labels {
                Labels::Apart => blocks.push(label(part.label.trim())?),
                Labels::Inside => text = format!("{}:\n{text}", part.label),
            }
        }
        if let Some(linked) = linked(&text, house).filter(|linked| OBJECT.check(linked).is_ok()) {
            blocks.push(section(&marked(&linked)));
            continue;
        }
        let whole = TOTAL.check(&escaped(&text));
        whole.map_err(|excess| too_long("message", excess))?;
        let pieces = split(&text, OBJECT, escaped).map_err(|excess| too_long("section", excess))?;
        blocks.extend(pieces.into_iter().map(|piece| section(&plain(piece))));
    }
    Ok(blocks)
}

fn section(text: &Value) -> Value {
    json!({ "type": "section", "text": text })
}

/// The words before a fact, in bold if nothing in them would be read as markup.
fn label(words: &str) -> Result<Value, ChannelError> {
    let text = if is_unmarked(words) {
        marked(&format!("*{}*", escaped(words)))
    } else {
        plain(words)
    };
    OBJECT
        .check(&escaped(words))
        .map_err(|excess| too_long("label", excess))?;
    Ok(json!({ "type": "context", "elements": [text] }))
}

fn plain(text: &str) -> Value {
    json!({ "type": "plain_text", "text": escaped(text), "emoji": false })
}

fn marked(text: &str) -> Value {
    json!({ "type": "mrkdwn", "text": text, "verbatim": true })
}

/// A text with links to our own pages; none if it has none, or if something else in it would be
/// read as markup.
fn linked(text: &str, house: &House) -> Option<String> {
    let pieces = link::pieces(text, house);
    let mut out = String::with_capacity(text.len() + 16);
    let mut links = 0;
    for piece in pieces {
        match piece {
            Piece::Text(text) if !is_unmarked(text) => return None,
            Piece::Text(text) => out.push_str(&escaped(text)),
            Piece::Link(url) => {
                links += 1;
                out.push_str(&format!("<{}>", escaped(url)));
            }
        }
    }
    (links > 0).then_some(out)
}

/// Whether Slack's markup has no say in a text: no formatting, no quotation, no emoji.
fn is_unmarked(text: &str) -> bool {
    let emoji = text
        .char_indices()
        .filter(|(_, c)| *c == ':')
        .any(|(at, _)| text[at + 1..].starts_with(|c: char| !c.is_whitespace()));
    !text.contains(['*', '_', '~', '`', '>', '\n']) && !emoji
}

/// The three characters that Slack asks for.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// How long the texts of a block are.
fn length(block: &Value) -> usize {
    let object = block.get("text").or_else(|| block.pointer("/elements/0"));
    let text = object.and_then(|object| object.get("text"));
    TOTAL
        .unit
        .count(text.and_then(Value::as_str).unwrap_or_default())
}

/// What a notification shows: the headline, or else as much of the first part as there is room for,
/// and the next update if there is room for that too.
fn notification(parts: &[Part]) -> Result<String, ChannelError> {
    let named = |name: &str| parts.iter().find(|part| part.name == name);
    let first = named("headline").or_else(|| parts.first());
    let mut text = String::new();
    if let Some(first) = first {
        let pieces = split(&first.text, TEXT, marked_up);
        let pieces = pieces.map_err(|excess| too_long("text", excess))?;
        text = pieces
            .first()
            .map(|piece| marked_up(piece))
            .unwrap_or_default();
    }
    if let Some(mark) = named("drill").filter(|mark| Some(*mark) != first) {
        text = format!("{}\n{text}", marked_up(&mark.text));
    }
    if let Some(next) = named("next_update").filter(|next| Some(*next) != first) {
        let sentence = match next.label.as_str() {
            "" => next.text.clone(),
            label => format!("{label}: {}", next.text),
        };
        let both = format!("{text}\n{}", marked_up(&sentence));
        if TEXT.check(&both).is_ok() {
            text = both;
        }
    }
    Ok(text)
}

fn marked_up(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Writing to a string does not fail.
    let _infallible = Markup::Mrkdwn.escape(text, &mut out);
    out
}

const fn too_long(field: &'static str, excess: Excess) -> ChannelError {
    ChannelError::TooLong {
        service: Service::Slack,
        field,
        excess,
    }
}

#[cfg(test)]
mod tests;
