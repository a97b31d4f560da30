//! Marks that mean one thing or another by what stands around them: dashes, strokes, arrows, points.

use super::Reader;
use super::money::is_money;

impl Reader<'_> {
    /// The word for a comparison or an arrow here, and how many characters it has; none if it is
    /// neither, and an empty word if it only decorates.
    pub(super) fn compared(&self, c: char) -> Option<(&'static str, usize)> {
        let next = self.at(1);
        let found = match (c, next) {
            ('<', Some('=')) => ("at_most", 2),
            ('>', Some('=')) => ("at_least", 2),
            ('=', Some('>')) => ("to", 2),
            ('=', Some('=')) => {
                let width = self.run('=');
                (
                    if self.begins_line() || width > 3 {
                        ""
                    } else {
                        "equals"
                    },
                    width,
                )
            }
            ('=', _) => ("equals", 1),
            ('!', Some('=')) => ("not_equal", 2),
            ('≤', _) => ("at_most", 1),
            ('≥', _) => ("at_least", 1),
            ('≠', _) => ("not_equal", 1),
            ('→' | '⇒' | '➜' | '➔' | '⟶', _) => ("to", 1),
            ('<' | '>', Some(after)) if after.is_ascii_digit() || after == ' ' => {
                let closes = self
                    .before()
                    .is_some_and(|c| c != ' ' && !c.is_ascii_digit());
                let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || is_money(c));
                let real = self.seen_after(1) == Some('R')
                    && self.chars[self.place..].iter().take(4).any(|c| *c == '$');
                let quotes = self.begins_line() && !real && !figure(self.seen_after(1));
                let quoted = quotes || (c == '>' && closes);
                match (c, quoted) {
                    (_, true) => ("", 1),
                    ('<', _) => ("less", 1),
                    _ => ("more", 1),
                }
            }
            ('<' | '>', _) if self.parts_names(c) => (if c == '<' { "less" } else { "more" }, 1),
            ('<' | '>', _) => ("", 1),
            _ => return None,
        };
        // Beside nothing it is an ornament.
        let stands = self.seen_after(found.1).is_some();
        Some(if stands { found } else { ("", found.1) })
    }

    /// Whether a sign stands right between two names, `x<y`, and belongs to no tag.
    fn parts_names(&self, sign: char) -> bool {
        let beside = [self.before(), self.at(1)];
        let name = |c: &Option<char>| c.is_some_and(char::is_alphanumeric);
        let other = if sign == '<' { '>' } else { '<' };
        let near = |c: &&char| **c != '\n';
        let tag = if sign == '<' {
            let mut rest = self.chars[self.place..].iter().take(40).take_while(near);
            rest.any(|c| *c == other)
        } else {
            let mut rest = self.chars[..self.place]
                .iter()
                .rev()
                .take(40)
                .take_while(near);
            rest.any(|c| *c == other)
        };
        beside.iter().all(name) && !tag
    }

    /// A dash: part of a word, a minus, "to" between numbers, or a pause. Returns how many there are.
    pub(super) fn dash(&mut self, c: char) -> usize {
        let width = self.run(c);
        let (before, next) = (self.before(), self.at(width));
        let alnum = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if c == '-' && next == Some('>') {
            if self.begins_line() {
                self.gap();
            } else {
                self.word("to");
            }
            return width + 1;
        }
        let figure = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || is_money(c));
        let spaced = |c: Option<char>| c.is_none_or(char::is_whitespace);
        if width == 1 && (self.parts_moments() || self.parts_days(c)) {
            self.word("to");
            // The space behind it is its own.
            self.last = super::Last::Word;
        } else if width > 1 {
            self.pause();
        } else if c == '−'
            || (!alnum(before) && spaced(before.filter(|c| *c != '(')) && figure(next))
        {
            self.word("minus");
        } else if self.is_range(c) {
            self.word("to");
        } else if alnum(before) && (alnum(next) || (c == '-' && !spaced(next))) && c != '—' {
            self.push('-');
        } else if c == '-' && alnum(before) != alnum(next) {
            // "Vor- und Nachteile".
            self.push('-');
        } else {
            self.pause();
        }
        width
    }

    /// Whether the dash here stands between two times or dates: "10 am – 2 pm".
    fn parts_moments(&self) -> bool {
        if !self.seen_after(1).is_some_and(|c| c.is_ascii_digit()) {
            return false;
        }
        let mut before = self.chars[..self.place]
            .iter()
            .rev()
            .take(16)
            .rev()
            .copied();
        let before: String = before.by_ref().collect();
        let before = before.trim_end_matches([' ', '\u{a0}', '\u{202f}']);
        let gap = self.chars[..self.place]
            .iter()
            .rev()
            .take_while(|c| c.is_whitespace());
        if self.moment_end > 0 && self.moment_end + gap.count() == self.place {
            return true;
        }
        ["spoken.halves", "spoken.marks"].iter().any(|list| {
            let mut marks = self.calendar.word(list).split(' ');
            marks.any(|mark| {
                let figure = |rest: &str| rest.trim_end().ends_with(|c: char| c.is_ascii_digit());
                before
                    .to_lowercase()
                    .strip_suffix(&mark.to_lowercase())
                    .is_some_and(figure)
            })
        })
    }

    /// Whether the dash here stands between two days of the week or months: "Mo.–Fr.".
    fn parts_days(&self, dash: char) -> bool {
        let skip = |c: &&char| matches!(**c, ' ' | '.' | '\u{a0}');
        let part = |c: &&char| c.is_alphabetic() || (**c == '-' && dash != '-');
        let before = self.chars[..self.place].iter().rev().take(20);
        let left: Vec<char> = before.skip_while(skip).take_while(part).copied().collect();
        let ahead = self.chars[self.place + 1..].iter().take(20);
        let right: String = ahead.skip_while(skip).take_while(part).collect();
        let left: String = left.into_iter().rev().collect();
        ["calendar.weekdays", "calendar.months"]
            .iter()
            .any(|list| self.calendar.names(list, &left) && self.calendar.names(list, &right))
    }

    pub(super) fn slash(&mut self) {
        let next = self.at(1);
        // The letters on a side: one, or a word; none if they are a part of a path.
        let side = |chars: &mut dyn Iterator<Item = &char>| {
            let mut size = 0;
            loop {
                match chars.next() {
                    Some(c) if c.is_alphabetic() => size += 1,
                    Some('/') => return 0,
                    _ => return size.min(2),
                }
            }
        };
        let left = side(&mut self.chars[..self.place].iter().rev());
        let right = side(&mut self.chars[self.place + 1..].iter());
        // "TCP/IP" is a pause, "Mbit/s" and "3/4" are not.
        if self.is_rate() {
            self.word("per");
        } else if left > 0 && left == right || next == Some(' ') {
            self.pause();
        } else if next.is_some_and(char::is_alphanumeric) && self.before() != Some('<') {
            self.word("slash");
        } else {
            self.gap();
        }
    }

    /// Whether what stands behind the slash is a unit of time: "10 €/month", "Mbit/s".
    fn is_rate(&self) -> bool {
        let before = self.before();
        if !before.is_some_and(|c| c.is_alphanumeric() || is_money(c)) {
            return false;
        }
        let rest = self.chars[self.place + 1..].iter().take(12);
        let unit: String = rest.take_while(|c| c.is_alphabetic()).collect();
        self.calendar
            .word("spoken.units")
            .split(' ')
            .any(|known| known == unit)
    }

    pub(super) fn ellipsis(&mut self, width: usize) {
        let rest = &self.chars[self.place + width..];
        let ends = rest.iter().find(|c| **c == '\n' || !c.is_whitespace());
        if ends.is_none_or(|c| *c == '\n') {
            self.gap();
            self.push('.');
        } else {
            self.pause();
        }
    }
}
