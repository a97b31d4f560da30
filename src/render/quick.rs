//! The built-in voices without reading all of them: a message needs thirty sentences of three
//! hundred. They are written plainly (one value a line, no escapes), so that a sentence can be
//! found by its table and its line; a test holds every one against the `toml` crate.

use std::sync::OnceLock;

use super::rare::is_rare;
use super::voice::Line;
use crate::text::packed::Text;
use crate::text::seek;

/// What stands between a key and its value.
const EQUALS: &str = " = ";

/// A built-in voice: what most messages say, and all of it once something else is asked for.
#[derive(Debug, Clone)]
pub(super) struct Base {
    text: &'static Text,
    usual: Quick,
    whole: OnceLock<Box<Quick>>,
}

impl Base {
    pub(super) fn new(text: &'static Text) -> Self {
        Self {
            text,
            usual: Quick::new(text.at_hand()),
            whole: OnceLock::new(),
        }
    }

    /// Where a table is found, by its name or that of something in it. A test asks every
    /// voice for everything.
    pub(super) fn of(&self, name: &str) -> &Quick {
        if !is_rare(name) || !matches!(self.text, Text::Short(..)) {
            return &self.usual;
        }
        let whole = || Box::new(Quick::new(self.text.text()));
        self.whole.get_or_init(whole)
    }
}

/// A built-in voice, indexed by its tables; a table by its lines once something of it is needed.
#[derive(Debug, Clone)]
pub(super) struct Quick {
    source: &'static str,
    tables: Vec<Table>,
    /// The place of the last table with each tag; [`NONE`] where there is none.
    places: [u8; 256],
}

/// What stands in the place of a table that there is none of.
const NONE: u8 = u8::MAX;

#[derive(Debug, Clone)]
struct Table {
    name: &'static str,
    /// The place of the table before it that has the same tag.
    before: u8,
    /// Where its own lines begin and end in the voice, in bytes.
    span: (usize, usize),
    rows: OnceLock<Vec<Row>>,
}

/// A line that has a key: where that begins and ends in the voice, in bytes and without quotation
/// marks. Every run makes some hundreds of them.
#[derive(Debug, Clone, Copy)]
struct Row {
    start: u32,
    end: u32,
}

/// One text and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub text: &'static str,
    pub line: Line<'static>,
}

impl Quick {
    /// Indexes a voice.
    pub(super) fn new(source: &'static str) -> Self {
        let mut quick = Self {
            source,
            tables: Vec::with_capacity(128),
            places: [NONE; 256],
        };
        let bytes = source.as_bytes();
        for open in seek::all(b'[', bytes) {
            // Inside a line it opens something else.
            if open > 0 && bytes[open - 1] != b'\n' {
                continue;
            }
            let rest = &source[open + 1..];
            let Some(close) = seek::first(b']', rest.as_bytes()) else {
                continue;
            };
            if let Some(before) = quick.tables.last_mut() {
                before.span.1 = open;
            }
            let name = &rest[..close];
            let place = u8::try_from(quick.tables.len()).unwrap_or(NONE);
            let last = &mut quick.places[usize::from(tag(name))];
            quick.tables.push(Table {
                name,
                before: std::mem::replace(last, place),
                span: (open + name.len() + 2, source.len()),
                rows: OnceLock::new(),
            });
        }
        quick
    }

    /// The text of this name, such as `scope.known` or `data.delayed.formal`.
    pub(super) fn text(&self, key: &str) -> Option<Found> {
        let (value, start) = self.value(key)?;
        self.found(quoted(value)?.0, start)
    }

    /// The first of these sentences of a table that there is, in one form of address (such as
    /// `formal`) if it has two. A name is given in three pieces.
    pub(super) fn sentence(
        &self,
        table: &str,
        names: &mut dyn Iterator<Item = [&str; 3]>,
        form: &str,
    ) -> Option<(usize, Found)> {
        let rows = self.rows(table)?;
        names.enumerate().find_map(|(place, name)| {
            let row = self.row(rows, name)?;
            let whole = self.behind(row);
            let value = match whole.strip_prefix('{') {
                Some(forms) => inner(forms, form)?,
                None => whole,
            };
            Some((place, self.found(quoted(value)?.0, row.start)?))
        })
    }

