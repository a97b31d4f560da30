//! Planned work that is called off: nothing lasted, and nothing was done.

use super::scene::*;
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::words::{Address, IncidentType, State};

const CHANNELS: [&str; 15] = [
    "auto-reply",
    "banner",
    "calendar",
    "email",
    "executives",
    "feed",
    "partners",
    "phone",
    "recording",
    "reply",
    "sms",
    "social",
    "status-page",
    "support",
    "team",
];

fn said() -> [Said; 2] {
    [
        Said::declared("Database move")
            .of_type(IncidentType::Maintenance)
            .text(TextFact::Impact, "You cannot save.")
            .text(TextFact::Action, "We move the database.")
            .time(TimeFact::Started, "22:00")
            .time(TimeFact::Estimate, "23:00")
            .confirmed("ana"),
        Said::resolved("11:00")
            .state(State::Completed)
            .text(TextFact::Outcome, "Another date follows.")
            .time(TimeFact::Ended, "11:00"),
    ]
}

fn cancelled() -> Incident {
    incident(said())
}

#[test]
fn every_channel_says_in_every_voice_that_the_work_will_not_take_place() {
    for (tag, called_off, past) in [
        (
            "en",
            ["ancelled", "not take place"],
            ["last", "is over", "completed", "done"],
        ),
        (
            "es",
            ["ancel", "o se va"],
            ["Dur", "termina", "finaliza", "resuelt"],
        ),
        (
            "pt",
            ["ancela", "ão será feito"],
            ["Dur", "terminou", "conclu", "Terminou"],
        ),
        (
            "fr",
            ["nnul", "auront pas lieu"],
            ["dur", "termin", "effectu", "ésolu"],
        ),
        (
            "de",
            ["bgesagt", "nicht statt"],
            ["dauer", "vorbei", "geschlossen", "ausgeführt"],
        ),
    ] {
        for channel in CHANNELS {
            for address in [Address::Formal, Address::Informal] {
                let house = House {
                    address,
                    ..acme("UTC")
                };
                let said = body(&house, &cancelled(), channel, tag);
                let told = called_off.iter().any(|word| said.contains(word));
                assert!(told, "{channel} {tag}: {said}");
                for word in past {
                    assert!(!said.contains(word), "{channel} {tag} `{word}`: {said}");
                }
            }
        }
    }
}

#[test]
fn the_shortest_words_name_the_day_once() {
    for (tag, banner, reply) in [
        (
            "en",
            "Cancelled: Database move. The work planned for 22:00 UTC on Saturday 21 November will \
             not take place.",
            "Thank you for asking. The work planned for 22:00 UTC on Saturday 21 November will not \
             take place.",
        ),
        (
            "es",
            "Cancelado: (en inglés) Database move. No se va a hacer el trabajo previsto para las \
             22:00 UTC del sábado 21 de noviembre.",
            "Gracias por preguntar. No se va a hacer el trabajo previsto para las 22:00 UTC del 21/11.",
        ),
        (
            "pt",
            "Cancelado: (em inglês) Database move. O trabalho previsto para sábado, 21 de novembro, \
             às 22:00 UTC foi cancelado.",
            "Obrigado por perguntar. O trabalho previsto para 21/11, às 22:00 UTC não será feito.",
        ),
        (
            "fr",
            "Annulé\u{a0}: (en anglais) Database move. Les travaux prévus le samedi 21 novembre à \
             22:00 UTC n'auront pas lieu.",
            "Merci pour votre question. Les travaux prévus le 21/11 à 22:00 UTC n'auront pas lieu.",
        ),
        (
            "de",
            "Abgesagt: (auf Englisch) Database move. Die Arbeiten, die wir für Samstag, \
             21. November, 22:00 Uhr UTC geplant hatten, finden nicht statt.",
            "Danke für die Nachfrage. Die geplanten Arbeiten (21. November, 22:00 Uhr UTC) finden \
             nicht statt.",
        ),
    ] {
        let said = |channel| body(&acme("UTC"), &cancelled(), channel, tag);
        for (channel, words) in [("banner", banner), ("reply", reply)] {
            assert_eq!(
                said(channel)
                    .rsplit_once(' ')
                    .map(|(words, _)| words.to_owned()),
                Some(words.to_owned()),
                "{channel} {tag}"
            );
        }
    }
}

