//! The interview: the only module that asks a person anything.
//!
//! What is asked is decided by a pure function of what is known already (`question`), so an
//! interview can stop after any answer and go on later. How it is asked is the business of an
//! [`Asker`]: the terminal, or a script in tests. Every answer goes to a [`Keeper`] at once; nothing
//! here holds a lock, writes to the log or prints to stdout.
#![warn(missing_docs)]

mod answer;
mod asker;
mod choose;
mod claim;
mod clocks;
mod drafts;
mod editor;
mod flaws;
mod interview;
mod line;
mod looking_back;
mod matter;
mod moments;
mod news;
mod question;
mod review;
mod signals;
mod team;
mod terminal;
#[cfg(test)]
mod tests;
mod typing;
mod words;

use chrono::{DateTime, Duration, Utc};

use crate::domain::entry::{EntryId, Waived};
use crate::domain::fact::FactName;
use crate::domain::facts::Facts;
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::measure::Agreed;
use crate::domain::words::{Severity, State};
use crate::text::zone::Zone;

pub use asker::{Asker, Choice, Line, Tone};
pub use claim::Claim;
pub use drafts::{Draft, DraftError, Drafts};
pub use editor::{EditorError, edit_text};
pub use flaws::{Flaw, Heard, Look, Remark};
pub use interview::{interview, remind, resume};
pub use review::{Verdict, review};
pub use terminal::Terminal;

/// Which command asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occasion {
    /// A new incident.
    Declare,
    /// News, or no news, of an open one.
    Update,
    /// It is over.
    Resolve,
    /// Something that was said was wrong.
    Correct,
    /// It is over, and is looked back on.
    Review {
        /// Whether customers are told with this.
        is_final: bool,
    },
}

/// What the interview must know before it can ask.
#[derive(Clone, Copy)]
pub struct Brief<'a> {
    /// Which command asks.
    pub occasion: Occasion,
    /// The incident so far; none for a new one.
    pub incident: Option<&'a Incident>,
    /// What flags and files gave: not asked again, and part of the answers.
    pub given: &'a Facts,
    /// The measures that flags agree on.
    pub measures: &'a [Agreed],
    /// Where customers reach us and tell us how we did, if the configuration says so: then it is not
    /// asked for.
    pub house: &'a House,
    /// Lets somebody edit a long answer, or says why not; nothing if it is unchanged.
    pub editor: &'a dyn Fn(&str) -> Result<Option<String>, String>,
    /// What flags withdraw: not asked again either.
    pub clear: &'a [FactName],
    /// What a scenario proposes for a new incident: stands in the answers at first.
    pub suggested: Option<&'a Facts>,
    /// The language of the interview and of plain answers.
    pub locale: &'a Locale,
    /// The other configured locales, into which the texts are asked last.
    pub translations: &'a [Locale],
    /// The present moment.
    pub now: DateTime<Utc>,
    /// Where the person who answers reads the clock.
    pub zone: Zone,
    /// The longest silence for a severity and state: proposes the next update.
    pub cadence: &'a dyn Fn(Severity, State) -> Duration,
    /// How a time is shown back, such as `11:30 CET (10:30 UTC)`.
    pub clock_label: &'a dyn Fn(DateTime<Utc>) -> String,
    /// What flags let be.
    pub waived: &'a Waived,
    /// What somebody who reads along says about an answer.
    pub remarks: &'a dyn Fn(&Heard<'_>) -> Vec<Remark>,
}

/// What is known when the interview ends, or has got so far.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// The facts given by flags and by answers.
    pub facts: Facts,
    /// The facts withdrawn, by flags or by emptying what was in force.
    pub clear: Vec<FactName>,
    /// The entry that a correction puts right.
    pub corrects: Option<EntryId>,
    /// What a review agrees on.
    pub measures: Vec<Agreed>,
    /// What was found and is let be, with the reasons.
    pub waived: Waived,
    /// The questions answered, skipped ones included, in order; a choice that steers the interview
    /// stands behind `=`, as in `news=identified`. A draft keeps these as they are.
    pub answered: Vec<String>,
    /// The scenario whose proposals the interview began with. A draft keeps its name.
    pub scenario: Option<String>,
    /// What was typed but not entered when the interview stopped. A draft keeps it too.
    pub unfinished: Option<Unfinished>,
}

/// A half-typed answer, or an edited text that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished {
    /// The key of the question, as in [`Answers::answered`]; `editor` for the whole text, `waive RULE`
    /// for a reason.
    pub question: String,
    /// The characters typed so far.
    pub text: String,
}

/// Why an interview ended before its end. What was answered is with the [`Keeper`].
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// Ctrl-C, or a signal that asks the program to end. The person was told already, in their
    /// language, what became of the answers.
    #[error("interrupted")]
    Interrupted,
    /// The terminal is gone.
    #[error("the terminal was lost: {0}")]
    Io(#[source] std::io::Error),
    /// On being asked what is new, the answer was that it is over.
    #[error("it is over: that is said with `vocero resolve`")]
    OverUseResolve,
    /// There is nothing that could be corrected: no fact was said in public.
    #[error("nothing was said yet that could be corrected")]
    NothingToCorrect,
}

/// Keeps the answers so far, so that none is lost.
pub trait Keeper {
    /// Called after each answer, and once more with what was half-typed when the interview stops.
    /// A failure is told to the person, once; the interview goes on.
    fn keep(&mut self, answers: &Answers) -> Result<(), DraftError>;
}
