//! The built-in voices and shapes as data: alike in every language, words here and markup there.

use minijinja::Environment;

use crate::domain::locale::Locale;
use crate::render::templates::{Kind, Templates};
use crate::render::voice::Voice;
use crate::text::measure::sms;

fn voice(tag: &str) -> Voice {
    let (_, text) = Templates::embedded().source(Kind::Voice, tag).unwrap();
    Voice::parsed_for_tests(tag, &text)
}

fn variables(template: &str) -> Vec<String> {
    let engine = Environment::new();
    let template = engine.template_from_str(template).unwrap();
    let mut names: Vec<_> = template.undeclared_variables(true).into_iter().collect();
    names.sort();
    names
}

/// What stands outside `{{ }}` and `{% %}`.
fn literal(template: &str) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some(start) = rest.find('{') {
        text.push_str(&rest[..start]);
        let end = rest[start..]
            .find("}}")
            .or_else(|| rest[start..].find("%}"));
        rest = &rest[start + end.unwrap_or(0) + 2..];
    }
    text + rest
}

#[test]
fn voices_say_the_same_sentences_about_the_same_facts() {
    let english = voice("en");
    let keys = |voice: &Voice| -> Vec<String> {
        let keys = voice
            .keys()
            .filter(|k| !k.starts_with("zones.") && !k.starts_with("languages."));
        keys.map(str::to_owned).collect()
    };
    for (tag, _) in Kind::Voice.built_in() {
        let other = voice(tag);
        assert_eq!(keys(&english), keys(&other), "{tag}");
        for ((key, ours, _), (_, theirs, informal)) in english
            .sentences()
            .filter(|(key, ..)| !key.starts_with("zones."))
            .zip(
                other
                    .sentences()
                    .filter(|(key, ..)| !key.starts_with("zones.")),
            )
        {
            assert_eq!(variables(ours), variables(theirs), "{tag}: {key}");
            if let Some(informal) = informal {
                assert_eq!(variables(ours), variables(informal), "{tag}: {key}");
                assert_ne!(theirs, informal, "{tag}: {key} needs no second form");
            }
        }
    }
}

#[test]
fn the_environment_is_answered_in_every_language_that_has_a_voice() {
    let voices = Kind::Voice.built_in().iter().map(|(tag, _)| *tag);
    assert_eq!(voices.collect::<Vec<_>>(), Locale::SPOKEN);
}

#[test]
fn formal_and_informal_spanish_do_not_mix() {
    let words = |text: &str| -> Vec<String> {
        let words = text.split(|c: char| !c.is_alphabetic());
        words.map(str::to_lowercase).collect()
    };
    for (key, formal, informal) in voice("es")
        .sentences()
        .map(|(k, f, i)| (k.to_owned(), f.to_owned(), i.map(str::to_owned)))
    {
        for word in [
            "tú",
            "tu",
            "tus",
            "te",
            "ti",
            "puedes",
            "debes",
            "necesitas",
            "ves",
        ] {
            assert!(
                !words(&formal).contains(&word.to_owned()),
                "{key}: {formal}"
            );
        }
        for word in ["usted", "su", "sus", "le", "debe", "puede"] {
            // «puede no estar al día» speaks of data, not of the reader.
            let text = informal
                .clone()
                .unwrap_or_default()
                .replace("puede no estar", "");
            assert!(!words(&text).contains(&word.to_owned()), "{key}: {text}");
        }
    }
}

#[test]
fn brief_spanish_stays_inside_the_cheap_alphabet() {
    let spanish = voice("es");
    for (key, text, _) in spanish.sentences().filter(|(key, ..)| {
        let brief = format!("{key}_brief");
        key.ends_with("_brief")
            || [
                "turn.",
                "step.",
                "matter.",
                "title.",
                "alarm.",
                "next_short.",
            ]
            .iter()
            .any(|p| key.starts_with(p) && !spanish.keys().any(|known| known == brief))
    }) {
        // A text message has straight quotation marks, whatever the sentence has.
        let sent = sms::straightened(&literal(text));
        let outside = sms::outside_gsm7(&sent);
        assert!(
            outside.is_empty() || key.ends_with("_spoken") || key.ends_with("_recorded"),
            "{key}: {outside:?}"
        );
    }
}

#[test]
fn no_sentence_holds_markup_and_no_shape_holds_words() {
    for (tag, _) in Kind::Voice.built_in() {
        for (key, formal, informal) in voice(tag)
            .sentences()
            .filter(|(k, ..)| !k.starts_with("zones."))
        {
            for text in [Some(formal), informal].into_iter().flatten() {
                let marked = literal(text).contains(['*', '_', '`', '<', '>', '#', '|', '~', '\n']);
                assert!(!marked, "{key}: {text}");
            }
        }
    }
    for (channel, _) in Kind::Shape.built_in() {
        let shape = Templates::embedded().shape(channel).unwrap();
        for layout in [Some(&shape.body), shape.subject.as_ref()]
            .into_iter()
            .flatten()
        {
            let words = literal(&layout.text).chars().any(char::is_alphabetic);
            assert!(!words, "{channel}: {}", layout.text);
        }
    }
}

#[test]
fn every_part_that_a_shape_names_exists_and_what_it_drops_it_has() {
    let english = voice("en");
    let known = english.parts();
    for (channel, _) in Kind::Shape.built_in() {
        let shape = Templates::embedded().shape(channel).unwrap();
        for part in &shape.parts {
            assert!(known.contains(&&**part), "{channel}: {part}");
        }
        let twice = shape
            .parts
            .iter()
            .enumerate()
            .find(|(i, p)| shape.parts[..*i].contains(p));
        assert_eq!(twice, None, "{channel}");
        for part in shape.drop.iter().chain(&shape.minor_drops) {
            let has = shape.parts.contains(part) || shape.instead.iter().any(|(_, p)| p == part);
            assert!(has, "{channel} drops {part}");
        }
    }
}

#[test]
fn no_spanish_zone_makes_a_text_message_dearer() {
    let spanish = voice("es");
    for (key, label, _) in spanish
        .sentences()
        .filter(|(key, ..)| key.starts_with("zones."))
    {
        assert!(sms::outside_gsm7(label).is_empty(), "{key}: {label}");
    }
}

#[test]
fn every_format_names_what_it_needs_alike() {
    let names = |text: &str| {
        let mut names: Vec<_> = text
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(name, _)| name.to_owned())
            // The words before a day, which some languages join with the one before them.
            .filter(|name| !matches!(name.as_str(), "on" | "until"))
            .collect();
        names.sort();
        names
    };
    for key in [
        "time.day",
        "time.day_with_year",
        "moment.plain",
        "moment.at",
        "moment.by",
        "moment.from",
        "moment.span",
        "moment.span_days",
        "time.utc",
        "list.pair",
        "list.more",
        "foreign.text",
    ] {
        let english = voice("en");
        for (tag, _) in Kind::Voice.built_in() {
            assert_eq!(
                names(english.word(key).unwrap()),
                names(voice(tag).word(key).unwrap()),
                "{tag}: {key}"
            );
        }
    }
}
