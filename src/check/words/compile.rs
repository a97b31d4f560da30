//! Reads a lexicon while the program is built, and makes its table. A run reads no lexicon.

mod anchor;
mod weights;
mod write;

#[cfg(test)]
mod tests;

use super::plain::{shortened, unaccented};
use super::source::CLASSES;
use super::table::{KINDS, SIGNS};
use weights::Weights;
use write::{Section, Writer};

/// The class that the names of a house's own suppliers join.
const VENDOR: &str = "vendor";

/// What lexicons say.
#[derive(Debug, Default)]
struct Compiler {
    /// The names of the classes; the place of a name is its bit.
    classes: Vec<String>,
    /// The words and rows of words that belong to classes, with a bit for each.
    members: Vec<(String, u32)>,
    sections: Vec<Section>,
}

/// Makes the table of a language of which this is the tag. The names of suppliers are part of each.
/// What is said in the language shows how often its words stand in texts.
pub(crate) fn compiled(tag: &str, names: &str, lexicon: &str, said: &str) -> Vec<u8> {
    let mut compiler = Compiler::default();
    for text in [names, lexicon] {
        compiler.read(&folded(tag, text));
    }
    let vendor = compiler.classes.iter().position(|name| name == VENDOR);
    let mut writer = Writer::default();
    writer.phrases(&compiler.sections);
    writer.members(&compiler.members, vendor);
    let said = folded(tag, &said.to_lowercase());
    writer.table(&Weights::of(&said))
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
                let capital = line.find(|sign: char| sign.is_ascii_uppercase());
                assert!(capital.is_none(), "`{line}` is found in no text");
                match classes {
                    None => self.phrase(line),
                    Some(bits) => {
                        // French has a space where an apostrophe stood.
                        for words in line.split('|').map(str::trim_ascii_end) {
                            assert!(
                                words == "#" || !words.contains(['#', '_', '(', ')', '?']),
                                "`{words}` is no row of words"
                            );
                            self.members.push((words.to_owned(), bits));
                        }
                    }
                }
            } else if line.starts_with('{') {
                let names = line.split(' ').map(|name| name.trim_matches(['{', '}']));
                classes = Some(names.fold(0, |bits, name| bits | 1 << self.class(name)));
            } else if !line.is_empty() && !line.starts_with('#') {
                classes = None;
                let name = line.to_owned();
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

    fn phrase(&mut self, line: &str) {
        let sign = match line.as_bytes() {
            [sign, b' ', ..] => SIGNS.iter().position(|known| known == sign),
            _ => None,
        };
        let (kind, source) = sign.map_or((0, line), |sign| (1 + sign, &line[2..]));
        let source = self.coded(source);
        let section = self.sections.last_mut();
        let section = section.expect("phrases stand under a name");
        section.phrases[kind].push(source);
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
            let bit = known.unwrap_or_else(|| panic!("`{{{name}}}` is not named above: {source}"));
            coded.extend(['{', char::from(CLASSES + byte(bit)), '}']);
            coded.push_str(rest);
        }
        coded
    }
}

fn byte(number: usize) -> u8 {
    u8::try_from(number).expect("a number has 8 bits")
}
