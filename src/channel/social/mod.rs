//! Posts on social networks. Each word is a post of its own: a post that was read cannot be
//! updated, so a correction is a new post too. What a fact says can neither mention anybody nor
//! follow a tag; an address in it stays the address it is.

pub(super) mod bluesky;
pub(super) mod linkedin;
pub(super) mod mastodon;
pub(super) mod x;

use super::{ChannelError, Dispatch, plain};
use crate::domain::service::Service;

/// The text of a post.
fn text(service: Service, dispatch: &Dispatch<'_>) -> Result<String, ChannelError> {
    let text = plain::body(dispatch.word);
    if text.is_empty() {
        return Err(ChannelError::Unfit {
            service,
            field: "text",
            problem: "is empty".to_owned(),
        });
    }
    Ok(text)
}

/// What the sender should know of every post.
fn remarks(dispatch: &Dispatch<'_>) -> Vec<String> {
    let late = dispatch.recorded_late.map(|recorded| {
        format!(
            "said at {}, recorded at {}: a post tells followers of it only now",
            dispatch.word.facts.at.format("%FT%TZ"),
            recorded.format("%FT%TZ")
        )
    });
    late.into_iter().collect()
}
