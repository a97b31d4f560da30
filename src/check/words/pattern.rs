//! Patterns of words, small enough to be read by people and matched without a regular expression.
//!
//! A pattern is words with spaces between them: `sorry for any`. `apolog*` is every word that begins
//! so, `*mente` one that ends so, `#` a number, `_` any word. `a|b` is one of two words, `(due
//! to|because of)` one of two phrases, `word?` may be missing, and `..6` stands for up to six words
//! of any kind. `{class}` is one or more words of a class. `^` at the front wants the beginning of a sentence, `$` at the end the end of a
//! clause. A match never leaves its sentence.
//!
//! It is matched by following every way through it at once (Glushkov's automaton, a bit for each
//! word of the pattern), so a text costs time in its length and nothing else.

use super::tokens::Tokens;

/// What one word of a pattern accepts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// This word.
    Is(&'static str),
    /// Every word that begins so.
    Begins(&'static str),
    /// Every word that ends so.
    Ends(&'static str),
    /// What begins with a digit.
    Number,
    /// A word of the class with this bit.
    In(u32),
    /// Any word.
    Any,
}

impl Word {
    pub(super) fn of(source: &'static str) -> Self {
        match source {
            "#" => Self::Number,
            "_" => Self::Any,
            _ => match (source.strip_suffix('*'), source.strip_prefix('*')) {
                (Some(stem), _) => Self::Begins(stem),
                (None, Some(end)) => Self::Ends(end),
                (None, None) => Self::Is(source),
            },
        }
    }

    /// Returns the first letters of the words it accepts; a pattern never begins with a word of
    /// which only the end is known.
    pub(super) fn letters(self) -> Vec<u8> {
        match self {
            Self::Is(word) | Self::Begins(word) => {
                word.as_bytes().first().copied().into_iter().collect()
            }
            Self::Number => (b'0'..=b'9').collect(),
            Self::In(_) | Self::Ends(_) | Self::Any => Vec::new(),
        }
    }

    /// Whether it accepts a word of these classes.
    pub(super) fn accepts(self, word: &str, classes: u32) -> bool {
        match self {
            Self::Is(is) => is == word,
            Self::Begins(stem) => word.starts_with(stem),
            Self::Ends(end) => word.ends_with(end),
            Self::Number => word.as_bytes()[0].is_ascii_digit(),
            Self::In(class) => classes & class != 0,
            Self::Any => true,
        }
    }
}

/// A pattern, ready to be matched.
#[derive(Debug)]
pub(super) struct Pattern {
    /// What each of its words accepts; the place of a word is its bit below.
    words: Vec<Word>,
    /// The words that may follow each.
    follow: Vec<u128>,
    first: u128,
    last: u128,
    /// Only at the beginning of a sentence.
    opens: bool,
    /// Only at the end of a clause.
    closes: bool,
}

/// A piece of a pattern: whether it may be missing, how it may begin and how end.
#[derive(Clone, Copy)]
struct Piece {
    missing: bool,
    first: u128,
    last: u128,
}

const NOTHING: Piece = Piece {
    missing: true,
    first: 0,
    last: 0,
};

/// No match has more words, so that a row of words of one class costs no more than another.
const LONGEST: usize = 48;

struct Parser<'a> {
    rest: &'static str,
    /// The names of the classes; the place of a name is its bit.
    classes: &'a [&'static str],
    /// How many brackets are open.
    depth: usize,
    /// Whether only the words are wanted with which a match may begin.
    is_brief: bool,
    words: Vec<Word>,
    follow: Vec<u128>,
}

