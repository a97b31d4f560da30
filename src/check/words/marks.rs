//! A few bits that say which words a row of words may hold, so that a pattern which wants others is
//! neither read nor tried.

use super::tokens::{is_number, letters};

/// A bit for each class, one for numbers, and one of the rest for every word, by its first letters.
/// Two words may share one: what has no bit of a word does not hold it, and no more is said.
pub(super) type Marks = u128;

/// The marks of what may be any word.
pub(super) const ANY: Marks = Marks::MAX;
const NUMBER: u64 = 1 << 32;
/// As many first letters tell a word, and no stem is shorter.
pub(super) const TELLING: usize = 3;

/// Returns a number that is spread evenly over 32 bits, from the first letters of a word. The stems
/// that it begins with have the same one.
pub(super) const fn spread(head: u64) -> u64 {
    (head & letters(TELLING)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32
}

/// Returns the place of a word among 256, from its first letters.
pub(super) const fn place(head: u64) -> usize {
    (spread(head) >> 24) as usize
}

/// Returns which of these places the words that begin with these letters have: most words are told
/// from all of them by this one look.
pub(super) const fn places(heads: &[u64]) -> [bool; 256] {
    let mut places = [false; 256];
    let mut at = 0;
    while at < heads.len() {
        places[place(heads[at])] = true;
        at += 1;
    }
    places
}

/// Returns the marks of a word of a text.
pub(super) const fn of(head: u64, classes: u32) -> Marks {
    let number = if is_number(head) { NUMBER } else { 0 };
    of_letters(head) | (number | classes as u64) as Marks
}

const fn of_letters(head: u64) -> Marks {
    /// The places that classes and numbers leave.
    const PLACES: u64 = 95;
    let place = (spread(head) * PLACES) >> 32;
    if place < 64 {
        ((1_u64 << place) as Marks) << 64
    } else {
        (NUMBER << (place - 63)) as Marks
    }
}

/// Returns the marks of what a word of a pattern accepts, as it is written.
fn of_word(letters: &[u8]) -> Marks {
    match *letters {
        [b'#'] => Marks::from(NUMBER),
        [] | [b'_'] | [b'*', ..] | [_, b'*'] | [_, _, b'*'] => ANY,
        [a] => of_letters(u64::from(a)),
        [a, b] => of_letters(u64::from(a) | u64::from(b) << 8),
        // The star of a stem stands behind what tells it.
        [a, b, c, ..] => of_letters(u64::from(a) | u64::from(b) << 8 | u64::from(c) << 16),
    }
}

/// The marks of the words with which a piece of a pattern may begin, and of those with which it may
/// end.
#[derive(Clone, Copy)]
struct Edges {
    first: Marks,
    last: Marks,
}

const UNKNOWN: Edges = Edges {
    first: ANY,
    last: ANY,
};

/// What a pattern wants.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    /// The first word of every match has one bit at least of these.
    pub(super) first: Marks,
    /// The words of every match have one bit at least of each of these.
    pub(super) all: Vec<Marks>,
}

/// Returns what a pattern wants; the signs for its edges are taken off already. It is read as far as
/// the first piece of which words with the marks `ahead` hold none: that piece is the error.
pub(super) fn wanted(
    ahead: Marks,
    bare: &'static str,
    classes: &[&'static str],
) -> Result<Wanted, Marks> {
    let (mut all, mut lacked) = (Vec::new(), None);
    let first = read(bare, classes, &mut |marks| {
        lacked = (ahead & marks == 0).then_some(marks);
        all.push(marks);
        lacked.is_none()
    });
    lacked.map_or(Ok(Wanted { first, all }), Err)
}

/// Tells what a pattern wants, piece by piece, for as long as more is asked for, and returns what it
/// wants of its first word.
fn read(
    bare: &'static str,
    classes: &[&'static str],
    more: &mut dyn FnMut(Marks) -> bool,
) -> Marks {
    let mut reader = Reader {
        source: bare.as_bytes(),
        at: 0,
        classes,
    };
    let mut begins = None;
    loop {
        while reader.eat(b' ') {}
        if reader.at >= bare.len() {
            return begins.unwrap_or(ANY);
        }
        let mut edges = reader.atom();
        while reader.eat(b'|') {
            let other = reader.atom();
            edges.first |= other.first;
            edges.last |= other.last;
        }
        if reader.eat(b'?') {
            edges = UNKNOWN;
        }
        let Edges { first, last } = edges;
        let begins = *begins.get_or_insert(first);
        if first != ANY && !more(first) || last != ANY && last != first && !more(last) {
            return begins;
        }
    }
}

/// Reads a pattern for what it wants: far less than it takes to match it.
struct Reader<'a> {
    source: &'static [u8],
    at: usize,
    classes: &'a [&'static str],
}

