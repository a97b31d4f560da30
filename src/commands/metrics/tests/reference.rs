//! The same answers, worked out slowly and in another way: nothing is folded. What holds is found by
//! looking back from a word, and what became of a promise by waiting for it, tick by tick.

mod ends;

use chrono::{DateTime, TimeDelta, Utc};

use super::history::TICK;
use crate::domain::entry::{Entry, EntryId, Kind};
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::owed::Debt;
use crate::domain::promise::Fate;
use crate::domain::words::{IncidentType, Severity, State};
use crate::metrics::figures::{Figures, Tally};
use crate::metrics::sample::Share;

type Moment = DateTime<Utc>;

/// One incident: its public entries in the order of time.
pub(super) struct Told<'a> {
    words: Vec<&'a Entry>,
    /// Findings that were let be.
    waivers: usize,
}

/// A promise and what became of it: who made it, what, by when.
pub(super) type Kept = (EntryId, TimeFact, Moment, Fate);

impl<'a> Told<'a> {
    pub(super) fn of(entries: &'a [Entry], incident: &str) -> Self {
        let mut words: Vec<&Entry> = entries
            .iter()
            .filter(|e| e.incident == incident)
            .filter(|e| {
                use Kind::{Corrected, Declared, Resolved, Reviewed, Updated};
                matches!(e.kind, Declared | Updated | Resolved | Corrected | Reviewed)
            })
            .collect();
        words.sort_by_key(|e| e.at);
        let all = entries.iter().filter(|e| e.incident == incident);
        let waivers = all.map(|e| e.waived.len()).sum();
        Self { words, waivers }
    }

    /// What kind of thing it was about after a word.
    fn planned(&self, after: usize) -> bool {
        let mut stated = self.words[..=after].iter().rev();
        let stated = stated.find_map(|e| e.facts.kind_of);
        stated == Some(IncidentType::Maintenance)
    }

    fn severity(&self, after: usize) -> Severity {
        let mut stated = self.words[..=after].iter().rev();
        let stated = stated.find_map(|e| e.facts.severity);
        stated.unwrap_or(Severity::Major)
    }

    /// Where it stood after a word: what was stated, or that it was over if that was the word.
    fn state(&self, after: usize) -> State {
        let kind_of = |at: usize| {
            if self.planned(at) {
                IncidentType::Maintenance
            } else {
                IncidentType::Incident
            }
        };
        let back = (0..=after).rev();
        let stated = back.filter_map(|at| match self.words[at] {
            e if e.facts.state.is_some() => e.facts.state,
            e if e.kind == Kind::Resolved => Some(State::last(kind_of(at))),
            _ => None,
        });
        let begins = State::first(kind_of(after));
        stated.into_iter().next().unwrap_or(begins)
    }

    fn over(&self, after: usize) -> bool {
        self.state(after).is_over()
    }

    /// Whether it was over before a word, and is open after it.
    fn reopens(&self, at: usize) -> bool {
        at > 0 && self.over(at - 1) && !self.over(at)
    }

    /// A moment in force after a word.
    fn moment(&self, fact: TimeFact, after: usize) -> Option<Moment> {
        let word = self.words[after];
        if let Some(stated) = word.facts.time(fact) {
            return Some(stated);
        }
        let before = after.checked_sub(1)?;
        if word.clear.contains(&FactName::Time(fact)) {
            return None;
        }
        match fact {
            TimeFact::NextUpdate => None,
            TimeFact::Ended if self.reopens(after) => None,
            TimeFact::FollowUp if self.reports(after) => None,
            _ => self.moment(fact, before),
        }
    }

    /// Whether a word is the report of what happened, or says where that can be read.
    fn reports(&self, at: usize) -> bool {
        let word = self.words[at];
        let says_where = word.facts.texts.contains_key(&TextFact::Report);
        let corrects = word.kind == Kind::Corrected;
        self.over(at) && (word.kind == Kind::Reviewed || says_where && !corrects)
    }

    /// Every promise in the order in which they were made.
    pub(super) fn promises(&self, now: Moment) -> Vec<Kept> {
        let mut all = Vec::new();
        for at in 0..self.words.len() {
            for fact in [TimeFact::NextUpdate, TimeFact::Estimate, TimeFact::FollowUp] {
                if let Some(due) = self.promised(fact, at) {
                    let fate = self.fate(fact, at, due, now);
                    all.push((self.words[at].id, fact, due, fate));
                }
            }
        }
        all
    }

