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

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use memchr::memchr_iter;

use super::buckets::Buckets;
use super::fold::{self, Folded};
use super::language::Language;
use super::rule::RULES;
use super::sought::Sought;
use super::tokens::Tokens;
use super::word::{Test, Word};

/// The phrases of one rule in one language.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phrases<'a> {
    /// What is found.
    pub(super) on: &'a [Sought],
    /// What means something else when it overlaps with what was found.
    pub(super) unless: &'a [Sought],
    /// What makes it right when it stands in the same sentence.
    pub(super) beside: &'a [Sought],
    /// What makes it right wherever it stands in the text.
    pub(super) anywhere: &'a [Sought],
}

/// The signs before the phrases that are not what is found, in the order of [`Phrases`].
const SIGNS: [u8; 3] = *b"-~+";

/// As many kinds of phrases.
const KINDS: usize = 1 + SIGNS.len();

/// What is written under a name at the margin: where its phrases of each kind begin and end.
#[derive(Debug)]
struct Section {
    name: &'static str,
    phrases: [Range<usize>; KINDS],
}

/// A word or a row of words of a class, by the class they belong to (a bit for each).
#[derive(Debug)]
struct Member {
    /// The words behind the first.
    rest: Option<&'static str>,
    classes: u32,
}

/// Everything that is written about one language.
#[derive(Debug)]
pub(super) struct Lexicon {
    language: Language,
    /// The names of the classes; the place of a name is its bit.
    classes: Vec<&'static str>,
    members: Vec<Member>,
    /// The first words of the members.
    beginnings: Buckets,
    /// The first words of which only the end is known, and their members.
    endings: Vec<(Test, u32)>,
    /// The phrases of each kind, section by section: few long lists are quicker to make than many.
    phrases: [Vec<Sought>; KINDS],
    sections: Vec<Section>,
}

/// The names of suppliers, which no language translates.
const NAMES: &str = include_str!("lexicon/names.txt");

/// About as many words as the classes of a language have, and no fewer than it has phrases of a kind.
const MANY: usize = 1024;

/// The class that the names of a house's own suppliers join.
const VENDOR: &str = "vendor";

