//! Words that fit the moment: nothing stale while a fix is watched, no repair where none goes on,
//! lost data never passed over.

use super::scene::*;
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::words::{Address, DataImpact, IncidentType, Severity, State};

fn text(said: impl IntoIterator<Item = Said>, channel: &str, tag: &str) -> String {
    body(&acme("Europe/Madrid"), &incident(said), channel, tag)
}

fn work() -> Said {
    Said::declared("Database move")
        .also(TextFact::Title, "es", "Cambio de base de datos")
        .of_type(IncidentType::Maintenance)
        .text(TextFact::Workaround, "Finish open orders first.")
        .also(
            TextFact::Workaround,
            "es",
            "Termine antes los pedidos abiertos.",
        )
        .day(TimeFact::Started, "2026-11-27T22:00:00Z")
}

#[test]
fn a_short_correction_still_names_what_it_is_about() {
    let said = || {
        let holds = "Shops in the UK are affected too. ".repeat(20);
        let spanish = "Afecta al Reino Unido. ".repeat(30);
        let corrected = Said::corrected("10:20").text(TextFact::Scope, &holds).also(
            TextFact::Scope,
            "es",
            &spanish,
        );
        [cards(), corrected]
    };
    assert_eq!(
        text(said(), "social", "en"),
        "We have to correct what we wrote about \"Card payments are failing\". https://status.acme.example"
    );
    assert_eq!(
        text(said(), "social", "es"),
        "Tenemos que corregir lo que escribimos sobre «Fallan los pagos con tarjeta». https://status.acme.example"
    );
}

#[test]
fn a_correction_of_nothing_that_was_read_is_no_correction() {
    let said = || {
        [
            cards(),
            Said::corrected("10:20").severity(Severity::Critical),
        ]
    };
    for (channel, begins) in [
        (
            "status-page",
            "**Investigating: Card payments are failing**",
        ),
        ("sms", "Acme: Your shop cannot take card payments."),
    ] {
        let text = text(said(), channel, "en");
        assert!(text.starts_with(begins), "{text}");
        assert!(!text.contains("orrect"), "{text}");
    }
    assert!(!text(said(), "phone", "es").contains("no era así"));
}

#[test]
fn lost_data_is_said_in_the_shortest_message() {
    let lost = || [cards(), over().data(DataImpact::Lost, Some("luis"))];
    assert_eq!(
        text(lost(), "sms", "es"),
        "Acme: Resuelto: Ya se puede pagar con tarjeta. Hemos perdido datos. Ha durado 49 minutos, desde las 10:58 hasta las 11:47 (hora peninsular). status.acme.example"
    );
    let endless = |said: Said| said.text(TextFact::Outcome, &"It works again. ".repeat(40));
    let [first, last] = lost();
    assert_eq!(
        text([first, endless(last)], "sms", "en"),
        "Acme: Resolved. We lost data. It lasted 49 minutes, from 10:58 to 11:47 CET. status.acme.example"
    );
}

#[test]
fn an_old_impact_does_not_stand_in_the_present_while_a_fix_is_watched() {
    let watched = || {
        Said::updated("11:00")
            .state(State::Monitoring)
            .next("13:00")
    };
    let page = text([cards(), meanwhile(), watched()], "status-page", "en");
    assert_eq!(
        page,
        "\
**Monitoring a fix: Card payments are failing**

It should work again for you; tell us if it does not.

**Who was affected:** Shops in the EU. PayPal and bank transfer work. Shops elsewhere are not affected.

**Began:** 10:58 CET (09:58 UTC).

**What you can do:** Offer PayPal or bank transfer.

**What we are doing:** A fix is in place. We are watching that it holds before we call it over.

**Next update:** by 14:00 CET (13:00 UTC), sooner if something changes."
    );
    assert_eq!(
        text([cards(), meanwhile(), watched()], "sms", "en"),
        "Acme: A fix is in place; we are watching it. About \"Card payments are failing\": it should work again for you; tell us if it does not. Offer PayPal or bank transfer. Next update by 14:00 CET. status.acme.example"
    );
    let informal = crate::domain::house::House {
        address: Address::Informal,
        ..acme("UTC")
    };
    let page = body(
        &informal,
        &incident([cards(), meanwhile(), watched()]),
        "status-page",
        "es",
    );
    assert!(
        page.contains("\n\nYa debería funcionarte; si no es así, dínoslo.\n\n"),
        "{page}"
    );
    let slow = watched().text(TextFact::Impact, "Payments are slow.");
    let page = text([cards(), slow], "status-page", "en");
    assert!(page.contains("\n\nPayments are slow.\n\n"), "{page}");
    assert!(!page.contains("should work"), "{page}");
}

