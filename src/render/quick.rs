//! The built-in voices without reading all of them: a message needs thirty sentences of three
//! hundred. They are written plainly (one value a line, no escapes), so that a sentence can be
//! found by its table and its line; a test holds every one against the `toml` crate.

use crate::order;
use std::ops::Range;

/// A built-in voice, indexed by its tables and lines.
#[derive(Debug, Clone)]
pub(super) struct Quick {
    /// Sorted by name.
    tables: Vec<Table>,
    /// Every line of a table that has a key, in the order of the file.
    lines: Vec<Line>,
}

#[derive(Debug, Clone)]
struct Table {
    name: &'static str,
    /// Which lines of the voice are its own.
    lines: Range<usize>,
}

#[derive(Debug, Clone, Copy)]
struct Line {
    /// The key, without quotation marks.
    key: &'static str,
    /// What stands behind the equals sign.
    value: &'static str,
    /// Counted from one.
    number: usize,
}

/// One text and the line on which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub text: &'static str,
    pub line: usize,
}

impl Quick {
    /// Indexes a voice.
    pub(super) fn new(source: &'static str) -> Self {
        let mut quick = Self {
            tables: Vec::with_capacity(96),
            lines: Vec::with_capacity(512),
        };
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', source.as_bytes());
        for (number, end) in (1..).zip(ends) {
            let line = &source[start..end];
            start = end + 1;
            let next = quick.lines.len();
            match line.as_bytes().first() {
                Some(b'[') => quick.tables.push(Table {
                    name: line[1..].strip_suffix(']').unwrap_or(&line[1..]),
                    lines: next..next,
                }),
                Some(b'#') | None => {}
                Some(_) => {
                    if let (Some(table), Some((key, value))) =
                        (quick.tables.last_mut(), key_and_value(line))
                    {
                        table.lines.end = next + 1;
                        quick.lines.push(Line { key, value, number });
                    }
                }
            }
        }
        order::sort_by_key(&mut quick.tables, |table| table.name);
        quick
    }

    /// The text of this name, such as `scope.known` or `data.delayed.formal`.
    pub(super) fn text(&self, key: &str) -> Option<Found> {
        let (value, line) = self.value(key)?;
        match value.chars().next()? {
            '"' | '\'' => Some(Found {
                text: quoted(value)?.0,
                line,
            }),
            _ => None,
        }
    }

    /// The text of this name, in one form of address (such as `formal`) if it has two.
    pub(super) fn sentence(&self, key: &str, form: &str) -> Option<Found> {
        let (value, line) = self.value(key)?;
        let value = match value.strip_prefix('{') {
            Some(forms) => inner(forms, form)?,
            None => value,
        };
        let (text, _) = quoted(value)?;
        Some(Found { text, line })
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

    /// What stands behind the equals sign, from its first character on.
    fn value(&self, key: &str) -> Option<(&'static str, usize)> {
        let dots = memchr::memchr_iter(b'.', key.as_bytes()).take(2);
        // A table's name has one word or two.
        dots.into_iter().find_map(|dot| {
            let (table, name) = (&key[..dot], &key[dot + 1..]);
            let place = self.tables.binary_search_by_key(&table, |known| known.name);
            self.value_in(&self.tables[place.ok()?], name)
        })
    }

    /// The value of `name` in a table, where a line reads `name = value`, or `first = { last =
    /// value }`.
    fn value_in(&self, table: &Table, name: &str) -> Option<(&'static str, usize)> {
        let lines = &self.lines[table.lines.clone()];
        let of = |key: &str| lines.iter().find(|line| line.key == key);
        if let Some(line) = of(name) {
            return Some((line.value, line.number));
        }
        let (first, last) = name.rsplit_once('.')?;
        let line = of(first)?;
        let value = inner(line.value.strip_prefix('{')?, last)?;
        Some((value, line.number))
    }
}

/// The two sides of a line's equals sign. A key that is quoted has no space in it.
fn key_and_value(line: &'static str) -> Option<(&'static str, &'static str)> {
    let end = memchr::memchr(b' ', line.as_bytes())?;
    let (key, rest) = line.split_at(end);
    let value = rest.strip_prefix(" = ")?;
    let quoted = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
    Some((quoted.unwrap_or(key), value))
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
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value[1..].split_once(quote)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::templates::{Kind, Templates};
    use crate::render::voice::Voice;

    #[test]
    fn it_finds_exactly_what_the_toml_crate_finds() {
        for (name, source) in Kind::Voice.built_in() {
            let quick = Quick::new(source.text());
            let (_, text) = Templates::embedded().source(Kind::Voice, name).unwrap();
            let whole = Voice::parsed_for_tests(name, &text);
            for (key, formal, informal) in whole.sentences() {
                let found = |key: &str| quick.text(key).map(|found| found.text);
                let said = |form: &str| quick.sentence(key, form).map(|found| found.text);
                assert_eq!(said("formal"), Some(formal), "{key}");
                assert_eq!(said("informal"), informal.or(Some(formal)), "{key}");
                match informal {
                    Some(informal) => {
                        assert_eq!(found(&format!("{key}.formal")), Some(formal), "{key}");
                        assert_eq!(found(&format!("{key}.informal")), Some(informal), "{key}");
                        assert_eq!(found(key), None, "{key}");
                    }
                    None => assert_eq!(found(key), Some(formal), "{key}"),
                }
                let line = quick
                    .text(key)
                    .or_else(|| quick.text(&format!("{key}.formal")))
                    .unwrap()
                    .line;
                assert_eq!(whole.line(key), Some(line), "{key}");
            }
            for (key, size) in [("calendar.months", 12), ("calendar.weekdays", 7)] {
                for place in 0..=size {
                    assert_eq!(
                        quick.listed(key, place),
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
        assert_eq!(quick.text("a.b"), Some(Found { text: "x", line: 2 }));
        assert_eq!(quick.text("a.c.d.f"), Some(Found { text: "z", line: 4 }));
        for key in ["a.d", "b", "a.bc", "a.c.d", "a.c.d.g", "a.c.d.e.f", ""] {
            assert_eq!(quick.text(key), None, "{key}");
            assert_eq!(quick.sentence(key, "g"), None, "{key}");
        }
    }
}
