//! The writing of a table: the words of all phrases become a dictionary, and the phrases numbers.

use super::super::dictionary::{Dictionary, whole};
use super::super::pattern;
use super::super::table::{KINDS, ROW, SET, Table, short_of};
use super::super::units::{CLASS, LONGEST_ROW, Unit, WHAT};
use super::anchor::anchor;
use super::weights::Weights;

/// What is written under a name at the margin: its phrases of each kind.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) name: String,
    pub(super) phrases: [Vec<String>; KINDS],
}

/// A table on its way. Words are told by their numbers in the dictionary.
#[derive(Default)]
pub(super) struct Writer {
    dictionary: Dictionary,
    /// What each word opens.
    opens: Vec<Opens>,
    sets: Vec<u32>,
    sections: Vec<u8>,
    /// Where the units of each phrase begin.
    phrases: Vec<usize>,
    units: Vec<u16>,
    /// How many phrases are found; they stand before the others.
    found: usize,
    of_classes: [Vec<u16>; 32],
}

/// What a word opens: sets of classes, rows that belong to some, and the phrases of which it is the anchor.
#[derive(Default, Clone)]
struct Opens {
    /// As it is written.
    word: String,
    sets: Vec<u16>,
    rows: Vec<Vec<u16>>,
    anchors: Vec<u16>,
}

impl Writer {
    /// Writes all phrases, kind by kind: those that are found stand together.
    pub(super) fn phrases(&mut self, sections: &[Section]) {
        let mut places = vec![Vec::new(); sections.len()];
        for kind in 0..KINDS {
            for (section, places) in sections.iter().zip(&mut places) {
                places.extend(short(self.phrases.len()));
                for source in &section.phrases[kind] {
                    self.phrases.push(self.units.len());
                    let units = self.units(source);
                    self.units.extend(units);
                }
                places.extend(short(self.phrases.len()));
            }
            if kind == 0 {
                self.found = self.phrases.len();
            }
        }
        self.phrases.push(self.units.len());
        for (section, places) in sections.iter().zip(places) {
            let long = u8::try_from(section.name.len());
            self.sections.push(long.expect("a name is short"));
            self.sections.extend(section.name.as_bytes());
            self.sections.extend(places);
        }
    }

    fn units(&mut self, source: &str) -> Vec<u16> {
        let (dictionary, opens) = (&mut self.dictionary, &mut self.opens);
        let (units, nothing) = pattern::units(source, &mut |word| {
            let number = dictionary.number(word);
            if usize::from(number) == opens.len() {
                opens.push(Opens {
                    word: word.to_owned(),
                    ..Opens::default()
                });
            }
            number
        });
        assert!(!nothing, "`{source}` may be no word at all");
        assert!(units.len() < LONGEST_ROW, "`{source}` is too long");
        units
    }

    /// Writes the words and rows of words that belong to sets of classes. The first set is that of
    /// suppliers, by their bit.
    pub(super) fn members(&mut self, members: &[(String, u32)], vendor: Option<usize>) {
        let sets = members.iter().map(|(_, set)| *set);
        let suppliers = sets.filter(|set| vendor.is_some_and(|bit| set >> bit & 1 == 1));
        self.sets.push(suppliers.fold(0, |all, set| all | set));
        for (words, bits) in members {
            let units = self.units(words);
            let set = self.set(*bits);
            let opens = &mut self.opens[usize::from(units[0])];
            if let [_] = units[..] {
                opens.sets.push(SET | set);
            } else {
                let behind = units.len() - 1;
                assert!(behind < 64, "`{words}` is too long");
                opens.rows.push(units);
                opens.rows.last_mut().expect("it was pushed")[0] = ROW | number(behind) << 8 | set;
            }
        }
    }

