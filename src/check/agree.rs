//! Whether the translations of a fact say the same: the same times, the same numbers, the same
//! components. Messages quote the facts, so what agrees here agrees on every channel.

use chrono::TimeDelta;

use super::facts::finding;
use super::finding::{Finding, Level, Place};
use super::plain;
use super::words::figures::{Counts, Figure, figures, lasted};
use crate::domain::fact::TimeFact;
use crate::domain::facts::Localised;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::order::Set;

/// Returns where the facts in force say one thing in one language and another in another.
pub(super) fn translations(incident: &Incident) -> Vec<Finding> {
    let facts = &incident.in_force.facts;
    let names: Vec<&str> = facts.components.keys().map(String::as_str).collect();
    let mut found = Vec::new();
    for (fact, text) in &facts.texts {
        let differs = differing(text, &names);
        found.extend(differs.map(|(level, what)| {
            let what = format!("`{}` {what}", fact.key());
            let mut found = finding("fact-mismatch", level, Place::Field(fact.key()), what);
            let other = text
                .iter()
                .nth(1)
                .map_or("en", |(locale, _)| locale.language());
            let flag = fact.flag();
            found.help =
                format!("say the same in every language: `--{flag} TEXT --{flag}-{other} TEXT`");
            found
        }));
    }
    found
}

/// Returns where a text says that it lasted longer or shorter than its start and its end do.
pub(super) fn durations(incident: &Incident) -> Vec<Finding> {
    let facts = &incident.in_force.facts;
    let times = (facts.time(TimeFact::Started), facts.time(TimeFact::Ended));
    let (Some(started), Some(ended)) = times else {
        return Vec::new();
    };
    let took = (ended - started).num_minutes();
    let wrong = |text: &Localised| {
        let mut said = text.iter().filter_map(|(_, words)| lasted(words));
        said.find(|(said, exact)| (said - took).abs() > *exact)
    };
    let found = facts.texts.iter().filter_map(|(fact, text)| {
        let (said, _) = wrong(text)?;
        let what = format!(
            "`{}` says that it lasted {}; from its start to its end it took {}",
            fact.key(),
            plain::duration(TimeDelta::try_minutes(said).unwrap_or(TimeDelta::MAX)),
            plain::duration(ended - started)
        );
        // It may speak of a part of it.
        Some(finding(
            "fact-mismatch",
            Level::Warning,
            Place::Field(fact.key()),
            what,
        ))
    });
    found.collect()
}

/// The first two translations that do not say the same, and how.
fn differing(text: &Localised, names: &[&str]) -> Option<(Level, String)> {
    let told = || text.iter().filter(|(_, words)| !words.trim().is_empty());
    // Most facts are told in one language: there is nothing to compare.
    if told().count() < 2 {
        return None;
    }
    let said: Vec<Said<'_>> = told()
        .map(|(locale, words)| Said::of(locale, words, names))
        .collect();
    let (first, others) = said.split_first()?;
    let contradicts = others.iter().find_map(|other| first.contradicts(other));
    let error = contradicts.map(|what| (Level::Error, what));
    let silent = || {
        let mut others = others.iter();
        others.find_map(|other| first.says_more(other).or_else(|| other.says_more(first)))
    };
    error.or_else(|| silent().map(|what| (Level::Suggestion, what)))
}

/// What one translation says that can be compared.
struct Said<'a> {
    locale: &'a Locale,
    clocks: Set<i64>,
    numbers: Set<i64>,
    names: Set<&'a str>,
    /// The zones it names; times in two zones are not compared.
    zones: Set<String>,
}

/// Numbers as words, from one to twelve: what one language writes so, another may write in digits.
const AS_WORDS: i64 = 12_000;

impl<'a> Said<'a> {
    fn of(locale: &'a Locale, text: &str, names: &[&'a str]) -> Self {
        let all = figures(text);
        let of = |wanted: &[Counts]| {
            all.iter()
                .filter(|f| wanted.contains(&f.counts))
                .map(value)
                .collect()
        };
        let words = plain::words(text);
        let zoned = |word: &&String| {
            ["utc", "gmt", "cet", "cest", "mez", "mesz", "peninsular"].contains(&word.as_str())
        };
        let folded = format!(" {} ", words.join(" "));
        let named = |name: &&&str| folded.contains(&format!(" {} ", plain::words(name).join(" ")));
        Self {
            locale,
            clocks: of(&[Counts::Clock]),
            numbers: of(&[Counts::Percent, Counts::Count, Counts::Span]),
            names: names.iter().filter(named).copied().collect(),
            zones: words.iter().filter(zoned).cloned().collect(),
        }
    }

    /// What both say, each in another way.
    fn contradicts(&self, other: &Self) -> Option<String> {
        let (here, there) = (self.locale, other.locale);
        if self.zones == other.zones
            && let Some((one, two)) = apart(&self.clocks, &other.clocks)
        {
            let (one, two) = (clock(*one), clock(*two));
            return Some(format!("says {one} in `{here}` and {two} in `{there}`"));
        }
        if let Some((one, two)) = apart(&self.numbers, &other.numbers) {
            let (one, two) = (number(*one), number(*two));
            return Some(format!("says {one} in `{here}` and {two} in `{there}`"));
        }
        let (one, two) = apart(&self.names, &other.names)?;
        Some(format!(
            "names `{one}` in `{here}` and `{two}` in `{there}`"
        ))
    }

    /// A number that the other leaves out.
    fn says_more(&self, other: &Self) -> Option<String> {
        let more = self
            .numbers
            .difference(&other.numbers)
            .find(|n| **n > AS_WORDS)?;
        let other = other.locale;
        Some(format!(
            "says {} in `{}` and not in `{other}`",
            number(*more),
            self.locale
        ))
    }
}

fn value(figure: &Figure) -> i64 {
    figure.value
}

/// What each of two sets has alone, if both do.
fn apart<'a, T: Ord>(one: &'a Set<T>, two: &'a Set<T>) -> Option<(&'a T, &'a T)> {
    one.difference(two).next().zip(two.difference(one).next())
}

fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A number of thousandths as it is written in English.
fn number(thousandths: i64) -> String {
    let (whole, rest) = (thousandths / 1000, thousandths % 1000);
    if rest == 0 {
        return whole.to_string();
    }
    let digits = format!("{whole}.{rest:03}");
    digits.trim_end_matches('0').to_owned()
}
