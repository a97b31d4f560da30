//! A clock time means nothing without its zone.

mod zone;

use std::ops::Range;

use self::zone::{is_zone, zoned};
use super::Reading;
use crate::check::finding::Level;
use crate::check::words::language::Language;
use crate::check::words::letters::{head, is_number};
use crate::check::words::scene;
use crate::check::words::tokens::Tokens;
use crate::text::seek;

/// How a time reads: a clock with its zone in it, or one without.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clock {
    Zoned,
    Bare,
}

pub(super) fn read(reading: &mut Reading<'_>) {
    let tokens = reading.tokens;
    let mut places = Vec::new();
    let is_time = |&at: &usize| is_number(tokens.all[at].head) && clock(reading, at).is_some();
    let mut line = 0..0;
    for sentence in &tokens.sentences {
        let Some(at) = sentence.clone().find(is_time) else {
            continue;
        };
        // One zone is enough for a line, and one finding for a sentence of a line without.
        if line.end <= at {
            line = line_of(reading, at);
        }
        // Nearly every zone stands behind its time.
        let mut around = (at..line.end).chain(line.start..at);
        if !around.any(|at| zoned(reading, at)) {
            places.push(tokens.all[at].start..tokens.all[at].end);
        }
    }
    if places.is_empty() || (0..tokens.all.len()).any(|at| for_all(tokens, at)) {
        return;
    }
    let elsewhere = (0..tokens.all.len()).any(|at| zoned(reading, at));
    let level = match (elsewhere, scene::outside(reading.draft)) {
        (true, _) => Level::Suggestion,
        (false, true) => Level::Error,
        (false, false) => Level::Warning,
    };
    for place in places.into_iter().take(5) {
        reading.find("time-without-zone", level, place);
    }
}

/// The words of the line on which a word stands.
fn line_of(reading: &Reading<'_>, at: usize) -> Range<usize> {
    let tokens = reading.tokens;
    // Where lines end, the words may be masked.
    let (bytes, place) = (reading.folded.lower.as_bytes(), tokens.all[at].start);
    let start = bytes[..place]
        .iter()
        .rposition(|b| *b == b'\n')
        .unwrap_or_default();
    let end = seek::first(b'\n', &bytes[place..]).map_or(bytes.len(), |end| place + end);
    let first = tokens.all.partition_point(|token| token.start < start);
    first..tokens.all.partition_point(|token| token.start < end)
}

/// Whether one line says it for all times.
fn for_all(tokens: &Tokens<'_>, at: usize) -> bool {
    const TIMES: u64 = head("times");
    const HORAS: u64 = head("horas");
    const TIME: u64 = head("time");
    let next = |skip: usize| word_at(tokens, at + skip);
    match tokens.all[at].head {
        // `All times are local`, `all times US/Pacific`.
        TIMES | HORAS => {
            matches!(next(1), "in" | "are" | "en") || is_zone(next(1)) || is_zone(next(2))
        }
        // The head of a table: `Time in CET`.
        TIME => next(1) == "in" && is_zone(next(2)),
        _ => false,
    }
}

