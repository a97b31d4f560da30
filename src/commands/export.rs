//! `vocero export`

mod sheet;

use std::cmp::Reverse;
use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args, ValueEnum};
use serde_json::Value;

use super::desk::Desk;
use super::find::{self, Purpose};
use super::session::Session;
use super::{messages, outbox, show};
use crate::channel::archive::{self, Archived, Kept};
use crate::config::Config;
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::failure::{Exit, Failure};
use crate::log::Log;
use crate::order;

/// Hand over the log, or one incident, to another program
///
/// `json` is everything, for machines and for safe keeping; `csv` is one row for each entry, for a
/// spreadsheet, in which nothing begins a formula. Both hold what is internal. `statuspage` is what
/// customers were told and nothing else, as the public incidents.json of a status page (version 2),
/// which many programs read.
#[derive(Debug, Clone, Args)]
pub struct ExportArgs {
    /// The incident, by any unambiguous part of its id [default: all of them]
    pub incident: Option<String>,
    /// The form
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// The language of texts that stand in several: of a table and a status page [default: your own]
    #[arg(long, value_name = "CODE")]
    pub locale: Option<String>,
    /// Write a file, readable by its owner alone, instead of standard output
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// The form in which the log is handed over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Every fact and every entry, internal ones too
    #[default]
    Json,
    /// One row for each entry, internal facts too
    Csv,
    /// What customers were told, as a Statuspage shows it to everybody
    Statuspage,
}

/// Runs `vocero export`.
pub fn run(session: &Session, args: &ExportArgs) -> Result<Exit, anyhow::Error> {
    if session.drill.is_some() && args.format == Format::Statuspage {
        return Err(Failure::usage(
            "the log is that of a drill, and the history of a status page would seem real",
        )
        .hint("name the log of what did happen with `--log FILE`, or take `--format json`")
        .into());
    }
    let log = session.consulted_log()?;
    let config = session.config()?;
    find::warn_log(session, &log);
    let locale = match &args.locale {
        Some(tag) => tag.parse().map_err(|e| Failure::usage(format!("{e}")))?,
        None => config.house.primary.clone(),
    };
    let only = match &args.incident {
        Some(given) => Some(find::find(&log, Some(given), Purpose::Read)?.id),
        None => None,
    };
    let hand = Hand {
        session,
        config: &config,
        locale: &locale,
        log: &log,
        only: only.as_deref(),
    };
    let bytes = match args.format {
        Format::Json => hand.everything()?,
        Format::Csv => hand.table()?,
        Format::Statuspage => hand.told()?,
    };
    match &args.out {
        Some(path) => {
            session.spare(path)?;
            outbox::save_one(path, &bytes)?;
            session.ui.product(&path.display().to_string())?;
        }
        None => session.ui.exact(&bytes)?,
    }
    Ok(Exit::Done)
}

/// What is handed over, and how.
struct Hand<'a> {
    session: &'a Session,
    config: &'a Config,
    locale: &'a Locale,
    log: &'a Log,
    only: Option<&'a str>,
}

impl Hand<'_> {
    /// Passes the incidents on, one after the other: a long history need not fit into memory twice.
    fn each(
        &self,
        take: &mut dyn FnMut(&Incident) -> Result<(), anyhow::Error>,
    ) -> Result<(), anyhow::Error> {
        let all = self.log.incidents().len();
        let mut progress = self.session.ui.progress("exporting", all);
        self.log.each_incident(self.only, &mut |number, incident| {
            progress.at(number);
            take(&incident)
        })
    }

    fn everything(&self) -> Result<Vec<u8>, anyhow::Error> {
        let drill = match self.session.drill {
            Some(_) => "\n  \"drill\": true,",
            None => "",
        };
        let mut text = format!("{{\n  \"version\": 1,{drill}\n  \"incidents\": [");
        let mut between = "";
        self.each(&mut |incident| {
            text.push_str(between);
            text.push_str(&nested(&show::incident_json(incident))?);
            between = ",";
            Ok(())
        })?;
        text.push_str("\n  ]\n}\n");
        Ok(text.into_bytes())
    }

    fn table(&self) -> Result<Vec<u8>, anyhow::Error> {
        let mut sheet = sheet::Sheet::new(self.locale)?;
        self.each(&mut |incident| sheet.incident(incident))?;
        sheet.done()
    }

    fn told(&self) -> Result<Vec<u8>, anyhow::Error> {
        let templates = self.session.templates(self.config);
        let desk = Desk {
            templates: &templates,
            config: self.config,
        };
        // As text: a long history takes a tenth of the room that its values would.
        let mut archived: Vec<Listed> = Vec::new();
        self.each(&mut |incident| {
            if let Some(one) = archive_of(&desk, incident, self.locale)? {
                archived.push(listed(&one)?);
            }
            Ok(())
        })?;
        document(&self.config.house, archived)
    }
}

/// An incident on its way into the public JSON of a status page: whether it is planned work, when
/// something was last said about it, and its text there.
pub type Listed = (bool, DateTime<Utc>, String);

/// An incident as the public JSON of a status page lists it.
pub fn listed(archived: &Archived) -> Result<Listed, anyhow::Error> {
    Ok((archived.planned, archived.updated, nested(&archived.value)?))
}

/// The public `incidents.json` of a status page.
pub fn document(house: &House, mut archived: Vec<Listed>) -> Result<Vec<u8>, anyhow::Error> {
    order::sort_by_key(&mut archived, |(_, updated, _)| Reverse(*updated));
    let updated = archived.first().map(|(_, updated, _)| *updated);
    let page = archive::page(house, updated);
    let mut text = format!(
        "{{\n  \"page\": {}",
        json_text(&page)?.replace('\n', "\n  ")
    );
    for (list, planned) in [("incidents", false), ("scheduled_maintenances", true)] {
        text.push_str(&format!(",\n  \"{list}\": ["));
        let mut between = "";
        for (_, _, one) in archived.iter().filter(|one| one.0 == planned) {
            text.push_str(between);
            text.push_str(one);
            between = ",";
        }
        text.push_str("\n  ]");
    }
    text.push_str("\n}\n");
    Ok(text.into_bytes())
}

/// An incident as a status page has it in its history; none if nothing was said in public.
pub fn archive_of(
    desk: &Desk<'_>,
    incident: &Incident,
    locale: &Locale,
) -> Result<Option<Archived>, anyhow::Error> {
    let outlet = messages::outlet(desk.config, "status-page", None, false);
    let words: Vec<_> = incident.public().collect();
    let story = desk.story(incident, &outlet, locale, words.len())?;
    let kept: Vec<Kept<'_>> = story
        .iter()
        .zip(&words)
        .map(|(word, entry)| Kept {
            word,
            origin: &entry.facts.internal.origin,
        })
        .collect();
    Ok(archive::incident(&kept))
}

fn json_text(value: &Value) -> Result<String, anyhow::Error> {
    Ok(serde_json::to_string_pretty(value)?)
}

/// A value as an element of a list in an object, on lines of its own.
fn nested(value: &Value) -> Result<String, anyhow::Error> {
    Ok(format!(
        "\n    {}",
        json_text(value)?.replace('\n', "\n    ")
    ))
}
