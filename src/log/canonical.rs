//! Reads records of the canonical form line by line, without a parser. It accepts only what is
//! certainly valid TOML and certainly means what it takes it to mean; everything else is left to
//! the `toml` crate. Half a million lines have to go through here before a command can answer, so
//! each byte is looked at once, or twice.

use chrono::{DateTime, NaiveDate, Utc};
use memchr::memchr3;

use crate::domain::entry::EntryId;
use crate::domain::fact::{FactName, TextFact};
use crate::domain::words::{ComponentStatus, DataImpact, IncidentType, Severity, State};

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

// The places in `KEYS` of what a sketch is made of.
const ID: usize = 0;
const AT: usize = 1;
const INCIDENT: usize = 4;
const KIND: usize = 5;
const TYPE: usize = 7;
const SEVERITY: usize = 9;
const STATE: usize = 10;
const COMPONENTS: usize = 15;
const DATA: usize = 24;
const CLEAR: usize = 31;

enum Value {
    /// A string without escapes.
    Plain,
    Moment(DateTime<Utc>),
    /// A string with escapes, or a list.
    Other,
}

impl<'t> Sketch<'t> {
    /// Takes the line of the record that begins at `start`; returns where the next one begins. None
    /// if it is not canonical: a form or a word the writer does not use, or a key out of order
    /// (which is also how one that stands twice is found). The text has no control characters but tabs and line
    /// ends.
    pub(super) fn take(&mut self, text: &'t str, start: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let (place, at) = self.key(text, start)?;
        let (value, end) = value(bytes, at)?;
        let plain = || match value {
            Value::Plain => text.get(at + 1..end - 1),
            _ => None,
        };
        let one_of = |words: &[&str]| plain().filter(|word| words.contains(word));
        match place {
            ID => self.id = Some(plain()?.parse().ok()?),
            AT => match value {
                Value::Moment(moment) => self.at = Some(moment),
                _ => return None,
            },
            INCIDENT => self.incident = plain()?,
            KIND => self.kind = plain()?,
            TYPE => {
                let word = plain()?;
                let known = IncidentType::ALL.iter().find(|known| known.word() == word);
                self.standing.kind_of = Some(*known?);
            }
            STATE => {
                let word = plain()?;
                let known = State::ALL.iter().find(|known| known.word() == word);
                self.standing.state = Some(*known?);
            }
            SEVERITY => drop(one_of(Severity::WORDS)?),
            COMPONENTS => drop(one_of(ComponentStatus::WORDS)?),
            DATA => drop(one_of(DataImpact::WORDS)?),
            CLEAR => {
                let names = text[at..end].strip_prefix("[\"")?.strip_suffix("\"]")?;
                let mut names = names.split("\", \"").map(str::parse::<FactName>);
                names.all(|name| name.is_ok()).then_some(())?;
            }
            _ => {}
        }
        match bytes.get(end) {
            None => Some(end),
            Some(b'\n') => Some(end + 1),
            Some(b'\r') if bytes.get(end + 1) == Some(&b'\n') => Some(end + 2),
            Some(_) => None,
        }
    }

    /// Whether everything that a record must have is there.
    pub(super) fn is_whole(&self) -> bool {
        self.id.is_some() && self.at.is_some() && !self.incident.is_empty() && !self.kind.is_empty()
    }

    /// Reads the key that begins at `start`: its place in [`KEYS`], and where the value begins.
    fn key(&mut self, text: &'t str, start: usize) -> Option<(usize, usize)> {
        let bytes = text.as_bytes();
        let length = bytes[start..].iter().position(|byte| !is_bare(*byte))?;
        let end = start + length;
        let head = &bytes[start..end];
        if bytes[end..].starts_with(EQUALS) {
            let place = self.place(head)?;
            self.next = place + 1;
            self.last_sub = None;
            return Some((place, end + EQUALS.len()));
        }
        if bytes[end] != b'.' {
            return None;
        }
        let sub = end + 1;
        if bytes.get(sub) == Some(&b'"') {
            let (after, escaped) = string_end(bytes, sub)?;
            if escaped || head != b"components" || !bytes[after..].starts_with(EQUALS) {
                return None;
            }
            let place = self.dotted(head, text.get(sub + 1..after - 1)?)?;
            return Some((place, after + EQUALS.len()));
        }
        let length = bytes[sub..].iter().position(|byte| !is_bare(*byte))?;
        let after = sub + length;
        if length == 0 || !bytes[after..].starts_with(EQUALS) {
            return None;
        }
        let place = if head == b"internal" {
            let place = self.place(&bytes[start..after])?;
            self.next = place + 1;
            self.last_sub = None;
            place
        } else if TextFact::ALL
            .iter()
            .any(|fact| fact.key().as_bytes() == head)
        {
            self.dotted(head, text.get(sub..after)?)?
        } else {
            return None;
        };
        Some((place, after + EQUALS.len()))
    }

    /// The place of a key that may still come.
    fn place(&self, key: &[u8]) -> Option<usize> {
        let sign = sign(key);
        (self.next..KEYS.len()).find(|n| SIGNS[*n] == sign && KEYS[*n].as_bytes() == key)
    }