    /// Returns the place of a set of classes, which exists from now on.
    fn set(&mut self, bits: u32) -> u16 {
        // The first is that of suppliers, whatever it holds.
        let known = self.sets.iter().skip(1).position(|set| *set == bits);
        let place = known.map_or(self.sets.len(), |place| place + 1);
        if place == self.sets.len() {
            self.sets.push(bits);
        }
        assert!(place < 256, "there is room for 256 sets of classes");
        number(place)
    }

    /// Tells words and classes the phrases of which they are the anchors.
    fn anchor(&mut self, weights: &Weights) {
        /// What is said is told by texts, what is not by how many phrases look for it.
        const SAID: usize = 4;
        let weigh = |word: &Opens| 1 + SAID * weights.weight(&word.word);
        let mut weights: Vec<usize> = self.opens.iter().map(weigh).collect();
        for unit in &self.units {
            if let Some(weight) = weights.get_mut(usize::from(unit & WHAT)) {
                *weight += 1;
            }
        }
        let mut of_classes = [0; 32];
        for (word, weight) in self.opens.iter().zip(&weights) {
            let rows = word.rows.iter().map(|row| &row[0]);
            for set in word.sets.iter().chain(rows) {
                let set = self.sets[usize::from(set & 0xff)];
                for (bit, class) in of_classes.iter_mut().enumerate() {
                    *class += weight * (set >> bit & 1) as usize;
                }
            }
        }
        let weight = |what: u16| match what.checked_sub(CLASS) {
            Some(class) => of_classes[usize::from(class)],
            None => weights[usize::from(what)],
        };
        for place in 0..self.found {
            let units = &self.units[self.phrases[place]..self.phrases[place + 1]];
            let units: Vec<Unit> = units.iter().map(|unit| unit.to_le_bytes()).collect();
            let anchor = anchor(&units, &weight).expect("a phrase has words that tell it");
            let place = number(place);
            assert!(place < SET, "there are too many phrases");
            for what in anchor.whats {
                let anchors = match what.checked_sub(CLASS) {
                    Some(class) => &mut self.of_classes[usize::from(class)],
                    None => &mut self.opens[usize::from(what)].anchors,
                };
                if anchors.last() != Some(&place) {
                    anchors.push(place);
                }
            }
        }
    }

    /// Returns the table.
    pub(super) fn table(mut self, weights: &Weights) -> Vec<u8> {
        self.anchor(weights);
        let (mut firsts, mut opens) = (Vec::new(), Vec::new());
        for word in self.dictionary.order() {
            let word = &self.opens[usize::from(word)];
            firsts.push(opens.len() / 2);
            opens.extend(word.sets.iter().flat_map(|set| set.to_le_bytes()));
            for row in &word.rows {
                opens.extend(row[0].to_le_bytes());
                opens.extend(self.dictionary.placed(&row[1..]));
            }
            opens.extend(word.anchors.iter().flat_map(|place| place.to_le_bytes()));
        }
        firsts.push(opens.len() / 2);
        let (mut class_firsts, mut of_classes) = (Vec::new(), Vec::new());
        for phrases in &self.of_classes {
            class_firsts.push(of_classes.len() / 2);
            of_classes.extend(phrases.iter().flat_map(|place| place.to_le_bytes()));
        }
        class_firsts.push(of_classes.len() / 2);
        let shorts = |list: &[usize]| list.iter().flat_map(|item| short(*item)).collect();
        let parts = self.dictionary.parts();
        let [buckets, words] = parts.expect("a lexicon has not too many words");
        let table = Table {
            sets: self.sets.iter().flat_map(|set| set.to_le_bytes()).collect(),
            buckets,
            words,
            firsts: shorts(&firsts),
            opens,
            sections: self.sections,
            phrases: shorts(&self.phrases),
            units: self.dictionary.placed(&self.units),
            class_firsts: shorts(&class_firsts),
            of_classes,
        };
        whole(table.parts()).expect("a lexicon fits its table")
    }
}

fn number(number: usize) -> u16 {
    u16::try_from(number).expect("a number has 16 bits")
}

fn short(number: usize) -> [u8; 2] {
    short_of(number).expect("a number has 16 bits")
}
