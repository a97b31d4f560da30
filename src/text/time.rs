//! Times as people type them: `30m`, `14:30`, `tomorrow 9:00`, `2026-11-27`, RFC 3339.

use chrono::{
    DateTime, Datelike, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday,
};

use super::zone::{Skipped, Zone};

/// Which way a time without a date, or a duration, points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toward {
    /// `30m` is half an hour ago; `14:30` is the last time it was half past two.
    Past,
    /// `30m` is in half an hour; `14:30` is the next time it is half past two; a bare date is
    /// meant to its end.
    Future,
}

/// A time that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadTime {
    #[error(
        "`{0}` is not a time; use `30m`, `2h`, `14:30`, `tomorrow 9:00`, `2026-11-27 17:00` or RFC 3339"
    )]
    NotATime(String),
    #[error(transparent)]
    Skipped(#[from] Skipped),
}

/// Years that a message could sensibly name.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=9999;

/// How much the clocks of two people may differ.
pub const SLACK: Duration = Duration::minutes(5);

/// Whether a time of day, typed without its day, was taken for one so long ago that another may be
/// meant.
pub fn is_surprising(given: &str, moment: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    let text = given.trim().to_lowercase();
    let text = text.trim_end_matches("utc").trim_end();
    clock(text).is_some() && now - moment > Duration::hours(12)
}

/// Reads a time as typed at `now` by somebody living in `zone`; whole seconds, UTC.
pub fn parse(
    given: &str,
    now: DateTime<Utc>,
    zone: Zone,
    toward: Toward,
) -> Result<DateTime<Utc>, BadTime> {
    let refuse = || BadTime::NotATime(given.to_owned());
    let text = given.trim().to_lowercase();
    let moment = if text == "now" {
        now
    } else if let Some(span) = span(&text) {
        let signed = match toward {
            Toward::Future if text.ends_with("ago") => return Err(refuse()),
            Toward::Past if text.starts_with("in ") => return Err(refuse()),
            Toward::Future => span,
            Toward::Past => -span,
        };
        now.checked_add_signed(signed).ok_or_else(refuse)?
    } else if let Ok(moment) = DateTime::parse_from_rfc3339(&text.to_uppercase()) {
        moment.with_timezone(&Utc)
    } else {
        wall_time(&text, now, zone, toward, refuse)?
    };
    let whole = moment.timestamp();
    DateTime::from_timestamp(whole, 0)
        .filter(|m| YEARS.contains(&m.year()))
        .ok_or_else(refuse)
}

/// Reads a length of time such as `10m`, `2h` or `1 day`; it points nowhere and is not zero.
pub fn length(given: &str) -> Option<Duration> {
    let text = given.trim().to_lowercase();
    let points = text.starts_with(['+', 'i']) || text.ends_with("ago");
    span(&text).filter(|length| !points && *length > Duration::zero())
}

/// Reads `[day] [hh:mm]` as wall-clock time in the zone.
fn wall_time(
    text: &str,
    now: DateTime<Utc>,
    zone: Zone,
    toward: Toward,
    refuse: impl Fn() -> BadTime,
) -> Result<DateTime<Utc>, BadTime> {
    let here = zone.wall(now);
    // `2026-11-27T17:00` without a zone is wall-clock time too.
    let spaced = match text.split_at_checked(10) {
        Some((date, time)) if time.starts_with('t') => format!("{date} {}", &time[1..]),
        _ => text.to_owned(),
    };
    let mut words: Vec<&str> = spaced
        .split([' ', ','])
        .filter(|w| !w.is_empty() && *w != "at")
        .collect();
    let in_utc = words.last().is_some_and(|w| *w == "utc" || *w == "z");
    if in_utc {
        words.pop();
        if !zone.is_utc() {
            return parse(&words.join(" "), now, Zone::utc(), toward);
        }
    }
    let (day, hour) = match words.as_slice() {
        [one] if one.contains(':') => (None, Some(clock(one).ok_or_else(&refuse)?)),
        [one] => (Some(date(one, here, toward).ok_or_else(&refuse)?), None),
        [first, second] => {
            let day = date(first, here, toward).ok_or_else(&refuse)?;
            (Some(day), Some(clock(second).ok_or_else(&refuse)?))
        }
        _ => return Err(refuse()),
    };
    match (day, hour) {
        (Some(day), Some(hour)) => {
            let [first, second] = zone.moments(day.and_time(hour))?;
            let takes_first = match toward {
                Toward::Past => second > now,
                Toward::Future => first >= now,
            };
            Ok(if takes_first { first } else { second })
        }
        (Some(day), None) => match toward {
            Toward::Past => Ok(zone.begin_of(day)?),
            Toward::Future => {
                let end = NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default();
                Ok(zone.moments(day.and_time(end))?[1])
            }
        },
        (None, hour) => nearest(here, hour.unwrap_or_default(), now, zone, toward),
    }
}

