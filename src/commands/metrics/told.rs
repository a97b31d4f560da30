//! Who was told by when the plan says: the matrix of every word, held against the log.

use chrono::{DateTime, Utc};

use crate::config::Config;
use crate::domain::client::DAILY;
use crate::domain::entry::{Entry, Kind};
use crate::domain::incident::Incident;
use crate::domain::plan::Plan;
use crate::domain::promise::Promise;
use crate::log::{ReadError, Strand};
use crate::metrics::figures::Figures;
use crate::metrics::sample::Share;

/// Who was told something for the first time, and when, in UTC.
type Known = Vec<(String, DateTime<Utc>)>;

/// Counts, for each incident, whom each word reached by when today's plan says, in whatever way.
///
/// Not everybody records whom they told, and clients come and go. So a client or a channel is judged
/// from the first time on at which the log says that they were told. What the next word overtook
/// before it was due is not judged either.
pub(in crate::commands) fn judge(
    config: &Config,
    strands: &[Strand<'_>],
    now: DateTime<Utc>,
    all: &mut [Figures],
) -> Result<(), ReadError> {
    let mut known = Known::new();
    for strand in strands.iter().filter(|strand| strand.was_told()) {
        let incident = strand.incident()?;
        for entry in incident.timeline.iter().filter(|e| e.kind == Kind::Told) {
            if let Some(to) = &entry.facts.internal.told.to {
                match known.iter_mut().find(|(name, _)| name == to) {
                    Some((_, first)) => *first = entry.at.min(*first),
                    None => known.push((to.clone(), entry.at)),
                }
            }
        }
    }
    let Some(first) = known.iter().map(|(_, first)| *first).min() else {
        return Ok(());
    };
    for strand in strands {
        let rhythm = strand.rhythm()?;
        let last = rhythm.beats.iter().rfind(|beat| beat.is_public());
        let figures = all.iter_mut().find(|f| f.incident == rhythm.incident);
        // What was said long before has nobody to judge; its words need not be read.
        let recent = last.is_some_and(|last| last.at + LONGEST >= first);
        if let (Some(figures), true) = (figures, recent) {
            figures.told = share(&strand.incident()?, config, &known, now);
        }
    }
    Ok(())
}

/// The longest time that a plan leaves to tell somebody: their hours begin again within a week.
const LONGEST: chrono::TimeDelta = chrono::TimeDelta::days(8);

fn share(incident: &Incident, config: &Config, known: &Known, now: DateTime<Utc>) -> Share {
    let mut share = Share { part: 0, whole: 0 };
    let words: Vec<&Entry> = incident.public().collect();
    for (place, word) in words.iter().enumerate() {
        let Some(then) = incident.as_of(word.id) else {
            continue;
        };
        let Some(plan) = Plan::of(&then, &config.clients, &config.matrix, word.at) else {
            continue;
        };
        // Whoever is told in several ways has heard it by the first.
        let mut dues: Vec<(&str, DateTime<Utc>)> = Vec::new();
        for call in plan.calls.iter().filter(|call| call.how != DAILY) {
            let Some(due) = call.due else { continue };
            match dues.iter_mut().find(|(name, _)| *name == call.name()) {
                Some((_, first)) => *first = due.min(*first),
                None => dues.push((call.name(), due)),
            }
        }
        let next = words.get(place + 1);
        for (name, due) in dues {
            let due = due + Promise::grace();
            let told = |entry: &&Entry| {
                entry.kind == Kind::Told && entry.facts.internal.told.to.as_deref() == Some(name)
            };
            let since = incident.timeline[then.timeline.len()..].iter();
            let mut until = since.take_while(|e| next.is_none_or(|next| e.id != next.id));
            let heard = until.find(told).map(|entry| entry.at);
            let in_time = heard.is_some_and(|heard| heard <= due);
            let judged = heard.is_some()
                || known
                    .iter()
                    .any(|(known, first)| known == name && *first <= due);
            let lapsed = now > due && next.is_none_or(|next| next.at > due);
            if in_time || judged && lapsed {
                share.whole += 1;
                share.part += usize::from(in_time);
            }
        }
    }
    share
}
