//! Marks that mean one thing or another by what stands around them: dashes, strokes, arrows, points.

use super::{Reader, is_money};

impl Reader<'_> {
    /// The word for a comparison or an arrow here, and how many characters it has; none if it is
    /// neither, and an empty word if it only decorates.
    pub(super) fn compared(&self, c: char) -> Option<(&'static str, usize)> {
        let next = self.at(1);
        let found = match (c, next) {
            ('<', Some('=')) => ("at_most", 2),
            ('>', Some('=')) => ("at_least", 2),
            ('=', Some('>')) => ("to", 2),
            ('=', Some('=')) => ("", self.run('=')),
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
                let quoted = (self.begins_line() && after == ' ') || (c == '>' && closes);
                match (c, quoted) {
                    (_, true) => ("", 1),
                    ('<', _) => ("less", 1),
                    _ => ("more", 1),
                }
            }
            ('<' | '>', _) => ("", 1),
            _ => return None,
        };
        // Beside nothing it is an ornament.
        let stands = self.seen_after(found.1).is_some();
        Some(if stands { found } else { ("", found.1) })
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
        if width > 1 {
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
        // "and/or" and "y/o" are pauses, "km/h" and "3/4" are not.
        if left > 0 && left == right || next == Some(' ') {
            self.pause();
        } else if next.is_some_and(char::is_alphanumeric) && self.before() != Some('<') {
            self.word("slash");
        } else {
            self.gap();
        }
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
