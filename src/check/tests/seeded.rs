//! Faults that are put into incidents which lack nothing: each must be found, and what lacks nothing
//! must be left alone.

use chrono::{DateTime, TimeDelta, Utc};

use super::super::facts::facts;
use super::super::finding::{Finding, Level};
use super::super::history::history;
use super::super::proof;
use super::cadence;
use crate::domain::entry::{Entry, EntryId, Kind};
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::words::{ComponentStatus, DataImpact, IncidentType, Severity, State};

/// A time of the day.
fn clock(time: &str) -> DateTime<Utc> {
    proof::clock(time).unwrap()
}

/// Two words about one incident, the second still to be changed.
struct Story {
    first: Entry,
    second: Entry,
}

fn entry(kind: Kind, time: &str, locale: &Locale) -> Entry {
    Entry {
        id: EntryId::after(None, clock(time)),
        at: clock(time),
        by: None,
        via: None,
        incident: "2026-11-21-it-fails".to_owned(),
        kind,
        corrects: None,
        locale: locale.clone(),
        facts: Facts::default(),
        clear: Vec::new(),
        waived: crate::domain::entry::Waived::new(),
    }
}

impl Story {
    /// A story that lacks nothing, and ends in this state.
    fn complete(language: &str, of: IncidentType, severity: Severity, state: State) -> Self {
        let locale: Locale = language.parse().unwrap();
        let spanish = language == "es";
        let say = |en: &'static str, es: &'static str| if spanish { es } else { en };
        let mut first = entry(Kind::Declared, "10:00", &locale);
        let facts = &mut first.facts;
        facts.kind_of = Some(of);
        facts.severity = Some(severity);
        facts.state = Some(State::Investigating);
        facts.data = Some(DataImpact::Unknown);
        for (fact, en, es) in [
            (TextFact::Title, "Sign-in fails", "El acceso falla"),
            (TextFact::Impact, "You cannot sign in.", "No puede entrar."),
            (
                TextFact::Scope,
                "About 5% of customers.",
                "Un 5 % de los clientes.",
            ),
            (TextFact::Workaround, "Use the app.", "Use la aplicación."),
            (
                TextFact::DoNow,
                "Change your password.",
                "Cambie su contraseña.",
            ),
        ] {
            facts.set_text(fact, &locale, say(en, es));
        }
        facts.times.insert(TimeFact::Started, clock("09:50"));
        facts.times.insert(TimeFact::NextUpdate, clock("10:20"));
        let status = ComponentStatus::PartialOutage;
        facts.components.insert("Sign-in".to_owned(), status);
        let mut second = entry(Kind::Updated, "10:20", &locale);
        let facts = &mut second.facts;
        facts.state = Some(state);
        facts.set_text(
            TextFact::Action,
            &locale,
            say("We are comparing the logs.", "Comparamos los registros."),
        );
        if state.is_over() {
            second.kind = Kind::Resolved;
            facts.data = Some(DataImpact::None);
            facts.confirmed_by = Some("ana".to_owned());
            facts.times.insert(TimeFact::Ended, clock("10:15"));
            facts.times.insert(TimeFact::FollowUp, clock("23:00"));
            let status = ComponentStatus::Operational;
            facts.components.insert("Sign-in".to_owned(), status);
        } else {
            facts.times.insert(TimeFact::NextUpdate, clock("10:45"));
        }
        if state == State::Monitoring {
            let status = ComponentStatus::Operational;
            facts.components.insert("Sign-in".to_owned(), status);
        }
        Self { first, second }
    }

    /// Everything that is found at the time of the second word.
    fn found(&self) -> Vec<Finding> {
        let entries = vec![self.first.clone(), self.second.clone()];
        let incident = Incident::from_entries("2026-11-21-it-fails", entries);
        let mut found = facts(&incident, &cadence);
        let said = history(&incident, &cadence, self.second.at);
        found.extend(said.into_iter().map(|(_, finding)| finding));
        found
    }

    fn forget(&mut self, fact: TextFact) {
        self.first.facts.texts.remove(&fact);
    }
}

