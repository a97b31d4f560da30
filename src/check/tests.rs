//! Every page is its own test.

mod seeded;

use chrono::TimeDelta;

use super::known::Known;
use super::page::{self, Example};
use super::proof;
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
        for list in [&page.bad.en, &page.bad.es, &page.good.en, &page.good.es] {
            // Only Spanish has forms of address to mix.
            let spoken = !list.is_empty() || page.rule != "register-mix";
            assert!(
                !spoken || list.len() >= 3,
                "{}: at least three examples",
                page.rule
            );
        }
        for line in [&page.why, &page.what, &page.help.en, &page.help.es] {
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

proptest::proptest! {
    #[test]
    fn no_fact_is_too_odd(texts in proptest::collection::vec("(?s).{0,40}", 8), now in 0u8..24) {
        let keys = ["impact", "scope", "action", "title"];
        let entries = ["10:00", "10:30"].iter().zip(texts.chunks(4)).map(|(at, texts)| {
            let mut entry: toml::Table = keys
                .iter()
                .zip(texts)
                .map(|(key, text)| ((*key).to_owned(), text.clone().into()))
                .collect();
            entry.insert("at".to_owned(), (*at).into());
            entry
        });
        let example = Example {
            entries: entries.collect(),
            now: Some(format!("{now:02}:00")),
            ..Example::default()
        };
        let found = proof::found(&example, "en", &cadence).unwrap();
        proptest::prop_assert!(found.iter().all(|finding| !finding.why.is_empty()));
    }
}
