//! The index of a log: where each record stands and what it says about itself.

use std::collections::HashMap;
use std::path::Path;

use chrono::{DateTime, Utc};

use crate::domain::beat::Stated;
use crate::domain::entry::{EntryId, Kind};

use super::drill;
use super::error::{ReadError, Warning};
use super::facts;
use super::format::FORMAT;
use super::odd::Oddities;
use super::place::{Place, lines_to_key};
use super::scan::{Marker, Piece, Scanner};

/// The most bytes one record may have.
pub const ENTRY_LIMIT: usize = 1 << 20;

/// One record of the log.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The line of its header, counted from 1.
    pub(super) line: usize,
    pub(super) id: EntryId,
    pub(super) at: DateTime<Utc>,
    /// The place of its incident in [`Index::incidents`].
    pub(super) incident: usize,
    pub(super) kind: Kind,
    /// None if its state or its type is of a wrong type; parsing the record tells why.
    pub(super) stated: Option<Stated>,
    /// Whether everything else that is stated about time and severity could be read.
    pub(super) whole: bool,
}

/// All records of a log, in the order of the file.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) records: Vec<Record>,
    /// The ids of the incidents, in the order of their first records.
    pub(super) incidents: Vec<String>,
    pub(super) warnings: Vec<Warning>,
}

impl Index {
    /// Builds the index of a text; `path` is for errors.
    pub(super) fn of(path: &Path, text: &str) -> Result<Self, ReadError> {
        let mut builder = Builder {
            place: Place { path, text },
            shelf: Shelf::default(),
            odd: Oddities::new(path),
        };
        builder.shelf.make_room(text.len());
        let mut scanner = Scanner::new(text);
        while let Some(piece) = scanner.next_piece() {
            let piece = piece.map_err(|Marker(line)| ReadError::Conflict {
                path: path.to_owned(),
                line,
            })?;
            if piece.is_record {
                builder.record(&piece)?;
            } else {
                builder.preamble(&piece)?;
            }
        }
        let twice = builder.unite_twins()?;
        let mut index = builder.shelf.index;
        index.warnings = builder.odd.into_warnings().chain(twice).collect();
        Ok(index)
    }
}

/// The records that were found so far.
#[derive(Default)]
pub(super) struct Shelf {
    pub(super) index: Index,
    /// The place in the index of each incident but the first `known` ones.
    places: HashMap<String, usize>,
    known: usize,
}

impl Shelf {
    /// A shelf with the records of an index, for those behind them.
    pub(super) fn behind(index: Index) -> Self {
        Self {
            known: index.incidents.len(),
            index,
            places: HashMap::new(),
        }
    }

    /// Makes room for the records of so many bytes.
    pub(super) fn make_room(&mut self, bytes: usize) {
        // Half a kilobyte is a usual record, and an incident has several; growing in steps would
        // copy what is there.
        self.index.records.reserve(bytes / 512);
        self.places.reserve(bytes / 4096);
    }

    /// Puts a record away that was understood on the way, `offset` bytes further in the file than
    /// in the text that was read. Returns it; none if it was not understood.
    pub(super) fn take(&mut self, piece: &Piece<'_>, offset: usize) -> Option<&Record> {
        let sketch = piece.sketch.as_ref()?;
        let record = Record {
            start: offset + piece.start,
            end: offset + piece.end,
            line: piece.line,
            id: sketch.id?,
            at: sketch.at?,
            incident: self.incident(sketch.incident),
            kind: Kind::of_word(sketch.kind),
            stated: Some(sketch.stated),
            whole: true,
        };
        Some(self.put(record))
    }

    fn put(&mut self, record: Record) -> &Record {
        let place = self.index.records.len();
        self.index.records.push(record);
        &self.index.records[place]
    }

    /// The place of an incident in the index, made if it has none yet.
    fn incident(&mut self, id: &str) -> usize {
        // Records of one incident mostly follow each other.
        if let Some(last) = self.index.records.last()
            && self.index.incidents[last.incident] == id
        {
            return last.incident;
        }
        // Of another one this is mostly the first: one search finds that out and puts it there.
        let incidents = &mut self.index.incidents;
        *self.places.entry(id.to_owned()).or_insert_with(|| {
            let known = incidents[..self.known].iter();
            known
                .into_iter()
                .position(|known| known == id)
                .unwrap_or_else(|| {
                    incidents.push(id.to_owned());
                    incidents.len() - 1
                })
        })
    }
}

impl Index {
    /// Whether every record has a greater id than the one before, as in a log that was never
    /// merged: then none stands there twice.
    pub(super) fn is_in_order(&self) -> bool {
        self.records.is_sorted_by(|a, b| a.id < b.id)
    }
}

struct Builder<'t> {
    place: Place<'t>,
    shelf: Shelf,
    odd: Oddities<'t>,
}

