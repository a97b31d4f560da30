//! The commands and what they take.

use clap::{Parser, Subcommand};

use crate::commands as c;
use crate::commands::session::Globals;

/// Say what is broken, clearly, to everybody who needs to know
///
/// vocero keeps a log of your incidents, asks you a few questions, and turns the answers into
/// consistent messages for every channel, in every language of your readers.
#[derive(Debug, Parser)]
#[command(
    name = "vocero",
    version,
    propagate_version = true,
    arg_required_else_help = true
)]
#[command(
    after_help = "Exit codes: 0 done · 1 something was found by `check`, or is overdue · 2 wrong usage or bad input · 3 nothing could be read or saved · \
4 saved, but not confirmed or not rendered · 130 interrupted"
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) globals: Globals,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Declare(Box<c::declare::DeclareArgs>),
    Update(Box<c::update::UpdateArgs>),
    Resolve(Box<c::resolve::ResolveArgs>),
    Correct(Box<c::correct::CorrectArgs>),
    Schedule(Box<c::schedule::ScheduleArgs>),
    Note(Box<c::note::NoteArgs>),
    Due(c::due::DueArgs),
    Render(c::render::RenderArgs),
    Check(c::check::CheckArgs),
    Feed(c::feed::FeedArgs),
    Show(c::show::ShowArgs),
    List(c::list::ListArgs),
    Template(c::template::TemplateArgs),
    Scenario(c::scenario::ScenarioArgs),
    Init(c::init::InitArgs),
    Repair(c::repair::RepairArgs),
    Completions(c::completions::CompletionsArgs),
    Man(c::man::ManArgs),
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed_and_every_flag_has_help() {
        Cli::command().help_expected(true).debug_assert();
    }
}
