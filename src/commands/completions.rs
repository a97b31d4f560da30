//! `vocero completions`

use clap::{Args, Command};
use clap_complete::Shell;

use super::session::Session;
use crate::failure::Exit;

/// Print a completion script for a shell
///
/// Prints the script; your shell's manual says where it belongs. For bash:
/// `vocero completions bash > ~/.local/share/bash-completion/completions/vocero`
#[derive(Debug, Clone, Args)]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Runs `vocero completions`.
pub fn run(
    session: &Session,
    args: &CompletionsArgs,
    mut command: Command,
) -> Result<Exit, anyhow::Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "vocero", &mut script);
    session.ui.exact(&script)?;
    Ok(Exit::Done)
}
