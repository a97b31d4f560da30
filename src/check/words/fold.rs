//! A text folded to ASCII: no accents, plain quotes and spaces, so that one pattern finds a phrase
//! however it was typed, and every place can be told in bytes of the original.

use super::language::Language;
use super::plain::{shortened, unaccented};

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
