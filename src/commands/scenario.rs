//! `vocero scenario`: plans and words prepared before anything breaks.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use toml::Table;

use super::fact_args::FactArgs;
use super::facts_file;
use super::messages;
use super::session::Session;
use crate::config::Config;
use crate::domain::locale::Locale;
use crate::failure::{Exit, Failure};
use crate::order;
use crate::text::list::or_ticked;
use crate::text::packed::{Text, packed};

/// The built-in scenarios, by name.
static BUILT_IN: [(&str, Text); 7] = [
    ("payments", packed!("templates/scenarios/payments.toml")),
    ("login", packed!("templates/scenarios/login.toml")),
    ("slow", packed!("templates/scenarios/slow.toml")),
    ("data", packed!("templates/scenarios/data.toml")),
    ("supplier", packed!("templates/scenarios/supplier.toml")),
    ("security", packed!("templates/scenarios/security.toml")),
    (
        "maintenance",
        packed!("templates/scenarios/maintenance.toml"),
    ),
];

/// Look at prepared scenarios
///
/// A scenario proposes answers for something that is likely to happen some day. Use one with
/// `vocero declare --scenario NAME`. Your own stand in the folder that `templates` in vocero.toml
/// names, under scenarios/NAME.toml.
#[derive(Debug, Clone, Args)]
pub struct ScenarioArgs {
    #[command(subcommand)]
    command: ScenarioCommand,
}

#[derive(Debug, Clone, Subcommand)]
enum ScenarioCommand {
    /// List the scenarios
    List,
    /// Show what a scenario proposes, and what to remember
    Show {
        /// The scenario
        name: String,
    },
}

/// A scenario as its file holds it.
struct Scenario {
    name: String,
    path: Option<PathBuf>,
    source: String,
    table: Table,
}

/// Runs `vocero scenario`.
pub fn run(session: &Session, args: &ScenarioArgs) -> Result<Exit, anyhow::Error> {
    let config = session.config()?;
    let locale = &config.house.primary;
    match &args.command {
        ScenarioCommand::List => {
            let scenarios = names(&config)?.into_iter().map(|name| load(&config, &name));
            let scenarios = scenarios.collect::<Result<Vec<_>, _>>()?;
            if session.globals.json {
                let rows = scenarios
                    .iter()
                    .map(|s| json!({ "name": s.name, "about": s.about(locale), "path": s.path }));
                messages::print_json(session, &Value::Array(rows.collect()))?;
            } else {
                let row = |s: &Scenario| format!("{:<12}  {}\n", s.name, s.about(locale));
                session
                    .ui
                    .product(&scenarios.iter().map(row).collect::<String>())?;
            }
        }
        ScenarioCommand::Show { name } => {
            let scenario = load(&config, name)?;
            if session.globals.json {
                messages::print_json(session, &serde_json::to_value(&scenario.table)?)?;
            } else {
                session.ui.product(&scenario.shown(locale))?;
                session
                    .ui
                    .next(&format!("vocero declare --scenario {name}"));
            }
        }
    }
    Ok(Exit::Done)
}

/// What a scenario gives an interview.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub name: String,
    /// What has happened, in the language of the log.
    pub about: String,
    /// The facts that it proposes.
    pub facts: FactArgs,
    /// What to remember before the first word, in the language of the log.
    pub remember: Vec<String>,
}

/// Returns what a scenario proposes and what it wants remembered.
pub fn prepared(session: &Session, name: &str) -> Result<Prepared, anyhow::Error> {
    let config = session.config()?;
    let scenario = load(&config, name)?;
    let mut facts = match scenario.table.get("facts") {
        Some(toml::Value::Table(facts)) => facts.clone(),
        _ => Table::new(),
    };
    if facts.contains_key("waived") {
        let problem = "has `waived`: only what is said can be let be, not what is prepared";
        return Err(scenario.broken(problem).into());
    }
    for (_, value) in &mut facts {
        if let toml::Value::Table(by_locale) = value {
            *by_locale = for_readers(by_locale, &config.locales);
        }
    }
    let facts = facts_file::from_table(facts).map_err(|problem| scenario.broken(&problem))?;
    let remember = scenario.remember(&config.house.primary);
    Ok(Prepared {
        facts,
        remember: remember.map(str::to_owned).collect(),
        about: scenario.about(&config.house.primary).to_owned(),
        name: scenario.name.clone(),
    })
}

/// The texts for those who read here, each under the locale of the house: what is prepared in `pt`
/// is what an interview in `pt-BR` proposes. A language that nobody reads is dropped, since it would
/// only grow stale; without any left, English is better than nothing.
fn for_readers(by_locale: &Table, locales: &[Locale]) -> Table {
    // What is no locale is refused by name when the facts are read.
    let odd = by_locale
        .iter()
        .filter(|(tag, _)| tag.parse::<Locale>().is_err());
    let own = locales.iter().filter_map(|locale| {
        let text = by_locale
            .get(locale.as_str())
            .or_else(|| by_locale.get(locale.language()))?;
        Some((locale.as_str(), text))
    });
    let mut kept: Vec<_> = own.collect();
    if kept.is_empty() {
        kept.extend(by_locale.get("en").map(|text| ("en", text)));
    }
    kept.extend(odd.map(|(tag, text)| (tag.as_str(), text)));
    let mut table = Table::new();
    for (tag, text) in kept {
        table.insert(tag.to_owned(), text.clone());
    }
    table
}

