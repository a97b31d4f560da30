//! What the engineer knows, as one entry states it.

use chrono::{DateTime, Utc};

use super::fact::{FactName, InternalFact, TextFact, TimeFact};
use super::feedback::Heard;
use super::locale::Locale;
use super::measure::Step;
use super::origin::Origin;
use super::redaction::Redacted;
use super::words::{ComponentStatus, DataImpact, IncidentType, Severity, State};
use crate::order;
use crate::order::Map;

/// One text in one or more locales. An empty text is an answer: "not known yet", "none yet".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Localised(Map<Locale, String>);

impl Localised {
    /// A text in a single locale.
    pub fn single(locale: Locale, text: impl Into<String>) -> Self {
        Self(Map::from([(locale, text.into())]))
    }

    /// Sets the text of one locale.
    pub fn set(&mut self, locale: Locale, text: impl Into<String>) {
        self.0.insert(locale, text.into());
    }

    /// Returns the text of exactly this locale.
    pub fn get(&self, locale: &Locale) -> Option<&str> {
        self.0.get(locale).map(String::as_str)
    }

    /// Returns the text for a reader of `locale`: its own, that of its language, or else that of
    /// `primary` or of any other locale. The flag says that it is in another language.
    pub fn for_reader(&self, locale: &Locale, primary: &Locale) -> Option<(&str, bool)> {
        let own = self.get(locale).or_else(|| {
            self.0
                .iter()
                .find(|(l, _)| l.language() == locale.language())
                .map(|(_, t)| t.as_str())
        });
        match own {
            Some(text) => Some((text, false)),
            None => self
                .get(primary)
                .or_else(|| self.0.values().next().map(String::as_str))
                .map(|text| (text, !text.is_empty())),
        }
    }

    /// Whether the answer is an explicit "nothing", in whatever locale it was given.
    pub fn is_blank(&self) -> bool {
        self.0.values().all(|text| text.trim().is_empty())
    }

    /// The texts with their locales, sorted by locale.
    pub fn iter(&self) -> impl Iterator<Item = (&Locale, &str)> {
        self.0.iter().map(|(locale, text)| (locale, text.as_str()))
    }

    /// The number of locales.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no text in any locale.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes over a later statement. One that speaks the `primary` locale replaces the text whole,
    /// since older translations would contradict it; one that does not adds translations.
    pub fn overlay(&mut self, later: &Self, primary: &Locale) {
        if later.0.contains_key(primary) || later.is_blank() {
            self.0.clone_from(&later.0);
        } else {
            self.0
                .extend(later.0.iter().map(|(l, t)| (l.clone(), t.clone())));
        }
    }
}

/// Facts for the team alone. No type that a customer's template receives holds one of these.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Internal {
    /// The technical cause so far.
    pub cause: Option<String>,
    /// Who is working on it.
    pub people: Option<String>,
    /// Links for the team: dashboards, tickets, recordings.
    pub links: Vec<String>,
    /// What starts the clocks of regulators.
    pub starts: Starts,
    /// One thing that happened, for the timeline. Belongs to its entry and is never in force.
    pub note: Option<String>,
    /// Until when reminders of what is owed are put off. Belongs to its entry, like a note.
    pub until: Option<DateTime<Utc>>,
    /// Who heard it, how, and in which words. Belongs to its entry, like a note.
    pub told: Told,
    /// What the review says to the team: how many were affected, what else had a part in it, what
    /// went well and what did not, where we were lucky.
    pub looked_back: Map<InternalFact, String>,
    /// What becomes of a measure. Belongs to its entry, like a note.
    pub step: Step,
    /// Where it came from, if it was not first written here. Belongs to its entry, like a note.
    pub origin: Origin,
    /// One voice that was heard about how we told it. Belongs to its entry, like a note.
    pub heard: Heard,
    /// What was taken out of the entry, and why. Belongs to it, like a note.
    pub redacted: Redacted,
}

/// The moments that start the clocks of regulators, in UTC.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Starts([Option<DateTime<Utc>>; Self::ALL.len()]);

impl Starts {
    /// The facts that are such moments.
    pub const ALL: [InternalFact; 3] = [
        InternalFact::Aware,
        InternalFact::Classified,
        InternalFact::Mended,
    ];

    fn place(fact: InternalFact) -> Option<usize> {
        Self::ALL.iter().position(|known| *known == fact)
    }

    /// The moment of a fact.
    pub fn get(&self, fact: InternalFact) -> Option<DateTime<Utc>> {
        self.0[Self::place(fact)?]
    }

    /// Sets or removes the moment of a fact; of one that is no such moment nothing is kept.
    pub fn set(&mut self, fact: InternalFact, moment: Option<DateTime<Utc>>) {
        if let Some(place) = Self::place(fact) {
            self.0[place] = moment;
        }
    }

    /// Whether none is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Who heard from us, as an entry of the kind `told` records it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// The client by name, or the public channel.
    pub to: Option<String>,
    /// The way, such as `phone`; a public channel is its own way.
    pub how: Option<String>,
    /// The words that were said.
    pub said: Option<String>,
}

impl Internal {
    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The facts that one entry states, or those in force after a row of entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// What kind of thing it is about.
    pub kind_of: Option<IncidentType>,
    /// How bad it is for customers.
    pub severity: Option<Severity>,
    /// Where it stands.
    pub state: Option<State>,
    /// How each component is doing, by its name.
    pub components: Map<String, ComponentStatus>,
    /// The facts that are sentences.
    pub texts: Map<TextFact, Localised>,
    /// The facts that are moments, in UTC.
    pub times: Map<TimeFact, DateTime<Utc>>,
    /// What happened to customers' data.
    pub data: Option<DataImpact>,
    /// Who confirmed the estimate, the offer or the statement about data that stand beside it.
    pub confirmed_by: Option<String>,
    /// The words that were published, where they were not rendered here: whole, in the locale of
    /// their entry. Belong to it, like a note.
    pub published: Option<String>,
    /// What only the team may know.
    pub internal: Internal,
}

