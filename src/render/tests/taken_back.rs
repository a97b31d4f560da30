//! That a state or a component was told wrongly is said in so many words.

use super::scene::{Said, acme, body, cards, incident, over};
use crate::domain::entry::Kind;
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::incident::Incident;
use crate::domain::words::{ComponentStatus, DataImpact, IncidentType, State};

fn page(now: &Incident, tag: &str) -> String {
    body(&acme("UTC"), now, "status-page", tag)
}

/// A fix was said to be in place at 10:20, and at 10:30 that it is not.
fn not_mended(watched: Said) -> Incident {
    let quiet = Said::updated("10:25").next("10:40");
    let wrong = Said::corrected("10:30")
        .state(State::Investigating)
        .next("10:40");
    incident([cards(), watched.state(State::Monitoring), quiet, wrong])
}

#[test]
fn that_it_should_work_again_is_taken_back_in_every_language() {
    let now = not_mended(Said::updated("10:20"));
    for (tag, said) in [
        (
            "en",
            "\n\nAt 10:20 UTC we wrote that it should work again. That was wrong: we are still working on it.\n\n",
        ),
        (
            "es",
            "\n\nEscribimos a las 10:20 UTC: ya debería funcionar. No era así: seguimos trabajando en ello.\n\n",
        ),
        (
            "pt",
            "\n\nÀs 10:20 UTC, escrevemos que já devia estar funcionando de novo. Isso estava errado: continuamos trabalhando nisso.\n\n",
        ),
        (
            "fr",
            "\n\nNous avons écrit, à 10:20 UTC, que cela devrait de nouveau fonctionner. C'était faux\u{a0}: nous y travaillons encore.\n\n",
        ),
        (
            "de",
            "\n\nUm 10:20 Uhr UTC haben wir geschrieben, es sollte wieder funktionieren. Das war falsch: Wir arbeiten noch daran.\n\n",
        ),
    ] {
        let text = page(&now, tag);
        assert!(text.contains(said), "{said}\n{text}");
    }
    for (tag, said) in [
        ("en", "It is not fixed after all."),
        ("es", "El fallo sigue sin resolverse."),
        ("pt", "O problema continua."),
        ("fr", "Le problème n'est pas encore réglé."),
        ("de", "Es ist doch noch nicht behoben."),
    ] {
        for channel in ["sms", "social"] {
            let text = body(&acme("UTC"), &now, channel, tag);
            assert!(text.contains(said), "{said}\n{text}");
        }
    }
}

#[test]
fn everything_else_still_holds_only_where_it_does() {
    let rests = |said: [Said; 3]| {
        let now = incident(said);
        let (text, call) = (page(&now, "en"), body(&acme("UTC"), &now, "phone", "de"));
        let rests = text.contains("\n\nEverything else we wrote still holds.");
        assert_eq!(rests, call.contains("gilt weiterhin"), "{call}");
        rests
    };
    let quiet = || Said::updated("10:20").next("10:40");
    let wrong = || Said::corrected("11:00").next("11:30");
    // What was named is all that was wrong.
    let scope = wrong()
        .text(TextFact::Scope, "The UK too.")
        .text(TextFact::Workaround, "None.");
    assert!(rests([cards(), quiet(), scope]));
    assert!(rests([
        cards(),
        quiet(),
        wrong().time(TimeFact::Started, "09:40")
    ]));
    assert!(rests([
        cards(),
        over(),
        wrong().data(DataImpact::Lost, Some("luis"))
    ]));
    // What was said with the end falls with it, and how long it lasted with when it began.
    let open = || wrong().state(State::Identified);
    assert!(!rests([cards(), over(), open()]));
    assert!(!rests([
        cards(),
        over(),
        open().data(DataImpact::Lost, Some("luis"))
    ]));
    assert!(!rests([
        cards(),
        over(),
        wrong().time(TimeFact::Started, "09:40")
    ]));
    assert!(!rests([cards(), quiet().state(State::Monitoring), open()]));
}

#[test]
fn on_the_telephone_a_comma_closes_the_zone_in_spanish() {
    let call = |said: [Said; 3]| body(&acme("Europe/Madrid"), &incident(said), "phone", "es");
    let open = || Said::corrected("11:00").state(State::Investigating);
    for (said, told) in [
        (
            [cards(), over(), open()],
            "\n\nEscribimos a las 11:55, hora peninsular: ya ha terminado. No era así: aún no ha terminado.\n\n",
        ),
        (
            [
                cards(),
                Said::updated("10:20").state(State::Monitoring),
                open(),
            ],
            "\n\nEscribimos a las 11:20, hora peninsular: ya debería funcionar. No era así: seguimos trabajando en ello.\n\n",
        ),
        (
            [
                cards(),
                over(),
                Said::corrected("11:00").data(DataImpact::Lost, Some("luis")),
            ],
            "\n\nNo era correcto lo que escribimos sobre los datos a las 11:55, hora peninsular.\n\n",
        ),
    ] {
        let text = call(said);
        assert!(text.contains(told), "{told}\n{text}");
    }
}

