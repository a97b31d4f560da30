//! Where space is dear: what a message is about goes last, and only what is gone is called so.

use super::scene::*;
use crate::domain::fact::TextFact::{DoNow, Impact, Scope, Title, Workaround};
use crate::domain::fact::TimeFact::{Ended, Estimate, Started};
use crate::domain::words::{DataImpact, IncidentType, State};

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

#[test]
fn planned_work_that_moved_says_which_work_and_that_it_moved() {
    let moved = Said::updated("12:00")
        .day(Started, "2026-11-24T22:00:00Z")
        .day(Estimate, "2026-11-25T00:00:00Z")
        .confirmed("ana");
    let now = incident([work(), moved]);
    let sms = body(&acme("Europe/Madrid"), &now, "sms", "es");
    for words in [
        "Actualización de la base de datos.",
        "El inicio ha cambiado.",
    ] {
        assert!(sms.contains(words), "{sms}");
    }
    for (tag, words) in [
        ("es", "El inicio ha cambiado"),
        ("pt", "O trabalho foi remarcado"),
    ] {
        let banner = body(&acme("Europe/Madrid"), &now, "banner", tag);
        assert!(banner.contains(words), "{banner}");
    }
}

#[test]
fn news_of_data_after_the_end_stands_in_every_short_message() {
    for (data, words) in [
        (DataImpact::Duplicated, "We recorded data twice."),
        (DataImpact::Delayed, "Data arrived late during this time."),
    ] {
        let added = Said::updated("12:00").data(data, Some("ana"));
        let now = incident([cards(), over(), added]);
        for channel in ["sms", "social", "banner", "reply"] {
            let text = body(&acme("UTC"), &now, channel, "en");
            let at = text.find(words);
            assert!(at.is_some(), "{channel}: {text}");
            assert!(
                text.find("It lasted")
                    .is_none_or(|lasted| at < Some(lasted))
            );
        }
    }
}

#[test]
fn what_is_open_again_says_so_without_its_title() {
    let title = "Os pagamentos com cartão estão falhando ".repeat(3);
    let first = cards().also(Title, "pt", &title);
    let again = Said::updated("12:00")
        .state(State::Investigating)
        .next("12:30");
    let now = incident([first, over(), again]);
    let text = body(&acme("Europe/Madrid"), &now, "sms", "pt");
    let begins = "Acme: Dissemos cedo demais que tinha terminado. ";
    assert!(text.starts_with(begins), "{text}");
}

#[test]
fn a_text_message_names_who_sends_it_however_much_it_has_to_say() {
    let said = Said::declared("Customer addresses were visible")
        .of_type(IncidentType::Security)
        .text(DoNow, "Change your password.")
        .also(DoNow, "es", "Cambie su contraseña.")
        .also(
            Impact,
            "es",
            "Otras personas podían leer las direcciones de sus clientes.",
        )
        .text(Impact, "Others could read the addresses of your customers.")
        .data(DataImpact::Exposed, Some("ana"))
        .next("10:30");
    let text = body(&acme("Europe/Madrid"), &incident([said]), "sms", "es");
    assert!(text.starts_with("Acme: Cambie su contraseña. "), "{text}");
}