impl Facts {
    /// Returns one text fact in all its locales.
    pub fn text(&self, fact: TextFact) -> Option<&Localised> {
        self.texts.get(&fact)
    }

    /// Sets a text fact in one locale, beside its other locales.
    pub fn set_text(&mut self, fact: TextFact, locale: &Locale, text: impl Into<String>) {
        self.texts
            .entry(fact)
            .or_default()
            .set(locale.clone(), text);
    }

    /// Returns one moment.
    pub fn time(&self, fact: TimeFact) -> Option<DateTime<Utc>> {
        self.times.get(&fact).copied()
    }

    /// Whether nothing at all is stated.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a fact is stated (an empty text is).
    pub fn states(&self, name: &FactName) -> bool {
        match name {
            FactName::Text(fact) => self.texts.contains_key(fact),
            FactName::Time(fact) => self.times.contains_key(fact),
            FactName::Data => self.data.is_some(),
            FactName::Components => !self.components.is_empty(),
            FactName::Internal(InternalFact::Cause) => self.internal.cause.is_some(),
            FactName::Internal(InternalFact::People) => self.internal.people.is_some(),
            FactName::Internal(InternalFact::Links) => !self.internal.links.is_empty(),
            FactName::Internal(InternalFact::Note) => self.internal.note.is_some(),
            FactName::Internal(fact) => {
                self.internal.starts.get(*fact).is_some()
                    || self.internal.looked_back.contains_key(fact)
            }
        }
    }

    /// Withdraws one fact.
    pub fn withdraw(&mut self, name: &FactName) {
        match name {
            FactName::Text(fact) => drop(self.texts.remove(fact)),
            FactName::Time(fact) => drop(self.times.remove(fact)),
            FactName::Data => self.data = None,
            FactName::Components => self.components.clear(),
            FactName::Internal(InternalFact::Cause) => self.internal.cause = None,
            FactName::Internal(InternalFact::People) => self.internal.people = None,
            FactName::Internal(InternalFact::Links) => self.internal.links.clear(),
            FactName::Internal(InternalFact::Note) => self.internal.note = None,
            FactName::Internal(fact) => {
                self.internal.starts.set(*fact, None);
                self.internal.looked_back.remove(fact);
            }
        }
    }

    /// Takes over what a later entry states, fact by fact. Components and internal facts merge by
    /// key; `primary` is the locale of the later entry's plain texts.
    pub fn overlay(&mut self, later: &Self, primary: &Locale) {
        fn take<T: Clone>(slot: &mut Option<T>, later: Option<&T>) {
            if let Some(value) = later {
                *slot = Some(value.clone());
            }
        }
        take(&mut self.kind_of, later.kind_of.as_ref());
        take(&mut self.severity, later.severity.as_ref());
        take(&mut self.state, later.state.as_ref());
        take(&mut self.data, later.data.as_ref());
        take(&mut self.confirmed_by, later.confirmed_by.as_ref());
        take(&mut self.internal.cause, later.internal.cause.as_ref());
        take(&mut self.internal.people, later.internal.people.as_ref());
        take(&mut self.internal.note, later.internal.note.as_ref());
        for fact in Starts::ALL {
            if let Some(moment) = later.internal.starts.get(fact) {
                self.internal.starts.set(fact, Some(moment));
            }
        }
        if !later.internal.links.is_empty() {
            self.internal.links.clone_from(&later.internal.links);
        }
        for (fact, text) in &later.internal.looked_back {
            self.internal.looked_back.insert(*fact, text.clone());
        }
        self.components
            .extend(later.components.iter().map(|(k, v)| (k.clone(), *v)));
        self.times
            .extend(later.times.iter().map(|(fact, at)| (*fact, *at)));
        for (fact, text) in &later.texts {
            self.texts.entry(*fact).or_default().overlay(text, primary);
        }
    }

    /// Every locale in which at least one text is stated.
    pub fn locales(&self) -> impl Iterator<Item = &Locale> {
        let mut locales: Vec<_> = self
            .texts
            .values()
            .flat_map(|t| t.iter().map(|(l, _)| l))
            .collect();
        order::sort(&mut locales);
        locales.dedup();
        locales.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locale(tag: &str) -> Locale {
        tag.parse().unwrap()
    }

    #[test]
    fn a_new_text_drops_the_translations_of_the_old_one() {
        let mut text = Localised::single(locale("en"), "Old.");
        text.set(locale("es"), "Viejo.");
        text.overlay(&Localised::single(locale("en"), "New."), &locale("en"));
        assert_eq!(text, Localised::single(locale("en"), "New."));
    }

    #[test]
    fn a_translation_alone_joins_the_text_it_translates() {
        let mut text = Localised::single(locale("en"), "New.");
        text.overlay(&Localised::single(locale("es"), "Nuevo."), &locale("en"));
        assert_eq!(text.get(&locale("en")), Some("New."));
        assert_eq!(text.get(&locale("es")), Some("Nuevo."));
    }

    #[test]
    fn a_reader_without_a_translation_gets_the_primary_text_marked_as_foreign() {
        let text = Localised::single(locale("en"), "It is down.");
        assert_eq!(
            text.for_reader(&locale("es"), &locale("en")),
            Some(("It is down.", true))
        );
        assert_eq!(
            text.for_reader(&locale("en-GB"), &locale("en")),
            Some(("It is down.", false))
        );
    }
}