/// Reads a token as a clock time.
fn clock(reading: &Reading<'_>, at: usize) -> Option<Clock> {
    let tokens = reading.tokens;
    if !is_number(tokens.all[at].head) {
        return None;
    }
    let word = tokens.word(at);
    let next = |skip: usize| word_at(tokens, at + skip);
    // The time of a stamp stands behind its day: `30t08:13`.
    let word = match word.as_bytes() {
        [_, _, b't', ..] => &word[3..],
        _ => word,
    };
    if lettered(reading, at, word) {
        return Some(Clock::Bare);
    }
    let bytes = word.as_bytes();
    let mut behind = bytes.len();
    while behind > 0 && bytes[behind - 1].is_ascii_alphabetic() {
        behind -= 1;
    }
    let (digits, suffix) = word.split_at(behind);
    let half = matches!(suffix, "am" | "pm") || (suffix.is_empty() && half_day(next(1), next(2)));
    let hours = matches!(suffix, "h" | "hs" | "hrs")
        || matches!(next(1), "h" | "hs" | "hrs" | "horas" | "uhr");
    let mut parts = digits.split([':', '.']);
    let (hour, minute) = (parts.next()?, parts.next());
    let more = parts.count();
    let before = at.checked_sub(1).map_or("", |before| tokens.word(before));
    if let (4, None, "hours" | "hrs" | "h") = (hour.len(), minute, next(1)) {
        return in_four(hour, before);
    }
    let hour: u8 = hour.parse().ok().filter(|hour| *hour <= 24)?;
    let Some(minute) = minute else {
        let part = ["morning", "afternoon", "evening"].contains(&next(3));
        let half = half || part && next(1) == "in" && next(2) == "the";
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
    if colon && span(tokens, at) {
        return None;
    }
    let named = suffix.is_empty() && colon && !ratio(tokens, at);
    // `21.02` is a time where something happens at it, and `9.15` where nothing else can be meant.
    let at_it = match before {
        "at" => hour >= 13 || ends(tokens, at),
        "since" | "until" => hour >= 13,
        "las" => hour >= 7,
        _ => false,
    };
    let dotted = at_it && more == 0 && suffix.is_empty() && !priced(tokens, at);
    (named || half || dotted || (hours && more == 0)).then_some(Clock::Bare)
}

/// Reads four digits before `hours`: `0915 hours`, and not `1500 hours of work`.
fn in_four(digits: &str, before: &str) -> Option<Clock> {
    let asked = ["at", "by", "until", "since", "from"].contains(&before);
    let number = digits.bytes().all(|b| b.is_ascii_digit());
    let lawful = number && digits[..2] < *"24" && digits[2..] < *"60";
    (lawful && (asked || digits.starts_with('0'))).then_some(Clock::Bare)
}

/// Whether a number is the hour of a time that letters make one: `14h30`, `14 h 30`, `14 Uhr`, and
/// `14h` behind a word that asks for a time.
fn lettered(reading: &Reading<'_>, at: usize, word: &str) -> bool {
    let tokens = reading.tokens;
    if !word.contains('h') && !matches!(word_at(tokens, at + 1), "h" | "uhr") {
        return false;
    }
    // The name of a machine may hold one: `pool-14h30`.
    let text = tokens.text.as_bytes();
    let joined = tokens.all[at].start.checked_sub(2);
    if joined.is_some_and(|at| text[at + 1] == b'-' && text[at].is_ascii_alphanumeric()) {
        return false;
    }
    let next = |skip: usize| word_at(tokens, at + skip);
    let before = at.checked_sub(1).map_or("", |before| tokens.word(before));
    let (hour, minute) = match (word.split_once('h'), next(1)) {
        (Some(parts), _) => parts,
        (None, "h") => (word, next(2)),
        (None, "uhr") => return word.parse::<u8>().is_ok_and(|hour| hour <= 24),
        _ => return false,
    };
    let Some(hour) = hour.parse::<u8>().ok().filter(|hour| *hour < 24) else {
        return false;
    };
    let minute = minute.trim_end_matches("min");
    match minute.parse::<u8>() {
        Ok(minutes) if minute.len() == 2 && minutes < 60 => {
            // `depuis 6h10 ce matin`.
            let named = matches!(next(1), "ce" | "du" | "de" | "da" | "esta" | "desta");
            !(LASTS.contains(&before) || hour < 7 && SPANS.contains(&before) && !named)
        }
        _ => match reading.language {
            Some(Language::French) => {
                matches!(before, "a" | "vers" | "des" | "avant")
                    || hour >= 7 && matches!(before, "apres" | "passe" | "entre" | "et")
                    || next(1) == "du" && next(2) == "matin"
            }
            Some(Language::Spanish) => before == "las",
            Some(Language::Portuguese) => before == "as" || hour >= 7 && before == "das",
            Some(Language::German) => {
                let asked = ["um", "ab", "bis", "gegen", "vor", "nach", "seit"];
                hour >= 7 && asked.contains(&before)
            }
            _ => false,
        },
    }
}

/// Whether a time with a colon says how long something lasts: `2:40 Stunden`, `duró 1:20 h`.
fn span(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| tokens.word(before));
    match word_at(tokens, at + 1) {
        "stunden" | "stdn" | "std" | "minuten" | "minutes" | "minutos" => true,
        "h" | "hs" | "hrs" | "hours" | "horas" | "heures" => LASTS.contains(&before),
        _ => false,
    }
}

/// Whether a number has a sign before or behind it that a time has not: `$9.50`, `12.50 %`.
fn priced(tokens: &Tokens<'_>, at: usize) -> bool {
    let (token, text) = (tokens.all[at], tokens.text.as_bytes());
    let before = token.start.checked_sub(1).map(|before| text[before]);
    let behind = text[token.end..].iter().find(|byte| **byte != b' ');
    !matches!(before, None | Some(b' ' | b'\n' | b'(')) || behind == Some(&b'%')
}

/// Whether a word is the last of its clause, or a word follows that goes on about a time.
fn ends(tokens: &Tokens<'_>, at: usize) -> bool {
    let next = word_at(tokens, at + 1);
    let last = tokens.sentences[tokens.all[at].sentence].end == at + 1;
    last || matches!(
        next,
        "and" | "today" | "tomorrow" | "tonight" | "this" | "on" | "at"
    )
}

/// Words before a span of time.
const LASTS: &[&str] = &[
    "took", "takes", "take", "tarda", "tardo", "leva", "levou", "prend", "pris", "brauchte",
    "dura", "duro", "dure", "duree", "durou", "durante", "durant", "pendant", "lasted", "dauerte",
];

/// Words before a span of a few hours; behind some of them a later hour is a time.
const SPANS: &[&str] = &[
    "de", "d", "of", "for", "in", "within", "after", "about", "por", "en", "em", "dans", "dentro",
    "sous", "unas", "umas", "cerca", "casi", "quase", "presque", "environ", "encore", "plus",
    "mas", "mais", "tras", "apos", "apres", "depuis", "desde", "ha",
];

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
