//! Drills: an incident that is rehearsed, in a log of its own and on a clock of its own.

use chrono::{DateTime, TimeDelta, Utc};

/// A rehearsal, as the head of its log tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drill {
    /// The scenario that is rehearsed.
    pub scenario: String,
    /// When it began, in UTC: there its clock and that on the wall show the same.
    pub began: DateTime<Utc>,
    /// How many times as fast as the clock on the wall its own clock runs.
    pub speed: u32,
    /// When it ended by its own clock, in UTC, if it has: there that clock stands still.
    pub ended: Option<DateTime<Utc>>,
}

impl Drill {
    /// The greatest speed: at it, a second on the wall is longer than a minute of the drill.
    pub const FASTEST: u32 = 100;

    /// Returns what the drill's clock shows when the one on the wall shows `wall`. It never shows a
    /// time before the drill began: a clock on the wall that was set back makes it stand still.
    pub fn at(&self, wall: DateTime<Utc>) -> DateTime<Utc> {
        if let Some(ended) = self.ended {
            return ended;
        }
        let real = (wall - self.began).max(TimeDelta::zero());
        let span = i32::try_from(self.speed)
            .ok()
            .and_then(|speed| real.checked_mul(speed));
        span.and_then(|span| self.began.checked_add_signed(span))
            .unwrap_or(wall)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(time: &str) -> DateTime<Utc> {
        format!("2026-11-21T{time}Z").parse().unwrap()
    }

    #[test]
    fn the_clock_runs_fast_stands_still_before_the_beginning_and_after_the_end() {
        let mut drill = Drill {
            scenario: "payments".to_owned(),
            began: clock("10:00:00"),
            speed: 10,
            ended: None,
        };
        assert_eq!(drill.at(clock("10:03:00")), clock("10:30:00"));
        assert_eq!(drill.at(clock("10:00:00.250")), clock("10:00:02.5"));
        assert_eq!(drill.at(clock("09:00:00")), clock("10:00:00"));
        drill.ended = Some(clock("10:40:00"));
        assert_eq!(drill.at(clock("23:00:00")), clock("10:40:00"));
    }

    #[test]
    fn a_clock_at_the_end_of_all_times_is_no_reason_to_stop() {
        let drill = Drill {
            scenario: "payments".to_owned(),
            began: clock("10:00:00"),
            speed: Drill::FASTEST,
            ended: None,
        };
        assert_eq!(drill.at(DateTime::<Utc>::MAX_UTC), DateTime::<Utc>::MAX_UTC);
    }
}
