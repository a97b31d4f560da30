//! The examples of every rule, run: what a page calls bad must be found, what it calls good must be
//! left alone.

mod scene;

pub(super) use self::scene::clock;
use super::facts::{Cadence, facts};
use super::finding::Finding;
use super::history::history;
use super::known::Known;
use super::page::{self, ByLanguage, Example, Page};
use super::text::{Draft, Gates, words};
use crate::domain::dictionary::Dictionary;
use crate::domain::house::House;
use crate::domain::locale::Locale;

/// An example that does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The name of the rule.
    pub rule: String,
    /// The text of the example, or its facts.
    pub example: String,
    /// What is wrong with it.
    pub problem: String,
}

/// How many examples were run, and which of them do not hold.
#[derive(Debug, Default)]
pub struct Proof {
    /// How many rules have been tried.
    pub rules: usize,
    /// How many examples they have.
    pub examples: usize,
    /// Those that do not hold.
    pub broken: Vec<Broken>,
}

impl Proof {
    fn note(&mut self, rule: &str, example: String, bad: bool, found: Result<bool, String>) {
        self.examples += 1;
        let problem = match found {
            Ok(found) if found == bad => return,
            Ok(true) => "it is a good example, and something was found".to_owned(),
            Ok(false) => "it is a bad example, and nothing was found".to_owned(),
            Err(problem) => problem,
        };
        self.broken.push(Broken {
            rule: rule.to_owned(),
            example,
            problem,
        });
    }
}

/// Runs the examples of every built-in rule, and of the rules of the house. `now` of an example that
/// names none is its newest entry; the built-in ones are judged by `cadence`.
pub fn run(known: &Known, cadence: Cadence<'_>) -> Proof {
    let mut proof = Proof::default();
    for entry in page::all() {
        let page = entry.page();
        proof.rules += 1;
        for (language, bad, example) in examples(page) {
            let found = found(example, language, cadence);
            let hit = found.map(|found| found.iter().any(|f| f.rule == entry.rule));
            let shown = example.text.clone();
            let shown = shown.unwrap_or_else(|| format!("{:?}", example.facts));
            proof.note(entry.rule, shown, bad, hit);
        }
    }
    for own in &known.own {
        proof.rules += 1;
        for (bad, list) in [(true, &own.rule.bad), (false, &own.rule.good)] {
            for text in list {
                let draft = Draft {
                    text,
                    locale: own.locale.as_ref(),
                    vendors: known.vendors(),
                    known: Some(known),
                    ..Draft::default()
                };
                let hit = words(&draft).iter().any(|f| f.rule == own.rule.name);
                proof.note(&own.rule.name, text.clone(), bad, Ok(hit));
            }
        }
    }
    proof
}

/// An example with the language it is written in and whether the rule must find something.
pub(super) fn examples(page: &Page) -> Vec<(&'static str, bool, &Example)> {
    fn of(list: &ByLanguage<Vec<Example>>) -> impl Iterator<Item = (&'static str, &Example)> {
        let all = list.all().into_iter();
        all.flat_map(|(language, list)| list.iter().map(move |e| (language, e)))
    }
    let bad = of(&page.bad).map(|(l, e)| (l, true, e));
    bad.chain(of(&page.good).map(|(l, e)| (l, false, e)))
        .collect()
}

/// What is found in an example: in its text, or in its facts and entries.
pub(super) fn found(
    example: &Example,
    language: &str,
    cadence: Cadence<'_>,
) -> Result<Vec<Finding>, String> {
    match &example.text {
        Some(text) => in_text(example, text, language),
        None => in_facts(example, language, cadence),
    }
}

/// What is found in a text with the circumstances of an example.
pub(super) fn in_text(
    example: &Example,
    text: &str,
    language: &str,
) -> Result<Vec<Finding>, String> {
    let locale: Locale = language
        .parse()
        .map_err(|_| format!("`{language}` is no locale"))?;
    let house = House::default();
    let known = Known::of(&dictionary(example), &house).map_err(|e| e.to_string())?;
    let known = match scene::incident(example, &locale)? {
        Some(incident) => known.about(&incident, &house),
        None => known,
    };
    let word = |what: &str| format!("there is no {what}");
    let state = example.state.as_deref().map(str::parse).transpose();
    let audience = example.audience.as_deref().map(str::parse).transpose();
    Ok(words(&Draft {
        text,
        locale: Some(&locale),
        state: state.map_err(|_| word("such state"))?,
        channel: example.channel.as_deref(),
        audience: audience.map_err(|_| word("such audience"))?,
        alone: example.entries.is_empty(),
        vendors: known.vendors(),
        gates: gates(example),
        known: Some(&known),
    }))
}

fn in_facts(
    example: &Example,
    language: &str,
    cadence: Cadence<'_>,
) -> Result<Vec<Finding>, String> {
    let locale: Locale = language
        .parse()
        .map_err(|_| format!("`{language}` is no locale"))?;
    let Some(incident) = scene::incident(example, &locale)? else {
        return Ok(Vec::new());
    };
    let newest = incident.newest_at().ok_or("it has no entry")?;
    let now = example.now.as_deref().map_or(Ok(newest), clock)?;
    let mut found = facts(&incident, cadence);
    let entries = history(&incident, cadence, now);
    found.extend(entries.into_iter().map(|(_, finding)| finding));
    Ok(found)
}

/// The names of the house of an example.
fn dictionary(example: &Example) -> Dictionary {
    let list = |key: &str| example.known.get(key).cloned().unwrap_or_default();
    Dictionary {
        products: list("products"),
        vendors: list("vendors"),
        customers: list("customers"),
        staff: list("staff"),
        ticket_prefixes: list("ticket_prefixes"),
        public_hosts: list("public_hosts"),
        accept: list("accept"),
        ..Dictionary::default()
    }
}

/// What the facts of an example allow its text to say.
pub(super) fn gates(example: &Example) -> Gates {
    let fact = |key: &str| example.facts.get(key).and_then(toml::Value::as_bool) == Some(true);
    Gates {
        action: fact("action"),
        planned: fact("planned"),
        cancelled: fact("cancelled"),
        report: fact("report"),
        corrects: fact("corrects"),
        security: fact("security"),
        estimate_confirmed: fact("estimate_confirmed"),
        data_confirmed: fact("data_confirmed"),
        offer_confirmed: fact("offer_confirmed"),
        severity: None,
    }
}
