//! The terminal as somebody who asks. All of it goes to stderr: stdout carries the product.
//!
//! Menus are `dialoguer`'s; words are typed into our own line (see [`super::line`]).

use std::io;

use dialoguer::Select;
use dialoguer::console::{Style, Term};
use dialoguer::theme::Theme;

use super::line::{TypedLine, shown, wrap};
use super::signals;
use super::typing::{MARK, MARK_WIDTH, columns, type_in};
use super::{Asker, Choice, Line, Stopped, Tone};
use crate::text::fold::fold;

/// Have the terminal say where a paste begins and ends, so that a line end inside one is not taken
/// for the end of the answer; and no longer.
const PASTES_MARKED: &str = "\x1b[?2004h";
const PASTES_PLAIN: &str = "\x1b[?2004l";

/// The key of the only menu whose first choice writes to the log.
const SAVES: &str = "next";

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

    /// Puts the question and its advice, wrapped.
    fn pose(&self, ask: &str, below: &[&str]) -> io::Result<()> {
        let dim = Style::new().dim();
        self.term.write_line("")?;
        for row in wrap(ask, columns(&self.term)) {
            self.term
                .write_line(&self.painted(&Style::new().bold(), &row))?;
        }
        for text in below.iter().filter(|text| !text.is_empty()) {
            for row in wrap(text, columns(&self.term).saturating_sub(2)) {
                self.term
                    .write_line(&self.painted(&dim, &format!("  {row}")))?;
            }
        }
        Ok(())
    }

    /// Runs one question: with signals held back, and a sane terminal afterwards.
    fn run<T>(&self, question: impl FnOnce() -> io::Result<T>) -> Result<T, Stopped> {
        if !self.term.is_term() {
            return Err(Stopped::Io(io::ErrorKind::NotConnected.into()));
        }
        if signals::pending() {
            return Err(Stopped::Interrupted);
        }
        question().map_err(|error| {
            tidy(&self.term);
            // The next words begin on a line of their own.
            drop(self.term.write_line(""));
            match error.kind() {
                io::ErrorKind::Interrupted => {
                    signals::notice();
                    Stopped::Interrupted
                }
                _ => Stopped::Io(error),
            }
        })
    }
}

/// Shows the cursor and ends the marking of pastes. There is nothing to be done if it fails.
fn tidy(term: &Term) {
    drop(term.write_str(PASTES_PLAIN));
    drop(term.show_cursor());
}

impl Asker for Terminal {
    fn line(&mut self, line: &Line<'_>, typed: &mut String) -> Result<(), Stopped> {
        let mut buffer = TypedLine::new(typed);
        let outcome = self.run(|| {
            self.pose(line.ask, &[line.advice, line.example, line.enter])?;
            self.term.write_str(PASTES_MARKED)?;
            type_in(&self.term, &mut buffer)?;
            self.term.write_str(PASTES_PLAIN)
        });
        *typed = buffer.text();
        outcome
    }

    fn choose(&mut self, choice: &Choice<'_>) -> Result<usize, Stopped> {
        self.run(|| {
            if choice.key == SAVES {
                drop_typed_ahead();
            }
            self.pose(choice.ask, &[choice.advice])?;
            // `dialoguer` counts the bytes of an option to tell how many rows it took: a longer one
            // would eat the rows above it.
            let room = columns(&self.term).saturating_sub(MARK_WIDTH + 1);
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
            Tone::Warning => ("! ", Style::new().yellow()),
            Tone::Problem => ("✗ ", Style::new().red()),
        };
        let rows = wrap(text, columns(&self.term).saturating_sub(4));
        for (index, row) in rows.iter().enumerate() {
            let mark = if index == 0 { mark } else { "  " };
            let row = self.painted(&style, &format!("  {mark}{row}"));
            self.term.write_line(&row).map_err(Stopped::Io)?;
        }
        Ok(())
    }

    fn show(&mut self, text: &str) -> Result<(), Stopped> {
        self.term.write_line("").map_err(Stopped::Io)?;
        for row in text.lines().flat_map(|row| fold(row, columns(&self.term))) {
            self.term.write_line(&row).map_err(Stopped::Io)?;
        }
        Ok(())
    }
}

/// Forgets what was typed before it could be an answer to what is shown.
fn drop_typed_ahead() {
    #[cfg(unix)]
    {
        use rustix::termios::{QueueSelector, tcflush};
        // Without it, the menu is as it would be: nothing to be done.
        let _best_effort = tcflush(io::stdin(), QueueSelector::IFlush);
    }
}

/// The first bytes of a text on one row, cut between characters.
fn cut(text: &str, room: usize) -> String {
    let row: String = text.chars().map(shown).collect();
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
