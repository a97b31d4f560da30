//! One dated record of the log.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::fact::{FactName, TextFact};
use super::facts::Facts;
use super::locale::Locale;
use super::words::State;
use crate::order::Map;

/// The identity of an entry: a UUID; those vocero makes are of version 7 and tell when the entry
/// was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(Uuid);

/// A text that is not a UUID.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not an entry id; use a UUID such as `0193501e-7a3c-7d52-8f0a-2f4c1b7a9e10`")]
pub struct NotAnEntryId(pub String);

impl EntryId {
    /// Makes a new id that sorts after `newest`, even if the clock is behind it. Two writers who
    /// know the same newest id still make two ids. An id of another version tells no time, so
    /// nothing can sort after it.
    pub fn after(newest: Option<Self>, now: DateTime<Utc>) -> Self {
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let at = uuid::Timestamp::from_unix(uuid::NoContext, seconds, now.timestamp_subsec_nanos());
        let fresh = Self(Uuid::new_v7(at));
        match newest.filter(|id| id.0.get_version_num() == 7) {
            Some(newest) if fresh <= newest => fresh.moved_behind(newest),
            _ => fresh,
        }
    }

    /// The id of an entry that was first written elsewhere: the same for the same `name` whenever it
    /// is made, and told apart by nothing else ([`EntryId::name`]). It tells when the entry was written
    /// there; of those written at once, the one with the lower `place` comes first.
    pub fn of_origin(at: DateTime<Utc>, place: usize, name: u64) -> Self {
        let clock = u128::try_from(at.timestamp_millis()).unwrap_or_default() << 80;
        let place = u128::try_from(place).unwrap_or_default().min(0xfff) << 64;
        let version = 7 << 76;
        let variant = 0b10 << 62;
        Self(Uuid::from_u128(
            clock | version | place | variant | u128::from(name & Self::NAME),
        ))
    }

    /// The bits of an id that are free to be a name.
    const NAME: u64 = (1 << 62) - 1;

    /// What an id holds besides time and place, of a name that was given to [`EntryId::of_origin`].
    pub const fn name_of(name: u64) -> u64 {
        name & Self::NAME
    }

    /// What this id holds besides time and place.
    pub fn name(self) -> u64 {
        self.0.as_u64_pair().1 & Self::NAME
    }

    /// The same random bits one millisecond after another id.
    fn moved_behind(self, earlier: Self) -> Self {
        // The upper 48 bits are the milliseconds.
        const CLOCK: u32 = 80;
        let later = (earlier.0.as_u128() >> CLOCK).saturating_add(1) << CLOCK;
        Self(Uuid::from_u128(
            later | (self.0.as_u128() & ((1 << CLOCK) - 1)),
        ))
    }

    /// The id as a number.
    pub const fn number(self) -> u128 {
        self.0.as_u128()
    }

    /// The id with this number.
    pub const fn of_number(number: u128) -> Self {
        Self(Uuid::from_u128(number))
    }

    /// When the entry was recorded, if the id tells (version 7).
    pub fn recorded(self) -> Option<DateTime<Utc>> {
        let (seconds, nanos) = self.0.get_timestamp()?.to_unix();
        DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
    }
}

impl FromStr for EntryId {
    type Err = NotAnEntryId;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        // Only the hyphenated form: an id must be found again in the file, letter by letter.
        match hyphenated(given.as_bytes()) {
            Some(id) => Ok(Self(Uuid::from_u128(id))),
            None => Err(NotAnEntryId(given.to_owned())),
        }
    }
}

/// Reads a UUID in its hyphenated form, in capitals or small letters. A log has one in every record,
/// so digits are read eight at a time.
fn hyphenated(id: &[u8]) -> Option<u128> {
    let id: &[u8; 36] = id.try_into().ok()?;
    if [id[8], id[13], id[18], id[23]] != [b'-'; 4] {
        return None;
    }
    let eight = |first: usize, second: usize| {
        let mut digits = [0; 8];
        digits[..4].copy_from_slice(&id[first..first + 4]);
        digits[4..].copy_from_slice(&id[second..second + 4]);
        eight_digits(digits).map(u128::from)
    };
    // Where its digits stand, four by four, in pairs.
    Some(eight(0, 4)? << 96 | eight(9, 14)? << 64 | eight(19, 24)? << 32 | eight(28, 32)?)
}

