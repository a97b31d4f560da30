//! The table `[clocks]`: which clocks of regulators count, and whose they are. What the law says is
//! data, in `templates/clocks.toml`.

use chrono::TimeDelta;
use toml::{Table, Value};

use crate::domain::facts::Starts;
use crate::domain::regulator::{Clock, Limit, Start, Step};
use crate::order::Map;
use crate::text::clean;
use crate::text::list::or_ticked;
use crate::text::packed::{Text, packed};

static RULES: Text = packed!("templates/clocks.toml");

/// The most characters of an authority's name.
const LONGEST: usize = 100;

/// Reads the clocks that were named, each with its authority.
pub(super) fn clocks(named: Map<String, String>) -> Result<Vec<Clock>, String> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let rules: Table = RULES
        .text()
        .parse()
        .map_err(|e: toml::de::Error| e.to_string())?;
    let one = |(rule, authority): (String, String)| {
        let known: Vec<&String> = rules.keys().collect();
        let steps = rules.get(&rule).and_then(Value::as_array);
        let steps = steps
            .ok_or_else(|| format!("has `{rule}`, which is no clock; use {}", or_ticked(&known)))?;
        let authority = clean::fit_line(&authority, LONGEST)
            .map_err(|e| format!("has `{rule}`: {e}"))?
            .text;
        if authority.is_empty() {
            return Err(format!("has `{rule}` without the name of your authority"));
        }
        Ok(Clock {
            steps: steps.iter().filter_map(step).collect(),
            rule,
            authority,
        })
    };
    named.into_iter().map(one).collect()
}

fn step(value: &Value) -> Option<Step> {
    let text = |key: &str| Some(value.get(key)?.as_str()?.to_owned());
    Some(Step {
        name: text("step")?,
        what: text("what")?,
        limit: limit(value)?,
        latest: value.get("latest").and_then(limit),
        article: text("article")?,
        source: text("source")?,
    })
}

fn limit(value: &Value) -> Option<Limit> {
    let number = |key: &str| value.get(key).and_then(Value::as_integer).unwrap_or(0);
    let from = value.get("from")?.as_str()?;
    let fact = Starts::ALL.into_iter().find(|fact| fact.key() == from);
    Some(Limit {
        from: fact.map_or_else(|| Start::Step(from.to_owned()), Start::Fact),
        months: u32::try_from(number("months")).ok()?,
        span: TimeDelta::hours(number("hours")) + TimeDelta::days(number("days")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(rule: &str) -> Clock {
        let named = Map::from([(rule.to_owned(), "The authority".to_owned())]);
        clocks(named).unwrap().remove(0)
    }

    /// Every step of every rule: nothing in the data is misspelt, so nothing is left out.
    #[test]
    fn every_step_of_the_data_is_read_and_names_its_article_and_official_source() {
        let rules: Table = RULES.text().parse().unwrap();
        for (rule, steps) in &rules {
            let clock = clock(rule);
            assert_eq!(clock.steps.len(), steps.as_array().unwrap().len(), "{rule}");
            for step in &clock.steps {
                let limits = [Some(&step.limit), step.latest.as_ref()];
                for limit in limits.into_iter().flatten() {
                    assert!(limit.months > 0 || limit.span > TimeDelta::zero(), "{rule}");
                    if let Start::Step(name) = &limit.from {
                        let before = clock.steps.iter().take_while(|s| s.name != step.name);
                        assert!(before.into_iter().any(|s| s.name == *name), "{rule} {name}");
                    }
                }
                assert!(step.article.contains(", Article "), "{rule}");
                assert!(
                    step.source.starts_with("https://eur-lex.europa.eu/eli/"),
                    "{rule}"
                );
            }
        }
        assert_eq!(
            rules.keys().collect::<Vec<_>>(),
            ["cra", "cra-incident", "dora", "gdpr", "nis2"]
        );
    }

    #[test]
    fn what_is_no_clock_or_has_no_authority_is_refused() {
        let refused = |rule: &str, authority: &str| {
            clocks(Map::from([(rule.to_owned(), authority.to_owned())])).unwrap_err()
        };
        assert_eq!(
            refused("hipaa", "OCR"),
            "has `hipaa`, which is no clock; use `cra`, `cra-incident`, `dora`, `gdpr` or `nis2`"
        );
        assert_eq!(
            refused("gdpr", " "),
            "has `gdpr` without the name of your authority"
        );
    }
}
