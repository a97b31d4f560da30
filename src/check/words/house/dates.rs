//! Days that mean another day to another reader: `03/04/2026`, and `today` in what is read tomorrow.

use std::ops::Range;

use super::super::language::Language;
use super::super::tokens::Tokens;
use super::super::{Reading, scene};
use crate::check::finding::Level;
use crate::text::seek;

/// Words for a day that is counted from the day of reading.
const DAYS: &[(&str, &[&str])] = &[
    ("en", &["today", "tomorrow", "yesterday", "tonight"]),
    ("es", &["hoy", "manana", "ayer", "anoche"]),
    ("pt", &["hoje", "amanha", "ontem"]),
    ("fr", &["aujourd'hui", "demain", "hier"]),
    ("de", &["heute", "morgen", "gestern"]),
];
/// Words before `mañana` and `morgen` that make the morning of them.
const MORNING: &[&str] = &[
    "la", "una", "cada", "am", "vom", "zum", "gegen", "guten", "jeden", "diesen", "esta", "pasado",
    "heute", "gestern",
];
/// Beginnings of the names of months; who names one says which day it is.
const MONTHS: &[&str] = &[
    "januar",
    "februar",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "septem",
    "octob",
    "novem",
    "decem",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "janeiro",
    "fevereiro",
    "marco",
    "maio",
    "junho",
    "julho",
    "setembro",
    "outubro",
    "dezem",
    "janvier",
    "fevrier",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "aout",
    "septembre",
    "octobre",
    "marz",
    "juni",
    "juli",
    "oktober",
];

pub(super) fn read(reading: &mut Reading<'_>, language: Language) {
    if !scene::outside(reading.draft) {
        return;
    }
    // Everybody who writes Spanish, French, German or Portuguese begins with the day.
    if language == Language::English {
        for place in ambiguous(reading.tokens.text) {
            let (_, said) = reading.said(place.clone());
            let what = format!("`{said}` is one day in Europe and another in America");
            reading.note("time-without-zone", Level::Warning, place, Some(what));
        }
    }
    // What is passed on and kept; a chat and a call are read while they last.
    if !matches!(
        reading.draft.channel,
        Some("email" | "status-page" | "partners")
    ) {
        return;
    }
    let tokens = reading.tokens;
    let days = DAYS.iter().find(|(code, _)| *code == language.tag());
    let days = days.map_or(&[][..], |(_, days)| *days);
    let relative = |at: &usize| {
        let word = tokens.word(*at);
        let before = || at.checked_sub(1).map_or("", |before| tokens.word(before));
        days.contains(&word)
            && !(matches!(word, "manana" | "morgen") && MORNING.contains(&before()))
            && !dated(tokens, tokens.all[*at].sentence)
    };
    let places: Vec<_> = (0..tokens.all.len())
        .filter(relative)
        .take(super::super::MOST_OF_ONE_RULE)
        .map(|at| tokens.all[at].start..tokens.all[at].end)
        .collect();
    for place in places {
        let (_, said) = reading.said(place.clone());
        let what = format!("`{said}` is another day for whoever reads it tomorrow");
        reading.note("time-without-zone", Level::Warning, place, Some(what));
    }
}

/// Whether a sentence names a month.
fn dated(tokens: &Tokens<'_>, sentence: usize) -> bool {
    /// A sentence is read as far as a sentence goes.
    const LONGEST: usize = 60;
    let words = tokens.sentences[sentence].clone().take(LONGEST);
    words.into_iter().any(|at| {
        let word = tokens.word(at);
        MONTHS.iter().any(|month| word.starts_with(month))
    })
}

/// Dates of three numbers whose first two may change places.
fn ambiguous(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    for slash in seek::all_of_either((b'/', b'-'), bytes) {
        let sign = bytes[slash];
        let before = bytes[..slash]
            .iter()
            .rev()
            .take(3)
            .take_while(|b| b.is_ascii_digit());
        let start = slash - before.count();
        let number = |at: usize| {
            let digits = bytes[at..]
                .iter()
                .take(5)
                .take_while(|b| b.is_ascii_digit());
            let end = at + digits.count();
            (text[at..end].parse::<u16>().unwrap_or(0), end)
        };
        let ((first, middle), (second, end)) = (number(start), number(slash + 1));
        let apart =
            start == 0 || !(bytes[start - 1].is_ascii_alphanumeric() || bytes[start - 1] == sign);
        if middle != slash || !apart || bytes.get(end) != Some(&sign) {
            continue;
        }
        let (year, last) = number(end + 1);
        let lawful = (1..=12).contains(&first) && (1..=12).contains(&second) && first != second;
        if lawful
            && year > 0
            && (last - end == 5 || last - end == 3 && sign == b'/')
            && bytes.get(last) != Some(&sign)
        {
            found.push(start..last);
        }
    }
    found
}
