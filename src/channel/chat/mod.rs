//! Messages in chats: Slack, Microsoft Teams and Discord.
//!
//! A webhook only posts: it can neither change nor thread what it posted before, so every word is a
//! message of its own. Its URL is a secret of the sender and stands in no payload.

pub(super) mod discord;
mod marks;
pub(super) mod slack;
mod split;
pub(super) mod teams;

use super::{ChannelError, Dispatch, Part};
use crate::domain::service::Service;
use crate::text::clean;

/// The parts that say something, with every character that drives a terminal or turns text around
/// shown instead of sent.
fn parts(service: Service, dispatch: &Dispatch<'_>) -> Result<Vec<Part>, ChannelError> {
    let fit = |text: &str| clean::visible(text.trim()).into_owned();
    let said = dispatch.word.parts.iter();
    let said: Vec<Part> = said
        .filter(|part| !part.text.trim().is_empty())
        .map(|part| Part {
            name: part.name.clone(),
            // Its end may be a space that some languages put before the colon.
            label: clean::visible(part.label.trim_start()).into_owned(),
            text: fit(&part.text),
        })
        .collect();
    if said.is_empty() {
        return Err(ChannelError::Unfit {
            service,
            field: "message",
            problem: "is empty".to_owned(),
        });
    }
    Ok(said)
}
