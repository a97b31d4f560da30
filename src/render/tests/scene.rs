//! Incidents to render, built in a few words.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::domain::entry::{Entry, EntryId, Kind};
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::measure::Step;
use crate::domain::words::{Address, ComponentStatus, DataImpact, IncidentType, Severity, State};
use crate::render::{Message, Templates, render};

pub(in crate::render) fn at(clock: &str) -> DateTime<Utc> {
    format!("2026-11-21T{clock}:00Z").parse().unwrap()
}

pub(in crate::render) fn locale(tag: &str) -> Locale {
    tag.parse().unwrap()
}

/// One entry under construction.
#[derive(Debug)]
pub(in crate::render) struct Said(Entry);

impl Said {
    pub(in crate::render) fn new(kind: Kind, clock: &str) -> Self {
        let at = at(clock);
        Self(Entry {
            id: EntryId::after(None, at + Duration::from_millis(1)),
            at,
            by: Some("ana".to_owned()),
            via: None,
            incident: "2026-11-21-card-payments-are-failing".to_owned(),
            kind,
            corrects: None,
            locale: locale("en"),
            facts: Facts::default(),
            clear: Vec::new(),
            waived: crate::domain::entry::Waived::new(),
        })
    }

    pub(in crate::render) fn declared(title: &str) -> Self {
        Self::new(Kind::Declared, "10:04").text(TextFact::Title, title)
    }

    pub(in crate::render) fn updated(clock: &str) -> Self {
        Self::new(Kind::Updated, clock)
    }

    pub(in crate::render) fn resolved(clock: &str) -> Self {
        Self::new(Kind::Resolved, clock)
    }

    pub(in crate::render) fn corrected(clock: &str) -> Self {
        Self::new(Kind::Corrected, clock)
    }

    pub(in crate::render) fn text(mut self, fact: TextFact, text: &str) -> Self {
        self.0.facts.set_text(fact, &locale("en"), text);
        self
    }

    pub(in crate::render) fn also(mut self, fact: TextFact, tag: &str, text: &str) -> Self {
        self.0.facts.set_text(fact, &locale(tag), text);
        self
    }

    pub(in crate::render) fn time(mut self, fact: TimeFact, clock: &str) -> Self {
        self.0.facts.times.insert(fact, at(clock));
        self
    }

    pub(in crate::render) fn day(mut self, fact: TimeFact, moment: &str) -> Self {
        self.0.facts.times.insert(fact, moment.parse().unwrap());
        self
    }

    pub(in crate::render) fn next(self, clock: &str) -> Self {
        self.time(TimeFact::NextUpdate, clock)
    }

    pub(in crate::render) fn state(mut self, state: State) -> Self {
        self.0.facts.state = Some(state);
        self
    }

    pub(in crate::render) fn of_type(mut self, kind: IncidentType) -> Self {
        self.0.facts.kind_of = Some(kind);
        self
    }

    pub(in crate::render) fn severity(mut self, severity: Severity) -> Self {
        self.0.facts.severity = Some(severity);
        self
    }

    pub(in crate::render) fn data(mut self, data: DataImpact, by: Option<&str>) -> Self {
        self.0.facts.data = Some(data);
        self.0.facts.confirmed_by = by.map(str::to_owned);
        self
    }

    pub(in crate::render) fn confirmed(mut self, by: &str) -> Self {
        self.0.facts.confirmed_by = Some(by.to_owned());
        self
    }

    pub(in crate::render) fn clear(mut self, fact: TextFact) -> Self {
        self.0.clear.push(FactName::Text(fact));
        self
    }

    pub(in crate::render) fn internal(mut self, cause: &str, people: &str) -> Self {
        self.0.facts.internal.cause = Some(cause.to_owned());
        self.0.facts.internal.people = Some(people.to_owned());
        self
    }

    pub(in crate::render) fn note(mut self, note: &str) -> Self {
        self.0.facts.internal.note = Some(note.to_owned());
        self
    }

