//! What a review must say, and what is agreed on in it, as entries of the log: one for each measure,
//! before the review.

use super::compose::Said;
use crate::order::Set;

use crate::domain::entry::{Entry, EntryId, Kind};
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::facts::Facts;
use crate::domain::incident::{InForce, Incident};
use crate::domain::measure::{Agreed, Status, Step};
use crate::failure::Failure;
use crate::log::Log;
use crate::text::list::and_ticked;
use crate::text::slug::slug;

/// The most characters of a measure's id; a collision adds `-2`.
const ID_LIMIT: usize = 32;

/// Refuses a review that says nothing, or one that cannot be final yet.
pub fn looked_back(
    kind: &Kind,
    said: &Said,
    incident: &Incident,
    before: &InForce,
) -> Result<(), Failure> {
    let id = &incident.id;
    if let Some((locale, _)) = said
        .facts
        .text(TextFact::What)
        .and_then(|w| w.iter().next())
    {
        return Err(
            Failure::usage(format!("`--what-{locale}` belongs to no measure here")).hint(format!(
                "write it into the measure: `--measure \"WHAT; {locale}: TEXT; owner: NAME; by: TIME\"`"
            )),
        );
    }
    let nothing = said.facts.is_empty() && said.clear.is_empty() && said.measures.is_empty();
    if *kind == Kind::Reviewed && nothing && before.draft.is_none() && before.reviewed.is_some() {
        return Err(Failure::usage(format!(
            "the review of `{id}` is final, and nothing has changed since"
        ))
        .hint(format!(
            "say what is new, such as `vocero review {id} --final --learned TEXT`"
        )));
    }
    if *kind == Kind::Drafted && nothing {
        return Err(Failure::usage(
            "there is nothing to save: nothing is given that the review could say",
        )
        .hint(format!(
            "answer the questions of `vocero review {id}` at a terminal"
        )));
    }
    if *kind == Kind::Drafted {
        return Ok(());
    }
    let drafted = before.draft.as_ref().map(|draft| &draft.facts);
    let told = |fact| {
        let states = |facts: &Facts| facts.text(fact).is_some_and(|text| !text.is_blank());
        let gone = said.clear.contains(&FactName::Text(fact));
        states(&said.facts) || !gone && (drafted.is_some_and(states) || states(&before.facts))
    };
    let ended = |facts: &Facts| facts.times.contains_key(&TimeFact::Ended);
    let over = ended(&said.facts) || drafted.is_some_and(ended) || ended(&before.facts);
    let story = [TextFact::Happened, TextFact::Why, TextFact::Report];
    let missing: Vec<&str> = [
        (
            over && !said.clear.contains(&FactName::Time(TimeFact::Ended)),
            "--ended",
        ),
        (story.into_iter().any(told), "--happened"),
    ]
    .into_iter()
    .filter_map(|(there, flag)| (!there).then_some(flag))
    .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "the review of `{id}` cannot be final: {} must be given",
        and_ticked(&missing)
    ))
    .hint(format!(
        "say it with `vocero review {id} --final {} …`, or save a draft without `--final`",
        missing.join(" … ")
    )))
}

/// The ids of all measures of a log.
pub fn ids(log: &Log) -> Result<Set<String>, anyhow::Error> {
    let entries = log.measured()?;
    let ids = entries
        .into_iter()
        .filter_map(|entry| entry.facts.internal.step.measure);
    Ok(ids.collect())
}

/// Makes the entries of what `review` agrees on, to stand before it; `taken` are the ids that other
/// measures have.
pub fn entries(measures: &[Agreed], review: &Entry, taken: &Set<String>) -> Vec<Entry> {
    let mut taken = taken.clone();
    let mut newest = None;
    let mut entries = Vec::new();
    for measure in measures {
        let what = measure.what.for_reader(&review.locale, &review.locale);
        let id = free(what.map_or("", |(text, _)| text), &taken);
        taken.insert(id.clone());
        let mut facts = Facts::default();
        facts.texts.insert(TextFact::What, measure.what.clone());
        facts.internal.step = Step {
            measure: Some(id),
            aim: Some(measure.aim),
            owner: Some(measure.owner.clone()),
            due: Some(measure.due),
            status: Some(Status::Open),
            reason: None,
        };
        let made = EntryId::after(newest.or(Some(review.id)), review.at);
        newest = Some(made);
        entries.push(Entry {
            id: made,
            kind: Kind::Measured,
            facts,
            clear: Vec::new(),
            ..review.clone()
        });
    }
    entries
}

/// The words of a measure as an id that no other measure has.
pub fn free(what: &str, taken: &Set<String>) -> String {
    let words = match slug(what, ID_LIMIT) {
        empty if empty.is_empty() => "measure".to_owned(),
        words => words,
    };
    let mut id = words.clone();
    for n in 2u32.. {
        if !taken.contains(&id) {
            break;
        }
        id = format!("{words}-{n}");
    }
    id
}
