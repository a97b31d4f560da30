//! Whose fault it is said to be. A supplier may be named as context; it is still our service.

use super::super::scene;
use crate::check::words::rule::{Phrases, Rule};

/// Who supplies us, in English.
macro_rules! suppliers {
    () => {
        "third party|third parties|3rd party|3rd parties|thirdparty|external party|external parties|external dependency|external dependencies|external service|external provider|vendor*|partner|partners|partner service*|provider|providers|provider's|supplier|suppliers|supplier's|subprocessor*|upstream|carrier|carriers|isp|aws|amazon|azure|microsoft|cloudflare|fastly|akamai|stripe|twilio|okta|sendgrid|jfrog|heroku|digitalocean|integrated party|integration partner"
    };
}

/// Who supplies us, in Spanish.
macro_rules! proveedores {
    () => {
        "tercero|terceros|proveedor|proveedores|proveedora|operador|operadora|operadores|suministrador*|empresa externa|plataforma externa|servicio externo|aws|amazon|azure|microsoft|google|cloudflare|stripe|redsys|telefonica|movistar|arsys"
    };
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "blame-third-party",
        level: scene::error_outside,
        en: Phrases {
            on: &[
                concat!("caused|triggered|created by ..11 (", suppliers!(), ")"),
                concat!("(due|owing) to ..7 (", suppliers!(), ")"),
                concat!(
                    "(because of|as a result of|stem* from|attributed to|attributable to|fault of|correlated ..5 to|traced to|traced back to|result of) ..8 (",
                    suppliers!(),
                    ")"
                ),
                "(provider|vendor|supplier|partner|host|carrier|isp|data center|datacenter) ..2 (failed|broke|let us down|is to blame|is responsible|messed up|didn't|identified that they)",
                "(provider|providers|vendor|vendors|supplier|suppliers|partner|partners) (is|are|was|were|has been|have been) ..2 (experiencing|having|facing|seeing|suffering)",
                "(not|isn't|wasn't) our (fault|problem)",
                "(not|isn't|wasn't) (on|with) our (end|side)",
                "(not|isn't|wasn't) (an|a)? (issue|problem|fault) (on|with) our",
                "on their (end|side)",
                "on *'s (end|side)",
                "(provider's|vendor's|supplier's|partner's|providers|vendors) (end|side)",
                "(provider|vendor|supplier|upstream|third party|3rd party|carrier|isp) (outage|failure|downtime)",
                "because (aws|amazon|azure|cloudflare|microsoft|stripe|twilio|fastly|our ..2 (provider|vendor|supplier|partner|host)) (is|was|are|has)",
                "on (aws|amazon|azure|google|github|cloudflare|microsoft) (side|end)",
                "on (aws|amazon|azure|google|github|cloudflare|microsoft)'s (side|end)",
                "(issue|issues|problem|problems|outage|outages|failure|failures|incident|disruption) (with|at|from|on|by|in|affecting) ..1 (our|an|a|one of our|the|some of our|another)? ..1 (upstream|third party|3rd party|external|cloud|hosting|network|internet|payment|phone|dns|email|sms|cdn|infrastructure) ..2 (provider|providers|vendor|vendors|supplier|suppliers|partner|partners)",
                "(issue|issues|problem|problems|outage|outages|failure|failures|incident|disruption) (with|at|from|on|by|in|affecting) ..2 (upstream|third party|3rd party|external) ..1 (service|services|dependency|system|systems)",
                "(managed|operated|run|hosted) by our ..2 (provider|vendor|supplier|partner)",
                "(issue|issues|problem|problems|outage|outages|failure|failures|disruption) (in|at|with) (aws|amazon|azure|gcp|cloudflare|fastly|stripe|twilio|heroku|digitalocean|github)",
                "emergency ..2 maintenance (from|by|at) ..3 (vendor|provider|supplier|third party|3rd party|partner)",
                "(aws|amazon|azure|cloudflare|microsoft|stripe|twilio|fastly|okta|auth0) ..1 (is|are) ..1 (experiencing|having|suffering)",
                "(change|bug|issue|problem|failure|outage) in the (google|aws|amazon|azure|github|cloudflare|microsoft|gke) ..4 (responsible|caused|preventing)",
            ],
            unless: &[
                "in contact with our|the|that",
                "third party (app|apps|agent|agents|integration|integrations|application|applications|client|clients|cookies|tools|extensions)",
                "our ..1 (incorrect|misconfigur*|change|bug) ..4 of our",
            ],
            beside: &[
                "(switch*|failover|failing over|moved|moving|rerout*|fell back|falling back|second provider|backup provider|alternative provider)",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                concat!(
                    "debido|debida|debidos|debidas a|al ..8 (",
                    proveedores!(),
                    ")"
                ),
                concat!(
                    "(causad*|provocad*|ocasionad*|originad*) por ..8 (",
                    proveedores!(),
                    ")"
                ),
                concat!(
                    "(por culpa de|por culpa del|a causa de|a causa del|como consecuencia de|como consecuencia del) ..7 (",
                    proveedores!(),
                    ")"
                ),
                concat!(
                    "por (un|una) (fallo|caida|error|problema|averia|incidencia|corte) (de|del|en|con) ..6 (",
                    proveedores!(),
                    ")"
                ),
                concat!(
                    "(fallo|fallos|caida|error|problema|problemas|averia|incidencia|incidencias|corte|cortes) (que sufrio|de|del|en|con) ..1 (nuestro|nuestra|un|una|el|la)? (",
                    proveedores!(),
                    ")"
                ),
                "culpa de|del",
                "(proveedor|proveedora|operador|operadora) ..2 (ha tenido|ha sufrido|esta teniendo|esta sufriendo|ha reportado|reporta|tiene|sufre) ..2 (problema|problemas|fallo|fallos|incidencia|incidencias|averia|caida|corte|cortes)",
                "(proveedor|proveedora|operador|operadora) ..3 (ha fallado|nos ha fallado|es el? responsable|tiene la culpa|tiene problemas|sufre)",
                "no (es|fue|ha sido) (culpa nuestra|un? (problema|fallo|error) nuestro)",
                "no solucionaron (los|el) problema*",
            ],
            unless: &[
                "no (es|fue|ha sido) culpa (de|del) ..1 (cliente*|usuari*)",
                "en contacto con",
            ],
            beside: &["(segundo proveedor|pasando|pasado|movido|cambiado|alternativo)"],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "blame-user",
        level: scene::error_outside,
        en: Phrases {
            on: &[
                "user|customer|client|operator error|errors",
                "caused|triggered by (an|a|the|our|some|one|certain)? ..2 (user|users|customer|customers|client|clients|tenant|tenants|administrators)",
                "(customers|customer|users|user|clients|client|you) ..1 (misconfigured|misused|overloaded|abused|ignored)",
                "(customers|users|clients|you) failed to",
                "improper|incorrect|abusive use|usage by|of",
                "abusive client|clients|user|users|customer|customers",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "(error|errores|fallo|fallos) (de|del) (los|las|algun|algunos)? (usuari*|cliente*)",
                "uso|utilizacion indebid*|incorrect*|inadecuad*|abusiv*",
                "(clientes|cliente|usuarios|usuarias|usuario|ustedes) ..1 (configuraron mal|han configurado mal|no siguieron|saturaron|abusaron|usaron mal)",
                "mal uso",
                "no sigan saturando",
            ],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "blame-individual",
        level: scene::error,
        en: Phrases {
            on: &[
                "human error|errors",
                "(technical and human errors|human mistake)",
                "(an|a|one of our|our|the) ..1 (operator|operators|engineer|engineers|technician|technicians|employee|employees|developer|developers|admin|administrator|intern|contractor|contractors|colleague) ..2 (mistakenly|accidentally|inadvertently|erroneously|forgot|failed to|broke|misconfigured|deleted|made a mistake)",
                "(mistake|error|fault|negligence|carelessness) made? (by|of) (an|a|one of our|our|the) ..2 (engineer|engineers|employee|employees|operator|operators|technician|developer|developers|staff|contractor|contractors|intern)",
                "someone (on our team|on the team)? (forgot|broke|deleted|pushed|misconfigured)",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "error|errores|fallo|factor humano|humanos",
                "(error|fallo|descuido|despiste|negligencia) de (un|una|nuestro|nuestra) ..1 (tecnic*|emplead*|ingenier*|operari*|desarrollador*|administrador*|operador*|becari*|trabajador*|companer*)",
                "un|una|uno (de nuestros|de nuestras)? (tecnic*|emplead*|ingenier*|operari*|desarrollador*|administrador*|becari*|companer*) ..1 (borro|olvido|se equivoco|elimino|rompio|cometio|desconecto|no reviso|por error)",
            ],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "excuse-beyond-control",
        level: scene::warning,
        en: Phrases {
            on: &[
                "beyond|outside our ..1 control|hands",
                "(out of|outside of) our ..1 (control|hands)",
                "not have control over",
                "unforeseen circumstance*|event|events|issue|issues|problem*",
                "act|acts of god",
                "force majeure",
                "(due to|because of|owing to|as a result of) (an|a|the)? (unexpected*|unprecedented|unusual*|exceptional*|overwhelming*|unanticipated) ..3 (demand|traffic|usage|load|volume|volumes|popularity|success|interest|surge|surges|spike|requests)",
                "unusually large spike|surge|volume|amount",
                "(these things|outages) happen",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "causa|causas ajena|ajenas|externa|externas",
                "ajeno|ajena|ajenos|ajenas a (nuestr*|nosotros|la empresa|la compania|la entidad)",
                "fuerza mayor",
                "circunstancias imprevistas|ajenas|excepcionales",
                "fuera de nuestro|nuestra control|alcance|mano|manos",
                "(por|debido a) (motivo|motivos) (ajeno|ajenos|tecnico|tecnicos|operativo|operativos|externo|externos)",
                "(debido a|debido al|por|ante) (la|el|una|un)? (alta|alto|elevad*|inusual|inesperad*|excepcional|excesiv*|enorme|gran) ..2 (demanda|trafico|afluencia|volumen|exito|densidad)",
            ],
            ..Phrases::NONE
        },
    },
];
