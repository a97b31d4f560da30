//! What an import would bring in: decided against the log as it is, and the same in every run.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::commands::columns::laid_out;
use crate::commands::compose;
use crate::commands::held::{self, Held};
use crate::domain::entry::{Entry, Waived};
use crate::domain::locale::Locale;
use crate::domain::words::State;
use crate::intake::{self, Found, Harvest, Settled};
use crate::log::{Log, WriteError};
use crate::order;
use crate::text::list::counted;

/// The most incidents that are shown one by one.
const SHOWN: usize = 10;

/// Incidents with what is new about them.
#[derive(Debug)]
pub(super) struct Plan {
    settled: Vec<Incoming>,
    twice: usize,
    unpublished: usize,
}

/// One incident on its way into the log.
#[derive(Debug)]
struct Incoming {
    found: Found,
    /// Its id in the log.
    incident: String,
    /// Whether the log has had words of it.
    known: bool,
    /// The places of those of its words that are new.
    fresh: Vec<usize>,
}

impl Incoming {
    fn state(&self) -> Option<State> {
        self.found.words.iter().rev().find_map(|word| word.state)
    }

    fn is_open(&self) -> bool {
        !self.state().is_some_and(State::is_over)
    }

    fn began(&self) -> DateTime<Utc> {
        self.found
            .words
            .first()
            .map_or_else(DateTime::default, |word| word.at)
    }
}

impl Plan {
    pub(super) fn of(harvest: Harvest, log: &Log) -> Self {
        let mut known: Vec<(u64, &str)> = log.ids().map(|(id, at)| (id.name(), at)).collect();
        order::sort_by_key(&mut known, |(name, _)| *name);
        let mut ids = Ids::of(log);
        let mut settled = Vec::with_capacity(harvest.found.len());
        let mut found = harvest.found;
        // The oldest of those that would share an id has it without a number, in every run.
        order::sort_by_key(&mut found, |found| found.words.first().map(|word| word.at));
        for found in found {
            let names = found.words.iter();
            let names: Vec<u64> = names
                .map(|word| intake::name(found.home, &found.id, &word.id))
                .collect();
            let of = |name: &u64| {
                let place = known.partition_point(|(known, _)| known < name);
                let found = known.get(place).filter(|(known, _)| known == name);
                found.map(|(_, incident)| *incident)
            };
            let held = names.iter().find_map(of);
            let places = 0..names.len();
            let fresh: Vec<usize> = places.filter(|at| of(&names[*at]).is_none()).collect();
            let first = found.words.first().map_or_else(DateTime::default, |w| w.at);
            let incident = match held {
                Some(incident) => incident.to_owned(),
                None => ids.free(compose::id_of(first, &found.title)),
            };
            settled.push(Incoming {
                known: held.is_some(),
                found,
                incident,
                fresh,
            });
        }
        Self {
            settled,
            twice: harvest.twice,
            unpublished: harvest.unpublished,
        }
    }

    /// How many words are new.
    pub(super) fn words(&self) -> usize {
        self.settled.iter().map(|one| one.fresh.len()).sum()
    }

    /// How many incidents with new words are open.
    pub(super) fn open(&self) -> usize {
        self.fresh().filter(|one| one.is_open()).count()
    }

    fn fresh(&self) -> impl DoubleEndedIterator<Item = &Incoming> {
        self.settled.iter().filter(|one| !one.fresh.is_empty())
    }

