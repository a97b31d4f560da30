//! Laws that hold for any facts.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::scene::{Said, acme, incident};
use crate::domain::entry::Kind;
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::house::House;
use crate::domain::locale::Locale;
use crate::domain::service::Service;
use crate::domain::words::{Address, ComponentStatus, DataImpact, IncidentType, Severity, State};
use crate::render::{Outlet, Templates, render_all};

/// Texts as people paste them, short and long, with anything Unicode has in them.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-zñáí.,;:()'\"-]{1,12}( [A-Za-zñáí.,;:()'\"-]{1,12}){0,12}",
        2 => "\\PC{0,80}",
        1 => any::<String>(),
        1 => Just("long words and ".repeat(530)),
    ]
}

prop_compose! {
    fn said(kind: Kind, minute: u32)(
        kind in Just(kind),
        texts in vec((select(TextFact::ALL), text()), 0..8),
        times in vec((select(TimeFact::ALL), 0u32..24, 0u32..60), 0..5),
        state in option::of(select(State::ALL)),
        severity in option::of(select(Severity::ALL)),
        of_type in option::of(select(IncidentType::ALL)),
        data in option::of((select(DataImpact::ALL), any::<bool>())),
        components in vec((text(), select(ComponentStatus::ALL)), 0..5),
        note in option::of(text()),
        spanish in any::<bool>(),
    ) -> Said {
        let mut said = Said::new(kind, &format!("10:{minute:02}"));
        for (fact, text) in texts {
            said = if spanish { said.also(fact, "es", &text) } else { said.text(fact, &text) };
        }
        for (fact, hour, minute) in times {
            said = said.time(fact, &format!("{hour:02}:{minute:02}"));
        }
        if let Some(state) = state {
            said = said.state(state);
        }
        if let Some(severity) = severity {
            said = said.severity(severity);
        }
        if let Some(of_type) = of_type {
            said = said.of_type(of_type);
        }
        if let Some((data, sure)) = data {
            said = said.data(data, sure.then_some("luis"));
        }
        for (name, status) in components {
            said = said.component(&name, status);
        }
        if let Some(note) = note {
            said = said.note(&note);
        }
        said
    }
}

fn kind() -> impl Strategy<Value = Kind> {
    select(vec![
        Kind::Updated,
        Kind::Resolved,
        Kind::Corrected,
        Kind::Noted,
    ])
}

pub(in crate::render) fn history() -> impl Strategy<Value = Vec<Said>> {
    let later = vec(kind(), 0..4).prop_flat_map(|kinds| {
        let minutes = (11u32..).step_by(7);
        kinds
            .into_iter()
            .zip(minutes)
            .map(|(kind, minute)| said(kind, minute))
            .collect::<Vec<_>>()
    });
    (said(Kind::Declared, 4), text(), later).prop_map(|(first, title, later)| {
        std::iter::once(first.text(TextFact::Title, &title))
            .chain(later)
            .collect()
    })
}

pub(in crate::render) fn house() -> impl Strategy<Value = House> {
    let zone = select(vec![
        "UTC",
        "Europe/Madrid",
        "America/New_York",
        "Asia/Kathmandu",
    ]);
    let drill = any::<bool>();
    (
        any::<bool>(),
        zone,
        option::of(text()),
        any::<bool>(),
        drill,
    )
        .prop_map(|(plain, zone, company, formal, drill)| {
            let address = if formal {
                Address::Formal
            } else {
                Address::Informal
            };
            let house = if plain {
                House {
                    zone: zone.parse().unwrap(),
                    ..House::default()
                }
            } else {
                acme(zone)
            };
            House {
                address,
                company: company.or(house.company.clone()),
                drill,
                ..house
            }
        })
}

/// Every channel, and every service that has limits of its own.
fn every_outlet() -> Vec<Outlet> {
    let channels = Templates::embedded().channels().unwrap();
    let mut outlets: Vec<Outlet> = channels.iter().map(|c| c.as_str().into()).collect();
    for service in [
        Service::X,
        Service::Mastodon,
        Service::Bluesky,
        Service::Linkedin,
    ] {
        outlets.push(Outlet {
            service: Some(service),
            ..Outlet::from("social")
        });
    }
    outlets.push(Outlet {
        gsm7: true,
        ..Outlet::from("sms")
    });
    outlets
}

/// Whether the first words of a text say that it is of a drill.
fn is_marked(locale: &Locale, text: &str) -> bool {
    let first: String = text.chars().take(50).collect();
    let word = match locale.language() {
        "es" => "simulacro",
        "pt" => "simulado",
        "fr" => "exercice",
        "de" => "übung",
        _ => "drill",
    };
    first.to_lowercase().contains(word)
}

/// Two of the locales that have a voice.
pub(in crate::render) fn some_locales() -> impl Strategy<Value = Vec<Locale>> {
    subsequence(Templates::embedded().locales().unwrap(), 2)
}

proptest! {
    // Each case renders dozens of messages; `PROPTEST_CASES` asks for more.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 8, ..ProptestConfig::default() })]

    #[test]
    fn any_facts_render_on_every_channel_in_every_locale(
        history in history(), house in house(), locales in some_locales(),
    ) {
        let now = incident(history);
        let outlets = every_outlet();
        let messages = render_all(&Templates::embedded(), &house, &now, &outlets, &locales);
        let messages = messages.map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(messages.len(), outlets.len() * locales.len());
        for message in messages {
            let body = &message.body;
            let place = format!("{} {}: {body}", message.channel, message.locale);
            prop_assert!(!body.trim().is_empty(), "{place}");
            prop_assert!(body.lines().all(|line| line.trim_end() == line), "{place}");
            prop_assert!(!body.contains("\n\n\n") && !body.contains("  "), "{place}");
            let driving = |c: char| c != '\n' && crate::text::clean::is_driving(c);
            prop_assert!(!house.drill || is_marked(&message.locale, body), "{place}");
            prop_assert!(!body.contains(driving), "{place}");
            if let Some(subject) = message.subject {
                prop_assert!(!subject.is_empty() && subject.chars().count() <= 150, "{subject}");
                prop_assert!(!subject.contains(driving) && !subject.contains('\n'), "{subject}");
                prop_assert!(!house.drill || is_marked(&message.locale, &subject), "{subject}");
            }
        }
    }

    #[test]
    fn what_is_missing_leaves_no_trace(
        state in select(State::ALL),
        kind in select(vec![Kind::Declared, Kind::Updated, Kind::Resolved, Kind::Corrected]),
        severity in select(Severity::ALL),
        of_type in select(IncidentType::ALL),
        data in option::of((select(DataImpact::ALL), any::<bool>())),
        locales in some_locales(),
    ) {
        let mut last = Said::new(kind, "10:20").state(state);
        if let Some((data, sure)) = data {
            last = last.data(data, sure.then_some("luis"));
        }
        let first = Said::declared("Cards fail").severity(severity).of_type(of_type);
        let now = incident([first, last]);
        let templates = Templates::embedded();
        let messages = render_all(&templates, &House::default(), &now, &every_outlet(), &locales);
        for message in messages.unwrap() {
            for trace in ["None", "undefined", "null", "{", "}", ": \n", ":\n", "\"\"", "«»", " .", " ,", "()"] {
                prop_assert!(!message.body.contains(trace), "{trace:?} in {}", message.body);
            }
        }
    }
}
