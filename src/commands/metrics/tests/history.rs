//! Histories that somebody may have had: any entries about anything, in any order, with any clock.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::domain::entry::{Entry, EntryId, Kind, Waived};
use crate::domain::fact::{FactName, TextFact, TimeFact};
use crate::domain::facts::{Facts, Localised};
use crate::domain::locale::Locale;
use crate::domain::words::{IncidentType, Severity, State};
use crate::log::record;

/// The step of the clock that histories go by, in seconds: a fraction of what is forgiven.
pub(super) const TICK: i64 = 30;

/// Entries of several incidents as they stand in the file, and a moment at which they are read.
#[derive(Debug, Clone)]
pub(super) struct History {
    pub(super) entries: Vec<Entry>,
    pub(super) now: DateTime<Utc>,
    pub(super) zone: &'static str,
}

/// Zones that change their clocks in different ways, or not at all.
pub(super) const ZONES: [&str; 5] = [
    "UTC",
    "Europe/Madrid",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
];

/// Hours before months begin and clocks change: a history lasts half a day.
const BEGINNINGS: [&str; 9] = [
    "2026-01-31T18:00:00Z",
    "2026-03-07T23:00:00Z",
    "2026-03-28T20:00:00Z",
    "2026-03-31T17:00:00Z",
    "2026-04-04T09:00:00Z",
    "2026-09-30T20:00:00Z",
    "2026-10-24T20:00:00Z",
    "2026-10-31T22:00:00Z",
    "2026-12-31T14:00:00Z",
];

/// Ticks from the beginning: often one of a few moments, so that entries and promises meet.
fn ticks() -> impl Strategy<Value = i64> {
    prop_oneof![
        3 => (0..24_i64).prop_map(|half_hour| half_hour * 60),
        1 => (0..24_i64, -6..=6_i64).prop_map(|(half_hour, off)| half_hour * 60 + off),
        2 => 0..1440_i64,
    ]
}

/// Facts that are about time, as ticks; and which of them are withdrawn.
type Times = Vec<(TimeFact, i64)>;

fn times() -> impl Strategy<Value = Times> {
    use TimeFact::{Detected, Ended, Estimate, FollowUp, NextUpdate, Started};
    let which = prop_oneof![
        4 => Just(NextUpdate),
        3 => Just(Estimate),
        3 => Just(FollowUp),
        1 => Just(Started),
        1 => Just(Detected),
        1 => Just(Ended),
    ];
    vec((which, ticks()), 0..4)
}

fn cleared() -> impl Strategy<Value = Vec<FactName>> {
    let other = FactName::Text(TextFact::Scope);
    let times = TimeFact::ALL.iter().map(|fact| FactName::Time(*fact));
    let names: Vec<FactName> = times.chain([other]).collect();
    prop_oneof![
        4 => Just(Vec::new()),
        1 => proptest::sample::subsequence(names, 1..3),
    ]
}

fn kinds() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        2 => Just("declared"),
        8 => Just("updated"),
        3 => Just("resolved"),
        2 => Just("corrected"),
        2 => Just("noted"),
        2 => Just("reviewed"),
        1 => Just("drafted"),
        1 => Just("measured"),
        1 => Just("shouted"),
    ]
}

/// What an entry lets be: corrections one thing, ends two.
fn waived(kind: &str) -> Waived {
    let many = match kind {
        "corrected" => 1,
        "resolved" => 2,
        _ => 0,
    };
    let rules = ["vague-eta", "leak-secret:1a2b3c4d"].into_iter().take(many);
    rules
        .map(|rule| (rule.to_owned(), "so".to_owned()))
        .collect()
}

