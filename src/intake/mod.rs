//! What other programs wrote down, read as incidents: the public JSON of Statuspage, the pages of a
//! cState site, issues of a GitHub repository.
//!
//! Nothing is guessed: a state that is unknown, a time without a zone or an id with two texts is a
//! problem with its place and its reason, and all problems are told at once. Whoever calls decides
//! that nothing is imported while there is one.
#![warn(missing_docs)]

mod cstate;
mod entries;
mod front;
mod issues;
mod moment;
mod spoken;
mod stage;
mod statuspage;
mod walk;

use std::collections::HashMap;
use std::fmt;

use chrono::{DateTime, Utc};

pub use self::cstate::{cstate, is_page};
pub use self::entries::{Settled, entries, name};
pub use self::issues::issues;
pub use self::statuspage::statuspage;
use crate::domain::words::{ComponentStatus, IncidentType, Severity, State, words};
use crate::order::Map;
use crate::text::zone::Zone;

words! {
    /// Whose records are read.
    Home, "kind of record" {
        /// The JSON that a Statuspage shows to everybody, version 2.
        Statuspage = "statuspage",
        /// A folder of Markdown pages for Hugo.
        Cstate = "cstate",
        /// Issues with their comments, as GitHub and its command line export them.
        Issues = "issues",
    }
}

/// An incident as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where it stands, for whoever has to mend it, such as `incidents[3]`.
    pub place: String,
    /// Whose record it is.
    pub home: Home,
    /// Its id there.
    pub id: String,
    /// Where it can be looked at.
    pub link: Option<String>,
    /// What was broken, on one line.
    pub title: String,
    /// What kind of thing it was.
    pub kind_of: IncidentType,
    /// How bad it was.
    pub severity: Option<Severity>,
    /// The word for it there, where ours says less.
    pub severity_word: Option<String>,
    /// What was affected.
    pub components: Vec<String>,
    /// When it began, if that is not when it was first told.
    pub started: Option<DateTime<Utc>>,
    /// When it was over, if somebody wrote it down.
    pub ended: Option<DateTime<Utc>>,
    /// When planned work was to be done.
    pub until: Option<DateTime<Utc>>,
    /// What was said, the oldest first; at least one word.
    pub words: Vec<Word>,
}

/// One thing that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its id there, or its place where it has none.
    pub id: String,
    /// When it was said.
    pub at: DateTime<Utc>,
    /// Where the incident stood, if it says so.
    pub state: Option<State>,
    /// The word for it there, where ours says less.
    pub status: Option<String>,
    /// What was said, whole.
    pub text: String,
    /// How components were doing.
    pub components: Map<String, ComponentStatus>,
}

/// Why something cannot be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it stands.
    pub place: String,
    /// What is wrong with it, and what would help.
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.reason)
    }
}

/// What was read so far.
#[derive(Debug)]
pub struct Harvest {
    /// The zone of times that name none; without one such a time is a problem.
    pub zone: Option<Zone>,
    /// The incidents, in the order in which they were found.
    pub found: Vec<Found>,
    /// What is wrong.
    pub problems: Vec<Problem>,
    /// How many words or incidents stood there twice, word for word.
    pub twice: usize,
    /// How many pages nobody was to see yet.
    pub unpublished: usize,
}

impl Harvest {
    /// Nothing yet.
    pub const fn new(zone: Option<Zone>) -> Self {
        Self {
            zone,
            found: Vec::new(),
            problems: Vec::new(),
            twice: 0,
            unpublished: 0,
        }
    }

    /// Takes incidents that were found twice once. Two of one id that say different things are a
    /// problem.
    pub fn unite(&mut self) {
        let found = std::mem::take(&mut self.found);
        let mut places: HashMap<String, usize> = HashMap::with_capacity(found.len());
        for one in found {
            match places.get(&one.id).map(|place| &self.found[*place]) {
                Some(first) if same(first, &one) => self.twice += 1,
                Some(first) => {
                    let reason = format!("{} has the same id and says other things", first.place);
                    self.problem(one.place, reason);
                }
                None => {
                    places.insert(one.id.clone(), self.found.len());
                    self.found.push(one);
                }
            }
        }
    }

    fn problem(&mut self, place: impl Into<String>, reason: impl Into<String>) {
        self.problems.push(Problem {
            place: place.into(),
            reason: reason.into(),
        });
    }
}

/// Whether two records say the same, wherever they stand.
fn same(one: &Found, other: &Found) -> bool {
    let other = Found {
        place: one.place.clone(),
        ..other.clone()
    };
    *one == other
}

/// Tells how many bytes are read.
pub type Tick<'a> = &'a mut dyn FnMut(usize);

#[cfg(test)]
mod tests;
