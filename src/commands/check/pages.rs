//! The rules as users meet them: the list, the page of one, and the levels of the configuration.

use serde_json::{Value, json};

use unicode_width::UnicodeWidthStr as _;

use crate::check::finding::Level;
use crate::check::known::Known;
use crate::check::page::{self, ByLanguage, Example, Page};
use crate::commands::columns::hung;
use crate::commands::messages::print_json;
use crate::commands::session::Session;
use crate::config::Config;
use crate::domain::dictionary::OwnRule;
use crate::failure::{Exit, Failure};
use crate::order::Map;
use crate::text::similar::similar;

/// The levels that the configuration gives to rules; none for a rule that is off.
pub(super) type Levels = Map<String, Option<Level>>;

/// Reads the configured levels. A rule that does not exist is an error: it would silently not count.
pub(super) fn levels(config: &Config) -> Result<Levels, Failure> {
    let mut levels = Levels::new();
    for (rule, word) in &config.levels {
        let path = config
            .path
            .as_deref()
            .map_or_else(String::new, |path| format!("`{}`: ", path.display()));
        let refuse =
            |problem: String| Failure::untouched(format!("{path}`check.levels` {problem}"));
        let own = config.dictionary.rules.iter().any(|own| own.name == *rule);
        if page::of_briefly(rule).is_none() && !own {
            return Err(hint(refuse(format!("has no rule `{rule}`")), rule));
        }
        let level = match word.as_str() {
            "off" => None,
            word => Some(
                word.parse()
                    .map_err(|e| refuse(format!("has `{rule}`: {e}, or `off`")))?,
            ),
        };
        if rule == "leak-secret" && level != Some(Level::Error) {
            return Err(refuse(
                "cannot change `leak-secret`: a secret is always an error".to_owned(),
            ));
        }
        levels.insert(rule.clone(), level);
    }
    Ok(levels)
}

fn hint(failure: Failure, rule: &str) -> Failure {
    let near = similar(rule, page::all().iter().map(|entry| entry.rule));
    match near.first() {
        Some(near) => failure.hint(format!("use `{near}`, or see `vocero check --list`")),
        None => failure.hint("see `vocero check --list`"),
    }
}

/// Lists the rules.
pub(super) fn list(session: &Session, known: &Known) -> Result<Exit, anyhow::Error> {
    if session.globals.json {
        let built_in = page::all().iter().map(|entry| brief(entry.page()));
        let rules: Vec<Value> = built_in.chain(known.rules().map(brief_own)).collect();
        print_json(session, &json!({ "rules": rules }))?;
        return Ok(Exit::Done);
    }
    let mut table = comfy_table::Table::new();
    *table.style_mut() = comfy_table::presets::NOTHING;
    table.set_header(["RULE", "LEVEL", "READS", "FINDS"]);
    for page in page::all().iter().map(page::Entry::page) {
        let what = page.in_general();
        table.add_row([&page.rule, &page.level, &page.layer, &what]);
    }
    for rule in known.rules() {
        let what = page::in_general(&rule.what);
        table.add_row([&*rule.name, &*rule.level, OWN, &*what]);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 1));
    }
    let lines: Vec<String> = table.lines().collect();
    let columns = session.ui.width().unwrap_or(usize::MAX);
    let fits = |line: &String| line.trim_end().width() <= columns;
    let mut text = String::new();
    if lines.iter().all(fits) {
        text.extend(lines.iter().map(|line| format!("{}\n", line.trim_end())));
    } else {
        for row in table.row_iter().map(|row| row.cell_iter()) {
            let cells: Vec<String> = row.map(comfy_table::Cell::content).collect();
            text.push_str(&format!("{}\n", cells[..3].join(" · ")));
            hung(&mut text, columns, "  ", &cells[3]);
        }
    }
    session.ui.product(&text)?;
    session.next("vocero check --explain RULE");
    Ok(Exit::Done)
}

/// What is kept in each language that has something.
fn spoken<T>(kept: &ByLanguage<T>, shown: fn(&T) -> Option<Value>) -> Value {
    let shown = kept.all().map(|(tag, kept)| (tag, shown(kept)));
    let shown = shown
        .into_iter()
        .filter_map(|(tag, kept)| Some((tag.to_owned(), kept?)));
    Value::Object(shown.collect())
}

fn brief(page: &Page) -> Value {
    json!({
        "rule": page.rule,
        "level": page.level,
        "layer": page.layer,
        "applies": page.applies,
        "what": page.in_general(),
        "why": page.why,
        "help": spoken(&page.help, |help| (!help.is_empty()).then(|| json!(help))),
        "allow": page.allow,
        "sources": page.sources,
    })
}

/// What a rule of the house reads, as the list says it.
const OWN: &str = "own";

