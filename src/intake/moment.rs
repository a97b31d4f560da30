//! Moments as other programs write them.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::text::zone::Zone;

/// Wall-clock times as they stand in pages that people write.
const WALL: [&str; 6] = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y-%m-%d %H:%M",
    "%Y-%m-%dT%H:%M",
    "%Y-%m-%d %H:%M:%S%.f",
    "%Y-%m-%dT%H:%M:%S%.f",
];

/// A time with its zone, such as `2026-11-21 10:30:00 +0100`.
const ZONED: [&str; 3] = [
    "%Y-%m-%d %H:%M:%S %z",
    "%Y-%m-%dT%H:%M:%S%z",
    "%Y-%m-%d %H:%M %z",
];

/// Reads a moment, in whole seconds; `zone` is that of times that name none.
///
/// # Errors
/// What is wrong, and what would help.
pub(super) fn read(given: &str, zone: Option<Zone>) -> Result<DateTime<Utc>, String> {
    let text = given.trim();
    let spaced = text
        .strip_suffix(" UTC")
        .map(|text| format!("{text} +0000"));
    let text = spaced.as_deref().unwrap_or(text);
    let zoned = DateTime::parse_from_rfc3339(text).ok().or_else(|| {
        let mut read = ZONED
            .iter()
            .map(|form| DateTime::parse_from_str(text, form));
        read.find_map(Result::ok)
    });
    if let Some(moment) = zoned {
        return whole(moment.with_timezone(&Utc), given);
    }
    let mut forms = WALL.iter();
    let wall = forms.find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let Some(wall) = wall.or_else(|| day().map(|day| day.and_time(NaiveTime::MIN))) else {
        return Err(format!(
            "`{given}` is not a time; use RFC 3339 such as `2026-11-21T10:04:00Z`"
        ));
    };
    let zone = zone.ok_or_else(|| {
        format!("`{given}` names no zone; say which is meant with `--zone`, such as `--zone UTC`")
    })?;
    let moment = zone.moment(wall).map_err(|error| error.to_string())?;
    whole(moment, given)
}

fn whole(moment: DateTime<Utc>, given: &str) -> Result<DateTime<Utc>, String> {
    const FIRST: i64 = 0;
    // The end of the year 9999.
    const LAST: i64 = 253_402_300_799;
    let seconds = moment.timestamp();
    DateTime::from_timestamp(seconds, 0)
        .filter(|_| (FIRST..=LAST).contains(&seconds))
        .ok_or_else(|| format!("`{given}` is not a time between 1970 and 9999"))
}
