use serde_json::json;

use super::{Place, content, json, later, planned, request, settings, tried, word, written};
use crate::domain::service::Service;
use crate::domain::words::{ComponentStatus, State};

#[test]
fn statuspage_creates_an_incident_with_everything_it_can_hold() {
    let payload = written(Service::Statuspage, &word(), 0);
    assert_eq!(
        request(&payload),
        "POST https://api.statuspage.io/v1/pages/kctbh9vrtdwd/incidents"
    );
    assert_eq!(
        json(&payload),
        json!({ "incident": {
            "name": "Card payments are failing",
            "status": "investigating",
            "impact_override": "major",
            "body": word().body,
            "deliver_notifications": true,
            "components": { "8kbf7d35c070": "partial_outage" },
            "component_ids": ["8kbf7d35c070"],
            "metadata": { "vocero": {
                "incident": "2026-11-21-card-payments-are-failing",
                "entry": "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e10",
            } },
        } })
    );
    assert!(payload.remarks.is_empty());
}

#[test]
fn statuspage_updates_later_and_components_work_again_when_it_is_over() {
    let payload = written(Service::Statuspage, &later(State::Resolved), 3);
    assert_eq!(
        request(&payload),
        "PATCH https://api.statuspage.io/v1/pages/kctbh9vrtdwd/incidents/{incident_id}"
    );
    let incident = &json(&payload)["incident"];
    assert_eq!(incident["status"], "resolved");
    assert_eq!(
        incident["components"],
        json!({ "8kbf7d35c070": "operational" })
    );
}

#[test]
fn statuspage_schedules_work_and_touches_no_component_before_it_begins() {
    let incident = &content(Service::Statuspage, &planned(), 0)["incident"];
    assert_eq!(incident["status"], "scheduled");
    assert_eq!(incident["impact_override"], "maintenance");
    assert_eq!(incident["scheduled_for"], "2026-11-21T22:00:00Z");
    assert_eq!(incident["scheduled_until"], "2026-11-21T23:00:00Z");
    assert_eq!(incident["scheduled_auto_in_progress"], false);
    assert_eq!(incident["component_ids"], json!(["8kbf7d35c070"]));
    assert_eq!(incident.get("components"), None);
    let mut word = planned();
    word.facts.state = State::InProgress;
    let incident = &content(Service::Statuspage, &word, 1)["incident"];
    assert_eq!(incident["status"], "in_progress");
    assert_eq!(
        incident["components"],
        json!({ "8kbf7d35c070": "under_maintenance" })
    );
}

#[test]
fn openstatus_creates_a_report_and_adds_to_it() {
    let first = written(Service::Openstatus, &word(), 0);
    let service =
        "POST https://api.openstatus.dev/rpc/openstatus.status_report.v1.StatusReportService";
    assert_eq!(request(&first), format!("{service}/CreateStatusReport"));
    assert_eq!(
        json(&first),
        json!({
            "title": "Card payments are failing",
            "status": "STATUS_REPORT_STATUS_INVESTIGATING",
            "message": word().body,
            "date": "2026-11-21T10:04:00Z",
            "pageId": "12",
            "pageComponentIds": ["7"],
            "notify": true,
        })
    );
    let update = written(Service::Openstatus, &later(State::Monitoring), 1);
    assert_eq!(request(&update), format!("{service}/AddStatusReportUpdate"));
    assert_eq!(json(&update)["statusReportId"], "{status_report_id}");
    assert_eq!(json(&update)["status"], "STATUS_REPORT_STATUS_MONITORING");
    assert_eq!(
        update.remarks,
        ["put the id that openstatus gave it into `statusReportId`"]
    );
}

#[test]
fn openstatus_keeps_planned_work_as_a_window() {
    let window = content(Service::Openstatus, &planned(), 0);
    assert_eq!(window["from"], "2026-11-21T22:00:00Z");
    assert_eq!(window["to"], "2026-11-21T23:00:00Z");
    assert_eq!(window.get("status"), None);
    let mut word = planned();
    word.facts.estimate = None;
    let error = tried(Service::Openstatus, &settings(), &word, Place::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "openstatus: the planned work has no end; state `estimate`, and who confirmed it"
    );
    let update = content(Service::Openstatus, &word, 1);
    assert_eq!(
        (&update["id"], update.get("to")),
        (&"{maintenance_id}".into(), None)
    );
}

#[test]
fn cachet_counts_states_and_says_aloud_what_it_would_hide() {
    let first = written(Service::Cachet, &word(), 0);
    assert_eq!(request(&first), "POST {cachet_url}/api/incidents");
    assert_eq!(
        json(&first),
        json!({
            "name": "Card payments are failing",
            "status": 1,
            "message": word().body,
            "visible": true,
            "stickied": false,
            "notifications": true,
            "occurred_at": "2026-11-21 09:58:00",
            "components": [{ "id": 3, "status": 3 }],
        })
    );
    let update = written(Service::Cachet, &later(State::Resolved), 1);
    assert_eq!(
        request(&update),
        "POST {cachet_url}/api/incidents/{incident_id}/updates"
    );
    assert_eq!(json(&update)["status"], 4);
    assert_eq!(
        update.remarks,
        [
            "an update changes no component: `PUT {cachet_url}/api/components/3` with `{\"status\": 1}`"
        ]
    );
    let schedule = written(Service::Cachet, &planned(), 0);
    assert_eq!(request(&schedule), "POST {cachet_url}/api/schedules");
    assert_eq!(json(&schedule)["scheduled_at"], "2026-11-21 22:00:00");
    assert_eq!(json(&schedule)["completed_at"], "2026-11-21 23:00:00");
    assert_eq!(
        json(&schedule)["components"],
        json!([{ "id": 3, "status": 6 }])
    );
}

