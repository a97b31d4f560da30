//! Reads records of the canonical form line by line, without a parser. It accepts only what is
//! certainly valid TOML and certainly means what it takes it to mean; everything else is left to
//! the `toml` crate. Half a million lines have to go through here before a command can answer, so
//! each byte is looked at once, or twice.

use chrono::{DateTime, NaiveDate, Utc};

use crate::domain::beat::Stated;
use crate::domain::entry::EntryId;
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::measure::{Aim, Status};
use crate::domain::words::{ComponentStatus, DataImpact, IncidentType, Severity, State};

use super::format::KEYS;

/// What a canonical record says about itself.
#[derive(Debug, Default, Clone)]
pub(super) struct Sketch<'t> {
    pub(super) id: Option<EntryId>,
    pub(super) at: Option<DateTime<Utc>>,
    pub(super) incident: &'t str,
    pub(super) kind: &'t str,
    pub(super) stated: Stated,
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
const CONFIRMED: usize = 29;
const REPORT: usize = 34;
const CLEAR: usize = 38;
const WAIVED: usize = 39;
const AWARE: usize = 44;
const MENDED: usize = 46;
const UNTIL: usize = 52;
const AIM: usize = 57;
const DUE: usize = 59;
const STATUS: usize = 60;
const REDACTED: usize = 75;

/// The fact whose moment stands under the key at a place.
const fn time_fact(place: usize) -> Option<TimeFact> {
    match place {
        12 => Some(TimeFact::Started),
        13 => Some(TimeFact::Detected),
        14 => Some(TimeFact::Ended),
        26 => Some(TimeFact::NextUpdate),
        27 => Some(TimeFact::Estimate),
        28 => Some(TimeFact::FollowUp),
        _ => None,
    }
}

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
    /// (which is also how one that stands twice is found), or a character that TOML forbids.
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
                self.stated.kind_of = Some(*known?);
            }
            STATE => {
                let word = plain()?;
                let known = State::ALL.iter().find(|known| known.word() == word);
                self.stated.state = Some(*known?);
            }
            SEVERITY => {
                let word = plain()?;
                let known = Severity::ALL.iter().find(|known| known.word() == word);
                self.stated.severity = Some(*known?);
            }
            COMPONENTS => drop(one_of(ComponentStatus::WORDS)?),
            DATA => drop(one_of(DataImpact::WORDS)?),
            AIM => drop(one_of(Aim::WORDS)?),
            STATUS => drop(one_of(Status::WORDS)?),
            DUE => match value {
                Value::Moment(_) => {}
                _ => return None,
            },
            REPORT => self.stated.report = true,
            CONFIRMED => self.stated.confirmed = true,
            UNTIL => match value {
                Value::Moment(moment) => self.stated.until = Some(moment),
                _ => return None,
            },
            AWARE..=MENDED => match value {
                Value::Moment(_) => self.stated.clocked = true,
                _ => return None,
            },
            // A reason is that of a rule, or of a field.
            WAIVED => {
                self.last_sub?;
                self.stated.waived = self.stated.waived.saturating_add(1);
            }
            REDACTED => drop(self.last_sub?),
            CLEAR => {
                let names = text[at..end].strip_prefix("[\"")?.strip_suffix("\"]")?;
                for name in names.split("\", \"") {
                    self.stated.withdraw(&name.parse().ok()?);
                }
            }
            place => {
                if let Some(fact) = time_fact(place) {
                    let Value::Moment(moment) = value else {
                        return None;
                    };
                    self.stated.times.set(fact, Some(moment));
                }
            }
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
    #[inline]
    fn key(&mut self, text: &'t str, start: usize) -> Option<(usize, usize)> {
        let bytes = text.as_bytes();
        let place = self.place(bytes.get(start..)?)?;
        let end = start + KEYS[place].len();
        if bytes.get(end..)?.first_chunk() == Some(EQUALS) && place >= self.next {
            (self.next, self.last_sub) = (place + 1, None);
            return Some((place, end + EQUALS.len()));
        }
        self.sub_key(text, place, end)
    }

    /// The same of a key that goes on behind `end`, such as `impact.en`.
    fn sub_key(&mut self, text: &'t str, place: usize, end: usize) -> Option<(usize, usize)> {
        let bytes = text.as_bytes();
        let sub = end + 1;
        let (name, after) = match bytes.get(end..sub + 1)? {
            b".\"" if matches!(place, COMPONENTS | WAIVED | REDACTED) => {
                let (after, escaped) = string_end(bytes, sub)?;
                let name = text.get(sub + 1..after - 1).filter(|_| !escaped)?;
                (name, after)
            }
            [b'.', _] if is_text(place) => {
                let length = bytes[sub..].iter().position(|byte| !is_bare(*byte))?;
                let name = text.get(sub..sub + length).filter(|_| length > 0)?;
                (name, sub + length)
            }
            _ => return None,
        };
        let rises = place >= self.next || self.last_sub.is_some_and(|last| last < name);
        if !rises || bytes.get(after..)?.first_chunk() != Some(EQUALS) {
            return None;
        }
        (self.next, self.last_sub) = (place + 1, Some(name));
        Some((place, after + EQUALS.len()))
    }

    /// The place of the key that a line begins with, if it may still come: one after all those that
    /// came, or the last one, if a dot continued it. What follows the key is not looked at.
    #[inline]
    fn place(&self, line: &[u8]) -> Option<usize> {
        // No canonical line is shorter than `by = ""` with its line end.
        let head = u64::from_le_bytes(*line.first_chunk()?);
        let mut place = self.next - usize::from(self.last_sub.is_some());
        // Written plainly: half a million times, an iterator that is not unrolled would be felt.
        while place < KEYS.len() {
            let (mask, start) = HEADS[place];
            if head & mask == start && (mask != u64::MAX || ends_so(line, KEYS[place])) {
                return Some(place);
            }
            place += 1;
        }
        None
    }
}

