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
use std::sync::OnceLock;

use super::buckets::Buckets;
use super::fold::{self, Folded};
use super::language::Language;
use super::sought::Sought;
use super::tokens::Tokens;
use super::word::{Test, Word};

/// The phrases of one rule in one language.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// What is found.
    pub(super) on: Vec<Sought>,
    /// What means something else when it overlaps with what was found.
    pub(super) unless: Vec<Sought>,
    /// What makes it right when it stands in the same sentence.
    pub(super) beside: Vec<Sought>,
    /// What makes it right wherever it stands in the text.
    pub(super) anywhere: Vec<Sought>,
}

/// No phrases: what a language has to say about a rule that it does not know.
static NONE: Phrases = Phrases {
    on: Vec::new(),
    unless: Vec::new(),
    beside: Vec::new(),
    anywhere: Vec::new(),
};

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
    sections: Vec<(&'static str, Phrases)>,
}

/// The names of suppliers, which no language translates.
const NAMES: &str = include_str!("lexicon/names.txt");

/// About as many words as the classes of a language have.
const MANY: usize = 1024;

/// The class that the names of a house's own suppliers join.
const VENDOR: &str = "vendor";

/// Takes what stands before the next sign, or all that is left.
fn part(rest: &mut Option<&'static str>, sign: u8) -> Option<&'static str> {
    let text = rest.take()?;
    let (bytes, mut end) = (text.as_bytes(), 0);
    if sign == b'\n' {
        end = memchr::memchr(sign, bytes).unwrap_or(bytes.len());
    }
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
        static READ: [OnceLock<Lexicon>; 5] = [const { OnceLock::new() }; 5];
        READ[language as usize].get_or_init(|| Self::new(language))
    }

    fn new(language: Language) -> Self {
        static TEXTS: [OnceLock<[Cow<str>; 2]>; 5] = [const { OnceLock::new() }; 5];
        let sources = [NAMES, language.lexicon()];
        let texts = TEXTS[language as usize].get_or_init(|| {
            sources.map(|source| {
                // Written as it is read: in lower case and without accents.
                if language == Language::English && source.is_ascii() {
                    return Cow::Borrowed(source);
                }
                let folded = fold::letters(source, language);
                // As in texts: French has two words where an apostrophe stands.
                Cow::Owned(match language {
                    Language::French => folded.replace("' ", " ").replace('\'', " "),
                    _ => folded,
                })
            })
        });
        let mut lexicon = Self {
            language,
            classes: Vec::new(),
            members: Vec::with_capacity(MANY),
            beginnings: Buckets::new(MANY),
            endings: Vec::new(),
            sections: Vec::new(),
        };
        for (source, text) in sources.into_iter().zip(texts) {
            lexicon.read(source, text);
        }
        lexicon
    }

    /// Reads a text, and what it is folded to: names are taken as they are written.
    fn read(&mut self, source: &'static str, folded: &'static str) {
        let mut classes = 0;
        // English is written as it is read.
        let same = std::ptr::eq(source, folded);
        let (mut source, mut folded) = (Some(source), Some(folded));
        while let Some(folded) = part(&mut folded, b'\n') {
            let line = if same {
                folded
            } else {
                part(&mut source, b'\n').unwrap_or_default()
            };
            match (folded.as_bytes(), line.as_bytes()) {
                ([b' ', b' ', ..], _) if classes == 0 => self.phrase(&folded[2..]),
                ([b' ', b' ', ..], _) => {
                    let mut members = Some(&folded[2..]);
                    while let Some(words) = part(&mut members, b'|') {
                        self.member(words.trim_end(), classes);
                    }
                }
                (_, [] | [b'#', ..]) => {}
                (_, [b'{', ..]) => {
                    let names = line.split(' ').map(|name| name.trim_matches(['{', '}']));
                    classes = names.fold(0, |bits, name| bits | self.bit(name));
                }
                _ => {
                    classes = 0;
                    self.sections.push((line, Phrases::default()));
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
        let (first, rest) = match memchr::memchr(b' ', words.as_bytes()) {
            Some(space) => (&words[..space], Some(&words[space + 1..])),
            None => (words, None),
        };
        let place = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        let first = Word::of(first);
        match first {
            Word::Ends(_) => self.endings.push((Test::of(first), place)),
            _ => self.beginnings.add(first, place),
        }
        self.members.push(Member { rest, classes });
    }

    fn phrase(&mut self, line: &'static str) {
        let Some((_, phrases)) = self.sections.last_mut() else {
            return;
        };
        let (list, pattern) = match line.as_bytes() {
            [b'-', b' ', ..] => (&mut phrases.unless, &line[2..]),
            [b'~', b' ', ..] => (&mut phrases.beside, &line[2..]),
            [b'+', b' ', ..] => (&mut phrases.anywhere, &line[2..]),
            _ => (&mut phrases.on, line),
        };
        list.push(Sought::new(pattern));
    }

    /// Returns what is written under a name; nothing where the language has nothing to say.
    pub(super) fn phrases(&self, name: &str) -> &Phrases {
        let found = self.sections.iter().find(|(section, _)| *section == name);
        found.map_or(&NONE, |(_, phrases)| phrases)
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
    pub(super) fn sections(&self) -> impl Iterator<Item = (&'static str, &Phrases)> {
        self.sections.iter().map(|(name, phrases)| (*name, phrases))
    }

    #[cfg(test)]
    pub(super) fn has_class(&self, name: &str) -> bool {
        self.classes.contains(&name)
    }
}
