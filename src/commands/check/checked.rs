//! A text that was checked: the places in it, and its parts without the secrets in them.

use std::cell::OnceCell;
use std::ops::Range;

use crate::check::secrets::{Secret, secrets};
use crate::text::clean::visible;

/// A text that was checked.
#[derive(Debug)]
pub(super) struct Checked {
    /// The file, or the incident with channel and locale.
    pub(super) name: String,
    /// Whether the name is that of a file.
    pub(super) is_file: bool,
    pub(super) text: String,
    /// Where its lines start, counted when the first place in it is named.
    starts: OnceCell<Vec<usize>>,
    /// Its secrets, looked for when the first part of it is shown.
    secrets: OnceCell<Vec<Secret>>,
}

impl Checked {
    pub(super) fn new(name: String, is_file: bool, text: String) -> Self {
        Self {
            name,
            is_file,
            text,
            starts: OnceCell::new(),
            secrets: OnceCell::new(),
        }
    }

    /// Returns line and column of a byte, both from 1, the column in characters.
    pub(super) fn spot(&self, byte: usize) -> (usize, usize) {
        let starts = self.starts.get_or_init(|| {
            let ends = memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|end| end + 1);
            std::iter::once(0).chain(ends).collect()
        });
        let line = starts.partition_point(|start| *start <= byte);
        let before = self.text.get(starts[line - 1]..byte);
        (line, before.map_or(0, |s| s.chars().count()) + 1)
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
