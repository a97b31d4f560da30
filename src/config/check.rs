//! What `vocero.toml` says to the check: levels, the names of the house, packs, rules of its own.

use std::path::{Path, PathBuf};

use toml::Value;
use toml::de::Error;

use super::ConfigError;
use super::reader::{Reader, line_of, names, tables, text, texts};
use crate::domain::dictionary::{Dictionary, OwnRule};
use crate::domain::words::UnknownWord;
use crate::order;
use crate::order::Map;

/// The table `[check]` as written.
#[derive(Debug, Default)]
pub(super) struct CheckTable {
    pub(super) levels: Map<String, String>,
    products: Vec<String>,
    vendors: Vec<String>,
    customers: Vec<String>,
    staff: Vec<String>,
    ticket_prefixes: Vec<String>,
    public_hosts: Vec<String>,
    accept: Vec<String>,
    packs: Vec<String>,
    rules: Option<PathBuf>,
    rule: Vec<OwnRule>,
}

/// Reads the table `[check]`.
pub(super) fn check(at: &str, value: Value) -> Result<CheckTable, Error> {
    let mut table = Reader::of(at, value)?;
    let check = CheckTable {
        levels: table.take("levels", names)?,
        products: table.take("products", texts)?,
        vendors: table.take("vendors", texts)?,
        customers: table.take("customers", texts)?,
        staff: table.take("staff", texts)?,
        ticket_prefixes: table.take("ticket_prefixes", texts)?,
        public_hosts: table.take("public_hosts", texts)?,
        accept: table.take("accept", texts)?,
        packs: table.take("packs", texts)?,
        rules: table.take("rules", text)?.map(PathBuf::from),
        rule: table.take("rule", rules)?,
    };
    table.done().map(|()| check)
}

fn rules(at: &str, value: Value) -> Result<Vec<OwnRule>, Error> {
    tables(at, value, |at, value| {
        let mut table = Reader::of(at, value)?;
        let rule = OwnRule {
            name: table.needed("name")?,
            level: table.needed("level")?,
            locale: table.take("locale", text)?,
            any: table.needed_texts("any")?,
            unless: table.take("unless", texts)?,
            what: table.needed("what")?,
            why: table.needed("why")?,
            help: table.needed("help")?,
            bad: table.needed_texts("bad")?,
            good: table.needed_texts("good")?,
        };
        table.done().map(|()| rule)
    })
}

/// Reads a file that holds nothing but rules.
fn rule_file(text: &str) -> Result<Vec<OwnRule>, Error> {
    let mut table = Reader::of("", Value::Table(text.parse()?))?;
    let read = table.take("rule", rules)?;
    table.done().map(|()| read)
}

impl CheckTable {
    /// Returns the names and rules of the house; the files of a folder of rules are read in the
    /// order of their names, after those that stand in the configuration itself.
    pub(super) fn dictionary(self, path: &Path) -> Result<Dictionary, ConfigError> {
        let senseless = |key, problem: String| ConfigError::Senseless {
            path: path.to_owned(),
            key,
            problem,
        };
        let lists = [
            ("check.products", &self.products),
            ("check.vendors", &self.vendors),
            ("check.customers", &self.customers),
            ("check.staff", &self.staff),
            ("check.ticket_prefixes", &self.ticket_prefixes),
            ("check.public_hosts", &self.public_hosts),
            ("check.accept", &self.accept),
        ];
        let wordless = |term: &String| !term.chars().any(char::is_alphanumeric);
        if let Some((key, list)) = lists.iter().find(|(_, list)| list.iter().any(wordless)) {
            let term = list.iter().find(|term| wordless(term));
            let term = term.map_or("", String::as_str);
            return Err(senseless(key, format!("has `{term}`, which is no word")));
        }
        let packs = self.packs.iter().map(|word| word.parse());
        let packs = packs
            .collect::<Result<_, _>>()
            .map_err(|e: UnknownWord| senseless("check.packs", e.to_string()))?;
        let mut rules = self.rule;
        if let Some(folder) = self.rules {
            let here = path.parent().unwrap_or(Path::new("."));
            let path = here.join(folder);
            if !path.is_dir() {
                return Err(ConfigError::NoRules { path });
            }
            rules.extend(folder_of_rules(&path)?);
        }
        Ok(Dictionary {
            products: self.products,
            vendors: self.vendors,
            customers: self.customers,
            staff: self.staff,
            ticket_prefixes: self.ticket_prefixes,
            public_hosts: self.public_hosts,
            accept: self.accept,
            packs,
            rules,
        })
    }
}

