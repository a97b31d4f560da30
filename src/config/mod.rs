//! The configuration file `vocero.toml`: what it may say and what holds without it.

mod check;
mod clocks;
pub mod locate;
mod people;
mod reader;
mod services;

use std::io;
use std::path::{Path, PathBuf};

use chrono::Duration;

use self::check::CheckTable;
use self::reader::{Reader, names, text, texts};
use crate::domain::client::Client;
use crate::domain::dictionary::Dictionary;
use crate::domain::house::House;
use crate::domain::locale::{Locale, NotALocale};
use crate::domain::matrix::Matrix;
use crate::domain::regulator::Clock;
use crate::domain::service::{Service, Settings};
use crate::domain::words::{Severity, State, UnknownWord};
use crate::order::Map;
use crate::text::clean;
use crate::text::list::or_ticked;
use crate::text::zone::{UnknownZone, Zone};

/// A configuration that could not be read or makes no sense. Every variant names the file.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("`{}` could not be read: {problem}", path.display())]
    Unreadable { path: PathBuf, problem: io::Error },
    #[error("`{}`{} is not a configuration: {problem}", path.display(), reader::named(*line))]
    Invalid {
        path: PathBuf,
        /// The line it is about, where the problem itself does not say it.
        line: Option<usize>,
        problem: Box<toml::de::Error>,
    },
    #[error("there is no folder `{}`, where the configuration has your rules", path.display())]
    NoRules { path: PathBuf },
    #[error("`{}`: `{key}` {problem}", path.display())]
    Senseless {
        path: PathBuf,
        key: &'static str,
        problem: String,
    },
}

/// The file as written. Unknown keys are errors: a misspelt one would silently not count.
struct File {
    company: Option<String>,
    status_url: Option<String>,
    feedback_url: Option<String>,
    contact: Option<String>,
    locales: Vec<String>,
    address: Option<String>,
    zone: Option<String>,
    channels: Vec<String>,
    templates: Option<PathBuf>,
    cadence: CadenceTable,
    services: Map<String, String>,
    service: Settings,
    check: CheckTable,
    client: Vec<people::ClientTable>,
    matrix: people::MatrixTable,
    clocks: Map<String, String>,
}

#[derive(Debug, Default)]
struct CadenceTable {
    critical: Option<u32>,
    major: Option<u32>,
    minor: Option<u32>,
    monitoring: Option<u32>,
}

impl File {
    fn read(value: toml::Value) -> Result<Self, toml::de::Error> {
        let mut table = Reader::of("", value)?;
        let file = Self {
            company: table.take("company", text)?,
            status_url: table.take("status_url", text)?,
            feedback_url: table.take("feedback_url", text)?,
            contact: table.take("contact", text)?,
            locales: table.take("locales", texts)?,
            address: table.take("address", text)?,
            zone: table.take("zone", text)?,
            channels: table.take("channels", texts)?,
            templates: table.take("templates", text)?.map(PathBuf::from),
            cadence: table.take("cadence", cadence_table)?,
            services: table.take("services", names)?,
            service: table.take("service", services::settings)?,
            check: table.take("check", check::check)?,
            client: table.take("client", people::client_tables)?,
            matrix: table.take("matrix", people::matrix_table)?,
            clocks: table.take("clocks", names)?,
        };
        table.done().map(|()| file)
    }
}

fn cadence_table(at: &str, value: toml::Value) -> Result<CadenceTable, toml::de::Error> {
    let mut table = Reader::of(at, value)?;
    let cadence = CadenceTable {
        critical: table.take("critical", minutes)?,
        major: table.take("major", minutes)?,
        minor: table.take("minor", minutes)?,
        monitoring: table.take("monitoring", minutes)?,
    };
    table.done().map(|()| cadence)
}

fn minutes(at: &str, value: toml::Value) -> Result<Option<u32>, toml::de::Error> {
    match value {
        toml::Value::Integer(number) if u32::try_from(number).is_ok() => {
            Ok(u32::try_from(number).ok())
        }
        other => Err(reader::wrong(at, &other, "a number of minutes")),
    }
}

/// How long after the last word the next one is proposed, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cadence {
    pub critical: u32,
    pub major: u32,
    pub minor: u32,
    pub monitoring: u32,
}

impl Default for Cadence {
    fn default() -> Self {
        Self {
            critical: 30,
            major: 30,
            minor: 60,
            monitoring: 120,
        }
    }
}

