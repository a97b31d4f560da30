//! Findings as SARIF 2.1.0, which code hosts and editors read.
//!
//! A text that stands in a file has its place there. A message stands in none: it is named as
//! `INCIDENT/CHANNEL.LOCALE`, below a base that says what it is; a fact is named as part of its
//! incident.

use serde_json::{Value, json};

use super::gather::{Found, Report, span};
use super::waived::LetBe;
use crate::check::finding::{Level, Place};
use crate::check::page;
use crate::order::Map;

/// The name of the base under which messages are.
const MESSAGES: &str = "MESSAGES";

/// Everything that was found, what is let be included, as one run.
pub(super) fn log(report: &Report) -> Value {
    let mut places: Map<&str, usize> = Map::new();
    let mut rules: Vec<Value> = Vec::new();
    for found in &report.found {
        places.entry(&found.finding.rule).or_insert_with(|| {
            rules.push(rule(found));
            rules.len() - 1
        });
    }
    let result = |found: &Found| {
        let finding = &found.finding;
        json!({
            "ruleId": finding.rule,
            "ruleIndex": places.get(&*finding.rule),
            "level": level(finding.level),
            "message": { "text": format!("{}; {}", finding.what, finding.help) },
            "locations": [location(report, found)],
            "suppressions": suppressions(found),
        })
    };
    json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {
                "driver": {
                    "name": "vocero",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                }
            },
            "columnKind": "unicodeCodePoints",
            "originalUriBaseIds": {
                MESSAGES: {
                    "description": { "text": "the messages that `vocero render` shows, by incident, channel and locale" }
                }
            },
            "results": report.found.iter().map(result).collect::<Vec<_>>(),
        }]
    })
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Suggestion => "note",
    }
}

/// A rule with what its page says; the finding itself says it where a rule has no page.
fn rule(found: &Found) -> Value {
    let finding = &found.finding;
    let page = page::of_briefly(&finding.rule);
    let usual = page.map_or(finding.level, page::Page::level);
    let what = page.map_or_else(|| finding.what.clone(), page::Page::in_general);
    let help = page.map_or(finding.help.as_str(), |page| page.help(None));
    json!({
        "id": finding.rule,
        "shortDescription": { "text": what },
        "fullDescription": { "text": finding.why },
        "help": { "text": help },
        "defaultConfiguration": { "level": level(usual) },
    })
}

/// Why it is let be. A list for every result, since one without would not say that it counts.
fn suppressions(found: &Found) -> Value {
    let waived = found.waived.iter().map(|LetBe { reason, by }| {
        json!({
            "kind": "external",
            "status": "accepted",
            "justification": reason,
            "properties": { "by": by },
        })
    });
    waived.collect()
}

fn location(report: &Report, found: &Found) -> Value {
    let incident = report.incident.as_deref().unwrap_or_default();
    let part = |name: &str, kind: &str| {
        json!({
            "logicalLocations": [{
                "name": name,
                "fullyQualifiedName": format!("{incident}/{name}"),
                "kind": kind,
            }]
        })
    };
    match (&found.finding.place, found.text, &found.entry) {
        (_, Some(number), _) => {
            let checked = &report.texts[number];
            let place = span(&found.finding);
            let (line, column) = checked.spot(place.start);
            let (end_line, end_column) = checked.spot(place.end);
            let mut artifact = json!({ "uri": uri(&checked.name) });
            if report.incident.is_some() {
                artifact["uriBaseId"] = json!(MESSAGES);
            }
            json!({
                "physicalLocation": {
                    "artifactLocation": artifact,
                    "region": {
                        "startLine": line,
                        "startColumn": column,
                        "endLine": end_line,
                        "endColumn": end_column,
                        "byteOffset": place.start,
                        "byteLength": place.len(),
                        "snippet": { "text": checked.masked(place) },
                    }
                }
            })
        }
        (_, None, Some((_, _, id))) => part(&id.to_string(), "entry"),
        (Place::Field(key), None, None) => part(key, "fact"),
        _ => json!({
            "logicalLocations": [{ "name": incident, "fullyQualifiedName": incident, "kind": "incident" }]
        }),
    }
}

/// A path as a URI reference: whatever is no letter, digit, or one of `/-._~` is escaped.
fn uri(path: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let escaped = path.bytes().map(|byte| match byte {
        b'\\' if cfg!(windows) => "/".to_owned(),
        byte if plain(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    escaped.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri() {
        assert_eq!(uri("drafts/año 1:2.txt"), "drafts/a%C3%B1o%201%3A2.txt");
    }
}
