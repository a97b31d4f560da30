//! Secrets in what is to be saved.

use std::fmt;

use super::waiver;
use crate::check::secrets::{article, secrets};
use crate::domain::entry::{Entry, Waived};
use crate::domain::fact::{FactName, InternalFact};
use crate::domain::facts::Facts;
use crate::domain::incident::{InForce, Incident};
use crate::domain::locale::Locale;
use crate::failure::Failure;
use crate::order::{Map, Set};
use crate::text::list::and_ticked;

/// A secret in what is to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The flag whose text holds it, such as `impact (en)`.
    place: String,
    /// The fact whose text that is, and its locale; none for what is not a fact.
    pub fact: Option<(FactName, Option<Locale>)>,
    /// What it is, with its article, and its first characters.
    what: String,
    /// What it is known by.
    pub fingerprint: String,
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            place,
            what,
            fingerprint,
            ..
        } = self;
        write!(f, "`{place}` holds {what} (fingerprint {fingerprint})")
    }
}

/// Refuses a text with a secret in it, whoever it is for: a log is kept for years and read by many.
/// What the incident lets be already goes through.
pub fn holds_no_secret(entry: &Entry, incident: Option<&Incident>) -> Result<(), Failure> {
    let held = secrets_in(entry, &standing(incident, entry));
    if held.is_empty() {
        return Ok(());
    }
    let problems = held.iter().map(Held::to_string).collect();
    let failure = Failure::problems(problems)
        .hint("take it out, and make it worthless now: whoever saw it may have kept it");
    Err(failure.hint(how_to_waive(&held)))
}

/// How secrets that are none are let be, as a next step.
pub fn how_to_waive(held: &[Held]) -> String {
    let keys: Set<String> = held
        .iter()
        .map(|held| waiver::of_secret(&held.fingerprint))
        .collect();
    let flags: Vec<String> = keys
        .iter()
        .map(|key| format!("--waive \"{key}=REASON\""))
        .collect();
    let flags: Vec<&str> = flags.iter().map(String::as_str).collect();
    let those = if flags.len() == 1 {
        "it is no secret"
    } else {
        "they are no secrets"
    };
    format!("if {those}, say why: {}", and_ticked(&flags))
}

/// Lets those secrets be in an entry from elsewhere that `reasons` names, and returns the others.
pub fn let_be(entry: &mut Entry, reasons: &Waived) -> Vec<Held> {
    let held = secrets_in(entry, &Map::new());
    for held in &held {
        let key = waiver::of_secret(&held.fingerprint);
        if let Some(reason) = reasons.get(&key) {
            entry.waived.insert(key, reason.clone());
        }
    }
    if entry.waived.is_empty() {
        return held;
    }
    secrets_in(entry, &Map::new())
}

/// A secret that an earlier word let be: why, and who says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub reason: String,
    pub by: Option<String>,
}

/// Returns what public entries before this one let be for good: secrets by what they are waived by, as
/// long as the very words stand in the facts in force. Once they are withdrawn or replaced, whoever
/// says them again decides again.
pub fn standing(incident: Option<&Incident>, entry: &Entry) -> Map<String, Standing> {
    let mut standing = Map::new();
    let timeline = incident.map_or(&[][..], |incident| &incident.timeline);
    let before = || timeline.iter().take_while(|e| e.id != entry.id);
    let is_secret = |key: &&String| waiver::is_secret(key);
    // Hardly any incident waives a secret: then nothing is replayed.
    if !before().any(|e| e.kind.is_public() && e.waived.keys().any(|key| is_secret(&key))) {
        return standing;
    }
    let mut in_force = InForce::default();
    for earlier in before() {
        in_force.apply(earlier);
        if earlier.kind.is_public() {
            let reasons = earlier.waived.iter().filter(|(key, _)| is_secret(key));
            standing.extend(reasons.map(|(key, reason)| {
                let (reason, by) = (reason.clone(), earlier.by.clone());
                (key.clone(), Standing { reason, by })
            }));
        }
        if !standing.is_empty() {
            let still = prints(&in_force.facts);
            standing.retain(|key, _| still.contains(key));
        }
    }
    // A reason that is none was written by hand, and lets nothing be.
    standing.retain(|_, held| !held.reason.trim().is_empty());
    standing
}

