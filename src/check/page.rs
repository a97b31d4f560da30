//! The page of each rule: what it finds, why that hurts, what to write instead, when to let it be,
//! and the examples that are its tests. A page is read only when its rule found something or
//! somebody asks for it.

mod brief;

use std::sync::OnceLock;

use toml::{Table, Value};

use super::finding::Level;
use crate::domain::locale::Locale;
use crate::order::Map;
use crate::text::packed::{Text, packed};

/// A page that is read when it is first needed.
#[derive(Debug)]
pub struct Entry {
    /// The name of the rule.
    pub rule: &'static str,
    /// What stands before the examples; packed by itself, as every finding asks for it.
    said: Text,
    // Boxed: room for a hundred pages that few runs read would lie in the program.
    page: OnceLock<Box<Page>>,
    brief: OnceLock<Box<Page>>,
}

/// Names the pages: the file `pages/RULE.toml` for each, in the order of the catalogue.
macro_rules! pages {
    ($($rule:literal),+ $(,)?) => {
        const RULES: &[&str] = &[$($rule),+];
        static PAGES: [Entry; RULES.len()] = [$(Entry {
            rule: $rule,
            said: packed!(concat!("src/check/pages/", $rule, ".toml.said")),
            page: OnceLock::new(),
            brief: OnceLock::new(),
        }),+];
    };
}

pages! {
    "impact-missing",
    "do-now-missing",
    "scope-missing",
    "next-update-missing",
    "workaround-unstated",
    "times-missing",
    "data-impact-unstated",
    "followup-missing",
    "leak-secret",
    "cliche-apology",
    "apology-without-ownership",
    "cause-unverified",
    "blame-third-party",
    "blame-user",
    "blame-individual",
    "excuse-beyond-control",
    "overpromised-eta",
    "vague-eta",
    "absolute-promise",
    "unverified-reassurance",
    "minimizing-impact",
    "vague-scope",
    "hedged-impact",
    "passive-evasion",
    "generic-problem",
    "internal-jargon",
    "euphemism-maintenance",
    "flippant-tone",
    "corporate-filler",
    "attack-detail",
    "why-before-do",
    "state-word-mismatch",
    "resolved-not-clear",
    "time-without-zone",
    "shouting",
    "emoji-in-channel",
    "placeholder-left",
    "register-mix",
    "too-long",
    "sms-encoding",
    "hard-to-read",
    "unbacked-number",
    "leak-name",
    "leak-host",
    "leak-code",
    "leak-ticket-id",
    "leak-contact",
    "promise-broken",
    "long-silence",
    "scope-grew-silently",
    "fact-mismatch",
    "state-regression",
    "duplicate-update",
    "channel-left-open",
    "unused-waiver",
}

/// What is said about one rule.
#[derive(Debug, Default)]
pub struct Page {
    /// The name of the rule.
    pub rule: String,
    /// What it reads: `facts`, `wording`, `leak`, `rendered`, `history` or `waivers`.
    pub layer: String,
    /// Its level where nothing makes it graver or milder.
    pub level: String,
    /// Where and when it applies, in words.
    pub applies: String,
    /// One line: what is wrong.
    pub what: String,
    /// One line: why it hurts.
    pub why: String,
    /// What to write or do instead, by language.
    pub help: ByLanguage<String>,
    /// When to let it be.
    pub allow: String,
    /// Where the knowledge comes from.
    pub sources: Vec<String>,
    /// What it must find, by language.
    pub bad: ByLanguage<Vec<Example>>,
    /// What it must leave alone, by language.
    pub good: ByLanguage<Vec<Example>>,
}

/// The same in the languages in which pages are kept: help in all of them, examples always in English
/// and Spanish, and in the others where the rule has phrases of its own in them.
#[derive(Debug, Default)]
pub struct ByLanguage<T> {
    /// English.
    pub en: T,
    /// Spanish.
    pub es: T,
    /// Portuguese.
    pub pt: T,
    /// French.
    pub fr: T,
    /// German.
    pub de: T,
}

impl<T> ByLanguage<T> {
    /// Returns what is kept, with the tags of the languages.
    pub fn all(&self) -> [(&'static str, &T); 5] {
        [
            ("en", &self.en),
            ("es", &self.es),
            ("pt", &self.pt),
            ("fr", &self.fr),
            ("de", &self.de),
        ]
    }
}

/// An example: a text, or facts, or the entries of an incident.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// The text.
    pub text: Option<String>,
    /// The state it announces.
    pub state: Option<String>,
    /// Who reads it.
    pub audience: Option<String>,
    /// The channel that carries it.
    pub channel: Option<String>,
    /// The facts in force, or gates, by their keys.
    pub facts: Table,
    /// The entries of an incident, oldest first.
    pub entries: Vec<Table>,
    /// The names of the house, by the keys of the configuration.
    pub known: Map<String, Vec<String>>,
    /// The time at which it is checked.
    pub now: Option<String>,
}

impl Page {
    /// Returns the help for readers of a locale: English where there is no other.
    pub fn help(&self, locale: Option<&Locale>) -> &str {
        let language = locale.map(Locale::language);
        let mut known = self.help.all().into_iter();
        let spoken = known.find(|(tag, help)| Some(*tag) == language && !help.is_empty());
        spoken.map_or(&self.help.en, |(_, help)| help)
    }