impl<'a> Parser<'a> {
    /// Reads a pattern without the signs for its edges.
    fn read(source: &'static str, classes: &'a [&'static str], is_brief: bool) -> (Self, Piece) {
        let mut parser = Self {
            rest: source,
            classes,
            depth: 0,
            is_brief,
            words: Vec::with_capacity(8),
            follow: Vec::with_capacity(8),
        };
        let whole = parser.phrase();
        (parser, whole)
    }

    fn eat(&mut self, sign: char) -> bool {
        let after = self.rest.strip_prefix(sign);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// Reads the phrases of a bracket, which are alternatives.
    fn phrases(&mut self) -> Piece {
        let mut whole = self.phrase();
        while self.eat('|') {
            let other = self.phrase();
            whole = either(whole, other);
        }
        whole
    }

    fn phrase(&mut self) -> Piece {
        let mut whole = NOTHING;
        loop {
            while self.eat(' ') {}
            if self.rest.is_empty() || (self.depth > 0 && self.rest.starts_with(['|', ')'])) {
                return whole;
            }
            let next = self.item();
            whole = self.joined(whole, next);
            if self.is_brief && self.depth == 0 && !whole.missing {
                return whole;
            }
        }
    }

    fn item(&mut self) -> Piece {
        let mut piece = self.atom();
        // Outside brackets `|` stands between two words, inside between two phrases.
        while self.depth == 0 && self.eat('|') {
            let other = self.atom();
            piece = either(piece, other);
        }
        if self.eat('?') {
            piece.missing = true;
        }
        piece
    }

    fn atom(&mut self) -> Piece {
        if self.eat('(') {
            self.depth += 1;
            let inside = self.phrases();
            self.depth -= 1;
            self.eat(')');
            inside
        } else if let Some(rest) = self.rest.strip_prefix("..") {
            let digits = rest.find(|c: char| !c.is_ascii_digit());
            let (many, rest) = rest.split_at(digits.unwrap_or(rest.len()));
            self.rest = rest;
            let many = many.parse().unwrap_or(0);
            self.gap(many)
        } else if self.eat('{') {
            let (name, rest) = self.rest.split_once('}').unwrap_or((self.rest, ""));
            self.rest = rest;
            let class = self.classes.iter().position(|class| *class == name);
            let piece = self.word(Word::In(class.map_or(0, |bit| 1 << (bit % 32))));
            // Names and nouns come in rows: `hosting provider`.
            self.joined(piece, piece);
            piece
        } else {
            let end = self.rest.find([' ', '|', '(', ')', '?']);
            let (word, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
            self.rest = rest;
            self.word(Word::of(word))
        }
    }

    fn word(&mut self, word: Word) -> Piece {
        let bit = 1 << (self.words.len() % 128);
        self.words.push(word);
        self.follow.push(0);
        Piece {
            missing: false,
            first: bit,
            last: bit,
        }
    }

    fn gap(&mut self, many: usize) -> Piece {
        let mut whole = NOTHING;
        for _ in 0..many {
            let mut word = self.word(Word::Any);
            word.missing = true;
            whole = self.joined(whole, word);
        }
        whole
    }

    fn joined(&mut self, a: Piece, b: Piece) -> Piece {
        for (place, follow) in self.follow.iter_mut().enumerate() {
            if a.last >> place & 1 == 1 {
                *follow |= b.first;
            }
        }
        Piece {
            missing: a.missing && b.missing,
            first: a.first | if a.missing { b.first } else { 0 },
            last: b.last | if b.missing { a.last } else { 0 },
        }
    }
}

fn either(a: Piece, b: Piece) -> Piece {
    Piece {
        missing: a.missing || b.missing,
        first: a.first | b.first,
        last: a.last | b.last,
    }
}

/// A pattern without the signs for its edges.
fn bare(source: &'static str) -> &'static str {
    let source = source.strip_prefix('^').unwrap_or(source);
    source.strip_suffix('$').unwrap_or(source)
}

impl Pattern {
    /// Reads a pattern of a language with these classes. Patterns are part of the program: a test
    /// reads every one of them.
    pub(super) fn of(source: &'static str, classes: &[&'static str]) -> Self {
        let bare = bare(source);
        let (parser, whole) = Parser::read(bare, classes, false);
        Self {
            words: parser.words,
            follow: parser.follow,
            first: whole.first,
            last: whole.last,
            opens: source.starts_with('^'),
            closes: source.ends_with('$'),
        }
    }

    /// Returns the words with which a match of a pattern may begin. Nothing behind them is read.
    pub(super) fn beginnings(source: &'static str, classes: &[&'static str]) -> Vec<Word> {
        let (parser, whole) = Parser::read(bare(source), classes, true);
        let words = parser.words.into_iter().enumerate();
        let begins = |(place, word)| (whole.first >> place & 1 == 1).then_some(word);
        words.filter_map(begins).collect()
    }

    /// Returns the word behind the longest match that begins with the word `start`, if there is one.
    pub(super) fn end(&self, tokens: &Tokens<'_>, start: usize) -> Option<usize> {
        let sentence = tokens.all[start].sentence;
        let range = &tokens.sentences[sentence];
        if self.opens && start != range.start {
            return None;
        }
        let (mut ways, mut end) = (self.first, None);
        for at in start..range.end.min(start + LONGEST) {
            let word = tokens.word(at);
            let (mut next, mut done, mut left) = (0, false, ways);
            while left != 0 {
                let place = left.trailing_zeros() as usize;
                left &= left - 1;
                if self.words[place].accepts(word, tokens.all[at].classes) {
                    next |= self.follow[place];
                    done |= self.last >> place & 1 == 1;
                }
            }
            if done && (!self.closes || tokens.all[at].ends) {
                end = Some(at + 1);
            }
            if next == 0 {
                break;
            }
            ways = next;
        }
        end
    }

    /// How many words it has; there is a bit for 128.
    pub(super) fn size(&self) -> usize {
        self.words.len()
    }

    /// The words with which a match may begin, now that all of it is read.
    #[cfg(test)]
    pub(super) fn first_words(&self) -> Vec<Word> {
        let places = (0..self.size()).filter(|place| self.first >> place & 1 == 1);
        places.map(|place| self.words[place]).collect()
    }

    /// Whether no word at all would match it.
    pub(super) fn may_be_nothing(&self) -> bool {
        self.first == 0 || self.last == 0
    }
}

#[cfg(test)]
mod tests;
