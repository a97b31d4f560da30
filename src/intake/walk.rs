//! Walks through a large JSON document: of its lists, one element at a time is in memory.

use serde_json::{Deserializer, Value};

/// A document and where reading it has come to.
pub(super) struct Walk<'t> {
    text: &'t str,
    at: usize,
}

/// What is wrong with a document, with the line on which it is.
pub(super) type Fault = (usize, String);

impl<'t> Walk<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self { text, at: 0 }
    }

    /// How many bytes are read.
    pub(super) const fn read(&self) -> usize {
        self.at
    }

    /// Takes one sign, and the white space before it, if it is the next.
    pub(super) fn takes(&mut self, sign: u8) -> bool {
        let here = self.next() == Some(sign);
        self.at += usize::from(here);
        here
    }

    /// The next byte that is no white space.
    pub(super) fn next(&mut self) -> Option<u8> {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += rest.iter().take_while(|b| b" \t\r\n".contains(b)).count();
        self.text.as_bytes().get(self.at).copied()
    }

    /// Takes one value.
    pub(super) fn value(&mut self) -> Result<Value, Fault> {
        let mut values = Deserializer::from_str(&self.text[self.at..]).into_iter();
        match values.next() {
            Some(Ok(value)) => {
                self.at += values.byte_offset();
                Ok(value)
            }
            Some(Err(error)) => Err(self.broken(&error)),
            None => Err(self.fault("it breaks off: a value is missing")),
        }
    }

    /// Takes the key of an object and the colon behind it; none at the end of the object.
    pub(super) fn key(&mut self) -> Result<Option<String>, Fault> {
        self.takes(b',');
        if self.takes(b'}') {
            return Ok(None);
        }
        match self.value()? {
            Value::String(key) if self.takes(b':') => Ok(Some(key)),
            _ => Err(self.fault("a key is missing")),
        }
    }

    /// Takes the next element of a list; none at its end.
    pub(super) fn element(&mut self) -> Result<Option<Value>, Fault> {
        self.takes(b',');
        if self.takes(b']') {
            return Ok(None);
        }
        self.value().map(Some)
    }

    /// A fault where reading has come to.
    pub(super) fn fault(&self, what: &str) -> Fault {
        (self.line(1), what.to_owned())
    }

    fn broken(&self, error: &serde_json::Error) -> Fault {
        let told = error.to_string();
        // The error counts its lines from here.
        let what = told.split(" at line ").next().unwrap_or(&told);
        (self.line(error.line()), what.to_owned())
    }

    /// The number in the whole document of a line that is counted from here.
    fn line(&self, from_here: usize) -> usize {
        let before = &self.text.as_bytes()[..self.at];
        memchr::memchr_iter(b'\n', before).count() + from_here.max(1)
    }
}
