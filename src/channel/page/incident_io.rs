//! incident.io, the REST API of its status pages (version 2 of its public API reference).
//!
//! Names have at most 200 characters, messages 4,096, in Markdown. `notify_subscribers` is required;
//! pages with more than 1,000 subscribers refuse it by API if it is true. A creation carries the
//! entry's id and the locale as its idempotency key: sent twice, it is published once, and a page in
//! another language has its own.
//!
//! Canonical: component statuses must be absent where an incident is resolved or a maintenance
//! completed, because then all of them work again; the creation of a maintenance only lists who is
//! affected. In an incident there is no maintenance of a component, which counts as degraded here;
//! in a maintenance a component is under maintenance or works. A result that is being checked
//! counts as work in progress. An update does not move the window; a remark names the request that does.

use serde_json::{Value, json};

use super::{Page, stamp};
use crate::channel::{ChannelError, Dispatch, Payload};
use crate::domain::service::Service;
use crate::domain::words::{ComponentStatus, State};

/// The most characters of a name.
const NAME: usize = 200;
/// The most characters of a message.
const MESSAGE: usize = 4_096;

/// Writes the creation of an incident or a maintenance, or an update of it.
pub(in crate::channel) fn incident_io(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let settings = &dispatch.settings.incident_io;
    let mut page = Page::new(Service::IncidentIo, settings, dispatch);
    let facts = page.facts();
    let name = page.title("name", NAME)?;
    let message = page.message_within("message", MESSAGE)?;
    let named = page.components();
    let planned = page.is_planned();
    let mut content = json!({ "message": message, "notify_subscribers": page.notifies() });
    if dispatch.opens() {
        let key = format!("{}-{}", dispatch.word.entry, facts.locale);
        content["idempotency_key"] = key.into();
        content["name"] = name.as_str().into();
        content["status_page_id"] = page.page()?.into();
    }
    if planned {
        content["maintenance_status"] = maintenance(facts.state).into();
    } else {
        content["incident_status"] = facts.state.word().into();
    }
    if planned && dispatch.opens() {
        let (start, end) = page.window()?;
        content["start_at"] = stamp(start).into();
        content["end_at"] = stamp(end).into();
        content["affected_component_ids"] = named.iter().map(|c| c.id).collect::<Value>();
    } else if !facts.state.is_over() && !named.is_empty() {
        let statuses = named.iter().map(|c| {
            let status = component(c.status, planned);
            json!({ "component_id": c.id, "component_status": status })
        });
        content["component_statuses"] = statuses.collect::<Value>();
    }
    let path = match (planned, dispatch.opens()) {
        (false, true) => "status_page_incidents",
        (true, true) => "status_page_maintenances",
        (false, false) => {
            content["status_page_incident_id"] = "{status_page_incident_id}".into();
            page.leave_open("status_page_incident_id");
            "status_page_incident_updates"
        }
        (true, false) => {
            content["status_page_maintenance_id"] = "{status_page_maintenance_id}".into();
            page.leave_open("status_page_maintenance_id");
            if let Some((start, end)) = page.moved() {
                // The whole window with its name is demanded.
                let window =
                    json!({ "name": name, "start_at": stamp(start), "end_at": stamp(end) });
                let url = "https://api.incident.io/v2/status_page_maintenances";
                page.remark_moved(
                    &format!("PUT {url}/{{status_page_maintenance_id}}"),
                    &window,
                );
            }
            "status_page_maintenance_updates"
        }
    };
    let url = format!("https://api.incident.io/v2/{path}");
    Ok(page.payload("POST", url, &content))
}

/// The states of planned work; those of incidents never come here.
const fn maintenance(state: State) -> &'static str {
    match state {
        State::Scheduled => "maintenance_scheduled",
        State::Resolved | State::Completed => "maintenance_complete",
        _ => "maintenance_in_progress",
    }
}

const fn component(status: ComponentStatus, planned: bool) -> &'static str {
    match status {
        ComponentStatus::Operational => "operational",
        _ if planned => "under_maintenance",
        ComponentStatus::DegradedPerformance | ComponentStatus::UnderMaintenance => {
            "degraded_performance"
        }
        ComponentStatus::PartialOutage => "partial_outage",
        ComponentStatus::MajorOutage => "full_outage",
    }
}
