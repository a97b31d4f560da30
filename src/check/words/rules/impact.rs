//! How large it is said to be: as it is, in numbers where there are some.

use super::super::scene;
use crate::check::finding::Level;
use crate::check::text::Draft;
use crate::check::words::rule::{Phrases, Rule};
use crate::domain::words::State;

/// A hedge is honest while nobody knows; afterwards it is not.
fn once_known(draft: &Draft<'_>) -> Option<Level> {
    if scene::planned(draft) {
        return None;
    }
    let known = draft.state.is_some_and(|s| s != State::Investigating);
    scene::outside(draft).then_some(if known {
        Level::Warning
    } else {
        Level::Suggestion
    })
}

/// How little planned work will disturb is what its readers ask.
fn of_an_incident(draft: &Draft<'_>) -> Option<Level> {
    if scene::planned(draft) {
        return None;
    }
    scene::graver(draft)
}

/// Planned work may be called what it is.
fn no_plan(draft: &Draft<'_>) -> Option<Level> {
    (scene::outside(draft) && !scene::planned(draft)).then_some(Level::Error)
}

/// Only an incident can be told from planned work.
fn an_incident(draft: &Draft<'_>) -> Option<Level> {
    let incident = draft.state.is_some() && !scene::planned(draft);
    (scene::outside(draft) && incident).then_some(Level::Suggestion)
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "minimizing-impact",
        level: of_an_incident,
        en: Phrases {
            on: &[
                "just|only|merely|simply (a|an|affected a|affecting a|affects a|impacted a|impacting a)? ..1 (brief|short|small|minor|few|handful|tiny|slight|little|limited|couple)",
                "minor|small|slight|tiny|brief|quick|little|momentary|insignificant|trivial|negligible|minimal ..1 (hiccup*|glitch*|blip*|issue|issues|problem|problems|outage|outages|interruption|interruptions|disruption|disruptions|inconvenience*|bug|bugs|incident|incidents|delay|delays|downtime|degradation|impact|bump|bumps|snag|snags|unavailability)",
                "short lived",
                "hiccup|hiccups|blip|blips|snag|snags|glitch|glitches|glitchy",
                "(very|extremely) (limited|small) (number|subset|portion|fraction|percentage) of (users|customers|accounts|requests|clients|projects|people|organizations)",
                "(very|extremely) few (users|customers|accounts|requests|clients|people)",
                "briefly|slightly|momentarily (offline|down|unavailable|degraded|affected|impacted|slow|delayed|elevated|interrupted|inaccessible|out)",
                "a bit|little slower|higher|longer|slow|late",
                "(are|were|is) just (unable|slow|delayed)",
            ],
            unless: &[
                "minor version|release|update|upgrade",
                "minimal impact ..6 expect*",
                "only a few|couple of? minutes|hours|minute|hour",
            ],
            beside: &[
                "# (min|mins|minutes|minute|hours|hour|h|s|seconds|ms|percent|per cent)",
                "*%",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "solo|solamente|unicamente|simplemente|apenas|meramente (se trata de|afecta a|ha afectado a|afecto a)? (un|una|unos|unas)? (breve|breves|pequen*|leve|leves|pocos|pocas|ligero|ligera|ligeros|ligeras|algunos|algunas|simple|minimo|minima|par de)",
                "algun|alguno|alguna|un|una (que otro|que otra)? micro*",
                "leve|leves|pequen*|breve|breves|liger*|minim*|simple|simples|puntual|puntuales|momentane*|insignificante*|menor|menores ..1 (incidencia|incidencias|incidente|incidentes|problema|problemas|fallo|fallos|corte|cortes|interrupcion|interrupciones|contratiempo*|inconveniente*|error|errores|caida|caidas|retraso|retrasos|percance*|molestia*|averia*|disfuncion*)",
                "incidencia|incidencias|incidente|incidentes|problema|problemas|fallo|fallos|corte|cortes|interrupcion|interrupciones|error|errores|averia|averias|caida|caidas ..1 (breve|breves|leve|leves|menor|menores|puntual|puntuales|sin importancia|minim*|momentane*|poco importante*)",
                "problemilla*|problemita*|fallito*|incidencilla*|contratiempo|contratiempos|percance|percances|microcorte*",
                "(numero|grupo) (muy|extremadamente) reducido|pequeno",
            ],
            unless: &["version|actualizacion menor"],
            beside: &[
                "# (min|minutos|minuto|horas|hora|h|s|segundos|ms|por ciento)",
                "*%",
            ],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "vague-scope",
        level: scene::suggestion,
        en: Phrases {
            on: &[
                "(some|certain|several|many|various|a few|a number of|(a|an|the) (very|small|limited|tiny)? (small|limited|tiny)? (subset|portion|number|percentage|fraction|handful|group|minority) of) of? (our|the|your)? ..2 (user|users|customer|customers|client|clients|people|account|accounts|organizations|organisations|regions|merchants|tenants|members|subscribers|viewers)",
                "(some|certain|several|(a|an) small? (subset|portion|number|percentage|fraction) of) (api|http|user|customer|our)? requests",
            ],
            beside: &[
                "*%",
                "# (users|customers|accounts|organizations|organisations|merchants)",
                "plan|tier|region|percent",
                "users|customers|accounts|people|merchants|organizations|organisations who|that|using|with|on|located|running|in",
                "# percent|per",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "(algunos|algunas|ciertos|ciertas|varios|varias|muchos|muchas|diversos|diversas|determinados|determinadas|unos pocos|unas pocas|pocos|pocas|(un|una) (pequen*|reducid*)? (parte|grupo|numero|porcentaje|minoria|subconjunto|punado) (reducid*|limitad*|pequen*)? de) de? (nuestros|nuestras|los|las)? ..1 (usuari*|cliente|clientes|personas|cuentas|empresas|peticiones|solicitudes|regiones|zonas|comercios|abonad*)",
            ],
            beside: &[
                "*%",
                "# (usuari*|cliente*|cuentas|comercios|por)",
                "plan|region",
                "usuarios|usuarias|clientes|cuentas|personas|comercios que|con|en",
            ],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "hedged-impact",
        level: once_known,
        en: Phrases {
            on: &[
                "(user|users|customer|customers|client|clients|you|people|merchants|accounts|organizations|organisations|requests|developers|viewers) ..4 (may|might|could) (be|also|still|have|continue to)? (be|been)? (see|seeing|seen|experience|experiencing|experienced|encounter|encountering|encountered|notice|noticing|receive|receiving|face|facing|observe|observing|find|hit|hitting|unable|affected|impacted)",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "(usuari*|cliente|clientes|personas|ustedes|cuentas|peticiones) ..4 (podria|podrian|puede|pueden|pudiera|pudieran) (estar|verse|llegar a)? (experimenta*|encontrar*|notar|notando|ver|viendo|recibir|recibiendo|sufrir|sufriendo|observar|observando|afectad*|tener (problemas|dificultades))",
                "es posible que ..3 (vea|veas|vean|note|notes|noten|experimente*|encuentre*|reciba*|sufra*)",
                "podria|podrian|pudiera|pudieran (producirse|verse afectad*|experimentarse)",
            ],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "euphemism-maintenance",
        level: no_plan,
        en: Phrases {
            on: &["unscheduled|emergency|unplanned|urgent ..1 maintenance"],
            beside: &["vendor|vendors|provider|providers|supplier|suppliers"],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &["mantenimiento (no programado|de emergencia|urgente|imprevisto|extraordinario)"],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "euphemism-maintenance",
        level: an_incident,
        en: Phrases {
            on: &[
                "performing|undergoing|under ..2 maintenance",
                "suboptimal|sub optimal",
                "reduced (functionality|service level*)",
                "(service|performance) (anomaly|anomalies|variation|event)",
                "performing|making ..2 (service|system|platform) (improvement*|enhancement*|optimization*)",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "(en|tareas de|labores de|trabajos de|operaciones de) mantenimiento",
                "realizando|implementando|haciendo mejoras",
                "disfuncion|disfunciones",
                "funcionamiento|comportamiento suboptimo|anomalo|irregular|inesperado",
            ],
            ..Phrases::NONE
        },
    },
];
