//! That nothing typed is lost: what does not fit, what is kept, and going on later.

use super::*;

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
    // A time is short: it is typed anew, and Enter never repeats a wrong one.
    assert_eq!(script.initial[9..12], ["", "", ""]);
    let told: Vec<_> = script.told.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        told,
        [
            "This needs an answer: no message can do without it.",
            "That is 100000 characters; 120 fit. Take out 99880, or empty the line with Ctrl-U.",
            "The character U+001B at place 2 would garble the message. Take it out.",
            "Invisible characters removed: 1.",
            "`half past` is not a time or a date. Try `30m`, `2h`, `14:30`, `tomorrow 9:00` or `2026-11-27 17:00`.",
            "`yesterday` is over already (23:59 UTC). Name a time ahead.",
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
    let resume =
        |script: &mut Script, title| resume(script, &locale("en"), "10:04 UTC", title).unwrap();
    assert!(resume(&mut script, None));
    assert!(!resume(&mut script, Some("Sign-in is failing")));
    assert_eq!(
        script.put,
        [
            "There is a draft from 10:04 UTC. Go on with it?",
            "There is a draft from 10:04 UTC: \"Sign-in is failing\". Go on with it?"
        ]
    );
}

#[test]
fn an_interruption_is_owned_up_to_in_the_language_of_the_interview() {
    let mut setting = Setting::new(Occasion::Declare);
    setting.locale = locale("es");
    for (acts, told) in [
        (vec![Act::Stop], "Interrumpido: no se ha guardado nada."),
        (
            vec![say("Fallan los pagos"), Act::Stop],
            "Interrumpido: sus respuestas quedan guardadas; el mismo comando sigue donde lo dejó.",
        ),
    ] {
        let mut script = Script::new(acts);
        assert!(setting.run(&mut script, &mut Kept::default()).is_err());
        assert_eq!(script.told, [(Tone::Plain, told.to_owned())]);
    }
}

#[test]
fn what_a_scenario_wants_remembered_is_told_first() {
    let mut script = Script::default();
    remind(&mut script, &locale("en"), &["Say what works."]).unwrap();
    remind(&mut script, &locale("en"), &[]).unwrap();
    let told: Vec<_> = script.told.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(told, ["To remember:", "- Say what works."]);
}

#[test]
fn the_scenario_of_a_draft_is_kept_with_the_answers() {
    let setting = Setting::new(Occasion::Declare);
    let resumed = Answers {
        scenario: Some("payments".to_owned()),
        ..Answers::default()
    };
    let mut kept = Kept::default();
    let mut script = Script::new(declaration());
    setting.resume(&mut script, &mut kept, resumed).unwrap();
    assert!(
        kept.states
            .iter()
            .all(|a| a.scenario.as_deref() == Some("payments"))
    );
}
