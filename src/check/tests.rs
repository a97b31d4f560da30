//! Every page is its own test.

mod faults;
mod scene;
mod seeded;

use super::facts::facts;
use super::finding::Finding;
use super::history::history;
use super::page::{self, ByLanguage, Example, Page};
use super::text::{Draft, Gates, words};
use crate::domain::locale::Locale;

/// An example with the language it is written in and whether the rule must find something.
fn examples(page: &Page) -> Vec<(&'static str, bool, &Example)> {
    fn of(list: &ByLanguage<Vec<Example>>) -> impl Iterator<Item = (&'static str, &Example)> {
        let all = list.all().into_iter();
        all.flat_map(|(language, list)| list.iter().map(move |e| (language, e)))
    }
    let bad = of(&page.bad).map(|(l, e)| (l, true, e));
    bad.chain(of(&page.good).map(|(l, e)| (l, false, e)))
        .collect()
}

/// What the facts of an example allow its text to say.
pub(super) fn gates(example: &Example) -> Gates {
    let fact = |key: &str| example.facts.get(key).and_then(toml::Value::as_bool) == Some(true);
    Gates {
        planned: fact("planned"),
        security: fact("security"),
        estimate_confirmed: fact("estimate_confirmed"),
        data_confirmed: fact("data_confirmed"),
        offer_confirmed: fact("offer_confirmed"),
        severity: None,
    }
}

/// What is found in the text of an example.
fn found(example: &Example, language: &str) -> Vec<Finding> {
    let locale: Locale = language.parse().unwrap();
    let text = example.text.as_deref().unwrap();
    words(&Draft {
        text,
        locale: Some(&locale),
        state: example.state.as_deref().map(|s| s.parse().unwrap()),
        channel: example.channel.as_deref(),
        audience: example.audience.as_deref().map(|a| a.parse().unwrap()),
        alone: true,
        vendors: &[],
        gates: gates(example),
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
            let optional = page.rule == "register-mix" || !["en", "es"].contains(&language);
            let spoken = !(optional && bad.is_empty() && good.is_empty());
            assert!(
                !spoken || (bad.len() >= 3 && good.len() >= 3),
                "{}: at least three examples in {language}",
                page.rule
            );
        }
        for line in [&page.why, &page.what, &page.help.en, &page.help.es] {
            assert!(!line.is_empty() && !line.contains('\n'), "{}", page.rule);
        }
    }
}

#[test]
fn every_example_text_of_a_page_is_found_or_left_alone_as_the_page_says() {
    for entry in page::all() {
        for (language, bad, example) in examples(entry.page()) {
            if example.text.is_none() {
                continue;
            }
            let found = found(example, language);
            let hit = found.iter().any(|f| f.rule == entry.rule);
            assert_eq!(hit, bad, "{}: {:?}", entry.rule, example.text);
        }
    }
}

/// What is found in the facts or the entries of an example.
fn found_in_facts(example: &Example, language: &str) -> Option<Vec<Finding>> {
    let incident = scene::incident(example, language)?;
    let newest = incident.newest_at().unwrap();
    let now = example.now.as_deref().map_or(newest, scene::clock);
    let mut found = facts(&incident, &scene::cadence);
    let entries = history(&incident, &scene::cadence, now);
    found.extend(entries.into_iter().map(|(_, finding)| finding));
    Some(found)
}

#[test]
fn every_example_of_facts_and_entries_is_found_or_left_alone_as_the_page_says() {
    let mut wrong = Vec::new();
    for entry in page::all() {
        for (language, bad, example) in examples(entry.page()) {
            let Some(found) = found_in_facts(example, language) else {
                continue;
            };
            if found.iter().any(|f| f.rule == entry.rule) != bad {
                wrong.push((entry.rule, language, bad, example.clone()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
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
        let found = found_in_facts(&example, "en").unwrap();
        proptest::prop_assert!(found.iter().all(|finding| !finding.why.is_empty()));
    }
}
