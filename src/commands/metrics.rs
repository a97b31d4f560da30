//! `vocero metrics`

mod compare;
mod page;
mod period;
mod rows;
mod table;
pub(in crate::commands) mod told;
pub(in crate::commands) mod values;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;

use self::page::Page;
use self::period::Period;
use super::feedback::score_json;
use super::session::Session;
use super::threads::side_by_side;
use super::{messages, outbox};
use crate::domain::feedback::Heard;
use crate::failure::{Exit, Failure};
use crate::log::Log;
use crate::metrics::figures::{Figures, figures};
use crate::metrics::satisfaction::Satisfaction;
use crate::metrics::total::Total;
use crate::order;

/// Show how well you told customers, from the log alone
///
/// How soon the first word came, how long customers waited between words, how many words named the
/// next one, what became of every promise, and how long it all took. An incident belongs to the month
/// of its first word. Where there is feedback, it says how many are content. Middle values and shares say how many cases they rest on, and in which interval
/// chance alone would leave them.
#[derive(Debug, Clone, Args)]
pub struct MetricsArgs {
    /// Only incidents of a period: `2026`, `2026-10`, or `2026-10-01..2026-11-15`
    #[arg(long = "in", value_name = "PERIOD")]
    pub within: Option<String>,
    /// Compare with another period
    #[arg(long, value_name = "PERIOD", requires = "within")]
    pub against: Option<String>,
    /// What has a row of its own
    #[arg(long, value_name = "WHAT", value_enum, default_value_t)]
    pub by: By,
    /// Print the rows as CSV, spans in seconds
    #[arg(long, conflicts_with = "against")]
    pub csv: bool,
    /// Write a page with charts into a file; `-` writes to standard output
    #[arg(long, value_name = "FILE", conflicts_with_all = ["csv", "against"])]
    pub html: Option<PathBuf>,
}

/// What has a row of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum By {
    Incident,
    #[default]
    Month,
    Severity,
}

/// Runs `vocero metrics`.
pub fn run(session: &Session, args: &MetricsArgs) -> Result<Exit, anyhow::Error> {
    let config = session.config()?;
    let zone = config.zone();
    let read = |flag: &str, given: &Option<String>| {
        let period = given.as_deref().map(str::parse::<Period>).transpose();
        period.map_err(|problem| Failure::usage(format!("`{flag}`: {problem}")))
    };
    let (within, against) = (
        read("--in", &args.within)?,
        read("--against", &args.against)?,
    );
    let other = match (args.csv, &args.html) {
        (true, _) => Some("--csv"),
        (_, Some(_)) => Some("--html"),
        _ => None,
    };
    if let Some(other) = other.filter(|_| session.globals.json) {
        return Err(Failure::usage(format!("`--json` and `{other}` ask for two formats")).into());
    }
    let log = session.consulted_log()?;
    super::find::warn_log(session, &log);
    let strands = log.strands();
    let counted = side_by_side(&strands, &|strand| match strand.rhythm() {
        Ok(rhythm) => figures(&rhythm, session.now).map(Ok),
        Err(error) => Some(Err(error)),
    });
    let mut all = counted.into_iter().collect::<Result<Vec<Figures>, _>>()?;
    told::judge(&config, &strands, session.now, &mut all)?;
    order::sort_by(&mut all, |a, b| {
        (a.first, &a.incident).cmp(&(b.first, &b.incident))
    });
    let of = |period: Option<&Period>| -> Vec<&Figures> {
        let day = |figures: &&Figures| zone.wall(figures.first).date();
        let within = |f: &&Figures| period.is_none_or(|period| period.holds(day(f)));
        all.iter().filter(within).collect()
    };
    let these = of(within.as_ref());
    let total = Total::of(these.iter().copied());
    let satisfaction = judged(&log, &these)?;
    if let (Some(period), Some(against)) = (&within, &against) {
        let other = Total::of(of(Some(against)));
        if session.globals.json {
            let sides = [(period, &total), (against, &other)];
            let sides = sides.map(|(period, total)| {
                json!({
                    "period": period.to_string(),
                    "figures": values::total_json(total),
                })
            });
            messages::print_json(session, &json!(sides))?;
        } else {
            session
                .ui
                .product(&compare::table((period, &total), (against, &other)))?;
        }
        return Ok(Exit::Done);
    }
    let rows = rows::rows(&these, args.by, zone);
    if let Some(file) = &args.html {
        let page = Page {
            company: config.house.company.as_deref(),
            within: within.as_ref(),
            zone,
            now: session.now,
            total: &total,
            satisfaction: &satisfaction,
            months: &rows::rows(&these, By::Month, zone),
            rows: (args.by, &rows),
        };
        hand_over(session, file, &page.html()?)?;
    } else if args.csv {
        session.ui.exact(&values::csv(args.by, &rows)?)?;
    } else if session.globals.json {
        let rows = rows.iter().map(|row| values::row_json(args.by, row));
        let value = json!({
            "period": within.map(|period| period.to_string()),
            "zone": zone.name(),
            "figures": values::total_json(&total),
            "satisfaction": satisfaction.iter().map(score_json).collect::<Vec<_>>(),
            "rows": rows.collect::<Vec<_>>(),
        });
        messages::print_json(session, &value)?;
    } else if these.is_empty() {
        session.ui.say(&match within {
            Some(period) => format!("Nothing was said in public in {period}."),
            None => "Nothing was said in public so far.".to_owned(),
        });
    } else {
        let width = session.ui.width();
        session
            .ui
            .product(&table::figures(&total, &satisfaction, width))?;
        session.ui.product("")?;
        session.ui.product(&table::rows(args.by, &rows, width))?;
        for note in table::notes(&total, zone) {
            session.ui.say(&note);
        }
    }
    Ok(Exit::Done)
}

/// How people judged these incidents.
fn judged(log: &Log, these: &[&Figures]) -> Result<Vec<Satisfaction>, anyhow::Error> {
    let heard = log.heard()?;
    if heard.is_empty() {
        return Ok(Vec::new());
    }
    let mut names: Vec<&str> = these.iter().map(|f| f.incident.as_str()).collect();
    order::sort(&mut names);
    let mut judged: Vec<&Heard> = Vec::new();
    for entry in &heard {
        if names.binary_search(&entry.incident.as_str()).is_ok() {
            judged.push(&entry.facts.internal.heard);
        }
    }
    Ok(Satisfaction::of(&judged))
}

/// Writes the page to where it was asked for.
fn hand_over(session: &Session, file: &Path, page: &str) -> Result<(), anyhow::Error> {
    if file == Path::new("-") {
        return Ok(session.ui.exact(page.as_bytes())?);
    }
    session.spare(file)?;
    outbox::save_one(file, page.as_bytes())?;
    session.ui.product(&file.display().to_string())?;
    Ok(())
}
