//! The one place that knows what time it is.

use chrono::{DateTime, SubsecRound, Utc};

/// The environment's variable that fixes the clock, for tests and for replaying.
pub const VARIABLE: &str = "VOCERO_NOW";

/// A value of [`VARIABLE`] that is not a moment.
#[derive(Debug, thiserror::Error)]
#[error("`{VARIABLE}` is `{0}`, which is not a time; use RFC 3339 such as `2026-11-21T10:04:00Z`")]
pub struct BadClock(pub String);

/// Returns the present moment, or the one that `fixed` names; whole seconds, UTC.
pub fn now(fixed: Option<&str>) -> Result<DateTime<Utc>, BadClock> {
    match fixed {
        Some(text) => text
            .parse::<DateTime<Utc>>()
            .map(|moment| moment.trunc_subsecs(0))
            .map_err(|_| BadClock(text.to_owned())),
        None => Ok(precise().trunc_subsecs(0)),
    }
}

/// Returns the present moment to the millisecond and better, for new ids.
pub fn precise() -> DateTime<Utc> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the clock is the one place that may ask"
    )]
    Utc::now()
}
