//! The rhythm of an incident: what each entry says about state and time, and nothing else. Promises
//! and figures are read from it, so that neither needs the words of a long history.

use chrono::{DateTime, Utc};

use super::entry::{Entry, EntryId, Kind};
use super::fact::{FactName, TextFact, TimeFact};
use super::facts::Facts;
use super::words::{IncidentType, Severity, State};

/// Moments by the fact that they state, in UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Moments([Option<DateTime<Utc>>; TimeFact::ALL.len()]);

impl Moments {
    /// The moment of a fact.
    pub const fn get(&self, fact: TimeFact) -> Option<DateTime<Utc>> {
        self.0[fact as usize]
    }

    /// Sets or removes the moment of a fact.
    pub const fn set(&mut self, fact: TimeFact, moment: Option<DateTime<Utc>>) {
        self.0[fact as usize] = moment;
    }
}

/// What one entry states about state and time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stated {
    /// Where it stands.
    pub state: Option<State>,
    /// What kind of thing it is about.
    pub kind_of: Option<IncidentType>,
    /// How bad it is for customers.
    pub severity: Option<Severity>,
    /// The moments.
    pub times: Moments,
    /// Whether somebody confirmed what can be confirmed.
    pub confirmed: bool,
    /// Until when reminders are put off.
    pub until: Option<DateTime<Utc>>,
    /// Whether it says where the report can be read.
    pub report: bool,
    /// Whether it starts a clock of a regulator.
    pub clocked: bool,
    /// How many findings it lets be.
    pub waived: u16,
    /// Facts that are withdrawn: a bit for each, by its place in the list of facts.
    withdrawn: u8,
}

impl Stated {
    /// What facts, and the names of facts that are withdrawn, say about state and time.
    pub fn of(facts: &Facts, clear: &[FactName]) -> Self {
        let mut stated = Self {
            state: facts.state,
            kind_of: facts.kind_of,
            severity: facts.severity,
            confirmed: facts.confirmed_by.is_some(),
            until: facts.internal.until,
            report: facts.text(TextFact::Report).is_some(),
            clocked: !facts.internal.starts.is_empty(),
            ..Self::default()
        };
        for fact in TimeFact::ALL {
            stated.times.set(*fact, facts.time(*fact));
        }
        for name in clear {
            stated.withdraw(name);
        }
        stated
    }

    /// Notes that a fact is withdrawn; only moments count here.
    pub const fn withdraw(&mut self, name: &FactName) {
        if let FactName::Time(fact) = name {
            self.withdraw_time(*fact);
        }
    }

    /// Notes that a moment is withdrawn.
    pub const fn withdraw_time(&mut self, fact: TimeFact) {
        self.withdrawn |= 1 << fact as u8;
    }

    /// The moments that are withdrawn: a bit for each, by its place in the list of facts.
    pub const fn withdrawn(&self) -> u8 {
        self.withdrawn
    }

    /// Whether a moment is withdrawn.
    pub const fn withdraws(&self, fact: TimeFact) -> bool {
        self.withdrawn & (1 << fact as u8) != 0
    }
}

/// Whether an entry told customers something, and of which kind it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Speech {
    /// Nobody outside was told.
    Silent,
    /// Somebody was told what was said before: a client, a channel, an authority.
    Told,
    /// Reminders were put off; nobody outside was told.
    Snoozed,
    /// A word like any other.
    Said,
    /// A mistake was put right.
    Corrected,
    /// It was said to be over.
    Resolved,
    /// The review is final.
    Reviewed,
}

impl From<&Kind> for Speech {
    fn from(kind: &Kind) -> Self {
        match kind {
            Kind::Declared | Kind::Updated => Self::Said,
            Kind::Corrected => Self::Corrected,
            Kind::Resolved => Self::Resolved,
            Kind::Snoozed => Self::Snoozed,
            Kind::Reviewed => Self::Reviewed,
            Kind::Told => Self::Told,
            Kind::Noted | Kind::Heard | Kind::Drafted | Kind::Measured | Kind::Other(_) => {
                Self::Silent
            }
        }
    }
}

/// One entry of an incident, as far as its rhythm goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Beat {
    /// The entry.
    pub id: EntryId,
    /// When it happened or was said, in UTC.
    pub at: DateTime<Utc>,
    /// What it was for customers.
    pub speech: Speech,
    /// What it states.
    pub stated: Stated,
}

