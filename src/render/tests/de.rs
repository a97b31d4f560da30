//! German: its times and days, one form of address at a time, and short sentences that a text
//! message carries cheaply.

use super::scene::*;
use crate::domain::fact::TextFact;
use crate::domain::words::Address;
use crate::render::moment::Calendar;
use crate::render::shape::Manner;
use crate::render::templates::{Kind, Templates};
use crate::render::voice::Voice;
use crate::text::measure::sms;

fn german() -> Voice {
    let (_, text) = Templates::embedded().source(Kind::Voice, "de").unwrap();
    Voice::parsed_for_tests("de", &text)
}

/// The words of a sentence as they are written: „Sie“ is not „sie“.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphabetic()).collect()
}

const INFORMAL: [&str; 13] = [
    "du",
    "Du",
    "dich",
    "dir",
    "dein",
    "deine",
    "deinen",
    "kannst",
    "solltest",
    "möchtest",
    "brauchst",
    "hörst",
    "sag",
];

const FORMAL: [&str; 6] = ["Sie", "Ihnen", "Ihr", "Ihre", "Ihren", "Ihrer"];

#[test]
fn formal_and_informal_german_do_not_mix() {
    for (key, formal, informal) in german().sentences() {
        for word in INFORMAL {
            assert!(!words(formal).contains(&word), "{key}: {formal}");
        }
        let Some(informal) = informal else {
            for word in FORMAL {
                assert!(
                    !words(formal).contains(&word),
                    "{key} has one form: {formal}"
                );
            }
            continue;
        };
        for word in FORMAL {
            assert!(!words(informal).contains(&word), "{key}: {informal}");
        }
    }
}

#[test]
fn brief_german_stays_inside_the_cheap_alphabet() {
    let voice = german();
    for (key, formal, informal) in voice.sentences() {
        let part = key.split('.').next().unwrap_or_default();
        let has_brief = || voice.keys().any(|k| k == format!("{key}_brief"));
        let said_briefly = key.ends_with("_brief")
            || ([
                "alarm",
                "matter",
                "next_short",
                "step",
                "title",
                "turn",
                "zones",
            ]
            .contains(&part)
                && !key.ends_with("_spoken")
                && !key.ends_with(".spoken")
                && !has_brief());
        if !said_briefly {
            continue;
        }
        for text in [Some(formal), informal].into_iter().flatten() {
            // A text message has straight quotation marks, whatever the sentence has.
            let outside = sms::outside_gsm7(&sms::straightened(text));
            assert!(outside.is_empty(), "{key}: {outside:?} in {text}");
        }
    }
}

fn karten() -> Said {
    use TextFact::{Impact, Scope, Title, Workaround};
    cards()
        .also(Title, "de", "Kartenzahlungen schlagen fehl")
        .also(
            Impact,
            "de",
            "Ihr Shop kann keine Kartenzahlungen annehmen.",
        )
        .also(Scope, "de", "Shops in der EU")
        .also(Workaround, "de", "Bieten Sie PayPal oder Überweisung an")
}

#[test]
fn a_german_text_message_is_one_cheap_part() {
    let message = message(&acme("Europe/Berlin"), &incident([karten()]), "sms", "de");
    assert_eq!(
        message.body,
        "Acme: Ihr Shop kann keine Kartenzahlungen annehmen. Bieten Sie PayPal oder Überweisung an. \
         Nächste Meldung bis 11:30 Uhr MEZ. status.acme.example"
    );
    let length = sms::length(&message.body);
    assert_eq!((length.encoding, length.segments), (sms::Encoding::Gsm7, 1));
}

#[test]
fn a_german_resolved_message_is_whole() {
    let end = over()
        .also(
            TextFact::Outcome,
            "de",
            "Kartenzahlungen funktionieren wieder",
        )
        .also(
            TextFact::Harm,
            "de",
            "Sie konnten 49 Minuten lang nicht per Karte verkaufen",
        );
    assert_eq!(
        body(
            &acme("Europe/Berlin"),
            &incident([karten(), meanwhile(), end]),
            "status-page",
            "de"
        ),
        "**Behoben: Kartenzahlungen funktionieren wieder**\n\n\
         Es ist vorbei. Es dauerte 49 Minuten, von 10:58 Uhr bis 11:47 Uhr MEZ (10:47 UTC).\n\n\
         Es sind keine Daten verloren gegangen oder in fremde Hände gelangt; das haben wir geprüft.\n\n\
         Es tut uns leid: Sie konnten 49 Minuten lang nicht per Karte verkaufen.\n\n\
         Bis Freitag, 27. November veröffentlichen wir, was passiert ist und was wir ändern, damit es nicht wieder passiert.\n\n\
         Wenn etwas noch nicht stimmt oder Sie uns sagen möchten, wie wir damit umgegangen sind: https://status.acme.example/feedback"
    );
}

