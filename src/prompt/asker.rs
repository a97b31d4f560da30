//! How a question reaches a person: the seam between the interview and the terminal.

use super::Stopped;

/// A question answered with words.
#[derive(Debug, Clone, Default)]
pub struct Line<'a> {
    /// The key of the question, such as `impact`; never shown.
    pub key: &'a str,
    /// The question itself.
    pub ask: &'a str,
    /// One line of advice.
    pub advice: &'a str,
    /// One good answer, such as `e.g. 30m`; may be empty.
    pub example: &'a str,
    /// What an empty answer means, such as `[Enter: 30m → 11:30 CET]`; empty if one is needed.
    pub enter: &'a str,
}

/// A question answered by choosing.
#[derive(Debug, Clone)]
pub struct Choice<'a> {
    /// The key of the question, such as `severity`; never shown.
    pub key: &'a str,
    /// The question itself.
    pub ask: &'a str,
    /// One line of advice; may be empty.
    pub advice: &'a str,
    /// What can be chosen.
    pub options: &'a [String],
    /// The option that Enter takes at first.
    pub default: usize,
}

/// How something is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Good: it was understood, it is right.
    Good,
    /// Neither good nor bad.
    Plain,
    /// It can stand, and would better be otherwise.
    Warning,
    /// An answer cannot be taken as it is, or something went wrong.
    Problem,
}

/// Somebody who puts questions to a person.
pub trait Asker {
    /// Asks for words. `typed` holds what stands in the answer at first and, whether the answer was
    /// entered or the interview was stopped, what had been typed at last.
    fn line(&mut self, line: &Line<'_>, typed: &mut String) -> Result<(), Stopped>;

    /// Asks to choose; returns the place of the option.
    fn choose(&mut self, choice: &Choice<'_>) -> Result<usize, Stopped>;

    /// Says something, wrapped to the width of the terminal.
    fn tell(&mut self, tone: Tone, text: &str) -> Result<(), Stopped>;

    /// Shows a text, broken between words where a line is wider than the terminal. It must be safe
    /// for a terminal.
    fn show(&mut self, text: &str) -> Result<(), Stopped>;

    /// Asks a yes-or-no question, with advice or none, in the words given for `[no, yes]`.
    fn confirm(
        &mut self,
        key: &str,
        [ask, advice]: [&str; 2],
        words: [&str; 2],
        default: bool,
    ) -> Result<bool, Stopped> {
        let options = words.map(str::to_owned);
        let chosen = self.choose(&Choice {
            key,
            ask,
            advice,
            options: &options,
            default: usize::from(default),
        })?;
        Ok(chosen == 1)
    }
}
