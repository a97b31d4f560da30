//! What the words say of the state, against the state itself.

use super::super::scene;
use crate::check::finding::Level;
use crate::check::text::Draft;
use crate::check::words::rule::{Phrases, Rule};
use crate::domain::words::State;

fn not_over(draft: &Draft<'_>) -> Option<Level> {
    let open = matches!(
        draft.state,
        Some(State::Investigating | State::Identified | State::Monitoring)
    );
    (open && scene::outside(draft)).then_some(Level::Error)
}

pub(super) const RULES: &[Rule] = &[Rule {
    name: "state-word-mismatch",
    level: not_over,
    en: Phrases {
        on: &[
            "(issue|incident|problem|outage|this|it|everything|service|services|system|systems|payments|errors|which|all|affected|that|bug|performance|functionality) ..4 (is|are|was|has been|have been|and) now|fully|completely|successfully|all? now|fully? (resolved|fixed|solved|back to normal|back up|fully operational|fully restored|fully recovered)",
            "(is|are|has|have) (now|fully|completely) been? (resolved|fixed|restored|recovered|operational)",
            "(all|everything) (is|are) now? (working|operating|back|normal|fine)",
            "(are|is) back to normal",
            "have|has fully (resolved|fixed|recovered)",
            "(we|we've) have? now|fully|successfully? (resolved|restored|recovered|fixed) (the|this|all|service|services|access|functionality|it)",
            "(services|service|apis|systems|all|everything|functionality|access) ..2 (have|has) been ..1 restored",
            "(are|is) (up again|back up|back online|back to normal)",
        ],
        unless: &[
            "until|once|when|if|while|whether|unless|before|after|not|isn't|yet|partially|partly|mostly|nearly|almost|believe|ensure|ensuring|confirm|verify|validat*|awaiting|waiting|confident|think|should|will|soon ..9 resolved|fixed|solved|normal|operational|restored|recovered|back|working",
            "previous|earlier|yesterday|yesterday's ..6 resolved|fixed",
            "for (most|some|many)",
        ],
        beside: &["previous|earlier issue|incident|problem"],
        ..Phrases::NONE
    },
    es: Phrases {
        on: &[
            "(esta|estan|queda|quedan|quedo|fue|ha sido|han sido|se ha|se han) ya|totalmente|completamente? (resuelt*|solucionad*|arreglad*|restablecid*)",
            "ha|han vuelto a la normalidad",
            "todo (funciona|vuelve a funcionar)",
        ],
        unless: &[
            "hasta|cuando|cuanto|vez|si|tras|no|aun|todavia|sin|parcialmente|casi|confirm*|verific* ..7 resuelt*|solucionad*|arreglad*|restablecid*|normalidad|funciona|funcionar",
        ],
        ..Phrases::NONE
    },
}];
