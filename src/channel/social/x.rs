//! X: the body of `POST /2/tweets` (X API v2, "Create Post").
//!
//! The text is plain; mentions, hashtags and cashtags are broken up by a word joiner. The length is
//! weighted as the network's own library does it (twitter-text, configuration version 3): at most
//! 280, every address 23, bare domains included. Of the three characters that library calls invalid,
//! U+FEFF becomes U+2060, which Unicode has put in its place, and U+FFFE and U+FFFF, which are no
//! characters at all, are refused, as the network refuses them.

use serde_json::json;

use super::super::{ChannelError, Dispatch, Payload, Request};
use super::{JOINER, in_word, quieted, remarks, text};
use crate::domain::service::Service;
use crate::text::measure::{Limit, Unit, weighted};

const LIMIT: Limit = Limit::new(Unit::Weighted, 280);

pub(in crate::channel) fn payload(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let text = text(Service::X, dispatch)?.replace('\u{feff}', &JOINER.to_string());
    if let Some(c) = text.chars().find(|c| is_invalid(*c)) {
        return Err(ChannelError::Unfit {
            service: Service::X,
            field: "text",
            problem: format!("holds U+{:04X}, which the network refuses", u32::from(c)),
        });
    }
    let links = weighted::links(&text);
    let in_link = |at: usize| {
        let begun = links.partition_point(|link| link.start <= at);
        links[..begun].last().is_some_and(|link| link.contains(&at))
    };
    let text = quieted(&text, "@＠#＃$", |before| {
        in_word(before) || in_link(before.len())
    });
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

const fn is_invalid(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}')
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
    fn characters_that_the_network_refuses_are_named() {
        assert_eq!(
            of("a\u{ffff}b").unwrap_err().to_string(),
            "x: the text holds U+FFFF, which the network refuses"
        );
        let written = of("a\u{feff}b").unwrap();
        assert_eq!(
            written.content,
            "{\n  \"text\": \"a\u{2060}b\"\n}\n".as_bytes()
        );
    }
}
