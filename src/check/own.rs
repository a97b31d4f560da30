//! Rules of the house: phrases from the configuration, in the same small language as those of the
//! program, and examples that prove them.

use super::finding::Level;
use super::page;
use super::words::phrases::Written;
use crate::domain::dictionary::OwnRule;
use crate::domain::locale::{Locale, NotALocale};
use crate::domain::words::UnknownWord;

/// A rule of the house that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rule `{rule}` {problem}")]
pub struct BadRule {
    /// Its name.
    pub rule: String,
    /// What is wrong with it.
    pub problem: String,
}

/// A rule of the house, ready to read texts.
#[derive(Debug)]
pub(super) struct Own {
    /// What the configuration says of it.
    pub(super) rule: OwnRule,
    pub(super) level: Level,
    pub(super) locale: Option<Locale>,
    pub(super) phrases: Written,
}

/// Reads a rule.
pub(super) fn read(rule: &OwnRule) -> Result<Own, BadRule> {
    let bad = |problem: String| BadRule {
        rule: rule.name.clone(),
        problem,
    };
    let lawful = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    if rule.name.is_empty() || !rule.name.bytes().all(lawful) {
        return Err(bad(
            "needs a name of small letters, digits and hyphens".to_owned()
        ));
    }
    if page::of_briefly(&rule.name).is_some() {
        return Err(bad(
            "has the name of a built-in rule; choose another".to_owned()
        ));
    }
    if rule.any.is_empty() {
        return Err(bad("finds nothing: give it phrases in `any`".to_owned()));
    }
    for (key, list) in [("bad", &rule.bad), ("good", &rule.good)] {
        if list.is_empty() {
            return Err(bad(format!("has no example in `{key}`; give at least one")));
        }
    }
    for (key, line) in [
        ("what", &rule.what),
        ("why", &rule.why),
        ("help", &rule.help),
    ] {
        if line.trim().is_empty() || line.contains('\n') {
            return Err(bad(format!("needs one line in `{key}`")));
        }
    }
    let locale = rule.locale.as_deref().map(str::parse).transpose();
    let locale: Option<Locale> =
        locale.map_err(|e: NotALocale| bad(format!("has a wrong `locale`: {e}")))?;
    let phrases = Written::read(&rule.any, &rule.unless, locale.as_ref()).map_err(&bad)?;
    let level = rule.level.parse();
    Ok(Own {
        rule: rule.clone(),
        level: level.map_err(|e: UnknownWord| bad(format!("has a wrong `level`: {e}")))?,
        phrases,
        locale,
    })
}

/// Whether every rule has a name of its own.
pub(super) fn distinct(rules: &[Own]) -> Result<(), BadRule> {
    for (place, own) in rules.iter().enumerate() {
        if rules[..place]
            .iter()
            .any(|other| other.rule.name == own.rule.name)
        {
            return Err(BadRule {
                rule: own.rule.name.clone(),
                problem: "stands there twice".to_owned(),
            });
        }
    }
    Ok(())
}
