//! What is owed, from the whole log.

use chrono::{DateTime, TimeDelta, Utc};

use crate::commands::find;
use crate::commands::session::Session;
use crate::config::Config;
use crate::domain::beat::{Held, Rhythm};
use crate::domain::measure::Standing;
use crate::domain::owed::{Debt, Owed, owed};
use crate::domain::plan::Plan;
use crate::domain::promise::Fate;
use crate::domain::regulator::{Clock, Step};
use crate::domain::words::{Severity, State};
use crate::log::{Log, ReadError};
use crate::order;

/// One thing that is owed, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) owed: Owed,
    /// Who is owed it.
    pub(super) to: String,
    /// The command that answers it, ready to paste.
    pub(super) answer: String,
    /// The rule that asks for it, where an authority must hear it.
    pub(super) notice: Option<Notice>,
}

/// What an authority must hear, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Notice {
    /// What it is, in words.
    pub(super) what: String,
    /// The rule and the step, such as `gdpr:notification`.
    pub(super) way: String,
    /// The act and its article.
    pub(super) article: String,
    /// Where the act can be read.
    pub(super) source: String,
}

/// How many rows a person reads at most: beyond, nobody needs a short name, and finding one for each
/// would take long.
const READABLE: usize = 100;

/// Returns everything that is owed at `now`, the most urgent first.
pub(super) fn rows(
    session: &Session,
    log: &Log,
    config: &Config,
    now: DateTime<Utc>,
) -> Result<Vec<Row>, ReadError> {
    let rhythms = log.rhythms()?;
    let debts = debts(&rhythms, config, now);
    let many = debts.len() > READABLE;
    let row = |owed: Owed, to: String| {
        let ids = rhythms.iter().map(|rhythm| rhythm.incident);
        let name = if many {
            &owed.incident
        } else {
            find::short(ids, &owed.incident)
        };
        Row {
            to,
            notice: None,
            answer: session.command(&answer(owed.what, name)),
            owed,
        }
    };
    let public = debts
        .into_iter()
        .map(|owed| row(owed, "customers".to_owned()));
    let mut rows: Vec<Row> = public.collect();
    for rhythm in &rhythms {
        let untold = untold(log, rhythm, config, now)?;
        rows.extend(untold.map(|(owed, to)| row(owed, to)));
        for (owed, clock, step) in notices(log, rhythm, config, now)? {
            let short = find::short(rhythms.iter().map(|rhythm| rhythm.incident), &owed.incident);
            let command = format!("vocero told {} {}", clock.rule, shell_words::quote(short));
            rows.push(Row {
                answer: session.command(&command),
                notice: Some(Notice {
                    what: step.what.clone(),
                    way: clock.way(step),
                    article: step.article.clone(),
                    source: step.source.clone(),
                }),
                ..row(owed, clock.authority.clone())
            });
        }
    }
    rows.extend(measures(log, &rhythms, now)?);
    order::sort_by(&mut rows, |a, b| {
        let key = |row: &Row| (row.owed.urgency(now), row.owed.what);
        (key(a), &a.owed.incident).cmp(&(key(b), &b.owed.incident))
    });
    Ok(rows)
}

/// The measures that are overdue, or have to be done within a few days. They are owed by those who see
/// to them; reminders of an incident that are put off are put off for these too.
fn measures(log: &Log, rhythms: &[Rhythm<'_>], now: DateTime<Utc>) -> Result<Vec<Row>, ReadError> {
    let mut rows = Vec::new();
    for measure in log.measures()? {
        let standing = measure.standing(now);
        let Some(due) = measure.due else { continue };
        if !matches!(standing, Standing::Due | Standing::Overdue) {
            continue;
        }
        let own = rhythms
            .iter()
            .find(|rhythm| rhythm.incident == measure.incident);
        rows.push(Row {
            answer: answer(Debt::Measure, &measure.id),
            to: measure.owner.unwrap_or_else(|| "nobody yet".to_owned()),
            notice: None,
            owed: Owed {
                incident: measure.incident,
                what: Debt::Measure,
                due,
                made_by: measure.entry,
                last_word: measure.added,
                snoozed: own.and_then(Rhythm::snoozed),
            },
        });
    }
    Ok(rows)
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

/// The clients who have not heard the newest word of an incident directly, if there are any: one debt,
/// due when the first of them is, with their names. What is over for longer than a day
/// owes nobody a call.
fn untold(
    log: &Log,
    rhythm: &Rhythm<'_>,
    config: &Config,
    now: DateTime<Utc>,
) -> Result<Option<(Owed, String)>, ReadError> {
    let last = rhythm.beats.iter().rfind(|beat| beat.is_public());
    let Some(last) = last.filter(|_| !config.clients.is_empty()) else {
        return Ok(None);
    };
    let mut held = Held::default();
    for beat in &rhythm.beats {
        held.apply(beat);
    }
    let is_past = held.state().is_over() && last.at + TimeDelta::days(1) < now;
    if is_past {
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
    Ok(first.map(|due| {
        let owed = Owed {
            incident: rhythm.incident.to_owned(),
            what: Debt::Tell,
            due,
            made_by: last.id,
            last_word: last.at,
            snoozed: rhythm.snoozed(),
        };
        (owed, listed(&names))
    }))
}

/// What authorities must still hear of an incident, with whose clock asks for it.
pub(super) fn notices<'c>(
    log: &Log,
    rhythm: &Rhythm<'_>,
    config: &'c Config,
    now: DateTime<Utc>,
) -> Result<Vec<(Owed, &'c Clock, &'c Step)>, ReadError> {
    let clocked = rhythm.beats.iter().any(|beat| beat.stated.clocked);
    if config.clocks.is_empty() || !clocked {
        return Ok(Vec::new());
    }
    let Some(incident) = log.incident(rhythm.incident)? else {
        return Ok(Vec::new());
    };
    let newest = rhythm.beats.iter().rfind(|beat| beat.is_public());
    let newest = newest.or(rhythm.beats.last()).map_or(now, |beat| beat.at);
    let duties = config
        .clocks
        .iter()
        .flat_map(|clock| clock.duties(&incident, config.zone(), now));
    let open = duties.filter(|duty| matches!(duty.fate, Fate::Open | Fate::Missed(_)));
    let owed = open.map(|duty| {
        let owed = Owed {
            incident: rhythm.incident.to_owned(),
            what: Debt::Notice,
            due: duty.due,
            made_by: duty.made_by,
            last_word: newest,
            snoozed: rhythm.snoozed(),
        };
        (owed, duty.clock, duty.step)
    });
    Ok(owed.collect())
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
    order::sort_by(&mut debts, |a, b| {
        let key = |debt: &Owed| (debt.urgency(now), debt.what);
        (key(a), &a.incident).cmp(&(key(b), &b.incident))
    });
    debts
}

/// The command that says what is owed.
fn answer(what: Debt, name: &str) -> String {
    // An id that was written by hand may hold anything.
    let name = shell_words::quote(name);
    match what {
        Debt::NextUpdate | Debt::Word => format!("vocero update {name}"),
        Debt::Report => format!("vocero review {name} --final"),
        Debt::Measure => format!("vocero measure done {name}"),
        Debt::Repair => format!("vocero resolve {name}"),
        Debt::Tell | Debt::Notice => format!("vocero plan {name}"),
        Debt::Beginning => format!("vocero schedule {name} --state in-progress"),
        Debt::End => format!("vocero schedule {name} --state completed"),
    }
}
