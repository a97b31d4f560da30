//! Makes the table of a lexicon, while the program is built: what each phrase begins with and wants
//! of a sentence, and the words of each class, ready to be looked up. A run reads no lexicon.
//!
//! All numbers are little-endian and of 16 bits where nothing else is said. Texts are told by the
//! byte at which they begin in the words of the table; `table.rs` and `lexicon.rs` read it.

use std::ops::Range;

use super::beginnings::beginnings;
use super::letters::{BUCKETS, TELLING, bucket, head};
use super::marks::{ANY, Marks};
use super::plain::{shortened, unaccented};
use super::source::{CLASSES, bare};
use super::table::{BEGINS, ENDS, IS, KINDS, NUMBER, PARTS, SIGNS};
use super::wanted::wanted;
use super::word::Word;

/// The table of a language, and the words it speaks of.
pub(crate) struct Compiled {
    pub(crate) words: String,
    pub(crate) table: Vec<u8>,
}

/// The class that the names of a house's own suppliers join.
const VENDOR: &str = "vendor";

/// A word of a lexicon, and two bytes for what it belongs to.
struct Row {
    bucket: usize,
    bytes: [u8; 5],
}

/// What is written under a name at the margin: its phrases of each kind.
struct Section {
    name: Range<usize>,
    phrases: [Vec<&'static str>; KINDS],
}

#[derive(Default)]
struct Compiler {
    words: String,
    /// The names of the classes; the place of a name is its bit.
    classes: Vec<String>,
    /// What words may belong to: sets of classes.
    sets: Vec<u32>,
    /// The words of classes as they are written, each with the number of its set.
    members: Vec<(String, u8)>,
    sections: Vec<Section>,
}

/// Makes the table of a language of which this is the tag. The names of suppliers are part of each.
pub(crate) fn compiled(tag: &str, names: &str, lexicon: &str) -> Compiled {
    let mut compiler = Compiler::default();
    for text in [names, lexicon] {
        compiler.read(&folded(tag, text));
    }
    compiler.table()
}

/// Returns a lexicon as texts of its language are read: the lines that are set in. It is written in
/// lower case; the names at the margin are no words, and stay.
fn folded(tag: &str, text: &str) -> String {
    let lower = unaccented(text, &mut |_| ());
    match tag {
        // French has two words where an apostrophe stands.
        "fr" => lower.replace("' ", " ").replace('\'', " "),
        "de" => {
            let lines = lower.split_inclusive('\n').map(|line| {
                if line.starts_with(' ') {
                    shortened(line, &mut |_| ())
                } else {
                    line.to_owned()
                }
            });
            lines.collect()
        }
        _ => lower,
    }
}

impl Compiler {
    fn read(&mut self, text: &str) {
        let mut classes = None;
        for line in text.lines() {
            if let Some(line) = line.strip_prefix("  ") {
                match classes {
                    None => self.phrase(line),
                    // French has a space where an apostrophe stood.
                    Some(set) => {
                        let words = line.split('|').map(str::trim_ascii_end);
                        self.members
                            .extend(words.map(|words| (words.to_owned(), set)));
                    }
                }
            } else if line.starts_with('{') {
                let names = line.split(' ').map(|name| name.trim_matches(['{', '}']));
                let bits = names.fold(0, |bits, name| bits | 1 << self.class(name));
                classes = Some(self.set(bits));
            } else if !line.is_empty() && !line.starts_with('#') {
                classes = None;
                let name = self.say(line);
                let phrases = [const { Vec::new() }; KINDS];
                self.sections.push(Section { name, phrases });
            }
        }
    }

    /// Returns the bit of a class, which exists from now on.
    fn class(&mut self, name: &str) -> usize {
        let known = self.classes.iter().position(|class| class == name);
        let place = known.unwrap_or_else(|| {
            self.classes.push(name.to_owned());
            self.classes.len() - 1
        });
        assert!(place < 32, "`{{{name}}}`: there are bits for 32 classes");
        place
    }

