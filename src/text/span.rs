//! Spans of time in a table: short, in English, and never more exact than anybody needs.

use chrono::TimeDelta;

/// Returns a span without its sign: `45 min`, `2 h 5 min`, `1 day 3 h`, `12 days`.
pub fn short(span: TimeDelta) -> String {
    let span = span.abs();
    let (days, hours, minutes) = (
        span.num_days(),
        span.num_hours() % 24,
        span.num_minutes() % 60,
    );
    let days_word = if days == 1 { "day" } else { "days" };
    match (days, hours, minutes) {
        (0, 0, minutes) => format!("{minutes} min"),
        (0, hours, 0) => format!("{hours} h"),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (1..=6, hours @ 1.., _) => format!("{days} {days_word} {hours} h"),
        (days, _, _) => format!("{days} {days_word}"),
    }
}

/// Returns a span without its sign in at most four characters, for a shell prompt: `45m`, `3h`,
/// `12d`, `999d`; whole units, the rest is cut off.
pub fn terse(span: TimeDelta) -> String {
    let span = span.abs();
    match (span.num_minutes(), span.num_hours(), span.num_days()) {
        (minutes @ 0..=119, _, _) => format!("{minutes}m"),
        (_, hours @ 0..=47, _) => format!("{hours}h"),
        (_, _, days) => format!("{}d", days.min(999)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_as_exact_as_a_reader_needs() {
        let shown = |minutes| short(TimeDelta::minutes(minutes));
        assert_eq!(shown(0), "0 min");
        assert_eq!(shown(-45), "45 min");
        assert_eq!(shown(120), "2 h");
        assert_eq!(shown(125), "2 h 5 min");
        assert_eq!(shown(24 * 60), "1 day");
        assert_eq!(shown(27 * 60), "1 day 3 h");
        assert_eq!(shown(8 * 24 * 60 + 300), "8 days");
    }

    #[test]
    fn a_prompt_has_four_characters_for_a_span() {
        let shown = |minutes| terse(TimeDelta::minutes(minutes));
        assert_eq!(shown(-34), "34m");
        assert_eq!(shown(119), "119m");
        assert_eq!(shown(150), "2h");
        assert_eq!(shown(60 * 48), "2d");
        assert_eq!(shown(60 * 24 * 5000), "999d");
    }
}