/// Whether a line begins with a key of eight letters or more, the first eight of which it has.
fn ends_so(line: &[u8], key: &str) -> bool {
    line.get(8..key.len()) == Some(&key.as_bytes()[8..])
}

/// Whether the key at this place may be continued with a locale.
fn is_text(place: usize) -> bool {
    TextFact::ALL.iter().any(|fact| fact.key() == KEYS[place])
}

const EQUALS: &[u8; 3] = b" = ";

pub(super) const fn is_bare(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

/// The first eight bytes of each key as one number, and the bits of it that the key has: one
/// comparison tells nearly all keys apart.
const HEADS: [(u64, u64); KEYS.len()] = {
    let mut heads = [(0, 0); KEYS.len()];
    let mut place = 0;
    while place < KEYS.len() {
        let key = KEYS[place].as_bytes();
        let mut n = 0;
        while n < 8 && n < key.len() {
            heads[place].0 |= 0xff << (8 * n);
            heads[place].1 |= (key[n] as u64) << (8 * n);
            n += 1;
        }
        place += 1;
    }
    heads
};

/// Reads the value that begins at `start`; also returns where it ends.
fn value(bytes: &[u8], start: usize) -> Option<(Value, usize)> {
    match bytes.get(start)? {
        b'"' => {
            let (end, escaped) = string_end(bytes, start)?;
            let value = if escaped { Value::Other } else { Value::Plain };
            Some((value, end))
        }
        b'0'..=b'9' => match moment(&bytes[start..]) {
            Some(moment) => Some((Value::Moment(moment), start + MOMENT)),
            None => Some((Value::Other, number_end(bytes, start)?)),
        },
        b'[' => Some((Value::Other, list_end(bytes, start)?)),
        _ => None,
    }
}

/// Where the basic string that begins at `start` ends, its quotation mark included, and whether it
/// has escapes. Only the short escapes are canonical enough.
pub(super) fn string_end(bytes: &[u8], start: usize) -> Option<(usize, bool)> {
    let mut at = start + 1;
    let mut escaped = false;
    loop {
        at = sign(bytes, at)?;
        match bytes[at] {
            b'"' => return Some((at + 1, escaped)),
            b'\t' => at += 1,
            b'\\' if b"\"\\bfnrt".contains(bytes.get(at + 1)?) => {
                escaped = true;
                at += 2;
            }
            _ => return None,
        }
    }
}

/// Where the first byte from `at` on is that does not stand for itself in a basic string: a
/// quotation mark, a backslash or a control character. Eight bytes at a time: most strings are over
/// before a call would have found its vectors.
#[inline]
fn sign(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut rest = bytes.get(at..)?;
    while let Some((word, after)) = rest.split_first_chunk() {
        let signs = signs(u64::from_le_bytes(*word));
        if signs != 0 {
            return Some(at + signs.trailing_zeros() as usize / 8);
        }
        at += word.len();
        rest = after;
    }
    let is_sign = |byte: &u8| byte.is_ascii_control() || matches!(byte, b'"' | b'\\');
    Some(at + rest.iter().position(is_sign)?)
}

/// Sets the highest bit of the first byte that is a sign. Bits above that one say nothing: a sum
/// or a difference carries only out of a byte that is a sign, or out of 0xff, which no text has.
#[inline]
const fn signs(word: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    // With this bit turned, a quotation mark comes right after the controls.
    let below = (word ^ (EACH * 0x02)).wrapping_sub(EACH * 0x21);
    let backslash = (word ^ (EACH * 0x5c)).wrapping_sub(EACH);
    let delete = word.wrapping_add(EACH);
    (below | backslash | delete) & !word & (EACH * 0x80)
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

/// Where the whole number that begins at `start` ends, if it is the last thing on its line.
fn number_end(bytes: &[u8], start: usize) -> Option<usize> {
    let digits = bytes[start..].iter().position(|b| !b.is_ascii_digit())?;
    let lawful = digits == 1 || digits < 3 && bytes[start] != b'0';
    lawful.then_some(start + digits)
}

/// The length of `YYYY-MM-DDTHH:MM:SSZ`.
pub(super) const MOMENT: usize = 20;

/// Reads the moment in UTC that begins here, to the second.
pub(super) fn moment(bytes: &[u8]) -> Option<DateTime<Utc>> {
    let bytes: &[u8; MOMENT] = bytes.first_chunk()?;
    let [
        _,
        _,
        _,
        _,
        b'-',
        _,
        _,
        b'-',
        _,
        _,
        b'T',
        _,
        _,
        b':',
        _,
        _,
        b':',
        _,
        _,
        b'Z',
    ] = bytes
    else {
        return None;
    };
    let two = |at: usize| {
        let (tens, ones) = (
            bytes[at].wrapping_sub(b'0'),
            bytes[at + 1].wrapping_sub(b'0'),
        );
        (tens < 10 && ones < 10).then(|| u32::from(tens * 10 + ones))
    };
    let year = i32::try_from(two(0)? * 100 + two(2)?).ok()?;
    NaiveDate::from_ymd_opt(year, two(5)?, two(8)?)?
        .and_hms_opt(two(11)?, two(14)?, two(17)?)
        .map(|local| local.and_utc())
}

#[cfg(test)]
mod tests;
