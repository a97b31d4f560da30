//! The rules of the house in every language, and what must hold of any text and any names.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use crate::check::finding::{Level, Place};
use crate::check::known::Known;
use crate::check::text::{Draft, Gates, words};
use crate::domain::dictionary::{Dictionary, OwnRule, Pack};
use crate::domain::house::House;
use crate::domain::locale::Locale;
use crate::domain::words::State;

fn own() -> OwnRule {
    OwnRule {
        name: "no-greetings".to_owned(),
        level: "warning".to_owned(),
        locale: None,
        any: vec![
            "dear (customer*|friend*)".to_owned(),
            "Señor..2 mío".to_owned(),
        ],
        unless: vec!["not ..1 dear".to_owned()],
        what: "`{match}` greets".to_owned(),
        why: "nobody waits for a greeting".to_owned(),
        help: "leave it out".to_owned(),
        bad: vec!["Dear customers".to_owned()],
        good: vec!["Hello".to_owned()],
    }
}

fn dictionary() -> Dictionary {
    let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    Dictionary {
        products: list(&["NUBARIA"]),
        vendors: list(&["Quillon"]),
        customers: list(&["Orlavia", "North Quay Foods", "Target"]),
        staff: list(&["Íñigo Sanz"]),
        ticket_prefixes: list(&["OPS"]),
        accept: list(&["any inconvenience"]),
        packs: vec![Pack::Security, Pack::MassMarket],
        rules: vec![own()],
        ..Dictionary::default()
    }
}

fn known(dictionary: &Dictionary) -> Known {
    Known::of(dictionary, &House::default()).unwrap()
}

/// The rules that find something in a text of an open security incident, with their levels.
fn found(text: &str, language: &str, channel: Option<&str>, known: &Known) -> Vec<(String, Level)> {
    let locale: Locale = language.parse().unwrap();
    let found = words(&Draft {
        text,
        locale: Some(&locale),
        state: Some(State::Investigating),
        channel,
        vendors: known.vendors(),
        gates: Gates {
            security: true,
            ..Gates::default()
        },
        known: Some(known),
        ..Draft::default()
    });
    found
        .into_iter()
        .map(|f| (f.rule.into_owned(), f.level))
        .collect()
}

#[test]
fn names_and_rules_of_the_house_hold_in_every_language() {
    let known = known(&dictionary());
    for (language, rule, bad, good) in [
        (
            "pt",
            "blame-third-party",
            "A Quillon caiu e não enviamos mensagens.",
            "A Quillon envia as nossas mensagens.",
        ),
        (
            "fr",
            "blame-third-party",
            "Quillon est en panne.",
            "Nous sommes en contact avec Quillon.",
        ),
        (
            "de",
            "blame-third-party",
            "Quillon ist ausgefallen.",
            "Quillon verschickt unsere Nachrichten.",
        ),
        (
            "fr",
            "leak-name",
            "Orlavia nous a prévenus.",
            "Un client nous a prévenus.",
        ),
        (
            "de",
            "leak-name",
            "North Quay Foods hat es gemeldet.",
            "Ein Kunde hat es gemeldet.",
        ),
        ("fr", "no-greetings", "Dear friends, bonjour.", "Bonjour."),
    ] {
        for (text, expected) in [(bad, true), (good, false)] {
            let rules = found(text, language, None, &known);
            let hit = rules.iter().any(|(name, _)| name == rule);
            assert_eq!(hit, expected, "{language} {rule}: {text}");
        }
    }
}

#[test]
fn a_day_that_moves_is_found_where_it_is_kept_and_nowhere_else() {
    let known = Known::default();
    for (language, text) in [
        ("pt", "Falamos de novo amanhã."),
        ("fr", "Nous reparlons demain."),
        ("de", "Wir melden uns morgen wieder."),
    ] {
        let rules = |channel| found(text, language, Some(channel), &known);
        let expected = ("time-without-zone".to_owned(), Level::Warning);
        assert!(rules("email").contains(&expected), "{text}");
        assert!(!rules("slack").contains(&expected), "{text}");
    }
    assert!(found("Am Morgen fing es an.", "de", Some("email"), &known).is_empty());
    let early = found("Heute Morgen fing es an.", "de", Some("email"), &known);
    assert_eq!(early.len(), 1, "the morning is no second day: {early:?}");
}

