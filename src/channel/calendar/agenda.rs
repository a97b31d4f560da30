//! A calendar of what the team owes (RFC 5545): one event of no length with an alarm for each.
//!
//! Whoever subscribes to it, or imports it again, has each debt once: its UID is made of what is owed
//! and the entry that promised it.

use chrono::{DateTime, Utc};

use super::super::{address, plain};
use super::fold::Lines;
use super::moment;
use crate::domain::house::House;

/// Minutes before it is due at which the alarm goes off: time to write a word.
const AHEAD: u32 = 5;

/// One thing to do at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// What tells it from all others, for ever.
    pub id: String,
    /// When it came to be, in UTC.
    pub made: DateTime<Utc>,
    /// When it is due, in UTC.
    pub at: DateTime<Utc>,
    /// What it is, in a few words.
    pub summary: String,
    /// How to do it.
    pub description: String,
}

/// Returns the calendar of all of them.
pub fn calendar(house: &House, appointments: impl Iterator<Item = Appointment>) -> String {
    let host = house.status_url.as_deref().and_then(address::host);
    let host = host.map(|host| format!("@{host}")).unwrap_or_default();
    let mut out = Lines::default();
    out.raw("BEGIN", "VCALENDAR");
    out.raw("VERSION", "2.0");
    out.raw("PRODID", "-//vocero//vocero//EN");
    for appointment in appointments {
        let summary = plain::line(&appointment.summary);
        out.raw("BEGIN", "VEVENT");
        out.text("UID", &format!("{}{host}", appointment.id));
        out.raw("DTSTAMP", &moment(appointment.made));
        out.raw("DTSTART", &moment(appointment.at));
        out.text("SUMMARY", &summary);
        out.text("DESCRIPTION", &appointment.description);
        out.raw("TRANSP", "TRANSPARENT");
        out.raw("BEGIN", "VALARM");
        out.raw("ACTION", "DISPLAY");
        out.text("DESCRIPTION", &summary);
        out.raw("TRIGGER", &format!("-PT{AHEAD}M"));
        out.raw("END", "VALARM");
        out.raw("END", "VEVENT");
    }
    out.raw("END", "VCALENDAR");
    out.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_debt_is_an_event_with_an_alarm() {
        let at = |text: &str| text.parse().unwrap();
        let one = Appointment {
            id: "report-1".to_owned(),
            made: at("2026-11-21T10:04:00Z"),
            at: at("2026-11-21T10:34:00Z"),
            summary: "Report promised: cards, and more".to_owned(),
            description: "vocero update cards".to_owned(),
        };
        let house = House {
            status_url: Some("https://status.acme.example/x".to_owned()),
            ..House::default()
        };
        let text = calendar(&house, std::iter::once(one));
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(
            lines,
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//vocero//vocero//EN",
                "BEGIN:VEVENT",
                "UID:report-1@status.acme.example",
                "DTSTAMP:20261121T100400Z",
                "DTSTART:20261121T103400Z",
                "SUMMARY:Report promised: cards\\, and more",
                "DESCRIPTION:vocero update cards",
                "TRANSP:TRANSPARENT",
                "BEGIN:VALARM",
                "ACTION:DISPLAY",
                "DESCRIPTION:Report promised: cards\\, and more",
                "TRIGGER:-PT5M",
                "END:VALARM",
                "END:VEVENT",
                "END:VCALENDAR",
            ]
        );
    }
}
