//! The answers of a survey as a table: every row is read before the first is recorded.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use csv::{ReaderBuilder, StringRecord};
use serde_json::json;

use super::lines::{Lines, misquoted};
use super::{Given, ImportArgs};
use crate::commands::find::{self, Purpose};
use crate::commands::held::{self, Held};
use crate::commands::messages;
use crate::commands::session::Session;
use crate::commands::waiver;
use crate::config::Config;
use crate::domain::entry::{Entry, EntryId, Kind, VIA, Waived};
use crate::domain::facts::{Facts, Internal};
use crate::domain::feedback::Heard;
use crate::failure::{Exit, Failure};
use crate::log::{self, AppendError, Log, Saved};
use crate::order;
use crate::text::cell;
use crate::text::list::{counted, or_ticked};
use crate::text::similar::similar;
use crate::text::time::{self, Toward};

/// What a column may be called.
const COLUMNS: [&str; 9] = [
    "incident", "score", "scale", "from", "words", "client", "how", "at", "id",
];
/// The places of two of them.
const SCORE: usize = 1;
const WORDS: usize = 4;
/// Where in a row each of the columns stands.
type Columns = [Option<usize>; COLUMNS.len()];
/// Other names of columns that surveys use.
const ALIASES: [(&str, &str); 6] = [
    ("comment", "words"),
    ("comments", "words"),
    ("channel", "how"),
    ("date", "at"),
    ("rating", "score"),
    ("customer", "client"),
];
/// The most bytes of a file.
const LIMIT: u64 = 64 << 20;
/// The most problems that are told one by one.
const TOLD: usize = 20;

/// Runs `vocero feedback import`.
pub(super) fn import(session: &Session, args: &ImportArgs) -> Result<Exit, anyhow::Error> {
    let config = session.config()?;
    let text = text(args)?;
    let path = session.log_path()?;
    let mut fresh = Vec::new();
    let mut all = 0;
    let saved = if args.dry_run {
        let log = session.consulted_log()?;
        let entries = entries(session, &config, args, &log, &text)?;
        all = entries.len();
        fresh = new(&log, entries);
        Saved::Already
    } else {
        session.goes_on()?;
        let saved = log::append_all(&path, |log, batch| {
            let entries = entries(session, &config, args, log, &text)?;
            all = entries.len();
            fresh = new(log, entries);
            for entry in &fresh {
                batch.add(entry)?;
            }
            Ok::<(), anyhow::Error>(())
        });
        saved.map_err(|e| match e {
            AppendError::Make(error) => error,
            AppendError::Read(error) => error.into(),
            AppendError::Write(error) => error.into(),
        })?
    };
    let done = if args.dry_run {
        "would be recorded"
    } else {
        "recorded"
    };
    if session.globals.json {
        let ids: Vec<EntryId> = fresh.iter().map(|entry| entry.id).collect();
        let value = json!({ "rows": all, "new": ids, "written": !args.dry_run && !ids.is_empty() });
        messages::print_json(session, &value)?;
    } else if session.globals.quiet {
        for entry in &fresh {
            session.ui.product(&entry.id.to_string())?;
        }
    } else {
        let (new, old) = (counted(fresh.len(), "answer", "answers"), all - fresh.len());
        let known = match old {
            0 => String::new(),
            old => format!("; {old} in the log already"),
        };
        session.ui.product(&format!("{new} {done}{known}"))?;
    }
    if args.dry_run {
        session.ui.say("nothing was recorded");
    }
    if let Saved::Unconfirmed(error) = &saved {
        session.ui.error(&format!(
            "the log is written, but the disk did not confirm it: {error}"
        ));
        return Ok(Exit::Unsure);
    }
    session.next("vocero feedback");
    Ok(Exit::Done)
}

fn text(args: &ImportArgs) -> Result<String, Failure> {
    let name = args.file.display();
    let text = crate::commands::outbox::read_text(&args.file, LIMIT)
        .map_err(|why| Failure::usage(format!("`{name}` {why}")).hint("save it as CSV in UTF-8"))?;
    Ok(text)
}

/// Those that the log does not have.
fn new(log: &Log, mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut known: Vec<u64> = log.ids().map(|(id, _)| id.name()).collect();
    order::sort(&mut known);
    entries.retain(|entry| known.binary_search(&entry.id.name()).is_err());
    entries
}

