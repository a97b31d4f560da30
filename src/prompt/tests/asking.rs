//! What is asked, in which order, and what becomes of the answers.

use super::*;

const DECLARE: [&str; 9] = [
    "title",
    "severity",
    "impact",
    "scope",
    "workaround",
    "third_party",
    "action",
    "next_update",
    "team",
];

fn declaration() -> Vec<Act> {
    vec![
        say("Card payments are failing"),
        Act::Pick("critical"),
        say("Your shop cannot take card payments."),
        say("Shops in the EU."),
        say("Offer PayPal."),
        say("The provider has a fault."),
        say("We are switching."),
        say("45m"),
        say("502s; people: ana"),
    ]
}

fn text(answers: &Answers, fact: TextFact) -> Option<&str> {
    answers.facts.text(fact)?.get(&locale("en"))
}

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
fn security_asks_first_what_customers_must_do() {
    let mut setting = Setting::new(Occasion::Declare);
    setting.given.kind_of = Some(crate::domain::words::IncidentType::Security);
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
    setting.given.kind_of = Some(crate::domain::words::IncidentType::Maintenance);
    let (_, script) = setting.ask(declaration());
    assert!(
        script.put[0].starts_with("What is planned"),
        "{}",
        script.put[0]
    );
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
    assert_eq!(
        answers.facts.data,
        Some(crate::domain::words::DataImpact::None)
    );
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
    assert_eq!(problems[0].1, "08:00 UTC is before it began.");
    assert_eq!(
        problems[1].1,
        "12:00 UTC is still ahead. Name a time that is past."
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
        "What customers cannot do, in Spanish?|You cannot pay.||[Enter: not now]"
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
    let mut acts = declaration();
    acts.insert(3, say("Change your password."));
    for tag in ["en", "es"] {
        let words = words::Words::of(&locale(tag));
        for (key, ask) in &words.questions {
            let chosen = [
                "severity",
                "news",
                "data",
                "wrong",
                "next",
                "edit",
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

#[test]
fn an_answer_that_does_not_fit_is_asked_again_with_what_was_typed() {
    let long = "x".repeat(100_000);
    let mut acts = declaration();
    acts.splice(
        0..1,
        [
            say("  "),
            Act::Say(long.clone()),
            say("a\u{1b}[31mb"),
            say("Card pay\u{ad}ments"),
        ],
    );
    acts[10] = say("half past");
    acts.insert(11, say("yesterday"));
    acts.insert(12, say("12:00"));
    let (answers, script) = Setting::new(Occasion::Declare).ask(acts);
    assert_eq!(script.initial[..4], ["", "  ", &long, "a\u{1b}[31mb"]);
    assert_eq!(script.initial[9..12], ["", "half past", "yesterday"]);
    let told: Vec<_> = script.told.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        told,
        [
            "This needs an answer: no message can do without it.",
            "That is 100000 characters; 120 fit. Take out 99880, or empty the line with Ctrl-U.",
            "The character U+001B at place 2 would garble the message. Take it out.",
            "Invisible characters removed: 1.",
            "`half past` is not a time. Try `30m`, `2h`, `14:30`, `tomorrow 9:00` or `2026-11-27 17:00`.",
            "23:59 UTC is over already. Name a time ahead.",
            "→ 12:00 UTC",
            "people: ana",
        ]
    );
    assert_eq!(text(&answers, TextFact::Title), Some("Card payments"));
}

#[test]
fn the_keeper_has_every_answer_at_once_and_its_failure_is_told_once() {
    let setting = Setting::new(Occasion::Declare);
    let mut kept = Kept::default();
    let answers = setting
        .run(&mut Script::new(declaration()), &mut kept)
        .unwrap();
    assert_eq!(kept.states.len(), 9);
    for (count, state) in kept.states.iter().enumerate() {
        assert_eq!(state.answered.len(), count + 1);
    }
    assert_eq!(kept.states.last(), Some(&answers));

    let mut script = Script::new(declaration());
    let mut refusing = Kept {
        refuses: true,
        ..Kept::default()
    };
    assert_eq!(setting.run(&mut script, &mut refusing).unwrap(), answers);
    let problems = script.told.iter().filter(|(t, _)| *t == Tone::Problem);
    assert_eq!(problems.count(), 1);
}

#[test]
fn stopping_at_any_question_keeps_all_answers_before_it_and_goes_on_there() {
    let setting = Setting::new(Occasion::Declare);
    let (whole, _) = setting.ask(declaration());
    for k in 0..DECLARE.len() {
        let mut acts = declaration();
        acts[k] = Act::Interrupt("half a sent");
        let mut kept = Kept::default();
        let stopped = setting.run(&mut Script::new(acts), &mut kept);
        assert!(matches!(stopped, Err(Stopped::Interrupted)));
        let draft = kept.states.last().cloned().unwrap_or_default();
        assert_eq!(draft.answered.len(), k, "{}", DECLARE[k]);
        let chosen = DECLARE[k] == "severity";
        let unfinished = draft.unfinished.as_ref().map(|u| u.text.as_str());
        assert_eq!(unfinished, (!chosen).then_some("half a sent"));

        let mut script = Script::new(declaration().split_off(k));
        let answers = setting
            .resume(&mut script, &mut Kept::default(), draft)
            .unwrap();
        assert_eq!(script.asked, DECLARE[k..]);
        if !chosen {
            assert_eq!(script.initial[0], "half a sent");
        }
        assert_eq!(answers, whole);
    }
}

#[test]
fn an_update_goes_on_where_it_stopped_too() {
    let setting = Setting::new(Occasion::Update);
    let acts = || {
        vec![
            Act::Pick("found the cause"),
            Act::Enter,
            Act::Enter,
            Act::Pick("yes"),
            say("luis"),
            say("16:00"),
            say("30m"),
            Act::Enter,
        ]
    };
    let (whole, _) = setting.ask(acts());
    for k in 1..acts().len() {
        let mut stopped = acts();
        stopped[k] = Act::Stop;
        let mut kept = Kept::default();
        assert!(setting.run(&mut Script::new(stopped), &mut kept).is_err());
        let draft = kept.states.pop().unwrap();
        let rest = acts().split_off(k);
        let mut script = Script::new(rest);
        let answers = setting
            .resume(&mut script, &mut Kept::default(), draft)
            .unwrap();
        assert!(script.acts.is_empty(), "{k}: {:?}", script.acts);
        assert_eq!(answers.facts, whole.facts, "{k}");
        assert_eq!(answers.clear, whole.clear, "{k}");
    }
}

#[test]
fn a_promise_in_a_draft_that_has_run_out_is_asked_again() {
    let mut setting = Setting::new(Occasion::Declare);
    let (draft, _) = setting.ask(declaration());
    setting.now = moment("2026-11-21T12:00:00Z");
    let mut script = Script::new([say("30m")]);
    let answers = setting
        .resume(&mut script, &mut Kept::default(), draft)
        .unwrap();
    assert_eq!(script.asked, ["next_update"]);
    assert_eq!(
        answers.facts.time(TimeFact::NextUpdate),
        Some(moment("2026-11-21T12:30:00Z"))
    );
}

#[test]
fn a_flag_now_wins_over_the_draft() {
    let mut setting = Setting::new(Occasion::Declare);
    let (draft, _) = setting.ask(declaration());
    setting
        .given
        .set_text(TextFact::Title, &locale("en"), "Sign-in is failing");
    setting.clear = vec![FactName::Text(TextFact::ThirdParty)];
    let answers = setting
        .resume(&mut Script::default(), &mut Kept::default(), draft)
        .unwrap();
    assert_eq!(text(&answers, TextFact::Title), Some("Sign-in is failing"));
    assert_eq!(answers.facts.text(TextFact::ThirdParty), None);
    assert_eq!(answers.clear, setting.clear);
}

#[test]
fn a_draft_is_offered_in_words() {
    let mut script = Script::new([Act::Enter, Act::Pick("anew")]);
    let resume = |script: &mut Script| resume(script, &locale("en"), "10:04 UTC").unwrap();
    assert!(resume(&mut script));
    assert!(!resume(&mut script));
}
