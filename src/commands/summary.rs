//! `vocero summary`

mod page;
mod plain;
mod timeline;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::find::{self, Purpose};
use super::session::Session;
use super::{check, messages, outbox};
use crate::config::Config;
use crate::domain::beat::{Beat, Rhythm};
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::review::Stage;
use crate::domain::summary::{Numbers, Reader, Summary};
use crate::failure::{Exit, Failure};
use crate::metrics::figures::figures;
use crate::render::summary::{self, Document};
use crate::text::list::or_ticked;
use crate::text::zone::Zone;

/// Write the report on an incident: for customers, the team, executives, support or a regulator
///
/// Tells the whole of it from the log, with what the review says. Each reader has a template of their
/// own (`summary-customers` and so on, see `vocero template list`) and reads what they may know: no
/// internal fact reaches customers. A review that is a draft or missing does not hold the report up.
/// Nothing is sent.
#[derive(Debug, Clone, Args)]
pub struct SummaryArgs {
    /// The incident, by any unambiguous part of its id [default: the open one, or the newest]
    pub incident: Option<String>,
    /// Who reads it
    #[arg(long = "for", value_name = "READER", value_enum, default_value_t)]
    pub reader: For,
    /// How it is written; HTML is one page that needs no other file
    #[arg(long, value_name = "FORMAT", value_enum)]
    pub format: Option<Format>,
    /// The locale [default: the primary one]
    #[arg(long, value_name = "CODE")]
    pub locale: Option<String>,
    /// Write it into a file
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Who reads it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum For {
    #[default]
    Customers,
    Team,
    Executives,
    Support,
    Regulator,
}

impl From<For> for Reader {
    fn from(reader: For) -> Self {
        match reader {
            For::Customers => Self::Customers,
            For::Team => Self::Team,
            For::Executives => Self::Executives,
            For::Support => Self::Support,
            For::Regulator => Self::Regulator,
        }
    }
}

/// How it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Markdown,
    Html,
    Text,
    Json,
}

/// Runs `vocero summary`.
pub fn run(session: &Session, args: &SummaryArgs) -> Result<Exit, anyhow::Error> {
    let format = format(session, args)?;
    let log = session.log_about(args.incident.as_deref())?;
    let config = session.config()?;
    let incident = find::find(&log, args.incident.as_deref(), Purpose::Read)?;
    let locale = locale(session, &config, args)?;
    let reader = Reader::from(args.reader);
    let house = house(&config, reader);
    let told = Summary::about(
        &incident,
        reader,
        &locale,
        &house,
        numbers(&incident, session),
        session.now,
    );
    let told = told.ok_or_else(|| {
        Failure::usage(format!(
            "nothing was said in public about `{}`",
            incident.id
        ))
        .hint(format!(
            "say the first word with `vocero update {}`",
            incident.id
        ))
    })?;
    let templates = session.templates(&config);
    let document = summary::summary(&templates, &house, &incident, &locale, &told)?;
    let written = match format {
        Format::Markdown => format!("{}\n", document.markdown),
        Format::Text => plain::text(&document),
        Format::Html => page::html(&document, &house),
        Format::Json => {
            let json = plain::json(&document, &told, incident.stage());
            format!("{}\n", serde_json::to_string_pretty(&json)?)
        }
    };
    match args.out.as_deref().filter(|file| *file != Path::new("-")) {
        Some(file) => {
            session.spare(file)?;
            outbox::save_one(file, written.as_bytes())?;
            session.ui.product(&file.display().to_string())?;
        }
        None => session.ui.exact(written.as_bytes())?,
    }
    remark(session, &config, &incident, &document)?;
    find::warn(session, &log, &incident);
    Ok(Exit::Done)
}

fn format(session: &Session, args: &SummaryArgs) -> Result<Format, Failure> {
    match (session.globals.json, args.format) {
        (true, Some(other)) if other != Format::Json => Err(Failure::usage(
            "`--json` and `--format` ask for two formats",
        )),
        (true, _) => Ok(Format::Json),
        (false, format) => Ok(format.unwrap_or(Format::Markdown)),
    }
}

fn locale(session: &Session, config: &Config, args: &SummaryArgs) -> Result<Locale, anyhow::Error> {
    let Some(tag) = &args.locale else {
        return Ok(config.house.primary.clone());
    };
    let locale: Locale = tag.parse().map_err(|e| Failure::usage(format!("{e}")))?;
    let templates = session.templates(config);
    if templates.voice_for(&locale)?.is_none() {
        let known = templates.locales()?;
        let known: Vec<String> = known.iter().map(ToString::to_string).collect();
        let known = or_ticked(&known);
        return Err(
            Failure::usage(format!("there is no voice for the locale `{locale}`"))
                .hint(format!(
                    "use {known}, or add a voice to your templates folder"
                ))
                .into(),
        );
    }
    Ok(locale)
}

/// Who is speaking; to an authority in UTC.
fn house(config: &Config, reader: Reader) -> House {
    let mut house = config.house.clone();
    if reader == Reader::Regulator {
        house.zone = Zone::utc();
    }
    house
}

fn numbers(incident: &Incident, session: &Session) -> Numbers {
    let rhythm = Rhythm {
        incident: &incident.id,
        beats: incident.timeline.iter().map(Beat::from).collect(),
    };
    let Some(figures) = figures(&rhythm, session.now) else {
        return Numbers::default();
    };
    Numbers {
        words: figures.words,
        open_words: figures.open_words,
        named: figures.named,
        silence: figures.silence,
        judged: figures.updates.judged(),
        kept: figures.updates.kept,
        corrections: figures.corrections,
        reopened: figures.reopened,
    }
}

/// Says what whoever passes the report on must know, and the report does not say.
fn remark(
    session: &Session,
    config: &Config,
    incident: &Incident,
    document: &Document,
) -> Result<(), Failure> {
    let ui = &session.ui;
    let state = incident.in_force.state();
    match incident.stage() {
        Stage::None if state.is_over() && !state.is_maintenance() => {
            ui.warn("there is no review of this incident: the report holds what the log does");
            ui.next(&format!("vocero review {}", incident.id));
        }
        Stage::Draft | Stage::Changing => {
            ui.warn("the review is a draft: so is this report");
        }
        _ => {}
    }
    if let Some(remark) = messages::for_want_of(&mut document.untranslated.iter(), &document.locale)
    {
        ui.warn(&remark);
    }
    if document.reader == Reader::Regulator {
        ui.say("This is no legal advice: find out what an authority must be told, and by when.");
    }
    check::report::report(session, config, incident, document)
}

#[cfg(test)]
mod tests;
