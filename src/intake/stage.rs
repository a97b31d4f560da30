//! What all kinds of records have in common: titles, ids, and words in their order.

use std::collections::HashMap;

use super::{Harvest, Word};
use crate::order;
use crate::text::clean::is_driving;

/// The most characters of a title: the same as of one that is typed.
const TITLE: usize = 500;
/// The most bytes of a word: a record has room for a megabyte.
const TEXT: usize = 500_000;

/// What titles begin with in what a drill wrote, in each language.
const REHEARSED: [&str; 5] = [
    "[DRILL]",
    "[SIMULACRO]",
    "[SIMULADO]",
    "[EXERCICE]",
    "[ÜBUNG]",
];

/// A title on one line, without what drives a terminal. What was rehearsed never happened.
pub(super) fn title(given: &str) -> Result<String, String> {
    let shown: String = given
        .chars()
        .map(|c| if is_driving(c) { ' ' } else { c })
        .collect();
    let title = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.chars().count() {
        0 => Err("the title is empty".to_owned()),
        _ if REHEARSED.iter().any(|mark| title.starts_with(mark)) => Err(format!(
            "`{title}` was rehearsed in a drill and never happened; take it out"
        )),
        got if got > TITLE => Err(format!(
            "the title has {got} characters; {TITLE} are the most"
        )),
        _ => Ok(title),
    }
}

/// A text with `\n` at the ends of its lines; else every character stays.
pub(super) fn text(given: &str) -> Result<String, String> {
    let text = given.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.len() > TEXT {
        return Err(format!(
            "the text has {} bytes; {TEXT} are the most",
            text.len()
        ));
    }
    Ok(text.to_owned())
}

/// The name of a component, on one line; none if it is empty.
pub(super) fn component(given: &str) -> Option<String> {
    title(given).ok()
}

/// The words of one incident, oldest first; one that stands there twice is taken once.
pub(super) fn in_order(harvest: &mut Harvest, place: &str, words: Vec<Word>) -> Vec<Word> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        match seen.get(&word.id) {
            Some(first) if kept[*first] == word => harvest.twice += 1,
            Some(_) => harvest.problem(
                place,
                format!("the id `{}` stands there twice, with two texts", word.id),
            ),
            None => {
                seen.insert(word.id.clone(), kept.len());
                kept.push(word);
            }
        }
    }
    order::sort_by_key(&mut kept, |word| word.at);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_drill_wrote_is_known_by_its_mark_in_every_language() {
        for locale in ["en", "es", "pt", "fr", "de"] {
            let voice = format!(
                "{}/templates/voices/{locale}.toml",
                env!("CARGO_MANIFEST_DIR")
            );
            let voice: toml::Table = std::fs::read_to_string(voice).unwrap().parse().unwrap();
            let mark = voice["drill"]["mark"].as_str().unwrap();
            let error = title(&format!("{mark} Payments fail")).unwrap_err();
            assert!(error.contains("was rehearsed in a drill"), "{error}");
        }
        assert_eq!(title("Drills fail"), Ok("Drills fail".to_owned()));
    }
}
