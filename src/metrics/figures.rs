//! The figures of one incident.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::beat::{Beat, Held, Rhythm, Speech};
use crate::domain::entry::EntryId;
use crate::domain::fact::TimeFact;
use crate::domain::promise::{Fate, promises};
use crate::domain::words::{Severity, State};
use crate::metrics::sample::Share;

/// How many promises had which fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Kept in time.
    pub kept: usize,
    /// Given another time, or taken back, before they were due.
    pub moved: usize,
    /// Kept too late.
    pub late: usize,
    /// Due, and nothing was said.
    pub missed: usize,
    /// Not due yet.
    pub open: usize,
}

impl Tally {
    fn count(&mut self, fate: Fate) {
        *match fate {
            Fate::Kept => &mut self.kept,
            Fate::Moved => &mut self.moved,
            Fate::Late(_) => &mut self.late,
            Fate::Missed(_) => &mut self.missed,
            Fate::Open => &mut self.open,
        } += 1;
    }

    /// Adds another tally.
    pub const fn add(&mut self, other: Self) {
        self.kept += other.kept;
        self.moved += other.moved;
        self.late += other.late;
        self.missed += other.missed;
        self.open += other.open;
    }

    /// The promises that can be judged: those that were kept, too late or not at all. One that was
    /// moved in time is neither kept nor broken.
    pub const fn judged(&self) -> usize {
        self.kept + self.late + self.missed
    }
}

/// The figures of one incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The id of the incident.
    pub incident: String,
    /// When customers heard the first word, in UTC.
    pub first: DateTime<Utc>,
    /// How bad it was in the end.
    pub severity: Severity,
    /// Whether it was planned work: it has no time to the first word and none to the end.
    pub planned: bool,
    /// Whether it is open.
    pub open: bool,
    /// From the beginning to the first word. None if no beginning was stated; zero if the word came
    /// first.
    pub from_start: Option<TimeDelta>,
    /// From noticing it to the first word. None if nobody stated when it was noticed.
    pub from_detection: Option<TimeDelta>,
    /// Words to customers, from the first to the one that it is over, and those after it.
    pub words: usize,
    /// Words that left it open: those that could have named the time of the next one. Before planned
    /// work begins nobody waits for a word, so what was said until then does not count.
    pub open_words: usize,
    /// How many of them did.
    pub named: usize,
    /// From each of the open words to the next word.
    pub gaps: Vec<TimeDelta>,
    /// The longest time without a word after an open word, the present silence included.
    pub silence: Option<TimeDelta>,
    /// What became of the promised next updates.
    pub updates: Tally,
    /// What became of confirmed repair times, and of confirmed ends of planned work.
    pub repairs: Tally,
    /// What became of promised reports.
    pub reports: Tally,
    /// From the beginning (or else the first word) to the end. None while it is open.
    pub resolution: Option<TimeDelta>,
    /// From the end to the newest report that had been promised, whenever it came. None if none did.
    pub report: Option<TimeDelta>,
    /// Mistakes that were put right in public.
    pub corrections: usize,
    /// How often it was open again after it was said to be over.
    pub reopened: usize,
    /// How many findings of the check were let be, in all its entries.
    pub waivers: usize,
    /// The clients and channels that were told by when the plan says, of those that can be judged.
    /// Whoever knows the plan counts them; here there are none.
    pub told: Share,
}

/// Returns the figures of an incident at `now`; none if nothing was said in public.
pub fn figures(rhythm: &Rhythm<'_>, now: DateTime<Utc>) -> Option<Figures> {
    let public = || rhythm.beats.iter().filter(|beat| beat.is_public());
    let first = public().next()?.at;
    let mut count = Count {
        gaps: Vec::with_capacity(rhythm.beats.len()),
        ..Count::default()
    };
    for beat in public() {
        count.add(beat);
    }
    let held = &count.held;
    let (open, planned) = (!held.state().is_over(), held.is_planned());
    let measured = |fact| held.times.get(fact).filter(|_| !planned);
    let since = |moment: DateTime<Utc>| (first - moment).max(TimeDelta::zero());
    let end = (!open)
        .then(|| held.times.get(TimeFact::Ended).or(count.over))
        .flatten();
    let began = measured(TimeFact::Started).unwrap_or(first);
    let waiting = count
        .waiting
        .map(|said| (now - said).max(TimeDelta::zero()));
    let mut figures = Figures {
        incident: rhythm.incident.to_owned(),
        first,
        severity: held.severity(),
        planned,
        open,
        from_start: measured(TimeFact::Started).map(since),
        from_detection: measured(TimeFact::Detected).map(since),
        words: count.words,
        open_words: count.open_words,
        named: count.named,
        silence: count.gaps.iter().copied().chain(waiting).max(),
        gaps: count.gaps,
        updates: Tally::default(),
        repairs: Tally::default(),
        reports: Tally::default(),
        resolution: end
            .filter(|_| !planned)
            .map(|end| (end - began).max(TimeDelta::zero())),
        report: None,
        corrections: count.corrections,
        reopened: count.reopened,
        waivers: rhythm
            .beats
            .iter()
            .map(|beat| usize::from(beat.stated.waived))
            .sum(),
        told: Share { part: 0, whole: 0 },
    };
    for promise in promises(&rhythm.beats, now) {
        match promise.fact {
            TimeFact::Estimate => figures.repairs.count(promise.fate),
            TimeFact::FollowUp => {
                figures.reports.count(promise.fate);
                let mut told = count.reports.iter();
                let told = told.rfind(|(id, _)| Some(*id) == promise.answered_by);
                figures.report = told.map(|(_, span)| *span).or(figures.report);
            }
            _ => figures.updates.count(promise.fate),
        }
    }
    Some(figures)
}

