//! The French voice: its times, its spaces and its two forms of address.

use super::scene::*;
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::house::House;
use crate::domain::words::{Address, State};
use crate::render::moment::Calendar;
use crate::render::shape::Manner;
use crate::render::templates::{Kind, Templates};
use crate::render::voice::Voice;
use crate::text::measure::sms;

const NO_BREAK: char = '\u{a0}';
const NARROW: char = '\u{202f}';

fn french() -> Voice {
    let (_, text) = Templates::embedded().source(Kind::Voice, "fr").unwrap();
    Voice::parsed_for_tests("fr", &text)
}

/// Every sentence, word and format in each of its forms.
fn sentences() -> Vec<(String, String)> {
    let voice = french();
    let forms = voice.sentences().flat_map(|(key, formal, informal)| {
        let forms = [Some(formal), informal].into_iter().flatten();
        forms.map(|text| (key.to_owned(), text.to_owned()))
    });
    forms.collect()
}

fn told(zone: &str, manner: Manner, say: impl Fn(&Calendar<'_>) -> String) -> String {
    let voice = Templates::embedded().voice(&locale("fr")).unwrap();
    say(&Calendar {
        voice: &voice,
        zone: zone.parse().unwrap(),
        at: at("10:04"),
        manner,
    })
}

/// Whether a text holds one of these words, whole.
fn holds(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    let mut spoken = text.split(|c: char| !c.is_alphabetic());
    spoken.any(|word| words.contains(&word))
}

#[test]
fn a_time_stands_alone_with_its_day_or_with_its_zone() {
    let clock = |zone, manner, moment: &str| {
        told(zone, manner, |c| c.clock("plain", moment.parse().unwrap()))
    };
    let today = "2026-11-21T10:30:00Z";
    assert_eq!(clock("UTC", Manner::Labelled, today), "10:30 UTC");
    assert_eq!(
        clock("Europe/Paris", Manner::Labelled, today),
        "11:30 (heure de Paris\u{202f}; 10:30 UTC)"
    );
    assert_eq!(
        clock("Europe/Zurich", Manner::Brief, today),
        "11:30 (heure suisse)"
    );
    assert_eq!(
        clock("America/Montreal", Manner::Spoken, today),
        "05:30, heure de l'Est"
    );
    assert_eq!(
        clock("Asia/Kathmandu", Manner::Labelled, today),
        "16:15 (UTC+5:45\u{202f}; 10:30 UTC)"
    );
    let first = "2026-12-01T01:30:00Z";
    assert_eq!(
        clock("UTC", Manner::Labelled, first),
        "le mardi 1er décembre à 01:30 UTC"
    );
    assert_eq!(clock("UTC", Manner::Brief, first), "le 1/12 à 01:30 UTC");
    let next_year = "2027-08-02T09:00:00Z";
    assert_eq!(
        clock("Europe/Paris", Manner::Spoken, next_year),
        "le lundi 2 août 2027 à 11:00, heure de Paris"
    );
    assert_eq!(
        clock("Europe/Paris", Manner::Brief, next_year),
        "le 2/8/2027 à 11:00 (heure de Paris)"
    );
    let form = |form, manner, moment: &str| {
        let moment = moment.parse().unwrap();
        told("Europe/Paris", manner, |c| c.clock(form, moment))
    };
    let evening = "2026-12-01T21:00:00Z";
    for (name, manner, moment, expected) in [
        (
            "at",
            Manner::Labelled,
            today,
            "à 11:30 (heure de Paris\u{202f}; 10:30 UTC)",
        ),
        (
            "at",
            Manner::Brief,
            evening,
            "le 1/12 à 22:00 (heure de Paris)",
        ),
        (
            "by",
            Manner::Spoken,
            evening,
            "au plus tard le mardi 1er décembre à 22:00, heure de Paris",
        ),
        (
            "by",
            Manner::Recorded,
            evening,
            "au plus tard le mardi premier décembre à vingt-deux heures, heure de Paris",
        ),
        (
            "from",
            Manner::Brief,
            today,
            "à partir de 11:30 (heure de Paris)",
        ),
        (
            "from",
            Manner::Spoken,
            evening,
            "à partir du mardi 1er décembre à 22:00, heure de Paris",
        ),
    ] {
        assert_eq!(form(name, manner, moment), expected);
    }
}

#[test]
fn a_span_and_a_duration_are_told_as_a_person_would() {
    let span = |from: &str, to: &str| {
        told("Europe/Paris", Manner::Labelled, |c| {
            let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
            format!(
                "{}, {}{}",
                c.duration(from, to),
                c.span(from, to),
                c.span_note(from, to)
            )
        })
    };
    assert_eq!(
        span("2026-11-21T09:58:00Z", "2026-11-21T10:47:00Z"),
        "49\u{a0}minutes, de 10:58 à 11:47 (heure de Paris\u{202f}; de 09:58 à 10:47 UTC)"
    );
    assert_eq!(
        span("2026-11-20T22:10:00Z", "2026-11-21T00:11:00Z"),
        "2\u{a0}heures et 1\u{a0}minute, du vendredi 20 novembre à 23:10 au samedi 21 novembre à \
         01:11 (heure de Paris\u{202f}; de 22:10 à 00:11 UTC)"
    );
    assert_eq!(
        span("2026-11-24T03:00:00Z", "2026-11-24T04:00:00Z"),
        "1\u{a0}heure, le mardi 24 novembre de 04:00 à 05:00 (heure de Paris\u{202f}; de 03:00 à \
         04:00 UTC)"
    );
    assert!(span("2026-11-21T09:58:00Z", "2026-11-22T23:58:00Z").starts_with("38\u{a0}heures, "));
    assert!(
        span("2026-11-21T09:58:00Z", "2026-11-23T10:58:00Z")
            .starts_with("2\u{a0}jours et 1\u{a0}heure, ")
    );
}

#[test]
fn formal_and_informal_french_do_not_mix() {
    let tu = [
        "tu", "te", "t", "toi", "ton", "ta", "tes", "dis", "peux", "vois",
    ];
    let vous = ["vous", "votre", "vos", "dites", "notez", "convenez"];
    for (key, formal, informal) in french().sentences() {
        // The `t` of «Y a-t-il» addresses nobody.
        assert!(
            !holds(formal, &tu) || key.ends_with("needs.over"),
            "{key}: {formal}"
        );
        let informal = informal.unwrap_or(formal);
        assert!(!holds(informal, &vous), "{key}: {informal}");
    }
}

#[test]
fn french_marks_have_their_spaces() {
    for (key, text) in sentences() {
        let brief = key.ends_with("_brief") || BRIEF.iter().any(|part| key.starts_with(part));
        let mut before = None;
        for c in text.chars() {
            let wanted = match c {
                ':' | '»' => Some(NO_BREAK),
                ';' | '?' | '!' => Some(NARROW),
                _ => None,
            };
            let plain = brief && before == Some(' ');
            assert!(
                wanted.is_none() || before == wanted || plain,
                "{key}: {text}"
            );
            if before == Some('«') {
                assert_eq!(c, NO_BREAK, "{key}: {text}");
            }
            before = Some(c);
        }
    }
}

#[test]
fn every_french_label_ends_where_its_colon_will_follow() {
    for (key, text) in sentences() {
        let name = key.rsplit('.').next().unwrap_or_default();
        if name.starts_with("label") && !text.is_empty() {
            assert!(text.ends_with(NO_BREAK), "{key}: {text}");
        }
    }
}

/// Parts that only short messages hold.
const BRIEF: [&str; 4] = ["title.", "step.", "alarm.", "next_short."];

#[test]
fn brief_french_stays_inside_the_cheap_alphabet() {
    let voice = french();
    let has = |key: &str| voice.keys().any(|known| known == key);
    for (key, text) in sentences() {
        let brief = key.ends_with("_brief")
            || BRIEF.iter().any(|part| key.starts_with(part))
            || (["turn.", "sender.", "no_news.", "correction.", "state."]
                .iter()
                .any(|part| key.starts_with(part))
                && !key.ends_with("_spoken")
                && !has(&format!("{key}_brief")));
        let zone = key.starts_with("zones.");
        // Text messages have plain spaces and quotation marks, whatever the sentence has.
        let outside = sms::outside_gsm7(&sms::straightened(&text));
        assert!(!(brief || zone) || outside.is_empty(), "{key}: {outside:?}");
    }
}

fn shop() -> Said {
    cards()
        .also(TextFact::Title, "fr", "Les paiements par carte échouent")
        .also(
            TextFact::Impact,
            "fr",
            "Votre boutique ne peut pas encaisser les cartes.",
        )
        .also(TextFact::Scope, "fr", "Boutiques de l'UE.")
        .also(TextFact::Workaround, "fr", "Proposez PayPal\u{a0}!")
        .also(TextFact::Action, "fr", "Nous changeons de prestataire.")
}

#[test]
fn a_french_label_keeps_its_space_on_every_channel() {
    let now = incident([shop()]);
    let body = |channel| body(&acme("Europe/Paris"), &now, channel, "fr");
    for (channel, line) in [
        (
            "status-page",
            "**Qui est touché\u{a0}:** Boutiques de l'UE.\n",
        ),
        ("slack", "*Qui est touché\u{a0}:* Boutiques de l'UE.\n"),
        ("email", "Qui est touché\u{a0}: Boutiques de l'UE.\n"),
        ("phone", "Qui est touché\u{a0}: Boutiques de l'UE.\n"),
        ("team", "**Qui est touché\u{a0}:** Boutiques de l'UE.\n"),
    ] {
        assert!(body(channel).contains(line), "{channel}: {}", body(channel));
    }
    assert_eq!(
        body("sms"),
        "Acme : Votre boutique ne peut pas encaisser les cartes. Proposez PayPal ! \
         Prochain point avant 11:30 (heure de Paris). status.acme.example"
    );
    assert_eq!(sms::length(&body("sms")).encoding, sms::Encoding::Gsm7);
}

#[test]
fn the_end_is_told_in_both_forms_of_address() {
    let over = Said::resolved("10:50").time(TimeFact::Ended, "10:47").also(
        TextFact::Outcome,
        "fr",
        "Les paiements fonctionnent",
    );
    let now = incident([shop().state(State::Identified), over]);
    for (address, asked) in [
        (Address::Formal, "ne fonctionne pas chez vous\u{202f}?"),
        (Address::Informal, "ne fonctionne pas chez toi\u{202f}?"),
    ] {
        let house = House {
            address,
            ..acme("Europe/Paris")
        };
        let call = body(&house, &now, "phone", "fr");
        assert!(call.contains(asked), "{call}");
        assert!(
            call.contains(
                "C'est terminé. Cela a duré 49\u{a0}minutes, de 10:58 à 11:47, heure de Paris."
            ),
            "{call}"
        );
    }
}