#[test]
fn a_state_that_was_wrong_is_told_with_the_one_that_holds() {
    // Whoever said what is felt did not say that it should work again, and after a break-in nobody does.
    let felt = Said::updated("10:20").text(TextFact::Impact, "Some payments are slow.");
    let breach = not_mended(Said::updated("10:20").of_type(IncidentType::Security));
    for now in [not_mended(felt), breach] {
        let text = page(&now, "en");
        assert!(
            text.contains("At 10:20 UTC we wrote: A fix is in place; we are watching it. That was wrong. What holds: We are investigating.\n"),
            "{text}"
        );
    }
    let too_soon = incident([
        cards(),
        Said::updated("10:20").state(State::Identified),
        Said::corrected("10:30")
            .state(State::Investigating)
            .next("10:40"),
    ]);
    assert_eq!(
        body(&acme("UTC"), &too_soon, "sms", "en"),
        "Acme: We have to correct what we wrote about \"Card payments are failing\". What holds: We are investigating. Next update by 10:40 UTC. status.acme.example"
    );
    assert!(
        page(&too_soon, "de").contains("Um 10:20 Uhr UTC haben wir geschrieben: Wir haben die Ursache gefunden. Das war falsch. Richtig ist: Wir untersuchen es.")
    );
}

#[test]
fn a_component_that_was_told_wrongly_is_named_with_what_holds() {
    use ComponentStatus::{MajorOutage, Operational, PartialOutage};
    let told = || Said::updated("10:20").component("Search", Operational);
    let wrong = Said::corrected("10:30")
        .component("Search", PartialOutage)
        .component("Panel", MajorOutage)
        .next("10:40");
    let now = incident([cards(), told(), wrong]);
    let text = page(&now, "en");
    assert!(
        text.contains("What we had left out: Panel (down). At 10:20 UTC we wrote: Search (working). That was wrong. What holds: Search (partly down).\n"),
        "{text}"
    );
    assert!(
        page(&now, "es").contains("Escribimos a las 10:20 UTC: Search (funciona). No era así. Lo correcto: Search (funciona en parte).")
    );
    // What works because all is over was not told wrongly.
    let over = Said::corrected("10:30")
        .state(State::Resolved)
        .component("Search", Operational);
    let ill = Said::updated("10:20").component("Search", PartialOutage);
    let text = page(&incident([cards(), ill, over]), "en");
    assert!(
        text.contains(
            "At 10:04 UTC we wrote: We are investigating. That was wrong. What holds: Resolved."
        ) && !text.contains("Search"),
        "{text}"
    );
}

#[test]
fn a_second_report_says_that_it_replaces_the_first() {
    let report = |at: &str, why: &str| Said::new(Kind::Reviewed, at).text(TextFact::Why, why);
    let first = incident([cards(), over(), report("12:00", "A disk.")]);
    assert!(page(&first, "en").starts_with("**Our report on "));
    let now = incident([
        cards(),
        over(),
        report("12:00", "A disk."),
        report("14:00", "A cable."),
    ]);
    for (tag, said) in [
        ("en", "; it replaces the one before**"),
        ("es", ", que sustituye al anterior**"),
        ("pt", ", que substitui o anterior**"),
        ("fr", "\u{202f}; il remplace le précédent**"),
        ("de", "; er ersetzt den vorigen**"),
    ] {
        let text = page(&now, tag);
        let headline = text.lines().next().unwrap();
        assert!(headline.ends_with(said), "{headline}");
    }
    for (tag, said) in [
        (
            "en",
            "\n\nI am calling because we have corrected our report on what happened.\n\n",
        ),
        (
            "es",
            "\n\nLlamo porque hemos corregido nuestro informe sobre lo que pasó.\n\n",
        ),
        (
            "pt",
            "\n\nLigo porque corrigimos o nosso relatório sobre o que aconteceu.\n\n",
        ),
        (
            "fr",
            "\n\nJe vous appelle parce que nous avons corrigé notre compte rendu de ce qui s'est passé.\n\n",
        ),
        (
            "de",
            "\n\nIch rufe an, weil wir unseren Bericht darüber, was passiert ist, korrigiert haben.\n\n",
        ),
    ] {
        let call = body(&acme("UTC"), &now, "phone", tag);
        assert!(call.contains(said), "{call}");
    }
    assert!(
        body(&acme("UTC"), &first, "phone", "en").contains("our report on what happened is ready.")
    );
    let sms = body(&acme("UTC"), &now, "sms", "en");
    assert!(
        sms.starts_with(
            "Acme: Our corrected report on \"Card payments are failing\" replaces the one before."
        ),
        "{sms}"
    );
}
