//! A clock time means nothing without its zone.

use std::ops::Range;

use super::Reading;
use crate::check::finding::Level;
use crate::check::words::language::Language;
use crate::check::words::letters::{head, is_number};
use crate::check::words::letters::{place, places};
use crate::check::words::scene;
use crate::check::words::tokens::Tokens;

/// The names of zones.
const ZONES: [&str; 48] = [
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

/// The first letters of each.
static HEADS: [u64; ZONES.len()] = {
    let mut heads = [0; ZONES.len()];
    let mut at = 0;
    while at < heads.len() {
        heads[at] = head(ZONES[at]);
        at += 1;
    }
    heads
};

/// Whether any of them begins with letters like these.
static BEGIN: [bool; 256] = places(&HEADS);

/// Whether a word names a zone.
fn is_zone(word: &str) -> bool {
    let typed = head(word);
    if BEGIN[place(typed)] {
        for (at, known) in HEADS.iter().enumerate() {
            if *known == typed && ZONES[at] == word {
                return true;
            }
        }
    }
    false
}

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
        if !line.clone().any(|at| zoned(reading, at)) {
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
    let start = memchr::memrchr(b'\n', &bytes[..place]).unwrap_or_default();
    let end = memchr::memchr(b'\n', &bytes[place..]).map_or(bytes.len(), |end| place + end);
    let first = tokens.all.partition_point(|token| token.start < start);
    first..tokens.all.partition_point(|token| token.start < end)
}

/// Whether a word says in which zone the times around it are.
fn zoned(reading: &Reading<'_>, at: usize) -> bool {
    const HORA: u64 = head("hora");
    const HORARIO: u64 = head("horario");
    const HEURE: u64 = head("heure");
    const TIME: u64 = head("time");
    let tokens = reading.tokens;
    match tokens.all[at].head {
        HORA | HORARIO => !matches!(word_at(tokens, at + 1), "" | "y" | "del" | "a"),
        // `14:30 (heure de Paris)`, and not `1 heure de retard`.
        HEURE => {
            at > 0 && {
                let before = tokens.word(at - 1);
                before.len() > 1 && before.as_bytes()[0].is_ascii_digit()
            }
        }
        TIME => named_time(reading, at),
        number if is_number(number) => {
            clock(reading, at) == Some(Clock::Zoned) || offset(tokens, at)
        }
        _ => is_zone(tokens.word(at)) || offset(tokens, at),
    }
}

/// Whether `time` belongs to the name of a zone: `14:30 India time`, `2 pm (Central Standard Time)`.
fn named_time(reading: &Reading<'_>, at: usize) -> bool {
    const LONGEST: usize = 4;
    let tokens = reading.tokens;
    let capital = |at: &usize| {
        let letter = reading.folded.cased.as_bytes()[tokens.all[*at].start];
        letter.is_ascii_uppercase()
    };
    let names = (0..at).rev().take_while(capital).take(LONGEST).count();
    let behind = (at - names).checked_sub(1);
    names > 0
        && behind.is_some_and(|behind| {
            let half = matches!(tokens.word(behind), "am" | "pm" | "m");
            half || tokens.first_letter(behind).is_ascii_digit()
        })
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

/// Whether a difference to UTC such as `+02:00` or `-0300` stands here.
fn offset(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.all[at];
    // Nearly every word is done with here.
    if tokens.text.as_bytes()[token.end - 1] != b'0' {
        return false;
    }
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
    match minute.parse::<u8>() {
        Ok(minutes) if minute.len() == 2 && minutes < 60 => {
            !(LASTS.contains(&before) || hour < 7 && SPANS.contains(&before))
        }
        _ => match reading.language {
            Some(Language::French) => matches!(before, "a" | "vers" | "des" | "avant"),
            Some(Language::Spanish) => before == "las",
            Some(Language::Portuguese) => before == "as",
            _ => false,
        },
    }
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
