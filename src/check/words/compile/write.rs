//! The writing of a table.

use super::super::letters::{BUCKETS, TELLING, bucket, head};
use super::super::marks::{ANY, Marks};
use super::super::source::bare;
use super::super::table::{BEGINS, ENDS, IS, KINDS, NUMBER, ROW, Table};
use super::super::word::Word;
use super::beginnings::beginnings;
use super::wanted::wanted;
use super::{Compiled, Section, byte};

/// A word of a lexicon, as it is written, and where it is looked up.
struct Row {
    bucket: usize,
    bytes: [u8; ROW],
}

/// A table on its way.
#[derive(Default)]
pub(super) struct Writer {
    words: String,
    sets: Vec<u32>,
    members: Vec<Row>,
    endings: Vec<Row>,
    sections: Vec<Vec<u8>>,
    phrases: Vec<u8>,
    wants: Vec<u8>,
    begins: Vec<Row>,
    of_classes: [Vec<u8>; 32],
}

impl Writer {
    /// Writes all phrases, kind by kind: those that are found stand together.
    pub(super) fn phrases(&mut self, sections: &[Section]) {
        self.sections = vec![Vec::new(); sections.len()];
        for kind in 0..KINDS {
            for (section, place) in sections.iter().zip(0..) {
                let first = self.place();
                for &source in &section.phrases[kind] {
                    self.phrase(source, kind == 0);
                }
                let behind = self.place();
                self.sections[place].extend([first, behind].concat());
            }
        }
        self.phrases.extend(short(self.words.len()));
        self.phrases.extend(short(self.wants.len()));
        for (section, place) in sections.iter().zip(0..) {
            let at = short(self.say(&section.name));
            let name = [at[0], at[1], byte(section.name.len())];
            self.sections[place].splice(..0, name);
        }
    }

    /// The place of the next phrase.
    fn place(&self) -> [u8; 2] {
        /// Where it begins, and where what it wants does.
        const PHRASE: usize = 4;
        short(self.phrases.len() / PHRASE)
    }

    fn phrase(&mut self, source: &'static str, is_found: bool) {
        let (place, begin) = (self.place(), self.words.len());
        // One behind the other: where one ends the next begins.
        self.words.push_str(source);
        self.phrases.extend(short(begin));
        self.phrases.extend(short(self.wants.len() | opens(source)));
        self.wants.extend(pieces(source));
        if !is_found {
            return;
        }
        for word in beginnings(source) {
            match word {
                Word::In(class) => self.of_classes[class.trailing_zeros() as usize].extend(place),
                Word::Ends(_) => panic!("`{source}` may begin with any word"),
                _ => {
                    let row = row(word, begin + place_in(source, word), place);
                    self.begins
                        .push(row.expect("enough of its first word is known"));
                }
            }
        }
    }

    /// Writes the words that belong to classes, of which that of suppliers has a set of its own.
    pub(super) fn members(&mut self, members: &[(String, u32)], vendor: Option<usize>) {
        let sets = members.iter().map(|(_, set)| *set);
        let suppliers = sets.filter(|set| vendor.is_some_and(|bit| set >> bit & 1 == 1));
        self.sets.push(suppliers.fold(0, |all, set| all | set));
        let mut longest: Vec<&str> = members.iter().map(|(words, _)| &**words).collect();
        // Many words stand in longer ones.
        longest.sort_by_key(|words| std::cmp::Reverse(words.len()));
        for words in longest {
            self.say(&letters(words));
        }
        for (words, set) in members {
            let first = words.split(' ').next().unwrap_or_default();
            assert!(
                words == "#" || !words.contains(['#', '_', '(', ')', '?']),
                "`{words}` is no row of words"
            );
            let word = Word::of(String::leak(first.to_owned()));
            let at = self.say(&letters(words));
            let behind = byte(words.len() - first.len());
            let belongs = [behind, self.set(*set)];
            let rows = match word {
                Word::Ends(_) => &mut self.endings,
                _ => &mut self.members,
            };
            rows.extend(row(word, at, belongs));
        }
    }

    /// Returns the place of a set of classes, which exists from now on.
    fn set(&mut self, bits: u32) -> u8 {
        // The first is that of suppliers, whatever it holds.
        let known = self.sets.iter().skip(1).position(|set| *set == bits);
        let place = known.map_or(self.sets.len(), |place| place + 1);
        if place == self.sets.len() {
            self.sets.push(bits);
        }
        byte(place)
    }

