//! `vocero man`

use std::path::PathBuf;

use anyhow::Context;
use clap::{Args, Command};

use super::session::Session;
use crate::failure::{Exit, Failure};

/// Print the manual page
///
/// Prints the page of vocero itself, or of one command; with --out writes all of them into a
/// folder. To read one at once: `vocero man | man -l -`
#[derive(Debug, Clone, Args)]
pub struct ManArgs {
    /// The command [default: vocero itself]
    pub command: Option<String>,
    /// Write every page into this folder
    #[arg(long, value_name = "DIR", conflicts_with = "command")]
    pub out: Option<PathBuf>,
}

/// Runs `vocero man`.
pub fn run(session: &Session, args: &ManArgs, mut command: Command) -> Result<Exit, anyhow::Error> {
    command = command.disable_help_subcommand(true);
    command.build();
    if let Some(folder) = &args.out {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("`{}` could not be made", folder.display()))?;
        clap_mangen::generate_to(command, folder)
            .with_context(|| format!("the pages could not be written to `{}`", folder.display()))?;
        session
            .ui
            .say(&format!("wrote the manual pages to {}", folder.display()));
        return Ok(Exit::Done);
    }
    let page = match &args.command {
        None => command,
        Some(name) => command.find_subcommand(name).cloned().ok_or_else(|| {
            Failure::usage(format!("there is no command `{name}`")).hint("see `vocero help`")
        })?,
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff)?;
    session.ui.exact(&roff)?;
    Ok(Exit::Done)
}
