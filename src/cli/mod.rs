//! The command line: arguments in, exit code out.

mod args;
mod suffixes;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::CommandFactory;
use clap::error::{ContextKind, ErrorKind};

use crate::commands::session::{self, Session};
use crate::failure::{self, Exit, Failure};
use crate::text::clean;
use crate::ui::Ui;
use args::{Cli, Command};

/// Runs the program on its arguments, the first of which is its own name. Parses, looks around,
/// runs one command, and reports an error once.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let json = args.iter().any(|arg| arg == "--json");
    let mut places = "";
    let outcome = suffixes::unfold(args)
        .map_err(anyhow::Error::from)
        .and_then(|args| match Cli::read(args) {
            Ok(cli) => execute(cli, &mut places),
            Err(error) => usage(&error),
        });
    match outcome {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(error) if failure::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => report(failure::explain(error), json, places),
    }
}

fn execute(cli: Cli, places: &mut &'static str) -> Result<Exit, anyhow::Error> {
    use crate::commands as c;
    let session = Session::open(cli.globals, places)?;
    if let Some(drill) = session.drill.as_ref().filter(|_| converses(&cli.command)) {
        session.announce(drill);
    }
    match &cli.command {
        Command::Declare(args) => c::declare::run(&session, args),
        Command::Update(args) => c::update::run(&session, args),
        Command::Resolve(args) => c::resolve::run(&session, args),
        Command::Correct(args) => c::correct::run(&session, args),
        Command::Review(args) => c::review::run(&session, args),
        Command::Schedule(args) => c::schedule::run(&session, args),
        Command::Measure(args) => c::measure::run(&session, args),
        Command::Measures(args) => c::measures::run(&session, args),
        Command::Note(args) => c::note::run(&session, args),
        Command::Snooze(args) => c::snooze::run(&session, args),
        Command::Due(args) => c::due::run(&session, args),
        Command::Plan(args) => c::plan::run(&session, args),
        Command::Told(args) => c::told::run(&session, args),
        Command::Daily(args) => c::daily::run(&session, args),
        Command::Metrics(args) => c::metrics::run(&session, args),
        Command::Summary(args) => c::summary::run(&session, args),
        Command::Feedback(args) => c::feedback::run(&session, args),
        Command::Render(args) => c::render::run(&session, args),
        Command::Check(args) => c::check::run(&session, args),
        Command::Feed(args) => c::feed::run(&session, args),
        Command::Site(args) => c::site::run(&session, args),
        Command::Export(args) => c::export::run(&session, args),
        Command::Import(args) => c::import::run(&session, args),
        Command::Show(args) => c::show::run(&session, args),
        Command::List(args) => c::list::run(&session, args),
        Command::Template(args) => c::template::run(&session, args),
        Command::Scenario(args) => c::scenario::run(&session, args),
        Command::Drill(args) => c::drill::run(&session, args),
        Command::Init(args) => c::init::run(&session, args),
        Command::Repair(args) => c::repair::run(&session, args),
        Command::Redact(args) => c::redact::run(&session, args),
        Command::Completions(args) => c::completions::run(&session, args, Cli::command()),
        Command::Man(args) => c::man::run(&session, args, Cli::command()),
    }
}

/// Whether somebody is there to be told that this is a drill; what a command says itself is not said
/// twice.
const fn converses(command: &Command) -> bool {
    match command {
        Command::Due(args) => !args.prompt,
        Command::Completions(_) | Command::Man(_) | Command::Drill(_) => false,
        _ => true,
    }
}

/// Help and version are products; everything else that clap says is wrong usage.
fn usage(error: &clap::Error) -> Result<Exit, anyhow::Error> {
    let exit = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Exit::Done,
        _ => Exit::Usage,
    };
    let printed = error.print();
    if names_a_title(error) {
        Ui::new(false, session::colour_wish(), "").hint("the title goes with `--title`");
    }
    match printed {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(exit),
    }
}

/// Whether `declare` got words that stand for themselves: they can only be the title.
fn names_a_title(error: &clap::Error) -> bool {
    let said = |kind| error.get(kind).map(ToString::to_string);
    let usage = said(ContextKind::Usage).unwrap_or_default();
    let given = said(ContextKind::InvalidArg).unwrap_or_default();
    error.kind() == ErrorKind::UnknownArgument
        && usage.contains("vocero declare ")
        && !given.starts_with('-')
}

/// Reports an error once: to a person, and to a program that asked for JSON as JSON as well.
fn report(mut failure: Failure, json: bool, places: &'static str) -> ExitCode {
    let ui = Ui::new(false, session::colour_wish(), places);
    if failure.exit == Exit::Interrupted {
        return ExitCode::from(failure.exit.code());
    }
    for line in failure.message.lines() {
        // What is indented goes on with the error above it.
        if line.starts_with("  ") {
            ui.aside(&clean::visible(line));
        } else {
            ui.error(line);
        }
    }
    for hint in &mut failure.hints {
        *hint = ui.placed(hint);
        Ui { places: "", ..ui }.hint(hint);
    }
    if json && failure.exit != Exit::Unsure {
        let value = serde_json::json!({
            "error": { "exit": failure.exit.code(), "message": failure.message, "hints": failure.hints }
        });
        // Nobody is there to be told that nobody is there.
        drop(ui.exact(format!("{value:#}\n").as_bytes()));
    }
    ExitCode::from(failure.exit.code())
}
