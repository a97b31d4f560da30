//! What a text about something open leaves out, where there are no facts that could be asked
//! instead: when the next word comes, and what can be done until then.

use super::Reading;
use crate::check::finding::Level;
use crate::check::page;
use crate::check::words::scene;
use crate::check::words::understood::Understood;
use crate::domain::words::State;

/// A message is read as far as a message goes.
const LONGEST: usize = 2_000;

pub(super) fn read(reading: &mut Reading<'_>, text: &Understood<'_>) {
    let draft = reading.draft;
    let open = matches!(
        draft.state,
        Some(State::Investigating | State::Identified | State::Monitoring)
    );
    if !draft.alone || !open || !scene::outside(draft) || scene::planned(draft) {
        return;
    }
    // A step milder than where the facts say so: the page around a text may tell.
    left_out(reading, text, "next-update-missing", Level::Warning);
    if !draft.gates.security {
        left_out(reading, text, "workaround-unstated", Level::Suggestion);
    }
}

/// Notes the last sentence, behind which it would stand, unless the text says it somewhere.
fn left_out(reading: &mut Reading<'_>, text: &Understood<'_>, rule: &'static str, level: Level) {
    let tokens = reading.tokens;
    let Some(last) = tokens.sentences.last() else {
        return;
    };
    if says(text, rule) {
        return;
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

/// Whether the text says somewhere what a rule looks for, in words that do not mean something else: `you
/// cannot pay` is not what somebody can do.
fn says(text: &Understood<'_>, rule: &str) -> bool {
    let phrases = text.phrases(rule);
    let message = 0..text.tokens.all.len().min(LONGEST);
    let said = text.found(phrases.anywhere, message.clone());
    if said.is_empty() {
        return false;
    }
    let others = text.found(phrases.unless, message.clone());
    let mut at = message.start;
    while at < message.end {
        // The longest of those that begin here.
        let other = others
            .iter()
            .filter(|words| words.start == at)
            .map(|words| words.end);
        if let Some(end) = other.max() {
            at = end;
        } else if said.iter().any(|words| words.start == at) {
            return true;
        } else {
            at += 1;
        }
    }
    false
}
