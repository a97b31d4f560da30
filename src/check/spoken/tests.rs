use chrono::TimeDelta;

use super::*;
use crate::check::{page, proof};
use crate::domain::words::{Severity, State};

/// The file of each language, as translators have it.
const FILES: [(&str, &str); 4] = [
    ("es", include_str!("es.txt")),
    ("pt", include_str!("pt.txt")),
    ("fr", include_str!("fr.txt")),
    ("de", include_str!("de.txt")),
];

fn pairs(file: &str) -> impl Iterator<Item = (&str, &str)> {
    file.lines().map(|line| line.split_once(" => ").unwrap())
}

fn locale(tag: &str) -> Locale {
    tag.parse().unwrap()
}

#[test]
fn every_language_has_the_same_sentences_in_the_same_order() {
    let english: Vec<&str> = pairs(FILES[0].1).map(|(english, _)| english).collect();
    assert_eq!(ENGLISH.text().lines().collect::<Vec<_>>(), english);
    for ((tag, file), (packed, told)) in FILES.iter().zip(&TOLD) {
        assert_eq!(tag, packed);
        assert!(pairs(file).map(|(english, _)| english).eq(english.clone()));
        assert!(pairs(file).map(|(_, own)| own).eq(told.text().lines()));
    }
}

#[test]
fn no_sentence_is_left_in_english_and_none_loses_a_hole_or_a_flag() {
    let flags = |sentence: &str| {
        let words = sentence.split([' ', '`']);
        let flags = words.filter(|word| word.starts_with("--") || *word == "vocero");
        let mut flags: Vec<String> = flags.map(str::to_owned).collect();
        flags.sort();
        flags
    };
    for (tag, file) in FILES {
        for (english, own) in pairs(file) {
            // Minutes are the same word in English and in French.
            let is_sentence = english.contains(' ');
            assert!(!own.is_empty(), "{tag}: {english}");
            assert!(!is_sentence || own != english, "{tag}: {english}");
            let counts = [english, own].map(|s| (s.matches("{}").count(), flags(s)));
            assert_eq!(counts[0], counts[1], "{tag}: {english}");
        }
    }
}

#[test]
fn french_signs_stand_behind_spaces_that_do_not_break() {
    for (_, own) in pairs(FILES[2].1) {
        for broken in [" :", " ;", " ?", " !", " %", "« ", " »"] {
            assert!(!own.contains(broken), "{own}");
        }
    }
}

#[test]
fn what_any_rule_finds_in_its_examples_can_be_said_in_every_language() {
    let cadence = |_: Severity, _: State| TimeDelta::minutes(30);
    let mut said: Vec<String> = Vec::new();
    for page in page::all().iter().map(page::Entry::page) {
        for (language, _, example) in proof::examples(page) {
            for finding in proof::found(example, language, &cadence).unwrap() {
                let told_by_page = page::all()
                    .iter()
                    .any(|entry| entry.page().help.en == finding.help);
                said.extend((!told_by_page).then_some(finding.help));
                said.push(finding.what);
            }
        }
    }
    said.sort();
    said.dedup();
    for (tag, _) in FILES {
        let reader = locale(tag);
        let untold = said
            .iter()
            .filter(|what| translated(what, Some(&reader)).is_none());
        assert_eq!(untold.collect::<Vec<_>>(), [""; 0], "{tag}");
    }
}

#[test]
fn durations_are_told_in_the_language_of_the_reader() {
    let what = "the next update is 2 hours and 1 minute away; the cadence is 3 days";
    for (tag, told) in [
        (
            "es-MX",
            "faltan 2 horas y 1 minuto para el próximo aviso; la cadencia es de 3 días",
        ),
        (
            "pt-BR",
            "o próximo aviso só vem daqui a 2 horas e 1 minuto; a cadência é de 3 dias",
        ),
        (
            "fr",
            "le prochain message ne vient que dans 2 heures et 1 minute\u{202f}; \
             la cadence est de 3 jours",
        ),
        (
            "de",
            "bis zur nächsten Meldung dauert es 2 Stunden und 1 Minute; üblicher Abstand: 3 Tage",
        ),
        ("it", what),
        ("en", what),
    ] {
        assert_eq!(spoken(what, Some(&locale(tag))), told);
    }
}

#[test]
fn what_is_quoted_and_what_nobody_knows_stays_as_it_stands() {
    let german = locale("de");
    let told = |what: &str| spoken(what, Some(&german));
    assert_eq!(
        told("it affects 3 shops and more now, after 2 hour shops, and no word says that it grew"),
        "betroffen sind jetzt 3 shops and more, vorher 2 hour shops, \
         und kein Wort sagt, dass es mehr geworden ist"
    );
    assert_eq!(told("`day and hour` shouts"), "`day and hour` schreit");
    assert_eq!(told("what nobody knows"), "what nobody knows");
}
