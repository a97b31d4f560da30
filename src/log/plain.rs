//! Reads a record of plain lines as the table it is, without a parser: a long history is nearly all
//! of such records. What is not plain for certain, and whatever is wrong, is left to the `toml` crate.

use chrono::{Datelike as _, Timelike as _};
use toml::value::{Date, Datetime, Offset, Time};
use toml::{Table, Value};

use super::canonical::{MOMENT, is_bare, moment, string_end};
use super::format::HEADER;
use crate::text::seek;

/// The keys of a record, if each of its lines is empty or one key, with one dot at most, and a string
/// without escapes or a moment in UTC.
pub(super) fn table(record: &str) -> Option<Table> {
    let mut rest = record.strip_prefix(HEADER)?.strip_prefix('\n')?;
    let mut table = Table::new();
    while !rest.is_empty() {
        let end = seek::first(b'\n', rest.as_bytes());
        let line = &rest[..end.unwrap_or(rest.len())];
        rest = end.map_or("", |end| &rest[end + 1..]);
        if !line.is_empty() {
            take(line, &mut table)?;
        }
    }
    Some(table)
}

fn take(line: &str, table: &mut Table) -> Option<()> {
    let end = bare_end(line, 0)?;
    let (key, mut end, mut sub) = (&line[..end], end, None);
    if line.as_bytes().get(end) == Some(&b'.') {
        let start = end + 1;
        if line.as_bytes().get(start) == Some(&b'"') {
            end = plain_end(line, start)?;
            sub = Some(&line[start + 1..end - 1]);
        } else {
            end = bare_end(line, start)?;
            sub = Some(&line[start..end]);
        }
    }
    let value = value(line[end..].strip_prefix(" = ")?)?;
    let before = match sub {
        None => table.insert(key.to_owned(), value),
        Some(sub) => {
            let inner = table.entry(key).or_insert_with(|| Table::new().into());
            inner.as_table_mut()?.insert(sub.to_owned(), value)
        }
    };
    // A key that stands there twice is an error, and who says so knows the line.
    before.is_none().then_some(())
}

/// Where the bare key that begins at `start` ends.
fn bare_end(line: &str, start: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    let mut end = start;
    while bytes.get(end).is_some_and(|byte| is_bare(*byte)) {
        end += 1;
    }
    (end > start).then_some(end)
}

/// Where the string without escapes that begins at `start` ends.
fn plain_end(line: &str, start: usize) -> Option<usize> {
    let (end, escaped) = string_end(line.as_bytes(), start)?;
    (!escaped).then_some(end)
}

/// The value that a line ends in.
fn value(text: &str) -> Option<Value> {
    if text.starts_with('"') {
        let whole = plain_end(text, 0)? == text.len();
        return whole.then(|| Value::String(text[1..text.len() - 1].to_owned()));
    }
    let at = moment(text.as_bytes()).filter(|_| text.len() == MOMENT)?;
    let small = |number: u32| u8::try_from(number).ok();
    Some(Value::Datetime(Datetime {
        date: Some(Date {
            year: u16::try_from(at.year()).ok()?,
            month: small(at.month())?,
            day: small(at.day())?,
        }),
        time: Some(Time {
            hour: small(at.hour())?,
            minute: small(at.minute())?,
            second: small(at.second()),
            nanosecond: None,
        }),
        offset: Some(Offset::Z),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(record: &str) -> Option<Table> {
        let mut whole: Table = record.parse().ok()?;
        let Some(Value::Array(mut entries)) = whole.remove("entry") else {
            return None;
        };
        match entries.pop() {
            Some(Value::Table(table)) if whole.is_empty() && entries.is_empty() => Some(table),
            _ => None,
        }
    }

    #[test]
    fn plain_lines_are_the_table_that_the_toml_crate_reads() {
        let record = "[[entry]]\nid = \"x\"\nat = 2026-11-21T10:04:00Z\n\nimpact.en = \"Is down.\"\n\
                      impact.es = \"Está caído.\"\ncomponents.\"Check out\" = \"operational\"\n\
                      internal.cause = \"a\ttab\"\n-_9 = \"\"";
        assert_eq!(table(record), parsed(record));
        assert!(table(record).is_some());
        assert_eq!(table("[[entry]]\n"), Some(Table::new()));
    }

    #[test]
    fn what_is_not_plain_is_left_to_the_toml_crate() {
        for line in [
            "a = \"x\\n\"",
            "a = \"x\" # so",
            "a = \"\"\"x\"\"\"",
            "a = 'x'",
            "a = \"\u{7f}\"",
            "a = \"x\"\r",
            "a = 1",
            "a = true",
            "a = [\"x\"]",
            "a = 2026-02-30T10:00:00Z",
            "a = 2026-02-03T10:00:00.5Z",
            "a = 2026-02-03T10:00:00+01:00",
            "a.b.c = \"x\"",
            "a.\"b\\t\" = \"x\"",
            "a=\"x\"",
            " a = \"x\"",
            "\"a\" = \"x\"",
            "a = \"x",
            "a =",
            "é = \"x\"",
            "[a]",
            "[[entry]]",
            "a = \"x\"\na = \"x\"",
            "a = \"x\"\na.b = \"x\"",
            "a.b = \"x\"\na = \"x\"",
            "a.b = \"x\"\na.b = \"x\"",
        ] {
            assert_eq!(table(&format!("[[entry]]\n{line}\n")), None, "{line}");
        }
        assert_eq!(table("a = \"x\"\n"), None);
    }

    proptest! {
        #[test]
        fn whatever_it_reads_it_reads_as_the_toml_crate_does(
            lines in prop::collection::vec(
                "([ab][.-]?[ab]?|a\\.\"[^\n]{0,3}\") ?= ?(\"[^\n]{0,8}\"|[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-6][0-9]:00Z?|[^\n]{0,4})",
                0..5,
            )
        ) {
            let record = format!("[[entry]]\n{}\n", lines.join("\n"));
            if let Some(read) = table(&record) {
                prop_assert_eq!(Some(read), parsed(&record));
            }
        }
    }
}
