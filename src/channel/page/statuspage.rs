//! Atlassian Statuspage, its REST API (version 1.0.0 of its public `OpenAPI` description).
//!
//! The first word creates an incident, later ones update it: a body and a status that changed are
//! published as an update of their own. Names have at most 255 characters, bodies 25,000.
//!
//! Component states are set in `components`; `component_ids` lists who is affected, and alone
//! changes nothing, so both are sent. Work that is only scheduled touches no component yet. What
//! was recorded late notifies nobody; if it was over then, or more than a day had passed, its
//! first word is backfilled, which Statuspage allows without components alone. Nothing moves by
//! itself: `scheduled_auto_in_progress` and `scheduled_auto_completed` are refused in so many words.
//!
//! Canonical: the body is the message whole. Statuspage has no field for the next update; the
//! sentence in the body says it.

use chrono::TimeDelta;
use serde_json::{Map, Value, json};

use super::{Page, stamp};
use crate::channel::{ChannelError, Dispatch, Payload};
use crate::domain::service::Service;
use crate::domain::words::{ComponentStatus, State};

/// The most characters of a name.
const NAME: usize = 255;
/// The most characters of a body.
const BODY: usize = 25_000;
/// How late a first word is history, and no news.
const HISTORY: TimeDelta = TimeDelta::days(1);

/// Writes `POST /pages/{page_id}/incidents`, or `PATCH` of the incident.
pub(in crate::channel) fn statuspage(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let settings = &dispatch.settings.statuspage;
    let mut page = Page::new(Service::Statuspage, settings, dispatch);
    let facts = page.facts();
    let mut incident = Map::new();
    incident.insert("name".to_owned(), page.title("name", NAME)?.into());
    incident.insert("status".to_owned(), status(facts.state).into());
    let impact = if page.is_planned() {
        "maintenance"
    } else {
        facts.severity.word()
    };
    incident.insert("impact_override".to_owned(), impact.into());
    incident.insert("body".to_owned(), page.message_within("body", BODY)?.into());
    incident.insert("deliver_notifications".to_owned(), page.notifies().into());
    if page.is_planned() {
        schedule(&mut page, &mut incident);
    }
    if is_history(dispatch) {
        incident.insert("backfilled".to_owned(), true.into());
        let since = facts.started.unwrap_or(facts.at);
        incident.insert("backfill_date".to_owned(), stamp(since).into());
    } else {
        components(&mut page, &mut incident);
    }
    let ours = json!({ "incident": facts.incident, "entry": dispatch.word.entry });
    incident.insert("metadata".to_owned(), json!({ "vocero": ours }));
    let url = format!(
        "https://api.statuspage.io/v1/pages/{}/incidents",
        page.page_in_url()
    );
    let content = json!({ "incident": incident });
    Ok(if dispatch.opens() {
        page.payload("POST", url, &content)
    } else {
        page.payload("PATCH", format!("{url}/{{incident_id}}"), &content)
    })
}

fn schedule(page: &mut Page<'_>, incident: &mut Map<String, Value>) {
    let begins = page.facts().started;
    let ends = page.end();
    if let Some(begins) = begins {
        incident.insert("scheduled_for".to_owned(), stamp(begins).into());
    }
    if let Some(ends) = ends {
        incident.insert("scheduled_until".to_owned(), stamp(ends).into());
    }
    if page.dispatch.opens() {
        incident.insert("scheduled_auto_in_progress".to_owned(), false.into());
        incident.insert("scheduled_auto_completed".to_owned(), false.into());
        if begins.is_none() || ends.is_none() {
            page.remarks.push(
                "planned work without a begin and an end may be refused; state `started` and \
                 `estimate`, and who confirmed it"
                    .to_owned(),
            );
        }
    }
}

fn components(page: &mut Page<'_>, incident: &mut Map<String, Value>) {
    let named = page.components();
    if named.is_empty() {
        return;
    }
    if page.facts().state != State::Scheduled {
        let states: Map<String, Value> = named
            .iter()
            .map(|c| (c.id.to_owned(), component(c.status).into()))
            .collect();
        incident.insert("components".to_owned(), states.into());
    }
    let ids: Vec<&str> = named.iter().map(|c| c.id).collect();
    incident.insert("component_ids".to_owned(), ids.into());
}

/// Whether the incident is created as one of long ago.
fn is_history(dispatch: &Dispatch<'_>) -> bool {
    let facts = &dispatch.word.facts;
    dispatch.opens()
        && dispatch
            .recorded_late
            .is_some_and(|recorded| facts.state.is_over() || recorded - facts.at >= HISTORY)
}

const fn status(state: State) -> &'static str {
    match state {
        State::InProgress => "in_progress",
        other => other.word(),
    }
}

const fn component(status: ComponentStatus) -> &'static str {
    match status {
        ComponentStatus::Operational => "operational",
        ComponentStatus::DegradedPerformance => "degraded_performance",
        ComponentStatus::PartialOutage => "partial_outage",
        ComponentStatus::MajorOutage => "major_outage",
        ComponentStatus::UnderMaintenance => "under_maintenance",
    }
}
