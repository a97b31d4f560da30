//! Time zones: the only module that knows where the zone data comes from.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::{OffsetComponents, Tz};

/// A time zone of the IANA database, such as `Europe/Madrid`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

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
        Self(Tz::UTC)
    }

    /// Whether times in this zone need no conversion.
    pub fn is_utc(self) -> bool {
        matches!(
            self.0.name(),
            "UTC"
                | "Etc/UTC"
                | "Etc/Universal"
                | "Etc/Zulu"
                | "Universal"
                | "Zulu"
                | "UCT"
                | "Etc/UCT"
        )
    }

    /// Returns the IANA name.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Returns the wall-clock time of a moment.
    pub fn wall(self, moment: DateTime<Utc>) -> NaiveDateTime {
        moment.with_timezone(&self.0).naive_local()
    }

    /// Whether summer time is in force at a moment.
    pub fn is_summer(self, moment: DateTime<Utc>) -> bool {
        !moment
            .with_timezone(&self.0)
            .offset()
            .dst_offset()
            .is_zero()
    }

    /// Returns minutes east of UTC at a moment.
    pub fn offset_minutes(self, moment: DateTime<Utc>) -> i32 {
        moment
            .with_timezone(&self.0)
            .offset()
            .fix()
            .local_minus_utc()
            / 60
    }

    /// Returns the moment of a wall-clock time. Of two (when clocks go back) it is the first.
    pub fn moment(self, local: NaiveDateTime) -> Result<DateTime<Utc>, Skipped> {
        match self.0.from_local_datetime(&local) {
            MappedLocalTime::Single(moment) | MappedLocalTime::Ambiguous(moment, _) => {
                Ok(moment.with_timezone(&Utc))
            }
            MappedLocalTime::None => Err(Skipped { local, zone: self }),
        }
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let name = given.trim();
        let any_case = || {
            chrono_tz::TZ_VARIANTS
                .into_iter()
                .find(|tz| tz.name().eq_ignore_ascii_case(name))
        };
        let zone = Tz::from_str(name).ok().or_else(any_case);
        zone.map(Self).ok_or_else(|| UnknownZone(given.to_owned()))
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
    fn of_a_repeated_hour_the_first_is_meant() {
        let moment = zone().moment(wall("2026-10-25T02:30:00")).unwrap();
        assert_eq!(moment.to_rfc3339(), "2026-10-25T00:30:00+00:00");
        assert!(zone().is_summer(moment));
    }

    #[test]
    fn an_unknown_zone_is_named() {
        assert!("Europe/Madird".parse::<Zone>().is_err());
    }
}
