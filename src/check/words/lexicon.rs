//! The phrases of each language, as they stand in its file: data that people who speak it can read
//! and mend without knowing the program.
//!
//! A line at the margin names what the indented lines below it belong to. `{class}` names a class
//! of words, with the classes after it that its words belong to as well; its lines are its words,
//! with `|` between them, and a pattern accepts one or more of them in a row as `{class}`. Anything
//! else is the name of a rule; its lines are patterns. What a pattern finds is wrong, except behind
//! a sign: `-` is what means something else when it overlaps with what was found, `~` what makes it
//! right when it stands in the same sentence, `+` what makes it right wherever it stands. Words are
//! written as the language writes them, in lower case, and read as any text is: without accents.
//!
//! The file is read while the program is built (`compile.rs`); a run looks things up.

use std::sync::OnceLock;

use super::language::Language;
use super::letters::{
    OTHERS, bucket_of_endings, bucket_of_stems, bucket_of_words, head_at, is_number, letters,
};
use super::table::{BEGINS, IS, KIND, KINDS, LENGTH, Table, range, short};
use super::tokens::Token;
use super::units::Unit;

/// Phrases of a lexicon that stand one behind the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrases {
    pub(super) first: usize,
    pub(super) behind: usize,
}

impl Phrases {
    /// Returns each of them alone.
    pub(super) fn each(self) -> impl Iterator<Item = Self> {
        (self.first..self.behind).map(|first| Self {
            first,
            behind: first + 1,
        })
    }
}

/// The phrases of one rule in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    /// What is found.
    pub(super) on: Phrases,
    /// What means something else when it overlaps with what was found.
    pub(super) unless: Phrases,
    /// What makes it right when it stands in the same sentence.
    pub(super) beside: Phrases,
    /// What makes it right wherever it stands in the text.
    pub(super) anywhere: Phrases,
}

/// Everything that is written about one language, or in the rules of a house.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lexicon(Table<&'static [u8]>);

impl Lexicon {
    /// Returns the lexicon of a language.
    pub(super) fn of(language: Language) -> Self {
        static READ: [OnceLock<Lexicon>; 5] = [const { OnceLock::new() }; 5];
        *READ[language as usize].get_or_init(|| Self::new(language.lexicon()))
    }

    /// Returns the lexicon with this table.
    pub(super) fn new(table: &'static [u8]) -> Self {
        Self(Table::read(table))
    }

    /// The names at the margin, with the bytes of their phrases.
    pub(super) fn sections(self) -> impl Iterator<Item = (&'static [u8], &'static [u8])> {
        let mut rest = self.0.sections;
        std::iter::from_fn(move || {
            let (length, behind) = rest.split_first()?;
            let (name, behind) = behind.split_at_checked(usize::from(*length))?;
            let (phrases, behind) = behind.split_at_checked(4 * KINDS)?;
            rest = behind;
            Some((name, phrases))
        })
    }

    /// Returns what is written under a name; nothing where the language has nothing to say.
    pub(super) fn phrases(self, name: &str) -> Section {
        let mut sections = self.sections();
        let section = sections.find(|(known, _)| *known == name.as_bytes());
        let phrases = section.map_or(&[][..], |(_, phrases)| phrases);
        let of = |kind: usize| Phrases {
            first: short(phrases, 2 * kind).into(),
            behind: short(phrases, 2 * kind + 1).into(),
        };
        Section {
            on: of(0),
            unless: of(1),
            beside: of(2),
            anywhere: of(3),
        }
    }

    /// How many phrases are looked for; they stand before the others.
    pub(super) fn looked_for(self) -> usize {
        let last = self.sections().last();
        last.map_or(0, |(_, phrases)| usize::from(short(phrases, 1)))
    }

