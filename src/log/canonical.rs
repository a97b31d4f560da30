//! Reads records of the canonical form line by line, without a parser. It accepts only what is
//! certainly valid TOML and certainly means what it takes it to mean; everything else is left to
//! the `toml` crate.

use chrono::{DateTime, NaiveDate, Utc};
use memchr::{memchr, memchr2};

use crate::domain::entry::EntryId;
use crate::domain::fact::TextFact;

use super::facts::Standing;
use super::format::KEYS;

/// What a canonical record says about itself.
#[derive(Debug, Default, Clone)]
pub(super) struct Sketch<'t> {
    pub(super) id: Option<EntryId>,
    pub(super) at: Option<DateTime<Utc>>,
    pub(super) incident: &'t str,
    pub(super) kind: &'t str,
    pub(super) standing: Standing,
    /// The place in [`KEYS`] of the first key that may still come.
    next: usize,
    /// The name after the last dotted key, such as the locale of `impact.en`.
    last_sub: Option<&'t str>,
}

enum Value<'t> {
    /// A string without escapes.
    Plain(&'t str),
    /// A string with escapes.
    Escaped,
    Moment(DateTime<Utc>),
    List,
}

impl<'t> Sketch<'t> {
    /// Takes the next line of the record. None if it is not canonical: a form the writer does not
    /// use, or a key out of order (which is also how one that stands twice is found).
    pub(super) fn take(&mut self, line: &'t str) -> Option<()> {
        let (key, rest) = split(line)?;
        let value = value(rest)?;
        self.in_order(&key)?;
        match (key.head, value) {
            ("id", Value::Plain(text)) => self.id = Some(text.parse().ok()?),
            ("at", Value::Moment(at)) => self.at = Some(at),
            ("incident", Value::Plain(text)) => self.incident = text,
            ("kind", Value::Plain(text)) => self.kind = text,
            ("state", Value::Plain(text)) => self.standing.state = Some(text.parse().ok()?),
            ("type", Value::Plain(text)) => self.standing.kind_of = Some(text.parse().ok()?),
            ("id" | "at" | "incident" | "kind" | "state" | "type", _) => return None,
            _ => {}
        }
        Some(())
    }

    /// Whether everything that a record must have is there.
    pub(super) fn is_whole(&self) -> bool {
        self.id.is_some() && self.at.is_some() && !self.incident.is_empty() && !self.kind.is_empty()
    }

    fn in_order(&mut self, key: &Key<'t>) -> Option<()> {
        if key.sub.is_some() && self.next > 0 && KEYS[self.next - 1] == key.head {
            // Another locale of the same text, another component.
            if self.last_sub.is_none() || self.last_sub >= key.sub {
                return None;
            }
        } else {
            let skipped = KEYS[self.next..].iter().position(|k| *k == key.head)?;
            self.next += skipped + 1;
        }
        self.last_sub = key.sub;
        Some(())
    }
}

struct Key<'t> {
    head: &'t str,
    sub: Option<&'t str>,
}

/// Splits a line into its key and what stands after the equals sign.
fn split(line: &str) -> Option<(Key<'_>, &str)> {
    const COMPONENT: &str = "components.\"";
    if let Some(rest) = line.strip_prefix(COMPONENT) {
        let end = memchr2(b'"', b'\\', rest.as_bytes())?;
        let value = rest[end..].strip_prefix("\" = ")?;
        let key = Key {
            head: "components",
            sub: Some(&rest[..end]),
        };
        return Some((key, value));
    }
    let end = memchr(b' ', line.as_bytes())?;
    let (key, value) = (&line[..end], line[end..].strip_prefix(" = ")?);
    let key = match key.split_once('.') {
        None if key == "components" => return None,
        None | Some(("internal", _)) => Key {
            head: key,
            sub: None,
        },
        Some((head, locale)) => {
            let is_bare = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
            let lawful = !locale.is_empty() && locale.bytes().all(is_bare);
            if !lawful || TextFact::ALL.iter().all(|fact| fact.key() != head) {
                return None;
            }
            Key {
                head,
                sub: Some(locale),
            }
        }
    };
    Some((key, value))
}

fn value(text: &str) -> Option<Value<'_>> {
    match text.as_bytes().first()? {
        b'"' => {
            let (end, escaped) = string_end(text)?;
            (end == text.len()).then(|| {
                if escaped {
                    Value::Escaped
                } else {
                    Value::Plain(&text[1..end - 1])
                }
            })
        }
        b'0'..=b'9' => moment(text).map(Value::Moment),
        b'[' => is_list(text).then_some(Value::List),
        _ => None,
    }
}

/// Where the basic string at the beginning of the text ends, its quotation mark included, and
/// whether it has escapes. Only the short escapes are canonical enough.
fn string_end(text: &str) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let mut at = 1;
    let mut escaped = false;
    loop {
        at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes[at] == b'"' {
            return Some((at + 1, escaped));
        }
        if !b"\"\\bfnrt".contains(bytes.get(at + 1)?) {
            return None;
        }
        escaped = true;
        at += 2;
    }
}

/// Whether the text is `["…", "…"]`.
fn is_list(text: &str) -> bool {
    let Some(mut rest) = text.strip_prefix('[') else {
        return false;
    };
    loop {
        if !rest.starts_with('"') {
            return false;
        }
        let Some((end, _)) = string_end(rest) else {
            return false;
        };
        rest = &rest[end..];
        match rest.strip_prefix(", ") {
            Some(more) => rest = more,
            None => return rest == "]",
        }
    }
}

/// Reads exactly `YYYY-MM-DDTHH:MM:SSZ`.
fn moment(text: &str) -> Option<DateTime<Utc>> {
    let bytes: &[u8; 20] = text.as_bytes().try_into().ok()?;
    for (at, sign) in [
        (4, b'-'),
        (7, b'-'),
        (10, b'T'),
        (13, b':'),
        (16, b':'),
        (19, b'Z'),
    ] {
        if bytes[at] != sign {
            return None;
        }
    }
    let number = |at: usize, digits: usize| {
        bytes[at..at + digits].iter().try_fold(0_u32, |sum, byte| {
            byte.is_ascii_digit()
                .then(|| sum * 10 + u32::from(byte - b'0'))
        })
    };
    let year = i32::try_from(number(0, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(5, 2)?, number(8, 2)?)?
        .and_hms_opt(number(11, 2)?, number(14, 2)?, number(17, 2)?)
        .map(|local| local.and_utc())
}
