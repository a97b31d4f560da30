//! What is owed in a few characters, for a shell prompt: it is asked for after each command, so the
//! answer is kept beside the drafts and holds as long as neither log nor configuration has changed.

use std::fs::{self, Metadata};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use chrono::{DateTime, Utc};

use super::gather;
use crate::commands::session::Session;
use crate::config::Config;
use crate::domain::owed::Owed;
use crate::failure::Exit;
use crate::text::span::terse;

/// The first words of a kept answer: another version asks anew.
const VERSION: &str = concat!("vocero ", env!("CARGO_PKG_VERSION"), " due");

/// Runs `vocero due --prompt`. It says nothing on stderr: a prompt is no place for a conversation.
pub(super) fn run(session: &Session) -> Result<Exit, anyhow::Error> {
    let path = session.log_path()?;
    let config = session.config_path(&path);
    let key = key(&path, config.as_deref());
    let kept = session.state_folder().map(|folder| place(&folder, &path));
    let known = kept.as_deref().and_then(|file| known(file, &key));
    let moments = match known {
        Some(moments) => moments,
        None => match read(session) {
            Ok(moments) => {
                // Where it cannot be kept, it is found out anew each time.
                drop(kept.map(|file| keep(&file, &key, &moments)));
                moments
            }
            Err(_) => {
                session.ui.exact(b"?\n")?;
                return Ok(Exit::Untouched);
            }
        },
    };
    let text = shown(&moments, session.now);
    if !text.is_empty() {
        session.ui.product(&text)?;
    }
    let overdue = moments.iter().any(|moment| moment.presses(session.now));
    Ok(if overdue { Exit::Found } else { Exit::Done })
}

/// When something is due, and until when its reminders are put off.
#[derive(Debug, Clone, Copy)]
struct Moment {
    due: DateTime<Utc>,
    snoozed: Option<DateTime<Utc>>,
}

impl Moment {
    fn is_snoozed(self, now: DateTime<Utc>) -> bool {
        self.snoozed.is_some_and(|until| now < until)
    }

    fn presses(self, now: DateTime<Utc>) -> bool {
        Owed::is_past(self.due, now) && !self.is_snoozed(now)
    }
}

/// The moments at which something is due. What is put off is among them: it will press again.
fn read(session: &Session) -> Result<Vec<Moment>, anyhow::Error> {
    let config: Config = session.config()?;
    let log = session.consulted_log()?;
    let rhythms = log.rhythms()?;
    let mut debts = gather::debts(&rhythms, &config, session.now);
    for rhythm in &rhythms {
        let notices = gather::notices(&log, rhythm, &config, session.now)?;
        debts.extend(notices.into_iter().map(|(owed, _, _)| owed));
    }
    let moments = debts.into_iter().map(|owed| Moment {
        due: owed.due,
        snoozed: owed.snoozed,
    });
    Ok(moments.collect())
}

/// `12m`, `!4m` or `2!4m`; nothing if nothing is owed, or all of it is put off.
fn shown(moments: &[Moment], now: DateTime<Utc>) -> String {
    let awake = || moments.iter().filter(|moment| !moment.is_snoozed(now));
    let Some(first) = awake().map(|moment| moment.due).min() else {
        return String::new();
    };
    let span = terse(first - now);
    match awake().filter(|moment| moment.presses(now)).count() {
        0 => span,
        1 => format!("!{span}"),
        count => format!("{count}!{span}"),
    }
}

/// What the answer depends on: both files, by everything that tells a change without reading them.
fn key(log: &Path, config: Option<&Path>) -> String {
    let file = |path: &Path| {
        let metadata = fs::metadata(path).ok();
        format!(
            "{} {}",
            path.display(),
            metadata.map_or_else(String::new, |m| stamp(&m))
        )
    };
    let config = config.map(file).unwrap_or_default();
    format!("{VERSION}\n{}\n{config}\n", file(log))
}

fn stamp(metadata: &Metadata) -> String {
    let modified = metadata.modified().ok();
    let since = modified.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
    let nanos = since.map_or(0, |since| since.as_nanos());
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(metadata);
    #[cfg(not(unix))]
    let inode = 0;
    format!("{} {nanos} {inode}", metadata.len())
}

/// The kept answer, if it belongs to this key.
fn known(file: &Path, key: &str) -> Option<Vec<Moment>> {
    let text = fs::read_to_string(file).ok()?;
    let moments = text.strip_prefix(key)?.lines();
    let moment = |text: &str| DateTime::from_timestamp(text.parse().ok()?, 0);
    moments
        .map(|line| {
            let (due, snoozed) = line.split_once(' ')?;
            Some(Moment {
                due: moment(due)?,
                snoozed: moment(snoozed),
            })
        })
        .collect()
}

/// Where the answer for a log is kept.
fn place(folder: &Path, log: &Path) -> PathBuf {
    let mut hash = DefaultHasher::new();
    log.hash(&mut hash);
    folder.join(format!("due-{:016x}", hash.finish()))
}

/// Keeps the answer, whole or not at all.
fn keep(file: &Path, key: &str, moments: &[Moment]) -> io::Result<()> {
    let lines: String = moments
        .iter()
        .map(|moment| {
            let snoozed = moment.snoozed.map(|until| until.timestamp().to_string());
            let snoozed = snoozed.unwrap_or_else(|| "-".to_owned());
            format!("{} {snoozed}\n", moment.due.timestamp())
        })
        .collect();
    fs::create_dir_all(file.parent().unwrap_or(Path::new(".")))?;
    let beside = file.with_extension(std::process::id().to_string());
    let written = fs::write(&beside, format!("{key}{lines}"));
    written.and_then(|()| fs::rename(&beside, file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prompt_counts_what_is_overdue_and_names_the_oldest() {
        let clock =
            |time: &str| -> DateTime<Utc> { format!("2026-11-21T{time}Z").parse().unwrap() };
        let at = |time: &str| Moment {
            due: clock(time),
            snoozed: None,
        };
        let put_off = |time: &str| Moment {
            snoozed: Some(clock("11:00:00")),
            ..at(time)
        };
        let now = clock("10:00:00");
        assert_eq!(shown(&[put_off("09:56:00"), at("10:12:00")], now), "12m");
        assert_eq!(shown(&[put_off("09:56:00")], now), "");
        assert_eq!(shown(&[], now), "");
        assert_eq!(shown(&[at("10:12:00")], now), "12m");
        assert_eq!(shown(&[at("09:56:00"), at("10:12:00")], now), "!4m");
        assert_eq!(shown(&[at("09:56:00"), at("09:58:00")], now), "2!4m");
    }
}
