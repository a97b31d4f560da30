//! A word that comes later than was promised says so, once and where there is room.

use super::scene::*;
use crate::domain::fact::TextFact;
use crate::domain::incident::Incident;
use crate::domain::words::{Address, State};

const LOCALES: [&str; 5] = ["en", "es", "pt", "fr", "de"];

/// The next update was promised by 10:30, and came then.
fn came(said: Said) -> Incident {
    incident([cards(), said.next("11:30")])
}

fn told(said: Said, channel: &str, tag: &str) -> String {
    let title = TextFact::Title;
    let said = LOCALES
        .iter()
        .fold(said, |said, tag| said.also(title, tag, "Checkout"));
    let now = incident([Said::declared("Checkout").next("10:30"), said.next("11:30")]);
    body(&acme("UTC"), &now, channel, tag)
}

const SORRY: [&str; 5] = [
    "This update is later than we promised; we are sorry that you had to wait.",
    "Esta actualización llega más tarde de lo prometido; sentimos que haya tenido que esperar.",
    "Esta atualização está atrasada; lamentamos que tenha precisado esperar.",
    "Ce point arrive plus tard que promis, et nous regrettons de vous avoir fait attendre.",
    "Diese Meldung kommt später als versprochen; es tut uns leid, dass Sie warten mussten.",
];

const SHORT: [&str; 5] = [
    "This update is late; we are sorry.",
    "Este aviso llega tarde; lo sentimos.",
    "Este aviso chega atrasado; lamentamos.",
    "Ce point arrive en retard, et nous le regrettons.",
    "Diese Meldung kommt zu spät; das tut uns leid.",
];

#[test]
fn a_late_word_owns_up_to_it_on_every_channel() {
    for (place, tag) in LOCALES.into_iter().enumerate() {
        for channel in [
            "status-page",
            "email",
            "slack",
            "teams",
            "discord",
            "feed",
            "webhook",
            "phone",
        ] {
            let text = told(Said::updated("10:42"), channel, tag);
            assert_eq!(
                text.matches(SORRY[place]).count(),
                1,
                "{channel} {tag}: {text}"
            );
        }
        for channel in ["sms", "social"] {
            let text = told(Said::updated("10:42"), channel, tag);
            assert_eq!(
                text.matches(SHORT[place]).count(),
                1,
                "{channel} {tag}: {text}"
            );
        }
        // Those who did not wait are told, and nobody is sorry for them.
        for channel in ["team", "executives"] {
            let text = told(Said::updated("10:42"), channel, tag);
            let said = SORRY[place].split([';', ',']).next().unwrap();
            assert!(
                text.contains(said) && !text.contains(SORRY[place]),
                "{channel} {tag}: {text}"
            );
        }
    }
    let mut house = acme("UTC");
    house.address = Address::Informal;
    let text = body(&house, &came(Said::updated("10:42")), "status-page", "es");
    assert!(
        text.contains("; sentimos que hayas tenido que esperar."),
        "{text}"
    );
}

#[test]
fn a_word_in_time_and_one_that_was_kept_otherwise_are_not_late() {
    for (place, tag) in LOCALES.into_iter().enumerate() {
        let known = |text: &str| text.contains(&SORRY[place][..20]) || text.contains(SHORT[place]);
        for channel in ["status-page", "sms", "phone"] {
            assert!(
                !known(&told(Said::updated("10:32"), channel, tag)),
                "{channel} {tag}"
            );
            let excused = Said::updated("10:42").waived("promise-broken");
            assert!(!known(&told(excused, channel, tag)), "{channel} {tag}");
            assert!(
                known(&told(Said::updated("10:33"), channel, tag)),
                "{channel} {tag}"
            );
        }
    }
    // What was over when it was named promised nothing, and the word after a late one is in time.
    let odd = incident([cards().next("10:00"), Said::updated("10:42").next("11:00")]);
    assert!(!body(&acme("UTC"), &odd, "sms", "en").contains(SHORT[0]));
    let quiet = Said::updated("10:50").next("11:30");
    let then = incident([cards(), Said::updated("10:42").next("11:00"), quiet]);
    assert!(!body(&acme("UTC"), &then, "sms", "en").contains(SHORT[0]));
}

#[test]
fn one_apology_is_enough_and_the_end_needs_none_where_space_is_short() {
    let said = "This update is later than we promised.\n\nWe are sorry: you could not sell by card for 49 minutes.";
    let page = body(
        &acme("UTC"),
        &incident([cards(), over()]),
        "status-page",
        "en",
    );
    assert!(page.contains(said), "{page}");
    for channel in ["sms", "social"] {
        let text = body(&acme("UTC"), &incident([cards(), over()]), channel, "en");
        assert!(!text.contains(SHORT[0]), "{text}");
    }
    // It is the first to give way.
    let long = "Pay by bank transfer, or ask us to send you an invoice by mail. ".repeat(2);
    let long = Said::updated("10:42")
        .text(TextFact::Workaround, long.trim())
        .state(State::Identified);
    let now = message(&acme("UTC"), &came(long), "social", "en");
    assert!(
        now.dropped.starts_with(&["late_short".to_owned()]),
        "{:?}: {}",
        now.dropped,
        now.body
    );
}
