//! What stands behind a time in brackets: the zone, and the same time for who lives by UTC, with the day
//! where it is another one there.

use chrono::{DateTime, TimeDelta, Utc};

use super::format::{fill, time};
use super::moment::Calendar;
use super::shape::Manner;
use crate::text::zone::Zone;

impl Calendar<'_> {
    /// What stands behind the time in brackets, with a leading space; nothing in UTC.
    pub(super) fn note(&self, moment: DateTime<Utc>) -> String {
        self.noted(moment, self.is_named(moment))
    }

    /// The same behind the end of a span, whose day is named where it began on another one.
    pub(super) fn end_note(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
        let overnight = self.zone.wall(from).date() != self.zone.wall(to).date();
        self.noted(to, overnight || self.is_named(to))
    }

    /// The same behind a time whose day is named or not: a day that is not that of UTC is followed by
    /// that one.
    pub(super) fn noted(&self, moment: DateTime<Utc>, named: bool) -> String {
        let utc = moment.date_naive();
        if self.is_elsewhere(moment) && (named || utc != self.at.date_naive()) {
            return self.in_utc(moment, &self.utc(moment).hour(moment));
        }
        let utc = time(moment.naive_utc());
        self.bracket("time.note", moment, &[("utc", &utc)])
    }

    /// Whether a moment has another day here than in UTC, and both are told.
    fn is_elsewhere(&self, moment: DateTime<Utc>) -> bool {
        let told = matches!(self.manner, Manner::Labelled | Manner::Running);
        told && self.zone.wall(moment).date() != moment.date_naive()
    }

    /// The same calendar for who lives by UTC, where every day is named.
    fn utc(&self, moment: DateTime<Utc>) -> Self {
        Self {
            zone: Zone::utc(),
            at: moment - TimeDelta::days(2),
            ..*self
        }
    }

    fn in_utc(&self, moment: DateTime<Utc>, utc: &str) -> String {
        let zone = self.zone_label(moment);
        fill(self.word("time.note_day"), &[("zone", &zone), ("utc", utc)])
    }

    /// A format of its own for each manner, filled; nothing in UTC.
    fn bracket(&self, key: &str, moment: DateTime<Utc>, values: &[(&str, &str)]) -> String {
        if self.zone.is_utc() {
            return String::new();
        }
        let ending = match self.manner {
            Manner::Labelled | Manner::Running => "",
            Manner::Brief => "_brief",
            Manner::Spoken | Manner::Recorded => "_spoken",
        };
        let zone = self.zone_label(moment);
        let mut all = vec![("zone", &*zone)];
        all.extend(values);
        fill(self.word(&[key, ending].concat()), &all)
    }

    /// What stands behind a span in brackets, with a leading space; nothing in UTC.
    pub(super) fn span_note(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
        if self.is_elsewhere(from) || self.is_elsewhere(to) {
            return self.in_utc(to, &self.utc(from).span(from, to));
        }
        let (from, until) = (time(from.naive_utc()), time(to.naive_utc()));
        self.bracket("time.span_note", to, &[("from", &from), ("to", &until)])
    }
}
