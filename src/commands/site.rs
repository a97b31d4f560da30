//! `vocero site`

mod crew;
mod folder;
mod links;
mod pages;
mod tray;

use std::path::{Component, Path, PathBuf};

use clap::Args;
use serde_json::json;

pub use self::folder::LIST;
use self::folder::{Change, Folder};
use self::pages::Press;
use super::session::Session;
use super::threads::side_by_side;
use super::{find, messages};
use crate::config::Config;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::failure::{Exit, Failure};
use crate::order;
use crate::render::Templates;
use crate::render::site::{Files, Front, languages};
use crate::text::list::{counted, or_ticked};

/// Write the log as a status site, to host wherever you like
///
/// How everything is now, what is open and when the next update is due, planned work, every incident
/// with all that was said, the history by months, and a feed: in each language, as pages that need
/// no script and nothing from elsewhere. They say what the channel `status-page` says, and know
/// nothing that customers do not. The same log makes the same bytes, and only what changed is
/// written. Files in the folder that are not of the site stay as they are. `vocero template eject
/// site` gives you the pages to restyle.
#[derive(Debug, Clone, Args)]
pub struct SiteArgs {
    /// The folder of the site; it is made if there is none
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// A language of the site, the first one at its root (can be repeated) [default: those
    /// configured]
    #[arg(long, value_name = "CODE")]
    pub locale: Vec<String>,
    /// Render and check every page, and tell what would be written; write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs `vocero site`.
pub fn run(session: &Session, args: &SiteArgs) -> Result<Exit, anyhow::Error> {
    if session.drill.is_some() {
        return Err(
            Failure::usage("the log is that of a drill, and a site would seem real")
                .hint("name the log of what did happen with `--log FILE`")
                .into(),
        );
    }
    let config = session.config()?;
    let templates = session.templates(&config);
    let locales = locales(session, &templates, &config, &args.locale)?;
    keeps_out(session, &config, &args.folder)?;
    // The log is read behind the lock, too: whoever wrote meanwhile knew no more than this run.
    let (folder, _alone) = Folder::enter(&args.folder, args.dry_run)?;
    // They are needed to the end, and with it the program ends: nobody waits until they are put away
    // one by one.
    let incidents: &[Incident] = incidents(session)?.leak();
    let mut by_news: Vec<&Incident> = incidents.iter().collect();
    order::sort_by_key(&mut by_news, |incident| {
        incident.last_word().map(|entry| entry.at)
    });
    let languages = languages(&templates, &locales)?;
    let press = Press {
        templates: &templates,
        config: &config,
        files: &Files::read(&templates)?,
        languages: &languages,
        incidents,
        by_news: &by_news,
        components: &Front::components(&by_news),
        folder: &folder,
        is_dry: args.dry_run,
    };
    let total = incidents.len() * languages.len();
    let mut progress = session.ui.progress("making the site", total);
    let mut tray = press.tray();
    press.lay(&mut tray, &mut progress)?;
    drop(progress);
    let (files, change) = tray.serve()?;
    if config.house.status_url.is_none() {
        session
            .ui
            .warn("there is no feed: readers know it by `status_url` in vocero.toml");
    }
    tell(session, args, &locales, files, &change)?;
    Ok(Exit::Done)
}

/// Everything that was said in public, in the order in which customers heard of it.
fn incidents(session: &Session) -> Result<Vec<Incident>, anyhow::Error> {
    let log = session.log()?;
    find::warn_written(session, &log);
    if log.is_empty() && !log.path().exists() {
        let place = log.path().display();
        return Err(Failure::usage(format!("there is no log at `{place}`"))
            .hint("name it with `--log FILE`, or open an incident with `vocero declare`")
            .into());
    }
    let read = side_by_side(&log.strands(), &|strand| Some(strand.incident()));
    let mut incidents = Vec::with_capacity(read.len());
    for incident in read {
        let incident = incident?;
        if incident.last_word().is_some() {
            incidents.push(incident);
        }
    }
    order::sort_by_key(&mut incidents, |incident| {
        incident.public().next().map(|entry| entry.at)
    });
    Ok(incidents)
}

/// The languages of the site: those that were asked for, or those configured.
fn locales(
    session: &Session,
    templates: &Templates,
    config: &Config,
    asked: &[String],
) -> Result<Vec<Locale>, anyhow::Error> {
    let mut chosen: Vec<Locale> = Vec::new();
    let mut voiceless = Vec::new();
    if asked.is_empty() {
        for locale in &config.locales {
            let known = templates.voice_for(locale)?.is_some();
            let list = if known { &mut chosen } else { &mut voiceless };
            list.push(locale.clone());
        }
        messages::warn_voiceless(session, &voiceless);
    }
    for tag in asked {
        let locale: Locale = tag.parse().map_err(|e| Failure::usage(format!("{e}")))?;
        if templates.voice_for(&locale)?.is_none() {
            let known: Vec<String> = templates
                .locales()?
                .iter()
                .map(ToString::to_string)
                .collect();
            let failure = Failure::usage(format!("there is no voice for the locale `{locale}`"));
            return Err(failure.hint(format!("use {}", or_ticked(&known))).into());
        }
        chosen.push(locale);
    }
    let mut seen: Vec<Locale> = Vec::with_capacity(chosen.len());
    for locale in chosen {
        if !seen.contains(&locale) {
            seen.push(locale);
        }
    }
    if seen.is_empty() {
        seen.push(Locale::english());
    }
    Ok(seen)
}

/// Refuses a folder in which everybody who reads the site could read the log or the configuration.
fn keeps_out(session: &Session, config: &Config, folder: &Path) -> Result<(), anyhow::Error> {
    let log = session.log_path()?;
    let Ok(site) = folder.canonicalize() else {
        // It is made on the way, and `..` behind what is not there yet would lead out of it.
        let known = folder.ancestors().find(|above| above.exists());
        let made = known.and_then(|known| folder.strip_prefix(known).ok());
        let mut parts = made.unwrap_or(folder).components();
        if parts.all(|part| part != Component::ParentDir) {
            return Ok(());
        }
        return Err(Failure::usage(format!(
            "`{}` leads back through a folder that is not there",
            folder.display()
        ))
        .hint("name the folder without `..`")
        .into());
    };
    for inside in [Some(&log), config.path.as_ref()].into_iter().flatten() {
        if inside
            .canonicalize()
            .is_ok_and(|path| path.starts_with(&site))
        {
            let (inside, folder) = (inside.display(), folder.display());
            return Err(Failure::usage(format!(
                "`{inside}` is inside `{folder}`, where everybody could read it"
            ))
            .hint("name a folder of its own, such as `site`")
            .into());
        }
    }
    Ok(())
}

fn tell(
    session: &Session,
    args: &SiteArgs,
    locales: &[Locale],
    files: usize,
    change: &Change,
) -> Result<(), anyhow::Error> {
    let folder = &args.folder;
    if session.globals.json {
        let told = json!({
            "folder": folder,
            "locales": locales,
            "files": files,
            "written": change.written,
            "unchanged": change.unchanged,
            "removed": change.removed,
            "dry_run": args.dry_run,
        });
        return messages::print_json(session, &told);
    }
    if session.globals.quiet {
        let paths = change.written.iter().chain(&change.removed);
        let paths: String = paths
            .map(|path| format!("{}\n", folder.join(path).display()))
            .collect();
        if !paths.is_empty() {
            session.ui.product(&paths)?;
        }
        return Ok(());
    }
    let wrote = if args.dry_run { "would write" } else { "wrote" };
    let count = |files: usize| counted(files, "file", "files");
    let written = count(change.written.len());
    let mut told = format!("{wrote} {written} into {}", folder.display());
    if change.unchanged > 0 {
        told += &format!("; left {} as before", count(change.unchanged));
    }
    if !change.removed.is_empty() {
        told += &format!("; removed {} of before", count(change.removed.len()));
    }
    session.ui.say(&told);
    Ok(())
}
