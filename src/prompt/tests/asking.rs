//! What is asked, in which order, and what becomes of the answers.

use super::*;

#[test]
fn declaring_asks_eight_questions_and_one_for_the_team() {
    let (answers, script) = Setting::new(Occasion::Declare).ask(declaration());
    assert_eq!(script.asked, DECLARE);
    assert_eq!(
        text(&answers, TextFact::Title),
        Some("Card payments are failing")
    );
    assert_eq!(text(&answers, TextFact::Action), Some("We are switching."));
    assert_eq!(answers.facts.severity, Some(Severity::Critical));
    assert_eq!(
        answers.facts.time(TimeFact::NextUpdate),
        Some(moment("2026-11-21T10:49:00Z"))
    );
    assert_eq!(answers.facts.internal.cause.as_deref(), Some("502s"));
    assert_eq!(answers.facts.internal.people.as_deref(), Some("ana"));
    assert_eq!(answers.clear, []);
    let good = |text: &str| (Tone::Good, text.to_owned());
    assert_eq!(script.told, [good("→ 10:49 UTC"), good("people: ana")]);
}

#[test]
fn nothing_said_about_scope_and_workaround_is_said_and_about_a_supplier_is_not() {
    let mut acts = declaration();
    for act in &mut acts[3..] {
        *act = Act::Enter;
    }
    let (answers, _) = Setting::new(Occasion::Declare).ask(acts);
    assert_eq!(text(&answers, TextFact::Scope), Some(""));
    assert_eq!(text(&answers, TextFact::Workaround), Some(""));
    assert_eq!(answers.facts.text(TextFact::ThirdParty), None);
    assert_eq!(answers.facts.text(TextFact::Action), None);
    assert!(answers.facts.internal.is_empty());
    // Enter takes the time proposed: half an hour for a critical incident.
    assert_eq!(
        answers.facts.time(TimeFact::NextUpdate),
        Some(moment("2026-11-21T10:34:00Z"))
    );
}

#[test]
fn what_flags_gave_is_not_asked_and_is_part_of_the_answers() {
    let mut setting = Setting::new(Occasion::Declare);
    setting
        .given
        .set_text(TextFact::Title, &locale("en"), "Sign-in is failing");
    setting.given.set_text(TextFact::Scope, &locale("en"), "");
    setting.given.severity = Some(Severity::Minor);
    setting.given.internal.people = Some("ana".to_owned());
    let (answers, script) = setting.ask([
        say("You cannot sign in."),
        Act::Enter,
        Act::Enter,
        Act::Enter,
        Act::Enter,
    ]);
    assert_eq!(
        script.asked,
        [
            "impact",
            "workaround",
            "third_party",
            "action",
            "next_update"
        ]
    );
    assert_eq!(text(&answers, TextFact::Title), Some("Sign-in is failing"));
    // Minor: an hour.
    assert_eq!(
        answers.facts.time(TimeFact::NextUpdate),
        Some(moment("2026-11-21T11:04:00Z"))
    );
}

#[test]
fn a_flag_in_another_language_leaves_the_question_open() {
    let mut setting = Setting::new(Occasion::Declare);
    setting
        .given
        .set_text(TextFact::Title, &locale("es"), "Fallan los pagos");
    setting.translations = vec![locale("en"), locale("es")];
    let mut acts = declaration();
    acts.extend((0..5).map(|_| Act::Enter));
    let (answers, script) = setting.ask(acts);
    assert_eq!(script.asked[0], "title");
    assert_eq!(answers.facts.text(TextFact::Title).unwrap().len(), 2);
    assert_eq!(script.asked[9], "impact@es");
}

#[test]
fn no_news_is_one_choice_and_a_time() {
    let (answers, script) = Setting::new(Occasion::Update).ask([Act::Enter, say("11:00")]);
    assert_eq!(script.asked, ["news", "next_update"]);
    let mut expected = Facts::default();
    expected
        .times
        .insert(TimeFact::NextUpdate, moment("2026-11-21T11:00:00Z"));
    assert_eq!(answers.facts, expected);
    assert_eq!(answers.clear, []);
}

