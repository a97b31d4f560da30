//! What was said, as the public JSON of a Statuspage (version 2) has it: `incidents.json` with the
//! incidents, and planned work beside them, the newest first.
//!
//! It is made of what customers were told and of nothing else. An entry that was read from such a
//! document keeps its ids, and its state and impact in their words where ours say less. A body is
//! what the page showed, in Markdown. `started_at` is when it began, or else the first word;
//! `resolved_at` the word that last said that it was over.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Map, Value, json};

use super::{Utterance, page, plain};
use crate::domain::briefing::CustomerBriefing;
use crate::domain::house::House;
use crate::domain::origin::Origin;
use crate::domain::words::{ComponentStatus, State};
use crate::order;

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
        "updated_at": time(updated),
    })
}

/// An incident of what was said about it, the oldest first; none if nothing was.
pub fn incident(kept: &[Kept<'_>]) -> Option<Archived> {
    let (first, last) = (kept.first()?, kept.last()?);
    let facts = &last.word.facts;
    let planned = facts.state.is_maintenance();
    let id = first.origin.incident_in(HOME).unwrap_or(&facts.incident);
    let open = |one: &Kept<'_>| !one.word.facts.state.is_over();
    let resolved = kept.get(kept.iter().rposition(open).map_or(0, |last| last + 1));
    let monitored = kept
        .iter()
        .find(|one| one.word.facts.state == State::Monitoring);
    let link = first.origin.link.as_ref().or(facts.status_url.as_ref());
    let began = facts.started.filter(|_| !planned);
    let moment = |one: Option<&Kept<'_>>| time(one.map(|one| one.word.facts.at));
    let mut value = Map::new();
    put(&mut value, "id", id.into());
    put(&mut value, "name", plain::line(&facts.title).into());
    put(&mut value, "status", status(last).into());
    put(&mut value, "created_at", moment(Some(first)));
    put(&mut value, "updated_at", moment(Some(last)));
    put(&mut value, "monitoring_at", moment(monitored));
    put(&mut value, "resolved_at", moment(resolved));
    put(&mut value, "impact", impact(first.origin, facts).into());
    put(&mut value, "shortlink", link.cloned().into());
    put(
        &mut value,
        "started_at",
        time(began.or(Some(first.word.facts.at))),
    );
    if planned {
        let until = facts.estimate.or(facts.ended).or(facts.planned_end);
        put(&mut value, "scheduled_for", time(facts.started));
        put(&mut value, "scheduled_until", time(until));
    }
    put(&mut value, "components", components(facts));
    let mut updates = updates(kept, id);
    updates.reverse();
    put(&mut value, "incident_updates", updates.into());
    Some(Archived {
        planned,
        updated: facts.at,
        value: Value::Object(value),
    })
}

fn updates(kept: &[Kept<'_>], incident: &str) -> Vec<Value> {
    let mut before: order::Map<&str, ComponentStatus> = order::Map::new();
    let mut updates = Vec::with_capacity(kept.len());
    for one in kept {
        let facts = &one.word.facts;
        let mut affected = Vec::new();
        for component in &facts.components {
            let was = before.insert(&component.name, component.status);
            if was == Some(component.status) {
                continue;
            }
            let old = was.unwrap_or(ComponentStatus::Operational);
            let mut change = Map::new();
            put(&mut change, "name", plain::line(&component.name).into());
            put(&mut change, "old_status", worded(old).into());
            put(&mut change, "new_status", worded(component.status).into());
            affected.push(Value::Object(change));
        }
        let ours = one.word.entry.to_string();
        let id = one.origin.update_in(HOME).unwrap_or(&ours);
        let mut update = Map::new();
        put(&mut update, "id", id.into());
        put(&mut update, "status", status(one).into());
        put(&mut update, "body", page::markdown(one.word).into());
        put(&mut update, "incident_id", incident.into());
        for key in ["created_at", "updated_at", "display_at"] {
            put(&mut update, key, time(Some(facts.at)));
        }
        put(&mut update, "affected_components", affected.into());
        updates.push(Value::Object(update));
    }
    updates
}

fn components(facts: &CustomerBriefing) -> Value {
    let mut named = Vec::with_capacity(facts.components.len());
    for component in &facts.components {
        let status = if facts.state.is_over() {
            ComponentStatus::Operational
        } else {
            component.status
        };
        let mut one = Map::new();
        put(&mut one, "name", plain::line(&component.name).into());
        put(&mut one, "status", worded(status).into());
        named.push(Value::Object(one));
    }
    Value::Array(named)
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

/// A moment as a Statuspage writes it; null if there is none.
fn time(at: Option<DateTime<Utc>>) -> Value {
    at.map(|at| at.to_rfc3339_opts(SecondsFormat::Millis, true))
        .into()
}

/// One function for all of them: `json!` would write each out in place.
fn put(map: &mut Map<String, Value>, key: &str, value: Value) {
    map.insert(key.to_owned(), value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::scene;

    fn archived(words: &[Utterance], origin: &Origin) -> Archived {
        let kept: Vec<Kept<'_>> = words.iter().map(|word| Kept { word, origin }).collect();
        incident(&kept).unwrap()
    }

    #[test]
    fn an_incident_is_told_with_every_update_the_newest_first() {
        let archived = archived(&scene::incident(), &Origin::default());
        assert!(!archived.planned);
        let value = &archived.value;
        assert_eq!(value["id"], "2026-11-21-payments");
        assert_eq!(value["name"], "Payments fail");
        assert_eq!(value["status"], "identified");
        assert_eq!(value["impact"], "major");
        assert_eq!(value["started_at"], "2026-11-21T09:58:00.000Z");
        assert_eq!(value["updated_at"], "2026-11-21T10:34:00.000Z");
        assert_eq!(value["resolved_at"], Value::Null);
        assert_eq!(value["shortlink"], "https://status.acme.example/");
        let changed = json!([{
            "name": "Checkout",
            "old_status": "operational",
            "new_status": "partial_outage",
        }]);
        let updates = value["incident_updates"].as_array().unwrap();
        assert_eq!(updates.len(), 2);
        assert_eq!(updates[0]["affected_components"], json!([]));
        assert_eq!(updates[1]["affected_components"], changed);
        assert_eq!(updates[1]["id"], "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e01");
        assert_eq!(updates[1]["incident_id"], value["id"]);
        assert!(incident(&[]).is_none());
    }

    #[test]
    fn what_is_over_was_resolved_by_the_word_that_last_said_so() {
        let mut words = scene::incident();
        words.truncate(1);
        for (state, clock) in [
            (State::Resolved, "11:00"),
            (State::Investigating, "11:10"),
            (State::Resolved, "11:30"),
            (State::Resolved, "12:00"),
        ] {
            // The command `resolve` states no fact but the end.
            let mut next = words[0].clone();
            (next.facts.state, next.facts.at) = (state, scene::at(clock));
            next.facts.stated = vec!["ended"];
            words.push(next);
        }
        let resolved = |words: &[Utterance]| {
            let archived = archived(words, &Origin::default());
            archived.value["resolved_at"].clone()
        };
        assert_eq!(resolved(&words[..2]), "2026-11-21T11:00:00.000Z");
        assert_eq!(resolved(&words[..3]), Value::Null);
        assert_eq!(resolved(&words), "2026-11-21T11:30:00.000Z");
    }

    #[test]
    fn planned_work_names_its_window_and_what_was_read_keeps_its_ids() {
        let words = scene::planned(State::InProgress, "22:00");
        let origin = Origin {
            from: Some(HOME.to_owned()),
            id: Some("abc/u1".to_owned()),
            link: Some("https://stspg.io/abc".to_owned()),
            status: Some("postmortem".to_owned()),
            severity: Some("none".to_owned()),
        };
        let told = archived(&words, &origin);
        assert!(told.planned);
        let value = &told.value;
        assert_eq!(value["scheduled_for"], "2026-11-21T22:00:00.000Z");
        assert_eq!(value["scheduled_until"], "2026-11-21T23:00:00.000Z");
        assert_eq!(value["id"], "abc");
        assert_eq!(value["incident_updates"][0]["id"], "u1");
        assert_eq!(value["status"], "postmortem");
        assert_eq!(value["impact"], "none");
        // The words of another home are not those of a Statuspage.
        let elsewhere = Origin {
            from: Some("issues".to_owned()),
            ..origin
        };
        let value = &archived(&words, &elsewhere).value;
        assert_eq!(value["id"], "2026-11-21-payments");
        assert_eq!(value["impact"], "maintenance");
    }
}
