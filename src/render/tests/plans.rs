//! Planned work whose plan changes before it begins: corrected, moved, or on again after all.

use super::scene::*;
use crate::domain::fact::TextFact::{Action, Impact, Title, Workaround};
use crate::domain::fact::TimeFact::{Estimate, Started};
use crate::domain::words::{ComponentStatus, IncidentType, State};

fn announced() -> Said {
    Said::declared("Database move")
        .also(Title, "es", "Traslado de la base de datos")
        .also(Title, "pt", "Mudança da base de dados")
        .also(Title, "fr", "Migration de la base")
        .also(Title, "de", "Umzug der Datenbank")
        .of_type(IncidentType::Maintenance)
        .text(Impact, "You cannot save.")
        .time(Started, "22:00")
        .time(Estimate, "23:00")
        .confirmed("ana")
}

fn page(said: [Said; 2], tag: &str) -> String {
    body(&acme("UTC"), &incident(said), "status-page", tag)
}

#[test]
fn a_corrected_plan_is_told_in_the_future_with_both_its_times() {
    let corrected = || {
        Said::corrected("11:00")
            .day(Started, "2026-11-22T22:00:00Z")
            .day(Estimate, "2026-11-22T23:30:00Z")
            .confirmed("ana")
    };
    for (tag, told) in [
        (
            "en",
            "We had announced the start for 22:00 UTC on Saturday 21 November and the end for \
             23:00 UTC on Saturday 21 November. That was wrong. It runs from 22:00 to 23:30 UTC on \
             Sunday 22 November.",
        ),
        (
            "es",
            "Habíamos anunciado el inicio para las 22:00 UTC del sábado 21 de noviembre, y el \
             final para las 23:00 UTC del sábado 21 de noviembre. No era así. Va a ser el domingo 22 de noviembre, desde las 22:00 hasta las 23:30 UTC.",
        ),
        (
            "pt",
            "Tínhamos anunciado o início para sábado, 21 de novembro, às 22:00 UTC, e o fim \
             para sábado, 21 de novembro, às 23:00 UTC. Isso \
             estava errado. Vai ser no domingo, 22 de novembro, das 22:00 às 23:30 UTC.",
        ),
        (
            "fr",
            "Nous avions annoncé le début pour le samedi 21 novembre à 22:00 UTC, \
             et la fin pour le samedi 21 novembre à 23:00 UTC. C'était faux. Les \
             travaux auront lieu le dimanche 22 novembre de 22:00 à 23:30 UTC.",
        ),
        (
            "de",
            "Als Beginn hatten wir Samstag, 21. November, 22:00 Uhr UTC genannt, \
             als Ende Samstag, 21. November, 23:00 Uhr UTC. Das war falsch. Die Arbeiten \
             finden am Sonntag, 22. November, von 22:00 Uhr bis 23:30 Uhr UTC statt.",
        ),
    ] {
        let page = page([announced(), corrected()], tag);
        assert_eq!(page.split("\n\n").nth(1), Some(told), "{tag}");
    }
    let said = body(
        &acme("UTC"),
        &incident([announced(), corrected()]),
        "sms",
        "en",
    );
    assert_eq!(
        said,
        "Acme: We have to correct what we wrote about \"Database move\". The times were \
         wrong. It runs from 22:00 to 23:30 UTC on Sunday 22 November. status.acme.example"
    );
}

#[test]
fn a_corrected_end_alone_is_a_correction_too() {
    let later = Said::corrected("11:00")
        .time(Estimate, "23:30")
        .confirmed("ana");
    assert_eq!(
        page([announced(), later], "en"),
        "\
**Correction to \"Database move\"**

We had announced the end for 23:00 UTC on Saturday 21 November. That was wrong. It runs from 22:00 to 23:30 UTC.

Everything else we wrote still holds."
    );
}

#[test]
fn a_moved_end_is_said_to_have_moved() {
    let later = || {
        Said::updated("11:00")
            .time(Estimate, "23:30")
            .confirmed("ana")
    };
    for (tag, told, short) in [
        (
            "en",
            "The end has moved: we had announced it for 23:00 UTC on Saturday 21 November.",
            "The end has moved.",
        ),
        (
            "es",
            "El final ha cambiado: lo habíamos anunciado para las 23:00 UTC del sábado 21 de noviembre.",
            "El final ha cambiado.",
        ),
        (
            "pt",
            "A hora final mudou: tínhamos anunciado o fim para sábado, 21 de novembro, às 23:00 UTC.",
            "A hora final mudou.",
        ),
        (
            "fr",
            "L'heure de fin a changé\u{a0}: nous avions annoncé la fin pour le samedi 21 novembre à 23:00 UTC.",
            "L'heure de fin a changé.",
        ),
        (
            "de",
            "Das Ende hat sich verschoben: Angekündigt hatten wir es für Samstag, 21. November, 23:00 Uhr UTC.",
            "Das Ende hat sich verschoben.",
        ),
    ] {
        let page = page([announced(), later()], tag);
        assert_eq!(page.split("\n\n").nth(1), Some(told), "{tag}");
        let said = body(&acme("UTC"), &incident([announced(), later()]), "sms", tag);
        assert!(said.contains(short), "{said}");
    }
}

