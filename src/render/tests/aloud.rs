//! What a fresh reader of five languages stumbled over, said as it should be heard.

use super::scene::*;
use crate::domain::entry::Kind;
use crate::domain::fact::TextFact::{DoNow, Happened, Harm, Impact, Why};
use crate::domain::summary::{Numbers, Reader, Summary};
use crate::domain::words::IncidentType;
use crate::render::Templates;

const TAGS: [&str; 5] = ["en", "es", "pt", "fr", "de"];

/// Whether what a channel says in each of the five languages holds these words.
#[track_caller]
fn holds(said: &[Said], channel: &str, words: [&str; 5]) {
    let now = incident(said.iter().map(Said::again));
    for (tag, words) in TAGS.into_iter().zip(words) {
        let text = body(&acme("Europe/Madrid"), &now, channel, tag);
        assert!(text.contains(words), "{channel} {tag}: {text}");
    }
}

#[test]
fn that_nobody_has_to_do_anything_is_said_in_words() {
    let said = [Said::declared("Strangers signed in")
        .of_type(IncidentType::Security)
        .text(Impact, "Strangers signed in to some accounts.")
        .text(DoNow, "")
        .next("10:30")];
    let words = [
        "You need not do anything now.",
        "Por ahora no tiene que hacer nada.",
        "Por enquanto, não é preciso fazer nada.",
        "Vous n'avez rien à faire pour l'instant.",
        "Sie müssen im Moment nichts tun.",
    ];
    for channel in [
        "status-page",
        "email",
        "phone",
        "recording",
        "support",
        "team",
    ] {
        holds(&said, channel, words);
    }
}

/// Two days after the end: what happened, and why.
fn looked_back() -> [Said; 3] {
    let back = Said::new(Kind::Reviewed, "15:00")
        .text(Happened, "Card payments failed.")
        .text(Why, "Nothing switched to the second provider.");
    [cards(), over(), back]
}

#[test]
fn the_desk_is_told_what_happened_apart_from_why() {
    holds(
        &looked_back(),
        "support",
        [
            "\nIf they ask what happened: Card payments failed.\n\nIf they ask why it happened: Nothing",
            "\nSi preguntan qué ha pasado: (en inglés) Card payments failed.\n\nSi preguntan por qué pasó: ",
            "\nSe perguntarem o que aconteceu: (em inglês) Card payments failed.\n\nSe perguntarem por que aconteceu: ",
            "\nSi on demande ce qui s'est passé\u{a0}: (en anglais) Card payments failed.\n\nSi on demande pourquoi cela s'est produit\u{a0}: ",
            "\nWenn gefragt wird, was passiert ist: (auf Englisch) Card payments failed.\n\nWenn gefragt wird, warum es passiert ist: ",
        ],
    );
}

/// A report as Markdown.
fn report(said: &[Said], reader: Reader, tag: &str) -> String {
    let now = incident(said.iter().map(Said::again));
    let (house, locale) = (acme("Europe/Madrid"), locale(tag));
    let today = "2026-11-25T09:00:00Z".parse().unwrap();
    let told = Summary::about(&now, reader, &locale, &house, Numbers::default(), today).unwrap();
    let templates = Templates::embedded();
    let document = crate::render::summary::summary(&templates, &house, &now, &locale, &told).unwrap();
    document.markdown
}

#[test]
fn in_the_course_each_sentence_in_another_language_says_so_and_begins_like_one() {
    let first = cards().also(Impact, "de", "Ihr Shop kann keine Karten annehmen.");
    let over = over().also(Harm, "de", "du konntest 49 Minuten keine Karten annehmen.");
    let text = report(&[first, over], Reader::Team, "de");
    for words in [
        "Erste Meldung: wird untersucht. Ihr Shop kann keine Karten annehmen. (auf Englisch) Shops in the EU. PayPal",
        "Meldung: behoben. (auf Englisch) Card payments work again. Du konntest 49 Minuten keine Karten annehmen.",
    ] {
        assert!(text.contains(words), "{text}");
    }
}
