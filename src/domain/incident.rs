//! An incident: the fold of its entries.

mod phase;

use chrono::{DateTime, Utc};

use super::entry::{Entry, EntryId, Kind};
use super::fact::{FactName, TextFact, TimeFact};
use super::facts::{Facts, Starts};
use super::locale::Locale;
use super::redaction;
use super::review::Draft;
use super::words::{ComponentStatus, DataImpact, IncidentType, Severity, State};
use crate::order;
use crate::order::Map;

pub use phase::Phase;

/// What holds after a row of entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InForce {
    /// The facts that hold.
    pub facts: Facts,
    /// Who confirmed the estimate, the offer or the word about data that is in force. A statement
    /// that nobody confirmed is in force too, but voices say it differently or not at all.
    pub confirmed: Map<FactName, String>,
    /// When customers were last told that it was over, as long as it is.
    pub over_since_word: Option<DateTime<Utc>>,
    /// When customers were first told that it was over, if it came back after that.
    returned: Option<DateTime<Utc>>,
    /// When customers last heard that the review is there, as long as it is over.
    pub reviewed: Option<DateTime<Utc>>,
    /// What is drafted of the review and was not told yet.
    pub draft: Option<Draft>,
    /// How the components were doing when it was said to be over: what is open again is as bad as it
    /// was.
    before_the_end: Map<String, ComponentStatus>,
}

impl InForce {
    /// The statements that count only with the name of somebody who confirmed them.
    const CONFIRMABLE: [FactName; 3] = [
        FactName::Time(TimeFact::Estimate),
        FactName::Text(TextFact::Offer),
        FactName::Data,
    ];

    /// The promise of a report: the report keeps it.
    const REPORT: FactName = FactName::Time(TimeFact::FollowUp);

    /// Adds one entry, which must be later than all that were added before.
    pub fn apply(&mut self, entry: &Entry) {
        match entry.kind {
            Kind::Noted => {
                self.forget_redacted(entry);
                self.apply_internal(entry);
            }
            Kind::Drafted => {
                let gone = entry.clear.iter().cloned().chain(redacted(entry));
                for name in gone.filter(|name| matches!(name, FactName::Internal(_))) {
                    self.withdraw(&name);
                }
                self.apply_internal(entry);
                self.draft.get_or_insert_default().take(entry);
            }
            Kind::Snoozed | Kind::Told | Kind::Heard | Kind::Measured | Kind::Other(_) => return,
            Kind::Declared | Kind::Updated | Kind::Resolved | Kind::Corrected => {
                self.apply_public(entry);
            }
            Kind::Reviewed => {
                self.apply_public(entry);
                (self.reviewed, self.draft) = (Some(entry.at), None);
            }
        }
        self.facts.internal.note = None;
    }

    /// What is for the team holds at once.
    fn apply_internal(&mut self, entry: &Entry) {
        let internal = Facts {
            internal: entry.facts.internal.clone(),
            ..Facts::default()
        };
        self.facts.overlay(&internal, &entry.locale);
    }

    /// Makes what was drafted hold for everybody.
    pub(super) fn publish(&mut self, draft: &Draft, locale: &Locale) {
        for name in &draft.clear {
            self.withdraw(name);
        }
        self.state_for_all(&draft.facts, locale);
    }

    /// Takes over facts with the name of whoever confirmed what can be confirmed.
    fn state_for_all(&mut self, facts: &Facts, locale: &Locale) {
        self.facts.overlay(facts, locale);
        self.facts.confirmed_by = None;
        self.facts.texts.remove(&TextFact::What);
        for name in Self::CONFIRMABLE {
            if facts.states(&name) {
                match &facts.confirmed_by {
                    Some(who) => drop(self.confirmed.insert(name, who.clone())),
                    None => drop(self.confirmed.remove(&name)),
                }
            }
        }
    }

