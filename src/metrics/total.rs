//! The figures of several incidents together.

use chrono::TimeDelta;

use super::figures::{Figures, Tally};
use super::sample::{Middle, Share, middle};

/// The figures of several incidents. Spans are in seconds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
        let mut total = Self::default();
        let (mut from_start, mut from_detection) = (Vec::new(), Vec::new());
        let (mut gaps, mut resolutions, mut reports) = (Vec::new(), Vec::new(), Vec::new());
        for figures in all {
            total.incidents += 1;
            total.planned += usize::from(figures.planned);
            total.open += usize::from(figures.open);
            from_start.extend(figures.from_start.map(seconds));
            from_detection.extend(figures.from_detection.map(seconds));
            total.words += figures.words;
            total.named.part += figures.named;
            total.named.whole += figures.open_words;
            gaps.extend(figures.gaps.iter().copied().map(seconds));
            total.silence = total.silence.max(figures.silence.map(seconds));
            total.updates.add(figures.updates);
            total.repairs.add(figures.repairs);
            total.reports.add(figures.reports);
            resolutions.extend(figures.resolution.map(seconds));
            reports.extend(figures.report.map(seconds));
            total.corrections += figures.corrections;
            total.reopened += figures.reopened;
            total.waivers += figures.waivers;
            total.told.part += figures.told.part;
            total.told.whole += figures.told.whole;
        }
        total.from_start = middle(from_start);
        total.from_detection = middle(from_detection);
        total.gap = middle(gaps);
        total.resolution = middle(resolutions);
        total.report = middle(reports);
        total
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
