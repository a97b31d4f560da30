//! Patterns of words, small enough to be read by people and matched without a regular expression.
//!
//! A pattern is words with spaces between them: `sorry for any`. `apolog*` is every word that begins
//! so, `*mente` one that ends so, `#` a number, `_` any word. `a|b` is one of two words, `(due
//! to|because of)` one of two phrases, `word?` may be missing, and `..6` stands for up to six words
//! of any kind. `{@}` is one or more words of the class with the first bit. `^` at the front wants the beginning of a sentence, `$` at the end the end of a
//! clause. A match never leaves its sentence.
//!
//! It is matched by following every way through it at once (Glushkov's automaton, a bit for each
//! word of the pattern), so a text costs time in its length and nothing else.

use super::compared::Test;
use super::source::{bare, class, word_end};
use super::tokens::Tokens;
use super::word::Word;

/// A pattern, ready to be matched.
#[derive(Debug)]
pub(super) struct Pattern {
    /// Its words; the place of a word is its bit below.
    words: Box<[Step]>,
    first: u128,
    /// The first letters with which a match may begin, as [`Test::opening`] tells them.
    opening: u64,
    last: u128,
    /// Only at the beginning of a sentence.
    opens: bool,
    /// Only at the end of a clause.
    closes: bool,
}

/// A word of a pattern: what it accepts, and the words that may follow it.
#[derive(Debug)]
struct Step {
    test: Test,
    follow: u128,
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

struct Parser {
    rest: &'static str,
    /// How many brackets are open.
    depth: usize,
    words: Vec<Step>,
}

impl Parser {
    /// Reads a pattern without the signs for its edges.
    fn read(source: &'static str) -> (Self, Piece) {
        let mut parser = Self {
            rest: source,
            depth: 0,
            words: Vec::with_capacity(16),
        };
        let whole = parser.phrase();
        (parser, whole)
    }

    fn eat(&mut self, sign: u8) -> bool {
        let stands = self.rest.as_bytes().first() == Some(&sign);
        if stands {
            self.rest = &self.rest[1..];
        }
        stands
    }

    /// Reads the phrases of a bracket, which are alternatives.
    fn phrases(&mut self) -> Piece {
        let mut whole = self.phrase();
        while self.eat(b'|') {
            let other = self.phrase();
            whole = either(whole, other);
        }
        whole
    }

    fn phrase(&mut self) -> Piece {
        let mut whole = NOTHING;
        loop {
            while self.eat(b' ') {}
            match self.rest.as_bytes().first() {
                None => return whole,
                Some(b'|' | b')') if self.depth > 0 => return whole,
                Some(_) => {}
            }
            let next = self.item();
            whole = self.joined(whole, next);
        }
    }

    fn item(&mut self) -> Piece {
        let mut piece = self.atom();
        // Outside brackets `|` stands between two words, inside between two phrases.
        while self.depth == 0 && self.eat(b'|') {
            let other = self.atom();
            piece = either(piece, other);
        }
        if self.eat(b'?') {
            piece.missing = true;
        }
        piece
    }

    fn atom(&mut self) -> Piece {
        if self.eat(b'(') {
            self.depth += 1;
            let inside = self.phrases();
            self.depth -= 1;
            self.eat(b')');
            inside
        } else if let Some(rest) = self.rest.strip_prefix("..") {
            let digits = rest.find(|c: char| !c.is_ascii_digit());
            let (many, rest) = rest.split_at(digits.unwrap_or(rest.len()));
            self.rest = rest;
            let many = many.parse().unwrap_or(0);
            self.gap(many)
        } else if self.eat(b'{') {
            let (name, rest) = self.rest.split_once('}').unwrap_or((self.rest, ""));
            self.rest = rest;
            let piece = self.word(Word::In(class(name.as_bytes())));
            // Names and nouns come in rows: `hosting provider`.
            self.joined(piece, piece);
            piece
        } else {
            let (word, rest) = self.rest.split_at(word_end(self.rest.as_bytes()));
            self.rest = rest;
            self.word(Word::of(word))
        }
    }

    fn word(&mut self, word: Word) -> Piece {
        let bit = 1 << (self.words.len() % 128);
        self.words.push(Step {
            test: Test::of(word),
            follow: 0,
        });
        Piece {
            missing: false,
            first: bit,
            last: bit,
        }
    }

    /// Reads up to so many words of any kind: one way leads into them, and one out behind each.
    fn gap(&mut self, many: usize) -> Piece {
        let mut whole = NOTHING;
        for _ in 0..many {
            let next = self.word(Word::Any);
            if whole.first == 0 {
                whole.first = next.first;
            } else if let [.., before, _] = self.words.as_mut_slice() {
                before.follow = next.first;
            }
            whole.last |= next.last;
        }
        whole
    }

    fn joined(&mut self, a: Piece, b: Piece) -> Piece {
        let mut left = a.last;
        while left != 0 {
            self.words[left.trailing_zeros() as usize].follow |= b.first;
            left &= left - 1;
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

impl Pattern {
    /// Reads a pattern. Patterns are part of the program: a test reads every one of them.
    pub(super) fn of(source: &'static str) -> Self {
        let (parser, whole) = Parser::read(bare(source));
        let words = parser.words.into_boxed_slice();
        let (mut opening, mut left) = (0, whole.first);
        while left != 0 {
            opening |= words[left.trailing_zeros() as usize].test.opening();
            left &= left - 1;
        }
        Self {
            words,
            first: whole.first,
            opening,
            last: whole.last,
            opens: source.starts_with('^'),
            closes: source.ends_with('$'),
        }
    }

    /// Returns the word behind the longest match that begins with the word `start`, if there is one.
    pub(super) fn end(&self, tokens: &Tokens<'_>, start: usize) -> Option<usize> {
        let (all, words) = (&*tokens.all, &*self.words);
        let token = &all[start];
        if self.opening >> (token.head & 63) & 1 == 0 {
            return None;
        }
        let range = &tokens.sentences[token.sentence];
        if self.opens && start != range.start {
            return None;
        }
        let row = &all[start..range.end.min(start + LONGEST)];
        let (mut ways, mut end) = (self.first, None);
        for (at, token) in row.iter().enumerate() {
            let (mut next, mut done) = (0, 0);
            while ways != 0 {
                let others = ways & (ways - 1);
                let step = &words[ways.trailing_zeros() as usize];
                if step.test.may_accept(token) && step.test.accepts(tokens, token) {
                    next |= step.follow;
                    done |= ways ^ others;
                }
                ways = others;
            }
            if done & self.last != 0 && (!self.closes || token.ends) {
                end = Some(start + at + 1);
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
        places.map(|place| self.words[place].test.word).collect()
    }

    /// Whether no word at all would match it.
    pub(super) fn may_be_nothing(&self) -> bool {
        self.first == 0 || self.last == 0
    }
}

#[cfg(test)]
mod tests;