/// What the secrets in facts are waived by.
fn prints(facts: &Facts) -> Set<String> {
    let texts = texts_of(facts).into_iter().flat_map(|(_, _, text)| {
        let found = secrets(text).into_iter();
        found.map(move |secret| waiver::of_secret(&secret.fingerprint(text)))
    });
    texts.collect()
}

/// A text with the flag that it came with, and the fact that it states.
type Placed<'t> = (String, Option<(FactName, Option<Locale>)>, &'t str);

/// Every text of facts, with the flag that it came with.
fn texts_of(facts: &Facts) -> Vec<Placed<'_>> {
    let texts = facts.texts.iter().flat_map(|(fact, text)| {
        text.iter().map(move |(locale, words)| {
            let name = FactName::Text(*fact);
            (
                format!("{} ({locale})", fact.flag()),
                Some((name, Some(locale.clone()))),
                words,
            )
        })
    });
    let internal = &facts.internal;
    let inside = [
        ("cause", InternalFact::Cause, &internal.cause),
        ("people", InternalFact::People, &internal.people),
        ("note", InternalFact::Note, &internal.note),
    ];
    let inside = inside.into_iter().filter_map(|(name, fact, text)| {
        let fact = Some((FactName::Internal(fact), None));
        Some((name.to_owned(), fact, text.as_deref()?))
    });
    let looked_back = internal.looked_back.iter().map(|(fact, text)| {
        let name = fact.flag();
        (name, Some((FactName::Internal(*fact), None)), text.as_str())
    });
    let inside = inside.chain(looked_back);
    let links = internal.links.iter().map(|link| {
        let fact = Some((FactName::Internal(InternalFact::Links), None));
        ("link".to_owned(), fact, link.as_str())
    });
    let bare = |place: &str, text| -> Placed<'_> { (place.to_owned(), None, text) };
    let names = facts
        .components
        .keys()
        .map(|name| bare("component", name.as_str()));
    let who = facts
        .confirmed_by
        .iter()
        .map(|who| bare("confirmed-by", who.as_str()));
    let told = [
        ("published", &facts.published),
        ("how", &internal.told.how),
        ("words", &internal.told.said),
        ("owner", &internal.step.owner),
        ("reason", &internal.step.reason),
        ("client", &internal.heard.client),
        ("how", &internal.heard.how),
        ("words", &internal.heard.words),
    ];
    let told = told
        .into_iter()
        .filter_map(|(place, text)| Some(bare(place, text.as_deref()?)));
    let texts = names.chain(texts).chain(inside).chain(who);
    texts.chain(links).chain(told).collect()
}

/// The secrets in facts, in the name of the author and in the reasons of waivers, that neither the
/// entry nor, by `standing`, one before it lets be.
pub fn secrets_in(entry: &Entry, standing: &Map<String, Standing>) -> Vec<Held> {
    let waived = &entry.waived;
    let mut texts = texts_of(&entry.facts);
    let by = entry.by.as_deref().map(|by| ("by".to_owned(), None, by));
    texts.extend(by);
    let reasons = waived.iter();
    texts.extend(reasons.map(|(rule, reason)| (format!("waive {rule}"), None, reason.as_str())));
    let mut held = Vec::new();
    for (place, fact, text) in texts {
        for secret in secrets(text) {
            let fingerprint = secret.fingerprint(text);
            let key = waiver::of_secret(&fingerprint);
            if !waived.contains_key(&key) && !standing.contains_key(&key) {
                let (article, kind) = (article(secret.kind), secret.kind);
                held.push(Held {
                    place: place.clone(),
                    fact: fact.clone(),
                    what: format!("{article} {kind}: `{}`", secret.redacted(text)),
                    fingerprint,
                });
            }
        }
    }
    held
}

#[cfg(test)]
mod tests;
