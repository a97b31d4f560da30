//! What a fresh reader of five languages stumbled over, said as it should be heard.

use super::reported::looked_back;
use super::scene::*;
use super::spoken::said;
use crate::domain::fact::TextFact::{DoNow, Harm, Impact};
use crate::domain::fact::TimeFact::Ended;
use crate::domain::house::House;
use crate::domain::words::{DataImpact, IncidentType, State};

pub(super) const TAGS: [&str; 5] = ["en", "es", "pt", "fr", "de"];

/// Whether what a channel says in each of the five languages holds these words.
#[track_caller]
pub(super) fn holds(said: &[Said], channel: &str, words: [&str; 5]) {
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
            "A las 11:55 (hora peninsular; 10:55 UTC), escribimos que ya había terminado. No era así; ",
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
    for channel in ["sms", "social"] {
        let words = [
            "We called it over too early: ",
            "Lo dimos por terminado antes de tiempo: ",
            "Dissemos cedo demais que tinha terminado: ",
            "Annoncé terminé à tort : ",
            "Zu früh für beendet erklärt: ",
        ];
        holds(&said, channel, words);
    }
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
        (
            "23:05",
            "a las doce y cinco de la madrugada",
            "à meia-noite e cinco",
        ),
        (
            "22:02",
            "a las once y dos de la noche",
            "às onze e dois da noite",
        ),
        (
            "20:30",
            "a las nueve y media de la noche",
            "às nove e meia da noite",
        ),
        ("21:00", "a las diez de la noche", "às dez da noite,"),
        (
            "12:15",
            "a la una y cuarto de la tarde",
            "à uma e quinze da tarde",
        ),
        (
            "11:40",
            "a las doce y cuarenta del mediodía",
            "às doze e quarenta da tarde",
        ),
    ] {
        let said = [cards().next(next)];
        holds(&said, "recording", ["", es, pt, "", ""]);
    }
}

#[test]
fn quotation_marks_are_those_of_the_language_but_in_text_messages() {
    let said = [Said::declared("Sign-in is slow"), Said::resolved("10:55")];
    let marked = [
        "Resolved: \"Sign-in is slow\"",
        "Resuelto: «(en inglés) Sign-in is slow»",
        "Resolvido: “(em inglês) Sign-in is slow”",
        "Résolu : « (en anglais) Sign-in is slow »",
        "Behoben: „(auf Englisch) Sign-in is slow“",
    ];
    for channel in [
        "banner",
        "support",
        "partners",
        "social",
        "reply",
        "status-page",
    ] {
        holds(&said, channel, marked);
    }
    let straight = marked.map(|words| {
        let words = words.replace("« ", "\"").replace(" »", "\"");
        words.replace(['«', '»', '“', '”', '„'], "\"")
    });
    holds(&said, "sms", straight.each_ref().map(|words| &**words));
    let post = body(&acme("UTC"), &incident(said), "social", "fr");
    assert!(post.starts_with("Résolu\u{a0}: «\u{a0}"), "{post}");
}

#[test]
fn only_an_article_is_put_right_before_one_o_clock() {
    for (tag, typed, told) in [
        (
            "pt",
            "Voltou, mas 13:00 parou.",
            "Voltou, mas uma da tarde parou.",
        ),
        (
            "pt",
            "No mês 13:00, pelas 13:00.",
            "No mês uma da tarde, pela uma da tarde.",
        ),
        (
            "pt",
            "Das 13:00 às 13:30.",
            "Da uma da tarde à uma e meia da tarde.",
        ),
        (
            "es",
            "Desde las 13:00, ellas 13:00.",
            "Desde la una de la tarde, ellas una de la tarde.",
        ),
    ] {
        assert_eq!(said(tag, typed), told, "{typed}");
    }
}
