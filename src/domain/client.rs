//! Clients: people we tell directly, each in their own way.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike as _, Days, NaiveDateTime, TimeDelta, Timelike as _, Utc};

use super::locale::Locale;
use super::words::{Address, words};
use crate::order::Map;
use crate::text::slug::slug;
use crate::text::zone::Zone;

words! {
    /// What a client wants to hear of directly.
    Wants, "wish" {
        /// All that concerns them.
        Everything = "everything",
        /// What is major; not what is minor.
        Important = "important",
        /// The daily report, and nothing else.
        Daily = "daily",
    }
}

/// Somebody we tell directly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Client {
    /// The name by which they are addressed and recorded; no two clients share one.
    pub name: String,
    /// Addresses, numbers and people, by the way they are reached (`email`, `phone`).
    pub contacts: Map<String, String>,
    /// The language they read.
    pub locale: Locale,
    /// How they are addressed.
    pub address: Address,
    /// The zone in which they live.
    pub zone: Zone,
    /// When they may be told; at any time if nobody said.
    pub hours: Option<Hours>,
    /// The ways they like to be told, the dearest first.
    pub channels: Vec<String>,
    /// The components they use; all of them if empty.
    pub components: Vec<String>,
    /// What they want to hear of.
    pub wants: Wants,
    /// Who of us owns the relation.
    pub owner: Option<String>,
}

/// The way of the daily report.
pub const DAILY: &str = "daily";

impl Client {
    /// The name as it is typed: in lower-case ASCII with hyphens, where that leaves anything.
    pub fn key(&self) -> String {
        let short = slug(&self.name, 100);
        let is_fallback = short == "incident" && !self.name.eq_ignore_ascii_case("incident");
        if is_fallback {
            self.name.clone()
        } else {
            short
        }
    }

    /// Whether `given` means this client.
    pub fn is_named(&self, given: &str) -> bool {
        let given = given.trim();
        given.to_lowercase() == self.name.to_lowercase() || given == self.key()
    }

    /// The way to reach them, out of some, and the address: the one they like best, or else the
    /// first of these for which there is a contact.
    pub fn way(&self, ways: &[&str]) -> Option<(String, &str)> {
        let contact = |way: &str| Some((way.to_owned(), self.contacts.get(way)?.as_str()));
        if ways == [DAILY] {
            let (_, contact) = self.report_way()?;
            return Some((DAILY.to_owned(), contact));
        }
        let liked = self.channels.iter().map(String::as_str);
        let mut liked = liked.filter(|way| ways.contains(way));
        let dearest = liked.find_map(contact);
        dearest.or_else(|| ways.iter().find_map(|way| contact(way)))
    }

    /// The way they like best of all for which there is a contact.
    pub fn usual_way(&self) -> Option<(&str, &str)> {
        let contact = |way: &str| self.contacts.get_key_value(way);
        let liked = self.channels.iter().map(String::as_str);
        let usual = liked.chain(["email", "sms", "phone"]).find_map(contact);
        let any = usual.or_else(|| self.contacts.iter().next());
        any.map(|(way, contact)| (way.as_str(), contact.as_str()))
    }

    /// The way of a report: by e-mail, which has room for it, or else the way they like best.
    pub fn report_way(&self) -> Option<(&str, &str)> {
        let mail = self.contacts.get_key_value("email");
        let mail = mail.map(|(way, contact)| (way.as_str(), contact.as_str()));
        mail.or_else(|| self.usual_way())
    }

