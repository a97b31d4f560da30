//! The built-in voices without reading all of them: a message needs thirty sentences of three
//! hundred. They are written plainly (one value a line, no escapes), so that a sentence can be
//! found by its table and its line; a test holds every one against the `toml` crate.

/// A built-in voice, indexed by its tables.
#[derive(Debug, Clone)]
pub(super) struct Quick {
    /// Sorted by name.
    tables: Vec<Table>,
}

#[derive(Debug, Clone, Copy)]
struct Table {
    name: &'static str,
    /// The line after the header, counted from one.
    line: usize,
    text: &'static str,
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
        let mut tables: Vec<Table> = Vec::with_capacity(96);
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', source.as_bytes());
        for (line, end) in (2..).zip(ends) {
            if let Some(header) = source[start..end].strip_prefix('[') {
                tables.push(Table {
                    name: header.strip_suffix(']').unwrap_or(header),
                    line,
                    text: &source[end + 1..],
                });
            }
            start = end + 1;
        }
        tables.sort_unstable_by_key(|table| table.name);
        Self { tables }
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
            self.tables[place.ok()?].value(name)
        })
    }
}

impl Table {
    fn value(&self, name: &str) -> Option<(&'static str, usize)> {
        let nested = name.rsplit_once('.');
        let mut start = 0;
        let ends = memchr::memchr_iter(b'\n', self.text.as_bytes());
        for (i, end) in ends.enumerate() {
            let line = &self.text[start..end];
            if line.starts_with('[') {
                break;
            }
            if let Some(value) = value_of(line, name, nested) {
                return Some((value, self.line + i));
            }
            start = end + 1;
        }
        None
    }
}

/// The value of `name` on a line that reads `name = value`, or `first = { last = value }`.
fn value_of(line: &'static str, name: &str, nested: Option<(&str, &str)>) -> Option<&'static str> {
    let unquoted = line.strip_prefix('"').unwrap_or(line);
    if let Some(rest) = unquoted.strip_prefix(name)
        && let Some(value) = rest.strip_prefix(" = ")
    {
        return Some(value);
    }
    let (first, last) = nested?;
    let rest = unquoted.strip_prefix(first)?;
    let rest = rest
        .strip_prefix('"')
        .unwrap_or(rest)
        .strip_prefix(" = {")?;
    inner(rest, last)
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
            let quick = Quick::new(source);
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
