//! A calendar with one event for planned work (RFC 5545), and the same for machines (MAINTNOTE,
//! NANOG's "Maintenance Notification Standard").
//!
//! The event keeps its UID while it lasts; each later word has a higher SEQUENCE and its own DTSTAMP,
//! so calendars replace what they have. There is no METHOD, as MAINTNOTE asks: whoever sends the
//! file by mail decides that. All times are in UTC, so no VTIMEZONE is needed, and nobody looks busy
//! (TRANSP). Work that was said to be over before it was to begin is cancelled.
//!
//! What is asked for and not known is left out: without an end there is no DTEND, and MAINTNOTE,
//! which demands an end and an organizer, is left out whole, with a remark. Characters that text
//! may not hold (controls) are written out, as in `\u{1b}`; `"` cannot stand in the organizer's name
//! and is written `'`.

pub mod agenda;
mod fold;

use chrono::{DateTime, SubsecRound, Utc};

use self::fold::Lines;
use super::mailbox::{self, Mailbox};
use super::{ChannelError, Dispatch, Payload, address, plain};
use crate::domain::briefing::CustomerBriefing;
use crate::domain::service::Service;
use crate::domain::words::{ComponentStatus, IncidentType, State};

/// The account, or the object, that is affected when nothing narrower is known.
const ALL: &str = "all";

pub(super) fn payload(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let facts = &dispatch.word.facts;
    if facts.kind_of != IncidentType::Maintenance {
        return Err(ChannelError::NotPlanned {
            service: Service::Icalendar,
            incident: facts.incident.clone(),
        });
    }
    let Some(start) = facts.started else {
        return Err(ChannelError::Unfit {
            service: Service::Icalendar,
            field: "event",
            problem: "has no beginning; say when the work starts".to_owned(),
        });
    };
    let event = Event {
        dispatch,
        facts,
        start: start.trunc_subsecs(0),
        organizer: organizer(dispatch)?,
    };
    let (content, remarks) = event.write();
    Ok(Payload {
        extension: "ics",
        media_type: "text/calendar; charset=utf-8",
        content: content.into_bytes(),
        request: None,
        remarks,
    })
}

/// Who invites: the organizer of calendars, or else the sender of mails.
fn organizer(dispatch: &Dispatch<'_>) -> Result<Option<Mailbox>, ChannelError> {
    let settings = dispatch.settings;
    let (key, given) = match (&settings.calendar.organizer, &settings.mail.from) {
        (Some(given), _) => ("service.calendar.organizer", given),
        (None, Some(given)) => ("service.mail.from", given),
        (None, None) => return Ok(None),
    };
    let refused = |problem| ChannelError::Setting {
        service: Service::Icalendar,
        key: key.to_owned(),
        given: given.clone(),
        problem,
    };
    mailbox::one(given).map(Some).map_err(refused)
}

/// Planned work, as its newest word tells it.
struct Event<'a> {
    dispatch: &'a Dispatch<'a>,
    facts: &'a CustomerBriefing,
    start: DateTime<Utc>,
    organizer: Option<Mailbox>,
}

