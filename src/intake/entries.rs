//! From what was found to entries of the log.

use super::{Found, Home, Word};
use crate::domain::entry::{Entry, EntryId, Kind, VIA, Waived};
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::facts::{Facts, Internal};
use crate::domain::locale::Locale;
use crate::domain::origin::Origin;
use crate::domain::words::{ComponentStatus, IncidentType, Severity, State};
use crate::order::Map;
use crate::text::digest::digest;

/// What was decided about an incident that was found.
#[derive(Debug, Clone, Copy)]
pub struct Settled<'a> {
    /// Its id in the log.
    pub incident: &'a str,
    /// The locale of its texts.
    pub locale: &'a Locale,
}

/// The name that an id of the log has for a word that was said elsewhere: the same in every run.
pub fn name(home: Home, incident: &str, word: &str) -> u64 {
    EntryId::name_of(digest(&[home.word(), incident, word]))
}

/// The entries of an incident, one for each word, in their order. The first opens it, and the first
/// that says so ends it.
pub fn entries(found: &Found, settled: Settled<'_>) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(found.words.len());
    // Where no word tells how components were doing, they were as bad as the incident.
    let told = found.words.iter().any(|word| !word.components.is_empty());
    let mut over = false;
    for (place, word) in found.words.iter().enumerate() {
        let ends = word.state.is_some_and(State::is_over) && !over;
        let kind = match place {
            0 => Kind::Declared,
            _ if ends => Kind::Resolved,
            _ => Kind::Updated,
        };
        over = word.state.map_or(over, State::is_over);
        let mut facts = said(found, word);
        if place == 0 {
            begin(found, &mut facts, settled.locale);
        }
        if place == 0 && !told {
            facts.components = all(found, status_of(found));
        }
        if ends {
            end(found, &mut facts);
        }
        if ends && !told && place > 0 {
            facts.components = all(found, ComponentStatus::Operational);
        }
        entries.push(Entry {
            id: EntryId::of_origin(word.at, place, name(found.home, &found.id, &word.id)),
            at: word.at,
            by: None,
            via: Some(VIA.to_owned()),
            incident: settled.incident.to_owned(),
            kind,
            corrects: None,
            locale: settled.locale.clone(),
            facts,
            clear: Vec::new(),
            waived: Waived::new(),
        });
    }
    entries
}

/// What a word says by itself.
fn said(found: &Found, word: &Word) -> Facts {
    Facts {
        state: word.state,
        components: word.components.clone(),
        published: Some(word.text.clone()).filter(|text| !text.is_empty()),
        internal: Internal {
            origin: Origin {
                from: Some(found.home.to_string()),
                id: Some(format!("{}/{}", found.id, word.id)),
                status: word.status.clone(),
                ..Origin::default()
            },
            ..Internal::default()
        },
        ..Facts::default()
    }
}

fn begin(found: &Found, facts: &mut Facts, locale: &Locale) {
    facts.kind_of = Some(found.kind_of);
    facts.severity = found.severity;
    facts.set_text(TextFact::Title, locale, found.title.clone());
    let mut time = |fact, moment: Option<_>| facts.times.extend(moment.map(|at| (fact, at)));
    time(TimeFact::Started, found.started);
    time(TimeFact::Estimate, found.until);
    if found.until.is_some() {
        facts.confirmed_by = Some("the schedule".to_owned());
    }
    let origin = &mut facts.internal.origin;
    origin.link.clone_from(&found.link);
    origin.severity.clone_from(&found.severity_word);
}

fn end(found: &Found, facts: &mut Facts) {
    let began = found.started.or(found.words.first().map(|word| word.at));
    let ended = found
        .ended
        .filter(|ended| began.is_none_or(|began| *ended >= began));
    facts.times.extend(ended.map(|at| (TimeFact::Ended, at)));
}

fn status_of(found: &Found) -> ComponentStatus {
    if found.kind_of == IncidentType::Maintenance {
        ComponentStatus::UnderMaintenance
    } else {
        ComponentStatus::for_severity(found.severity.unwrap_or(Severity::Major))
    }
}

fn all(found: &Found, status: ComponentStatus) -> Map<String, ComponentStatus> {
    let names = found.components.iter();
    names.map(|name| (name.clone(), status)).collect()
}
