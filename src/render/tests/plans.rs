//! Planned work whose plan changes before it begins: corrected, moved, or on again after all.

use super::scene::*;
use crate::domain::fact::TextFact::{Impact, Title};
use crate::domain::fact::TimeFact::{Estimate, Started};
use crate::domain::words::IncidentType;

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
