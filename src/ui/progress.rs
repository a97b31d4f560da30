//! How far long work has come: a line on stderr, where that is a terminal and somebody waits. In a pipe
//! nobody sees anything, and neither does whoever is not kept waiting.
//!
//! The terminal is `console`'s, as for the interview. A library of bars would be fifty kilobytes of
//! program for one line.

use std::borrow::Cow;
use std::time::{Duration, Instant};

use console::{Term, truncate_str};

use super::Ui;

/// Nobody waits for what is done sooner.
const PATIENCE: Duration = Duration::from_millis(400);
/// How long a line stands before it is drawn anew.
const PAUSE: Duration = Duration::from_millis(120);
/// How many signs the bar has.
const WIDTH: usize = 24;

/// Work that takes its time. The line goes when this is dropped.
#[derive(Debug)]
pub struct Progress {
    /// None if nobody looks.
    term: Option<Term>,
    what: Cow<'static, str>,
    total: usize,
    /// When the line is drawn next.
    next: Instant,
    drawn: bool,
}

impl Ui {
    /// Begins work of `total` steps; `what` names it, such as "reading incidents.json".
    pub fn progress(&self, what: impl Into<Cow<'static, str>>, total: usize) -> Progress {
        let term = Term::stderr();
        let shown = !self.quiet && self.patient && term.is_term();
        Progress {
            term: shown.then_some(term),
            what: what.into(),
            total,
            next: Instant::now() + PATIENCE,
            drawn: false,
        }
    }
}

impl Progress {
    /// Tells how many steps are done.
    pub fn at(&mut self, done: usize) {
        let Some(term) = &self.term else { return };
        let now = Instant::now();
        if now < self.next {
            return;
        }
        (self.next, self.drawn) = (now + PAUSE, true);
        let line = line(&self.what, done, self.total);
        let room = usize::from(term.size().1).saturating_sub(1);
        let line = truncate_str(&line, room, "…");
        // A line that cannot be drawn is no reason to stop the work.
        drop(term.clear_line().and_then(|()| term.write_str(&line)));
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(term) = self.term.as_ref().filter(|_| self.drawn) {
            drop(term.clear_line());
        }
    }
}

/// The line: what is done, how much of it as a bar, and in per cent.
fn line(what: &str, done: usize, total: usize) -> String {
    let total = total.max(1);
    let done = done.min(total);
    // Dividing first keeps the product of large numbers small.
    let of = |parts: usize| match done.checked_mul(parts) {
        Some(product) => product / total,
        None => done / (total / parts),
    };
    let full = of(WIDTH).min(WIDTH);
    let bar = "━".repeat(full) + &"─".repeat(WIDTH - full);
    format!(
        "{} {bar} {:>3} %",
        crate::text::clean::visible(what),
        of(100).min(100)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills_up_and_never_runs_over() {
        assert_eq!(
            line("importing", 0, 4),
            "importing ────────────────────────   0 %"
        );
        assert_eq!(
            line("importing", 1, 4),
            "importing ━━━━━━──────────────────  25 %"
        );
        let full = "importing ━━━━━━━━━━━━━━━━━━━━━━━━ 100 %";
        for (done, total) in [(4, 4), (9, 4), (0, 0), (usize::MAX, usize::MAX)] {
            let shown = line("importing", done.max(usize::from(total == 0)), total);
            assert_eq!(shown, full, "{done} of {total}");
        }
    }

    #[test]
    fn nobody_in_a_pipe_sees_anything() {
        let ui = Ui::new(false, crate::ui::ColourWish::default(), "");
        let mut progress = ui.progress("importing", 2);
        // The streams of a test are captured, or those of a terminal: only the first is looked at.
        progress.term = None;
        progress.next = Instant::now();
        progress.at(1);
        assert!(!progress.drawn);
    }
}
