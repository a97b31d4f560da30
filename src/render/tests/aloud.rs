//! What a fresh reader of five languages stumbled over, said as it should be heard.

use super::scene::*;
use crate::domain::fact::TextFact::{DoNow, Impact};
use crate::domain::words::IncidentType;

const TAGS: [&str; 5] = ["en", "es", "pt", "fr", "de"];

/// Whether what a channel says in each of the five languages holds these words.
#[track_caller]
fn holds(said: &[Said], channel: &str, words: [&str; 5]) {
    let now = incident(said.iter().map(Said::again));
    for (tag, words) in TAGS.into_iter().zip(words) {
        let text = body(&acme("Europe/Madrid"), &now, channel, tag);
        assert!(text.contains(words), "{channel} {tag}: {text}");
    }
}

#[test]
fn that_nobody_has_to_do_anything_is_said_in_words() {
    let said = [Said::declared("Strangers signed in")
        .of_type(IncidentType::Security)
        .text(Impact, "Strangers signed in to some accounts.")
        .text(DoNow, "")
        .next("10:30")];
    let words = [
        "You need not do anything now.",
        "Por ahora no tiene que hacer nada.",
        "Por enquanto, não é preciso fazer nada.",
        "Vous n'avez rien à faire pour l'instant.",
        "Sie müssen im Moment nichts tun.",
    ];
    for channel in [
        "status-page",
        "email",
        "phone",
        "recording",
        "support",
        "team",
    ] {
        holds(&said, channel, words);
    }
}
