//! Mastodon: the body of `POST /api/v1/statuses` (Mastodon documentation, "statuses API methods"),
//! for any server.
//!
//! At most 500 characters, the default of `configuration.statuses.max_characters`; a server may
//! allow more. As the server's own check does it, a character is a grapheme, and every address with
//! a scheme counts 23 (`characters_reserved_per_url`) however long it is. Mentions and hashtags are
//! broken up by a word joiner: `@here` may be somebody's name there, and they would be notified.
//! A message that was recorded long after it was said is unlisted, to stay out of public timelines.

use serde_json::json;

use super::super::{ChannelError, Dispatch, Payload, Request};
use super::{remarks, text};
use crate::domain::service::Service;
use crate::text::measure::{Limit, Unit, weighted};
use crate::text::mention::quiet_on_mastodon;

const LIMIT: Limit = Limit::new(Unit::Graphemes, 500);

/// What every address counts.
const LINK: usize = 23;

pub(in crate::channel) fn payload(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let status = quiet_on_mastodon(&text(Service::Mastodon, dispatch)?);
    LIMIT
        .check(&counted(&status))
        .map_err(|excess| ChannelError::TooLong {
            service: Service::Mastodon,
            field: "status",
            excess,
        })?;
    let mut body = json!({ "status": status });
    // The server takes codes of two letters (ISO 639-1).
    let language = dispatch.word.facts.locale.language();
    if language.len() == 2 {
        body["language"] = language.into();
    }
    let public = dispatch.recorded_late.is_none();
    body["visibility"] = if public { "public" } else { "unlisted" }.into();
    let mut remarks = remarks(dispatch);
    remarks.push(format!(
        "send it with the header `Idempotency-Key: {}-{}`: the server then posts it once, however \
         often it is sent within the hour",
        dispatch.word.entry, dispatch.word.facts.locale
    ));
    Ok(Payload {
        request: Some(Request {
            method: "POST",
            url: "https://{server}/api/v1/statuses".to_owned(),
        }),
        remarks,
        ..Payload::json(&body)
    })
}

/// The text as the server counts it: 23 characters in the place of every address with a scheme.
fn counted(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut end = 0;
    for link in weighted::links(text) {
        let address = &text[link.clone()];
        if address.contains("://") {
            out.push_str(&text[end..link.start]);
            out.push_str(&"x".repeat(LINK));
            end = link.end;
        }
    }
    out.push_str(&text[end..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::scene;

    fn of(text: &str) -> Result<Payload, ChannelError> {
        payload(&scene::dispatch(
            "social",
            &scene::us(),
            &scene::saying(text),
        ))
    }

    #[test]
    fn a_status_pings_nobody_and_is_sent_once() {
        let written = of("@here Payments fail. #1").unwrap();
        assert_eq!(
            String::from_utf8(written.content).unwrap(),
            "{\n  \"status\": \"@\u{2060}here Payments fail. #1\",\n  \"language\": \"en\",\n  \
             \"visibility\": \"public\"\n}\n"
        );
        assert!(
            written.remarks[0]
                .contains("`Idempotency-Key: 0193501e-7a3c-7d52-8f0a-2f4c1b7a9e01-en`")
        );
    }

    #[test]
    fn addresses_count_23_bare_domains_their_length() {
        let long = format!("https://a.com/{}", "x".repeat(900));
        assert!(of(&format!("{} {long}", "a".repeat(476))).is_ok());
        assert!(of(&format!("{} {long}", "a".repeat(477))).is_err());
        assert!(of(&format!("{} http://a.io", "a".repeat(477))).is_err());
        assert!(of(&format!("{} status.acme.com", "a".repeat(484))).is_ok());
        assert!(of(&"👨\u{200d}👩\u{200d}👧".repeat(500)).is_ok());
    }

    #[test]
    fn what_is_long_past_stays_out_of_public_timelines() {
        let (us, words) = (scene::us(), scene::saying("Payments failed."));
        let mut dispatch = scene::dispatch("social", &us, &words);
        dispatch.recorded_late = Some(scene::at("18:00"));
        let written = payload(&dispatch).unwrap();
        assert!(String::from_utf8_lossy(&written.content).contains("unlisted"));
        assert_eq!(
            written.remarks[0],
            "said at 2026-11-21T10:04:00Z, recorded at 2026-11-21T18:00:00Z: a post tells \
             followers of it only now"
        );
    }
}
