//! `vocero list`

use chrono::{DateTime, Utc};
use clap::Args;
use serde_json::{Value, json};

use super::messages;
use super::session::Session;
use crate::domain::fact::TimeFact;
use crate::domain::incident::Incident;
use crate::failure::Exit;
use crate::log::Summary;
use crate::order;
use crate::text::list::counted;
use crate::text::zone::Zone;

/// List incidents, the newest first
///
/// Lists the open incidents; with --all those that are over as well.
#[derive(Debug, Clone, Args)]
pub struct ListArgs {
    /// List incidents that are over, too
    #[arg(short, long)]
    pub all: bool,
}

/// Runs `vocero list`.
pub fn run(session: &Session, args: &ListArgs) -> Result<Exit, anyhow::Error> {
    let log = session.consulted_log()?;
    let config = session.config()?;
    super::find::warn_log(session, &log);
    let mut summaries = log.summaries()?.to_vec();
    let total = summaries.len();
    summaries.retain(|s| args.all || !s.state.is_over());
    order::sort_by_key(&mut summaries, |s| std::cmp::Reverse(s.newest));
    if session.globals.quiet && !session.globals.json {
        for summary in &summaries {
            session.ui.product(&summary.incident)?;
        }
        return Ok(Exit::Done);
    }
    let mut incidents = Vec::with_capacity(summaries.len());
    for Summary { incident, .. } in &summaries {
        incidents.extend(log.incident(incident)?);
    }
    if session.globals.json {
        let rows: Vec<_> = incidents
            .iter()
            .map(|incident| row_json(incident, &config.house.primary))
            .collect();
        messages::print_json(session, &Value::Array(rows))?;
        return Ok(Exit::Done);
    }
    if incidents.is_empty() {
        session.ui.say(&match total {
            0 => format!("There is no incident in {}.", log.path().display()),
            n => format!("No incident is open; {} over.", counted(n, "is", "are")),
        });
        session.next(if total == 0 {
            "vocero declare"
        } else {
            "vocero list --all"
        });
        return Ok(Exit::Done);
    }
    let mut table = comfy_table::Table::new();
    *table.style_mut() = comfy_table::presets::NOTHING;
    table.set_header(["LAST WORD", "NEXT UPDATE", "SEVERITY", "STATE", "INCIDENT"]);
    for incident in &incidents {
        let now = &incident.in_force;
        let spoken = incident
            .last_word()
            .map(|e| bare(e.at, config.zone(), session.now));
        let promised = now.facts.time(TimeFact::NextUpdate);
        let promised = promised.map(|moment| bare(moment, config.zone(), session.now));
        table.add_row([
            spoken.unwrap_or_else(|| "–".to_owned()),
            promised.unwrap_or_else(|| "–".to_owned()),
            now.severity().to_string(),
            super::show::standing(incident),
            incident.id.clone(),
        ]);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 1));
    }
    let text: String = table
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect();
    session.ui.product(&text)?;
    session
        .ui
        .say(&format!("Times are those of {}.", config.zone()));
    Ok(Exit::Done)
}

/// A moment in a table that names its zone once: with the day unless it is today.
pub fn bare(moment: DateTime<Utc>, zone: Zone, now: DateTime<Utc>) -> String {
    let (local, today) = (zone.wall(moment), zone.wall(now).date());
    let format = if local.date() == today {
        "%H:%M"
    } else {
        "%Y-%m-%d %H:%M"
    };
    local.format(format).to_string()
}

fn row_json(incident: &Incident, locale: &crate::domain::locale::Locale) -> Value {
    let now = &incident.in_force;
    json!({
        "incident": incident.id,
        "title": incident.title(locale),
        "type": now.kind_of(),
        "state": now.state(),
        "cancelled": now.is_cancelled(),
        "severity": now.severity(),
        "started": now.facts.time(TimeFact::Started),
        "last_word": incident.last_word().map(|e| e.at),
        "next_update": now.facts.time(TimeFact::NextUpdate),
        "entries": incident.timeline.len(),
    })
}
