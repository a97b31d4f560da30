//! A TOML document as the two kinds of template need it: values with the lines they stand on.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::TemplateError;
use super::templates::Source;
use crate::text::seek;

/// A table of a template with the file it stands in.
pub(super) struct Document<'s> {
    source: &'s Source,
}

/// One value with its key in full, such as `next_update.promised`.
pub(super) struct Field<'s> {
    pub key: String,
    pub line: usize,
    pub value: DeValue<'s>,
}

impl<'s> Document<'s> {
    pub(super) const fn new(source: &'s Source) -> Self {
        Self { source }
    }

    /// Reads the document's fields: those of every table, or with `depth` one those of the top.
    pub(super) fn fields(&self, deep: bool) -> Result<Vec<Field<'s>>, TemplateError> {
        let table = DeTable::parse(&self.source.text).map_err(|error| TemplateError::Syntax {
            file: self.source.file.clone(),
            line: self.line(error.span().map_or(0, |span| span.start)),
            message: error.message().lines().collect::<Vec<_>>().join("; "),
        })?;
        let mut lines = Lines::new(&self.source.text);
        let mut fields = Vec::with_capacity(256);
        flatten("", table.into_inner(), deep, &mut lines, &mut fields);
        Ok(fields)
    }

    /// The line of a byte, counted from one.
    fn line(&self, byte: usize) -> usize {
        Lines::new(&self.source.text).of(byte)
    }

    /// An error about one value.
    pub(super) fn wrong(
        &self,
        key: &str,
        line: usize,
        message: impl Into<String>,
    ) -> TemplateError {
        TemplateError::Value {
            file: self.source.file.clone(),
            line,
            key: key.to_owned(),
            message: message.into(),
        }
    }

    /// An error about a key that does not exist.
    pub(super) fn unknown<'k>(
        &self,
        key: &str,
        line: usize,
        known: impl IntoIterator<Item = &'k str>,
    ) -> TemplateError {
        let similar = crate::text::similar::similar(key, known);
        TemplateError::UnknownKey {
            file: self.source.file.clone(),
            line,
            key: key.to_owned(),
            similar: similar.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// Where lines begin.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        let starts = seek::all(b'\n', text.as_bytes()).map(|i| i + 1);
        Self {
            text,
            starts: starts.collect(),
        }
    }

    fn of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte) + 1
    }

    /// The line on which the text of a value begins: after `"""` that is the next one.
    fn of_text(&self, byte: usize) -> usize {
        let rest = self.text.get(byte..).unwrap_or_default();
        let opens = ["\"\"\"", "'''"]
            .iter()
            .find_map(|quote| rest.strip_prefix(quote));
        let below = opens.is_some_and(|r| r.starts_with('\n') || r.starts_with("\r\n"));
        self.of(byte) + usize::from(below)
    }
}

fn flatten<'s>(
    prefix: &str,
    table: DeTable<'s>,
    deep: bool,
    lines: &mut Lines<'_>,
    fields: &mut Vec<Field<'s>>,
) {
    for (name, value) in table {
        let mut key = String::with_capacity(prefix.len() + name.get_ref().len() + 1);
        if !prefix.is_empty() {
            key.push_str(prefix);
            key.push('.');
        }
        key.push_str(name.get_ref());
        let line = lines.of_text(value.span().start);
        match Spanned::into_inner(value) {
            DeValue::Table(inner) if deep => flatten(&key, inner, deep, lines, fields),
            value => fields.push(Field { key, line, value }),
        }
    }
}

/// The strings of an array, or none if something else is in it.
pub(super) fn strings(value: &DeValue<'_>) -> Option<Vec<String>> {
    let array = value.as_array()?;
    array
        .iter()
        .map(|item| item.get_ref().as_str().map(str::to_owned))
        .collect()
}