    fn apply_public(&mut self, entry: &Entry) {
        self.withdraw(&FactName::Time(TimeFact::NextUpdate));
        // A repair time is an estimate of the moment; a plan stands until its time has come.
        let planned = self.kind_of() == IncidentType::Maintenance;
        let end = self.facts.time(TimeFact::Estimate);
        if !(planned && end.is_some_and(|end| end > entry.at)) {
            self.withdraw(&FactName::Time(TimeFact::Estimate));
        }
        for name in &entry.clear {
            self.withdraw(name);
        }
        self.forget_redacted(entry);
        let (was_over, was_cancelled) = (self.state().is_over(), self.is_cancelled());
        let way = FactName::Text(TextFact::Workaround);
        if self.has_a_lapsing_way(&entry.facts) && !entry.facts.states(&way) {
            self.withdraw(&way);
        }
        // Only what the entry changes is not there any more when it is looked for.
        let stated = !entry.facts.components.is_empty();
        let components = stated.then(|| self.facts.components.clone());
        self.state_for_all(&entry.facts, &entry.locale);
        if entry.kind == Kind::Resolved && entry.facts.state.is_none() {
            self.facts.state = Some(State::last(self.kind_of()));
        }
        if self.state().is_over() && entry.reports() && !entry.facts.states(&Self::REPORT) {
            self.withdraw(&Self::REPORT);
        }
        match (was_over, self.state().is_over()) {
            (false, true) => {
                self.over_since_word = Some(entry.at);
                self.before_the_end = components.unwrap_or_else(|| self.facts.components.clone());
            }
            (true, false) => {
                // Work that takes place after all was never said to be over, and what was taken back
                // as wrong did not come back.
                if !was_cancelled && entry.kind != Kind::Corrected {
                    self.returned = self.returned.or(self.over_since_word);
                }
                self.forget_the_end(entry);
            }
            _ => {}
        }
    }

    /// An incident that is open again has no end, and what was said about the end holds no more.
    fn forget_the_end(&mut self, entry: &Entry) {
        (self.over_since_word, self.reviewed) = (None, None);
        let mut ends = vec![
            FactName::Time(TimeFact::Ended),
            FactName::Text(TextFact::Outcome),
            FactName::Text(TextFact::Harm),
            FactName::Text(TextFact::Action),
        ];
        if self.facts.data == Some(DataImpact::None) {
            // Whoever checked that nothing was lost checked the time before.
            ends.push(FactName::Data);
        }
        for name in ends {
            if !entry.facts.states(&name) {
                self.withdraw(&name);
            }
        }
        // That a component worked again was said with the end.
        let before = std::mem::take(&mut self.before_the_end);
        self.facts.components.retain(|name, status| {
            if *status == ComponentStatus::Operational && !entry.facts.components.contains_key(name)
            {
                let Some(was) = before.get(name) else {
                    return false;
                };
                *status = *was;
            }
            true
        });
    }

    /// What stood before a fact that was taken out of the log holds no more than that fact did.
    fn forget_redacted(&mut self, entry: &Entry) {
        for name in redacted(entry) {
            self.withdraw(&name);
        }
    }

    fn withdraw(&mut self, name: &FactName) {
        self.facts.withdraw(name);
        self.confirmed.remove(name);
    }

    /// What `stated` says that does not hold already; the promise of a word is always new.
    pub fn news(&self, stated: &Facts) -> Facts {
        let (known, mut news) = (&self.facts, stated.clone());
        news.kind_of = news.kind_of.filter(|v| self.kind_of() != *v);
        news.severity = news.severity.filter(|v| self.severity() != *v);
        news.state = news.state.filter(|v| self.state() != *v);
        news.components
            .retain(|name, status| known.components.get(name) != Some(status));
        let confirmed_anew = |name: &FactName| {
            stated.confirmed_by.is_some()
                && stated.confirmed_by.as_ref() != self.confirmed.get(name)
        };
        news.times.retain(|fact, moment| {
            known.time(*fact) != Some(*moment)
                || *fact == TimeFact::NextUpdate
                || *fact == TimeFact::Estimate && confirmed_anew(&FactName::Time(*fact))
        });
        news.data = news
            .data
            .filter(|v| known.data != Some(*v) || confirmed_anew(&FactName::Data));
        news.texts.retain(|fact, text| {
            let held = known.text(*fact);
            let same =
                held.is_some_and(|held| text.iter().all(|(l, words)| held.get(l) == Some(words)));
            !same
                || (*fact == TextFact::Offer && confirmed_anew(&FactName::Text(TextFact::Offer)))
                || (*fact == TextFact::Workaround && self.has_a_lapsing_way(stated))
        });
        let (mine, theirs) = (&mut news.internal, &known.internal);
        mine.cause
            .take_if(|cause| theirs.cause.as_ref() == Some(cause));
        mine.people
            .take_if(|people| theirs.people.as_ref() == Some(people));
        mine.looked_back
            .retain(|fact, text| theirs.looked_back.get(fact) != Some(text));
        for fact in Starts::ALL {
            if mine.starts.get(fact) == theirs.starts.get(fact) {
                mine.starts.set(fact, None);
            }
        }
        if mine.links == theirs.links {
            mine.links.clear();
        }
        if news.data.is_none()
            && !news.texts.contains_key(&TextFact::Offer)
            && !news.times.contains_key(&TimeFact::Estimate)
        {
            news.confirmed_by = None;
        }
        news
    }

    /// The state in force; an incident that never stated one is at the beginning of its type.
    pub fn state(&self) -> State {
        self.facts
            .state
            .unwrap_or_else(|| State::first(self.kind_of()))
    }

