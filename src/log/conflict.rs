//! Takes a file with conflict markers apart into the two files that git could not merge.

use super::scan::{MarkerKind, bare};

/// One of the two files, as text and as the bytes it was.
#[derive(Debug, Default)]
pub(super) struct Side {
    pub(super) text: String,
    /// The same, byte for byte as in the file; differs from `text` where that is not UTF-8.
    pub(super) bytes: Vec<u8>,
    /// For each line its number in the file, counted from 1.
    lines: Vec<usize>,
}

impl Side {
    /// The number in the file of a line of this side; both are counted from 1.
    pub(super) fn line_in_file(&self, line: usize) -> usize {
        self.lines
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(line)
    }

    fn push(&mut self, line: &Line<'_>) {
        self.text.push_str(line.text);
        self.bytes.extend_from_slice(line.bytes);
        self.lines.push(line.number);
    }
}

struct Line<'t> {
    text: &'t str,
    bytes: &'t [u8],
    number: usize,
    marker: Option<MarkerKind>,
}

/// Returns our side and, if there is a conflict, theirs; and how many conflicts there are. Each
/// side has all the lines outside the markers, so that it is a whole file again: lines that both
/// sides share may stand outside. Markers that do not belong together stay.
pub(super) fn sides(bytes: &[u8]) -> (Side, Option<Side>, usize) {
    let text = shadow(bytes);
    let lines = lines(&text, bytes);
    let (mut ours, mut theirs) = (Side::default(), Side::default());
    let mut conflicts = 0;
    let mut rest = lines.as_slice();
    while let Some((line, after)) = rest.split_first() {
        let conflict = (line.marker == Some(MarkerKind::Ours)).then(|| Conflict::at(after));
        if let Some(conflict) = conflict.flatten() {
            conflict.ours.iter().for_each(|line| ours.push(line));
            conflict.theirs.iter().for_each(|line| theirs.push(line));
            conflicts += 1;
            rest = conflict.after;
        } else {
            ours.push(line);
            theirs.push(line);
            rest = after;
        }
    }
    (ours, (conflicts > 0).then_some(theirs), conflicts)
}

struct Conflict<'l, 't> {
    ours: &'l [Line<'t>],
    theirs: &'l [Line<'t>],
    after: &'l [Line<'t>],
}

impl<'l, 't> Conflict<'l, 't> {
    /// Reads the conflict whose first marker stands just before these lines, if it is whole.
    fn at(lines: &'l [Line<'t>]) -> Option<Self> {
        let next = |from: usize| {
            let marker = lines[from..]
                .iter()
                .position(|line| line.marker.is_some())?;
            Some((from + marker, lines[from + marker].marker?))
        };
        let (ours_end, mut marker) = next(0)?;
        let mut middle = ours_end;
        if marker == MarkerKind::Base {
            // The common ancestor (`diff3` style) is in neither file.
            (middle, marker) = next(middle + 1)?;
        }
        if marker != MarkerKind::Middle {
            return None;
        }
        let (end, marker) = next(middle + 1)?;
        (marker == MarkerKind::Theirs).then(|| Self {
            ours: &lines[..ours_end],
            theirs: &lines[middle + 1..end],
            after: &lines[end + 1..],
        })
    }
}

fn lines<'t>(text: &'t str, bytes: &'t [u8]) -> Vec<Line<'t>> {
    let mut at = 0;
    let cut = text.split_inclusive('\n').zip(1..);
    cut.map(|(text, number)| {
        let bytes = &bytes[at..at + text.len()];
        at += text.len();
        Line {
            text,
            bytes,
            number,
            marker: MarkerKind::of(bare(text)),
        }
    })
    .collect()
}

/// Returns a text of the same length in which a NUL, which TOML forbids, stands for each byte that
/// is not UTF-8: places in it are places in the bytes.
fn shadow(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '\0'));
    }
    text
}
