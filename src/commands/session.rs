//! One run of the program: what was asked for globally, and what surrounds it. The environment is
//! read here, once.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SubsecRound, Utc};
use clap::Args;

use super::show;
use crate::clock;
use crate::config::Config;
use crate::config::locate::{NoHome, Surroundings};
use crate::domain::drill::Drill;
use crate::failure::Failure;
use crate::log::{self, Log, ReadError, WriteError};
use crate::prompt::Drafts;
use crate::render::Templates;
use crate::text::zone::Zone;
use crate::ui::{ColourWish, Ui};

/// What every command takes.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Global options")]
pub struct Globals {
    /// The log [default: that of `VOCERO_LOG`, or incidents.toml in the nearest folder upwards that has one
    /// or a vocero.toml, or else in your data directory]
    #[arg(long, value_name = "FILE", global = true)]
    pub log: Option<PathBuf>,
    /// The configuration [default: that of `VOCERO_CONFIG`, or vocero.toml beside the log, or in your config
    /// directory]
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// Print JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// Print only ids or paths, and warnings
    #[arg(short, long, global = true, overrides_with = "quiet")]
    pub quiet: bool,
    /// Never ask; name every missing flag instead
    #[arg(long, global = true)]
    pub no_input: bool,
}

impl Globals {
    /// The flags that name the log and the configuration, as they stand behind the name of the program.
    /// They are kept until the program ends: whatever goes wrong is told with them.
    fn places(&self) -> &'static str {
        let mut places = String::new();
        for (flag, path) in [(" --log ", &self.log), (" --config ", &self.config)] {
            if let Some(path) = path {
                places.push_str(flag);
                places.push_str(&shell_words::quote(&path.to_string_lossy()));
            }
        }
        places.leak()
    }
}

/// One of the ways to read a log of which something may be kept.
type Consult = fn(&Path, Option<&Path>) -> Result<Log, ReadError>;

/// One run of the program.
#[derive(Debug)]
pub struct Session {
    pub globals: Globals,
    pub ui: Ui,
    /// The present moment, whole seconds, UTC; in a drill as its clock shows it.
    pub now: DateTime<Utc>,
    /// The drill that the log rehearses, if it is one.
    pub drill: Option<Drill>,
    /// What the clock on the wall shows if [`clock::VARIABLE`] fixes it.
    fixed: Option<DateTime<Utc>>,
    /// Where the log is: looked for once.
    log: Result<PathBuf, NoHome>,
    around: Surroundings,
    author: Option<String>,
    editor: Option<String>,
}

/// Reads a variable that says something.
fn variable(name: &str) -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the environment is read here, once"
    )]
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Reads a variable that names a path, in whatever encoding.
fn path_variable(name: &str) -> Option<PathBuf> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the environment is read here, once"
    )]
    std::env::var_os(name)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}

fn seconds(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.trunc_subsecs(0)
}

/// What the environment says about colour.
pub fn colour_wish() -> ColourWish {
    ColourWish {
        never: variable("NO_COLOR").is_some(),
        always: variable("CLICOLOR_FORCE").is_some_and(|v| v != "0"),
        poor: variable("TERM").is_some_and(|v| v == "dumb")
            || variable("CLICOLOR").is_some_and(|v| v == "0"),
    }
}

impl Session {
    /// Looks around, once. First of all it says in `places` which flags advised commands need.
    pub fn open(globals: Globals, places: &mut &'static str) -> Result<Self, anyhow::Error> {
        *places = globals.places();
        let ui = Ui::new(globals.quiet, colour_wish(), places);
        let here = std::env::current_dir().map_err(|e| {
            Failure::untouched(format!("the working directory cannot be read: {e}"))
        })?;
        let around = Surroundings {
            log: path_variable("VOCERO_LOG"),
            config: path_variable("VOCERO_CONFIG"),
            here,
            home: path_variable("HOME").or_else(|| path_variable("USERPROFILE")),
            xdg_config: path_variable("XDG_CONFIG_HOME"),
            xdg_data: path_variable("XDG_DATA_HOME"),
            xdg_state: path_variable("XDG_STATE_HOME"),
            language: ["LC_ALL", "LC_MESSAGES", "LANG"]
                .into_iter()
                .find_map(variable),
        };
        let fixed = variable(clock::VARIABLE);
        let now = clock::now(fixed.as_deref())?;
        // Whoever needs the log is told what is wrong with its place.
        let log = around.log_path(globals.log.as_deref());
        let drill = log.as_ref().ok().map(|path| log::drill(path));
        let drill = drill.transpose()?.flatten();
        Ok(Self {
            globals,
            ui,
            now: drill.as_ref().map_or(now, |drill| seconds(drill.at(now))),
            drill,
            fixed: fixed.is_some().then_some(now),
            log,
            around,
            author: ["USER", "LOGNAME", "USERNAME"]
                .into_iter()
                .find_map(variable),
            editor: ["VISUAL", "EDITOR"].into_iter().find_map(variable),
        })
    }

    /// The present moment once more: an interview takes its time. Whole seconds, UTC.
    pub fn present(&self) -> DateTime<Utc> {
        seconds(self.stamp())
    }

    /// The present moment as precise as it is known, for new ids.
    pub fn stamp(&self) -> DateTime<Utc> {
        let wall = self.wall();
        self.drill.as_ref().map_or(wall, |drill| drill.at(wall))
    }

    /// What the clock on the wall shows, drill or not.
    pub fn wall(&self) -> DateTime<Utc> {
        self.fixed.unwrap_or_else(clock::precise)
    }

    /// The same in whole seconds.
    pub fn wall_seconds(&self) -> DateTime<Utc> {
        seconds(self.wall())
    }

