//! One way to address the reader, from the first sentence to the last.

use super::Reading;
use crate::check::finding::Level;
use crate::check::words::language::Language;
use crate::check::words::scene;

/// Words that only go with one form of address. `su` and `puede` are none: they may speak of others.
const FORMS: &[&[&str]] = &[
    &[
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
        "te",
    ],
    &[
        "usted",
        "ustedes",
        "disculpe",
        "disculpen",
        "acceda",
        "accedan",
        "pongase",
        "contacte",
        "contacten",
        "intente",
        "intenten",
        "rogamosle",
        "ruegole",
    ],
    &[
        "os",
        "vuestro",
        "vuestra",
        "vuestros",
        "vuestras",
        "podeis",
        "teneis",
        "podreis",
        "tendreis",
        "disculpad",
        "contactad",
        "escribidnos",
    ],
    &["vos", "podes", "tenes", "queres"],
];

pub(super) fn read(reading: &mut Reading<'_>, language: Language) {
    if language != Language::Spanish || !scene::outside(reading.draft) {
        return;
    }
    let tokens = reading.tokens;
    let mut first = None;
    for at in 0..tokens.all.len() {
        let word = tokens.word(at);
        let Some(form) = FORMS.iter().position(|words| words.contains(&word)) else {
            continue;
        };
        match first {
            None => first = Some(form),
            Some(used) if used != form => {
                let place = tokens.all[at].start..tokens.all[at].end;
                reading.find("register-mix", Level::Warning, place);
                return;
            }
            Some(_) => {}
        }
    }
}
