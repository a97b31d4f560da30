//! The only room that writes to stdout and stderr. stdout carries the product, stderr the
//! conversation.

mod progress;
pub mod screen;

use std::io::{self, IsTerminal, Write};

use terminal_size::{Width, terminal_size_of};

pub use self::progress::Progress;
use crate::text::clean;
use crate::text::fold::fold;

/// What was written where, and with how much ado.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own about the streams"
)]
pub struct Ui {
    /// Whether the conversation is kept to warnings and errors.
    pub quiet: bool,
    /// Whether stderr takes colour.
    pub colour: bool,
    /// Whether stdout takes colour.
    pub colour_out: bool,
    /// Whether the terminal can redraw a line.
    pub patient: bool,
    /// The flags that every advised command needs to be about the same files, behind the program's name.
    pub places: &'static str,
}

/// What the environment says about colour.
#[derive(Debug, Clone, Copy, Default)]
pub struct ColourWish {
    /// `NO_COLOR` is set and not empty: never.
    pub never: bool,
    /// `CLICOLOR_FORCE` is set and not `0`: always.
    pub always: bool,
    /// `TERM` is `dumb`, or `CLICOLOR` is `0`.
    pub poor: bool,
}

impl ColourWish {
    fn on(self, terminal: bool) -> bool {
        !self.never && (self.always || (terminal && !self.poor))
    }
}

impl Ui {
    /// Looks at both streams once.
    pub fn new(quiet: bool, wish: ColourWish, places: &'static str) -> Self {
        Self {
            quiet,
            colour: wish.on(io::stderr().is_terminal()),
            colour_out: wish.on(io::stdout().is_terminal()),
            patient: !wish.poor,
            places,
        }
    }

    /// A text whose commands are about the same log and configuration.
    pub fn placed(&self, text: &str) -> String {
        let ours = format!("`vocero{} ", self.places);
        let placed = text.replace("`vocero ", &ours);
        // A drill begins in a log of its own.
        placed.replace(&*(ours + "drill payments"), "`vocero drill payments")
    }

    /// Writes the product, which ends with a line end. What could drive a terminal is shown
    /// instead of sent.
    pub fn product(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(clean::visible(text).as_bytes())?;
        if !text.ends_with('\n') {
            out.write_all(b"\n")?;
        }
        out.flush()
    }

    /// Writes a product made of bytes that must stay as they are (JSON, man pages, completions).
    pub fn exact(&self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    /// How many columns stdout has; none if it is no terminal.
    pub fn width(&self) -> Option<usize> {
        screen::size().map(|(_, columns)| columns)
    }

    /// Emphasises a heading of the product, where stdout takes colour.
    pub fn heading(&self, text: &str) -> io::Result<()> {
        if self.colour_out {
            self.exact(format!("\u{1b}[1m{}\u{1b}[0m\n", clean::visible(text)).as_bytes())
        } else {
            self.product(text)
        }
    }

    /// Returns a text in the colour of an SGR code, such as `1;31`, where stdout takes colour.
    pub fn painted(&self, sgr: &str, text: &str) -> String {
        let text = clean::visible(text);
        if self.colour_out {
            format!("\u{1b}[{sgr}m{text}\u{1b}[0m")
        } else {
            text.into_owned()
        }
    }

    /// Says what was done; silent when quiet. On a terminal it breaks between words.
    pub fn say(&self, text: &str) {
        if !self.quiet {
            let text = self.placed(text);
            let text = clean::visible(&text);
            let columns = terminal_size_of(io::stderr()).map(|(Width(columns), _)| columns);
            for row in broken(&text, columns) {
                Self::converse(&row);
            }
        }
    }

    /// Names the next sensible command, ready to paste; silent when quiet.
    pub fn next(&self, command: &str) {
        if !self.quiet {
            self.labelled("next:", "36", command);
        }
    }

    /// Warns; also when quiet.
    pub fn warn(&self, text: &str) {
        self.labelled("warning:", "33", text);
    }

    /// Reports an error; also when quiet.
    pub fn error(&self, text: &str) {
        self.labelled("error:", "31", text);
    }

    /// Says what to do about an error.
    pub fn hint(&self, text: &str) {
        self.labelled("hint:", "36", text);
    }

    /// Tells a text of several lines, even to those who want it quiet. It must be safe for a
    /// terminal.
    pub fn aside(&self, text: &str) {
        if !text.is_empty() {
            Self::converse(text.trim_end());
        }
    }

    fn labelled(self, label: &str, sgr: &str, text: &str) {
        let text = self.placed(text);
        let text = clean::visible(&text);
        if self.colour {
            Self::converse(&format!("\u{1b}[1;{sgr}m{label}\u{1b}[0m {text}"));
        } else {
            Self::converse(&format!("{label} {text}"));
        }
    }

    /// A conversation that nobody can hear any more is no reason to stop.
    fn converse(text: &str) {
        // In one piece: nothing is kept back there.
        drop(io::stderr().write_all(format!("{text}\n").as_bytes()));
    }
}

/// Breaks lines between words. One that holds a command stays as it is: it would be pasted in parts.
fn broken(text: &str, columns: Option<u16>) -> Vec<String> {
    match columns {
        Some(columns) if !text.contains('`') => fold(text, columns.into()),
        _ => vec![text.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_breaks_between_words_and_leaves_paths_and_commands_whole() {
        let saved = "saved 2026-11-21-card-payments · next update owed by 11:30 CET";
        assert_eq!(
            broken(saved, Some(40)),
            [
                "saved 2026-11-21-card-payments · next",
                "update owed by 11:30 CET"
            ]
        );
        assert_eq!(broken(saved, None), [saved]);
        let path = "a new log: /home/ana/work/payments/incidents.toml";
        assert_eq!(
            broken(path, Some(30)),
            ["a new log:", "/home/ana/work/payments/incidents.toml"]
        );
        let command = "check: 1 error; see `vocero check card-payments`";
        assert_eq!(broken(command, Some(20)), [command]);
    }
}
