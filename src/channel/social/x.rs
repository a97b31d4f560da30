//! X: the body of `POST /2/tweets` (X API v2, "Create Post").
//!
//! The text is plain; mentions, hashtags and cashtags are broken up by a word joiner. The length is
//! weighted as the network's own library does it (twitter-text, configuration version 3): at most
//! 280, every address 23, bare domains included. Of the three characters that library calls invalid,
//! U+FEFF becomes U+2060, which Unicode has put in its place, and U+FFFE and U+FFFF are written out,
//! as everywhere.

use serde_json::json;

use super::super::{ChannelError, Dispatch, Payload, Request};
use super::{remarks, text};
use crate::domain::service::Service;
use crate::text::measure::{Limit, Unit};
use crate::text::mention::quiet_on_x;

const LIMIT: Limit = Limit::new(Unit::Weighted, 280);

pub(in crate::channel) fn payload(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let text = quiet_on_x(&text(Service::X, dispatch)?);
    LIMIT.check(&text).map_err(|excess| ChannelError::TooLong {
        service: Service::X,
        field: "text",
        excess,
    })?;
    Ok(Payload {
        request: Some(Request {
            method: "POST",
            url: "https://api.x.com/2/tweets".to_owned(),
        }),
        remarks: remarks(dispatch),
        ..Payload::json(&json!({ "text": text }))
    })
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
    fn nobody_is_mentioned_and_addresses_stay() {
        let written =
            of("@all: see https://status.acme.com/@us#now, status.acme.com #down").unwrap();
        assert_eq!(
            String::from_utf8(written.content).unwrap(),
            "{\n  \"text\": \"@\u{2060}all: see https://status.acme.com/@us#now, \
             status.acme.com #\u{2060}down\"\n}\n"
        );
    }

    #[test]
    fn a_bare_domain_counts_as_a_link() {
        assert!(of(&format!("{} status.acme.com", "a".repeat(256))).is_ok());
        assert_eq!(
            of(&format!("{} status.acme.com", "a".repeat(257)))
                .unwrap_err()
                .to_string(),
            "x: the text has 281 weighted characters, 1 more than the 280 it may have"
        );
    }

    #[test]
    fn characters_that_the_network_refuses_are_not_sent() {
        let written = of("a\u{ffff}b").unwrap();
        assert_eq!(
            written.content,
            br#"{
  "text": "a\\u{ffff}b"
}
"#
        );
        let written = of("a\u{feff}b").unwrap();
        assert_eq!(
            written.content,
            "{\n  \"text\": \"a\u{2060}b\"\n}\n".as_bytes()
        );
    }
}
