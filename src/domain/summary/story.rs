//! The course of an incident as everybody may know it: what happened when, and for how long each
//! state held.

use chrono::{DateTime, Utc};

use crate::domain::entry::{Entry, EntryId};
use crate::domain::fact::{TextFact, TimeFact};
use crate::domain::incident::{InForce, Incident, Phase};
use crate::domain::locale::Locale;
use crate::domain::promise::Fate;
use crate::domain::words::{IncidentType, State};

/// When an end was said, and when it was, if that was named.
type End = (DateTime<Utc>, Option<DateTime<Utc>>);

/// What happened at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Happening {
    /// It began.
    Began,
    /// We noticed.
    Noticed,
    /// It was over.
    Ended,
    /// We said that it was over, and had to take that back.
    CalledOver,
    /// Customers heard of it for the first time.
    First,
    /// They heard that it stands elsewhere.
    Turned,
    /// They heard something new.
    News,
    /// They heard that planned work ends at another time than announced: was, and is.
    Moved(DateTime<Utc>, DateTime<Utc>),
    /// They heard that nothing is new.
    NoNews,
    /// They heard that it was not over after all.
    Reopened,
    /// They heard that planned work is called off.
    Cancelled,
    /// A mistake was put right.
    Corrected,
    /// Something was added after the end.
    Added,
    /// The report was there.
    Reviewed,
}

impl Happening {
    /// The name in a voice.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Began => "began",
            Self::Noticed => "noticed",
            Self::Ended => "ended",
            Self::CalledOver => "called_over",
            Self::First => "first",
            Self::Turned => "turned",
            Self::News => "news",
            Self::Moved(..) => "moved",
            Self::NoNews => "no_news",
            Self::Reopened => "reopened",
            Self::Cancelled => "cancelled",
            Self::Corrected => "corrected",
            Self::Added => "added",
            Self::Reviewed => "reviewed",
        }
    }

    /// Whether customers heard something.
    pub const fn is_word(self) -> bool {
        !matches!(
            self,
            Self::Began | Self::Noticed | Self::Ended | Self::CalledOver
        )
    }
}

/// One step of the course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// When it was, in UTC.
    pub at: DateTime<Utc>,
    /// What happened.
    pub what: Happening,
    /// Where it stood then.
    pub state: State,
    /// By when the next word was promised, in UTC.
    pub next: Option<DateTime<Utc>>,
    /// The entry that tells it, if customers heard something.
    pub entry: Option<EntryId>,
}

/// How long a state held, as far as customers knew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// The state; none before the first word.
    pub state: Option<State>,
    /// From when on, in UTC.
    pub from: DateTime<Utc>,
    /// Until when, in UTC.
    pub to: DateTime<Utc>,
}

/// The moment for which a word was promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// The moment, in UTC.
    pub at: DateTime<Utc>,
    /// Whether the word came too late, or not at all.
    pub broken: bool,
}

/// What customers met, in the words of the first message that said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// When it was said, in UTC.
    pub at: DateTime<Utc>,
    /// The words.
    pub words: String,
    /// Their language, if it is not the reader's.
    pub foreign: Option<Locale>,
}

/// The course of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// What happened, oldest first.
    pub steps: Vec<Step>,
    /// The states, oldest first; none of planned work that has not begun.
    pub bands: Vec<Band>,
    /// The promised words that lie within the bands.
    pub dues: Vec<Due>,
    /// What customers met.
    pub met: Option<Met>,
    /// The end of planned work as it was announced when the work began, in UTC.
    pub planned_end: Option<DateTime<Utc>>,
}

impl Story {
    /// The course of an incident as it is known at `now`. None if nothing public was recorded.
    pub(super) fn of(incident: &Incident, locale: &Locale, now: DateTime<Utc>) -> Option<Self> {
        let mut steps = words(incident);
        let first = *steps.first()?;
        let facts = &incident.in_force.facts;
        let planned = incident.in_force.kind_of() == IncidentType::Maintenance;
        let began = facts.time(TimeFact::Started).filter(|_| !planned);
        let noticed = facts.time(TimeFact::Detected).filter(|_| !planned);
        let ends = if planned {
            Vec::new()
        } else {
            ends(incident, &steps)
        };
        let bands = bands(&steps, began, now, &ends);
        for (at, what) in [(noticed, Happening::Noticed), (began, Happening::Began)] {
            if let Some(at) = at {
                insert(
                    &mut steps,
                    Step {
                        at,
                        what,
                        next: None,
                        entry: None,
                        ..first
                    },
                );
            }
        }
        let over = incident.in_force.state().is_over();
        let last = ends.len().saturating_sub(usize::from(over));
        for (place, (said, ended)) in ends.into_iter().enumerate() {
            let Some(ended) = ended else { continue };
            let (at, what) = if place < last {
                (said, Happening::CalledOver)
            } else {
                (ended, Happening::Ended)
            };
            insert(
                &mut steps,
                Step {
                    at,
                    what,
                    next: None,
                    entry: None,
                    ..first
                },
            );
        }
        let (from, to) = (bands.first()?.from, bands.last()?.to);
        let promises = incident.promises(now).into_iter();
        let dues = promises
            .filter(|p| p.fact == TimeFact::NextUpdate && p.due >= from && p.due <= to)
            .map(|promise| Due {
                at: promise.due,
                broken: matches!(promise.fate, Fate::Late(_) | Fate::Missed(_)),
            });
        Some(Self {
            dues: dues.collect(),
            met: met(incident, locale),
            planned_end: planned_end(incident),
            steps,
            bands,
        })
    }

