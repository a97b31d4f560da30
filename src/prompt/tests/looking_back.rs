//! Looking back on what is over.

use super::*;
use crate::domain::fact::InternalFact;
use crate::domain::measure::Aim;

/// A review of the incident once it is over.
fn review(is_final: bool) -> Setting {
    let mut over = entry(Facts::default());
    over.id = "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e11".parse().unwrap();
    over.at = moment("2026-11-21T09:50:00Z");
    over.kind = Kind::Resolved;
    let english = locale("en");
    over.facts.set_text(
        TextFact::Harm,
        &english,
        "You could not sell by card for 49 minutes.",
    );
    let ended = moment("2026-11-21T09:47:30Z");
    over.facts.times.insert(TimeFact::Ended, ended);
    over.facts.data = Some(DataImpact::None);
    over.facts.confirmed_by = Some("ana".to_owned());
    let mut setting = Setting::new(Occasion::Review { is_final });
    setting.incident = setting.incident.map(|incident| incident.with(over));
    setting
}

const ASKED: [&str; 19] = [
    "happened",
    "started",
    "detected",
    "ended",
    "scope",
    "affected",
    "why",
    "learned",
    "offer-confirmed",
    "report",
    "contact",
    "feedback",
    "cause",
    "factors",
    "went_well",
    "went_badly",
    "lucky",
    "what",
    "what",
];

#[test]
fn a_review_asks_what_the_log_does_not_know_and_keeps_what_it_does() {
    let mut acts: Vec<Act> = (0..17).map(|_| Act::Enter).collect();
    acts[0] = say("For 49 minutes your shop could not take cards.");
    acts[2] = say("9:01");
    acts[6] = say("A setting was wrong.");
    acts[16] = say("It was a Saturday.");
    acts.push(say(
        "We try settings out first; owner: ana; by: friday; aim: prevent",
    ));
    acts.push(Act::Enter);
    let (answers, script) = review(false).ask(acts);
    assert_eq!(script.asked, ASKED);
    let facts = &answers.facts;
    let stated: Vec<_> = facts.texts.keys().copied().collect();
    assert_eq!(stated, [TextFact::Happened, TextFact::Why]);
    let times: Vec<_> = facts.times.keys().copied().collect();
    assert_eq!(
        times,
        [TimeFact::Detected],
        "what is known is not said again"
    );
    assert_eq!(facts.internal.cause, None);
    let lucky = &facts.internal.looked_back[&InternalFact::Lucky];
    assert_eq!(lucky, "It was a Saturday.");
    assert_eq!(answers.clear, []);
    let agreed = &answers.measures[0];
    assert_eq!(answers.measures.len(), 1);
    assert_eq!((agreed.owner.as_str(), agreed.aim), ("ana", Aim::Prevent));
    assert_eq!(agreed.due, moment("2026-11-27T23:59:00Z"));
}

#[test]
fn what_is_known_or_proposed_stands_in_the_line() {
    let mut setting = review(false);
    let mut story = Facts::default();
    story.set_text(TextFact::Happened, &locale("en"), "You could not sell.");
    setting.suggested = Some(story);
    let (answers, script) = setting.ask((0..18).map(|_| Act::Enter));
    let initial = |key: &str| {
        let lines = script
            .asked
            .iter()
            .filter(|asked| !asked.ends_with("-confirmed"));
        let at = lines.into_iter().position(|asked| asked == key).unwrap();
        script.initial[at].as_str()
    };
    assert_eq!(initial("happened"), "You could not sell.");
    assert_eq!(initial("started"), "2026-11-21 08:58");
    assert_eq!(initial("ended"), "2026-11-21 09:47");
    assert_eq!(initial("scope"), "Shops in the EU.");
    assert_eq!(initial("cause"), "502 from the provider");
    let stated: Vec<_> = answers.facts.texts.keys().copied().collect();
    assert_eq!(stated, [TextFact::Happened]);
    assert!(answers.facts.times.is_empty());
}

#[test]
fn before_the_first_question_the_course_of_events_is_told() {
    let acts = (0..18).map(|_| Act::Enter);
    let (_, script) = review(true).ask(acts);
    let told: Vec<_> = script.told.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        told[..5],
        [
            "So far, from the log:",
            "- Began: 08:58 UTC",
            "- First word to customers: 09:10 UTC · 12 min after it began",
            "- resolved: 09:50 UTC",
            "- Over since: 09:47 UTC · it lasted 49 min",
        ]
    );
}

