//! What a text about something open leaves out, where there are no facts that could be asked
//! instead: when the next word comes, and what can be done until then.

use super::Reading;
use crate::check::finding::Level;
use crate::check::page;
use crate::check::words::language::Language;
use crate::check::words::lexicon::Lexicon;
use crate::check::words::scene;
use crate::check::words::sought::Phrases;
use crate::domain::words::State;

/// A message is read as far as a message goes.
const LONGEST: usize = 2_000;

pub(super) fn read(reading: &mut Reading<'_>, language: Language) {
    let draft = reading.draft;
    let open = matches!(
        draft.state,
        Some(State::Investigating | State::Identified | State::Monitoring)
    );
    if !draft.alone || !open || !scene::outside(draft) || scene::planned(draft) {
        return;
    }
    // A step milder than where the facts say so: the page around a text may tell.
    left_out(reading, language, "next-update-missing", Level::Warning);
    if !draft.gates.security {
        left_out(reading, language, "workaround-unstated", Level::Suggestion);
    }
}

/// Notes the last sentence, behind which it would stand, unless the text says it somewhere.
fn left_out(reading: &mut Reading<'_>, language: Language, rule: &'static str, level: Level) {
    let tokens = reading.tokens;
    let Some(last) = tokens.sentences.last() else {
        return;
    };
    let phrases = Lexicon::of(language).phrases(rule);
    let mut at = 0;
    while at < tokens.all.len().min(LONGEST) {
        let end = |phrases: Phrases| phrases.longest(tokens, at);
        // `You cannot pay` is not what somebody can do.
        at = match (end(phrases.unless), end(phrases.anywhere)) {
            (Some(end), _) => end,
            (None, Some(_)) => return,
            (None, None) => at + 1,
        };
    }
    let place = tokens.all[last.start].start..tokens.all[last.end - 1].end;
    reading.find(rule, level, place);
    if rule == "next-update-missing"
        && let Some(found) = reading.found.last_mut()
    {
        // There is no option to set in a text from elsewhere, but a sentence to write.
        page::named("vague-eta")
            .help(None)
            .clone_into(&mut found.help);
    }
}