    /// One word of a list, counted from zero.
    pub(super) fn listed(&self, key: &str, place: usize) -> Option<&'static str> {
        let (value, _) = self.value(key)?;
        let mut rest = value.strip_prefix('[')?;
        for _ in 0..place {
            rest = quoted(rest.trim_start())?.1.strip_prefix(',')?;
        }
        quoted(rest.trim_start()).map(|(word, _)| word)
    }

    /// What stands behind the equals sign, from its first character on, and where its line begins.
    fn value(&self, key: &str) -> Option<(&'static str, u32)> {
        let dots = seek::all(b'.', key.as_bytes()).take(2);
        // A table's name has one word or two.
        dots.into_iter()
            .find_map(|dot| self.value_in(self.rows(&key[..dot])?, &key[dot + 1..]))
    }

    /// The value of `name`, where a line reads `name = value`, or `first = { last = value }`.
    fn value_in(&self, rows: &[Row], name: &str) -> Option<(&'static str, u32)> {
        if let Some(row) = self.row(rows, [name, "", ""]) {
            return Some((self.behind(row), row.start));
        }
        let (first, last) = name.rsplit_once('.')?;
        let row = self.row(rows, [first, "", ""])?;
        let value = inner(self.behind(row).strip_prefix('{')?, last)?;
        Some((value, row.start))
    }

    /// The line whose key is made of these pieces.
    fn row(&self, rows: &[Row], [first, second, third]: [&str; 3]) -> Option<Row> {
        let length = first.len() + second.len() + third.len();
        let is = |row: &Row| {
            // Most keys are told apart by their lengths.
            let (start, end) = (row.start as usize, row.end as usize);
            end - start == length
                && self.source.get(start..end).is_some_and(|key| {
                    let rest = key.strip_prefix(first);
                    let rest = rest.and_then(|rest| rest.strip_prefix(second));
                    rest == Some(third)
                })
        };
        rows.iter().copied().find(is)
    }

    /// The voice from a line's value on.
    fn behind(&self, row: Row) -> &'static str {
        let rest = &self.source[row.end as usize..];
        let rest = rest.strip_prefix('"').unwrap_or(rest);
        rest.strip_prefix(EQUALS).unwrap_or_default()
    }

    /// The lines of a table.
    fn rows(&self, name: &str) -> Option<&[Row]> {
        let mut table = self.table(self.places[usize::from(tag(name))])?;
        while table.name != name {
            table = self.table(table.before)?;
        }
        Some(table.rows.get_or_init(|| self.read(table)))
    }

    fn table(&self, place: u8) -> Option<&Table> {
        self.tables.get(usize::from(place))
    }

    fn read(&self, table: &Table) -> Vec<Row> {
        let (mut start, end) = table.span;
        let text = &self.source[..end];
        let mut rows = Vec::with_capacity(16);
        while start < end {
            let rest = &text[start..];
            let length = seek::first(b'\n', rest.as_bytes()).unwrap_or(rest.len());
            if let Some((from, to)) = key_of(&rest[..length])
                && let (Ok(start), Ok(end)) = ((start + from).try_into(), (start + to).try_into())
            {
                rows.push(Row { start, end });
            }
            start += length + 1;
        }
        rows
    }

    fn found(&self, text: &'static str, start: u32) -> Option<Found> {
        let line = Line::Behind(self.source.get(..start as usize)?);
        Some(Found { text, line })
    }
}

/// A byte that tells most names of tables apart.
fn tag(name: &str) -> u8 {
    let last = name.bytes().next_back().unwrap_or_default();
    let first = name.bytes().next().unwrap_or_default();
    let length = u8::try_from(name.len()).unwrap_or(u8::MAX);
    last.wrapping_add(first.wrapping_mul(7))
        .wrapping_add(length)
}

