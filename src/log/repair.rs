//! Repairs a log: unites what a merge left in two halves, and sets aside what is no record.
//! Nothing is lost: the old file stays beside the new one, and so do the bytes set aside. A record
//! that has its place in the log but a value that cannot be read stays, and is named: only a person
//! knows what was meant.

use std::io;
use std::path::{Path, PathBuf};

use crate::clock;
use crate::order;

use super::conflict::sides;
use super::error::{ReadError, RepairError, WriteError};
use super::file::load;
use super::lock::{Lock, PATIENCE, beside};
use super::read::Log;
use super::replace::{Saved, create, replace, resolve};
use super::salvage::{Damage, Salvage, salvage};
use super::unite::Union;

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
    /// What a repair cannot mend, in the order of the file: entries that stay as they are though
    /// one of their values cannot be read. The lines are those of the log as it is now.
    pub unreadable: Vec<ReadError>,
    /// The files that were written beside the log: the log as it was, and what was set aside.
    pub files: Vec<PathBuf>,
    /// None if nothing was written: there was nothing to mend, or it was a dry run.
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
    /// Whether the log was whole: there was nothing to mend, and every value can be read.
    pub fn is_sound(&self) -> bool {
        self.mends_nothing() && self.unreadable.is_empty()
    }

    /// Whether there was nothing that a repair can mend; the file is left alone.
    pub fn mends_nothing(&self) -> bool {
        self.united == 0 && self.conflicts == 0 && self.set_aside.is_empty()
    }
}

/// Repairs the log at `path`. Of each conflict of a merge both sides are rebuilt and their records
/// united by id; half a record, zero bytes, stray lines and whatever else is no record go to
/// a file `….damaged-TIME` beside the log; the log as it was stays as `….before-repair-TIME`. A dry run
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
    if dry_run || plan.repaired.mends_nothing() {
        return Ok(plan.repaired);
    }
    let real = resolve(path)?;
    let _lock = Lock::take(&real, PATIENCE)?;
    // Another writer may have been quicker.
    let Some((bytes, _)) = load(&real, path)? else {
        return Ok(Repaired::default());
    };
    let mut plan = Plan::of(path, &bytes)?;
    if plan.repaired.mends_nothing() {
        return Ok(plan.repaired);
    }
    let written = write(&real, &bytes, &mut plan);
    if written.is_err() {
        for file in &plan.repaired.files {
            drop(std::fs::remove_file(file));
        }
    }
    written?;
    plan.repaired.unreadable = plan.still_unreadable;
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
    plan.repaired.saved = Some(replace(real, None, &[plan.text.as_bytes()])?.0);
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
    /// What will be unreadable, with its lines in the new text.
    still_unreadable: Vec<ReadError>,
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
        let new = Log::of_text(path, text.clone())?;
        let faults = log.units.into_iter().filter_map(|unit| unit.fault);
        let mut faults: Vec<_> = faults.collect();
        order::sort_by_key(&mut faults, |(line, _)| *line);
        let unreadable = faults.into_iter().map(|(line, fault)| ReadError::Entry {
            path: path.to_owned(),
            line,
            fault,
        });
        let set_aside = log.damage.iter().map(|damage| SetAside {
            line: damage.line,
            bytes: damage.bytes.len(),
            why: damage.why.clone(),
        });
        Ok(Self {
            text,
            repaired: Repaired {
                kept: new.len(),
                united: united.twins.len(),
                conflicts,
                set_aside: set_aside.collect(),
                unreadable: unreadable.collect(),
                files: Vec::new(),
                saved: None,
            },
            still_unreadable: new.unreadable(),
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
