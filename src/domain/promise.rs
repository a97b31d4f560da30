//! Promises: the moments that were said in public, and what became of them.

use chrono::{DateTime, TimeDelta, Utc};

use super::beat::{Beat, Held, Speech};
use super::entry::EntryId;
use super::fact::TimeFact;
use super::incident::Incident;

/// What became of a promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It was kept: in time, or at most [`Promise::grace`] late.
    Kept,
    /// It was given another time, or taken back, while it could still be kept.
    Moved,
    /// It was answered this much too late: kept, given another time or taken back.
    Late(TimeDelta),
    /// It is due for this long, and nothing answered it.
    Missed(TimeDelta),
    /// It is not due yet, or so short a time that it can still be kept.
    Open,
}

/// A moment that was promised in public.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Promise {
    /// The entry that made it.
    pub made_by: EntryId,
    /// What was promised: the next update, the repair or the report.
    pub fact: TimeFact,
    /// By when, in UTC.
    pub due: DateTime<Utc>,
    /// The entry that kept it, or moved it, or came too late for it.
    pub answered_by: Option<EntryId>,
    /// What became of it.
    pub fate: Fate,
}

impl Promise {
    /// The rule of the check that finds those that were broken.
    pub const BROKEN: &str = "promise-broken";

    /// How late a word may be and still count as in time: clocks differ, and typing takes a moment.
    pub const fn grace() -> TimeDelta {
        TimeDelta::minutes(2)
    }
}

/// A public beat and what held after it.
struct Said<'a> {
    beat: &'a Beat,
    after: Held,
}

impl Said<'_> {
    /// Whether this is the report of what happened.
    fn reports(&self) -> bool {
        self.after.state().is_over() && self.beat.reports()
    }

    fn in_time(&self, due: DateTime<Utc>) -> bool {
        self.beat.at <= due || self.beat.at <= due + Promise::grace()
    }

    /// Whether an end that was promised stands after this word: neither another one nor that it is
    /// taken back is said.
    fn leaves(&self, end: Option<DateTime<Utc>>) -> bool {
        let stated = self.beat.stated;
        match stated.times.get(TimeFact::Estimate) {
            None => !stated.withdraws(TimeFact::Estimate),
            stated => stated == end,
        }
    }

    /// Whether this word says that what was over came back, without an end that was promised: what
    /// was only told wrongly did not come back.
    fn gives_up(&self, end: Option<DateTime<Utc>>) -> bool {
        let open = !self.after.state().is_over();
        let again = self.after.times.get(TimeFact::Estimate) == end;
        open && self.beat.speech != Speech::Corrected && !again
    }

    /// Whether planned work was called off before it was to begin.
    fn cancels(&self) -> bool {
        let begins = self.after.times.get(TimeFact::Started);
        self.after.is_planned() && begins.is_some_and(|begins| self.ended() < begins)
    }

    /// When it was over, as far as this word knows.
    fn ended(&self) -> DateTime<Utc> {
        let (at, ended) = (self.beat.at, self.after.times.get(TimeFact::Ended));
        ended.map_or(at, |end| end.min(at))
    }

    /// What a word that it is over makes of a repair time: the end counts, not when it was told.
    fn end(&self, due: DateTime<Utc>) -> Fate {
        let ended = self.ended();
        if ended > due + Promise::grace() {
            Fate::Late(ended - due)
        } else if self.cancels() {
            Fate::Moved
        } else {
            Fate::Kept
        }
    }
}

impl Incident {
    /// Returns every promise that was made in public; see [`promises`].
    pub fn promises(&self, now: DateTime<Utc>) -> Vec<Promise> {
        let beats: Vec<Beat> = self.timeline.iter().map(Beat::from).collect();
        promises(&beats, now)
    }
}

