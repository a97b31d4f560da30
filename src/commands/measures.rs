//! `vocero measures`

use chrono::{DateTime, Utc};
use clap::Args;
use serde_json::{Value, json};

use super::find::{self, Purpose};
use super::list::bare;
use super::messages;
use super::session::Session;
use super::show::measure_json;
use crate::domain::locale::Locale;
use crate::domain::measure::{Measure, Standing};
use crate::failure::{Exit, Failure};
use crate::order;
use crate::text::clean;
use crate::text::list::counted;
use crate::text::zone::Zone;

/// List what was agreed on so that it does not happen again, and how it stands
///
/// Lists the measures that still have to be done, the most urgent first. They are agreed on in
/// `vocero review` or with `vocero measure add`.
#[derive(Debug, Clone, Args)]
pub struct MeasuresArgs {
    /// Only those of this incident, by any unambiguous part of its id
    pub incident: Option<String>,
    /// Only those that stand so: open, due (within three days), overdue, done or dropped (can be
    /// repeated)
    #[arg(long, value_name = "STANDING")]
    pub standing: Vec<String>,
    /// Only those of this owner, by any part of the name
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Those that are done or dropped as well
    #[arg(short, long)]
    pub all: bool,
}

/// Runs `vocero measures`.
pub fn run(session: &Session, args: &MeasuresArgs) -> Result<Exit, anyhow::Error> {
    let standings = args.standing.iter().map(|word| word.parse());
    let standings: Result<Vec<Standing>, _> = standings.collect();
    let standings = standings.map_err(|e| Failure::usage(format!("`--standing`: {e}")))?;
    let log = session.consulted_log()?;
    let config = session.config()?;
    find::warn_log(session, &log);
    let incident = args.incident.as_deref();
    let incident = incident
        .map(|given| find::find(&log, Some(given), Purpose::Read))
        .transpose()?;
    let all = log.measures()?;
    let owner = args.owner.as_ref().map(|owner| owner.to_lowercase());
    let wanted = |measure: &&Measure| {
        let named = |owner: &String| {
            let own = measure.owner.as_deref().unwrap_or_default();
            own.to_lowercase().contains(owner)
        };
        let standing = measure.standing(session.now);
        let stands = match standings.as_slice() {
            [] => args.all || measure.is_open(),
            some => some.contains(&standing),
        };
        let own = incident.as_ref().is_none_or(|i| i.id == measure.incident);
        stands && own && owner.as_ref().is_none_or(named)
    };
    let mut listed: Vec<&Measure> = all.iter().filter(wanted).collect();
    order::sort_by_key(&mut listed, |measure| {
        (!measure.is_open(), measure.due, measure.added)
    });
    if session.globals.json {
        let rows = listed.iter().map(|measure| {
            let mut row = measure_json(measure);
            row["standing"] = json!(measure.standing(session.now));
            row
        });
        messages::print_json(session, &Value::Array(rows.collect()))?;
        return Ok(Exit::Done);
    }
    if session.globals.quiet {
        for measure in &listed {
            session.ui.product(&measure.id)?;
        }
        return Ok(Exit::Done);
    }
    let open = all.iter().filter(|measure| measure.is_open()).count();
    if all.is_empty() {
        session.ui.say("No measures were agreed on yet.");
        session.next("vocero measure add WHAT --owner NAME --due TIME");
        return Ok(Exit::Done);
    }
    if listed.is_empty() {
        let all = counted(all.len(), "measure", "measures");
        session.ui.say(&match open {
            0 => format!("Nothing is left to do; {all} in all."),
            open => format!("None of these; {} to do.", counted(open, "is", "are")),
        });
        session.next("vocero measures --all");
        return Ok(Exit::Done);
    }
    let locale = &config.house.primary;
    let text = table(&listed, config.zone(), session.now, locale);
    session.ui.product(&text)?;
    let zone = config.zone();
    session.ui.say(&format!("Times are those of {zone}."));
    if let Some(first) = listed.iter().find(|measure| measure.is_open()) {
        let id = shell_words::quote(&first.id);
        session.next(&format!("vocero measure done {id}"));
    }
    Ok(Exit::Done)
}

/// One line for each measure, and its words below it.
fn table(listed: &[&Measure], zone: Zone, now: DateTime<Utc>, locale: &Locale) -> String {
    let head = ["BY", "STANDING", "OWNER", "AIM", "MEASURE"].map(str::to_owned);
    let row = |measure: &&Measure| {
        let by = measure.due.map(|due| bare(due, zone, now));
        let owner = measure.owner.as_deref().unwrap_or("nobody yet");
        vec![
            by.unwrap_or_else(|| "–".to_owned()),
            measure.standing(now).to_string(),
            clean::visible(owner).into_owned(),
            measure.aim.to_string(),
            measure.id.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = listed.iter().map(row).collect();
    let lines = super::columns::laid_out(&head, &rows, head.len());
    let mut text = String::new();
    for (place, line) in lines.iter().enumerate() {
        text += &format!("{line}\n");
        let Some(measure) = place.checked_sub(1).and_then(|place| listed.get(place)) else {
            continue;
        };
        let what = measure.what.for_reader(locale, locale);
        let what = clean::visible(what.map_or("", |(text, _)| text)).replace('\n', " ");
        text += &format!("  {what}\n  {}\n", measure.incident);
        if let Some(reason) = &measure.reason {
            let reason = clean::visible(reason).replace('\n', " ");
            text += &format!("  why: {reason}\n");
        }
    }
    text
}
