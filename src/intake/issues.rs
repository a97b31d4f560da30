//! Issues of a GitHub repository, as Upptime and many teams keep incidents: the issue is the first word,
//! comments are the words after it, and closing it is the end.
//!
//! Both spellings are read: that of `gh issue list --json` (`createdAt`) and that of the web service
//! (`created_at`), the latter with its comments put in their place. The state may stand in front of a
//! comment (`**Resolved:** …`). The last comment that was written at most five minutes before the issue was
//! closed is the word that ends it; without one the end has no text. Of the labels `minor`, `major` and
//! `critical` are the severity, alone or behind `severity:`; beside a label `status` or `maintenance` the
//! others are components.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use super::walk::{Fault, Walk};
use super::{Found, Harvest, Home, Tick, Word, moment, spoken, stage};
use crate::domain::words::{IncidentType, Severity, State};
use crate::order::Map;
use crate::text::zone::Zone;

/// How long before an issue was closed its last word may have been written.
const CLOSING: TimeDelta = TimeDelta::minutes(5);

/// Reads a document; `tick` is told how far it is read.
pub fn issues(text: &str, harvest: &mut Harvest, tick: Tick<'_>) {
    if let Err((line, what)) = read(text, harvest, tick) {
        harvest.problem(format!("line {line}"), what);
    }
}

fn read(text: &str, harvest: &mut Harvest, tick: Tick<'_>) -> Result<(), Fault> {
    let mut walk = Walk::new(text);
    if !walk.takes(b'[') {
        return Err(walk.fault("this is no JSON list of issues"));
    }
    let mut number = 0;
    while let Some(value) = walk.element()? {
        // The web service lists what was to be merged among the issues.
        if value.get("pull_request").is_none_or(Value::is_null) {
            let place = format!("[{number}]");
            match found(&value, &place, harvest) {
                Ok(found) => harvest.found.push(found),
                Err(reason) => harvest.problem(named(&value, &place), reason),
            }
        }
        number += 1;
        tick(walk.read());
    }
    if walk.next().is_some() {
        return Err(walk.fault("something follows the end of the document"));
    }
    Ok(())
}

/// Where an issue stands, with its number if it has one.
fn named(issue: &Value, place: &str) -> String {
    match issue.get("number").and_then(Value::as_u64) {
        Some(number) => format!("{place} issue {number}"),
        None => place.to_owned(),
    }
}

/// A text under either of two spellings.
fn either<'v>(value: &'v Value, keys: [&str; 2]) -> Option<&'v str> {
    let texts = keys.iter().filter_map(|key| value.get(key)?.as_str());
    texts.into_iter().find(|text| !text.is_empty())
}

fn time(value: &Value, keys: [&str; 2], zone: Option<Zone>) -> Result<DateTime<Utc>, String> {
    let given = either(value, keys).ok_or_else(|| format!("it has no `{}`", keys[0]))?;
    moment::read(given, zone).map_err(|reason| format!("`{}`: {reason}", keys[0]))
}

fn found(issue: &Value, place: &str, harvest: &mut Harvest) -> Result<Found, String> {
    let zone = harvest.zone;
    let number = issue.get("number").and_then(Value::as_u64);
    let number = number.ok_or("it has no `number`")?;
    let title = either(issue, ["title", "title"]).ok_or("it has no `title`")?;
    let title = stage::title(title)?;
    let opened = time(issue, ["createdAt", "created_at"], zone)?;
    let labels = labels(issue);
    let has = |name: &str| labels.iter().any(|label| label.eq_ignore_ascii_case(name));
    let planned = has("maintenance");
    let body = either(issue, ["body", "body"]).unwrap_or_default();
    let (body, window) = parted(body);
    let mut words = vec![first(&body, opened, planned)?];
    words.extend(comments(issue, zone)?);
    let state = either(issue, ["state", "state"]).unwrap_or("open");
    let is = |word: &str| state.eq_ignore_ascii_case(word);
    if !is("open") && !is("closed") {
        return Err(format!(
            "the state `{state}` is unknown; use `open` or `closed`"
        ));
    }
    if is("closed") {
        let at = time(issue, ["closedAt", "closed_at"], zone)?;
        close(&mut words, at, planned);
    }
    let place = named(issue, place);
    let words = stage::in_order(harvest, &place, words);
    let window = if planned {
        Some(window_of(&window, zone)?)
    } else {
        None
    };
    let mut components = named_components(&labels, has("status") || planned);
    if let Some((.., down)) = &window {
        components.extend(down.iter().cloned());
    }
    Ok(Found {
        place,
        home: Home::Issues,
        id: number.to_string(),
        link: either(issue, ["html_url", "url"]).map(str::to_owned),
        title,
        kind_of: if planned {
            IncidentType::Maintenance
        } else {
            IncidentType::Incident
        },
        severity: labels
            .iter()
            .find_map(|label| severity(label))
            .filter(|_| !planned),
        severity_word: None,
        components,
        started: window.as_ref().map(|(start, ..)| *start),
        ended: None,
        until: window.map(|(_, end, _)| end),
        words,
    })
}

