//! The words of a site, and its moments: always with their day and year, as nobody knows when a page
//! is read.

use std::sync::Arc;

use chrono::{DateTime, Datelike, Utc};
use minijinja::value::Value;

use super::table::Table;
use crate::domain::house::House;
use crate::domain::words::Address;
use crate::render::format::fill;
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
}

impl Lexicon {
    pub(super) fn new(voice: Arc<Voice>, house: &House) -> Self {
        Self {
            voice,
            zone: house.zone,
            address: house.address,
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
        table.text("text", &self.calendar().clock(form, at));
        table.text("after", after);
        table.value()
    }

    /// A sentence with a moment in it, as text.
    pub(super) fn told(&self, key: &str, at: DateTime<Utc>) -> String {
        self.fill(key, &[("at", &self.calendar().clock("at", at))])
    }

    /// From one moment to another.
    pub(super) fn span(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
        let calendar = self.calendar();
        let text = calendar.span(from, to) + &calendar.span_note(from, to);
        capital_first(&text)
    }

    /// A moment at the beginning of a line.
    pub(super) fn at(&self, at: DateTime<Utc>) -> String {
        capital_first(&self.calendar().clock("at", at))
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
    at.format("%FT%TZ").to_string()
}

/// Begins a text with a capital, whatever its first word is.
fn capital_first(text: &str) -> String {
    let mut rest = text.chars();
    match rest.next() {
        Some(first) => first.to_uppercase().chain(rest).collect(),
        None => String::new(),
    }
}
