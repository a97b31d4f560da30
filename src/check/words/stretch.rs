//! A stretch of a sentence, and the patterns that match in it.
//!
//! For each word of the dictionary the stretch knows at which places it stands, as bits of one number. So
//! a pattern is followed from any number of places at once: what a unit leads to is one step for all of
//! them, and most patterns end at their first words. The time that a text costs grows with its length alone.

mod follow;

use std::ops::Range;

use super::understood::Understood;

/// Places between the words of a stretch, a bit for each: the first before the first word.
pub(super) type Places = u128;

/// The most words of a stretch: behind each is a place.
const WORDS: usize = 127;
/// No match has more words, and the stretches of a longer sentence overlap by as many.
const LONGEST: u32 = 48;

/// A stretch of a sentence.
#[derive(Debug)]
pub(super) struct Stretch<'a> {
    text: &'a Understood<'a>,
    /// Its words, and the one before which its last match begins.
    words: Range<usize>,
    behind: usize,
    /// Before which words each of those of the dictionary stands that were met in the text.
    stands: Box<[Places]>,
    /// Before which words those of each class stand.
    classes: [Places; 32],
    /// Before all words.
    all: Places,
    /// Before the first word of the sentence.
    opens: Places,
    /// Behind the last words of clauses.
    closes: Places,
}

impl<'a> Stretch<'a> {
    /// Returns a stretch of a text that has no words yet.
    pub(super) fn new(text: &'a Understood<'a>) -> Self {
        Self {
            text,
            words: 0..0,
            behind: 0,
            stands: vec![0; text.many() + 1].into_boxed_slice(),
            classes: [0; 32],
            all: 0,
            opens: 0,
            closes: 0,
        }
    }

    /// Makes it the sentence that a word belongs to; of a sentence that is too long, the stretch that
    /// begins with the word.
    pub(super) fn read(&mut self, at: usize) {
        for at in self.words.clone() {
            for number in self.text.met(at) {
                self.stands[usize::from(*number)] = 0;
            }
        }
        let tokens = self.text.tokens;
        let sentence = &tokens.sentences[tokens.all[at].sentence];
        let first = if sentence.len() > WORDS {
            at
        } else {
            sentence.start
        };
        let end = sentence.end.min(first + WORDS);
        self.words = first..end;
        self.behind = if end == sentence.end {
            end
        } else {
            end - LONGEST as usize
        };
        self.opens = Places::from(first == sentence.start);
        (self.all, self.closes, self.classes) = (0, 0, [0; 32]);
        let mut place = 1;
        for at in first..end {
            for number in self.text.met(at) {
                self.stands[usize::from(*number)] |= place;
            }
            let mut classes = self.text.classes(at);
            while classes != 0 {
                self.classes[classes.trailing_zeros() as usize] |= place;
                classes &= classes - 1;
            }
            self.all |= place;
            place <<= 1;
            if tokens.all[at].ends {
                self.closes |= place;
            }
        }
    }

    /// The text it is a part of.
    pub(super) fn text(&self) -> &'a Understood<'a> {
        self.text
    }

    /// Its words.
    pub(super) fn words(&self) -> Range<usize> {
        self.words.clone()
    }

    /// Whether all of these words are part of it.
    pub(super) fn holds(&self, words: &Range<usize>) -> bool {
        self.words.start <= words.start && words.end <= self.words.end
    }

    /// The word behind the last with which a match may begin here.
    pub(super) fn behind(&self) -> usize {
        self.behind
    }

    /// The places before words.
    pub(super) fn places(&self, words: Range<usize>) -> Places {
        let up_to = |word: usize| (1 << word.saturating_sub(self.words.start).min(WORDS)) - 1;
        up_to(words.end) & !up_to(words.start)
    }
}