/// Reads every `.toml` file of a folder.
fn folder_of_rules(folder: &Path) -> Result<Vec<OwnRule>, ConfigError> {
    let unreadable = |path: &Path, problem| ConfigError::Unreadable {
        path: path.to_owned(),
        problem,
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|e| unreadable(folder, e))? {
        let path = entry.map_err(|e| unreadable(folder, e))?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(path);
        }
    }
    order::sort(&mut files);
    let mut rules = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).map_err(|e| unreadable(&path, e))?;
        let read = rule_file(&text).map_err(|problem| ConfigError::Invalid {
            path,
            line: line_of(&text, &problem),
            problem: Box::new(problem),
        })?;
        rules.extend(read);
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::super::Config;
    use super::*;
    use crate::domain::dictionary::Pack;
    use crate::domain::locale::Locale;

    fn parse(text: &str, folder: &Path) -> Result<Dictionary, String> {
        let path = folder.join("vocero.toml");
        std::fs::write(&path, text).unwrap();
        let config = Config::read(&path, Locale::english());
        config
            .map(|config| config.dictionary)
            .map_err(|e| e.to_string())
    }

    const RULE: &str = "name = 'no-ustedes'\nlevel = 'warning'\nany = ['ustedes']\nwhat = 'w'\n\
        why = 'y'\nhelp = 'h'\nbad = ['ustedes']\ngood = ['tú']\n";

    #[test]
    fn names_packs_and_rules_are_read_and_the_files_of_a_folder_come_last() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("rules")).unwrap();
        let file = format!("[[rule]]\n{}", RULE.replace("no-ustedes", "from-a-file"));
        std::fs::write(folder.path().join("rules/a.toml"), file).unwrap();
        std::fs::write(folder.path().join("rules/a.toml.orig"), "[[").unwrap();
        let text = format!(
            "[check]\nvendors = ['AWS']\npacks = ['mass-market']\nrules = 'rules'\n[[check.rule]]\n{RULE}"
        );
        let dictionary = parse(&text, folder.path()).unwrap();
        assert_eq!(dictionary.vendors, ["AWS"]);
        assert_eq!(dictionary.packs, [Pack::MassMarket]);
        let names: Vec<_> = dictionary.rules.iter().map(|rule| &rule.name).collect();
        assert_eq!(names, ["no-ustedes", "from-a-file"]);
    }

    #[test]
    fn what_is_misspelt_is_an_error_that_names_file_and_key() {
        let folder = tempfile::tempdir().unwrap();
        for (text, expected) in [
            ("[check]\nclients = ['Orla']", "unknown field `clients`"),
            (
                "[check]\ncustomers = [' - ']",
                "`check.customers` has ` - `, which is no word",
            ),
            (
                "[check]\npacks = ['spanish']",
                "`check.packs` `spanish` is not a pack; use",
            ),
            (
                "[check]\nrules = 'nowhere'",
                "nowhere`, where the configuration has your rules",
            ),
            (
                &format!("[[check.rule]]\nlike = 1\n{RULE}"),
                "unknown field `like`",
            ),
            ("[[check.rule]]\nname = 'a'", "missing field"),
        ] {
            let error = parse(text, folder.path()).unwrap_err();
            assert!(error.contains(expected), "{error}");
            assert!(
                error.contains("vocero.toml") || error.contains("nowhere"),
                "{error}"
            );
        }
    }
}