/// Takes what stands before the next sign, or all that is left.
fn part(rest: &mut Option<&'static str>, sign: u8) -> Option<&'static str> {
    let text = rest.take()?;
    let (bytes, mut end) = (text.as_bytes(), 0);
    // A word is short: what finds a sign far away takes longer to begin.
    while end < bytes.len() && bytes[end] != sign {
        end += 1;
    }
    let (taken, left) = text.split_at(end);
    *rest = left.get(1..);
    Some(taken)
}

impl Lexicon {
    /// Returns the lexicon of a language; it is read once.
    pub(super) fn of(language: Language) -> &'static Self {
        static READ: [OnceLock<Box<Lexicon>>; 5] = [const { OnceLock::new() }; 5];
        READ[language as usize].get_or_init(|| Box::new(Self::new(language)))
    }

    fn new(language: Language) -> Self {
        static TEXTS: [OnceLock<[Cow<str>; 2]>; 5] = [const { OnceLock::new() }; 5];
        let texts = TEXTS[language as usize].get_or_init(|| {
            [NAMES, language.lexicon()].map(|text| {
                // Written as it is read: in lower case and without accents.
                if language == Language::English && text.is_ascii() {
                    return Cow::Borrowed(text);
                }
                Cow::Owned(fold::lexicon(text, language))
            })
        });
        let mut lexicon = Self {
            language,
            classes: Vec::new(),
            members: Vec::with_capacity(MANY),
            beginnings: Buckets::new(MANY),
            endings: Vec::new(),
            phrases: [const { Vec::new() }; KINDS],
            sections: Vec::with_capacity(RULES.len() * 2),
        };
        for list in &mut lexicon.phrases {
            list.reserve(MANY / 2);
        }
        for text in texts {
            lexicon.read(text);
        }
        lexicon
    }

    fn read(&mut self, text: &'static str) {
        let (mut classes, mut start) = (0, 0);
        for end in memchr_iter(b'\n', text.as_bytes()) {
            let line = &text[start..end];
            start = end + 1;
            match line.as_bytes() {
                [b' ', b' ', ..] if classes == 0 => self.phrase(&line[2..]),
                [b' ', b' ', ..] => {
                    let mut members = Some(&line[2..]);
                    while let Some(words) = part(&mut members, b'|') {
                        // French has a space where an apostrophe stood.
                        self.member(words.trim_ascii_end(), classes);
                    }
                }
                [] | [b'#', ..] => {}
                [b'{', ..] => {
                    let names = line.split(' ').map(|name| name.trim_matches(['{', '}']));
                    classes = names.fold(0, |bits, name| bits | self.bit(name));
                }
                _ => {
                    classes = 0;
                    let phrases = [0, 1, 2, 3].map(|kind| {
                        let begin = self.phrases[kind].len();
                        begin..begin
                    });
                    self.sections.push(Section {
                        name: line,
                        phrases,
                    });
                }
            }
        }
    }

    /// Returns the bit of a class, which exists from now on.
    fn bit(&mut self, name: &'static str) -> u32 {
        let known = self.classes.iter().position(|class| *class == name);
        let place = known.unwrap_or_else(|| {
            self.classes.push(name);
            self.classes.len() - 1
        });
        1 << (place % 32)
    }

    fn member(&mut self, words: &'static str, classes: u32) {
        let mut rest = Some(words);
        let first = part(&mut rest, b' ').unwrap_or_default();
        let place = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        let first = Word::of(first);
        match first {
            Word::Ends(_) => self.endings.push((Test::of(first), place)),
            _ => self.beginnings.add(first, place),
        }
        self.members.push(Member { rest, classes });
    }

    fn phrase(&mut self, line: &'static str) {
        let Some(section) = self.sections.last_mut() else {
            return;
        };
        let sign = match line.as_bytes() {
            [sign, b' ', ..] => SIGNS.iter().position(|known| known == sign),
            _ => None,
        };
        let (kind, source) = sign.map_or((0, line), |sign| (1 + sign, &line[2..]));
        self.phrases[kind].push(Sought::new(source));
        section.phrases[kind].end += 1;
    }

    /// Returns what is written under a name; nothing where the language has nothing to say.
    pub(super) fn phrases(&self, name: &str) -> Phrases<'_> {
        let section = self.sections.iter().find(|section| section.name == name);
        let of = |kind: usize| section.map_or(&[][..], |section| self.list(section, kind));
        Phrases {
            on: of(0),
            unless: of(1),
            beside: of(2),
            anywhere: of(3),
        }
    }

    fn list(&self, section: &Section, kind: usize) -> &[Sought] {
        &self.phrases[kind][section.phrases[kind].clone()]
    }

    /// The names of the classes; the place of a name is its bit.
    pub(super) fn classes(&self) -> &[&'static str] {
        &self.classes
    }

    /// Tells every word the classes it belongs to; the names of the house's own suppliers belong
    /// where those of suppliers that everybody knows do.
    pub(super) fn classify(&self, tokens: &mut Tokens<'_>, vendors: &[String]) {
        for at in 0..tokens.all.len() {
            let token = tokens.all[at];
            let mut row = self.beginnings.row(&token);
            while let Some((place, next)) = self.beginnings.next(row, tokens, &token) {
                self.join(tokens, at, place);
                row = next;
            }
            for (end, place) in &self.endings {
                if end.accepts(tokens, &token) {
                    self.join(tokens, at, *place);
                }
            }
        }
        self.join_vendors(tokens, vendors);
        tokens.mark();
    }

    /// Tells the names of the house's own suppliers the classes of suppliers.
    fn join_vendors(&self, tokens: &mut Tokens<'_>, vendors: &[String]) {
        if vendors.is_empty() {
            return;
        }
        let Some(vendor) = self.classes.iter().position(|class| *class == VENDOR) else {
            return;
        };
        let known = self.members.iter().map(|member| member.classes);
        let classes = known.filter(|classes| classes >> vendor & 1 == 1);
        let classes = classes.fold(1 << vendor, |all, classes| all | classes);
        for name in vendors {
            let name = Folded::spoken(name, Some(self.language));
            let name = Tokens::of(&name.lower, Some(self.language));
            tokens.join(&name, classes);
        }
    }

    /// Tells a word the classes of a member that begins with it, and those behind it, if all of them
    /// stand there.
    fn join(&self, tokens: &mut Tokens<'_>, at: usize, place: u32) {
        let member = &self.members[place as usize];
        let mut end = at + 1;
        let mut rest = member.rest;
        while let Some(words) = rest {
            let Some(token) = tokens.all.get(end) else {
                return;
            };
            // Nearly every other word is told by its first letter.
            let (letter, sign) = (tokens.first_letter(end), words.as_bytes().first());
            if sign != Some(&letter) && !matches!(sign, Some(b'#' | b'_' | b'*')) {
                return;
            }
            let word = part(&mut rest, b' ').unwrap_or_default();
            if !Test::of(Word::of(word)).accepts(tokens, token) {
                return;
            }
            end += 1;
        }
        for token in &mut tokens.all[at..end] {
            token.classes |= member.classes;
        }
    }

    #[cfg(test)]
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> {
        self.sections.iter().map(|section| section.name)
    }

    #[cfg(test)]
    pub(super) fn has_class(&self, name: &str) -> bool {
        self.classes.contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_with_an_apostrophe_is_a_row_of_words_in_french() {
        let french = Lexicon::of(Language::French);
        let mut tokens = Tokens::of("en raison d un orage", Some(Language::French));
        french.classify(&mut tokens, &[]);
        let classes: Vec<_> = tokens.all.iter().map(|token| token.classes != 0).collect();
        assert_eq!(classes, [true, true, true, false, false]);
    }
}
