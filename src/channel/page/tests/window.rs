//! Planned work whose window moves, and which ends.

use super::*;

#[test]
fn a_window_that_moves_is_remarked_where_an_update_cannot_move_it() {
    let mut moved = planned();
    moved.facts.at = at("11:04");
    moved.facts.estimate = Some(at("23:30"));
    let settings = settings();
    let told = |service, word: &Utterance| {
        let earlier = [planned()];
        let dispatch = Dispatch {
            channel: "status-page",
            audience: Audience::Customers,
            house: &House::default(),
            settings: &settings,
            word,
            earlier: &earlier,
            place: 1,
            recorded_late: None,
        };
        payload(service, &dispatch).unwrap().remarks
    };
    for (service, remark) in [
        (
            Service::Cachet,
            r#"`PUT {cachet_url}/api/schedules/{schedule_id}` with `{"scheduled_at":"2026-11-21 22:00:00","completed_at":"2026-11-21 23:30:00"}`"#,
        ),
        (
            Service::IncidentIo,
            r#"`PUT https://api.incident.io/v2/status_page_maintenances/{status_page_maintenance_id}` with `{"name":"Card payments are failing","start_at":"2026-11-21T22:00:00Z","end_at":"2026-11-21T23:30:00Z"}`"#,
        ),
        (
            Service::BetterStack,
            r#"`PATCH https://uptime.betterstack.com/api/v2/status-pages/123456/status-reports/{status_report_id}` with `{"starts_at":"2026-11-21T22:00:00Z","ends_at":"2026-11-21T23:30:00Z"}`"#,
        ),
    ] {
        let whole = format!("an update does not move the window: {remark}");
        let remarks = told(service, &moved);
        assert!(remarks.contains(&whole), "{remarks:?}");
        let unmoved = told(service, &planned());
        assert!(!unmoved.iter().any(|r| r.contains("window")), "{unmoved:?}");
    }
    moved.facts.components.clear();
    let remarks = told(Service::PagerDuty, &moved);
    assert!(
        remarks.contains(&r#"an update does not move the window: `PUT https://api.pagerduty.com/status_pages/PPAGE/posts/{post_id}` with `{"post":{"type":"status_page_post","title":"Card payments are failing","post_type":"maintenance","starts_at":"2026-11-21T22:00:00Z","ends_at":"2026-11-21T23:30:00Z","status_page":{"id":"PPAGE","type":"status_page"}}}`"#.to_owned()),
        "{remarks:?}"
    );
}

#[test]
fn better_stack_marks_a_resource_as_working_with_the_last_word_of_planned_work() {
    let mut over = planned();
    over.facts.state = State::Completed;
    over.facts.stated = Vec::new();
    let content = content(Service::BetterStack, &over, 1);
    assert_eq!(content["affected_resources"][0]["status"], "resolved");
}
