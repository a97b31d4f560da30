//! How often words stand in texts, by what messages of a language say.

use std::collections::BTreeMap;

/// How often each word was said.
#[derive(Debug, Default)]
pub(super) struct Weights(BTreeMap<String, usize>);

impl Weights {
    /// Counts the words of a text, which is read as texts of its language are.
    pub(super) fn of(said: &str) -> Self {
        let mut counts = BTreeMap::new();
        for word in said.split(|sign: char| !sign.is_ascii_alphanumeric() && sign != '\'') {
            *counts.entry(word.to_owned()).or_insert(0) += 1;
        }
        Self(counts)
    }

    /// Returns how often something was said that a word of a pattern accepts.
    pub(super) fn weight(&self, word: &str) -> usize {
        let accepts = |said: &str| match (word.strip_suffix('*'), word.strip_prefix('*')) {
            _ if word == "#" => said.starts_with(|sign: char| sign.is_ascii_digit()),
            (Some(stem), _) => said.starts_with(stem),
            (_, Some(ending)) => said.ends_with(ending),
            _ => said == word,
        };
        let said = self.0.iter().filter(|(said, _)| accepts(said));
        said.map(|(_, count)| count).sum()
    }
}
