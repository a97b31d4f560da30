//! The whole terminal for a while: another screen, without a cursor and without echo. Whatever
//! happens, the terminal is left as it was.

use std::io::{self, Write};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use terminal_size::{Height, Width, terminal_size_of};
use unicode_width::UnicodeWidthChar as _;

use crate::text::list::counted;

/// Another screen without a cursor, and back.
const ENTER: &str = "\x1b[?1049h\x1b[?25l";
const LEAVE: &str = "\x1b[?25h\x1b[?1049l";

static HANDLER: Once = Once::new();
/// A signal asked the program to end.
static ASKED_TO_END: AtomicBool = AtomicBool::new(false);

/// Rows and columns of the terminal behind stdout; none if there is no terminal.
pub fn size() -> Option<(usize, usize)> {
    let (Width(columns), Height(rows)) = terminal_size_of(io::stdout())?;
    Some((rows.into(), columns.into()))
}

/// Why waiting ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// The time is over, or the terminal has another size.
    Again,
    /// Whoever watches wants to leave.
    Leave,
}

/// The whole terminal, until it is dropped.
#[derive(Debug)]
#[must_use]
pub struct Screen {
    #[cfg(unix)]
    before: rustix::termios::Termios,
}

impl Screen {
    /// Takes the terminal.
    ///
    /// # Errors
    /// The terminal does not take orders, as when stdin is none.
    pub fn open() -> io::Result<Self> {
        HANDLER.call_once(|| {
            // Somebody else's handler stays: then a signal does what they decided.
            drop(ctrlc::set_handler(|| {
                ASKED_TO_END.store(true, Ordering::SeqCst);
            }));
        });
        #[cfg(unix)]
        let screen = Self {
            before: quiet_keys()?,
        };
        #[cfg(not(unix))]
        let screen = Self {};
        write(ENTER)?;
        Ok(screen)
    }

    /// Shows lines from the top, as many and as much of each as there is room for, and a last line
    /// that always has room. Lines may be painted with SGR codes; every other control character is
    /// made visible before they come here.
    pub fn draw(&self, lines: &[String], last: &str) -> io::Result<()> {
        let (rows, columns) = size().unwrap_or((24, 80));
        let mut frame = String::from("\x1b[H");
        let room = rows.saturating_sub(1);
        let last = match lines.len().saturating_sub(room) {
            0 => last.to_owned(),
            hidden => format!("{last} · {}", counted(hidden, "more line", "more lines")),
        };
        let shown: Vec<&String> = lines.iter().take(room).chain([&last]).collect();
        for (place, line) in shown.iter().enumerate() {
            frame += &cut(line, columns);
            frame += "\x1b[0m\x1b[K";
            if place + 1 < shown.len() {
                frame += "\r\n";
            }
        }
        frame += "\x1b[J";
        write(&frame)
    }

    /// Waits until something has to be shown again, at most for `span`.
    pub fn wait(&self, span: Duration) -> Woken {
        const STEP: Duration = Duration::from_millis(100);
        let shape = size();
        let mut waited = Duration::ZERO;
        while waited < span {
            if ASKED_TO_END.load(Ordering::SeqCst) || wants_to_leave(STEP) {
                return Woken::Leave;
            }
            if size() != shape {
                break;
            }
            waited += STEP;
        }
        Woken::Again
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A terminal that is gone needs no tidying.
        drop(write(LEAVE));
        #[cfg(unix)]
        {
            use rustix::termios::{OptionalActions, tcsetattr};
            tcsetattr(io::stdin(), OptionalActions::Flush, &self.before).ok();
        }
    }
}

/// As much of a line as there is room for. SGR codes take none.
fn cut(line: &str, columns: usize) -> String {
    let mut shown = String::with_capacity(line.len());
    let (mut used, mut in_code) = (0, false);
    for c in line.chars() {
        let width = if in_code || c == '\x1b' {
            0
        } else {
            c.width().unwrap_or(0)
        };
        in_code = c == '\x1b' || in_code && c != 'm';
        if used + width > columns {
            break;
        }
        used += width;
        shown.push(c);
    }
    shown
}

fn write(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Takes keys one by one and silently; Ctrl-C and Ctrl-Z are keys too, so that nothing leaves the
/// other screen standing. Returns how the terminal was.
#[cfg(unix)]
fn quiet_keys() -> io::Result<rustix::termios::Termios> {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    let before = tcgetattr(io::stdin())?;
    let mut quiet = before.clone();
    quiet.local_modes -= LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
    tcsetattr(io::stdin(), OptionalActions::Flush, &quiet)?;
    Ok(before)
}

/// Waits for a key, at most for `span`; tells whether it is one that leaves: q, Ctrl-C, Ctrl-D or a
/// lonely Escape. A terminal that is gone leaves too.
#[cfg(unix)]
fn wants_to_leave(span: Duration) -> bool {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let stdin = io::stdin();
    let mut keys = [PollFd::new(&stdin, PollFlags::IN)];
    let span = Timespec {
        tv_sec: 0,
        tv_nsec: span.subsec_nanos().into(),
    };
    match poll(&mut keys, Some(&span)) {
        Ok(0) => return false,
        // A signal: it is looked at next.
        Err(error) => return error != rustix::io::Errno::INTR,
        Ok(_) => {}
    }
    let mut typed = [0; 64];
    match rustix::io::read(&stdin, &mut typed) {
        Ok(0) | Err(_) => true,
        // An arrow key begins with Escape too.
        Ok(count) => typed[..count] == [27] || matches!(typed[0], b'q' | b'Q' | 3 | 4),
    }
}

#[cfg(not(unix))]
fn wants_to_leave(span: Duration) -> bool {
    std::thread::sleep(span);
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_to_the_columns_there_are_and_colour_takes_none() {
        assert_eq!(cut("overdue", 4), "over");
        assert_eq!(cut("\x1b[1;31mover\x1b[0mdue", 5), "\x1b[1;31mover\x1b[0md");
        assert_eq!(cut("日本", 3), "日");
        assert_eq!(cut("short", 80), "short");
    }
}