    /// Names the next sensible command, ready to paste.
    pub fn next(&self, command: &str) {
        self.ui.next(&self.command(command));
    }

    /// A command as it must be typed to be about the same log and configuration.
    pub fn command(&self, command: &str) -> String {
        match command.strip_prefix("vocero ") {
            Some(rest) => format!("vocero{} {rest}", self.ui.places),
            None => command.to_owned(),
        }
    }

    /// Says that nothing is real, and what its clock shows.
    pub fn announce(&self, drill: &Drill) {
        // What is wrong with the configuration is told by whoever needs it.
        let zone = self
            .config()
            .map_or_else(|_| Zone::utc(), |config| config.zone());
        let (scenario, clock) = (&drill.scenario, show::clock(self.now, zone, self.now));
        let runs = match (drill.ended, drill.speed) {
            (Some(_), _) => "it has ended".to_owned(),
            (None, 1) => "in real time".to_owned(),
            (None, speed) => format!("{speed} times as fast"),
        };
        self.ui
            .say(&format!("drill {scenario}: {clock}, {runs}; not real"));
    }

    /// Where the log is, whether or not it exists.
    pub fn log_path(&self) -> Result<PathBuf, anyhow::Error> {
        Ok(self.log.clone()?)
    }

    /// Says where a log is that there was none of before: a mistyped `--log` makes one, too.
    pub fn tell_new(&self, log: Option<&Path>) {
        if let Some(log) = log {
            self.ui.say(&format!("a new log: {}", log.display()));
        }
    }

    /// Reads the log; one that does not exist yet is empty.
    pub fn log(&self) -> Result<Log, anyhow::Error> {
        Ok(Log::read(&self.log_path()?)?)
    }

    /// Reads the log for a command that adds to it; one that does not exist yet is empty.
    pub fn log_to_add(&self) -> Result<Log, anyhow::Error> {
        self.consult(Log::to_add)
    }

    /// Refuses to say anything in a drill that has ended, before anybody is asked: its score stands.
    pub fn goes_on(&self) -> Result<(), WriteError> {
        match &self.drill {
            Some(Drill { ended: Some(_), .. }) => Err(WriteError::DrillEnded),
            _ => Ok(()),
        }
    }

    /// The same for a command that only reads.
    pub fn consulted_log(&self) -> Result<Log, anyhow::Error> {
        self.consult(Log::consult)
    }

    /// The same for a command that wants nothing of the log but the incident that was named or, if none
    /// was, the one that is meant: the others may be missing.
    pub fn log_about(&self, named: Option<&str>) -> Result<Log, anyhow::Error> {
        self.consult(match named {
            Some(_) => Log::consult,
            None => Log::consult_meant,
        })
    }

    fn consult(&self, read: Consult) -> Result<Log, anyhow::Error> {
        let memory = self.state_folder();
        Ok(read(&self.log_path()?, memory.as_deref())?)
    }

    /// Reads the configuration, or takes what holds without one.
    pub fn config(&self) -> Result<Config, anyhow::Error> {
        let log = self.log_path()?;
        let mut config = match self.config_path(&log) {
            Some(path) => Config::read(&path, self.around.locale())?,
            None => Config::without_file(self.around.locale()),
        };
        config.house.drill = self.drill.is_some();
        Ok(config)
    }

    /// Where the configuration for a log is, if there is one.
    pub fn config_path(&self, log: &Path) -> Option<PathBuf> {
        self.around.config_path(self.globals.config.as_deref(), log)
    }

    /// Refuses to put something else in the place of the log, of its lock or of the configuration.
    pub fn spare(&self, path: &Path) -> Result<(), anyhow::Error> {
        let whole = |path: &Path| {
            let known = path.canonicalize().or_else(|_| std::path::absolute(path));
            known.unwrap_or_else(|_| path.to_owned())
        };
        let log = whole(&self.log_path()?);
        let mut lock = log.clone().into_os_string();
        lock.push(".lock");
        let config = self.config_path(&log).map(|path| whole(&path));
        let kept = [Some(log), Some(lock.into()), config];
        let target = whole(path);
        if kept.into_iter().flatten().any(|kept| kept == target) {
            let shown = path.display();
            return Err(Failure::usage(format!(
                "`{shown}` is the log, its lock or the configuration, and would be gone"
            ))
            .hint("name another file")
            .into());
        }
        Ok(())
    }

    /// Where what the program remembers is kept; none without a home directory.
    pub fn state_folder(&self) -> Option<PathBuf> {
        self.around.state_folder()
    }

    /// Where a new configuration belongs: beside the log if there is one here, else in the working
    /// directory.
    pub fn new_config_path(&self) -> PathBuf {
        let named = self
            .globals
            .config
            .clone()
            .map(|path| self.around.here.join(path));
        named.unwrap_or_else(|| self.around.here.join(crate::config::locate::CONFIG_NAME))
    }

    /// The embedded templates with the user's own over them.
    pub fn templates(&self, config: &Config) -> Templates {
        match &config.templates {
            Some(folder) => Templates::with_folder(folder),
            None => Templates::embedded(),
        }
    }

    /// Whether a person can be asked.
    pub fn may_ask(&self) -> bool {
        !self.globals.no_input && std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
    }

    /// Where drafts are kept; none without a home directory.
    pub fn drafts(&self) -> Option<Drafts> {
        self.state_folder().map(Drafts::new)
    }

    /// Who writes an entry that does not say so.
    pub fn author(&self) -> Option<String> {
        self.author.clone()
    }

    /// `$VISUAL`, or else `$EDITOR`.
    pub fn editor(&self) -> Option<&str> {
        self.editor.as_deref()
    }
}
