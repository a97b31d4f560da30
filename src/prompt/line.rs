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

/// A text as rows of a terminal: those around the cursor, if there are too many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    /// What each row shows.
    pub(super) rows: Vec<String>,
    /// Row and column of the cursor, from 0; the row among those shown.
    pub(super) cursor: (usize, usize),
    /// Whether the first row shown is where the text begins.
    pub(super) from_start: bool,
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

    /// Lays the text out in rows of at most `width` columns, broken between words where that is
    /// possible, and shows at most `tallest` of them. What could drive the terminal is spelled out.
    pub(super) fn layout(&self, width: usize, tallest: usize) -> Layout {
        let width = width.max(12);
        let mut starts = self.starts(width);
        let mut row = starts.partition_point(|start| *start <= self.cursor) - 1;
        let mut column = columns(&self.chars[starts[row]..self.cursor]);
        if column >= width {
            // Beyond a full row the cursor waits at the start of the next.
            (row, column) = (row + 1, 0);
            if row == starts.len() {
                starts.push(self.chars.len());
            }
        }
        starts.push(self.chars.len());
        let first = (row + 1).saturating_sub(tallest);
        let rows = starts[first..].windows(2).take(tallest).map(|ends| {
            let seen = self.chars[ends[0]..ends[1]].iter();
            seen.filter(|c| **c != '\n').map(|c| shown(*c)).collect()
        });
        Layout {
            rows: rows.collect(),
            cursor: (row - first, column),
            from_start: first == 0,
        }
    }

    /// The places at which rows begin.
    fn starts(&self, width: usize) -> Vec<usize> {
        let mut starts = vec![0];
        let (mut start, mut column) = (0, 0);
        let mut word = None;
        for (place, c) in self.chars.iter().enumerate() {
            if *c == '\n' {
                (start, column, word) = (place + 1, 0, None);
                starts.push(start);
                continue;
            }
            let wide = breadth(*c);
            if column + wide > width {
                start = word.take().unwrap_or(place);
                column = columns(&self.chars[start..place]);
                if column + wide > width {
                    (start, column) = (place, 0);
                }
                starts.push(start);
            }
            column += wide;
            if *c == ' ' && place > start {
                word = Some(place + 1);
            }
        }
        starts
    }
}

fn columns(chars: &[char]) -> usize {
    chars
        .iter()
        .filter(|c| **c != '\n')
        .map(|c| breadth(*c))
        .sum()
}

/// A character as it is shown.
pub(super) fn shown(c: char) -> String {
    if clean::is_driving(c) {
        c.escape_unicode().collect()
    } else {
        c.to_string()
    }
}

/// The columns that a character takes as it is shown.
pub(super) fn breadth(c: char) -> usize {
    if clean::is_driving(c) {
        c.escape_unicode().len()
    } else {
        c.width().unwrap_or(0)
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
            let wide: usize = word.chars().map(breadth).sum();
            if column > 0 && column + 1 + wide > width {
                rows.push(std::mem::take(&mut row));
                column = 0;
            } else if column > 0 {
                row.push(' ');
                column += 1;
            }
            for c in word.chars() {
                let wide = breadth(c);
                if column + wide > width {
                    rows.push(std::mem::take(&mut row));
                    column = 0;
                }
                row.push_str(&shown(c));
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
        let layout = TypedLine::new("añoañoañoaño漢字").layout(13, 99);
        assert_eq!(layout.rows, ["añoañoañoaño", "漢字"]);
        assert_eq!(layout.cursor, (1, 4));
    }

    #[test]
    fn beyond_a_full_row_the_cursor_waits_on_the_next() {
        let full = TypedLine::new("123456789012").layout(12, 99);
        assert_eq!((full.rows.len(), full.cursor), (2, (1, 0)));
        let inside = typed("1234567890123", &[Move::Left]).layout(12, 99);
        assert_eq!(inside.cursor, (1, 0));
    }

    #[test]
    fn rows_break_between_words_and_the_cursor_goes_along() {
        let mut line = TypedLine::new("one two three four");
        assert_eq!(line.layout(12, 99).rows, ["one two ", "three four"]);
        assert_eq!(line.layout(12, 99).cursor, (1, 10));
        for movement in [Move::WordLeft, Move::WordLeft] {
            line.go(movement);
        }
        assert_eq!(line.layout(12, 99).cursor, (1, 0));
        line.go(Move::Left);
        assert_eq!(line.layout(12, 99).cursor, (0, 7));
    }

    #[test]
    fn of_a_text_taller_than_the_screen_the_rows_around_the_cursor_are_shown() {
        let mut line = TypedLine::new("a\nb\nc\nd");
        let layout = line.layout(12, 2);
        assert_eq!(
            (layout.rows, layout.cursor),
            (vec!["c".to_owned(), "d".to_owned()], (1, 1))
        );
        assert!(!layout.from_start);
        line.go(Move::Home);
        let layout = line.layout(12, 2);
        assert_eq!(
            (layout.rows, layout.cursor),
            (vec!["a".to_owned(), "b".to_owned()], (0, 0))
        );
        assert!(layout.from_start);
    }

    #[test]
    fn every_row_fits_whatever_is_typed() {
        use proptest::prelude::*;
        proptest!(|(text in "[a-c ñ漢👍\n\u{1b}]{0,80}", width in 12usize..40, back in 0usize..80)| {
            let mut line = TypedLine::new(&text);
            (0..back).for_each(|_| line.go(Move::Left));
            let Layout { rows, cursor, .. } = line.layout(width, 99);
            prop_assert!(cursor.0 < rows.len() && cursor.1 < width);
            for row in &rows {
                prop_assert!(unicode_width::UnicodeWidthStr::width(row.as_str()) <= width);
            }
            let shown_all: String = text.chars().filter(|c| *c != '\n').map(shown).collect();
            prop_assert_eq!(rows.concat(), shown_all);
        });
    }

    #[test]
    fn what_drives_a_terminal_is_spelled_out() {
        let layout = TypedLine::new("a\u{1b}[2Jb\nc").layout(40, 99);
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
