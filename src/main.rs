//! The `vocero` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    vocero::cli::run(std::env::args_os())
}
