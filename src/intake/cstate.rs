//! Pages of a cState site: Markdown with front matter, one page for each incident.
//!
//! `date` is when it began, `resolvedWhen` when it was over. What was said stands in paragraphs, each
//! before its `track` shortcode with the moment; text without one was said at `date`. The state stands in
//! front of a word (`*Monitoring* - …`); a page that is resolved, but has no word that says so, gets one
//! without text.

use chrono::{DateTime, Utc};

use super::front::{self, Front};
use super::{Found, Harvest, Home, Word, moment, spoken, stage};
use crate::domain::words::{IncidentType, Severity, State};
use crate::order::Map;
use crate::text::zone::Zone;

/// Whether a file of this name is a page.
pub fn is_page(name: &str) -> bool {
    name.strip_suffix(".md")
        .is_some_and(|stem| !stem.starts_with(['_', '.']))
}

/// Reads one page; `name` is its path within the folder.
pub fn cstate(name: &str, page: &str, harvest: &mut Harvest) {
    match found(name, page, harvest) {
        Ok(Some(found)) => harvest.found.push(found),
        Ok(None) => harvest.unpublished += 1,
        Err(reason) => harvest.problem(name, reason),
    }
}

fn found(name: &str, page: &str, harvest: &mut Harvest) -> Result<Option<Found>, String> {
    let (front, text) = front::split(page)?;
    if front.flag("draft")? {
        return Ok(None);
    }
    let zone = harvest.zone;
    let title = front.text("title")?.ok_or("it has no `title`")?;
    let title = stage::title(&title)?;
    let date = time(&front, "date", zone)?.ok_or("it has no `date`")?;
    let (severity, severity_word) = severity(&front)?;
    let mut words = words(text, date, zone)?;
    let ended = time(&front, "resolvedWhen", zone)?;
    if front.flag("resolved")? {
        close(&mut words, ended);
    }
    let planned = words
        .iter()
        .any(|word| word.state.is_some_and(State::is_maintenance));
    let words = stage::in_order(harvest, name, words);
    let first = words.first().map(|word| word.at);
    let listed = front.list("affected")?;
    Ok(Some(Found {
        place: name.to_owned(),
        home: Home::Cstate,
        id: name.strip_suffix(".md").unwrap_or(name).to_owned(),
        link: None,
        title,
        kind_of: if planned {
            IncidentType::Maintenance
        } else {
            IncidentType::Incident
        },
        severity: severity.filter(|_| !planned),
        severity_word: severity_word.filter(|_| !planned),
        components: listed
            .iter()
            .filter_map(|name| stage::component(name))
            .collect(),
        started: Some(date).filter(|date| !planned && Some(*date) != first),
        ended,
        until: None,
        words,
    }))
}

fn time(front: &Front<'_>, key: &str, zone: Option<Zone>) -> Result<Option<DateTime<Utc>>, String> {
    let Some(given) = front.text(key)? else {
        return Ok(None);
    };
    let read = moment::read(&given, zone);
    read.map(Some)
        .map_err(|reason| format!("`{key}`: {reason}"))
}

/// Our severity, and their word where it says another thing.
fn severity(front: &Front<'_>) -> Result<(Option<Severity>, Option<String>), String> {
    let given = front.text("severity")?;
    let severity = match given.as_deref() {
        Some("down") => Some(Severity::Critical),
        Some("disrupted") => Some(Severity::Major),
        Some("notice") => Some(Severity::Minor),
        None if front.flag("informational")? => {
            return Ok((Some(Severity::Minor), Some("informational".to_owned())));
        }
        None => None,
        Some(other) => {
            return Err(format!(
                "the severity `{other}` is unknown; use `down`, `disrupted` or `notice`"
            ));
        }
    };
    Ok((severity, given))
}

/// How the shortcode with the moment of a word begins and ends.
const TRACK: [&str; 2] = ["{{<", ">}}"];

fn words(text: &str, date: DateTime<Utc>, zone: Option<Zone>) -> Result<Vec<Word>, String> {
    let mut words = Vec::new();
    let mut rest = text;
    let mut said = String::new();
    while let Some(start) = rest.find(TRACK[0]) {
        let inner = &rest[start + TRACK[0].len()..];
        let end = inner.find(TRACK[1]).ok_or("a shortcode has no end")?;
        let Some(at) = inner[..end].trim().strip_prefix("track") else {
            // Another shortcode is part of the text.
            let after = start + TRACK[0].len() + end + TRACK[1].len();
            said.push_str(&rest[..after]);
            rest = &rest[after..];
            continue;
        };
        said.push_str(&rest[..start]);
        let at = at.trim().trim_matches(['"', '`']);
        let at = moment::read(at, zone).map_err(|reason| format!("`track`: {reason}"))?;
        words.push((at, std::mem::take(&mut said)));
        rest = &inner[end + TRACK[1].len()..];
    }
    said.push_str(rest);
    if !said.trim().is_empty() || words.is_empty() {
        words.push((date, said));
    }
    // The newest stands on top; where two were said at once, that is their order too.
    words.reverse();
    let mut named: Map<DateTime<Utc>, usize> = Map::new();
    let mut read = Vec::with_capacity(words.len());
    for (at, said) in words {
        let nth = named.entry(at).or_default();
        *nth += 1;
        // A page has no ids: its words are told apart by their moments.
        let mut id = at.format("%Y%m%dT%H%M%SZ").to_string();
        if *nth > 1 {
            id += &format!("-{nth}");
        }
        let (state, text) = spoken::split(&said);
        read.push(Word {
            id,
            at,
            state,
            status: None,
            text: stage::text(text)?,
            components: Map::new(),
        });
    }
    Ok(read)
}

/// Lets the page be over: as a word says, or else at the moment that the page names.
fn close(words: &mut Vec<Word>, ended: Option<DateTime<Utc>>) {
    if words
        .iter()
        .any(|word| word.state.is_some_and(State::is_over))
    {
        return;
    }
    let newest = words.iter().map(|word| word.at).max();
    let at = ended.or(newest).unwrap_or_default();
    let several = words.len() > 1;
    let last = words.iter_mut().find(|word| word.at >= at);
    match last.filter(|word| several && word.state.is_none()) {
        Some(word) => word.state = Some(State::Resolved),
        None => words.push(Word {
            id: "resolved".to_owned(),
            at: newest.map_or(at, |newest| newest.max(at)),
            state: Some(State::Resolved),
            status: None,
            text: String::new(),
            components: Map::new(),
        }),
    }
}