    /// The moment that a word promises.
    fn promised(&self, fact: TimeFact, at: usize) -> Option<Moment> {
        let word = self.words[at];
        let due = word.facts.time(fact).filter(|due| *due > word.at)?;
        let counts = match fact {
            TimeFact::NextUpdate => true,
            TimeFact::Estimate => {
                let again = self.ends_by(due, at);
                word.facts.confirmed_by.is_some() && !self.over(at) && !again
            }
            _ => self.reports(at) || at == 0 || !self.stands(fact, due, at - 1),
        };
        counts.then_some(due)
    }

    /// Whether a moment was promised by a word or before it, and has been in force since.
    fn stands(&self, fact: TimeFact, due: Moment, after: usize) -> bool {
        let back = (0..=after).rev();
        let mut back = back.take_while(|at| self.moment(fact, *at) == Some(due));
        back.any(|at| self.promised(fact, at) == Some(due))
    }

    /// Whether a word names another end, or takes the end back.
    fn says_otherwise(&self, due: Moment, at: usize) -> bool {
        let word = self.words[at];
        let withdrawn = word.clear.contains(&FactName::Time(TimeFact::Estimate));
        let stated = word.facts.time(TimeFact::Estimate);
        stated.map_or(withdrawn, |end| end != due)
    }

    /// Waits, tick by tick, for what becomes of a promise.
    fn fate(&self, fact: TimeFact, made: usize, due: Moment, now: Moment) -> Fate {
        let last = self.words.last().map_or(now, |e| e.at.max(now)).timestamp();
        let (mut clock, mut at) = (self.words[made].at.timestamp(), made + 1);
        let forgiven = due + TimeDelta::minutes(2);
        let mut too_late = None;
        while clock <= last {
            while let Some(word) = self.words.get(at).filter(|e| e.at.timestamp() == clock) {
                let here = at;
                at += 1;
                if fact == TimeFact::Estimate && self.over(here) && self.false_end(here) {
                    continue;
                }
                // What did not end in time is as late as the end, whatever is said until then.
                if fact == TimeFact::Estimate && !self.over(here) && word.at > forgiven {
                    too_late = too_late.or(Some(Fate::Late(word.at - due)));
                    continue;
                }
                let kept = self.answers(fact, here);
                if kept || self.takes_back(fact, here, due) {
                    let answer = match fact {
                        TimeFact::Estimate if self.over(here) => self.ended(here).min(word.at),
                        _ => word.at,
                    };
                    return match kept {
                        _ if answer > forgiven => Fate::Late(answer - due),
                        true => Fate::Kept,
                        false => Fate::Moved,
                    };
                }
            }
            clock += TICK;
        }
        too_late.unwrap_or(if now > forgiven {
            Fate::Missed(now - due)
        } else {
            Fate::Open
        })
    }

    /// Whether a word is what was promised.
    fn answers(&self, fact: TimeFact, at: usize) -> bool {
        let word = self.words[at];
        let corrects = word.kind == Kind::Corrected;
        let says_so = word.facts.time(fact).is_some() || word.clear.contains(&FactName::Time(fact));
        match fact {
            TimeFact::NextUpdate => !(corrects && says_so),
            TimeFact::Estimate => self.over(at) && !self.cancels(at),
            _ => self.reports(at),
        }
    }

    /// Whether a word gives another time, or takes the promise back.
    fn takes_back(&self, fact: TimeFact, at: usize, due: Moment) -> bool {
        match fact {
            TimeFact::Estimate => {
                self.cancels(at) || self.says_otherwise(due, at) || self.gives_up(due, at)
            }
            TimeFact::FollowUp => self.moment(fact, at) != Some(due),
            _ => true,
        }
    }

    /// When it ended, as far as a word and those before it know.
    fn ended(&self, at: usize) -> Moment {
        let stated = self.moment(TimeFact::Ended, at);
        stated.unwrap_or(self.words[at].at)
    }

    /// Whether a word calls off planned work that was to begin only later.
    fn cancels(&self, at: usize) -> bool {
        let begins = self.moment(TimeFact::Started, at);
        let ended = self.ended(at).min(self.words[at].at);
        self.planned(at) && self.over(at) && begins.is_some_and(|begins| begins > ended)
    }

