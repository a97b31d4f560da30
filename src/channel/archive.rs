//! What was said, as the public JSON of a Statuspage (version 2) has it: `incidents.json` with the
//! incidents, and planned work beside them, the newest first.
//!
//! It is made of what customers were told and of nothing else. An entry that was read from such a
//! document keeps its ids, and its state and impact in their words where ours say less. A body is
//! what the page showed, in Markdown. `started_at` is when it began, or else the first word;
//! `resolved_at` the word that said that it was over.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::{Utterance, page, plain};
use crate::domain::briefing::CustomerBriefing;
use crate::domain::house::House;
use crate::domain::origin::Origin;
use crate::domain::words::{ComponentStatus, State};

/// The kind of record that such a document is.
const HOME: &str = "statuspage";

/// One thing that was said, and where it came from.
#[derive(Debug, Clone, Copy)]
pub struct Kept<'a> {
    /// What was said, as the status page shows it.
    pub word: &'a Utterance,
    /// Where it came from, if it was not first written here.
    pub origin: &'a Origin,
}

/// An incident as one of the document's two lists holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Archived {
    /// Whether it belongs among planned work.
    pub planned: bool,
    /// When something was last said about it.
    pub updated: DateTime<Utc>,
    /// The incident.
    pub value: Value,
}

/// The head of the document: who is speaking; `updated` is when anything was last said.
pub fn page(house: &House, updated: Option<DateTime<Utc>>) -> Value {
    let host = house.status_url.as_deref();
    let host = host.and_then(|url| url.split("://").nth(1));
    json!({
        "id": host.unwrap_or("vocero"),
        "name": house.company.as_deref().map(plain::line),
        "url": house.status_url,
        "time_zone": house.zone.name(),
        "updated_at": updated.map(stamp),
    })
}

/// An incident of what was said about it, the oldest first; none if nothing was.
pub fn incident(kept: &[Kept<'_>]) -> Option<Archived> {
    let (first, last) = (kept.first()?, kept.last()?);
    let facts = &last.word.facts;
    let planned = facts.state.is_maintenance();
    let id = first.origin.incident_in(HOME).unwrap_or(&facts.incident);
    let over = kept
        .iter()
        .rfind(|one| one.word.facts.state.is_over() && said(one, "state"));
    let monitored = kept
        .iter()
        .find(|one| one.word.facts.state == State::Monitoring);
    let mut value = Map::new();
    let mut put = |key: &str, what: Value| drop(value.insert(key.to_owned(), what));
    put("id", id.into());
    put("name", plain::line(&facts.title).into());
    put("status", status(last).into());
    put("created_at", stamp(first.word.facts.at).into());
    put("updated_at", stamp(facts.at).into());
    let monitored = monitored.map(|one| stamp(one.word.facts.at));
    put("monitoring_at", json!(monitored));
    let resolved = over.filter(|_| facts.state.is_over());
    put(
        "resolved_at",
        json!(resolved.map(|one| stamp(one.word.facts.at))),
    );
    put("impact", impact(first.origin, facts).into());
    put(
        "shortlink",
        json!(first.origin.link.as_ref().or(facts.status_url.as_ref())),
    );
    let began = facts.started.filter(|_| !planned);
    put(
        "started_at",
        stamp(began.unwrap_or(first.word.facts.at)).into(),
    );
    if planned {
        put("scheduled_for", json!(facts.started.map(stamp)));
        let until = facts.estimate.or(facts.ended).or(facts.planned_end);
        put("scheduled_until", json!(until.map(stamp)));
    }
    put("components", components(facts));
    let mut updates = updates(kept, id);
    updates.reverse();
    put("incident_updates", updates.into());
    Some(Archived {
        planned,
        updated: facts.at,
        value: Value::Object(value),
    })
}

/// Whether a word states a fact itself.
fn said(one: &Kept<'_>, key: &str) -> bool {
    one.word.facts.stated.contains(&key)
}

fn updates(kept: &[Kept<'_>], incident: &str) -> Vec<Value> {
    let mut before: BTreeMap<&str, ComponentStatus> = BTreeMap::new();
    let mut updates = Vec::with_capacity(kept.len());
    for one in kept {
        let facts = &one.word.facts;
        let mut affected = Vec::new();
        for component in &facts.components {
            let was = before.insert(&component.name, component.status);
            if was == Some(component.status) {
                continue;
            }
            affected.push(json!({
                "name": plain::line(&component.name),
                "old_status": was.map_or("operational".to_owned(), worded),
                "new_status": worded(component.status),
            }));
        }
        let ours = one.word.entry.to_string();
        let at = stamp(facts.at);
        updates.push(json!({
            "id": one.origin.update_in(HOME).unwrap_or(&ours),
            "status": status(one),
            "body": page::markdown(one.word),
            "incident_id": incident,
            "created_at": at,
            "updated_at": at,
            "display_at": at,
            "affected_components": affected,
        }));
    }
    updates
}

fn components(facts: &CustomerBriefing) -> Value {
    let named = facts.components.iter().map(|component| {
        let status = if facts.state.is_over() {
            ComponentStatus::Operational
        } else {
            component.status
        };
        json!({ "name": plain::line(&component.name), "status": worded(status) })
    });
    Value::Array(named.collect())
}

fn status(one: &Kept<'_>) -> String {
    let there = one.origin.from.as_deref() == Some(HOME);
    let kept = one.origin.status.clone().filter(|_| there);
    kept.unwrap_or_else(|| one.word.facts.state.word().replace('-', "_"))
}

fn impact(origin: &Origin, facts: &CustomerBriefing) -> String {
    let there = origin.from.as_deref() == Some(HOME);
    let kept = origin.severity.clone().filter(|_| there);
    kept.unwrap_or_else(|| {
        let planned = facts.state.is_maintenance();
        let word = if planned {
            "maintenance"
        } else {
            facts.severity.word()
        };
        word.to_owned()
    })
}

fn worded(status: ComponentStatus) -> String {
    status.word().replace('-', "_")
}

fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}
