//! Times, days and durations in the words of a voice. The words are the voice's; what is here is
//! which of them to take: the wall clock of the readers, its zone, and the day where it is needed.

use chrono::{DateTime, Datelike, NaiveDateTime, Timelike, Utc};

use super::shape::Manner;
use super::voice::Voice;
use crate::text::zone::Zone;

/// Tells times to readers of one voice in one zone.
#[derive(Clone, Copy)]
pub(super) struct Calendar<'v> {
    pub voice: &'v Voice,
    pub zone: Zone,
    /// When the message speaks: days other than this one are named.
    pub at: DateTime<Utc>,
    pub manner: Manner,
}

impl Calendar<'_> {
    /// The time with its zone, and the day where it is not that of the message:
    /// "11:30 CET (10:30 UTC)".
    pub(super) fn clock(&self, moment: DateTime<Utc>) -> String {
        format!("{}{}", self.hour(moment), self.note(moment))
    }

    /// The time without what stands in brackets behind it: "11:30 CET", «las 11:30».
    pub(super) fn hour(&self, moment: DateTime<Utc>) -> String {
        let wall = self.zone.wall(moment);
        if wall.date() == self.zone.wall(self.at).date() {
            return self.bare_hour(moment);
        }
        self.dated(moment)
    }

    /// The time and its day, whatever day it is.
    fn dated(&self, moment: DateTime<Utc>) -> String {
        self.on_day(&self.bare_hour(moment), moment)
    }

    fn on_day(&self, hour: &str, moment: DateTime<Utc>) -> String {
        let day = self.day(moment);
        fill(self.word("time.on_day"), &[("hour", hour), ("day", &day)])
    }

    /// What stands behind the time in brackets, with a leading space; nothing in UTC.
    pub(super) fn note(&self, moment: DateTime<Utc>) -> String {
        if self.zone.is_utc() {
            return String::new();
        }
        let format = match self.manner {
            Manner::Labelled | Manner::Running => "time.note",
            Manner::Brief => "time.note_brief",
            Manner::Spoken => "time.note_spoken",
        };
        let utc = time(moment.naive_utc());
        fill(
            self.word(format),
            &[("zone", &self.zone_label(moment)), ("utc", &utc)],
        )
    }

    /// The weekday and the date; the year only where it is not that of the message.
    pub(super) fn day(&self, moment: DateTime<Utc>) -> String {
        let wall = self.zone.wall(moment);
        let this_year = wall.year() == self.zone.wall(self.at).year();
        let format = match (self.manner, this_year) {
            (Manner::Brief, true) => "time.day_brief",
            (Manner::Brief, false) => "time.day_with_year_brief",
            (_, true) => "time.day",
            (_, false) => "time.day_with_year",
        };
        let format = self.word(format);
        let date = match wall.day() {
            // Only beside a month in words: "1er décembre", but "1/12".
            1 if format.contains("{month}") => self.word("calendar.first").to_owned(),
            other => other.to_string(),
        };
        let weekday = wall.weekday().num_days_from_monday() as usize;
        let month = wall.month0() as usize;
        fill(
            format,
            &[
                (
                    "weekday",
                    self.voice
                        .listed("calendar.weekdays", weekday)
                        .unwrap_or_default(),
                ),
                ("date", &date),
                ("number", &wall.month().to_string()),
                (
                    "month",
                    self.voice
                        .listed("calendar.months", month)
                        .unwrap_or_default(),
                ),
                ("year", &wall.year().to_string()),
            ],
        )
    }

    /// From one time to another, without what stands in brackets: "from 10:58 to 11:47 CET". Where
    /// the days differ, both are named.
    pub(super) fn span(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
        let (start, end) = (self.zone.wall(from), self.zone.wall(to));
        // In the same offset the zone is named once, at the end.
        let alike = self.zone.offset_minutes(from) == self.zone.offset_minutes(to);
        let bare = if alike {
            self.article(start)
        } else {
            self.bare_hour(from)
        };
        let (from, to) = if start.date() == end.date() {
            (bare, self.hour(to))
        } else {
            (self.on_day(&bare, from), self.dated(to))
        };
        fill(self.word("time.span"), &[("from", &from), ("to", &to)])
    }

    /// What stands behind a span in brackets, with a leading space; nothing in UTC.
    pub(super) fn span_note(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
        if self.zone.is_utc() {
            return String::new();
        }
        let format = match self.manner {
            Manner::Labelled | Manner::Running => "time.span_note",
            Manner::Brief => "time.span_note_brief",
            Manner::Spoken => "time.span_note_spoken",
        };
        let (from, until) = (time(from.naive_utc()), time(to.naive_utc()));
        let zone = self.zone_label(to);
        fill(
            self.word(format),
            &[("zone", &zone), ("from", &from), ("to", &until)],
        )
    }

    /// How long something took, to the minute, beyond two days to the hour.
    pub(super) fn duration(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
        let minutes = (to - from).num_minutes().max(0);
        let (hours, days) = (minutes / 60, minutes / 60 / 24);
        let (large, small) = match minutes {
            0 => return self.word("duration.moment").to_owned(),
            1..60 => (None, Some(("minute", minutes))),
            60..2880 => (Some(("hour", hours)), Some(("minute", minutes % 60))),
            _ => (Some(("day", days)), Some(("hour", hours % 24))),
        };
        let counted = |(unit, count): (&str, i64)| {
            let plural = if count == 1 { "one" } else { "other" };
            let format = self.word(&format!("duration.{unit}.{plural}"));
            fill(format, &[("count", &count.to_string())])
        };
        let mut spoken = large
            .into_iter()
            .chain(small)
            .filter(|(_, n)| *n > 0)
            .map(counted);
        let first = spoken.next().unwrap_or_default();
        match spoken.next() {
            Some(second) => fill(self.word("list.pair"), &[("a", &first), ("b", &second)]),
            None => first,
        }
    }

    /// The time of day with its article, and its zone where that is not said in brackets.
    fn bare_hour(&self, moment: DateTime<Utc>) -> String {
        let time = self.article(self.zone.wall(moment));
        if self.zone.is_utc() {
            return fill(self.word("time.utc"), &[("time", &time)]);
        }
        let format = match self.manner {
            Manner::Spoken => "time.hour_spoken",
            _ => "time.hour",
        };
        fill(
            self.word(format),
            &[("time", &time), ("zone", &self.zone_label(moment))],
        )
    }

    fn article(&self, wall: NaiveDateTime) -> String {
        let format = if wall.hour() == 1 {
            "time.at_one"
        } else {
            "time.at"
        };
        fill(self.word(format), &[("time", &time(wall))])
    }

    /// What readers call the zone, or its distance from UTC.
    fn zone_label(&self, moment: DateTime<Utc>) -> String {
        let name = self.zone.name();
        let season = if self.zone.is_summer(moment) {
            "summer"
        } else {
            "standard"
        };
        let spoken = (self.manner == Manner::Spoken)
            .then(|| self.voice.word(&format!("zones.{name}.spoken")))
            .flatten();
        let label = spoken.or_else(|| self.voice.word(&format!("zones.{name}.{season}")));
        label.map_or_else(|| distance(self.zone.offset_minutes(moment)), str::to_owned)
    }

    fn word(&self, key: &str) -> &str {
        self.voice.word(key).unwrap_or_default()
    }
}

