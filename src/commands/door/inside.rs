//! The part of the door through which facts for the team come in.

use super::{Porter, TEXT_LIMIT};
use crate::commands::fact_args::FactArgs;
use crate::domain::facts::{Starts, Told};
use crate::text::clean;
use crate::text::time::{self, Toward};

impl Porter<'_> {
    /// What only the team may know, and who confirmed what is said.
    pub(super) fn inside(&mut self, args: &FactArgs) {
        let prose = |porter: &mut Self, flag: &str, given: Option<&String>| {
            let text = porter.fitted(flag, clean::fit(given?, TEXT_LIMIT))?;
            if text.is_empty() {
                porter.problems.push(format!("`--{flag}` is empty"));
                return None;
            }
            Some(text)
        };
        self.typed.facts.internal.cause = prose(self, "cause", args.cause.as_ref());
        self.typed.facts.internal.people = prose(self, "people", args.people.as_ref());
        self.typed.facts.internal.note = prose(self, "note", args.note.as_ref());
        self.typed.facts.internal.told = Told {
            said: prose(self, "words", args.aside.told.said.as_ref()),
            ..args.aside.told.clone()
        };
        self.typed.facts.internal.heard = args.aside.heard.clone();
        self.until(args.aside.until.as_deref());
        self.starts(args);
        let links: Vec<_> = args
            .link
            .iter()
            .filter_map(|link| self.line("link", link))
            .collect();
        self.typed.facts.internal.links = links;
        self.typed.facts.confirmed_by = args
            .confirmed_by
            .as_ref()
            .and_then(|name| self.line("confirmed-by", name));
    }

    /// What starts the clocks of regulators; nobody knows of it before it happened.
    fn starts(&mut self, args: &FactArgs) {
        let mut args = args.clone();
        for fact in Starts::ALL {
            let Some(given) = args.slot(fact.key()).and_then(Option::take) else {
                continue;
            };
            let flag = fact.flag();
            match time::parse(&given, self.door.at, self.door.zone, Toward::Past) {
                Ok(at) if at <= self.door.at => {
                    let remark = self.door.surprise(&flag, &given, at);
                    self.typed.remarks.extend(remark);
                    self.typed.facts.internal.starts.set(fact, Some(at));
                }
                Ok(_) => self
                    .problems
                    .push(format!("`--{flag}` lies in the future; name when it was")),
                Err(e) => self.problems.push(format!("`--{flag}`: {e}")),
            }
        }
    }

    /// Until when reminders are put off.
    fn until(&mut self, given: Option<&str>) {
        let Some(given) = given else { return };
        match time::parse(given, self.door.at, self.door.zone, Toward::Future) {
            Ok(until) if until > self.door.at => self.typed.facts.internal.until = Some(until),
            Ok(_) => self
                .problems
                .push("`--until` lies in the past; name a time to come".to_owned()),
            Err(e) => self.problems.push(format!("`--until`: {e}")),
        }
    }
}
