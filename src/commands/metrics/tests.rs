//! What the log says about promises, debts and figures, held against a second, slower opinion.

mod history;
mod reference;

use std::path::Path;

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use proptest::prelude::*;

use self::history::{History, by_hand, histories};
use self::reference::Told;
use super::By;
use super::rows::{Row, rows};
use crate::config::Cadence;
use crate::domain::owed::owed;
use crate::domain::promise::promises;
use crate::domain::words::{Severity, State};
use crate::log::{Log, record};
use crate::metrics::figures::{Figures, figures};
use crate::metrics::sample::Middle;
use crate::order::Map;
use crate::text::zone::Zone;

/// The log of a history, as the writer leaves it and as somebody may have typed it.
fn logs(history: &History) -> [Log; 2] {
    let read = |text: String| Log::of_text(Path::new("incidents.toml"), text).unwrap();
    let written: String = history.entries.iter().map(record).collect();
    let typed: String = history.entries.iter().map(by_hand).collect();
    [read(written), read(typed)]
}

fn cadence(severity: Severity, state: State) -> i64 {
    match (state, severity) {
        (State::Monitoring | State::Verifying, _) => 120,
        (_, Severity::Minor) => 60,
        _ => 30,
    }
}

/// How far the clocks of a zone are ahead in 2026, in minutes, by the laws of the place.
fn ahead(zone: &str, at: DateTime<Utc>) -> i64 {
    let between = |from: &str, to: &str| {
        let bounds: [DateTime<Utc>; 2] = [from, to].map(|bound| bound.parse().unwrap());
        bounds[0] <= at && at < bounds[1]
    };
    match zone {
        "Europe/Madrid" if between("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z") => 120,
        "Europe/Madrid" => 60,
        "America/New_York" if between("2026-03-08T07:00:00Z", "2026-11-01T06:00:00Z") => -240,
        "America/New_York" => -300,
        "Australia/Lord_Howe" if between("2026-04-04T15:00:00Z", "2026-10-03T15:30:00Z") => 630,
        "Australia/Lord_Howe" => 660,
        "Asia/Kathmandu" => 345,
        _ => 0,
    }
}

/// The middle of values in seconds, and how many there are.
fn middle_of(values: impl Iterator<Item = TimeDelta>) -> Option<(i64, usize)> {
    let mut sorted: Vec<i64> = values.map(|span| span.num_seconds()).collect();
    sorted.sort_unstable();
    let (count, last) = (sorted.len(), sorted.len().checked_sub(1)?);
    Some(((sorted[last / 2] + sorted[count / 2]).div_euclid(2), count))
}

/// What a row says that can be added up or has a middle, from the figures of its incidents.
fn added_up(name: &str, all: &[&Figures]) -> String {
    let sum = |of: fn(&Figures) -> usize| all.iter().map(|f| of(f)).sum::<usize>();
    let middle =
        |of: fn(&Figures) -> Option<TimeDelta>| middle_of(all.iter().filter_map(|f| of(f)));
    let gaps = middle_of(all.iter().flat_map(|f| f.gaps.iter().copied()));
    format!(
        "{name}: {} {} {} | {:?} {:?} {gaps:?} {:?} {:?} {:?} | {} {}/{} {} {} | {}/{}",
        all.len(),
        sum(|f| f.planned.into()),
        sum(|f| f.open.into()),
        middle(|f| f.from_start),
        middle(|f| f.from_detection),
        all.iter()
            .filter_map(|f| f.silence)
            .max()
            .map(|s| s.num_seconds()),
        middle(|f| f.resolution),
        middle(|f| f.report),
        sum(|f| f.words),
        sum(|f| f.named),
        sum(|f| f.open_words),
        sum(|f| f.corrections),
        sum(|f| f.reopened),
        sum(|f| f.updates.kept),
        sum(|f| f.updates.kept + f.updates.late + f.updates.missed),
    )
}

/// The same of a row.
fn shown(Row { name, total }: &Row) -> String {
    let middle = |middle: Option<Middle>| middle.map(|m| (m.median, m.count));
    format!(
        "{name}: {} {} {} | {:?} {:?} {:?} {:?} {:?} {:?} | {} {}/{} {} {} | {}/{}",
        total.incidents,
        total.planned,
        total.open,
        middle(total.from_start),
        middle(total.from_detection),
        middle(total.gap),
        total.silence,
        middle(total.resolution),
        middle(total.report),
        total.words,
        total.named.part,
        total.named.whole,
        total.corrections,
        total.reopened,
        total.kept().part,
        total.kept().whole,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn promises_debts_and_figures_are_those_that_waiting_for_them_shows(history in histories()) {
        let History { entries, now, .. } = &history;
        let shown: String = entries.iter().map(record).collect();
        let usual = |severity, state| Cadence::default().next(severity, state);
        for log in logs(&history) {
            for rhythm in log.rhythms().unwrap() {
                let told = Told::of(entries, rhythm.incident);
                let fates = promises(&rhythm.beats, *now);
                let fates: Vec<_> = fates.iter().map(|p| (p.made_by, p.fact, p.due, p.fate)).collect();
                prop_assert_eq!(fates, told.promises(*now), "at {}\n{}", now, shown);

                let debts = owed(&rhythm, &usual, *now);
                prop_assert!(debts.is_sorted_by_key(|owed| owed.due));
                let mut debts: Vec<_> = debts.iter().map(|o| (o.what, o.due, o.made_by)).collect();
                let mut expected = told.owed(&cadence, *now);
                debts.sort();
                expected.sort();
                prop_assert_eq!(debts, expected, "at {}\n{}", now, shown);

                let counted = figures(&rhythm, *now);
                let expected = told.figures(rhythm.incident, *now);
                prop_assert_eq!(counted, expected, "at {}\n{}", now, shown);
            }
        }
    }

    #[test]
    fn rows_hold_the_incidents_whose_first_word_fell_into_their_month(history in histories()) {
        let incidents = ["checkout", "mail", "search"];
        let told = incidents.map(|id| Told::of(&history.entries, id).figures(id, history.now));
        let mut all: Vec<Figures> = told.into_iter().flatten().collect();
        all.sort_by_key(|figures| (figures.first, figures.incident.clone()));
        let all: Vec<&Figures> = all.iter().collect();
        let mut months: Map<String, Vec<&Figures>> = Map::new();
        let mut severities: Map<Severity, Vec<&Figures>> = Map::new();
        for figures in &all {
            let there = figures.first + TimeDelta::minutes(ahead(history.zone, figures.first));
            let month = format!("{:04}-{:02}", there.year(), there.month());
            months.entry(month).or_default().push(figures);
            severities.entry(figures.severity).or_default().push(figures);
        }
        let zone: Zone = history.zone.parse().unwrap();
        let counted = |by| rows(&all, by, zone).iter().map(shown).collect::<Vec<_>>();
        let months: Vec<_> = months.iter().map(|(name, of)| added_up(name, of)).collect();
        prop_assert_eq!(counted(By::Month), months);
        let severities = severities.iter().map(|(name, of)| added_up(name.word(), of));
        prop_assert_eq!(counted(By::Severity), severities.collect::<Vec<_>>());
    }
}
