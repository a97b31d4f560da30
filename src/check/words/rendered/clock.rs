//! A clock time means nothing without its zone.

use super::Reading;
use crate::check::finding::Level;
use crate::check::words::scene;
use crate::check::words::tokens::Tokens;

/// Words that name a zone.
const ZONES: &[&str] = &[
    "utc",
    "gmt",
    "z",
    "cet",
    "cest",
    "wet",
    "west",
    "eet",
    "eest",
    "bst",
    "ist",
    "jst",
    "pst",
    "pdt",
    "pt",
    "mst",
    "mdt",
    "cst",
    "cdt",
    "est",
    "edt",
    "et",
    "ct",
    "aest",
    "aedt",
    "sgt",
    "mez",
    "mesz",
    "brt",
    "art",
    "clt",
    "pacific",
    "eastern",
    "central",
    "mountain",
    "peninsular",
    "canaria",
    "local",
    "madrid",
    "london",
    "berlin",
    "paris",
    "lisbon",
    "york",
    "zeit",
    "ortszeit",
    "brasilia",
    "lisboa",
];

/// How a time reads: a clock with its zone in it, or one without.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clock {
    Zoned,
    Bare,
}

pub(super) fn read(reading: &mut Reading<'_>) {
    let tokens = reading.tokens;
    let mut places = Vec::new();
    for sentence in &tokens.sentences {
        let bare = sentence.clone().find(|&at| clock(tokens, at).is_some());
        // One zone is enough for a sentence, and one finding for a sentence without.
        if let Some(at) = bare.filter(|_| !sentence.clone().any(|at| zoned(tokens, at))) {
            places.push(tokens.all[at].start..tokens.all[at].end);
        }
    }
    if places.is_empty() || (0..tokens.all.len()).any(|at| for_all(tokens, at)) {
        return;
    }
    let elsewhere = (0..tokens.all.len()).any(|at| zoned(tokens, at));
    let level = match (elsewhere, scene::outside(reading.draft)) {
        (true, _) => Level::Suggestion,
        (false, true) => Level::Error,
        (false, false) => Level::Warning,
    };
    for place in places.into_iter().take(5) {
        reading.find("time-without-zone", level, place);
    }
}

/// Whether a word says in which zone the times around it are.
fn zoned(tokens: &Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    match word {
        "hora" => !matches!(word_at(tokens, at + 1), "" | "y" | "del" | "a"),
        _ => ZONES.contains(&word) || clock(tokens, at) == Some(Clock::Zoned) || offset(tokens, at),
    }
}

/// Whether one line says it for all times.
fn for_all(tokens: &Tokens<'_>, at: usize) -> bool {
    let named = matches!(tokens.word(at), "times" | "horas");
    named && matches!(word_at(tokens, at + 1), "in" | "are" | "en")
}

/// Whether a difference to UTC such as `+02:00` or `-0300` stands here.
fn offset(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.all[at];
    let sign = token
        .start
        .checked_sub(1)
        .map(|before| tokens.text.as_bytes()[before]);
    let joined = at > 0 && tokens.all[at - 1].end + 1 == token.start;
    let word = tokens.word(at);
    matches!(sign, Some(b'+' | b'-'))
        && joined
        && matches!(word.len(), 4 | 5)
        && word.ends_with("00")
        && tokens.word(at - 1).contains(':')
}

/// Reads a token as a clock time.
fn clock(tokens: &Tokens<'_>, at: usize) -> Option<Clock> {
    if !tokens.first_letter(at).is_ascii_digit() {
        return None;
    }
    let word = tokens.word(at);
    let next = |skip: usize| word_at(tokens, at + skip);
    // The time of a stamp stands behind its day: `30t08:13`.
    let word = match word.as_bytes() {
        [_, _, b't', ..] => &word[3..],
        _ => word,
    };
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = &word[digits.len()..];
    let half = matches!(suffix, "am" | "pm") || (suffix.is_empty() && half_day(next(1), next(2)));
    let hours =
        matches!(suffix, "h" | "hs" | "hrs") || matches!(next(1), "h" | "hs" | "hrs" | "horas");
    let mut parts = digits.split([':', '.']);
    let (hour, minute) = (parts.next()?, parts.next());
    let more = parts.count();
    let hour: u8 = hour.parse().ok().filter(|hour| *hour <= 24)?;
    let Some(minute) = minute else {
        return (half && (1..=12).contains(&hour)).then_some(Clock::Bare);
    };
    let lawful = minute.len() == 2 && minute.parse::<u8>().is_ok_and(|minute| minute < 60);
    if !lawful || more > 1 {
        return None;
    }
    if suffix == "z" {
        return Some(Clock::Zoned);
    }
    let colon = digits.contains(':') && !digits.contains('.');
    let named = suffix.is_empty() && colon && !ratio(tokens, at);
    // `21.02` is a time where something happens at it.
    let at_it = at > 0 && matches!(tokens.word(at - 1), "at" | "las" | "since" | "until");
    let dotted = at_it && hour >= 13 && more == 0 && suffix.is_empty();
    (named || half || dotted || (hours && more == 0)).then_some(Clock::Bare)
}

fn word_at<'a>(tokens: &Tokens<'a>, at: usize) -> &'a str {
    if at < tokens.all.len() {
        tokens.word(at)
    } else {
        ""
    }
}

/// `a.m.` and `p. m.` come as one word or as two letters.
fn half_day(first: &str, second: &str) -> bool {
    matches!(first, "am" | "pm") || (matches!(first, "a" | "p") && second == "m")
}

/// Whether a number with a colon is what a picture measures, or a port of a host.
fn ratio(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.word(at), "16:10" | "21:09" | "24:07")
}
