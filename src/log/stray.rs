//! Finds the lines in a broken record that are none of it: what somebody pasted or a merge left.
//!
//! A line is stray only if the record is as good without it. What may be a fact that broke takes
//! its record with it, for a record that states fewer facts than it did would mislead.

use std::ops::Range;

use super::format::KEYS;
use super::scan::{bare, expression_end};

/// Lines that are no part of the record they stand in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stray {
    /// Where they are, in bytes from the beginning of the record.
    pub(super) range: Range<usize>,
    /// Why the first of them cannot be read.
    pub(super) why: String,
}

/// The most stray lines of one record; each may be looked for in all that follows it.
const LIMIT: usize = 100;

/// Finds the stray lines of a record, which begins with its header. None if something else is
/// wrong with it, as far as can be told.
pub(super) fn strays(record: &str) -> Option<Vec<Stray>> {
    let mut found: Vec<Stray> = Vec::new();
    let mut count = 0;
    let mut at = first_line(record).len();
    while at < record.len() {
        let rest = &record[at..];
        let line = first_line(rest);
        let end = expression_end(rest);
        let Err(error) = rest[..end].parse::<toml::Table>() else {
            at += end;
            continue;
        };
        count += 1;
        if count > LIMIT || may_be_a_fact(line) {
            return None;
        }
        let range = at..at + line.len();
        match found.last_mut() {
            Some(last) if last.range.end == at => last.range.end = range.end,
            _ => found.push(Stray {
                range,
                why: reason(&error),
            }),
        }
        at += line.len();
    }
    (!found.is_empty()).then_some(found)
}

/// What a parser says, on one line.
pub(super) fn reason(error: &toml::de::Error) -> String {
    error.message().lines().collect::<Vec<_>>().join(" ")
}

/// Whether a line that cannot be read may be what is left of a fact, or of a table.
fn may_be_a_fact(line: &str) -> bool {
    let text = bare(line).trim_ascii();
    // Half a line, or bytes that never arrived: what they were cannot be told.
    if !line.ends_with('\n') || text.contains(|c: char| c.is_control() && c != '\t') {
        return true;
    }
    let text = text.trim_start_matches(['"', '\'']);
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let name_end = text.find(|c| !is_bare(c)).unwrap_or(text.len());
    let (name, rest) = text.split_at(name_end);
    let name = name.replace('-', "_");
    let is_key = KEYS
        .iter()
        .any(|key| key.split('.').next() == Some(name.as_str()));
    // An apostrophe within a word is no quotation mark.
    let has_value = rest.contains(['=', '"']) || rest.contains(" '");
    text.starts_with('[') || is_key && has_value
}

fn first_line(text: &str) -> &str {
    text.split_inclusive('\n').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &str) -> Option<Vec<String>> {
        let record = format!("[[entry]]\n{lines}");
        let strays = strays(&record)?;
        let texts = strays
            .into_iter()
            .map(|stray| record[stray.range].to_owned());
        Some(texts.collect())
    }

    #[test]
    fn a_line_that_is_no_toml_is_stray() {
        let lines =
            "by = \"ana\"\ngarbage line here\nhttps://x?a=b\n# so\nkind = 1\nat 10:05 we don't\n";
        let strays = ["garbage line here\nhttps://x?a=b\n", "at 10:05 we don't\n"];
        assert_eq!(found(lines).unwrap(), strays);
    }

    #[test]
    fn a_line_of_a_text_is_not_stray() {
        let lines =
            "impact = \"\"\"\nhello there\n\"\"\"\nnonsense [\ninternal.note = '''\n{ a\n'''\n";
        assert_eq!(found(lines).unwrap(), ["nonsense [\n"]);
    }

    #[test]
    fn what_may_be_a_broken_fact_or_table_is_not_stray() {
        for line in [
            "impact = \"Shops\n",
            "third-party = x\n",
            "impact - \"Shops\"\n",
            "impact - 'Shops'\n",
            "\"impact\" = x\n",
            "components.API = x\n",
            "[internal\n",
            "inc\0dent = \"x\"\n",
            "half a li",
        ] {
            assert_eq!(found(&format!("garbage line here\n{line}")), None, "{line}");
        }
    }

    #[test]
    fn without_a_stray_line_something_else_is_wrong() {
        assert_eq!(found("by = \"ana\"\nby = \"ana\"\n"), None);
        assert_eq!(found(&"garbage line here\n".repeat(101)), None);
    }
}
