//! Reads what stands in a record beside its facts: it belongs to its entry, and is never in force.

use toml::{Table, Value};

use crate::domain::facts::Told;
use crate::domain::feedback::Heard;
use crate::domain::measure::Step;
use crate::domain::origin::Origin;
use crate::domain::redaction::{Redacted, Redaction};

use super::facts::Unknown;
use super::value::{FactsError, moment, not, string, strings, sub_table, word};

/// Takes the text under a key out of a record, if there is one.
pub(super) fn text(table: &mut Table, key: &str) -> Result<Option<String>, FactsError> {
    match table.remove(key) {
        Some(value) => string(&value, key).map(|text| Some(text.to_owned())),
        None => Ok(None),
    }
}

/// Takes out who heard it, how, and in which words.
pub(super) fn told_from(table: &mut Table) -> Result<Told, FactsError> {
    Ok(Told {
        to: text(table, "to")?,
        how: text(table, "how")?,
        said: text(table, "said")?,
    })
}

/// Takes out where it came from, and the names of keys that are unknown.
pub(super) fn origin_from(table: &mut Table) -> Result<(Origin, Vec<String>), FactsError> {
    let (mut origin, mut unknown) = (Origin::default(), Vec::new());
    let Some(value) = table.remove("imported") else {
        return Ok((origin, unknown));
    };
    for (name, value) in sub_table(&value, "imported")? {
        let key = format!("imported.{name}");
        let slot = match name.as_str() {
            "from" => &mut origin.from,
            "id" => &mut origin.id,
            "link" => &mut origin.link,
            "status" => &mut origin.status,
            "severity" => &mut origin.severity,
            _ => {
                unknown.push(key);
                continue;
            }
        };
        *slot = Some(string(value, &key)?.to_owned());
    }
    Ok((origin, unknown))
}

/// Takes out what was heard about how we told it, and what of it is unknown.
pub(super) fn heard_from(table: &mut Table) -> Result<(Heard, Unknown), FactsError> {
    let (mut heard, mut unknown) = (Heard::default(), Unknown::default());
    let Some(value) = table.remove("heard") else {
        return Ok((heard, unknown));
    };
    for (name, value) in sub_table(&value, "heard")? {
        let key = format!("heard.{name}");
        let slot = match name.as_str() {
            "from" => {
                heard.side = unknown.unless(word(value, &key))?;
                continue;
            }
            "scale" => {
                heard.scale = unknown.unless(word(value, &key))?;
                continue;
            }
            "score" => {
                heard.score = Some(score(value, &key)?);
                continue;
            }
            "client" => &mut heard.client,
            "how" => &mut heard.how,
            "words" => &mut heard.words,
            "source" => &mut heard.source,
            _ => {
                unknown.keys.push(key);
                continue;
            }
        };
        *slot = Some(string(value, &key)?.to_owned());
    }
    Ok((heard, unknown))
}

fn score(value: &Value, key: &str) -> Result<u8, FactsError> {
    let score = value
        .as_integer()
        .and_then(|score| u8::try_from(score).ok());
    score
        .filter(|score| *score < 100)
        .ok_or_else(|| not(value, key, "a whole number below 100"))
}

/// Takes out what was taken out of the entry: of each field when, by whom and why.
pub(super) fn redacted_from(table: &mut Table) -> Result<Redacted, FactsError> {
    let mut redacted = Redacted::new();
    let Some(value) = table.remove("redacted") else {
        return Ok(redacted);
    };
    for (field, value) in sub_table(&value, "redacted")? {
        let key = format!("redacted.{field}");
        let wanted = "a list of three strings: when, by whom, why";
        let [at, by, reason] = strings(value, &key)?[..] else {
            return Err(not(value, &key, wanted));
        };
        let marker = Redaction {
            at: moment(&Value::String(at.to_owned()), &key)?,
            by: by.to_owned(),
            reason: reason.to_owned(),
        };
        redacted.insert(field.clone(), marker);
    }
    Ok(redacted)
}

/// Takes out what becomes of a measure, and what of it is unknown.
pub(super) fn step_from(table: &mut Table) -> Result<(Step, Unknown), FactsError> {
    let (mut step, mut unknown) = (Step::default(), Unknown::default());
    step.measure = text(table, "measure")?;
    step.owner = text(table, "owner")?;
    step.reason = text(table, "reason")?;
    if let Some(value) = table.remove("aim") {
        step.aim = unknown.unless(word(&value, "aim"))?;
    }
    if let Some(value) = table.remove("status") {
        step.status = unknown.unless(word(&value, "status"))?;
    }
    if let Some(value) = table.remove("due") {
        step.due = Some(moment(&value, "due")?);
    }
    Ok((step, unknown))
}