fn brief_own(rule: &OwnRule) -> Value {
    json!({
        "rule": rule.name,
        "level": rule.level,
        "layer": OWN,
        "locale": rule.locale,
        "what": page::in_general(&rule.what),
        "why": rule.why,
        "help": rule.help,
    })
}

/// Prints the page of a rule of the house.
pub(super) fn explain_own(
    session: &Session,
    known: &Known,
    rule: &str,
) -> Result<Exit, anyhow::Error> {
    let Some(rule) = known.rules().find(|own| own.name == rule) else {
        return Err(hint(Failure::usage(format!("there is no rule `{rule}`")), rule).into());
    };
    if session.globals.json {
        let mut value = brief_own(rule);
        value["any"] = json!(rule.any);
        value["unless"] = json!(rule.unless);
        value["bad"] = json!(rule.bad);
        value["good"] = json!(rule.good);
        print_json(session, &value)?;
        return Ok(Exit::Done);
    }
    let locale = rule.locale.as_deref().unwrap_or("every language");
    let mut text = format!(
        "{} · {} · {OWN} · {locale}\n\n{}\n\nWhy: {}\nInstead: {}\n",
        rule.name,
        rule.level,
        sentence(&page::in_general(&rule.what)),
        rule.why,
        rule.help
    );
    for (label, list) in [
        ("Finds", &rule.any),
        ("Bad", &rule.bad),
        ("Good", &rule.good),
    ] {
        text.push_str(&format!("\n{label}\n"));
        text.extend(list.iter().map(|line| format!("  - \"{line}\"\n")));
    }
    session.ui.product(&text)?;
    Ok(Exit::Done)
}

/// Prints the page of a rule.
pub(super) fn explain(session: &Session, page: &Page) -> Result<Exit, anyhow::Error> {
    if session.globals.json {
        let mut value = brief(page);
        let of = |list: &Vec<Example>| {
            let examples = list.iter().map(example);
            (!list.is_empty()).then(|| examples.collect())
        };
        value["bad"] = spoken(&page.bad, of);
        value["good"] = spoken(&page.good, of);
        print_json(session, &value)?;
        return Ok(Exit::Done);
    }
    let mut text = format!(
        "{} · {} · {}\n\n{}\n\n",
        page.rule,
        page.level,
        page.layer,
        sentence(&page.in_general())
    );
    for (label, words) in [
        ("Why", &page.why),
        ("Where", &page.applies),
        ("Instead", &page.help.en),
        ("En español", &page.help.es),
        ("Em português", &page.help.pt),
        ("En français", &page.help.fr),
        ("Auf Deutsch", &page.help.de),
        ("Let it be", &page.allow),
    ] {
        if !words.is_empty() {
            text.push_str(&format!("{label}: {words}\n"));
        }
    }
    for (label, list) in [("Bad", &page.bad), ("Good", &page.good)] {
        if list.all().iter().all(|(_, list)| list.is_empty()) {
            continue;
        }
        text.push_str(&format!("\n{label}\n"));
        for example_of in list.all().into_iter().flat_map(|(_, list)| list) {
            text.push_str(&format!(
                "  - {}\n",
                example(example_of).replace('\n', "\n    ")
            ));
        }
    }
    text.push_str(&format!("\nSources: {}\n", page.sources.join("; ")));
    session.ui.product(&text)?;
    Ok(Exit::Done)
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|c| c.to_uppercase().collect::<String>());
    first.unwrap_or_default() + letters.as_str() + "."
}

/// An example in one line, or a line for each of its entries.
fn example(example: &Example) -> String {
    let mut told: Vec<String> = Vec::new();
    let facts = |table: &toml::Table| {
        let facts = table.iter().map(|(key, value)| format!("{key} = {value}"));
        facts.collect::<Vec<_>>().join(", ")
    };
    if let Some(text) = &example.text {
        told.push(format!("\"{text}\""));
    }
    for (name, word) in [
        ("state", &example.state),
        ("audience", &example.audience),
        ("channel", &example.channel),
    ] {
        if let Some(word) = word {
            told.push(format!("({name}: {word})"));
        }
    }
    let mut line = told.join(" ");
    if !example.facts.is_empty() {
        line.push_str(if line.is_empty() { "" } else { " " });
        line.push_str(&facts(&example.facts));
    }
    let entries = example.entries.iter().map(facts);
    let mut lines: Vec<String> = (!line.is_empty()).then_some(line).into_iter().collect();
    lines.extend(entries);
    if let Some(now) = &example.now {
        lines.push(format!("(checked at {now})"));
    }
    if lines.is_empty() {
        lines.push("(nothing is said)".to_owned());
    }
    lines.join("\n")
}