    /// Returns the units of a phrase.
    #[inline]
    pub(super) fn units(self, place: usize) -> &'static [Unit] {
        let units = range(self.0.phrases, place);
        let (all, _) = self.0.units.as_chunks();
        all.get(units).unwrap_or_default()
    }

    /// Returns the places of the phrases that are looked for by a word of a class, by its bit.
    pub(super) fn of_class(self, bit: usize) -> &'static [Unit] {
        let phrases = range(self.0.class_firsts, bit);
        let (all, _) = self.0.of_classes.as_chunks();
        all.get(phrases).unwrap_or_default()
    }

    /// Returns what a word of the dictionary opens.
    #[inline]
    pub(super) fn opened(self, word: u16) -> &'static [Unit] {
        let opened = range(self.0.firsts, usize::from(word));
        let (all, _) = self.0.opens.as_chunks();
        all.get(opened).unwrap_or_default()
    }

    /// Returns a set of classes.
    pub(super) fn set(self, place: usize) -> u32 {
        let (sets, _) = self.0.sets.as_chunks();
        sets.get(place).map_or(0, |set| u32::from_le_bytes(*set))
    }

    /// How many words the dictionary has.
    pub(super) fn size(self) -> usize {
        let last = self.0.buckets.len() / 2;
        usize::from(short(self.0.buckets, last.saturating_sub(2)))
    }

    /// Tells the words of the dictionary that accept a word of a text.
    pub(super) fn look_up(self, text: &str, token: &Token, met: &mut Vec<u16>) {
        let (said, head) = (&text.as_bytes()[token.start..token.end], token.head);
        let long = u8::try_from(said.len()).unwrap_or(LENGTH).min(LENGTH);
        let same = |sign, rest: &[u8]| sign == IS << KIND | long && begins(long, rest, said, head);
        self.bucket(bucket_of_words(head), met, same);
        self.bucket(bucket_of_stems(head), met, |sign, rest| {
            match sign >> KIND {
                BEGINS => begins(sign & LENGTH, rest, said, head),
                // Whatever begins with a digit is in this bucket.
                _ => is_number(head),
            }
        });
        if said.len() > 1 {
            self.bucket(bucket_of_endings(said), met, |sign, rest| {
                ends(sign & LENGTH, rest, said)
            });
        }
        self.bucket(OTHERS, met, |sign, rest| match sign >> KIND {
            BEGINS => begins(sign & LENGTH, rest, said, head),
            _ => ends(sign & LENGTH, rest, said),
        });
    }

    /// Tells the words of a bucket that are accepted, by their signs and what begins with their letters.
    #[inline]
    fn bucket(self, bucket: usize, met: &mut Vec<u16>, accepts: impl Fn(u8, &[u8]) -> bool) {
        let (buckets, _) = self.0.buckets.as_chunks();
        let Some([first, next]) = buckets.get(bucket..bucket + 2) else {
            return;
        };
        let ((mut word, at), (_, end)) = (pair(*first), pair(*next));
        let (mut at, end) = (usize::from(at), usize::from(end));
        while at < end
            && let Some(sign) = self.0.words.get(at)
        {
            if accepts(*sign, &self.0.words[at + 1..]) {
                met.push(word);
            }
            at += 1 + usize::from(sign & LENGTH);
            word += 1;
        }
    }
}

/// The two numbers of a bucket.
#[inline]
fn pair([a, b, c, d]: [u8; 4]) -> (u16, u16) {
    (u16::from_le_bytes([a, b]), u16::from_le_bytes([c, d]))
}

/// Whether a word begins with so many letters.
#[inline]
fn begins(long: u8, rest: &[u8], said: &[u8], head: u64) -> bool {
    let long = usize::from(long);
    said.len() >= long
        && head & letters(long) == head_at(rest, long)
        && (long <= 8 || said.starts_with(&rest[..long]))
}

/// Whether a word ends with so many letters: the last of them tells it mostly. A call to compare them would
/// take longer.
#[inline]
fn ends(long: u8, rest: &[u8], said: &[u8]) -> bool {
    let letters = &rest[..usize::from(long)];
    letters.last() == said.last()
        && said.len() >= letters.len()
        && letters
            .iter()
            .rev()
            .zip(said.iter().rev())
            .all(|(a, b)| a == b)
}
