//! Messages for the less ordinary moments: corrections, relapses, break-ins, planned work, and the
//! readers inside.

use super::scene::*;
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::words::{Address, DataImpact, IncidentType, Severity, State};

#[test]
fn a_correction_says_what_was_wrong_and_what_holds() {
    let wrong = incident([
        Said::declared("Card payments are failing")
            .text(TextFact::Scope, "Shops elsewhere are not affected."),
        Said::corrected("10:20")
            .text(TextFact::Scope, "Shops in the UK are affected too.")
            .next("10:30"),
    ]);
    assert_eq!(
        body(&acme("UTC"), &wrong, "status-page", "en"),
        "\
**Correction to \"Card payments are failing\"**

At 10:04 UTC we wrote: Shops elsewhere are not affected. That was wrong. What holds: Shops in the UK are affected too.

Everything else we wrote still holds.

**Next update:** by 10:30 UTC, sooner if something changes."
    );
}

#[test]
fn a_corrected_time_and_a_withdrawn_statement_are_said_as_such() {
    let wrong = incident([
        cards(),
        Said::corrected("10:20")
            .time(TimeFact::Started, "09:40")
            .clear(TextFact::Workaround),
    ]);
    let text = body(&acme("UTC"), &wrong, "status-page", "en");
    assert!(
        text.contains(
            "We wrote that it began at 09:58 UTC. That was wrong: it began at 09:40 UTC."
        ),
        "{text}"
    );
    assert!(text.contains("At 10:04 UTC we wrote: Offer PayPal or bank transfer. That was wrong, and we take it back."), "{text}");
}

#[test]
fn what_is_open_again_says_so() {
    let again = incident([
        cards(),
        over(),
        Said::updated("11:20")
            .state(State::Identified)
            .next("11:40"),
    ]);
    assert_eq!(
        body(&acme("UTC"), &again, "sms", "en"),
        "Acme: We called it over too early: Card payments are failing. Your shop cannot take card payments. Offer PayPal or bank transfer. Next update by 11:40 UTC. status.acme.example"
    );
    let page = body(&acme("UTC"), &again, "status-page", "en");
    assert!(page.starts_with("**Not over after all: Card payments are failing**\n\nAt 10:55 UTC we wrote that it was over. It is not; we are working on it again."), "{page}");
}

#[test]
fn an_update_after_the_end_does_not_sound_like_a_new_outage() {
    let later = incident([
        cards(),
        over(),
        Said::updated("12:00").text(TextFact::Action, "We have refunded every double charge."),
    ]);
    let text = body(&acme("UTC"), &later, "status-page", "en");
    assert!(text.starts_with("**Update on a resolved incident: \"Card payments are failing\"**\n\nIt is over. It lasted 49 minutes, from 09:58 to 10:47 UTC."), "{text}");
    assert!(
        text.contains("**What we did:** We have refunded every double charge."),
        "{text}"
    );
}

#[test]
fn an_update_after_the_end_does_not_repeat_what_the_end_said() {
    let said = "We have refunded every double charge.";
    let later = Said::updated("12:00").text(TextFact::Action, said);
    let now = incident([cards(), over(), later]);
    assert_eq!(
        body(&acme("Europe/Madrid"), &now, "email", "en"),
        "\
Update on a resolved incident: \"Card payments are failing\"

It is over. It lasted 49 minutes, from 10:58 to 11:47 CET (10:47 UTC).

What we did: We have refunded every double charge.

By Friday 27 November we will publish what happened and what we change so that it does not happen again.

More on our status page: https://status.acme.example"
    );
    let executives = body(&acme("UTC"), &now, "executives", "en");
    assert!(
        executives.contains("Customers were told this at 12:00 UTC."),
        "{executives}"
    );
}

#[test]
fn security_says_what_to_do_before_anything_else() {
    let breach = Said::declared("Unknown sign-ins")
        .of_type(IncidentType::Security)
        .severity(Severity::Critical)
        .text(
            TextFact::DoNow,
            "Sign out of all devices and change your password.",
        )
        .text(TextFact::Impact, "Someone may have got into accounts.")
        .text(TextFact::Scope, "Accounts without two-step sign-in.")
        .data(DataImpact::Unknown, None)
        .next("10:30");
    assert_eq!(
        body(&acme("UTC"), &incident([breach]), "status-page", "en"),
        "\
**What to do now:** Sign out of all devices and change your password.

**Investigating: Unknown sign-ins**

Someone may have got into accounts.

**What we know:** Accounts without two-step sign-in.

**What we do not know yet:** whether data was lost or exposed and how it happened.

What we do not say now, we will explain once saying it puts nobody at risk.

**What we are doing:** We are looking for the cause.

**Next update:** by 10:30 UTC, sooner if something changes."
    );
}

