//! How far long work has come: a line on stderr, where that is a terminal and somebody waits. In a pipe
//! nobody sees anything, and neither does whoever is not kept waiting.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Ui;

/// Nobody waits for what is done sooner.
const PATIENCE: Duration = Duration::from_millis(400);
/// How often the line is drawn anew, in times a second.
const RATE: u8 = 8;

/// Work that takes its time. The line goes when this is dropped.
#[derive(Debug)]
pub struct Progress {
    what: Cow<'static, str>,
    total: u64,
    began: Instant,
    /// Whether anybody sees it.
    shown: bool,
    bar: Option<ProgressBar>,
}

impl Ui {
    /// Begins work of `total` steps; `what` names it, such as "reading incidents.json".
    pub fn progress(&self, what: impl Into<Cow<'static, str>>, total: usize) -> Progress {
        Progress {
            what: what.into(),
            total: total as u64,
            began: Instant::now(),
            shown: !self.quiet && self.patient && io::stderr().is_terminal(),
            bar: None,
        }
    }
}

impl Progress {
    /// Tells how many steps are done.
    pub fn at(&mut self, done: usize) {
        if !self.shown || self.bar.is_none() && self.began.elapsed() < PATIENCE {
            return;
        }
        let bar = self.bar.get_or_insert_with(|| {
            let target = ProgressDrawTarget::stderr_with_hz(RATE);
            let bar = ProgressBar::with_draw_target(Some(self.total), target);
            // The words of the style are ours; a style that is none shows its own.
            let style = ProgressStyle::with_template("{msg} {wide_bar} {percent:>3} %");
            let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.set_style(style.progress_chars("━━─"));
            bar.set_message(self.what.clone());
            bar
        });
        bar.set_position(done as u64);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
