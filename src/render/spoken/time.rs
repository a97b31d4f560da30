//! Times of day as people type them, with what says which half of the day they are in, and zones.

use chrono::{NaiveTime, Timelike};

use super::Reader;
use crate::render::format::fill;
use crate::render::moment::Half;

impl Reader<'_> {
    /// Where the minutes of the time begin that stands here, if one does: behind `10:`, `10h`, `10 h `,
    /// and behind `10.` where the word for the hour follows them.
    fn minutes(&self) -> Option<usize> {
        let hours = self.digits(0);
        let space = |ahead| {
            usize::from(
                self.at(ahead)
                    .is_some_and(|c| c.is_whitespace() && c != '\n'),
            )
        };
        let two = |ahead| {
            let ends = !self.at(ahead + 2).is_some_and(char::is_alphanumeric);
            (self.digits(ahead) == 2 && ends).then_some(ahead)
        };
        if !(1..=2).contains(&hours) {
            return None;
        }
        let behind = hours + space(hours);
        match (self.at(hours), self.at(behind)) {
            (Some(':'), _) => (self.digits(hours + 1) == 2).then_some(hours + 1),
            (Some('.'), _) => two(hours + 1).filter(|minutes| {
                let end = minutes + 2;
                let ranges = matches!(self.at(end), Some('-' | '–'));
                let other = end + 1 + self.digits(end + 1) + 3;
                self.mark(end).1 > 0 || (ranges && self.mark(other).1 > 0)
            }),
            (_, Some('h' | 'H')) => two(behind + 1 + space(behind + 1)),
            _ => None,
        }
    }

    /// Reads `10:30`, with what says which half of the day it is, and, after a date, its zone.
    pub(super) fn time(&mut self, dated: bool) -> bool {
        let Some(minutes) = self.minutes() else {
            return false;
        };
        if matches!(self.before(), Some(':')) {
            return false;
        }
        let mut end = minutes + 2;
        let colon = self.at(minutes - 1) == Some(':');
        let seconds = colon && self.at(end) == Some(':') && self.digits(end + 1) == 2;
        let part = |ahead, size| self.text(ahead, size).parse().ok();
        let (hour, minute) = (part(0, self.digits(0)), part(minutes, 2));
        let second = if seconds { part(end + 1, 2) } else { Some(0) };
        let (Some(hour), Some(minute), Some(second)) = (hour, minute, second) else {
            return false;
        };
        end += if seconds { 3 } else { 0 };
        if colon && self.at(end) == Some(':') {
            return false;
        }
        if colon && !dated && !seconds {
            if self.behind("spoken.ratios") {
                return false;
            }
            if self.length(hour, minute, end) {
                return true;
            }
        }
        if dated && self.at(end) == Some('.') {
            // Nobody is told the thousandths of a second.
            end += 1 + self.digits(end + 1);
        }
        let (mark, size) = self.mark(end);
        if (hour, minute) == (24, 0) {
            self.say(self.calendar.word("spoken.day_end"));
            self.place += end + size;
            self.moment_end = self.place;
            return true;
        }
        let Some(time) = NaiveTime::from_hms_opt(hour, minute, second) else {
            return false;
        };
        // On a 24-hour clock some hours say by themselves which half of the day they are in.
        let full = |hour: u32| hour == 0 || hour > 12;
        let half = match mark.as_deref() {
            Some(mark) => Half::Typed(mark),
            None if dated || full(time.hour()) || self.beside(end, full) => Half::Known,
            None => Half::Unknown,
        };
        let mut said = self.calendar.reading(time, half);
        if time.second() > 0 {
            let count = time.second().to_string();
            let unit = if time.second() == 1 { "one" } else { "other" };
            let unit = self.calendar.word(&["spoken.second.", unit].concat());
            said = self.calendar.pair(&said, &[&count, " ", unit].concat());
        }
        if self.calendar.is_one(time.hour()) {
            self.article();
        }
        self.say_since(&said);
        self.place += end + size;
        self.full = full(time.hour()).then_some(self.place);
        self.moment_end = self.place;
        match self.at(0) {
            Some('Z') if !self.at(1).is_some_and(char::is_alphanumeric) => {
                self.say("UTC");
                self.place += 1;
            }
            Some('+') => self.offset(),
            Some('-' | '−') if dated => self.offset(),
            _ => {}
        }
        true
    }

    /// Reads `10:30 minutes` as what it lasts: "10 minutes and 30 seconds".
    fn length(&mut self, large: u32, small: u32, end: usize) -> bool {
        let rest = self.chars.get(self.place + end..).unwrap_or_default();
        let Some(rest) = rest.strip_prefix(&[' ']) else {
            return false;
        };
        let word: String = rest.iter().take_while(|c| c.is_alphabetic()).collect();
        let holds = |list: &str| {
            self.calendar
                .word(list)
                .split(' ')
                .any(|known| known == word)
        };
        let units = if holds("spoken.lengths_minutes") {
            ["duration.minute", "spoken.second"]
        } else if holds("spoken.lengths_hours") {
            ["duration.hour", "duration.minute"]
        } else {
            return false;
        };
        let [large, small] = [(units[0], large), (units[1], small)].map(|(unit, count)| {
            let plural = if count == 1 { ".one" } else { ".other" };
            let format = self.calendar.word(&[unit, plural].concat());
            let count = count.to_string();
            if format.contains('{') {
                fill(format, &[("count", &count)])
            } else {
                [&count, " ", format].concat()
            }
        });
        self.say(&self.calendar.pair(&large, &small));
        self.place += end + 1 + word.chars().count();
        true
    }

    /// Says a time of day, after a word that does not make it sound like how long something lasts:
    /// « depuis dix heures » is both.
    fn say_since(&mut self, said: &str) {
        let table = self.calendar.word("spoken.since").split(", ");
        let found = table
            .filter_map(|entry| entry.split_once(" = "))
            .find_map(|(word, clear)| {
                let rest = self.out.trim_end().strip_suffix(word)?;
                (!rest.ends_with(char::is_alphanumeric)).then_some((rest.len(), clear))
            });
        let before = self.out.trim_end();
        let word = before.rsplit(char::is_whitespace).next();
        // An article, alone or with a preposition, can sound together with what follows.
        let word = word.filter(|word| word.chars().count() <= 3);
        let word = word.unwrap_or_default();
        let (kept, clear) = found.unwrap_or((before.len() - word.len(), word));
        let apart = [clear, " ", said].concat();
        let together = self.calendar.joined(apart.clone());
        if found.is_none() && together == apart {
            return self.say(said);
        }
        self.out.truncate(kept);
        self.say(&together);
    }

    /// Puts the article right that stands before 13:00 and is to be heard before one o'clock: «las» is «la».
    fn article(&mut self) {
        let [many, one] = self.calendar.articles();
        let before = self.out.trim_end().rsplit(char::is_whitespace).next();
        let before = before.unwrap_or_default().to_lowercase();
        let mut articles = self.calendar.word("spoken.articles").split(' ');
        let is_one = articles.any(|article| article == before);
        if let Some(rest) = self.out.strip_suffix(many).filter(|_| is_one) {
            self.out = [rest, one].concat();
        }
    }

    /// Whether the word before this number is one of a list.
    fn behind(&self, list: &str) -> bool {
        let before = self.chars[..self.place].iter().rev().take(16);
        let before = before.skip_while(|c| matches!(c, ' ' | ':'));
        let mut word: Vec<char> = before.take_while(|c| c.is_alphabetic()).copied().collect();
        word.reverse();
        let word = String::from_iter(word).to_lowercase();
        self.calendar
            .word(list)
            .split(' ')
            .any(|known| known == word && !word.is_empty())
    }

    /// Reads `13h`, an hour or how long something takes, as "thirteen hours".
    pub(super) fn hours(&mut self) -> bool {
        let figures = self.digits(0);
        let size = figures
            + usize::from(matches!(
                self.at(figures),
                Some(' ' | '\u{a0}' | '\u{202f}')
            ));
        let alone = self.at(size) == Some('h')
            && !self
                .at(size + 1)
                .is_some_and(|c| c.is_alphanumeric() || c == '/');
        let count = self.text(0, figures).parse::<i64>().ok();
        let Some(count) = count.filter(|count| alone && (1..48).contains(count)) else {
            return false;
        };
        let from = self.calendar.at;
        self.say(
            &self
                .calendar
                .duration(from, from + chrono::Duration::hours(count)),
        );
        self.place += size + 1;
        self.moment_end = self.place;
        true
    }

    /// What says after a time which half of the day it is, if anything does, and the size of what says
    /// that or that it is a time (`h`, `Uhr`), with the spaces before it.
    fn mark(&self, end: usize) -> (Option<String>, usize) {
        let rest = self.chars.get(self.place + end..).unwrap_or_default();
        let spaces = rest
            .iter()
            .take_while(|c| c.is_whitespace() && **c != '\n')
            .count();
        let open = usize::from(rest.get(spaces) == Some(&'('));
        let word = &rest[spaces + open..];
        let found = |list: &str| {
            let mut marks = self.calendar.word(list).split(' ');
            let size = marks.find_map(|mark| {
                let size = mark.chars().count();
                let given: String = word.iter().take(size).collect();
                let ends = !word.get(size).is_some_and(|c| c.is_alphanumeric());
                (size > 0 && ends && given.to_lowercase() == mark.to_lowercase()).then_some(size)
            })?;
            (open == 0 || word.get(size) == Some(&')')).then_some(size)
        };
        if let Some(size) = found("spoken.halves") {
            return (
                Some(word[..size].iter().collect()),
                spaces + size + 2 * open,
            );
        }
        let Some(size) = found("spoken.marks") else {
            return (None, 0);
        };
        // The point of "h." is a full stop where a sentence ends.
        let mut after = word.iter().skip(size + 1);
        let point = word.get(size) == Some(&'.')
            && after
                .find(|c| **c != ' ')
                .is_some_and(|c| !c.is_uppercase() && *c != '\n');
        (None, spaces + size + usize::from(point) + 2 * open)
    }

    /// Whether a time that a dash or a word or two part from this one is one of a 24-hour clock.
    fn beside(&self, end: usize, full: impl Fn(u32) -> bool) -> bool {
        let joins = |c: &char| c.is_alphabetic() || matches!(c, ' ' | '-' | '–' | '—' | '−');
        let near = 1..16;
        if let Some(before) = self.full {
            let between = &self.chars[before..self.place];
            if near.contains(&between.len()) && between.iter().all(joins) {
                return true;
            }
        }
        let rest = self.chars.get(self.place + end..).unwrap_or_default();
        let gap = rest.iter().take(16).take_while(|c| joins(c)).count();
        let ahead = end + gap;
        let hours = self.digits(ahead);
        near.contains(&gap)
            && self.at(ahead + hours) == Some(':')
            && self.digits(ahead + hours + 1) == 2
            && self.text(ahead, hours).parse().is_ok_and(full)
    }

    /// Reads `UTC+2` or `GMT-3:30`, if one begins here.
    pub(super) fn zone(&mut self) -> bool {
        let name = self.text(0, 3);
        let signed = matches!(self.at(3), Some('+' | '-' | '−' | '–')) && self.digits(4) > 0;
        let found = signed && matches!(name.as_str(), "UTC" | "GMT");
        if found {
            self.say(&name);
            self.place += 3;
            self.offset();
        }
        found
    }

    /// Reads `+02:00` as "plus two hours".
    fn offset(&mut self) {
        let sign = if self.at(0) == Some('+') {
            "plus"
        } else {
            "minus"
        };
        let hours = self.digits(1);
        let (hours, minutes, size) = match hours {
            1 | 2 if self.at(1 + hours) == Some(':') && self.digits(2 + hours) == 2 => {
                (self.text(1, hours), self.text(2 + hours, 2), 4 + hours)
            }
            1 | 2 => (self.text(1, hours), String::new(), 1 + hours),
            4 => (self.text(1, 2), self.text(3, 2), 5),
            _ => return,
        };
        let count = |text: &str| text.parse::<i64>().unwrap_or(0);
        let distance = chrono::Duration::minutes(count(&hours) * 60 + count(&minutes));
        let from = self.calendar.at;
        let said = if distance.is_zero() {
            "0".to_owned()
        } else {
            self.calendar.duration(from, from + distance)
        };
        self.word(sign);
        self.say(&said);
        self.place += size;
    }
}
