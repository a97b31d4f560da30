//! What is promised: a time to speak is, a time for the repair only when somebody confirmed it.

use super::super::scene;
use crate::check::finding::Level;
use crate::check::text::Draft;
use crate::check::words::rule::{Phrases, Rule};

fn unconfirmed(draft: &Draft<'_>) -> Option<Level> {
    let applies = scene::outside(draft)
        && scene::open(draft)
        && !scene::planned(draft)
        && !draft.gates.estimate_confirmed;
    applies.then_some(Level::Error)
}

fn while_it_lasts(draft: &Draft<'_>) -> Option<Level> {
    // Planned work has its window instead.
    let applies = scene::outside(draft) && scene::open(draft) && !scene::planned(draft);
    applies.then_some(Level::Warning)
}

fn unless_confirmed(draft: &Draft<'_>) -> Option<Level> {
    (scene::outside(draft) && !draft.gates.data_confirmed).then_some(Level::Error)
}

/// A time or a span, in English.
macro_rules! when {
    () => {
        "#|noon|midnight|tonight|tomorrow|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|end of|a few hours|a few minutes|an hour|a couple|one|two|three|five|ten|fifteen|thirty|next hour|next few|next couple|coming hours|few hours|few minutes"
    };
}

/// What is good again, in English.
macro_rules! mended {
    () => {
        "fix|fixed|resolve|resolved|resolution|restored|restore|restoration|recover|recovered|recovery|back|operational|repaired|running|normal|complete|completed|completion|available|caught up|mitigated|deployed|online|live"
    };
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "overpromised-eta",
        level: unconfirmed,
        en: Phrases {
            on: &[
                concat!(
                    "(will|we'll|should|shall|going to|expect*|anticipate|anticipated|hope|hoping|aim|aiming|plan|planning) ..9 (",
                    mended!(),
                    ") ..2 (in|within|by|before|under|around|at) (the|about|around|approximately|roughly|less than|just|our)? ..1 (",
                    when!(),
                    ")"
                ),
                concat!("(eta|etr) ..4 (", when!(), "|hours|minutes)"),
                concat!(
                    "(estimated time|estimated resolution|estimated recovery|estimated fix|estimated completion|estimated restoration|time to (fix|recovery|resolution)) ..5 (",
                    when!(),
                    ")"
                ),
                "(estimate|estimating|estimated|expecting) ..7 (recover*|resol*|fix*|restor*|complet*) ..5 #",
                "(estimat*|expect*|will|should|can|could|going to) ..4 (take|takes|taking) ..4 (#|a few|several|two|three|an|a couple of) more? (min*|hour*|hrs|day*|week*)",
                concat!(
                    "(recovery|resolution|restoration|rollout|fix|completion|repair|mitigation|deployment) ..7 (expected|scheduled) ..3 (by|within|in|at|before) ..2 (",
                    when!(),
                    ")"
                ),
                "(back|up|online|fixed|resolved|restored|running) again? (in|within) (about|around|less than|under)? (#|a few|two|three|an|a couple of) (min*|hour*|hrs)",
            ],
            unless: &[
                "no|not|without|cannot|can't|don't ..5 eta|estimat*|expect*|time",
                "than|as expected",
                "update|updates|updated|post|inform|share|report|communicat*|write|news|information ..9 in|within|by|before|at|every",
                "if|once|when|until ..3 by",
                "maintenance|upgrade|migration|window ..6 will|expected",
            ],
            anywhere: &[
                "(will|going to|planned|scheduled|planning to) ..6 (upgrade|upgraded|migrate*|migration|maintenance|maintenances|window)",
                "upgrade the",
                "perform* ..3 (scheduled|planned|routine) maintenance|upgrade",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "(estara|estaran|quedara|quedaran|volvera|volveran|volveremos|resolvera|solucionara|restablecera|recuperara|arreglara|tendremos|esperamos|prevemos|confiamos|funcionara|funcionaran|recuperaremos|restableceremos|solucionaremos|resolveremos|arreglaremos|debemos|deberia*) ..8 (en|antes de|antes del|dentro de|hacia|sobre|a) (las|los|la|unos|unas|menos de|aproximadamente|proximas|proximos|el)? ..2 (#|un par|media hora|una hora|dos|tres|cinco|diez|mediodia|medianoche|manana|esta noche|final|fin)",
                "(tiempo|hora|plazo|prevision) estimad*? (de|para)? la? (resolucion|solucion|recuperacion|restablecimiento|arreglo) estimad*? ..3 #",
                "arreglado|arreglada|solucionado|solucionada|resuelto|resuelta|restablecido|restablecida|levantad*|levantarnos en (#|unos|unas|pocos|pocas) ..1 (minutos|minuto|horas|hora)",
            ],
            unless: &[
                "inform*|aviso|avisar*|actualiz*|contar*|noticias|novedades|publicar*|escribir* ..8 en|antes|a|dentro|cada|hacia|sobre",
                "volvera|volveremos a (inform*|avis*|escrib*|public*|actualiz*)",
                "mantenimiento|migracion|ventana ..6 estara|quedara|terminara",
            ],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "vague-eta",
        level: while_it_lasts,
        en: Phrases {
            on: &[
                "shortly|momentarily|imminently|soon|asap",
                "before long",
                "any minute|moment now",
                "in (the near future|due course|no time|a timely manner|a bit|a moment|a while)",
                "as soon|quickly|fast as (possible|we (can|have|know|get)|more information|there is|it (is|becomes) available|they (are|become) available)",
                "later today",
                "at the earliest",
                "in the coming (minutes|hours|days)",
            ],
            unless: &[
                "too|very|how|any|anytime soon",
                "any time soon",
                "as soon as you|the|this",
                "(shortly|soon|possible|today|asap) ..5 (at|by|in|before|within) ..3 #",
                "so soon",
                "soon|shortly after|before|thereafter|following|afterwards",
                "soon to be",
                "expir*|deprecat*|retir* ..1 soon",
                "sooner",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "en breve|brevisimo",
                "proximamente|pronto|enseguida",
                "(lo antes|lo mas pronto|lo mas rapido|tan pronto como sea) posible",
                "cuanto antes",
                "a la brevedad",
                "brevedad posible",
                "(cuando|tan pronto|apenas) (sea|nos sea) posible",
                "en las|los proximas|proximos horas|minutos",
                "a la mayor|maxima brevedad",
                "con la mayor brevedad|celeridad",
                "en (unos|breves)? instantes|momentos",
                "en cuanto (podamos|sea posible|nos sea posible|tengamos|sepamos|haya)",
                "mas adelante",
                "en un rato",
                "a lo largo (del dia|de la (manana|tarde))",
            ],
            unless: &[
                "de|tan|desde|muy pronto",
                "en estos momentos",
                "desde muy pronto",
                "pronto como recarg*|actualic*|entr*",
                "(breve|pronto|posible|adelante|proximamente|antes) ..4 (a|antes|en|de|las) ..2 #",
            ],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "absolute-promise",
        level: scene::error_outside,
        en: Phrases {
            on: &[
                "will|can|shall never ..1 happen|occur|recur",
                "(won't|will not|cannot|can't) (happen|occur|recur)",
                "we can|do? guarantee|promise",
                "we can? assure you",
                "(100%|100 %|completely|totally|absolutely|perfectly) (safe|secure|reliable|certain|immune|protected)",
                "no (further|more|future) (issues|problems|outages|disruption|disruptions|downtime) (will|are expected|is expected)",
                "never again",
            ],
            unless: &[
                "verify|ensure|ensuring|confirm|sure|so|whether ..7 won't|cannot|can't|never happen|occur|recur",
                "so that|this|it ..3 will not",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "nunca|jamas mas? se? (volvera|volveran|repetira|ocurrira|pasara|sucedera) ..2",
                "no se? volvera|volveran a (ocurrir|pasar|suceder|repetirse|fallar|producirse)",
                "no se? (repetira|repetiran|ocurrira|pasara|sucedera)",
                "garantizamos|aseguramos",
                "le|te|les|os aseguro|aseguramos|garantizo",
                "100%|totalmente|completamente|absolutamente segur*|fiable*|protegid*|garantizad*",
                "100 segur*",
            ],
            unless: &[
                "no volvera a informar*|avisar*|cobrar*|pedir*",
                "nos aseguramos",
            ],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "unverified-reassurance",
        level: unless_confirmed,
        en: Phrases {
            on: &[
                "no ..2 (data|information|account|accounts|record|records|credentials|passwords|funds) ..1 (was|were|has been|have been|is|are) ..1 (lost|affected|compromised|exposed|accessed|leaked|impacted|at risk|stolen|corrupted)",
                "(your|all|customer|customers'|customer's|user) ..1 (data|information|account|accounts|money|funds) (is|are|remains|remain|was|were) ..1 (safe|secure|protected|intact|unaffected)",
                "no (evidence|indication|indications|sign|signs|reason to believe) ..9 (data|information|access*|unauthorized|unauthorised|malicious|compromis*|breach*|attack*|misuse*|exfiltrat*|leak*|security)",
                "no data loss|corruption",
                "(not|doesn't|didn't) (affect|impact) ..2 data",
                "(recordings|files|data|accounts|records) ..1 (are|were|is|was) not ..1 (impacted|affected|erased|lost|compromised)",
            ],
            anywhere: &["(we have|we've) (checked|verified)"],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "ningun|ninguna (dato|informacion|cuenta|registro|contrasena|cliente) ..7 (afectad*|comprometid*|perdid*|expuest*|filtrad*|robad*|accedid*)",
                "(no se han|no se ha|sin que se hayan|sin que se haya|no ha habido|no hubo|sin) ..3 (perdid*|perdida de datos|comprometid*|expuest*|filtrad*|fuga|fugas) ..2",
                "(sus|tus|su|tu|vuestros|los|las|nuestros) ..1 (datos|informacion|cuenta|cuentas|dinero|fondos) (de _)? (esta|estan|sigue|siguen|permanece|permanecen) ..1 (segur*|a salvo|protegid*|intact*)",
                "no (hay|tenemos|existe|existen|consta|constan) ..1 (evidencia|evidencias|indicio|indicios|constancia|pruebas)",
            ],
            anywhere: &["lo hemos (comprobado|verificado)"],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "unverified-reassurance",
        level: scene::error_outside,
        en: Phrases {
            on: &[
                "rest assured",
                "nothing to worry",
                "no need to worry|panic",
                "don't worry|panic",
                "do not worry|panic",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "no te|se|os preocup*",
                "pued* estar tranquil*",
                "no hay de? que preocupar*",
                "tranquilidad a|absoluta",
            ],
            ..Phrases::NONE
        },
    },
];