/// Where the key of a line begins and ends, in bytes; none if it has none. A key that is quoted has
/// no space in it.
fn key_of(line: &str) -> Option<(usize, usize)> {
    let bytes = line.as_bytes();
    let first = *bytes.first().filter(|first| **first != b'#')?;
    let end = seek::first(b' ', bytes)?;
    let quotes = usize::from(first == b'"');
    line[end..]
        .starts_with(EQUALS)
        .then_some((quotes, end - quotes))
}

/// The value of `name` in an inline table whose brace has been read.
fn inner(mut rest: &'static str, name: &str) -> Option<&'static str> {
    loop {
        rest = rest.trim_start();
        let (key, value) = rest.split_once(" = ")?;
        if key == name {
            return Some(value);
        }
        rest = quoted(value)?.1.strip_prefix(',')?;
    }
}

/// A quoted text at the beginning, and what follows it.
fn quoted(value: &'static str) -> Option<(&'static str, &'static str)> {
    let quote = *value
        .as_bytes()
        .first()
        .filter(|c| matches!(c, b'"' | b'\''))?;
    let value = &value[1..];
    let end = seek::first(quote, value.as_bytes())?;
    Some((&value[..end], &value[end + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::templates::{Kind, Templates};
    use crate::render::voice::Voice;

    #[test]
    fn it_finds_exactly_what_the_toml_crate_finds() {
        for (name, source) in Kind::Voice.built_in() {
            let base = Base::new(source);
            let (_, text) = Templates::embedded().source(Kind::Voice, name).unwrap();
            let whole = Voice::parsed_for_tests(name, &text);
            for (key, formal, informal) in whole.sentences() {
                let found = |key: &str| base.of(key).text(key).map(|found| found.text);
                let (table, name) = key.split_once('.').unwrap();
                let said = |form: &str| {
                    let mut names = [["", "no", "where"], ["", name, ""]].into_iter();
                    let (place, found) = base.of(table).sentence(table, &mut names, form)?;
                    assert_eq!(place, 1);
                    Some(found.text)
                };
                // Words of lists and names of the world are no sentences.
                if !name.contains('.') {
                    assert_eq!(said("formal"), Some(formal), "{key}");
                    assert_eq!(said("informal"), informal.or(Some(formal)), "{key}");
                }
                match informal {
                    Some(informal) => {
                        assert_eq!(found(&format!("{key}.formal")), Some(formal), "{key}");
                        assert_eq!(found(&format!("{key}.informal")), Some(informal), "{key}");
                        assert_eq!(found(key), None, "{key}");
                    }
                    None => assert_eq!(found(key), Some(formal), "{key}"),
                }
                let line = base
                    .of(key)
                    .text(key)
                    .or_else(|| base.of(key).text(&format!("{key}.formal")))
                    .unwrap()
                    .line
                    .number();
                assert_eq!(whole.line(key), Some(line), "{key}");
            }
            for (key, size) in [("calendar.months", 12), ("calendar.weekdays", 7)] {
                for place in 0..=size {
                    assert_eq!(
                        base.of(key).listed(key, place),
                        whole.listed(key, place),
                        "{key} {place}"
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        let quick = Quick::new("[a]\nb = \"x\"\n[a.c]\nd = { e = 'y', f = \"z\" }\n");
        let found = |key| {
            quick
                .text(key)
                .map(|found| (found.text, found.line.number()))
        };
        assert_eq!(found("a.b"), Some(("x", 2)));
        assert_eq!(found("a.c.d.f"), Some(("z", 4)));
        for key in [
            "a.d",
            "b",
            "a.bc",
            "a.c.d",
            "a.c.d.g",
            "a.c.d.e.f",
            "a.",
            ".b",
            "",
        ] {
            assert_eq!(found(key), None, "{key}");
        }
        for (table, name) in [("a", "d"), ("a", "bc"), ("a.c", "d"), ("", "b")] {
            let mut names = [["", name, ""]].into_iter();
            assert!(quick.sentence(table, &mut names, "g").is_none(), "{name}");
        }
    }
}
