//! Saying that it is over, and putting right what was wrong.

use super::*;

#[test]
fn resolving_asks_what_works_since_when_and_what_we_are_sorry_for() {
    let (answers, script) = Setting::new(Occasion::Resolve).ask([
        say("Card payments work again."),
        say("9:47"),
        say("You could not sell by card for 49 minutes."),
        Act::Pick("none was lost"),
        say("ana"),
        say("friday 17:00"),
        Act::Pick("yes"),
        say("ana, marta"),
        say("We will not charge this month's fees."),
    ]);
    assert_eq!(
        script.asked,
        [
            "outcome",
            "ended",
            "harm",
            "data",
            "data-by",
            "follow_up",
            "offer-confirmed",
            "offer-by",
            "offer"
        ]
    );
    assert_eq!(
        answers.facts.time(TimeFact::Ended),
        Some(moment("2026-11-21T09:47:00Z"))
    );
    assert_eq!(
        answers.facts.time(TimeFact::FollowUp),
        Some(moment("2026-11-27T17:00:00Z"))
    );
    assert_eq!(answers.facts.data, Some(DataImpact::None));
    assert_eq!(answers.facts.confirmed_by.as_deref(), Some("ana, marta"));
}

#[test]
fn a_resolved_incident_needs_no_more_than_enter() {
    let (answers, script) = Setting::new(Occasion::Resolve).ask((0..6).map(|_| Act::Enter));
    assert_eq!(
        script.asked,
        [
            "outcome",
            "ended",
            "harm",
            "data",
            "follow_up",
            "offer-confirmed"
        ]
    );
    let mut expected = Facts::default();
    expected.times.insert(TimeFact::Ended, moment(NOW));
    assert_eq!(answers.facts, expected);
}

#[test]
fn an_end_before_the_start_or_ahead_is_asked_again() {
    let (_, script) = Setting::new(Occasion::Resolve).ask([
        Act::Enter,
        say("8:00"),
        say("2026-11-21 12:00"),
        say("9:47"),
        Act::Enter,
        Act::Enter,
        Act::Enter,
        Act::Enter,
    ]);
    let problems: Vec<_> = script
        .told
        .iter()
        .filter(|(t, _)| *t == Tone::Problem)
        .collect();
    assert_eq!(problems[0].1, "`8:00` (08:00 UTC) is before it began.");
    assert_eq!(
        problems[1].1,
        "`2026-11-21 12:00` is still ahead. Say when it ended, e.g. `20m` (ago) or `11:47`."
    );
}

#[test]
fn an_end_in_some_hours_is_not_one_some_hours_ago() {
    for (tag, typed, told) in [
        (
            "en",
            "in 2 hours",
            "`in 2 hours` is still ahead. Say when it ended, e.g. `20m` (ago) or `11:47`.",
        ),
        (
            "es",
            "dentro de 2 horas",
            "`dentro de 2 horas` aún no ha llegado. Diga cuándo terminó, p. ej. `20m` (hace 20 minutos) o `11:47`.",
        ),
    ] {
        let mut setting = Setting::new(Occasion::Resolve);
        setting.locale = locale(tag);
        let mut acts = vec![Act::Enter, say(typed), say("20m")];
        acts.extend((0..4).map(|_| Act::Enter));
        let (answers, script) = setting.ask(acts);
        assert_eq!(script.told[0], (Tone::Problem, told.to_owned()));
        assert_eq!(
            answers.facts.time(TimeFact::Ended),
            Some(moment("2026-11-21T09:44:00Z"))
        );
    }
}

#[test]
fn when_it_began_is_asked_at_the_end_if_nobody_said_it() {
    let mut facts = entry(Facts::default()).facts;
    facts.set_text(TextFact::Title, &locale("en"), "Payments fail");
    let mut setting = Setting::new(Occasion::Resolve);
    setting.incident = Some(Incident::from_entries("x", vec![entry(facts)]));
    let (answers, script) = setting.ask((0..7).map(|_| Act::Enter));
    assert_eq!(script.asked[..3], ["outcome", "started", "ended"]);
    assert!(script.put[1].starts_with("When did it begin?"));
    assert!(script.put[1].ends_with("[Enter: not known]"));
    assert_eq!(answers.facts.time(TimeFact::Started), None);

    let mut acts = vec![Act::Enter, say("9:00"), say("8:30"), say("9:30")];
    acts.extend((0..4).map(|_| Act::Enter));
    let (answers, script) = setting.ask(acts);
    assert!(
        script
            .told
            .iter()
            .any(|(_, told)| told == "`8:30` (08:30 UTC) is before it began.")
    );
    assert_eq!(
        answers.facts.time(TimeFact::Started),
        Some(moment("2026-11-21T09:00:00Z"))
    );
}

