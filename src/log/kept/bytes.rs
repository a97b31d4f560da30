//! An index as bytes: a head, and sheets. Numbers are short where they are small, and are counted from
//! those of the record before; at the end of each stands a sum over it, which goes on from that of the sheet
//! before. Reading it is half of what many commands do with a long log, so that nothing is read bit by bit;
//! and for what is added to the log a sheet is added, while the others stay as they are.

mod page;

use chrono::{DateTime, Utc};

use crate::domain::beat::Stated;
use crate::domain::entry::Kind;
use crate::domain::fact::TimeFact;
use crate::domain::words::{IncidentType, Severity, State};
use crate::log::index::{Index, Record};
use crate::log::kept::LENGTH;
use crate::log::stream::Stamp;

pub(in crate::log) use page::{Sheets, index, sheets};

/// A bit for each thing that an entry states; the moments have those from [`FIRST_MOMENT`] on.
const STATE: u64 = 1;
const KIND_OF: u64 = 1 << 1;
const SEVERITY: u64 = 1 << 2;
const CONFIRMED: u64 = 1 << 3;
const UNTIL: u64 = 1 << 4;
const WITHDRAWN: u64 = 1 << 5;
const CLOCKED: u64 = 1 << 6;
const WAIVED: u64 = 1 << 7;
const REPORT: u64 = 1 << 8;
const FIRST_MOMENT: usize = 9;

/// What stands before a number of so many bytes.
const TWO: u8 = 0xfd;
const FOUR: u8 = 0xfe;
const EIGHT: u8 = 0xff;

