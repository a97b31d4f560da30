//! What a template or a writer left to be filled in.

use std::ops::Range;

use super::Reading;
use crate::check::finding::Level;

/// What opens a slot, and what closes it.
const SLOTS: &[(&str, &str)] = &[
    ("{{", "}}"),
    ("{%", "%}"),
    ("${", "}"),
    ("<%", "%>"),
    ("<<", ">>"),
];
/// The first word in brackets that asks for another.
const ASKS: &[&str] = &[
    "insert",
    "add",
    "your",
    "time",
    "date",
    "service",
    "name",
    "company",
    "product",
    "eta",
    "region",
    "hora",
    "fecha",
    "servicio",
    "nombre",
    "insertar",
    "producto",
    "empresa",
    "completar",
    "xx",
    "xxx",
    "tbd",
];
/// What stands for something that nobody knows yet, in the capitals it is written in.
const MARKS: &[&str] = &["TBD", "TBC", "XXX", "NaN", "undefined"];
/// No slot is longer.
const LONGEST: usize = 80;

/// The signs and letters with which anything left open begins.
static MAY_BE: [bool; 256] = {
    let mut may = [false; 256];
    // The letters are those of `MARKS` and of what `mark` looks for besides.
    let begins = b"{$<[.,?_TXNulLpPt";
    let mut at = 0;
    while at < begins.len() {
        may[begins[at] as usize] = true;
        at += 1;
    }
    may
};

pub(super) fn read(reading: &mut Reading<'_>) {
    let folded = reading.folded;
    let cased = folded.cased.as_bytes();
    let mut at = 0;
    loop {
        while at < cased.len() && !MAY_BE[usize::from(cased[at])] {
            at += 1;
        }
        let Some(sign) = cased.get(at) else {
            return;
        };
        if sign.is_ascii_alphabetic() && !starts_word(cased, at) {
            at += 1;
            continue;
        }
        let own = reading.tokens.text.as_bytes()[at] != 0x1a && !is_cut(reading, at);
        match own
            .then(|| slot(&folded.cased, &folded.lower, at))
            .flatten()
        {
            Some(place) => {
                at = place.end;
                reading.find("placeholder-left", Level::Error, place);
            }
            None => at += 1,
        }
    }
}

/// Whether an ellipsis stands there in a subject: such is the sign of one that was too long.
fn is_cut(reading: &Reading<'_>, at: usize) -> bool {
    let (text, start) = (reading.draft.text, reading.folded.start(at));
    !reading.draft.alone
        && text[start..].starts_with('…')
        && !text[..start].contains('\n')
        && text.contains("\n\n")
}

fn slot(cased: &str, lower: &str, at: usize) -> Option<Range<usize>> {
    let bytes = cased.as_bytes();
    match bytes[at] {
        b'{' | b'$' | b'<' => {
            let rest = &cased[at..cased.len().min(at + LONGEST)];
            let (open, close) = SLOTS.iter().find(|(open, _)| rest.starts_with(open))?;
            let end = rest[open.len()..].find(close);
            // An opening that is never closed is as visible.
            let long = end.map_or(open.len(), |end| open.len() + end + close.len());
            (end.is_some() || *open == "{{").then_some(at..at + long)
        }
        b'[' => {
            let rest = &lower[at + 1..lower.len().min(at + LONGEST)];
            let end = rest.find([']', '\n'])?;
            let word = rest[..end]
                .split(|c: char| !c.is_ascii_alphabetic())
                .next()?;
            // `[Name](address)` is a link.
            let link = rest[end..].starts_with("](");
            let closed = rest[end..].starts_with(']');
            // A path of a command is for the reader to fill in.
            let path = rest[end..].starts_with("]/") || lower[..at].ends_with('/');
            (closed && !link && !path && ASKS.contains(&word)).then_some(at..at + end + 2)
        }
        b'.' | b',' => hole(lower, at),
        b'?' if cased[at..].starts_with("???") => Some(run(bytes, at, b'?')),
        b'_' if cased[at..].starts_with("____") => Some(run(bytes, at, b'_')),
        b if b.is_ascii_alphabetic() => mark(cased, lower, at),
        _ => None,
    }
}

/// A name that was never filled in leaves a hole behind it: `More details on .`
fn hole(lower: &str, at: usize) -> Option<Range<usize>> {
    const LEADS: &[&str] = &[
        "in", "on", "of", "at", "by", "from", "with", "the", "see", "and", "en", "de", "del",
        "por", "con", "el", "la", "y", "ver",
    ];
    let bytes = lower.as_bytes();
    let ends = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
    let before = lower[..at].strip_suffix([' ', '\n'])?;
    if !ends || before.ends_with([' ', '\n']) {
        return None;
    }
    let start = before.rfind([' ', '\n', '(']).map_or(0, |space| space + 1);
    LEADS.contains(&&before[start..]).then_some(start..at + 1)
}

fn run(bytes: &[u8], at: usize, sign: u8) -> Range<usize> {
    let long = bytes[at..].iter().take_while(|&&b| b == sign).count();
    at..at + long
}

fn starts_word(bytes: &[u8], at: usize) -> bool {
    at == 0 || !(bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] == b'_')
}

fn mark(cased: &str, lower: &str, at: usize) -> Option<Range<usize>> {
    let bytes = cased.as_bytes();
    let long = bytes[at..]
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || **b == b'_');
    let end = at + long.count();
    if MARKS.contains(&&cased[at..end]) {
        return Some(at..end);
    }
    // `TODO` alone is Spanish for everything.
    if &cased[at..end] == "TODO" && matches!(bytes.get(end), Some(b':' | b'(')) {
        return Some(at..end + 1);
    }
    ["lorem ipsum", "por definir", "to be determined"]
        .iter()
        .find(|phrase| lower[at..].starts_with(**phrase))
        .map(|phrase| at..at + phrase.len())
}