impl<'t> Builder<'t> {
    fn preamble(&mut self, piece: &Piece<'t>) -> Result<(), ReadError> {
        let document = &self.place.text[piece.start..piece.end];
        let table: toml::Table = document
            .parse()
            .map_err(|error| self.place.invalid(piece.start, piece.end, 1, &error))?;
        let stated = table
            .keys()
            .find(|key| *key != drill::KEY && *key != "entry");
        if let Some(key) = stated
            && piece.end == self.place.text.len()
            && !table.contains_key("format")
        {
            return Err(ReadError::NotALog {
                path: self.place.path.to_owned(),
                line: 1 + lines_to_key(document, key),
                key: key.clone(),
            });
        }
        for (key, value) in &table {
            match (key.as_str(), value) {
                ("format", toml::Value::Integer(1)) | (drill::KEY, _) => {}
                ("format", toml::Value::Integer(found)) if *found > FORMAT => {
                    return Err(ReadError::NewerFormat {
                        path: self.place.path.to_owned(),
                        found: *found,
                        newest: FORMAT,
                    });
                }
                ("format" | "entry", _) => {
                    let message = if key == "entry" {
                        "each entry begins with a line `[[entry]]`"
                    } else {
                        "`format` is a whole number, at present 1"
                    };
                    return Err(ReadError::Invalid {
                        path: self.place.path.to_owned(),
                        line: 1 + lines_to_key(document, key),
                        column: 1,
                        message: message.to_owned(),
                    });
                }
                _ => self.odd.unknown_key(document, 1, key, 0),
            }
        }
        Ok(())
    }

    fn record(&mut self, piece: &Piece<'t>) -> Result<(), ReadError> {
        let &Piece {
            start, end, line, ..
        } = piece;
        if end - start > ENTRY_LIMIT {
            return Err(ReadError::EntryTooLong {
                path: self.place.path.to_owned(),
                line,
                bytes: end - start,
                limit: ENTRY_LIMIT,
            });
        }
        let taken = if piece.sketch.is_some() {
            self.shelf.take(piece, 0)
        } else {
            let record = self.parsed(piece)?;
            Some(self.shelf.put(record))
        };
        if let Some(Kind::Other(kind)) = taken.map(|record| &record.kind) {
            self.odd.unknown_kind(kind.clone(), line);
        }
        Ok(())
    }

    /// The exact way: for records that are not canonical.
    fn parsed(&mut self, piece: &Piece<'t>) -> Result<Record, ReadError> {
        let &Piece {
            start, end, line, ..
        } = piece;
        let place = self.place;
        let document = &place.text[start..end];
        let (table, foreign) = place.table(start, end, line)?;
        let fault = |error| place.fault(document, line, error);
        let head = facts::head_from(&table).map_err(fault)?;
        let stated = facts::stated_from(&table).ok();
        match facts::entry_from(table) {
            Ok((_, unknown)) => {
                for key in foreign.iter().chain(&unknown.keys) {
                    self.odd.unknown_key(document, line, key, 1);
                }
                self.odd.unknown_words(document, line, &unknown.words);
            }
            // A value that ends where the file ends may be half of one.
            Err(error) if end == place.text.len() && !place.text.ends_with('\n') => {
                return Err(fault(error));
            }
            // Whoever asks for the entry is told. The others do not depend on it.
            Err(_) => {}
        }
        Ok(Record {
            start,
            end,
            line,
            id: head.id,
            at: head.at,
            incident: self.shelf.incident(&head.incident),
            kind: head.kind,
            stated: stated.map(|(stated, _)| stated),
            whole: stated.is_some_and(|(_, whole)| whole),
        })
    }

    /// Of records that stand there twice (two merged branches had them) one is kept. One id with
    /// two texts is an error.
    fn unite_twins(&mut self) -> Result<Vec<Warning>, ReadError> {
        let records = &self.shelf.index.records;
        // A log that was never merged is in the order of its ids.
        if self.shelf.index.is_in_order() {
            return Ok(Vec::new());
        }
        let mut order: Vec<usize> = (0..records.len()).collect();
        order.sort_by_key(|n| (records[*n].id, *n));
        let (mut warnings, mut doubles) = (Vec::new(), Vec::new());
        let mut kept: Option<usize> = None;
        for next in order {
            let Some(first) = kept.filter(|n| records[*n].id == records[next].id) else {
                kept = Some(next);
                continue;
            };
            let (first, second) = (&records[first], &records[next]);
            let path = self.place.path.to_owned();
            if !self.same(first, second)? {
                return Err(ReadError::DuplicateId {
                    path,
                    id: first.id,
                    first: first.line,
                    second: second.line,
                });
            }
            warnings.push(Warning::Twice {
                path,
                id: first.id,
                first: first.line,
                second: second.line,
            });
            doubles.push(next);
        }
        doubles.sort_unstable();
        let mut place = 0;
        self.shelf.index.records.retain(|_| {
            place += 1;
            doubles.binary_search(&(place - 1)).is_err()
        });
        Ok(warnings)
    }

    /// Whether two records say the same, however they are written.
    fn same(&self, a: &Record, b: &Record) -> Result<bool, ReadError> {
        let table = |record: &Record| {
            let table = self.place.table(record.start, record.end, record.line);
            table.map(|(table, _)| table)
        };
        Ok(table(a)? == table(b)?)
    }
}
