//! The interview with a scripted person.

mod asking;
mod closing;
mod flaws;
mod keeping;
mod looking_back;
mod reviewing;
mod variants;

use std::cell::RefCell;
use std::collections::VecDeque;

use chrono::{DateTime, Duration, Utc};

use crate::domain::entry::{Entry, EntryId, Kind, Waived};
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::words::{DataImpact, IncidentType, Severity, State};
use crate::text::zone::Zone;

use super::*;

const NOW: &str = "2026-11-21T10:04:00Z";

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn locale(tag: &str) -> Locale {
    tag.parse().unwrap()
}

/// What the scripted person does at one question.
#[derive(Debug, Clone)]
enum Act {
    /// Types this in place of what stands there, and presses Enter.
    Say(String),
    /// Leaves what stands there.
    Enter,
    /// Takes the option that contains this.
    Pick(&'static str),
    /// Types this and presses Ctrl-C.
    Interrupt(&'static str),
    /// Presses Ctrl-C at once.
    Stop,
}

fn say(text: &str) -> Act {
    Act::Say(text.to_owned())
}

/// A person who follows a script and remembers what was asked.
#[derive(Default)]
struct Script {
    acts: VecDeque<Act>,
    /// The keys of the questions put, in order.
    asked: Vec<String>,
    /// For each line: what stood in it at first.
    initial: Vec<String>,
    /// The words put: question, advice, example and Enter.
    put: Vec<String>,
    told: Vec<(Tone, String)>,
    shown: Vec<String>,
    /// What could be chosen, question by question.
    offered: Vec<Vec<String>>,
}

impl Script {
    fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        Self {
            acts: acts.into_iter().collect(),
            ..Self::default()
        }
    }

    fn next(&mut self, key: &str) -> Act {
        self.asked.push(key.to_owned());
        self.acts
            .pop_front()
            .unwrap_or_else(|| panic!("nothing to do at `{key}`"))
    }
}

impl Asker for Script {
    fn line(&mut self, line: &Line<'_>, typed: &mut String) -> Result<(), Stopped> {
        let put = [line.ask, line.advice, line.example, line.enter];
        self.put.push(put.join("|"));
        self.initial.push(typed.clone());
        match self.next(line.key) {
            Act::Say(text) => *typed = text,
            Act::Enter => {}
            Act::Stop => return Err(Stopped::Interrupted),
            Act::Interrupt(text) => {
                text.clone_into(typed);
                return Err(Stopped::Interrupted);
            }
            Act::Pick(option) => panic!("cannot pick `{option}` at `{}`", line.key),
        }
        Ok(())
    }

    fn choose(&mut self, choice: &Choice<'_>) -> Result<usize, Stopped> {
        if choice.key == "resume" || choice.key.ends_with("-confirmed") {
            self.put.push(choice.ask.to_owned());
        }
        self.offered.push(choice.options.to_vec());
        match self.next(choice.key) {
            Act::Enter => Ok(choice.default),
            Act::Pick(part) => {
                let at = choice.options.iter().position(|o| o.contains(part));
                Ok(at.unwrap_or_else(|| panic!("no `{part}` in {:?}", choice.options)))
            }
            Act::Interrupt(_) | Act::Stop => Err(Stopped::Interrupted),
            Act::Say(text) => panic!("cannot say `{text}` at `{}`", choice.key),
        }
    }

    fn tell(&mut self, tone: Tone, text: &str) -> Result<(), Stopped> {
        self.told.push((tone, text.to_owned()));
        Ok(())
    }