/// The entries of all rows; or everything that is wrong with any of them.
fn entries(
    session: &Session,
    config: &Config,
    args: &ImportArgs,
    log: &Log,
    text: &str,
) -> Result<Vec<Entry>, anyhow::Error> {
    let name = args.file.display().to_string();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head = text.lines().next().unwrap_or_default();
    let commas = head.matches(',').count() >= head.matches(';').count();
    let delimiter = if commas { b',' } else { b';' };
    if let Some((line, why)) = misquoted(text, delimiter.into()) {
        return Err(refused(vec![format!("{name} line {line}: {why}")]).into());
    }
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(text.as_bytes());
    let columns = columns(&name, reader.headers()?)?;
    let mut table = Table {
        session,
        config,
        args,
        log,
        columns,
        seen: HashMap::new(),
        incidents: Vec::new(),
        reasons: waiver::of_secrets(&args.waive.waive)?,
        held: Vec::new(),
    };
    let mut entries = Vec::new();
    let mut problems = Vec::new();
    let mut lines = Lines::of(text);
    for (number, record) in reader.records().enumerate() {
        let read = match &record {
            Ok(record) => {
                let byte = record.position().map(csv::Position::byte);
                let byte = byte.and_then(|byte| usize::try_from(byte).ok());
                let line = byte.map_or(number + 2, |byte| lines.at(byte));
                table.row(record, line).map_err(|why| (line, why))
            }
            Err(error) => Err((number + 2, vec![error.to_string()])),
        };
        match read {
            Ok(entry) => entries.push(entry),
            Err((line, why)) => {
                problems.extend(why.iter().map(|why| format!("{name} line {line}: {why}")));
            }
        }
    }
    if problems.is_empty() && entries.is_empty() {
        problems.push(format!("{name}: there are no rows"));
    }
    if problems.is_empty() {
        return Ok(entries);
    }
    let failure = refused(problems);
    Err(if table.held.is_empty() {
        failure.into()
    } else {
        failure.hint(held::how_to_waive(&table.held)).into()
    })
}

/// Nothing is recorded for these problems.
fn refused(mut problems: Vec<String>) -> Failure {
    let more = problems.len().saturating_sub(TOLD);
    problems.truncate(TOLD);
    if more > 0 {
        problems.push(format!("and {} more", counted(more, "problem", "problems")));
    }
    Failure::usage(problems.join("\n")).hint("nothing was recorded; mend these, and import again")
}

/// The place of each column in a row.
fn columns(name: &str, head: &StringRecord) -> Result<Columns, Failure> {
    let mut columns = [None; COLUMNS.len()];
    let mut problems = Vec::new();
    for (place, given) in head.iter().enumerate() {
        let given = given.trim().to_lowercase();
        let alias = ALIASES.iter().find(|(alias, _)| *alias == given);
        let column = alias.map_or(given.as_str(), |(_, column)| column);
        let known = COLUMNS.iter().position(|known| *known == column);
        match known.map(|known| columns[known].replace(place)) {
            Some(None) => {}
            Some(Some(_)) => problems.push(format!("the column `{column}` stands there twice")),
            None => {
                let near = similar(column, COLUMNS);
                let near = near
                    .first()
                    .map_or_else(String::new, |near| format!("; there is `{near}`"));
                problems.push(format!("there is no column `{given}`{near}"));
            }
        }
    }
    if problems.is_empty() && columns[SCORE].or(columns[WORDS]).is_none() {
        problems.push("there is no column `score` and no column `words`".to_owned());
    }
    if problems.is_empty() {
        return Ok(columns);
    }
    for problem in &mut problems {
        problem.insert_str(0, &format!("{name} line 1: "));
    }
    let known = or_ticked(&COLUMNS);
    Err(Failure::usage(problems.join("\n")).hint(format!("call the columns {known}")))
}

struct Table<'a> {
    session: &'a Session,
    config: &'a Config,
    args: &'a ImportArgs,
    log: &'a Log,
    columns: Columns,
    /// On which line each id stands, and how often each row without one.
    seen: HashMap<String, usize>,
    /// The ids of incidents, by how rows name them.
    incidents: Vec<(String, String)>,
    /// Why secrets are let be.
    reasons: Waived,
    /// The other secrets.
    held: Vec<Held>,
}