/// Returns every promise that the beats of one incident (in their order) made in public, in the order
/// in which they were made, and what has become of it by `now`.
///
/// - A moment that was over when it was named promises nothing.
/// - The promise of a word is kept by the next one. A correction that names a time itself, or takes
///   the time back, moves it.
/// - A repair time, or the end of planned work, is a promise only if somebody confirmed it (it is not
///   said otherwise) and only while it is not over. It is kept by the end, even if that is told later,
///   and as late as the end is: until that is known, as the first word after its time. It stands
///   until another time is given or it is taken back; words that do not mention it leave it standing.
///   Work that is called off before it was to begin takes its end back.
/// - The end that counts is the one that held. A word that it came back takes back a repair time that
///   lies ahead, unless it names it; one that has passed is as late as the end that comes then. What
///   began only after it was said to be over is another story.
/// - A report is kept by the review, or by a word that says where the report can be read. It stands
///   while the incident is open, and a correction is no report.
/// - A report, a repair time or a planned end that is said again while it stands is no new promise.
pub fn promises(beats: &[Beat], now: DateTime<Utc>) -> Vec<Promise> {
    let mut held = Held::default();
    let mut said: Vec<Said<'_>> = Vec::with_capacity(beats.len());
    for beat in beats.iter().filter(|beat| beat.is_public()) {
        held.apply(beat);
        said.push(Said { beat, after: held });
    }
    let mut promises: Vec<Promise> = Vec::with_capacity(beats.len());
    // The end that was promised and stands.
    let mut standing = None;
    for (place, made) in said.iter().enumerate() {
        for fact in [TimeFact::NextUpdate, TimeFact::Estimate, TimeFact::FollowUp] {
            let stated = made.beat.stated.times.get(fact);
            let ahead = stated.filter(|due| *due > made.beat.at);
            let promised = match fact {
                TimeFact::Estimate => {
                    let last = place.checked_sub(1).map(|last| &said[last]);
                    let was_over = last.is_some_and(|last| last.after.state().is_over());
                    let gone = if made.after.state().is_over() {
                        made.cancels()
                    } else {
                        was_over && made.gives_up(standing)
                    };
                    let before = standing.filter(|_| !gone);
                    standing = if made.after.state().is_over() || made.leaves(before) {
                        before
                    } else {
                        ahead.filter(|_| made.beat.stated.confirmed)
                    };
                    standing.filter(|_| standing != before)
                }
                TimeFact::FollowUp => {
                    let before = place.checked_sub(1).map(|before| &said[before].after);
                    // The report keeps the promise that stood: what it names itself is another one.
                    let before = before.filter(|_| !made.reports());
                    ahead.filter(|due| {
                        before.and_then(|before| before.times.get(fact)) != Some(*due)
                    })
                }
                _ => ahead,
            };
            let Some(due) = promised else {
                continue;
            };
            let later = &said[place + 1..];
            let (answer, fate) = match fact {
                TimeFact::Estimate => repaired(later, due),
                TimeFact::FollowUp => reported(later, due),
                _ => spoken(later, due),
            }
            .map_or_else(
                || (None, unanswered(due, now)),
                |(answer, fate)| (Some(answer.beat.id), fate),
            );
            promises.push(Promise {
                made_by: made.beat.id,
                fact,
                due,
                answered_by: answer,
                fate,
            });
        }
    }
    promises
}

fn unanswered(due: DateTime<Utc>, now: DateTime<Utc>) -> Fate {
    if now > due + Promise::grace() {
        Fate::Missed(now - due)
    } else {
        Fate::Open
    }
}

type Answer<'a> = Option<(&'a Said<'a>, Fate)>;

/// The next word, whatever it says, keeps the promise of a word. A correction carries the promise on,
/// or takes it back.
fn spoken<'a>(later: &'a [Said<'a>], due: DateTime<Utc>) -> Answer<'a> {
    let next = later.first()?;
    let (fact, stated) = (TimeFact::NextUpdate, &next.beat.stated);
    let moved = next.beat.speech == Speech::Corrected
        && (stated.times.get(fact).is_some() || stated.withdraws(fact));
    let fate = match (next.in_time(due), moved) {
        (true, true) => Fate::Moved,
        (true, false) => Fate::Kept,
        (false, _) => Fate::Late(next.beat.at - due),
    };
    Some((next, fate))
}

/// A repair time, or the end of planned work, is kept by the end that held. Until then it can be moved
/// in time, and the first word after its time is the one that was late.
fn repaired<'a>(later: &'a [Said<'a>], due: DateTime<Utc>) -> Answer<'a> {
    let (mut late, mut over): (Option<&Said<'_>>, Option<&Said<'_>>) = (None, None);
    for next in later {
        if next.after.state().is_over() {
            over = over.or(Some(next));
            continue;
        }
        let false_end = over.take();
        if let Some(end) = false_end {
            let began = next.after.times.get(TimeFact::Started);
            if end.cancels() || began.is_some_and(|began| began >= end.beat.at) {
                over = Some(end);
                break;
            }
        }
        if late.is_some() {
            continue;
        }
        if !next.in_time(due) {
            late = Some(next);
        } else if !next.leaves(Some(due)) || false_end.is_some() && next.gives_up(Some(due)) {
            return Some((next, Fate::Moved));
        }
    }
    match (late, over) {
        (_, Some(end)) => Some((late.unwrap_or(end), end.end(due))),
        (Some(next), None) => Some((next, Fate::Late(next.beat.at - due))),
        (None, None) => None,
    }
}

/// A report is kept by the review, or by a word that says where the report can be read; it stands
/// while the incident is open, and a correction is no report.
fn reported<'a>(later: &'a [Said<'a>], due: DateTime<Utc>) -> Answer<'a> {
    for next in later {
        let reports = next.reports();
        let stands = next.after.times.get(TimeFact::FollowUp) == Some(due);
        if !stands || reports {
            let fate = match (next.in_time(due), reports) {
                (true, true) => Fate::Kept,
                (true, false) => Fate::Moved,
                (false, _) => Fate::Late(next.beat.at - due),
            };
            return Some((next, fate));
        }
    }
    None
}

#[cfg(test)]
mod tests;
