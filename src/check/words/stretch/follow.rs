//! How a phrase is followed through a stretch, from any number of places at once.

use std::ops::Range;

use super::super::lexicon::Phrases;
use super::super::units::{ANY, CLASS, CLOSES, GAP, MISSING, MORE, OPENS, ROW, Unit, WHAT, next};
use super::{LONGEST, Places, Stretch};

impl Stretch<'_> {
    /// Whether a match of any of some phrases leads from some places to some places.
    pub(in super::super) fn any(&self, phrases: Phrases, starts: Places, ends: Places) -> bool {
        let mut phrases = phrases.first..phrases.behind;
        phrases.any(|place| self.ends(self.text.lexicon.units(place), starts) & ends != 0)
    }

    /// Returns the places behind the matches of a phrase that begin at some places.
    pub(in super::super) fn ends(&self, units: &[Unit], starts: Places) -> Places {
        let (mut rest, mut starts, mut ends) = (units, starts, Places::MAX);
        while let [unit, behind @ ..] = rest {
            match u16::from_le_bytes(*unit) {
                OPENS => starts &= self.opens,
                CLOSES => ends = self.closes,
                _ => break,
            }
            rest = behind;
        }
        self.follow(rest, starts) & ends
    }

    /// Tells the words of the longest match of a phrase that begins at each of some places.
    pub(in super::super) fn matches(
        &self,
        units: &[Unit],
        mut starts: Places,
        tell: &mut dyn FnMut(Range<usize>),
    ) {
        if self.ends(units, starts) == 0 {
            return;
        }
        starts &= self.first(units);
        while starts != 0 {
            let start = starts & starts.wrapping_neg();
            starts ^= start;
            // No words at all are no match.
            let ends = self.ends(units, start) & !start & near(start);
            if let Some(last) = ends.checked_ilog2() {
                let first = self.words.start + start.trailing_zeros() as usize;
                tell(first..self.words.start + last as usize);
            }
        }
    }

    /// Returns the places at which units may begin. A row of words of a class is tried from its first word
    /// on.
    fn first(&self, mut units: &[Unit]) -> Places {
        let (mut first, mut missing) = (0, false);
        while let Some((unit, row)) = next(&mut units) {
            first |= match unit & WHAT {
                word @ ..CLASS => self.stands[usize::from(self.text.number(word))],
                OPENS | CLOSES => continue,
                ROW.. => self.first(row),
                ANY.. => Places::MAX,
                class => {
                    let stand = self.classes[usize::from(class - CLASS)];
                    stand & !(stand << 1)
                }
            };
            missing |= unit & MISSING != 0;
            if unit & MORE == 0 && !std::mem::take(&mut missing) {
                break;
            }
        }
        first
    }

    /// Returns the places to which units lead from some places.
    fn follow(&self, units: &[Unit], starts: Places) -> Places {
        let (mut rest, mut ways) = (units, starts);
        while ways != 0 && !rest.is_empty() {
            let mut led = 0;
            // Without `next`: nearly every unit is a word, and belongs to no row that had to be looked for.
            while let [unit, behind @ ..] = rest {
                let unit = u16::from_le_bytes(*unit);
                rest = behind;
                let what = unit & WHAT;
                if what >= CLASS {
                    led |= self.behind_other(what, &mut rest, ways);
                } else {
                    let number = self.text.number(what);
                    // Nearly all words stand nowhere in a text.
                    if number != 0 {
                        led |= (ways & self.stands[usize::from(number)]) << 1;
                    }
                }
                if unit < MISSING {
                    break;
                }
                if unit & MISSING != 0 {
                    led |= ways;
                }
                if unit & MORE == 0 {
                    break;
                }
            }
            ways = led;
        }
        ways
    }

    /// Returns the places to which a unit leads that is no word, and goes behind what belongs to it.
    fn behind_other(&self, unit: u16, rest: &mut &[Unit], ways: Places) -> Places {
        match unit {
            ROW.. => {
                let (row, behind) = rest.split_at(usize::from(unit - ROW).min(rest.len()));
                *rest = behind;
                // Most rows begin with one word, and that is not there.
                let first = row.first().map_or(0, |unit| u16::from_le_bytes(*unit));
                if first >= CLASS || self.text.number(first) != 0 {
                    self.follow(row, ways)
                } else {
                    0
                }
            }
            GAP..ROW => self.gap(unit - GAP, ways),
            ANY => (ways & self.all) << 1,
            class => self.row_of(class - CLASS, ways),
        }
    }

    /// Returns the places to which up to so many words of any kind lead.
    fn gap(&self, many: u16, ways: Places) -> Places {
        let mut reached = ways;
        for _ in 0..many {
            reached |= (reached & self.all) << 1;
        }
        reached
    }

    /// Returns the places to which one or more words of a class in a row lead.
    fn row_of(&self, class: u16, ways: Places) -> Places {
        let stand = self
            .classes
            .get(usize::from(class))
            .copied()
            .unwrap_or_default();
        let behind = (ways & stand) << 1;
        // A row of ones carries what is added to its bits up to its end.
        (behind & stand).wrapping_add(stand) ^ stand | behind
    }
}

/// The places up to so many words behind a place as a match may have.
fn near(start: Places) -> Places {
    let last = Places::BITS - 1;
    Places::MAX >> (last - last.min(start.trailing_zeros() + LONGEST))
}