impl Table<'_> {
    fn row(&mut self, record: &StringRecord, line: usize) -> Result<Entry, Vec<String>> {
        let wanted = self.columns.iter().flatten().count();
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return Err(vec!["the row is empty; take it out".to_owned()]);
        }
        if record.len() != wanted {
            let got = counted(record.len(), "cell", "cells");
            return Err(vec![format!("it has {got}, not {wanted}")]);
        }
        let mut problems = Vec::new();
        // Each cell in the order of the columns; none where there is nothing.
        let mut cells = [None; COLUMNS.len()];
        for (place, name) in COLUMNS.iter().enumerate() {
            let given = self.columns[place].and_then(|at| record.get(at));
            let given = given.unwrap_or_default().trim_matches([' ', '\n', '\r']);
            if given.starts_with(['=', '\t']) {
                problems.push(format!(
                    "`{name}` begins a formula; if it is text, put an apostrophe before it"
                ));
            }
            cells[place] = Some(cell::plain(given)).filter(|given| !given.is_empty());
        }
        let [incident, score, scale, from, words, client, how, at, id] = cells;
        let given = Given {
            score,
            scale,
            from,
            words,
            client,
            how,
        };
        let heard = given.read(self.config, "").unwrap_or_else(|why| {
            problems.extend(why);
            Heard::default()
        });
        let mut noted = |read: Result<String, String>| {
            read.unwrap_or_else(|why| {
                problems.push(why);
                String::new()
            })
        };
        let incident = noted(self.incident(incident));
        let source = noted(self.source(id, record, line));
        let at = at.map_or(Ok(self.session.now), |at| self.moment(at));
        let at = at.unwrap_or_else(|why| {
            problems.push(why);
            self.session.now
        });
        let mut entry = self.entry(heard, incident, (at, line), (id, &source));
        let held = held::let_be(&mut entry, &self.reasons);
        problems.extend(held.iter().map(Held::to_string));
        self.held.extend(held);
        if problems.is_empty() {
            Ok(entry)
        } else {
            Err(problems)
        }
    }

    fn moment(&self, given: &str) -> Result<DateTime<Utc>, String> {
        let (now, zone) = (self.session.now, self.config.zone());
        let at = time::parse(given, now, zone, Toward::Past).map_err(|e| format!("`at`: {e}"))?;
        if at > now {
            return Err(format!("`at`: `{given}` is yet to come"));
        }
        Ok(at)
    }

    fn incident(&mut self, given: Option<&str>) -> Result<String, String> {
        let Some(given) = given.or(self.args.incident.as_deref()) else {
            return Err(
                "no incident is named; add a column `incident`, or `--incident`".to_owned(),
            );
        };
        if let Some((_, known)) = self.incidents.iter().find(|(name, _)| name == given) {
            return Ok(known.clone());
        }
        let found = find::find(self.log, Some(given), Purpose::Read);
        let id = found.map_err(|error| error.to_string())?.id;
        self.incidents.push((given.to_owned(), id.clone()));
        Ok(id)
    }

    /// What the row is known by: its id, or else all that stands in it, and which of its kind it is.
    fn source(
        &mut self,
        id: Option<&str>,
        record: &StringRecord,
        line: usize,
    ) -> Result<String, String> {
        if let Some(id) = id {
            return match self.seen.insert(format!("id {id}"), line) {
                Some(first) => Err(format!("the id `{id}` stands on line {first} already")),
                None => Ok(id.to_owned()),
            };
        }
        let row: Vec<&str> = record.iter().collect();
        let row = row.join("\u{1f}");
        let count = self.seen.entry(format!("row {row}")).or_default();
        *count += 1;
        Ok(format!("{row}\u{1f}{count}"))
    }

    fn entry(
        &self,
        heard: Heard,
        incident: String,
        (at, line): (DateTime<Utc>, usize),
        (id, source): (Option<&str>, &str),
    ) -> Entry {
        let name = crate::text::digest::digest(&["feedback", &incident, source]);
        let heard = Heard {
            source: id.map(str::to_owned),
            ..heard
        };
        Entry {
            id: EntryId::of_origin(at, line, name),
            at,
            by: self.session.author(),
            via: Some(VIA.to_owned()),
            incident,
            kind: Kind::Heard,
            corrects: None,
            locale: self.config.house.primary.clone(),
            facts: Facts {
                internal: Internal {
                    heard,
                    ..Internal::default()
                },
                ..Facts::default()
            },
            clear: Vec::new(),
            waived: Waived::new(),
        }
    }
}
