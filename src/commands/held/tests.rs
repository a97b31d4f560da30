//! What stops a save, and for how long a secret is let be.

use super::*;
use crate::domain::entry::{EntryId, Kind, Waived};
use crate::domain::fact::TextFact;

/// Nothing here looks like a secret until it runs.
fn token(letters: &str) -> String {
    ["ghp_", letters, "C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].concat()
}

fn key(text: &str) -> String {
    waiver::of_secret(&secrets(text)[0].fingerprint(text))
}

/// The entry with this number, which states an action and lets a secret be.
fn entry(number: u32, kind: Kind, action: Option<&str>, waived: Option<&str>) -> Entry {
    let mut facts = Facts::default();
    if let Some(action) = action {
        facts.set_text(TextFact::Action, &"en".parse().unwrap(), action);
    }
    let id = format!("0193501e-7a3c-7d52-8f0a-{number:012}");
    Entry {
        id: id.parse::<EntryId>().unwrap(),
        at: format!("2026-11-21T10:{number:02}:00Z").parse().unwrap(),
        by: Some("ana".to_owned()),
        via: None,
        incident: "x".to_owned(),
        kind,
        corrects: None,
        locale: "en".parse().unwrap(),
        facts,
        clear: Vec::new(),
        waived: waived
            .map(|key| (key.to_owned(), "public".to_owned()))
            .into_iter()
            .collect::<Waived>(),
    }
}

fn standing_before(entries: &[Entry]) -> Vec<String> {
    let next = entry(30, Kind::Updated, None, None);
    let incident = Incident::from_entries("x", entries.to_vec());
    standing(Some(&incident), &next)
        .into_iter()
        .map(|(key, _)| key)
        .collect()
}

#[test]
fn a_secret_is_let_be_as_long_as_its_words_stand() {
    let key = key(&token("A1b2"));
    let text = format!("Use {}.", token("A1b2"));
    let first = entry(1, Kind::Declared, Some(&text), Some(&key));
    assert_eq!(
        standing_before(std::slice::from_ref(&first)),
        [key.as_str()]
    );
    let other = entry(2, Kind::Updated, Some("Wait."), None);
    assert_eq!(standing_before(&[first.clone(), other.clone()]), [""; 0]);
    let again = entry(3, Kind::Updated, Some(&text), None);
    let all = [first.clone(), other, again.clone()];
    assert_eq!(
        standing_before(&all),
        [""; 0],
        "whoever says it anew decides anew"
    );
    let incident = Incident::from_entries("x", vec![first]);
    assert_eq!(holds_no_secret(&again, Some(&incident)), Ok(()));
    assert!(holds_no_secret(&again, None).is_err());
}

#[test]
fn what_a_note_lets_be_is_not_let_be_in_public() {
    let note = entry(
        1,
        Kind::Noted,
        Some(&token("A1b2")),
        Some(&key(&token("A1b2"))),
    );
    assert_eq!(standing_before(&[note]), [""; 0]);
}

#[test]
fn a_refused_note_names_every_fingerprint_and_how_to_let_them_be() {
    let (one, two) = (token("A1b2"), token("Z9y8"));
    let note = entry(1, Kind::Noted, Some(&format!("{one} {two} {one}")), None);
    let failure = holds_no_secret(&note, None).unwrap_err();
    let mut keys = [key(&one), key(&two)];
    keys.sort();
    let expected = format!(
        "if they are no secrets, say why: `--waive \"{}=REASON\"` and `--waive \"{}=REASON\"`",
        keys[0], keys[1]
    );
    assert_eq!(failure.hints.last(), Some(&expected));
}

#[test]
fn the_name_of_the_author_is_looked_at_too() {
    let mut entry = entry(1, Kind::Noted, None, None);
    entry.by = Some(["password=", "Zk29fLq0", "ZpTv8wRs"].concat());
    let failure = holds_no_secret(&entry, None).unwrap_err();
    assert!(
        failure
            .message
            .starts_with("`by` holds a password: `Zk29…`"),
        "{failure}"
    );
}