#[test]
fn a_german_message_addresses_its_reader_as_the_house_does() {
    let now = incident([karten()]);
    let mut house = acme("Europe/Berlin");
    assert!(body(&house, &now, "phone", "de").contains("Was brauchen Sie"));
    house.address = Address::Informal;
    assert!(body(&house, &now, "phone", "de").contains("Was brauchst du"));
}

/// What the calendar of a message sent on 21 November 2026 at 10:04 UTC tells.
fn told(zone: &str, manner: Manner, say: impl Fn(&Calendar<'_>) -> String) -> String {
    say(&Calendar {
        voice: &german(),
        zone: zone.parse().unwrap(),
        at: at("10:04"),
        manner,
    })
}

#[test]
fn a_german_time_has_its_zone_behind_the_hour() {
    let told = |zone, manner| told(zone, manner, |c| c.clock("plain", at("10:30")));
    for (zone, manner, expected) in [
        ("UTC", Manner::Labelled, "10:30 Uhr UTC"),
        (
            "Europe/Berlin",
            Manner::Labelled,
            "11:30 Uhr MEZ (10:30 UTC)",
        ),
        ("Europe/Berlin", Manner::Brief, "11:30 Uhr MEZ"),
        (
            "Europe/Vienna",
            Manner::Spoken,
            "11:30 Uhr österreichischer Zeit",
        ),
        (
            "America/New_York",
            Manner::Running,
            "05:30 Uhr New Yorker Zeit (10:30 UTC)",
        ),
        (
            "Asia/Kathmandu",
            Manner::Labelled,
            "16:15 Uhr UTC+5:45 (10:30 UTC)",
        ),
    ] {
        assert_eq!(told(zone, manner), expected);
    }
}

#[test]
fn another_german_day_is_named_before_the_hour() {
    let clock = |form, manner, moment: &str| {
        let moment = moment.parse().unwrap();
        told("Europe/Zurich", manner, |c| c.clock(form, moment))
    };
    let summer = "2026-07-01T10:30:00Z";
    for (form, manner, moment, expected) in [
        (
            "plain",
            Manner::Labelled,
            summer,
            "Mittwoch, 1. Juli, 12:30 Uhr MESZ (10:30 UTC)",
        ),
        (
            "at",
            Manner::Labelled,
            summer,
            "am Mittwoch, 1. Juli, um 12:30 Uhr MESZ (10:30 UTC)",
        ),
        (
            "by",
            Manner::Labelled,
            summer,
            "bis Mittwoch, 1. Juli, 12:30 Uhr MESZ (10:30 UTC)",
        ),
        (
            "from",
            Manner::Labelled,
            summer,
            "ab Mittwoch, 1. Juli, 12:30 Uhr MESZ (10:30 UTC)",
        ),
        ("at", Manner::Brief, summer, "am 1. Juli um 12:30 Uhr MESZ"),
        (
            "by",
            Manner::Spoken,
            "2027-03-06T00:30:00Z",
            "bis Samstag, 6. März 2027, 01:30 Uhr Schweizer Zeit",
        ),
        (
            "at",
            Manner::Recorded,
            "2026-12-01T21:00:00Z",
            "am Dienstag, 1. Dezember, um zweiundzwanzig Uhr Schweizer Zeit",
        ),
    ] {
        assert_eq!(clock(form, manner, moment), expected);
    }
}

#[test]
fn a_german_span_names_the_zone_once_and_the_hour_twice() {
    let span = |from: &str, to: &str| {
        let (from, to) = (from.parse().unwrap(), to.parse().unwrap());
        told("Europe/Berlin", Manner::Labelled, |c| {
            format!("{}{}", c.span(from, to), c.span_note(from, to))
        })
    };
    assert_eq!(
        span("2026-11-21T09:58:00Z", "2026-11-21T10:47:00Z"),
        "von 10:58 Uhr bis 11:47 Uhr MEZ (09:58 bis 10:47 UTC)"
    );
    assert_eq!(
        span("2026-11-20T22:10:00Z", "2026-11-21T00:05:00Z"),
        "von Freitag, 20. November, 23:10 Uhr, bis Samstag, 21. November, 01:05 Uhr MEZ \
         (22:10 bis 00:05 UTC)"
    );
    assert_eq!(
        span("2026-11-24T03:00:00Z", "2026-11-24T04:00:00Z"),
        "am Dienstag, 24. November, von 04:00 Uhr bis 05:00 Uhr MEZ (03:00 bis 04:00 UTC)"
    );
}

#[test]
fn german_durations_have_plurals() {
    let took = |minutes| {
        let start = at("00:00");
        told("UTC", Manner::Labelled, |c| {
            c.duration(start, start + chrono::Duration::minutes(minutes))
        })
    };
    assert_eq!(took(0), "weniger als eine Minute");
    assert_eq!(took(61), "1 Stunde und 1 Minute");
    assert_eq!(took(60 * 24 * 3 + 60 * 5 + 7), "3 Tage und 5 Stunden");
}
