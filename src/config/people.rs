//! Who is told, and how: the clients and the matrix of `vocero.toml`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use serde::Deserialize;
use toml::Value;

use crate::domain::client::{Client, Wants};
use crate::domain::house::House;
use crate::domain::locale::Locale;
use crate::domain::matrix::{Case, Matrix, Need, Recipients, Step};
use crate::text::clean;
use crate::text::time;

/// What is wrong, without the key of the table.
type Problem = String;

/// A client as written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClientTable {
    name: String,
    #[serde(default)]
    contacts: BTreeMap<String, String>,
    locale: Option<String>,
    address: Option<String>,
    zone: Option<String>,
    hours: Option<String>,
    #[serde(default)]
    channels: Vec<String>,
    #[serde(default)]
    components: Vec<String>,
    wants: Option<String>,
    owner: Option<String>,
}

/// The matrix as written. Critical counts as major, and has no row.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MatrixTable {
    minor: CaseTable,
    major: CaseTable,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct CaseTable {
    solved: Option<Vec<StepTable>>,
    unsolved: Option<Vec<StepTable>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepTable {
    to: String,
    how: Value,
    within: Option<String>,
    #[serde(default)]
    with: Vec<String>,
}

/// Reads the clients; what one does not say is as in the house.
pub(super) fn clients(tables: Vec<ClientTable>, house: &House) -> Result<Vec<Client>, Problem> {
    let mut clients: Vec<Client> = Vec::with_capacity(tables.len());
    for table in tables {
        let shown = table.name.trim().to_owned();
        let client = client(&table, house).map_err(|why| match shown.as_str() {
            "" => why,
            name => format!("has `{name}`: {why}"),
        })?;
        let twin = clients.iter().find(|known| known.key() == client.key());
        if let Some(twin) = twin {
            return Err(format!(
                "has two clients of one name, `{}` and `{}`; name one of them differently",
                twin.name, client.name
            ));
        }
        clients.push(client);
    }
    Ok(clients)
}

fn client(table: &ClientTable, house: &House) -> Result<Client, Problem> {
    let name = line("name", &table.name)?;
    let parse = |key: &str, error: &dyn std::fmt::Display| format!("`{key}`: {error}");
    let mut contacts = BTreeMap::new();
    for (way, contact) in &table.contacts {
        let contact = line(&format!("contacts.{way}"), contact)?;
        contacts.insert(way.trim().to_owned(), contact);
    }
    let lines = |key: &str, given: &[String]| -> Result<Vec<String>, Problem> {
        given.iter().map(|text| line(key, text)).collect()
    };
    Ok(Client {
        contacts,
        locale: match &table.locale {
            Some(tag) => tag.parse::<Locale>().map_err(|e| parse("locale", &e))?,
            None => house.primary.clone(),
        },
        address: match &table.address {
            Some(word) => word.parse().map_err(|e| parse("address", &e))?,
            None => house.address,
        },
        zone: match &table.zone {
            Some(name) => name.parse().map_err(|e| parse("zone", &e))?,
            None => house.zone,
        },
        hours: match &table.hours {
            Some(text) => Some(text.parse().map_err(|e| parse("hours", &e))?),
            None => None,
        },
        channels: lines("channels", &table.channels)?,
        components: lines("components", &table.components)?,
        wants: match &table.wants {
            Some(word) => word.parse().map_err(|e| parse("wants", &e))?,
            None => Wants::Everything,
        },
        owner: match &table.owner {
            Some(owner) => Some(line("owner", owner)?),
            None => None,
        },
        name,
    })
}

/// One line that says something.
fn line(key: &str, given: &str) -> Result<String, Problem> {
    const LIMIT: usize = 200;
    match clean::fit_line(given, LIMIT) {
        Ok(fit) if fit.text.is_empty() => Err(format!("`{key}` is empty")),
        Ok(fit) => Ok(fit.text),
        Err(unfit) => Err(format!("`{key}` {unfit}")),
    }
}

/// Reads the matrix. A case that is not there keeps its built-in steps.
pub(super) fn matrix(table: MatrixTable) -> Result<Matrix, Problem> {
    let rows = [("minor", false, table.minor), ("major", true, table.major)];
    let mut matrix = Matrix::default();
    for (row, major, cells) in rows {
        let cells = [
            ("solved", true, cells.solved),
            ("unsolved", false, cells.unsolved),
        ];
        for (column, solved, steps) in cells {
            let Some(steps) = steps else { continue };
            let numbered = steps.iter().zip(1..);
            let steps = numbered.map(|(table, place)| {
                step(table).map_err(|why| format!("has `{row}.{column}`, step {place}: {why}"))
            });
            matrix.set(Case { major, solved }, steps.collect::<Result<_, _>>()?);
        }
    }
    Ok(matrix)
}

fn step(table: &StepTable) -> Result<Step, Problem> {
    let to: Recipients = table.to.parse().map_err(|e| format!("`to`: {e}"))?;
    let how = ways(&table.how)?;
    let special = how
        .iter()
        .any(|way| ["daily", "inform"].contains(&way.as_str()));
    if special && (to == Recipients::Public || how.len() > 1) {
        return Err(
            "`how`: `inform` and `daily` are ways to tell clients, and stand alone".to_owned(),
        );
    }
    let mut with = Vec::with_capacity(table.with.len());
    for word in &table.with {
        with.push(word.parse::<Need>().map_err(|e| format!("`with`: {e}"))?);
    }
    Ok(Step {
        to,
        how,
        within: table.within.as_deref().map(within).transpose()?,
        with,
    })
}

/// Reads one way, or a list of ways.
fn ways(value: &Value) -> Result<Vec<String>, Problem> {
    let wanted = || "`how` is not a way such as \"phone\", or a list of ways".to_owned();
    let texts: Vec<&str> = match value {
        Value::String(one) => vec![one],
        Value::Array(many) => {
            let texts: Option<Vec<&str>> = many.iter().map(Value::as_str).collect();
            texts.ok_or_else(wanted)?
        }
        _ => return Err(wanted()),
    };
    let mut seen = BTreeSet::new();
    let ways = texts.into_iter().map(|text| line("how", text));
    let mut ways: Vec<String> = ways.collect::<Result<_, _>>()?;
    ways.retain(|way| seen.insert(way.clone()));
    if ways.is_empty() {
        return Err("`how` is empty; name a way such as \"phone\"".to_owned());
    }
    Ok(ways)
}

fn within(given: &str) -> Result<TimeDelta, Problem> {
    let length = time::length(given).filter(|length| *length <= TimeDelta::weeks(1));
    length.ok_or_else(|| {
        format!("`within`: `{given}` is no span of time up to a week; write it like `10m` or `2h`")
    })
}

#[cfg(test)]
mod tests;
