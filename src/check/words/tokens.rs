//! The words of a text and its sentences.

use std::ops::Range;

use super::language::Language;
use super::letters::head_at;

/// One word or number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    /// Where it begins in the folded text.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// Its first letters, as [`head`](super::letters::head) tells them.
    pub(super) head: u64,
    /// The sentence it belongs to, counted from nought.
    pub(super) sentence: usize,
    /// Whether a clause ends behind it: a punctuation mark or the end of the sentence follows.
    pub(super) ends: bool,
}

impl Token {
    /// Returns its first letter.
    pub(super) const fn first_letter(&self) -> u8 {
        self.head.to_le_bytes()[0]
    }
}

/// The words of a text, sentence by sentence.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    /// The folded text, in lower case, with everything masked that is not the writer's.
    pub(super) text: &'a str,
    /// Its words in their order.
    pub(super) all: Box<[Token]>,
    /// The words of each sentence, as a range of `all`.
    pub(super) sentences: Box<[Range<usize>]>,
}

/// What is shortened in front of a number or a name.
const ABBREVIATIONS: &[&[u8]] = &[
    b"ca", b"approx", b"aprox", b"env", b"bzw", b"ggf", b"evtl", b"inkl",
];

impl<'a> Tokens<'a> {
    /// Takes a masked text of a language apart.
    pub(super) fn of(text: &'a str, language: Option<Language>) -> Self {
        let bytes = text.as_bytes();
        // French writes two words with an apostrophe between them.
        let joins = language != Some(Language::French);
        let mut all = Vec::with_capacity(text.len() / 6);
        let mut sentences = Vec::with_capacity(text.len() / 32);
        let (mut at, mut first) = (0, 0);
        while at < bytes.len() {
            if INSIDE[usize::from(bytes[at])] {
                let end = word_end(bytes, at, joins);
                let head = head_at(&bytes[at..], end - at);
                all.push(Token {
                    start: at,
                    end,
                    head,
                    sentence: sentences.len(),
                    ends: clause_ends(bytes, end),
                });
                at = end;
            } else {
                if bytes[at] != b' ' && all.len() > first && sentence_ends(bytes, at) {
                    sentences.push(first..all.len());
                    first = all.len();
                }
                at += 1;
            }
        }
        if all.len() > first {
            sentences.push(first..all.len());
        }
        // A boxed slice is reached without a call, which a vector is not in a small program.
        Self {
            text,
            all: all.into_boxed_slice(),
            sentences: sentences.into_boxed_slice(),
        }
    }

    /// Returns the words of every row of them that reads as a name does.
    pub(super) fn rows(&self, name: &Tokens<'_>) -> Vec<Range<usize>> {
        let long = name.all.len();
        if long == 0 || long > self.all.len() {
            return Vec::new();
        }
        let mut places = 0..=self.all.len() - long;
        let mut rows = Vec::new();
        while let Some(at) = places.find(|at| self.word(*at) == name.word(0)) {
            if (1..long).all(|skip| self.word(at + skip) == name.word(skip)) {
                rows.push(at..at + long);
            }
        }
        rows
    }

    /// Returns the first letter of a word.
    pub(super) fn first_letter(&self, index: usize) -> u8 {
        self.all[index].first_letter()
    }

    /// Returns the letters of a word.
    pub(super) fn word(&self, index: usize) -> &'a str {
        let token = &self.all[index];
        &self.text[token.start..token.end]
    }
}

/// Returns where the next word of a text stands that begins at `at` or behind it.
pub(super) fn next_word(text: &str, mut at: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    while at < bytes.len() && !INSIDE[usize::from(bytes[at])] {
        at += 1;
    }
    (at < bytes.len()).then(|| at..word_end(bytes, at, true))
}

/// Whether a sentence ends with one of the signs between two words.
pub(super) fn is_apart(text: &str, mut between: Range<usize>) -> bool {
    let bytes = text.as_bytes();
    between.any(|at| bytes[at] != b' ' && sentence_ends(bytes, at))
}

/// The end of the word at `at`: an apostrophe inside a word belongs to it, and so does what stands
/// between the digits of a number or a time, and its per cent.
fn word_end(bytes: &[u8], at: usize, joins: bool) -> usize {
    let mut end = at;
    while end < bytes.len() {
        if INSIDE[usize::from(bytes[end])] {
            end += 1;
            continue;
        }
        // The first sign of a word is inside it.
        let digit = bytes[end - 1].is_ascii_digit();
        let next = bytes.get(end + 1).copied().unwrap_or(b' ');
        let inside = match bytes[end] {
            b'\'' => joins && next.is_ascii_alphabetic(),
            b'.' | b':' | b',' => digit && next.is_ascii_digit(),
            b'%' => return end + usize::from(digit),
            _ => false,
        };
        if !inside {
            break;
        }
        end += 1;
    }
    end
}

/// What words are made of.
static INSIDE: [bool; 256] = {
    let mut inside = [false; 256];
    let mut byte = u8::MAX;
    while byte > 0 {
        inside[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte -= 1;
    }
    inside
};

fn clause_ends(bytes: &[u8], end: usize) -> bool {
    let mut at = end;
    while at < bytes.len() && matches!(bytes[at], b' ' | b'*') {
        at += 1;
    }
    match bytes.get(at) {
        None | Some(b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\n' | b')' | b'(') => true,
        sign => sign == Some(&b'-') && bytes[end] == b' ',
    }
}

/// Whether a sentence ends with the sign at `at`: a full stop before a space that no abbreviation
/// owns, or the end of a line, unless the next line goes on in lower case.
fn sentence_ends(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        b'.' => {
            let next = bytes.get(at + 1);
            let apart = next.is_none_or(|b| !b.is_ascii_alphanumeric());
            // `p. m.`, `e. g.`, `ca.`: a letter alone and what is short for a word end no sentence.
            let word = bytes[..at].iter().rev();
            let long = word.take_while(|b| b.is_ascii_alphabetic()).count();
            let word = &bytes[at - long..at];
            apart && long != 1 && !ABBREVIATIONS.contains(&word)
        }
        b'!' | b'?' | b';' => true,
        b'\n' => {
            let rest = bytes[at + 1..].iter().find(|&&b| b != b' ');
            rest.is_none_or(|b| !b.is_ascii_alphanumeric())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<Vec<&str>> {
        let tokens = Tokens::of(text, None);
        let words = |range: Range<usize>| range.map(|i| tokens.word(i)).collect();
        tokens.sentences.iter().cloned().map(words).collect()
    }

    #[test]
    fn times_numbers_and_apostrophes_stay_whole() {
        assert_eq!(
            sentences("we're at 10:30 p. m. with 12% of 3.5 third-party calls. next"),
            [
                &[
                    "we're", "at", "10:30", "p", "m", "with", "12%", "of", "3.5", "third", "party",
                    "calls"
                ][..],
                &["next"]
            ]
        );
    }

    #[test]
    fn a_line_that_goes_on_is_the_same_sentence_and_a_paragraph_is_not() {
        assert_eq!(sentences("for any\ninconvenience\n\n- sorry").len(), 2);
    }
}
