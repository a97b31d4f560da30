//! One run of the program: what was asked for globally, and what surrounds it. The environment is
//! read here, once.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SubsecRound, Utc};
use clap::Args;

use crate::clock;
use crate::config::Config;
use crate::config::locate::Surroundings;
use crate::failure::Failure;
use crate::log::Log;
use crate::prompt::Drafts;
use crate::render::Templates;
use crate::ui::{ColourWish, Ui};

/// What every command takes.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Global options")]
pub struct Globals {
    /// The log [default: incidents.toml in the nearest folder upwards that has one or a vocero.toml,
    /// or else in your data directory]
    #[arg(long, value_name = "FILE", global = true)]
    pub log: Option<PathBuf>,
    /// The configuration [default: vocero.toml beside the log, or in your config directory]
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

/// One run of the program.
#[derive(Debug)]
pub struct Session {
    pub globals: Globals,
    pub ui: Ui,
    /// The present moment, whole seconds, UTC.
    pub now: DateTime<Utc>,
    /// Whether [`clock::VARIABLE`] fixes the clock.
    fixed: bool,
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
    /// Looks around, once.
    pub fn open(globals: Globals) -> Result<Self, anyhow::Error> {
        let ui = Ui::new(globals.quiet, colour_wish());
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
        Ok(Self {
            globals,
            ui,
            now: clock::now(fixed.as_deref())?,
            fixed: fixed.is_some(),
            around,
            author: ["USER", "LOGNAME", "USERNAME"]
                .into_iter()
                .find_map(variable),
            editor: ["VISUAL", "EDITOR"].into_iter().find_map(variable),
        })
    }

    /// The present moment once more: an interview takes its time. Whole seconds, UTC.
    pub fn present(&self) -> DateTime<Utc> {
        self.stamp().trunc_subsecs(0)
    }

    /// The present moment as precise as it is known, for new ids.
    pub fn stamp(&self) -> DateTime<Utc> {
        if self.fixed {
            self.now
        } else {
            clock::precise()
        }
    }

    /// Where the log is, whether or not it exists.
    pub fn log_path(&self) -> Result<PathBuf, anyhow::Error> {
        Ok(self.around.log_path(self.globals.log.as_deref())?)
    }

    /// Reads the log; one that does not exist yet is empty.
    pub fn log(&self) -> Result<Log, anyhow::Error> {
        Ok(Log::read(&self.log_path()?)?)
    }

    /// The same for a command that only reads.
    pub fn consulted_log(&self) -> Result<Log, anyhow::Error> {
        let memory = self.state_folder();
        Ok(Log::consult(&self.log_path()?, memory.as_deref())?)
    }

    /// Reads the configuration, or takes what holds without one.
    pub fn config(&self) -> Result<Config, anyhow::Error> {
        let log = self.log_path()?;
        match self.config_path(&log) {
            Some(path) => Ok(Config::read(&path, self.around.locale())?),
            None => Ok(Config::without_file(self.around.locale())),
        }
    }

    /// Where the configuration for a log is, if there is one.
    pub fn config_path(&self, log: &Path) -> Option<PathBuf> {
        self.around.config_path(self.globals.config.as_deref(), log)
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
