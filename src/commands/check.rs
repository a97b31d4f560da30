//! `vocero check`

pub mod along;
mod checked;
pub mod gate;
mod gather;
mod house;
mod human;
mod lines;
mod pages;
mod proof;
pub mod report;
mod sarif;
pub mod summed;
mod told;
#[cfg(test)]
mod voices;
mod waived;

use clap::{Args, ValueEnum};

use super::find::{self, Purpose};
use super::session::Session;
use crate::check::finding::Level;
use crate::check::page;
use crate::domain::locale::Locale;
use crate::failure::{Exit, Failure};
use crate::text::list::counted;
use gather::Report;

/// Check an incident, or any text, against what the craft knows
///
/// Checks the newest word of an incident: its facts, what it says after the words before it, and its
/// messages on every channel and in every locale. With --text it checks any text. Exit code 1 says
/// that something was found at or above --fail-on.
#[derive(Debug, Clone, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each flag is one of its own")]
pub struct CheckArgs {
    /// The incident, by any unambiguous part of its id [default: the open one, or the newest]; with
    /// --text the one that the text is about [default: none]
    pub incident: Option<String>,
    /// Check what was said with this entry instead of the newest word
    #[arg(long, value_name = "ID", conflicts_with_all = ["text", "history"])]
    pub entry: Option<String>,
    /// Check the history instead: promises, silence, and changes that nobody mentioned
    #[arg(long, conflicts_with_all = ["text", "channel", "locale"])]
    pub history: bool,
    /// Check a text that was written elsewhere, from a file or from standard input (-)
    #[arg(long, value_name = "FILE")]
    pub text: Option<String>,
    /// Take every line of the text for a message of its own
    #[arg(long, requires = "text")]
    pub each_line: bool,
    /// A channel, such as sms (can be repeated) [default: all]; with --text the one that carries it
    #[arg(long, value_name = "NAME")]
    pub channel: Vec<String>,
    /// A locale, such as es (can be repeated) [default: those configured or stated]; with --text its
    /// language
    #[arg(long, value_name = "CODE")]
    pub locale: Vec<String>,
    /// The state that the text announces, such as resolved
    #[arg(long, value_name = "STATE", requires = "text")]
    pub state: Option<String>,
    /// Who reads the text: customers, partners, support, executives or team
    #[arg(long, value_name = "AUDIENCE", requires = "text")]
    pub audience: Option<String>,
    /// How findings are printed
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    pub format: Format,
    /// The level from which the exit code is 1
    #[arg(long, value_name = "LEVEL", value_enum, default_value_t)]
    pub fail_on: FailOn,
    /// Print the page of a rule: why it is one, examples, when to let it be
    #[arg(long, value_name = "RULE", conflicts_with_all = ["incident", "text", "entry", "history"])]
    pub explain: Option<String>,
    /// List the rules
    #[arg(long, conflicts_with_all = ["incident", "text", "entry", "history", "explain"])]
    pub list: bool,
    /// Run the examples of every rule, built in and of your own
    #[arg(long, conflicts_with_all = ["incident", "text", "entry", "history", "explain", "list"])]
    pub self_test: bool,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, with the place in the text
    #[default]
    Human,
    /// The same as --json
    Json,
    /// One line each: PLACE:LINE:COLUMN:LEVEL:RULE: what
    Line,
    /// Annotations for GitHub Actions
    Github,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
}

/// From which level on findings make the exit code 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    Suggestion,
    Warning,
    #[default]
    Error,
    Never,
}

impl FailOn {
    /// Whether what was found is grave enough.
    fn refuses(self, report: &Report) -> bool {
        let worst = report.counted().map(|found| found.finding.level).max();
        worst.is_some_and(|level| self.holds(level))
    }

    fn holds(self, level: Level) -> bool {
        match self {
            Self::Suggestion => true,
            Self::Warning => level >= Level::Warning,
            Self::Error => level >= Level::Error,
            Self::Never => false,
        }
    }
}

/// Runs `vocero check`.
pub fn run(session: &Session, args: &CheckArgs) -> Result<Exit, anyhow::Error> {
    if let Some(page) = args.explain.as_deref().and_then(page::of) {
        return pages::explain(session, page);
    }
    let config = session.config()?;
    let known = house::known(&config)?;
    if args.list {
        return pages::list(session, &known);
    }
    if let Some(rule) = &args.explain {
        return pages::explain_own(session, &known, rule);
    }
    let levels = pages::levels(&config)?;
    if args.self_test {
        return proof::run(session, &known);
    }
    let mut report = match &args.text {
        Some(_) => {
            let about = args.incident.as_deref();
            let find = |id| find::find(&session.log()?, Some(id), Purpose::Read);
            let incident = about.map(find).transpose()?;
            gather::text(session, &config, known, args, incident.as_ref())?
        }
        None => {
            let log = session.log_about(args.incident.as_deref())?;
            let incident = find::find(&log, args.incident.as_deref(), Purpose::Read)?;
            let report = gather::incident(session, &config, known, args, &incident)?;
            find::warn(session, &log, &incident);
            report
        }
    };
    report.settle(&levels);
    show(session, args, &report)?;
    Ok(if args.fail_on.refuses(&report) {
        Exit::Found
    } else {
        Exit::Done
    })
}

fn show(session: &Session, args: &CheckArgs, report: &Report) -> Result<(), anyhow::Error> {
    let format = match (session.globals.json, args.format) {
        (true, Format::Line | Format::Github | Format::Sarif) => {
            return Err(Failure::usage("`--json` and `--format` ask for two formats").into());
        }
        (true, _) => Format::Json,
        (false, format) => format,
    };
    match format {
        Format::Json => super::messages::print_json(session, &lines::json(report))?,
        Format::Sarif => super::messages::print_json(session, &sarif::log(report))?,
        Format::Line => print(session, &lines::plain(report))?,
        Format::Github => print(session, &lines::github(report))?,
        Format::Human if session.globals.quiet => print(session, &lines::rules(report))?,
        Format::Human => {
            session.ui.exact(human::text(session, report).as_bytes())?;
            let found = match tally(report, None) {
                none if none.is_empty() => "nothing found".to_owned(),
                found => found,
            };
            session.ui.say(&format!("{}: {found}", report.subject));
        }
    }
    Ok(())
}

/// Prints a product, which may be empty.
fn print(session: &Session, text: &str) -> Result<(), anyhow::Error> {
    if !text.is_empty() {
        session.ui.product(text)?;
    }
    Ok(())
}

/// What was found, in numbers; empty if nothing was.
fn tally(report: &Report, reader: Option<&Locale>) -> String {
    let labels = human::labels(reader);
    let of = |level| {
        let found = report.said_once().into_iter();
        found
            .filter(|group| group[0].finding.level == level)
            .count()
    };
    let levels = [Level::Error, Level::Warning, Level::Suggestion];
    let numbers = levels.map(|level| (of(level), labels.levels[level as usize]));
    let mut numbers: Vec<String> = numbers
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, (one, many))| counted(count, one, many))
        .collect();
    let waived = report.let_be();
    if waived > 0 {
        numbers.push(format!("{waived} {}", labels.waived));
    }
    numbers.join(", ")
}
