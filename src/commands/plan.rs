//! `vocero plan`

mod lines;
mod table;

use clap::Args;

use super::find::{self, Purpose};
use super::messages;
use super::session::Session;
use crate::config::Config;
use crate::domain::client::DAILY;
use crate::domain::fact::TimeFact;
use crate::domain::incident::Incident;
use crate::domain::matrix::{Need, Origin};
use crate::domain::plan::{Call, Party, Plan, Why};
use crate::failure::{Exit, Failure};
use crate::log::Log;
use crate::text::fold::fold;
use crate::text::list::and_ticked;

/// Show who to tell, how, in which order and by when
///
/// Holds the newest word of an incident against the matrix and the clients of vocero.toml: who is
/// told directly and on which public channel, by when, with which command, who has been told already
/// (see `vocero told`), and who is left out and why. With -q only the names of those who have not
/// heard the newest word yet.
#[derive(Debug, Clone, Args)]
pub struct PlanArgs {
    /// The incident, by any unambiguous part of its id [default: the open one, or the newest]
    pub incident: Option<String>,
    /// A line for each client, however many there are
    #[arg(short, long)]
    pub all: bool,
}

/// Runs `vocero plan`.
pub fn run(session: &Session, args: &PlanArgs) -> Result<Exit, anyhow::Error> {
    let log = session.consulted_log()?;
    let config = session.config()?;
    let incident = find::find(&log, args.incident.as_deref(), Purpose::Read)?;
    let plan = Plan::of(&incident, &config.clients, &config.matrix, session.now);
    let Some(plan) = plan else {
        let id = &incident.id;
        return Err(
            Failure::usage(format!("nothing was said in public about `{id}`"))
                .hint(format!("say the first word with `vocero update {id}`"))
                .into(),
        );
    };
    knows_its_channels(session, &config, &plan)?;
    let board = Board {
        session,
        config: &config,
        incident: &incident,
        plan: &plan,
        name: short(&log, &incident),
        all: args.all,
    };
    if session.globals.json {
        messages::print_json(session, &lines::json(&board)?)?;
    } else if session.globals.quiet {
        let mut told: Vec<&str> = Vec::new();
        for call in plan.calls.iter().filter(|call| !call.is_heard()) {
            if !told.contains(&call.name()) {
                told.push(call.name());
                session.ui.product(call.name())?;
            }
        }
    } else {
        for line in board.folded(&lines::heading(&board)) {
            session.ui.heading(&line)?;
        }
        session.ui.exact(table::text(&board)?.as_bytes())?;
    }
    board.remark();
    find::warn(session, &log, &incident);
    Ok(Exit::Done)
}

/// Refuses a matrix that sends the public to a channel that does not exist.
fn knows_its_channels(
    session: &Session,
    config: &Config,
    plan: &Plan<'_>,
) -> Result<(), anyhow::Error> {
    let templates = session.templates(config);
    let public = plan.calls.iter().filter(|call| call.party == Party::Public);
    let names: Vec<String> = public.map(|call| call.how.clone()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let matrix = Config {
        channels: names,
        ..config.clone()
    };
    messages::channels(&templates, &matrix, &[])?;
    Ok(())
}

/// The part of the id that is enough in a command.
fn short(log: &Log, incident: &Incident) -> String {
    let ids = log.incidents().iter().map(String::as_str);
    // An id that was written by hand may hold anything.
    shell_words::quote(find::short(ids, &incident.id)).into_owned()
}

/// A plan and everything that it is shown with.
struct Board<'a> {
    session: &'a Session,
    config: &'a Config,
    incident: &'a Incident,
    plan: &'a Plan<'a>,
    /// What the incident is called in commands.
    name: String,
    all: bool,
}

impl Board<'_> {
    /// The command that shows what to say, ready to paste.
    fn command(&self, call: &Call<'_>, channels: &[String]) -> String {
        let (name, how) = (&self.name, &call.how);
        let command = match call.party {
            Party::Public => format!("vocero render {name} --channel {how}"),
            Party::Client(client, _) => {
                let key = shell_words::quote(&client.key()).into_owned();
                if how == DAILY {
                    format!("vocero daily --client {key}")
                } else if channels.contains(how) {
                    format!("vocero render {name} --client {key} --channel {how}")
                } else {
                    format!("vocero render {name} --client {key}")
                }
            }
        };
        self.session.command(&command)
    }

    /// A line of prose, broken between words where the screen is narrow.
    fn folded(&self, line: &str) -> Vec<String> {
        match self.session.ui.width() {
            Some(width) => fold(line, width),
            None => vec![line.to_owned()],
        }
    }

    /// What should be known before anybody is told, and the command that states it.
    fn lacking(&self) -> Vec<(&'static str, String)> {
        let name = &self.name;
        let lacks = self.plan.lacks.iter().map(|need| {
            let (what, command) = match need {
                Need::Action => (
                    "nobody stated what was tried:",
                    format!("vocero update {name} --action TEXT"),
                ),
                Need::People => (
                    "nobody stated who is on it:",
                    format!("vocero note TEXT {name} --people NAMES"),
                ),
                Need::NextUpdate => (
                    "no deadline is named:",
                    format!("vocero update {name} --next-update TIME"),
                ),
            };
            (what, self.session.command(&command))
        });
        lacks.collect()
    }

    /// What is at hand for those who tell.
    fn at_hand(&self) -> Vec<String> {
        let facts = &self.incident.in_force.facts;
        let mut at_hand = Vec::new();
        if let Some(people) = &facts.internal.people {
            at_hand.push(format!("on it: {people}"));
        }
        if let Some(next) = facts.time(TimeFact::NextUpdate) {
            let next = super::show::clock(next, self.config.zone(), self.session.now);
            at_hand.push(format!("next update by {next}"));
        }
        at_hand
    }

    /// Says what is odd about the configuration, and what comes next.
    fn remark(&self) {
        let ui = &self.session.ui;
        if self.plan.origin == Origin::Hole {
            let key = lines::cell(self.plan);
            ui.warn(&format!(
                "the matrix in vocero.toml has no {}: the built-in steps hold",
                and_ticked(&[key])
            ));
        }
        if self.config.clients.is_empty() {
            ui.say("no client is described in vocero.toml; see `vocero init --dry-run`");
        }
        let left_out = self.plan.left_out.iter();
        let unreached = left_out.filter(|(_, why)| *why == Why::Unreachable);
        let unreached: Vec<&str> = unreached.map(|(client, _)| client.name.as_str()).collect();
        if !unreached.is_empty() {
            ui.warn(&format!(
                "nobody can tell {}: vocero.toml has no contacts for them",
                and_ticked(&unreached)
            ));
        }
        if let Some(call) = self.plan.calls.iter().find(|call| !call.is_heard()) {
            let to = match call.party {
                Party::Client(client, _) => shell_words::quote(&client.key()).into_owned(),
                Party::Public => call.how.clone(),
            };
            if !self.session.globals.json {
                let told = format!("vocero told {to} {}", self.name);
                self.session.next(&told);
            }
        }
    }
}
