use super::scene::*;
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::words::*;

#[test]
fn show() {
    let resolved = Said::resolved("10:55")
        .time(TimeFact::Ended, "10:47")
        .text(TextFact::Outcome, "Card payments work again")
        .also(TextFact::Outcome, "es", "Ya se puede pagar con tarjeta")
        .text(TextFact::Harm, "you could not sell by card for 49 minutes.")
        .also(
            TextFact::Harm,
            "es",
            "no ha podido cobrar con tarjeta durante 49 minutos.",
        )
        .data(DataImpact::None, Some("luis"))
        .day(TimeFact::FollowUp, "2026-11-27T22:59:00Z");
    let scenes = [
        ("first", acme("Europe/Madrid"), incident([cards()])),
        (
            "nonews",
            acme("UTC"),
            incident([cards(), Said::updated("10:30").next("11:30")]),
        ),
        (
            "poor",
            crate::domain::house::House::default(),
            incident([Said::declared("Sign-in is failing")]),
        ),
        (
            "poor resolved",
            crate::domain::house::House::default(),
            incident([
                Said::declared("Sign-in is failing"),
                Said::resolved("10:30"),
            ]),
        ),
        (
            "unknown",
            acme("UTC"),
            incident([Said::declared("Sign-in is failing")
                .text(TextFact::Impact, "Sign-in is not working.")
                .text(TextFact::Scope, "")
                .next("10:20")]),
        ),
        (
            "monitoring",
            acme("Europe/Madrid"),
            incident([
                cards(),
                Said::updated("10:30")
                    .state(State::Monitoring)
                    .clear(TextFact::Action),
            ]),
        ),
        ("resolved", acme("UTC"), incident([cards(), resolved])),
        (
            "correction",
            acme("UTC"),
            incident([
                cards(),
                Said::corrected("10:20")
                    .text(TextFact::Scope, "Shops in the UK are affected too.")
                    .next("10:30"),
            ]),
        ),
        (
            "security",
            acme("UTC"),
            incident([Said::declared("Someone may have got into accounts")
                .of_type(IncidentType::Security)
                .severity(Severity::Critical)
                .text(TextFact::Impact, "Someone may have got into accounts.")
                .text(
                    TextFact::DoNow,
                    "Sign out of all devices and change your password.",
                )
                .data(DataImpact::Unknown, None)
                .next("10:30")]),
        ),
        (
            "maintenance",
            acme("Europe/Madrid"),
            incident([Said::declared("Database move")
                .of_type(IncidentType::Maintenance)
                .text(TextFact::Impact, "You cannot sign in during the work.")
                .day(TimeFact::Started, "2026-11-27T22:00:00Z")]),
        ),
    ];
    let only = std::env::var_os("SCENE").map(|s| s.into_string().unwrap());
    for (name, house, incident) in &scenes {
        if only
            .as_deref()
            .is_some_and(|o| !o.split(',').any(|o| o == *name))
        {
            continue;
        }
        for tag in ["en", "es"] {
            for channel in [
                "status-page",
                "email",
                "slack",
                "sms",
                "social",
                "support",
                "phone",
                "team",
                "executives",
            ] {
                let m = message(house, incident, channel, tag);
                println!(
                    "━━ {name} · {channel} · {tag} · {} {:?} dropped {:?} untranslated {:?}",
                    m.size.count, m.size.encoding, m.dropped, m.untranslated
                );
                if let Some(s) = m.subject {
                    println!("Subject: {s}");
                }
                println!("{}", m.body);
            }
        }
    }
}
