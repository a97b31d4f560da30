//! A text message, for any gateway: the text alone, and what sending it costs.
//!
//! The content is the text and nothing more, not even a final newline, since gateways send and
//! bill every character. How networks count is in 3GPP TS 23.038 (alphabets) and 23.040 (parts); no
//! gateway takes messages of more than about ten parts (Twilio: 1,600 characters, Telnyx: 10 parts).

use super::{ChannelError, Dispatch, Payload, plain};
use crate::domain::service::Service;
use crate::text::list::and_ticked;
use crate::text::measure::sms::{self, Encoding, Length};
use crate::text::measure::{Limit, Unit};

const LIMIT: Limit = Limit::new(Unit::Segments, 10);

/// The most characters that a remark names.
const NAMED: usize = 8;

pub(super) fn payload(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let text = plain::body(dispatch.word);
    LIMIT.check(&text).map_err(|excess| ChannelError::TooLong {
        service: Service::Sms,
        field: "text message",
        excess,
    })?;
    let remarks = vec![cost(&text)];
    Ok(Payload {
        content: text.into_bytes(),
        remarks,
        ..Payload::text("")
    })
}

/// What the network bills, which characters make it dearer, and what it would cost without them.
fn cost(text: &str) -> String {
    let length = sms::length(text);
    let billed = bill(length);
    if length.encoding == Encoding::Gsm7 {
        return billed;
    }
    let outside = sms::outside_gsm7(text);
    let named: Vec<String> = outside.iter().take(NAMED).map(|c| name(*c)).collect();
    let more = match outside.len() - named.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let forced = format!("{billed}; {}{more} force UCS-2", and_ticked(&named));
    let plain = sms::transliterate(text);
    let plainly = sms::length(&plain);
    if plainly.encoding == Encoding::Gsm7 {
        return format!(
            "{forced}; with the nearest characters of GSM-7 (`transliterate` under \
             `[service.sms]`): {}",
            bill(plainly)
        );
    }
    let kept: Vec<String> = sms::outside_gsm7(&plain)
        .into_iter()
        .take(NAMED)
        .map(name)
        .collect();
    format!("{forced}; nothing in GSM-7 is near {}", and_ticked(&kept))
}

fn bill(length: Length) -> String {
    let (encoding, unit) = match length.encoding {
        Encoding::Gsm7 => ("GSM-7", "septets"),
        Encoding::Ucs2 => ("UCS-2", "UTF-16 units"),
    };
    let segments = match length.segments {
        1 => "1 segment".to_owned(),
        many => format!("{many} segments"),
    };
    format!("{encoding}, {} {unit}: {segments}", length.units)
}

/// A character as a remark can show it: one without a shape of its own by its number.
fn name(c: char) -> String {
    let shapeless = c.is_control()
        || c.is_whitespace()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe0f}');
    if shapeless {
        format!("U+{:04X}", u32::from(c))
    } else {
        c.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::scene;

    fn of(text: &str) -> Result<Payload, ChannelError> {
        payload(&scene::dispatch("sms", &scene::us(), &scene::saying(text)))
    }

    #[test]
    fn the_content_is_the_text_alone() {
        let written = of("Acme: payments fail.\n").unwrap();
        assert_eq!(written.content, b"Acme: payments fail.");
        assert_eq!(written.remarks, ["GSM-7, 20 septets: 1 segment"]);
    }

    #[test]
    fn what_doubles_the_price_is_named_with_what_it_would_cost_without() {
        let text = format!("La aplicación está caída. {}", "x".repeat(60));
        assert_eq!(
            of(&text).unwrap().remarks,
            [
                "UCS-2, 86 UTF-16 units: 2 segments; `ó`, `á` and `í` force UCS-2; with the nearest \
              characters of GSM-7 (`transliterate` under `[service.sms]`): GSM-7, 86 septets: \
              1 segment"
            ]
        );
    }

    #[test]
    fn a_family_costs_what_it_costs() {
        let family = "👨\u{200d}👩\u{200d}👧";
        assert_eq!(
            of(family).unwrap().remarks,
            [
                "UCS-2, 8 UTF-16 units: 1 segment; `👨`, `U+200D`, `👩` and `👧` force UCS-2; \
              nothing in GSM-7 is near `👨`, `U+200D`, `👩` and `👧`"
            ]
        );
    }

    #[test]
    fn more_than_ten_parts_are_refused() {
        let error = of(&"a".repeat(1531)).unwrap_err();
        assert_eq!(
            error.to_string(),
            "sms: the text message has 11 segments, 1 more than the 10 it may have"
        );
        assert!(of(&"a".repeat(1530)).is_ok());
    }
}
