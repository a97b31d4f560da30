//! Better Stack, the REST API of its status pages (version 2 of its public API documentation).
//!
//! A report notifies by default and an update does not, so both always say whether they do. Every
//! update must list the resources it is about, if only as an empty list. No limit of a title or a
//! message is documented.
//!
//! Canonical: there are no states of an incident, only of resources, and of those fewer than ours: a
//! partial outage counts as degraded, for downtime goes into the figures of availability. In the
//! report of planned work a resource has no state but `maintenance`, until the last word. The title
//! stays that of the first word; an update cannot change when planned work begins and ends, and a
//! remark names the request that does.

use serde_json::{Value, json};

use super::{Page, stamp};
use crate::channel::{ChannelError, Dispatch, Payload};
use crate::domain::service::Service;
use crate::domain::words::ComponentStatus;

/// Writes the creation of a status report, or an update of it.
pub(in crate::channel) fn better_stack(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let settings = &dispatch.settings.better_stack;
    let mut page = Page::new(Service::BetterStack, settings, dispatch);
    let facts = page.facts();
    let planned = page.is_planned();
    let works_on = planned && !facts.state.is_over();
    let message = page.message("message")?;
    let resources: Value = page
        .components()
        .iter()
        .map(|c| json!({ "status_page_resource_id": c.id, "status": resource(c.status, works_on) }))
        .collect();
    let reports = format!(
        "https://uptime.betterstack.com/api/v2/status-pages/{}/status-reports",
        page.page_in_url()
    );
    if !dispatch.opens() {
        let content = json!({
            "message": message,
            "affected_resources": resources,
            "published_at": stamp(facts.at),
            "notify_subscribers": page.notifies(),
        });
        let report = format!("{reports}/{{status_report_id}}");
        if let Some((starts, ends)) = page.moved() {
            let content = json!({ "starts_at": stamp(starts), "ends_at": stamp(ends) });
            page.remark_moved(&format!("PATCH {report}"), &content);
        }
        let url = format!("{report}/status-updates");
        return Ok(page.payload("POST", url, &content));
    }
    let title = page.filled("title", super::text::line(&facts.title))?;
    let mut content = json!({
        "title": title,
        "message": message,
        "report_type": if planned { "maintenance" } else { "manual" },
        "affected_resources": resources,
        "published_at": stamp(facts.at),
        "notify_subscribers": page.notifies(),
    });
    if planned {
        let (starts, ends) = page.window()?;
        content["starts_at"] = stamp(starts).into();
        content["ends_at"] = stamp(ends).into();
    } else {
        content["starts_at"] = stamp(facts.started.unwrap_or(facts.at)).into();
    }
    Ok(page.payload("POST", reports, &content))
}

const fn resource(status: ComponentStatus, works_on: bool) -> &'static str {
    match status {
        _ if works_on => "maintenance",
        ComponentStatus::Operational => "resolved",
        ComponentStatus::DegradedPerformance
        | ComponentStatus::PartialOutage
        | ComponentStatus::UnderMaintenance => "degraded",
        ComponentStatus::MajorOutage => "downtime",
    }
}
