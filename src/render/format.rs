//! Formats of a voice, filled with values, and the figures of a clock.

use chrono::{NaiveDateTime, Timelike};

use crate::text::seek;

/// Puts values where a format names them: `{time} UTC`.
pub(super) fn fill(format: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(format.len() + 24);
    let mut rest = format;
    let find = |mark: u8, text: &str| seek::first(mark, text.as_bytes());
    while let Some(open) = find(b'{', rest) {
        text.push_str(&rest[..open]);
        rest = &rest[open + 1..];
        let Some(close) = find(b'}', rest) else {
            break;
        };
        let value = values.iter().find(|(known, _)| *known == &rest[..close]);
        text.push_str(value.map_or("", |(_, value)| value));
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    text
}

/// A time of day on a clock of 24 hours: 09:05.
pub(super) fn time(wall: NaiveDateTime) -> String {
    let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or('0');
    let (hour, minute) = (wall.hour(), wall.minute());
    let clock = [
        digit(hour / 10),
        digit(hour),
        ':',
        digit(minute / 10),
        digit(minute),
    ];
    clock.iter().collect()
}
