//! Entries and logs for tests: some by hand, and every one that can be thought of.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use crate::domain::entry::{Entry, EntryId, Kind};
use crate::domain::fact::{FactName, InternalFact, TextFact, TimeFact};
use crate::domain::facts::{Facts, Internal, Localised, Starts, Told};
use crate::domain::feedback::{Heard, Scale, Side};
use crate::domain::measure::{Aim, Status, Step};
use crate::domain::origin::Origin;
use crate::domain::redaction::Redaction;
use crate::domain::words::{ComponentStatus, DataImpact, IncidentType, Severity, State};
use crate::log::format::{PREAMBLE, record};
use crate::order::Map;

/// Any map with so many of these keys and values.
fn map<K: Ord + std::fmt::Debug, V: std::fmt::Debug>(
    key: impl Strategy<Value = K>,
    value: impl Strategy<Value = V>,
    size: std::ops::Range<usize>,
) -> impl Strategy<Value = Map<K, V>> {
    vec((key, value), size).prop_map(|pairs| pairs.into_iter().collect())
}

/// The id of the test entry with this number.
pub(super) fn id(number: u64) -> EntryId {
    let number = number.to_string();
    format!("0193501e-7a3c-7d52-8f0a-{number:0>12}")
        .parse()
        .unwrap()
}

/// An entry of an incident; a higher number is a later minute.
pub(super) fn entry(number: u64, incident: &str, kind: &str) -> Entry {
    let minutes = i64::try_from(number).unwrap();
    let begin: chrono::DateTime<chrono::Utc> = "2026-11-21T10:00:00Z".parse().unwrap();
    let mut facts = Facts::default();
    let en = "en".parse().unwrap();
    facts.set_text(TextFact::Action, &en, format!("Step {number}."));
    Entry {
        id: id(number),
        at: begin + chrono::Duration::minutes(minutes),
        by: Some("ana".to_owned()),
        via: Some("vocero 0.1".to_owned()),
        incident: incident.to_owned(),
        kind: Kind::of_word(kind),
        corrects: None,
        locale: en,
        facts,
        clear: Vec::new(),
        waived: crate::domain::entry::Waived::new(),
    }
}

/// The text of a log of these entries, as the writer leaves it.
pub(super) fn log_of(entries: &[Entry]) -> String {
    let records = entries.iter().map(|e| format!("\n{}", record(e)));
    PREAMBLE.to_owned() + &records.collect::<String>()
}

/// Ten entries of three incidents.
pub(super) fn ten() -> Vec<Entry> {
    let kinds = ["declared", "updated", "noted", "corrected", "resolved"];
    (0..10)
        .map(|n| {
            let incident = ["checkout", "search", "mail"][usize::try_from(n % 3).unwrap()];
            let mut entry = entry(n, incident, kinds[usize::try_from(n / 2).unwrap()]);
            entry.facts.internal.note = Some(format!("a \"note\"\n👍 on lines, número {n}"));
            entry
        })
        .collect()
}

/// Any text: whatever TOML allows, and what is hard on writers of TOML.
pub(super) fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\PC\n]{0,40}",
        "(\\[\\[entry\\]\\]|\n|'''|\"\"\"|\\\\|#|<<<<<<< |\u{7f}|\u{85}|\u{202e}|\r\n| = | ){0,8}",
    ]
}

fn moments() -> impl Strategy<Value = chrono::DateTime<chrono::Utc>> {
    // The years 1 to 9999.
    (-62_135_596_800_i64..=253_402_300_799)
        .prop_map(|seconds| chrono::DateTime::from_timestamp(seconds, 0).unwrap())
}

fn localised() -> impl Strategy<Value = Localised> {
    let locales = proptest::sample::select(vec!["en", "es", "pt-BR", "zh-Hant-TW"]);
    map(locales, text(), 1..3).prop_map(|texts| {
        let mut localised = Localised::default();
        for (locale, text) in texts {
            localised.set(locale.parse().unwrap(), text);
        }
        localised
    })
}

fn word<T: Copy + std::fmt::Debug>(all: &'static [T]) -> impl Strategy<Value = Option<T>> {
    option::of(proptest::sample::select(all))
}

/// What the review says to the team alone.
const LOOKED_BACK: &[InternalFact] = &[
    InternalFact::Affected,
    InternalFact::Factors,
    InternalFact::WentWell,
    InternalFact::WentBadly,
    InternalFact::Lucky,
];

fn steps() -> impl Strategy<Value = Step> {
    let texts = (option::of(text()), option::of(text()), option::of(text()));
    let words = (word(Aim::ALL), word(Status::ALL));
    (texts, words, option::of(moments())).prop_map(|((measure, owner, reason), words, due)| Step {
        measure,
        aim: words.0,
        owner,
        due,
        status: words.1,
        reason,
    })
}

