//! The numbers of a text: times of the day, percentages, spans of time and counts, however the
//! language writes them. What only belongs to a name (`2FA`, `HTTP 500`, `GPT-4`) is none.

use std::borrow::Cow;
use std::ops::{Range, RangeInclusive};

use super::fold::Folded;
use super::letters::is_number;
use super::mask;
use super::tokens::Tokens;

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Counts {
    /// A time of the day, in minutes since midnight.
    Clock,
    /// Hours, as a time of the day or as a span: `15h` is both.
    Hours,
    /// Per cent.
    Percent,
    /// Minutes, hours, days.
    Span,
    /// Anything else.
    Count,
}

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::check) struct Figure {
    /// What it counts.
    pub(in crate::check) counts: Counts,
    /// The number in thousandths; minutes for a time of the day.
    pub(in crate::check) value: i64,
    /// The word behind it, folded.
    pub(in crate::check) next: String,
    /// Where it stands in the folded text.
    pub(super) place: Range<usize>,
}

/// Words behind a number of hours that make it a time of the day.
const OCLOCK: &[&str] = &["h", "hs", "hrs", "horas", "uhr", "heures", "heure"];
/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::check) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
}

/// Units of time in five languages.
const UNITS: &[(Unit, &[&str])] = &[
    (
        Unit::Second,
        &[
            "second", "seconds", "segundo", "segundos", "seconde", "secondes", "sekunde",
            "sekunden",
        ],
    ),
    (
        Unit::Minute,
        &[
            "minute", "minutes", "min", "mins", "minuto", "minutos", "minuten",
        ],
    ),
    (
        Unit::Hour,
        &[
            "hour", "hours", "hr", "hrs", "h", "hora", "horas", "heure", "heures", "stunde",
            "stunden",
        ],
    ),
    (
        Unit::Day,
        &[
            "day", "days", "dia", "dias", "jour", "jours", "tag", "tage", "tagen",
        ],
    ),
    (
        Unit::Week,
        &[
            "week", "weeks", "semana", "semanas", "semaine", "semaines", "woche", "wochen",
        ],
    ),
];

impl Unit {
    /// Reads the word behind a number, folded.
    pub(in crate::check) fn of(word: &str) -> Option<Self> {
        let found = UNITS.iter().find(|(_, words)| words.contains(&word));
        found.map(|(unit, _)| *unit)
    }

    /// Its minutes; none for a second.
    const fn minutes(self) -> i64 {
        match self {
            Self::Second => 0,
            Self::Minute => 1,
            Self::Hour => 60,
            Self::Day => 1440,
            Self::Week => 7 * 1440,
        }
    }
}

/// Words before a number that make it part of a name.
const NAMED: &[&str] = &[
    "error",
    "http",
    "version",
    "v",
    "code",
    "codigo",
    "release",
    "article",
    "articulo",
    "port",
    "puerto",
    "step",
    "paso",
    "page",
    "section",
    "number",
    "status",
    "fehler",
    "erreur",
    "erro",
    "call",
    "phone",
    "extension",
    "no",
    "num",
    "order",
    "pedido",
];

/// Returns the numbers of a text, in its order.
pub(in crate::check) fn figures(text: &str) -> Vec<Figure> {
    let folded = Folded::of(text);
    let masked = mask::masked(&folded.lower).text();
    of(&folded, &Tokens::of(&masked, None))
}

/// Words that say how long something took.
const LASTED: &[&str] = &[
    "lasted", "duro", "durado", "durou", "dure", "dauerte", "gedauert",
];

/// Returns how long a text says that it lasted, in minutes, with how exact that is meant to be.
pub(in crate::check) fn lasted(text: &str) -> Option<(i64, i64)> {
    /// `and`, `about`, an article: more words than that mean something else.
    const NEAR: usize = 3;
    let folded = Folded::of(text);
    let tokens = Tokens::of(&folded.lower, None);
    let all = tokens.all.len();
    let mut at = (0..all).find(|&at| LASTED.contains(&tokens.word(at)))? + 1;
    let (mut minutes, mut exact) = (0, None);
    loop {
        let near = at..all.min(at + NEAR);
        let number = |at: usize| decimal(tokens.word(at)).filter(|_| at + 1 < all);
        let Some((place, value)) = near.into_iter().find_map(|at| Some((at, number(at)?))) else {
            break;
        };
        let Some(unit) = Unit::of(tokens.word(place + 1)).map(Unit::minutes) else {
            break;
        };
        minutes = i64::saturating_add(minutes, value * unit / 1000);
        exact = Some(if unit <= 1 { 1 } else { unit / 2 });
        at = place + 2;
    }
    exact.map(|exact| (minutes, exact))
}