    /// What is owed, in no order.
    pub(super) fn owed(
        &self,
        cadence: &dyn Fn(Severity, State) -> i64,
        now: Moment,
    ) -> Vec<(Debt, Moment, EntryId)> {
        let Some(last) = self.words.len().checked_sub(1) else {
            return Vec::new();
        };
        let (word, over) = (self.words[last], self.over(last));
        let planned = self.planned(last);
        let begins = self.moment(TimeFact::Started, last);
        let waiting = self.state(last) == State::Scheduled;
        let mut owed = Vec::new();
        for (made_by, fact, due, fate) in self.promises(now) {
            let nobody = matches!(fate, Fate::Open | Fate::Missed(_));
            let beginning = waiting && fact == TimeFact::NextUpdate && begins == Some(due);
            let end = waiting && planned && fact == TimeFact::Estimate;
            if nobody && !beginning && !end {
                let what = match fact {
                    TimeFact::NextUpdate => Debt::NextUpdate,
                    TimeFact::Estimate if planned => Debt::End,
                    TimeFact::Estimate => Debt::Repair,
                    _ => Debt::Report,
                };
                owed.push((what, due, made_by));
            }
        }
        if waiting && let Some(begins) = begins {
            owed.push((Debt::Beginning, begins, word.id));
        }
        if !over && !waiting && self.promised(TimeFact::NextUpdate, last).is_none() {
            let span = cadence(self.severity(last), self.state(last));
            owed.push((Debt::Word, word.at + TimeDelta::minutes(span), word.id));
        }
        owed
    }

    /// The figures, by their definitions.
    pub(super) fn figures(&self, incident: &str, now: Moment) -> Option<Figures> {
        let last = self.words.len().checked_sub(1)?;
        let all = 0..self.words.len();
        let first = self.words[0].at;
        let planned = self.planned(last);
        let none_below_zero = |span: TimeDelta| span.max(TimeDelta::zero());
        let since = |fact| {
            let moment = self.moment(fact, last).filter(|_| !planned)?;
            Some(none_below_zero(first - moment))
        };
        let waits = |at: usize| !self.over(at) && self.state(at) != State::Scheduled;
        let open: Vec<usize> = all.clone().filter(|at| waits(*at)).collect();
        let until_next = |at: usize| {
            self.words
                .get(at + 1)
                .map(|next| next.at - self.words[at].at)
        };
        let gaps: Vec<TimeDelta> = open.iter().filter_map(|at| until_next(*at)).collect();
        let silent = waits(last).then(|| none_below_zero(now - self.words[last].at));
        let ends: Vec<usize> = all
            .clone()
            .filter(|at| self.over(*at) && (*at == 0 || !self.over(at - 1)))
            .collect();
        let end = ends.last().filter(|_| self.over(last)).map(|at| {
            self.moment(TimeFact::Ended, last)
                .unwrap_or(self.words[*at].at)
        });
        let begin = self.moment(TimeFact::Started, last).unwrap_or(first);
        let promises = self.promises(now);
        let tally = |fact| {
            let mut tally = Tally::default();
            for fate in promises.iter().filter(|p| p.1 == fact).map(|p| p.3) {
                match fate {
                    Fate::Kept => tally.kept += 1,
                    Fate::Moved => tally.moved += 1,
                    Fate::Late(_) => tally.late += 1,
                    Fate::Missed(_) => tally.missed += 1,
                    Fate::Open => tally.open += 1,
                }
            }
            tally
        };
        Some(Figures {
            incident: incident.to_owned(),
            first,
            severity: self.severity(last),
            planned,
            open: !self.over(last),
            from_start: since(TimeFact::Started),
            from_detection: since(TimeFact::Detected),
            words: self.words.len(),
            open_words: open.len(),
            named: open
                .iter()
                .filter(|at| self.promised(TimeFact::NextUpdate, **at).is_some())
                .count(),
            silence: gaps.iter().copied().chain(silent).max(),
            gaps,
            updates: tally(TimeFact::NextUpdate),
            repairs: tally(TimeFact::Estimate),
            reports: tally(TimeFact::FollowUp),
            resolution: end
                .filter(|_| !planned)
                .map(|end| end - begin)
                .filter(|span| *span >= TimeDelta::zero()),
            report: self.report(now),
            corrections: self
                .words
                .iter()
                .filter(|e| e.kind == Kind::Corrected)
                .count(),
            reopened: all.filter(|at| self.reopens(*at)).count(),
            waivers: self.waivers,
            told: Share { part: 0, whole: 0 },
        })
    }

    /// From the end to the newest report that had been promised.
    fn report(&self, now: Moment) -> Option<TimeDelta> {
        let promises = self.promises(now);
        let promised = promises.iter().filter(|p| p.1 == TimeFact::FollowUp);
        let mut reports = promised.filter_map(|(made_by, fact, due, _)| {
            let made = self.words.iter().position(|e| e.id == *made_by)?;
            let mut later = made + 1..self.words.len();
            let kept = |at: usize| self.answers(*fact, at);
            let word = later.find(|at| kept(*at) || self.takes_back(*fact, *at, *due))?;
            let end = (0..=word).rev().find(|at| *at == 0 || !self.over(at - 1))?;
            let stated = self.moment(TimeFact::Ended, word);
            let ended = stated.unwrap_or(self.words[end].at);
            kept(word).then(|| (self.words[word].at - ended).max(TimeDelta::zero()))
        });
        reports.next_back()
    }
}