    /// Says by when a measure is to be done.
    pub(in crate::render) fn due(mut self, moment: &str) -> Self {
        self.0.facts.internal.step = Step {
            measure: Some("measure".to_owned()),
            due: Some(moment.parse().unwrap()),
            ..Step::default()
        };
        self
    }

    pub(in crate::render) fn component(mut self, name: &str, status: ComponentStatus) -> Self {
        self.0.facts.components.insert(name.to_owned(), status);
        self
    }

    pub(in crate::render) fn waived(mut self, rule: &str) -> Self {
        self.0
            .waived
            .insert(rule.to_owned(), "They were told.".to_owned());
        self
    }

    /// Says it two years before.
    pub(in crate::render) fn long_ago(mut self) -> Self {
        self.0.at -= chrono::TimeDelta::days(730);
        self
    }

    /// Says that it puts right what another one said.
    pub(in crate::render) fn corrects(mut self, other: &Self) -> Self {
        self.0.corrects = Some(other.0.id);
        self
    }

    /// The same words once more.
    pub(in crate::render) fn again(&self) -> Self {
        Self(self.0.clone())
    }
}

/// Another incident than the one that these words are about.
pub(in crate::render) fn other_incident(
    id: &str,
    said: impl IntoIterator<Item = Said>,
) -> Incident {
    let entries = said.into_iter().map(|said| said.0).collect();
    Incident::from_entries(id, entries)
}

pub(in crate::render) fn incident(said: impl IntoIterator<Item = Said>) -> Incident {
    let entries = said.into_iter().map(|said| said.0).collect();
    Incident::from_entries("2026-11-21-card-payments-are-failing", entries)
}

/// The incident of the worked example: card payments, in both languages.
pub(in crate::render) fn cards() -> Said {
    use TextFact::{Action, Impact, Scope, Title, Workaround};
    Said::declared("Card payments are failing")
        .also(Title, "es", "Fallan los pagos con tarjeta")
        .severity(Severity::Major)
        .text(Impact, "Your shop cannot take card payments.")
        .also(Impact, "es", "Su tienda no puede cobrar con tarjeta.")
        .text(Scope, "Shops in the EU. PayPal and bank transfer work. Shops elsewhere are not affected.")
        .also(Scope, "es", "Afecta a las tiendas de la UE. PayPal y la transferencia funcionan. Fuera de la UE se puede cobrar con normalidad.")
        .text(Workaround, "Offer PayPal or bank transfer.")
        .also(Workaround, "es", "Ofrezca PayPal o transferencia.")
        .text(Action, "We are moving card payments to our second provider and are in contact with the first.")
        .also(Action, "es", "Estamos pasando los pagos con tarjeta a nuestro segundo proveedor y seguimos en contacto con el primero.")
        .time(TimeFact::Started, "09:58")
        .next("10:30")
        .internal("provider returns 502 since 09:58", "ana (lead), luis")
}

/// A word in time between the first one and the end.
pub(in crate::render) fn meanwhile() -> Said {
    Said::updated("10:29").next("11:00")
}

/// The end of that incident.
pub(in crate::render) fn over() -> Said {
    Said::resolved("10:55")
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
        .day(TimeFact::FollowUp, "2026-11-27T22:59:00Z")
}

pub(in crate::render) fn acme(zone: &str) -> House {
    House {
        company: Some("Acme".to_owned()),
        status_url: Some("https://status.acme.example".to_owned()),
        feedback_url: Some("https://status.acme.example/feedback".to_owned()),
        contact: None,
        zone: zone.parse().unwrap(),
        address: Address::Formal,
        primary: locale("en"),
        client: None,
        drill: false,
    }
}

pub(in crate::render) fn message(
    house: &House,
    incident: &Incident,
    channel: &str,
    tag: &str,
) -> Message {
    render(
        &Templates::embedded(),
        house,
        incident,
        channel,
        &locale(tag),
    )
    .unwrap()
}

pub(in crate::render) fn body(
    house: &House,
    incident: &Incident,
    channel: &str,
    tag: &str,
) -> String {
    message(house, incident, channel, tag).body
}
