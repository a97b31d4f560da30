//! Sorts a damaged log into the records that are whole and the bytes that are not.

use std::path::Path;

use chrono::{DateTime, Utc};

use crate::domain::entry::EntryId;

use super::conflict::Side;
use super::error::ReadError;
use super::facts;
use super::format::{FORMAT, HEADER, PREAMBLE};
use super::index::ENTRY_LIMIT;
use super::scan::{Piece, Scanner};

/// A whole record with the comments above it.
#[derive(Debug)]
pub(super) struct Unit {
    /// Blank lines and comments above the record.
    pub(super) lead: String,
    pub(super) body: String,
    /// What the record says, however it is written.
    pub(super) says: toml::Table,
    pub(super) id: EntryId,
    pub(super) at: DateTime<Utc>,
    /// The line of its header in the file.
    pub(super) line: usize,
}

/// Bytes that could not be kept in the log.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Damage {
    /// The line of the file on which they begin.
    pub(super) line: usize,
    pub(super) bytes: Vec<u8>,
    pub(super) why: String,
}

/// A log, sorted.
#[derive(Debug, Default)]
pub(super) struct Salvage {
    pub(super) preamble: String,
    pub(super) units: Vec<Unit>,
    /// Blank lines and comments after the last record.
    pub(super) tail: String,
    pub(super) damage: Vec<Damage>,
}

/// Sorts one side of a log; `path` is for errors.
///
/// # Errors
/// The log is of a newer format: its records may be whole in ways unknown here.
pub(super) fn salvage(path: &Path, side: &Side) -> Result<Salvage, ReadError> {
    let mut sorter = Sorter {
        path,
        side,
        sorted: Salvage::default(),
        lead: String::new(),
    };
    let mut scanner = Scanner::past_markers(&side.text);
    while let Some(Ok(piece)) = scanner.next_piece() {
        let strays = scanner.take_strays();
        let mut text = String::new();
        let mut at = piece.start;
        for stray in strays {
            text.push_str(&side.text[at..stray.start]);
            sorter.set_aside(&piece, stray.start, stray.end, "a stray conflict marker");
            at = stray.end;
        }
        text.push_str(&side.text[at..piece.end]);
        let loose = loose_end(&text);
        text.truncate(text.len() - loose);
        let refused = if piece.is_record {
            sorter.record(&piece, &text)
        } else {
            sorter.preamble(text)?
        };
        if let Err(why) = refused {
            let end = scanner.retreat(&piece);
            sorter.set_aside(&piece, piece.start, end, &why);
        } else if loose > 0 {
            let start = piece.end - loose;
            sorter.set_aside(&piece, start, piece.end, "bytes that are no entry");
        }
    }
    let mut sorted = sorter.sorted;
    sorted.tail = sorter.lead;
    // A marker passed over twice, after going back, is one.
    sorted.damage.sort();
    sorted.damage.dedup();
    Ok(sorted)
}

struct Sorter<'a> {
    path: &'a Path,
    side: &'a Side,
    sorted: Salvage,
    /// Blank lines and comments that stand above the next record.
    lead: String,
}

impl Sorter<'_> {
    /// Notes bytes of a piece that cannot be kept.
    fn set_aside(&mut self, piece: &Piece<'_>, start: usize, end: usize, why: &str) {
        let before = self.side.text[piece.start..start].bytes();
        let lines = before.filter(|byte| *byte == b'\n').count();
        self.sorted.damage.push(Damage {
            line: self.side.line_in_file(piece.line + lines),
            bytes: self.side.bytes[start..end].to_vec(),
            why: why.to_owned(),
        });
    }

    fn preamble(&mut self, text: String) -> Result<Result<(), String>, ReadError> {
        let newer = |found: i64| ReadError::NewerFormat {
            path: self.path.to_owned(),
            found,
            newest: FORMAT,
        };
        let parsed = text.parse::<toml::Table>();
        // Even a broken one may say that it is of a newer format.
        let lines = text
            .lines()
            .filter_map(|line| line.parse::<toml::Table>().ok());
        for table in parsed.iter().cloned().chain(lines) {
            match table.get("format").and_then(toml::Value::as_integer) {
                Some(found) if found > FORMAT => return Err(newer(found)),
                _ => {}
            }
        }
        let refused = match parsed {
            Ok(table) if table.contains_key("entry") => {
                Some("`entry` before any record".to_owned())
            }
            Ok(table)
                if table
                    .get("format")
                    .is_some_and(|f| f.as_integer() != Some(FORMAT)) =>
            {
                Some("a format that does not exist".to_owned())
            }
            Ok(_) => None,
            Err(error) => Some(reason(&error)),
        };
        Ok(if let Some(why) = refused {
            PREAMBLE.clone_into(&mut self.sorted.preamble);
            Err(why)
        } else {
            self.sorted.preamble = text;
            Ok(())
        })
    }

    /// Takes a record if it is whole, or else says why it is not.
    fn record(&mut self, piece: &Piece<'_>, text: &str) -> Result<(), String> {
        if text.len() > ENTRY_LIMIT {
            return Err(format!("an entry of {} bytes", text.len()));
        }
        let says: toml::Table = text.parse().map_err(|error| reason(&error))?;
        let entry = says.get("entry").and_then(|entries| entries.get(0));
        let table = entry.and_then(toml::Value::as_table);
        let table = table.ok_or_else(|| "no entry".to_owned())?;
        let head = facts::head_from(table).map_err(|error| error.to_string())?;
        let is_cut = piece.end == self.side.text.len() && !text.ends_with('\n');
        if is_cut {
            facts::entry_from(table.clone()).map_err(|error| error.to_string())?;
        }
        let (body, tail) = split_tail(text, &says);
        self.sorted.units.push(Unit {
            lead: std::mem::replace(&mut self.lead, tail.to_owned()),
            body: body.to_owned(),
            id: head.id,
            at: head.at,
            says,
            line: self.side.line_in_file(piece.line),
        });
        Ok(())
    }
}

fn reason(error: &toml::de::Error) -> String {
    error.message().lines().collect::<Vec<_>>().join(" ")
}

/// Splits off the blank lines and comments after a record: they belong to what follows.
fn split_tail<'t>(text: &'t str, says: &toml::Table) -> (&'t str, &'t str) {
    let mut end = text.len();
    for line in text.split_inclusive('\n').rev() {
        let bare = line.trim_ascii();
        if !(bare.is_empty() || bare.starts_with('#')) {
            break;
        }
        end -= line.len();
    }
    let (body, tail) = text.split_at(end);
    // What looks like a comment may be the end of a multi-line string.
    match body.parse::<toml::Table>() {
        Ok(table) if table == *says => (body, tail),
        _ => (text, ""),
    }
}

/// How many bytes at the end of the text belong to no record: zeros (a file system leaves them
/// where data never arrived), or the first characters of a next `[[entry]]`. What stands before
/// them is whole only if its last line is.
fn loose_end(text: &str) -> usize {
    let kept = text.trim_end_matches(['\0', '\n', '\r']);
    let last_line = kept.rfind('\n').map_or(0, |at| at + 1);
    let last = &kept[last_line..];
    if !last.is_empty() && HEADER.starts_with(last) {
        return text.len() - last_line;
    }
    let rest = &text[kept.len()..];
    match rest.find('\0') {
        Some(at) if kept.is_empty() || rest[..at].contains('\n') => rest.len() - at,
        _ => 0,
    }
}
