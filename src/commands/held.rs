//! Secrets in what is to be saved.

use std::fmt;

use super::waiver;
use crate::check::secrets::secrets;
use crate::domain::entry::Entry;
use crate::domain::fact::{FactName, InternalFact};
use crate::domain::locale::Locale;
use crate::failure::Failure;

/// A secret in what is to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The flag whose text holds it, such as `impact (en)`.
    place: String,
    /// The fact whose text that is, and its locale; none for what is not a fact.
    pub fact: Option<(FactName, Option<Locale>)>,
    /// What it is, and its first characters.
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
        write!(f, "`{place}` holds a {what} (fingerprint {fingerprint})")
    }
}

/// Refuses a text with a secret in it, whoever it is for: a log is kept for years and read by many.
pub fn holds_no_secret(entry: &Entry) -> Result<(), Failure> {
    let held = secrets_in(entry);
    let Some(first) = held.first() else {
        return Ok(());
    };
    let problems = held.iter().map(Held::to_string).collect();
    let failure = Failure::problems(problems)
        .hint("take it out, and make it worthless now: whoever saw it may have kept it");
    // A note is never checked, and takes no waiver.
    Err(if entry.kind.is_public() {
        let waiver = waiver::of_secret(&first.fingerprint);
        failure.hint(format!(
            "if it is no secret, say why: `--waive \"{waiver}=REASON\"`"
        ))
    } else {
        failure
    })
}

/// A text with the flag that it came with, and the fact that it states.
type Placed<'t> = (String, Option<(FactName, Option<Locale>)>, &'t str);

/// The secrets in facts, and in the reasons of waivers, that nobody lets be.
pub fn secrets_in(entry: &Entry) -> Vec<Held> {
    let (facts, waived) = (&entry.facts, &entry.waived);
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
    let told = [("how", &internal.told.how), ("words", &internal.told.said)];
    let told = told
        .into_iter()
        .filter_map(|(place, text)| Some(bare(place, text.as_deref()?)));
    let reasons = waived
        .iter()
        .map(|(rule, reason)| bare(&format!("waive {rule}"), reason.as_str()));
    let mut held = Vec::new();
    let texts = names
        .chain(texts)
        .chain(inside)
        .chain(who)
        .chain(links)
        .chain(told);
    for (place, fact, text) in texts.chain(reasons) {
        for secret in secrets(text) {
            let fingerprint = secret.fingerprint(text);
            if !waived.contains_key(&waiver::of_secret(&fingerprint)) {
                held.push(Held {
                    place: place.clone(),
                    fact: fact.clone(),
                    what: format!("{}: `{}`", secret.kind, secret.redacted(text)),
                    fingerprint,
                });
            }
        }
    }
    held
}