/// The nearest moment in the direction at which clocks in the zone show `hour`. What they show twice,
/// when they go back, counts both times.
fn nearest(
    here: NaiveDateTime,
    hour: NaiveTime,
    now: DateTime<Utc>,
    zone: Zone,
    toward: Toward,
) -> Result<DateTime<Utc>, BadTime> {
    let day = here.date();
    let [first, second] = zone.moments(day.and_time(hour))?;
    let (of_today, other) = match toward {
        Toward::Future => (
            [first, second].into_iter().find(|m| *m >= now),
            day.checked_add_days(Days::new(1)),
        ),
        Toward::Past => (
            // A clock may be a little ahead of ours; a day ago nobody meant.
            [second, first]
                .into_iter()
                .find(|m| *m <= now + SLACK)
                .map(|m| m.min(now)),
            day.checked_sub_days(Days::new(1)),
        ),
    };
    if let Some(moment) = of_today {
        return Ok(moment);
    }
    let other = other.ok_or_else(|| BadTime::NotATime(hour.to_string()))?;
    let [first, second] = zone.moments(other.and_time(hour))?;
    Ok(match toward {
        Toward::Future => first,
        Toward::Past => second,
    })
}

/// Reads `14:30`, `9:00` or `14:30:05`.
fn clock(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':').map(|p| {
        let lawful = (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
        lawful.then(|| p.parse::<u32>().ok()).flatten()
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = match parts.next() {
        Some(second) => second?,
        None => 0,
    };
    if parts.next().is_some() {
        return None;
    }
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// Reads `2026-11-27`, `today`, `tomorrow`, `yesterday` or the name of a weekday.
fn date(text: &str, here: NaiveDateTime, toward: Toward) -> Option<NaiveDate> {
    let today = here.date();
    match text {
        "today" => return Some(today),
        "tomorrow" => return today.checked_add_days(Days::new(1)),
        "yesterday" => return today.checked_sub_days(Days::new(1)),
        _ => {}
    }
    if let Ok(weekday) = text.parse::<Weekday>() {
        let ahead =
            (7 + weekday.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7;
        return match toward {
            Toward::Future => {
                today.checked_add_days(Days::new(if ahead == 0 { 7 } else { ahead }.into()))
            }
            Toward::Past => today.checked_sub_days(Days::new((7 - ahead).into())),
        };
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// Reads `30m`, `1h30m`, `2 days`, `in 45 min` or `20m ago`; a bare number is no duration.
fn span(text: &str) -> Option<Duration> {
    let text = text
        .strip_prefix("in ")
        .or_else(|| text.strip_suffix(" ago"))
        .unwrap_or(text);
    let text = text.strip_prefix('+').unwrap_or(text);
    let mut total = Duration::zero();
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let count: i64 = rest.get(..digits)?.parse().ok()?;
        let after = rest[digits..].trim_start();
        let letters = after.len()
            - after
                .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .len();
        let seconds: i64 = match &after[..letters] {
            "m" | "min" | "mins" | "minute" | "minutes" => 60,
            "h" | "hr" | "hrs" | "hour" | "hours" => 3_600,
            "d" | "day" | "days" => 86_400,
            "w" | "week" | "weeks" => 604_800,
            _ => return None,
        };
        total = total.checked_add(&Duration::try_seconds(count.checked_mul(seconds)?)?)?;
        rest = after[letters..].trim_start();
    }
    Some(total)
}

#[cfg(test)]
mod tests;
