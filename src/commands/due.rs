//! `vocero due`

mod calendar;
mod gather;
mod glance;
mod table;
mod watch;

use chrono::{DateTime, TimeDelta, Utc};
use clap::Args;
use serde_json::{Value, json};

use self::gather::Row;
use super::messages;
use super::session::Session;
use crate::domain::regulator::NO_ADVICE;
use crate::failure::{Exit, Failure};
use crate::text::time::{self, Toward};

/// Show who is owed a word, and by when
///
/// Lists what is owed over all incidents, the most urgent first: updates, repairs and reports that
/// were promised, a word by the cadence where nothing was promised, and the beginning and end of
/// planned work; and measures that are overdue or due within three days. Where vocero.toml names clients,
/// those who have not heard the newest word directly are named too (see `vocero plan`); where it names clocks
/// of regulators, what an authority must hear, with the rule (no legal advice). What is put off with
/// `vocero snooze` comes last. Exit code 1 says that something is overdue or, with --within, due so soon.
#[derive(Debug, Clone, Args)]
pub struct DueArgs {
    /// Only what is overdue or due within this time, such as `10m`
    #[arg(long, value_name = "TIME")]
    pub within: Option<String>,
    /// Keep the list on the screen and up to date; q leaves
    #[arg(short, long, conflicts_with_all = ["prompt", "ics"])]
    pub watch: bool,
    /// Print a few characters for a shell prompt: `12m` until the next word, `!4m` once it is
    /// overdue, `2!4m` if two are; nothing if nothing is owed, `?` if the log cannot be read
    #[arg(long, conflicts_with_all = ["ics", "within"])]
    pub prompt: bool,
    /// Print a calendar of what is owed, with an alarm for each
    #[arg(long)]
    pub ics: bool,
}

/// Runs `vocero due`.
pub fn run(session: &Session, args: &DueArgs) -> Result<Exit, anyhow::Error> {
    if args.prompt {
        return glance::run(session);
    }
    let horizon = args.within.as_deref();
    let horizon = horizon.map(|text| within(session, text)).transpose()?;
    if session.globals.json && (args.watch || args.ics) {
        let other = if args.watch { "--watch" } else { "--ics" };
        return Err(Failure::usage(format!("`--json` and `{other}` ask for two formats")).into());
    }
    if args.watch {
        return watch::run(session, horizon);
    }
    let config = session.config()?;
    let log = session.consulted_log()?;
    super::find::warn_log(session, &log);
    let rows = gather::rows(session, &log, &config, session.now)?;
    let (listed, later) = soon(rows, session.now, horizon);
    let exit = exit(&listed, session.now, horizon);
    if args.ics {
        let titles = gather::titles(&log, &config, &listed)?;
        session
            .ui
            .exact(calendar::of(&config, &listed, &titles).as_bytes())?;
        return Ok(exit);
    }
    if session.globals.json {
        let titles = gather::titles(&log, &config, &listed)?;
        let rows = listed.iter().zip(&titles);
        let rows = rows.map(|(row, title)| row_json(row, title, session.now));
        messages::print_json(session, &Value::Array(rows.collect()))?;
        return Ok(exit);
    }
    if session.globals.quiet {
        let mut ids: Vec<&str> = listed
            .iter()
            .map(|row| row.owed.incident.as_str())
            .collect();
        ids.dedup();
        for id in ids {
            session.ui.product(id)?;
        }
        return Ok(exit);
    }
    if !listed.is_empty() {
        let screen = table::Screen {
            zone: config.zone(),
            now: session.now,
            width: session.ui.width(),
            painted: &|sgr, text| session.ui.painted(sgr, text),
        };
        session.ui.exact(screen.table(&listed).as_bytes())?;
    }
    let rest = table::rest(listed.len(), later);
    for line in rest.into_iter().chain(table::rules(&listed)) {
        session.ui.say(&line);
    }
    Ok(exit)
}

/// Reads how far to look ahead.
fn within(session: &Session, text: &str) -> Result<TimeDelta, Failure> {
    let zone = crate::text::zone::Zone::utc();
    let bare = text.trim().bytes().all(|b| b.is_ascii_digit());
    match time::parse(text, session.now, zone, Toward::Future) {
        Ok(moment) if !bare && moment >= session.now => Ok(moment - session.now),
        _ => Err(
            Failure::usage(format!("`--within`: `{text}` is no span of time"))
                .hint("use a span such as `10m`, `2h` or `1 day`"),
        ),
    }
}

/// What is due before the horizon, and how much is due later.
fn soon(rows: Vec<Row>, now: DateTime<Utc>, horizon: Option<TimeDelta>) -> (Vec<Row>, usize) {
    let all = rows.len();
    let near = |row: &Row| horizon.is_none_or(|span| row.owed.due <= now + span);
    let listed: Vec<Row> = rows.into_iter().filter(near).collect();
    let later = all - listed.len();
    (listed, later)
}

/// With a horizon, all that is listed is due so soon that somebody has to know, unless it is put off.
fn exit(listed: &[Row], now: DateTime<Utc>, horizon: Option<TimeDelta>) -> Exit {
    let pressing =
        |row: &Row| row.owed.presses(now) || horizon.is_some() && !row.owed.is_snoozed(now);
    if listed.iter().any(pressing) {
        Exit::Found
    } else {
        Exit::Done
    }
}

fn row_json(row: &Row, title: &str, now: DateTime<Utc>) -> Value {
    let owed = &row.owed;
    json!({
        "incident": owed.incident,
        "title": title,
        "what": owed.what.word(),
        "due": owed.due,
        "overdue": owed.is_overdue(now),
        "snoozed_until": owed.snoozed.filter(|_| owed.is_snoozed(now)),
        "seconds": (owed.due - now).num_seconds(),
        "to": row.to,
        "last_word": owed.last_word,
        "made_by": owed.made_by,
        "answer": row.answer,
        "rule": row.notice.as_ref().map(|notice| json!({
            "name": notice.what,
            "step": notice.way,
            "article": notice.article,
            "source": notice.source,
            "note": NO_ADVICE,
        })),
    })
}
