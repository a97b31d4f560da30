//! Numbers with what stands around them: times, dates, ranges, money.

use chrono::{NaiveDate, NaiveTime, Timelike};

use super::{Last, MONEY, Reader, is_money};
use crate::render::moment::Half;

impl Reader<'_> {
    /// Reads the date, the time or the number with several points that begins here, if one does.
    pub(super) fn number(&mut self) -> bool {
        if self.before() == Some('-') && self.is_chained() {
            return false;
        }
        self.always() || self.date() || self.time(false) || self.points()
    }

    fn text(&self, ahead: usize, size: usize) -> String {
        self.chars
            .iter()
            .skip(self.place + ahead)
            .take(size)
            .collect()
    }

    fn digits(&self, ahead: usize) -> usize {
        let rest = self.chars.iter().skip(self.place + ahead);
        rest.take_while(|c| c.is_ascii_digit()).count()
    }

    /// Whether a number right before this one hangs on a hyphen too, as in a telephone number.
    fn is_chained(&self) -> bool {
        let before = self.chars[..self.place - 1].iter().rev();
        let mut before = before.skip_while(|c| c.is_ascii_digit());
        before.next() == Some(&'-')
    }

    fn always(&mut self) -> bool {
        let alone = !self.at(4).is_some_and(|c| c.is_alphanumeric() || c == '/');
        let found = alone && self.text(0, 4) == "24/7" && self.before() != Some('/');
        if found {
            self.word("always");
            self.place += 4;
        }
        found
    }

    fn date(&mut self) -> bool {
        let Ok(date) = NaiveDate::parse_from_str(&self.text(0, 10), "%Y-%m-%d") else {
            return false;
        };
        if self.digits(0) != 4 || self.at(10).is_some_and(|c| c.is_ascii_digit() || c == '-') {
            return false;
        }
        self.say(&self.calendar.date(date, true));
        self.place += 10;
        if matches!(self.at(0), Some('T' | 't')) && self.digits(1) == 2 {
            self.place += 1;
            if !self.time(true) {
                self.place -= 1;
            }
        }
        true
    }

    /// Reads `10:30`, with what says which half of the day it is, and, after a date, its zone.
    fn time(&mut self, dated: bool) -> bool {
        let hours = self.digits(0);
        if !(1..=2).contains(&hours) || self.at(hours) != Some(':') || self.digits(hours + 1) != 2 {
            return false;
        }
        if self.before() == Some(':') {
            return false;
        }
        let mut end = hours + 3;
        let seconds = self.at(end) == Some(':') && self.digits(end + 1) == 2;
        let format = if seconds { "%H:%M:%S" } else { "%H:%M" };
        end += if seconds { 3 } else { 0 };
        let Ok(time) = NaiveTime::parse_from_str(&self.text(0, end), format) else {
            return false;
        };
        if self.at(end) == Some(':') {
            return false;
        }
        let (mark, size) = self.mark(end);
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
        self.say(&said);
        self.place += end + size;
        self.full = full(time.hour()).then_some(self.place);
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

    /// Reads `10.0.0.1` or `2.3.1`: a number with one point, with thousands or of a date stays.
    fn points(&mut self) -> bool {
        // Of a run that stays as it is, every part does.
        if self.before() == Some('.') {
            return false;
        }
        let rest = self.chars[self.place..].iter();
        let run: String = rest
            .take_while(|c| c.is_ascii_digit() || **c == '.')
            .collect();
        let run = run.trim_end_matches('.');
        let groups: Vec<&str> = run.split('.').collect();
        let thousands = groups.iter().skip(1).all(|group| group.len() == 3);
        let is_date = ["%d.%m.%Y", "%d.%m.%y"]
            .iter()
            .any(|format| NaiveDate::parse_from_str(run, format).is_ok());
        let is_date = is_date && matches!(groups.last(), Some(year) if year.len() != 1);
        // Of one run that stays as it is, every part does.
        if self.before() == Some('.')
            || groups.len() < 3
            || thousands
            || is_date
            || groups.contains(&"")
        {
            return false;
        }
        for (i, group) in groups.iter().enumerate() {
            if i > 0 {
                self.word("dot");
            }
            self.say_or_push(group, i > 0);
        }
        self.place += run.len();
        true
    }

    fn say_or_push(&mut self, group: &str, after_word: bool) {
        if after_word {
            self.say(group);
        } else {
            group.chars().for_each(|c| self.push(c));
        }
    }

    /// Whether a dash here stands between two numbers that begin and end a range.
    pub(super) fn is_range(&self, dash: char) -> bool {
        let is_number = |c: &char| c.is_ascii_digit() || matches!(c, '.' | ',' | ':');
        let unit = |c: &char| *c == ' ' || *c == '%' || is_money(*c);
        let left: Vec<char> = {
            let before = self.chars[..self.place]
                .iter()
                .rev()
                .skip_while(|c| unit(c));
            before.take_while(|c| is_number(c)).copied().collect()
        };
        let mut ahead = self.chars[self.place + 1..].iter().skip_while(|c| unit(c));
        let right: String = ahead.clone().take_while(|c| is_number(c)).collect();
        let left: String = left.into_iter().rev().collect();
        let right = right.trim_end_matches(['.', ',', ':']);
        if left.is_empty() || right.is_empty() {
            return false;
        }
        if left.contains(':') || right.contains(':') {
            return left.contains(':') && right.contains(':');
        }
        let beyond = ahead.nth(right.len());
        let hangs = |c: Option<&char>| c.is_some_and(|c| *c == '-' || c.is_alphabetic());
        let earlier = self.chars[..self.place]
            .iter()
            .rev()
            .skip_while(|c| unit(c))
            .nth(left.len());
        if hangs(earlier) || beyond == Some(&'-') {
            return false;
        }
        let value = |text: &str| text.replace(',', ".").parse::<f64>().ok();
        let rises = matches!((value(&left), value(right)), (Some(a), Some(b)) if a < b);
        // "555-1234" is a telephone number; a long dash is none.
        let alike = left.len() == right.len() || (left.len() <= 3 && right.len() <= 3);
        rises && (dash != '-' || alike)
    }

    /// Reads money: the sign before a number is said behind it.
    pub(super) fn money(&mut self, sign: char) {
        let found = MONEY.iter().find(|(known, _)| *known == sign);
        let key = found.map_or("", |(_, key)| *key);
        let real = sign == '$' && self.out.ends_with('R') && !self.out.ends_with("RR");
        let key = if real {
            self.out.pop();
            "real"
        } else {
            key
        };
        self.place += 1;
        let spaces = usize::from(self.at(0) == Some(' ') && !self.follows_number());
        let rest = self.chars[self.place + spaces..].iter();
        let number: String = rest
            .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
            .collect();
        let number = number.trim_end_matches(['.', ',']);
        if number.is_empty() || self.follows_number() {
            let one = self.last_number() == "1";
            self.unit(key, one);
            return;
        }
        self.place += spaces + number.len();
        let letters = self.chars[self.place..]
            .iter()
            .take_while(|c| c.is_ascii_alphabetic());
        let attached: String = letters.collect();
        self.place += attached.chars().count();
        self.say(&[number, &attached].concat());
        if let Some(word) = self.magnitude() {
            self.say(&word);
        }
        self.unit(key, number == "1" && attached.is_empty());
    }

    fn unit(&mut self, key: &str, one: bool) {
        if key.starts_with(char::is_uppercase) {
            self.say(key);
        } else {
            self.word(&[key, if one { ".one" } else { ".other" }].concat());
        }
    }

    /// The word that multiplies the number before it: "million", «mil».
    fn magnitude(&mut self) -> Option<String> {
        let rest = self.chars[self.place..].strip_prefix(&[' '])?;
        let word: String = rest.iter().take_while(|c| c.is_alphabetic()).collect();
        let known = self.calendar.word("spoken.magnitudes").split(' ');
        let found = known.into_iter().any(|known| known == word);
        self.place += if found { 1 + word.chars().count() } else { 0 };
        found.then_some(word)
    }

    fn follows_number(&self) -> bool {
        let before = self.chars[..self.place - 1].iter().rev();
        let mut before = before.skip_while(|c| matches!(c, ' ' | '\u{a0}' | '\u{202f}'));
        before.next().is_some_and(char::is_ascii_digit) && self.last != Last::Gap
    }

    fn last_number(&self) -> String {
        let before = self.out.trim_end().chars().rev();
        before
            .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
            .collect()
    }
}
