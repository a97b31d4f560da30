//! What is wrong, in the language of whoever answers an interview. Rules say it in English, which is
//! what programs and the command line read; here it is said again, sentence by sentence.

use crate::domain::locale::Locale;
use crate::text::packed::{Text, packed};

/// The sentences with holes that rules say, one a line, and the words of durations. The build script
/// takes them from the files of the other languages, which all have the same.
static ENGLISH: Text = packed!("src/check/spoken/en.txt");

/// The same lines in the other languages.
static TOLD: [(&str, Text); 4] = [
    ("es", packed!("src/check/spoken/es.txt")),
    ("pt", packed!("src/check/spoken/pt.txt")),
    ("fr", packed!("src/check/spoken/fr.txt")),
    ("de", packed!("src/check/spoken/de.txt")),
];

/// Returns what is wrong, or what to do instead, as readers of a locale say it; as it stands where
/// nobody has said it in their language.
pub fn spoken(what: &str, reader: Option<&Locale>) -> String {
    translated(what, reader).unwrap_or_else(|| what.to_owned())
}

fn translated(what: &str, reader: Option<&Locale>) -> Option<String> {
    let language = reader?.language();
    let (_, told) = TOLD.iter().find(|(tag, _)| *tag == language)?;
    let mut lines = lines(told);
    lines.find_map(|(english, sentence)| Some(filled(sentence, &holes(english, what)?, told)))
}

/// Each English line with what it is in another language.
fn lines(told: &'static Text) -> impl Iterator<Item = (&'static str, &'static str)> {
    ENGLISH.text().lines().zip(told.text().lines())
}

/// What stands in the holes of a sentence; none if it is another one.
fn holes<'w>(sentence: &str, what: &'w str) -> Option<Vec<&'w str>> {
    let mut pieces = sentence.split("{}");
    let mut rest = what.strip_prefix(pieces.next()?)?;
    let mut found = Vec::new();
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, inner)) = pieces.split_last() else {
        return rest.is_empty().then_some(found);
    };
    for piece in inner {
        let (hole, after) = rest.split_once(piece)?;
        found.push(hole);
        rest = after;
    }
    found.push(rest.strip_suffix(last)?);
    Some(found)
}

fn filled(sentence: &str, holes: &[&str], told: &'static Text) -> String {
    let mut holes = holes.iter();
    let mut pieces = sentence.split("{}");
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let hole = holes.next().copied().unwrap_or_default();
        match duration(hole, told) {
            Some(words) => filled.push_str(&words.join(" ")),
            None => filled.push_str(hole),
        }
        filled.push_str(piece);
    }
    filled
}

/// The words of a duration in another language; none if it is anything else.
fn duration<'w>(hole: &'w str, told: &'static Text) -> Option<Vec<&'w str>> {
    hole.starts_with(|c: char| c.is_ascii_digit())
        .then_some(())?;
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let words = hole.split(' ').map(|word| {
        if is_number(word) {
            return Some(word);
        }
        let mut known = lines(told).filter(|(english, _)| *english == word);
        known.next().map(|(_, unit)| unit)
    });
    words.collect()
}

#[cfg(test)]
mod tests;
