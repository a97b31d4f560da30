//! Times of day as people write them.

/// Writes hours as a clock shows them where a time of day is meant: `at 14h30`, `tomorrow 9h`,
/// `at 14` become `14:30`, `tomorrow 9:00`, `14:00`. Left alone, `at 14h` would be a promise for
/// fourteen hours later.
pub(super) fn clocks(words: &[&str]) -> Vec<String> {
    let is_day = |word: &str| {
        matches!(word, "today" | "tomorrow" | "yesterday")
            || word.contains('-')
            || word.parse::<chrono::Weekday>().is_ok()
    };
    let is_span = words.iter().any(|w| matches!(*w, "in" | "ago"));
    let of_day = !is_span && words.iter().any(|w| *w == "at" || is_day(w));
    let words = words.iter().filter(|w| {
        let is_unit = matches!(**w, "at" | "h" | "hour" | "hours");
        !(of_day && is_unit)
    });
    words
        .map(|word| {
            let (hour, rest) = word.split_once(['h', '.']).unwrap_or((word, ""));
            let digits = |text: &str, count: std::ops::RangeInclusive<usize>| {
                count.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
            };
            let is_clock = match rest {
                "" => of_day && digits(hour, 1..=2),
                // Nobody says `14h30` of a span; `1h30` may be one.
                _ => digits(rest, 2..=2) && digits(hour, if of_day { 1..=2 } else { 2..=2 }),
            };
            match (is_clock && !is_span, rest) {
                (false, _) => (*word).to_owned(),
                (true, "") => format!("{hour}:00"),
                (true, minute) => format!("{hour}:{minute}"),
            }
        })
        .collect()
}
