//! What is owed, from the whole log.

use chrono::{DateTime, TimeDelta, Utc};

use crate::commands::find;
use crate::config::Config;
use crate::domain::beat::Rhythm;
use crate::domain::owed::{Debt, Owed, owed};
use crate::domain::words::{Severity, State};
use crate::log::{Log, ReadError};

/// One thing that is owed, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) owed: Owed,
    /// Who is owed it.
    pub(super) to: &'static str,
    /// The command that answers it, ready to paste.
    pub(super) answer: String,
}

/// How many rows a person reads at most: beyond, nobody needs a short name, and finding one for each
/// would take long.
const READABLE: usize = 100;

/// Returns everything that is owed at `now`, the most urgent first.
pub(super) fn rows(log: &Log, config: &Config, now: DateTime<Utc>) -> Result<Vec<Row>, ReadError> {
    let rhythms = log.rhythms()?;
    let debts = debts(&rhythms, config, now);
    let many = debts.len() > READABLE;
    let row = |owed: Owed| {
        let ids = rhythms.iter().map(|rhythm| rhythm.incident);
        let name = if many {
            &owed.incident
        } else {
            find::short(ids, &owed.incident)
        };
        Row {
            to: "customers",
            answer: answer(owed.what, name),
            owed,
        }
    };
    Ok(debts.into_iter().map(row).collect())
}

/// Returns the title of each row's incident, for the team.
pub(super) fn titles(log: &Log, config: &Config, rows: &[Row]) -> Result<Vec<String>, ReadError> {
    let title = |row: &Row| {
        let incident = log.incident(&row.owed.incident)?;
        let title = incident.map(|incident| incident.title(&config.house.primary).to_owned());
        Ok(title.unwrap_or_default())
    };
    rows.iter().map(title).collect()
}

/// Returns what is owed at `now`, the most urgent first.
pub(super) fn debts(rhythms: &[Rhythm<'_>], config: &Config, now: DateTime<Utc>) -> Vec<Owed> {
    let cadence =
        |severity: Severity, state: State| -> TimeDelta { config.cadence.next(severity, state) };
    let all = rhythms
        .iter()
        .flat_map(|rhythm| owed(rhythm, &cadence, now));
    let mut debts: Vec<Owed> = all.collect();
    debts.sort_by(|a, b| (a.due, &a.incident, a.what).cmp(&(b.due, &b.incident, b.what)));
    debts
}

/// The command that says what is owed.
fn answer(what: Debt, name: &str) -> String {
    match what {
        Debt::NextUpdate | Debt::Word | Debt::Report => format!("vocero update {name}"),
        Debt::Repair => format!("vocero resolve {name}"),
        Debt::Beginning => format!("vocero schedule {name} --state in-progress"),
        Debt::End => format!("vocero schedule {name} --state completed"),
    }
}
