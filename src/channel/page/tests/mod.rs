//! What pages are told, built in a few words.

mod file;
mod laws;
mod rules;
mod services;
mod window;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::channel::{ChannelError, Dispatch, Part, Payload, Utterance, payload};
use crate::domain::briefing::{Answer, Component, CustomerBriefing};
use crate::domain::house::House;
use crate::domain::incident::Phase;
use crate::domain::locale::Locale;
use crate::domain::service::{PageSettings, Service, Settings};
use crate::domain::words::{Address, Audience, ComponentStatus, IncidentType, Severity, State};
use crate::order::Map;
use crate::text::markup::Markup;

/// The services that a test goes through.
const ALL: [Service; 7] = [
    Service::Statuspage,
    Service::Openstatus,
    Service::Cachet,
    Service::IncidentIo,
    Service::BetterStack,
    Service::PagerDuty,
    Service::CState,
];

fn at(clock: &str) -> DateTime<Utc> {
    format!("2026-11-21T{clock}:00Z").parse().unwrap()
}

fn facts() -> CustomerBriefing {
    CustomerBriefing {
        locale: Locale::english(),
        address: Address::Formal,
        company: Some("Acme".to_owned()),
        status_url: None,
        status_place: None,
        client: None,
        feedback_url: None,
        incident: "2026-11-21-card-payments-are-failing".to_owned(),
        kind_of: IncidentType::Incident,
        severity: Severity::Major,
        state: State::Investigating,
        cancelled: false,
        returned: false,
        phase: Phase::FirstWord,
        title: "Card payments are failing".to_owned(),
        impact: Answer::Unsaid,
        scope: Answer::Unsaid,
        workaround: Answer::Unsaid,
        third_party: Answer::Unsaid,
        action: Answer::Unsaid,
        outcome: Answer::Unsaid,
        harm: Answer::Unsaid,
        do_now: Answer::Unsaid,
        offer: Answer::Unsaid,
        components: vec![Component {
            name: "Checkout".to_owned(),
            status: ComponentStatus::PartialOutage,
        }],
        data: None,
        data_confirmed: false,
        at: at("10:04"),
        last_word: None,
        first_word: at("10:04"),
        started: Some(at("09:58")),
        detected: None,
        ended: None,
        next_update: Some(at("10:30")),
        estimate: None,
        promised_by: None,
        planned_start: None,
        planned_end: None,
        data_lapsed: None,
        report_before: None,
        follow_up: None,
        follow_up_before: None,
        happened: Answer::Unsaid,
        why: Answer::Unsaid,
        learned: Answer::Unsaid,
        contact: Answer::Unsaid,
        report_url: None,
        measures: Vec::new(),
        said_over: None,
        corrections: Vec::new(),
        stated: vec!["components"],
        current: Vec::new(),
        untranslated: Vec::new(),
    }
}

fn part(name: &str, label: &str, text: &str) -> Part {
    Part {
        name: name.to_owned(),
        label: label.to_owned(),
        text: text.to_owned(),
    }
}

/// The first word of an incident.
fn word() -> Utterance {
    Utterance {
        entry: "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e10".parse().unwrap(),
        facts: facts(),
        subject: None,
        body:
            "**Investigating: Card payments are failing**\n\nYour shop cannot take \\*cards\\*.\n\n\
               **Next update:** by 10:30 UTC."
                .to_owned(),
        markup: Markup::Markdown,
        parts: vec![
            part("headline", "", "Investigating: Card payments are failing"),
            part("impact", "", "Your shop cannot take *cards*."),
            part("next_update", "Next update", "by 10:30 UTC."),
        ],
    }
}

/// The announcement of planned work, from 22:00 to 23:00.
fn planned() -> Utterance {
    let mut word = word();
    word.facts.kind_of = IncidentType::Maintenance;
    word.facts.state = State::Scheduled;
    word.facts.components[0].status = ComponentStatus::UnderMaintenance;
    word.facts.started = Some(at("22:00"));
    word.facts.estimate = Some(at("23:00"));
    word
}

/// A later word, an hour after the first.
fn later(state: State) -> Utterance {
    let mut word = word();
    word.facts.state = state;
    word.facts.at = at("11:04");
    word.facts.next_update = Some(at("11:30"));
    word.facts.stated = Vec::new();
    word
}

/// The ids on one page, by our names for what they are of.
fn ids(page: Option<&str>, checkout: &str) -> PageSettings {
    PageSettings {
        page: page.map(str::to_owned),
        components: named(&[("Checkout", checkout)]),
        ..PageSettings::default()
    }
}

fn named(ids: &[(&str, &str)]) -> Map<String, String> {
    let owned = ids
        .iter()
        .map(|(name, id)| ((*name).to_owned(), (*id).to_owned()));
    owned.collect()
}

fn settings() -> Settings {
    Settings {
        statuspage: ids(Some("kctbh9vrtdwd"), "8kbf7d35c070"),
        openstatus: ids(Some("12"), "7"),
        cachet: ids(None, "3"),
        incident_io: ids(Some("01PAGE"), "01COMP"),
        better_stack: ids(Some("123456"), "789"),
        pagerduty: PageSettings {
            states: named(&[
                ("investigating", "PINV"),
                ("resolved", "PRES"),
                ("scheduled", "PSCH"),
                ("completed", "PDONE"),
            ]),
            severities: named(&[("major", "PMAJ"), ("maintenance", "PMNT")]),
            statuses: named(&[
                ("partial-outage", "PPART"),
                ("operational", "POPER"),
                ("under-maintenance", "PUNDER"),
            ]),
            ..ids(Some("PPAGE"), "PSERV")
        },
        ..Settings::default()
    }
}

/// Where a word stands among the others.
#[derive(Debug, Clone, Copy, Default)]
struct Place<'a> {
    before: usize,
    earlier: &'a [Utterance],
    recorded_late: Option<DateTime<Utc>>,
}

fn tried(
    service: Service,
    settings: &Settings,
    word: &Utterance,
    place: Place<'_>,
) -> Result<Payload, ChannelError> {
    let dispatch = Dispatch {
        channel: "status-page",
        audience: Audience::Customers,
        house: &House::default(),
        settings,
        word,
        earlier: place.earlier,
        place: place.before,
        recorded_late: place.recorded_late,
    };
    payload(service, &dispatch)
}

/// The payload of the word at a place (0 opens the incident).
fn written(service: Service, word: &Utterance, place: usize) -> Payload {
    let place = Place {
        before: place,
        ..Place::default()
    };
    tried(service, &settings(), word, place).unwrap()
}

fn json(payload: &Payload) -> Value {
    serde_json::from_slice(&payload.content).unwrap()
}

fn content(service: Service, word: &Utterance, place: usize) -> Value {
    json(&written(service, word, place))
}

fn request(payload: &Payload) -> String {
    let request = payload.request.as_ref().unwrap();
    format!("{} {}", request.method, request.url)
}