/// What one entry is, but for its identity.
fn entry() -> impl Strategy<Value = Entry> {
    let words = (
        prop_oneof![6 => Just(None), 1 => select(IncidentType::ALL).prop_map(Some)],
        option::of(select(Severity::ALL)),
        prop_oneof![2 => Just(None), 3 => select(State::ALL).prop_map(Some)],
    );
    let reports = prop_oneof![6 => Just(false), 1 => Just(true)];
    let said = (ticks(), kinds(), 0..3_usize, any::<bool>(), reports);
    (said, words, times(), cleared()).prop_map(|(said, words, times, clear)| {
        let (at, kind, incident, confirmed, reports) = said;
        let report = Localised::single(Locale::english(), "https://a.example");
        let begin = DateTime::UNIX_EPOCH;
        let moment = |ticks: i64| begin + TimeDelta::seconds(ticks * TICK);
        let times = times.into_iter().map(|(fact, at)| (fact, moment(at)));
        Entry {
            id: EntryId::after(None, begin),
            at: moment(at),
            by: None,
            via: None,
            incident: ["checkout", "search", "mail"][incident].to_owned(),
            kind: Kind::of_word(kind),
            corrects: None,
            locale: "en".parse().unwrap(),
            facts: Facts {
                kind_of: words.0,
                severity: words.1,
                state: words.2,
                times: times.collect(),
                texts: reports
                    .then_some((TextFact::Report, report))
                    .into_iter()
                    .collect(),
                confirmed_by: confirmed.then(|| "ana".to_owned()),
                ..Facts::default()
            },
            clear,
            waived: waived(kind),
        }
    })
}

/// Entries, the ids of which are in no order, counted from one of the beginnings. One incident of
/// three is planned work from its first entry on.
pub(super) fn histories() -> impl Strategy<Value = History> {
    let entries = vec((entry(), any::<u64>()), 0..24);
    (entries, select(&BEGINNINGS), ticks(), select(&ZONES)).prop_map(
        |(entries, begin, now, zone)| {
            let begin: DateTime<Utc> = begin.parse().unwrap();
            let shift = |moment: DateTime<Utc>| begin + (moment - DateTime::UNIX_EPOCH);
            let mut entries: Vec<Entry> = entries
                .into_iter()
                .enumerate()
                .map(|(place, (mut entry, id))| {
                    entry.id = format!("00000000-0000-4000-8000-{:010x}{place:02x}", id >> 24)
                        .parse()
                        .unwrap();
                    entry.at = shift(entry.at);
                    entry
                        .facts
                        .times
                        .values_mut()
                        .for_each(|at| *at = shift(*at));
                    entry
                })
                .collect();
            let first = entries.iter_mut().filter(|e| e.incident == "mail");
            if let Some(first) = first.min_by_key(|entry| entry.at) {
                first.facts.kind_of = Some(IncidentType::Maintenance);
                first.facts.state = Some(State::Scheduled);
                // The next word is often promised for the beginning.
                let next = first.facts.time(TimeFact::NextUpdate);
                let begins = next.filter(|_| first.facts.confirmed_by.is_none());
                let begins = begins.map(|begins| (TimeFact::Started, begins));
                first.facts.times.extend(begins);
            }
            History {
                entries,
                now: begin + TimeDelta::seconds((now + 240) * TICK),
                zone,
            }
        },
    )
}

/// The record of an entry as somebody may type it: other brackets, the keys from last to first,
/// comments, literal strings, texts of several lines, and times with an offset.
pub(super) fn by_hand(entry: &Entry) -> String {
    let canonical = record(entry);
    let mut lines: Vec<String> = canonical.lines().skip(1).map(retyped).collect();
    lines.reverse();
    format!("[[ entry ]]  # typed\n{}\n", lines.join("\n"))
}

fn retyped(line: &str) -> String {
    let (key, value) = line.split_once(" = ").unwrap();
    if let Ok(moment) = value.parse::<DateTime<Utc>>() {
        let there = chrono::FixedOffset::east_opt(5 * 3600 + 45 * 60).unwrap();
        let there = moment.with_timezone(&there);
        return format!("{key}={} # there", there.format("%Y-%m-%d %H:%M:%S%:z"));
    }
    match value.strip_prefix('"').and_then(|v| v.strip_suffix('"')) {
        Some(text) if key == "kind" => format!("kind = \"\"\"\n{text}\"\"\""),
        Some(text) if key.contains('.') => format!("{key} = '{text}'"),
        Some(text) => format!("\"{key}\" = '{text}'"),
        None => format!("{key} = {}", value.replace(", ", ",\n  # and\n  ")),
    }
}
