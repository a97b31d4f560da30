//! Reads an index back from bytes.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use super::{
    Before, CLOCKED, CONFIRMED, EIGHT, FIRST_MOMENT, FOUR, KIND_OF, REPORT, SEVERITY, STATE, TWO,
    UNTIL, WAIVED, WITHDRAWN, mixed, of_a_head, of_a_sheet,
};
use crate::domain::beat::Stated;
use crate::domain::entry::{EntryId, Kind};
use crate::domain::fact::TimeFact;
use crate::domain::words::{IncidentType, Severity, State};
use crate::log::index::{Index, Record};
use crate::log::kept::Part;
use crate::log::stream::Stamp;

/// The seconds of a day.
const DAY: i64 = 86_400;

/// The sheets of what is kept, as they are.
#[derive(Debug, Default)]
pub(in crate::log) struct Sheets<'b> {
    pub(in crate::log) bytes: &'b [u8],
    pub(in crate::log) many: usize,
}

impl Sheets<'_> {
    /// The sum that the next one goes on from.
    pub(super) fn sum(&self) -> Option<u64> {
        match self.bytes {
            [] => Some(of_a_sheet()),
            bytes => bytes.last_chunk().map(|sum| u64::from_le_bytes(*sum)),
        }
    }
}

/// Reads a part of what is kept back; none unless all of that part is right, and of this file.
pub(in crate::log) fn index(part: Part, bytes: &[u8], stamp: &Stamp) -> Option<Index> {
    let mut index = Index::default();
    if part == Part::Meant {
        opened(bytes, stamp)?.0.records(&mut index)?;
        return Some(index);
    }
    let mut sheets = sheets(bytes, stamp)?.bytes;
    let mut sum = of_a_sheet();
    while !sheets.is_empty() {
        let mut page = Page::of(&mut sum, &mut sheets)?;
        page.records(&mut index)?;
    }
    Some(index)
}

/// The sheets of what is kept of this file; none unless they are those that its head tells of.
pub(in crate::log) fn sheets<'b>(bytes: &'b [u8], stamp: &Stamp) -> Option<Sheets<'b>> {
    let (_, length, last, sheets) = opened(bytes, stamp)?;
    (length == sheets.bytes.len() && sheets.sum()? == last).then_some(sheets)
}

/// The head of what is kept of this file, read up to its records; how many bytes the sheets have, and the
/// sum of the last; and what stands behind the head.
fn opened<'b>(mut bytes: &'b [u8], stamp: &Stamp) -> Option<(Page<'b>, usize, u64, Sheets<'b>)> {
    let mut head = Page::of(&mut of_a_head(), &mut bytes)?;
    for number in stamp.numbers() {
        (head.number()? == number).then_some(())?;
    }
    let (length, many) = (head.size()?, head.size()?);
    let last = u64::from_le_bytes(head.bytes()?);
    Some((head, length, last, Sheets { bytes, many }))
}

/// Bytes that are being read.
struct Page<'b> {
    bytes: &'b [u8],
    /// The last day that was read of, since 1970, and what it is in the calendar: the moments of a
    /// record are mostly of one day, and a calendar is slow.
    day: i64,
    date: NaiveDate,
}

impl<'b> Page<'b> {
    /// Takes the next page from the bytes, if its sum is right, which goes on from that of the one before.
    fn of(sum: &mut u64, bytes: &mut &'b [u8]) -> Option<Self> {
        let (length, rest) = bytes.split_first_chunk()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        let (page, rest) = rest.split_at_checked(length)?;
        *bytes = rest;
        let (body, told) = page.split_last_chunk()?;
        *sum = mixed(*sum, body);
        (*sum == u64::from_le_bytes(*told)).then_some(Self {
            bytes: body,
            day: 0,
            date: NaiveDate::default(),
        })
    }

    /// Reads all that is left: records that go on where those of an index end.
    fn records(&mut self, index: &mut Index) -> Option<()> {
        for _ in 0..self.number()? {
            index.incidents.push(self.text()?.to_owned());
        }
        let mut kinds = Vec::new();
        for _ in 0..self.number()? {
            kinds.push(Kind::of_word(self.text()?));
        }
        let count = self.size()?;
        // Room is made for no more than the bytes can tell of.
        index.records.reserve(count.min(self.bytes.len() / 16));
        let (known, mut before) = (index.records.len(), Before::default());
        for _ in 0..count {
            self.record(&kinds, &mut before, index)?;
        }
        // The record before what was added goes on up to it: an empty line stands between them.
        if let Some([last, next]) = index.records.get_mut(known.wrapping_sub(1)..=known) {
            (next.start >= last.end).then_some(())?;
            last.end = next.start;
        }
        self.bytes.is_empty().then_some(())
    }