fn facts() -> impl Strategy<Value = Facts> {
    let words = (
        word(IncidentType::ALL),
        word(Severity::ALL),
        word(State::ALL),
        word(DataImpact::ALL),
    );
    let status = proptest::sample::select(ComponentStatus::ALL);
    let texts = map(proptest::sample::select(TextFact::ALL), localised(), 0..5);
    let times = map(proptest::sample::select(TimeFact::ALL), moments(), 0..3);
    let internal = (
        option::of(text()),
        option::of(text()),
        vec(text(), 0..3),
        option::of(text()),
        (
            option::of(moments()),
            vec(option::of(moments()), Starts::ALL.len()),
        ),
        (option::of(text()), option::of(text()), option::of(text())),
        vec(option::of(text()), 5),
        heard(),
        map(text(), (moments(), text(), text()), 0..3),
        (
            map(proptest::sample::select(LOOKED_BACK), text(), 0..3),
            steps(),
        ),
    );
    let rest = (option::of(text()), option::of(text()), internal);
    (words, map(text(), status, 0..3), texts, times, rest).prop_map(
        |(words, components, texts, times, (confirmed_by, published, internal))| Facts {
            kind_of: words.0,
            severity: words.1,
            state: words.2,
            data: words.3,
            components,
            texts,
            times,
            confirmed_by,
            published,
            internal: Internal {
                cause: internal.0,
                people: internal.1,
                links: internal.2,
                note: internal.3,
                until: internal.4.0,
                starts: starts(internal.4.1),
                told: Told {
                    to: internal.5.0,
                    how: internal.5.1,
                    said: internal.5.2,
                },
                origin: Origin {
                    from: internal.6[0].clone(),
                    id: internal.6[1].clone(),
                    link: internal.6[2].clone(),
                    status: internal.6[3].clone(),
                    severity: internal.6[4].clone(),
                },
                heard: internal.7,
                redacted: internal.8.into_iter().map(marked).collect(),
                looked_back: internal.9.0,
                step: internal.9.1,
            },
        },
    )
}

fn marked(
    (field, (at, by, reason)): (String, (chrono::DateTime<chrono::Utc>, String, String)),
) -> (String, Redaction) {
    (field, Redaction { at, by, reason })
}

fn heard() -> impl Strategy<Value = Heard> {
    let side = option::of(proptest::sample::select(Side::ALL));
    let scale = option::of(proptest::sample::select(Scale::ALL));
    let texts = vec(option::of(text()), 4);
    (side, scale, option::of(0_u8..100), texts).prop_map(|(side, scale, score, texts)| Heard {
        side,
        client: texts[0].clone(),
        how: texts[1].clone(),
        scale,
        score,
        words: texts[2].clone(),
        source: texts[3].clone(),
    })
}

fn starts(moments: Vec<Option<chrono::DateTime<chrono::Utc>>>) -> Starts {
    let mut starts = Starts::default();
    for (fact, moment) in Starts::ALL.into_iter().zip(moments) {
        starts.set(fact, moment);
    }
    starts
}

/// Any entry that can be written.
pub(super) fn entries() -> impl Strategy<Value = Entry> {
    let kind = prop_oneof![
        proptest::sample::select(vec![
            "declared",
            "updated",
            "resolved",
            "corrected",
            "noted",
            "snoozed",
            "told",
            "drafted",
            "reviewed",
            "measured",
            "heard"
        ])
        .prop_map(str::to_owned),
        "[a-z \"]{1,9}",
    ];
    let cleared: Vec<FactName> = FactName::clearable().collect();
    let who = (
        option::of(text()),
        option::of(text()),
        option::of(any::<u32>()),
    );
    let incident = prop_oneof!["[a-z0-9-]{1,9}", "[\\PC\n]{1,9}"];
    let locale = proptest::sample::select(vec!["en", "es", "pt-BR"]);
    let clear = proptest::sample::subsequence(cleared, 0..4);
    let head = (any::<u32>(), moments(), who, incident, kind, locale);
    let waived = map(text(), text(), 0..3);
    (head, facts(), clear, waived).prop_map(
        |((number, at, who, incident, kind, locale), facts, clear, waived)| Entry {
            id: id(number.into()),
            at,
            by: who.0,
            via: who.1,
            incident,
            kind: Kind::of_word(&kind),
            corrects: who.2.map(|number| id(number.into())),
            locale: locale.parse().unwrap(),
            facts,
            clear,
            waived,
        },
    )
}
