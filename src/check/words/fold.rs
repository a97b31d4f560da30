//! A text folded to ASCII: no accents, plain quotes and spaces, so that one pattern finds a phrase
//! however it was typed, and every place can be told in bytes of the original.

use std::ops::Range;

use unicode_normalization::char::decompose_canonical;

use super::language::Language;

/// A folded text, as typed and in lower case, both ASCII and of the same length.
#[derive(Debug)]
pub(super) struct Folded {
    /// With its capitals.
    pub(super) cased: String,
    /// In lower case.
    pub(super) lower: String,
    /// The byte of the original at which each folded character begins, and its length last; empty
    /// where the original is ASCII and the two are the same.
    origin: Vec<usize>,
}

impl Folded {
    /// Folds a text. Marks that stand on a letter, and characters of no width, are left out.
    pub(super) fn of(text: &str) -> Self {
        if text.is_ascii() {
            return Self {
                cased: text.to_owned(),
                lower: lower(text),
                origin: Vec::new(),
            };
        }
        let mut origin = Vec::with_capacity(text.len() + 1);
        let cased = unaccented(text, &mut |places| origin.extend(places));
        origin.push(text.len());
        let lower = lower(&cased);
        Self {
            cased,
            lower,
            origin,
        }
    }

    /// Folds a text as it is read in a language. German is written with and without its own letters
    /// (`für` and `fuer`, `schließen` and `schliessen`); here all of it reads the same.
    pub(super) fn spoken(text: &str, language: Option<Language>) -> Self {
        let folded = Self::of(text);
        if language != Some(Language::German) {
            return folded;
        }
        let mut origin = Vec::with_capacity(folded.cased.len() + 1);
        let cased = shortened(&folded.cased, &mut |at| origin.push(folded.start(at)));
        origin.push(text.len());
        let lower = lower(&cased);
        Self {
            cased,
            lower,
            origin,
        }
    }

    /// Returns the byte of the original at which the folded character `at` begins.
    pub(super) fn start(&self, at: usize) -> usize {
        match self.origin.last() {
            Some(&end) => self.origin.get(at).copied().unwrap_or(end),
            None => at,
        }
    }

    /// Returns the folded character at which the byte `at` of the original stands.
    pub(super) fn place(&self, at: usize) -> usize {
        if self.origin.is_empty() {
            return at;
        }
        self.origin.partition_point(|&origin| origin < at)
    }

    /// Returns the byte of the original behind the folded character before `at`, marks that stand
    /// on it included.
    pub(super) fn end(&self, at: usize) -> usize {
        self.start(at)
    }
}

/// Returns a lexicon as texts of its language are read: the lines that are set in. It is written in
/// lower case; the names at the margin are no words, and stay.
pub(super) fn lexicon(text: &str, language: Language) -> String {
    let lower = unaccented(text, &mut |_| ());
    match language {
        // French has two words where an apostrophe stands.
        Language::French => lower.replace("' ", " ").replace('\'', " "),
        Language::German => {
            let lines = lower
                .split_inclusive('\n')
                .map(|line| match line.as_bytes() {
                    [b' ', ..] => shortened(line, &mut |_| ()),
                    _ => line.to_owned(),
                });
            lines.collect()
        }
        _ => lower,
    }
}

/// Returns a text in ASCII, and tells the byte of the original for each of its characters.
fn unaccented(text: &str, told: &mut dyn FnMut(Range<usize>)) -> String {
    let mut unaccented = String::with_capacity(text.len());
    let mut at = 0;
    loop {
        // Letters as they are, as far as they go.
        let rest = &text[at..];
        let run = ascii(rest.as_bytes());
        unaccented.push_str(&rest[..run]);
        told(at..at + run);
        at += run;
        let Some(c) = text[at..].chars().next() else {
            return unaccented;
        };
        if let Some(letter) = plain(c) {
            unaccented.push(letter);
            told(at..at + 1);
        }
        at += c.len_utf8();
    }
}

/// Returns an ASCII text in lower case, eight letters at a time: a small program is built to take them
/// one by one, and every text comes through here.
fn lower(ascii: &str) -> String {
    const EACH: u64 = 0x0101_0101_0101_0101;
    /// Added to a letter, the highest bit says that it is `A` or behind it, and that it is behind `Z`.
    const FROM_A: u64 = EACH * (0x80 - b'A' as u64);
    const BEHIND_Z: u64 = EACH * (0x7f - b'Z' as u64);
    let mut bytes = ascii.as_bytes().to_vec();
    let (eights, rest) = bytes.as_chunks_mut();
    for eight in eights {
        let letters = u64::from_le_bytes(*eight);
        let capitals = (letters + FROM_A) & !(letters + BEHIND_Z) & (EACH << 7);
        // The bit that a capital lacks is two below the highest.
        *eight = (letters | (capitals >> 2)).to_le_bytes();
    }
    rest.make_ascii_lowercase();
    // ASCII went in and ASCII was written: it is text.
    String::from_utf8(bytes).unwrap_or_default()
}

