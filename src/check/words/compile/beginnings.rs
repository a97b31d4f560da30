//! The words with which a pattern begins, by which texts are looked through for it.

use super::super::source::{bare, class, word_end};
use super::super::word::Word;

/// Tells the words with which a match of a pattern may begin, in the order in which they stand in it.
pub(in super::super) fn beginnings(source: &'static str) -> Vec<Word> {
    let mut reader = Reader {
        source: bare(source),
        at: 0,
        begins: Vec::new(),
    };
    while reader.at < reader.source.len() {
        if !reader.eat(b' ') && !reader.item(false) {
            break;
        }
    }
    reader.begins
}

struct Reader {
    source: &'static str,
    at: usize,
    begins: Vec<Word>,
}

impl Reader {
    fn peek(&self) -> Option<u8> {
        self.source.as_bytes().get(self.at).copied()
    }

    fn eat(&mut self, sign: u8) -> bool {
        let stands = self.peek() == Some(sign);
        self.at += usize::from(stands);
        stands
    }

    /// Reads a word or a bracket; whether it may be missing.
    fn item(&mut self, inside: bool) -> bool {
        let mut missing = self.atom();
        // Outside brackets `|` stands between two words, inside between two phrases.
        while !inside && self.eat(b'|') {
            missing |= self.atom();
        }
        self.eat(b'?') || missing
    }

    fn atom(&mut self) -> bool {
        let (rest, start) = (&self.source.as_bytes()[self.at..], self.at);
        let (word, missing) = match rest {
            [b'(', ..] => {
                self.at += 1;
                return self.phrases();
            }
            [b'{', ..] => {
                self.at += 3;
                (Word::In(class(&rest[1..])), false)
            }
            gap_or_word => {
                self.at += word_end(gap_or_word);
                match gap_or_word {
                    [b'.', b'.', ..] => (Word::Any, true),
                    _ => (Word::of(&self.source[start..self.at]), false),
                }
            }
        };
        self.begins.push(word);
        missing
    }

    /// Reads the phrases of a bracket, which are alternatives; whether one of them may be nothing.
    fn phrases(&mut self) -> bool {
        let mut missing = false;
        loop {
            missing |= self.phrase();
            if !self.eat(b'|') {
                self.at += 1;
                return missing;
            }
        }
    }

    fn phrase(&mut self) -> bool {
        while !matches!(self.peek(), None | Some(b'|' | b')')) {
            if !self.eat(b' ') && !self.item(true) {
                self.skip();
                return false;
            }
        }
        true
    }

    /// Goes to the end of a phrase of a bracket.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        let rest = &self.source.as_bytes()[self.at..];
        let end = rest.iter().position(|sign| {
            match sign {
                b'(' => depth += 1,
                b'|' | b')' if depth == 0 => return true,
                b')' => depth -= 1,
                _ => {}
            }
            false
        });
        self.at += end.unwrap_or(rest.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_begins_with_its_first_words() {
        for (source, expected) in [
            ("^we look$", "we"),
            ("issue$", "issue"),
            ("our? host|data* now", "our host data*"),
            ("(due to|because) of", "due because"),
            ("(very|so)? ..1 sorry now", "very so _ sorry"),
            ("(a? b c|(d e|f) g|h?) i|j k", "a b d f h i j"),
        ] {
            let expected: Vec<Word> = expected.split(' ').map(Word::of).collect();
            assert_eq!(beginnings(source), expected, "{source}");
        }
    }
}
