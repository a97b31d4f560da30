//! What the interview says, in the language of whoever answers. The words are data: one file a
//! language under `templates/interview`, embedded; another language is one file and one line here.

use serde::Deserialize;

use super::clocks::clocks;
use crate::domain::locale::Locale;
use crate::order::Map;
use crate::text::clean::Unfit;
use crate::text::packed::{Text, packed};

/// The languages of the interview with their words; the first is the fallback.
pub(super) static LANGUAGES: [(&str, Text); 5] = [
    ("en", packed!("templates/interview/en.toml")),
    ("es", packed!("templates/interview/es.toml")),
    ("pt", packed!("templates/interview/pt.toml")),
    ("fr", packed!("templates/interview/fr.toml")),
    ("de", packed!("templates/interview/de.toml")),
];

/// The words of one language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) questions: Map<String, Wording>,
    /// For each question answered by choosing, its options.
    pub(super) choices: Map<String, Map<String, String>>,
    /// Short names of the facts, for menus.
    pub(super) facts: Map<String, String>,
    pub(super) languages: Map<String, String>,
    /// Words that people type in times, each with the English one that `text::time` knows.
    pub(super) times: Map<String, String>,
    pub(super) say: Say,
}

/// One question.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wording {
    pub(super) ask: String,
    pub(super) advice: String,
    /// One good answer; empty where the options themselves are the examples.
    #[serde(default)]
    pub(super) example: String,
    /// What an empty answer means; empty if an answer is needed.
    #[serde(default)]
    pub(super) enter: String,
}

