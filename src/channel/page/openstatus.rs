//! openstatus, its API (`openstatus.status_report.v1` and `openstatus.maintenance.v1` of its public
//! protocol buffers, as JSON over HTTP).
//!
//! The older REST paths (`/v1/status_report`) write to every subscriber whatever they are told; here
//! `notify` decides, and is always said, since its default is to notify nobody. Titles have 1 to 256
//! characters, messages at least one.
//!
//! Canonical: openstatus keeps which components are affected, not how they are doing; an update
//! does not even name them. A maintenance window has one message: a later word takes the place of
//! the one before it, and cannot notify.

use serde_json::json;

use super::{Page, stamp};
use crate::channel::{ChannelError, Dispatch, Payload};
use crate::domain::service::Service;
use crate::domain::words::State;

/// The most characters of a title.
const TITLE: usize = 256;

/// Writes the creation of a status report or a maintenance window, or its update.
pub(in crate::channel) fn openstatus(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let settings = &dispatch.settings.openstatus;
    let mut page = Page::new(Service::Openstatus, settings, dispatch);
    let facts = page.facts();
    let title = page.title("title", TITLE)?;
    let message = page.message("message")?;
    let (method, content) = match (page.is_planned(), dispatch.opens()) {
        (false, true) => {
            let ids: Vec<&str> = page.components().iter().map(|c| c.id).collect();
            let content = json!({
                "title": title,
                "status": status(facts.state),
                "message": message,
                "date": stamp(facts.at),
                "pageId": page.page()?,
                "pageComponentIds": ids,
                "notify": page.notifies(),
            });
            (
                "status_report.v1.StatusReportService/CreateStatusReport",
                content,
            )
        }
        (false, false) => {
            page.leave_open("statusReportId");
            let content = json!({
                "statusReportId": "{status_report_id}",
                "status": status(facts.state),
                "message": message,
                "date": stamp(facts.at),
                "notify": page.notifies(),
            });
            (
                "status_report.v1.StatusReportService/AddStatusReportUpdate",
                content,
            )
        }
        (true, true) => {
            let ids: Vec<&str> = page.components().iter().map(|c| c.id).collect();
            let (from, to) = page.window()?;
            let content = json!({
                "title": title,
                "message": message,
                "from": stamp(from),
                "to": stamp(to),
                "pageId": page.page()?,
                "pageComponentIds": ids,
                "notify": page.notifies(),
            });
            (
                "maintenance.v1.MaintenanceService/CreateMaintenance",
                content,
            )
        }
        (true, false) => {
            page.leave_open("id");
            let mut content = json!({
                "id": "{maintenance_id}",
                "title": title,
                "message": message,
            });
            if let Some(from) = facts.started {
                content["from"] = stamp(from).into();
            }
            if let Some(to) = page.end() {
                content["to"] = stamp(to).into();
            }
            (
                "maintenance.v1.MaintenanceService/UpdateMaintenance",
                content,
            )
        }
    };
    let url = format!("https://api.openstatus.dev/rpc/openstatus.{method}");
    Ok(page.payload("POST", url, &content))
}

/// The four states of a report; the states of planned work never come here.
const fn status(state: State) -> &'static str {
    match state {
        State::Investigating => "STATUS_REPORT_STATUS_INVESTIGATING",
        State::Identified => "STATUS_REPORT_STATUS_IDENTIFIED",
        State::Monitoring | State::Scheduled | State::InProgress | State::Verifying => {
            "STATUS_REPORT_STATUS_MONITORING"
        }
        State::Resolved | State::Completed => "STATUS_REPORT_STATUS_RESOLVED",
    }
}
