//! What one client reads: their name, their language, the report of their day.

use super::scene::*;
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::house::House;
use crate::domain::words::Address;
use crate::render::{Daily, Templates, daily};

fn norte(address: Address) -> House {
    House {
        client: Some("Banco Norte".to_owned()),
        address,
        ..acme("Europe/Madrid")
    }
}

fn first_line(address: Address, channel: &str, tag: &str) -> String {
    let message = message(&norte(address), &incident([cards()]), channel, tag);
    message.body.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_mail_to_a_client_greets_them_by_name_and_one_to_everybody_does_not() {
    for (tag, formal, informal) in [
        ("en", "Hello Banco Norte,", "Hello Banco Norte,"),
        ("es", "Hola, Banco Norte:", "Hola, Banco Norte:"),
        ("pt", "Olá, Banco Norte:", "Olá, Banco Norte:"),
        ("fr", "Bonjour Banco Norte,", "Bonjour Banco Norte,"),
        ("de", "Guten Tag Banco Norte:", "Hallo Banco Norte:"),
    ] {
        assert_eq!(first_line(Address::Formal, "email", tag), formal);
        assert_eq!(first_line(Address::Informal, "email", tag), informal);
    }
    let everybody = message(&acme("UTC"), &incident([cards()]), "email", "en");
    assert!(
        everybody.body.starts_with("Investigating: "),
        "{}",
        everybody.body
    );
    let short = message(&norte(Address::Formal), &incident([cards()]), "sms", "en");
    assert!(
        !short.body.contains("Norte"),
        "a text message has no room for it"
    );
}

#[test]
fn whoever_calls_asks_for_the_client() {
    for (tag, formal, informal) in [
        (
            "en",
            "Hello, is this Banco Norte? I am calling from Acme.",
            None,
        ),
        (
            "es",
            "Hola, ¿hablo con Banco Norte? Le llamo de Acme.",
            Some("Hola, ¿hablo con Banco Norte? Te llamo de Acme."),
        ),
        (
            "pt",
            "Olá, falo com Banco Norte? Falo em nome de Acme.",
            None,
        ),
        (
            "fr",
            "Bonjour, je parle bien à Banco Norte\u{202f}? Je travaille chez Acme.",
            None,
        ),
        (
            "de",
            "Guten Tag, spreche ich mit Banco Norte? Hier ist Acme.",
            Some("Hallo, spreche ich mit Banco Norte? Hier ist Acme."),
        ),
    ] {
        for (address, said) in [
            (Address::Formal, formal),
            (Address::Informal, informal.unwrap_or(formal)),
        ] {
            let line = first_line(address, "phone", tag);
            assert!(line.ends_with(said), "{tag}: {line}");
        }
    }
}

/// The report of 21 November, a Saturday, about so many incidents.
fn report(tag: &str, count: usize) -> Daily {
    let over = || {
        let end = Said::resolved("10:40").text(TextFact::Outcome, "Cards work again");
        incident([
            cards().time(TimeFact::Started, "09:58"),
            end.time(TimeFact::Ended, "10:38"),
        ])
    };
    let incidents: Vec<_> = (0..count).map(|_| over()).collect();
    let at = incident([cards()]).timeline[0].at;
    daily(
        &Templates::embedded(),
        &norte(Address::Formal),
        &locale(tag),
        at,
        &incidents,
    )
    .unwrap()
}

#[test]
fn the_daily_report_says_in_every_language_how_much_there_was() {
    for (tag, none, one, two) in [
        (
            "en",
            "On Saturday 21 November there was nothing to report.",
            "On Saturday 21 November one incident was solved.",
            "On Saturday 21 November 2 incidents were solved.",
        ),
        (
            "es",
            "El sábado 21 de noviembre no hubo nada que contar.",
            "El sábado 21 de noviembre se resolvió una incidencia.",
            "El sábado 21 de noviembre se resolvieron 2 incidencias.",
        ),
        (
            "pt",
            "Resumo de sábado, 21 de novembro: não há nada a relatar.",
            "Resumo de sábado, 21 de novembro: foi resolvido um incidente.",
            "Resumo de sábado, 21 de novembro: foram resolvidos 2 incidentes.",
        ),
        (
            "fr",
            "Le samedi 21 novembre, il n'y a rien eu à signaler.",
            "Le samedi 21 novembre, un incident a été résolu.",
            "Le samedi 21 novembre, 2 incidents ont été résolus.",
        ),
        (
            "de",
            "Am Samstag, 21. November, gab es nichts zu berichten.",
            "Am Samstag, 21. November, wurde eine Störung behoben.",
            "Am Samstag, 21. November, wurden 2 Störungen behoben.",
        ),
    ] {
        for (count, intro) in [(0, none), (1, one), (2, two)] {
            let body = report(tag, count).body;
            assert_eq!(body.split("\n\n").nth(1), Some(intro), "{tag}");
            assert_eq!(body.split("\n\n").count(), 2 + count, "{tag}: {body}");
        }
    }
}

#[test]
fn an_incident_in_the_report_tells_its_end_what_it_was_and_how_long_it_took() {
    let written = report("en", 1);
    assert_eq!(written.subject, "[Acme] Daily report, Saturday 21 November");
    assert_eq!(
        written.body.split("\n\n").nth(2),
        Some(
            "Resolved: Cards work again\n\
             It was about \"Card payments are failing\".\n\
             It is over. It lasted 40 minutes, from 10:58 to 11:38 CET (10:38 UTC)."
        )
    );
}