    fn number(&mut self) -> Option<u64> {
        let (&first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(match first {
            TWO => u16::from_le_bytes(self.bytes()?).into(),
            FOUR => u32::from_le_bytes(self.bytes()?).into(),
            EIGHT => u64::from_le_bytes(self.bytes()?),
            small => small.into(),
        })
    }

    fn bytes<const MANY: usize>(&mut self) -> Option<[u8; MANY]> {
        let (bytes, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        Some(*bytes)
    }

    fn signed(&mut self) -> Option<i64> {
        let number = self.number()?;
        Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
    }

    /// Reads how many seconds since 1970, and how many billionths of one, a moment is after another.
    fn since(&mut self, since: i64) -> Option<(i64, u32)> {
        let told = self.signed()?;
        let nanos = if told & 1 == 0 { 0 } else { self.number()? };
        Some((since.checked_add(told >> 1)?, u32::try_from(nanos).ok()?))
    }

    fn moment(&mut self, since: i64) -> Option<DateTime<Utc>> {
        let (seconds, nanos) = self.since(since)?;
        self.at(seconds, nanos)
    }

    fn at(&mut self, seconds: i64, nanos: u32) -> Option<DateTime<Utc>> {
        let day = seconds.div_euclid(DAY);
        if day != self.day {
            self.date = DateTime::from_timestamp(seconds, 0)?.date_naive();
            self.day = day;
        }
        let second = u32::try_from(seconds - day * DAY).ok()?;
        let time = NaiveTime::from_num_seconds_from_midnight_opt(second, nanos)?;
        Some(self.date.and_time(time).and_utc())
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = self.size()?;
        let (text, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        std::str::from_utf8(text).ok()
    }

    /// Reads a record and puts it where it belongs.
    fn record(&mut self, kinds: &[Kind], before: &mut Before, index: &mut Index) -> Option<()> {
        let id = u128::from_le_bytes(self.bytes()?);
        let (seconds, nanos) = self.since(before.at)?;
        let start = before.end.checked_add(self.size()?)?;
        let end = start.checked_add(self.size()?)?;
        let line = before.line.checked_add(self.size()?)?;
        let steps = isize::try_from(self.signed()?).ok()?;
        let incident = before.incident.checked_add_signed(steps)?;
        (incident < index.incidents.len()).then_some(())?;
        *before = Before {
            end,
            line,
            at: seconds,
            incident,
        };
        let mut record = Record {
            start,
            end,
            line,
            id: EntryId::of_number(id),
            at: self.at(seconds, nanos)?,
            incident,
            kind: kinds.get(self.size()?)?.clone(),
            stated: None,
            whole: true,
        };
        self.stated(seconds, record.stated.insert(Stated::default()))?;
        index.records.push(record);
        Some(())
    }

    fn stated(&mut self, at: i64, stated: &mut Stated) -> Option<()> {
        let mask = self.number()?;
        stated.confirmed = mask & CONFIRMED != 0;
        stated.clocked = mask & CLOCKED != 0;
        stated.report = mask & REPORT != 0;
        if mask & STATE != 0 {
            stated.state = Some(*State::ALL.get(self.size()?)?);
        }
        if mask & KIND_OF != 0 {
            stated.kind_of = Some(*IncidentType::ALL.get(self.size()?)?);
        }
        if mask & SEVERITY != 0 {
            stated.severity = Some(*Severity::ALL.get(self.size()?)?);
        }
        if mask & UNTIL != 0 {
            stated.until = Some(self.moment(at)?);
        }
        let mut moments = mask >> FIRST_MOMENT;
        while moments != 0 {
            let fact = TimeFact::ALL.get(moments.trailing_zeros() as usize)?;
            stated.times.set(*fact, Some(self.moment(at)?));
            moments &= moments - 1;
        }
        if mask & WITHDRAWN != 0 {
            let withdrawn = self.number()?;
            for fact in TimeFact::ALL
                .iter()
                .filter(|f| withdrawn >> **f as u8 & 1 != 0)
            {
                stated.withdraw_time(*fact);
            }
        }
        if mask & WAIVED != 0 {
            stated.waived = u16::try_from(self.number()?).ok()?;
        }
        Some(())
    }
}