/// What is counted from one public beat to the next.
#[derive(Default)]
struct Count {
    held: Held,
    words: usize,
    open_words: usize,
    named: usize,
    gaps: Vec<TimeDelta>,
    /// When the last word was said, if it left the incident open.
    waiting: Option<DateTime<Utc>>,
    /// When it was said to be over, as long as it is.
    over: Option<DateTime<Utc>>,
    corrections: usize,
    reopened: usize,
    /// The words that are reports, and how long after the end they came.
    reports: Vec<(EntryId, TimeDelta)>,
}

impl Count {
    fn add(&mut self, beat: &Beat) {
        self.words += 1;
        self.gaps.extend(self.waiting.map(|said| beat.at - said));
        let over = self.over;
        self.held.apply(beat);
        let state = self.held.state();
        if state.is_over() && beat.reports() {
            let end = self.held.times.get(TimeFact::Ended);
            let end = end.or(over).unwrap_or(beat.at);
            let span = (beat.at - end).max(TimeDelta::zero());
            self.reports.push((beat.id, span));
        }
        match (over.is_some(), state.is_over()) {
            (false, true) => self.over = Some(beat.at),
            (true, false) => {
                self.over = None;
                self.reopened += 1;
            }
            _ => {}
        }
        // Before planned work begins nobody waits for a word.
        let waits = !state.is_over() && state != State::Scheduled;
        self.waiting = waits.then_some(beat.at);
        if waits {
            self.open_words += 1;
            let next = self.held.times.get(TimeFact::NextUpdate);
            self.named += usize::from(next.is_some_and(|next| next > beat.at));
        }
        self.corrections += usize::from(beat.speech == Speech::Corrected);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::beat::Stated;
    use crate::domain::facts::Facts;

    fn clock(time: &str) -> DateTime<Utc> {
        format!("2026-11-21T{time}:00Z").parse().unwrap()
    }

    /// How long after the end the report came, in minutes.
    fn report(words: &[(&str, State, Option<&str>, Speech)]) -> Option<i64> {
        let beats = words.iter().map(|(at, state, follow_up, speech)| {
            let times = follow_up.map(|due| (TimeFact::FollowUp, clock(due)));
            let facts = Facts {
                state: Some(*state),
                times: times.into_iter().collect(),
                ..Facts::default()
            };
            Beat {
                id: EntryId::after(None, clock(at)),
                at: clock(at),
                speech: *speech,
                stated: Stated::of(&facts, &[]),
            }
        });
        let rhythm = Rhythm {
            incident: "it-fails",
            beats: beats.collect(),
        };
        let figures = figures(&rhythm, clock("23:00")).unwrap();
        figures.report.map(|span| span.num_minutes())
    }

    use Speech::{Reviewed, Said};
    use State::{Investigating, Resolved};

    #[test]
    fn a_report_that_was_put_off_too_late_has_not_come() {
        let over = ("10:00", Resolved, Some("12:00"), Said);
        let put_off = ("13:00", Resolved, Some("20:00"), Said);
        assert_eq!(report(&[over, put_off]), None);
        let came = ("15:00", Resolved, None, Reviewed);
        assert_eq!(report(&[over, put_off, came]), Some(5 * 60));
    }

    #[test]
    fn a_report_counts_from_the_end_before_it() {
        let over = ("10:00", Resolved, Some("12:00"), Said);
        let came = ("11:00", Resolved, None, Reviewed);
        let open_again = ("12:00", Investigating, None, Said);
        assert_eq!(report(&[over, came, open_again]), Some(60));
        let over_again = ("14:00", Resolved, None, Said);
        assert_eq!(report(&[over, came, open_again, over_again]), Some(60));
    }
}
