use std::path::Path;

use proptest::prelude::*;

use super::examples::{entries, entry};
use crate::domain::entry::{Entry, Kind};
use crate::domain::fact::{FactName, InternalFact, TextFact, TimeFact};
use crate::domain::facts::{Facts, Told};
use crate::domain::feedback::Heard;
use crate::domain::locale::Locale;
use crate::domain::measure::Step;
use crate::domain::origin::Origin;
use crate::domain::redaction::Redacted;
use crate::domain::words::{ComponentStatus, IncidentType, Severity, State};
use crate::log::{FactsError, Log, facts_from, facts_text, locale_of, record};

fn locale(tag: &str) -> Locale {
    tag.parse().unwrap()
}

fn read_back(text: &str) -> Vec<Entry> {
    let log = Log::of_text(Path::new("incidents.toml"), text.to_owned()).unwrap();
    let incidents = log.incidents().iter();
    incidents
        .flat_map(|id| log.incident(id).unwrap().unwrap().timeline)
        .collect()
}

fn facts(text: &str) -> Result<(Facts, Vec<FactName>, Vec<String>), FactsError> {
    facts_from(&text.parse().unwrap(), &Locale::english())
}

fn error(text: &str) -> String {
    facts(text).unwrap_err().to_string()
}

proptest! {
    #[test]
    fn every_entry_reads_back_from_its_record(entry in entries()) {
        let text = record(&entry);
        prop_assert_eq!(read_back(&text), [entry.clone()]);
        prop_assert_eq!(record(&read_back(&text)[0]), text);
    }

    #[test]
    fn a_record_has_one_key_a_line_and_nothing_that_an_editor_obeys(entry in entries()) {
        let text = record(&entry);
        let hidden = |c: char| c != '\n' && crate::text::clean::is_driving(c);
        prop_assert!(!text.contains(hidden));
        for line in text.lines().skip(1) {
            prop_assert!(line.parse::<toml::Table>().is_ok(), "{}", line);
        }
    }

    #[test]
    fn the_lines_of_the_facts_read_back(mut entry in entries()) {
        let text = facts_text(&entry.facts, &entry.clear, &entry.locale);
        let table = text.parse().unwrap();
        let read = facts_from(&table, &locale("fr")).unwrap();
        // Who was told, until when reminders rest and what was published elsewhere belongs to an
        // entry and is no fact.
        entry.facts.published = None;
        entry.facts.internal.origin = Origin::default();
        entry.facts.internal.heard = Heard::default();
        entry.facts.internal.redacted = Redacted::new();
        entry.facts.internal.until = None;
        entry.facts.internal.told = Told::default();
        entry.facts.internal.step = Step::default();
        prop_assert_eq!(read, (entry.facts, entry.clear, vec![]));
        prop_assert_eq!(locale_of(&table, &locale("fr")).unwrap(), entry.locale);
    }
}

