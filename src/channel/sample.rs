//! One message, and what surrounds it, for the tests of chats and mails.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::scene::{self, part};
use super::{ChannelError, Dispatch, Part, Payload, Utterance, payload};
use crate::domain::briefing::CustomerBriefing;
use crate::domain::house::House;
use crate::domain::service::{MailSettings, Service, Settings};
use crate::domain::words::{Audience, Severity, State};
use crate::text::markup::Markup;

/// The facts of the first word of an incident.
fn facts() -> CustomerBriefing {
    CustomerBriefing {
        severity: Severity::Major,
        state: State::Investigating,
        cancelled: false,
        ..scene::incident().swap_remove(0).facts
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
