//! The figures of several incidents together.

use chrono::TimeDelta;

use super::figures::{Figures, Tally};
use super::sample::{Middle, Share, middle};

/// The figures of several incidents. Spans are in seconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Total {
    /// How many incidents, planned work included.
    pub incidents: usize,
    /// How many of them were planned work.
    pub planned: usize,
    /// How many are open.
    pub open: usize,
    /// From the beginning to the first word.
    pub from_start: Option<Middle>,
    /// From noticing it to the first word.
    pub from_detection: Option<Middle>,
    /// Words to customers.
    pub words: usize,
    /// Words that named the time of the next one, of those that left an incident open.
    pub named: Share,
    /// Between two words while an incident was open.
    pub gap: Option<Middle>,
    /// The longest time without a word while an incident was open, in seconds.
    pub silence: Option<i64>,
    /// What became of the promised next updates.
    pub updates: Tally,
    /// What became of confirmed repair times and planned ends.
    pub repairs: Tally,
    /// What became of promised reports.
    pub reports: Tally,
    /// From the beginning to the end.
    pub resolution: Option<Middle>,
    /// From the end to the promised report.
    pub report: Option<Middle>,
    /// Mistakes that were put right in public.
    pub corrections: usize,
    /// How often an incident was open again.
    pub reopened: usize,
    /// Findings of the check that were let be.
    pub waivers: usize,
    /// Clients and channels that were told by when the plan says, of those that can be judged.
    pub told: Share,
}

impl Total {
    /// Counts incidents together.
    pub fn of<'a>(all: impl IntoIterator<Item = &'a Figures>) -> Self {
        let all: Vec<&Figures> = all.into_iter().collect();
        let sum = |of: fn(&Figures) -> usize| all.iter().map(|figures| of(figures)).sum::<usize>();
        let spans = |of: fn(&Figures) -> Option<TimeDelta>| {
            middle(all.iter().filter_map(|f| of(f)).map(seconds).collect())
        };
        let tally = |of: fn(&Figures) -> Tally| {
            all.iter().fold(Tally::default(), |mut sum, figures| {
                sum.add(of(figures));
                sum
            })
        };
        Self {
            incidents: all.len(),
            planned: sum(|f| f.planned.into()),
            open: sum(|f| f.open.into()),
            from_start: spans(|f| f.from_start),
            from_detection: spans(|f| f.from_detection),
            words: sum(|f| f.words),
            named: Share {
                part: sum(|f| f.named),
                whole: sum(|f| f.open_words),
            },
            gap: middle(
                all.iter()
                    .flat_map(|f| &f.gaps)
                    .copied()
                    .map(seconds)
                    .collect(),
            ),
            silence: all.iter().filter_map(|f| f.silence).max().map(seconds),
            updates: tally(|f| f.updates),
            repairs: tally(|f| f.repairs),
            reports: tally(|f| f.reports),
            resolution: spans(|f| f.resolution),
            report: spans(|f| f.report),
            corrections: sum(|f| f.corrections),
            reopened: sum(|f| f.reopened),
            waivers: sum(|f| f.waivers),
            told: Share {
                part: sum(|f| f.told.part),
                whole: sum(|f| f.told.whole),
            },
        }
    }

    /// The next updates that came in time, of those that can be judged.
    pub const fn kept(&self) -> Share {
        Share {
            part: self.updates.kept,
            whole: self.updates.judged(),
        }
    }
}

const fn seconds(span: TimeDelta) -> i64 {
    span.num_seconds()
}