#[test]
fn the_canonical_record_is_written_as_documented() {
    let mut declared = entry(4, "2026-11-21-card-payments-are-failing", "declared");
    let en = locale("en");
    let facts = &mut declared.facts;
    *facts = Facts {
        kind_of: Some(IncidentType::Incident),
        severity: Some(Severity::Major),
        state: Some(State::Investigating),
        ..Facts::default()
    };
    facts.set_text(TextFact::Title, &en, "Card payments are failing");
    facts.set_text(
        TextFact::Impact,
        &en,
        "Your shop cannot take card payments.",
    );
    let es = "Su tienda no puede cobrar con tarjeta.";
    facts.set_text(TextFact::Impact, &locale("es"), es);
    facts.set_text(TextFact::Scope, &en, "Shops in the EU.\nNot \"PayPal\".");
    facts.set_text(TextFact::Action, &locale("es"), "Cambiamos de proveedor.");
    let at = |text: &str| text.parse().unwrap();
    facts
        .times
        .insert(TimeFact::Started, at("2026-11-21T09:58:00Z"));
    facts
        .times
        .insert(TimeFact::NextUpdate, at("2026-11-21T10:34:00Z"));
    for (name, status) in [
        ("Check \"out\"", ComponentStatus::PartialOutage),
        ("API", ComponentStatus::Operational),
    ] {
        facts.components.insert(name.to_owned(), status);
    }
    facts.internal.cause = Some("provider returns 502".to_owned());
    facts.internal.links = vec!["https://a".to_owned(), "https://b".to_owned()];
    declared.clear = vec![
        FactName::Text(TextFact::Workaround),
        FactName::Internal(InternalFact::People),
    ];
    let reason = "PayPal's \"own\" word".to_owned();
    declared
        .waived
        .insert("minimizing-impact".to_owned(), reason);
    let expected = r#"[[entry]]
id = "0193501e-7a3c-7d52-8f0a-000000000004"
at = 2026-11-21T10:04:00Z
by = "ana"
via = "vocero 0.1"
incident = "2026-11-21-card-payments-are-failing"
kind = "declared"
type = "incident"
title = "Card payments are failing"
severity = "major"
state = "investigating"
locale = "en"
started = 2026-11-21T09:58:00Z
components."API" = "operational"
components."Check \"out\"" = "partial-outage"
impact.en = "Your shop cannot take card payments."
impact.es = "Su tienda no puede cobrar con tarjeta."
scope = "Shops in the EU.\nNot \"PayPal\"."
action.es = "Cambiamos de proveedor."
next_update = 2026-11-21T10:34:00Z
clear = ["workaround", "internal.people"]
waived."minimizing-impact" = "PayPal's \"own\" word"
internal.cause = "provider returns 502"
internal.links = ["https://a", "https://b"]
"#;
    assert_eq!(record(&declared), expected);
}

#[test]
fn what_hides_in_a_text_is_escaped() {
    let mut noted = entry(1, "x", "noted");
    noted.facts.internal.note = Some("a\u{1b}[2J\u{202e}b\u{9b}\u{2028}\u{feff}\u{7f}".to_owned());
    let text = record(&noted);
    let line = text
        .lines()
        .find(|l| l.starts_with("internal.note"))
        .unwrap();
    let escaped = r#"internal.note = "a\u001B[2J\u202Eb\u009B\u2028\uFEFF\u007F""#;
    assert_eq!(line, escaped);
}

#[test]
fn a_draft_begins_with_its_locale() {
    let mut facts = Facts {
        severity: Some(Severity::Minor),
        ..Facts::default()
    };
    facts.set_text(TextFact::Impact, &locale("es"), "No se puede pagar.");
    assert_eq!(
        facts_text(&facts, &[FactName::Data], &locale("es")),
        "locale = \"es\"\nseverity = \"minor\"\nimpact = \"No se puede pagar.\"\nclear = [\"data\"]\n"
    );
}

#[test]
fn tables_of_every_shape_give_the_same_facts() {
    let dotted = "components.\"API\" = \"major-outage\"\nimpact.en = \"a\"\nimpact.es = \"b\"\n\
                  internal.links = [\"u\"]\nthird_party = \"c\"\nclear = [\"scope\"]";
    let inline = "components = { API = 'major_outage' }\nimpact = { es = 'b', en = \"\"\"a\"\"\" }\n\
                  internal = { links = 'u' }\nthird-party = 'c'\nclear = 'scope'";
    let tables = "third_party = 'c'\nclear = ['--scope']\n[components]\nAPI = 'Major-Outage'\n\
                  [impact]\nen = 'a'\nes = 'b'\n[internal]\nlinks = ['u']";
    assert_eq!(facts(dotted), facts(inline));
    assert_eq!(facts(dotted), facts(tables));
}

#[test]
fn a_time_has_an_offset_and_may_be_a_string() {
    let expected: chrono::DateTime<chrono::Utc> = "2026-11-21T10:04:00Z".parse().unwrap();
    for text in [
        "started = 2026-11-21T10:04:00Z",
        "started = 2026-11-21 11:04:00+01:00",
        "started = '2026-11-21T05:34:00-04:30'",
    ] {
        let (facts, _, _) = facts(text).unwrap();
        assert_eq!(facts.time(TimeFact::Started), Some(expected), "{text}");
    }
    assert_eq!(
        error("next_update = 2026-11-21T10:04:00"),
        "`next_update` is `2026-11-21T10:04:00`, which is not a date and a time with its offset; \
         write it like `2026-11-21T10:04:00Z`"
    );
    for text in ["ended = 2026-11-21", "ended = 10:04:00", "ended = 'soon'"] {
        assert!(
            matches!(facts(text), Err(FactsError::Moment { .. })),
            "{text}"
        );
    }
}