    fn show(&mut self, text: &str) -> Result<(), Stopped> {
        self.shown.push(text.to_owned());
        Ok(())
    }
}

/// Keeps every state of the answers, or refuses to.
#[derive(Default)]
struct Kept {
    states: Vec<Answers>,
    refuses: bool,
}

impl Keeper for Kept {
    fn keep(&mut self, answers: &Answers) -> Result<(), DraftError> {
        if self.refuses {
            return Err(DraftError::Io {
                what: "save",
                path: "/draft".into(),
                source: std::io::Error::other("disk full"),
            });
        }
        self.states.push(answers.clone());
        Ok(())
    }
}

/// Everything a brief borrows.
struct Setting {
    occasion: Occasion,
    incident: Option<Incident>,
    given: Facts,
    clear: Vec<FactName>,
    locale: Locale,
    translations: Vec<Locale>,
    suggested: Option<Facts>,
    now: DateTime<Utc>,
    waived: Waived,
    house: House,
    /// What an editor makes of a text.
    edited: Option<&'static str>,
    /// What is said about which answer.
    remarks: Vec<(&'static str, Remark)>,
}

impl Setting {
    fn new(occasion: Occasion) -> Self {
        let incident = (occasion != Occasion::Declare).then(incident);
        Self {
            occasion,
            incident,
            given: Facts::default(),
            clear: Vec::new(),
            locale: locale("en"),
            translations: Vec::new(),
            suggested: None,
            now: moment(NOW),
            waived: Waived::new(),
            house: House::default(),
            edited: None,
            remarks: Vec::new(),
        }
    }

    fn with<T>(&self, act: impl FnOnce(&Brief<'_>) -> T) -> T {
        let cadence = |severity, _: State| match severity {
            Severity::Minor => Duration::minutes(60),
            Severity::Major | Severity::Critical => Duration::minutes(30),
        };
        let label = |m: DateTime<Utc>| m.format("%H:%M UTC").to_string();
        act(&Brief {
            occasion: self.occasion,
            incident: self.incident.as_ref(),
            given: &self.given,
            measures: &[],
            house: &self.house,
            editor: &|text| Ok(self.edited.map(|edited| edited.replace("{}", text))),
            clear: &self.clear,
            suggested: self.suggested.as_ref(),
            locale: &self.locale,
            translations: &self.translations,
            now: self.now,
            zone: Zone::utc(),
            cadence: &cadence,
            clock_label: &label,
            waived: &self.waived,
            remarks: &|heard| {
                let mut remarks = self.remarks.iter();
                let found = remarks.find(|(text, _)| *text == heard.text);
                found
                    .map(|(_, remark)| remark.clone())
                    .into_iter()
                    .collect()
            },
        })
    }

    fn run(&self, script: &mut Script, kept: &mut Kept) -> Result<Answers, Stopped> {
        self.resume(script, kept, Answers::default())
    }

    fn resume(
        &self,
        script: &mut Script,
        kept: &mut Kept,
        resumed: Answers,
    ) -> Result<Answers, Stopped> {
        self.with(|brief| interview(script, brief, resumed, kept))
    }

    /// Runs to the end; the whole script must have been needed.
    fn ask(&self, acts: impl IntoIterator<Item = Act>) -> (Answers, Script) {
        let mut script = Script::new(acts);
        let answers = self.run(&mut script, &mut Kept::default()).unwrap();
        assert!(script.acts.is_empty(), "left over: {:?}", script.acts);
        (answers, script)
    }
}

/// An incident as it stands after its first word.
fn incident() -> Incident {
    let mut facts = Facts {
        severity: Some(Severity::Minor),
        ..Facts::default()
    };
    for (fact, text) in [
        (TextFact::Title, "Card payments are failing"),
        (TextFact::Impact, "Your shop cannot take card payments."),
        (TextFact::Scope, "Shops in the EU."),
        (TextFact::Workaround, ""),
        (TextFact::Action, "We are finding out why."),
    ] {
        facts.set_text(fact, &locale("en"), text);
    }
    facts
        .times
        .insert(TimeFact::Started, moment("2026-11-21T08:58:00Z"));
    facts
        .times
        .insert(TimeFact::NextUpdate, moment("2026-11-21T10:10:00Z"));
    facts.internal.cause = Some("502 from the provider".to_owned());
    Incident::from_entries("2026-11-21-card-payments", vec![entry(facts)])
}

fn entry(facts: Facts) -> Entry {
    Entry {
        id: "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e10"
            .parse::<EntryId>()
            .unwrap(),
        at: moment("2026-11-21T09:10:00Z"),
        by: None,
        via: None,
        incident: "2026-11-21-card-payments".to_owned(),
        kind: Kind::Declared,
        corrects: None,
        locale: locale("en"),
        facts,
        clear: Vec::new(),
        waived: Waived::new(),
    }
}

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