/// The number that eight hexadecimal digits write.
fn eight_digits(digits: [u8; 8]) -> Option<u32> {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = EACH * 0x80;
    let text = u64::from_be_bytes(digits);
    let ascii = text & !HIGHEST;
    // Sets the highest bit of each byte that is at least this sign; all bytes are below it.
    let from = |text: u64, sign: u8| text + EACH * (0x80 - u64::from(sign));
    let small = ascii | (EACH * 0x20);
    let decimal = from(ascii, b'0') & !from(ascii, b'9' + 1);
    let letter = from(small, b'a') & !from(small, b'f' + 1) & HIGHEST;
    if (decimal | letter) & !text & HIGHEST != HIGHEST {
        return None;
    }
    let values = (ascii & (EACH * 0xf)) + (letter >> 7) * 9;
    // Two digits to a byte, two bytes to a half, two halves to the whole.
    let bytes = (values | values >> 4) & 0x00ff_00ff_00ff_00ff;
    let halves = (bytes | bytes >> 8) & 0x0000_ffff_0000_ffff;
    u32::try_from((halves | halves >> 16) & 0xffff_ffff).ok()
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl serde::Serialize for EntryId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// What an entry records: a past participle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// An incident was opened: the first word.
    Declared,
    /// Something new was said, or that nothing is new.
    Updated,
    /// It was said to be over.
    Resolved,
    /// A mistake in an earlier entry was put right in public.
    Corrected,
    /// Something for the internal timeline; nobody outside was told.
    Noted,
    /// Reminders of what is owed were put off; nobody outside was told.
    Snoozed,
    /// Somebody heard it from us directly, or on a channel.
    Told,
    /// The review was written down so far; nobody outside was told.
    Drafted,
    /// The review is final: customers are told what happened, and that the report is there.
    Reviewed,
    /// A measure was agreed on, or something became of one; nobody outside was told.
    Measured,
    /// Somebody said how we told it: customers, or our own people.
    Heard,
    /// A kind of a newer version: kept, and ignored with a warning.
    Other(String),
}

impl Kind {
    /// The word in the log.
    pub fn word(&self) -> &str {
        match self {
            Self::Declared => "declared",
            Self::Updated => "updated",
            Self::Resolved => "resolved",
            Self::Corrected => "corrected",
            Self::Noted => "noted",
            Self::Snoozed => "snoozed",
            Self::Told => "told",
            Self::Drafted => "drafted",
            Self::Reviewed => "reviewed",
            Self::Measured => "measured",
            Self::Heard => "heard",
            Self::Other(word) => word,
        }
    }

    /// Reads the word; one that is not known is kept.
    pub fn of_word(word: &str) -> Self {
        match word {
            "declared" => Self::Declared,
            "updated" => Self::Updated,
            "resolved" => Self::Resolved,
            "corrected" => Self::Corrected,
            "noted" => Self::Noted,
            "snoozed" => Self::Snoozed,
            "told" => Self::Told,
            "drafted" => Self::Drafted,
            "reviewed" => Self::Reviewed,
            "measured" => Self::Measured,
            "heard" => Self::Heard,
            other => Self::Other(other.to_owned()),
        }
    }