impl Speech {
    /// Whether customers were told something.
    const fn is_public(self) -> bool {
        !matches!(self, Self::Silent | Self::Told | Self::Snoozed)
    }

    /// Whether it is the report of what happened, or says where that stands. A correction is none.
    const fn reports(self, stated: &Stated) -> bool {
        match self {
            Self::Reviewed => true,
            Self::Said | Self::Resolved => stated.report,
            Self::Silent | Self::Told | Self::Snoozed | Self::Corrected => false,
        }
    }
}

impl Beat {
    /// Whether customers were told something.
    pub const fn is_public(&self) -> bool {
        self.speech.is_public()
    }

    /// Whether it is the report of what happened, or says where that stands. A correction is none.
    pub const fn reports(&self) -> bool {
        self.speech.reports(&self.stated)
    }
}

impl From<&Entry> for Beat {
    fn from(entry: &Entry) -> Self {
        Self {
            id: entry.id,
            at: entry.at,
            speech: Speech::from(&entry.kind),
            stated: Stated {
                waived: u16::try_from(entry.waived.len()).unwrap_or(u16::MAX),
                ..Stated::of(&entry.facts, &entry.clear)
            },
        }
    }
}

/// The beats of one incident, in the order of their times, and of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rhythm<'a> {
    /// The id of the incident.
    pub incident: &'a str,
    /// Its beats.
    pub beats: Vec<Beat>,
}

impl Rhythm<'_> {
    /// Until when reminders are put off: as the newest entry says that does so, unless customers
    /// heard a word since.
    pub fn snoozed(&self) -> Option<DateTime<Utc>> {
        let since = self.beats.iter().rev().take_while(|beat| !beat.is_public());
        let mut snoozes = since.filter(|beat| beat.speech == Speech::Snoozed);
        snoozes.next()?.stated.until
    }
}

/// What holds after a row of beats: the same as after the entries they are of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    state: Option<State>,
    kind_of: Option<IncidentType>,
    severity: Option<Severity>,
    /// The moments in force.
    pub times: Moments,
}

impl Held {
    /// Adds one beat, which must be later than all that were added before.
    pub fn apply(&mut self, beat: &Beat) {
        self.go_on(beat.at, beat.speech, &beat.stated);
    }

    /// Adds what was stated at a moment, later than all that was added before.
    pub fn go_on(&mut self, at: DateTime<Utc>, speech: Speech, stated: &Stated) {
        if !speech.is_public() {
            return;
        }
        self.times.set(TimeFact::NextUpdate, None);
        let end = self.times.get(TimeFact::Estimate);
        if !(self.is_planned() && end.is_some_and(|end| end > at)) {
            self.times.set(TimeFact::Estimate, None);
        }
        let was_over = self.state().is_over();
        for fact in TimeFact::ALL {
            if stated.withdraws(*fact) {
                self.times.set(*fact, None);
            }
            if let Some(moment) = stated.times.get(*fact) {
                self.times.set(*fact, Some(moment));
            }
        }
        self.kind_of = stated.kind_of.or(self.kind_of);
        self.severity = stated.severity.or(self.severity);
        self.state = stated.state.or(self.state);
        if speech == Speech::Resolved && stated.state.is_none() {
            self.state = Some(State::last(self.kind_of()));
        }
        let reports = self.state().is_over() && speech.reports(stated);
        if reports && stated.times.get(TimeFact::FollowUp).is_none() {
            self.times.set(TimeFact::FollowUp, None);
        }
        if was_over && !self.state().is_over() && stated.times.get(TimeFact::Ended).is_none() {
            self.times.set(TimeFact::Ended, None);
        }
    }

    /// What kind of thing it is about; an incident if nothing was said.
    pub fn kind_of(&self) -> IncidentType {
        self.kind_of.unwrap_or(IncidentType::Incident)
    }

    /// Where it stands; at its beginning if nothing was said.
    pub fn state(&self) -> State {
        self.state.unwrap_or_else(|| State::first(self.kind_of()))
    }

    /// How bad it is for customers; major if nothing was said.
    pub fn severity(&self) -> Severity {
        self.severity.unwrap_or(Severity::Major)
    }

    /// Whether it is planned work.
    pub fn is_planned(&self) -> bool {
        self.kind_of() == IncidentType::Maintenance
    }
}
