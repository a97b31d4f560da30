//! The words of a site, and its moments: always with their day and year, as nobody knows when a page
//! is read.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use minijinja::value::Value;

use super::table::Table;
use crate::domain::house::House;
use crate::domain::words::Address;
use crate::render::format::{fill, time};
use crate::render::moment::Calendar;
use crate::render::shape::Manner;
use crate::render::voice::Voice;
use crate::render::wording::capital;
use crate::text::zone::Zone;

/// The words that stand on pages as they are.
const PLAIN: [&str; 20] = [
    "all",
    "component",
    "components",
    "data",
    "earlier",
    "feed",
    "history",
    "language",
    "newer",
    "nothing",
    "now",
    "older",
    "open",
    "pages",
    "past",
    "planned",
    "state",
    "turn",
    "updates",
    "work",
];

pub(super) struct Lexicon {
    voice: Arc<Voice>,
    zone: Zone,
    address: Address,
    /// The days that were named last: pages that are made one after the other name the same ones.
    days: Mutex<Vec<Day>>,
}

/// A day and what it is called: the word before it, and its date.
#[derive(Clone)]
struct Day {
    date: NaiveDate,
    on: Arc<str>,
    name: Arc<str>,
}

/// How many days are kept in mind.
const DAYS: usize = 16;

impl Lexicon {
    pub(super) fn new(voice: Arc<Voice>, house: &House) -> Self {
        Self {
            voice,
            zone: house.zone,
            address: house.address,
            days: Mutex::new(Vec::with_capacity(DAYS)),
        }
    }

    /// A word of the site.
    pub(super) fn word(&self, key: &str) -> &str {
        let sentence = self.voice.sentence(&["site.", key].concat(), self.address);
        sentence.map_or("", |sentence| sentence.text)
    }

    /// A word of the site with something in it.
    pub(super) fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        fill(self.word(key), values)
    }

    /// The words that templates take as they are.
    pub(super) fn words(&self) -> Value {
        let mut words = Table::default();
        for key in PLAIN {
            words.text(key, self.word(key));
        }
        words.value()
    }

    /// A word of one of the lists of messages, such as a state, at the beginning of a line.
    pub(super) fn listed(&self, list: &str, word: &str) -> String {
        let key = format!("words.{list}.{}", word.replace('-', "_"));
        capital(self.voice.word(&key).unwrap_or(word))
    }

    /// What happens in a month of the zone's calendar.
    pub(super) fn month_of(&self, at: DateTime<Utc>) -> (i32, u32) {
        let wall = self.zone.wall(at);
        (wall.year(), wall.month())
    }

    /// "November 2026", «Noviembre de 2026».
    pub(super) fn month(&self, (year, month): (i32, u32)) -> String {
        let place = usize::try_from(month).unwrap_or(1).saturating_sub(1);
        let name = self.voice.listed("calendar.months", place);
        let values = [
            ("month", name.unwrap_or_default()),
            ("year", &year.to_string()),
        ];
        capital_first(&self.fill("month", &values))
    }

    /// A moment that stands alone.
    pub(super) fn stamp(&self, at: DateTime<Utc>) -> Table {
        let mut table = Table::default();
        table.text("datetime", &machine(at));
        table.text("text", &self.at(at));
        table
    }

    /// A sentence with a moment in it: what stands before it, the moment, what stands behind it.
    pub(super) fn timed(&self, key: &str, at: DateTime<Utc>) -> Value {
        let sentence = self.word(key);
        let (before, rest) = sentence.split_once('{').unwrap_or((sentence, "}"));
        let (form, after) = rest.split_once('}').unwrap_or_default();
        let mut table = Table::default();
        table.text("before", before);
        table.text("datetime", &machine(at));
        table.text("text", &self.clock(form, at));
        table.text("after", after);
        table.value()
    }

    /// A sentence with a moment in it, as text.
    pub(super) fn told(&self, key: &str, at: DateTime<Utc>) -> String {
        self.fill(key, &[("at", &self.clock("at", at))])
    }

    /// From one moment to another.
    pub(super) fn span(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
        let span = self.span_of_a_day(from, to);
        let span = span.unwrap_or_else(|| self.calendar().span(from, to));
        capital_first(&(span + &self.calendar().span_note(from, to)))
    }

    /// What [`Calendar::span`] says of two moments of one day, which most spans are: the day is named
    /// once, and its offset holds for both.
    fn span_of_a_day(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> Option<String> {
        let (start, end) = (self.zone.wall(from), self.zone.wall(to));
        if start.date() != end.date() || end - start != to - from {
            return None;
        }
        let calendar = self.calendar();
        let article = if start.hour() == 1 {
            "time.at_one"
        } else {
            "time.at"
        };
        let bare = fill(calendar.word(article), &[("time", &time(start))]);
        let until = calendar.bare_hour(to);
        let Day { on, name, .. } = self.day(to);
        let values = [
            ("from", &*bare),
            ("to", &until),
            ("on", &on),
            ("day", &name),
        ];
        Some(fill(calendar.word("moment.span_day"), &values))
    }

    /// A moment at the beginning of a line.
    pub(super) fn at(&self, at: DateTime<Utc>) -> String {
        capital_first(&self.clock("at", at))
    }

    /// A moment in one of the forms of [`Calendar::clock`], with its day.
    fn clock(&self, form: &str, at: DateTime<Utc>) -> String {
        let calendar = self.calendar();
        let Day { on, name, .. } = self.day(at);
        let (hour, note) = (calendar.bare_hour(at), calendar.note(at));
        let format = calendar.word(&["moment.", form, "_day"].concat());
        let values = [
            ("hour", &*hour),
            ("day", &name),
            ("on", &on),
            ("note", &note),
        ];
        fill(format, &values)
    }

    fn day(&self, at: DateTime<Utc>) -> Day {
        let wall = self.zone.wall(at).date();
        let days = || self.days.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = days().iter().find(|known| known.date == wall) {
            return known.clone();
        }
        let weekday = wall.weekday().num_days_from_monday() as usize;
        let on = self.voice.listed("calendar.on", weekday);
        let named = Day {
            date: wall,
            on: on.unwrap_or_default().into(),
            name: self.calendar().date(wall, true).into(),
        };
        let mut days = days();
        if days.len() == DAYS {
            days.remove(0);
        }
        days.push(named.clone());
        named
    }

    pub(super) fn duration(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
        self.calendar().duration(from, to)
    }

    /// Nothing is said on this day, so that every day is named, and its year.
    fn calendar(&self) -> Calendar<'_> {
        Calendar {
            voice: &self.voice,
            zone: self.zone,
            at: DateTime::UNIX_EPOCH,
            manner: Manner::Labelled,
        }
    }
}

