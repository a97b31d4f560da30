//! Planned work as calendars and machines read it.

use super::*;
use crate::channel::{Utterance, scene};
use crate::domain::house::House;
use crate::domain::service::Settings;

fn us() -> (House, Settings) {
    let mut us = scene::us();
    us.1.calendar.organizer = Some("Acme \"NOC\" <noc@Acme.example>".to_owned());
    us
}

fn of(us: &(House, Settings), words: &[Utterance]) -> Vec<String> {
    let written = payload(&scene::dispatch("calendar", us, words)).unwrap();
    let text = String::from_utf8(written.content).unwrap();
    let lines = text.replace("\r\n ", "");
    lines.split_terminator("\r\n").map(str::to_owned).collect()
}

fn has(lines: &[String], line: &str) -> bool {
    lines.iter().any(|known| known == line)
}

#[test]
fn an_announcement_is_an_event_that_machines_read_too() {
    let words = scene::planned(State::Scheduled, "12:00");
    assert_eq!(
        of(&us(), &words[..1]),
        [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//vocero//vocero//EN",
            "BEGIN:VEVENT",
            "UID:2026-11-21-payments@status.acme.example",
            "DTSTAMP:20261121T100400Z",
            "SEQUENCE:0",
            "DTSTART:20261121T220000Z",
            "DTEND:20261121T230000Z",
            "SUMMARY;LANGUAGE=en:Database upgrade",
            "DESCRIPTION;LANGUAGE=en:scheduled: Database upgrade\\nWhat you can do now: Pay by \
             invoice.",
            "URL:https://status.acme.example/",
            "STATUS:CONFIRMED",
            "TRANSP:TRANSPARENT",
            "ORGANIZER;CN=\"Acme 'NOC'\":mailto:noc@Acme.example",
            "X-MAINTNOTE-PROVIDER:acme.example",
            "X-MAINTNOTE-ACCOUNT:all",
            "X-MAINTNOTE-MAINTENANCE-ID:2026-11-21-payments",
            "X-MAINTNOTE-OBJECT-ID:Checkout",
            "X-MAINTNOTE-IMPACT:OUTAGE",
            "X-MAINTNOTE-STATUS:CONFIRMED",
            "END:VEVENT",
            "END:VCALENDAR",
        ]
    );
}

#[test]
fn a_later_word_replaces_the_event() {
    let lines = of(&us(), &scene::planned(State::InProgress, "22:05"));
    for line in [
        "UID:2026-11-21-payments@status.acme.example",
        "SEQUENCE:1",
        "DTSTAMP:20261121T220500Z",
        "X-MAINTNOTE-STATUS:IN-PROCESS",
    ] {
        assert!(has(&lines, line), "{line}");
    }
}

#[test]
fn work_that_is_over_before_it_begins_is_cancelled() {
    let lines = of(&us(), &scene::planned(State::Completed, "12:00"));
    assert!(has(&lines, "STATUS:CANCELLED"));
    assert!(has(&lines, "X-MAINTNOTE-STATUS:CANCELLED"));
    assert!(has(&lines, "DTEND:20261121T230000Z"));
    let lines = of(&us(), &scene::planned(State::Completed, "23:10"));
    assert!(has(&lines, "STATUS:CONFIRMED"));
    assert!(has(&lines, "X-MAINTNOTE-STATUS:COMPLETED"));
}

#[test]
fn what_is_not_known_is_left_out_and_said() {
    let mut words = scene::planned(State::Scheduled, "12:00");
    let plain = scene::us();
    let written = payload(&scene::dispatch("calendar", &plain, &words)).unwrap();
    assert!(!String::from_utf8_lossy(&written.content).contains("MAINTNOTE"));
    assert_eq!(
        written.remarks,
        ["without `organizer` under `[service.calendar]` there is no MAINTNOTE"]
    );
    words[1].facts.estimate = Some(scene::at("21:00"));
    let us = us();
    let written = payload(&scene::dispatch("calendar", &us, &words)).unwrap();
    assert!(!String::from_utf8_lossy(&written.content).contains("DTEND"));
    assert_eq!(
        written.remarks,
        ["without a confirmed end there is no MAINTNOTE"]
    );
}

#[test]
fn what_cannot_be_an_event_is_refused() {
    let us = us();
    let refused = |words: &[Utterance]| {
        payload(&scene::dispatch("calendar", &us, words))
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        refused(&scene::incident()),
        "icalendar is for planned work, and `2026-11-21-payments` is none"
    );
    let mut words = scene::planned(State::Scheduled, "12:00");
    words[1].facts.started = None;
    assert_eq!(
        refused(&words),
        "icalendar: the event has no beginning; say when the work starts"
    );
    let mut bad = scene::us();
    bad.1.mail.from = Some("noc@acme.example\r\nX: y".to_owned());
    let words = scene::planned(State::Scheduled, "12:00");
    assert!(payload(&scene::dispatch("calendar", &bad, &words)).is_err());
}
