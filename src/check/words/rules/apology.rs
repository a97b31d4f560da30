//! How to be sorry: for a harm that is named, and owned.

use crate::check::finding::Level;
use crate::check::text::Draft;
use crate::check::words::rule::{Phrases, Rule};
use crate::check::words::scene;

/// A formula hurts most where somebody reads to the end.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the level of a rule may be none, this one's never is"
)]
fn formula(draft: &Draft<'_>) -> Option<Level> {
    let letter = draft.channel == Some("email") || scene::executives(draft);
    Some(if letter { Level::Error } else { Level::Warning })
}

/// While it lasts nobody can own a cause yet, and one sentence has no room for it.
fn at_the_end(draft: &Draft<'_>) -> Option<Level> {
    let over = !scene::open(draft) && scene::outside(draft) && !scene::short(draft);
    over.then_some(Level::Suggestion)
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "cliche-apology",
        level: formula,
        en: Phrases {
            on: &[
                "apolog*|appolog*|sorry|regret|regrets|forgive|pardon|excuse ..9 inconvenience*",
                "inconvenience* ..4 may|might|could",
                "any inconvenience* ..3 caused|causes",
                "sorry|apologize|apologise|apologies if",
                "apologize|apologise|apologies|sorry|regret for any",
                "apolog*|sorry|regret ..3 trouble|hassle|annoyance|troubles$",
                "(apolog*|sorry) for (the|this|these|any) (issue|issues|problem|problems|disruption|disruptions|interruption|interruptions|delay|outage)$",
                "(apolog*|sorry|regret) ..4 disruption (this|it|that)",
                "may|might have caused (you|your|our (users|customers|clients))",
                "apolog*|sorry to (all|everyone|anyone|those) ..3 affected|impacted|inconvenienced",
                "apolog* to (all|everyone|anyone|those|our|any) ..5 affected|impacted",
                "(understand|recognize|recognise|aware|realize|realise) ..4 inconvenience*|inconvenient",
            ],
            unless: &["to avoid any? inconvenience*", "minimi* ..3 inconvenience*"],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "lament*|sentimos|siento|sentir|disculp*|perdon*|excus* ..10 molestia*|inconveniente*|inconveniencia*|trastorno*",
                "molestias ocasionadas|causadas|generadas|provocadas|que",
                "disculpas|disculpa|perdon|sentimos|lamentamos si",
                "(disculpas|disculpa|perdon) a (los|las|todos|todas|quienes) ..3 (afectad*|usuari*)",
                "(disculpas|disculpa|perdon|disculpen|disculpad) (por)? (el|la|los|las) (interrupcion|interrupciones|problema|problemas|incidencia|incidencias|retraso|retrasos|demora|demoras)$",
                "(disculp*|lament*|perdon*|sentimos) ..8 que (esto|ello)? (te|le|les|os|nos)? (pud*|pueda*|haya*|hubier*) ..2 (ocasion*|caus*|gener*|supon*|supuesto)",
            ],
            unless: &["evitar (las|los)? molestias|inconvenientes"],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "apology-without-ownership",
        level: at_the_end,
        en: Phrases {
            on: &[
                "(we|i) ..2 (sorry|apologize|apologise)",
                "we're|i'm ..2 sorry",
                "accept our ..1 apologies",
                "sorry|apologies for",
                "our ..1 apologies",
            ],
            anywhere: &[
                "our ..1 (fault|mistake|error|responsibility|change|failure|oversight|doing|bug|configuration|release)",
                "we ..1 (caused|broke|made|failed|missed|overlooked|own|fell|should have|let you down|got (this|it) wrong|were responsible|are responsible|take)",
                "on us",
                "refund*|credit*|compensat*|reimburs*",
                "(we will|we'll|we are|we're|we have|we've) ..2 (add*|chang*|replac*|review*|extend*|improv*|test*|publish*|prevent*|fix*)",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "disculp*|perdon*|lamentamos",
                "sentimos que|mucho|no|los|las",
                "lo sentimos",
            ],
            anywhere: &[
                "culpa|error|fallo|responsabilidad|descuido nuestro|nuestra",
                "nuestro|nuestra culpa|error|fallo|cambio|responsabilidad|descuido",
                "fallamos|provocamos|causamos|rompimos|cambiamos|asumimos|debimos|introdujimos|desplegamos",
                "hemos fallado",
                "nos equivocamos",
                "somos responsables",
                "a la altura",
                "devolv*|reembols*|compensa*|abona*",
                "hemos|vamos a? ..1 (anad*|cambi*|revis*|mejor*|corregi*|sustitu*|public*|reforz*)",
                "anadiremos|cambiaremos|revisaremos|publicaremos|reforzaremos|corregiremos|mejoraremos",
            ],
            ..Phrases::NONE
        },
    },
];
