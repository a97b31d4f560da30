//! What is agreed on in a review, as entries of the log: one for each measure, before the review.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::domain::entry::{Entry, EntryId, Kind};
use crate::domain::fact::TextFact;
use crate::domain::facts::Facts;
use crate::domain::measure::{Agreed, Status, Step};
use crate::log::Log;
use crate::text::slug::slug;

/// The most characters of a measure's id; a collision adds `-2`.
const ID_LIMIT: usize = 32;

/// The ids of all measures of a log.
pub fn ids(log: &Log) -> Result<BTreeSet<String>, anyhow::Error> {
    let entries = log.measured()?;
    let ids = entries
        .into_iter()
        .filter_map(|entry| entry.facts.internal.step.measure);
    Ok(ids.collect())
}

/// Makes the entries of what `review` agrees on, to stand before it; `taken` are the ids that other
/// measures have.
pub fn entries(measures: &[Agreed], review: &Entry, taken: &BTreeSet<String>) -> Vec<Entry> {
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
            // The message of the review lists them, so they are agreed on before it.
            at: review.at - TimeDelta::seconds(1),
            kind: Kind::Measured,
            facts,
            clear: Vec::new(),
            ..review.clone()
        });
    }
    entries
}

/// The words of a measure as an id that no other measure has.
pub fn free(what: &str, taken: &BTreeSet<String>) -> String {
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