    /// The place of a key that continues after a dot; the same key may come again with a later
    /// name after it.
    fn dotted(&mut self, head: &[u8], sub: &'t str) -> Option<usize> {
        if self.next > 0 && KEYS[self.next - 1].as_bytes() == head {
            if self.last_sub.is_none_or(|last| last >= sub) {
                return None;
            }
        } else {
            self.next = self.place(head)? + 1;
        }
        self.last_sub = Some(sub);
        Some(self.next - 1)
    }
}

const EQUALS: &[u8] = b" = ";

const fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// The length of a key and both its ends, in one number: it tells most keys apart at once.
const fn sign(key: &[u8]) -> usize {
    match key {
        [] => 0,
        [first, ..] => key.len() << 16 | (*first as usize) << 8 | key[key.len() - 1] as usize,
    }
}

const SIGNS: [usize; KEYS.len()] = {
    let mut signs = [0; KEYS.len()];
    let mut n = 0;
    while n < KEYS.len() {
        signs[n] = sign(KEYS[n].as_bytes());
        n += 1;
    }
    signs
};

/// Reads the value that begins at `start`; also returns where it ends.
fn value(bytes: &[u8], start: usize) -> Option<(Value, usize)> {
    match bytes.get(start)? {
        b'"' => {
            let (end, escaped) = string_end(bytes, start)?;
            let value = if escaped { Value::Other } else { Value::Plain };
            Some((value, end))
        }
        b'0'..=b'9' => Some((Value::Moment(moment(&bytes[start..])?), start + MOMENT)),
        b'[' => Some((Value::Other, list_end(bytes, start)?)),
        _ => None,
    }
}

/// Where the basic string that begins at `start` ends, its quotation mark included, and whether it
/// has escapes. Only the short escapes are canonical enough.
fn string_end(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let mut at = start + 1;
    let mut escaped = false;
    loop {
        at += memchr3(b'"', b'\\', b'\n', bytes.get(at..)?)?;
        match bytes[at] {
            b'"' => return Some((at + 1, escaped)),
            b'\\' if b"\"\\bfnrt".contains(bytes.get(at + 1)?) => {}
            _ => return None,
        }
        escaped = true;
        at += 2;
    }
}

/// Where the list `["…", "…"]` that begins at `start` ends.
fn list_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        if bytes.get(at) != Some(&b'"') {
            return None;
        }
        at = string_end(bytes, at)?.0;
        match bytes[at..] {
            [b',', b' ', ..] => at += 2,
            [b']', ..] => return Some(at + 1),
            _ => return None,
        }
    }
}

/// The length of `YYYY-MM-DDTHH:MM:SSZ`.
const MOMENT: usize = 20;

fn moment(bytes: &[u8]) -> Option<DateTime<Utc>> {
    let bytes: &[u8; MOMENT] = bytes.first_chunk()?;
    let signs = [
        bytes[4], bytes[7], bytes[10], bytes[13], bytes[16], bytes[19],
    ];
    if signs != *b"--T::Z" {
        return None;
    }
    let digit = |at: usize| {
        let byte = bytes[at];
        byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
    };
    let two = |at: usize| Some(digit(at)? * 10 + digit(at + 1)?);
    let year = i32::try_from(two(0)? * 100 + two(2)?).ok()?;
    NaiveDate::from_ymd_opt(year, two(5)?, two(8)?)?
        .and_hms_opt(two(11)?, two(14)?, two(17)?)
        .map(|local| local.and_utc())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_places_are_those_of_the_keys() {
        let head = [ID, AT, INCIDENT, KIND].map(|place| KEYS[place]);
        assert_eq!(head, ["id", "at", "incident", "kind"]);
        let words = [TYPE, SEVERITY, STATE, COMPONENTS, DATA, CLEAR].map(|place| KEYS[place]);
        let keys = ["type", "severity", "state", "components", "data", "clear"];
        assert_eq!(words, keys);
    }

    #[test]
    fn a_key_out_of_order_or_twice_is_not_canonical() {
        let mut sketch = Sketch::default();
        for line in ["by = \"a\"\n", "impact.en = \"b\"\r\n", "impact.es = \"c\""] {
            assert_eq!(sketch.take(line, 0), Some(line.len()), "{line}");
        }
        for line in [
            "by = \"a\"\n",
            "impact.es = \"c\"\n",
            "impact.de = \"c\"\n",
            "impact = \"c\"\n",
            "new = \"c\"\n",
        ] {
            assert_eq!(sketch.clone().take(line, 0), None, "{line}");
        }
    }

    #[test]
    fn what_the_writer_does_not_write_is_not_canonical() {
        for line in [
            "action = 'a'\n",
            "action = \"a\" # b\n",
            "action= \"a\"\n",
            "action = \"\"\"a\"\"\"\n",
            "action = \"\\u0041\"\n",
            "action = \"a\nb\"\n",
            "started = 2026-02-30T10:00:00Z\n",
            "started = 2026-11-21T10:00:00+00:00\n",
            "clear = []\n",
            "clear = [\"scope\",\n]\n",
            "state = \"Resolved\"\n",
            "severity = \"huge\"\n",
            "severity = [\"minor\"]\n",
            "data = \"eaten\"\n",
            "components.\"API\" = \"asleep\"\n",
            "clear = [\"scope\", \"mood\"]\n",
            "clear = \"scope\"\n",
            "kind = \"a\\\"b\"\n",
            "components.API = \"operational\"\n",
            "# a comment\n",
            "\n",
        ] {
            assert_eq!(Sketch::default().take(line, 0), None, "{line}");
        }
    }
}
