//! Who is told, and how: the clients and the matrix of `vocero.toml`.

use chrono::TimeDelta;
use serde::de::Error as _;
use toml::Value;
use toml::de::Error;

use super::reader::{Reader, names, tables, text, texts};
use crate::order::{Map, Set};

use crate::domain::client::{Client, DAILY, Wants};
use crate::domain::house::House;
use crate::domain::locale::Locale;
use crate::domain::matrix::{Case, INFORM, Matrix, Need, Recipients, Step};
use crate::text::clean;
use crate::text::similar::similar;
use crate::text::time;

/// What is wrong, without the key of the table.
type Problem = String;

/// A client as written.
pub(super) struct ClientTable {
    name: String,
    contacts: Map<String, String>,
    locale: Option<String>,
    address: Option<String>,
    zone: Option<String>,
    hours: Option<String>,
    channels: Vec<String>,
    components: Vec<String>,
    wants: Option<String>,
    owner: Option<String>,
}

/// The matrix as written. Critical counts as major, and has no row.
#[derive(Default)]
pub(super) struct MatrixTable {
    minor: CaseTable,
    major: CaseTable,
}

#[derive(Default)]
struct CaseTable {
    solved: Option<Vec<StepTable>>,
    unsolved: Option<Vec<StepTable>>,
}

struct StepTable {
    to: String,
    how: Value,
    within: Option<String>,
    with: Vec<String>,
}

/// Reads `[[client]]`.
pub(super) fn client_tables(at: &str, value: Value) -> Result<Vec<ClientTable>, Error> {
    tables(at, value, |at, value| {
        let mut table = Reader::of(at, value)?;
        let client = ClientTable {
            name: table.needed("name")?,
            contacts: table.take("contacts", names)?,
            locale: table.take("locale", text)?,
            address: table.take("address", text)?,
            zone: table.take("zone", text)?,
            hours: table.take("hours", text)?,
            channels: table.take("channels", texts)?,
            components: table.take("components", texts)?,
            wants: table.take("wants", text)?,
            owner: table.take("owner", text)?,
        };
        table.done().map(|()| client)
    })
}

/// Reads `[matrix]`.
pub(super) fn matrix_table(at: &str, value: Value) -> Result<MatrixTable, Error> {
    let mut table = Reader::of(at, value)?;
    let matrix = MatrixTable {
        minor: table.take("minor", case)?,
        major: table.take("major", case)?,
    };
    table.done().map(|()| matrix)
}

fn case(at: &str, value: Value) -> Result<CaseTable, Error> {
    let mut table = Reader::of(at, value)?;
    let case = CaseTable {
        solved: table.take("solved", steps)?,
        unsolved: table.take("unsolved", steps)?,
    };
    table.done().map(|()| case)
}

fn steps(at: &str, value: Value) -> Result<Option<Vec<StepTable>>, Error> {
    let steps = tables(at, value, |at, value| {
        let mut table = Reader::of(at, value)?;
        let step = StepTable {
            to: table.needed("to")?,
            how: table
                .take("how", |_, value| Ok(Some(value)))?
                .ok_or_else(|| Error::custom(format!("missing field `how`\nin `{at}`")))?,
            within: table.take("within", text)?,
            with: table.take("with", texts)?,
        };
        table.done().map(|()| step)
    });
    steps.map(Some)
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
    let mut contacts = Map::new();
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
pub(super) fn matrix(table: MatrixTable, clients: &[Client]) -> Result<Matrix, Problem> {
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
                step(table, clients)
                    .map_err(|why| format!("has `{row}.{column}`, step {place}: {why}"))
            });
            matrix.set(Case { major, solved }, steps.collect::<Result<_, _>>()?);
        }
    }
    Ok(matrix)
}

/// The ways in which clients are told by name; whoever has a contact for another can be told that way
/// too.
const WAYS: [&str; 5] = ["phone", "email", "sms", INFORM, DAILY];

/// Refuses a way that no client has and that is misspelt: it would tell nobody.
fn is_a_way(way: &str, clients: &[Client]) -> Result<(), Problem> {
    let known = |client: &Client| client.contacts.contains_key(way);
    if WAYS.contains(&way) || clients.iter().any(known) {
        return Ok(());
    }
    let own = clients.iter().flat_map(|client| client.contacts.keys());
    match similar(way, WAYS.into_iter().chain(own.map(String::as_str))).first() {
        Some(near) => Err(format!(
            "`how`: no client can be told by `{way}`; use `{near}`"
        )),
        // One that no client has yet.
        None => Ok(()),
    }
}

fn step(table: &StepTable, clients: &[Client]) -> Result<Step, Problem> {
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
    if to == Recipients::Clients {
        how.iter().try_for_each(|way| is_a_way(way, clients))?;
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
    let mut seen = Set::new();
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
