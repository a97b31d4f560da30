//! Names that are known from the configuration and from the incident, found in a text as whole
//! words, however they are accented.

use std::collections::HashMap;
use std::ops::Range;

use super::fold::Folded;
use super::tokens::Tokens;

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::check) enum Sort {
    /// It never counts.
    Accepted,
    /// A product, a component, the company: everybody may read it.
    Ours,
    /// A customer.
    Customer,
    /// Somebody who works here.
    Staff,
}

/// Every known name, by its first word.
#[derive(Debug, Default)]
pub(in crate::check) struct Names {
    names: HashMap<String, Vec<Name>>,
    /// The first letters of all, the second and the third, a bit for each by its last six bits: most
    /// words begin no name, and most texts hold none.
    letters: [u64; 3],
}

#[derive(Debug)]
struct Name {
    /// Its words behind the first, folded.
    rest: Vec<String>,
    sort: Sort,
    /// Whether it is written without a capital.
    small: bool,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) sort: Sort,
    /// The words it is made of, as places in the tokens.
    pub(super) words: Range<usize>,
    /// Where it stands in the folded text.
    pub(super) place: Range<usize>,
    /// Whether it may be an ordinary word: one word, without a capital that nothing else explains.
    pub(super) doubtful: bool,
}

/// Names that are ordinary words as well: where a sentence begins, their capital says nothing.
const ORDINARY: &[&str] = &[
    "target", "orange", "gap", "shell", "apple", "visa", "square", "stripe", "slack", "box",
    "oracle", "next", "amazon", "sprint", "discover", "indeed", "uber", "zoom", "wise", "monday",
    "notion", "linear", "mark", "will", "may", "grant", "bill", "frank", "jack", "hope", "grace",
    "joy", "rose", "dawn", "april", "june", "august", "art", "chase", "rich", "guy", "rob", "drew",
    "naranja", "corona", "marina", "rosa", "blanco", "luz", "paz", "rico", "sol", "mar", "pilar",
    "consuelo", "angel", "victoria", "gloria", "leon", "cruz", "santos", "reyes", "campos", "rio",
    "claro", "clara", "vida", "serena", "bueno", "bravo", "valle", "fuente", "seguro", "global",
    "general", "central", "bank", "banco", "post", "metro", "direct", "online", "team", "support",
];

impl Names {
    /// Adds a name; one without words adds nothing.
    pub(in crate::check) fn add(&mut self, name: &str, sort: Sort) {
        let folded = Folded::of(name);
        let tokens = Tokens::of(&folded.lower, None);
        let mut words = (0..tokens.all.len()).map(|at| tokens.word(at).to_owned());
        let Some(first) = words.next() else { return };
        let name = Name {
            rest: words.collect(),
            sort,
            small: !folded.cased.bytes().any(|b| b.is_ascii_uppercase()),
        };
        for (place, letters) in self.letters.iter_mut().enumerate() {
            // What stands behind a shorter name may be anything.
            *letters |= first
                .as_bytes()
                .get(place)
                .map_or(u64::MAX, |letter| bit(*letter));
        }
        self.names.entry(first).or_default().push(name);
    }

    /// Whether any word of a text begins as a name does.
    fn may_stand_in(&self, lower: &[u8]) -> bool {
        let [first, second, third] = self.letters;
        let mut inside = false;
        for (at, &letter) in lower.iter().enumerate() {
            if !inside && first & bit(letter) != 0 {
                let may = |letters: u64, skip: usize| {
                    let letter = lower.get(at + skip);
                    letter.is_none_or(|letter| letters & bit(*letter) != 0)
                };
                if may(second, 1) && may(third, 2) {
                    return true;
                }
            }
            inside = letter.is_ascii_alphanumeric();
        }
        false
    }

    /// Returns the names in a text, the longest at each place, in its order. What belongs to an
    /// address is none.
    pub(super) fn met(&self, folded: &Folded) -> Vec<Met> {
        if !self.may_stand_in(folded.lower.as_bytes()) {
            return Vec::new();
        }
        let tokens = Tokens::of(&folded.lower, None);
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.all.len() {
            let word = tokens.word(at);
            if self.letters[0] & bit(tokens.first_letter(at)) == 0 {
                at += 1;
                continue;
            }
            let names = self.names.get(possessor(word));
            let longest = names
                .into_iter()
                .flatten()
                .filter(|name| name.stands(&tokens, at));
            // Of two sorts of the same name, the more harmless counts: it comes first.
            let longest = longest.rev().max_by_key(|name| name.rest.len());
            match longest {
                Some(name) if !in_address(&tokens, at, at + name.rest.len()) => {
                    let end = at + name.rest.len() + 1;
                    found.push(Met {
                        sort: name.sort,
                        words: at..end,
                        place: tokens.all[at].start..tokens.all[end - 1].end,
                        doubtful: name.rest.is_empty() && name.is_doubtful(folded, &tokens, at),
                    });
                    at = end;
                }
                _ => at += 1,
            }
        }
        found
    }
}

impl Name {
    fn stands(&self, tokens: &Tokens<'_>, at: usize) -> bool {
        self.rest.iter().enumerate().all(|(skip, word)| {
            let there = at + skip + 1;
            there < tokens.all.len()
                && possessor(tokens.word(there)) == word
                && tokens.all[there].sentence == tokens.all[at].sentence
        })
    }

    fn is_doubtful(&self, folded: &Folded, tokens: &Tokens<'_>, at: usize) -> bool {
        let token = tokens.all[at];
        let capital = folded.cased.as_bytes()[token.start].is_ascii_uppercase();
        let called = token.start > 0 && folded.cased.as_bytes()[token.start - 1] == b'@';
        let opens = at == tokens.sentences[token.sentence].start;
        let ordinary = ORDINARY.contains(&possessor(tokens.word(at)));
        // Without a capital it is a name only where it is known to be written so.
        let lower = !capital && !self.small;
        let both = ordinary && (opens || !capital);
        !called && (lower || both)
    }
}

/// A letter as a bit.
const fn bit(letter: u8) -> u64 {
    1 << (letter & 63)
}

/// A name without the ending of its genitive: `Orla's` is `Orla`.
fn possessor(word: &str) -> &str {
    word.strip_suffix("'s").unwrap_or(word)
}

/// Whether words are part of an address: `status.orla.example`, `@orla.example`, `/orla`.
fn in_address(tokens: &Tokens<'_>, first: usize, last: usize) -> bool {
    let bytes = tokens.text.as_bytes();
    let (start, end) = (tokens.all[first].start, tokens.all[last].end);
    let before = start.checked_sub(1).map_or(b' ', |at| bytes[at]);
    let earlier = start.checked_sub(2).map_or(b' ', |at| bytes[at]);
    let next = bytes.get(end + 1).copied().unwrap_or(b' ');
    matches!(before, b'/')
        || (matches!(before, b'.' | b'@') && earlier.is_ascii_alphanumeric())
        || (bytes.get(end) == Some(&b'.') && next.is_ascii_alphanumeric())
        || (bytes.get(end) == Some(&b'@') && next.is_ascii_alphanumeric())
}
