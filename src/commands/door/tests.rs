//! What comes in, and what does not.

use super::*;

fn admit(args: &FactArgs) -> Result<Typed, String> {
    let locale = Locale::english();
    let at = "2026-11-21T10:04:00Z".parse().unwrap();
    let door = Door {
        at,
        zone: Zone::utc(),
        locale: &locale,
        rules: &[],
        severity: None,
        kind_of: None,
        planned: false,
        begins: false,
        named: Named::default(),
        schedules: false,
    };
    door.admit(args).map_err(|failure| failure.message)
}

#[test]
fn every_problem_is_named_at_once() {
    let args = FactArgs {
        severity: Some("sev1".into()),
        next_update: Some("soon".into()),
        title: Some(" ".into()),
        ..FactArgs::default()
    };
    let message = admit(&args).unwrap_err();
    for part in [
        "`--severity`: `sev1` is not a severity",
        "`--title` is empty",
        "`--next-update`: `soon` is not a time",
    ] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn an_estimate_needs_somebody_who_confirmed_it() {
    let mut args = FactArgs {
        estimate: Some("2h".into()),
        ..FactArgs::default()
    };
    assert!(admit(&args).unwrap_err().contains("`--confirmed-by`"));
    args.confirmed_by = Some("ana".into());
    assert!(admit(&args).is_ok());
}

#[test]
fn a_promise_in_the_past_is_refused() {
    let args = FactArgs {
        next_update: Some("2026-11-21T10:00:00Z".into()),
        ..FactArgs::default()
    };
    assert_eq!(
        admit(&args).unwrap_err(),
        "`--next-update` lies in the past; name a time to come"
    );
}

#[test]
fn an_empty_scope_is_an_answer_and_an_empty_impact_is_none() {
    let args = FactArgs {
        scope: Some(String::new()),
        ..FactArgs::default()
    };
    assert!(
        admit(&args)
            .unwrap()
            .facts
            .text(TextFact::Scope)
            .unwrap()
            .is_blank()
    );
    let args = FactArgs {
        impact: Some(String::new()),
        ..FactArgs::default()
    };
    assert_eq!(
        admit(&args).unwrap_err(),
        "`--impact` is empty; withdraw it with `--clear impact`"
    );
}

#[test]
fn a_component_without_a_status_is_as_bad_as_the_incident() {
    let args = FactArgs {
        severity: Some("minor".into()),
        component: vec!["Search".into(), "Pay=major-outage".into()],
        ..FactArgs::default()
    };
    let components = admit(&args).unwrap().facts.components;
    assert_eq!(components["Search"], ComponentStatus::DegradedPerformance);
    assert_eq!(components["Pay"], ComponentStatus::MajorOutage);
}

#[test]
fn a_hundred_kilobytes_are_refused_with_the_limit() {
    let args = FactArgs {
        impact: Some("a".repeat(100_000)),
        ..FactArgs::default()
    };
    assert_eq!(
        admit(&args).unwrap_err(),
        "`--impact` has 100000 characters, 90000 more than the 10000 it may have; shorten it"
    );
}

#[test]
fn a_component_that_is_worked_on_is_under_maintenance() {
    let args = FactArgs {
        kind_of: Some("maintenance".into()),
        severity: Some("minor".into()),
        component: vec!["Checkout".into()],
        ..FactArgs::default()
    };
    let components = admit(&args).unwrap().facts.components;
    assert_eq!(components["Checkout"], ComponentStatus::UnderMaintenance);
}
