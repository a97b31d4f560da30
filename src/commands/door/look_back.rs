//! The door for what the review states: web addresses, what is for the team alone, and measures.

use super::{Porter, TEXT_LIMIT, TITLE_LIMIT};
use crate::commands::fact_args::FactArgs;
use crate::config;
use crate::domain::fact::{InternalFact, TextFact};
use crate::domain::facts::Localised;
use crate::domain::measure::{Agreed, Aim, Line};
use crate::text::clean;
use crate::text::time::{self, Toward};

/// The texts that only a review states.
const OF_REVIEW: [TextFact; 5] = [
    TextFact::Happened,
    TextFact::Why,
    TextFact::Learned,
    TextFact::Contact,
    TextFact::Feedback,
];

/// What only a review tells the team.
const FOR_TEAM: [InternalFact; 5] = [
    InternalFact::Affected,
    InternalFact::Factors,
    InternalFact::WentWell,
    InternalFact::WentBadly,
    InternalFact::Lucky,
];

impl Porter<'_> {
    /// Takes what looks back on an incident.
    pub(super) fn look_back(&mut self, args: &FactArgs) {
        let mut slots = args.clone();
        for fact in FOR_TEAM {
            let Some(given) = slots.slot(fact.key()).and_then(Option::take) else {
                continue;
            };
            let flag = fact.flag();
            match self.fitted(&flag, clean::fit(&given, TEXT_LIMIT)) {
                Some(text) if text.is_empty() => self.problems.push(format!("`--{flag}` is empty")),
                Some(text) => {
                    let looked_back = &mut self.typed.facts.internal.looked_back;
                    looked_back.insert(fact, text);
                }
                None => {}
            }
        }
        self.typed.facts.internal.step = args.aside.step.clone();
        for given in &args.review.measure {
            self.measure(given);
        }
        self.addresses();
        if !self.door.reviews {
            self.belongs_elsewhere();
        }
    }

    /// Whether everything that looks back is said where one does.
    fn belongs_elsewhere(&mut self) {
        let facts = &self.typed.facts;
        let texts = OF_REVIEW
            .iter()
            .filter(|fact| facts.texts.contains_key(fact));
        let inside = facts.internal.looked_back.keys();
        let mut flags: Vec<String> = texts.map(|fact| fact.flag()).collect();
        flags.extend(inside.map(|fact| fact.flag()));
        if !self.typed.measures.is_empty() {
            flags.push("measure".to_owned());
        }
        let measures = facts.internal.step.aim.is_some();
        let what = facts.texts.contains_key(&TextFact::What) && !measures;
        let problems = flags
            .iter()
            .map(|flag| format!("`--{flag}` belongs to the review; say it with `vocero review`"));
        self.problems.extend(problems);
        if what {
            let told = "`--what` belongs to a measure; agree on one with `vocero measure add`";
            self.problems.push(told.to_owned());
        }
    }

    /// A link in a message is one that can be followed anywhere.
    fn addresses(&mut self) {
        for fact in [TextFact::Report, TextFact::Feedback] {
            let texts = self.typed.facts.text(fact).into_iter();
            for (_, given) in texts.flat_map(Localised::iter) {
                let given = Some(given.to_owned());
                let read = match fact {
                    TextFact::Feedback => config::contact("feedback", given),
                    _ => config::url("report", given),
                };
                if let Err((flag, problem)) = read {
                    self.problems.push(format!("`--{flag}` {problem}"));
                }
            }
        }
    }

    fn measure(&mut self, given: &str) {
        let door = self.door;
        let line = Line::read(given, ["", "", ""], door.languages);
        let Some(what) = self.line("measure", &line.what) else {
            return;
        };
        let mut missing = Vec::new();
        for (text, name, wanted) in [
            (&line.owner, "owner", "; owner: NAME"),
            (&line.by, "time", "; by: TIME"),
        ] {
            if text.is_empty() {
                missing.push(format!(
                    "`--measure`: `{what}` has no {name}; add `{wanted}`"
                ));
            }
        }
        let aim = match line.aim.as_str() {
            "" => Some(Aim::Prevent),
            aim => self.word("measure", Some(aim)),
        };
        let due = match time::parse(&line.by, door.at, door.zone, Toward::Future) {
            Ok(due) if due > door.at => Some(due),
            Ok(_) => {
                missing.push(format!(
                    "`--measure`: `by: {}` lies in the past; name a time to come",
                    line.by
                ));
                None
            }
            Err(_) if line.by.is_empty() => None,
            Err(e) => {
                missing.push(format!("`--measure`: {e}"));
                None
            }
        };
        self.problems.append(&mut missing);
        let mut told = Localised::single(door.locale.clone(), what);
        for (locale, text) in line.translations {
            let text = self.fitted("measure", clean::fit_line(&text, TITLE_LIMIT));
            told.set(locale, text.unwrap_or_default());
        }
        if let (Some(aim), Some(due), Some(owner)) = (aim, due, self.owner(&line.owner)) {
            self.typed.measures.push(Agreed {
                what: told,
                aim,
                owner,
                due,
            });
        }
    }

    /// Who sees to it; a missing name was complained of already.
    fn owner(&mut self, given: &str) -> Option<String> {
        let name = self.fitted("measure", clean::fit_line(given, TITLE_LIMIT))?;
        (!name.is_empty()).then_some(name)
    }
}
