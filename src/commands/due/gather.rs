//! What is owed, from the whole log.

use chrono::{DateTime, TimeDelta, Utc};

use crate::commands::find;
use crate::config::Config;
use crate::domain::beat::{Held, Rhythm};
use crate::domain::owed::{Debt, Owed, owed};
use crate::domain::plan::Plan;
use crate::domain::words::{Severity, State};
use crate::log::{Log, ReadError};

/// One thing that is owed, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) owed: Owed,
    /// The title of the incident, for the team.
    pub(super) title: String,
    /// Who is owed it.
    pub(super) to: String,
    /// The command that answers it, ready to paste.
    pub(super) answer: String,
}

/// Returns everything that is owed at `now`, the most urgent first. Only incidents that owe something
/// are read whole.
pub(super) fn rows(log: &Log, config: &Config, now: DateTime<Utc>) -> Result<Vec<Row>, ReadError> {
    let rhythms = log.rhythms()?;
    let mut rows = Vec::new();
    for owed in debts(&rhythms, config, now) {
        let incident = log.incident(&owed.incident)?;
        let title = incident.map(|incident| incident.title(&config.house.primary).to_owned());
        rows.push(Row {
            title: title.unwrap_or_default(),
            to: "customers".to_owned(),
            answer: answer(owed.what, short(&rhythms, &owed.incident)),
            owed,
        });
    }
    for rhythm in &rhythms {
        rows.extend(
            untold(log, rhythm, config, now)?.map(|(owed, title, to)| Row {
                answer: answer(owed.what, short(&rhythms, &owed.incident)),
                owed,
                title,
                to,
            }),
        );
    }
    rows.sort_by(|a, b| {
        let key = |row: &Row| (row.owed.urgency(now), row.owed.what);
        (key(a), &a.owed.incident).cmp(&(key(b), &b.owed.incident))
    });
    Ok(rows)
}

fn short<'a>(rhythms: &'a [Rhythm<'_>], id: &'a str) -> &'a str {
    find::short(rhythms.iter().map(|rhythm| rhythm.incident), id)
}

/// The clients who have not heard the newest word of an incident directly, if there are any: one debt,
/// due when the first of them is, with the title and their names. What is over for longer than a day
/// owes nobody a call.
fn untold(
    log: &Log,
    rhythm: &Rhythm<'_>,
    config: &Config,
    now: DateTime<Utc>,
) -> Result<Option<(Owed, String, String)>, ReadError> {
    let Some(last) = rhythm.beats.iter().rfind(|beat| beat.is_public()) else {
        return Ok(None);
    };
    let mut held = Held::default();
    for beat in &rhythm.beats {
        held.apply(beat);
    }
    let is_past = held.state().is_over() && last.at + TimeDelta::days(1) < now;
    if config.clients.is_empty() || is_past {
        return Ok(None);
    }
    let Some(incident) = log.incident(rhythm.incident)? else {
        return Ok(None);
    };
    let Some(plan) = Plan::of(&incident, &config.clients, &config.matrix, now) else {
        return Ok(None);
    };
    let mut names: Vec<&str> = Vec::new();
    let mut first = None;
    for (client, due) in plan.clients_owed() {
        if !names.contains(&client.name.as_str()) {
            names.push(&client.name);
        }
        first = Some(first.map_or(due, |first: DateTime<Utc>| first.min(due)));
    }
    let title = incident.title(&config.house.primary).to_owned();
    Ok(first.map(|due| {
        let owed = Owed {
            incident: rhythm.incident.to_owned(),
            what: Debt::Tell,
            due,
            made_by: last.id,
            last_word: last.at,
            snoozed: rhythm.snoozed(),
        };
        (owed, title, listed(&names))
    }))
}

/// A few names, and how many more there are.
fn listed(names: &[&str]) -> String {
    match names {
        [first, second, _, rest @ ..] if !rest.is_empty() => {
            format!("{first}, {second}, {} more", rest.len() + 1)
        }
        names => names.join(", "),
    }
}

/// Returns what is owed at `now`, the most urgent first.
pub(super) fn debts(rhythms: &[Rhythm<'_>], config: &Config, now: DateTime<Utc>) -> Vec<Owed> {
    let cadence =
        |severity: Severity, state: State| -> TimeDelta { config.cadence.next(severity, state) };
    let all = rhythms
        .iter()
        .flat_map(|rhythm| owed(rhythm, &cadence, now));
    let mut debts: Vec<Owed> = all.collect();
    debts.sort_by(|a, b| {
        let key = |debt: &Owed| (debt.urgency(now), debt.what);
        (key(a), &a.incident).cmp(&(key(b), &b.incident))
    });
    debts
}

/// The command that says what is owed.
fn answer(what: Debt, name: &str) -> String {
    match what {
        Debt::NextUpdate | Debt::Word | Debt::Report => format!("vocero update {name}"),
        Debt::Repair => format!("vocero resolve {name}"),
        Debt::Tell => format!("vocero plan {name}"),
        Debt::Beginning => format!("vocero schedule {name} --state in-progress"),
        Debt::End => format!("vocero schedule {name} --state completed"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_clients_are_named_and_many_are_counted() {
        assert_eq!(listed(&["A", "B", "C"]), "A, B, C");
        assert_eq!(listed(&["A", "B", "C", "D"]), "A, B, 2 more");
    }
}
