//! Bluesky: a record of the collection `app.bsky.feed.post` (AT protocol lexicons).
//!
//! The record is what the sender hands to `com.atproto.repo.createRecord`, beside the account that
//! only it knows. The text is plain and says nothing by itself: without facets nothing in it is a
//! link, a mention or a tag, and the only facet is the link to our own status page. At most 300
//! graphemes and 3,000 bytes.

use serde_json::json;

use super::super::{ChannelError, Dispatch, Payload, Request, address};
use super::{remarks, text};
use crate::domain::service::Service;
use crate::text::measure::{Limit, Unit};

const LIMITS: [Limit; 2] = [
    Limit::new(Unit::Graphemes, 300),
    Limit::new(Unit::Bytes, 3000),
];

pub(in crate::channel) fn payload(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let text = text(Service::Bluesky, dispatch)?;
    for limit in LIMITS {
        limit.check(&text).map_err(|excess| ChannelError::TooLong {
            service: Service::Bluesky,
            field: "text",
            excess,
        })?;
    }
    let facts = &dispatch.word.facts;
    let mut record = json!({
        "$type": "app.bsky.feed.post",
        "text": text,
        "langs": [facts.locale],
        "createdAt": facts.at.format("%FT%T%.3fZ").to_string(),
    });
    if let Some(url) = address::link(facts.status_url.as_deref()) {
        let place = facts.status_place.as_deref().unwrap_or(url);
        if let Some((start, end)) = find(&text, url).or_else(|| find(&text, place)) {
            record["facets"] = json!([{
                "$type": "app.bsky.richtext.facet",
                "index": { "byteStart": start, "byteEnd": end },
                "features": [{ "$type": "app.bsky.richtext.facet#link", "uri": url }],
            }]);
        }
    }
    Ok(Payload {
        request: Some(Request {
            method: "POST",
            url: "https://{pds}/xrpc/com.atproto.repo.createRecord".to_owned(),
        }),
        remarks: remarks(dispatch),
        ..Payload::json(&record)
    })
}

/// Where our address stands for the last time, in bytes, if it is no part of a longer one.
fn find(text: &str, address: &str) -> Option<(usize, usize)> {
    let start = text.rfind(address).filter(|_| !address.is_empty())?;
    let end = start + address.len();
    let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '@');
    let before = text[..start].chars().next_back();
    let mut after = text[end..].chars();
    let next = after.next();
    let longer = match next {
        Some('.' | ':') => after.next().is_some_and(joins),
        Some(c) => joins(c) || matches!(c, '/' | '?' | '#'),
        None => false,
    };
    let inside = before.is_some_and(|c| joins(c) || matches!(c, '.' | '/'));
    (!longer && !inside).then_some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::scene;

    fn of(text: &str) -> Result<serde_json::Value, ChannelError> {
        let us = scene::us();
        let words = scene::saying(text);
        let written = payload(&scene::dispatch("social", &us, &words))?;
        Ok(serde_json::from_slice(&written.content).unwrap())
    }

    #[test]
    fn only_our_own_link_is_one_counted_in_bytes() {
        let record = of("Más @all #x https://evil.example: status.acme.example").unwrap();
        assert_eq!(record["createdAt"], "2026-11-21T10:04:00.000Z");
        assert_eq!(
            record["facets"],
            json!([{
                "$type": "app.bsky.richtext.facet",
                "index": { "byteStart": 35, "byteEnd": 54 },
                "features": [{
                    "$type": "app.bsky.richtext.facet#link",
                    "uri": "https://status.acme.example/",
                }],
            }])
        );
    }

    #[test]
    fn an_address_that_only_looks_like_ours_is_none() {
        for text in [
            "status.acme.example.evil.example",
            "xstatus.acme.example",
            "status.acme.example/evil",
            "me@status.acme.example",
        ] {
            assert_eq!(of(text).unwrap().get("facets"), None, "{text}");
        }
    }

    #[test]
    fn both_limits_hold() {
        assert!(of(&"a".repeat(300)).is_ok());
        assert!(of(&"a".repeat(301)).is_err());
        let family = "👨\u{200d}👩\u{200d}👧\u{200d}👦";
        assert!(of(&family.repeat(120)).is_ok());
        assert_eq!(
            of(&family.repeat(121)).unwrap_err().to_string(),
            "bluesky: the text has 3025 bytes, 25 more than the 3000 it may have"
        );
    }
}
