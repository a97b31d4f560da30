//! What was found is mended or let be before it is saved.

use super::*;

fn flaw(rule: &str) -> Flaw {
    Flaw {
        rule: rule.to_owned(),
        what: "Old".to_owned(),
        fact: Some((FactName::Text(TextFact::Impact), Some(locale("en")))),
        reason: String::new(),
    }
}

#[test]
fn an_error_is_mended_in_its_answer_before_saving_is_offered() {
    let mut desk = Desk::new([Act::Enter, say("New words."), Act::Enter]);
    desk.flaws = vec![flaw("shouting")];
    let Verdict::Save(saved) = desk.review(&answers()).unwrap() else {
        panic!("was not saved");
    };
    assert_eq!(desk.script.asked, ["next", "impact", "next"]);
    assert_eq!(desk.script.initial, ["Old words."]);
    assert_eq!(desk.script.shown[1], "error[shouting]\n");
    assert_eq!(impact(&saved), Some("New words."));
    assert!(saved.waived.is_empty());
}

#[test]
fn saving_is_not_offered_as_long_as_an_error_stands() {
    let mut desk = Desk::new([Act::Pick("Leave")]);
    desk.flaws = vec![flaw("shouting")];
    let verdict = desk.review(&answers()).unwrap();
    assert_eq!(verdict, Verdict::Leave(answers()));
    let offered = desk.script.offered.concat();
    assert!(
        !offered.iter().any(|option| option == "Save"),
        "{offered:?}"
    );
}

#[test]
fn an_error_is_let_be_with_a_reason_and_the_messages_are_not_shown_again() {
    let mut desk = Desk::new([
        Act::Pick("Let it be"),
        Act::Pick("vague-eta"),
        say("  we know the hour "),
        Act::Pick("Let it be"),
        Act::Enter,
        Act::Enter,
    ]);
    let mut second = flaw("shouting");
    second.reason = "it is our name".to_owned();
    desk.flaws = vec![flaw("vague-eta"), second];
    let Verdict::Save(saved) = desk.review(&answers()).unwrap() else {
        panic!("was not saved");
    };
    let reason = |rule: &str| saved.waived.get(rule).map(String::as_str);
    assert_eq!(reason("vague-eta"), Some("we know the hour"));
    assert_eq!(
        reason("shouting"),
        Some("it is our name"),
        "the earlier reason is kept"
    );
    assert_eq!(desk.script.initial, ["", "it is our name"]);
    assert_eq!(
        desk.script.shown.len(),
        2,
        "the messages and what was found, once"
    );
    assert_eq!(desk.kept.states.last(), Some(&saved));
}

#[test]
fn without_a_reason_nothing_is_let_be() {
    let mut desk = Desk::new([Act::Pick("Let it be"), say(" "), Act::Pick("Leave")]);
    desk.flaws = vec![flaw("shouting")];
    let verdict = desk.review(&answers()).unwrap();
    assert_eq!(verdict, Verdict::Leave(answers()));
}

#[test]
fn a_reason_that_was_begun_waits_in_the_draft() {
    let mut desk = Desk::new([Act::Pick("Let it be"), Act::Interrupt("it is ou")]);
    desk.flaws = vec![flaw("shouting")];
    assert!(matches!(desk.review(&answers()), Err(Stopped::Interrupted)));
    let draft = desk.kept.states.pop().unwrap();

    let mut desk = Desk::new([Act::Enter, Act::Enter, Act::Enter]);
    desk.flaws = vec![flaw("vague-eta"), flaw("shouting")];
    desk.script.acts.insert(2, Act::Pick("Leave"));
    let Verdict::Leave(left) = desk.review(&draft).unwrap() else {
        panic!("was saved");
    };
    assert_eq!(desk.script.initial, ["it is ou"]);
    assert_eq!(left.waived["shouting"], "it is ou");
    assert_eq!(left.unfinished, None);
}

#[test]
fn what_no_answer_holds_is_looked_for_in_all_of_them() {
    let mut desk = Desk::new([Act::Enter, Act::Pick("go back"), Act::Pick("Leave")]);
    let mut lost = flaw("promise-broken");
    lost.fact = None;
    desk.flaws = vec![lost];
    desk.review(&answers()).unwrap();
    assert_eq!(desk.script.asked, ["next", "edit", "next"]);
}

#[test]
fn what_was_said_before_is_mended_where_it_stands_even_at_the_end() {
    let mut desk = Desk::new([Act::Enter, say("You cannot pay."), Act::Pick("Leave")]);
    desk.setting = Setting::new(Occasion::Resolve);
    desk.flaws = vec![flaw("shouting")];
    let mut over = answers();
    over.facts.withdraw(&FactName::Text(TextFact::Impact));
    let asked = [
        "outcome",
        "started",
        "ended",
        "harm",
        "data",
        "follow_up",
        "offer-confirmed=no",
    ];
    over.answered = asked.map(str::to_owned).to_vec();
    desk.flaws[0].what = "always".to_owned();
    desk.always = true;
    let Verdict::Leave(left) = desk.review(&over).unwrap() else {
        panic!("was saved");
    };
    assert_eq!(
        desk.script.initial,
        ["Your shop cannot take card payments."]
    );
    assert_eq!(impact(&left), Some("You cannot pay."));
}
