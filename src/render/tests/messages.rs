//! Messages in full, as their readers get them.

use super::scene::*;
use crate::domain::fact::TextFact;
use crate::domain::house::House;

#[test]
fn the_status_page_while_it_lasts_in_english() {
    assert_eq!(
        body(&acme("Europe/Madrid"), &incident([cards()]), "status-page", "en"),
        "\
**Investigating: Card payments are failing**

Your shop cannot take card payments.

**Who is affected:** Shops in the EU. PayPal and bank transfer work. Shops elsewhere are not affected.

**Since:** 10:58 CET (09:58 UTC).

**What you can do now:** Offer PayPal or bank transfer.

**What we are doing:** We are moving card payments to our second provider and are in contact with the first.

**Next update:** by 11:30 CET (10:30 UTC), sooner if something changes."
    );
}

#[test]
fn the_status_page_while_it_lasts_in_spanish() {
    assert_eq!(
        body(&acme("Europe/Madrid"), &incident([cards()]), "status-page", "es"),
        "\
**Investigando: Fallan los pagos con tarjeta**

Su tienda no puede cobrar con tarjeta.

**Alcance:** Afecta a las tiendas de la UE. PayPal y la transferencia funcionan. Fuera de la UE se puede cobrar con normalidad.

**Desde:** las 10:58 (hora peninsular; 09:58 UTC).

**Qué puede hacer mientras tanto:** Ofrezca PayPal o transferencia.

**Qué estamos haciendo:** Estamos pasando los pagos con tarjeta a nuestro segundo proveedor y seguimos en contacto con el primero.

**Próxima actualización:** a las 11:30 como muy tarde (hora peninsular; 10:30 UTC), o antes si hay novedades."
    );
}

#[test]
fn the_first_word_while_nothing_is_known() {
    let first = Said::declared("Sign-in is failing")
        .text(TextFact::Impact, "Sign-in is not working.")
        .text(TextFact::Scope, "")
        .next("10:20");
    assert_eq!(
        body(&acme("UTC"), &incident([first]), "status-page", "en"),
        "\
**Investigating: Sign-in is failing**

Sign-in is not working.

We do not know yet who is affected or why; we are finding out.

**Next update:** by 10:20 UTC, even if there is nothing new."
    );
}

#[test]
fn no_news_is_said_in_few_words() {
    let quiet = incident([cards(), Said::updated("10:30").next("11:30")]);
    assert_eq!(
        body(&acme("UTC"), &quiet, "slack", "en"),
        "\
*Investigating: Card payments are failing*
Nothing has changed since 10:04 UTC.
Your shop cannot take card payments.
*What you can do now:* Offer PayPal or bank transfer.
We are still working on it.
*Next update:* by 11:30 UTC, sooner if something changes.
*Follow it here:* https://status.acme.example"
    );
    assert_eq!(
        body(&acme("UTC"), &quiet, "sms", "es"),
        "Acme: Sin cambios desde las 10:04 UTC. Su tienda no puede cobrar con tarjeta. Ofrezca PayPal o transferencia. Siguiente aviso a las 11:30 UTC como muy tarde. status.acme.example"
    );
}

#[test]
fn a_text_message_is_one_segment_in_both_languages() {
    let message = |tag| message(&acme("Europe/Madrid"), &incident([cards()]), "sms", tag);
    let (english, spanish) = (message("en"), message("es"));
    assert_eq!(
        english.body,
        "Acme: Your shop cannot take card payments. Offer PayPal or bank transfer. Next update by 11:30 CET. status.acme.example"
    );
    assert_eq!(
        spanish.body,
        "Acme: Su tienda no puede cobrar con tarjeta. Ofrezca PayPal o transferencia. Siguiente aviso a las 11:30 como muy tarde (hora peninsular). status.acme.example"
    );
    assert_eq!((english.size.count, spanish.size.count), (1, 1));
}

#[test]
fn a_post_leads_with_the_title() {
    assert_eq!(
        body(&acme("Europe/Madrid"), &incident([cards()]), "social", "en"),
        "Card payments are failing. Since 10:58 CET. Offer PayPal or bank transfer. Next update by 11:30 CET. https://status.acme.example"
    );
}

#[test]
fn it_is_over_gladly_and_clearly() {
    let message = message(
        &acme("UTC"),
        &incident([cards(), meanwhile(), over()]),
        "email",
        "en",
    );
    assert_eq!(
        message.subject.as_deref(),
        Some("[Acme] Card payments are failing")
    );
    assert_eq!(
        message.body,
        "\
Resolved: Card payments work again

It is over. It lasted 49 minutes, from 09:58 to 10:47 UTC.

No data was lost or exposed; we have checked.

We are sorry: you could not sell by card for 49 minutes.

By Friday 27 November we will publish what happened and what we change so that it does not happen again.

More on our status page: https://status.acme.example

If something still looks wrong, or to tell us how we did: https://status.acme.example/feedback"
    );
}

#[test]
fn it_is_over_in_spanish() {
    assert_eq!(
        body(&acme("UTC"), &incident([cards(), meanwhile(), over()]), "status-page", "es"),
        "\
**Resuelto: Ya se puede pagar con tarjeta**

Ya ha terminado. Duró 49 minutos, desde las 09:58 hasta las 10:47 UTC.

No se ha perdido ni expuesto ningún dato; lo hemos comprobado.

Lo sentimos: no ha podido cobrar con tarjeta durante 49 minutos.

El viernes 27 de noviembre como muy tarde publicaremos qué ha pasado y qué cambiamos para que no vuelva a ocurrir.

Si algo sigue fallando, o para decirnos cómo lo hemos hecho: https://status.acme.example/feedback"
    );
}

#[test]
fn what_the_resolving_entry_says_itself_is_told_and_what_held_before_is_not() {
    let fixed = over().text(TextFact::Action, "We moved to our second provider.");
    let text = body(
        &acme("UTC"),
        &incident([cards(), fixed]),
        "status-page",
        "en",
    );
    assert!(
        text.contains("**What we did:** We moved to our second provider."),
        "{text}"
    );
    for past in ["Your shop cannot", "Offer PayPal", "Who is affected"] {
        assert!(!text.contains(past), "{text}");
    }
}

#[test]
fn the_poorest_incident_still_says_something_everywhere() {
    let first = incident([Said::declared("Sign-in is failing")]);
    let house = House::default();
    assert_eq!(body(&house, &first, "sms", "en"), "Sign-in is failing.");
    let last = incident([
        Said::declared("Sign-in is failing"),
        Said::resolved("10:30"),
    ]);
    assert_eq!(
        body(&house, &last, "status-page", "en"),
        "**Resolved: \"Sign-in is failing\"**\n\nIt is over."
    );
    assert_eq!(
        body(&house, &last, "executives", "en"),
        "Resolved: \"Sign-in is failing\"\n\nIt is over.\n\nCustomers were told at 10:30 UTC that it is over.\n\nDecision needed: none."
    );
}
