//! `PagerDuty`, the REST API of its status pages (its public `OpenAPI` description).
//!
//! A post has a title of 1 to 128 characters and 1 to 50 updates; what is posted later is an update
//! of its own. States, severities and impacts have ids that differ from page to page and between
//! incidents and planned work, so the settings give them by our words: `states.investigating`,
//! `severities.major`, `statuses.partial-outage`. Two more severities may have an id: `maintenance`
//! for planned work, and the last state (`resolved`, `completed`) for what is over. What the last
//! word will need and has no id yet is remarked from the first word on, not found out at the end.
//!
//! Messages are HTML: each part is a paragraph of its own, its label bold on a line before it.
//! `update_frequency_ms` is the time until we promised to speak again, or null. `starts_at` and
//! `ends_at` are required, and null for incidents. An update inside a new post belongs to no post
//! yet: `post` is null. An update does not move the window of planned work; a remark names the request
//! that does.
//!
//! Canonical: HTML shows a run of white space as one space, and cannot hold code points that are no
//! characters; both are written so that they are seen.

use serde_json::{Value, json};

use super::{Page, stamp, text};
use crate::channel::{ChannelError, Dispatch, Part, Payload};
use crate::domain::service::Service;
use crate::domain::words::{ComponentStatus, State};

/// The most characters of a title.
const TITLE: usize = 128;

/// Writes the creation of a post with its first update, or an update of the post.
pub(in crate::channel) fn pagerduty(dispatch: &Dispatch<'_>) -> Result<Payload, ChannelError> {
    let settings = &dispatch.settings.pagerduty;
    let mut page = Page::new(Service::PagerDuty, settings, dispatch);
    let title = page.title("title", TITLE)?;
    let id = page.page()?;
    let url = format!(
        "https://api.pagerduty.com/status_pages/{}/posts",
        text::segment(id)
    );
    let mut update = update(&mut page)?;
    foresee(&mut page);
    if !dispatch.opens() {
        update["post"] = json!({ "id": "{post_id}", "type": "status_page_post" });
        page.leave_open("post_update.post.id");
        if let Some((starts, ends)) = page.moved() {
            let post = json!({ "post": {
                "type": "status_page_post",
                "title": title,
                "post_type": "maintenance",
                "starts_at": stamp(starts),
                "ends_at": stamp(ends),
                "status_page": { "id": id, "type": "status_page" },
            } });
            page.remark_moved(&format!("PUT {url}/{{post_id}}"), &post);
        }
        let url = format!("{url}/{{post_id}}/post_updates");
        return Ok(page.payload("POST", url, &json!({ "post_update": update })));
    }
    let (post_type, starts, ends) = if page.is_planned() {
        let (starts, ends) = page.window()?;
        ("maintenance", stamp(starts).into(), stamp(ends).into())
    } else {
        ("incident", Value::Null, Value::Null)
    };
    let content = json!({ "post": {
        "type": "status_page_post",
        "title": title,
        "post_type": post_type,
        "starts_at": starts,
        "ends_at": ends,
        "status_page": { "id": id, "type": "status_page" },
        "updates": [update],
    } });
    Ok(page.payload("POST", url, &content))
}

fn update(page: &mut Page<'_>) -> Result<Value, ChannelError> {
    let facts = page.facts();
    let settings = page.settings;
    let missing = |page: &Page<'_>, table: &str, word: &str, why| {
        page.missing(&format!("{table}.{}", text::toml_key(word)), why)
    };
    let state = facts.state.word();
    let status = settings.states.get(state);
    let status = status.ok_or_else(|| missing(page, "states", state, "states have ids here"))?;
    let severity = [
        facts.state.is_over().then_some(state),
        page.is_planned().then_some("maintenance"),
        Some(facts.severity.word()),
    ];
    let severity = severity
        .into_iter()
        .flatten()
        .find_map(|word| settings.severities.get(word));
    let severity = severity.ok_or_else(|| {
        let why = "severities have ids here";
        missing(page, "severities", facts.severity.word(), why)
    })?;
    let mut impacted = Vec::new();
    for component in page.components() {
        let word = component.status.word();
        let impact = settings.statuses.get(word);
        let impact =
            impact.ok_or_else(|| missing(page, "statuses", word, "impacts have ids here"))?;
        impacted.push(json!({
            "service": { "id": component.id, "type": "status_page_service" },
            "impact": { "id": impact, "type": "status_page_impact" },
        }));
    }
    let silence = facts.next_update.map(|next| next - facts.at);
    let silence = silence
        .map(|time| time.num_milliseconds())
        .filter(|ms| *ms > 0);
    Ok(json!({
        "type": "status_page_post_update",
        "post": null,
        "message": page.filled("message", message(&page.dispatch.word.parts))?,
        "status": { "id": status, "type": "status_page_status" },
        "severity": { "id": severity, "type": "status_page_severity" },
        "impacted_services": impacted,
        "update_frequency_ms": silence,
        "notify_subscribers": page.notifies(),
        "reported_at": stamp(facts.at),
    }))
}

/// Remarks what the last word will need.
fn foresee(page: &mut Page<'_>) {
    let facts = page.facts();
    let last = State::last(facts.kind_of).word();
    let works = ComponentStatus::Operational.word();
    let needed = [
        ("states", last, page.settings.states.contains_key(last)),
        (
            "statuses",
            works,
            page.settings.statuses.contains_key(works) || facts.components.is_empty(),
        ),
    ];
    for (table, word, _) in needed.into_iter().filter(|(_, _, known)| !known) {
        page.remarks.push(format!(
            "the last word will need an id in `service.pagerduty.{table}.{word}`"
        ));
    }
}

/// The parts as paragraphs of HTML; the headline is bold as a whole.
fn message(parts: &[Part]) -> String {
    let paragraphs = parts.iter().filter_map(|part| {
        let label = text::html(&text::line(&part.label));
        let lines: Vec<String> = text::prose(&part.text).lines().map(text::html).collect();
        let words = lines.join("<br>");
        match (label.is_empty(), words.is_empty()) {
            (true, true) => None,
            (true, false) if part.name == "headline" => {
                Some(format!("<p><strong>{words}</strong></p>"))
            }
            (true, false) => Some(format!("<p>{words}</p>")),
            (false, _) => Some(format!("<p><strong>{label}</strong><br>{words}</p>")),
        }
    });
    paragraphs.collect()
}
