//! Ctrl-C and the signals that ask the program to end.
//!
//! While somebody is asked they must not kill the process, or the cursor would stay hidden and what
//! was typed would be lost. The key reader notices a signal by itself, and between two questions
//! the next one looks for it; then the interview ends in order. While an editor runs, signals are
//! the editor's business. When nobody notices a signal, because no question is open or because the
//! system handed it to another thread than the one that reads keys, the process ends all the same;
//! every write survives that.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

static HANDLER: Once = Once::new();
/// A signal came, and nobody noticed yet.
static PENDING: AtomicBool = AtomicBool::new(false);
/// A question noticed a signal, perhaps before the handler did.
static NOTICED: AtomicBool = AtomicBool::new(false);
/// A child process has the terminal.
static CHILD: AtomicBool = AtomicBool::new(false);

/// The exit code of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// How long a signal may wait to be noticed before it ends the process.
const GRACE: Duration = Duration::from_millis(400);

/// Ends the child's time at the terminal when dropped.
#[must_use]
pub(super) struct ChildAtTerminal;

impl Drop for ChildAtTerminal {
    fn drop(&mut self) {
        CHILD.store(false, Ordering::SeqCst);
    }
}

/// While the value lives, signals are the business of a child process at the terminal.
pub(super) fn leave_to_child() -> ChildAtTerminal {
    CHILD.store(true, Ordering::SeqCst);
    ChildAtTerminal
}

/// Whether a signal came since anybody looked; whoever asks has noticed it.
pub(super) fn pending() -> bool {
    PENDING.swap(false, Ordering::SeqCst)
}

/// Says that the question at hand was interrupted and the interview ends.
pub(super) fn notice() {
    NOTICED.store(true, Ordering::SeqCst);
}

/// Installs the handler, once. `tidy` makes the terminal sane before the process ends.
pub(super) fn handle(tidy: impl Fn() + Send + 'static) {
    HANDLER.call_once(|| {
        let handler = move || {
            if CHILD.load(Ordering::SeqCst) || NOTICED.swap(false, Ordering::SeqCst) {
                return;
            }
            PENDING.store(true, Ordering::SeqCst);
            thread::sleep(GRACE);
            let noticed = NOTICED.swap(false, Ordering::SeqCst);
            if PENDING.swap(false, Ordering::SeqCst) && !noticed {
                tidy();
                end();
            }
        };
        // Somebody else's handler stays: then Ctrl-C does what they decided.
        drop(ctrlc::set_handler(handler));
    });
}

#[expect(
    clippy::exit,
    clippy::disallowed_methods,
    reason = "a signal has no caller to return the exit code to"
)]
fn end() {
    std::process::exit(INTERRUPTED);
}
