//! `vocero show`

mod aside;

use chrono::{DateTime, Utc};
use clap::Args;
use serde_json::{Map, Value, json};

pub(super) use self::aside::heard_json;
use self::aside::{origin_json, redacted_json, told_json};
use super::find::{self, Purpose};
use super::messages;
use super::session::Session;
use crate::domain::entry::Entry;
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::facts::{Facts, Internal, Starts, Told};
use crate::domain::feedback::Heard;
use crate::domain::incident::Incident;
use crate::domain::measure::{Measure, Step};
use crate::domain::origin::Origin;
use crate::domain::redaction::Redacted;
use crate::failure::Exit;
use crate::text::zone::Zone;

/// Show what is known about an incident, and its timeline
///
/// Shows the facts in force and every entry, for the team: internal facts included.
#[derive(Debug, Clone, Args)]
pub struct ShowArgs {
    /// The incident, by any unambiguous part of its id [default: the open one, or the newest]
    pub incident: Option<String>,
}

/// Runs `vocero show`.
pub fn run(session: &Session, args: &ShowArgs) -> Result<Exit, anyhow::Error> {
    let log = session.log_about(args.incident.as_deref())?;
    let config = session.config()?;
    let incident = find::find(&log, args.incident.as_deref(), Purpose::Read)?;
    if session.globals.json {
        messages::print_json(session, &incident_json(&incident))?;
    } else if session.globals.quiet {
        session.ui.product(&incident.id)?;
    } else {
        session
            .ui
            .heading(&heading(&incident, &config.house.primary))?;
        session
            .ui
            .product(&body(&incident, config.zone(), session.now))?;
    }
    find::warn(session, &log, &incident);
    Ok(Exit::Done)
}

fn heading(incident: &Incident, locale: &crate::domain::locale::Locale) -> String {
    let now = &incident.in_force;
    let title = incident.title(locale);
    format!(
        "{} · {} · {} · {title}",
        incident.id,
        now.severity(),
        standing(incident)
    )
}

/// How an incident stands, for people: work that was called off is over, and never took place.
pub fn standing(incident: &Incident) -> String {
    let now = &incident.in_force;
    if now.is_cancelled() {
        "cancelled".to_owned()
    } else {
        now.state().to_string()
    }
}

fn body(incident: &Incident, zone: Zone, now: DateTime<Utc>) -> String {
    let stated = incident.in_force.facts.state;
    let state = stated.map(|_| standing(incident));
    let mut text = facts_text(&incident.in_force.facts, state, zone, now, "  ");
    text.push_str("\nTimeline\n");
    for entry in &incident.timeline {
        let by = entry
            .by
            .as_deref()
            .map_or(String::new(), |by| format!(" by {by}"));
        let late = entry.recorded_late().map_or(String::new(), |recorded| {
            format!(" (recorded later, {})", clock(recorded, zone, now))
        });
        let (at, kind, id) = (clock(entry.at, zone, now), &entry.kind, entry.id);
        text.push_str(&format!("  {at} {kind}{by}{late}  {id}\n"));
        let state = entry.facts.state.map(|state| state.to_string());
        text.push_str(&facts_text(&entry.facts, state, zone, now, "      "));
        for name in &entry.clear {
            text.push_str(&format!("      withdrawn: {name}\n"));
        }
        for (rule, reason) in &entry.waived {
            let reason = one_line(reason);
            text.push_str(&format!("      waived: {rule}: {reason}\n"));
        }
    }
    text
}

