//! Repairs a log: unites what a merge left in two halves, and sets aside what cannot be read.
//! Nothing is lost: the old file stays beside the new one, and so do the bytes set aside.

use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

use crate::clock;
use crate::domain::entry::EntryId;

use super::conflict::sides;
use super::error::{RepairError, WriteError};
use super::lock::{Lock, PATIENCE, beside};
use super::read::{Log, load};
use super::replace::{Saved, create, replace, resolve};
use super::salvage::{Damage, Salvage, Unit, salvage};

/// What a repair did, or would do.
#[derive(Debug, Default)]
pub struct Repaired {
    /// How many entries the log has now.
    pub kept: usize,
    /// How many of them stood there twice.
    pub united: usize,
    /// How many conflicts of a merge were resolved.
    pub conflicts: usize,
    /// What could not be kept, in the order of the file.
    pub set_aside: Vec<SetAside>,
    /// The files that were written beside the log: the log as it was, and what was set aside.
    pub files: Vec<PathBuf>,
    /// None if nothing was written: the log is sound, or it was a dry run.
    pub saved: Option<Saved>,
}

/// Bytes that could not be kept in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// The line on which they began.
    pub line: usize,
    /// How many they are.
    pub bytes: usize,
    /// What is wrong with them.
    pub why: String,
}

impl Repaired {
    /// Whether there was nothing to repair.
    pub fn is_sound(&self) -> bool {
        self.united == 0 && self.conflicts == 0 && self.set_aside.is_empty()
    }
}

/// Repairs the log at `path`. Of each conflict of a merge both sides are rebuilt and their records
/// united by id; half a record, zero bytes and whatever else cannot be read go to a file
/// `….damaged-TIME` beside the log; the log as it was stays as `….before-repair-TIME`. A dry run
/// only tells.
///
/// # Errors
/// Nothing was changed: one id has two texts, the log is of a newer format, or it cannot be read or
/// written at all.
pub fn repair(path: &Path, dry_run: bool) -> Result<Repaired, RepairError> {
    let Some((bytes, _)) = load(path, path)? else {
        return Ok(Repaired::default());
    };
    let plan = Plan::of(path, &bytes)?;
    if dry_run || plan.repaired.is_sound() {
        return Ok(plan.repaired);
    }
    let real = resolve(path)?;
    let _lock = Lock::take(&real, PATIENCE)?;
    // Another writer may have been quicker.
    let Some((bytes, _)) = load(&real, path)? else {
        return Ok(Repaired::default());
    };
    let mut plan = Plan::of(path, &bytes)?;
    if plan.repaired.is_sound() {
        return Ok(plan.repaired);
    }
    let written = write(&real, &bytes, &mut plan);
    if written.is_err() {
        for file in &plan.repaired.files {
            drop(std::fs::remove_file(file));
        }
    }
    written?;
    Ok(plan.repaired)
}

fn write(real: &Path, old: &[u8], plan: &mut Plan) -> Result<(), WriteError> {
    let time = clock::precise().format("%Y%m%dT%H%M%SZ");
    let files = &mut plan.repaired.files;
    files.push(put_beside(real, &format!(".before-repair-{time}"), old)?);
    if !plan.damage.is_empty() {
        let mut bytes = Vec::new();
        for damage in &plan.damage {
            let Damage { line, why, .. } = damage;
            bytes.extend_from_slice(format!("# from line {line}: {why}\n").as_bytes());
            bytes.extend_from_slice(&damage.bytes);
            bytes.push(b'\n');
        }
        files.push(put_beside(real, &format!(".damaged-{time}"), &bytes)?);
    }
    plan.repaired.saved = Some(replace(real, &[plan.text.as_bytes()])?);
    Ok(())
}

/// Writes a file beside the log under the first name that is free.
fn put_beside(real: &Path, suffix: &str, bytes: &[u8]) -> Result<PathBuf, WriteError> {
    let mut path = beside(real, "", suffix);
    for number in 2.. {
        match create(&path, bytes) {
            Ok(()) => break,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                path = beside(real, "", &format!("{suffix}-{number}"));
            }
            Err(source) => {
                return Err(WriteError::Io {
                    action: "write",
                    path,
                    source,
                });
            }
        }
    }
    Ok(path)
}

/// What the log will be, and what will be told about it.
struct Plan {
    text: String,
    damage: Vec<Damage>,
    repaired: Repaired,
}

impl Plan {
    fn of(path: &Path, bytes: &[u8]) -> Result<Self, RepairError> {
        let (ours, theirs, conflicts) = sides(bytes);
        let mut united = Union::new(path);
        let mut log = united.alone(salvage(path, &ours)?)?;
        if let Some(theirs) = theirs {
            let theirs = united.alone(salvage(path, &theirs)?)?;
            log = united.both(log, theirs)?;
        }
        let text = text_of(&log);
        // Whatever was overlooked is told, not written.
        let kept = Log::of_text(path, text.clone())?.len();
        let set_aside = log.damage.iter().map(|damage| SetAside {
            line: damage.line,
            bytes: damage.bytes.len(),
            why: damage.why.clone(),
        });
        Ok(Self {
            text,
            repaired: Repaired {
                kept,
                united: united.twins.len(),
                conflicts,
                set_aside: set_aside.collect(),
                files: Vec::new(),
                saved: None,
            },
            damage: log.damage,
        })
    }
}

fn text_of(log: &Salvage) -> String {
    let units = log.units.iter().flat_map(|unit| [&unit.lead, &unit.body]);
    let mut text = log.preamble.clone();
    for part in units.chain([&log.tail]).filter(|part| !part.is_empty()) {
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(part);
    }
    text
}

/// Unites records by their ids.
struct Union<'p> {
    path: &'p Path,
    /// The ids of records that stood there twice.
    twins: HashSet<EntryId>,
}

impl<'p> Union<'p> {
    fn new(path: &'p Path) -> Self {
        Self {
            path,
            twins: HashSet::new(),
        }
    }

    /// Unites the records of one log that stand there twice.
    fn alone(&mut self, mut log: Salvage) -> Result<Salvage, RepairError> {
        let mut places: HashMap<EntryId, usize> = HashMap::new();
        let mut units: Vec<Unit> = Vec::with_capacity(log.units.len());
        for unit in log.units {
            match places.get(&unit.id) {
                Some(place) => self.unite(&mut units[*place], &unit)?,
                None => {
                    places.insert(unit.id, units.len());
                    units.push(unit);
                }
            }
        }
        log.units = units;
        Ok(log)
    }

    /// Unites two logs. Each keeps its order; between records that both have, the older ones come
    /// first.
    fn both(&mut self, ours: Salvage, theirs: Salvage) -> Result<Salvage, RepairError> {
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
        damage.sort();
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
