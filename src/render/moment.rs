//! Times, days and durations in the words of a voice. The words are the voice's; what is here is
//! which of them to take: the wall clock of the readers, its zone, and the day where it is needed.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Utc};

use super::format::{fill, time};
use super::shape::Manner;
use super::voice::Voice;
use crate::text::zone::Zone;

/// The forms of a time in a sentence: alone, or with the word before it; `dated` is alone, and always
/// with its day.
pub(super) const FORMS: [&str; 5] = ["plain", "at", "by", "from", "dated"];

/// Tells times to readers of one voice in one zone.
#[derive(Clone, Copy)]
pub(super) struct Calendar<'v> {
    pub voice: &'v Voice,
    pub zone: Zone,
    /// When the message speaks: days other than this one are named.
    pub at: DateTime<Utc>,
    pub manner: Manner,
}

/// What is known of the half of the day that a time belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half<'t> {
    /// It follows from the hour of the 24-hour clock.
    Known,
    /// Whoever typed the time did not say.
    Unknown,
    /// As somebody typed it: "pm".
    Typed(&'t str),
}

impl Calendar<'_> {
    /// The time with its zone, and the day where it is not that of the message, in one of [`FORMS`]:
    /// "11:30 CET (10:30 UTC)", «a las 11:30», « le mardi 1er décembre à 11:30 ».
    pub(super) fn clock(&self, form: &str, moment: DateTime<Utc>) -> String {
        let named = form == FORMS[4] || self.is_named(moment);
        self.phrase(form, moment, &self.noted(moment, named))
    }

    /// The time without what stands in brackets behind it: "11:30 CET", «las 11:30».
    pub(super) fn hour(&self, moment: DateTime<Utc>) -> String {
        self.phrase("plain", moment, "")
    }

    pub(super) fn phrase(&self, form: &str, moment: DateTime<Utc>, note: &str) -> String {
        let dated = form == FORMS[4];
        let form = if dated { FORMS[0] } else { form };
        let named = dated || self.is_named(moment);
        let (day, on) = if named {
            (self.day(moment), self.on(moment))
        } else {
            (String::new(), "")
        };
        let hour = self.bare_hour(moment);
        let values = [("hour", &*hour), ("day", &day), ("on", on), ("note", note)];
        // A date without a weekday can want other words around it.
        let ending = match (named, self.manner) {
            (false, _) => "",
            (true, Manner::Brief) if form != "plain" => "_day_brief",
            (true, _) => "_day",
        };
        let format = ["moment.", form, ending].concat();
        self.joined(fill(self.word(&format), &values))
    }

    /// The words of a recorded voice as they sound together: « de une heure » is « d'une heure ».
    pub(super) fn joined(&self, text: String) -> String {
        if self.manner != Manner::Recorded {
            return text;
        }
        let mut text = text;
        let pairs = (0..).step_by(2).map_while(|place| {
            let apart = self.voice.listed("calendar.joined", place)?;
            Some((apart, self.voice.listed("calendar.joined", place + 1)?))
        });
        for (apart, together) in pairs.filter(|(apart, _)| !apart.is_empty()) {
            text = text.replace(apart, together);
        }
        text
    }

    /// Whether the day of a moment is said: where it is not that of the message, and always in a
    /// recording, which people hear on other days.
    pub(super) fn is_named(&self, moment: DateTime<Utc>) -> bool {
        self.manner == Manner::Recorded
            || self.zone.wall(moment).date() != self.zone.wall(self.at).date()
    }

    /// The word before the day of a moment: "on", «el»; before a weekday it can be another one than
    /// before a date in figures.
    fn on(&self, moment: DateTime<Utc>) -> &str {
        if self.manner == Manner::Brief {
            return self.word("calendar.on_brief");
        }
        let wall = self.zone.wall(moment);
        // Where midnight has a name of its own, nobody hears to which of two days it belongs.
        let midnight = self.manner == Manner::Recorded && (wall.hour(), wall.minute()) == (0, 0);
        let own = self.word("calendar.on_midnight");
        if midnight && !own.is_empty() {
            return own;
        }
        self.listed("calendar.on", wall.weekday().num_days_from_monday())
    }

    /// The weekday and the date; the year only where it is not that of the message.
    pub(super) fn day(&self, moment: DateTime<Utc>) -> String {
        let wall = self.zone.wall(moment);
        let with_year = wall.year() != self.zone.wall(self.at).year();
        self.date(wall.date(), with_year)
    }

    /// The weekday and the date of a moment, with the year.
    pub(super) fn date_of(&self, moment: DateTime<Utc>) -> String {
        self.date(self.zone.wall(moment).date(), true)
    }

    /// The weekday and the date.
    pub(super) fn date(&self, day: NaiveDate, with_year: bool) -> String {
        let format = match (self.manner, with_year) {
            (Manner::Brief, false) => "time.day_brief",
            (Manner::Brief, true) => "time.day_with_year_brief",
            (_, false) => "time.day",
            (_, true) => "time.day_with_year",
        };
        let format = self.word(format);
        let first = match self.manner {
            Manner::Recorded => "calendar.first_recorded",
            _ => "calendar.first",
        };
        let date = match day.day() {
            // Only beside a month in words: "1er décembre", but "1/12".
            1 if format.contains("{month}") => self.word(first).to_owned(),
            other => other.to_string(),
        };
        let weekday = day.weekday().num_days_from_monday();
        let values = [
            ("weekday", self.listed("calendar.weekdays", weekday)),
            ("date", &date),
            ("number", &day.month().to_string()),
            ("month", self.listed("calendar.months", day.month0())),
            ("year", &day.year().to_string()),
        ];
        fill(format, &values)
    }

    /// From one time to another, without what stands in brackets: "from 10:58 to 11:47 CET". Where
    /// the days differ, both are named.
    pub(super) fn span(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
        let (start, end) = (self.zone.wall(from), self.zone.wall(to));
        // In the same offset the zone is named once, at the end, and so is the half of the day.
        let alike = self.zone.offset_minutes(from) == self.zone.offset_minutes(to);
        let half = |wall: NaiveDateTime| self.listed("calendar.halves", wall.hour());
        let bare = if alike && start.date() == end.date() && half(start) == half(end) {
            self.article(start, Half::Unknown)
        } else if alike {
            self.article(start, Half::Known)
        } else {
            self.bare_hour(from)
        };
        let until = self.bare_hour(to);
        let mut values = vec![("from", bare.as_str()), ("to", until.as_str())];
        let days = [self.day(from), self.day(to)];
        let format = if start.date() != end.date() {
            let on = [self.on(from), self.on(to)];
            values.extend([("start", days[0].as_str()), ("end", days[1].as_str())]);
            values.extend([("on", on[0]), ("until", on[1])]);
            if self.manner == Manner::Brief {
                "moment.span_days_brief"
            } else {
                "moment.span_days"
            }
        } else if self.is_named(to) {
            values.extend([("on", self.on(to)), ("day", days[1].as_str())]);
            if self.manner == Manner::Brief {
                "moment.span_day_brief"
            } else {
                "moment.span_day"
            }
        } else {
            "moment.span"
        };
        self.joined(fill(self.word(format), &values))
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
        let in_words = |unit: &str, count: i64| {
            let list = match unit {
                "minute" => "duration.minutes",
                "hour" => "duration.hours",
                _ => return None,
            };
            let place = usize::try_from(count).ok()?;
            self.voice.listed(list, place).map(str::to_owned)
        };
        // A recorded voice reads words; the days of what takes long stay figures, and all with them.
        let reads = self.manner == Manner::Recorded && hours < 24;
        let counted = |(unit, count): (&str, i64)| {
            if let Some(words) = in_words(unit, count).filter(|_| reads) {
                return words;
            }
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
            Some(second) => self.pair(&first, &second),
            None => first,
        }
    }

    /// The time of day with its article, and its zone where that is not said in brackets.
    pub(super) fn bare_hour(&self, moment: DateTime<Utc>) -> String {
        let time = self.article(self.zone.wall(moment), Half::Known);
        if self.zone.is_utc() {
            return fill(self.word("time.utc"), &[("time", &time)]);
        }
        let format = match self.manner {
            Manner::Spoken | Manner::Recorded => "time.hour_spoken",
            _ => "time.hour",
        };
        fill(
            self.word(format),
            &[("time", &time), ("zone", &self.zone_label(moment))],
        )
    }

    /// The time of day as a recorded voice reads it: "eleven thirty-four a.m.", "noon".
    fn in_words(&self, time: NaiveTime, half: Half<'_>) -> String {
        match (time.hour(), time.minute()) {
            (0, 0) => return self.word("calendar.midnight").to_owned(),
            (12, 0) if matches!(half, Half::Typed(half) if half.starts_with(['a', 'A'])) => {
                return self.word("calendar.midnight").to_owned();
            }
            (12, 0) => return self.word("calendar.noon").to_owned(),
            _ => {}
        }
        let format = if time.minute() == 0 {
            "time.words_sharp"
        } else {
            "time.words"
        };
        let half = match half {
            Half::Known => self.listed("calendar.halves", time.hour()),
            Half::Unknown => "",
            Half::Typed(half) => half,
        };
        let values = [
            ("hour", self.listed("calendar.hours", time.hour())),
            ("minute", self.listed("calendar.minutes", time.minute())),
            ("half", half),
        ];
        let article = self.articles()[usize::from(self.is_one(time.hour()))];
        let words = fill(self.word(format), &values);
        [article, words.trim_end()].concat()
    }

    /// A time of day that somebody typed, as a recorded voice reads it; whoever typed it wrote the
    /// article before it.
    pub(super) fn reading(&self, time: NaiveTime, half: Half<'_>) -> String {
        let words = self.in_words(time, half);
        let article = self.articles()[usize::from(self.is_one(time.hour()))];
        let bare = words.strip_prefix(article).unwrap_or(&words);
        bare.trim_start().to_owned()
    }

    /// Whether a recorded voice reads this hour as one, as those of a twelve-hour clock do at 13:00.
    pub(super) fn is_one(&self, hour: u32) -> bool {
        self.listed("calendar.hours", hour) == self.listed("calendar.hours", 1)
    }

    /// What stands before an hour, and before one o'clock: «las», «la».
    pub(super) fn articles(&self) -> [&str; 2] {
        ["time.at", "time.at_one"].map(|key| self.word(key).split('{').next().unwrap_or_default())
    }

    fn article(&self, wall: NaiveDateTime, half: Half<'_>) -> String {
        if self.manner == Manner::Recorded {
            return self.in_words(wall.time(), half);
        }
        let format = if wall.hour() == 1 {
            "time.at_one"
        } else {
            "time.at"
        };
        fill(self.word(format), &[("time", &time(wall))])
    }

    /// What readers call the zone, or its distance from UTC.
    pub(super) fn zone_label(&self, moment: DateTime<Utc>) -> String {
        let name = self.zone.name();
        let season = if self.zone.is_summer(moment) {
            "summer"
        } else {
            "standard"
        };
        let spoken = matches!(self.manner, Manner::Spoken | Manner::Recorded)
            .then(|| self.voice.word(&format!("zones.{name}.spoken")))
            .flatten();
        let label = spoken.or_else(|| self.voice.word(&format!("zones.{name}.{season}")));
        label.map_or_else(|| distance(self.zone.offset_minutes(moment)), str::to_owned)
    }

    /// "a and b".
    pub(super) fn pair(&self, a: &str, b: &str) -> String {
        fill(self.word("list.pair"), &[("a", a), ("b", b)])
    }

    /// Whether a list of the voice has a word that begins like this one, of two letters or more.
    pub(super) fn names(&self, list: &str, short: &str) -> bool {
        let short = short.to_lowercase();
        let mut words = (0..).map_while(|place| self.voice.listed(list, place));
        short.chars().count() > 1 && words.any(|word| word.to_lowercase().starts_with(&short))
    }

    fn listed(&self, list: &str, place: u32) -> &str {
        let word = self.voice.listed(list, place as usize);
        word.unwrap_or_default()
    }

    /// A word or format of the voice.
    pub(super) fn word(&self, key: &str) -> &str {
        self.voice.word(key).unwrap_or_default()
    }
}

fn distance(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let (hours, rest) = (minutes.abs() / 60, minutes.abs() % 60);
    match rest {
        0 => format!("UTC{sign}{hours}"),
        rest => format!("UTC{sign}{hours}:{rest:02}"),
    }
}
