//! What to write instead, as whoever answers an interview reads it.

use crate::check::finding::{Finding, Level};
use crate::check::page::{self, Example};
use crate::check::proof;

#[test]
fn help_in_spanish_speaks_to_nobody_by_tu() {
    let begins = [
        "Di ", "Da ", "Pon ", "Deja ", "Usa ", "Quita ", "Quíta", "Añade", "Elige", "Toma ",
        "Cita ", "Nombra ",
    ];
    let holds = [
        " tú ", " tu ", "habéis", " vayas ", "pudieras", " sabes", " haces ", ", di ", " y di ",
        " o di ",
    ];
    for page in page::all().iter().map(page::Entry::page) {
        let help = page.help.es.as_str();
        let informal = |word: &&str| help.to_lowercase().starts_with(&word.to_lowercase());
        assert!(!begins.iter().any(informal), "{}: {help}", page.rule);
        assert!(
            !holds.iter().any(|word| help.contains(word)),
            "{}: {help}",
            page.rule
        );
    }
}

#[test]
fn help_in_german_speaks_to_nobody_at_all() {
    let begins = ["Sag ", "Beginn", "Schreib ", "Nenn ", "Nimm "];
    let holds = ["Sie ", " du ", " ihr ", " euch ", " Ihre"];
    for page in page::all().iter().map(page::Entry::page) {
        // This one names the forms of address.
        if page.rule == "register-mix" {
            continue;
        }
        let help = page.help.de.as_str();
        let quoted: String = examples("de", help).concat();
        let own = |word: &&str| help.matches(*word).count() > quoted.matches(*word).count();
        assert!(!begins.iter().any(|word| help.starts_with(word)), "{help}");
        assert!(!holds.iter().any(own), "{help}");
    }
}

#[test]
fn help_in_french_has_spaces_that_do_not_break() {
    for page in page::all().iter().map(page::Entry::page) {
        for broken in [" :", " ;", " ?", " !", " %", "« ", " »"] {
            assert!(!page.help.fr.contains(broken), "{}", page.help.fr);
        }
    }
}

#[test]
fn every_example_in_a_help_is_a_good_one_of_its_rule() {
    let mut tried = 0;
    for page in page::all().iter().map(page::Entry::page) {
        for (language, help) in page.help.all() {
            let needed = examples("en", &page.help.en).len();
            assert!(
                examples(language, help).len() >= needed,
                "{language}: {help}"
            );
            for text in examples(language, help) {
                let example = Example {
                    text: Some(text.to_owned()),
                    ..Example::default()
                };
                let found = proof::found(&example, language, &super::cadence).unwrap();
                let is_bad = |f: &Finding| f.rule == page.rule || f.level > Level::Suggestion;
                assert!(!found.iter().any(is_bad), "{language}: {text}: {found:?}");
                tried += 1;
            }
        }
    }
    assert!(tried > 150, "{tried}");
}

/// What a help quotes, between the quotation marks of its language or of a shell.
fn examples<'h>(language: &str, help: &'h str) -> Vec<&'h str> {
    let own = match language {
        "pt" => ('“', '”'),
        "es" | "fr" => ('«', '»'),
        "de" => ('„', '“'),
        _ => ('"', '"'),
    };
    let mut rest = help;
    let mut found = Vec::new();
    while let Some(begin) = rest.find([own.0, '"']) {
        let sign = rest[begin..].chars().next().unwrap();
        let close = if sign == '"' { '"' } else { own.1 };
        rest = &rest[begin + sign.len_utf8()..];
        let end = rest.find(close).unwrap();
        found.push(rest[..end].trim());
        rest = &rest[end + close.len_utf8()..];
    }
    found
}
