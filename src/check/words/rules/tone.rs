//! How it sounds to somebody who may be losing money right now.

use super::super::scene;
use crate::check::finding::Level;
use crate::check::text::Draft;
use crate::check::words::rule::{Phrases, Rule};

/// Afterwards a lighter word is a matter of taste.
fn while_it_hurts(draft: &Draft<'_>) -> Option<Level> {
    if scene::open(draft) {
        return scene::graver(draft);
    }
    scene::suggestion(draft)
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "flippant-tone",
        level: while_it_hurts,
        en: Phrases {
            on: &[
                "oops|oopsie|whoops|yikes|yay|woohoo|hooray|phew|d'oh|hamster|hamsters|gremlin|gremlins|lol|haha|guys|folks",
                "uh oh",
                "hang|sit tight",
                "hang in there",
                "good|great news",
                "never fear",
                "fear not",
                "stay tuned",
                "fingers crossed",
                "our bad",
                "chugging along",
                "calling it good",
                "no biggie",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "upss|upsss|uy|uyy|ostras|jaja*|jeje*|duendes|hamster|hamsters",
                "^ups$",
                "chicos|chicas",
                "buenas noticias",
                "cruzamos|cruzad|cruzando los dedos",
                "no cunda|panda el panico|cunico",
                "nuestro querido",
                "se nos ha ido la olla",
            ],
            unless: &["un|una|el|la|los|del|al|de ups"],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "corporate-filler",
        level: scene::suggestion,
        en: Phrases {
            on: &[
                "thanks|thank you? ..2 for your? ..1 (patience|understanding|bearing with|cooperation)",
                "appreciate|value your ..1 (patience|understanding|business|loyalty|trust)",
                "take|takes|taking ..8 seriously",
                "work|working|works ..2 (diligently|tirelessly|hard|around the clock|feverishly|aggressively)",
                "all hands on deck",
                "(top|highest|utmost) priority",
                "utmost importance",
                "important to us",
                "strive to",
                "world class",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "gracias ..2 por (su|tu|vuestra|la) ..1 (paciencia|comprension|confianza|colaboracion)",
                "agrade* ..3 (paciencia|comprension|confianza|colaboracion)",
                "tomamos muy? en serio",
                "trabajan|trabajamos|trabajando|trabaja ..3 (intensamente|incansablemente|arduamente|sin descanso|a contrarreloj|duro|con la? maxima? (diligencia|celeridad))",
                "maxima|absoluta prioridad",
                "muy importante|importantes para nosotros",
                "compromiso con la? (calidad|excelencia|transparencia)",
            ],
            ..Phrases::NONE
        },
    },
];
