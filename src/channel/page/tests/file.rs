use super::{Place, at, later, planned, settings, tried, word};
use crate::channel::Utterance;
use crate::domain::service::Service;
use crate::domain::words::{ComponentStatus, Severity, State};

fn file(word: &Utterance, earlier: &[Utterance]) -> String {
    let place = Place {
        before: earlier.len(),
        earlier,
        recorded_late: None,
    };
    let payload = tried(Service::CState, &settings(), word, place).unwrap();
    assert_eq!((payload.extension, payload.request), ("md", None));
    String::from_utf8(payload.content).unwrap()
}

#[test]
fn the_file_tells_the_whole_incident_newest_word_first() {
    let mut over = later(State::Resolved);
    over.body = "**Resolved: It works again**".to_owned();
    over.facts.ended = Some(at("10:47"));
    assert_eq!(
        file(&over, &[word()]),
        r#"---
title: "Card payments are failing"
date: 2026-11-21T09:58:00Z
resolved: true
resolvedWhen: 2026-11-21T10:47:00Z
severity: "disrupted"
affected:
  - "Checkout"
section: "issue"
---

**Resolved: It works again**

{{< track "2026-11-21T11:04:00Z" >}}

**Investigating: Card payments are failing**

Your shop cannot take \*cards\*.

**Next update:** by 10:30 UTC.

{{< track "2026-11-21T10:04:00Z" >}}
"#
    );
}

#[test]
fn what_lasts_has_no_end_and_lists_what_does_not_work_now() {
    let mut word = later(State::Monitoring);
    word.facts.components[0].status = ComponentStatus::Operational;
    let file = file(&word, &[super::word()]);
    assert!(file.contains("resolved: false\nseverity: \"disrupted\"\naffected: []\nsection"));
    assert!(!file.contains("resolvedWhen"));
}

#[test]
fn the_end_is_when_we_first_said_so_unless_it_was_reopened() {
    let first = later(State::Resolved);
    let mut afterword = later(State::Resolved);
    afterword.facts.at = at("15:00");
    let reopened = later(State::Monitoring);
    let end = |earlier: &[Utterance]| {
        let file = file(&afterword, earlier);
        let line = file.lines().find(|line| line.starts_with("resolvedWhen"));
        line.unwrap().to_owned()
    };
    let resolved = "resolvedWhen: 2026-11-21T11:04:00Z";
    assert_eq!(end(&[word(), first.clone()]), resolved);
    let reopened_since = end(&[word(), first, reopened]);
    assert_eq!(reopened_since, "resolvedWhen: 2026-11-21T15:00:00Z");
}

#[test]
fn the_worst_that_was_said_stays_the_severity_of_what_is_over() {
    let severity = |word: &Utterance, earlier: &[Utterance]| {
        let file = file(word, earlier);
        let line = file.lines().find(|line| line.starts_with("severity"));
        line.unwrap().to_owned()
    };
    let mut grave = word();
    grave.facts.severity = Severity::Critical;
    let mut light = later(State::Monitoring);
    light.facts.severity = Severity::Minor;
    assert_eq!(
        severity(&light, std::slice::from_ref(&grave)),
        "severity: \"notice\""
    );
    let mut over = later(State::Resolved);
    over.facts.severity = Severity::Minor;
    assert_eq!(severity(&over, &[grave, light]), "severity: \"down\"");
    let mut out = word();
    out.facts.components[0].status = ComponentStatus::MajorOutage;
    assert_eq!(severity(&out, &[]), "severity: \"down\"");
}

#[test]
fn planned_work_is_an_announcement() {
    let announced = file(&planned(), &[]);
    assert!(announced.starts_with(
        "---\ntitle: \"Card payments are failing\"\ndate: 2026-11-21T10:04:00Z\n\
         informational: true\npin: true\nsection: \"issue\"\n---\n\n"
    ));
    let mut done = planned();
    done.facts.state = State::Completed;
    assert!(file(&done, &[planned()]).contains("pin: false\n"));
}

#[test]
fn no_fact_is_a_shortcode_or_markup_of_hugo() {
    let mut word = word();
    word.body = "{{< track \"x\" >}} {{{% a %}} \\{{< b >}} use --force\n: not a definition\n\
                 https://a.example/x--y"
        .to_owned();
    word.facts.title = "no: \"yes\"\n{{ x }} \\ \u{1b}[0m\u{feff}".to_owned();
    let file = file(&word, &[]);
    let told = "{\\{< track \"x\" >}} {\\{\\{% a %}} \\{\\{< b >}} use -\\-force\n\\: not a definition\n\
                https://a.example/x--y";
    assert!(file.contains(told), "{file}");
    assert!(
        file.contains(r#"title: "no: \"yes\" {{ x }} \\ \\u{1b}[0m\ufeff""#),
        "{file}"
    );
}

#[test]
fn a_component_has_a_name_that_a_folder_can_have() {
    let mut word = word();
    word.facts.components[0].name = "é".repeat(100);
    assert!(tried(Service::CState, &settings(), &word, Place::default()).is_ok());
    word.facts.components[0].name.push('x');
    let error = tried(Service::CState, &settings(), &word, Place::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "cstate: the name of a component has 201 bytes, 1 more than the 200 it may have"
    );
}
