//! The examples of every page in every way they are typed, and what must hold of any text.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::language::Language;
use super::lexicon::Lexicon;
use super::rule::RULES;
use crate::check::finding::{Finding, Place};
use crate::check::page::{self, Example};
use crate::check::proof;
use crate::check::text::{Draft, words};
use crate::domain::locale::Locale;

fn found(example: &Example, text: &str, locale: Option<&Locale>) -> Vec<Finding> {
    let language = locale.map_or("en", Locale::as_str);
    proof::in_text(example, text, language).unwrap()
}

fn locale(tag: &str) -> Locale {
    tag.parse().unwrap()
}

/// Every rule of this module with its examples: the language, whether it must be found, the text.
fn examples() -> Vec<(&'static str, &'static str, bool, &'static Example)> {
    let mut all = Vec::new();
    for entry in page::all() {
        let page = entry.page();
        if page.layer == "history" {
            continue;
        }
        for (bad, lists) in [(true, &page.bad), (false, &page.good)] {
            for (language, list) in lists.all() {
                all.extend(list.iter().map(|e| (entry.rule, language, bad, e)));
            }
        }
    }
    assert!(all.len() > 300, "the pages were not found");
    all
}

fn unaccented(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization as _;
    let marks = '\u{300}'..='\u{36f}';
    text.nfd().filter(|c| !marks.contains(c)).collect()
}

/// A text as it is typed where the keyboard has no letters for it.
fn transcribed(text: &str) -> String {
    let letter = |c: char| match c {
        'ä' => "ae".to_owned(),
        'ö' => "oe".to_owned(),
        'ü' => "ue".to_owned(),
        'Ä' => "Ae".to_owned(),
        'Ö' => "Oe".to_owned(),
        'Ü' => "Ue".to_owned(),
        'ß' => "ss".to_owned(),
        c => c.to_string(),
    };
    text.chars().map(letter).collect()
}

/// Straight quotes as a word processor turns them.
fn typographic(text: &str) -> String {
    let mut open = false;
    let turned = text.chars().map(|c| match c {
        '\'' => '’',
        '"' => {
            open = !open;
            if open { '“' } else { '”' }
        }
        c => c,
    });
    turned.collect()
}

