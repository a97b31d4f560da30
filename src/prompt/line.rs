//! The line in which an answer is typed: a pure text with a cursor, and how it is laid out.
//!
//! It exists because the input of `dialoguer` 0.12 counts characters, not columns, and loses its
//! place as soon as an answer is longer than a row: answers here are whole sentences.

use unicode_width::UnicodeWidthChar as _;

use crate::text::clean;

/// A text being typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TypedLine {
    chars: Vec<char>,
    /// The place of the next character, from 0.
    cursor: usize,
}

/// A movement of the cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Move {
    Left,
    Right,
    WordLeft,
    WordRight,
    Home,
    End,
}

/// A text as rows of a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// What each row shows.
    pub(super) rows: Vec<String>,
    /// Row and column of the cursor, from 0.
    pub(super) cursor: (usize, usize),
}

impl TypedLine {
    /// A text with the cursor at its end.
    pub(super) fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let cursor = chars.len();
        Self { chars, cursor }
    }

    pub(super) fn text(&self) -> String {
        self.chars.iter().collect()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.cursor == self.chars.len()
    }

    pub(super) fn insert(&mut self, c: char) {
        self.chars.insert(self.cursor, c);
        self.cursor += 1;
    }

    pub(super) fn go(&mut self, movement: Move) {
        self.cursor = self.target(movement);
    }

    /// Deletes everything between the cursor and where the movement would take it.
    pub(super) fn delete(&mut self, movement: Move) {
        let target = self.target(movement);
        let (from, to) = (target.min(self.cursor), target.max(self.cursor));
        self.chars.drain(from..to);
        self.cursor = from;
    }

    fn target(&self, movement: Move) -> usize {
        let (before, after) = self.chars.split_at(self.cursor);
        // What is combined with a character moves with it.
        let combined = |c: &&char| c.width() == Some(0) && **c != '\n';
        match movement {
            Move::Left => {
                let marks = before.iter().rev().take_while(combined).count();
                self.cursor.saturating_sub(marks + 1)
            }
            Move::Right => {
                let marks = after.iter().skip(1).take_while(combined).count();
                (self.cursor + 1 + marks).min(self.chars.len())
            }
            Move::WordLeft => {
                let gap = before
                    .iter()
                    .rev()
                    .take_while(|c| c.is_whitespace())
                    .count();
                let word = before.iter().rev().skip(gap);
                self.cursor - gap - word.take_while(|c| !c.is_whitespace()).count()
            }
            Move::WordRight => {
                let gap = after.iter().take_while(|c| c.is_whitespace()).count();
                let word = after.iter().skip(gap);
                self.cursor + gap + word.take_while(|c| !c.is_whitespace()).count()
            }
            Move::Home => 0,
            Move::End => self.chars.len(),
        }
    }

    /// Lays the text out in rows of at most `width` columns. What could drive the terminal is
    /// spelled out.
    pub(super) fn layout(&self, width: usize) -> Layout {
        let width = width.max(12);
        let mut rows = vec![String::new()];
        let mut column = 0;
        let mut cursor = (0, 0);
        for (place, c) in self.chars.iter().enumerate() {
            let (shown, wide) = shown(*c);
            if *c != '\n' && column + wide > width {
                rows.push(String::new());
                column = 0;
            }
            if place == self.cursor {
                cursor = (rows.len() - 1, column);
            }
            if *c == '\n' {
                rows.push(String::new());
                column = 0;
            } else {
                rows.last_mut()
                    .into_iter()
                    .for_each(|row| row.push_str(&shown));
                column += wide;
            }
        }
        if self.is_at_end() {
            // Beyond a full row the cursor waits at the start of the next.
            if column == width {
                rows.push(String::new());
                column = 0;
            }
            cursor = (rows.len() - 1, column);
        }
        Layout { rows, cursor }
    }
}

