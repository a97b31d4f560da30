//! The language of a text that comes without a locale, by its commonest words.

use super::tokens::{Tokens, head};
use crate::domain::locale::Locale;

/// A language with rules of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Spanish,
}

/// Words of fewer than eight letters, each as one number: a text is compared with all of them.
const fn heads<const N: usize>(words: [&str; N]) -> [u64; N] {
    let mut heads = [0; N];
    let mut n = 0;
    while n < N {
        assert!(
            words[n].len() < 8,
            "a number holds seven letters and an end"
        );
        heads[n] = head(words[n]);
        n += 1;
    }
    heads
}

/// Words that one language uses all the time and the other four that vocero speaks do not.
const ENGLISH: [u64; 24] = heads([
    "the", "and", "of", "is", "are", "we", "our", "you", "your", "to", "this", "with", "have",
    "has", "been", "was", "were", "will", "it", "not", "for", "by", "should", "be",
]);
const SPANISH: [u64; 34] = heads([
    "el", "los", "las", "una", "del", "y", "con", "hemos", "estamos", "esta", "este", "nuestro",
    "nuestra", "su", "sus", "por", "al", "lo", "ha", "han", "mas", "muy", "pero", "ya", "hay",
    "nos", "se", "para", "en", "la", "que", "de", "un", "le",
]);
/// Words of French, Portuguese, German, Italian and Catalan that keep a text from being taken for
/// one of ours.
const OTHER: [u64; 46] = heads([
    "le", "les", "des", "une", "nous", "vous", "est", "et", "sont", "du", "au", "pour", "dans",
    "der", "die", "das", "und", "wir", "ist", "nicht", "mit", "von", "ein", "eine", "sie", "auf",
    "o", "os", "as", "um", "uma", "nao", "em", "da", "do", "com", "estao", "voce", "ao", "foi",
    "il", "di", "che", "sono", "amb", "els",
]);

impl Language {
    /// The language of a locale, if it has rules of its own.
    pub(super) fn of(locale: &Locale) -> Option<Self> {
        match locale.language() {
            "en" => Some(Self::English),
            "es" => Some(Self::Spanish),
            _ => None,
        }
    }

    /// Guesses the language of a text; none where another is as likely.
    pub(super) fn guess(tokens: &Tokens<'_>) -> Option<Self> {
        // A message shows its language in its first words, however long it is.
        const ENOUGH: usize = 200;
        let words = (0..tokens.all.len().min(ENOUGH)).map(|at| head(tokens.word(at)));
        let words: Vec<u64> = words.collect();
        let count = |list: &[u64]| words.iter().filter(|word| list.contains(word)).count();
        let (english, spanish, other) = (count(&ENGLISH), count(&SPANISH), count(&OTHER));
        if english > spanish && english > other {
            Some(Self::English)
        } else if spanish > english && spanish > other {
            Some(Self::Spanish)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_and_spanish_are_told_from_each_other_and_from_the_rest() {
        for (text, expected) in [
            (
                "your shop cannot take card payments and we are working on it",
                Some(Language::English),
            ),
            (
                "su tienda no puede cobrar con tarjeta y estamos en ello",
                Some(Language::Spanish),
            ),
            (
                "votre boutique ne peut pas encaisser et nous y travaillons, le service est coupe",
                None,
            ),
            (
                "ihr geschaft kann keine karten annehmen und wir arbeiten daran",
                None,
            ),
            (
                "a sua loja nao aceita cartao e estamos a trabalhar com o fornecedor",
                None,
            ),
            ("", None),
        ] {
            assert_eq!(Language::guess(&Tokens::of(text)), expected, "{text}");
        }
    }
}
