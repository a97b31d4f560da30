//! One message, and what surrounds it, for the tests of chats and mails.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{ChannelError, Dispatch, Part, Payload, Utterance, payload};
use crate::domain::briefing::{Answer, CustomerBriefing};
use crate::domain::house::House;
use crate::domain::incident::Phase;
use crate::domain::locale::Locale;
use crate::domain::service::{MailSettings, Service, Settings};
use crate::domain::words::{Address, Audience, IncidentType, Severity, State};
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

fn facts() -> CustomerBriefing {
    CustomerBriefing {
        locale: Locale::english(),
        address: Address::Formal,
        company: Some("Acme".to_owned()),
        status_url: None,
        status_place: None,
        feedback_url: None,
        incident: "2026-11-21-payments".to_owned(),
        kind_of: IncidentType::Incident,
        severity: Severity::Major,
        state: State::Investigating,
        phase: Phase::FirstWord,
        title: "Payments fail".to_owned(),
        impact: Answer::Unsaid,
        scope: Answer::Unsaid,
        workaround: Answer::Unsaid,
        third_party: Answer::Unsaid,
        action: Answer::Unsaid,
        outcome: Answer::Unsaid,
        harm: Answer::Unsaid,
        do_now: Answer::Unsaid,
        offer: Answer::Unsaid,
        components: Vec::new(),
        data: None,
        data_confirmed: false,
        at: at("10:04"),
        last_word: None,
        first_word: at("10:04"),
        started: None,
        detected: None,
        ended: None,
        next_update: Some(at("10:30")),
        estimate: None,
        follow_up: None,
        said_over: None,
        corrections: Vec::new(),
        stated: Vec::new(),
        current: Vec::new(),
        untranslated: Vec::new(),
    }
}

/// Everything that a payload is written from; tests change what they are about.
pub(super) struct Desk {
    pub(super) channel: &'static str,
    pub(super) audience: Audience,
    pub(super) house: House,
    pub(super) settings: Settings,
    pub(super) word: Utterance,
    pub(super) earlier: Vec<Utterance>,
    pub(super) place: usize,
    pub(super) recorded_late: Option<DateTime<Utc>>,
}

impl Desk {
    /// The first word of an incident, with a promise and a link.
    pub(super) fn new(channel: &'static str) -> Self {
        let parts = vec![
            part("headline", "", "Investigating: Payments fail"),
            part("workaround", "What you can do now", "Pay by invoice."),
            part("next_update", "Next update", "by 10:30 UTC."),
            part("follow", "Follow it here", "https://status.acme.example"),
        ];
        Self {
            channel,
            audience: Audience::Customers,
            house: House {
                company: Some("Acme".to_owned()),
                status_url: Some("https://status.acme.example".to_owned()),
                ..House::default()
            },
            settings: Settings {
                mail: MailSettings {
                    from: Some("Acme status <status@acme.example>".to_owned()),
                    ..MailSettings::default()
                },
                ..Settings::default()
            },
            word: Utterance {
                entry: "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e10".parse().unwrap(),
                facts: facts(),
                subject: Some("[Acme] Payments fail".to_owned()),
                body: "Investigating: Payments fail\n\nWhat you can do now: Pay by invoice."
                    .to_owned(),
                markup: Markup::Plain,
                parts,
            },
            earlier: Vec::new(),
            place: 0,
            recorded_late: None,
        }
    }

    /// A message that says just this.
    pub(super) fn saying(channel: &'static str, parts: Vec<Part>) -> Self {
        let mut desk = Self::new(channel);
        desk.word.parts = parts;
        desk
    }

    pub(super) fn payload(&self, service: Service) -> Result<Payload, ChannelError> {
        let dispatch = Dispatch {
            channel: self.channel,
            audience: self.audience,
            house: &self.house,
            settings: &self.settings,
            word: &self.word,
            earlier: &self.earlier,
            place: self.place,
            recorded_late: self.recorded_late,
        };
        payload(service, &dispatch)
    }

    pub(super) fn json(&self, service: Service) -> Value {
        serde_json::from_slice(&self.payload(service).unwrap().content).unwrap()
    }

    pub(super) fn text(&self, service: Service) -> String {
        String::from_utf8(self.payload(service).unwrap().content).unwrap()
    }
}
