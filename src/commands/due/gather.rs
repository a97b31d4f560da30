//! What is owed, from the whole log.

use chrono::{DateTime, TimeDelta, Utc};

use crate::commands::find;
use crate::config::Config;
use crate::domain::owed::{Debt, Owed};
use crate::domain::words::{Severity, State};
use crate::log::{Log, ReadError, Summary};

/// One thing that is owed, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) owed: Owed,
    /// The title of the incident, for the team.
    pub(super) title: String,
    /// Who is owed it.
    pub(super) to: &'static str,
    /// The command that answers it, ready to paste.
    pub(super) answer: String,
}

/// Returns everything that is owed at `now`, the most urgent first. Only incidents that can owe
/// something are read whole.
pub(super) fn rows(log: &Log, config: &Config, now: DateTime<Utc>) -> Result<Vec<Row>, ReadError> {
    let cadence =
        |severity: Severity, state: State| -> TimeDelta { config.cadence.next(severity, state) };
    let summaries = log.summaries()?;
    let mut rows = Vec::new();
    for summary in summaries.iter().filter(|s| owes(s)) {
        let Some(incident) = log.incident(&summary.incident)? else {
            continue;
        };
        for owed in incident.owed(&cadence, now) {
            let name = find::short(&summaries, &owed.incident);
            rows.push(Row {
                title: incident.title(&config.house.primary).to_owned(),
                to: "customers",
                answer: answer(owed.what, name),
                owed,
            });
        }
    }
    rows.sort_by(|a, b| {
        let key = |row: &Row| (row.owed.due, row.owed.incident.clone(), row.owed.what);
        key(a).cmp(&key(b))
    });
    Ok(rows)
}

/// Whether an incident can owe something.
fn owes(summary: &Summary) -> bool {
    !summary.state.is_over() || summary.may_owe_report
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
