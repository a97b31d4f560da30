//! Who is speaking: the facts about the company that messages need.

use super::locale::Locale;
use super::words::Address;
use crate::text::zone::Zone;

/// The company as its messages know it. Everything is optional: without configuration a message
/// simply leaves out what nobody told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct House {
    /// The name by which customers know it.
    pub company: Option<String>,
    /// The page where everybody can follow, as a URL.
    pub status_url: Option<String>,
    /// Where customers can tell us how we did, as a URL.
    pub feedback_url: Option<String>,
    /// How customers reach somebody who answers, such as an address or a telephone number.
    pub contact: Option<String>,
    /// The zone in which readers live; times are shown in it and in UTC.
    pub zone: Zone,
    /// How readers are addressed, where the language distinguishes it.
    pub address: Address,
    /// The locale of texts that name none, and of the interview.
    pub primary: Locale,
    /// The client that is spoken to; none for everybody.
    pub client: Option<String>,
    /// Whether nothing is real: every message says so.
    pub drill: bool,
}

impl Default for House {
    fn default() -> Self {
        Self {
            company: None,
            status_url: None,
            feedback_url: None,
            contact: None,
            zone: Zone::utc(),
            address: Address::Formal,
            primary: Locale::english(),
            client: None,
            drill: false,
        }
    }
}
