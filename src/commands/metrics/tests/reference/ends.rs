//! By when it was to be over, as long as anybody counts on it, and which end was none.

use super::{Moment, Told};
use crate::domain::entry::Kind;
use crate::domain::fact::{FactName, TimeFact};

impl Told<'_> {
    /// Whether somebody confirmed an end before a word, and nobody said otherwise up to that word.
    pub(super) fn ends_by(&self, due: Moment, at: usize) -> bool {
        let ends = |at: &usize| {
            if self.over(*at) {
                return self.cancels(*at);
            }
            self.says_otherwise(due, *at) || self.gives_up(due, *at)
        };
        let mut back = (0..at).rev().take_while(|at| !ends(at));
        back.any(|at| {
            let facts = &self.words[at].facts;
            let told = facts.time(TimeFact::Estimate) == Some(due);
            told && facts.confirmed_by.is_some() && !self.over(at)
        })
    }

    /// Whether a word says that it came back, and not again by when it is to be over.
    pub(super) fn gives_up(&self, due: Moment, at: usize) -> bool {
        let corrects = self.words[at].kind == Kind::Corrected;
        self.reopens(at) && !corrects && self.end_in_force(at) != Some(due)
    }

    /// By when it is to be over, as messages say it after a word: of planned work until that has
    /// passed, else only with the word itself.
    fn end_in_force(&self, after: usize) -> Option<Moment> {
        let (word, end) = (self.words[after], TimeFact::Estimate);
        if word.facts.time(end).is_some() || word.clear.contains(&FactName::Time(end)) {
            return word.facts.time(end);
        }
        let before = after
            .checked_sub(1)
            .filter(|before| self.planned(*before))?;
        self.end_in_force(before).filter(|end| *end > word.at)
    }

    /// Whether a word that it is over was wrong: it came back, and did not only then begin. What was
    /// called off had no end.
    pub(super) fn false_end(&self, at: usize) -> bool {
        let first = (0..=at).rev().take_while(|at| self.over(*at)).last();
        let first = first.unwrap_or(at);
        let mut back = (at..self.words.len()).filter(|later| !self.over(*later));
        let here = self.words[first].at;
        back.next().is_some_and(|back| {
            let began = self.moment(TimeFact::Started, back);
            began.is_none_or(|began| began < here) && !self.cancels(first)
        })
    }
}
