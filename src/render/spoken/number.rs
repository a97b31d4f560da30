//! Numbers with what stands around them: dates, ranges, addresses of machines.

use chrono::NaiveDate;

use super::Reader;
use super::money::is_money;

impl Reader<'_> {
    /// Reads the date, the time or the number with several points that begins here, if one does.
    pub(super) fn number(&mut self) -> bool {
        if self.before() == Some('-') && self.is_chained() {
            return false;
        }
        self.always()
            || self.date()
            || self.slashed_date()
            || self.time(false)
            || self.hours()
            || self.points()
    }

    pub(super) fn text(&self, ahead: usize, size: usize) -> String {
        self.chars
            .iter()
            .skip(self.place + ahead)
            .take(size)
            .collect()
    }

    pub(super) fn digits(&self, ahead: usize) -> usize {
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
        if self.digits(0) != 4
            || self.at(10).is_some_and(|c| c.is_ascii_digit())
            || (self.at(10) == Some('-') && self.digits(11) != 4)
        {
            return false;
        }
        self.say(&self.calendar.date(date, true));
        self.place += 10;
        self.moment_end = self.place;
        if matches!(self.at(0), Some('T' | 't')) && self.digits(1) == 2 {
            self.place += 1;
            if !self.time(true) {
                self.place -= 1;
            }
        }
        true
    }

    /// Reads `21/11/2026`, if the language or the numbers tell the day from the month.
    fn slashed_date(&mut self) -> bool {
        let rest = self.chars[self.place..].iter().take(11);
        let run: String = rest
            .take_while(|c| c.is_ascii_digit() || **c == '/')
            .collect();
        let parts: Vec<u32> = run
            .split('/')
            .filter_map(|part| part.parse().ok())
            .collect();
        let whole = run.len() >= 8
            && run.ends_with(|c: char| c.is_ascii_digit())
            && !self.at(run.len()).is_some_and(char::is_alphanumeric);
        let &[first, second, year] = parts.as_slice() else {
            return false;
        };
        let (day, month) = match self.calendar.word("spoken.dates") {
            _ if second > 12 => (second, first),
            "day first" => (first, second),
            _ if first > 12 => (first, second),
            _ => return false,
        };
        let year = i32::try_from(year).unwrap_or_default();
        let date = NaiveDate::from_ymd_opt(year, month, day);
        let Some(date) = date.filter(|_| whole && year > 999 && self.before() != Some('/')) else {
            return false;
        };
        self.say(&self.calendar.date(date, true));
        self.place += run.len();
        self.moment_end = self.place;
        true
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
        let address = groups.len() == 4 && groups.iter().all(|group| group.parse::<u8>().is_ok());
        let thousands = !address && groups.iter().skip(1).all(|group| group.len() == 3);
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
        if self.at(0) == Some(':') && self.digits(1) > 0 {
            self.word("colon");
            self.place += 1;
        }
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
        // "1.200" is one number here and another one there; a range rises in one of both.
        let value = |text: &str| text.replace(',', ".").parse::<f64>().ok();
        let whole = |text: &str| text.replace(['.', ','], "").parse::<f64>().ok();
        let up = |a: Option<f64>, b: Option<f64>| matches!((a, b), (Some(a), Some(b)) if a < b);
        let rises = up(value(&left), value(right)) || up(whole(&left), whole(right));
        // "555-1234" is a telephone number; a long dash is none.
        let alike = left.len() == right.len() || (left.len() <= 3 && right.len() <= 3);
        rises && (dash != '-' || alike)
    }
}