    /// Whether customers were told something by this entry.
    pub const fn is_public(&self) -> bool {
        matches!(
            self,
            Self::Declared | Self::Updated | Self::Resolved | Self::Corrected | Self::Reviewed
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// The program, as its entries name it.
pub const VIA: &str = concat!(
    "vocero ",
    env!("CARGO_PKG_VERSION_MAJOR"),
    ".",
    env!("CARGO_PKG_VERSION_MINOR")
);

/// One thing that happened, as the log keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The identity, by which the entry is found again.
    pub id: EntryId,
    /// When it happened or was said, in UTC; may be long before it was recorded.
    pub at: DateTime<Utc>,
    /// Who wrote it.
    pub by: Option<String>,
    /// The program that wrote the entry, such as `vocero 0.1`.
    pub via: Option<String>,
    /// The id of the incident it belongs to.
    pub incident: String,
    /// What it records.
    pub kind: Kind,
    /// The entry that a correction puts right.
    pub corrects: Option<EntryId>,
    /// The locale of the texts that name none.
    pub locale: Locale,
    /// What it states.
    pub facts: Facts,
    /// Facts that this entry withdraws.
    pub clear: Vec<FactName>,
    /// What the author knows that a check finds in this entry and lets be: reasons by rule. Never part
    /// of what is said, and never in force.
    pub waived: Waived,
}

/// Reasons by what they waive: the name of a rule, for a secret with its fingerprint
/// (`leak-secret:1a2b3c4d`).
pub type Waived = Map<String, String>;

impl Entry {
    /// Seconds after `at` beyond which an entry counts as recorded late.
    const LATE_AFTER: i64 = 15 * 60;

    /// Whether it is the report of what happened, or says where that stands. A correction is none.
    pub fn reports(&self) -> bool {
        match self.kind {
            Kind::Reviewed => true,
            Kind::Corrected => false,
            _ => self.kind.is_public() && self.facts.texts.contains_key(&TextFact::Report),
        }
    }

    /// Whether it says that it is over, or called off.
    pub fn ends(&self) -> bool {
        self.facts
            .state
            .map_or(self.kind == Kind::Resolved, State::is_over)
    }

    /// When the entry was recorded, if that was much later than what it records.
    pub fn recorded_late(&self) -> Option<DateTime<Utc>> {
        self.id
            .recorded()
            .filter(|r| (*r - self.at).num_seconds() > Self::LATE_AFTER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn an_id_tells_when_the_entry_was_recorded() {
        let now = moment("2026-11-21T10:04:00Z");
        assert_eq!(EntryId::after(None, now).recorded(), Some(now));
    }

    #[test]
    fn an_id_reads_as_the_uuid_crate_reads_it_and_only_with_its_hyphens() {
        let text = "0193501E-7a3c-7D52-8f0a-2f4c1b7a9e10";
        for at in 0..text.len() {
            for put in [
                "", "0", "-", "g", "F", "f", "@", "`", ":", "/", "\u{e9}", " ",
            ] {
                let mut given = text.to_owned();
                given.replace_range(at..=at, put);
                let expected = Uuid::try_parse(&given).ok();
                let expected = expected.filter(|_| given.len() == 36).map(EntryId);
                assert_eq!(given.parse().ok(), expected, "{given}");
            }
        }
        for given in ["", "0193501e7a3c7d528f0a2f4c1b7a9e10", "{0193501e-7a3c}"] {
            assert!(given.parse::<EntryId>().is_err(), "{given}");
        }
    }

    #[test]
    fn a_new_id_sorts_after_the_newest_even_when_the_clock_is_behind() {
        let newest = EntryId::after(None, moment("2026-11-21T10:04:00Z"));
        let behind = || EntryId::after(Some(newest), moment("2020-01-01T00:00:00Z"));
        let next = behind();
        assert!(next > newest);
        assert_eq!(
            next.recorded().map(|r| r.to_rfc3339()).as_deref(),
            Some("2026-11-21T10:04:00.001+00:00")
        );
        assert_ne!(
            next,
            behind(),
            "two writers who know the same log make two ids"
        );
    }

    #[test]
    fn an_id_that_tells_no_time_holds_nothing_up() {
        let other: EntryId = "ffffffff-ffff-4fff-bfff-ffffffffffff".parse().unwrap();
        let now = moment("2026-11-21T10:04:00Z");
        assert_eq!(EntryId::after(Some(other), now).recorded(), Some(now));
    }

    #[test]
    fn only_the_hyphenated_form_is_an_id() {
        assert!(
            "0193501e7a3c7d528f0a2f4c1b7a9e10"
                .parse::<EntryId>()
                .is_err()
        );
        assert!("not-an-id".parse::<EntryId>().is_err());
    }
}
