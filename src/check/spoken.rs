//! What is wrong, in the language of whoever answers an interview. Rules say it in English, which is
//! what programs and the command line read; here it is said again, sentence by sentence.

use crate::domain::locale::Locale;
use crate::text::packed::{Text, packed};

/// Sentences with holes, English and Spanish, one pair a line.
static SPANISH: Text = packed!("src/check/spoken/es.txt");

/// Units of durations, the longer word first.
const UNITS: [(&str, &str); 7] = [
    (" minutes", " minutos"),
    (" minute", " minuto"),
    (" hours", " horas"),
    (" hour", " hora"),
    (" days", " días"),
    (" day", " día"),
    (" and ", " y "),
];

/// Returns what is wrong as readers of a locale say it: in Spanish, else as it stands.
pub fn spoken(what: &str, reader: Option<&Locale>) -> String {
    in_spanish(what, reader).unwrap_or_else(|| what.to_owned())
}

fn in_spanish(what: &str, reader: Option<&Locale>) -> Option<String> {
    reader.filter(|reader| reader.language() == "es")?;
    let mut pairs = SPANISH
        .text()
        .lines()
        .filter_map(|line| line.split_once(" => "));
    pairs.find_map(|(english, spanish)| Some(filled(spanish, &holes(english, what)?)))
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

fn filled(sentence: &str, holes: &[&str]) -> String {
    let mut holes = holes.iter();
    let mut pieces = sentence.split("{}");
    let mut told = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let hole = holes.next().copied().unwrap_or_default();
        told.push_str(&unit(hole));
        told.push_str(piece);
    }
    told
}

/// A duration in Spanish; anything else as it stands.
fn unit(hole: &str) -> String {
    let is_duration = hole.starts_with(|c: char| c.is_ascii_digit())
        && hole
            .split(' ')
            .skip(1)
            .any(|word| ["minute", "hour", "day"].contains(&word.trim_end_matches('s')));
    if !is_duration {
        return hole.to_owned();
    }
    UNITS.iter().fold(hole.to_owned(), |told, (one, other)| {
        told.replace(one, other)
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::check::{page, proof};
    use crate::domain::words::{Severity, State};

    #[test]
    fn what_any_rule_finds_in_its_examples_can_be_said_in_spanish() {
        let cadence = |_: Severity, _: State| TimeDelta::minutes(30);
        let spanish = "es".parse().ok();
        let mut untold: Vec<String> = Vec::new();
        for page in page::all().iter().map(page::Entry::page) {
            for (language, _, example) in proof::examples(page) {
                let found = proof::found(example, language, &cadence).unwrap();
                let what = found.into_iter().map(|finding| finding.what);
                untold.extend(what.filter(|what| in_spanish(what, spanish.as_ref()).is_none()));
            }
        }
        untold.sort();
        untold.dedup();
        assert!(untold.is_empty(), "{untold:#?}");
    }

    #[test]
    fn durations_are_told_in_spanish_and_other_readers_get_what_stands_there() {
        let what = "the next update is 2 hours and 1 minute away; the cadence is 30 minutes";
        let spanish: Locale = "es-MX".parse().unwrap();
        let told = "faltan 2 horas y 1 minuto para el próximo aviso; la cadencia es de 30 minutos";
        assert_eq!(spoken(what, Some(&spanish)), told);
        assert_eq!(spoken(what, "de".parse().ok().as_ref()), what);
        assert_eq!(
            spoken("what nobody knows", Some(&spanish)),
            "what nobody knows"
        );
    }
}
