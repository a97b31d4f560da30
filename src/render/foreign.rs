//! Facts that have no text in the language of a reader, marked as what they are: a fallback is
//! visible, never silent. Words of closed lists that were told wrongly are told in the voice's words.

use crate::order::Map;

use minijinja::value::{Serde, Value, merge_maps};

use super::format::fill;
use super::voice::Voice;
use crate::domain::briefing::{Briefing, Correction, Quote};
use crate::domain::fact::TextFact;
use crate::domain::incident::Incident;

/// The marked texts of one briefing; most have none.
#[derive(Debug, Default)]
pub(super) struct Foreign {
    /// By the name of the fact.
    texts: Vec<(&'static str, String)>,
    /// One for each measure, if any is in another language.
    measures: Vec<Option<String>>,
    /// One for each correction, if any is in another language or a word of a closed list: what was
    /// wrong, and what holds.
    corrections: Vec<[Option<String>; 2]>,
}

impl Foreign {
    pub(super) fn of(briefing: &Briefing, incident: &Incident, voice: &Voice) -> Self {
        let now = briefing.public();
        let corrects_foreign = |c: &Correction| c.wrote_foreign || c.holds_foreign || is_word(c);
        let corrects = now.corrections.iter().any(corrects_foreign);
        let mut foreign = Self::default();
        if now.untranslated.is_empty() && !corrects {
            return foreign;
        }
        let primary = incident.last_word().map(|entry| &entry.locale);
        let mark = |fact: TextFact, text: &str| {
            let spoken = incident.in_force.facts.text(fact).and_then(|texts| {
                let own = primary.filter(|locale| texts.get(locale).is_some());
                own.or_else(|| texts.iter().next().map(|(locale, _)| locale))
            });
            // The words of a measure stand in no fact.
            let spoken = spoken.or(primary);
            let tag = spoken.map_or("", |locale| locale.language());
            let language = voice.word(&["languages.", tag].concat()).unwrap_or(tag);
            let format = voice.word("foreign.text").unwrap_or("{text}");
            fill(format, &[("language", language), ("text", text)])
        };
        for fact in &now.untranslated {
            if let Some(Quote::Text(text)) = briefing.quote(fact.key()) {
                foreign.texts.push((fact.key(), mark(*fact, text)));
            }
        }
        if now.untranslated.contains(&TextFact::What) {
            let measures = now.measures.iter();
            let marked = measures.map(|m| m.foreign.then(|| mark(TextFact::What, &m.what)));
            foreign.measures = marked.collect();
        }
        if corrects {
            let marked = now.corrections.iter().map(|correction| {
                let fact = TextFact::of_key(&correction.fact);
                let words = |text: &Option<String>, foreign: bool| {
                    if is_word(correction) {
                        return said(correction, text.as_deref()?, voice);
                    }
                    let text = text.as_deref().filter(|_| foreign);
                    fact.and_then(|fact| text.map(|text| mark(fact, text)))
                };
                [
                    words(&correction.wrote, correction.wrote_foreign),
                    words(&correction.holds, correction.holds_foreign),
                ]
            });
            foreign.corrections = marked.collect();
        }
        foreign
    }

    /// The marked text of a fact, if it is in another language.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let mut texts = self.texts.iter();
        texts
            .find(|(known, _)| *known == name)
            .map(|(_, text)| text.as_str())
    }

    /// The marked text of one thing of a list, if it is in another language.
    pub(super) fn text_of(&self, list: &str, place: usize, name: &str) -> Option<&str> {
        let text = match (list, name) {
            ("measures", "what") => self.measures.get(place)?,
            ("corrections", "wrote") => &self.corrections.get(place)?[0],
            ("corrections", "holds") => &self.corrections.get(place)?[1],
            _ => return None,
        };
        text.as_deref()
    }

    /// All facts as templates see them, the marked ones over the others.
    pub(super) fn over(&self, briefing: &Briefing) -> Value {
        let now = briefing.public();
        let mut seen = Value::from(Serde(briefing));
        for (name, text) in &self.texts {
            seen = overlaid(name, Value::from(text.as_str()), seen);
        }
        if !self.measures.is_empty() {
            let measures = now.measures.iter().zip(&self.measures);
            let measures = measures.map(|(measure, what)| {
                let what = what.as_deref().unwrap_or(&measure.what);
                overlaid("what", what.into(), Value::from(Serde(measure)))
            });
            let measures: Vec<Value> = measures.collect();
            seen = overlaid("measures", measures.into(), seen);
        }
        if !self.corrections.is_empty() {
            let corrections = now.corrections.iter().zip(&self.corrections);
            let corrections = corrections.map(|(correction, [wrote, holds])| {
                let mut thing = Value::from(Serde(correction));
                for (name, words) in [("wrote", wrote), ("holds", holds)] {
                    if let Some(words) = words {
                        thing = overlaid(name, Value::from(words.as_str()), thing);
                    }
                }
                thing
            });
            let corrections: Vec<Value> = corrections.collect();
            seen = overlaid("corrections", corrections.into(), seen);
        }
        seen
    }
}

/// Whether a correction is about a word of a closed list: a state, or how a component does.
fn is_word(correction: &Correction) -> bool {
    matches!(correction.fact.as_str(), "state" | "components")
}

/// A state as the voice says it, or a component with how it does.
fn said(correction: &Correction, word: &str, voice: &Voice) -> Option<String> {
    let key = word.replace('-', "_");
    match &correction.name {
        Some(name) => {
            let status = voice.word(&["words.status.", &key].concat())?;
            Some([name, " (", status, ")"].concat())
        }
        None => voice.word(&["state.", &key].concat()).map(str::to_owned),
    }
}

fn overlaid(name: &str, value: Value, below: Value) -> Value {
    let mut above = Map::new();
    above.insert(name, value);
    merge_maps([below, Value::from_pairs(above)])
}
