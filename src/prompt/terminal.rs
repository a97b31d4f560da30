//! The terminal as somebody who asks. All of it goes to stderr: stdout carries the product.
//!
//! Menus are `dialoguer`'s; words are typed into our own line (see [`super::line`]).

use std::io;

use dialoguer::Select;
use dialoguer::console::{Key, Style, Term};
use dialoguer::theme::Theme;

use super::line::{Move, TypedLine, shown, wrap};
use super::signals;
use super::{Asker, Choice, Line, Stopped, Tone};

/// Before what is typed or chosen.
const MARK: &str = "› ";
const MARK_WIDTH: usize = 2;
/// Have the terminal say where a paste begins and ends, so that a line end inside one is not taken
/// for the end of the answer; and no longer.
const PASTES_MARKED: &str = "\x1b[?2004h";
const PASTES_PLAIN: &str = "\x1b[?2004l";

/// The person at the terminal.
#[derive(Debug)]
pub struct Terminal {
    term: Term,
    colour: bool,
}

impl Terminal {
    /// The terminal behind stderr, in colour if `colour` says so. From now on Ctrl-C does not kill
    /// the process while it asks.
    pub fn new(colour: bool) -> Self {
        let term = Term::stderr();
        let tidied = term.clone();
        signals::handle(move || tidy(&tidied));
        Self { term, colour }
    }

    fn painted(&self, style: &Style, text: &str) -> String {
        style
            .clone()
            .force_styling(self.colour)
            .apply_to(text)
            .to_string()
    }

    /// Columns that may be written to; the last stays free, since terminals differ in what they do
    /// when it is filled.
    fn width(&self) -> usize {
        usize::from(self.term.size().1).saturating_sub(1)
    }

    /// Puts the question and its advice, wrapped.
    fn pose(&self, ask: &str, below: &[&str]) -> io::Result<()> {
        let dim = Style::new().dim();
        self.term.write_line("")?;
        for row in wrap(ask, self.width()) {
            self.term
                .write_line(&self.painted(&Style::new().bold(), &row))?;
        }
        for text in below.iter().filter(|text| !text.is_empty()) {
            for row in wrap(text, self.width().saturating_sub(2)) {
                self.term
                    .write_line(&self.painted(&dim, &format!("  {row}")))?;
            }
        }
        Ok(())
    }

