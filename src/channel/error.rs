//! Why a payload cannot be written: each error names the service, what is wrong with which field,
//! and what would help.

use crate::domain::service::Service;
use crate::domain::words::Audience;
use crate::text::list::or_ticked;
use crate::text::measure::Excess;

/// A payload that a service would refuse, or that we refuse to write.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(
    missing_docs,
    reason = "the message above each variant says what it is"
)]
pub enum ChannelError {
    #[error("{service} is public, and the channel `{channel}` is for {audience} alone")]
    NotPublic {
        service: Service,
        channel: String,
        audience: Audience,
    },
    #[error("{service} does not carry the channel `{channel}`; use {}", or_ticked(&Service::of_channel(channel).iter().map(|s| s.word()).collect::<Vec<_>>()))]
    NotCarried { service: Service, channel: String },
    #[error("{service} needs `{key}` in the configuration: {why}")]
    Missing {
        service: Service,
        /// The key in `vocero.toml`, such as `service.mail.from`.
        key: String,
        why: &'static str,
    },
    #[error("{service}: the {field} has {excess}")]
    TooLong {
        service: Service,
        /// What is too long, in the service's terms.
        field: &'static str,
        excess: Excess,
    },
    #[error("{service}: `{given}` in `{key}` {problem}")]
    Setting {
        service: Service,
        key: String,
        given: String,
        problem: String,
    },
    #[error("{service}: the {field} {problem}")]
    Unfit {
        service: Service,
        field: &'static str,
        problem: String,
    },
    #[error("{service} is for planned work, and `{incident}` is none")]
    NotPlanned { service: Service, incident: String },
}
