//! Reads what stands in a record beside its facts: it belongs to its entry, and is never in force.

use toml::Table;

use crate::domain::facts::Told;
use crate::domain::origin::Origin;

use super::value::{FactsError, string, sub_table};

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
