//! Every page is its own test.

mod faults;
mod help;
mod seeded;

use chrono::TimeDelta;

use proptest::strategy::Strategy as _;

use super::known::Known;
use super::page::{self, Example};
use super::proof;
use super::text::{Draft, words};
use crate::domain::words::{Severity, State};

/// The usual cadence.
fn cadence(severity: Severity, state: State) -> TimeDelta {
    TimeDelta::minutes(match (state, severity) {
        (State::Monitoring | State::Verifying, _) => 120,
        (_, Severity::Minor) => 60,
        _ => 30,
    })
}

#[test]
fn every_page_reads_and_is_complete() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check/pages");
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<String> = files
        .map(|file| file.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    let mut rules: Vec<String> = page::all().iter().map(|e| e.rule.to_owned()).collect();
    files.sort();
    rules.sort();
    assert_eq!(files, rules, "every page is embedded");
    for entry in page::all() {
        let page = entry.page();
        assert_eq!(page.rule, entry.rule, "`{}` does not read", entry.rule);
        assert!(
            page.level.parse::<super::finding::Level>().is_ok(),
            "{}: {}",
            page.rule,
            page.level
        );
        for ((language, bad), (_, good)) in page.bad.all().into_iter().zip(page.good.all()) {
            // English has one form of address, and some rules know two languages only.
            // What was let be in vain is no matter of texts and facts.
            let optional = ["register-mix", "unused-waiver"].contains(&entry.rule)
                || !["en", "es"].contains(&language);
            let spoken = !(optional && bad.is_empty() && good.is_empty());
            assert!(
                !spoken || (bad.len() >= 3 && good.len() >= 3),
                "{}: at least three examples in {language}",
                page.rule
            );
        }
        let help = page.help.all().map(|(_, help)| help);
        for line in [&page.why, &page.what].into_iter().chain(help) {
            assert!(!line.is_empty() && !line.contains('\n'), "{}", page.rule);
        }
    }
}

#[test]
fn every_example_of_a_page_is_found_or_left_alone_as_the_page_says() {
    let proof = proof::run(&Known::default(), &cadence);
    assert!(proof.broken.is_empty(), "{:#?}", proof.broken);
    assert!(proof.rules > 45 && proof.examples > 500, "{proof:?}");
}

#[test]
fn a_text_that_says_nothing_of_its_language_is_read_all_the_same() {
    let mut missed = Vec::new();
    let mut tried = 0;
    for page in page::all().iter().map(page::Entry::page) {
        for (_, bad, example) in proof::examples(page) {
            let plain = Example {
                text: example.text.clone(),
                ..Example::default()
            };
            let (Some(text), true) = (
                &example.text,
                format!("{example:?}") == format!("{plain:?}"),
            ) else {
                continue;
            };
            let draft = Draft {
                text,
                alone: true,
                ..Draft::default()
            };
            let found = words(&draft).iter().any(|f| f.rule == page.rule);
            // What is good in its language is bad in no other.
            assert!(bad || !found, "{}: {text}", page.rule);
            tried += usize::from(bad);
            if bad && !found {
                missed.push(text);
            }
        }
    }
    assert!(
        tried > 300 && missed.len() * 50 <= tried,
        "{missed:?} of {tried}"
    );
}

proptest::proptest! {
    #[test]
    fn no_fact_is_too_odd(texts in proptest::collection::vec(odd(), 8), now in 0u8..24) {
        let keys = ["impact", "scope", "action", "outcome"];
        let entries = ["10:00", "10:30"].iter().zip(texts.chunks(4)).map(|(at, texts)| {
            // The next text is the translation of each.
            let translated = |place: usize| -> toml::Table {
                let mut table = toml::Table::new();
                table.insert("en".to_owned(), texts[place].clone().into());
                table.insert("es".to_owned(), texts[(place + 1) % 4].clone().into());
                table
            };
            let mut entry: toml::Table = keys
                .iter()
                .enumerate()
                .map(|(place, key)| ((*key).to_owned(), translated(place).into()))
                .collect();
            for (key, value) in [("at", *at), ("started", "09:10"), ("ended", "09:52")] {
                entry.insert(key.to_owned(), value.into());
            }
            entry
        });
        let example = Example {
            entries: entries.collect(),
            now: Some(format!("{now:02}:00")),
            ..Example::default()
        };
        let found = proof::found(&example, "en", &cadence).unwrap();
        proptest::prop_assert!(found.iter().all(|finding| !finding.why.is_empty()));
        let text = Some(texts.concat());
        proof::found(&Example { text, ..example }, "en", &cadence).unwrap();
    }
}

/// Texts of any kind, and texts of numbers.
fn odd() -> impl proptest::strategy::Strategy<Value = String> {
    let pieces = proptest::sample::select(vec![
        "lasted ",
        "duró ",
        "999999999 ",
        "days ",
        "10:30",
        "25:61",
        " UTC ",
        "12,4 %",
        "1.200 ",
        "shops ",
        " 15h",
        "40 shops. ",
        "400 shops. ",
        "12.4.2026",
        "3 ",
        "pm ",
    ]);
    proptest::prop_oneof![
        "(?s).{0,40}",
        proptest::collection::vec(pieces, 0..300).prop_map(|pieces| pieces.concat()),
    ]
}