/// Returns the numbers of a text that is folded already.
pub(super) fn of(folded: &Folded, tokens: &Tokens<'_>) -> Vec<Figure> {
    // In a text of capitals a capital makes no name.
    let names = folded.cased.bytes().any(|b| b.is_ascii_lowercase());
    let mut figures = Vec::new();
    let mut at = 0;
    while at < tokens.all.len() {
        let mut last = at;
        if is_number(tokens.all[at].head) {
            last = end_of_thousands(tokens, at);
            figures.extend(figure(folded, tokens, at..=last, names));
        }
        at = last + 1;
    }
    figures
}

/// The last word of a number whose thousands stand apart: `12 400`, and `12\\.400`, as Markdown writes
/// what it must not read as a list.
fn end_of_thousands(tokens: &Tokens<'_>, at: usize) -> usize {
    let digits = |at: usize, most: usize| {
        let word = tokens.all.get(at).map_or("", |_| tokens.word(at));
        word.len() <= most && !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let before = tokens.all[at].start.checked_sub(1);
    let goes_on = before.is_some_and(|at| b".,:-_#/+".contains(&tokens.text.as_bytes()[at]));
    let mut last = at;
    if !digits(at, 3) || goes_on {
        return last;
    }
    while digits(last + 1, 3) && tokens.word(last + 1).len() == 3 {
        let gap = &tokens.text[tokens.all[last].end..tokens.all[last + 1].start];
        if !matches!(gap, " " | "\\.") {
            break;
        }
        last += 1;
    }
    last
}

fn figure(
    folded: &Folded,
    tokens: &Tokens<'_>,
    place: RangeInclusive<usize>,
    names: bool,
) -> Option<Figure> {
    let (at, last) = place.into_inner();
    let token = tokens.all[at];
    let word = if last == at {
        Cow::Borrowed(tokens.word(at))
    } else {
        (at..=last).map(|at| tokens.word(at)).collect()
    };
    let word = &*word;
    let bytes = tokens.text.as_bytes();
    let beside = |skip: usize| {
        let there = last + skip;
        if there < tokens.all.len() && tokens.all[there].sentence == token.sentence {
            tokens.word(there)
        } else {
            ""
        }
    };
    if is_offset(tokens, at) {
        return None;
    }
    // The time of a stamp stands behind its day: `21t10:04:00z`.
    let stamp = word.len() > 3 && word.as_bytes()[2] == b't';
    let number = if stamp { &word[3..] } else { word };
    let digits = number.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let suffix = &number[digits.len()..];
    let half = match suffix {
        "am" | "pm" => suffix.as_bytes()[0],
        "" => half_day(beside(1), beside(2)).unwrap_or(0),
        _ => 0,
    };
    let made = |counts, value| {
        Some(Figure {
            counts,
            value,
            next: beside(1).to_owned(),
            place: token.start..tokens.all[last].end,
        })
    };
    if let Some((hour, minute)) = digits.split_once([':', 'h']).or_else(|| {
        let dotted = OCLOCK.contains(&beside(1)) && half == 0;
        digits
            .split_once('.')
            .filter(|(_, m)| m.len() == 2 && (dotted || half != 0))
    }) {
        let minute = minute.get(..2)?;
        return made(
            Counts::Clock,
            clock(hour.parse().ok()?, minute.parse().ok()?, half)?,
        );
    }
    if suffix.is_empty() && beside(1) == "h" && two_digits(beside(2)) {
        return made(
            Counts::Clock,
            clock(digits.parse().ok()?, beside(2).parse().ok()?, 0)?,
        );
    }
    // `30` in `14 h 30` has been read.
    let minutes = at > 1 && two_digits(word) && tokens.word(at - 1) == "h";
    if minutes && tokens.first_letter(at - 2).is_ascii_digit() {
        return None;
    }
    if half != 0 {
        return made(Counts::Clock, clock(digits.parse().ok()?, 0, half)?);
    }
    if !folds_into_number(bytes, token.start) || is_named(folded, tokens, at, names) {
        return None;
    }
    let value = decimal(digits)?;
    let percent =
        suffix == "%" || bytes[tokens.all[last].end..].iter().find(|b| **b != b' ') == Some(&b'%');
    match suffix {
        _ if percent => made(Counts::Percent, value),
        "h" | "hs" => made(Counts::Hours, value),
        "" if matches!(beside(1), "uhr" | "h") => made(Counts::Hours, value),
        "" if matches!(beside(1), "per" | "percent" | "prozent") => made(Counts::Percent, value),
        "" | "min" if suffix == "min" || Unit::of(beside(1)).is_some() => made(Counts::Span, value),
        "" => made(Counts::Count, value),
        _ => None,
    }
}

/// Whether this is how far a zone is from UTC: `UTC+5:30`.
fn is_offset(tokens: &Tokens<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let sign = tokens.all[before].end + 1 == tokens.all[at].start
        && b"+-".contains(&tokens.text.as_bytes()[tokens.all[before].end]);
    sign && matches!(tokens.word(before), "utc" | "gmt")
}

fn two_digits(word: &str) -> bool {
    word.len() == 2 && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether nothing before the digits makes them part of a word, a path or a list of parts.
fn folds_into_number(bytes: &[u8], start: usize) -> bool {
    let before = start.checked_sub(1).map_or(b' ', |at| bytes[at]);
    let earlier = start.checked_sub(2).map_or(b' ', |at| bytes[at]);
    !(b"_#/+@\x1a".contains(&before)
        || (matches!(before, b'-' | b'.') && earlier.is_ascii_alphanumeric()))
}

/// Whether a number is the name of something: `HTTP 500`, `Office 365`, `error 502`.
fn is_named(folded: &Folded, tokens: &Tokens<'_>, at: usize, names: bool) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let (token, word) = (tokens.all[before], tokens.word(before));
    if token.sentence != tokens.all[at].sentence || token.ends {
        return false;
    }
    let opens = before == 0 || tokens.all[before - 1].sentence != token.sentence;
    let capital = names && folded.cased.as_bytes()[token.start].is_ascii_uppercase();
    NAMED.contains(&word) || (capital && !opens)
}

/// `a.m.` and `p. m.` come as one word or as two letters.
fn half_day(first: &str, second: &str) -> Option<u8> {
    match (first, second) {
        ("am", _) | ("a", "m") => Some(b'a'),
        ("pm", _) | ("p", "m") => Some(b'p'),
        _ => None,
    }
}

fn clock(hour: i64, minute: i64, half: u8) -> Option<i64> {
    let hour = match half {
        b'a' | b'p' if !(1..=12).contains(&hour) => return None,
        b'a' => hour % 12,
        b'p' => hour % 12 + 12,
        _ => hour,
    };
    (hour <= 24 && minute < 60).then_some(hour * 60 + minute)
}

/// A number in thousandths: `1,200` and `1.200` are thousands, `12.4` and `12,4` are not whole.
fn decimal(digits: &str) -> Option<i64> {
    let groups: Vec<&str> = digits.split(['.', ',']).collect();
    let whole = |text: &str| text.parse::<i64>().ok().filter(|n| *n < 1_000_000_000);
    match groups.as_slice() {
        [whole_part] => Some(whole(whole_part)? * 1000),
        [first, rest @ ..] if first.len() <= 3 && rest.iter().all(|group| group.len() == 3) => {
            Some(whole(&groups.concat())? * 1000)
        }
        [first, part] if part.len() <= 2 => {
            let scale = if part.len() == 1 { 100 } else { 10 };
            Some(whole(first)? * 1000 + whole(part)? * scale)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