    /// Returns where letters stand among the words, to which they are added if they stand nowhere.
    fn say(&mut self, letters: &str) -> usize {
        self.words.find(letters).unwrap_or_else(|| {
            self.words.push_str(letters);
            self.words.len() - letters.len()
        })
    }

    pub(super) fn table(self) -> Compiled {
        let table = Table {
            sets: self.sets.iter().flat_map(|set| set.to_le_bytes()).collect(),
            members: sorted(self.members),
            endings: self.endings.iter().flat_map(|row| row.bytes).collect(),
            sections: self.sections.concat(),
            phrases: self.phrases,
            wants: self.wants,
            begins: sorted(self.begins),
            of_classes: listed(&self.of_classes),
        };
        let parts = table.parts();
        let lengths = parts.iter().flat_map(|part| short(part.len()));
        Compiled {
            words: self.words,
            table: lengths.chain(parts.iter().flatten().copied()).collect(),
        }
    }
}

/// The letters of words of a class: the rest stands right behind the letters of the first.
fn letters(words: &str) -> String {
    let first = words.find(' ').unwrap_or(words.len());
    words[..first].replace('*', "") + &words[first..]
}

/// Returns the row of a word whose letters stand at `at`; none for one of which too few first letters
/// are known that it could be looked up.
fn row(word: Word, at: usize, belongs: [u8; 2]) -> Option<Row> {
    let (kind, letters) = match word {
        Word::Is(letters) => (IS, letters),
        Word::Begins(letters) => (BEGINS, letters),
        Word::Ends(letters) => (ENDS, letters),
        _ => (NUMBER, ""),
    };
    let bucket = match word {
        Word::Is(letters) if !letters.is_empty() => bucket(head(letters)),
        Word::Begins(stem) if stem.len() >= TELLING => bucket(head(stem)),
        Word::Number => bucket(u64::from(b'0')),
        // Looked through one by one.
        Word::Ends(_) => BUCKETS,
        _ => return None,
    };
    let (at, length) = (short(at), byte(letters.len()));
    assert!(length < 64, "{letters}");
    Some(Row {
        bucket,
        bytes: [at[0], at[1], kind << 6 | length, belongs[0], belongs[1]],
    })
}

/// Where a word stands that a pattern begins with.
fn place_in(source: &str, word: Word) -> usize {
    match word {
        Word::Is(letters) | Word::Begins(letters) | Word::Ends(letters) => {
            letters.as_ptr() as usize - source.as_ptr() as usize
        }
        _ => 0,
    }
}

/// Rows by their buckets, in their order: where those of each bucket begin, and the rows.
fn sorted(mut rows: Vec<Row>) -> [Vec<u8>; 2] {
    rows.sort_by_key(|row| row.bucket);
    let first = |bucket| short(rows.partition_point(|row| row.bucket < bucket));
    let firsts = (0..=BUCKETS).flat_map(first).collect();
    [firsts, rows.iter().flat_map(|row| row.bytes).collect()]
}

/// Lists of phrases: where each begins, and all of them.
fn listed(lists: &[Vec<u8>]) -> [Vec<u8>; 2] {
    let (mut firsts, mut all) = (Vec::new(), Vec::new());
    for list in lists {
        firsts.extend(short(all.len() / 2));
        all.extend(list);
    }
    firsts.extend(short(all.len() / 2));
    [firsts, all]
}

/// Whether the first word of a match is known by its marks: the highest bit.
fn opens(source: &'static str) -> usize {
    usize::from(wanted(bare(source)).first != ANY) << 15
}

/// What a pattern wants, piece by piece.
fn pieces(source: &'static str) -> Vec<u8> {
    let mut bytes = Vec::new();
    for marks in wanted(bare(source)).all {
        let bits = (0..Marks::BITS).filter(|bit| marks >> bit & 1 == 1);
        bytes.extend(bits.map(|bit| byte(bit as usize)));
        *bytes.last_mut().expect("a piece wants something") |= 1 << 7;
    }
    bytes
}

fn short(number: usize) -> [u8; 2] {
    let number = u16::try_from(number).expect("a number has 16 bits");
    number.to_le_bytes()
}
