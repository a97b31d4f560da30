//! `LinkedIn`: the body of `POST /rest/posts` (Microsoft Learn, "Posts API").
//!
//! `commentary` is written in the network's "little" format (Microsoft Learn, "little text format"),
//! in which an unescaped reserved character cuts the post off without a word: a backslash stands
//! before each of them. At most 3,000 characters, counted as UTF-16 units after escaping, which is
//! never less than the network counts. `author` names the organization, which only the sender
//! knows; in the commentary no such `{` can stand without a backslash.

use serde_json::json;

use super::super::{ChannelError, Dispatch, Payload, Request};
use super::{remarks, text};
use crate::domain::service::Service;
use crate::text::measure::{Limit, Unit};

const LIMIT: Limit = Limit::new(Unit::Utf16, 3000);

pub(in crate::channel) fn payload(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let commentary = little(&text(Service::Linkedin, dispatch)?);
    LIMIT
        .check(&commentary)
        .map_err(|excess| ChannelError::TooLong {
            service: Service::Linkedin,
            field: "commentary",
            excess,
        })?;
    let body = json!({
        "author": "urn:li:organization:{organization_id}",
        "commentary": commentary,
        "visibility": "PUBLIC",
        "distribution": {
            "feedDistribution": "MAIN_FEED",
            "targetEntities": [],
            "thirdPartyDistributionChannels": [],
        },
        "lifecycleState": "PUBLISHED",
        "isReshareDisabledByAuthor": false,
    });
    let mut remarks = remarks(dispatch);
    remarks.push("put the id of your organization in the place of `{organization_id}`".to_owned());
    Ok(Payload {
        request: Some(Request {
            method: "POST",
            url: "https://api.linkedin.com/rest/posts".to_owned(),
        }),
        remarks,
        ..Payload::json(&body)
    })
}

/// A text in the "little" format.
fn little(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if r"\|{}@[]()<>#*_~".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::channel::scene;

    #[test]
    fn every_reserved_character_stands_behind_a_backslash() {
        assert_eq!(
            little(r"a_b (c) @[x](urn:li:person:1) #d {hashtag|\#|e} <f> *g* ~"),
            r"a\_b \(c\) \@\[x\]\(urn:li:person:1\) \#d \{hashtag\|\\\#\|e\} \<f\> \*g\* \~"
        );
    }

    #[test]
    fn the_limit_holds_after_escaping() {
        let us = scene::us();
        let of = |text: String| {
            payload(&scene::dispatch("social", &us, &scene::saying(&text))).map(|_| ())
        };
        assert_eq!(of("(".repeat(1500)), Ok(()));
        assert_eq!(
            of("(".repeat(1501)).unwrap_err().to_string(),
            "linkedin: the commentary has 3002 UTF-16 units, 2 more than the 3000 it may have"
        );
    }

    proptest! {
        #[test]
        fn without_the_backslashes_the_text_is_as_before(text in any::<String>()) {
            let mut plain = String::new();
            let marked = little(&text);
            let mut chars = marked.chars();
            while let Some(c) = chars.next() {
                let reserved = "|{}@[]()<>#*_~".contains(c);
                prop_assert!(!reserved);
                plain.push(if c == '\\' { chars.next().unwrap() } else { c });
            }
            prop_assert_eq!(plain, text);
        }
    }
}
