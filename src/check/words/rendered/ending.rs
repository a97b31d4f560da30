//! The last message says first that it is over.

use super::Reading;
use crate::check::finding::Level;
use crate::check::words::language::Language;
use crate::check::words::pattern::Pattern;
use crate::check::words::scene;
use crate::check::words::tokens::Tokens;
use std::sync::OnceLock;

/// How an end is announced, and what takes it back.
struct Words {
    over: &'static [&'static str],
    not: &'static [&'static str],
}

const ENGLISH: Words = Words {
    over: &[
        "resolved|fixed|restored|recovered|solved|healthy|completed|complete|closed|corrected|concluded",
        "(is|are) over",
        "been over since",
        "back|returned|return (to normal|online|up|to service)",
        "returned to (normal|expected|regular) ..1",
        "work|works|working (again|normally|properly|correctly|as (expected|usual|normal|intended))",
        "working (well|fine)",
        "(operating|operational|functioning|functional|running) (normally|again|as)?",
        "(operating|functioning|running|processing|performing) ..1 (normally|smoothly|again|as expected)",
        "available (again|now)?",
        "back to normal",
        "normal (operation|operations|levels|service|again|performance)",
        "no longer ..3",
        "normally once? again",
        "(everything|all) (is|looks|seems) (good|fine|well|back)",
        "false alarm",
        "(was|were|is) successful",
        "successfully (completed|finished|updated|migrated)",
    ],
    not: &[
        "(not|isn't|aren't|never|until|once|partially|when|if|before|hope|working on|working to|continue to|continuing to) ..7 resolved|fixed|restored|recovered|working|operational|solved|available|complete",
        "still ..6 (ongoing|investigating|looking|working on|seeing|experiencing|ongoing)",
        "will ..5 resolved|fixed|restored|recovered",
    ],
};

const SPANISH: Words = Words {
    over: &[
        "resuelt*|solucionad*|restablecid*|restaurad*|recuperad*|corregid*|finalizad*|arreglad*|reparad*|normalidad|operativ*|terminad*|concluid*|completad*|cerrad*|solvent*",
        "funciona|funcionan|funcionando ..3 (nuevo|vez|correctamente|normalidad|bien)",
        "ya funciona|funcionan|esta|estan",
        "vuelve|vuelven|volvio|vuelto a (funcionar|estar|la normalidad)",
        "se ha|han|pudo|puede ..3 (solucionar|resolver|restablecer)",
        "ha? terminado|termino",
        "se resolvio|soluciono|restablecio|recupero|corrigio",
        "falsa alarma",
        "fin de|del",
    ],
    not: &[
        "no|aun|todavia|hasta|parcialmente|cuando ..7 resuelt*|solucionad*|restablecid*|recuperad*|operativ*|normalidad",
    ],
};

struct Read {
    over: Vec<Pattern>,
    not: Vec<Pattern>,
}

fn patterns(language: Language) -> &'static Read {
    static EN: OnceLock<Read> = OnceLock::new();
    static ES: OnceLock<Read> = OnceLock::new();
    let read = |words: &Words| Read {
        over: words.over.iter().map(|p| Pattern::of(p)).collect(),
        not: words.not.iter().map(|p| Pattern::of(p)).collect(),
    };
    match language {
        Language::English => EN.get_or_init(|| read(&ENGLISH)),
        Language::Spanish => ES.get_or_init(|| read(&SPANISH)),
    }
}

pub(super) fn read(reading: &mut Reading<'_>) {
    let (draft, tokens) = (reading.draft, reading.tokens);
    let (Some(language), Some(state)) = (reading.language, draft.state) else {
        return;
    };
    if !state.is_over()
        || !scene::outside(draft)
        || says_so(patterns(language), tokens, greets(draft.channel))
    {
        return;
    }
    let Some(first) = tokens.sentences.first() else {
        return;
    };
    let place = tokens.all[first.start].start..tokens.all[first.end - 1].end;
    // A span of time that is closed says it too, to whoever looks twice.
    let level = if closed_span(tokens) {
        Level::Suggestion
    } else {
        Level::Error
    };
    reading.find("resolved-not-clear", level, place);
}

/// How many sentences a channel says before the message: a subject, who is speaking.
fn greets(channel: Option<&str>) -> usize {
    match channel {
        Some("email") => 1,
        Some("phone" | "recording" | "auto-reply") => 4,
        _ => 0,
    }
}

/// Whether the first sentence names a time from which and one to which it lasted.
fn closed_span(tokens: &Tokens<'_>) -> bool {
    const NEAR: usize = 40;
    let Some(first) = tokens.sentences.first() else {
        return false;
    };
    let words = first.start..first.end.min(first.start + NEAR);
    let times = words
        .clone()
        .filter(|&at| tokens.word(at).contains(':'))
        .count();
    let spans = words.clone().any(|at| {
        matches!(
            tokens.word(at),
            "between" | "from" | "entre" | "desde" | "until"
        )
    });
    times >= 2 && spans
}

/// Whether one of the first two sentences says that it is over, or a label before them.
fn says_so(read: &Read, tokens: &Tokens<'_>, greeting: usize) -> bool {
    /// A sentence is read as far as a sentence goes.
    const LONGEST: usize = 120;
    const LABEL: usize = 3;
    let labels = tokens
        .sentences
        .iter()
        .take_while(|sentence| sentence.len() <= LABEL);
    let first = labels.count() + 2 + greeting;
    tokens.sentences.iter().take(first).any(|sentence| {
        let words = sentence.start..sentence.end.min(sentence.start + LONGEST);
        let ends = |patterns: &[Pattern]| -> Vec<(usize, usize)> {
            let at = words.clone();
            at.flat_map(|at| {
                patterns
                    .iter()
                    .filter_map(move |p| Some((at, p.end(tokens, at)?)))
            })
            .collect()
        };
        let taken_back = ends(&read.not);
        ends(&read.over).into_iter().any(|(start, end)| {
            !taken_back
                .iter()
                .any(|&(from, to)| from < end && start < to)
        })
    })
}
