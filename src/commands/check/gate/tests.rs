//! What stands between an interview and the log.

use super::*;
use crate::domain::entry::{EntryId, Kind, Waived};
use crate::domain::fact::TimeFact;
use crate::domain::facts::Facts;
use crate::domain::words::{Severity, State};
use crate::render::{self, Templates};

const HOUR: [&str; 3] = ["10:00", "10:20", "11:30"];

/// The public entry with this number, which lets a rule be.
fn entry(number: usize, waived: Option<(&str, &str)>, facts: Facts) -> Entry {
    let id = format!("0193501e-7a3c-7d52-8f0a-{number:012}");
    Entry {
        id: id.parse::<EntryId>().unwrap(),
        at: format!("2026-11-21T{}:00Z", HOUR[number]).parse().unwrap(),
        by: Some("ana".to_owned()),
        via: None,
        incident: "x".to_owned(),
        kind: if number == 0 {
            Kind::Declared
        } else {
            Kind::Updated
        },
        corrects: None,
        locale: "en".parse().unwrap(),
        facts,
        clear: Vec::new(),
        waived: waived
            .map(|(rule, reason)| (rule.to_owned(), reason.to_owned()))
            .into_iter()
            .collect::<Waived>(),
    }
}

fn facts(texts: &[(TextFact, &str)]) -> Facts {
    let mut facts = Facts::default();
    for (fact, text) in texts {
        facts.set_text(*fact, &"en".parse().unwrap(), *text);
    }
    facts
}

/// The word that the last of these entries says, with its text message.
fn word_of(entries: &[Entry]) -> Word {
    let then = Incident::from_entries("x", entries.to_vec());
    let locale: Locale = "en".parse().unwrap();
    let config = Config::without_file(locale.clone());
    let at = then.last_word().unwrap().at;
    let outlet = messages::outlet(&config, "support", None, false);
    let messages = render::render_all(
        &Templates::embedded(),
        &config.house,
        &then,
        &[outlet],
        &[locale],
    );
    let mut report = gather::word(&config, Known::default(), &then, at, &messages.unwrap());
    report.settle(&pages::Levels::new());
    Word {
        messages: Ok(Vec::new()),
        report,
        then: Some(then),
        remark: None,
    }
}

fn rules(flaws: &[Flaw]) -> Vec<&str> {
    flaws.iter().map(|flaw| flaw.rule.as_str()).collect()
}

const BLAME: &str = "Our provider Redsys broke card payments.";

fn declared(waived: Option<(&str, &str)>) -> Entry {
    let texts = [
        (TextFact::Title, "Card payments are failing"),
        (TextFact::Impact, BLAME),
        (TextFact::Scope, ""),
        (TextFact::Workaround, ""),
    ];
    let mut facts = facts(&texts);
    facts.severity = Some(Severity::Major);
    let due = "2026-11-21T10:30:00Z".parse().unwrap();
    facts.times.insert(TimeFact::NextUpdate, due);
    entry(0, waived, facts)
}

#[test]
fn a_flaw_names_the_answer_that_holds_the_words() {
    let first = declared(None);
    let flaws = word_of(std::slice::from_ref(&first)).flaws(&first, &"en".parse().unwrap());
    let impact = (FactName::Text(TextFact::Impact), "en".parse().ok());
    assert_eq!(
        flaws,
        [Flaw {
            rule: "blame-third-party".to_owned(),
            what: "Our provider Redsys broke".to_owned(),
            fact: Some(impact),
            reason: String::new(),
        }]
    );
}

#[test]
fn what_is_let_be_is_no_flaw_and_its_reason_is_offered_again() {
    let first = declared(Some(("blame-third-party", "they asked us to")));
    let word = word_of(std::slice::from_ref(&first));
    assert_eq!(word.flaws(&first, &"en".parse().unwrap()), []);
    let mut next = facts(&[]);
    next.state = Some(State::Identified);
    let second = entry(1, None, next);
    let flaws = word_of(&[first, second.clone()]).flaws(&second, &"en".parse().unwrap());
    let blame = flaws.iter().find(|flaw| flaw.rule == "blame-third-party");
    assert_eq!(blame.unwrap().reason, "they asked us to");
    let missing = flaws.iter().find(|flaw| flaw.rule == "next-update-missing");
    let fact = FactName::Time(TimeFact::NextUpdate);
    assert_eq!(missing.unwrap().fact, Some((fact, None)));
}

#[test]
fn that_nothing_is_new_can_be_said_at_any_time() {
    let mut next = facts(&[]);
    let due = "2026-11-21T12:00:00Z".parse().unwrap();
    next.times.insert(TimeFact::NextUpdate, due);
    let late = entry(2, None, next.clone());
    let word = word_of(&[declared(None), late.clone()]);
    assert!(word.is_refused(Some(FailOn::Error)), "errors are found");
    assert_eq!(word.flaws(&late, &"en".parse().unwrap()), []);

    next.state = Some(State::Monitoring);
    next.set_text(
        TextFact::Action,
        &"en".parse().unwrap(),
        "We are watching it.",
    );
    let mut watched = facts(&[]);
    watched.state = Some(State::Monitoring);
    watched
        .times
        .insert(TimeFact::Estimate, "2026-11-21T11:00:00Z".parse().unwrap());
    watched.confirmed_by = Some("ana".to_owned());
    let words = [
        declared(None),
        entry(1, None, watched),
        entry(2, None, next),
    ];
    let flaws = word_of(&words).flaws(&words[2], &"en".parse().unwrap());
    let broken = flaws.iter().find(|flaw| flaw.rule == "promise-broken");
    assert_eq!(broken.unwrap().fact, None, "no answer mends the past");
}

#[test]
fn a_secret_is_a_flaw_wherever_it_stands_and_once() {
    let token = ["ghp_", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].concat();
    let mut next = facts(&[(TextFact::Action, &format!("Use {token}."))]);
    next.internal.cause = Some(format!("{token} was used"));
    let second = entry(1, None, next);
    let word = word_of(&[declared(None), second.clone()]);
    let flaws = word.flaws(&second, &"en".parse().unwrap());
    let secrets: Vec<_> = flaws
        .iter()
        .filter(|f| f.rule.starts_with("leak-secret:"))
        .collect();
    let facts: Vec<_> = secrets.iter().map(|f| f.fact.clone().unwrap().0).collect();
    let cause = FactName::Internal(crate::domain::fact::InternalFact::Cause);
    assert_eq!(facts, [FactName::Text(TextFact::Action), cause]);
    assert!(!rules(&flaws).contains(&"leak-secret"), "{flaws:?}");
    assert!(flaws.iter().all(|flaw| !flaw.what.contains("A1b2")));
}
