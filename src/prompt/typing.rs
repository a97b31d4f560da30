//! Typing an answer: keys in, and the line drawn anew after each.

use std::io;

use dialoguer::console::{Key, Term};

use super::line::{Move, TypedLine, breadth, shown};

/// Before what is typed or chosen.
pub(super) const MARK: &str = "› ";
pub(super) const MARK_WIDTH: usize = 2;

/// Columns that may be written to; the last stays free, since terminals differ in what they do when
/// it is filled.
pub(super) fn columns(term: &Term) -> usize {
    usize::from(term.size().1).saturating_sub(1)
}

/// Lets somebody type until Enter.
pub(super) fn type_in(term: &Term, typed: &mut TypedLine) -> io::Result<()> {
    let mut drawn = Drawn::default();
    let mut pasting = false;
    drawn.draw(term, typed)?;
    loop {
        let plain = typed.is_at_end();
        match term.read_key_raw()? {
            Key::Enter if pasting => typed.insert('\n'),
            Key::Enter => break,
            Key::CtrlC => return Err(io::ErrorKind::Interrupted.into()),
            Key::Char('\u{4}') if !pasting && typed.is_empty() => {
                // Ctrl-D on an empty line: there will be no answer.
                return Err(io::ErrorKind::Interrupted.into());
            }
            Key::Char(c) if !pasting && c.is_ascii_control() => edit(typed, c),
            Key::Char(c) => {
                typed.insert(c);
                if plain && !pasting && drawn.append(term, c)? {
                    continue;
                }
            }
            Key::Tab => typed.insert(' '),
            Key::Backspace => typed.delete(Move::Left),
            Key::Del => typed.delete(Move::Right),
            Key::ArrowLeft => typed.go(Move::Left),
            Key::ArrowRight => typed.go(Move::Right),
            Key::Home => typed.go(Move::Home),
            Key::End => typed.go(Move::End),
            Key::UnknownEscSeq(sequence) => match sequence.as_slice() {
                ['b'] => typed.go(Move::WordLeft),
                ['f'] => typed.go(Move::WordRight),
                ['d'] => typed.delete(Move::WordRight),
                // `console` reads three characters of a sequence; these two have more.
                ['[', '2', '0'] => {
                    pasting = term.read_key_raw()? == Key::Char('0');
                    term.read_key_raw()?;
                }
                // Kept, so that the answer is refused with its place and not quietly changed.
                _ if pasting => {
                    typed.insert('\u{1b}');
                    for c in sequence {
                        typed.insert(c);
                    }
                }
                ['[', '1', ';'] => {
                    term.read_key_raw()?;
                    match term.read_key_raw()? {
                        Key::Char('D') => typed.go(Move::WordLeft),
                        Key::Char('C') => typed.go(Move::WordRight),
                        _ => {}
                    }
                }
                _ => {}
            },
            _ => {}
        }
        if !pasting {
            drawn.draw(term, typed)?;
        }
    }
    typed.go(Move::End);
    drawn.draw(term, typed)?;
    term.write_line("")
}

/// The keys of line editing that are control characters.
fn edit(typed: &mut TypedLine, c: char) {
    match c {
        '\u{2}' => typed.go(Move::Left),
        '\u{4}' => typed.delete(Move::Right),
        '\u{6}' => typed.go(Move::Right),
        '\u{b}' => typed.delete(Move::End),
        '\u{15}' => typed.delete(Move::Home),
        '\u{17}' => typed.delete(Move::WordLeft),
        _ => {}
    }
}

/// What stands on the screen of the line being typed.
#[derive(Default)]
struct Drawn {
    /// The row of the cursor below the first row drawn.
    row: usize,
    column: usize,
}

impl Drawn {
    /// Draws the line anew; of one taller than the screen, the part around the cursor.
    fn draw(&mut self, term: &Term, typed: &TypedLine) -> io::Result<()> {
        // The other half is for the question, and for what was wrong with the last answer.
        let tallest = usize::from(term.size().0 / 2).max(1);
        let layout = typed.layout(columns(term).saturating_sub(MARK_WIDTH), tallest);
        let (row, column) = layout.cursor;
        let marked = layout.rows.iter().enumerate().map(|(index, text)| {
            let begins = index == 0 && layout.from_start;
            format!("{}{text}", if begins { MARK } else { "  " })
        });
        let body = marked.collect::<Vec<_>>().join("\r\n");
        let up = move_up(self.row);
        self.row = row;
        self.column = column;
        let back = move_up(layout.rows.len().saturating_sub(1 + row));
        let right = MARK_WIDTH + column;
        let screen = format!("\r{up}\x1b[J{body}{back}\r\x1b[{right}C");
        term.write_str(&screen)?;
        term.flush()
    }

    /// Draws one character more at the end, if that is all there is to do. It keeps a paste that
    /// is not marked, and a slow line, from drawing everything for each character.
    fn append(&mut self, term: &Term, c: char) -> io::Result<bool> {
        let wide = breadth(c);
        let room = columns(term).saturating_sub(MARK_WIDTH).max(12);
        if c == '\n' || wide == 0 || self.column + wide >= room {
            return Ok(false);
        }
        self.column += wide;
        term.write_str(&shown(c))?;
        Ok(true)
    }
}

/// Moves the cursor up; none of the ways to say "by nothing" is understood everywhere.
fn move_up(rows: usize) -> String {
    match rows {
        0 => String::new(),
        rows => format!("\x1b[{rows}A"),
    }
}
