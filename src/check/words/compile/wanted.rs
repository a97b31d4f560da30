//! What a pattern wants of a sentence, told before it is matched: most sentences lack something.

use super::super::marks::{ANY, Marks, NUMBER, of_letters};
use super::super::source::{class, word_end};

/// Returns the marks of what a word of a pattern accepts, as it is written.
fn of_word(letters: &[u8]) -> Marks {
    match *letters {
        // What ends in a per cent sign is a number.
        [b'#'] | [b'*', b'%'] => Marks::from(NUMBER),
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
#[derive(Debug)]
pub(in super::super) struct Wanted {
    /// The first word of every match has one bit at least of these.
    pub(in super::super) first: Marks,
    /// The words of every match have one bit at least of each of these.
    pub(in super::super) all: Vec<Marks>,
}

/// Returns what a pattern wants; the signs for its edges are taken off already.
pub(in super::super) fn wanted(bare: &'static str) -> Wanted {
    let mut reader = Reader {
        source: bare.as_bytes(),
        at: 0,
    };
    let (mut all, mut begins) = (Vec::new(), None);
    loop {
        while reader.eat(b' ') {}
        if reader.at >= bare.len() {
            break;
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
        begins.get_or_insert(first);
        if first != ANY {
            all.push(first);
        }
        if last != ANY && last != first {
            all.push(last);
        }
    }
    Wanted {
        first: begins.unwrap_or(ANY),
        all,
    }
}

/// Reads a pattern for what it wants.
struct Reader {
    source: &'static [u8],
    at: usize,
}

impl Reader {
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
                self.at += 3;
                edges(Marks::from(class(&rest[1..])))
            }
            // A gap: whatever follows it up to the next word.
            [b'.', b'.', ..] => {
                self.at += word_end(rest);
                UNKNOWN
            }
            _ => {
                let end = word_end(rest);
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
    use crate::check::words::letters::head;
    use crate::check::words::marks::of;
    use crate::check::words::tokens::Tokens;

    /// Whether a text may hold a pattern; its words that begin with `host` are of the only class.
    fn is_tried(text: &str, source: &'static str) -> bool {
        let mut tokens = Tokens::of(text, None);
        for at in 0..tokens.all.len() {
            let host = tokens.word(at).starts_with("host");
            tokens.all[at].classes = u32::from(host);
        }
        tokens.mark();
        let ahead = tokens.all[0].ahead;
        wanted(source).all.iter().all(|marks| ahead & marks != 0)
    }

    #[test]
    fn a_text_is_tried_if_it_has_a_word_of_every_piece() {
        for (source, text, expected) in [
            ("due to ..3 {@}", "due to a change", false),
            ("due to ..3 {@}", "due to our host", true),
            ("(the {@}|our {@}) fails", "the shop fails", false),
            ("(the {@}|it) fails", "it fails", true),
            ("the {@}? fails", "the shop fails", true),
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
        let first = |source| wanted(source).first;
        assert_eq!(
            first("we|you look"),
            of_letters(head("we")) | of_letters(head("you"))
        );
        assert_eq!(first("({@}|it) fails"), of_letters(head("it")) | 1);
        for source in ["no? more", "(a?|b) c", "..2 now", "*mente grave"] {
            assert_eq!(first(source), ANY, "{source}");
        }
    }

    #[test]
    fn what_stands_behind_the_sentence_does_not_count() {
        assert!(!is_tried("we look. our host", "we ..9 {@}"));
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
