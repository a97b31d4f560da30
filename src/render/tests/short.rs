//! Where space is dear: what a message is about goes last, and only what is gone is called so.

use super::scene::*;
use crate::domain::fact::TextFact::{Impact, Scope, Title, Workaround};
use crate::domain::fact::TimeFact::{Ended, Estimate, Started};
use crate::domain::words::{IncidentType, State};

const TAGS: [&str; 5] = ["en", "es", "pt", "fr", "de"];

fn work() -> Said {
    Said::declared("Database upgrade")
        .also(Title, "es", "Actualización de la base de datos")
        .of_type(IncidentType::Maintenance)
        .text(Impact, "You cannot save what you write.")
        .also(Impact, "es", "No podrá guardar lo que escriba.")
        .day(Started, "2026-11-22T22:00:00Z")
        .day(Estimate, "2026-11-23T00:00:00Z")
        .confirmed("ana")
        .next("20:00")
}

#[test]
fn a_short_correction_holds_what_is_corrected_in_every_language() {
    let wrong = Said::corrected("11:30").time(Ended, "10:50").next("13:00");
    let now = incident([cards(), over(), wrong]);
    for tag in TAGS {
        for channel in ["sms", "social"] {
            let text = body(&acme("Europe/Madrid"), &now, channel, tag);
            assert!(text.contains("11:50"), "{channel} {tag}: {text}");
        }
    }
}

#[test]
fn short_words_on_planned_work_say_what_it_means_before_when_the_next_ones_come() {
    let said = |said: Vec<Said>| message(&acme("Europe/Madrid"), &incident(said), "sms", "es");
    let first = said(vec![work()]);
    assert_eq!(
        first.body,
        "Acme: Actualización de la base de datos. Durante los trabajos: No podrá guardar lo que \
         escriba. Va a ser desde las 23:00 del 22/11 hasta la 01:00 del 23/11 (hora peninsular). \
         status.acme.example"
    );
    assert_eq!(first.dropped, ["next_update", "turn"]);
}

#[test]
fn short_words_on_work_that_takes_longer_say_so() {
    let begun = Said::updated("22:05").state(State::InProgress);
    let late = Said::updated("23:10").next("23:50");
    let first = Said::declared("Database upgrade")
        .also(Title, "es", "Actualización de la base de datos")
        .of_type(IncidentType::Maintenance)
        .text(Impact, "You cannot save what you write.")
        .also(
            Impact,
            "es",
            "No podrá guardar lo que escriba hasta que acabemos.",
        )
        .time(Started, "22:00")
        .time(Estimate, "23:00")
        .confirmed("ana");
    let text = body(
        &acme("Europe/Madrid"),
        &incident([first, begun, late]),
        "sms",
        "es",
    );
    assert!(text.contains("El trabajo se alarga."), "{text}");
}

#[test]
fn two_short_corrections_name_their_facts() {
    let wrong = Said::corrected("10:20")
        .text(Scope, "Shops in the UK too.")
        .text(Workaround, "Offer bank transfer.");
    let now = incident([cards(), wrong]);
    for (tag, words) in [
        (
            "en",
            "Who is affected: Shops in the UK too. What you can do now: Offer bank transfer.",
        ),
        ("es", "Alcance: "),
        ("pt", "Quem é afetado: "),
        ("fr", "Qui est touché\u{a0}: "),
        ("de", "Wer betroffen ist: "),
    ] {
        let text = body(&acme("UTC"), &now, "social", tag);
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn what_stands_in_short_was_not_left_out() {
    let title = "La tienda no cobra ".repeat(10) + "con tarjeta";
    let said = Said::declared("Cards fail")
        .also(Title, "es", &title)
        .next("10:30");
    let told = message(&acme("Europe/Madrid"), &incident([said]), "social", "es");
    assert!(
        told.body
            .contains("Aviso antes de las 11:30 (hora peninsular)."),
        "{}",
        told.body
    );
    assert!(told.dropped.is_empty(), "{:?}", told.dropped);
}