#[test]
fn the_time_proposed_follows_the_severity_in_force() {
    let (answers, script) = Setting::new(Occasion::Update).ask([Act::Enter, Act::Enter]);
    assert!(
        script.put[0].ends_with("[Enter: 1h → 11:04 UTC]"),
        "{}",
        script.put[0]
    );
    assert_eq!(
        answers.facts.time(TimeFact::NextUpdate),
        Some(moment("2026-11-21T11:04:00Z"))
    );
}

#[test]
fn a_change_begins_with_what_is_in_force_and_states_only_what_differs() {
    let (answers, script) = Setting::new(Occasion::Update).ask([
        Act::Pick("changed"),
        Act::Enter,
        say(""),
        say("Offer PayPal."),
        Act::Enter,
    ]);
    assert_eq!(
        script.asked,
        ["news", "impact", "scope", "workaround", "next_update"]
    );
    assert_eq!(
        script.initial,
        [
            "Your shop cannot take card payments.",
            "Shops in the EU.",
            "",
            ""
        ]
    );
    assert_eq!(answers.facts.text(TextFact::Impact), None);
    assert_eq!(text(&answers, TextFact::Scope), Some(""));
    assert_eq!(text(&answers, TextFact::Workaround), Some("Offer PayPal."));
    assert_eq!(answers.facts.state, None);
}

#[test]
fn a_cause_found_asks_for_a_repair_time_only_with_a_name() {
    let news = Act::Pick("found the cause");
    let (answers, script) = Setting::new(Occasion::Update).ask([
        news.clone(),
        say(""),
        Act::Enter,
        Act::Pick("yes"),
        say("luis"),
        say("16:00"),
        Act::Enter,
        say("expired certificate"),
    ]);
    assert_eq!(
        script.asked,
        [
            "news",
            "action",
            "third_party",
            "estimate-confirmed",
            "estimate-by",
            "estimate",
            "next_update",
            "team"
        ]
    );
    assert_eq!(answers.facts.state, Some(State::Identified));
    assert_eq!(
        answers.facts.time(TimeFact::Estimate),
        Some(moment("2026-11-21T16:00:00Z"))
    );
    assert_eq!(answers.facts.confirmed_by.as_deref(), Some("luis"));
    assert_eq!(
        answers.facts.internal.cause.as_deref(),
        Some("expired certificate")
    );
    // Emptying what was in force withdraws it.
    assert_eq!(answers.clear, [FactName::Text(TextFact::Action)]);

    for (acts, asked) in [(vec![Act::Enter], 6), (vec![Act::Pick("yes"), say(" ")], 7)] {
        let mut all = vec![news.clone(), Act::Enter, Act::Enter];
        all.extend(acts);
        all.extend([Act::Enter, Act::Enter]);
        let (answers, script) = Setting::new(Occasion::Update).ask(all);
        assert_eq!(script.asked.len(), asked);
        assert_eq!(answers.facts.time(TimeFact::Estimate), None);
        assert_eq!(answers.facts.confirmed_by, None);
        assert!(
            answers.facts.internal.is_empty(),
            "the cause in force is not stated again"
        );
    }
}

#[test]
fn an_update_that_flags_describe_asks_for_the_next_update_alone() {
    let mut setting = Setting::new(Occasion::Update);
    setting
        .given
        .set_text(TextFact::Action, &locale("en"), "We are switching.");
    let (_, script) = setting.ask([Act::Enter]);
    assert_eq!(script.asked, ["next_update"]);

    let mut setting = Setting::new(Occasion::Update);
    setting.given.state = Some(State::Monitoring);
    setting
        .given
        .set_text(TextFact::Action, &locale("en"), "We switched.");
    let (answers, script) = setting.ask([Act::Enter, Act::Enter]);
    assert_eq!(script.asked, ["impact", "next_update"]);
    assert_eq!(answers.facts.state, Some(State::Monitoring));

    let mut setting = Setting::new(Occasion::Update);
    setting.clear = vec![FactName::Text(TextFact::Workaround)];
    let (answers, script) = setting.ask([Act::Enter]);
    assert_eq!(script.asked, ["next_update"]);
    assert_eq!(answers.clear, [FactName::Text(TextFact::Workaround)]);
}