    /// The type in force.
    pub fn kind_of(&self) -> IncidentType {
        self.facts.kind_of.unwrap_or(IncidentType::Incident)
    }

    /// Whether planned work was called off: it is over, and was to begin only later.
    pub fn is_cancelled(&self) -> bool {
        let over = self.kind_of() == IncidentType::Maintenance && self.state().is_over();
        let ended = self.facts.time(TimeFact::Ended).or(self.over_since_word);
        let planned = self.facts.time(TimeFact::Started);
        over && planned.zip(ended).is_some_and(|(start, end)| end < start)
    }

    /// The severity in force; an incident that never stated one counts as major.
    pub fn severity(&self) -> Severity {
        self.facts.severity.unwrap_or(Severity::Major)
    }
}

/// The facts that were taken out of an entry.
pub(super) fn redacted(entry: &Entry) -> impl Iterator<Item = FactName> {
    let fields = entry.facts.internal.redacted.keys();
    fields.filter_map(|field| redaction::fact_of(field))
}

/// An incident up to some entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// The id: the day and the words of the title.
    pub id: String,
    /// All entries by their times; those of one time as they were written, which no id tells.
    pub timeline: Vec<Entry>,
    /// What holds after all of them.
    pub in_force: InForce,
}

impl Incident {
    /// Folds entries, of which those of one time come as they were written, into their incident.
    pub fn from_entries(id: impl Into<String>, mut entries: Vec<Entry>) -> Self {
        order::sort_by_key(&mut entries, |entry| entry.at);
        let mut in_force = InForce::default();
        for entry in &entries {
            in_force.apply(entry);
        }
        Self {
            id: id.into(),
            timeline: entries,
            in_force,
        }
    }

    /// The incident as it was right after one of its entries.
    pub fn as_of(&self, entry: EntryId) -> Option<Self> {
        let place = self.timeline.iter().position(|e| e.id == entry)?;
        Some(Self::from_entries(
            self.id.clone(),
            self.timeline[..=place].to_vec(),
        ))
    }

    /// The incident with one more entry.
    #[must_use]
    pub fn with(&self, entry: Entry) -> Self {
        let mut entries = self.timeline.clone();
        entries.push(entry);
        Self::from_entries(self.id.clone(), entries)
    }

    /// The entries that told customers something, oldest first.
    pub fn public(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.timeline.iter().filter(|e| e.kind.is_public())
    }

    /// The newest public entry: what a message is about.
    pub fn last_word(&self) -> Option<&Entry> {
        self.public().next_back()
    }

    /// What held before the newest public entry, if anything was said before it.
    pub fn before_last_word(&self) -> Option<InForce> {
        let last = self.last_word()?;
        let mut before = InForce::default();
        let mut spoken = false;
        for entry in self.timeline.iter().take_while(|e| e.id != last.id) {
            before.apply(entry);
            spoken |= entry.kind.is_public();
        }
        spoken.then_some(before)
    }

    /// The phase of the newest public entry.
    pub fn phase(&self) -> Phase {
        match self.last_word() {
            Some(entry) => Phase::of(entry, self.before_last_word().as_ref(), &self.in_force),
            None => Phase::FirstWord,
        }
    }

    /// The newest public entry that states one of these facts: the one a correction is about.
    pub fn last_stating(&self, names: &[FactName]) -> Option<&Entry> {
        self.public()
            .rev()
            .find(|e| names.iter().any(|name| e.facts.states(name)))
    }

    /// When the newest entry happened.
    pub fn newest_at(&self) -> Option<DateTime<Utc>> {
        self.timeline.last().map(|e| e.at)
    }

    /// The locale in which the incident was declared.
    pub fn primary_locale(&self) -> Locale {
        self.timeline
            .first()
            .map_or_else(Locale::english, |e| e.locale.clone())
    }

    /// The title in force for a reader of `locale`, or the id if no entry gave one.
    pub fn title(&self, locale: &Locale) -> &str {
        let title = self.in_force.facts.text(TextFact::Title);
        let text = title.and_then(|t| t.for_reader(locale, &self.primary_locale()));
        text.map_or(self.id.as_str(), |(text, _)| text)
    }

    /// What is odd about the entries, worth a warning to whoever keeps the log.
    pub fn oddities(&self) -> Vec<String> {
        let mut odd = Vec::new();
        let declared = self
            .timeline
            .iter()
            .filter(|e| e.kind == Kind::Declared)
            .count();
        if declared > 1 {
            odd.push(format!(
                "`{}` was declared {declared} times; the later ones count as updates",
                self.id
            ));
        }
        odd
    }
}

#[cfg(test)]
mod tests;
