//! Cachet 3, its REST API (the request classes of `cachethq/core`).
//!
//! Names have at most 255 characters. `visible` and `notifications` are always said, since by default
//! an incident is hidden and nobody is told. Times are written `2026-11-21 10:04:00`, the one form
//! that every version reads, in UTC, which is Cachet's own zone unless it was changed.
//!
//! Canonical: an update of an incident has a state and a message, and one of planned work a message
//! alone; neither changes a component or when it begins and ends. A remark names the request
//! that does. The host is the sender's: `{cachet_url}`.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{Named, Page};
use crate::channel::{ChannelError, Dispatch, Payload};
use crate::domain::service::Service;
use crate::domain::words::{ComponentStatus, State};

/// The most characters of a name.
const NAME: usize = 255;

/// Writes the creation of an incident or a schedule, or an update of it.
pub(in crate::channel) fn cachet(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let settings = &dispatch.settings.cachet;
    let mut page = Page::new(Service::Cachet, settings, dispatch);
    let facts = page.facts();
    let name = page.title("name", NAME)?;
    let message = page.message("message")?;
    let named = page.components();
    let components = components(&page, &named)?;
    let (path, content) = match (page.is_planned(), dispatch.opens()) {
        (false, true) => {
            let content = json!({
                "name": name,
                "status": status(facts.state),
                "message": message,
                "visible": true,
                "stickied": false,
                "notifications": page.notifies(),
                "occurred_at": wall(facts.started.unwrap_or(facts.at)),
                "components": components,
            });
            ("incidents", content)
        }
        (false, false) => {
            let content = json!({ "status": status(facts.state), "message": message });
            ("incidents/{incident_id}/updates", content)
        }
        (true, true) => {
            let mut content = json!({
                "name": name,
                "message": message,
                "scheduled_at": wall(page.begins()?),
                "components": components,
                "notifications": page.notifies(),
            });
            if let Some(end) = page.end() {
                content["completed_at"] = wall(end).into();
            }
            ("schedules", content)
        }
        (true, false) => (
            "schedules/{schedule_id}/updates",
            json!({ "message": message }),
        ),
    };
    if !dispatch.opens() {
        if let Some((starts, ends)) = page.moved() {
            let content = json!({ "scheduled_at": wall(starts), "completed_at": wall(ends) });
            page.remark_moved("PUT {cachet_url}/api/schedules/{schedule_id}", &content);
        }
        for component in &named {
            page.remarks.push(format!(
                "an update changes no component: `PUT {{cachet_url}}/api/components/{}` with \
                 `{{\"status\": {}}}`",
                super::text::segment(component.id),
                number(component.status)
            ));
        }
    }
    Ok(page.payload("POST", format!("{{cachet_url}}/api/{path}"), &content))
}

fn components(page: &Page<'_>, named: &[Named<'_>]) -> Result<Vec<Value>, ChannelError> {
    let numbered = named.iter().map(|component| {
        let id = component.id.parse::<u64>();
        let id = id.map_err(|_| ChannelError::Setting {
            service: page.service,
            key: format!("service.{}.components", page.service),
            given: component.id.to_owned(),
            problem: "is not a number, as ids are here".to_owned(),
        })?;
        Ok(json!({ "id": id, "status": number(component.status) }))
    });
    numbered.collect()
}

/// A moment as Laravel's forms write it.
fn wall(moment: DateTime<Utc>) -> String {
    moment.format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The states of an incident; those of planned work never come here.
const fn status(state: State) -> u8 {
    match state {
        State::Investigating => 1,
        State::Identified => 2,
        State::Monitoring | State::Scheduled | State::InProgress | State::Verifying => 3,
        State::Resolved | State::Completed => 4,
    }
}

const fn number(status: ComponentStatus) -> u8 {
    match status {
        ComponentStatus::Operational => 1,
        ComponentStatus::DegradedPerformance => 2,
        ComponentStatus::PartialOutage => 3,
        ComponentStatus::MajorOutage => 4,
        ComponentStatus::UnderMaintenance => 6,
    }
}
