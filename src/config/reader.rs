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
