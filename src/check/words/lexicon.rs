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

use super::compared::Test;
use super::fold::Folded;
use super::language::Language;
use super::rows::{Met, Rows};
use super::sought::{Phrases, Read};
use super::source::word_end;
use super::table::{KINDS, Table, range, short};
use super::tokens::Tokens;
use super::word::Word;

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

/// Everything that is written about one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    language: Language,
    words: &'static str,
    table: Table<&'static [u8]>,
    /// What is known of the phrases that texts asked for, by their places.
    read: Box<[OnceLock<Box<Read>>]>,
}

/// The bytes of a name at the margin.
const SECTION: usize = 3 + 4 * KINDS;

impl Lexicon {
    /// Returns the lexicon of a language.
    pub(super) fn of(language: Language) -> &'static Self {
        static READ: [OnceLock<Box<Lexicon>>; 5] = [const { OnceLock::new() }; 5];
        READ[language as usize].get_or_init(|| Box::new(Self::new(language)))
    }

    fn new(language: Language) -> Self {
        let (words, table) = language.lexicon();
        let table = Table::read(table);
        // Behind the last phrase stands where it ends.
        let many = (table.phrases.len() / 4).saturating_sub(1);
        Self {
            language,
            words,
            table,
            read: (0..many).map(|_| OnceLock::new()).collect(),
        }
    }

    /// Rows of the table.
    fn rows(&self, bytes: &'static [u8]) -> Rows {
        let words = self.words;
        Rows { words, bytes }
    }

    /// The names at the margin, with the bytes of their phrases.
    fn sections(&self) -> impl Iterator<Item = (&'static str, &'static [u8])> {
        let words = self.words;
        let (sections, _) = self.table.sections.as_chunks::<SECTION>();
        sections
            .iter()
            .map(move |[low, high, length, phrases @ ..]| {
                let at = usize::from(u16::from_le_bytes([*low, *high]));
                let name = words.get(at..at + usize::from(*length));
                (name.unwrap_or_default(), phrases.as_slice())
            })
    }

    /// Returns what is written under a name; nothing where the language has nothing to say.
    pub(super) fn phrases(&'static self, name: &str) -> Section {
        let section = self.sections().find(|(known, _)| *known == name);
        let phrases = section.map_or(&[][..], |(_, phrases)| phrases);
        let of = |kind: usize| Phrases {
            lexicon: self,
            first: short(phrases, 2 * kind),
            behind: short(phrases, 2 * kind + 1),
        };
        Section {
            on: of(0),
            unless: of(1),
            beside: of(2),
            anywhere: of(3),
        }
    }

    /// Returns a phrase as it is written, classes by their bits.
    pub(super) fn source(&self, place: u16) -> &'static str {
        let place = 2 * usize::from(place);
        let begin = usize::from(short(self.table.phrases, place));
        let end = usize::from(short(self.table.phrases, place + 2));
        self.words.get(begin..end).unwrap_or_default()
    }

    /// Returns what is known of a phrase, which is read once.
    #[inline]
    pub(super) fn read(&self, place: u16) -> Option<&Read> {
        let read = self.read.get(usize::from(place))?;
        Some(read.get_or_init(|| {
            let (opens, pieces) = self.wants(place);
            Box::new(Read::of(opens, pieces))
        }))
    }

    /// Returns what a phrase wants of a sentence, and whether that begins with its first word.
    fn wants(&self, place: u16) -> (bool, &'static [u8]) {
        const OPENS: u16 = 1 << 15;
        let place = 2 * usize::from(place) + 1;
        let (begin, end) = (
            short(self.table.phrases, place),
            short(self.table.phrases, place + 2),
        );
        let pieces = usize::from(begin & !OPENS)..usize::from(end & !OPENS);
        let pieces = self.table.wants.get(pieces).unwrap_or_default();
        (begin & OPENS != 0, pieces)
    }

    /// Tells the phrases that may begin with a word of a text by its letters.
    pub(super) fn begin(&self, tokens: &Tokens<'_>, at: usize, places: &mut Vec<u16>) {
        let ([firsts, rows], token) = (self.table.begins, &tokens.all[at]);
        let rows = self.rows(rows).of_bucket(firsts, token);
        rows.accepting(tokens.text, token, &mut |row| {
            places.push(u16::from_le_bytes(row.belongs));
        });
    }

    /// Tells the phrases that may begin with a word of a class, by its bit.
    pub(super) fn begin_in(&self, bit: usize, places: &mut Vec<u16>) {
        let [firsts, all] = self.table.of_classes;
        let phrases = range(firsts, bit);
        places.extend(phrases.map(|place| short(all, place)));
    }

    /// How many phrases are looked for; they stand before the others.
    pub(super) fn looked_for(&self) -> usize {
        let last = self.sections().last();
        last.map_or(0, |(_, phrases)| usize::from(short(phrases, 1)))
    }

    /// A set of classes.
    fn set(&self, place: usize) -> u32 {
        let (sets, _) = self.table.sets.as_chunks();
        sets.get(place).map_or(0, |set| u32::from_le_bytes(*set))
    }

    /// Tells every word the classes it belongs to; the names of the house's own suppliers belong
    /// where those of suppliers that everybody knows do.
    pub(super) fn classify(&self, tokens: &mut Tokens<'_>, vendors: &[String]) {
        let ([firsts, members], mut met) = (self.table.members, Vec::new());
        let (members, endings) = (self.rows(members), self.rows(self.table.endings));
        for at in 0..tokens.all.len() {
            let token = &tokens.all[at];
            for rows in [members.of_bucket(firsts, token), endings] {
                rows.accepting(tokens.text, token, &mut |row| met.push(row));
            }
            for row in met.drain(..) {
                self.join(tokens, at, row);
            }
        }
        for name in vendors {
            let name = Folded::spoken(name, Some(self.language));
            let name = Tokens::of(&name.lower, Some(self.language));
            tokens.join(&name, self.set(0));
        }
        tokens.mark();
    }

    /// Tells a word the classes of a member that begins with it, and those behind it, if all of them
    /// stand there.
    fn join(&self, tokens: &mut Tokens<'_>, at: usize, met: Met) {
        let [length, set] = met.belongs;
        let mut end = at + 1;
        // A space stands between the first word and the rest.
        let mut rest = &self.words[met.end..][..usize::from(length)];
        while let Some(words) = rest.strip_prefix(' ') {
            let Some(token) = tokens.all.get(end) else {
                return;
            };
            // Nearly every other word is told by its first letter.
            let sign = words.as_bytes().first();
            if sign != Some(&token.first_letter()) && !matches!(sign, Some(b'#' | b'_' | b'*')) {
                return;
            }
            let (word, behind) = words.split_at(word_end(words.as_bytes()));
            if !Test::of(Word::of(word)).accepts(tokens, token) {
                return;
            }
            (rest, end) = (behind, end + 1);
        }
        let classes = self.set(usize::from(set));
        for token in &mut tokens.all[at..end] {
            token.classes |= classes;
        }
    }

    #[cfg(test)]
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.sections().map(|(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which words of a text belong to a class.
    fn classes(language: Language, text: &str) -> Vec<bool> {
        let mut tokens = Tokens::of(text, Some(language));
        Lexicon::of(language).classify(&mut tokens, &[]);
        tokens.all.iter().map(|token| token.classes != 0).collect()
    }

    #[test]
    fn what_ends_with_an_apostrophe_is_a_row_of_words_in_french() {
        let joined = classes(Language::French, "en raison d un orage");
        assert_eq!(joined, [true, true, true, false, false]);
    }

    #[test]
    fn a_row_of_words_that_begins_with_a_stem_is_one_only_as_a_whole() {
        let joined = classes(Language::French, "causees par un orage");
        assert_eq!(joined, [true, true, false, false]);
        assert_eq!(classes(Language::French, "causees ici"), [false, false]);
    }
}
