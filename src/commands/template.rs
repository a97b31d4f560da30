//! `vocero template`

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};

use super::find::{Purpose, find};
use super::messages;
use super::session::Session;
use crate::channel::webhook;
use crate::config::Config;
use crate::domain::locale::Locale;
use crate::failure::{Exit, Failure};
use crate::render::{self, Kind, Templates};

/// Look at the words and shapes of messages, and make them your own
///
/// A voice holds every sentence of one language; a shape says which sentences a channel carries and
/// in which order; the pages of the status site are HTML and one CSS. Your own stand in the folder
/// that `templates` in vocero.toml names.
#[derive(Debug, Clone, Args)]
pub struct TemplateArgs {
    #[command(subcommand)]
    command: TemplateCommand,
}

#[derive(Debug, Clone, Subcommand)]
enum TemplateCommand {
    /// List voices, shapes and pages, and where they come from
    List,
    /// Print a voice, a shape or a page
    Show(ShowArgs),
    /// Copy a voice, a shape or a page into your templates folder, to change it
    Eject(NameArgs),
    /// Print the JSON Schema of the webhook's payloads
    Schema,
    /// Print what the templates of a channel see, as JSON
    Context(ContextArgs),
}

#[derive(Debug, Clone, Args)]
struct NameArgs {
    /// A locale such as `es`, a channel such as `sms`, or a page such as `index.html`; to copy, also
    /// `site` for all pages
    name: String,
}

#[derive(Debug, Clone, Args)]
struct ShowArgs {
    #[command(flatten)]
    name: NameArgs,
    /// The built-in one, where your own holds instead
    #[arg(long)]
    built_in: bool,
}

#[derive(Debug, Clone, Args)]
struct ContextArgs {
    /// The incident, by any unambiguous part of its id [default: the open one, or the newest]
    incident: Option<String>,
    /// The channel
    #[arg(long, value_name = "NAME", default_value = "status-page")]
    channel: String,
    /// The locale [default: the primary one]
    #[arg(long, value_name = "CODE")]
    locale: Option<String>,
}

/// The name of all pages of the status site.
const SITE: &str = "site";

/// Runs `vocero template`.
pub fn run(session: &Session, args: &TemplateArgs) -> Result<Exit, anyhow::Error> {
    let config = session.config()?;
    let templates = session.templates(&config);
    match &args.command {
        TemplateCommand::List => list(session, &templates)?,
        TemplateCommand::Show(ShowArgs { name, built_in }) => {
            let embedded = Templates::embedded();
            let templates = if *built_in { &embedded } else { &templates };
            let (_, _, source) = named(templates, &name.name)?;
            session.ui.exact(source.as_bytes())?;
        }
        TemplateCommand::Eject(name) => eject(session, &config, &templates, &name.name)?,
        TemplateCommand::Schema => session.ui.exact(webhook::SCHEMA.text().as_bytes())?,
        TemplateCommand::Context(args) => context(session, &config, &templates, args)?,
    }
    Ok(Exit::Done)
}

fn list(session: &Session, templates: &Templates) -> Result<(), anyhow::Error> {
    let mut rows: Vec<(Kind, String, Option<PathBuf>)> = Vec::new();
    for locale in templates.locales()? {
        let (path, _) = templates.source(Kind::Voice, locale.as_str())?;
        rows.push((Kind::Voice, locale.to_string(), path));
    }
    for channel in templates.shapes()? {
        let (path, _) = templates.source(Kind::Shape, &channel)?;
        rows.push((Kind::Shape, channel, path));
    }
    for name in Templates::site_files() {
        let (path, _) = templates.source(Kind::Site, name)?;
        rows.push((Kind::Site, name.to_owned(), path));
    }
    if session.globals.json {
        let row = |(kind, name, path): &(Kind, String, Option<PathBuf>)| json!({ "kind": kind_word(*kind), "name": name, "path": path });
        return messages::print_json(session, &Value::Array(rows.iter().map(row).collect()));
    }
    if session.globals.quiet {
        let names: String = rows
            .iter()
            .map(|(_, name, _)| format!("{name}\n"))
            .collect();
        session.ui.product(&names)?;
        return Ok(());
    }
    let line = |(kind, name, path): &(Kind, String, Option<PathBuf>)| {
        let from = path
            .as_ref()
            .map_or_else(|| "built in".to_owned(), |p| p.display().to_string());
        format!("{:<5}  {name:<18}  {from}\n", kind_word(*kind))
    };
    session
        .ui
        .product(&rows.iter().map(line).collect::<String>())?;
    Ok(())
}

const fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Voice => "voice",
        Kind::Shape => "shape",
        Kind::Site => "site",
    }
}

/// Finds a template by its name: no locale is named like a channel, and neither like a file.
fn named(
    templates: &Templates,
    name: &str,
) -> Result<(Kind, Option<PathBuf>, String), anyhow::Error> {
    let voice = name
        .parse::<Locale>()
        .is_ok_and(|l| templates.locales().is_ok_and(|all| all.contains(&l)));
    let site = Templates::site_files().any(|file| file == name);
    let kind = match (voice, site) {
        (true, _) => Kind::Voice,
        (false, true) => Kind::Site,
        (false, false) => Kind::Shape,
    };
    if kind == Kind::Shape && !templates.shapes()?.iter().any(|channel| channel == name) {
        return Err(
            Failure::usage(format!("there is no voice, shape or page `{name}`"))
                .hint("see `vocero template list`")
                .into(),
        );
    }
    let (path, source) = templates.source(kind, name)?;
    Ok((kind, path, source))
}

fn eject(
    session: &Session,
    config: &Config,
    templates: &Templates,
    name: &str,
) -> Result<(), anyhow::Error> {
    let folder = config.templates.clone().ok_or_else(|| {
        Failure::usage("no folder for your own templates is configured")
            .hint("put `templates = \"templates\"` into vocero.toml; `vocero init` writes one")
    })?;
    // The first template that is ejected makes the folder.
    let built_in = Templates::embedded();
    let templates = if folder.exists() {
        templates
    } else {
        &built_in
    };
    // The pages of a site belong together; those that are your own already stay.
    let whole = name == SITE;
    let names: Vec<&str> = if whole {
        Templates::site_files().collect()
    } else {
        vec![name]
    };
    let mut paths: Vec<PathBuf> = Vec::with_capacity(names.len());
    for name in names {
        let (kind, own, source) = named(templates, name)?;
        let path = folder.join(kind.path(name));
        if own.is_some() {
            if whole {
                continue;
            }
            return Err(exists_already(&path, name));
        }
        write_new(&path, &source).map_err(|e| {
            Failure::untouched(format!("`{}` could not be written: {e}", path.display()))
        })?;
        paths.push(path);
    }
    let Some(first) = paths.first() else {
        return Err(exists_already(&folder.join(SITE), name));
    };
    let shown = paths.iter().map(|path| path.display().to_string());
    let shown: Vec<String> = shown.collect();
    if session.globals.json {
        let told = if whole {
            json!({ "paths": paths })
        } else {
            json!({ "path": first })
        };
        messages::print_json(session, &told)?;
    } else if session.globals.quiet {
        session.ui.product(&shown.join("\n"))?;
    } else {
        session.ui.say(&format!(
            "wrote {}: what stands there now holds instead of the built-in one",
            shown.join(", ")
        ));
        session.next(&shown_by(name));
    }
    Ok(())
}

/// The command that shows what a template does.
fn shown_by(name: &str) -> String {
    match name.strip_prefix("summary-") {
        Some(reader) => format!("vocero summary --for {reader}"),
        None if name == "daily" => "vocero daily".to_owned(),
        None if name == SITE || Templates::site_files().any(|file| file == name) => {
            "vocero site DIR".to_owned()
        }
        None => "vocero render".to_owned(),
    }
}

fn exists_already(path: &Path, name: &str) -> anyhow::Error {
    let failure = Failure::usage(format!("`{}` exists already", path.display()));
    let failure = failure.hint("edit it");
    // A voice or a channel may be one of the house alone; all pages have no name to show.
    if named(&Templates::embedded(), name).is_err() {
        return failure.into();
    }
    let built_in = format!("see the built-in one with `vocero template show {name} --built-in`");
    failure.hint(built_in).into()
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut file = std::fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn context(
    session: &Session,
    config: &Config,
    templates: &Templates,
    args: &ContextArgs,
) -> Result<(), anyhow::Error> {
    let log = session.log_about(args.incident.as_deref())?;
    let incident = find(&log, args.incident.as_deref(), Purpose::Read)?;
    let channel = std::slice::from_ref(&args.channel);
    messages::channels(templates, config, channel)?;
    let locale = match &args.locale {
        Some(tag) => tag.parse().map_err(|e| Failure::usage(format!("{e}")))?,
        None => config.house.primary.clone(),
    };
    let audience = templates.audience(&args.channel)?;
    let seen = render::context(&config.house, &incident, audience, &locale).ok_or_else(|| {
        Failure::usage(format!(
            "nothing was said in public about `{}`",
            incident.id
        ))
    })?;
    messages::print_json(session, &seen)
}