#[test]
fn incident_io_is_told_once_and_of_no_component_when_it_is_over() {
    let mut whole = word();
    whole.facts.components[0].status = ComponentStatus::MajorOutage;
    assert_eq!(
        content(Service::IncidentIo, &whole, 0),
        json!({
            "message": word().body,
            "notify_subscribers": true,
            "idempotency_key": "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e10-en",
            "name": "Card payments are failing",
            "status_page_id": "01PAGE",
            "incident_status": "investigating",
            "component_statuses": [{ "component_id": "01COMP", "component_status": "full_outage" }],
        })
    );
    let over = written(Service::IncidentIo, &later(State::Resolved), 2);
    assert_eq!(
        request(&over),
        "POST https://api.incident.io/v2/status_page_incident_updates"
    );
    assert_eq!(
        json(&over),
        json!({
            "message": word().body,
            "notify_subscribers": true,
            "incident_status": "resolved",
            "status_page_incident_id": "{status_page_incident_id}",
        })
    );
    let window = content(Service::IncidentIo, &planned(), 0);
    assert_eq!(window["maintenance_status"], "maintenance_scheduled");
    assert_eq!(window["start_at"], "2026-11-21T22:00:00Z");
    assert_eq!(window["affected_component_ids"], json!(["01COMP"]));
    assert_eq!(window.get("component_statuses"), None);
}

#[test]
fn better_stack_always_says_whether_it_notifies() {
    let first = written(Service::BetterStack, &word(), 0);
    let reports = "POST https://uptime.betterstack.com/api/v2/status-pages/123456/status-reports";
    assert_eq!(request(&first), reports);
    assert_eq!(
        json(&first),
        json!({
            "title": "Card payments are failing",
            "message": word().body,
            "report_type": "manual",
            "affected_resources": [{ "status_page_resource_id": "789", "status": "degraded" }],
            "published_at": "2026-11-21T10:04:00Z",
            "notify_subscribers": true,
            "starts_at": "2026-11-21T09:58:00Z",
        })
    );
    let update = written(Service::BetterStack, &later(State::Resolved), 1);
    assert_eq!(
        request(&update),
        format!("{reports}/{{status_report_id}}/status-updates")
    );
    assert_eq!(json(&update)["affected_resources"][0]["status"], "resolved");
    assert_eq!(json(&update)["notify_subscribers"], true);
    let window = content(Service::BetterStack, &planned(), 0);
    assert_eq!(window["report_type"], "maintenance");
    assert_eq!(window["affected_resources"][0]["status"], "maintenance");
    assert_eq!(window["ends_at"], "2026-11-21T23:00:00Z");
}

#[test]
fn pagerduty_has_html_and_the_ids_of_its_page() {
    let first = written(Service::PagerDuty, &word(), 0);
    let posts = "POST https://api.pagerduty.com/status_pages/PPAGE/posts";
    assert_eq!(request(&first), posts);
    let update = json!({
        "type": "status_page_post_update",
        "post": null,
        "message": "<p><strong>Investigating: Card payments are failing</strong></p>\
                    <p>Your shop cannot take *cards*.</p>\
                    <p><strong>Next update</strong><br>by 10:30 UTC.</p>",
        "status": { "id": "PINV", "type": "status_page_status" },
        "severity": { "id": "PMAJ", "type": "status_page_severity" },
        "impacted_services": [{
            "service": { "id": "PSERV", "type": "status_page_service" },
            "impact": { "id": "PPART", "type": "status_page_impact" },
        }],
        "update_frequency_ms": 1_560_000,
        "notify_subscribers": true,
        "reported_at": "2026-11-21T10:04:00Z",
    });
    assert_eq!(
        json(&first),
        json!({ "post": {
            "type": "status_page_post",
            "title": "Card payments are failing",
            "post_type": "incident",
            "starts_at": null,
            "ends_at": null,
            "status_page": { "id": "PPAGE", "type": "status_page" },
            "updates": [update],
        } })
    );
    let over = written(Service::PagerDuty, &later(State::Resolved), 1);
    assert_eq!(request(&over), format!("{posts}/{{post_id}}/post_updates"));
    let post = json!({ "id": "{post_id}", "type": "status_page_post" });
    assert_eq!(json(&over)["post_update"]["post"], post);
    let window = &content(Service::PagerDuty, &planned(), 0)["post"];
    assert_eq!(window["post_type"], "maintenance");
    assert_eq!(window["ends_at"], "2026-11-21T23:00:00Z");
    assert_eq!(window["updates"][0]["severity"]["id"], "PMNT");
}