impl Cadence {
    /// Returns the proposed time until the next update. While it is only watched whether it holds
    /// (monitoring; verifying, for planned work), it is the same for all severities.
    pub fn next(self, severity: Severity, state: State) -> Duration {
        let minutes = match (state, severity) {
            (State::Monitoring | State::Verifying, _) => self.monitoring,
            (_, Severity::Critical) => self.critical,
            (_, Severity::Major) => self.major,
            (_, Severity::Minor) => self.minor,
        };
        Duration::minutes(minutes.into())
    }
}

/// What holds for this run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The file it was read from; none if there is none.
    pub path: Option<PathBuf>,
    pub house: House,
    /// The configured locales, the primary one first; only that one without configuration.
    pub locales: Vec<Locale>,
    /// The channels to render; empty means all.
    pub channels: Vec<String>,
    /// The folder with the user's own voices, shapes and scenarios.
    pub templates: Option<PathBuf>,
    pub cadence: Cadence,
    /// The service that carries a channel, where it is not the channel's first.
    pub services: Map<String, Service>,
    /// What services must know of us.
    pub settings: Settings,
    /// The levels of rules, by their names, or `off`; which names exist is known to the check.
    pub levels: Map<String, String>,
    /// The names and the rules of the house, for the check.
    pub dictionary: Dictionary,
    /// Those whom we tell directly, in the order of the file.
    pub clients: Vec<Client>,
    /// Who is told how, by when.
    pub matrix: Matrix,
    /// The clocks of regulators that count.
    pub clocks: Vec<Clock>,
}

impl Config {
    /// What holds without a file, for somebody whose environment speaks `locale`.
    pub fn without_file(locale: Locale) -> Self {
        Self {
            path: None,
            house: House {
                primary: locale.clone(),
                ..House::default()
            },
            locales: vec![locale],
            channels: Vec::new(),
            templates: None,
            cadence: Cadence::default(),
            services: Map::new(),
            settings: Settings::default(),
            levels: Map::new(),
            dictionary: Dictionary::default(),
            clients: Vec::new(),
            matrix: Matrix::default(),
            clocks: Vec::new(),
        }
    }

    /// Reads a configuration file; `locale` is the primary one if the file names none.
    pub fn read(path: &Path, locale: Locale) -> Result<Self, ConfigError> {
        let unreadable = |problem| ConfigError::Unreadable {
            path: path.to_owned(),
            problem,
        };
        let kind = std::fs::metadata(path).map_err(unreadable)?;
        if !kind.is_file() {
            return Err(unreadable(io::Error::other("it is not a file")));
        }
        let text = std::fs::read_to_string(path).map_err(unreadable)?;
        Self::parse(&text, path, locale)
    }

    fn parse(text: &str, path: &Path, locale: Locale) -> Result<Self, ConfigError> {
        let invalid = |problem| ConfigError::Invalid {
            path: path.to_owned(),
            line: reader::line_of(text, &problem),
            problem: Box::new(problem),
        };
        let table = text.parse().map_err(invalid)?;
        let file = File::read(toml::Value::Table(table)).map_err(invalid)?;
        let senseless = |key, problem: String| ConfigError::Senseless {
            path: path.to_owned(),
            key,
            problem,
        };
        let mut config = Self::without_file(locale);
        config.path = Some(path.to_owned());
        let tags = file.locales.iter().map(|tag| tag.parse());
        let locales: Vec<Locale> = tags
            .collect::<Result<_, _>>()
            .map_err(|e: NotALocale| senseless("locales", e.to_string()))?;
        if let Some(primary) = locales.first() {
            config.house.primary = primary.clone();
            config.locales = locales;
        }
        if let Some(zone) = file.zone {
            config.house.zone = zone
                .parse()
                .map_err(|e: UnknownZone| senseless("zone", e.to_string()))?;
        }
        if let Some(address) = file.address {
            config.house.address = address
                .parse()
                .map_err(|e: UnknownWord| senseless("address", e.to_string()))?;
        }
        config.house.company = file
            .company
            .map(|name| clean::fit_line(&name, 100).map(|fit| fit.text))
            .transpose()
            .map_err(|e| senseless("company", e.to_string()))?
            .filter(|name| !name.is_empty());
        config.house.status_url =
            url("status_url", file.status_url).map_err(|(k, p)| senseless(k, p))?;
        config.house.feedback_url =
            contact("feedback_url", file.feedback_url).map_err(|(k, p)| senseless(k, p))?;
        config.house.contact = file
            .contact
            .map(|contact| clean::fit_line(&contact, 200).map(|fit| fit.text))
            .transpose()
            .map_err(|e| senseless("contact", e.to_string()))?
            .filter(|contact| !contact.is_empty());
        config.channels = file.channels;
        let here = path.parent().unwrap_or(Path::new("."));
        config.templates = file.templates.map(|folder| here.join(folder));
        config.cadence = cadence(&file.cadence).map_err(|(k, p)| senseless(k, p))?;
        config.services = services(file.services).map_err(|(k, p)| senseless(k, p))?;
        config.settings = file.service;
        config.levels.clone_from(&file.check.levels);
        config.dictionary = file.check.dictionary(path)?;
        config.clients =
            people::clients(file.client, &config.house).map_err(|p| senseless("client", p))?;
        config.matrix =
            people::matrix(file.matrix, &config.clients).map_err(|p| senseless("matrix", p))?;
        config.clocks = clocks::clocks(file.clocks).map_err(|p| senseless("clocks", p))?;
        Ok(config)
    }