/// How many bytes at the start are ASCII, eight at a time.
fn ascii(bytes: &[u8]) -> usize {
    const OTHERS: u64 = 0x8080_8080_8080_8080;
    let (eights, rest) = bytes.as_chunks();
    let mut run = 0;
    for eight in eights {
        let others = u64::from_le_bytes(*eight) & OTHERS;
        if others != 0 {
            return run + others.trailing_zeros() as usize / 8;
        }
        run += 8;
    }
    run + rest.iter().take_while(|byte| byte.is_ascii()).count()
}

/// Returns a German text in ASCII without the second letters of what has one sound, and tells the
/// places of the others.
fn shortened(cased: &str, told: &mut dyn FnMut(usize)) -> String {
    let mut short = String::with_capacity(cased.len());
    let mut before = b' ';
    for (at, byte) in cased.bytes().enumerate() {
        let lower = byte.to_ascii_lowercase();
        let second = match lower {
            b'e' => matches!(before, b'a' | b'o' | b'u'),
            b's' => before == b's',
            _ => false,
        };
        if !second {
            short.push(char::from(byte));
            told(at);
        }
        before = lower;
    }
    short
}

/// Returns the ASCII character that stands for one of the original that is none, or none for one that is only a
/// mark on another. What is neither letter nor known sign becomes a control character, so that no
/// pattern takes it for text.
fn plain(c: char) -> Option<char> {
    const SIGN: char = '\u{1a}';
    let plain = match c {
        '‘' | '’' | 'ʼ' | '´' | '′' => '\'',
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '…' => '.',
        '¡' | '！' => '!',
        '¿' | '？' => '?',
        'ß' => 's',
        'ẞ' => 'S',
        'æ' | 'œ' => 'e',
        'Æ' | 'Œ' => 'E',
        'ø' => 'o',
        'Ø' => 'O',
        'º' | 'ª' | '°' => SIGN,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {
            return None;
        }
        c if c.is_whitespace() => ' ',
        c => {
            let mut first = None;
            decompose_canonical(c, |part| {
                first.get_or_insert(part);
            });
            match first {
                Some(letter) if letter.is_ascii() => letter,
                // A letter of another script: part of a word, of no word that is known here.
                _ if c.is_alphanumeric() => 'q',
                _ => SIGN,
            }
        }
    };
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_quotes_and_spaces_become_plain_and_keep_their_places() {
        let text = "«¡Lo\u{a0}sentimos, señor!»";
        let folded = Folded::of(text);
        assert_eq!(folded.lower, "\"!lo sentimos, senor!\"");
        assert_eq!(folded.cased, "\"!Lo sentimos, senor!\"");
        let at = folded.lower.find("senor").unwrap();
        assert_eq!(&text[folded.start(at)..folded.end(at + 5)], "señor");
    }

    #[test]
    fn a_mark_of_its_own_belongs_to_the_letter_before_it() {
        let text = "avisara\u{301} ya";
        let folded = Folded::of(text);
        assert_eq!(folded.lower, "avisara ya");
        assert_eq!(&text[folded.start(0)..folded.end(7)], "avisara\u{301}");
    }

    #[test]
    fn german_reads_the_same_with_its_letters_and_without() {
        let german = Some(Language::German);
        let short = |text| Folded::spoken(text, german).lower;
        assert_eq!(short("Für größere Störungen"), "fur grosere storungen");
        for typed in [
            "Fuer groessere Stoerungen",
            "FUER GROESSERE STOERUNGEN",
            "FÜR GRÖẞERE STÖRUNGEN",
        ] {
            assert_eq!(short(typed), "fur grosere storungen", "{typed}");
        }
        let text = "Es fällt aus";
        let folded = Folded::spoken(text, german);
        let at = folded.lower.find("fallt").unwrap();
        assert_eq!(&text[folded.start(at)..folded.end(at + 5)], "fällt");
    }

    #[test]
    fn capitals_become_small_and_nothing_else_changes() {
        let ascii: String = (0..128_u8).map(char::from).collect();
        for start in 0..9 {
            assert_eq!(lower(&ascii[start..]), ascii[start..].to_ascii_lowercase());
        }
    }

    #[test]
    fn the_end_of_the_text_is_the_end_of_the_last_word() {
        for text in ["mañana", "now", ""] {
            let folded = Folded::of(text);
            assert_eq!(folded.end(folded.lower.len()), text.len());
        }
    }
}