#[test]
fn the_house_has_one_form_of_address_for_all_its_messages() {
    use crate::domain::incident::Incident;
    let incident = Incident::from_entries("it-fails", Vec::new());
    let house = House::default();
    let known = Known::default().about(&incident, &house);
    for (language, text, expected) in [
        ("es", "No puedes pagar.", true),
        ("es", "No se puede pagar.", false),
        ("fr", "Tu ne peux pas payer.", true),
        ("de", "Du kannst nicht zahlen.", true),
        ("de", "Sie können nicht zahlen.", false),
        ("pt", "Tu não podes pagar.", true),
        ("pt", "Você não pode pagar.", false),
    ] {
        let rules = found(text, language, None, &known);
        let hit = rules.iter().any(|(rule, _)| rule == "register-mix");
        assert_eq!(hit, expected, "{text}");
    }
}

#[test]
fn a_name_that_is_a_word_is_a_name_only_where_its_capital_says_so() {
    let known = known(&dictionary());
    for (text, expected) in [
        ("We told Target about it.", true),
        ("Our target is noon.", false),
        ("Target times are in UTC.", false),
        (
            "It is on https://orlavia.example/help and status.orlavia.example.",
            false,
        ),
        ("Orlavia's orders are late.", true),
        ("ORLAVIA is affected.", true),
        ("orlavian oil", false),
        ("INIGO SANZ has it.", true),
    ] {
        let rules = found(text, "en", None, &known);
        let hit = rules.iter().any(|(rule, _)| rule == "leak-name");
        assert_eq!(hit, expected, "{text}");
    }
}

#[test]
fn what_is_accepted_is_no_case_of_any_rule() {
    let text = "We are sorry for any inconvenience.";
    let plain = found(text, "en", None, &Known::default());
    assert_eq!(plain[0].0, "cliche-apology");
    assert_eq!(found(text, "en", None, &known(&dictionary())), []);
}

#[test]
fn a_pack_changes_what_is_asked_of_a_text() {
    let text = "You can pay again with your card. ".repeat(4)
        + &"Several customers experience intermittent availability difficulties. ".repeat(7);
    let hard = |packs: &[Pack]| {
        let dictionary = Dictionary {
            packs: packs.to_vec(),
            ..Dictionary::default()
        };
        let found = found(&text, "en", None, &known(&dictionary));
        found.iter().any(|(rule, _)| rule == "hard-to-read")
    };
    assert_eq!(
        [
            hard(&[]),
            hard(&[Pack::MassMarket]),
            hard(&[Pack::Developers])
        ],
        [true, true, false]
    );
    let jargon = |packs: &[Pack]| {
        let dictionary = Dictionary {
            packs: packs.to_vec(),
            ..Dictionary::default()
        };
        found("The database fails.", "en", None, &known(&dictionary)).len()
    };
    assert!(jargon(&[]) > jargon(&[Pack::Developers]));
}

#[test]
fn a_rule_that_cannot_be_one_says_why() {
    let wrong = |change: fn(&mut OwnRule)| {
        let mut rule = own();
        change(&mut rule);
        let rules = vec![rule];
        let dictionary = Dictionary {
            rules,
            ..Dictionary::default()
        };
        Known::of(&dictionary, &House::default())
            .unwrap_err()
            .to_string()
    };
    for (error, expected) in [
        (
            wrong(|r| "shouting".clone_into(&mut r.name)),
            "the rule `shouting` has the name of a built-in rule; choose another",
        ),
        (
            wrong(|r| r.bad.clear()),
            "the rule `no-greetings` has no example in `bad`; give at least one",
        ),
        (
            wrong(|r| r.any = vec!["(a|b".to_owned()]),
            "the rule `no-greetings` has the phrase `(a|b`, which leaves a bracket open",
        ),
        (
            wrong(|r| r.any = vec!["()".to_owned()]),
            "the rule `no-greetings` has the phrase `()`, which could be no word at all",
        ),
        (
            wrong(|r| r.any = vec!["a ..99999999999 b".to_owned()]),
            "the rule `no-greetings` has the phrase `a ..99999999999 b`, which has a gap without a number of words: `..1` to `..20`",
        ),
        (
            wrong(|r| "grave".clone_into(&mut r.level)),
            "the rule `no-greetings` has a wrong `level`: `grave` is not a level; use `suggestion`, `warning` or `error`",
        ),
        (
            wrong(|r| r.why.clear()),
            "the rule `no-greetings` needs one line in `why`",
        ),
    ] {
        assert_eq!(error, expected);
    }
    let twice = Dictionary {
        rules: vec![own(), own()],
        ..Dictionary::default()
    };
    let error = Known::of(&twice, &House::default())
        .unwrap_err()
        .to_string();
    assert_eq!(error, "the rule `no-greetings` stands there twice");
}

