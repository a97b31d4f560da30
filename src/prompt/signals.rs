//! Ctrl-C and the signals that ask the program to end.
//!
//! While a question is open they must not kill the process, or the cursor would stay hidden and
//! what was typed would be lost: the key reader returns `Interrupted`, and the interview ends in
//! order. While an editor runs they belong to the editor. At any other time they end the program,
//! as they would have without us; every write survives that.

use std::sync::Once;
use std::sync::atomic::{AtomicU8, Ordering};
use std::thread;
use std::time::Duration;

const IDLE: u8 = 0;
const ASKING: u8 = 1;
const CHILD: u8 = 2;

static MODE: AtomicU8 = AtomicU8::new(IDLE);
static HANDLER: Once = Once::new();

/// The exit code of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// How long an open question may take to notice a signal. The system may hand the signal to
/// another thread than the one that reads keys, which then never hears of it.
const GRACE: Duration = Duration::from_millis(400);

/// Ends the mode it stands for when dropped.
#[must_use]
pub(super) struct During(u8);

impl Drop for During {
    fn drop(&mut self) {
        MODE.store(self.0, Ordering::SeqCst);
    }
}

/// While the value lives, a question is open.
pub(super) fn asking() -> During {
    During(MODE.swap(ASKING, Ordering::SeqCst))
}

/// While the value lives, signals are the business of a child process at the terminal.
pub(super) fn leave_to_child() -> During {
    During(MODE.swap(CHILD, Ordering::SeqCst))
}

/// Installs the handler, once. `tidy` makes the terminal sane before the process ends.
pub(super) fn handle(tidy: impl Fn() + Send + 'static) {
    HANDLER.call_once(|| {
        let handler = move || {
            if MODE.load(Ordering::SeqCst) == ASKING {
                thread::sleep(GRACE);
            }
            if MODE.load(Ordering::SeqCst) == CHILD {
                return;
            }
            tidy();
            end();
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