/// A moment as programs read it, to the second, in UTC.
pub(super) fn machine(at: DateTime<Utc>) -> String {
    let (day, time) = (at.date_naive(), at.time());
    let year = u32::try_from(day.year()).unwrap_or_default();
    let parts = [
        (year / 100, ""),
        (year % 100, "-"),
        (day.month(), "-"),
        (day.day(), "T"),
        (time.hour(), ":"),
        (time.minute(), ":"),
        (time.second(), "Z"),
    ];
    let mut text = String::with_capacity(20);
    for (number, sign) in parts {
        for digit in [number / 10, number % 10] {
            text.push(char::from_digit(digit, 10).unwrap_or('0'));
        }
        text.push_str(sign);
    }
    text
}

/// Begins a text with a capital, whatever its first word is.
fn capital_first(text: &str) -> String {
    let mut rest = text.chars();
    let mut whole = String::with_capacity(text.len());
    whole.extend(rest.next().into_iter().flat_map(char::to_uppercase));
    whole + rest.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::templates::Templates;

    #[test]
    fn a_moment_is_told_as_messages_of_another_year_tell_it() {
        let templates = Templates::embedded();
        let mut spans = 0;
        for tag in ["en", "es", "pt", "fr", "de"] {
            let voice = Arc::new(templates.voice(&tag.parse().unwrap()).unwrap());
            for zone in ["UTC", "Europe/Madrid", "Asia/Kolkata"] {
                let house = House {
                    zone: zone.parse().unwrap(),
                    ..House::default()
                };
                let lexicon = Lexicon::new(Arc::clone(&voice), &house);
                for hours in 0..24 * 40 {
                    let at = DateTime::from_timestamp(1_711_000_000 + hours * 3601, 0).unwrap();
                    for form in ["plain", "at", "by", "from"] {
                        let told = lexicon.calendar().clock(form, at);
                        assert_eq!(lexicon.clock(form, at), told, "{tag} {zone}");
                    }
                    assert_eq!(machine(at), at.format("%FT%TZ").to_string());
                    let to = at + chrono::TimeDelta::minutes(hours * 7 % 1000);
                    if let Some(told) = lexicon.span_of_a_day(at, to) {
                        assert_eq!(told, lexicon.calendar().span(at, to), "{tag} {zone}");
                        spans += 1;
                    }
                }
            }
        }
        assert!(spans > 5000, "{spans}");
    }

    #[test]
    fn a_line_begins_with_a_capital() {
        for (text, capital) in [
            ("", ""),
            ("éa b", "Éa b"),
            ("A", "A"),
            ("ß", "SS"),
            ("1a", "1a"),
        ] {
            assert_eq!(capital_first(text), capital);
        }
    }
}
