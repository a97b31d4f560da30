//! A text that was checked: the places in it, and its parts without the secrets in them.

use std::cell::{Cell, OnceCell};
use std::io::Read as _;
use std::ops::Range;

use crate::check::secrets::{Secret, secrets};
use crate::failure::Failure;
use crate::text::clean::visible;
use crate::text::seek;

/// A text that was checked.
#[derive(Debug)]
pub(super) struct Checked {
    /// The file, or the incident with channel and locale.
    pub(super) name: String,
    /// Whether the name is that of a file.
    pub(super) is_file: bool,
    pub(super) text: String,
    /// Whether only the team reads it.
    pub(super) inside: bool,
    /// Where its lines start, counted when the first place in it is named.
    starts: OnceCell<Vec<usize>>,
    /// The last byte whose column was counted, and that column.
    counted: Cell<(usize, usize)>,
    /// Its secrets, looked for when the first part of it is shown.
    secrets: OnceCell<Vec<Secret>>,
}

impl Checked {
    pub(super) fn new(name: String, is_file: bool, text: String) -> Self {
        Self {
            name,
            is_file,
            text,
            inside: false,
            starts: OnceCell::new(),
            counted: Cell::new((0, 1)),
            secrets: OnceCell::new(),
        }
    }

    /// The same, for the team alone if `inside`.
    pub(super) fn read_inside(self, inside: bool) -> Self {
        Self { inside, ..self }
    }

    /// Returns line and column of a byte, both from 1, the column in characters.
    pub(super) fn spot(&self, byte: usize) -> (usize, usize) {
        let starts = self.starts.get_or_init(|| {
            let ends = seek::all(b'\n', self.text.as_bytes()).map(|end| end + 1);
            std::iter::once(0).chain(ends).collect()
        });
        let line = starts.partition_point(|start| *start <= byte);
        // Places are named in their order: what was counted of a long line is not counted again.
        let (counted, column) = self.counted.get();
        let (from, column) = match starts[line - 1] {
            start if (start..=byte).contains(&counted) => (counted, column),
            start => (start, 1),
        };
        let Some(more) = self.text.get(from..byte) else {
            return (line, 1);
        };
        let column = column + more.chars().count();
        self.counted.set((byte, column));
        (line, column)
    }

    /// The secrets that reach into a part.
    pub(super) fn secrets_in(&self, part: &Range<usize>) -> impl Iterator<Item = &Secret> {
        let all = self.secrets.get_or_init(|| secrets(&self.text));
        let first = all.partition_point(|secret| secret.end <= part.start);
        let end = part.end;
        all[first..]
            .iter()
            .take_while(move |secret| secret.start < end)
    }

    /// Returns a part with every secret that reaches into it made unreadable.
    pub(super) fn masked(&self, part: Range<usize>) -> String {
        let (mut shown, mut at) = (String::new(), part.start);
        for secret in self.secrets_in(&part) {
            shown.push_str(self.text.get(at..secret.start).unwrap_or_default());
            shown.push_str(&secret.redacted(&self.text));
            at = secret.end.min(part.end);
        }
        shown + self.text.get(at..part.end).unwrap_or_default()
    }

    /// Returns a part on one line and no longer than a line, without its secrets and safe for a
    /// terminal.
    pub(super) fn brief(&self, part: Range<usize>) -> String {
        const LONGEST: usize = 60;
        let whole = self.secrets_in(&part).fold(part.clone(), |whole, secret| {
            secret.start.min(whole.start)..secret.end.max(whole.end)
        });
        let words = self.masked(whole);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut brief = visible(&words).into_owned();
        if let Some((cut, _)) = brief.char_indices().nth(LONGEST) {
            brief.truncate(cut);
            brief.push('…');
        }
        brief
    }
}

/// The whole text, or its lines with their ends.
pub(super) fn pieces(text: &str, each_line: bool) -> Vec<Piece<'_>> {
    if !each_line {
        return vec![(0, text)];
    }
    let mut end = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        end += line.len();
        (end - line.len(), line)
    });
    lines.collect()
}

/// A text within a file, and the byte at which it begins.
pub(super) type Piece<'t> = (usize, &'t str);

/// Reads a text; `-` is standard input.
pub(super) fn load(file: &str) -> Result<String, Failure> {
    let shown = if file == "-" { "standard input" } else { file };
    let mut bytes = Vec::new();
    let read = if file == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes).map(drop)
    } else {
        std::fs::read(file).map(|read| bytes = read)
    };
    read.map_err(|e| Failure::usage(format!("`--text`: `{shown}` could not be read: {e}")))?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to() + 1;
        Failure::usage(format!("`--text`: `{shown}` is not UTF-8 (byte {at})"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_told_by_line_and_column_in_whatever_order_it_is_asked() {
        let text = "año\n¡qué día!\n\nend";
        let checked = Checked::new(String::new(), false, text.to_owned());
        let counted = |byte: usize| {
            let before = &text[..byte];
            let line = before.matches('\n').count() + 1;
            let start = before.rfind('\n').map_or(0, |end| end + 1);
            (line, before[start..].chars().count() + 1)
        };
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let (forth, back) = (places.iter(), places.iter().rev());
        for &place in forth.clone().chain(back).chain(forth.step_by(3)) {
            assert_eq!(checked.spot(place), counted(place), "{place}");
        }
        assert_eq!(checked.spot(text.len()), counted(text.len()));
    }
}
