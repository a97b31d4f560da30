//! Tables of the configuration, taken key by key. A derived reader of each would be ten times the
//! code; what it would say of a wrong value is said here in the same words.

use crate::order::Map;
use serde::de::Error as _;
use toml::de::Error;
use toml::{Table, Value};

/// A table of which every key must be known.
pub(super) struct Reader {
    /// The key of the table, such as `service.mail`; empty for the whole file.
    at: String,
    rest: Table,
    known: Vec<&'static str>,
}

impl Reader {
    /// Takes the table under a key.
    pub(super) fn of(at: &str, value: Value) -> Result<Self, Error> {
        match value {
            Value::Table(rest) => Ok(Self {
                at: at.to_owned(),
                rest,
                known: Vec::new(),
            }),
            other => Err(wrong(at, &other, "a table")),
        }
    }

    /// Takes what stands under a key; `read` says what it must be.
    pub(super) fn take<T: Default>(
        &mut self,
        key: &'static str,
        read: fn(&str, Value) -> Result<T, Error>,
    ) -> Result<T, Error> {
        self.known.push(key);
        let at = match self.at.as_str() {
            "" => key.to_owned(),
            at => format!("{at}.{key}"),
        };
        let value = self.rest.remove(key);
        value.map_or_else(|| Ok(T::default()), |value| read(&at, value))
    }

    /// Takes a text that must be there.
    pub(super) fn needed(&mut self, key: &'static str) -> Result<String, Error> {
        let taken = self.take(key, text)?;
        taken.ok_or_else(|| Error::custom(format!("missing field `{key}`{}", self.place())))
    }

    /// Takes texts that must be there.
    pub(super) fn needed_texts(&mut self, key: &'static str) -> Result<Vec<String>, Error> {
        if self.rest.contains_key(key) {
            return self.take(key, texts);
        }
        let problem = format!("missing field `{key}`{}", self.place());
        Err(Error::custom(problem))
    }

    fn place(&self) -> String {
        match self.at.as_str() {
            "" => String::new(),
            at => format!("\nin `{at}`"),
        }
    }

    /// Refuses what nobody took.
    pub(super) fn done(self) -> Result<(), Error> {
        let Some((key, _)) = self.rest.iter().next() else {
            return Ok(());
        };
        let known: Vec<String> = self.known.iter().map(|key| format!("`{key}`")).collect();
        let known = known.join(", ");
        let problem = format!(
            "unknown field `{key}`, expected one of {known}{}",
            self.place()
        );
        Err(Error::custom(problem))
    }
}

/// Returns the line that a problem with a table is about, as far as its words tell: where the key
/// stands that is unknown or wrong, or the table that lacks one. A parsed table has no lines.
pub(super) fn line_of(text: &str, problem: &Error) -> Option<usize> {
    if problem.span().is_some() {
        return None;
    }
    let said = problem.message();
    let ticked = |before: &str| said.split_once(before)?.1.split('`').next();
    let at = ticked("\nin `").unwrap_or_default();
    let wanted = match ticked("unknown field `") {
        Some(key) if at.is_empty() => key.to_owned(),
        Some(key) => format!("{at}.{key}"),
        None => at.to_owned(),
    };
    let lacking = ticked("missing field `").map(|key| format!("{at}.{key}"));
    let keys: Vec<(usize, bool, String)> = keys_of(text);
    let place = keys.iter().position(|(_, _, key)| {
        let rest = key.strip_prefix(wanted.as_str());
        lacking.is_none() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    });
    let lacks = |lacking: &String| {
        keys.iter()
            .enumerate()
            .position(|(place, (_, opens, key))| {
                let mut below = keys[place + 1..].iter().take_while(|(_, opens, _)| !opens);
                *opens && *key == wanted && !below.any(|(_, _, key)| key == lacking)
            })
    };
    let place = place.or_else(|| lacking.as_ref().and_then(lacks))?;
    Some(keys[place].0)
}

/// The lines of a file on which a table opens or a key stands: the line, whether it opens a table, and
/// the whole key.
fn keys_of(text: &str) -> Vec<(usize, bool, String)> {
    let bare = |key: &str| key.replace(['"', '\'', ' '], "");
    let mut table = String::new();
    let mut keys = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            let header = header.trim_start_matches('[');
            table = bare(header.split(']').next().unwrap_or_default());
            keys.push((at + 1, true, table.clone()));
        } else if let Some((key, _)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
            let key = bare(key);
            let whole = if table.is_empty() {
                key
            } else {
                format!("{table}.{key}")
            };
            keys.push((at + 1, false, whole));
        }
    }
    keys
}

/// A line as it stands behind the name of a file.
pub(super) fn named(line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!(" line {line}"))
}

pub(super) fn wrong(at: &str, value: &Value, wanted: &str) -> Error {
    let found = value.type_str();
    Error::custom(format!(
        "invalid type: {found}, expected {wanted}\nin `{at}`"
    ))
}

pub(super) fn text(at: &str, value: Value) -> Result<Option<String>, Error> {
    match value {
        Value::String(text) => Ok(Some(text)),
        other => Err(wrong(at, &other, "a string")),
    }
}

pub(super) fn flag(at: &str, value: Value) -> Result<bool, Error> {
    match value {
        Value::Boolean(flag) => Ok(flag),
        other => Err(wrong(at, &other, "true or false")),
    }
}

pub(super) fn texts(at: &str, value: Value) -> Result<Vec<String>, Error> {
    let Value::Array(values) = value else {
        return Err(wrong(at, &value, "a list of strings"));
    };
    let texts = values.into_iter().map(|value| text(at, value));
    texts.filter_map(Result::transpose).collect()
}

pub(super) fn names(at: &str, value: Value) -> Result<Map<String, String>, Error> {
    let Value::Table(table) = value else {
        return Err(wrong(at, &value, "a table of strings"));
    };
    let mut names = Map::new();
    for (key, value) in table {
        let read = text(&format!("{at}.{key}"), value)?;
        names.insert(key, read.unwrap_or_default());
    }
    Ok(names)
}

/// Reads a list of tables.
pub(super) fn tables<T>(
    at: &str,
    value: Value,
    read: fn(&str, Value) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    match value {
        Value::Array(values) => values.into_iter().map(|value| read(at, value)).collect(),
        other => Err(wrong(at, &other, "a list of tables")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_what_is_wrong_is_found_by_its_key() {
        let text = "# zones = 1\nzone = 3\n\n[check]\nlevelz = 1\n[cadence]\n  major = 'x'\n\
                    [[client]]\nname = 'a'\n[[client]]\nid = 'b'\n[clients.x]\ny = 1\n";
        for (problem, line) in [
            (
                "invalid type: integer, expected a string\nin `zone`",
                Some(2),
            ),
            (
                "unknown field `levelz`, expected one of `levels`\nin `check`",
                Some(5),
            ),
            (
                "invalid type: string, expected a number\nin `cadence.major`",
                Some(7),
            ),
            ("missing field `name`\nin `client`", Some(10)),
            (
                "unknown field `clients`, expected one of `company`",
                Some(12),
            ),
            ("unknown field `nowhere`, expected one of `company`", None),
        ] {
            assert_eq!(line_of(text, &Error::custom(problem)), line, "{problem}");
        }
        let drawn = "x = [".parse::<Table>().unwrap_err();
        assert_eq!(line_of("x = [", &drawn), None, "it says its line itself");
    }
}
