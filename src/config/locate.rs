//! Where the log and the configuration are, from flags, environment and folders.

use std::path::{Path, PathBuf};

use crate::domain::locale::Locale;

/// The name of a log that is found from the working directory upwards.
pub const LOG_NAME: &str = "incidents.toml";
/// The name of the configuration file.
pub const CONFIG_NAME: &str = "vocero.toml";

/// The parts of the environment that matter, read once at the start.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// `VOCERO_LOG`.
    pub log: Option<PathBuf>,
    /// `VOCERO_CONFIG`.
    pub config: Option<PathBuf>,
    /// The working directory.
    pub here: PathBuf,
    pub home: Option<PathBuf>,
    /// `XDG_CONFIG_HOME`, `XDG_DATA_HOME`, `XDG_STATE_HOME`; relative values do not count.
    pub xdg_config: Option<PathBuf>,
    pub xdg_data: Option<PathBuf>,
    pub xdg_state: Option<PathBuf>,
    /// The first of `LC_ALL`, `LC_MESSAGES`, `LANG` that is set.
    pub language: Option<String>,
}

/// There is nowhere to keep the log.
#[derive(Debug, Clone, Copy, thiserror::Error)]
#[error("there is no home directory to keep the log in")]
pub struct NoHome;

impl Surroundings {
    /// Returns the log's path: the flag, `VOCERO_LOG`, the nearest folder upwards with
    /// an `incidents.toml` or a `vocero.toml`, or the user's data directory.
    pub fn log_path(&self, flag: Option<&Path>) -> Result<PathBuf, NoHome> {
        if let Some(path) = flag.or(self.log.as_deref()) {
            return Ok(self.here.join(path));
        }
        // A folder that is configured is where its log belongs, even before there is one.
        let belongs = |folder: &&Path| {
            [LOG_NAME, CONFIG_NAME]
                .iter()
                .any(|name| folder.join(name).symlink_metadata().is_ok())
        };
        if let Some(folder) = self.here.ancestors().find(belongs) {
            return Ok(folder.join(LOG_NAME));
        }
        let data = self
            .base(self.xdg_data.as_deref(), ".local/share")
            .ok_or(NoHome)?;
        Ok(data.join("vocero").join(LOG_NAME))
    }

    /// Returns the configuration's path: the flag, `VOCERO_CONFIG`, beside the log, or the user's
    /// configuration directory.
    pub fn config_path(&self, flag: Option<&Path>, log: &Path) -> Option<PathBuf> {
        if let Some(path) = flag.or(self.config.as_deref()) {
            return Some(self.here.join(path));
        }
        // Beside the real log as well as beside a link to it.
        let beside = log.parent().map(|folder| folder.join(CONFIG_NAME));
        let beside_real = log
            .canonicalize()
            .ok()
            .and_then(|real| Some(real.parent()?.join(CONFIG_NAME)));
        let own = self
            .base(self.xdg_config.as_deref(), ".config")
            .map(|c| c.join("vocero").join(CONFIG_NAME));
        let mut candidates = [beside, beside_real, own].into_iter().flatten();
        candidates.find(|path| path.symlink_metadata().is_ok())
    }

    /// Returns the folder for drafts; none without a home directory.
    pub fn state_folder(&self) -> Option<PathBuf> {
        self.base(self.xdg_state.as_deref(), ".local/state")
            .map(|state| state.join("vocero"))
    }

    /// Returns the locale of the environment, where vocero speaks its language, else English.
    pub fn locale(&self) -> Locale {
        let spoken = self
            .language
            .as_deref()
            .and_then(|l| l.split(['.', '@']).next()?.parse().ok());
        spoken.map_or_else(Locale::english, Locale::spoken)
    }

    fn base(&self, xdg: Option<&Path>, usual: &str) -> Option<PathBuf> {
        let absolute = xdg.filter(|path| path.is_absolute()).map(Path::to_owned);
        absolute.or_else(|| self.home.as_ref().map(|home| home.join(usual)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn surroundings(here: &Path) -> Surroundings {
        Surroundings {
            here: here.to_owned(),
            home: Some("/home/ana".into()),
            ..Surroundings::default()
        }
    }

    #[test]
    fn the_nearest_log_upwards_is_found_before_the_data_directory() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        std::fs::create_dir_all(&deep).unwrap();
        assert_eq!(
            surroundings(&deep).log_path(None).unwrap(),
            Path::new("/home/ana/.local/share/vocero/incidents.toml")
        );
        let log = folder.path().join(LOG_NAME);
        std::fs::write(&log, "").unwrap();
        assert_eq!(surroundings(&deep).log_path(None).unwrap(), log);
    }

    #[test]
    fn a_configured_folder_is_where_its_log_belongs() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(CONFIG_NAME), "").unwrap();
        let log = surroundings(folder.path()).log_path(None).unwrap();
        assert_eq!(log, folder.path().join(LOG_NAME));
    }

    #[test]
    fn a_flag_wins_over_the_environment() {
        let mut around = surroundings(Path::new("/tmp"));
        around.log = Some("/elsewhere.toml".into());
        assert_eq!(
            around.log_path(Some(Path::new("mine.toml"))).unwrap(),
            Path::new("/tmp/mine.toml")
        );
        assert_eq!(around.log_path(None).unwrap(), Path::new("/elsewhere.toml"));
    }

    #[test]
    fn a_relative_xdg_folder_does_not_count() {
        let mut around = surroundings(Path::new("/"));
        around.xdg_state = Some("state".into());
        assert_eq!(
            around.state_folder().unwrap(),
            Path::new("/home/ana/.local/state/vocero")
        );
    }

    #[test]
    fn the_environment_speaks_its_language_or_else_english() {
        let mut around = surroundings(Path::new("/"));
        for (language, locale) in [
            ("es_ES.UTF-8", "es"),
            ("C", "en"),
            ("pt_BR", "pt"),
            ("it_IT.UTF-8", "en"),
        ] {
            around.language = Some(language.to_owned());
            assert_eq!(around.locale().as_str(), locale);
        }
    }
}
