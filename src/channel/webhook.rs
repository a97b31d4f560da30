//! JSON of our own, for everything that has no room of its own: the message whole and sentence by
//! sentence, and the facts around it that everybody may know. [`SCHEMA`] describes every field.
//!
//! Version 1 may get further fields; none of its fields will change its meaning or go.

use crate::text::packed::{Text, packed};
use serde_json::{Value, json};

use super::{Dispatch, Payload, plain};

/// The JSON Schema (draft 2020-12) of version 1.
pub static SCHEMA: Text = packed!("templates/schemas/webhook-1.json");

pub(super) fn payload(dispatch: &Dispatch<'_>) -> Payload {
    Payload::json(&document(dispatch))
}

fn document(dispatch: &Dispatch<'_>) -> Value {
    let word = dispatch.word;
    let facts = &word.facts;
    let parts: Vec<Value> = word
        .parts
        .iter()
        .map(|part| json!({ "name": part.name, "label": part.label, "text": part.text }))
        .collect();
    // A log written by hand may hold anything, and these facts have not been tidied by a voice.
    let components: Vec<Value> = facts
        .components
        .iter()
        .map(|one| json!({ "name": plain::line(&one.name), "status": one.status }))
        .collect();
    json!({
        "version": 1,
        "incident": facts.incident,
        "entry": word.entry,
        "place": dispatch.place,
        "phase": facts.phase.word(),
        "type": facts.kind_of,
        "severity": facts.severity,
        "state": facts.state,
        "cancelled": facts.cancelled,
        "title": plain::line(&facts.title),
        "components": components,
        "data": facts.data,
        "moments": {
            "said": facts.at,
            "first_said": facts.first_word,
            "started": facts.started,
            "ended": facts.ended,
            "next_update": facts.next_update,
            "estimate": facts.estimate,
            "follow_up": facts.follow_up,
            "recorded_late": dispatch.recorded_late,
        },
        "company": facts.company,
        "status_url": facts.status_url,
        "report_url": facts.report_url,
        "channel": dispatch.channel,
        "audience": dispatch.audience,
        "locale": facts.locale,
        "subject": word.subject,
        "body": word.body,
        "markup": word.markup.word(),
        "parts": parts,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::channel::scene;
    use crate::domain::words::{
        Audience, ComponentStatus, DataImpact, IncidentType, Severity, State,
    };

    fn schema() -> Value {
        serde_json::from_str(SCHEMA.text()).unwrap()
    }

    fn keys(object: &Value) -> BTreeSet<&str> {
        object
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect()
    }

    /// Fields that came later: what was written before them is of the same version.
    const LATER: [&str; 2] = ["cancelled", "report_url"];

    /// Every field that a schema describes has words, is required unless it came later, and is written.
    fn agree(schema: &Value, written: &Value, place: &str) {
        let properties = &schema["properties"];
        assert_eq!(keys(properties), keys(written), "{place}");
        let required: BTreeSet<&str> = schema["required"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| key.as_str().unwrap())
            .collect();
        let mut first = keys(properties);
        first.retain(|key| !LATER.contains(key));
        assert_eq!(first, required, "{place}");
        for (key, field) in properties.as_object().unwrap() {
            let words = field["description"].as_str().unwrap_or_default();
            assert!(words.ends_with('.'), "{place}.{key} is not described");
            let place = format!("{place}.{key}");
            if field["type"] == "object" {
                agree(field, &written[key], &place);
            } else if field["items"]["type"] == "object" {
                agree(&field["items"], &written[key][0], &place);
            }
        }
    }

    #[test]
    fn the_schema_describes_every_field_that_is_written() {
        let (us, words) = (scene::us(), scene::incident());
        let written = document(&scene::dispatch("webhook", &us, &words));
        agree(&schema(), &written, "");
        assert_eq!(written["version"], 1);
        assert_eq!(written["moments"]["said"], "2026-11-21T10:34:00Z");
        assert_eq!(written["components"][0]["status"], "partial-outage");
    }

    #[test]
    fn the_schema_knows_every_word() {
        let schema = schema();
        let properties = &schema["properties"];
        let statuses = &properties["components"]["items"]["properties"]["status"];
        for (field, words) in [
            (&properties["type"], IncidentType::WORDS),
            (&properties["severity"], Severity::WORDS),
            (&properties["state"], State::WORDS),
            (&properties["audience"], Audience::WORDS),
            (statuses, ComponentStatus::WORDS),
        ] {
            assert_eq!(field["enum"], json!(words));
        }
        let mut data: Vec<Value> = DataImpact::WORDS.iter().map(|w| json!(w)).collect();
        data.push(Value::Null);
        assert_eq!(properties["data"]["enum"], json!(data));
    }

    #[test]
    fn what_was_written_by_hand_drives_nothing() {
        let (us, mut words) = (scene::us(), scene::incident());
        for word in &mut words {
            "a\r\n\0\u{1b}[2J\u{ffff}".clone_into(&mut word.facts.title);
            word.facts.components[0].name = "b\r\nc".to_owned();
        }
        let written = document(&scene::dispatch("webhook", &us, &words));
        assert_eq!(written["title"], r"a \u{0}\u{1b}[2J\u{ffff}");
        assert_eq!(written["components"][0]["name"], "b c");
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in any::<String>()) {
            let (us, words) = (scene::us(), scene::saying(&text));
            let written = payload(&scene::dispatch("webhook", &us, &words));
            let read: Value = serde_json::from_slice(&written.content).unwrap();
            prop_assert_eq!(&read["body"], &json!(text));
            prop_assert_eq!(&read["parts"][0]["text"], &json!(text));
        }
    }
}
