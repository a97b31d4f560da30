//! The phrases of a lexicon, looked for in a text wherever they may begin.

use std::ops::Range;

use super::lexicon::{Phrases, Section};
use super::stretch::{Places, Stretch};
use super::understood::Understood;
use super::units::{CLASS, MISSING, MORE, ROW, Unit, WHAT, next};

impl Understood<'_> {
    /// Returns what is written under a name in the lexicon.
    pub(super) fn phrases(&self, name: &str) -> Section {
        self.lexicon.phrases(name)
    }

    /// Returns the longest match of each phrase with every word of these that it begins with.
    pub(super) fn found(&self, phrases: Phrases, words: Range<usize>) -> Vec<Range<usize>> {
        let (possible, mut found) = (self.possible(phrases), Vec::new());
        if possible.is_empty() {
            return found;
        }
        self.visit(words, &mut |stretch, starts| {
            for place in &possible {
                let units = self.lexicon.units(*place);
                stretch.matches(units, starts, &mut |words| found.push(words));
            }
            false
        });
        found
    }

    /// Whether a match of any of some phrases begins with one of these words.
    pub(super) fn holds(&self, phrases: Phrases, words: Range<usize>) -> bool {
        let possible = self.possible(phrases);
        let any = &mut |stretch: &Stretch<'_>, starts| {
            let mut possible = possible.iter();
            possible.any(|place| stretch.ends(self.lexicon.units(*place), starts) != 0)
        };
        !possible.is_empty() && self.visit(words, any)
    }

    /// The places of those phrases of which the text holds what every match has.
    fn possible(&self, phrases: Phrases) -> Vec<usize> {
        let possible = |place: &usize| self.may_hold(self.lexicon.units(*place));
        (phrases.first..phrases.behind).filter(possible).collect()
    }

    /// Whether the text holds a word at least of each item of some units.
    fn may_hold(&self, mut units: &[Unit]) -> bool {
        let mut holds = true;
        while holds && !units.is_empty() {
            holds = false;
            while let Some((unit, row)) = next(&mut units) {
                holds |= match unit & WHAT {
                    word @ ..CLASS => self.number(word) != 0,
                    ROW.. => self.may_hold(row),
                    _ => true,
                };
                holds |= unit & MISSING != 0;
                if unit & MORE == 0 {
                    break;
                }
            }
        }
        holds
    }

    /// Visits the stretches in which these words begin something, until one says that it is enough.
    pub(super) fn visit(
        &self,
        words: Range<usize>,
        visitor: &mut dyn FnMut(&Stretch<'_>, Places) -> bool,
    ) -> bool {
        let (mut stretch, mut at) = (Stretch::new(self), words.start);
        while at < words.end {
            stretch.read(at);
            let behind = stretch.behind().min(words.end);
            if visitor(&stretch, stretch.places(at..behind)) {
                return true;
            }
            at = behind;
        }
        false
    }
}