#[test]
fn an_update_that_says_it_is_over_points_to_resolve() {
    let mut script = Script::new([Act::Pick("it is over")]);
    let stopped = Setting::new(Occasion::Update).run(&mut script, &mut Kept::default());
    assert!(matches!(stopped, Err(Stopped::OverUseResolve)));
}

#[test]
fn what_is_over_can_only_come_back_or_be_added_to() {
    let mut setting = Setting::new(Occasion::Update);
    let mut over = entry(Facts::default());
    over.kind = Kind::Resolved;
    over.at = moment("2026-11-21T10:00:00Z");
    setting.incident = Some(incident().with(over));
    let (answers, script) = setting.ask([
        Act::Pick("again"),
        Act::Enter,
        Act::Enter,
        Act::Enter,
        Act::Enter,
        Act::Enter,
    ]);
    assert_eq!(answers.facts.state, Some(State::Investigating));
    assert_eq!(script.asked.last().unwrap(), "next_update");
    let (_, script) = setting.ask([Act::Enter, say("Cards work."), Act::Enter]);
    assert_eq!(script.asked, ["news", "outcome", "follow_up"]);
}

#[test]
fn translations_are_asked_last_for_what_was_said_and_can_be_skipped() {
    let mut setting = Setting::new(Occasion::Update);
    setting.translations = vec![locale("en"), locale("es"), locale("pt-BR")];
    let (answers, script) = setting.ask([
        Act::Pick("changed"),
        say("You cannot pay."),
        Act::Enter,
        say("Use PayPal."),
        Act::Enter,
        say("No se puede pagar."),
        Act::Enter,
        Act::Enter,
        say("Use o PayPal."),
    ]);
    assert_eq!(
        script.asked[5..],
        [
            "impact@es",
            "workaround@es",
            "impact@pt-BR",
            "workaround@pt-BR"
        ]
    );
    assert_eq!(
        script.put[4],
        "What customers cannot do, in Spanish|You cannot pay.||[Enter: Spanish readers see it in English]"
    );
    let impact = answers.facts.text(TextFact::Impact).unwrap();
    assert_eq!(impact.get(&locale("es")), Some("No se puede pagar."));
    assert_eq!(impact.get(&locale("pt-BR")), None);
    let workaround = answers.facts.text(TextFact::Workaround).unwrap();
    assert_eq!(workaround.get(&locale("pt-BR")), Some("Use o PayPal."));
}

#[test]
fn the_interview_speaks_spanish_and_reads_spanish_times() {
    let mut setting = Setting::new(Occasion::Declare);
    setting.locale = locale("es");
    let mut acts = declaration();
    acts[1] = Act::Pick("crítica");
    acts[7] = say("mañana a las 9:00");
    acts[8] = say("502; personas: ana");
    let (answers, script) = setting.ask(acts);
    assert!(script.put[1].starts_with("¿Qué no pueden hacer ahora los clientes?"));
    assert_eq!(
        answers.facts.time(TimeFact::NextUpdate),
        Some(moment("2026-11-22T09:00:00Z"))
    );
    assert_eq!(answers.facts.internal.people.as_deref(), Some("ana"));
    let title = answers.facts.text(TextFact::Title).unwrap();
    assert_eq!(title.get(&locale("es")), Some("Card payments are failing"));
}

#[test]
fn every_question_has_advice_and_every_typed_one_an_example() {
    for (tag, _) in &words::LANGUAGES {
        let words = words::Words::of(&locale(tag));
        for (key, ask) in &words.questions {
            let chosen = [
                "severity",
                "news",
                "data",
                "wrong",
                "next",
                "edit",
                "mend",
                "waive",
                "translation",
            ];
            let chosen = chosen.iter().any(|c| key.ends_with(c)) || key.ends_with("-confirmed");
            assert_eq!(ask.example.is_empty(), chosen, "{tag} {key}");
        }
        // Each question that can be asked has words of its own.
        let texts = TextFact::ALL.iter().filter(|f| **f != TextFact::Decision);
        let keys = texts
            .map(|f| f.key())
            .chain(TimeFact::ALL.iter().map(|f| f.key()));
        for key in keys {
            assert!(words.questions.contains_key(key), "{tag} {key}");
        }
    }
}
