//! What a wording rule is: how much it matters where. What it looks for stands in the lexicon of
//! each language, and why on its page.

use super::scene;
use crate::check::finding::Level;
use crate::check::text::Draft;
use crate::domain::dictionary::Pack;
use crate::domain::words::State;

/// A rule about wording.
#[derive(Debug)]
pub(super) struct Rule {
    /// The name of its page.
    pub(super) name: &'static str,
    /// The name of its phrases in the lexicons, where they are not all that the rule looks for.
    pub(super) part: &'static str,
    /// Its level for a draft, or none where it does not apply.
    pub(super) level: fn(&Draft<'_>) -> Option<Level>,
}

const fn rule(name: &'static str, level: fn(&Draft<'_>) -> Option<Level>) -> Rule {
    Rule {
        name,
        part: name,
        level,
    }
}

const fn part(
    name: &'static str,
    part: &'static str,
    level: fn(&Draft<'_>) -> Option<Level>,
) -> Rule {
    Rule { name, part, level }
}

/// Every wording rule.
pub(super) const RULES: &[Rule] = &[
    rule("cliche-apology", formula),
    part("cliche-apology", "cliche-apology formula", unspecific),
    rule("apology-without-ownership", at_the_end),
    rule("blame-third-party", scene::error_outside),
    part(
        "blame-third-party",
        "blame-third-party fault",
        without_action,
    ),
    rule("blame-user", scene::error_outside),
    rule("blame-individual", scene::error),
    rule("excuse-beyond-control", scene::warning),
    rule("overpromised-eta", unconfirmed),
    rule("vague-eta", while_it_lasts),
    part("vague-eta", "vague-eta condition", half_a_promise),
    rule("absolute-promise", scene::error_outside),
    rule("unverified-reassurance", unless_confirmed),
    part(
        "unverified-reassurance",
        "unverified-reassurance soothing",
        scene::error_outside,
    ),
    rule("state-word-mismatch", not_over),
    part(
        "state-word-mismatch",
        "state-word-mismatch still",
        said_to_be_over,
    ),
    rule("minimizing-impact", of_an_incident),
    rule("vague-scope", scene::suggestion),
    rule("hedged-impact", once_known),
    part(
        "euphemism-maintenance",
        "euphemism-maintenance unplanned",
        no_plan,
    ),
    rule("euphemism-maintenance", an_incident),
    rule("generic-problem", scene::warning),
    rule("passive-evasion", for_the_management),
    rule("internal-jargon", unless_developers),
    rule("flippant-tone", while_it_hurts),
    rule("corporate-filler", scene::suggestion),
    rule("cause-unverified", before_it_is_known),
    rule("attack-detail", while_the_way_is_open),
    // Times in figures are read by what they look like, not by phrases.
    rule("time-without-zone", scene::error),
];

/// Whoever else is named as what something depends on is context, once it is said what we do.
fn without_action(draft: &Draft<'_>) -> Option<Level> {
    scene::error_outside(draft).filter(|_| !draft.gates.action)
}

/// A formula hurts most where somebody reads to the end.
#[expect(
    clippy::unnecessary_wraps,
    reason = "the level of a rule may be none, this one's never is"
)]
fn formula(draft: &Draft<'_>) -> Option<Level> {
    let letter = draft.channel == Some("email") || scene::executives(draft);
    Some(if letter { Level::Error } else { Level::Warning })
}

/// Whoever is sorry to all who are affected denies no harm, and while it lasts cannot know it all.
fn unspecific(draft: &Draft<'_>) -> Option<Level> {
    match formula(draft) {
        Some(Level::Warning) if scene::open(draft) => Some(Level::Suggestion),
        level => level,
    }
}

/// While it lasts nobody can own a cause yet, and one sentence has no room for it.
fn at_the_end(draft: &Draft<'_>) -> Option<Level> {
    let over = !scene::open(draft) && scene::outside(draft) && !scene::without_why(draft);
    over.then_some(Level::Suggestion)
}

/// A time for the repair is right once somebody confirmed it, and planned work has its window.
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

/// Who speaks as soon as there is news has promised half of what readers need.
fn half_a_promise(draft: &Draft<'_>) -> Option<Level> {
    while_it_lasts(draft).map(|_| Level::Suggestion)
}

fn unless_confirmed(draft: &Draft<'_>) -> Option<Level> {
    (scene::outside(draft) && !draft.gates.data_confirmed).then_some(Level::Error)
}

fn not_over(draft: &Draft<'_>) -> Option<Level> {
    let open = matches!(
        draft.state,
        Some(State::Investigating | State::Identified | State::Monitoring)
    );
    (open && scene::outside(draft)).then_some(Level::Error)
}

/// What is called resolved is worked on no more.
fn said_to_be_over(draft: &Draft<'_>) -> Option<Level> {
    let over = draft.state == Some(State::Resolved) && !draft.gates.report;
    (over && scene::outside(draft)).then_some(Level::Error)
}

/// How little planned work will disturb is what its readers ask.
fn of_an_incident(draft: &Draft<'_>) -> Option<Level> {
    if scene::planned(draft) {
        return None;
    }
    scene::graver(draft)
}

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

/// Planned work may be called what it is.
fn no_plan(draft: &Draft<'_>) -> Option<Level> {
    (scene::outside(draft) && !scene::planned(draft)).then_some(Level::Error)
}

/// Only an incident can be told from planned work.
fn an_incident(draft: &Draft<'_>) -> Option<Level> {
    let incident = draft.state.is_some() && !scene::planned(draft);
    (scene::outside(draft) && incident).then_some(Level::Suggestion)
}

fn for_the_management(draft: &Draft<'_>) -> Option<Level> {
    if scene::executives(draft) {
        return Some(Level::Warning);
    }
    scene::suggestion(draft)
}

/// Afterwards a lighter word is a matter of taste.
fn while_it_hurts(draft: &Draft<'_>) -> Option<Level> {
    if scene::open(draft) {
        return scene::graver(draft);
    }
    scene::suggestion(draft)
}

/// A guess that is told outside is remembered as a promise; afterwards the cause is known.
fn before_it_is_known(draft: &Draft<'_>) -> Option<Level> {
    let applies = scene::outside(draft) && scene::open(draft) && !scene::planned(draft);
    let early = matches!(draft.state, None | Some(State::Investigating));
    applies.then_some(if early { Level::Error } else { Level::Warning })
}

fn while_the_way_is_open(draft: &Draft<'_>) -> Option<Level> {
    scene::guarded(draft).then_some(Level::Error)
}

/// Developers speak like that themselves.
fn unless_developers(draft: &Draft<'_>) -> Option<Level> {
    let developers = draft.known.is_some_and(|known| known.has(Pack::Developers));
    scene::suggestion(draft).filter(|_| !developers)
}
