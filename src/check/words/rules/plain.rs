//! What says nothing, or says it in the words of the workshop.

use super::super::scene;
use crate::check::finding::Level;
use crate::check::text::Draft;
use crate::check::words::rule::{Phrases, Rule};

fn for_the_management(draft: &Draft<'_>) -> Option<Level> {
    if scene::executives(draft) {
        return Some(Level::Warning);
    }
    scene::suggestion(draft)
}

/// Developers speak like that, and nobody has said yet whether the readers are some.
fn jargon(draft: &Draft<'_>) -> Option<Level> {
    scene::suggestion(draft)
}

pub(super) const RULES: &[Rule] = &[
    Rule {
        name: "generic-problem",
        level: scene::warning,
        en: Phrases {
            on: &[
                "technical difficulty|difficulties|issue|issues|problem|problems|trouble|troubles",
                "system|systems|unknown|unspecified|internal difficulties|issue|issues|problem|problems",
                "(we are|we're) currently|still? (experiencing|having|facing|seeing) (an|a|some)? (issue|issues|problem|problems|difficulties|trouble|outage|incident|disruption)$",
                "(we are|we're) currently|still? (experiencing|having|facing|seeing) (an|a|some)? (issue|issues|problem|problems|difficulties|trouble) (at the moment|right now)",
                "something went wrong",
                "system|systems incident|outage$",
                "aware of (a|an|the) (possible|potential|ongoing)? (issue|problem|incident)$",
                "(issue|problem|incident) (affecting|impacting) (some|our|some of our|a subset of)? (customers|users|services)$",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "(problema|problemas|incidencia|incidencias|incidente|incidentes|fallo|fallos|dificultad|dificultades|inconveniente|inconvenientes|error|errores|averia|averias) (de tipo|de caracter|de indole)? (tecnic*|informatic*|intern*|de sistema|de sistemas|del sistema)",
                "(estamos (teniendo|experimentando|sufriendo)|tenemos) (un|una|unos|unas|algunos|algunas)? (problema|problemas|incidencia|incidencias|dificultades|fallo|fallos)$",
                "(estamos (teniendo|experimentando|sufriendo)|tenemos) (algunos|algunas)? (problemas|incidencias|dificultades|fallos) en estos momentos",
                "algo (ha ido|fue|salio) mal",
            ],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "passive-evasion",
        level: for_the_management,
        en: Phrases {
            on: &[
                "issue|issues|problem|problems|error|errors|outage|outages|incident|incidents|disruption|disruptions|interruption|interruptions|degradation|failure|failures|delay|delays|anomaly|anomalies|mistake|mistakes (was|were|is|are|has been|have been|is being|are being) *ly? (experienced|encountered|observed|seen|noted|introduced|caused|made|noticed|felt|suffered)",
                "has|had (come|been brought) to our attention",
                "there (was|were|is|are|has been|have been) (an|a|some)? ..2 (issue|issues|problem|problems|incident|incidents)",
            ],
            unless: &[
                "caused|introduced|made|noticed|seen|observed by|due|when|because|in|during|with|after|following|as",
                "if|whether|unless|any|further|no ..4 (issue|issues|problem|problems|mistake|error|errors|delays) (is|are|were|have been|has been)",
                "if|whether|unless there",
                "in case there",
                "there (is|are|was|were) no",
                "unless ..3 mistake",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "se (ha|han|habia|habian|esta|estan) (producido|detectado|registrado|experimentado|observado|ocasionado|generado|produciendo|experimentando)",
                "se (produjo|produjeron|detecto|detectaron|registro|registraron|experimento|experimentaron|observo|observaron|origino|originaron|cometio|cometieron|han cometido)",
                "(fue|fueron|ha sido|han sido) (detectad*|experimentad*|observad*|ocasionad*|producid*|registrad*)",
                "(ha habido|hubo|hay|existe|existen) (un|una|unos|unas|algunos|algunas)? ..1 (problema|problemas|incidencia|incidencias|fallo|fallos|corte|cortes|error|errores|averia|averias)",
            ],
            unless: &["no|si (ha habido|hubo|hay|existe|existen)"],
            ..Phrases::NONE
        },
    },
    Rule {
        name: "internal-jargon",
        level: jargon,
        en: Phrases {
            on: &[
                "rca|rollback|rollbacks|hotfix|hotfixes|failover|failovers|runbook|runbooks|kubernetes|k8s|docker|redis|kafka|mysql|postgres*|elasticsearch|memcached|bgp|throughput|autoscal*|backfill*|deadlock*|oom|cpu|p95|p99|telemetry",
                "root cause analysis?",
                "sev #",
                "sev0|sev1|sev2|sev3|sev4",
                "war room",
                "rolled|rolling back",
                "failed over",
                "redeploy*",
                "canary deployment|deploy",
                "feature flag|flags",
                "load balancer|balancers",
                "(replica|replicas|replication|shard|shards|cluster|clusters|pod|pods|node|nodes)",
                "(backend|backends|back end)",
                "memory leak",
                "race condition",
                "(thread|connection) pool",
                "error rate|rates",
                "5xx|4xx",
                "http 4*|5*",
                "500|502|503|504 error|errors|responses|status",
                "packet loss",
                "crash loop*",
                "(database|databases|schema)",
            ],
            ..Phrases::NONE
        },
        es: Phrases {
            on: &[
                "rca|rollback|hotfix|failover|backend|kubernetes|k8s|docker|redis|kafka|mysql|postgres*|bgp|autoescalado|telemetria|timeout|timeouts|microservicio*|cpd|firewall|switch|cpu|balanceador*",
                "causa raiz",
                "sev0|sev1|sev2|sev3|sev4",
                "conmutacion por error",
                "replica|replicas|replicacion|cluster|clusters|nodo|nodos|pod|pods|contenedor|contenedores",
                "alta latencia",
                "latencia|latencias",
                "cuello de botella",
                "fuga de memoria",
                "pool de conexiones",
                "tasa|tasas de error|errores",
                "5xx|4xx",
                "perdida de paquetes",
                "base|bases de datos",
            ],
            ..Phrases::NONE
        },
    },
];