#[test]
fn the_support_desk_gets_answers_and_what_not_to_say() {
    let mut house = acme("Europe/Madrid");
    assert_eq!(
        body(&house, &incident([cards()]), "support", "es"),
        "\
Investigando: Fallan los pagos con tarjeta

Respuesta: Su tienda no puede cobrar con tarjeta. A quién afecta: Afecta a las tiendas de la UE. PayPal y la transferencia funcionan. Fuera de la UE se puede cobrar con normalidad. Mientras lo resolvemos: Ofrezca PayPal o transferencia. Estamos pasando los pagos con tarjeta a nuestro segundo proveedor y seguimos en contacto con el primero. Próxima actualización a las 11:30 como muy tarde (hora peninsular; 10:30 UTC).

Si preguntan cuándo se arregla: Aún no podemos dar una hora fiable. Sí le decimos cuándo le contaremos más: a las 11:30 como muy tarde (hora peninsular; 10:30 UTC).

Si preguntan por datos o cobros: Todavía no hay nada confirmado. Anote la pregunta; no suponga la respuesta.

Si preguntan por una compensación: No hay nada confirmado; no prometa nada.

No diga: una hora de solución; que son pocos clientes; que no hay datos afectados.

Sígalo aquí: https://status.acme.example"
    );
    house.address = Address::Informal;
    let informal = body(&house, &incident([cards()]), "support", "es");
    assert!(
        informal.contains("Sí te decimos cuándo te contaremos más"),
        "{informal}"
    );
    assert!(informal.contains("No digas: "), "{informal}");
}

#[test]
fn the_telephone_has_a_script() {
    assert_eq!(
        body(&acme("Europe/Madrid"), &incident([cards()]), "phone", "en"),
        "\
Opening (say your name first): Hello, I am calling from Acme.

I want you to hear this from us before you read it anywhere else.

What it means for you: Your shop cannot take card payments.

Since 10:58 Central European Time.

Who is affected: Shops in the EU. PayPal and bank transfer work. Shops elsewhere are not affected.

What works meanwhile: Offer PayPal or bank transfer.

What we are doing: We are moving card payments to our second provider and are in contact with the first.

I will call you again by 11:30 Central European Time, even if there is nothing new.

To ask: What do you need from us meanwhile?

To write down: who you spoke to and when, what they need from us, what you promised."
    );
}

#[test]
fn the_team_sees_everything_and_executives_half_a_screen() {
    let noted =
        Said::new(crate::domain::entry::Kind::Noted, "10:12").note("Second provider answers");
    let now = incident([cards().time(TimeFact::Detected, "10:01"), noted]);
    assert_eq!(
        body(&acme("UTC"), &now, "team", "en"),
        "\
2026-11-21-card-payments-are-failing · major · investigating · since 09:58 UTC · detected 10:01 UTC · first word 10:04 UTC

**Investigating: Card payments are failing**

Your shop cannot take card payments.

**Who is affected:** Shops in the EU. PayPal and bank transfer work. Shops elsewhere are not affected.

**Since:** 09:58 UTC.

**What you can do now:** Offer PayPal or bank transfer.

**What we are doing:** We are moving card payments to our second provider and are in contact with the first.

**Cause so far:** provider returns 502 since 09:58.

**On it:** ana (lead), luis.

**Notes so far:** 10:12 UTC, ana: Second provider answers.

**Open questions:** whether data is affected.

**Said outside:** next update by 10:30 UTC."
    );
    assert_eq!(
        body(&acme("UTC"), &now, "executives", "en"),
        "\
Investigating: Card payments are failing

Your shop cannot take card payments.

Since: 09:58 UTC.

Who is affected: Shops in the EU. PayPal and bank transfer work. Shops elsewhere are not affected.

What we are doing: We are moving card payments to our second provider and are in contact with the first.

Customers were told at 10:04 UTC; next word by 10:30 UTC.

Decision needed: none."
    );
}

#[test]
fn planned_work_says_when() {
    let work = Said::declared("Database move")
        .of_type(IncidentType::Maintenance)
        .text(TextFact::Impact, "You cannot sign in during the work.")
        .day(TimeFact::Started, "2026-11-27T22:00:00Z");
    let now = incident([work]);
    assert_eq!(
        body(&acme("Europe/Madrid"), &now, "status-page", "en"),
        "\
**Scheduled maintenance: Database move**

You cannot sign in during the work.

**When:** from 23:00 CET on Friday 27 November (22:00 UTC)."
    );
    assert_eq!(
        body(&acme("Europe/Madrid"), &now, "sms", "es"),
        "Acme: Mantenimiento programado: (en inglés) Database move. Durante los trabajos: (en inglés) You cannot sign in during the work. Empieza el 27/11 a las 23:00 (hora peninsular). status.acme.example"
    );
}

#[test]
fn a_fact_in_another_language_is_shown_as_such_and_named() {
    let message = message(
        &acme("UTC"),
        &incident([cards().text(TextFact::ThirdParty, "Our provider has a fault.")]),
        "status-page",
        "es",
    );
    assert_eq!(message.untranslated, [TextFact::ThirdParty]);
    assert!(
        message
            .body
            .contains("**Contexto:** (en inglés) Our provider has a fault."),
        "{}",
        message.body
    );
}

#[test]
fn a_small_incident_says_less_and_is_not_sorry_at_once() {
    let said = |severity| {
        cards()
            .severity(severity)
            .text(TextFact::ThirdParty, "Our provider has a fault.")
            .text(TextFact::Harm, "you could not sell by card.")
    };
    let text = |severity| {
        body(
            &acme("UTC"),
            &incident([said(severity)]),
            "status-page",
            "en",
        )
    };
    let (small, large) = (text(Severity::Minor), text(Severity::Major));
    assert!(
        large.contains("**For context:** Our provider has a fault."),
        "{large}"
    );
    assert!(
        large.contains("We are sorry: you could not sell by card."),
        "{large}"
    );
    assert!(
        !small.contains("For context") && !small.contains("sorry"),
        "{small}"
    );
}
