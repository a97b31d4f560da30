//! How long a text is, in the unit of the channel that carries it: what a telephone network bills,
//! what a social network counts.

mod emoji;
mod link;
pub mod sms;
mod unit;
pub mod weighted;

use std::borrow::Cow;

pub use self::unit::{Excess, Limit, Unit};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A text as it would be sent: composed (NFC), which almost every text is already.
fn composed(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.into()
    } else {
        text.nfc().collect::<String>().into()
    }
}