/// A character as it is shown, and its columns.
pub(super) fn shown(c: char) -> (String, usize) {
    if clean::is_driving(c) {
        let spelled: String = c.escape_unicode().collect();
        let wide = spelled.len();
        (spelled, wide)
    } else {
        (c.to_string(), c.width().unwrap_or(0))
    }
}

/// Breaks a text into rows of at most `width` columns, between words where that is possible.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(12);
    let mut rows = Vec::new();
    for paragraph in text.split('\n') {
        let mut row = String::new();
        let mut column = 0;
        for word in paragraph.split(' ') {
            let wide: usize = word.chars().map(|c| shown(c).1).sum();
            if column > 0 && column + 1 + wide > width {
                rows.push(std::mem::take(&mut row));
                column = 0;
            } else if column > 0 {
                row.push(' ');
                column += 1;
            }
            for c in word.chars() {
                let (shown, wide) = shown(c);
                if column + wide > width {
                    rows.push(std::mem::take(&mut row));
                    column = 0;
                }
                row.push_str(&shown);
                column += wide;
            }
        }
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str, moves: &[Move]) -> TypedLine {
        let mut line = TypedLine::new(text);
        for movement in moves {
            line.go(*movement);
        }
        line
    }

    #[test]
    fn typing_goes_in_at_the_cursor() {
        let mut line = typed("pagos tarjeta", &[Move::WordLeft]);
        "con ".chars().for_each(|c| line.insert(c));
        assert_eq!(line.text(), "pagos con tarjeta");
    }

    #[test]
    fn deleting_reaches_as_far_as_the_movement() {
        for (movement, left) in [
            (Move::Left, "uno ds tres"),
            (Move::Right, "uno do tres"),
            (Move::WordLeft, "uno s tres"),
            (Move::WordRight, "uno do tres"),
            (Move::Home, "s tres"),
            (Move::End, "uno do"),
        ] {
            let mut line = typed("uno dos tres", &[Move::WordLeft, Move::Left, Move::Left]);
            line.delete(movement);
            assert_eq!(line.text(), left, "{movement:?}");
        }
    }

    #[test]
    fn the_ends_are_not_passed() {
        let mut line = typed("a", &[Move::Left, Move::Left, Move::WordLeft]);
        line.delete(Move::Left);
        line.go(Move::End);
        line.go(Move::Right);
        line.delete(Move::WordRight);
        assert_eq!(line, TypedLine::new("a"));
    }

    #[test]
    fn an_accent_that_stands_by_itself_goes_with_its_letter() {
        let mut line = TypedLine::new("cafe\u{301}");
        line.delete(Move::Left);
        assert_eq!(line.text(), "caf");
    }

    #[test]
    fn rows_are_counted_in_columns_not_in_characters() {
        let layout = TypedLine::new("añoañoañoaño漢字").layout(13);
        assert_eq!(layout.rows, ["añoañoañoaño", "漢字"]);
        assert_eq!(layout.cursor, (1, 4));
    }

    #[test]
    fn beyond_a_full_row_the_cursor_waits_on_the_next() {
        assert_eq!(TypedLine::new("123456789012").layout(12).cursor, (1, 0));
        let inside = typed("1234567890123", &[Move::Left]).layout(12);
        assert_eq!(inside.cursor, (1, 0));
    }

    #[test]
    fn what_drives_a_terminal_is_spelled_out() {
        let layout = TypedLine::new("a\u{1b}[2Jb\nc").layout(40);
        assert_eq!(layout.rows, ["a\\u{1b}[2Jb", "c"]);
        assert_eq!(wrap("a\u{9b}b", 40), ["a\\u{9b}b"]);
    }

    #[test]
    fn advice_breaks_between_words_and_an_overlong_word_inside() {
        assert_eq!(wrap("one two three", 12), ["one two", "three"]);
        assert_eq!(
            wrap("https://status.example", 12),
            ["https://stat", "us.example"]
        );
        assert_eq!(wrap("a\n\nb", 12), ["a", "", "b"]);
    }
}