#[test]
fn a_correction_says_which_fact_and_what_holds_and_keeps_the_promise() {
    let (answers, script) = Setting::new(Occasion::Correct).ask([
        Act::Pick("Who is affected: Shops in the EU."),
        Act::Enter,
        say("Shops in the EU and the UK."),
        Act::Enter,
    ]);
    assert_eq!(script.asked, ["wrong", "scope", "scope", "next_update"]);
    assert_eq!(script.initial[0], "Shops in the EU.");
    assert_eq!(
        script.told[0].1,
        "That is what we wrote. Change it to what holds."
    );
    assert_eq!(
        text(&answers, TextFact::Scope),
        Some("Shops in the EU and the UK.")
    );
    assert_eq!(answers.corrects, Some(incident().timeline[0].id));
    assert_eq!(
        answers.facts.time(TimeFact::NextUpdate),
        Some(moment("2026-11-21T10:10:00Z"))
    );
}

#[test]
fn a_correction_by_flags_asks_nothing_but_the_next_update() {
    let mut setting = Setting::new(Occasion::Correct);
    setting
        .given
        .times
        .insert(TimeFact::Started, moment("2026-11-21T09:00:00Z"));
    let (answers, script) = setting.ask([Act::Enter]);
    assert_eq!(script.asked, ["next_update"]);
    assert_eq!(answers.corrects, Some(incident().timeline[0].id));
}

#[test]
fn a_time_that_was_wrong_is_corrected_as_it_is_typed() {
    let mut acts = vec![
        Act::Pick("Began: 08:58"),
        Act::Enter,
        say("9:05"),
        Act::Enter,
    ];
    let (answers, script) = Setting::new(Occasion::Correct).ask(acts.clone());
    assert_eq!(
        script.initial[..2],
        ["2026-11-21 08:58", "2026-11-21 08:58"]
    );
    assert_eq!(
        answers.facts.time(TimeFact::Started),
        Some(moment("2026-11-21T09:05:00Z"))
    );
    acts[2] = say("");
    let (answers, _) = Setting::new(Occasion::Correct).ask(acts);
    assert_eq!(answers.clear, [FactName::Time(TimeFact::Started)]);
}

#[test]
fn nothing_can_be_corrected_before_anything_was_said() {
    let mut setting = Setting::new(Occasion::Correct);
    setting.incident = Some(Incident::from_entries("x", Vec::new()));
    let stopped = setting.run(&mut Script::default(), &mut Kept::default());
    assert!(matches!(stopped, Err(Stopped::NothingToCorrect)));
}

#[test]
fn a_word_about_data_is_corrected_with_the_name_of_who_confirmed_it() {
    let mut setting = Setting::new(Occasion::Correct);
    let mut facts = incident().timeline[0].facts.clone();
    facts.data = Some(DataImpact::None);
    setting.incident = Some(Incident::from_entries("x", vec![entry(facts)]));
    let wrong = Act::Pick("Customers' data: no");
    let (answers, script) = setting.ask([
        wrong.clone(),
        Act::Enter,
        Act::Pick("arrives late"),
        say("ana"),
        Act::Enter,
    ]);
    assert_eq!(
        script.asked,
        ["wrong", "data", "data", "data-by", "next_update"]
    );
    assert_eq!(script.told[0].0, Tone::Problem);
    assert_eq!(answers.facts.data, Some(DataImpact::Delayed));
    assert_eq!(answers.facts.confirmed_by.as_deref(), Some("ana"));

    let (answers, _) = setting.ask([wrong, Act::Pick("say nothing"), Act::Enter]);
    assert_eq!(answers.clear, [FactName::Data]);
    assert_eq!(answers.corrects, Some(incident().timeline[0].id));
}