    /// Returns the number of a set of classes, which exists from now on.
    fn set(&mut self, bits: u32) -> u8 {
        let known = self.sets.iter().position(|set| *set == bits);
        byte(known.unwrap_or_else(|| {
            self.sets.push(bits);
            self.sets.len() - 1
        }))
    }

    /// Adds to the words, and returns where.
    fn say(&mut self, text: &str) -> Range<usize> {
        let begin = self.words.len();
        self.words.push_str(text);
        begin..self.words.len()
    }

    /// Returns the rows of the words of classes: those that are looked up, and those of which only
    /// the end is known. Most stand in some phrase or in a longer one already.
    fn rows(&mut self) -> (Vec<Row>, Vec<Row>) {
        let members = std::mem::take(&mut self.members);
        let (mut known, mut endings) = (Vec::new(), Vec::new());
        let mut longest: Vec<String> = members.iter().map(|(words, _)| lean(words)).collect();
        longest.sort_by_key(|words| std::cmp::Reverse(words.len()));
        for words in longest {
            if !self.words.contains(&words) {
                self.say(&words);
            }
        }
        for (words, set) in members {
            let at = self.words.find(&lean(&words));
            let at = at.expect("it stands there by now");
            let first = words.split(' ').next().unwrap_or_default();
            let rest = words.len() - first.len();
            let word = Word::of(String::leak(first.to_owned()));
            let row = row(word, at, [byte(rest), set]);
            match word {
                Word::Ends(_) => endings.push(row),
                _ => known.extend(Some(row).filter(is_known)),
            }
        }
        (known, endings)
    }

    fn phrase(&mut self, line: &str) {
        let sign = match line.as_bytes() {
            [sign, b' ', ..] => SIGNS.iter().position(|known| known == sign),
            _ => None,
        };
        let (kind, source) = sign.map_or((0, line), |sign| (1 + sign, &line[2..]));
        let source = self.coded(source);
        let section = self.sections.last_mut();
        let section = section.expect("phrases stand under a name");
        section.phrases[kind].push(String::leak(source));
    }

    /// Writes the classes of a pattern by their bits.
    fn coded(&self, source: &str) -> String {
        let mut pieces = source.split('{');
        let mut coded = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (name, rest) = piece
                .split_once('}')
                .expect("a class has a brace behind it");
            let known = self.classes.iter().position(|class| class == name);
            let bit = known.unwrap_or_else(|| panic!("`{{{name}}}` has no words: {source}"));
            coded.extend(['{', char::from(CLASSES + byte(bit)), '}']);
            coded.push_str(rest);
        }
        coded
    }

    fn table(mut self) -> Compiled {
        let mut begins: Vec<Row> = Vec::new();
        let mut of_classes = vec![Vec::new(); 32];
        let (mut phrases, mut wants) = (Vec::new(), Vec::new());
        let mut sections: Vec<Vec<u8>> = Vec::new();
        for section in &self.sections {
            let mut bytes = short(section.name.start).to_vec();
            bytes.push(byte(section.name.len()));
            sections.push(bytes);
        }
        // Kind by kind: only those of the first are looked for, and stand together.
        let all = std::mem::take(&mut self.sections);
        for kind in 0..KINDS {
            for (section, bytes) in all.iter().zip(&mut sections) {
                bytes.extend(short(phrases.len() / PHRASE));
                for source in &section.phrases[kind] {
                    let place = short(phrases.len() / PHRASE);
                    let begin = self.say(source).start;
                    for word in beginnings(source).into_iter().filter(|_| kind == 0) {
                        match word {
                            Word::In(class) => {
                                of_classes[class.trailing_zeros() as usize].extend(place);
                            }
                            _ => {
                                let at = begin + place_in(source, word);
                                begins.extend(Some(row(word, at, place)).filter(is_known));
                            }
                        }
                    }
                    phrases.extend(short(begin));
                    phrases.extend(short(wants.len() | opening(source)));
                    wants.extend(pieces(source));
                }
                bytes.extend(short(phrases.len() / PHRASE));
            }
        }
        phrases.extend(short(self.words.len()));
        phrases.extend(short(wants.len()));
        let (members, endings) = self.rows();
        let vendors = self.classes.iter().position(|class| class == VENDOR);
        let vendor = |set: &&u32| vendors.is_some_and(|bit| *set >> bit & 1 == 1);
        let vendors = self
            .sets
            .iter()
            .filter(vendor)
            .fold(0, |all, set| all | set);
        self.sets.insert(0, vendors);
        let sets = self.sets.iter().flat_map(|set| set.to_le_bytes()).collect();
        let endings = endings.iter().flat_map(|row| row.bytes).collect();
        let ([member_firsts, members], [firsts, begins]) = (sorted(members), sorted(begins));
        let (class_firsts, class_phrases) = listed(&of_classes);
        let parts: [Vec<u8>; PARTS] = [
            sets,
            member_firsts,
            members,
            endings,
            sections.concat(),
            phrases,
            wants,
            firsts,
            begins,
            class_firsts,
            class_phrases,
        ];
        let lengths = parts.iter().flat_map(|part| short(part.len()));
        let table = lengths.chain(parts.iter().flatten().copied()).collect();
        let words = self.words;
        Compiled { words, table }
    }
}

