//! The public JSON of Statuspage, version 2: `incidents.json`, and what is built like it.
//!
//! `started_at` is made up from the first word where nobody set it, so it is a fact only if it is
//! another moment. How a component is doing is taken from the updates that changed it; the list
//! beside them says how it does today.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::walk::{Fault, Walk};
use super::{Found, Harvest, Home, Tick, Word, moment, stage};
use crate::domain::words::{ComponentStatus, IncidentType, Severity, State};
use crate::order::Map;
use crate::text::list::or_ticked;

/// Reads a document; `tick` is told how far it is read.
pub fn statuspage(text: &str, harvest: &mut Harvest, tick: Tick<'_>) {
    if let Err((line, what)) = read(text, harvest, tick) {
        harvest.problem(format!("line {line}"), what);
    }
}

fn read(text: &str, harvest: &mut Harvest, tick: Tick<'_>) -> Result<(), Fault> {
    let mut walk = Walk::new(text);
    if !walk.takes(b'{') {
        return Err(walk.fault("this is no JSON object with `incidents`"));
    }
    let mut lists = 0;
    while let Some(key) = walk.key()? {
        let listed = ["incidents", "scheduled_maintenances"].contains(&key.as_str());
        if !listed {
            if walk.value()? == Value::Bool(true) && key == "drill" {
                return Err(walk.fault("this is a drill: what was rehearsed never happened"));
            }
        } else if walk.takes(b'[') {
            lists += 1;
            let mut number = 0;
            while let Some(value) = walk.element()? {
                incident(&value, &format!("{key}[{number}]"), harvest);
                number += 1;
                tick(walk.read());
            }
        } else {
            return Err(walk.fault(&format!("`{key}` is no list")));
        }
    }
    if walk.next().is_some() {
        return Err(walk.fault("something follows the end of the document"));
    }
    if lists == 0 {
        return Err((1, "there are no `incidents`".to_owned()));
    }
    Ok(())
}

fn incident(value: &Value, place: &str, harvest: &mut Harvest) {
    let known = harvest.problems.len();
    let field = |key: &str| text_of(value, key);
    let Some(id) = field("id").filter(|id| !id.is_empty()) else {
        return harvest.problem(place, "it has no `id`");
    };
    let place = &format!("{place} `{id}`");
    let title = title(field("name"), place, harvest);
    let (severity, severity_word, planned) = impact(field("impact"), place, harvest);
    let status = field("status").map(|word| (word, Status::of(word)));
    if let Some((word, None)) = status {
        let legal = State::ALL
            .iter()
            .map(|state| state.word().replace('-', "_"));
        let legal: Vec<String> = legal.chain(["postmortem".to_owned()]).collect();
        let legal = or_ticked(&legal);
        harvest.problem(
            place,
            format!("the status `{word}` is unknown; use {legal}"),
        );
    }
    let stands = status.and_then(|(_, status)| status?.state());
    let kind_of = match stands {
        Some(state) if state.is_maintenance() => IncidentType::Maintenance,
        _ if planned => IncidentType::Maintenance,
        _ => IncidentType::Incident,
    };
    let mut words = words(value, kind_of, place, harvest);
    let mut time = |key: &str| {
        let read = moment::read(field(key)?, harvest.zone);
        read.map_err(|reason| harvest.problem(place, format!("`{key}`: {reason}")))
            .ok()
    };
    let (started, until) = match kind_of {
        IncidentType::Maintenance => (time("scheduled_for"), time("scheduled_until")),
        _ => (time("started_at"), None),
    };
    let (_, resolved) = (time("created_at"), time("resolved_at"));
    let ended = stands.filter(|state| state.is_over() && !is_over(&words));
    if let (Some(state), Some(last)) = (ended, words.last()) {
        match resolved {
            Some(at) => words.push(end(kind_of, at.max(last.at))),
            None => harvest.problem(
                place,
                format!("its status is `{state}`, but no update says so and no `resolved_at` when"),
            ),
        }
    }
    let told = words.first().map(|word| word.at);
    let started = started.filter(|at| kind_of == IncidentType::Maintenance || Some(*at) != told);
    let listed = value.get("components").and_then(Value::as_array);
    let names = listed.into_iter().flatten().filter_map(|one| {
        let name = one.get("name").and_then(Value::as_str)?;
        stage::component(name)
    });
    if harvest.problems.len() > known || words.is_empty() {
        return;
    }
    harvest.found.push(Found {
        place: place.to_owned(),
        home: Home::Statuspage,
        id: id.to_owned(),
        link: field("shortlink").map(str::to_owned),
        title,
        kind_of,
        severity,
        severity_word,
        components: names.collect(),
        started,
        ended: resolved.filter(|_| ended.is_some()),
        until,
        words,
    });
}

