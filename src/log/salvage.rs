//! Sorts a damaged log into the records that are whole and the bytes that are not.

use std::ops::Range;
use std::path::Path;

use chrono::{DateTime, Utc};

use crate::domain::entry::EntryId;
use crate::order;

use super::conflict::Side;
use super::error::ReadError;
use super::facts;
use super::format::{FORMAT, HEADER, PREAMBLE};
use super::index::ENTRY_LIMIT;
use super::place::lines_to_key;
use super::scan::{Piece, Scanner};
use super::stray::{reason, strays};
use super::value::FactsError;

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
    /// A value of it that cannot be read, and the line of the file on which that stands.
    pub(super) fault: Option<(usize, FactsError)>,
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
    while let Some(Ok(mut piece)) = scanner.next_piece() {
        let strays = scanner.take_strays();
        for stray in &strays {
            sorter.set_aside(&piece, stray.clone(), "a stray conflict marker");
        }
        let taken = if piece.is_record {
            sorter.record(&piece, &strays)
        } else {
            sorter.preamble(&piece, &strays)?
        };
        if let Err(why) = taken {
            piece.end = scanner.retreat(&piece);
            if !(piece.is_record && sorter.record_without_strays(&piece)) {
                sorter.set_aside(&piece, piece.start..piece.end, &why);
            }
        }
    }
    let mut sorted = sorter.sorted;
    sorted.tail = sorter.lead;
    // A marker passed over twice, after going back, is one.
    order::sort(&mut sorted.damage);
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
    fn set_aside(&mut self, piece: &Piece<'_>, range: Range<usize>, why: &str) {
        let before = self.side.text[piece.start..range.start].bytes();
        let lines = before.filter(|byte| *byte == b'\n').count();
        self.sorted.damage.push(Damage {
            line: self.side.line_in_file(piece.line + lines),
            bytes: self.side.bytes[range].to_vec(),
            why: why.to_owned(),
        });
    }

    /// The text of a piece without its gaps and its loose end; also how long that end is.
    fn text_of(&self, piece: &Piece<'_>, gaps: &[Range<usize>]) -> (String, usize) {
        let mut text = String::new();
        let mut at = piece.start;
        for gap in gaps {
            text.push_str(&self.side.text[at..gap.start]);
            at = gap.end;
        }
        text.push_str(&self.side.text[at..piece.end]);
        let loose = loose_end(&text);
        text.truncate(text.len() - loose);
        (text, loose)
    }

    fn set_loose_end_aside(&mut self, piece: &Piece<'_>, loose: usize) {
        if loose > 0 {
            let range = piece.end - loose..piece.end;
            self.set_aside(piece, range, "bytes that are no entry");
        }
    }

    fn preamble(
        &mut self,
        piece: &Piece<'_>,
        gaps: &[Range<usize>],
    ) -> Result<Result<(), String>, ReadError> {
        let (text, loose) = self.text_of(piece, gaps);
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
            self.set_loose_end_aside(piece, loose);
            Ok(())
        })
    }

    /// Takes a record that is whole once its gaps are left out, or else says why it is not.
    fn record(&mut self, piece: &Piece<'_>, gaps: &[Range<usize>]) -> Result<(), String> {
        let (text, loose) = self.text_of(piece, gaps);
        let text = without_head(text);
        if text.len() > ENTRY_LIMIT {
            return Err(format!("an entry of {} bytes", text.len()));
        }
        let says: toml::Table = text.parse().map_err(|error| reason(&error))?;
        let entry = says.get("entry").and_then(|entries| entries.get(0));
        let table = entry.and_then(toml::Value::as_table);
        let table = table.ok_or_else(|| "no entry".to_owned())?;
        let head = facts::head_from(table).map_err(|error| error.to_string())?;
        let fault = facts::entry_from(table.clone()).err();
        let is_cut = piece.end == self.side.text.len() && !text.ends_with('\n');
        if let Some(fault) = fault.as_ref().filter(|_| is_cut) {
            return Err(fault.to_string());
        }
        let fault = fault.map(|fault| {
            let line = lines_to_key(&text, fault.key());
            let line = piece.line + line + self.lines_left_out(piece, gaps, line);
            (self.side.line_in_file(line), fault)
        });
        let (body, tail) = split_tail(&text, &says);
        self.sorted.units.push(Unit {
            lead: std::mem::replace(&mut self.lead, tail.to_owned()),
            body: body.to_owned(),
            id: head.id,
            at: head.at,
            says,
            line: self.side.line_in_file(piece.line),
            fault,
        });
        self.set_loose_end_aside(piece, loose);
        Ok(())
    }

    /// Takes a record without the lines that are none of it, if that is all that is wrong with it.
    fn record_without_strays(&mut self, piece: &Piece<'_>) -> bool {
        let Some(mut strays) = strays(&self.side.text[piece.start..piece.end]) else {
            return false;
        };
        for stray in &mut strays {
            stray.range = piece.start + stray.range.start..piece.start + stray.range.end;
        }
        let gaps: Vec<_> = strays.iter().map(|stray| stray.range.clone()).collect();
        let is_taken = self.record(piece, &gaps).is_ok();
        for stray in strays.into_iter().filter(|_| is_taken) {
            self.set_aside(piece, stray.range, &stray.why);
        }
        is_taken
    }

    /// How many lines of the gaps stand above a line of what is left, counted from 0.
    fn lines_left_out(&self, piece: &Piece<'_>, gaps: &[Range<usize>], mut line: usize) -> usize {
        let mut left_out = 0;
        let mut at = piece.start;
        for text in self.side.text[piece.start..piece.end].split_inclusive('\n') {
            if gaps.iter().any(|gap| gap.contains(&at)) {
                left_out += 1;
            } else if line == 0 {
                break;
            } else {
                line -= 1;
            }
            at += text.len();
        }
        left_out
    }
}

/// The head of a log that was put behind another one is no part of the last record before it.
fn without_head(text: String) -> String {
    let Some((record, after)) = text.split_once(PREAMBLE) else {
        return text;
    };
    let shorter = [record, after].concat();
    // What looks like a head may stand in a text of several lines.
    let says = |text: &str| text.parse::<toml::Table>();
    let (Ok(mut before), Ok(without)) = (says(&text), says(&shorter)) else {
        return text;
    };
    let entry = before.get_mut("entry").and_then(|all| all.get_mut(0));
    let entry = entry.and_then(toml::Value::as_table_mut);
    if let Some(entry) = entry {
        entry.remove("format");
    }
    if before == without { shorter } else { text }
}

/// Splits off the blank lines and comments after a record: they belong to what follows.
pub(super) fn split_tail<'t>(text: &'t str, says: &toml::Table) -> (&'t str, &'t str) {
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
