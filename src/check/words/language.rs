//! The languages that have rules of their own, and which of them a text without a locale is in.

use super::marks::spread;
use super::tokens::{Tokens, head};
use crate::domain::locale::Locale;

/// A language with rules of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Spanish,
    Portuguese,
    French,
    German,
}

/// A language: its tag, its lexicon, and words that it uses all the time and the others do not.
struct Known {
    language: Language,
    tag: &'static str,
    lexicon: &'static str,
    common: &'static [&'static str],
}

const KNOWN: [Known; 5] = [
    Known {
        language: Language::English,
        tag: "en",
        lexicon: concat!(
            include_str!("lexicon/en.txt"),
            include_str!("lexicon/causes/en.txt")
        ),
        common: &[
            "the", "and", "of", "is", "are", "we", "our", "you", "your", "to", "this", "with",
            "have", "has", "been", "were", "will", "it", "not", "for", "by", "should", "be",
        ],
    },
    Known {
        language: Language::Spanish,
        tag: "es",
        lexicon: concat!(
            include_str!("lexicon/es.txt"),
            include_str!("lexicon/causes/es.txt")
        ),
        common: &[
            "el", "los", "las", "una", "del", "y", "con", "hemos", "estamos", "este", "nuestro",
            "nuestra", "su", "sus", "al", "lo", "ha", "han", "mas", "muy", "pero", "ya", "hay",
            "en", "la", "un", "le",
        ],
    },
    Known {
        language: Language::Portuguese,
        tag: "pt",
        lexicon: concat!(
            include_str!("lexicon/pt.txt"),
            include_str!("lexicon/causes/pt.txt")
        ),
        common: &[
            "o",
            "os",
            "as",
            "um",
            "uma",
            "nao",
            "em",
            "da",
            "do",
            "com",
            "estao",
            "voce",
            "ao",
            "foi",
            "nosso",
            "nossa",
            "dos",
            "das",
            "na",
            "no",
            "ou",
            "mais",
            "pelo",
            "pela",
            "seu",
            "sua",
            "e",
            "pagamento",
            "servico",
        ],
    },
    Known {
        language: Language::French,
        tag: "fr",
        lexicon: concat!(
            include_str!("lexicon/fr.txt"),
            include_str!("lexicon/causes/fr.txt")
        ),
        common: &[
            "le", "les", "des", "une", "nous", "vous", "est", "et", "sont", "du", "au", "pour",
            "dans", "ne", "pas", "notre", "votre", "sur", "qui", "avec", "ce", "avons", "d", "l",
            "la", "un", "en",
        ],
    },
    Known {
        language: Language::German,
        tag: "de",
        lexicon: concat!(
            include_str!("lexicon/de.txt"),
            include_str!("lexicon/causes/de.txt")
        ),
        common: &[
            "der", "die", "das", "und", "wir", "ist", "nicht", "mit", "von", "ein", "eine", "sie",
            "auf", "ihre", "sind", "haben", "zu", "den", "im", "bei", "werden",
        ],
    },
];

/// Words of Italian and Catalan that keep a text from being taken for one of ours.
const OTHER: &[&str] = &[
    "il", "di", "che", "sono", "amb", "els", "gli", "della", "stiamo", "aquest", "hem", "i", "per",
    "non",
];

impl Language {
    /// Every language, in the order in which they are counted.
    #[cfg(test)]
    pub(super) const ALL: [Self; 5] = [
        Self::English,
        Self::Spanish,
        Self::Portuguese,
        Self::French,
        Self::German,
    ];

    /// The language of a locale, if it has rules of its own.
    pub(super) fn of(locale: &Locale) -> Option<Self> {
        let known = KNOWN.iter().find(|known| known.tag == locale.language());
        known.map(|known| known.language)
    }

    /// Returns its tag.
    pub(super) fn tag(self) -> &'static str {
        KNOWN[self as usize].tag
    }

    /// Returns the text of its lexicon.
    pub(super) fn lexicon(self) -> &'static str {
        KNOWN[self as usize].lexicon
    }

    /// Guesses the language of a text; none where another is as likely.
    pub(super) fn guess(tokens: &Tokens<'_>) -> Option<Self> {
        // A message shows its language in its first words, however long it is.
        const ENOUGH: usize = 200;
        let mut counts = [0_usize; LISTS.len()];
        for (at, token) in tokens.all.iter().enumerate().take(ENOUGH) {
            let mut lists = BEGIN[place(token.head)];
            while lists != 0 {
                let list = lists.trailing_zeros() as usize;
                counts[list] += usize::from(LISTS[list].contains(&tokens.word(at)));
                lists &= lists - 1;
            }
        }
        let (mut best, mut most) = (None, counts[KNOWN.len()]);
        for (known, &counted) in KNOWN.iter().zip(&counts) {
            if counted > most {
                (best, most) = (Some(known.language), counted);
            } else if counted == most {
                best = None;
            }
        }
        best
    }
}

/// The common words of each language, and those of all others last.
const LISTS: [&[&str]; KNOWN.len() + 1] = [
    KNOWN[0].common,
    KNOWN[1].common,
    KNOWN[2].common,
    KNOWN[3].common,
    KNOWN[4].common,
    OTHER,
];

/// The lists that have a word which begins with letters like these, a bit for each: most words of a
/// text are in one, and few in more.
static BEGIN: [u8; 1 << 8] = {
    let mut begin = [0; 1 << 8];
    let mut list = 0;
    while list < LISTS.len() {
        let mut at = 0;
        while at < LISTS[list].len() {
            begin[place(head(LISTS[list][at]))] |= 1 << list;
            at += 1;
        }
        list += 1;
    }
    begin
};

/// The place of the words with these first letters among the lists.
const fn place(head: u64) -> usize {
    (spread(head) >> 24) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_from_each_other_and_from_the_rest() {
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
                Some(Language::French),
            ),
            (
                "ihr geschaft kann keine karten annehmen und wir arbeiten daran, die kassen sind aus",
                Some(Language::German),
            ),
            (
                "a sua loja nao aceita cartao e estamos a trabalhar com o fornecedor",
                Some(Language::Portuguese),
            ),
            ("il servizio non funziona e stiamo lavorando per voi", None),
            ("", None),
        ] {
            assert_eq!(Language::guess(&Tokens::of(text, None)), expected, "{text}");
        }
    }

    #[test]
    fn a_language_is_known_by_its_place() {
        for language in Language::ALL {
            assert_eq!(KNOWN[language as usize].language, language);
        }
    }
}