#[test]
fn planned_work_has_words_of_its_own() {
    let confirmed = work()
        .text(TextFact::Action, "We move the database.")
        .day(TimeFact::Estimate, "2026-11-28T00:30:00Z")
        .data(DataImpact::None, Some("luis"));
    let page = text([confirmed], "status-page", "en");
    for said in [
        "**When:** from 23:00 on Friday 27 November to 01:30 CET on Saturday 28 November (22:00 to 00:30 UTC). If that changes, we will say so.",
        "**What you can do before and during it:** Finish open orders first.",
        "**What we will do:** We move the database.",
    ] {
        assert!(page.contains(said), "{page}");
    }
    let quiet = text([work(), Said::updated("11:00")], "status-page", "es");
    assert!(quiet.contains("El plan se mantiene: empieza el viernes 27 de noviembre a las 23:00 (hora peninsular; 22:00 UTC)."), "{quiet}");
    assert_eq!(
        text([work(), Said::updated("11:00")], "sms", "en"),
        "Acme: Scheduled maintenance: Database move. No change: it begins at 23:00 CET on Friday 27 November. Finish open orders first. status.acme.example"
    );
    let begun = Said::updated("11:00").state(State::InProgress);
    let call = text([work(), begun], "phone", "es");
    assert!(
        call.contains("Llamo por los trabajos que están en curso."),
        "{call}"
    );
    // What could be done before the work is impossible in it.
    assert!(!call.contains("Termine antes"), "{call}");
    let done = Said::updated("11:00")
        .state(State::Completed)
        .time(TimeFact::Started, "10:30");
    let call = text([work(), done], "phone", "en");
    assert!(
        call.contains("I am calling to tell you that the work is done."),
        "{call}"
    );
}

#[test]
fn an_update_after_the_end_tells_what_it_states() {
    let later = Said::updated("12:20")
        .text(TextFact::Scope, "Shops in the UK too.")
        .text(TextFact::Impact, "Some payments were slow.")
        .text(TextFact::Workaround, "Check your orders.");
    let page = text([cards(), over(), later.again()], "status-page", "en");
    for said in [
        "\n\nSome payments were slow.\n\n",
        "**Who was affected:** Shops in the UK too.",
        "**What you can do:** Check your orders.",
    ] {
        assert!(page.contains(said), "{page}");
    }
    let call = text([cards(), over(), later], "phone", "es");
    assert!(
        call.contains("Es sobre lo que anunciamos como «Fallan los pagos con tarjeta»."),
        "{call}"
    );
}

#[test]
fn what_began_again_began_once_before() {
    let again = Said::updated("11:20").state(State::Identified);
    let page = text([cards(), over(), again], "status-page", "es");
    assert!(
        page.starts_with("**Aún no ha terminado: Fallan los pagos con tarjeta**"),
        "{page}"
    );
    assert!(
        page.contains("**Primer inicio:** las 10:58 (hora peninsular; 09:58 UTC)."),
        "{page}"
    );
}

#[test]
fn the_support_desk_can_answer_about_the_end_money_and_reasons() {
    let macro_ = text([cards(), over()], "support", "en");
    for said in [
        "from 10:58 to 11:47 CET (10:47 UTC). We are sorry: you could not sell by card for 49 minutes.\n",
        "If they ask what happened: By Friday 27 November we will publish",
        "If they ask about compensation: Nothing is confirmed yet; promise nothing.",
    ] {
        assert!(macro_.contains(said), "{macro_}");
    }
    let small = text([cards().severity(Severity::Minor)], "support", "en");
    assert!(!small.contains("compensation"), "{small}");
}

#[test]
fn a_spoken_outcome_begins_with_a_capital_and_a_spoken_zone_stands_between_commas() {
    let over = over().also(TextFact::Outcome, "es", "ya se puede pagar");
    let call = text([cards(), over], "phone", "es");
    assert!(call.contains("\n\nYa se puede pagar.\n\n"), "{call}");
    let call = text([cards()], "phone", "es");
    assert!(
        call.contains("\n\nLe vuelvo a llamar a las 11:30 como muy tarde, hora peninsular, aunque"),
        "{call}"
    );
}

#[test]
fn a_cause_that_was_found_is_not_an_open_question() {
    let found = || {
        [
            Said::declared("Cards fail"),
            Said::updated("10:20").state(State::Identified),
        ]
    };
    let team = text(found(), "team", "es");
    assert!(
        team.contains("cuál es la causa (encontrada, pero sin apuntar aquí)"),
        "{team}"
    );
    assert!(
        !text(found(), "team", "en").contains("what the cause is,"),
        "{team}"
    );
}
