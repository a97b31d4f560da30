//! The languages that have rules of their own, and which of them a text without a locale is in.

use super::letters::place;
use super::tokens::Tokens;
use crate::domain::locale::Locale;
use crate::text::packed::Bytes;

/// A language with rules of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    English,
    Spanish,
    Portuguese,
    French,
    German,
}

/// A language: its tag, and what it is known by: words that it uses all the time, how
/// longer words of it end, and letters that the others do not have.
struct Known {
    language: Language,
    tag: &'static str,
    common: &'static [u64],
    endings: &'static [&'static str],
    letters: &'static str,
}

/// The table that the build script has made of a lexicon.
macro_rules! table {
    ($name:literal) => {
        include_bytes!(concat!(env!("OUT_DIR"), "/lexicon/", $name))
    };
}

/// The table of each lexicon, in the order of the languages. Those of the two that most incidents are
/// told in lie there as they are.
static TABLES: [Bytes; 5] = [
    Bytes::Plain(table!("en.table")),
    Bytes::Plain(table!("es.table")),
    Bytes::packed(table!("pt.table.z")),
    Bytes::packed(table!("fr.table.z")),
    Bytes::packed(table!("de.table.z")),
];

/// The first letters of words with spaces between them, as tokens know them.
macro_rules! heads {
    ($($words:literal)+) => {{
        const WORDS: &str = concat!($($words),+);
        const HEADS: [u64; count(WORDS)] = heads(WORDS);
        &HEADS
    }};
}

const fn count(words: &str) -> usize {
    let (bytes, mut at, mut spaces) = (words.as_bytes(), 0, 0);
    while at < bytes.len() {
        spaces += (bytes[at] == b' ') as usize;
        at += 1;
    }
    spaces + 1
}

const fn heads<const N: usize>(words: &str) -> [u64; N] {
    let (bytes, mut heads) = (words.as_bytes(), [0; N]);
    let (mut at, mut word, mut letter) = (0, 0, 0);
    while at < bytes.len() {
        if bytes[at] == b' ' {
            (word, letter) = (word + 1, 0);
        } else if letter < 8 {
            heads[word] |= (bytes[at] as u64) << (8 * letter);
            letter += 1;
        }
        at += 1;
    }
    heads
}

const KNOWN: [Known; 5] = [
    Known {
        language: Language::English,
        tag: "en",
        common: heads!(
            "the and of is are we our you your to this that these with have has had been were was "
            "will would it its it's not for by from should be can can't cannot could may might must "
            "some any all only few many several no none nobody they their them us as at an or but if "
            "so when while what who which there here we're we'll don't didn't isn't in on do does did "
            "more soon now again still please sorry a"
        ),
        endings: &["ing", "ed", "ly", "ness", "tion", "'s", "'re", "'ve", "'ll"],
        letters: "",
    },
    Known {
        language: Language::Spanish,
        tag: "es",
        common: heads!(
            "el los las una unos unas un del y con hemos estamos tenemos este esta esto estos nuestro "
            "nuestra su sus tu tus al lo ha han mas muy pero ya hay en la le les fue fueron es son era "
            "no se de que por para como cuando mientras sin si nos os te casi varios varias algunos "
            "algunas ni o a quien donde puede pueden podeis podemos ser sera estan hasta desde entre"
        ),
        endings: &[
            "cion", "ciones", "mos", "dad", "ados", "idos", "ando", "iendo", "mente",
        ],
        letters: "ñ¿¡",
    },
    Known {
        language: Language::Portuguese,
        tag: "pt",
        common: heads!(
            "o os as um uma uns umas nao em da do com estao estamos temos voce voces ao aos foi foram "
            "nosso nossa dos das na no nas nos ou mais pelo pela seu sua e de que se por para como "
            "quando enquanto sem ja isso isto este esta sao tem ser sera muito mas ate desde entre "
            "quem onde pode podem a algo alguns algumas qualquer nenhum pagamento servico"
        ),
        endings: &[
            "cao", "coes", "mos", "dade", "ados", "idos", "ando", "endo", "mente",
        ],
        letters: "ãõ",
    },
    Known {
        language: Language::French,
        tag: "fr",
        common: heads!(
            "le les des une nous vous est et sont du au aux pour dans ne pas notre votre nos vos leur "
            "sur qui que avec ce cet cette ces avons avez ont a d l n c s j m qu la un en de se il elle "
            "ils on par plus ou mais si sans cela tout tous toute y ete etait sera seront peut peuvent "
            "c'est n'est n'a qu'il d'un d'une quelques aucun aucune avant apres jamais bientot veuillez etes deja encore lors chez"
        ),
        endings: &["ment", "tion", "tions", "ez", "eur", "eurs", "aux", "aient"],
        letters: "èùœîûë",
    },
    Known {
        language: Language::German,
        tag: "de",
        common: heads!(
            "der die das dem des den und wir ist nicht mit von ein eine einen einem einer sie auf ihr "
            "ihre ihren sind war waren wird werden wurde wurden haben hat hatte zu zum zur vom im am in "
            "um an bei fur es er ich uns unser unsere sich als auch aus nach oder wie noch nur kein "
            "keine keinen kann konnen dass wenn so nie derzeit wieder falls bitte bitten alle"
        ),
        endings: &[
            "ung", "ungen", "lich", "keit", "heit", "schaft", "isch", "ern", "ten",
        ],
        letters: "ß",
    },
];