/// A fault: its rule, when it is one, and how it gets in.
type Fault = (&'static str, fn(&Story) -> bool, fn(&mut Story));

fn state(story: &Story) -> State {
    story.second.facts.state.unwrap()
}

fn open(story: &Story) -> bool {
    !state(story).is_over()
}

fn over(story: &Story) -> bool {
    state(story).is_over()
}

fn secure(story: &Story) -> bool {
    story.first.facts.kind_of == Some(IncidentType::Security)
}

fn always(_: &Story) -> bool {
    true
}

const FAULTS: [Fault; 24] = [
    ("impact-missing", always, |s| s.forget(TextFact::Impact)),
    ("impact-missing", always, |s| {
        let locale = s.first.locale.clone();
        s.first.facts.set_text(TextFact::Impact, &locale, "Sign-in");
    }),
    ("scope-missing", always, |s| s.forget(TextFact::Scope)),
    ("scope-missing", over, |s| {
        let locale = s.second.locale.clone();
        s.second.facts.set_text(TextFact::Scope, &locale, "");
    }),
    (
        "workaround-unstated",
        |s| open(s) && !secure(s),
        |s| {
            s.forget(TextFact::Workaround);
        },
    ),
    (
        "do-now-missing",
        |s| open(s) && secure(s),
        |s| s.forget(TextFact::DoNow),
    ),
    ("times-missing", always, |s| {
        s.first.facts.times.remove(&TimeFact::Started);
    }),
    ("times-missing", over, |s| {
        s.second.facts.times.remove(&TimeFact::Ended);
    }),
    ("times-missing", over, |s| {
        s.second.facts.times.insert(TimeFact::Ended, clock("09:40"));
    }),
    ("next-update-missing", open, |s| {
        s.second.facts.times.remove(&TimeFact::NextUpdate);
    }),
    ("next-update-missing", open, |s| {
        s.second
            .facts
            .times
            .insert(TimeFact::NextUpdate, clock("10:19"));
    }),
    ("next-update-missing", open, |s| {
        s.second
            .facts
            .times
            .insert(TimeFact::NextUpdate, clock("14:00"));
    }),
    ("data-impact-unstated", over, |s| s.second.facts.data = None),
    ("unverified-reassurance", over, |s| {
        s.second.facts.confirmed_by = None;
    }),
    (
        "followup-missing",
        |s| over(s) && (secure(s) || s.first.facts.severity > Some(Severity::Minor)),
        |s| {
            s.second.facts.times.remove(&TimeFact::FollowUp);
        },
    ),
    (
        "promise-broken",
        // While it lasts, the message says that the repair time has passed.
        |s| over(s) || s.second.facts.state == Some(State::Monitoring),
        |s| {
            let facts = &mut s.first.facts;
            facts.times.insert(TimeFact::Estimate, clock("10:12"));
            facts.confirmed_by = Some("ana".to_owned());
        },
    ),
    ("scope-grew-silently", open, |s| {
        let status = ComponentStatus::PartialOutage;
        s.second
            .facts
            .components
            .insert("Payments".to_owned(), status);
    }),
    ("scope-grew-silently", open, |s| {
        let locale = s.second.locale.clone();
        s.second.facts.set_text(TextFact::Scope, &locale, "40%");
    }),
    ("fact-mismatch", always, |s| {
        s.second
            .facts
            .times
            .insert(TimeFact::Started, clock("08:15"));
    }),
    ("fact-mismatch", over, |s| s.second.facts.components.clear()),
    (
        "fact-mismatch",
        |s| state(s) == State::Monitoring && s.first.facts.kind_of == Some(IncidentType::Incident),
        |s| s.second.facts.components.clear(),
    ),
    ("fact-mismatch", over, |s| {
        s.first.facts.data = Some(DataImpact::Lost);
    }),
    (
        "state-regression",
        |s| state(s) == State::Investigating,
        |s| {
            s.first.facts.state = Some(State::Monitoring);
        },
    ),
    (
        "duplicate-update",
        |s| state(s) == State::Investigating,
        |s| {
            let action = s.second.facts.texts[&TextFact::Action].clone();
            s.first.facts.texts.insert(TextFact::Action, action);
        },
    ),
];

fn stories() -> Vec<(String, Story)> {
    let mut stories = Vec::new();
    for language in ["en", "es"] {
        for of in [IncidentType::Incident, IncidentType::Security] {
            for severity in Severity::ALL {
                for state in &State::ALL[..4] {
                    let name = format!("{language} {of} {severity} {state}");
                    stories.push((name, Story::complete(language, of, *severity, *state)));
                }
            }
        }
    }
    stories
}

#[test]
fn an_incident_that_lacks_nothing_is_left_alone() {
    for (name, story) in stories() {
        let found = story.found();
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

#[test]
fn every_fault_is_found_wherever_it_is_one() {
    let mut seeded = 0;
    let mut missed = Vec::new();
    for (rule, is_fault, put) in FAULTS {
        for (name, mut story) in stories() {
            if !is_fault(&story) {
                continue;
            }
            put(&mut story);
            seeded += 1;
            if !story.found().iter().any(|finding| finding.rule == rule) {
                missed.push(format!("{name}: {rule}"));
            }
        }
    }
    assert!(seeded > 500, "{seeded}");
    assert!(
        missed.is_empty(),
        "{} of {seeded}: {missed:#?}",
        missed.len()
    );
}

#[test]
fn what_is_over_is_judged_more_gravely_than_what_has_just_begun() {
    let level = |state| {
        let mut story = Story::complete("en", IncidentType::Incident, Severity::Major, state);
        story.forget(TextFact::Scope);
        story.found()[0].level
    };
    assert_eq!(level(State::Investigating), Level::Warning);
    assert_eq!(level(State::Resolved), Level::Error);
}

#[test]
fn two_minutes_are_forgiven_and_three_are_not() {
    let late = |minutes| {
        let major = Severity::Major;
        let mut story = Story::complete("en", IncidentType::Incident, major, State::Resolved);
        let due = clock("10:15") - TimeDelta::minutes(minutes);
        story.first.facts.times.insert(TimeFact::Estimate, due);
        story.first.facts.confirmed_by = Some("ana".to_owned());
        story.found().iter().any(|f| f.rule == "promise-broken")
    };
    assert_eq!([late(2), late(3)], [false, true]);
}

#[test]
fn a_late_update_says_so_by_itself() {
    for (name, mut story) in stories() {
        story
            .first
            .facts
            .times
            .insert(TimeFact::NextUpdate, clock("10:12"));
        assert_eq!(story.found(), [], "{name}");
    }
}
