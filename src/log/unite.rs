//! Unites the records of two halves of a log, by their ids.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::domain::entry::EntryId;
use crate::order;

use super::error::RepairError;
use super::salvage::{Damage, Salvage, Unit};

/// Unites records by their ids.
pub(super) struct Union<'p> {
    path: &'p Path,
    /// The ids of records that stood there twice.
    pub(super) twins: HashSet<EntryId>,
}

impl<'p> Union<'p> {
    pub(super) fn new(path: &'p Path) -> Self {
        Self {
            path,
            twins: HashSet::new(),
        }
    }

    /// Unites the records of one log that stand there twice.
    pub(super) fn alone(&mut self, mut log: Salvage) -> Result<Salvage, RepairError> {
        let mut places: HashMap<EntryId, usize> = HashMap::new();
        let mut units: Vec<Unit> = Vec::with_capacity(log.units.len());
        for unit in log.units {
            if let Some(place) = places.get(&unit.id) {
                self.unite(&mut units[*place], &unit)?;
            } else {
                places.insert(unit.id, units.len());
                units.push(unit);
            }
        }
        log.units = units;
        Ok(log)
    }

    /// Unites two logs. Each keeps its order; between records that both have, the older ones come
    /// first.
    pub(super) fn both(&mut self, ours: Salvage, theirs: Salvage) -> Result<Salvage, RepairError> {
        let shared: HashSet<EntryId> = theirs.units.iter().map(|unit| unit.id).collect();
        let places: HashMap<EntryId, usize> = ours
            .units
            .iter()
            .zip(0..)
            .map(|(unit, place)| (unit.id, place))
            .collect();
        let count = ours.units.len();
        let mut waiting = ours.units.into_iter().peekable();
        let mut units: Vec<Unit> = Vec::with_capacity(count + theirs.units.len());
        let mut taken: HashMap<EntryId, usize> = HashMap::new();
        for unit in theirs.units {
            if let Some(place) = places.get(&unit.id) {
                let behind = place + 1;
                while count - waiting.len() < behind
                    && let Some(own) = waiting.next()
                {
                    taken.insert(own.id, units.len());
                    units.push(own);
                }
                if let Some(place) = taken.get(&unit.id) {
                    self.unite(&mut units[*place], &unit)?;
                }
            } else {
                let is_older =
                    |own: &Unit| !shared.contains(&own.id) && (own.at, own.id) < (unit.at, unit.id);
                while let Some(own) = waiting.next_if(is_older) {
                    taken.insert(own.id, units.len());
                    units.push(own);
                }
                units.push(unit);
            }
        }
        units.extend(waiting);
        let mut damage = ours.damage;
        let says = |text: &str| text.parse::<toml::Table>().ok();
        if says(&ours.preamble) != says(&theirs.preamble) {
            damage.push(Damage {
                line: 1,
                bytes: theirs.preamble.clone().into_bytes(),
                why: "the other beginning of the log".to_owned(),
            });
        }
        damage.extend(theirs.damage);
        order::sort(&mut damage);
        damage.dedup();
        Ok(Salvage {
            preamble: with_comments(ours.preamble.clone(), &ours.preamble, &theirs.preamble),
            units,
            tail: with_comments(ours.tail.clone(), &ours.tail, &theirs.tail),
            damage,
        })
    }

    /// Takes over the comments of a record that stands there once more.
    fn unite(&mut self, kept: &mut Unit, twin: &Unit) -> Result<(), RepairError> {
        if kept.says != twin.says {
            return Err(RepairError::TwoTexts {
                path: self.path.to_owned(),
                id: kept.id,
                first: kept.line,
                second: twin.line,
            });
        }
        if kept.line != twin.line {
            self.twins.insert(kept.id);
        }
        let known = format!("{}{}", kept.lead, kept.body);
        let lead = std::mem::take(&mut kept.lead);
        kept.lead = with_comments(lead, &known, &format!("{}{}", twin.lead, twin.body));
        Ok(())
    }
}

/// Adds to a text the comments of `other` that `known` does not have.
fn with_comments(mut text: String, known: &str, other: &str) -> String {
    if known == other {
        return text;
    }
    let known: HashSet<&str> = known.lines().map(str::trim).collect();
    for comment in other
        .lines()
        .filter(|line| line.trim_start().starts_with('#'))
    {
        if !known.contains(comment.trim()) {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            text.push_str(comment);
            text.push('\n');
        }
    }
    text
}
