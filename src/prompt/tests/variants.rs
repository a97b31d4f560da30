//! What is asked in other words, or at other places: planned work, security, a fix being watched.

use super::*;

#[test]
fn security_asks_first_what_customers_must_do() {
    let mut setting = Setting::new(Occasion::Declare);
    setting.given.kind_of = Some(IncidentType::Security);
    let mut acts = declaration();
    acts.insert(3, say("Change your password."));
    let (answers, script) = setting.ask(acts);
    assert_eq!(script.asked[2..5], ["impact", "do_now", "scope"]);
    assert_eq!(
        text(&answers, TextFact::DoNow),
        Some("Change your password.")
    );
}

#[test]
fn planned_work_is_asked_in_its_own_words() {
    let mut setting = Setting::new(Occasion::Declare);
    setting.given.kind_of = Some(IncidentType::Maintenance);
    let mut acts = declaration();
    acts[1] = Act::Pick("something that matters stops for a while");
    // Neither a supplier nor what is done: when it begins and ends is asked instead.
    acts.drain(5..7);
    acts.insert(3, say("tomorrow 22:00"));
    acts.insert(4, say("tomorrow 21:00"));
    acts.insert(5, say("tomorrow 23:00"));
    acts[8] = Act::Enter;
    let (answers, script) = setting.ask(acts);
    assert_eq!(
        script.asked,
        [
            "title",
            "severity",
            "impact",
            "started",
            "estimate",
            "estimate",
            "scope",
            "workaround",
            "next_update",
            "team"
        ]
    );
    let put = |at: usize, start: &str| assert!(script.put[at].starts_with(start), "{at}");
    put(0, "What is planned");
    put(1, "What will customers not be able to do?");
    put(2, "When does it begin?");
    put(3, "When will it be done?");
    assert_eq!(
        script.told[1].1,
        "`tomorrow 21:00` (21:00 UTC) is not after the beginning."
    );
    // The next word is due when the work begins, and Enter promises it.
    let ends = Some(moment("2026-11-22T23:00:00Z"));
    assert_eq!(answers.facts.time(TimeFact::Estimate), ends);
    assert!(script.put[7].ends_with("[Enter: 22:00 UTC]"));
    let begins = Some(moment("2026-11-22T22:00:00Z"));
    assert_eq!(answers.facts.time(TimeFact::Started), begins);
    assert_eq!(answers.facts.time(TimeFact::NextUpdate), begins);
}

#[test]
fn planned_work_that_began_already_is_not_planned() {
    let mut setting = Setting::new(Occasion::Declare);
    setting.given.kind_of = Some(IncidentType::Maintenance);
    let acts = [
        say("Planned work"),
        Act::Pick("hardly noticed"),
        say("You cannot save."),
        say("2026-11-21 09:00"),
        Act::Stop,
    ];
    let mut script = Script::new(acts);
    let stopped = setting.run(&mut script, &mut Kept::default());
    assert!(matches!(stopped, Err(Stopped::Interrupted)));
    assert_eq!(
        script.told[0].1,
        "`2026-11-21 09:00` is over already (09:00 UTC). Name a time ahead."
    );
}

#[test]
fn with_a_fix_in_place_only_what_is_left_of_the_impact_is_asked_for() {
    let news = Act::Pick("a fix is in place");
    let (answers, script) =
        Setting::new(Occasion::Update).ask([news.clone(), Act::Enter, Act::Enter, Act::Enter]);
    assert_eq!(script.asked, ["news", "impact", "action", "next_update"]);
    assert!(script.put[0].starts_with("What do customers notice now?"));
    assert!(script.put[0].ends_with("[Enter: it should work again]"));
    assert_eq!(script.initial[0], "");
    assert_eq!(answers.facts.text(TextFact::Impact), None);
    assert_eq!(answers.clear, []);

    let left = "Some payments need a second try.";
    let (answers, _) =
        Setting::new(Occasion::Update).ask([news, say(left), Act::Enter, Act::Enter]);
    assert_eq!(text(&answers, TextFact::Impact), Some(left));
}

#[test]
fn what_a_scenario_says_customers_must_do_is_asked_and_stands_in_the_line() {
    let mut suggested = Facts::default();
    suggested.set_text(TextFact::DoNow, &locale("en"), "Sign out.");
    let mut setting = Setting::new(Occasion::Declare);
    setting.given.kind_of = Some(IncidentType::Security);
    setting.suggested = Some(suggested);
    let mut acts = declaration();
    acts.insert(3, Act::Enter);
    let (answers, script) = setting.ask(acts);
    assert_eq!(script.asked[3], "do_now");
    assert_eq!(script.initial[2], "Sign out.");
    assert!(script.put[1].starts_with("What has happened"));
    assert!(script.put[2].ends_with("[Enter: keep this]"));
    assert_eq!(text(&answers, TextFact::DoNow), Some("Sign out."));
}

#[test]
fn work_that_is_called_off_is_asked_for_no_result() {
    let mut setting = Setting::new(Occasion::Resolve);
    let mut facts = Facts {
        kind_of: Some(IncidentType::Maintenance),
        state: Some(State::Scheduled),
        ..Facts::default()
    };
    facts.set_text(TextFact::Title, &locale("en"), "Database move");
    let begins = moment("2026-11-22T22:00:00Z");
    facts.times.insert(TimeFact::Started, begins);
    setting.incident = Some(Incident::from_entries("work", vec![entry(facts)]));
    let (answers, script) = setting.ask([say("Another date follows.")]);
    assert_eq!(script.asked, ["outcome"]);
    assert!(script.put[0].starts_with("What should customers know beside this?"));
    assert_eq!(
        text(&answers, TextFact::Outcome),
        Some("Another date follows.")
    );
}

#[test]
fn that_customers_must_do_nothing_is_an_answer() {
    let mut setting = Setting::new(Occasion::Declare);
    setting.given.kind_of = Some(IncidentType::Security);
    let mut acts = declaration();
    acts.insert(3, Act::Enter);
    let (answers, script) = setting.ask(acts);
    assert_eq!(script.asked[2..5], ["impact", "do_now", "scope"]);
    let means = "[Enter: nothing, and the message says so]";
    assert!(script.put.iter().any(|put| put.ends_with(means)));
    assert_eq!(text(&answers, TextFact::DoNow), Some(""));
}

#[test]
fn what_people_can_do_is_asked_again_when_the_work_begins() {
    let mut setting = Setting::new(Occasion::Update);
    let mut facts = Facts {
        kind_of: Some(IncidentType::Maintenance),
        ..Facts::default()
    };
    facts.set_text(TextFact::Workaround, &locale("en"), "Order by telephone.");
    facts.set_text(TextFact::Workaround, &locale("es"), "Pida por teléfono.");
    setting.incident = Some(Incident::from_entries("work", vec![entry(facts.clone())]));
    let begun = || Act::Pick("begun");
    let (answers, script) = setting.ask([begun(), Act::Enter, Act::Enter]);
    assert_eq!(script.asked, ["news", "workaround", "next_update"]);
    assert_eq!(script.initial[0], "Order by telephone.");
    // Kept, it is said again whole; otherwise it would lapse.
    let said = answers.facts.text(TextFact::Workaround);
    assert_eq!(said, facts.text(TextFact::Workaround));

    facts.withdraw(&FactName::Text(TextFact::Workaround));
    setting.incident = Some(Incident::from_entries("work", vec![entry(facts)]));
    let (_, script) = setting.ask([begun(), Act::Enter]);
    assert_eq!(script.asked, ["news", "next_update"]);
}