#[test]
fn each_manner_has_its_words_for_it() {
    let said = |channel, tag| body(&acme("UTC"), &cancelled(), channel, tag);
    assert_eq!(
        said("sms", "en"),
        "Acme: Cancelled: Database move. The work planned for 22:00 UTC on Saturday 21 \
         November will not take place. status.acme.example"
    );
    assert_eq!(
        said("recording", "en"),
        "\
This is a recorded message from Acme.
This is about what we had announced as: Database move.
The work planned for ten p.m. UTC on Saturday 21 November will not take place.
Another date follows.
We recorded this at eleven a.m. UTC on Saturday 21 November.
If it is about something else, please stay on the line."
    );
    let call = said("phone", "es");
    for words in [
        "Llamo por unos trabajos que teníamos previstos y hemos cancelado.",
        "No se van a hacer los trabajos previstos para las 22:00 UTC del sábado 21 de noviembre.",
        "Para preguntar: ¿Necesita algo de nosotros ahora que se ha cancelado?",
    ] {
        assert!(call.contains(words), "{call}");
    }
    assert_eq!(
        said("support", "en"),
        "\
Cancelled: Database move

Answer: Cancelled: Database move. The work planned for 22:00 UTC on Saturday 21 November will not take place. Another date follows.

More on our status page: https://status.acme.example"
    );
    assert_eq!(
        said("team", "en"),
        "\
2026-11-21-card-payments-are-failing · major · cancelled 11:00 UTC · planned for 22:00 UTC · first word 10:04 UTC

**Cancelled: Database move**

The work planned for 22:00 UTC on Saturday 21 November will not take place.

**Said outside:** that the planned work will not take place; nothing more is promised."
    );
}

#[test]
fn a_later_word_about_it_says_that_it_was_called_off() {
    let later = Said::updated("12:00").text(TextFact::Outcome, "It will be on 3 December.");
    let later = incident(said().into_iter().chain([later]));
    assert_eq!(
        body(&acme("UTC"), &later, "status-page", "en"),
        "**Update on cancelled maintenance: \"Database move\"**\n\n\
         The work planned for 22:00 UTC on Saturday 21 November will not take place.\n\n\
         It will be on 3 December."
    );
}

#[test]
fn what_takes_place_after_all_was_never_over() {
    let again = Said::updated("12:00").state(State::Scheduled);
    let again = incident(said().into_iter().chain([again]));
    let page = body(&acme("UTC"), &again, "status-page", "en");
    assert!(
        page.starts_with(
            "**Scheduled maintenance: Database move**\n\n\
             We had called it off; it takes place after all.\n\nDuring the work: You cannot save.\n\n"
        ),
        "{page}"
    );
    assert!(page.contains("from 22:00 to 23:00 UTC."), "{page}");
    assert!(!page.contains("over"), "{page}");
}

#[test]
fn work_that_takes_place_after_all_is_not_late_for_the_plan_that_was_called_off() {
    let begun = Said::updated("23:20")
        .state(State::InProgress)
        .time(TimeFact::Started, "23:15");
    let further = Said::updated("23:30").next("23:50");
    for (tag, after_all, short) in [
        (
            "en",
            "We had called it off; it takes place after all.",
            "It takes place after all.",
        ),
        (
            "es",
            "Lo habíamos cancelado; al final sí se hace.",
            "Al final se hace.",
        ),
        (
            "pt",
            "Tínhamos cancelado o trabalho, mas afinal ele acontece.",
            "O trabalho afinal acontece.",
        ),
        (
            "fr",
            "Nous avions annulé les travaux\u{202f}; ils ont finalement lieu.",
            "Les travaux ont finalement lieu.",
        ),
        (
            "de",
            "Wir hatten die Arbeiten abgesagt; sie finden nun doch statt.",
            "Die Arbeiten finden nun doch statt.",
        ),
    ] {
        let now = incident(said().into_iter().chain([begun.again()]));
        let page = body(&acme("UTC"), &now, "status-page", tag);
        assert_eq!(page.split("\n\n").nth(1), Some(after_all), "{tag}");
        assert!(!page.contains("22:00") && !page.contains("23:00"), "{page}");
        assert!(
            body(&acme("UTC"), &now, "sms", tag).contains(short),
            "{tag}"
        );
    }
    let said = said().into_iter().chain([begun, further]);
    let page = body(&acme("UTC"), &incident(said), "status-page", "en");
    assert_eq!(
        page,
        "\
**Maintenance in progress: Database move**

Nothing has changed since 23:20 UTC.

You cannot save.

The work goes on.

**Next update:** by 23:50 UTC, sooner if something changes."
    );
}