    /// The ids of the incidents that get new words.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.fresh().map(|one| one.incident.as_str())
    }

    /// Passes every new entry on, and returns the secrets that `reasons` does not let be, each with
    /// where it stands.
    pub(super) fn each(
        &self,
        locale: &Locale,
        reasons: &Waived,
        take: &mut dyn FnMut(&Entry) -> Result<(), WriteError>,
    ) -> Result<Vec<(String, Held)>, WriteError> {
        let mut found = Vec::new();
        for one in self.fresh() {
            let settled = Settled {
                incident: &one.incident,
                locale,
            };
            let mut entries = intake::entries(&one.found, settled);
            for at in &one.fresh {
                let entry = &mut entries[*at];
                for held in held::let_be(entry, reasons) {
                    let (place, word) = (&one.found.place, &one.found.words[*at].id);
                    found.push((format!("{place}: `{word}`: {held}"), held));
                }
                take(entry)?;
            }
        }
        Ok(found)
    }

    pub(super) fn remarks(&self) -> Vec<String> {
        let mut remarks = Vec::new();
        let open = self.open();
        if open > 0 {
            let incidents = counted(open, "incident is", "incidents are");
            remarks.push(format!(
                "{incidents} open there: `vocero due` will ask for the next word on each; end those that \
                 are over with `vocero resolve INCIDENT --at TIME`"
            ));
        }
        if self.unpublished > 0 {
            let pages = counted(self.unpublished, "page is a draft", "pages are drafts");
            remarks.push(format!("{pages} there, and left out"));
        }
        remarks
    }

    /// The plan, or what was done, for people.
    pub(super) fn text(&self, written: bool) -> String {
        let mut rows: Vec<Vec<String>> = Vec::new();
        for one in self.fresh().rev().take(SHOWN) {
            let state = one.state().map_or("–", State::word);
            rows.push(vec![
                one.began().format("%Y-%m-%d").to_string(),
                state.to_owned(),
                one.fresh.len().to_string(),
                one.incident.clone(),
            ]);
        }
        let mut text = String::new();
        if !rows.is_empty() {
            let head = ["FIRST WORD", "STATE", "WORDS", "INCIDENT"].map(str::to_owned);
            text = laid_out(&head, &rows, head.len()).join("\n") + "\n";
        }
        let count = self.fresh().count();
        if count > SHOWN {
            text.push_str(&format!("… and {} more\n", count - SHOWN));
        }
        text.push_str(&self.sums(written));
        text
    }

    fn sums(&self, written: bool) -> String {
        let fresh = self.fresh().filter(|one| !one.known).count();
        let grown = self.fresh().count() - fresh;
        let would = if written {
            "imported"
        } else {
            "would be imported"
        };
        let mut lines = vec![match self.words() {
            0 => "nothing is new".to_owned(),
            words => format!(
                "{} with {} {would}",
                counted(fresh, "incident", "incidents"),
                counted(words, "word", "words"),
            ),
        }];
        if grown > 0 {
            let incidents = counted(grown, "incident", "incidents");
            lines.push(format!("{incidents} of the log with new words among them"));
        }
        let old = self.settled.len() - self.fresh().count();
        if old > 0 {
            let left = if old == 1 { "it is" } else { "they are" };
            let incidents = counted(old, "incident", "incidents");
            lines.push(format!("{incidents} in the log already, left as {left}"));
        }
        if self.twice > 0 {
            let times = counted(self.twice, "record", "records");
            lines.push(format!("{times} that stood there twice taken once"));
        }
        lines.join("\n") + "\n"
    }

    pub(super) fn json(&self, secrets: &[(String, Held)], written: bool) -> Value {
        let secrets: Value = secrets.iter().map(|(what, _)| what.as_str()).collect();
        let incident = |one: &Incoming| {
            json!({
                "incident": one.incident,
                "title": one.found.title,
                "from": one.found.home,
                "id": one.found.id,
                "place": one.found.place,
                "state": one.state(),
                "first_word": one.began(),
                "words": one.found.words.len(),
                "new_words": one.fresh.len(),
                "known": one.known,
            })
        };
        json!({
            "written": written && self.words() > 0,
            "new_words": self.words(),
            "twice": self.twice,
            "drafts": self.unpublished,
            "incidents": self.settled.iter().map(incident).collect::<Vec<_>>(),
            "secrets": secrets,
        })
    }
}

/// Ids of incidents that are taken, each with the last number that was given to one like it.
struct Ids(HashMap<String, usize>);

impl Ids {
    fn of(log: &Log) -> Self {
        let mut taken = HashMap::with_capacity(log.incidents().len());
        for id in log.incidents() {
            taken.insert(id.clone(), 1);
        }
        Self(taken)
    }

    /// The id itself, or the first of `-2`, `-3` … that is free; it is taken from then on.
    fn free(&mut self, wanted: String) -> String {
        let Some(mut number) = self.0.get(&wanted).copied() else {
            self.0.insert(wanted.clone(), 1);
            return wanted;
        };
        loop {
            number += 1;
            let candidate = format!("{wanted}-{number}");
            if !self.0.contains_key(&candidate) {
                self.0.insert(wanted, number);
                self.0.insert(candidate.clone(), 1);
                return candidate;
            }
        }
    }
}