fn labels(issue: &Value) -> Vec<String> {
    let listed = issue.get("labels").and_then(Value::as_array);
    let name = |label: &Value| {
        let name = label.get("name").unwrap_or(label);
        name.as_str().map(str::to_owned)
    };
    listed.into_iter().flatten().filter_map(name).collect()
}

fn severity(label: &str) -> Option<Severity> {
    let word = label.rsplit([':', '/', ' ']).next()?;
    word.parse().ok()
}

fn named_components(labels: &[String], kept: bool) -> Vec<String> {
    let others = labels.iter().filter(|label| {
        let known = ["status", "maintenance", "incident"];
        kept && severity(label).is_none() && !known.contains(&label.to_lowercase().as_str())
    });
    others.filter_map(|label| stage::component(label)).collect()
}

/// A text without its hidden comments, and what stands in them.
fn parted(text: &str) -> (String, String) {
    let (mut shown, mut hidden) = (String::with_capacity(text.len()), String::new());
    let mut rest = text;
    while let Some((before, inner)) = rest.split_once("<!--") {
        shown.push_str(before);
        let (comment, after) = inner.split_once("-->").unwrap_or((inner, ""));
        hidden.push_str(comment);
        hidden.push('\n');
        rest = after;
    }
    shown.push_str(rest);
    (shown, hidden)
}

/// When planned work begins and ends, and what it takes down.
type Window = (DateTime<Utc>, DateTime<Utc>, Vec<String>);

fn window_of(hidden: &str, zone: Option<Zone>) -> Result<Window, String> {
    let field = |name: &str| {
        let mut lines = hidden.lines().filter_map(|line| line.split_once(':'));
        lines.find_map(|(key, value)| (key.trim() == name).then_some(value.trim()))
    };
    let time = |name: &str| {
        let given = field(name);
        let given = given.ok_or_else(|| format!("planned work needs `{name}:` in a comment"))?;
        moment::read(given, zone).map_err(|reason| format!("`{name}`: {reason}"))
    };
    let down = field("expectedDown").unwrap_or_default().split(',');
    Ok((
        time("start")?,
        time("end")?,
        down.filter_map(stage::component).collect(),
    ))
}

fn first(body: &str, at: DateTime<Utc>, planned: bool) -> Result<Word, String> {
    let (state, text) = spoken::split(body);
    let begin = if planned {
        State::Scheduled
    } else {
        State::Investigating
    };
    Ok(Word {
        id: "issue".to_owned(),
        at,
        state: state.or(Some(begin)),
        status: None,
        text: stage::text(text)?,
        components: Map::new(),
    })
}

fn comments(issue: &Value, zone: Option<Zone>) -> Result<Vec<Word>, String> {
    let listed = match issue.get("comments") {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::Array(listed)) => listed,
        Some(Value::Number(count)) if count.as_u64() == Some(0) => return Ok(Vec::new()),
        Some(_) => {
            return Err(
                "its comments are not in the file; export them with `gh issue list \
                 --state all --json number,title,body,state,createdAt,closedAt,labels,url,comments`"
                    .to_owned(),
            );
        }
    };
    let mut words = Vec::with_capacity(listed.len());
    for (number, comment) in listed.iter().enumerate() {
        let read = || -> Result<Word, String> {
            let at = time(comment, ["createdAt", "created_at"], zone)?;
            let (shown, _) = parted(either(comment, ["body", "body"]).unwrap_or_default());
            let (state, text) = spoken::split(&shown);
            Ok(Word {
                id: match comment.get("id") {
                    Some(Value::String(id)) if !id.contains('/') => id.clone(),
                    Some(Value::Number(id)) => id.to_string(),
                    _ => format!("comment-{number}"),
                },
                at,
                state,
                status: None,
                text: stage::text(text)?,
                components: Map::new(),
            })
        };
        words.push(read().map_err(|reason| format!("comments[{number}]: {reason}"))?);
    }
    Ok(words)
}

/// Lets the issue be over when it was closed.
fn close(words: &mut Vec<Word>, at: DateTime<Utc>, planned: bool) {
    let end = if planned {
        State::Completed
    } else {
        State::Resolved
    };
    let over = |word: &Word| word.state.is_some_and(State::is_over);
    if words.iter().any(over) {
        return;
    }
    let last = words.iter_mut().skip(1).rfind(|word| word.at <= at);
    match last.filter(|word| at - word.at <= CLOSING) {
        Some(word) => word.state = Some(end),
        None => words.push(Word {
            id: "closed".to_owned(),
            at,
            state: Some(end),
            status: None,
            text: String::new(),
            components: Map::new(),
        }),
    }
}