impl Reader<'_> {
    #[inline]
    fn eat(&mut self, sign: u8) -> bool {
        let stands = self.source.get(self.at) == Some(&sign);
        self.at += usize::from(stands);
        stands
    }

    fn atom(&mut self) -> Edges {
        let rest = &self.source[self.at..];
        match rest {
            [b'(', ..] => {
                self.at += 1;
                self.phrases()
            }
            [b'{', ..] => {
                let end = memchr::memchr(b'}', rest).unwrap_or(rest.len());
                self.at += end + 1;
                edges(Marks::from(super::pattern::class(
                    &rest[1..end],
                    self.classes,
                )))
            }
            // A gap: whatever follows it up to the next word.
            [b'.', b'.', ..] => {
                self.at += super::pattern::word_end(rest);
                UNKNOWN
            }
            _ => {
                let end = super::pattern::word_end(rest);
                self.at += end;
                edges(of_word(&rest[..end]))
            }
        }
    }

    /// Reads the phrases of a bracket, which are alternatives.
    fn phrases(&mut self) -> Edges {
        let mut whole = Edges { first: 0, last: 0 };
        let (mut opens, mut last) = (true, ANY);
        loop {
            match self.source.get(self.at) {
                Some(b' ') => self.at += 1,
                sign @ (None | Some(b'|' | b')')) => {
                    self.at += 1;
                    whole.last |= last;
                    if opens {
                        whole.first = ANY;
                    }
                    if sign != Some(&b'|') {
                        return whole;
                    }
                    (opens, last) = (true, ANY);
                }
                Some(_) => {
                    let mut piece = self.atom();
                    if self.eat(b'?') {
                        piece = UNKNOWN;
                    }
                    if opens {
                        whole.first |= piece.first;
                    }
                    (opens, last) = (false, piece.last);
                }
            }
        }
    }
}

fn edges(marks: Marks) -> Edges {
    Edges {
        first: marks,
        last: marks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::words::tokens::{Tokens, head};

    /// Whether a text may hold a pattern; its words that begin with `host` are of the only class.
    fn is_tried(text: &str, source: &'static str) -> bool {
        let mut tokens = Tokens::of(text, None);
        for at in 0..tokens.all.len() {
            let host = tokens.word(at).starts_with("host");
            tokens.all[at].classes = u32::from(host);
        }
        tokens.mark();
        let ahead = tokens.all[0].ahead;
        let classes = ["host"];
        let all = wanted(ANY, source, &classes).unwrap().all;
        let lacked = all.into_iter().find(|marks| ahead & marks == 0);
        assert_eq!(wanted(ahead, source, &classes).err(), lacked);
        lacked.is_none()
    }

    #[test]
    fn a_text_is_tried_if_it_has_a_word_of_every_piece() {
        for (source, text, expected) in [
            ("due to ..3 {host}", "due to a change", false),
            ("due to ..3 {host}", "due to our host", true),
            ("(the {host}|our {host}) fails", "the shop fails", false),
            ("(the {host}|it) fails", "it fails", true),
            ("the {host}? fails", "the shop fails", true),
            (
                "as soon|quickly as (we|they) can",
                "as soon as they can",
                true,
            ),
            (
                "as soon|quickly as (we|they) can",
                "as soon as you can",
                false,
            ),
            (
                "as soon|quickly as (we|they) can",
                "as late as we can",
                false,
            ),
            ("sorry (for (any|the)|about)", "sorry about it", true),
            ("sorry (for (any|the)|about)", "sorry to say", false),
            ("within # hours", "within two hours", false),
            ("within # hours", "within 2 hours", true),
            ("not (yet|..2 now)", "not really now", true),
            ("*mente grave", "es levemente grave", true),
            ("no? apolog* (very|so)?", "we apologise", true),
            ("now|fully? done", "done", true),
        ] {
            assert_eq!(is_tried(text, source), expected, "{source}: {text}");
        }
    }

    #[test]
    fn the_first_word_is_wanted_where_it_is_known() {
        let first = |source| wanted(ANY, source, &["host"]).unwrap().first;
        assert_eq!(
            first("we|you look"),
            of_letters(head("we")) | of_letters(head("you"))
        );
        assert_eq!(first("({host}|it) fails"), of_letters(head("it")) | 1);
        for source in ["no? more", "(a?|b) c", "..2 now", "*mente grave"] {
            assert_eq!(first(source), ANY, "{source}");
        }
    }

    #[test]
    fn what_stands_behind_the_sentence_does_not_count() {
        assert!(!is_tried("we look. our host", "we ..9 {host}"));
    }

    #[test]
    fn a_stem_has_the_mark_of_every_word_that_begins_with_it() {
        for word in ["apologise", "apologies", "apo"] {
            assert_eq!(of_letters(head(word)), of_word(b"apo*"), "{word}");
        }
        assert_eq!(of_word(b"ap*"), ANY);
        assert_eq!(of_word(b"_"), ANY);
        assert_eq!(of(head("10:30"), 0) & of_word(b"#"), of_word(b"#"));
    }
}