/// Returns words of a class as they stand in the table: the rest right behind the letters of the
/// first, whose star is gone.
fn lean(words: &str) -> String {
    let first = words.split(' ').next().unwrap_or_default();
    [first.trim_end_matches('*'), &words[first.len()..]].concat()
}

/// The bytes of a phrase: where it begins, and where what it wants does.
const PHRASE: usize = 4;

/// The row of a word that stands at `at` among the words.
fn row(word: Word, at: usize, belongs: [u8; 2]) -> Row {
    let (kind, letters) = match word {
        Word::Is(letters) => (IS, letters),
        Word::Begins(letters) => (BEGINS, letters),
        Word::Ends(letters) => (ENDS, letters),
        _ => (NUMBER, ""),
    };
    // The star of an ending stands before its letters.
    let at = short(at + usize::from(kind == ENDS));
    let length = byte(letters.len());
    assert!(length < 64, "{letters}");
    let bucket = match word {
        Word::Number => bucket(u64::from(b'0')),
        Word::Is(letters) if !letters.is_empty() => bucket(head(letters)),
        Word::Begins(stem) if stem.len() >= TELLING => bucket(head(stem)),
        _ => BUCKETS,
    };
    Row {
        bucket,
        bytes: [at[0], at[1], kind << 6 | length, belongs[0], belongs[1]],
    }
}

/// Whether enough of a word's first letters are known that a bucket holds it.
fn is_known(row: &Row) -> bool {
    row.bucket < BUCKETS
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

/// Rows by their buckets, in their order; where those of each bucket begin, and the rows.
fn sorted(mut rows: Vec<Row>) -> [Vec<u8>; 2] {
    rows.sort_by_key(|row| row.bucket);
    let first = |bucket| short(rows.partition_point(|row| row.bucket < bucket));
    let firsts = (0..=BUCKETS).flat_map(first).collect();
    [firsts, rows.iter().flat_map(|row| row.bytes).collect()]
}

/// Lists of phrases: where each begins, and all of them.
fn listed(lists: &[Vec<u8>]) -> (Vec<u8>, Vec<u8>) {
    let (mut firsts, mut all) = (Vec::new(), Vec::new());
    for list in lists {
        firsts.extend(short(all.len() / 2));
        all.extend(list);
    }
    firsts.extend(short(all.len() / 2));
    (firsts, all)
}

/// Whether the first word of a match is known by its marks: the highest bit.
fn opening(source: &'static str) -> usize {
    usize::from(wanted(bare(source)).first != ANY) << 15
}

/// What a pattern wants, piece by piece: the places of the bits of its marks, the last with the
/// highest bit of its byte.
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
    u16::try_from(number)
        .expect("a number has 16 bits")
        .to_le_bytes()
}

fn byte(number: usize) -> u8 {
    u8::try_from(number).expect("a number has 8 bits")
}

#[cfg(test)]
mod tests;