    /// When it began, as far as is known: in UTC.
    pub fn begins(&self) -> Option<DateTime<Utc>> {
        self.steps.first().map(|step| step.at)
    }

    /// When customers first heard that it stood there.
    pub fn reached(&self, state: State) -> Option<DateTime<Utc>> {
        let told = |step: &&Step| step.what.is_word() && step.state == state;
        self.steps.iter().find(told).map(|step| step.at)
    }
}

/// The words to customers.
fn words(incident: &Incident) -> Vec<Step> {
    let mut held = InForce::default();
    let mut steps: Vec<Step> = Vec::new();
    for entry in incident.public() {
        let before = (!steps.is_empty()).then(|| held.clone());
        held.apply(entry);
        let turned = before.as_ref().is_none_or(|b| b.state() != held.state());
        let what = match Phase::of(entry, before.as_ref(), &held) {
            _ if before.is_none() => Happening::First,
            _ if turned && held.is_cancelled() => Happening::Cancelled,
            Phase::NoNews => Happening::NoNews,
            Phase::Reopened => Happening::Reopened,
            Phase::Correction => Happening::Corrected,
            Phase::Afterword => Happening::Added,
            Phase::Review => Happening::Reviewed,
            _ if turned => Happening::Turned,
            _ => moved(entry, before.as_ref()).unwrap_or(Happening::News),
        };
        steps.push(Step {
            at: entry.at,
            what,
            state: held.state(),
            next: promised(entry),
            entry: Some(entry.id),
        });
    }
    steps
}

/// That the end of planned work moved.
fn moved(entry: &Entry, before: Option<&InForce>) -> Option<Happening> {
    let before = before.filter(|b| b.kind_of() == IncidentType::Maintenance)?;
    let was = before.facts.time(TimeFact::Estimate)?;
    let end = entry.facts.time(TimeFact::Estimate)?;
    (was != end).then_some(Happening::Moved(was, end))
}

/// The end of planned work as it was announced when the work began; what was called off has none.
fn planned_end(incident: &Incident) -> Option<DateTime<Utc>> {
    let mut held = InForce::default();
    let mut end = None;
    for entry in incident.public() {
        held.apply(entry);
        if held.state() == State::Scheduled {
            end = held.facts.time(TimeFact::Estimate);
        }
    }
    end.filter(|_| !incident.in_force.is_cancelled())
}

fn promised(entry: &Entry) -> Option<DateTime<Utc>> {
    let next = entry.facts.time(TimeFact::NextUpdate);
    next.filter(|next| *next > entry.at)
}

/// When it was first said to be over, and when it was, for every time it was said: the last moment that
/// was named before it was open again, if one was.
fn ends(incident: &Incident, words: &[Step]) -> Vec<End> {
    let mut ends: Vec<End> = Vec::new();
    let mut over = false;
    for (entry, word) in incident.public().zip(words) {
        if word.state.is_over() {
            let ended = entry.facts.time(TimeFact::Ended);
            match ends.last_mut() {
                Some((_, end)) if over => *end = ended.or(*end),
                _ => ends.push((word.at, ended)),
            }
        }
        over = word.state.is_over();
    }
    ends
}

/// The states between the beginning and the end. What happens before planned work begins, and
/// between an end and a reopening, is no part of it.
fn bands(
    words: &[Step],
    began: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
    ends: &[End],
) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut ends = ends.iter();
    let mut over = false;
    let mut open: Option<(Option<State>, DateTime<Utc>)> = None;
    if let (Some(began), Some(first)) = (began, words.first()) {
        open = Some((None, began.min(first.at)));
    }
    for word in words {
        let holds = open.is_some_and(|(state, _)| state == Some(word.state));
        if holds || over && word.state.is_over() {
            continue;
        }
        over = word.state.is_over();
        if let Some((state, from)) = open.take() {
            bands.push(Band {
                state,
                from,
                to: word.at,
            });
        }
        if !over {
            open = (word.state != State::Scheduled).then_some((Some(word.state), word.at));
            continue;
        }
        // It was over before that was said.
        let end = ends.next().and_then(|(_, end)| *end).unwrap_or(word.at);
        bands.retain(|band| band.from < end);
        if let Some(band) = bands.last_mut() {
            band.to = band.to.min(end);
        }
    }
    if let Some((state, from)) = open {
        bands.push(Band {
            state,
            from,
            to: now.max(from),
        });
    }
    bands.retain(|band| band.from < band.to);
    if let (true, Some(word)) = (bands.is_empty(), words.last()) {
        bands.push(Band {
            state: Some(word.state),
            from: word.at,
            to: word.at,
        });
    }
    bands
}

fn insert(steps: &mut Vec<Step>, step: Step) {
    // What nobody was told yet comes before the word of the same minute.
    let later = steps.iter().position(|other| other.at >= step.at);
    steps.insert(later.unwrap_or(steps.len()), step);
}

fn met(incident: &Incident, locale: &Locale) -> Option<Met> {
    let stated = |entry: &Entry| {
        let text = entry
            .facts
            .text(TextFact::Impact)
            .filter(|t| !t.is_blank())?;
        let (words, foreign) = text.for_reader(locale, &entry.locale)?;
        Some(Met {
            at: entry.at,
            words: words.trim().to_owned(),
            foreign: foreign.then(|| entry.locale.clone()),
        })
    };
    incident.public().find_map(stated)
}
