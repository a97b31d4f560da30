//! What a fresh reader of five languages stumbled over, said as it should be heard.

use super::scene::*;
use crate::domain::entry::Kind;
use crate::domain::fact::TextFact::{DoNow, Happened, Harm, Impact, Report, What, Why};
use crate::domain::fact::TimeFact::{Ended, Started};
use crate::domain::house::House;
use crate::domain::summary::{Numbers, Reader, Summary};
use crate::domain::words::{DataImpact, IncidentType, State};
use crate::render::Templates;

const TAGS: [&str; 5] = ["en", "es", "pt", "fr", "de"];

/// Whether what a channel says in each of the five languages holds these words.
#[track_caller]
fn holds(said: &[Said], channel: &str, words: [&str; 5]) {
    let now = incident(said.iter().map(Said::again));
    for (tag, words) in TAGS.into_iter().zip(words) {
        let text =
            body(&acme("Europe/Madrid"), &now, channel, tag).replace(['\u{a0}', '\u{202f}'], " ");
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

#[test]
fn the_report_says_how_long_the_incident_lasted_and_names_its_day_once() {
    let back = Said::new(Kind::Reviewed, "15:00").day(Ended, "2026-11-20T11:20:00Z");
    let first = cards().day(Started, "2026-11-20T09:50:00Z");
    let whole = [
        "The incident lasted 1 hour and 30 minutes, from 10:50 to 12:20 CET on Friday 20 November",
        "Fue una incidencia de 1 hora y 30 minutos, el viernes 20 de noviembre, desde las 10:50 hasta las 12:20",
        "O incidente durou 1 hora e 30 minutos, na sexta-feira, 20 de novembro, das 10:50 às 12:20",
        "L'incident a duré 1 heure et 30 minutes, le vendredi 20 novembre de 10:50 à 12:20",
        "Die Störung dauerte 1 Stunde und 30 Minuten, am Freitag, 20. November, von 10:50 Uhr bis 12:20 Uhr MEZ",
    ];
    let said = [first, over(), back];
    holds(&said, "status-page", whole);
    let brief = [
        whole[0],
        "Fue una incidencia de 1 hora y 30 minutos, el 20/11, desde las 10:50 hasta las 12:20 (hora peninsular).",
        "O incidente durou 1 hora e 30 minutos, em 20/11, das 10:50 às 12:20 (hora espanhola).",
        "L'incident a duré 1 heure et 30 minutes, le 20/11 de 10:50 à 12:20 (heure de Madrid).",
        "Die Störung dauerte 1 Stunde und 30 Minuten, ",
    ];
    holds(&said, "sms", brief);
    for tag in TAGS {
        let now = incident(said.iter().map(Said::again));
        let text = body(&acme("Europe/Madrid"), &now, "status-page", tag);
        assert_eq!(text.matches(" 20").count(), 1, "{text}");
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
            let lasting = "Card payments work again.\n\nIt has been over since 11:47 CET";
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
fn an_answer_says_what_works_again_and_when_the_report_comes() {
    holds(
        &[cards(), over().data(DataImpact::Lost, Some("luis"))],
        "reply",
        [
            "Thank you for asking. Resolved: Card payments work again. We lost data. Full report by Friday 27 November. https",
            "Gracias por preguntar. Resuelto: Ya se puede pagar con tarjeta. Hemos perdido datos. Informe completo",
            "Obrigado por perguntar. Resolvido: (em inglês) Card payments work again. Perdemos dados. ",
            "Merci pour votre question. Résolu : (en anglais) Card payments work again. Nous avons perdu des données. ",
            "Danke für die Nachfrage. Behoben: (auf Englisch) Card payments work again. Wir haben Daten verloren. ",
        ],
    );
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
            "Gracias por preguntar. Nuestro informe sobre \"Fallan los pagos con tarjeta\" ya se puede leer. https://acme.example/r",
            "https://acme.example/r",
            "https://acme.example/r",
            "https://acme.example/r",
        ],
    );
}

#[test]
fn a_recording_about_what_is_over_does_not_play_the_trouble_as_if_it_were_now() {
    let title = "Card payments are failing.";
    let ended = Said::resolved("10:55").time(Ended, "10:47");
    holds(
        &[cards(), ended],
        "recording",
        [
            &format!("This is about what we had announced as: {title}\nIt is over."),
            "Es sobre lo que habíamos anunciado así: Fallan los pagos con tarjeta.\nYa ha terminado.",
            &format!("É sobre o que tínhamos anunciado assim: (em inglês) {title}\nJá terminou."),
            &format!(
                "C'est à propos de ce que nous avions annoncé ainsi : (en anglais) {title}\nC'est terminé."
            ),
            &format!(
                "Es geht um das, was wir so gemeldet hatten: (auf Englisch) {title}\nEs ist vorbei."
            ),
        ],
    );
    holds(
        &looked_back(),
        "recording",
        [
            "\nOur report is ready. It is about what we had announced as: ",
            "\nNuestro informe ya se puede leer. Es sobre lo que habíamos anunciado así: ",
            "\nO nosso relatório está disponível. É sobre o que tínhamos anunciado assim: ",
            "\nNotre compte rendu est disponible. C'est à propos de ce que nous avions annoncé ainsi : ",
            "\nUnser Bericht ist da. Es geht um das, was wir so gemeldet hatten: ",
        ],
    );
}

fn breach() -> Said {
    cards()
        .of_type(IncidentType::Security)
        .text(DoNow, "Sign out everywhere.")
}

#[test]
fn an_answer_thanks_first_and_then_says_what_to_do() {
    let thanks = [
        "Thank you for telling us. We know about it. Sign out everywhere. ",
        "Gracias por avisar. Ya lo sabemos y estamos en ello. (en inglés) Sign out everywhere. ",
        "Obrigado por avisar. Já sabemos e estamos trabalhando nisso. (em inglês) Sign out everywhere. ",
        "Merci de nous l'avoir signalé. Nous sommes au courant. (en anglais) Sign out everywhere. ",
        "Danke für den Hinweis. Wir wissen davon. (auf Englisch) Sign out everywhere. ",
    ];
    holds(&[breach()], "reply", thanks);
    let text = body(&acme("UTC"), &incident([breach()]), "auto-reply", "en");
    assert!(
        text.starts_with(
            "Thank you for writing. If it is about this, we know and are working on it.\n\n\
             What to do now: Sign out everywhere."
        ),
        "{text}"
    );
}

#[test]
fn whose_data_was_seen_is_not_told_that_it_is_over_and_asked_what_does_not_work() {
    let over = over().data(DataImpact::Exposed, Some("luis"));
    let said = [breach(), over];
    holds(
        &said,
        "phone",
        [
            "To ask: What would you like to know about your data?",
            "Para preguntar: ¿Qué quiere saber sobre sus datos?",
            "Para perguntar: O que gostaria de saber sobre os seus dados?",
            "À demander : Que souhaitez-vous savoir au sujet de vos données ?",
            "Nachfragen: Was möchten Sie zu Ihren Daten wissen?",
        ],
    );
    holds(
        &said,
        "auto-reply",
        [
            "If it is about this, here is what we know.",
            "Si es por lo siguiente, esto es lo que sabemos.",
            "Se for sobre o assunto abaixo, isto é o que sabemos.",
            "S'il s'agit de ce qui suit, voici ce que nous savons.",
            "Falls es um das Folgende geht: Das ist, was wir wissen.",
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
fn what_was_called_over_and_is_not_is_taken_back_in_plain_words() {
    let said = [
        cards(),
        over(),
        Said::updated("12:10")
            .state(State::Investigating)
            .next("13:00"),
    ];
    holds(
        &said,
        "status-page",
        [
            "At 11:55 CET (10:55 UTC) we wrote that it was over. It is not; ",
            "A las 11:55 (hora peninsular; 10:55 UTC) escribimos que ya había terminado. No era así; ",
            "**Primeiro início:** às 10:58",
            "**Premier début :** 10:58",
            "**Erster Beginn:** 10:58 Uhr",
        ],
    );
    holds(
        &said,
        "reply",
        [
            "Thank you for telling us. We wrote that it was over; it is not. ",
            "Gracias por avisar. Escribimos que ya había terminado; no era así. ",
            "Obrigado por avisar. Escrevemos que já tinha terminado; não é o caso. ",
            "Merci de nous l'avoir signalé. Nous avons écrit que c'était terminé ; ce n'est pas le cas. ",
            "Danke für den Hinweis. Wir haben geschrieben, es sei vorbei; das ist es nicht. ",
        ],
    );
    let text = body(
        &acme("Europe/Madrid"),
        &incident(said.iter().map(Said::again)),
        "status-page",
        "es",
    );
    assert!(text.contains("**Primer inicio:** las 10:58"), "{text}");
    let text = body(
        &acme("UTC"),
        &incident(said.iter().map(Said::again)),
        "social",
        "pt",
    );
    assert!(text.starts_with("Voltou a acontecer: "), "{text}");
    let text = body(&acme("UTC"), &incident(said), "phone", "en");
    assert!(
        text.contains("I am calling because we told you it was over, and it is not."),
        "{text}"
    );
}

#[test]
fn short_words_are_those_that_are_said() {
    let ended = Said::resolved("10:55").time(Ended, "10:40");
    let said = [Said::declared("Sign-in is slow"), ended];
    holds(
        &said,
        "sms",
        [
            "Over since 11:40 CET.",
            "Ha terminado a las 11:40 (hora peninsular).",
            "Terminou às 11:40 (hora espanhola).",
            "C'est terminé depuis 11:40 (heure de Madrid).",
            "Vorbei seit 11:40 Uhr MEZ.",
        ],
    );
    let recorded = body(&acme("Europe/Madrid"), &incident(said), "recording", "fr");
    let since =
        "C'est terminé depuis le samedi 21 novembre à onze heures quarante, heure de Madrid.";
    assert!(recorded.contains(since), "{recorded}");
    let said = [
        cards(),
        over().also(Harm, "de", "du konntest keine Karten annehmen."),
    ];
    let page = body(&acme("UTC"), &incident(said), "status-page", "de");
    assert!(
        page.contains("Es tut uns leid: Du konntest keine Karten annehmen."),
        "{page}"
    );
    let drill = House {
        drill: true,
        ..acme("UTC")
    };
    let text = body(&drill, &incident([cards()]), "social", "fr");
    assert!(
        text.starts_with("[EXERCICE] Ceci n'est pas réel. "),
        "{text}"
    );
}

#[test]
fn a_recorded_voice_tells_the_hours_as_they_are_told() {
    for (next, es, pt) in [
        ("23:05", "a las doce y cinco de la noche", "às doze e cinco da noite"),
        ("22:02", "a las veintitrés y dos", "às vinte e três horas e dois"),
        ("20:30", "a las veintiuna y treinta", "às vinte e uma horas e trinta"),
        ("21:00", "a las veintidós horas", "às vinte e duas horas,"),
    ] {
        let said = [cards().next(next)];
        holds(&said, "recording", ["", es, pt, "", ""]);
    }
}
