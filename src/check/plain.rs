//! Words without accents and capitals, for rules that look for one of a few.

use crate::order::Set;
use chrono::TimeDelta;
use unicode_normalization::UnicodeNormalization as _;

/// Returns the words of a text in lower case and without accents. A time such as `10:30` and a
/// number with a point are one word each.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = if text.is_ascii() {
        text.to_ascii_lowercase().replace('\'', "")
    } else {
        text.nfkd()
            .filter(|c| !('\u{300}'..='\u{36f}').contains(c))
            .flat_map(char::to_lowercase)
            .filter(|c| !['\'', '’'].contains(c))
            .collect()
    };
    folded
        .split(|c: char| !(c.is_alphanumeric() || [':', '.', ',', '%'].contains(&c)))
        .map(|word| word.trim_matches([':', '.', ',']).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether one of several phrases stands in the text: whole words, in a row.
pub(super) fn says_one_of(text: &str, phrases: &[&str]) -> bool {
    let text = format!(" {} ", words(text).join(" "));
    phrases
        .iter()
        .any(|phrase| text.contains(&format!(" {phrase} ")))
}

/// Words that make no statement by themselves.
const FILLERS: [&str; 22] = [
    "the", "a", "an", "of", "our", "your", "and", "for", "in", "el", "la", "los", "las", "de",
    "del", "y", "en", "su", "sus", "tu", "tus", "nuestro",
];

/// Beginnings of words that say how somebody fares, in English and Spanish.
const FARES: [&str; 44] = [
    "cannot", "cant", "can", "fail", "slow", "delay", "late", "down", "not", "unavail", "error",
    "see", "work", "miss", "lost", "lose", "broken", "is", "are", "no", "stuck", "wrong", "time",
    "unable", "without", "intermit", "arriv", "take", "stop", "pued", "podra", "fall", "tard",
    "lent", "retras", "caid", "ve", "sin", "funcion", "pierd", "perd", "lleg", "bloque", "son",
];

/// Whether a text of a few words only names a thing: a component, or a noun that nothing is said of.
pub(super) fn is_only_a_name(text: &str, names: &[String], title: &str) -> bool {
    let named: Set<String> = names.iter().flat_map(|name| words(name)).collect();
    let said: Vec<String> = words(text)
        .into_iter()
        .filter(|word| !FILLERS.contains(&word.as_str()))
        .collect();
    let fares = |word: &String| FARES.iter().any(|stem| word.starts_with(stem));
    if said.iter().any(|word| fares(word) && !named.contains(word)) {
        return false;
    }
    let only_names = said.iter().all(|word| named.contains(word));
    only_names || said.len() <= 2 || words(text) == words(title)
}

/// Returns a span of time in words: `45 minutes`, `2 hours and 5 minutes`, `3 days`.
pub(super) fn duration(span: TimeDelta) -> String {
    let counted = |n: i64, one: &str| {
        let many = if n == 1 { "" } else { "s" };
        format!("{n} {one}{many}")
    };
    let (days, hours) = (span.num_days(), span.num_hours() % 24);
    let minutes = span.num_minutes() % 60;
    match (days, hours, minutes) {
        (0, 0, minutes) => counted(minutes, "minute"),
        (0, hours, 0) => counted(hours, "hour"),
        (0, hours, minutes) => {
            format!(
                "{} and {}",
                counted(hours, "hour"),
                counted(minutes, "minute")
            )
        }
        (days, 0, _) => counted(days, "day"),
        (days, _, _) if days > 6 => counted(days, "day"),
        (days, hours, _) => format!("{} and {}", counted(days, "day"), counted(hours, "hour")),
    }
}