    /// Returns what is wrong, wherever it is found.
    pub fn in_general(&self) -> String {
        in_general(&self.what)
    }

    /// Returns why what the rule finds hurts readers.
    pub fn why(&self) -> &str {
        &self.why
    }

    /// Returns the level where nothing makes it graver or milder.
    pub fn level(&self) -> Level {
        self.level.parse().unwrap_or(Level::Warning)
    }
}

impl Entry {
    /// Returns the page. Every page is read by a test, so that an unreadable one never ships.
    pub fn page(&'static self) -> &'static Page {
        self.page.get_or_init(|| {
            let source = [self.said.text(), self.examples()].concat();
            read(&source).map(Box::new).unwrap_or_default()
        })
    }

    /// Returns the text of its examples, which lie in one pack with those of all pages.
    fn examples(&self) -> &'static str {
        static ALL: Text = packed!("src/check/pages/examples");
        let mut parts = ALL.text().split("\n=");
        let of_rule = parts.find_map(|part| {
            let rest = part.strip_prefix(self.rule)?;
            rest.starts_with('\n').then_some(rest)
        });
        of_rule.unwrap_or_default()
    }

    /// Returns the page without its sources and its examples, which are most of it.
    fn brief(&'static self) -> &'static Page {
        self.brief
            .get_or_init(|| Box::new(brief::brief(self.said.text())))
    }
}

/// Reads a page; none if anything is missing, of the wrong type or not known. Taken key by key: a
/// derived reader would be ten times the code.
fn read(source: &str) -> Option<Page> {
    let mut page: Table = source.parse().ok()?;
    let examples_of = |page: &mut Table, key| by_language(page.remove(key)?, examples);
    let (bad, good) = (
        examples_of(&mut page, "bad")?,
        examples_of(&mut page, "good")?,
    );
    let read = Page {
        bad,
        good,
        ..before_examples(&mut page)?
    };
    page.is_empty().then_some(read)
}

/// Takes everything but the examples.
fn before_examples(page: &mut Table) -> Option<Page> {
    Some(Page {
        rule: string(page.remove("rule")?)?,
        layer: string(page.remove("layer")?)?,
        level: string(page.remove("level")?)?,
        applies: string(page.remove("applies")?)?,
        what: string(page.remove("what")?)?,
        why: string(page.remove("why")?)?,
        help: by_language(page.remove("help")?, string)?,
        allow: string(page.remove("allow")?)?,
        sources: list(page.remove("sources")?, string)?,
        ..Page::default()
    })
}

fn by_language<T: Default>(value: Value, read: fn(Value) -> Option<T>) -> Option<ByLanguage<T>> {
    let mut all = table(value)?;
    let mut own = |tag| all.remove(tag).map_or_else(|| Some(T::default()), read);
    let (pt, fr, de) = (own("pt")?, own("fr")?, own("de")?);
    let read = ByLanguage {
        en: read(all.remove("en")?)?,
        es: read(all.remove("es")?)?,
        pt,
        fr,
        de,
    };
    all.is_empty().then_some(read)
}

fn examples(value: Value) -> Option<Vec<Example>> {
    list(value, example)
}

fn example(value: Value) -> Option<Example> {
    let mut read = Example::default();
    for (key, value) in table(value)? {
        match key.as_str() {
            "text" => read.text = Some(string(value)?),
            "state" => read.state = Some(string(value)?),
            "audience" => read.audience = Some(string(value)?),
            "channel" => read.channel = Some(string(value)?),
            "facts" => read.facts = table(value)?,
            "entries" => read.entries = list(value, table)?,
            "known" => read.known = known(value)?,
            "now" => read.now = Some(string(value)?),
            _ => return None,
        }
    }
    Some(read)
}

fn known(value: Value) -> Option<Map<String, Vec<String>>> {
    let mut known = Map::new();
    for (key, names) in table(value)? {
        known.insert(key, list(names, string)?);
    }
    Some(known)
}

fn list<T>(value: Value, read: fn(Value) -> Option<T>) -> Option<Vec<T>> {
    match value {
        Value::Array(values) => values.into_iter().map(read).collect(),
        _ => None,
    }
}

fn table(value: Value) -> Option<Table> {
    match value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

fn string(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// Says what a rule finds without an example of it.
pub fn in_general(what: &str) -> String {
    what.replace("{match}", "…")
}

/// Returns every page, in the order of the catalogue.
pub fn all() -> &'static [Entry] {
    &PAGES
}

/// Returns the page of a rule, if there is such a rule.
pub fn of(rule: &str) -> Option<&'static Page> {
    PAGES
        .iter()
        .find(|entry| entry.rule == rule)
        .map(Entry::page)
}

/// Returns the page of a rule without its sources and examples, which takes a fraction of the time.
pub fn of_briefly(rule: &str) -> Option<&'static Page> {
    PAGES
        .iter()
        .find(|entry| entry.rule == rule)
        .map(Entry::brief)
}

/// Returns the page of a rule that exists, without its examples.
pub(super) fn named(rule: &'static str) -> &'static Page {
    static NONE: OnceLock<Page> = OnceLock::new();
    of_briefly(rule).unwrap_or_else(|| NONE.get_or_init(Page::default))
}
