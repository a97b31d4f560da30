//! The list of what is owed, kept on the screen and up to date.

use std::io::IsTerminal as _;
use std::path::Path;
use std::time::{Duration, SystemTime};

use chrono::TimeDelta;

use super::gather::{self, Row};
use super::{soon, table};
use crate::commands::session::Session;
use crate::commands::show::clock;
use crate::config::Config;
use crate::failure::{self, Exit, Failure};
use crate::ui::screen::{self, Screen, Woken};

/// How often what is relative to the present is said anew.
const TICK: Duration = Duration::from_secs(1);

/// Runs `vocero due --watch` until somebody leaves.
pub(super) fn run(session: &Session, horizon: Option<TimeDelta>) -> Result<Exit, anyhow::Error> {
    if !std::io::stdout().is_terminal() || !std::io::stdin().is_terminal() {
        return Err(Failure::usage("`--watch` needs a terminal")
            .hint("use `vocero due` alone, again and again, such as with `watch`")
            .into());
    }
    let config = session.config()?;
    let path = session.log_path()?;
    // What is wrong at the start is an error; what goes wrong later is shown, and may pass.
    let mut known = Known::of(&path);
    let mut log = session.consulted_log()?;
    let mut trouble: Option<String> = None;
    let screen = Screen::open()?;
    loop {
        let present = Known::of(&path);
        if present != known {
            match session.consulted_log() {
                Ok(_) if present == Known(None) => trouble = Some("it is gone".to_owned()),
                Ok(read) => (log, trouble) = (read, None),
                Err(error) => trouble = Some(failure::explain(error).message),
            }
            known = present;
        }
        let now = session.present();
        let rows = gather::rows(session, &log, &config, now)?;
        let (listed, later) = soon(rows, now, horizon);
        let shown = lines(session, &config, &listed, later, trouble.as_deref());
        let drill = session.drill.as_ref().map_or("", |_| "DRILL · ");
        screen.draw(
            &shown,
            &format!("{drill}{} · q leaves", clock(now, config.zone(), now)),
        )?;
        if screen.wait(TICK) == Woken::Leave {
            return Ok(Exit::Done);
        }
    }
}

/// Everything that the screen shows.
fn lines(
    session: &Session,
    config: &Config,
    listed: &[Row],
    later: usize,
    trouble: Option<&str>,
) -> Vec<String> {
    let now = session.present();
    let screen = table::Screen {
        zone: config.zone(),
        now,
        width: screen::size().map(|(_, columns)| columns),
        painted: &|sgr, text| session.ui.painted(sgr, text),
    };
    let mut lines = Vec::new();
    if !listed.is_empty() {
        lines.extend(screen.table(listed).lines().map(str::to_owned));
        lines.push(String::new());
    }
    lines.extend(table::rest(listed.len(), later));
    lines.extend(table::rules(listed));
    if let Some(trouble) = trouble {
        let shown = format!("the log cannot be read; this is as it was: {trouble}");
        lines.insert(0, session.ui.painted("31", &shown.replace('\n', " ")));
    }
    lines
}

/// What tells one state of a file from another without reading it.
#[derive(Debug, PartialEq, Eq)]
struct Known(Option<(u64, Option<SystemTime>)>);

impl Known {
    fn of(path: &Path) -> Self {
        let metadata = std::fs::metadata(path).ok();
        Self(metadata.map(|m| (m.len(), m.modified().ok())))
    }
}