#[test]
fn a_compensation_can_be_corrected_and_withdrawn() {
    let mut setting = Setting::new(Occasion::Correct);
    let mut facts = incident().timeline[0].facts.clone();
    facts.set_text(TextFact::Offer, &locale("en"), "A month for free.");
    setting.incident = Some(Incident::from_entries("x", vec![entry(facts)]));
    let wrong = Act::Pick("What customers get");
    let (answers, _) = setting.ask([
        wrong.clone(),
        say("A week for free."),
        say("ana"),
        Act::Enter,
    ]);
    assert_eq!(text(&answers, TextFact::Offer), Some("A week for free."));
    assert_eq!(answers.facts.confirmed_by.as_deref(), Some("ana"));
    let (answers, _) = setting.ask([wrong, say(""), Act::Enter]);
    assert_eq!(answers.clear, [FactName::Text(TextFact::Offer)]);
}

/// An update that found the cause, of an incident with a confirmed repair time at noon.
fn with_repair_time() -> Setting {
    let mut facts = entry(Facts::default()).facts;
    facts.set_text(TextFact::Title, &locale("en"), "Payments fail");
    facts
        .times
        .insert(TimeFact::Estimate, moment("2026-11-21T12:00:00Z"));
    facts.confirmed_by = Some("luis".to_owned());
    let mut setting = Setting::new(Occasion::Update);
    setting.incident = Some(Incident::from_entries("x", vec![entry(facts)]));
    setting
}

/// The answers to an update that found the cause and says nothing else, but this about the repair.
fn repair(acts: impl IntoIterator<Item = Act>) -> (Answers, Script) {
    let mut all = vec![Act::Pick("cause"), Act::Enter, Act::Enter];
    all.extend(acts);
    all.extend([Act::Enter, Act::Enter]);
    with_repair_time().ask(all)
}

#[test]
fn a_repair_time_that_nobody_confirms_any_more_is_taken_back() {
    let estimate = FactName::Time(TimeFact::Estimate);
    for acts in [
        vec![Act::Pick("no")],
        vec![Act::Pick("yes"), say("")],
        vec![Act::Pick("yes"), Act::Enter, say("")],
    ] {
        let (answers, _) = repair(acts.clone());
        assert_eq!(answers.clear, std::slice::from_ref(&estimate), "{acts:?}");
        assert_eq!(answers.facts.time(TimeFact::Estimate), None);
        assert_eq!(answers.facts.confirmed_by, None);
    }
}

#[test]
fn a_repair_time_that_still_holds_needs_no_more_than_enter() {
    let (answers, script) = repair([Act::Enter, Act::Enter, Act::Enter]);
    assert_eq!(answers.clear, []);
    assert_eq!(
        answers.facts.time(TimeFact::Estimate),
        Some(moment("2026-11-21T12:00:00Z"))
    );
    assert_eq!(answers.facts.confirmed_by.as_deref(), Some("luis"));
    let put = |key: &str| {
        let at = script.asked.iter().position(|asked| asked == key);
        at.unwrap_or_else(|| panic!("`{key}` was not asked"))
    };
    assert!(put("estimate-by") < put("estimate"));
}

#[test]
fn a_repair_time_is_named_when_it_is_asked_whether_it_holds() {
    for (tag, news, ask) in [
        (
            "en",
            "cause",
            "Does the repair time still hold: 12:00 UTC, confirmed by luis?",
        ),
        (
            "es",
            "causa",
            "¿Se mantiene la hora de arreglo: 12:00 UTC, confirmada por luis?",
        ),
        (
            "pt",
            "causa",
            "A hora para voltar a funcionar continua de pé: 12:00 UTC, confirmada por luis?",
        ),
        (
            "fr",
            "cause",
            "L'heure de rétablissement tient-elle toujours : 12:00 UTC, confirmée par luis ?",
        ),
        (
            "de",
            "Ursache",
            "Gilt der Zeitpunkt noch: 12:00 UTC, bestätigt von luis?",
        ),
    ] {
        let mut setting = with_repair_time();
        setting.locale = locale(tag);
        let mut acts = vec![Act::Pick(news)];
        acts.extend(vec![Act::Enter; 7]);
        let (_, script) = setting.ask(acts);
        assert!(script.put.iter().any(|put| put == ask), "{:?}", script.put);
    }
}

#[test]
fn a_repair_time_that_is_past_is_not_asked_about_as_if_it_held() {
    let mut setting = with_repair_time();
    setting.now = moment("2026-11-21T12:30:00Z");
    let (answers, _) = setting.ask([
        Act::Pick("cause"),
        Act::Enter,
        Act::Enter,
        Act::Pick("no"),
        Act::Enter,
        Act::Enter,
    ]);
    assert_eq!(answers.clear, []);
}
