//! `vocero init`

use std::io::Write;

use clap::Args;

use super::messages;
use super::session::Session;
use crate::failure::{Exit, Failure};
use crate::text::packed::{Text, packed};

/// The file that is written: every key with its meaning, all commented out.
static COMMENTED: Text = packed!("templates/vocero.toml");

/// Write a commented vocero.toml
///
/// Writes a configuration in which every setting is explained and commented out, so that nothing
/// changes until you change it. An existing file is never overwritten.
#[derive(Debug, Clone, Args)]
pub struct InitArgs {
    /// Print the file and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs `vocero init`.
pub fn run(session: &Session, args: &InitArgs) -> Result<Exit, anyhow::Error> {
    let path = session.new_config_path();
    if args.dry_run {
        session.ui.product(COMMENTED.text())?;
        session
            .ui
            .say(&format!("{} was not written", path.display()));
        return Ok(Exit::Done);
    }
    let mut file = std::fs::File::create_new(&path).map_err(|e| refused(&path, &e))?;
    let written = file
        .write_all(COMMENTED.text().as_bytes())
        .and_then(|()| file.sync_all());
    written.map_err(|e| {
        Failure::untouched(format!("`{}` could not be written: {e}", path.display()))
    })?;
    if session.globals.json {
        messages::print_json(session, &serde_json::json!({ "config": path }))?;
    } else if session.globals.quiet {
        session.ui.product(&path.display().to_string())?;
    } else {
        session.ui.say(&format!("wrote {}", path.display()));
        session.next("vocero declare");
    }
    Ok(Exit::Done)
}

fn refused(path: &std::path::Path, error: &std::io::Error) -> Failure {
    let shown = path.display();
    match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::usage(format!("`{shown}` exists already"))
            .hint("see what could be in it with `vocero init --dry-run`"),
        _ => Failure::untouched(format!("`{shown}` could not be written: {error}"))
            .hint("name another place with `--config FILE`"),
    }
}
