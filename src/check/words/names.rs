//! Names that are known from the configuration and from the incident, found in a text as whole
//! words, however they are accented.

use std::collections::HashMap;
use std::ops::Range;

use super::fold::Folded;
use super::tokens::{self, Tokens};

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

    /// Returns the names in a text, the longest at each place, in its order. What belongs to an
    /// address is none.
    pub(super) fn met(&self, folded: &Folded) -> Vec<Met> {
        let mut found = Vec::new();
        if self.names.is_empty() {
            return found;
        }
        let text = folded.lower.as_str();
        // Most texts hold few names: their words are gone through, and not kept.
        let (mut before, mut next) = (None, tokens::next_word(text, 0));
        while let Some(word) = next {
            let mut end = word.end;
            if self.begins(text.as_bytes(), word.start)
                && let Some(met) = self.name_at(folded, &word, before)
            {
                end = met.place.end;
                found.push(met);
            }
            before = Some(end);
            next = tokens::next_word(text, end);
        }
        found
    }

    /// Whether the first letters of a word are those of a name.
    fn begins(&self, lower: &[u8], start: usize) -> bool {
        for (skip, letters) in self.letters.iter().enumerate() {
            let letter = lower.get(start + skip);
            if letter.is_some_and(|letter| letters & bit(*letter) == 0) {
                return false;
            }
        }
        true
    }

    /// The longest name that begins with a word; `before` is where the word before it ends.
    fn name_at(&self, folded: &Folded, word: &Range<usize>, before: Option<usize>) -> Option<Met> {
        let text = folded.lower.as_str();
        let names = self.names.get(possessor(&text[word.clone()]))?;
        let mut longest: Option<(&Name, usize)> = None;
        for name in names {
            // Of two sorts of the same name, the more harmless counts: it comes first.
            let longer = longest.is_none_or(|(other, _)| name.rest.len() > other.rest.len());
            if let Some(end) = name.end(text, word.end).filter(|_| longer) {
                longest = Some((name, end));
            }
        }
        let (name, end) = longest?;
        if in_address(text.as_bytes(), word.start, end) {
            return None;
        }
        Some(Met {
            sort: name.sort,
            place: word.start..end,
            doubtful: name.rest.is_empty() && name.is_doubtful(folded, word, before),
        })
    }
}

impl Name {
    /// Where it ends whose first word ends there, if all of it stands in one sentence.
    fn end(&self, text: &str, first: usize) -> Option<usize> {
        let mut end = first;
        for word in &self.rest {
            let next = tokens::next_word(text, end)?;
            if possessor(&text[next.clone()]) != word || tokens::is_apart(text, end..next.start) {
                return None;
            }
            end = next.end;
        }
        Some(end)
    }

    fn is_doubtful(&self, folded: &Folded, word: &Range<usize>, before: Option<usize>) -> bool {
        let cased = folded.cased.as_bytes();
        let capital = cased[word.start].is_ascii_uppercase();
        let called = word.start > 0 && cased[word.start - 1] == b'@';
        let opens = before.is_none_or(|end| tokens::is_apart(&folded.lower, end..word.start));
        let ordinary = ORDINARY.contains(&possessor(&folded.lower[word.clone()]));
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
fn in_address(bytes: &[u8], start: usize, end: usize) -> bool {
    let before = start.checked_sub(1).map_or(b' ', |at| bytes[at]);
    let earlier = start.checked_sub(2).map_or(b' ', |at| bytes[at]);
    let next = bytes.get(end + 1).copied().unwrap_or(b' ');
    matches!(before, b'/')
        || (matches!(before, b'.' | b'@') && earlier.is_ascii_alphanumeric())
        || (bytes.get(end) == Some(&b'.') && next.is_ascii_alphanumeric())
        || (bytes.get(end) == Some(&b'@') && next.is_ascii_alphanumeric())
}
