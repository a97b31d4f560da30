//! What a draft holds: the facts as the log writes them, and beside them what only an interview
//! needs.

use chrono::{DateTime, Utc};
use serde::Deserialize;
use toml::Table;

use super::door::Door;
use super::{facts_file, waiver};
use crate::domain::entry::Waived;
use crate::domain::facts::Localised;
use crate::domain::locale::Locale;
use crate::domain::measure::{Agreed, Line};
use crate::domain::words::UnknownWord;
use crate::log;
use crate::prompt::{Answers, Unfinished};

/// What stands above the facts in the editor.
pub const EDITOR_HEADER: &str = "\
# Your answers, as they will stand in the log. Change, add or remove lines; save and close to go
# back to the preview. The last lines remember which questions were asked; leave them.";

/// What a draft holds beside the facts.
#[derive(Debug, Default, Deserialize)]
struct Aside {
    #[serde(default)]
    corrects: Option<String>,
    #[serde(default)]
    answered: Vec<String>,
    #[serde(default)]
    scenario: Option<String>,
    #[serde(default)]
    waived: Waived,
    #[serde(default)]
    measures: Vec<String>,
    #[serde(default)]
    unfinished: Option<UnfinishedTable>,
}

#[derive(Debug, Deserialize)]
struct UnfinishedTable {
    question: String,
    text: String,
}

/// The keys of [`Aside`], which are no facts.
const ASIDE_KEYS: [&str; 6] = [
    "corrects",
    "answered",
    "scenario",
    "waived",
    "measures",
    "unfinished",
];

/// Writes answers as a draft keeps them.
pub fn draft_text(answers: &Answers, locale: &Locale) -> String {
    let mut aside = Table::new();
    if let Some(id) = answers.corrects {
        aside.insert("corrects".to_owned(), id.to_string().into());
    }
    aside.insert("answered".to_owned(), answers.answered.clone().into());
    if let Some(name) = &answers.scenario {
        aside.insert("scenario".to_owned(), name.clone().into());
    }
    if !answers.measures.is_empty() {
        let lines: Vec<_> = answers.measures.iter().map(|m| m.line(locale)).collect();
        aside.insert("measures".to_owned(), lines.into());
    }
    if !answers.waived.is_empty() {
        let reasons = answers.waived.iter();
        let mut table = Table::new();
        table.extend(reasons.map(|(rule, reason)| (rule.clone(), reason.clone().into())));
        aside.insert("waived".to_owned(), table.into());
    }
    if let Some(Unfinished { question, text }) = &answers.unfinished {
        let mut table = Table::new();
        table.insert("question".to_owned(), question.clone().into());
        table.insert("text".to_owned(), text.clone().into());
        aside.insert("unfinished".to_owned(), table.into());
    }
    format!(
        "{}{aside}",
        log::facts_text(&answers.facts, &answers.clear, locale)
    )
}

/// Reads a draft back; says why it cannot be read.
pub fn read_draft(text: &str, locale: &Locale, locales: &[Locale]) -> Result<Answers, String> {
    let mut table: Table = text
        .parse()
        .map_err(|e: toml::de::Error| e.message().to_owned())?;
    let (mut answers, measures) = take_aside(&mut table)?;
    let measures = measures.iter().map(|line| measure(line, locale, locales));
    answers.measures = measures.collect::<Result<_, _>>()?;
    let (facts, clear, _) = log::facts_from(&table, locale).map_err(|e| e.to_string())?;
    answers.facts = facts;
    answers.clear = clear;
    Ok(answers)
}

/// Reads an edited text as strictly as flags are read.
pub fn edited(text: &str, door: &Door<'_>) -> Result<Answers, String> {
    let mut table: Table = text
        .parse()
        .map_err(|e: toml::de::Error| e.to_string().trim_end().to_owned())?;
    let (mut answers, measures) = take_aside(&mut table)?;
    for (rule, reason) in &answers.waived {
        waiver::read(&format!("{rule}={reason}"), door.rules)?;
    }
    table.remove("locale");
    let mut args = facts_file::from_table(table)?;
    args.review.measure.extend(measures);
    let typed = door.admit(&args).map_err(|failure| failure.message)?;
    answers.facts = typed.facts;
    answers.clear = typed.clear;
    answers.measures = typed.measures;
    Ok(answers)
}

/// Reads a measure as a draft keeps it.
fn measure(line: &str, locale: &Locale, locales: &[Locale]) -> Result<Agreed, String> {
    let read = Line::read(line, ["", "", ""], locales);
    let mut what = Localised::single(locale.clone(), read.what);
    for (locale, text) in read.translations {
        what.set(locale, text);
    }
    let due: Result<DateTime<Utc>, chrono::ParseError> = read.by.parse();
    let due = due.map_err(|e| format!("`{}`: {e}", read.by))?;
    Ok(Agreed {
        what,
        aim: read.aim.parse().map_err(|e: UnknownWord| e.to_string())?,
        owner: read.owner,
        due,
    })
}

fn take_aside(table: &mut Table) -> Result<(Answers, Vec<String>), String> {
    let mut kept = Table::new();
    kept.extend(
        ASIDE_KEYS
            .into_iter()
            .filter_map(|key| table.remove_entry(key)),
    );
    let aside: Aside = kept.try_into().map_err(|e| e.to_string())?;
    let corrects = aside.corrects.map(|id| id.parse()).transpose();
    let answers = Answers {
        corrects: corrects.map_err(|e| format!("{e}"))?,
        answered: aside.answered,
        scenario: aside.scenario,
        waived: aside.waived,
        unfinished: aside.unfinished.map(|u| Unfinished {
            question: u.question,
            text: u.text,
        }),
        ..Answers::default()
    };
    Ok((answers, aside.measures))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::TextFact;
    use crate::domain::measure::Aim;

    #[test]
    fn a_draft_is_read_back_as_it_was_kept() {
        let locale = Locale::english();
        let mut answers = Answers {
            answered: vec!["title".to_owned(), "impact@es=outdated".to_owned()],
            scenario: Some("payments".to_owned()),
            waived: Waived::from([("vague-eta".to_owned(), "a \"real\" one".to_owned())]),
            unfinished: Some(Unfinished {
                question: "scope".to_owned(),
                text: "Shops in \"the".to_owned(),
            }),
            measures: vec![Agreed {
                what: Localised::single(locale.clone(), "We notice it; sooner."),
                aim: Aim::Detect,
                owner: "ana".to_owned(),
                due: "2026-12-04T17:00:00Z".parse().unwrap(),
            }],
            ..Answers::default()
        };
        answers.measures[0]
            .what
            .set("es".parse().unwrap(), "Lo notamos.");
        answers
            .facts
            .set_text(TextFact::Title, &locale, "Sign-in is failing");
        let text = draft_text(&answers, &locale);
        assert_eq!(
            read_draft(&text, &locale, &["es".parse().unwrap()]),
            Ok(answers)
        );
    }
}
