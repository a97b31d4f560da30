//! A measure as it is typed, in one line.

use chrono::{DateTime, Utc};

use super::Aim;
use crate::domain::facts::Localised;
use crate::domain::locale::Locale;

/// A measure as somebody agrees on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreed {
    /// What is to be done, in words for customers.
    pub what: Localised,
    /// What it is good for.
    pub aim: Aim,
    /// Who sees to it.
    pub owner: String,
    /// By when, in UTC.
    pub due: DateTime<Utc>,
}

/// A measure as it is typed, in one line: the words for customers, then parts set apart by `;` that
/// begin with a name and a colon. A part without a name goes on with the one before it; one that is an
/// aim and nothing else is the aim, and never words for customers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// What is to be done, in the language of whoever types.
    pub what: String,
    /// The same in other languages.
    pub translations: Vec<(Locale, String)>,
    /// Who sees to it; empty if nobody is named.
    pub owner: String,
    /// By when; empty if no time is named.
    pub by: String,
    /// What it is good for; empty if that is not said.
    pub aim: String,
}

impl Line {
    /// Takes a line apart. `names` are those of the owner, the time and the aim, beside the English
    /// ones; `locales` are the languages that a translation may be in.
    pub fn read(line: &str, names: [&str; 3], locales: &[Locale]) -> Self {
        let mut read = Self::default();
        let mut slot = 0;
        for part in line.split(';') {
            let (name, value) = part.split_once([':', '=']).unwrap_or(("", part));
            let name = name.trim().to_lowercase();
            let named =
                |(english, own): (&str, &str)| !name.is_empty() && (name == english || name == own);
            let mut known = ["owner", "by", "aim"].into_iter().zip(names);
            let place = known.position(named);
            let locale = || {
                locales
                    .iter()
                    .position(|locale| name == locale.as_str().to_lowercase())
            };
            let (next, text) = match (place, locale()) {
                (Some(place), _) => (1 + place, value),
                (None, Some(at)) => {
                    read.translations.push((locales[at].clone(), String::new()));
                    (4, value)
                }
                (None, None) if part.trim().parse::<Aim>().is_ok() => (3, part),
                (None, None) => (slot, part),
            };
            slot = next;
            let text = text.trim();
            let into = match slot {
                1 => &mut read.owner,
                2 => &mut read.by,
                3 => &mut read.aim,
                4 => read
                    .translations
                    .last_mut()
                    .map_or(&mut read.what, |(_, text)| text),
                _ => &mut read.what,
            };
            if !into.is_empty() && !text.is_empty() {
                into.push_str("; ");
            }
            into.push_str(text);
        }
        read
    }
}

impl Agreed {
    /// Writes it as a line that [`Line::read`] takes apart again, with English names.
    pub fn line(&self, locale: &Locale) -> String {
        let own = self
            .what
            .for_reader(locale, locale)
            .map_or("", |(text, _)| text);
        let mut line = own.to_owned();
        for (other, text) in self.what.iter().filter(|(other, _)| *other != locale) {
            line.push_str(&format!("; {other}: {text}"));
        }
        let due = self.due.format("%Y-%m-%dT%H:%M:%SZ");
        line.push_str(&format!(
            "; owner: {}; by: {due}; aim: {}",
            self.owner, self.aim
        ));
        line
    }
}