/// Puts values where a format names them: `{time} UTC`.
pub(super) fn fill(format: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::with_capacity(format.len() + 24);
    let mut rest = format;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, after)) = after.split_once('}') else {
            rest = after;
            break;
        };
        let value = values.iter().find(|(known, _)| *known == name);
        text.push_str(value.map_or("", |(_, value)| value));
        rest = after;
    }
    text.push_str(rest);
    text
}

fn time(wall: NaiveDateTime) -> String {
    format!("{:02}:{:02}", wall.hour(), wall.minute())
}

fn distance(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    match rest {
        0 => format!("UTC{sign}{hours}"),
        rest => format!("UTC{sign}{hours}:{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::templates::Templates;

    fn told(
        locale: &str,
        zone: &str,
        manner: Manner,
        say: impl Fn(&Calendar<'_>) -> String,
    ) -> String {
        let voice = Templates::embedded()
            .voice(&locale.parse().unwrap())
            .unwrap();
        say(&Calendar {
            voice: &voice,
            zone: zone.parse().unwrap(),
            at: at("2026-11-21T10:04:00Z"),
            manner,
        })
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn clock(locale: &str, zone: &str, manner: Manner, moment: &str) -> String {
        told(locale, zone, manner, |c| c.clock(at(moment)))
    }

    #[test]
    fn a_time_is_told_in_the_readers_zone_and_in_utc() {
        let half_past = "2026-11-21T10:30:00Z";
        let told = |l, z, m| clock(l, z, m, half_past);
        assert_eq!(told("en", "UTC", Manner::Labelled), "10:30 UTC");
        assert_eq!(
            told("en", "Europe/Madrid", Manner::Labelled),
            "11:30 CET (10:30 UTC)"
        );
        assert_eq!(told("en", "Europe/Madrid", Manner::Brief), "11:30 CET");
        assert_eq!(
            told("en", "Europe/Madrid", Manner::Spoken),
            "11:30 Central European Time"
        );
        assert_eq!(told("es", "UTC", Manner::Labelled), "las 10:30 UTC");
        assert_eq!(
            told("es", "Europe/Madrid", Manner::Labelled),
            "las 11:30 (hora peninsular; 10:30 UTC)"
        );
        assert_eq!(
            told("es", "Europe/Madrid", Manner::Brief),
            "las 11:30 (hora peninsular)"
        );
        assert_eq!(
            told("en", "Asia/Kolkata", Manner::Labelled),
            "16:00 IST (10:30 UTC)"
        );
        assert_eq!(
            told("en", "Asia/Kathmandu", Manner::Labelled),
            "16:15 UTC+5:45 (10:30 UTC)"
        );
    }

    #[test]
    fn summer_time_has_its_own_label() {
        let told = clock("en", "Europe/Madrid", Manner::Brief, "2026-07-01T10:30:00Z");
        assert_eq!(told, "12:30 CEST on Wednesday 1 July");
    }

    #[test]
    fn another_day_is_named_and_another_year_too() {
        assert_eq!(
            clock("en", "UTC", Manner::Labelled, "2026-11-27T09:00:00Z"),
            "09:00 UTC on Friday 27 November"
        );
        assert_eq!(
            clock("es", "UTC", Manner::Labelled, "2026-11-27T09:00:00Z"),
            "las 09:00 UTC del viernes 27 de noviembre"
        );
        assert_eq!(
            clock("en", "UTC", Manner::Labelled, "2027-01-02T09:00:00Z"),
            "09:00 UTC on Saturday 2 January 2027"
        );
        assert_eq!(
            clock(
                "en",
                "Europe/Madrid",
                Manner::Labelled,
                "2026-11-21T23:30:00Z"
            ),
            "00:30 CET on Sunday 22 November (23:30 UTC)"
        );
    }

    #[test]
    fn one_o_clock_has_its_own_article_in_spanish() {
        assert_eq!(
            clock("es", "UTC", Manner::Labelled, "2026-11-21T01:30:00Z"),
            "la 01:30 UTC"
        );
    }

    #[test]
    fn a_span_names_the_zone_once() {
        let span = |l, z| {
            told(l, z, Manner::Labelled, |c| {
                c.span(at("2026-11-21T09:58:00Z"), at("2026-11-21T10:47:00Z"))
            })
        };
        assert_eq!(span("en", "UTC"), "from 09:58 to 10:47 UTC");
        assert_eq!(span("en", "Europe/Madrid"), "from 10:58 to 11:47 CET");
        assert_eq!(span("es", "UTC"), "desde las 09:58 hasta las 10:47 UTC");
        let overnight = told("en", "UTC", Manner::Labelled, |c| {
            c.span(at("2026-11-20T23:10:00Z"), at("2026-11-21T01:05:00Z"))
        });
        assert_eq!(
            overnight,
            "from 23:10 on Friday 20 November to 01:05 UTC on Saturday 21 November"
        );
    }

    #[test]
    fn durations_have_plurals() {
        let took = |l, minutes| {
            let start = at("2026-11-21T00:00:00Z");
            told(l, "UTC", Manner::Labelled, |c| {
                c.duration(start, start + chrono::Duration::minutes(minutes))
            })
        };
        assert_eq!(took("en", 0), "less than a minute");
        assert_eq!(took("en", 1), "1 minute");
        assert_eq!(took("en", 49), "49 minutes");
        assert_eq!(took("es", 61), "1 hora y 1 minuto");
        assert_eq!(took("en", 120), "2 hours");
        assert_eq!(took("es", 60 * 24 * 3 + 60 * 5 + 7), "3 días y 5 horas");
        assert_eq!(took("en", -5), "less than a minute");
    }

    #[test]
    fn formats_take_what_they_name_and_no_more() {
        assert_eq!(
            fill("{a} of {b}{c}", &[("a", "1"), ("b", "{a}")]),
            "1 of {a}"
        );
        assert_eq!(fill("open {a", &[("a", "1")]), "open a");
    }
}
