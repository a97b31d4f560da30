//! `vocero man`

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::{Args, Command};
use clap_mangen::Man;

use super::session::Session;
use crate::failure::{Exit, Failure};

/// Print the manual page
///
/// Prints the page of vocero itself, or of one command; with --out writes all of them into a
/// folder. To read one at once: `vocero man | man -l -`
#[derive(Debug, Clone, Args)]
pub struct ManArgs {
    /// The command, such as `declare` or `measure add` [default: vocero itself]
    pub command: Vec<String>,
    /// Write every page into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub out: Option<PathBuf>,
}

/// The day of the newest change to the pages.
const DATE: &str = "2026-11-22";

/// Runs `vocero man`.
pub fn run(session: &Session, args: &ManArgs, mut command: Command) -> Result<Exit, anyhow::Error> {
    command = command.disable_help_subcommand(true);
    command.build();
    if let Some(folder) = &args.out {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("`{}` could not be made", folder.display()))?;
        let count = write_all(&command, folder)?;
        session.ui.say(&format!(
            "wrote {count} manual pages to {}",
            folder.display()
        ));
        return Ok(Exit::Done);
    }
    let mut page = &command;
    // A page is called `measure-add`, and no command has a dash in its own name.
    for word in args.command.iter().flat_map(|name| name.split('-')) {
        page = page.find_subcommand(word).ok_or_else(|| {
            let name = args.command.join(" ");
            Failure::usage(format!("there is no command `{name}`")).hint("see `vocero help`")
        })?;
    }
    session.ui.exact(&rendered(page)?)?;
    Ok(Exit::Done)
}

/// Writes the page of a command and of every command below it, and returns how many there are.
fn write_all(command: &Command, folder: &Path) -> Result<usize, anyhow::Error> {
    let path = folder.join(format!("{}.1", page_name(command)));
    std::fs::write(&path, rendered(command)?)
        .with_context(|| format!("`{}` could not be written", path.display()))?;
    let mut count = 1;
    for below in command.get_subcommands() {
        count += write_all(below, folder)?;
    }
    Ok(count)
}

/// The name of a page: `vocero-template-list`.
fn page_name(command: &Command) -> String {
    command
        .get_display_name()
        .unwrap_or_else(|| command.get_name())
        .to_owned()
}

fn rendered(command: &Command) -> Result<Vec<u8>, anyhow::Error> {
    let version = concat!("vocero ", env!("CARGO_PKG_VERSION"));
    let page = Man::new(command.clone())
        .title(page_name(command))
        .date(DATE)
        .source(version)
        .manual("vocero");
    let mut roff = Vec::new();
    page.render(&mut roff)?;
    // Two line breaks in a row are one too many for the manual's own checker.
    let text = String::from_utf8(roff)?;
    Ok(text.replace("\n.br\n\n.br\n", "\n.br\n").into_bytes())
}
