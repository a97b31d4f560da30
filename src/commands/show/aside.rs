//! What stands beside the facts of an entry, for programs.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::{clock, one_line};
use crate::domain::facts::{Internal, Told};
use crate::domain::feedback::{Heard, Scale};
use crate::domain::measure::Step;
use crate::domain::origin::Origin;
use crate::domain::redaction::Redacted;
use crate::text::zone::Zone;

/// Who heard it, how, and in which words; null for entries that record nothing of the kind.
pub(super) fn told_json(told: &Told) -> Value {
    if *told == Told::default() {
        return Value::Null;
    }
    json!({ "to": told.to, "how": told.how, "said": told.said })
}

/// Where it came from; null for entries that were first written here.
pub(super) fn origin_json(origin: &Origin) -> Value {
    if *origin == Origin::default() {
        return Value::Null;
    }
    json!({
        "from": origin.from,
        "id": origin.id,
        "link": origin.link,
        "status": origin.status,
        "severity": origin.severity,
    })
}

/// What was heard; null for entries that record nothing of the kind.
pub(in crate::commands) fn heard_json(heard: &Heard) -> Value {
    if *heard == Heard::default() {
        return Value::Null;
    }
    json!({
        "from": heard.side,
        "client": heard.client,
        "how": heard.how,
        "scale": heard.scale,
        "score": heard.score,
        "words": heard.words,
        "source": heard.source,
    })
}

/// What was taken out, by field.
pub(super) fn redacted_json(redacted: &Redacted) -> Value {
    let mut map = Map::new();
    for (field, marker) in redacted {
        let told = json!({ "at": marker.at, "by": marker.by, "reason": marker.reason });
        map.insert(field.clone(), told);
    }
    Value::Object(map)
}

/// What an entry says of a measure; null for entries that are about none.
pub(super) fn step_json(step: &Step) -> Value {
    if *step == Step::default() {
        return Value::Null;
    }
    json!({
        "measure": step.measure,
        "status": step.status,
        "aim": step.aim,
        "owner": step.owner,
        "due": step.due,
        "reason": step.reason,
    })
}

/// What an entry says of a measure, under the names of its keys; its time is `due` in words.
pub(super) fn step_lines(step: &Step, due: Option<String>) -> Vec<(&'static str, String)> {
    let lines = [
        ("measure", step.measure.clone()),
        ("status", step.status.map(|word| word.to_string())),
        ("aim", step.aim.map(|word| word.to_string())),
        ("owner", step.owner.clone()),
        ("due", due),
        ("reason", step.reason.clone()),
    ];
    let stated = |(name, value): (&'static str, Option<String>)| Some((name, value?));
    lines.into_iter().filter_map(stated).collect()
}

/// What was heard, and what was taken out, line by line.
pub(super) fn lines(
    internal: &Internal,
    zone: Zone,
    now: DateTime<Utc>,
) -> Vec<(&'static str, String)> {
    let mut lines = Vec::new();
    if let (Some(score), scale) = (internal.heard.score, internal.heard.scale) {
        let scale = scale.unwrap_or(Scale::Rating);
        let most = scale.range().1;
        lines.push(("score", format!("{score} of {most} ({scale})")));
    }
    if let Some(side) = internal.heard.side {
        lines.push(("heard from", side.to_string()));
    }
    for (field, marker) in &internal.redacted {
        let by = if marker.by.is_empty() { "" } else { " by " };
        let at = clock(marker.at, zone, now);
        let why = one_line(&marker.reason);
        let told = format!("{field} (taken out {at}{by}{}: {why})", marker.by);
        lines.push(("redacted", told));
    }
    lines
}
