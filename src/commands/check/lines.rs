//! Findings for programs: JSON, one line each, annotations.

use serde_json::{Map, Value, json};

use super::gather::{Found, Report, span};
use super::waived::LetBe;
use crate::check::finding::{Level, Place};
use crate::domain::promise::{Fate, Promise};
use crate::order;

/// All findings as the JSON that is public.
pub(super) fn json(report: &Report) -> Value {
    let one = |found: &Found| {
        let finding = &found.finding;
        let mut value = json!({
            "rule": finding.rule,
            "level": finding.level,
            "place": place(report, found),
            "what": finding.what,
            "why": finding.why,
            "help": finding.help,
        });
        if let Some((_, _, id)) = &found.entry {
            value["entry"] = json!(id);
        }
        if let Some(LetBe { reason, by }) = &found.waived {
            value["waived"] = json!({ "reason": reason, "by": by });
        }
        value
    };
    let mut value = json!({
        "findings": report.found.iter().map(one).collect::<Vec<_>>()
    });
    if let Some(incident) = &report.incident {
        value["incident"] = json!(incident);
    }
    if let Some(promises) = &report.promises {
        value["promises"] = promises.iter().map(promise).collect();
    }
    value
}

fn promise(promise: &Promise) -> Value {
    let (fate, by) = match promise.fate {
        Fate::Kept => ("kept", None),
        Fate::Moved => ("moved", None),
        Fate::Late(by) => ("late", Some(by)),
        Fate::Missed(by) => ("missed", Some(by)),
        Fate::Open => ("open", None),
    };
    json!({
        "entry": promise.made_by,
        "fact": promise.fact.key(),
        "due": promise.due,
        "fate": fate,
        "late_minutes": by.map(|by| by.num_minutes()),
        "answered_by": promise.answered_by,
    })
}

fn place(report: &Report, found: &Found) -> Value {
    let mut place = Map::new();
    match &found.finding.place {
        Place::Incident => {
            place.insert("incident".to_owned(), json!(report.incident));
        }
        Place::Field(key) => {
            place.insert("fact".to_owned(), json!(key));
        }
        Place::Text {
            channel,
            locale,
            span,
        } => {
            place.insert("channel".to_owned(), json!(channel));
            place.insert("locale".to_owned(), json!(locale));
            if let Some(number) = found.text {
                let checked = &report.texts[number];
                if checked.is_file {
                    place.insert("file".to_owned(), json!(checked.name));
                }
                let (line, column) = checked.spot(span.start);
                place.insert("line".to_owned(), json!(line));
                place.insert("column".to_owned(), json!(column));
                place.insert("span".to_owned(), json!([span.start, span.end]));
                place.insert("text".to_owned(), json!(checked.masked(span.clone())));
            }
        }
    }
    Value::Object(place)
}

/// One line for each finding: `PLACE:LINE:COLUMN:LEVEL:RULE: what`.
pub(super) fn plain(report: &Report) -> String {
    let mut lines = String::new();
    for found in report.counted() {
        let (name, (line, column)) = spot(report, found);
        let finding = &found.finding;
        let (line, column) = (line.to_string(), column.to_string());
        for part in [&name, &line, &column, finding.level.word(), &finding.rule] {
            lines.push_str(part);
            lines.push(':');
        }
        lines.push(' ');
        lines.push_str(&finding.what);
        lines.push('\n');
    }
    lines
}

fn spot(report: &Report, found: &Found) -> (String, (usize, usize)) {
    let incident = report.incident.as_deref().unwrap_or_default();
    let first = (1, 1);
    match (&found.finding.place, found.text, &found.entry) {
        (_, Some(number), _) => (
            report.texts[number].name.clone(),
            report.texts[number].spot(span(&found.finding).start),
        ),
        (_, None, Some((_, _, id))) => (format!("{incident}/{id}"), first),
        (Place::Field(key), None, None) => (format!("{incident}/{key}"), first),
        _ => (incident.to_owned(), first),
    }
}

/// Annotations as GitHub Actions reads them from the output of a step.
pub(super) fn github(report: &Report) -> String {
    let value = |text: &str| {
        let text = text.replace('%', "%25").replace('\r', "%0D");
        text.replace('\n', "%0A")
    };
    let property = |text: &str| value(text).replace(':', "%3A").replace(',', "%2C");
    let one = |found: &Found| {
        let finding = &found.finding;
        let command = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Suggestion => "notice",
        };
        let (name, (line, column)) = spot(report, found);
        let is_file = found
            .text
            .is_some_and(|number| report.texts[number].is_file);
        // Only a file that GitHub knows can carry an annotation at its line.
        let (file, lead) = if is_file {
            (
                format!("file={},line={line},col={column},", property(&name)),
                String::new(),
            )
        } else {
            (String::new(), format!("{name}: "))
        };
        let words = format!("{lead}{}; {}", finding.what, finding.help);
        format!(
            "::{command} {file}title={}::{}\n",
            property(&finding.rule),
            value(&words)
        )
    };
    report.counted().map(one).collect()
}

/// The names of the rules that found something, each once.
pub(super) fn rules(report: &Report) -> String {
    let mut names: Vec<&str> = report.counted().map(|found| &*found.finding.rule).collect();
    order::sort(&mut names);
    names.dedup();
    names.iter().map(|name| format!("{name}\n")).collect()
}