impl Event<'_> {
    fn write(&self) -> (String, Vec<String>) {
        let facts = self.facts;
        let language = format!(";LANGUAGE={}", facts.locale);
        let mut out = Lines::default();
        out.raw("BEGIN", "VCALENDAR");
        out.raw("VERSION", "2.0");
        out.raw("PRODID", "-//vocero//vocero//EN");
        out.raw("BEGIN", "VEVENT");
        out.text("UID", &self.uid());
        out.raw("DTSTAMP", &moment(facts.at));
        out.raw("SEQUENCE", &self.dispatch.place.to_string());
        out.raw("DTSTART", &moment(self.start));
        if let Some(end) = self.end() {
            out.raw("DTEND", &moment(end));
        }
        out.text(&format!("SUMMARY{language}"), &plain::line(&facts.title));
        out.text(
            &format!("DESCRIPTION{language}"),
            &plain::body(self.dispatch.word),
        );
        if let Some(url) = address::link(facts.status_url.as_deref()) {
            out.raw("URL", url);
        }
        let cancelled = self.is_cancelled();
        out.raw("STATUS", if cancelled { "CANCELLED" } else { "CONFIRMED" });
        out.raw("TRANSP", "TRANSPARENT");
        if let Some(organizer) = &self.organizer {
            let name = match plain::line(organizer.name.as_deref().unwrap_or_default())
                .replace('"', "'")
            {
                name if name.is_empty() => String::new(),
                name => format!(";CN=\"{name}\""),
            };
            out.raw(
                &format!("ORGANIZER{name}"),
                &format!("mailto:{}", organizer.address),
            );
        }
        let remarks = self.machines(&mut out);
        out.raw("END", "VEVENT");
        out.raw("END", "VCALENDAR");
        (out.finish(), remarks)
    }

    /// What machines read: all of MAINTNOTE, or the reason why there is none.
    fn machines(&self, out: &mut Lines) -> Vec<String> {
        let Some(provider) = self.provider() else {
            return vec![
                "without `organizer` under `[service.calendar]` there is no MAINTNOTE".to_owned(),
            ];
        };
        if self.end().is_none() {
            return vec!["without a confirmed end there is no MAINTNOTE".to_owned()];
        }
        let facts = self.facts;
        let account = self.dispatch.settings.calendar.account.as_deref();
        out.text("X-MAINTNOTE-PROVIDER", &provider);
        out.text("X-MAINTNOTE-ACCOUNT", account.unwrap_or(ALL));
        out.text("X-MAINTNOTE-MAINTENANCE-ID", &facts.incident);
        for component in &facts.components {
            out.text("X-MAINTNOTE-OBJECT-ID", &plain::line(&component.name));
        }
        if facts.components.is_empty() {
            out.text("X-MAINTNOTE-OBJECT-ID", ALL);
        }
        out.raw("X-MAINTNOTE-IMPACT", self.impact());
        out.raw(
            "X-MAINTNOTE-STATUS",
            match facts.state {
                _ if self.is_cancelled() => "CANCELLED",
                State::InProgress | State::Verifying => "IN-PROCESS",
                State::Completed => "COMPLETED",
                _ => "CONFIRMED",
            },
        );
        Vec::new()
    }

    /// The same for every word about this work, and different from all others.
    fn uid(&self) -> String {
        let status_page = self.facts.status_url.as_deref().and_then(address::host);
        let host = status_page.or_else(|| self.provider());
        match host {
            Some(host) => format!("{}@{host}", self.facts.incident),
            None => self.facts.incident.clone(),
        }
    }

    /// The provider's domain; none without an organizer, whom MAINTNOTE demands too.
    fn provider(&self) -> Option<String> {
        let organizer = self.organizer.as_ref()?;
        let named = self.dispatch.settings.calendar.provider.clone();
        Some(named.unwrap_or_else(|| organizer.domain().to_lowercase()))
    }

    /// When it ended, or will; none if that is not known or not after the beginning.
    fn end(&self) -> Option<DateTime<Utc>> {
        let planned = self.facts.estimate;
        let end = if self.is_cancelled() {
            planned
        } else {
            self.facts.ended.or(planned)
        };
        end.map(|end| end.trunc_subsecs(0))
            .filter(|end| *end > self.start)
    }

    const fn is_cancelled(&self) -> bool {
        self.facts.cancelled
    }

    /// What customers must be ready for: as bad as the worst component, which is as bad as the work
    /// where only the work on it is known.
    fn impact(&self) -> &'static str {
        let severity = ComponentStatus::for_severity(self.facts.severity);
        let statuses = self.facts.components.iter().map(|c| match c.status {
            ComponentStatus::UnderMaintenance => severity,
            known => known,
        });
        match statuses.max().unwrap_or(severity) {
            ComponentStatus::Operational => "NO-IMPACT",
            ComponentStatus::DegradedPerformance => "DEGRADED",
            _ => "OUTAGE",
        }
    }
}

/// A moment in UTC, to the second.
fn moment(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

#[cfg(test)]
mod tests;
