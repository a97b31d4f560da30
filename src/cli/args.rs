//! The commands and what they take.

use std::ffi::OsString;

use clap::{Args as _, FromArgMatches as _, Parser, Subcommand};

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
    #[command(visible_alias = "postmortem")]
    Review(Box<c::review::ReviewArgs>),
    Schedule(Box<c::schedule::ScheduleArgs>),
    Measure(Box<c::measure::MeasureArgs>),
    Measures(c::measures::MeasuresArgs),
    Note(Box<c::note::NoteArgs>),
    Snooze(c::snooze::SnoozeArgs),
    Due(c::due::DueArgs),
    Plan(c::plan::PlanArgs),
    Told(c::told::ToldArgs),
    Daily(c::daily::DailyArgs),
    Metrics(c::metrics::MetricsArgs),
    Summary(c::summary::SummaryArgs),
    Feedback(c::feedback::FeedbackArgs),
    Render(c::render::RenderArgs),
    Check(c::check::CheckArgs),
    Feed(c::feed::FeedArgs),
    Site(c::site::SiteArgs),
    Export(c::export::ExportArgs),
    Import(c::import::ImportArgs),
    Show(c::show::ShowArgs),
    List(c::list::ListArgs),
    Template(c::template::TemplateArgs),
    Scenario(c::scenario::ScenarioArgs),
    Drill(c::drill::DrillArgs),
    Init(c::init::InitArgs),
    Repair(c::repair::RepairArgs),
    Redact(c::redact::RedactArgs),
    Completions(c::completions::CompletionsArgs),
    Man(c::man::ManArgs),
}

/// How the arguments of each command are made.
type Arguments = fn(clap::Command) -> clap::Command;

const COMMANDS: [(&str, Arguments); 33] = [
    ("declare", c::declare::DeclareArgs::augment_args),
    ("update", c::update::UpdateArgs::augment_args),
    ("resolve", c::resolve::ResolveArgs::augment_args),
    ("correct", c::correct::CorrectArgs::augment_args),
    ("review", c::review::ReviewArgs::augment_args),
    ("schedule", c::schedule::ScheduleArgs::augment_args),
    ("measure", c::measure::MeasureArgs::augment_args),
    ("measures", c::measures::MeasuresArgs::augment_args),
    ("note", c::note::NoteArgs::augment_args),
    ("snooze", c::snooze::SnoozeArgs::augment_args),
    ("due", c::due::DueArgs::augment_args),
    ("plan", c::plan::PlanArgs::augment_args),
    ("told", c::told::ToldArgs::augment_args),
    ("daily", c::daily::DailyArgs::augment_args),
    ("metrics", c::metrics::MetricsArgs::augment_args),
    ("summary", c::summary::SummaryArgs::augment_args),
    ("feedback", c::feedback::FeedbackArgs::augment_args),
    ("render", c::render::RenderArgs::augment_args),
    ("check", c::check::CheckArgs::augment_args),
    ("feed", c::feed::FeedArgs::augment_args),
    ("site", c::site::SiteArgs::augment_args),
    ("export", c::export::ExportArgs::augment_args),
    ("import", c::import::ImportArgs::augment_args),
    ("show", c::show::ShowArgs::augment_args),
    ("list", c::list::ListArgs::augment_args),
    ("template", c::template::TemplateArgs::augment_args),
    ("scenario", c::scenario::ScenarioArgs::augment_args),
    ("drill", c::drill::DrillArgs::augment_args),
    ("init", c::init::InitArgs::augment_args),
    ("repair", c::repair::RepairArgs::augment_args),
    ("redact", c::redact::RedactArgs::augment_args),
    ("completions", c::completions::CompletionsArgs::augment_args),
    ("man", c::man::ManArgs::augment_args),
];

impl Cli {
    /// Parses the arguments. Of all commands nearly every run needs one: only its own
    /// arguments are made. Where they do not parse, all are made, for help and errors know all.
    pub(super) fn read(args: Vec<OsString>) -> Result<Self, clap::Error> {
        let is = |arg: &OsString, words: [&str; 2]| words.iter().any(|word| arg == word);
        if let [_, only] = args.as_slice()
            && is(only, ["--version", "-V"])
        {
            let version = clap::Command::new("vocero").version(env!("CARGO_PKG_VERSION"));
            version.try_get_matches_from(&args)?;
        }
        let asks = |arg| is(arg, ["--help", "-h"]) || is(arg, ["--version", "-V"]);
        if args.iter().any(asks) {
            return Self::try_parse_from(args);
        }
        // A command that is not among the arguments is not the one.
        let lean = lean(&|name| args.iter().any(|arg| arg == name)).try_get_matches_from(&args);
        match lean.and_then(|mut matches| Self::from_arg_matches_mut(&mut matches)) {
            Ok(cli) => Ok(cli),
            Err(_) => Self::try_parse_from(args),
        }
    }
}

/// The command line without help, with those of the commands that are `wanted`, and the arguments of
/// a command made when it is chosen.
fn lean(wanted: &dyn Fn(&str) -> bool) -> clap::Command {
    let root = Globals::augment_args(clap::Command::new("vocero")).subcommand_required(true);
    let commands = COMMANDS.iter().filter(|(name, _)| wanted(name));
    let commands = commands.map(|(name, arguments)| clap::Command::new(*name).defer(*arguments));
    root.disable_help_subcommand(true).subcommands(commands)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;
    use std::collections::BTreeSet;

    #[test]
    fn what_is_made_when_it_is_chosen_is_what_there_is() {
        /// Every command with its arguments, but for help, which the lean one does without. The
        /// order in which help shows them does not matter.
        fn told(command: &clap::Command, path: &str, lines: &mut BTreeSet<String>) {
            let path = format!("{path} {}", command.get_name());
            for arg in command.get_arguments() {
                if !["help", "version"].contains(&arg.get_id().as_str()) {
                    let place = arg.clone().display_order(0);
                    assert!(lines.insert(format!("{path}: {place:?}")));
                }
            }
            let below = command.get_subcommands();
            below.for_each(|command| told(command, &path, lines));
            lines.insert(path);
        }
        let [whole, lean] = [Cli::command(), lean(&|_| true)].map(|command| {
            let mut lines = BTreeSet::new();
            let mut command = command.disable_help_subcommand(true);
            command.build();
            told(&command, "", &mut lines);
            lines
        });
        let differing: Vec<_> = whole.symmetric_difference(&lean).collect();
        assert!(differing.is_empty(), "{differing:#?}");
        assert!(lean.len() > 100);
    }

    #[test]
    fn the_version_is_told_as_all_of_the_command_line_tells_it() {
        for flag in ["--version", "-V"] {
            let args: Vec<OsString> = vec!["vocero".into(), flag.into()];
            let lean = Cli::read(args.clone()).unwrap_err();
            let whole = Cli::try_parse_from(args).unwrap_err();
            assert_eq!(lean.kind(), whole.kind());
            assert_eq!(lean.to_string(), whole.to_string());
        }
    }

    #[test]
    fn the_command_line_is_well_formed_and_every_flag_has_help() {
        Cli::command().help_expected(true).debug_assert();
    }
}
