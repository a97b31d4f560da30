//! One form of address in every message: within a Portuguese, French or German text, and against
//! the form that the house has chosen for all of them.

use super::super::language::Language;
use super::super::tokens::Tokens;
use super::super::{Reading, scene};
use crate::check::finding::Level;
use crate::domain::words::Address;

/// Words that go with one form of address only: of a friend, and of somebody one does not know.
struct Forms {
    language: Language,
    informal: &'static [&'static str],
    formal: &'static [&'static str],
}

const FORMS: [Forms; 4] = [
    Forms {
        language: Language::Spanish,
        informal: &[
            "tu",
            "tus",
            "ti",
            "contigo",
            "puedes",
            "tienes",
            "quieres",
            "podras",
            "tendras",
            "necesitas",
            "debes",
            "vuestro",
            "vuestra",
            "vuestros",
            "vuestras",
            "podeis",
            "teneis",
        ],
        formal: &[
            "usted", "ustedes", "disculpe", "acceda", "pongase", "contacte", "intente",
        ],
    },
    // `você` goes with both in most of Brazil; `tu` and `o senhor` do not.
    Forms {
        language: Language::Portuguese,
        informal: &[
            "tu", "teu", "tua", "teus", "tuas", "contigo", "podes", "tens",
        ],
        formal: &["senhor", "senhora", "senhores", "senhoras"],
    },
    Forms {
        language: Language::French,
        informal: &["tu", "toi", "tes", "peux", "dois"],
        formal: &["vous", "votre", "vos", "veuillez", "pouvez", "devez"],
    },
    Forms {
        language: Language::German,
        informal: &[
            "du", "dich", "dir", "dein", "deine", "deinem", "deinen", "deiner", "kannst", "euch",
            "euer", "eure", "eurem", "euren", "eurer",
        ],
        // With a capital where no sentence begins; without one they are she, they and her.
        formal: &[
            "sie", "ihnen", "ihr", "ihre", "ihrem", "ihren", "ihrer", "ihres",
        ],
    },
];

pub(super) fn read(reading: &mut Reading<'_>, language: Language) {
    if !scene::outside(reading.draft) {
        return;
    }
    let Some(forms) = FORMS.iter().find(|forms| forms.language == language) else {
        return;
    };
    let tokens = reading.tokens;
    let form = |at: usize| {
        let word = tokens.word(at);
        if forms.informal.contains(&word) {
            Some(Address::Informal)
        } else if forms.formal.contains(&word)
            && (language != Language::German || polite(reading, at))
        {
            Some(Address::Formal)
        } else {
            None
        }
    };
    let used = (0..tokens.all.len()).filter_map(|at| Some((at, form(at)?)));
    // Where the house has chosen, its choice counts; elsewhere what comes first.
    let chosen = reading.draft.known.and_then(|known| known.address);
    let chosen = match chosen {
        // Spanish has more forms than two, which have a rule of their own.
        None if language == Language::Spanish => return,
        None => used.clone().next().map(|(_, form)| form),
        // Nobody says `o senhor` to everybody.
        Some(Address::Informal) if language == Language::Portuguese => None,
        chosen => chosen,
    };
    let other = chosen.and_then(|chosen| used.into_iter().find(|(_, form)| *form != chosen));
    let Some((at, _)) = other else { return };
    let token = tokens.all[at];
    let known = reading
        .found
        .iter()
        .any(|found| found.rule == "register-mix");
    if !known {
        reading.find("register-mix", Level::Warning, token.start..token.end);
    }
}

/// Whether a German word has a capital that no beginning of a sentence explains.
fn polite(reading: &Reading<'_>, at: usize) -> bool {
    let tokens: &Tokens<'_> = reading.tokens;
    let token = tokens.all[at];
    let bytes = reading.folded.cased.as_bytes();
    let begins = bytes[..token.start]
        .iter()
        .rev()
        .find(|b| !b" *\"\n-".contains(b))
        .is_none_or(|b| b".:!?;".contains(b));
    let capitals = bytes[token.start..token.end]
        .iter()
        .all(u8::is_ascii_uppercase);
    bytes[token.start].is_ascii_uppercase() && !begins && !capitals
}
