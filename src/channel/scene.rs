//! Messages to write payloads of, built from the log as the real ones are.

use chrono::{DateTime, Utc};

use super::{Dispatch, Part, Utterance};
use crate::domain::briefing::Briefing;
use crate::domain::entry::{Entry, EntryId, Kind};
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::service::Settings;
use crate::domain::words::{Audience, ComponentStatus, IncidentType, State};
use crate::text::markup::Markup;

pub(super) fn at(clock: &str) -> DateTime<Utc> {
    format!("2026-11-21T{clock}:00Z").parse().unwrap()
}

pub(super) fn part(name: &str, label: &str, text: &str) -> Part {
    Part {
        name: name.to_owned(),
        label: label.to_owned(),
        text: text.to_owned(),
    }
}

/// A company with a status page.
pub(super) fn house() -> House {
    House {
        company: Some("Acme".to_owned()),
        status_url: Some("https://status.acme.example/".to_owned()),
        ..House::default()
    }
}

fn entry(number: u8, kind: Kind, clock: &str, facts: Facts) -> Entry {
    Entry {
        id: format!("0193501e-7a3c-7d52-8f0a-2f4c1b7a9e{number:02x}")
            .parse::<EntryId>()
            .unwrap(),
        at: at(clock),
        by: None,
        via: None,
        incident: "2026-11-21-payments".to_owned(),
        kind,
        corrects: None,
        locale: Locale::english(),
        facts,
        clear: Vec::new(),
        waived: crate::domain::entry::Waived::new(),
    }
}

fn utterances(entries: Vec<Entry>) -> Vec<Utterance> {
    let whole = Incident::from_entries("2026-11-21-payments", entries);
    let told = whole.timeline.iter().map(|entry| {
        let so_far = whole.as_of(entry.id).unwrap();
        let briefing = Briefing::about(&so_far, Audience::Customers, &Locale::english(), &house());
        let Some(Briefing::Customers(facts)) = briefing else {
            panic!("nothing public was said")
        };
        let parts = vec![
            part("headline", "", &format!("{}: {}", facts.state, facts.title)),
            part("workaround", "What you can do now", "Pay by invoice."),
        ];
        let body = format!("{}\nWhat you can do now: Pay by invoice.", parts[0].text);
        Utterance {
            entry: entry.id,
            facts: *facts,
            subject: None,
            body,
            markup: Markup::Plain,
            parts,
        }
    });
    told.collect()
}

/// An incident of two words: declared at 10:04, its cause identified at 10:34.
pub(super) fn incident() -> Vec<Utterance> {
    let mut first = Facts::default();
    first.set_text(TextFact::Title, &Locale::english(), "Payments fail");
    first.times.insert(TimeFact::Started, at("09:58"));
    first
        .components
        .insert("Checkout".to_owned(), ComponentStatus::PartialOutage);
    let second = Facts {
        state: Some(State::Identified),
        ..Facts::default()
    };
    utterances(vec![
        entry(1, Kind::Declared, "10:04", first),
        entry(2, Kind::Updated, "10:34", second),
    ])
}

/// Planned work from 22:00 to 23:00: announced, and in another state later.
pub(super) fn planned(later: State, clock: &str) -> Vec<Utterance> {
    let mut first = Facts {
        kind_of: Some(IncidentType::Maintenance),
        ..Facts::default()
    };
    first.set_text(TextFact::Title, &Locale::english(), "Database upgrade");
    first.times.insert(TimeFact::Started, at("22:00"));
    first.times.insert(TimeFact::Estimate, at("23:00"));
    first.confirmed_by = Some("ana".to_owned());
    first
        .components
        .insert("Checkout".to_owned(), ComponentStatus::UnderMaintenance);
    let mut second = first.clone();
    second.state = Some(later);
    second.times.remove(&TimeFact::Started);
    utterances(vec![
        entry(1, Kind::Declared, "10:04", first),
        entry(2, Kind::Updated, clock, second),
    ])
}

/// What is needed beside the message.
pub(super) fn dispatch<'a>(
    channel: &'a str,
    (house, settings): &'a (House, Settings),
    words: &'a [Utterance],
) -> Dispatch<'a> {
    let (word, earlier) = words.split_last().unwrap();
    Dispatch {
        channel,
        audience: Audience::Customers,
        house,
        settings,
        word,
        earlier,
        place: earlier.len(),
        recorded_late: None,
    }
}

/// Who speaks, and what services know of us.
pub(super) fn us() -> (House, Settings) {
    (house(), Settings::default())
}

/// One message that says just this.
pub(super) fn saying(text: &str) -> Vec<Utterance> {
    let mut words = incident();
    words.truncate(1);
    words[0].body = text.to_owned();
    words[0].parts = vec![part("headline", "", text)];
    words
}