#[test]
fn every_example_holds_however_it_is_typed() {
    // Capitals change what these rules are about.
    let by_capitals = [
        "shouting",
        "placeholder-left",
        "leak-code",
        "leak-ticket-id",
        "leak-secret",
        "leak-name",
        // `Sie` is the reader and `sie` are others.
        "register-mix",
    ];
    let mut wrong = Vec::new();
    for (rule, language, bad, example) in examples() {
        let Some(text) = example.text.as_deref() else {
            continue;
        };
        let mut variants = vec![
            text.to_owned(),
            text.replace(' ', "\u{a0}"),
            typographic(text),
            unaccented(text),
            format!("{text}\n"),
        ];
        if language == "de" {
            variants.push(transcribed(text));
        }
        if !by_capitals.contains(&rule) {
            variants.push(text.to_uppercase());
        }
        if rule == "sms-encoding" {
            // How it is typed is what this rule is about.
            variants = vec![text.to_owned()];
        }
        for variant in variants {
            let hit = found(example, &variant, Some(&locale(language)));
            if hit.iter().any(|f| f.rule == rule) != bad {
                wrong.push(format!("{rule}, must be found: {bad}: {variant:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_finding_says_what_it_found_and_helps_in_english() {
    for (rule, language, bad, example) in examples() {
        let (true, Some(text)) = (bad, example.text.as_deref()) else {
            continue;
        };
        for finding in found(example, text, Some(&locale(language))) {
            let Place::Text { span, .. } = &finding.place else {
                panic!("{rule}: a text has a place");
            };
            assert!(!text[span.clone()].is_empty(), "{rule}: {text}");
            assert!(!finding.what.contains("{match}") && !finding.what.is_empty());
            assert!(!finding.why.is_empty(), "{}", finding.rule);
            // What a text from elsewhere does not promise is written, not set.
            let helps = match &*finding.rule {
                "next-update-missing" => "vague-eta",
                rule => rule,
            };
            let page = page::of(helps).unwrap();
            assert_eq!(finding.help, page.help(None));
        }
    }
}

#[test]
fn a_text_without_a_locale_is_read_in_its_own_language_and_other_languages_only_for_signs() {
    let draft = |text, locale| {
        let rules = words(&Draft {
            text,
            locale,
            state: None,
            channel: None,
            audience: None,
            alone: true,
            vendors: &[],
            ..Draft::default()
        });
        rules
            .into_iter()
            .map(|f| (f.rule, f.help))
            .collect::<Vec<_>>()
    };
    let spanish = draft(
        "Lamentamos las molestias que esto os ha podido causar.",
        None,
    );
    assert_eq!(spanish[0].0, "cliche-apology");
    assert_eq!(spanish[0].1, page::of("cliche-apology").unwrap().help.en);
    assert_eq!(
        draft("Sorry for the inconvenience, we are on it.", None)[0].0,
        "cliche-apology"
    );
    let italian = locale("it");
    let found = draft(
        "Torniamo presto. Sorry for any inconvenience, fino alle {{ ora }}!",
        Some(&italian),
    );
    let rules: Vec<_> = found.iter().map(|(rule, _)| &**rule).collect();
    assert_eq!(rules, ["placeholder-left", "shouting"]);
}

#[test]
fn what_the_reader_sees_on_the_screen_is_not_what_the_writer_says() {
    let english = locale("en");
    for text in [
        "You see “Oops, something went wrong”.",
        "The page says \"Sorry for any inconvenience\".",
    ] {
        assert_eq!(
            found(&Example::default(), text, Some(&english)),
            [],
            "{text}"
        );
    }
}

#[test]
fn the_team_may_read_what_customers_may_not() {
    let example = Example {
        audience: Some("team".to_owned()),
        ..Example::default()
    };
    let text = "db-prod-03 failed over; see OPS-4821, 10.24.3.17 and /var/log/app.log.";
    assert_eq!(found(&example, text, Some(&locale("en"))), []);
}

/// What stands in the lexicons and is none of the rules that look for phrases.
const OTHERS: [&str; 8] = [
    "bare",
    "resolved-not-clear",
    "register",
    "next-update-missing",
    "workaround-unstated",
    "watching",
    "why-before-do",
    "advice",
];

#[test]
fn every_name_in_the_lexicons_is_that_of_a_rule() {
    for language in Language::ALL {
        for (name, _) in Lexicon::of(language).sections() {
            let name = str::from_utf8(name).unwrap();
            let used = RULES.iter().any(|rule| rule.part == name);
            assert!(used || OTHERS.contains(&name), "{name}");
        }
    }
    for rule in RULES {
        let same = RULES.iter().filter(|other| other.part == rule.part);
        assert_eq!(same.count(), 1, "{} stands twice", rule.part);
        assert!(page::of(rule.name).is_some(), "{} has a page", rule.name);
    }
}

/// Texts of every kind, and texts made of what rules look for.
fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "sorry for any inconvenience ",
        "due to an upstream provider",
        "¡Ups! ",
        "{{",
        "}}",
        "\"",
        "“",
        "12:30",
        " p. m.",
        "no volverá a ocurrir",
        "10.0.0.1",
        "a@b.co",
        "🔥",
        "e\u{301}",
        "\u{a0}",
        "\n",
        ". ",
        "SELECT ",
        " FROM ",
        "https://",
        "+34 600 000 000",
        "será resuelto en 5 minutos",
        "[insert",
        "]",
        "'",
        "%",
        "TODO:",
        "ñ",
        "OPS-12",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat()),
    ]
}

proptest! {
    #[test]
    fn any_text_is_read_and_places_are_places_of_it(text in texts(), language in 0..4_usize, state in 0..9_usize) {
        use crate::domain::words::State;
        let locale = ["en", "es", "de"].get(language).map(|tag| locale(tag));
        let found = words(&Draft {
            text: &text,
            locale: locale.as_ref(),
            state: State::ALL.get(state).copied(),
            channel: None,
            audience: None,
            alone: true,
            ..Draft::default()
        });
        for finding in found {
            let Place::Text { span, .. } = finding.place else { panic!("no place") };
            prop_assert!(text.get(span.clone()).is_some_and(|said| !said.is_empty()), "{} {span:?}", finding.rule);
        }
    }
}

#[test]
fn a_line_of_a_megabyte_is_read_in_the_time_of_its_length() {
    for piece in [
        "sorry if ",
        "a",
        "due to ",
        "{{ [insert ",
        "SELECT +1 :fire ",
        "will be back in ",
        "\" e\u{301} ",
        "maintenance will 10:30 ",
        "🔥 algunos clientes ",
        "it is not our mistake, sorry for ",
    ] {
        let text = piece.repeat(1_000_000 / piece.len());
        let began = Instant::now();
        let example = Example {
            state: Some("resolved".to_owned()),
            ..Example::default()
        };
        let found = found(&example, &text, Some(&locale("en")));
        assert!(found.len() < 1_000, "{piece:?}: {} findings", found.len());
        assert!(
            // A debug build on a busy machine is slow; what is not linear takes minutes.
            began.elapsed() < Duration::from_secs(30),
            "{piece:?} took {:?}",
            began.elapsed()
        );
    }
}

#[test]
fn every_phrase_of_a_language_has_examples_on_its_page() {
    for language in Language::ALL {
        for (name, _) in Lexicon::of(language).sections() {
            let name = str::from_utf8(name).unwrap();
            let rule = match name {
                "bare" => "generic-problem",
                "register" => "register-mix",
                "advice" => "why-before-do",
                "watching" => "state-word-mismatch",
                name => name.split(' ').next().unwrap(),
            };
            let page = page::of(rule).unwrap_or_else(|| panic!("{rule} has no page"));
            for kept in [&page.bad, &page.good] {
                let mut kept = kept.all().into_iter();
                let (_, examples) = kept.find(|(tag, _)| *tag == language.tag()).unwrap();
                assert!(!examples.is_empty(), "{rule}: {}", language.tag());
            }
            let mut help = page.help.all().into_iter();
            let (_, help) = help.find(|(tag, _)| *tag == language.tag()).unwrap();
            assert!(!help.is_empty(), "{rule}: help in {}", language.tag());
        }
    }
}

#[test]
fn languages_without_rules_are_left_alone() {
    assert_eq!(Language::of(&locale("it")), None);
    assert_eq!(Language::of(&locale("es-MX")), Some(Language::Spanish));
}