    /// The zone in which times are typed and shown.
    pub const fn zone(&self) -> Zone {
        self.house.zone
    }
}

/// A key of the configuration, and what is wrong with it.
pub type Problem = (&'static str, String);

/// Checks that a URL is one a reader can follow anywhere: https, a host, no spaces.
pub fn url(key: &'static str, given: Option<String>) -> Result<Option<String>, Problem> {
    let Some(url) = given.map(|u| u.trim().to_owned()).filter(|u| !u.is_empty()) else {
        return Ok(None);
    };
    let host = url.strip_prefix("https://");
    let lawful = host.is_some_and(|h| h.starts_with(|c: char| c.is_alphanumeric()))
        && !url
            .chars()
            .any(|c| c.is_whitespace() || c.is_control() || "<>\"'`\\|".contains(c));
    if lawful {
        Ok(Some(url))
    } else {
        Err((
            key,
            format!("is `{url}`, which is not a safe web address; start it with `https://`"),
        ))
    }
}

/// Like [`url`], and as well an address to write to or a number to call: `mailto:` and `tel:`.
pub fn contact(key: &'static str, given: Option<String>) -> Result<Option<String>, Problem> {
    let trimmed = given.map(|u| u.trim().to_owned());
    let direct = trimmed.as_deref().is_some_and(|u| {
        let rest = u.strip_prefix("mailto:").or_else(|| u.strip_prefix("tel:"));
        rest.is_some_and(|rest| {
            !rest.is_empty()
                && rest
                    .bytes()
                    .all(|b| b.is_ascii_graphic() && !b"<>\"'`\\|".contains(&b))
        })
    });
    if direct {
        return Ok(trimmed);
    }
    url(key, trimmed).map_err(|(key, why)| (key, why + ", `mailto:` or `tel:`"))
}

/// Reads which service carries a channel; the channel must be one that the service carries.
fn services(table: Map<String, String>) -> Result<Map<String, Service>, Problem> {
    let one = |(channel, word): (String, String)| {
        let refuse = |why: String| ("services", format!("has `{channel}`: {why}"));
        let service: Service = word
            .parse()
            .map_err(|e: UnknownWord| refuse(e.to_string()))?;
        let possible = Service::of_channel(&channel);
        if possible.contains(&service) {
            return Ok((channel, service));
        }
        let words: Vec<&str> = possible.iter().map(|s| s.word()).collect();
        Err(refuse(format!(
            "{service} does not carry it; use {}",
            or_ticked(&words)
        )))
    };
    table.into_iter().map(one).collect()
}

fn cadence(table: &CadenceTable) -> Result<Cadence, Problem> {
    // A week: beyond it a cadence is no cadence.
    const MOST: u32 = 7 * 24 * 60;
    let usual = Cadence::default();
    let minutes = |key: &str, given: Option<u32>, usual: u32| match given {
        Some(minutes) if minutes == 0 || minutes > MOST => {
            let problem = format!("has `{key} = {minutes}`; use 1 to {MOST} minutes");
            Err(("cadence", problem))
        }
        given => Ok(given.unwrap_or(usual)),
    };
    Ok(Cadence {
        critical: minutes("critical", table.critical, usual.critical)?,
        major: minutes("major", table.major, usual.major)?,
        minor: minutes("minor", table.minor, usual.minor)?,
        monitoring: minutes("monitoring", table.monitoring, usual.monitoring)?,
    })
}

#[cfg(test)]
mod tests;
