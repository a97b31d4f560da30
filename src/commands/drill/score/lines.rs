//! The lines of a score: what is judged, how it went, and what to do better.

use chrono::TimeDelta;

use crate::check::finding::Level;
use crate::commands::check::summed::Sum;
use crate::domain::drill::Drill;
use crate::metrics::figures::{Figures, Tally};
use crate::metrics::total::Total;
use crate::text::list::counted;
use crate::text::span::short;

/// How soon after the alarm the first word should come.
const SOON: TimeDelta = TimeDelta::minutes(10);

/// One thing that is scored.
pub(super) struct Line {
    pub(super) name: &'static str,
    pub(super) value: String,
    /// Whether it went well; none if there was nothing to judge.
    pub(super) good: Option<bool>,
    /// What to do better, if it did not.
    pub(super) better: String,
}

pub(super) fn first_word(first: Option<TimeDelta>, since: TimeDelta) -> Line {
    let value = match first {
        Some(first) => format!("{} after the alarm", short(first)),
        None => format!("none in {}", short(since)),
    };
    Line {
        name: "first word",
        value,
        // Whoever has just heard the alarm has not failed yet.
        good: first
            .map(|first| first <= SOON)
            .or((since > SOON).then_some(false)),
        better: format!(
            "speak within {} of the alarm: what customers cannot do, and when you speak again, is enough for a first word",
            short(SOON)
        ),
    }
}

pub(super) fn silence(total: &Total, found: &[Sum]) -> Line {
    let longest = total.silence.map(TimeDelta::seconds);
    let long = found.iter().any(|sum| sum.rule == "long-silence");
    Line {
        name: "longest silence",
        value: longest.map_or_else(none, short),
        good: longest.map(|_| !long),
        better: "speak as often as the cadence says, also when nothing is new".to_owned(),
    }
}

pub(super) fn named(total: &Total) -> Line {
    let (part, whole) = (total.named.part, total.named.whole);
    Line {
        name: "words that name the next",
        value: if whole == 0 {
            none()
        } else {
            format!("{part} of {whole}")
        },
        good: (whole > 0).then_some(part == whole),
        better: "say with every word when the next one comes: `--next-update 30m`".to_owned(),
    }
}

pub(super) fn promises(name: &'static str, tally: Tally, better: &str) -> Line {
    let fates = [
        (tally.kept, "kept"),
        (tally.moved, "moved in time"),
        (tally.late, "late"),
        (tally.missed, "missed"),
        (tally.open, "not due yet"),
    ];
    let fates = fates.iter().filter(|(count, _)| *count > 0);
    let fates: Vec<String> = fates
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    Line {
        name,
        value: if fates.is_empty() {
            none()
        } else {
            fates.join(", ")
        },
        good: (tally.judged() > 0).then_some(tally.late + tally.missed == 0),
        better: better.to_owned(),
    }
}

pub(super) fn told(total: &Total) -> Line {
    let (part, whole) = (total.told.part, total.told.whole);
    Line {
        name: "told in time",
        value: if whole == 0 {
            none()
        } else {
            format!("{part} of {whole}")
        },
        good: (whole > 0).then_some(part == whole),
        better:
            "tell clients by when the plan says, `vocero plan`, and record it with `vocero told`"
                .to_owned(),
    }
}

pub(super) fn over(total: &Total, all: &[Figures], drill: &Drill) -> Line {
    let open = total.open > 0 || all.is_empty();
    Line {
        name: "said to be over",
        value: if open { "no" } else { "yes" }.to_owned(),
        // While its clock runs there is time for it.
        good: (!open).then_some(true).or(drill.ended.map(|_| false)),
        better: "say in plain words that it is over: `vocero resolve`".to_owned(),
    }
}

pub(super) fn check(found: &[Sum]) -> Line {
    let of = |level: Level| -> usize {
        let such = found.iter().filter(|sum| sum.level == level);
        such.map(|sum| sum.count).sum()
    };
    let (errors, warnings) = (of(Level::Error), of(Level::Warning));
    let grave = [
        (errors, "error", "errors"),
        (warnings, "warning", "warnings"),
    ];
    let mild = [(of(Level::Suggestion), "suggestion", "suggestions")];
    let told: &[(usize, &str, &str)] = if errors + warnings > 0 { &grave } else { &mild };
    let value = told.iter().copied().filter(|(count, _, _)| *count > 0);
    let value: Vec<String> = value.map(|(n, one, many)| counted(n, one, many)).collect();
    Line {
        name: "found by the check",
        value: if value.is_empty() {
            "nothing".to_owned()
        } else {
            value.join(", ")
        },
        good: Some(errors + warnings == 0),
        better: String::new(),
    }
}

fn none() -> String {
    "–".to_owned()
}