    /// Lets somebody type until Enter.
    fn type_in(&self, typed: &mut TypedLine) -> io::Result<()> {
        let mut drawn = Drawn::default();
        let mut pasting = false;
        drawn.draw(self, typed)?;
        loop {
            let plain = typed.is_at_end();
            match self.term.read_key_raw()? {
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
                    if plain && !pasting && drawn.append(self, c)? {
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
                        pasting = self.term.read_key_raw()? == Key::Char('0');
                        self.term.read_key_raw()?;
                    }
                    ['[', '1', ';'] => {
                        self.term.read_key_raw()?;
                        match self.term.read_key_raw()? {
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
                drawn.draw(self, typed)?;
            }
        }
        typed.go(Move::End);
        drawn.draw(self, typed)?;
        self.term.write_line("")
    }

    /// Runs one question: with signals held back, and a sane terminal afterwards.
    fn run<T>(&self, question: impl FnOnce() -> io::Result<T>) -> Result<T, Stopped> {
        if !self.term.is_term() {
            return Err(Stopped::Io(io::ErrorKind::NotConnected.into()));
        }
        let _asking = signals::asking();
        question().map_err(|error| {
            tidy(&self.term);
            // The next words begin on a line of their own.
            drop(self.term.write_line(""));
            match error.kind() {
                io::ErrorKind::Interrupted => Stopped::Interrupted,
                _ => Stopped::Io(error),
            }
        })
    }
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

/// Shows the cursor and ends the marking of pastes. There is nothing to be done if it fails.
fn tidy(term: &Term) {
    drop(term.write_str(PASTES_PLAIN));
    drop(term.show_cursor());
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
    fn draw(&mut self, terminal: &Terminal, typed: &TypedLine) -> io::Result<()> {
        let layout = typed.layout(terminal.width().saturating_sub(MARK_WIDTH));
        let tallest = usize::from(terminal.term.size().0).saturating_sub(2).max(1);
        let (row, column) = layout.cursor;
        let first = (row + 1).saturating_sub(tallest);
        let rows = &layout.rows[first..layout.rows.len().min(first + tallest)];
        let mut screen = String::from("\r");
        if self.row > 0 {
            screen.push_str(&format!("\x1b[{}A", self.row));
        }
        screen.push_str("\x1b[J");
        for (index, text) in rows.iter().enumerate() {
            let mark = if index == 0 && first == 0 { MARK } else { "  " };
            screen.push_str(if index == 0 { "" } else { "\r\n" });
            screen.push_str(mark);
            screen.push_str(text);
        }
        self.row = row - first;
        self.column = column;
        let below = rows.len().saturating_sub(1 + self.row);
        if below > 0 {
            screen.push_str(&format!("\x1b[{below}A"));
        }
        screen.push_str(&format!("\r\x1b[{}C", MARK_WIDTH + column));
        terminal.term.write_str(&screen)?;
        terminal.term.flush()
    }

    /// Draws one character more at the end, if that is all there is to do. It keeps a paste that
    /// is not marked, and a slow line, from drawing everything for each character.
    fn append(&mut self, terminal: &Terminal, c: char) -> io::Result<bool> {
        let (text, wide) = shown(c);
        let room = terminal.width().saturating_sub(MARK_WIDTH).max(12);
        if c == '\n' || wide == 0 || self.column + wide >= room {
            return Ok(false);
        }
        self.column += wide;
        terminal.term.write_str(&text)?;
        Ok(true)
    }
}

impl Asker for Terminal {
    fn line(&mut self, line: &Line<'_>, typed: &mut String) -> Result<(), Stopped> {
        let mut buffer = TypedLine::new(typed);
        let outcome = self.run(|| {
            self.pose(line.ask, &[line.advice, line.example, line.enter])?;
            self.term.write_str(PASTES_MARKED)?;
            self.type_in(&mut buffer)?;
            self.term.write_str(PASTES_PLAIN)
        });
        *typed = buffer.text();
        outcome
    }

    fn choose(&mut self, choice: &Choice<'_>) -> Result<usize, Stopped> {
        self.run(|| {
            self.pose(choice.ask, &[choice.advice])?;
            // `dialoguer` counts the bytes of an option to tell how many rows it took: a longer one
            // would eat the rows above it.
            let room = self.width().saturating_sub(MARK_WIDTH + 1);
            let options: Vec<_> = choice.options.iter().map(|o| cut(o, room)).collect();
            let theme = Plain {
                colour: self.colour,
            };
            let chosen = Select::with_theme(&theme)
                .items(&options)
                .default(choice.default)
                .report(false)
                .interact_on(&self.term)
                .map_err(io::Error::from)?;
            self.term
                .write_line(&format!("{MARK}{}", options[chosen]))?;
            Ok(chosen)
        })
    }

    fn tell(&mut self, tone: Tone, text: &str) -> Result<(), Stopped> {
        let (mark, style) = match tone {
            Tone::Good => ("✓ ", Style::new().green()),
            Tone::Plain => ("  ", Style::new()),
            Tone::Problem => ("✗ ", Style::new().red()),
        };
        let rows = wrap(text, self.width().saturating_sub(4));
        for (index, row) in rows.iter().enumerate() {
            let mark = if index == 0 { mark } else { "  " };
            let row = self.painted(&style, &format!("  {mark}{row}"));
            self.term.write_line(&row).map_err(Stopped::Io)?;
        }
        Ok(())
    }

    fn show(&mut self, text: &str) -> Result<(), Stopped> {
        self.term.write_line("").map_err(Stopped::Io)?;
        for row in text.lines() {
            self.term.write_line(row).map_err(Stopped::Io)?;
        }
        Ok(())
    }
}

/// The first bytes of a text on one row, cut between characters.
fn cut(text: &str, room: usize) -> String {
    let row: String = text
        .chars()
        .flat_map(|c| shown(c).0.chars().collect::<Vec<_>>())
        .collect();
    if row.len() <= room {
        return row;
    }
    let end = room.saturating_sub('…'.len_utf8());
    let ends = row.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(|at| *at <= end).last().unwrap_or(0);
    format!("{}…", row[..end].trim_end())
}

/// Menus without ornament.
struct Plain {
    colour: bool,
}

impl Theme for Plain {
    fn format_select_prompt_item(
        &self,
        f: &mut dyn std::fmt::Write,
        text: &str,
        active: bool,
    ) -> std::fmt::Result {
        let style = Style::new().cyan().force_styling(self.colour);
        if active {
            write!(f, "{}", style.apply_to(format_args!("{MARK}{text}")))
        } else {
            write!(f, "  {text}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_cut_by_bytes_and_between_characters() {
        assert_eq!(cut("año", 4), "año");
        assert_eq!(cut("ñññññ", 8), "ññ…");
        assert_eq!(cut("a\u{1b}[2Jb", 20), "a\\u{1b}[2Jb");
    }
}
