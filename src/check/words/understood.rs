//! A text as a lexicon knows it: which words of the dictionary its words are, and which classes they
//! belong to.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::table::{ROW, SET};
use super::tokens::Tokens;
use super::units::Unit;

/// A text with what a lexicon knows of its words.
#[derive(Debug)]
pub(super) struct Understood<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) lexicon: Lexicon,
    words: Box<[Heard]>,
    /// The numbers of the words of the dictionary that accept those of the text, one behind the other.
    met: Vec<u16>,
    /// The words of the dictionary that were met, in the order of their numbers.
    entries: Vec<Entry>,
    /// For each word of the dictionary its number among those that were met; 0 for all others.
    numbers: Box<[u16]>,
}

/// A word of the text: where the words of the dictionary begin and end that accept it, and its classes.
#[derive(Debug)]
struct Heard {
    first: usize,
    behind: usize,
    classes: u32,
}

/// A word of the dictionary: the classes it belongs to by itself, the rows of words that it opens and that
/// belong to classes, and the places of the phrases that are looked for by it.
#[derive(Debug)]
struct Entry {
    classes: u32,
    rows: &'static [Unit],
    phrases: &'static [Unit],
}

impl Entry {
    fn of(lexicon: Lexicon, word: u16) -> Self {
        let (mut rest, mut classes) = (lexicon.opened(word), 0);
        while let [unit, behind @ ..] = rest
            && (SET..ROW).contains(&number(*unit))
        {
            classes |= lexicon.set(usize::from(number(*unit) - SET));
            rest = behind;
        }
        let rows = rest;
        while let [unit, behind @ ..] = rest
            && number(*unit) >= ROW
        {
            rest = &behind[behind_first(*unit).min(behind.len())..];
        }
        Self {
            classes,
            rows: &rows[..rows.len() - rest.len()],
            phrases: rest,
        }
    }
}

#[inline]
fn number(unit: Unit) -> u16 {
    u16::from_le_bytes(unit)
}

/// How many words a row has behind its first.
fn behind_first(row: Unit) -> usize {
    usize::from(number(row) >> 8 & 63)
}

impl<'a> Understood<'a> {
    /// Looks up the words of a text.
    pub(super) fn of(tokens: &'a Tokens<'a>, lexicon: Lexicon) -> Self {
        let mut words = Vec::with_capacity(tokens.all.len());
        let mut met = Vec::with_capacity(2 * tokens.all.len());
        let mut numbers = vec![0; lexicon.size()].into_boxed_slice();
        let mut entries = Vec::with_capacity(tokens.all.len());
        for token in &tokens.all {
            let (first, mut classes) = (met.len(), 0);
            lexicon.look_up(tokens.text, token, &mut met);
            for word in &mut met[first..] {
                let known = &mut numbers[usize::from(*word)];
                if *known == 0 {
                    entries.push(Entry::of(lexicon, *word));
                    // A dictionary has fewer words than there are numbers of 16 bits.
                    *known = u16::try_from(entries.len()).unwrap_or_default();
                }
                *word = *known;
                classes |= entries[usize::from(*known) - 1].classes;
            }
            words.push(Heard {
                first,
                behind: met.len(),
                classes,
            });
        }
        let mut understood = Self {
            tokens,
            lexicon,
            words: words.into_boxed_slice(),
            met,
            entries,
            numbers,
        };
        for at in 0..tokens.all.len() {
            understood.join(at);
        }
        understood
    }

    /// Tells it the name of a supplier of the house, which belongs where those do that everybody knows.
    pub(super) fn supplies(&mut self, name: &Tokens<'_>) {
        for words in self.tokens.rows(name) {
            self.add(words, self.lexicon.set(0));
        }
    }

    /// Tells words of the text the classes of all rows that begin with one of them and stand there.
    fn join(&mut self, at: usize) {
        let Heard { first, behind, .. } = self.words[at];
        for met in first..behind {
            let mut rest = self.entry(self.met[met]).rows;
            while let [row, units @ ..] = rest {
                let (units, behind) = units.split_at(behind_first(*row).min(units.len()));
                rest = behind;
                if self.stands(at + 1, units) {
                    let classes = self.lexicon.set(usize::from(number(*row) & 0xff));
                    self.add(at..at + 1 + units.len(), classes);
                }
            }
        }
    }

    /// Whether a row of words stands in the text.
    fn stands(&self, at: usize, row: &[Unit]) -> bool {
        row.iter().zip(at..).all(|(unit, at)| {
            let unit = number(*unit);
            at < self.words.len() && self.met(at).contains(&self.number(unit))
        })
    }

    fn add(&mut self, words: Range<usize>, classes: u32) {
        for word in &mut self.words[words] {
            word.classes |= classes;
        }
    }

    fn entry(&self, number: u16) -> &Entry {
        &self.entries[usize::from(number) - 1]
    }

    /// The classes of a word, a bit for each.
    #[inline]
    pub(super) fn classes(&self, at: usize) -> u32 {
        self.words[at].classes
    }

    /// How many different words of the dictionary were met.
    pub(super) fn many(&self) -> usize {
        self.entries.len()
    }

    /// The number of a word of the dictionary among those that were met, from 1; 0 for all others.
    #[inline]
    pub(super) fn number(&self, word: u16) -> u16 {
        match self.numbers.get(usize::from(word)) {
            Some(number) => *number,
            None => 0,
        }
    }

    /// The numbers of the words of the dictionary that accept a word of the text.
    #[inline]
    pub(super) fn met(&self, at: usize) -> &[u16] {
        let Heard { first, behind, .. } = self.words[at];
        &self.met[first..behind]
    }

    /// Marks the places of the phrases that are looked for by a word of the text, a bit for each.
    pub(super) fn call(&self, at: usize, called: &mut [u64]) {
        let call = &mut |phrases: &[Unit]| {
            for place in phrases {
                let place = usize::from(number(*place));
                if let Some(bits) = called.get_mut(place / 64) {
                    *bits |= 1 << (place % 64);
                }
            }
        };
        for met in self.met(at) {
            call(self.entry(*met).phrases);
        }
        let mut classes = self.classes(at);
        while classes != 0 {
            call(self.lexicon.of_class(classes.trailing_zeros() as usize));
            classes &= classes - 1;
        }
    }
}