/// Writes a sheet with the records of an index behind the first `known` ones, which stand on the `old`
/// sheets, and the head of what is kept then of the file with this stamp: how many sheets it has, and the
/// records of the incident at the place `meant`. None of an index with something odd.
pub(in crate::log) fn of(
    stamp: &Stamp,
    index: &Index,
    meant: Option<usize>,
    (old, known): (&Sheets<'_>, usize),
) -> Option<(Vec<u8>, Vec<u8>)> {
    let (before, new) = index.records.split_at_checked(known)?;
    let ids = before.iter().map(|r| r.incident + 1).max();
    let ids = index.incidents.get(ids.unwrap_or_default()..)?;
    let mut ink = Ink::new();
    ink.records(&new.iter().collect::<Vec<_>>(), ids, 0)?;
    let (sheet, sum) = ink.summed(old.sum()?);

    let mut ink = Ink::new();
    for number in stamp.numbers() {
        ink.number(number);
    }
    for number in [old.bytes.len() + sheet.len(), old.many + 1] {
        ink.number(number as u64);
    }
    ink.0.extend(sum.to_le_bytes());
    let own = index.records.iter().filter(|r| Some(r.incident) == meant);
    let ids = meant.map_or(&[][..], |place| &index.incidents[place..=place]);
    // Of the only incident of a head no record has to say that it is of it.
    ink.records(&own.collect::<Vec<_>>(), ids, meant.unwrap_or_default())?;
    Some((ink.summed(of_a_head()).0, sheet))
}

/// What the numbers of a record are counted from: those of the one before.
#[derive(Default)]
struct Before {
    end: usize,
    line: usize,
    /// Seconds since 1970, UTC.
    at: i64,
    incident: usize,
}

/// Bytes that are being written: small numbers are short.
struct Ink(Vec<u8>);

impl Ink {
    /// Leaves room for how many there will be.
    fn new() -> Self {
        Self(vec![0; LENGTH])
    }

    /// All of it, with its length before it and its sum at the end, which goes on from another one; and
    /// that sum.
    fn summed(mut self, from: u64) -> (Vec<u8>, u64) {
        let sum = mixed(from, &self.0[LENGTH..]);
        self.0.extend(sum.to_le_bytes());
        let length = (self.0.len() - LENGTH) as u64;
        self.0[..LENGTH].copy_from_slice(&length.to_le_bytes());
        (self.0, sum)
    }

    /// Writes records, and before them the `ids` of incidents that were not told of before; the first
    /// record is counted from the incident at the place `first`.
    fn records(&mut self, records: &[&Record], ids: &[String], first: usize) -> Option<()> {
        self.number(ids.len() as u64);
        for id in ids {
            self.text(id);
        }
        let mut kinds: Vec<&Kind> = Vec::new();
        for record in records {
            if !kinds.contains(&&record.kind) {
                kinds.push(&record.kind);
            }
        }
        self.number(kinds.len() as u64);
        for kind in &kinds {
            self.text(kind.word());
        }
        self.number(records.len() as u64);
        let mut before = Before {
            incident: first,
            ..Before::default()
        };
        for record in records {
            let kind = kinds.iter().position(|kind| **kind == record.kind)?;
            self.record(record, kind, &mut before)?;
        }
        Some(())
    }

    /// A small number is one byte; before others stands how many bytes they have.
    fn number(&mut self, number: u64) {
        let bytes = number.to_le_bytes();
        match number {
            0..0xfd => self.0.push(bytes[0]),
            0xfd..0x1_0000 => {
                self.0.push(TWO);
                self.0.extend(&bytes[..2]);
            }
            0x1_0000..0x1_0000_0000 => {
                self.0.push(FOUR);
                self.0.extend(&bytes[..4]);
            }
            _ => {
                self.0.push(EIGHT);
                self.0.extend(bytes);
            }
        }
    }

    fn signed(&mut self, number: i64) {
        self.number((number << 1 ^ number >> 63).cast_unsigned());
    }

    /// A moment, by the seconds since another one: mostly few, and whole.
    fn moment(&mut self, moment: DateTime<Utc>, since: i64) {
        let (seconds, nanos) = (moment.timestamp() - since, moment.timestamp_subsec_nanos());
        self.signed(seconds << 1 | i64::from(nanos > 0));
        if nanos > 0 {
            self.number(nanos.into());
        }
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend(text.bytes());
    }

    fn record(&mut self, record: &Record, kind: usize, before: &mut Before) -> Option<()> {
        let stated = record.stated.filter(|_| record.whole)?;
        self.0.extend(record.id.number().to_le_bytes());
        self.moment(record.at, before.at);
        self.number(record.start.checked_sub(before.end)? as u64);
        self.number(record.end.checked_sub(record.start)? as u64);
        self.number(record.line.checked_sub(before.line)? as u64);
        let steps = i64::try_from(record.incident).ok()? - i64::try_from(before.incident).ok()?;
        self.signed(steps);
        self.number(kind as u64);
        *before = Before {
            end: record.end,
            line: record.line,
            at: record.at.timestamp(),
            incident: record.incident,
        };
        self.stated(&stated, before.at);
        Some(())
    }

    fn stated(&mut self, stated: &Stated, at: i64) {
        let bit = |is: bool, bit: u64| if is { bit } else { 0 };
        let mut mask = bit(stated.state.is_some(), STATE)
            | bit(stated.kind_of.is_some(), KIND_OF)
            | bit(stated.severity.is_some(), SEVERITY)
            | bit(stated.confirmed, CONFIRMED)
            | bit(stated.until.is_some(), UNTIL)
            | bit(stated.withdrawn() != 0, WITHDRAWN)
            | bit(stated.clocked, CLOCKED)
            | bit(stated.waived > 0, WAIVED)
            | bit(stated.report, REPORT);
        for (place, fact) in TimeFact::ALL.iter().enumerate() {
            mask |= bit(
                stated.times.get(*fact).is_some(),
                1 << (FIRST_MOMENT + place),
            );
        }
        self.number(mask);
        let words = [
            stated.state.map(|word| word as u64),
            stated.kind_of.map(|word| word as u64),
            stated.severity.map(|word| word as u64),
        ];
        for word in words.into_iter().flatten() {
            self.number(word);
        }
        let times = TimeFact::ALL
            .iter()
            .filter_map(|fact| stated.times.get(*fact));
        for moment in stated.until.into_iter().chain(times) {
            self.moment(moment, at);
        }
        if stated.withdrawn() != 0 {
            self.number(stated.withdrawn().into());
        }
        if stated.waived > 0 {
            self.number(stated.waived.into());
        }
    }
}

/// What the sum of the first sheet goes on from: another version, or another list of words, counts
/// otherwise.
fn of_a_sheet() -> u64 {
    let lists = [State::WORDS, IncidentType::WORDS, Severity::WORDS];
    // Which incident is meant was told when the index was kept: who changes that, or how the state of an
    // incident follows from its entries, counts the number up.
    let version = concat!("index 7 of vocero ", env!("CARGO_PKG_VERSION"));
    let mut sum = mixed(0, version.as_bytes());
    for word in lists.into_iter().flatten() {
        sum = mixed(sum, word.as_bytes());
    }
    for fact in TimeFact::ALL {
        sum = mixed(sum, fact.key().as_bytes());
    }
    sum
}

/// What the sum of a head goes on from.
fn of_a_head() -> u64 {
    !of_a_sheet()
}

/// A sum that tells any one changed word of eight bytes for certain.
fn mixed(sum: u64, bytes: &[u8]) -> u64 {
    // Any odd number will do; the digits of the golden ratio mix well.
    const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
    let turn = |sum: u64, word: u64| (sum.rotate_left(23) ^ word).wrapping_mul(ODD);
    let words = bytes.chunks_exact(8);
    let mut last = [0; 8];
    last[..words.remainder().len()].copy_from_slice(words.remainder());
    let mut sum = turn(sum, bytes.len() as u64);
    for word in words {
        let mut eight = [0; 8];
        eight.copy_from_slice(word);
        sum = turn(sum, u64::from_le_bytes(eight));
    }
    turn(sum, u64::from_le_bytes(last))
}
