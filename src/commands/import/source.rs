//! Where a history comes from: a file, a folder or standard input.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::commands::outbox;
use crate::commands::session::Session;
use crate::failure::Failure;
use crate::intake::{self, Harvest, Home};
use crate::order;
use crate::text::zone::Zone;

/// The most bytes of a document: as many as a log may have.
const LIMIT: u64 = crate::log::LOG_LIMIT;

/// Reads everything that there is, with all problems.
pub(super) fn read(
    session: &Session,
    source: &Path,
    home: Option<Home>,
    zone: Option<Zone>,
) -> Result<Harvest, Failure> {
    let mut harvest = Harvest::new(zone);
    if source.is_dir() {
        if home.is_some_and(|home| home != Home::Cstate) {
            return Err(
                Failure::usage(format!("`{}` is a folder", source.display()))
                    .hint("name the file with the JSON"),
            );
        }
        folder(session, source, &mut harvest)?;
        return Ok(harvest);
    }
    let text = text(source)?;
    let Some(home) = home.or_else(|| told(&text)) else {
        let source = source.display();
        return Err(Failure::usage(format!(
            "it cannot be told what `{source}` is; it is no JSON and no folder"
        ))
        .hint("say it with `--from statuspage`, `--from cstate` or `--from issues`"));
    };
    let name = source.display().to_string();
    let mut progress = session.ui.progress(format!("reading {name}"), text.len());
    let tick = &mut |read| progress.at(read);
    match home {
        Home::Statuspage => intake::statuspage(&text, &mut harvest, tick),
        Home::Issues => intake::issues(&text, &mut harvest, tick),
        Home::Cstate => {
            let name = source.file_name().unwrap_or(source.as_os_str());
            intake::cstate(&name.to_string_lossy(), &text, &mut harvest);
        }
    }
    Ok(harvest)
}

/// What a document is, told from its first sign.
fn told(text: &str) -> Option<Home> {
    match text.trim_start_matches('\u{feff}').trim_start().as_bytes() {
        [b'{', ..] => Some(Home::Statuspage),
        [b'[', ..] => Some(Home::Issues),
        [b'-', b'-', b'-', ..] => Some(Home::Cstate),
        _ => None,
    }
}

fn text(source: &Path) -> Result<String, Failure> {
    outbox::read_text(source, LIMIT).map_err(|why| {
        Failure::usage(format!("`{}` {why}", source.display()))
            .hint("name a file in UTF-8, or a folder")
    })
}

/// Reads the pages of a folder: those in `content`, where there is one, at any depth.
fn folder(session: &Session, source: &Path, harvest: &mut Harvest) -> Result<(), Failure> {
    let content = source.join("content");
    let root = if content.is_dir() { &content } else { source };
    let mut pages = Vec::new();
    gather(root, &mut pages)?;
    order::sort(&mut pages);
    if pages.is_empty() {
        let root = root.display();
        return Err(
            Failure::usage(format!("there is no page (`.md`) in `{root}`"))
                .hint("name the folder of the site, or its `content/issues`"),
        );
    }
    let mut progress = session.ui.progress("reading pages", pages.len());
    for (number, path) in pages.iter().enumerate() {
        let name = path.strip_prefix(root).unwrap_or(path);
        let name = name.to_string_lossy().replace('\\', "/");
        intake::cstate(&name, &text(path)?, harvest);
        progress.at(number + 1);
    }
    Ok(())
}

fn gather(folder: &Path, pages: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |error: &io::Error| {
        Failure::usage(format!("`{}` cannot be read: {error}", folder.display()))
    };
    for entry in fs::read_dir(folder).map_err(|e| failed(&e))? {
        let entry = entry.map_err(|e| failed(&e))?;
        let kind = entry.file_type().map_err(|e| failed(&e))?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if kind.is_dir() && !name.starts_with('.') {
            gather(&entry.path(), pages)?;
        } else if kind.is_file() && intake::is_page(&name) {
            pages.push(entry.path());
        }
    }
    Ok(())
}