    /// Whether they use one of the components that are affected. Where nobody said which are, all
    /// may be.
    pub fn uses<'c>(&self, mut affected: impl Iterator<Item = &'c str>) -> bool {
        let mut none = true;
        let uses = affected.any(|name| {
            none = false;
            let name = name.to_lowercase();
            self.components.iter().any(|own| own.to_lowercase() == name)
        });
        uses || none || self.components.is_empty()
    }

    /// Since when they may be told: none outside their hours. Those without hours always could.
    pub fn open_since(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let Some(hours) = &self.hours else {
            return Some(DateTime::<Utc>::MIN_UTC);
        };
        let since = hours.since(self.zone.wall(now))?;
        Some(self.zone.moment(since).unwrap_or(now))
    }

    /// When their hours begin next; none if they have none.
    pub fn opens(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let next = self.hours.as_ref()?.next(self.zone.wall(now))?;
        // An hour that the clocks skip begins when they have skipped it.
        let moment = self.zone.moment(next);
        moment
            .or_else(|_| self.zone.moment(next + TimeDelta::hours(1)))
            .ok()
    }
}

/// Hours of a week, such as `Mon-Fri 09:00-18:00, Sat 10:00-14:00`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hours {
    text: String,
    spans: Vec<Span>,
}

/// The same hours on some days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    /// Monday first.
    days: [bool; 7],
    /// Minutes after midnight.
    from: u32,
    until: u32,
}

/// A text that names no hours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` names no hours; write them like `Mon-Fri 09:00-18:00` or `Mon-Thu 08:00-17:00, Fri 08:00-14:00`"
)]
pub struct NotHours(pub String);

impl Hours {
    /// Since when it has been open at a wall-clock time.
    fn since(&self, wall: NaiveDateTime) -> Option<NaiveDateTime> {
        let minute = wall.hour() * 60 + wall.minute();
        let today = self.spans.iter().filter(|span| span.is_on(wall));
        let mut open = today.filter(|span| (span.from..span.until).contains(&minute));
        open.next().and_then(|span| at(wall, span.from))
    }

    /// When it opens next after a wall-clock time.
    fn next(&self, wall: NaiveDateTime) -> Option<NaiveDateTime> {
        (0..=7).find_map(|days| {
            let day = wall.checked_add_days(Days::new(days))?;
            let spans = self.spans.iter().filter(|span| span.is_on(day));
            let opens = spans.filter_map(|span| at(day, span.from));
            opens.filter(|opens| *opens > wall).min()
        })
    }
}

impl Span {
    fn is_on(&self, wall: NaiveDateTime) -> bool {
        self.days[wall.weekday().num_days_from_monday() as usize]
    }
}

/// A minute of a day.
fn at(day: NaiveDateTime, minute: u32) -> Option<NaiveDateTime> {
    day.date().and_hms_opt(minute / 60, minute % 60, 0)
}

impl FromStr for Hours {
    type Err = NotHours;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let text = given.trim();
        let spans: Option<Vec<Span>> = text.split(',').map(span).collect();
        match spans {
            Some(spans) if !spans.is_empty() => Ok(Self {
                text: text.to_owned(),
                spans,
            }),
            _ => Err(NotHours(given.to_owned())),
        }
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Reads `Mon-Fri 09:00-18:00`, `Sat 10:00-14:00`, or hours alone for every day.
fn span(text: &str) -> Option<Span> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (days, hours) = match words.as_slice() {
        [hours] => ([true; 7], *hours),
        [days, hours] => (self::days(days)?, *hours),
        _ => return None,
    };
    let (from, until) = hours.split_once(['-', '–'])?;
    let (from, until) = (minute(from)?, minute(until)?);
    // Hours that go on after midnight are two spans.
    (from < until).then_some(Span { days, from, until })
}

fn days(text: &str) -> Option<[bool; 7]> {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let day = |name: &str| {
        let name = name.to_lowercase();
        NAMES.iter().position(|known| *known == name)
    };
    let mut days = [false; 7];
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    let (first, last) = (day(first)?, day(last)?);
    let length = (last + 7 - first) % 7;
    for place in 0..=length {
        days[(first + place) % 7] = true;
    }
    Some(days)
}

/// Minutes after midnight of `09:00`; `24:00` is the end of a day.
fn minute(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |text: &str| text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(hour) || minute.len() != 2 || !digits(minute) {
        return None;
    }
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let total = hour * 60 + minute;
    (minute < 60 && total <= 24 * 60).then_some(total)
}

#[cfg(test)]
mod tests;
