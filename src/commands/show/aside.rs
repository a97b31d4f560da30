//! What stands beside the facts of an entry, for programs.

use serde_json::{Map, Value, json};

use crate::domain::facts::Told;
use crate::domain::feedback::Heard;
use crate::domain::origin::Origin;
use crate::domain::redaction::Redacted;

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
