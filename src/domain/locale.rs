//! A locale: the language (and where it matters the region) of a text.

use std::fmt;
use std::str::FromStr;

/// A language tag such as `en`, `es` or `pt-BR`; the language in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale(String);

/// A text that does not have the form of a language tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a locale; use a language tag such as `en`, `es` or `pt-BR`")]
pub struct NotALocale(pub String);

impl Locale {
    /// The languages that vocero speaks without any templates of the user's.
    pub const SPOKEN: [&'static str; 5] = ["en", "es", "pt", "fr", "de"];

    /// The language of a locale where vocero speaks it, else English.
    #[must_use]
    pub fn spoken(self) -> Self {
        let language = self.language();
        if Self::SPOKEN.contains(&language) {
            Self(language.to_owned())
        } else {
            Self::english()
        }
    }

    /// English, the language of help and errors and the fallback for everything else.
    pub fn english() -> Self {
        Self("en".to_owned())
    }

    /// These languages, and those of `configured` locales that are none of them.
    pub fn spoken_and(configured: &[Self]) -> Vec<Self> {
        let mut all: Vec<Self> = Self::SPOKEN
            .iter()
            .map(|tag| Self((*tag).to_owned()))
            .collect();
        let others = configured
            .iter()
            .filter(|locale| !Self::SPOKEN.contains(&locale.as_str()));
        all.extend(others.cloned());
        all
    }

    /// Returns the tag, such as `es`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the language alone: `pt` for `pt-BR`.
    pub fn language(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }
}

impl FromStr for Locale {
    type Err = NotALocale;

    /// Reads `es`, `pt-BR`, and the environment's `es_ES` form.
    fn from_str(given: &str) -> Result<Self, Self::Err> {
        let refuse = || NotALocale(given.to_owned());
        let tag = given.trim().replace('_', "-");
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default();
        let lawful =
            (2..=3).contains(&language.len()) && language.bytes().all(|b| b.is_ascii_alphabetic());
        if !lawful {
            return Err(refuse());
        }
        let mut locale = language.to_ascii_lowercase();
        for part in parts {
            if !(2..=8).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return Err(refuse());
            }
            locale.push('-');
            locale.push_str(part);
        }
        Ok(Self(locale))
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl serde::Serialize for Locale {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_language_tags_and_the_form_of_the_environment() {
        for (given, tag) in [("en", "en"), ("ES", "es"), ("pt_BR", "pt-BR")] {
            assert_eq!(given.parse::<Locale>().unwrap().as_str(), tag);
        }
    }

    #[test]
    fn refuses_what_is_no_language_tag() {
        for given in ["", "C", "english", "e1", "../en", "en-"] {
            assert!(given.parse::<Locale>().is_err(), "{given}");
        }
    }
}