/// Whether the last word that says where it stands says that it is over.
fn is_over(words: &[Word]) -> bool {
    let last = words.iter().rev().find_map(|word| word.state);
    last.is_some_and(State::is_over)
}

/// The end that the incident itself tells, and no update of it.
fn end(kind_of: IncidentType, at: DateTime<Utc>) -> Word {
    let state = match kind_of {
        IncidentType::Maintenance => State::Completed,
        _ => State::Resolved,
    };
    Word {
        id: "resolved".to_owned(),
        at,
        state: Some(state),
        status: None,
        text: String::new(),
        components: Map::new(),
    }
}

fn text_of<'v>(value: &'v Value, key: &str) -> Option<&'v str> {
    value.get(key)?.as_str()
}

fn title(given: Option<&str>, place: &str, harvest: &mut Harvest) -> String {
    let title = given.map_or_else(|| Err("it has no `name`".to_owned()), stage::title);
    title.unwrap_or_else(|reason| {
        harvest.problem(place, reason);
        String::new()
    })
}

/// Our severity, their word where ours says less, and whether it is planned work.
fn impact(
    word: Option<&str>,
    place: &str,
    harvest: &mut Harvest,
) -> (Option<Severity>, Option<String>, bool) {
    match word {
        None | Some("maintenance") => (None, None, word.is_some()),
        Some("none") => (Some(Severity::Minor), word.map(str::to_owned), false),
        Some(word) => match word.parse() {
            Ok(severity) => (Some(severity), None, false),
            Err(_) => {
                let known = or_ticked(&["none", "minor", "major", "critical", "maintenance"]);
                harvest.problem(
                    place,
                    format!("the impact `{word}` is unknown; use {known}"),
                );
                (None, None, false)
            }
        },
    }
}

/// What a status says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    State(State),
    /// A report was published afterwards.
    Report,
}

impl Status {
    fn of(word: &str) -> Option<Self> {
        match word {
            "postmortem" => Some(Self::Report),
            word => word.parse().ok().map(Self::State),
        }
    }

    const fn state(self) -> Option<State> {
        match self {
            Self::State(state) => Some(state),
            Self::Report => None,
        }
    }
}

fn words(incident: &Value, kind_of: IncidentType, place: &str, harvest: &mut Harvest) -> Vec<Word> {
    let updates = incident.get("incident_updates").and_then(Value::as_array);
    let Some(updates) = updates.filter(|updates| !updates.is_empty()) else {
        harvest.problem(place, "it has no `incident_updates`");
        return Vec::new();
    };
    let mut words = Vec::with_capacity(updates.len());
    for (number, update) in updates.iter().enumerate() {
        let place = format!("{place}: incident_updates[{number}]");
        match word(update, kind_of, harvest) {
            Ok(word) => words.push(word),
            Err(reason) => harvest.problem(place, reason),
        }
    }
    // Theirs come newest first; where two were said at once, that is their order too.
    words.reverse();
    stage::in_order(harvest, place, words)
}

fn word(update: &Value, kind_of: IncidentType, harvest: &Harvest) -> Result<Word, String> {
    let field = |key: &str| text_of(update, key);
    let id = field("id").filter(|id| !id.is_empty() && !id.contains('/'));
    let id = id.ok_or("it has no `id`, or one with a `/`")?;
    let status = field("status").ok_or("it has no `status`")?;
    let read = Status::of(status).filter(|status| {
        let planned = kind_of == IncidentType::Maintenance;
        let state = status.state();
        state.is_none_or(|state| state.is_maintenance() == planned)
    });
    let Some(state) = read.map(Status::state) else {
        let legal: Vec<String> = State::ALL
            .iter()
            .filter(|state| state.is_maintenance() == (kind_of == IncidentType::Maintenance))
            .map(|state| state.word().replace('-', "_"))
            .chain(["postmortem".to_owned()])
            .collect();
        let legal = or_ticked(&legal);
        return Err(format!("the status `{status}` is unknown; use {legal}"));
    };
    let at = field("display_at").or_else(|| field("created_at"));
    let at = at.ok_or("it has no `display_at` and no `created_at`")?;
    Ok(Word {
        id: id.to_owned(),
        at: moment::read(at, harvest.zone)?,
        state,
        status: state.is_none().then(|| status.to_owned()),
        text: stage::text(field("body").unwrap_or_default())?,
        components: components(update)?,
    })
}

fn components(update: &Value) -> Result<Map<String, ComponentStatus>, String> {
    let listed = update.get("affected_components").and_then(Value::as_array);
    let mut components = Map::new();
    for one in listed.into_iter().flatten() {
        let field = |key: &str| text_of(one, key);
        let (Some(name), Some(status)) = (field("name"), field("new_status")) else {
            continue;
        };
        let Some(name) = stage::component(name) else {
            continue;
        };
        let status = status.parse().map_err(|e| format!("`{name}`: {e}"))?;
        components.insert(name, status);
    }
    Ok(components)
}
