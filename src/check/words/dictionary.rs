//! A dictionary on its way: every word of some patterns once, where texts will look it up (`lexicon.rs`).

use super::letters::{
    BUCKETS, NUMBERS, OTHERS, TELLING, bucket_of_endings, bucket_of_stems, bucket_of_words, head,
    is_number,
};
use super::table::{BEGINS, ENDS, IS, KIND, LENGTH, NUMBER, PARTS, short_of};
use super::units::{CLASS, WHAT};

/// The words of patterns, each with a number.
#[derive(Debug, Default)]
pub(super) struct Dictionary {
    /// The words of each bucket, in the order in which they were met.
    buckets: Vec<Vec<Word>>,
    many: usize,
}

#[derive(Debug)]
struct Word {
    /// How many were met before it.
    number: u16,
    kind: u8,
    letters: String,
}

impl Dictionary {
    /// Returns the number of a word as it is written in patterns, which is part of it from now on.
    pub(super) fn number(&mut self, word: &str) -> u16 {
        // Whoever has too many is told so when the table is made.
        if self.many >= usize::from(CLASS) {
            return 0;
        }
        let (kind, letters) = match (word, word.strip_suffix('*'), word.strip_prefix('*')) {
            ("#", ..) => (NUMBER, ""),
            (_, Some(stem), _) => (BEGINS, stem),
            (.., Some(ending)) => (ENDS, ending),
            (word, ..) => (IS, word),
        };
        let head = head(letters);
        let bucket = match kind {
            NUMBER => NUMBERS,
            ENDS => bucket_of_endings(letters.as_bytes()),
            BEGINS if letters.len() < TELLING && !is_number(head) => OTHERS,
            BEGINS => bucket_of_stems(head),
            _ => bucket_of_words(head),
        };
        self.buckets.resize_with(BUCKETS, Vec::new);
        let words = &mut self.buckets[bucket];
        for word in &*words {
            if word.kind == kind && word.letters == letters {
                return word.number;
            }
        }
        let number = u16::try_from(self.many).unwrap_or_default();
        self.many += 1;
        words.push(Word {
            number,
            kind,
            letters: letters.to_owned(),
        });
        number
    }

    /// Returns the numbers in the order in which the words stand in the table.
    pub(super) fn order(&self) -> Vec<u16> {
        let words = self.buckets.iter().flatten();
        words.map(|word| word.number).collect()
    }

    /// Returns units with the places of the words in the table instead of their numbers.
    pub(super) fn placed(&self, units: &[u16]) -> Vec<u8> {
        let mut places = vec![0; self.many];
        for (place, number) in (0..).zip(self.order()) {
            places[usize::from(number)] = place;
        }
        let mut bytes = Vec::with_capacity(2 * units.len());
        for unit in units {
            let placed = match unit & WHAT {
                word @ ..CLASS => unit & !WHAT | places[usize::from(word)],
                _ => *unit,
            };
            bytes.extend(placed.to_le_bytes());
        }
        bytes
    }

    /// Returns its parts of the table: where the words of each bucket begin, and the words. None where
    /// there are more than the numbers of a table can tell, or longer ones.
    pub(super) fn parts(&self) -> Option<[Vec<u8>; 2]> {
        let (mut buckets, mut all, mut many) = (Vec::new(), Vec::new(), 0);
        for words in &self.buckets {
            buckets.extend(short_of(many)?);
            buckets.extend(short_of(all.len())?);
            many += words.len();
            for word in words {
                let length = u8::try_from(word.letters.len()).ok();
                let length = length.filter(|length| *length < LENGTH)?;
                all.push(word.kind << KIND | length);
                all.extend(word.letters.as_bytes());
            }
        }
        buckets.extend(short_of(many)?);
        buckets.extend(short_of(all.len())?);
        (many < CLASS.into()).then_some([buckets, all])
    }
}

/// Puts the parts of a table together. None where they are longer than its numbers can tell.
pub(super) fn whole(parts: [Vec<u8>; PARTS]) -> Option<Vec<u8>> {
    let mut whole = Vec::new();
    for part in &parts {
        whole.extend(short_of(part.len())?);
    }
    for part in parts {
        whole.extend(part);
    }
    Some(whole)
}
