//! Periods as people type them: a year, a month, or from one day to another.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, Months, NaiveDate};

/// Days from the first to the last, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Period {
    first: NaiveDate,
    last: NaiveDate,
    /// As it was typed.
    name: String,
}

/// A text that is no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum NotAPeriod {
    #[error("`{0}` is no period; use `2026`, `2026-10` or `2026-10-01..2026-11-15`")]
    Unknown(String),
    #[error("`{0}` ends before it begins")]
    Backwards(String),
}

impl Period {
    pub(super) fn holds(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }
}

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(given: &str) -> Result<Self, NotAPeriod> {
        let unknown = || NotAPeriod::Unknown(given.to_owned());
        let text = given.trim();
        let (begin, end) = text.split_once("..").unwrap_or((text, text));
        let (first, _) = span(begin.trim()).ok_or_else(unknown)?;
        let (_, last) = span(end.trim()).ok_or_else(unknown)?;
        if last < first {
            return Err(NotAPeriod::Backwards(given.to_owned()));
        }
        Ok(Self {
            first,
            last,
            name: text.to_owned(),
        })
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// The first and the last day of a year, a month or a day.
fn span(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let mut parts = text.split('-').map(|part| {
        let digits = part.bytes().all(|b| b.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| digits)
    });
    let (year, month, day) = (parts.next()??, parts.next(), parts.next());
    if parts.next().is_some() || !(1970..=9998).contains(&year) {
        return None;
    }
    let year = i32::try_from(year).ok()?;
    let (first, months) = match (month, day) {
        (None, _) => (NaiveDate::from_ymd_opt(year, 1, 1)?, 12),
        (Some(month), None) => (NaiveDate::from_ymd_opt(year, month?, 1)?, 1),
        (Some(month), Some(day)) => {
            let only = NaiveDate::from_ymd_opt(year, month?, day?)?;
            return Some((only, only));
        }
    };
    let last = first.checked_add_months(Months::new(months))?.pred_opt()?;
    debug_assert!(last.year() == year);
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(given: &str) -> Result<(String, String), String> {
        let period: Period = given.parse().map_err(|e: NotAPeriod| e.to_string())?;
        Ok((period.first.to_string(), period.last.to_string()))
    }

    #[test]
    fn a_period_is_a_year_a_month_or_days() {
        let pair = |a: &str, b: &str| Ok((a.to_owned(), b.to_owned()));
        assert_eq!(days("2026"), pair("2026-01-01", "2026-12-31"));
        assert_eq!(days("2028-02"), pair("2028-02-01", "2028-02-29"));
        assert_eq!(
            days("2026-10-01..2026-11-15"),
            pair("2026-10-01", "2026-11-15")
        );
        assert_eq!(days("2026-07..2026-09"), pair("2026-07-01", "2026-09-30"));
        assert_eq!(days("2026-10-03"), pair("2026-10-03", "2026-10-03"));
    }

    #[test]
    fn what_is_no_period_is_told() {
        for given in [
            "",
            "october",
            "2026-13",
            "2026-02-30",
            "2026-1-1-1",
            "-5",
            "99999",
            "2026-+1",
            "..2026",
        ] {
            assert!(days(given).unwrap_err().contains("is no period"), "{given}");
        }
        assert_eq!(
            days("2026-10..2026-09"),
            Err("`2026-10..2026-09` ends before it begins".to_owned())
        );
    }
}