/// A reason on one line: written by hand it may have line ends.
fn one_line(reason: &str) -> String {
    reason.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One fact a line, each under the name of its flag; the state in the words given.
fn facts_text(
    facts: &Facts,
    state: Option<String>,
    zone: Zone,
    now: DateTime<Utc>,
    indent: &str,
) -> String {
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut line = |name: &str, value: String| lines.push((name.to_owned(), value));
    for fact in TextFact::ALL {
        let Some(text) = facts.text(*fact) else {
            continue;
        };
        for (locale, words) in text.iter() {
            let words = if words.is_empty() {
                "(nothing yet)"
            } else {
                words
            };
            line(&format!("{} {locale}", fact.flag()), words.to_owned());
        }
    }
    for fact in TimeFact::ALL {
        if let Some(moment) = facts.time(*fact) {
            line(&fact.flag(), clock(moment, zone, now));
        }
    }
    for (name, status) in &facts.components {
        line("component", format!("{name}: {status}"));
    }
    if let Some(severity) = facts.severity {
        line("severity", severity.to_string());
    }
    if let Some(state) = state {
        line("state", state);
    }
    if let Some(data) = facts.data {
        line("data", data.to_string());
    }
    let internal = &facts.internal;
    for (name, value) in [
        ("confirmed-by", &facts.confirmed_by),
        ("cause", &internal.cause),
        ("people", &internal.people),
        ("note", &internal.note),
    ] {
        if let Some(value) = value {
            line(name, value.clone());
        }
    }
    for fact in Starts::ALL {
        if let Some(at) = internal.starts.get(fact) {
            line(fact.key(), clock(at, zone, now));
        }
    }
    if let Some(until) = internal.until {
        line("until", clock(until, zone, now));
    }
    for (fact, text) in &internal.looked_back {
        line(&fact.flag(), text.clone());
    }
    let due = internal.step.due.map(|due| clock(due, zone, now));
    for (name, value) in aside::step_lines(&internal.step, due) {
        line(name, value);
    }
    let (told, origin) = (&internal.told, &internal.origin);
    for (name, value) in [
        ("to", &told.to),
        ("how", &told.how),
        ("said", &told.said),
        ("published", &facts.published),
        ("imported from", &origin.from),
        ("imported id", &origin.id),
        ("imported link", &origin.link),
        ("imported status", &origin.status),
        ("imported severity", &origin.severity),
        ("client", &internal.heard.client),
        ("how", &internal.heard.how),
        ("words", &internal.heard.words),
        ("source", &internal.heard.source),
    ] {
        if let Some(value) = value {
            line(name, value.clone());
        }
    }
    for link in &internal.links {
        line("link", link.clone());
    }
    for (name, value) in aside::lines(internal, zone, now) {
        line(name, value);
    }
    let width = lines.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let hang = format!("\n{indent}{}", " ".repeat(width + 2));
    let row = |(name, value): (String, String)| {
        format!("{indent}{name:width$}  {}\n", value.replace('\n', &hang))
    };
    lines.into_iter().map(row).collect()
}

/// A moment for people at a terminal: in their zone, with the day unless it is today.
pub fn clock(moment: DateTime<Utc>, zone: Zone, now: DateTime<Utc>) -> String {
    let (local, today) = (zone.wall(moment), zone.wall(now).date());
    let day = if local.date() == today {
        String::new()
    } else {
        local.format("%Y-%m-%d ").to_string()
    };
    let zone = if zone.is_utc() { "UTC" } else { zone.name() };
    format!("{day}{} {zone}", local.format("%H:%M"))
}

/// An incident with its facts in force and every entry, with the keys of the log.
pub fn incident_json(incident: &Incident) -> Value {
    let now = &incident.in_force;
    json!({
        "incident": incident.id,
        "type": now.kind_of(),
        "severity": now.severity(),
        "state": now.state(),
        "cancelled": now.is_cancelled(),
        "review": incident.stage(),
        "measures": incident.measures().iter().map(measure_json).collect::<Vec<_>>(),
        "locale": incident.primary_locale(),
        "facts": facts_json(&now.facts),
        "timeline": incident.timeline.iter().map(entry_json).collect::<Vec<_>>(),
    })
}

/// An entry with the keys of the log.
pub fn entry_json(entry: &Entry) -> Value {
    json!({
        "id": entry.id,
        "at": entry.at,
        "by": entry.by,
        "via": entry.via,
        "incident": entry.incident,
        "kind": entry.kind.word(),
        "corrects": entry.corrects,
        "locale": entry.locale,
        "recorded_late": entry.recorded_late(),
        "facts": facts_json(&entry.facts),
        "clear": entry.clear.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "waived": entry.waived,
        "until": entry.facts.internal.until,
        "told": told_json(&entry.facts.internal.told),
        "published": entry.facts.published,
        "imported": origin_json(&entry.facts.internal.origin),
        "heard": heard_json(&entry.facts.internal.heard),
        "redacted": redacted_json(&entry.facts.internal.redacted),
        "measure": aside::step_json(&entry.facts.internal.step),
    })
}

/// A measure as it stands; its words are by locale.
pub fn measure_json(measure: &Measure) -> Value {
    let what = measure.what.iter();
    let what: Map<_, _> = what.map(|(l, text)| (l.to_string(), json!(text))).collect();
    let moves = measure.moves.iter().map(|moved| {
        let [from, to] = moved.due;
        json!({ "at": moved.at, "from": from, "to": to, "reason": moved.reason })
    });
    json!({
        "measure": measure.id,
        "incident": measure.incident,
        "what": what,
        "aim": measure.aim,
        "owner": measure.owner,
        "due": measure.due,
        "status": measure.status,
        "added": measure.added,
        "closed": measure.closed,
        "reason": measure.reason,
        "moves": moves.collect::<Vec<_>>(),
    })
}

/// Facts with the keys of the log; texts are always by locale.
fn facts_json(facts: &Facts) -> Value {
    let mut map = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            map.insert(key.to_owned(), value);
        }
    };
    put("type", json!(facts.kind_of));
    put("severity", json!(facts.severity));
    put("state", json!(facts.state));
    if !facts.components.is_empty() {
        put("components", json!(facts.components));
    }
    for fact in TextFact::ALL {
        if let Some(text) = facts.text(*fact) {
            let by_locale: Map<_, _> = text
                .iter()
                .map(|(locale, words)| (locale.to_string(), json!(words)))
                .collect();
            put(fact.key(), Value::Object(by_locale));
        }
    }
    for fact in TimeFact::ALL {
        put(fact.key(), json!(facts.time(*fact)));
    }
    put("data", json!(facts.data));
    put("confirmed_by", json!(facts.confirmed_by));
    // Until when reminders rest, who was told and where it came from stands beside the facts.
    let internal = Internal {
        until: None,
        told: Told::default(),
        step: Step::default(),
        origin: Origin::default(),
        heard: Heard::default(),
        redacted: Redacted::new(),
        ..facts.internal.clone()
    };
    if !internal.is_empty() {
        let mut inside = json!({
            "cause": internal.cause,
            "people": internal.people,
            "links": internal.links,
            "note": internal.note,
        });
        for fact in Starts::ALL {
            if let Some(at) = internal.starts.get(fact) {
                inside[fact.key()] = json!(at);
            }
        }
        for (fact, text) in &internal.looked_back {
            inside[fact.key()] = json!(text);
        }
        put("internal", inside);
    }
    Value::Object(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_shown_on_one_line_whatever_ends_its_lines() {
        assert_eq!(one_line(" they asked\r\nus to\r\n"), "they asked us to");
    }
}
