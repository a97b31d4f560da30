//! Finds where each record begins and ends, without parsing them, and reads on the way what the
//! canonical ones say about themselves.
//!
//! Lines are taken one by one. One that has the canonical form is complete in itself; any other is
//! given to TOML's own lexer, which tells where the expression that it begins ends, so that a line
//! inside a multi-line string is never taken for the start of a record.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::canonical::Sketch;
use super::format::HEADER;
use crate::text::seek;

/// A stretch of the log: what stands before the first record, or one record.
#[derive(Debug)]
pub(super) struct Piece<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The line on which it begins, counted from 1.
    pub(super) line: usize,
    pub(super) is_record: bool,
    /// What a record says about itself, if every line of it is canonical. Then it is valid TOML.
    pub(super) sketch: Option<Sketch<'t>>,
}

/// A conflict marker outside a string, on this line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker(pub(super) usize);

/// Walks through the text of a log.
pub(super) struct Scanner<'t> {
    text: &'t str,
    /// Where the next piece begins, in bytes.
    at: usize,
    line: usize,
    begun: bool,
    /// Where conflict markers were passed over, if they are.
    strays: Option<Vec<Range<usize>>>,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: if text.starts_with(BYTE_ORDER_MARK) {
                BYTE_ORDER_MARK.len_utf8()
            } else {
                0
            },
            line: 1,
            begun: false,
            strays: None,
        }
    }

    /// Walks through the records of a text that goes on where another ended, on this line.
    pub(super) fn going_on(text: &'t str, line: usize) -> Self {
        Self {
            text,
            at: 0,
            line,
            begun: true,
            strays: None,
        }
    }

    /// Passes over conflict markers outside strings, and tells where they were.
    pub(super) fn past_markers(text: &'t str) -> Self {
        Self {
            strays: Some(Vec::new()),
            ..Self::new(text)
        }
    }

    /// The places of the markers passed over since this was last asked.
    pub(super) fn take_strays(&mut self) -> Vec<Range<usize>> {
        self.strays.as_mut().map(std::mem::take).unwrap_or_default()
    }

    /// Returns the next piece: first what stands before all records (which may be nothing), then
    /// each record.
    pub(super) fn next_piece(&mut self) -> Option<Result<Piece<'t>, Marker>> {
        let (start, line, is_record) = (self.at, self.line, self.begun);
        self.begun = true;
        let mut sketch = None;
        if is_record {
            let (end, canonical) = self.header()?;
            self.advance(end);
            sketch = canonical.then(Sketch::default);
        }
        while let Some(&first) = self.text.as_bytes().get(self.at) {
            if first.is_ascii_lowercase()
                && let Some(canonical) = &mut sketch
                && let Some(end) = canonical.take(self.text, self.at)
            {
                self.step(end);
                continue;
            }
            match first {
                b'\n' => {
                    self.step(self.at + 1);
                    continue;
                }
                b'#' => {
                    let end = self.line_end(self.at);
                    sketch = sketch.filter(|_| is_tidy(&self.text[self.at..end]));
                    self.step(end);
                    continue;
                }
                b'[' | b' ' | b'\t' if self.header().is_some() => break,
                _ => {}
            }
            let end = self.line_end(self.at);
            let line = bare(&self.text[self.at..end]);
            if line.trim_ascii().is_empty() {
                sketch = sketch.filter(|_| is_tidy(&self.text[self.at..end]));
                self.step(end);
            } else if is_marker(line) {
                let Some(strays) = &mut self.strays else {
                    return Some(Err(Marker(self.line)));
                };
                strays.push(self.at..end);
                self.step(end);
            } else {
                sketch = None;
                self.advance(self.at + expression_end(&self.text[self.at..]));
            }
        }
        Some(Ok(Piece {
            start,
            end: self.at,
            line,
            is_record,
            sketch: sketch.filter(Sketch::is_whole),
        }))
    }

    /// Goes back into the last piece, to the first line after its beginning that looks like the
    /// start of a record; that is where to go on when the piece turned out to be broken. Returns
    /// the new end of the piece.
    pub(super) fn retreat(&mut self, piece: &Piece<'_>) -> usize {
        let mut at = if piece.is_record {
            self.line_end(piece.start)
        } else {
            piece.start
        };
        while at < piece.end && !is_header(&self.text[at..]) {
            at = self.line_end(at);
        }
        let inside = &self.text.as_bytes()[piece.start..at.min(piece.end)];
        self.at = at.min(piece.end);
        self.line = piece.line + seek::count(b'\n', inside);
        self.at
    }

    /// If a record begins here: where its header ends, and whether that is the canonical one.
    fn header(&self) -> Option<(usize, bool)> {
        let rest = &self.text[self.at..];
        if is_header(rest) {
            return Some((self.line_end(self.at), true));
        }
        if !rest.trim_ascii_start().starts_with("[[") {
            return None;
        }
        // `[[ "entry" ]] # so` says the same; alone on its line it is a document of one record.
        let end = self.line_end(self.at);
        let document: toml::Table = self.text[self.at..end].parse().ok()?;
        document.get("entry")?.as_array().map(|_| (end, false))
    }

    /// Moves to `end`, which is in the next line.
    fn step(&mut self, end: usize) {
        self.at = end;
        self.line += 1;
    }

    /// Moves to `end`, which may be many lines further.
    fn advance(&mut self, end: usize) {
        let passed = &self.text.as_bytes()[self.at..end];
        self.line += seek::count(b'\n', passed);
        self.at = end;
    }

    /// Where the line that begins at `at` ends, its line end included.
    fn line_end(&self, at: usize) -> usize {
        let rest = &self.text.as_bytes()[at..];
        seek::first(b'\n', rest).map_or(self.text.len(), |n| at + n + 1)
    }
}