fn texts() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "Orlavia",
        "'s ",
        "North Quay ",
        "Foods",
        "ÍÑIGO ",
        "Sanz",
        "any inconvenience",
        " any ",
        "03/04/2026",
        "12/",
        "/1",
        "10.30 h",
        "10h30",
        "99999999999999999999",
        "1.200,5 %",
        " 45 minutes",
        "Sie ",
        "Ihnen",
        "tu ",
        "vous ",
        "«",
        "»",
        "\"",
        "— ",
        "á",
        "e\u{301}",
        "🔥",
        "\u{a0}",
        "\n\n",
        ". ",
        "Dear ",
        "customers ",
        "@",
        "NUBARIA ",
        "Quillon ",
        "caused by ",
        "OPS-12",
        "ß",
        "ﬁ",
        "́",
    ]);
    prop_oneof![
        any::<String>(),
        prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat()),
    ]
}

proptest! {
    #[test]
    fn any_text_and_any_names_are_read_and_places_are_places_of_it(
        text in texts(), name in ".{1,12}", language in 0..6_usize, channel in 0..5_usize,
    ) {
        let mut dictionary = dictionary();
        dictionary.customers.push(name.clone());
        dictionary.accept.push(name);
        let known = known(&dictionary);
        let locale = ["en", "es", "pt", "fr", "de"].get(language).map(|tag| tag.parse::<Locale>().unwrap());
        let found = words(&Draft {
            text: &text,
            locale: locale.as_ref(),
            channel: ["sms", "email", "support", "banner"].get(channel).copied(),
            vendors: known.vendors(),
            known: Some(&known),
            ..Draft::default()
        });
        for finding in found {
            let Place::Text { span, .. } = finding.place else { panic!("no place") };
            prop_assert!(text.get(span.clone()).is_some_and(|said| !said.is_empty()), "{} {span:?}", finding.rule);
        }
    }

    #[test]
    fn any_phrase_is_read_or_refused(source in ".{0,80}", odd in "[a-c(|)?.*0-9 ^$#_]{0,60}") {
        for source in [source, odd] {
            let rule = OwnRule { any: vec![source], ..own() };
            let dictionary = Dictionary { rules: vec![rule], ..Dictionary::default() };
            if let Ok(known) = Known::of(&dictionary, &House::default()) {
                found("a b c dear customer (a) 12 aa.b", "en", None, &known);
            }
        }
    }
}

#[test]
fn a_very_long_line_is_read_in_the_time_of_its_length_with_every_name_known() {
    let known = known(&dictionary());
    for piece in [
        "North Quay ",
        "any ",
        "10:30 12% ",
        "03/04/",
        "á “",
        "we believe that ",
        "dear ",
        "caused by Quillon ",
        "Sie ",
        "change ",
        "a",
        "1.200,",
        "OPS-12 ",
    ] {
        let text = piece.repeat(250_000 / piece.len());
        let language = if piece == "Sie " { "de" } else { "en" };
        let began = Instant::now();
        let found = found(&text, language, Some("sms"), &known);
        assert!(found.len() < 1_000, "{piece:?}: {} findings", found.len());
        let took = began.elapsed();
        assert!(took < Duration::from_secs(10), "{piece:?} took {took:?}");
    }
}
