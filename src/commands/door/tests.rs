//! What comes in, and what does not.

use super::*;

fn admit(args: &FactArgs) -> Result<Typed, String> {
    typed(args, false)
}

fn typed(args: &FactArgs, reviews: bool) -> Result<Typed, String> {
    let locale = Locale::english();
    let languages = Locale::spoken_and(&[]);
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
        ends: false,
        named: Named::default(),
        schedules: false,
        reviews,
        languages: &languages,
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
fn a_component_named_without_a_status_is_as_bad_as_the_incident_and_works_once_it_is_over() {
    let status = |state: Option<&str>| {
        let args = FactArgs {
            component: vec!["Web".into()],
            severity: Some("critical".into()),
            state: state.map(str::to_owned),
            ..FactArgs::default()
        };
        admit(&args).unwrap().facts.components["Web"]
    };
    assert_eq!(status(None), ComponentStatus::MajorOutage);
    assert_eq!(status(Some("monitoring")), ComponentStatus::MajorOutage);
    assert_eq!(status(Some("resolved")), ComponentStatus::Operational);
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
fn what_may_be_nothing_is_an_answer_when_empty_and_an_empty_impact_is_none() {
    let args = FactArgs {
        scope: Some(String::new()),
        workaround: Some(String::new()),
        do_now: Some(String::new()),
        ..FactArgs::default()
    };
    let facts = admit(&args).unwrap().facts;
    for fact in [TextFact::Scope, TextFact::Workaround, TextFact::DoNow] {
        assert!(facts.text(fact).unwrap().is_blank(), "{fact:?}");
    }
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

fn measure(text: &str) -> FactArgs {
    let mut args = FactArgs::default();
    args.review.measure = vec![text.to_owned()];
    args
}

#[test]
fn a_measure_is_read_with_its_translation_its_owner_and_its_time() {
    let line = "We try changes out first; es: Antes probamos los cambios.; owner: ana; by: 2d";
    let typed = typed(&measure(line), true).unwrap();
    let agreed = &typed.measures[0];
    assert_eq!(
        (agreed.owner.as_str(), agreed.aim.word()),
        ("ana", "prevent")
    );
    assert_eq!(agreed.due.to_rfc3339(), "2026-11-23T10:04:00+00:00");
    let told: Vec<_> = agreed.what.iter().map(|(_, text)| text).collect();
    assert_eq!(
        told,
        ["We try changes out first", "Antes probamos los cambios."]
    );
}

#[test]
fn a_measure_without_an_owner_a_time_or_an_aim_that_there_is_says_what_to_add() {
    let refused = |line: &str| typed(&measure(line), true).unwrap_err();
    assert_eq!(
        refused("We look; by: 2d"),
        "`--measure`: `We look` has no owner; add `; owner: NAME`"
    );
    assert_eq!(
        refused("We look; owner: ana"),
        "`--measure`: `We look` has no time; add `; by: TIME`"
    );
    assert_eq!(
        refused("We look; owner: ana; by: 2026-11-20 09:00"),
        "`--measure`: `by: 2026-11-20 09:00` lies in the past; name a time to come"
    );
    assert!(refused("We look; owner: ana; by: 2d; aim: hope").contains("`hope` is not an aim"));
}

#[test]
fn what_looks_back_is_said_in_a_review_and_nowhere_else() {
    let mut args = measure("We look; owner: ana; by: 2d");
    args.review.why = Some("A setting was wrong.".into());
    args.review.lucky = Some("It was a Saturday.".into());
    assert!(typed(&args, true).is_ok());
    assert_eq!(
        admit(&args).unwrap_err().lines().collect::<Vec<_>>(),
        [
            "`--why` belongs to the review; say it with `vocero review`",
            "`--lucky` belongs to the review; say it with `vocero review`",
            "`--measure` belongs to the review; say it with `vocero review`",
        ]
    );
    let mut args = FactArgs::default();
    args.translation.push("what.es=Miramos.".into());
    assert_eq!(
        admit(&args).unwrap_err(),
        "`--what` belongs to a measure; agree on one with `vocero measure add`"
    );
}

#[test]
fn where_a_report_or_a_survey_is_has_to_be_an_address_that_can_be_followed() {
    let report = |given: &str| FactArgs {
        report: Some(given.into()),
        ..FactArgs::default()
    };
    assert!(admit(&report("https://acme.example/report")).is_ok());
    let problem = admit(&report("javascript:alert(1)")).unwrap_err();
    assert!(
        problem.starts_with("`--report` is `javascript:alert(1)`"),
        "{problem}"
    );
    let mut survey = FactArgs::default();
    survey.review.feedback = Some("mailto:help@acme.example".into());
    assert!(typed(&survey, true).is_ok());
}
