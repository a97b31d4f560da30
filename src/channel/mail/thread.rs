//! The ids that hold the mails of an incident together.

use crate::channel::{ChannelError, Dispatch};
use crate::domain::service::Service;
use crate::text::measure::{Limit, Unit};

/// The most that the part of an id before the `@` may have, so that its header keeps to one line
/// of 998 characters with any host name.
const LOCAL: Limit = Limit::new(Unit::Bytes, 500);

/// The ids of one mail, without the brackets around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Thread {
    /// Its own.
    pub(super) id: String,
    /// That of its conversation, which no mail has.
    pub(super) root: String,
}

impl Thread {
    /// The ids of what is dispatched. Channels and locales are conversations of their own: a reader
    /// of two of them does not find one inside the other.
    pub(super) fn of(dispatch: &Dispatch<'_>, domain: &str) -> Result<Self, ChannelError> {
        let facts = &dispatch.word.facts;
        let mut list = format!(
            "{}.{}",
            atom(dispatch.channel),
            atom(&facts.locale.to_string())
        );
        // What one client reads is theirs: their mails are a conversation of their own.
        if let Some(client) = &dispatch.house.client {
            list.push_str(&format!(".{}", atom(&client.to_lowercase())));
        }
        let local = |what: &str| {
            let local = format!("{}.{list}", atom(what));
            let fits = LOCAL.check(&local);
            fits.map_err(|excess| ChannelError::TooLong {
                service: Service::Mail,
                field: "message id",
                excess,
            })?;
            Ok(format!("{local}@{domain}"))
        };
        Ok(Self {
            id: local(&dispatch.word.entry.to_string())?,
            root: local(&facts.incident)?,
        })
    }
}

/// A text as an atom (RFC 5322): everything but ASCII letters, digits and hyphens is written in
/// hexadecimal digits after a `_`, so that different texts have different atoms.
fn atom(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for b in text.bytes() {
        if b.is_ascii_alphanumeric() || b == b'-' {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("_{b:02x}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_the_text_an_atom_is_one() {
        assert_eq!(atom("2026-11-21-payments"), "2026-11-21-payments");
        assert_eq!(atom("a b>_é\r\n"), "a_20b_3e_5f_c3_a9_0d_0a");
    }
}