/// Defines the rest of what the interview says. Dozens of texts are read by name from a table: a
/// derived reader of each field would take a hundred times the code.
macro_rules! say {
    ($($(#[$doc:meta])* $name:ident,)+) => {
        /// Everything else the interview says. `{…}` is replaced.
        #[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
        #[serde(try_from = "Map<String, String>")]
        pub(super) struct Say { $($(#[$doc])* pub(super) $name: String,)+ }

        impl TryFrom<Map<String, String>> for Say {
            type Error = String;

            fn try_from(mut words: Map<String, String>) -> Result<Self, String> {
                let mut take =
                    |name: &str| words.remove(name).ok_or_else(|| format!("missing `{name}`"));
                let said = Self { $($name: take(stringify!($name))?,)+ };
                match words.pop_first() {
                    Some((unknown, _)) => Err(format!("unknown `{unknown}`")),
                    None => Ok(said),
                }
            }
        }
    };
}

say! {
    yes,
    no,
    now,
    keep,
    says_impact,
    found,
    waived,
    remember,
    example,
    enter,
    understood_time,
    not_a_time,
    skipped_hour,
    not_ahead,
    not_behind,
    not_over,
    before_start,
    after_end,
    ends_early,
    begins_late,
    empty,
    too_long,
    control,
    dropped,
    nothing_corrected,
    people,
    links,
    not_kept,
    resume,
    resume_named,
    resume_yes,
    resume_no,
    no_preview,
    back,
    unchanged,
    editor_failed,
    unreadable,
    edit_again,
    edit_kept,
    course,
    first_word,
    noticed_after,
    told_after,
    lasted,
    owner,
    by,
    aim,
    no_owner,
    no_due,
    not_an_aim,
    not_a_link,
    agreed,
    interrupted,
    interrupted_at_once,
}

impl Words {
    /// Returns the words for a locale: those of its language, or English.
    pub(super) fn of(locale: &Locale) -> Self {
        let own = LANGUAGES.iter().find(|(l, _)| *l == locale.language());
        let text = own
            .or(LANGUAGES.first())
            .map_or("", |(_, text)| text.text());
        // The files are embedded and read by a test: the default is never used.
        let table: Result<toml::Table, _> = text.parse();
        table.and_then(toml::Table::try_into).unwrap_or_default()
    }

    /// Returns a question; a variant such as `maintenance.title` where there is one.
    pub(super) fn question(&self, variant: &str, key: &str) -> Wording {
        let special = self.questions.get(&format!("{variant}.{key}"));
        special
            .or_else(|| self.questions.get(key))
            .cloned()
            .unwrap_or_default()
    }

    /// Returns an option of a question as it is shown, in the words of a variant where there are
    /// some; the key itself if it has no words.
    pub(super) fn choice(&self, variant: &str, question: &str, option: &str) -> String {
        let special = self.choices.get(&format!("{variant}.{question}"));
        special
            .or_else(|| self.choices.get(question))
            .and_then(|o| o.get(option))
            .map_or_else(|| option.to_owned(), Clone::clone)
    }

    /// Returns the short name of a fact or question, that of a variant where there is one; its key
    /// if it has none.
    pub(super) fn fact(&self, variant: &str, key: &str) -> String {
        let special = self.facts.get(&format!("{variant}.{key}"));
        special
            .or_else(|| self.facts.get(key))
            .map_or_else(|| key.to_owned(), Clone::clone)
    }

    /// Returns the name of a locale's language, or its tag.
    pub(super) fn language(&self, locale: &Locale) -> String {
        let name = self.languages.get(locale.as_str());
        name.or_else(|| self.languages.get(locale.language()))
            .map_or_else(|| locale.to_string(), Clone::clone)
    }

    /// Says why a text cannot stand in a fact.
    pub(super) fn unfit(&self, problem: &Unfit) -> String {
        match problem {
            Unfit::Empty => self.say.empty.clone(),
            Unfit::TooLong { got, limit } => fill(
                &self.say.too_long,
                &[
                    ("got", &got.to_string()),
                    ("limit", &limit.to_string()),
                    ("over", &got.saturating_sub(*limit).to_string()),
                ],
            ),
            Unfit::Control { code, place } => fill(
                &self.say.control,
                &[
                    ("code", &format!("U+{code:04X}")),
                    ("place", &place.to_string()),
                ],
            ),
        }
    }

    /// Puts a time as typed in this language into the words that `text::time` reads.
    pub(super) fn english_time(&self, given: &str) -> String {
        let lower = given.trim().to_lowercase();
        let words = lower.split_whitespace().map(|word| {
            let bare = word.trim_end_matches(',');
            self.times.get(bare).map_or(word, String::as_str)
        });
        let mut words: Vec<_> = words.filter(|w| !w.is_empty()).collect();
        // Most languages say it before the span, English after it; Portuguese says it twice.
        if words.first() == Some(&"ago") {
            words.rotate_left(1);
        }
        words.dedup();
        clocks(&words).join(" ")
    }
}

/// Replaces each `{name}` by its value, in one pass: a value is never searched for names.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let found = after
            .split_once('}')
            .and_then(|(name, tail)| Some((values.iter().find(|(n, _)| *n == name)?.1, tail)));
        if let Some((value, tail)) = found {
            filled.push_str(value);
            rest = tail;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::{FactName, TextFact, TimeFact};
    use crate::domain::words::{DataImpact, Severity};

    fn words(tag: &str) -> Words {
        let (_, text) = LANGUAGES.iter().find(|(l, _)| *l == tag).unwrap();
        toml::from_str(text.text()).unwrap_or_else(|e| panic!("{tag}: {e}"))
    }

    /// Every key of a file with its placeholders; only times may differ, since they are what
    /// people type.
    fn keys(tag: &str) -> Vec<String> {
        fn walk(path: &str, value: &toml::Value, keys: &mut Vec<String>) {
            match value {
                toml::Value::Table(table) => {
                    for (key, value) in table {
                        walk(&format!("{path}/{key}"), value, keys);
                    }
                }
                other => {
                    let text = other.as_str().unwrap();
                    assert!(!text.trim().is_empty(), "{path} is empty");
                    let mut names: Vec<_> = text
                        .split('{')
                        .skip(1)
                        .filter_map(|t| t.split('}').next())
                        .collect();
                    names.sort_unstable();
                    keys.push(format!("{path} {names:?}"));
                }
            }
        }
        let (_, text) = LANGUAGES.iter().find(|(l, _)| *l == tag).unwrap();
        let mut table: toml::Table = text.text().parse().unwrap();
        table.remove("times");
        let mut keys = Vec::new();
        walk("", &toml::Value::Table(table), &mut keys);
        keys.sort();
        keys
    }

    #[test]
    fn every_language_says_the_same_things_with_the_same_placeholders() {
        for (tag, _) in &LANGUAGES {
            assert_eq!(keys(tag), keys("en"), "{tag}");
        }
    }

    #[test]
    fn every_fact_severity_and_word_about_data_has_its_words() {
        for (tag, _) in &LANGUAGES {
            let words = words(tag);
            for text in TextFact::ALL {
                assert!(words.facts.contains_key(text.key()), "{tag} {}", text.key());
            }
            for time in TimeFact::ALL {
                assert!(words.facts.contains_key(time.key()), "{tag} {}", time.key());
            }
            assert!(words.facts.contains_key(&FactName::Data.key()));
            for severity in Severity::WORDS {
                assert!(words.choices["severity"].contains_key(*severity), "{tag}");
            }
            for data in DataImpact::WORDS {
                assert!(words.choices["data"].contains_key(*data), "{tag} {data}");
            }
        }
    }

    #[test]
    fn a_language_without_words_is_asked_in_english() {
        assert_eq!(Words::of(&"ja".parse().unwrap()), words("en"));
        assert_eq!(Words::of(&"es-MX".parse().unwrap()), words("es"));
        assert_eq!(Words::of(&"pt-BR".parse().unwrap()), words("pt"));
    }

    #[test]
    fn a_value_is_never_searched_for_placeholders() {
        assert_eq!(fill("{a}-{b}-{c", &[("a", "{b}"), ("b", "2")]), "{b}-2-{c");
    }

    #[test]
    fn times_are_understood_as_people_write_them() {
        for (tag, typed, english) in [
            ("en", "in 2 hours", "in 2 hours"),
            ("en", "1h30m ago", "1h30m ago"),
            ("en", "2026-11-27T17:00", "2026-11-27t17:00"),
            ("es", "mañana a las 9:00", "tomorrow 9:00"),
            ("es", "en 30 minutos", "in 30 minutes"),
            ("es", "hace 20 min", "20 min ago"),
            ("es", "dentro de 2 horas", "in 2 hours"),
            ("es", "Viernes 17:00", "friday 17:00"),
            ("es", "a las 14h", "14:00"),
            ("pt", "amanhã às 9h30", "tomorrow 9:30"),
            ("pt", "há 20 minutos", "20 minutes ago"),
            ("pt", "há 20 minutos atrás", "20 minutes ago"),
            ("pt", "daqui a 2 horas", "in 2 hours"),
            ("pt", "sexta-feira, às 17h", "friday 17:00"),
            ("pt", "às 9 horas", "9:00"),
            ("fr", "14h30", "14:30"),
            ("fr", "à 14 h", "14:00"),
            ("fr", "il y a 20 minutes", "20 minutes ago"),
            ("fr", "dans 2h", "in 2h"),
            ("fr", "d’ici 30 minutes", "in 30 minutes"),
            ("fr", "demain 9h", "tomorrow 9:00"),
            ("fr", "vendredi à 17:00", "friday 17:00"),
            ("fr", "2h", "2h"),
            ("fr", "1h30", "1h30"),
            ("de", "morgen um 9:00 Uhr", "tomorrow 9:00"),
            ("de", "um 14.30 Uhr", "14:30"),
            ("de", "14 Uhr", "14:00"),
            ("de", "vor 20 Minuten", "20 minutes ago"),
            ("de", "in 2 Stunden", "in 2 hours"),
            ("de", "am Freitag um 17:00", "friday 17:00"),
        ] {
            assert_eq!(words(tag).english_time(typed), english, "{tag} {typed}");
        }
    }

    #[test]
    fn one_error_and_several_are_told_in_their_number_in_every_language() {
        for (tag, _) in &LANGUAGES {
            let words = words(tag);
            let (one, several) = (
                words.question("flawed", "next"),
                words.question("flaws", "next"),
            );
            assert_eq!(one.ask, several.ask, "{tag}");
            assert_ne!(one.advice, several.advice, "{tag}");
            assert_ne!(several.advice, words.question("", "next").advice, "{tag}");
        }
    }
}