#[test]
fn a_measure_that_lacks_something_stays_in_the_line() {
    let mut acts: Vec<Act> = (0..17).map(|_| Act::Enter).collect();
    acts.extend([
        say("We look"),
        say("We look; owner: ana"),
        say("We look; owner: ana; by: some day"),
        say("We look; owner: ana; by: friday; aim: hope"),
        say("We look; owner: ana; by: friday"),
        Act::Enter,
    ]);
    let (answers, script) = review(false).ask(acts);
    let problems = script
        .told
        .iter()
        .filter(|(tone, _)| *tone == Tone::Problem);
    let problems: Vec<_> = problems.map(|(_, text)| text.as_str()).collect();
    assert_eq!(
        problems,
        [
            "A measure needs somebody who sees to it: add `; owner: …`.",
            "A measure needs a day: add `; by: …`, such as `by: friday`.",
            "`some day` is not a time or a date. Try `30m`, `2h`, `14:30`, `tomorrow 9:00` or `2026-11-27 17:00`.",
            "`hope` is no aim; use `prevent`, `detect`, `respond` or `communicate`.",
        ]
    );
    assert_eq!(answers.measures.len(), 1);
}

#[test]
fn measures_are_asked_for_in_the_other_languages_too() {
    let mut setting = review(false);
    setting.translations = vec![locale("es")];
    let mut acts: Vec<Act> = (0..17).map(|_| Act::Enter).collect();
    acts[0] = say("");
    acts.extend([
        say("We look; owner: ana; by: friday"),
        Act::Enter,
        say("Miramos."),
    ]);
    let (answers, script) = setting.ask(acts);
    assert_eq!(script.asked.last().unwrap(), "what-0@es");
    assert!(
        script
            .put
            .last()
            .unwrap()
            .starts_with("What we do about it, in Spanish|We look|")
    );
    assert_eq!(
        answers.measures[0].what.get(&locale("es")),
        Some("Miramos.")
    );
}

#[test]
fn a_long_answer_is_edited_elsewhere() {
    let mut setting = review(false);
    setting.edited = Some("{} And more.\n");
    let mut acts: Vec<Act> = (0..18).map(|_| Act::Enter).collect();
    acts[0] = say("Cards failed. :e");
    acts[4] = say(":e");
    let (answers, _) = setting.ask(acts);
    let said = |fact| {
        answers
            .facts
            .text(fact)
            .and_then(|text| text.get(&locale("en")))
    };
    assert_eq!(said(TextFact::Happened), Some("Cards failed. And more."));
    assert_eq!(said(TextFact::Scope), Some("Shops in the EU. And more."));
}

#[test]
fn what_the_house_says_of_itself_is_not_asked_for() {
    let mut setting = review(false);
    setting.house.contact = Some("support@acme.example".to_owned());
    setting.house.feedback_url = Some("https://acme.example/how".to_owned());
    let (_, script) = setting.ask((0..16).map(|_| Act::Enter));
    assert!(
        !script
            .asked
            .iter()
            .any(|key| key == "contact" || key == "feedback")
    );
}

#[test]
fn an_address_that_cannot_be_followed_is_asked_for_again() {
    let mut acts: Vec<Act> = (0..9).map(|_| Act::Enter).collect();
    acts.extend([say("on the blog"), say("https://acme.example/blog")]);
    acts.extend((0..8).map(|_| Act::Enter));
    let (answers, script) = review(false).ask(acts);
    let problem = script.told.iter().find(|(tone, _)| *tone == Tone::Problem);
    assert!(
        problem
            .unwrap()
            .1
            .starts_with("`on the blog` is no web address")
    );
    let report = answers.facts.text(TextFact::Report).unwrap();
    assert_eq!(report.get(&locale("en")), Some("https://acme.example/blog"));
}

#[test]
fn what_was_drafted_is_not_asked_again_when_it_is_to_be_final() {
    let mut setting = review(true);
    let mut draft = entry(Facts::default());
    draft.id = "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e12".parse().unwrap();
    draft.at = moment("2026-11-21T09:55:00Z");
    draft.kind = Kind::Drafted;
    draft
        .facts
        .set_text(TextFact::Why, &locale("en"), "A setting was wrong.");
    setting.incident = setting.incident.map(|i| i.with(draft).as_drafted());
    let (answers, script) = setting.ask([]);
    assert_eq!(script.asked, [""; 0]);
    assert!(answers.facts.is_empty());
    let unended = |incident: Incident| {
        let kept = incident
            .timeline
            .into_iter()
            .filter(|e| e.kind != Kind::Resolved);
        Incident::from_entries("2026-11-21-card-payments", kept.collect())
    };
    setting.incident = setting.incident.map(unended);
    let (_, script) = setting.ask([say("9:47")]);
    assert_eq!(
        script.asked,
        ["ended"],
        "but for what it cannot be final without"
    );
}