/// Every name: the built-in ones, then the user's own, sorted.
fn names(config: &Config) -> Result<Vec<String>, Failure> {
    let mut names: Vec<String> = BUILT_IN
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    let Some(folder) = own_folder(config).filter(|folder| folder.is_dir()) else {
        return Ok(names);
    };
    let unreadable = |e: std::io::Error| {
        Failure::untouched(format!("`{}` could not be read: {e}", folder.display()))
    };
    let mut own = Vec::new();
    for entry in std::fs::read_dir(&folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let stem = path.file_stem().and_then(|s| s.to_str());
        if let Some(stem) = stem.filter(|s| {
            path.extension().is_some_and(|e| e == "toml") && !names.iter().any(|n| n == s)
        }) {
            own.push(stem.to_owned());
        }
    }
    order::sort(&mut own);
    names.extend(own);
    Ok(names)
}

fn own_folder(config: &Config) -> Option<PathBuf> {
    config
        .templates
        .as_ref()
        .map(|folder| folder.join("scenarios"))
}

/// Reads a scenario: the user's own before the built-in one of the same name.
fn load(config: &Config, name: &str) -> Result<Scenario, Failure> {
    let known = names(config)?;
    if !known.iter().any(|k| k == name) {
        return Err(Failure::usage(format!("there is no scenario `{name}`"))
            .hint(format!("use {}", or_ticked(&known))));
    }
    let own = own_folder(config)
        .map(|folder| folder.join(format!("{name}.toml")))
        .filter(|p| p.exists());
    let (path, source) = match own {
        Some(path) => {
            let source = read(&path)?;
            (Some(path), source)
        }
        None => {
            let built_in = BUILT_IN.iter().find(|(n, _)| *n == name);
            (
                None,
                built_in.map_or(String::new(), |(_, source)| source.text().to_owned()),
            )
        }
    };
    let mut scenario = Scenario {
        name: name.to_owned(),
        path,
        source,
        table: Table::new(),
    };
    scenario.table = scenario
        .source
        .parse()
        .map_err(|e: toml::de::Error| scenario.broken(e.to_string().trim_end()))?;
    Ok(scenario)
}

fn read(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|e| Failure::untouched(format!("`{}` could not be read: {e}", path.display())))
}

impl Scenario {
    fn broken(&self, problem: &str) -> Failure {
        let place = self
            .path
            .as_ref()
            .map_or_else(|| self.name.clone(), |p| p.display().to_string());
        Failure::untouched(format!("the scenario `{place}` {problem}"))
    }

    /// A value for readers of a locale, or else in English, or else in any.
    fn spoken(&self, key: &str, locale: &Locale) -> Option<&toml::Value> {
        match self.table.get(key)? {
            toml::Value::Table(by_locale) => by_locale
                .get(locale.as_str())
                .or_else(|| by_locale.get(locale.language()))
                .or_else(|| by_locale.get("en"))
                .or_else(|| by_locale.values().next()),
            plain => Some(plain),
        }
    }

    fn about(&self, locale: &Locale) -> &str {
        self.spoken("about", locale)
            .and_then(toml::Value::as_str)
            .unwrap_or_default()
    }

    fn remember(&self, locale: &Locale) -> impl Iterator<Item = &str> {
        let lines = self
            .spoken("remember", locale)
            .and_then(toml::Value::as_array);
        lines.into_iter().flatten().filter_map(toml::Value::as_str)
    }

    fn shown(&self, locale: &Locale) -> String {
        let mut text = format!("{}\n", self.about(locale));
        for line in self.remember(locale) {
            text.push_str(&format!("\n- {line}"));
        }
        let facts = self
            .source
            .split_once("[facts]")
            .map_or("", |(_, facts)| facts.trim());
        format!("{}\n\n{facts}\n", text.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Templates;

    #[test]
    fn every_built_in_scenario_speaks_every_built_in_language_throughout() {
        let voices = Templates::embedded().locales().unwrap();
        let mut voices: Vec<_> = voices.iter().map(Locale::as_str).collect();
        voices.sort_unstable();
        let config = Config::without_file(Locale::english());
        for (name, _) in &BUILT_IN {
            let scenario = load(&config, name).unwrap();
            for key in ["about", "remember"] {
                assert_eq!(locales(&scenario.table[key]), voices, "{name}: {key}");
            }
            for (key, value) in scenario.table["facts"].as_table().unwrap() {
                if value.is_table() {
                    assert_eq!(locales(value), voices, "{name}: {key}");
                }
            }
            let facts = scenario.table["facts"].as_table().unwrap().clone();
            let facts = facts_file::from_table(facts).unwrap();
            assert!(
                facts.severity.is_some() && !facts.translation.is_empty(),
                "{name}"
            );
        }
    }

    fn locales(value: &toml::Value) -> Vec<&str> {
        locales_of(value.as_table().unwrap())
    }

    fn locales_of(by_locale: &Table) -> Vec<&str> {
        let mut locales: Vec<_> = by_locale.keys().map(String::as_str).collect();
        locales.sort_unstable();
        locales
    }

    #[test]
    fn only_languages_that_somebody_reads_are_proposed() {
        for (read, kept) in [
            (vec!["en"], vec!["en"]),
            (vec!["pt-BR", "es"], vec!["es", "pt-BR"]),
            (vec!["ja"], vec!["en"]),
        ] {
            let scenario = load(&Config::without_file(Locale::english()), "slow").unwrap();
            let title = scenario.table["facts"]["title"].as_table().unwrap().clone();
            let locales: Vec<Locale> = read.iter().map(|tag| tag.parse().unwrap()).collect();
            assert_eq!(locales_of(&for_readers(&title, &locales)), kept, "{read:?}");
        }
    }

    #[test]
    fn an_unknown_scenario_names_those_there_are() {
        let failure = load(&Config::without_file(Locale::english()), "payment")
            .err()
            .unwrap();
        assert_eq!(failure.message, "there is no scenario `payment`");
        assert!(failure.hints[0].starts_with("use `payments`, `login`"));
    }
}
