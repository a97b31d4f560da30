//! The built-in shapes without a TOML parser: they are written plainly (one value a line but for
//! lists and layouts, no escapes), and every message needs nine of them. A test holds each against
//! the `toml` crate.

use std::borrow::Cow;

use super::{Layout, Manner, Name, Shape};
use crate::render::budget::Budget;
use crate::text::measure::{Limit, Unit};
use crate::text::seek;

impl Shape {
    /// Reads a built-in shape. None if it is not written plainly.
    pub(super) fn built_in(channel: &str, file: &str, source: &'static str) -> Option<Self> {
        let mut shape = Self::blank(channel, file.to_owned());
        let mut rest = source;
        while !rest.is_empty() {
            let (line, below) = split(rest, b'\n')?;
            if line.is_empty() || line.starts_with('#') {
                rest = below;
                continue;
            }
            let (key, value) = split(line, b' ')?;
            let value = value.strip_prefix("= ")?;
            let start = source.len() - below.len();
            let (value, below) = match value {
                "[" => split(below, b']')?,
                "\"\"\"" => {
                    // A layout is the last of a shape, and holds quotation marks of its own.
                    let text = below.strip_suffix("\"\"\"\n")?;
                    shape.lay(key, text, number(&source[..start]))?;
                    rest = "";
                    continue;
                }
                value => (value, below),
            };
            rest = below;
            match key {
                "audience" => shape.audience = quoted(value)?.parse().ok()?,
                "markup" => shape.markup = quoted(value)?.parse().ok()?,
                "manner" => {
                    let word = quoted(value)?;
                    shape.manner = Manner::WORDS.iter().find(|(known, _)| *known == word)?.1;
                }
                "standing" => shape.standing = value == "true",
                "parts" => shape.parts = names(value),
                "drop" => shape.drop = names(value),
                "minor_drops" => shape.minor_drops = names(value),
                "instead" => shape.instead = pairs(value)?,
                "budget" => shape.budget = budget(value)?,
                "subject_budget" => shape.subject_budget = budget(value)?,
                "subject" | "body" => {
                    shape.lay(key, quoted(value)?, number(&source[..start]) - 1)?;
                }
                _ => {
                    let service = key.strip_prefix("budgets.")?.parse().ok()?;
                    shape.budgets.push((service, budget(value)?));
                }
            }
        }
        Some(shape)
    }

    fn lay(&mut self, key: &str, text: &'static str, line: usize) -> Option<()> {
        if text.contains('\\') || text.contains("\"\"\"") {
            return None;
        }
        let text = Cow::Borrowed(text);
        match key {
            "subject" => self.subject = Some(Layout { text, line }),
            "body" => self.body = Layout { text, line },
            _ => return None,
        }
        Some(())
    }
}

/// What stands before and behind the first `end`.
fn split(text: &'static str, end: u8) -> Option<(&'static str, &'static str)> {
    let place = seek::first(end, text.as_bytes())?;
    Some((&text[..place], &text[place + 1..]))
}

/// The line behind a text, counted from one.
fn number(text: &str) -> usize {
    seek::count(b'\n', text.as_bytes()) + 1
}

fn quoted(value: &'static str) -> Option<&'static str> {
    value.strip_prefix('"')?.strip_suffix('"')
}

/// Everything that stands between quotation marks.
fn names(list: &'static str) -> Vec<Name> {
    let mut names = Vec::with_capacity(list.len() / 12);
    let mut rest = list;
    while let Some(open) = rest.bytes().position(|byte| byte == b'"') {
        let Some((name, after)) = split(&rest[open + 1..], b'"') else {
            break;
        };
        names.push(Cow::Borrowed(name));
        rest = after;
    }
    names
}

/// `{ headline = "state" }`
fn pairs(table: &'static str) -> Option<Vec<(Name, Name)>> {
    let table = table.strip_prefix("{ ")?.strip_suffix(" }")?;
    let pairs = table.split(", ").map(|pair| {
        let (from, to) = pair.split_once(" = ")?;
        Some((Cow::Borrowed(from), Cow::Borrowed(quoted(to)?)))
    });
    pairs.collect()
}

/// `{ unit = "characters", limit = 100 }`, or a list of such.
fn budget(value: &str) -> Option<Budget> {
    let limits = value.split('{').skip(1).map(|limit| {
        let (unit, most) = limit
            .strip_prefix(" unit = \"")?
            .split_once("\", limit = ")?;
        let most = most.split_once(' ')?.0.parse().ok()?;
        Some(Limit::new(Unit::of_word(unit)?, most))
    });
    limits.collect::<Option<_>>().map(Budget)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::templates::{Kind, Source};

    #[test]
    fn a_built_in_shape_says_exactly_what_the_toml_crate_reads() {
        for (name, text) in Kind::Shape.built_in() {
            let source = Source {
                file: "a file".to_owned(),
                text: text.text().to_owned(),
                path: None,
            };
            let read = Shape::parse(name, &source).unwrap();
            let mut quick = Shape::built_in(name, "a file", text.text()).unwrap();
            // A table of TOML has no order.
            quick.instead.sort();
            quick.budgets.sort_by_key(|(service, _)| service.word());
            assert_eq!(quick, read, "{name}");
        }
    }

    #[test]
    fn what_is_not_written_plainly_is_not_read() {
        for text in [
            "parts=[]\n",
            "audience = \"nobody\"\n",
            "audience = 'team'\n",
            "manners = \"brief\"\n",
            "budget = { limit = 3, unit = \"segments\" }\n",
            "budgets.carrier-pigeon = { unit = \"bytes\", limit = 3 }\n",
            "subject = \"\\t\"\n",
            "body = \"\"\"\n",
            "body = \"\"\"\n\"\"\"\nsubject = \"\"\"\n\"\"\"\n",
        ] {
            assert_eq!(Shape::built_in("a", "a file", text), None, "{text}");
        }
    }
}
