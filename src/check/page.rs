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
    /// What every finding asks for, see [`brief`].
    said: &'static str,
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
            said: include_str!(concat!(
                env!("OUT_DIR"),
                "/src/check/pages/",
                $rule,
                ".brief"
            )),
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
        let spoken = locale.and_then(|locale| brief::help(&self.rule, locale.language()));
        spoken.unwrap_or(&self.help.en)
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
        let read = || read(self.rest(), self.brief()).map(Box::new);
        self.page.get_or_init(|| read().unwrap_or_default())
    }

    /// Returns the text of what is not brief, which lies in one pack with that of all pages.
    fn rest(&self) -> &'static str {
        static ALL: Text = packed!("src/check/pages/rest");
        let mut parts = ALL.text().split("\n=");
        let of_rule = parts.find_map(|part| {
            let rest = part.strip_prefix(self.rule)?;
            rest.starts_with('\n').then_some(rest)
        });
        of_rule.unwrap_or_default()
    }

    /// Returns what every finding says of the page, and help in English.
    fn brief(&'static self) -> &'static Page {
        self.brief
            .get_or_init(|| Box::new(brief::brief(self.rule, self.said)))
    }
}

/// Reads the rest of a page; none if anything is missing, of the wrong type or not known. Taken key by
/// key: a derived reader would be ten times the code.
fn read(rest: &str, brief: &Page) -> Option<Page> {
    let mut page: Table = rest.parse().ok()?;
    let help = |tag| brief::help(&brief.rule, tag).unwrap_or_default().to_owned();
    let read = Page {
        rule: brief.rule.clone(),
        layer: brief.layer.clone(),
        level: brief.level.clone(),
        applies: string(page.remove("applies")?)?,
        what: brief.what.clone(),
        why: brief.why.clone(),
        help: ByLanguage {
            en: brief.help.en.clone(),
            es: help("es"),
            pt: help("pt"),
            fr: help("fr"),
            de: help("de"),
        },
        allow: string(page.remove("allow")?)?,
        sources: list(page.remove("sources")?, string)?,
        bad: by_language(page.remove("bad")?, examples)?,
        good: by_language(page.remove("good")?, examples)?,
    };
    page.is_empty().then_some(read)
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

/// Returns what every finding says of the page of a rule, which takes a fraction of the time: where it
/// applies, when to let it be, sources and examples are not there.
pub fn of_briefly(rule: &str) -> Option<&'static Page> {
    PAGES
        .iter()
        .find(|entry| entry.rule == rule)
        .map(Entry::brief)
}

/// As [`of_briefly`], of a rule that exists.
pub(super) fn named(rule: &'static str) -> &'static Page {
    static NONE: OnceLock<Page> = OnceLock::new();
    of_briefly(rule).unwrap_or_else(|| NONE.get_or_init(Page::default))
}