/// Where the expression that the text begins with ends: after the first line end that is neither in
/// a string nor in brackets. A bracket that is never closed ends where a record begins.
pub(super) fn expression_end(text: &str) -> usize {
    let mut depth = 0_i64;
    for token in Source::new(text).lex() {
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth += 1,
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => depth -= 1,
            TokenKind::Newline => {
                let end = token.span().end();
                let after = &text[end..];
                if depth <= 0 || is_header(after) || is_marker(first_line(after)) {
                    return end;
                }
            }
            _ => {}
        }
    }
    text.len()
}

const BYTE_ORDER_MARK: char = '\u{feff}';

/// Whether the text begins with the line `[[entry]]`.
fn is_header(text: &str) -> bool {
    text.strip_prefix(HEADER)
        .is_some_and(|rest| matches!(rest.as_bytes(), [] | [b'\n', ..] | [b'\r', b'\n', ..]))
}

/// Whether a line is one that git writes around the two sides of a conflict.
pub(super) fn is_marker(line: &str) -> bool {
    MarkerKind::of(line).is_some()
}

/// The four lines that git writes into a file that it could not merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MarkerKind {
    Ours,
    Base,
    Middle,
    Theirs,
}

impl MarkerKind {
    /// Tells which marker a line is, if it is one.
    pub(super) fn of(line: &str) -> Option<Self> {
        let (sign, label) = line.split_at_checked(7)?;
        if !(label.is_empty() || label.starts_with(' ')) {
            return None;
        }
        match sign {
            "<<<<<<<" => Some(Self::Ours),
            "|||||||" => Some(Self::Base),
            "=======" => Some(Self::Middle),
            ">>>>>>>" => Some(Self::Theirs),
            _ => None,
        }
    }
}

fn first_line(text: &str) -> &str {
    let end = seek::first(b'\n', text.as_bytes()).unwrap_or(text.len());
    bare(&text[..end])
}

/// The line without its line end.
pub(super) fn bare(line: &str) -> &str {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}

/// Whether a line has none of the characters that TOML forbids everywhere: controls but tabs, and
/// a return that ends no line.
fn is_tidy(line: &str) -> bool {
    let ended = line.strip_suffix("\r\n").or(line.strip_suffix('\n'));
    let forbidden = |byte: u8| byte.is_ascii_control() && byte != b'\t';
    !ended.unwrap_or(line).bytes().any(forbidden)
}
