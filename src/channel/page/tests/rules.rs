use serde_json::{Value, json};

use super::{ALL, Place, at, content, json, later, settings, tried, word, written};
use crate::channel::{ChannelError, Utterance};
use crate::domain::service::{Service, Settings};
use crate::domain::words::{ComponentStatus, State};

#[test]
fn what_the_last_word_says_of_components_holds_even_when_it_is_over() {
    let mut word = later(State::Resolved);
    word.facts.stated = vec!["components"];
    let incident = content(Service::Statuspage, &word, 1);
    let components = &incident["incident"]["components"];
    assert_eq!(components, &json!({ "8kbf7d35c070": "partial_outage" }));
}

#[test]
fn what_is_long_past_notifies_nobody_and_is_backfilled() {
    let late = |hours| Place {
        recorded_late: Some(at("10:04") + chrono::TimeDelta::hours(hours)),
        ..Place::default()
    };
    let incident = |word: &Utterance, place| {
        let payload = tried(Service::Statuspage, &settings(), word, place).unwrap();
        json(&payload)["incident"].clone()
    };
    let an_hour = incident(&word(), late(1));
    assert_eq!(an_hour["deliver_notifications"], false);
    assert_eq!(an_hour.get("backfilled"), None, "it may still last");
    for past in [
        incident(&word(), late(24)),
        incident(&later(State::Resolved), late(1)),
    ] {
        assert_eq!(past["backfilled"], true);
        assert_eq!(past["backfill_date"], "2026-11-21T09:58:00Z");
        assert_eq!(
            (past.get("components"), past.get("component_ids")),
            (None, None)
        );
    }
    for (service, pointer) in [
        (Service::Openstatus, "/notify"),
        (Service::Cachet, "/notifications"),
        (Service::IncidentIo, "/notify_subscribers"),
        (Service::BetterStack, "/notify_subscribers"),
        (Service::PagerDuty, "/post/updates/0/notify_subscribers"),
    ] {
        let told = json(&tried(service, &settings(), &word(), late(1)).unwrap());
        assert_eq!(
            told.pointer(pointer),
            Some(&Value::from(false)),
            "{service}"
        );
        let told = content(service, &word(), 0);
        assert_eq!(told.pointer(pointer), Some(&Value::from(true)), "{service}");
    }
}

#[test]
fn an_id_that_pagerduty_cannot_do_without_is_named() {
    let mut without = settings();
    without.pagerduty.states.remove("investigating");
    let told = |settings: &Settings| {
        let error = tried(Service::PagerDuty, settings, &word(), Place::default());
        error.unwrap_err().to_string()
    };
    assert_eq!(
        told(&without),
        "pagerduty needs `service.pagerduty.states.investigating` in the configuration: states have ids here"
    );
    let mut without = settings();
    without.pagerduty.page = None;
    assert!(told(&without).contains("`service.pagerduty.page`"));
    without = settings();
    without.pagerduty.severities.clear();
    assert!(told(&without).contains("`service.pagerduty.severities.major`"));
    without = settings();
    without.pagerduty.statuses.clear();
    assert!(told(&without).contains("`service.pagerduty.statuses.partial-outage`"));
}

#[test]
fn a_component_id_of_cachet_is_a_number() {
    let mut settings = settings();
    let ids = &mut settings.cachet.components;
    ids.insert("Checkout".to_owned(), "three".to_owned());
    let error = tried(Service::Cachet, &settings, &word(), Place::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cachet: `three` in `service.cachet.components` is not a number, as ids are here"
    );
}

#[test]
fn a_component_without_an_id_is_left_out_and_the_key_is_named() {
    let mut word = word();
    word.facts.components[0].name = "Check \"out\"".to_owned();
    for service in ALL.into_iter().filter(|s| *s != Service::CState) {
        let payload = written(service, &word, 0);
        let key = format!("`service.{service}.components.\"Check \\\"out\\\"\"`");
        let remark = format!("`Check \"out\"` is left out: it has no id in {key}");
        assert_eq!(payload.remarks, [remark], "{service}");
    }
}

#[test]
fn of_components_that_the_page_keeps_as_one_the_worst_counts() {
    let mut word = word();
    let mut other = word.facts.components[0].clone();
    other.name = "Zeta".to_owned();
    other.status = ComponentStatus::MajorOutage;
    word.facts.components.push(other);
    let mut settings = settings();
    let ids = &mut settings.statuspage.components;
    ids.insert("Zeta".to_owned(), "8kbf7d35c070".to_owned());
    let payload = tried(Service::Statuspage, &settings, &word, Place::default()).unwrap();
    let components = &json(&payload)["incident"]["components"];
    assert_eq!(components, &json!({ "8kbf7d35c070": "major_outage" }));
}

#[test]
fn limits_hold_to_the_character() {
    let cases = [
        (Service::Statuspage, "name", 255),
        (Service::Openstatus, "title", 256),
        (Service::Cachet, "name", 255),
        (Service::IncidentIo, "name", 200),
        (Service::PagerDuty, "title", 128),
    ];
    for (service, field, most) in cases {
        let mut word = word();
        word.facts.title = "ñ".repeat(most);
        written(service, &word, 0);
        word.facts.title.push('.');
        let error = tried(service, &settings(), &word, Place::default()).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!(
                "{service}: the {field} has {} characters, 1 more than the {most} it may have",
                most + 1
            )
        );
    }
    for (service, most) in [(Service::Statuspage, 25_000), (Service::IncidentIo, 4_096)] {
        let mut word = word();
        word.body = "é".repeat(most);
        written(service, &word, 0);
        word.body.push('.');
        let error = tried(service, &settings(), &word, Place::default()).unwrap_err();
        assert!(matches!(error, ChannelError::TooLong { excess, .. } if excess.count == most + 1));
    }
}

#[test]
fn what_the_last_word_will_need_is_remarked_from_the_first_on() {
    let mut without = settings();
    without.pagerduty.states.remove("resolved");
    without.pagerduty.statuses.remove("operational");
    let payload = tried(Service::PagerDuty, &without, &word(), Place::default()).unwrap();
    assert_eq!(
        payload.remarks,
        [
            "the last word will need an id in `service.pagerduty.states.resolved`",
            "the last word will need an id in `service.pagerduty.statuses.operational`",
        ]
    );
}
