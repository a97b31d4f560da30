//! Patterns of words, small enough to be read by people and matched without a regular expression.
//!
//! A pattern is words with spaces between them: `sorry for any`. `apolog*` is every word that begins
//! so, `*mente` one that ends so, `#` a number, `_` any word. `a|b` is one of two words, `(due
//! to|because of)` one of two phrases, `word?` may be missing, and `..6` stands for up to six words
//! of any kind. `{@}` is one or more words of the class with the first bit. `^` at the front wants the
//! beginning of a sentence, `$` at the end the end of a clause. A match never leaves its sentence.

use super::source::{bare, class, word_end};
use super::units::{ANY, CLASS, CLOSES, GAP, LONGEST_GAP, MISSING, MORE, OPENS, ROW};

/// Returns a pattern as units (`units.rs`), and whether no word at all would match it. The numbers of
/// its words are asked for.
pub(super) fn units(source: &str, number: &mut dyn FnMut(&str) -> u16) -> (Vec<u16>, bool) {
    let mut reader = Reader {
        rest: bare(source),
        depth: 0,
        units: Vec::new(),
        number,
    };
    if source.starts_with('^') {
        reader.units.push(OPENS);
    }
    if source.ends_with('$') {
        reader.units.push(CLOSES);
    }
    let whole = reader.phrase();
    (reader.units, whole.missing)
}

struct Reader<'a> {
    rest: &'a str,
    /// How many brackets are open.
    depth: usize,
    units: Vec<u16>,
    number: &'a mut dyn FnMut(&str) -> u16,
}

/// What was read of a pattern.
#[derive(Clone, Copy, Default)]
struct Piece {
    /// Where its last way stands that others may follow, if there is one.
    last: Option<usize>,
    /// Whether it may be missing.
    missing: bool,
}

impl Reader<'_> {
    fn eat(&mut self, sign: u8) -> bool {
        let stands = self.rest.as_bytes().first() == Some(&sign);
        if stands {
            self.rest = &self.rest[1..];
        }
        stands
    }

    /// Adds another way to say what was read.
    fn or(&mut self, whole: &mut Piece, other: Piece) {
        if let (Some(last), Some(_)) = (whole.last, other.last) {
            self.units[last] |= MORE;
        }
        whole.last = other.last.or(whole.last);
        whole.missing |= other.missing;
    }

    /// Reads a phrase. More than one item of it are a row, which is one way among others.
    fn phrase(&mut self) -> Piece {
        let (begin, mut items) = (self.units.len(), 0);
        let mut whole = Piece {
            last: None,
            missing: true,
        };
        loop {
            while self.eat(b' ') {}
            match self.rest.as_bytes().first() {
                None => break,
                Some(b'|' | b')') if self.depth > 0 => break,
                Some(_) => {}
            }
            let item = self.item();
            items += usize::from(item.last.is_some());
            whole.last = item.last.or(whole.last);
            whole.missing &= item.missing;
        }
        if self.depth > 0 && items > 1 {
            let long = self.units.len() - begin;
            self.units
                .insert(begin, ROW.saturating_add(number_of(long)));
            whole.last = Some(begin);
        }
        whole
    }

    fn item(&mut self) -> Piece {
        let mut piece = self.atom();
        // Outside brackets `|` stands between two words, inside between two phrases.
        while self.depth == 0 && self.eat(b'|') {
            let other = self.atom();
            self.or(&mut piece, other);
        }
        piece.missing |= self.eat(b'?');
        if let (Some(last), true) = (piece.last, piece.missing) {
            self.units[last] |= MISSING;
        }
        piece
    }

    fn atom(&mut self) -> Piece {
        if self.eat(b'(') {
            self.depth += 1;
            let mut whole = self.phrase();
            while self.eat(b'|') {
                let other = self.phrase();
                self.or(&mut whole, other);
            }
            self.depth -= 1;
            self.eat(b')');
            return whole;
        }
        let (unit, missing) = if let Some(rest) = self.rest.strip_prefix("..") {
            let digits = rest.find(|c: char| !c.is_ascii_digit());
            let (many, rest) = rest.split_at(digits.unwrap_or(rest.len()));
            self.rest = rest;
            let many: u16 = many.parse().unwrap_or(0);
            (GAP + many.min(LONGEST_GAP), true)
        } else if self.eat(b'{') {
            let (name, rest) = self.rest.split_once('}').unwrap_or((self.rest, ""));
            self.rest = rest;
            (CLASS + class(name.as_bytes()), false)
        } else {
            let (word, rest) = self.rest.split_at(word_end(self.rest.as_bytes()));
            self.rest = rest;
            let unit = match word {
                "_" => ANY,
                word => (self.number)(word),
            };
            (unit, false)
        };
        self.units.push(unit);
        Piece {
            last: Some(self.units.len() - 1),
            missing,
        }
    }
}

/// A length in 16 bits. What is longer than a row may be was refused before.
fn number_of(long: usize) -> u16 {
    u16::try_from(long).unwrap_or(u16::MAX)
}

#[cfg(test)]
pub(super) mod tests;
