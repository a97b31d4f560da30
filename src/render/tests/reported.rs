//! What is told when it is over, by those who look back, answer and report.

use super::aloud::{TAGS, holds};
use super::scene::*;
use crate::domain::entry::Kind;
use crate::domain::fact::TextFact::{DoNow, Happened, Harm, Impact, Outcome, Report, What, Why};
use crate::domain::fact::TimeFact::{Ended, Started};
use crate::domain::summary::{Numbers, Reader, Summary};
use crate::domain::words::{DataImpact, IncidentType, State};
use crate::render::Templates;

/// Some hours after the end: what happened, and why.
pub(super) fn looked_back() -> [Said; 3] {
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
            "\nSi on demande ce qui s'est passé : (en anglais) Card payments failed.\n\nSi on demande pourquoi cela s'est produit : ",
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
    let document =
        crate::render::summary::summary(&templates, &house, &now, &locale, &told).unwrap();
    document.markdown
}

#[test]
fn in_the_course_what_stands_in_another_language_says_so_and_begins_like_a_sentence() {
    let first = cards().also(Impact, "de", "Ihr Shop kann keine Karten annehmen.");
    let over = over().also(Harm, "de", "du konntest 49 Minuten keine Karten annehmen.");
    let text = report(&[first, over], Reader::Team, "de");
    for words in [
        "Erste Meldung: wird untersucht. Ihr Shop kann keine Karten annehmen. (auf Englisch) Shops in the EU. PayPal and bank transfer work. Shops elsewhere are not affected. Offer PayPal",
        "Meldung: behoben. (auf Englisch) Card payments work again. Du konntest 49 Minuten keine Karten annehmen.",
    ] {
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn the_report_says_how_long_the_incident_lasted_and_names_its_day_once() {
    let back = Said::new(Kind::Reviewed, "15:00").day(Ended, "2026-11-20T11:20:00Z");
    let first = cards().day(Started, "2026-11-20T09:50:00Z");
    let whole = [
        "The incident lasted 1 hour and 30 minutes, from 10:50 to 12:20 CET on Friday 20 November",
        "Fue una incidencia de 1 hora y 30 minutos, el viernes 20 de noviembre, desde las 10:50 hasta las 12:20",
        "O incidente durou 1 hora e 30 minutos, na sexta-feira, 20 de novembro, das 10:50 às 12:20",
        "L'incident a duré 1 heure et 30 minutes, le vendredi 20 novembre de 10:50 à 12:20",
        "Der Vorfall dauerte 1 Stunde und 30 Minuten, am Freitag, 20. November, von 10:50 Uhr bis 12:20 Uhr MEZ",
    ];
    let said = [first, over(), back];
    holds(&said, "status-page", whole);
    let brief = [
        whole[0],
        "Fue una incidencia de 1 hora y 30 minutos, el 20/11, desde las 10:50 hasta las 12:20 (hora peninsular).",
        "O incidente durou 1 hora e 30 minutos, em 20/11, das 10:50 às 12:20 (hora espanhola).",
        "L'incident a duré 1 heure et 30 minutes, le 20/11 de 10:50 à 12:20 (heure de Madrid).",
        "Der Vorfall dauerte 1 Stunde und 30 Minuten, ",
    ];
    holds(&said, "sms", brief);
    // What is added after the end names its day once too, and so does what had come back.
    let [first, over, back] = said;
    let again = Said::updated("11:00")
        .state(State::Investigating)
        .next("11:30");
    let ended = |clock| Said::resolved(clock).day(Ended, "2026-11-20T11:20:00Z");
    for said in [
        vec![first.again(), over, back],
        vec![first.again(), ended("10:55")],
        vec![first, ended("10:55"), again, ended("12:00")],
    ] {
        for tag in TAGS {
            let now = incident(said.iter().map(Said::again));
            let text = body(&acme("Europe/Madrid"), &now, "status-page", tag);
            assert_eq!(text.matches(" 20").count(), 1, "{text}");
        }
    }
}

#[test]
fn every_report_says_first_that_it_works_again() {
    for reader in [
        Reader::Customers,
        Reader::Executives,
        Reader::Regulator,
        Reader::Team,
    ] {
        for said in [vec![cards(), over()], looked_back().into()] {
            let text = report(&said, reader, "en");
            let lead = "Card payments work again.\n\nThe incident lasted 49 minutes";
            let lasting = "Card payments work again.\n\nIt is over. It lasted 49 minutes, from 10:58 to 11:47 CET";
            assert!(text.contains(lead) || text.contains(lasting), "{text}");
            let text = report(&said, reader, "es");
            assert!(
                text.contains("\nYa se puede pagar con tarjeta.\n"),
                "{text}"
            );
        }
    }
}

#[test]
fn an_authority_reads_what_customers_were_told_to_do() {
    let first = cards()
        .of_type(IncidentType::Security)
        .text(DoNow, "Change your password.")
        .also(DoNow, "es", "Cambie la contraseña.");
    let said = [first, over()];
    for (tag, words) in [
        (
            "en",
            "## What customers were told to do\n\nChange your password.\n",
        ),
        (
            "es",
            "## Qué se pidió a los clientes\n\nCambie la contraseña.\n",
        ),
    ] {
        let text = report(&said, Reader::Regulator, tag);
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn an_answer_after_the_report_says_that_it_is_there_and_where() {
    let mut said = looked_back();
    said[2] = said[2].again().text(Report, "https://acme.example/r");
    holds(
        &said,
        "reply",
        [
            "Thank you for asking. Our report on \"Card payments are failing\" is ready. https://acme.example/r",
            "Gracias por preguntar. Nuestro informe sobre «Fallan los pagos con tarjeta» ya se puede leer. https://acme.example/r",
            "https://acme.example/r",
            "https://acme.example/r",
            "https://acme.example/r",
        ],
    );
}

#[test]
fn what_we_do_keeps_its_label_where_others_pass_it_on() {
    let [first, over, back] = looked_back();
    let measure = Said::new(Kind::Measured, "14:50")
        .text(What, "Cards switch within a minute.")
        .due("2026-12-11T22:59:00Z");
    let said = [first, over, measure, back];
    for channel in ["support", "partners"] {
        holds(
            &said,
            channel,
            [
                " What we do so that it does not happen again: Cards switch within a minute. By Friday 11 December.",
                " Qué hacemos para que no vuelva a ocurrir: (en inglés) Cards switch within a minute. El viernes 11 ",
                " O que fazemos para que não aconteça de novo: (em inglês) Cards switch",
                " Ce que nous faisons pour que cela ne se reproduise pas : (en anglais) Cards switch",
                " Was wir tun, damit es nicht wieder passiert: (auf Englisch) Cards switch",
            ],
        );
    }
}

#[test]
fn the_last_word_says_which_data_was_seen_where_there_is_room() {
    let impact = "Someone may have read your name and your orders.";
    let first = Said::declared("Strangers signed in")
        .text(Impact, impact)
        .data(DataImpact::Exposed, Some("luis"));
    let ended = Said::resolved("11:00").text(Outcome, "Nobody can get in any more.");
    let said = [first, ended];
    let words = [
        &format!("What we said while it lasted: {impact}"),
        &format!("Lo que dijimos mientras duró: (en inglés) {impact}"),
        &format!("O que dissemos enquanto durou: (em inglês) {impact}"),
        &format!("Ce que nous en avions dit : (en anglais) {impact}"),
        &format!("Was wir dazu gemeldet hatten: (auf Englisch) {impact}"),
    ];
    for channel in ["status-page", "phone", "recording", "support", "auto-reply"] {
        holds(&said, channel, words.map(|words| &**words));
    }
    let house = acme("UTC");
    for channel in ["sms", "social", "reply", "banner"] {
        let text = body(
            &house,
            &incident(said.iter().map(Said::again)),
            channel,
            "en",
        );
        assert!(!text.contains(impact), "{text}");
    }
    // A report quotes it once, with its time.
    let told = report(&said, Reader::Customers, "en");
    assert_eq!(told.matches(impact).count(), 1, "{told}");
    // Data that merely came late is nobody's concern once it is there.
    let late = [cards().data(DataImpact::Delayed, None), over()];
    let text = body(&house, &incident(late), "status-page", "en");
    assert!(!text.contains("What we said"), "{text}");
}