/// Words of Italian, Catalan and Dutch that keep a text from being taken for one of ours.
const OTHER: &[u64] = heads!(
    "il di che sono amb els gli della stiamo aquest hem i per non het een wij niet zijn geen voor"
);

/// How much a word counts that a language uses all the time, or a letter of its own; an ending
/// counts half of it.
const SURE: usize = 2;

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

    /// Returns the table of its lexicon.
    pub(super) fn lexicon(self) -> &'static [u8] {
        TABLES[self as usize].bytes()
    }

    /// Returns the languages that a text may be in: the most likely one, or the one that is
    /// `expected` where others are as likely; without that all of those, which may be all there are.
    /// None for a text in a language that has no rules.
    pub(super) fn guess(text: &str, tokens: &Tokens<'_>, expected: Option<Self>) -> Vec<Self> {
        // A message shows its language in its first words, however long it is.
        const ENOUGH: usize = 200;
        let words = 0..tokens.all.len().min(ENOUGH);
        let mut counts = [0; KNOWN.len()];
        let mut others = 0;
        for at in words.clone() {
            let head = tokens.all[at].head;
            let mut lists = BEGIN[place(head)];
            while lists != 0 {
                let list = lists.trailing_zeros() as usize;
                let count = counts.get_mut(list).unwrap_or(&mut others);
                *count += SURE * usize::from(LISTS[list].contains(&head));
                lists &= lists - 1;
            }
        }
        for (known, counted) in KNOWN.iter().zip(&mut counts) {
            for at in words.clone() {
                let word = tokens.word(at);
                let ends = |end: &&str| word.len() > end.len() + 2 && word.ends_with(*end);
                *counted += usize::from(known.endings.iter().any(ends));
            }
            if !text.is_ascii() {
                let letters = text.chars().take(8 * ENOUGH).flat_map(char::to_lowercase);
                *counted += SURE * letters.filter(|&c| known.letters.contains(c)).count();
            }
        }
        let most = counts.into_iter().max().unwrap_or_default();
        if others > 0 && others >= most {
            return Vec::new();
        }
        let likely = KNOWN.iter().zip(counts).filter(|(_, count)| *count == most);
        let likely: Vec<Self> = likely.map(|(known, _)| known.language).collect();
        match expected.filter(|expected| likely.contains(expected)) {
            Some(expected) => vec![expected],
            None => likely,
        }
    }
}

/// The common words of each language, and those of all others last.
const LISTS: [&[u64]; KNOWN.len() + 1] = [
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
            begin[place(LISTS[list][at])] |= 1 << list;
            at += 1;
        }
        list += 1;
    }
    begin
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::words::letters::head;

    fn guess(text: &str, expected: Option<Language>) -> Vec<Language> {
        let folded = crate::check::words::fold::Folded::of(text);
        Language::guess(text, &Tokens::of(&folded.lower, None), expected)
    }

    #[test]
    fn languages_are_told_from_each_other_and_from_the_rest() {
        use Language::{English, French, German, Portuguese, Spanish};
        for (text, expected) in [
            (
                "Your shop cannot take card payments and we are working on it",
                &[English][..],
            ),
            ("No data was lost.", &[English]),
            ("Some users may experience slowness.", &[English]),
            (
                "Su tienda no puede cobrar con tarjeta y estamos en ello",
                &[Spanish],
            ),
            ("Esto no volverá a pasar.", &[Spanish]),
            (
                "Votre boutique ne peut pas encaisser et nous y travaillons, le service est coupé",
                &[French],
            ),
            ("C’est réparé.", &[French]),
            (
                "Ihr Geschäft kann keine Karten annehmen und wir arbeiten daran, die Kassen sind aus",
                &[German],
            ),
            ("Voraussichtliche Behebung in Kürze.", &[German]),
            (
                "A sua loja não aceita cartão e estamos a trabalhar com o fornecedor",
                &[Portuguese],
            ),
            (
                "Pedimos desculpa por qualquer inconveniente.",
                &[Portuguese],
            ),
            ("Il servizio non funziona e stiamo lavorando per voi", &[]),
            ("Els pagaments amb targeta no funcionen i hi treballem", &[]),
            ("Het is niet mogelijk en wij zijn het aan het oplossen", &[]),
            (
                "Checkout: 503",
                &[English, Spanish, Portuguese, French, German],
            ),
        ] {
            assert_eq!(guess(text, None), expected, "{text}");
        }
    }

    #[test]
    fn the_expected_language_decides_only_where_the_text_does_not() {
        let (english, spanish) = (Some(Language::English), Some(Language::Spanish));
        assert_eq!(guess("Checkout: 503", spanish), [Language::Spanish]);
        assert_eq!(
            guess("Esto no volverá a pasar.", english),
            [Language::Spanish]
        );
    }

    #[test]
    fn a_word_that_counts_fits_the_letters_by_which_it_is_known() {
        for known in &KNOWN {
            assert!(known.common.iter().all(|head| *head != 0), "{}", known.tag);
        }
        assert_eq!(heads!("the it's"), &[head("the"), head("it's")]);
    }

    #[test]
    fn a_language_is_known_by_its_place() {
        for language in Language::ALL {
            assert_eq!(KNOWN[language as usize].language, language);
        }
    }
}