#[test]
fn what_is_wrong_is_named_by_its_key() {
    assert_eq!(
        error("severity = 'sev1'"),
        "`severity`: `sev1` is not a severity; use `minor`, `major` or `critical`"
    );
    assert_eq!(
        error("title = 3"),
        "`title` is a number, not a string, or a table with one string for each locale"
    );
    assert_eq!(
        error("internal.cause = []"),
        "`internal.cause` is a list, not a string"
    );
    assert_eq!(
        error("components = 'API'"),
        "`components` is a string, not a table"
    );
    assert_eq!(
        facts("components.API = 'down'").unwrap_err().key(),
        "components.API"
    );
    assert_eq!(
        facts("impact.english = 'x'").unwrap_err().key(),
        "impact.english"
    );
    assert_eq!(
        error("clear = ['title']"),
        "`clear`: `title` is not a fact that can be withdrawn"
    );
    assert_eq!(
        error("do_now = 'a'\ndo-now = 'b'"),
        "`do_now` stands there twice"
    );
}

#[test]
fn waivers_written_by_hand_read_in_every_shape() {
    let head = "[[entry]]\nid = \"0193501e-7a3c-7d52-8f0a-000000000004\"\n\
                at = 2026-11-21T10:04:00Z\nincident = \"x\"\nkind = \"updated\"\n";
    let shapes = [
        "waived.shouting = 'so'\nwaived.\"leak-secret:1a2b3c4d\" = \"a\\nb\"",
        "waived = { shouting = 'so', \"leak-secret:1a2b3c4d\" = \"a\\nb\" }",
        "[entry.waived]\n'leak-secret:1a2b3c4d' = \"\"\"a\nb\"\"\"\nshouting = 'so'",
        "waived.\"leak-secret:1a2b3c4d\" = \"a\\nb\"\nwaived.\"shouting\" = \"so\"",
    ];
    for shape in shapes {
        let entries = read_back(&format!("format = 1\n\n{head}{shape}\n"));
        let waived: Vec<_> = entries[0].waived.iter().collect();
        let (secret, so) = ("leak-secret:1a2b3c4d".to_owned(), "so".to_owned());
        let expected = [(&secret, &"a\nb".to_owned()), (&"shouting".to_owned(), &so)];
        assert_eq!(waived, expected, "{shape}");
    }
    for (wrong, why) in [
        ("waived = \"all\"", "`waived` is a string, not a table"),
        (
            "waived.shouting = 3",
            "`waived.shouting` is a number, not a string",
        ),
    ] {
        let text = format!("format = 1\n\n{head}{wrong}\n");
        let log = Log::of_text(Path::new("incidents.toml"), text);
        let error = log.and_then(|log| log.incident("x").map(drop)).unwrap_err();
        let told = format!("{:#}", anyhow::Error::from(error));
        assert!(told.contains(why), "{told}");
    }
}

#[test]
fn unknown_keys_are_handed_back() {
    let (facts, _, unknown) = facts("impct = 1\ninternal.host = 'db1'\naction = 'x'").unwrap();
    assert_eq!(unknown, ["impct", "internal.host"]);
    assert!(facts.text(TextFact::Action).is_some());
}

#[test]
fn plain_texts_are_in_the_locale_of_their_table() {
    let (facts, _, _) = facts("locale = 'es'\nimpact = 'b'").unwrap();
    let impact = facts.text(TextFact::Impact).unwrap();
    assert_eq!(impact.get(&locale("es")), Some("b"));
}

#[test]
fn an_unknown_kind_is_kept() {
    let other = entry(1, "x", "shouted");
    assert_eq!(
        read_back(&record(&other))[0].kind,
        Kind::Other("shouted".to_owned())
    );
}