#[test]
fn a_start_that_moved_names_the_day_it_moved_from() {
    let moved = || {
        Said::updated("11:00")
            .day(Started, "2026-11-22T22:30:00Z")
            .day(Estimate, "2026-11-22T23:30:00Z")
            .confirmed("ana")
    };
    for (tag, told) in [
        (
            "en",
            "The start has moved: we had announced it for 22:00 UTC on Saturday 21 November.",
        ),
        (
            "es",
            "El inicio ha cambiado: lo habíamos anunciado para las 22:00 UTC del sábado 21 de noviembre.",
        ),
        (
            "pt",
            "O trabalho foi remarcado: tínhamos anunciado o início para sábado, 21 de novembro, às 22:00 UTC.",
        ),
        (
            "fr",
            "Le créneau a changé\u{a0}: nous avions annoncé le début pour le samedi 21 novembre à 22:00 UTC.",
        ),
        (
            "de",
            "Der Beginn hat sich verschoben: Angekündigt hatten wir ihn für Samstag, 21. November, 22:00 Uhr UTC.",
        ),
    ] {
        let page = page([announced(), moved()], tag);
        assert_eq!(page.split("\n\n").nth(1), Some(told), "{tag}");
    }
}

fn moving() -> Said {
    announced()
        .text(Workaround, "Save your changes before.")
        .text(Action, "We move the database.")
        .component("Checkout", ComponentStatus::UnderMaintenance)
}

#[test]
fn what_is_only_announced_is_told_in_its_time() {
    let begun = || Said::updated("22:05").state(State::InProgress);
    let now = incident([moving()]);
    let later = incident([moving(), begun()]);
    for (tag, during, will, parts) in [
        (
            "en",
            "During the work: You cannot save.",
            "What we will do: We move the database.",
            "Components it concerns: Checkout.",
        ),
        (
            "es",
            "Durante los trabajos: (en inglés) You cannot save.",
            "Qué vamos a hacer: (en inglés) We move the database.",
            "Componentes a los que afectará: Checkout.",
        ),
        (
            "pt",
            "Durante os trabalhos: (em inglês) You cannot save.",
            "O que vamos fazer: (em inglês) We move the database.",
            "Componentes que a manutenção envolve: Checkout.",
        ),
        (
            "fr",
            "Pendant les travaux : (en anglais) You cannot save.",
            "Ce que nous allons faire : (en anglais) We move the database.",
            "Services concernés par les travaux : Checkout.",
        ),
        (
            "de",
            "Während der Arbeiten: (auf Englisch) You cannot save.",
            "Was wir vorhaben: (auf Englisch) We move the database.",
            "Komponenten, um die es geht: Checkout.",
        ),
    ] {
        let said = |now, channel| body(&acme("UTC"), now, channel, tag).replace('\u{a0}', " ");
        for channel in [
            "sms",
            "social",
            "banner",
            "reply",
            "webhook",
            "support",
            "recording",
        ] {
            let text = said(&now, channel);
            assert!(text.contains(during), "{channel} {tag}: {text}");
            // Once it has begun, it holds as it stands.
            let text = said(&later, channel);
            assert!(!text.contains(during), "{channel} {tag}: {text}");
            assert!(text.contains("You cannot save."), "{channel} {tag}: {text}");
            assert!(
                !text.contains("Save your changes before."),
                "{channel} {tag}: {text}"
            );
        }
        for channel in ["support", "partners", "recording", "webhook"] {
            let text = said(&now, channel);
            assert!(text.contains(will), "{channel} {tag}: {text}");
        }
        assert!(said(&now, "webhook").contains(parts), "{tag}");
        assert!(!said(&later, "webhook").contains(parts), "{tag}");
    }
    let call = body(&acme("UTC"), &now, "phone", "es");
    assert!(
        call.contains(
            "Qué significa para usted durante los trabajos: (en inglés) You cannot save."
        ),
        "{call}"
    );
}

#[test]
fn an_impact_that_names_its_time_has_no_other_before_it() {
    for (words, told) in [
        (
            "During the work you cannot save.",
            "During the work you cannot save.",
        ),
        (
            "You cannot save during the work.",
            "You cannot save during the work.",
        ),
        (
            "One thing stops: saving.",
            "During the work: One thing stops: saving.",
        ),
    ] {
        let page = page_of(announced().text(Impact, words));
        assert_eq!(page.split("\n\n").nth(1), Some(told));
    }
}

fn page_of(said: Said) -> String {
    body(&acme("UTC"), &incident([said]), "status-page", "en")
}

#[test]
fn while_the_result_is_checked_nothing_says_that_the_work_goes_on() {
    let checking = Said::updated("23:05").state(State::Verifying);
    let now = incident([moving(), checking]);
    for (tag, began, done) in [
        ("en", "**Began:** 22:00 UTC.", "The work is done."),
        ("es", "**Inicio:** las 22:00 UTC.", "El trabajo está hecho."),
        ("pt", "**Início:** às 22:00 UTC.", "O trabalho está feito."),
        ("fr", "**Début :** 22:00 UTC.", "Les travaux sont faits."),
        (
            "de",
            "**Beginn:** 22:00 Uhr UTC.",
            "Die Arbeiten sind ausgeführt.",
        ),
    ] {
        let page = body(&acme("UTC"), &now, "status-page", tag).replace('\u{a0}', " ");
        for words in [began, done] {
            assert!(page.contains(words), "{tag}: {page}");
        }
        assert!(!page.contains("We move the database."), "{tag}: {page}");
    }
}

#[test]
fn short_words_keep_who_speaks_and_what_it_means() {
    let long = announced()
        .also(
            Title,
            "pt",
            "Os pedidos param enquanto mudamos o banco de dados",
        )
        .also(Impact, "pt", "A sua loja não pode receber pedidos.")
        .next("20:00");
    assert_eq!(
        body(&acme("America/Sao_Paulo"), &incident([long]), "sms", "pt"),
        "Acme: Os pedidos param enquanto mudamos o banco de dados. Durante os trabalhos: A sua loja \
         não pode receber pedidos. Vai ser das 19:00 às 20:00 (horário de Brasília). status.acme.example"
    );
}
