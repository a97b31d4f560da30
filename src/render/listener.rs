//! One reader: one audience in one locale. Says each sentence once and keeps it, so that every
//! channel quotes the same words.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use minijinja::value::{Serde, Value};
use minijinja::{Environment, context};

use super::choose::choose;
use super::engine::{Compiled, Place};
use super::error::TemplateError;
use super::moment::{Calendar, fill};
use super::plot::{Choice, Item};
use super::shape::{Manner, Shape};
use super::spoken;
use super::tidy::{one_line, plain_spaces, tidy};
use super::voice::{Sentence, Voice};
use crate::domain::briefing::{Briefing, Correction};
use crate::domain::fact::TextFact;
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::words::Address;
use crate::order::Map;
use crate::text::zone::Zone;

/// One part of a message, said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Told {
    pub label: String,
    pub text: String,
    /// The facts it quotes in another language than the message's.
    pub foreign: Vec<TextFact>,
}

/// The part that says that nothing is real.
pub(super) const DRILL: &str = "drill";

/// Parts that stand in a heading or a subject: whatever the fact, they have one line.
const ONE_LINE: [&str; 5] = ["headline", "sender", "subject", "title", "turn"];

/// A voice, ready to speak to readers of one house.
pub(super) struct Speaker<'v> {
    pub voice: &'v Arc<Voice>,
    engine: &'v Environment<'v>,
    address: Address,
    zone: Zone,
    drill: bool,
    /// The sentences said before, by their source: every audience hears most of them.
    compiled: RefCell<Map<&'v str, Rc<Compiled<'v>>>>,
}

impl<'v> Speaker<'v> {
    /// `engine` is that of the voice's sentences.
    pub(super) fn new(voice: &'v Arc<Voice>, engine: &'v Environment<'v>, house: &House) -> Self {
        Self {
            voice,
            engine,
            address: house.address,
            zone: house.zone,
            drill: house.drill,
            compiled: RefCell::default(),
        }
    }

    /// A sentence, ready to run.
    fn compiled(
        &self,
        source: &'v str,
        place: Place<'_>,
    ) -> Result<Rc<Compiled<'v>>, TemplateError> {
        if let Some(known) = self.compiled.borrow().get(source) {
            return Ok(Rc::clone(known));
        }
        let compiled = Rc::new(Compiled::new(self.engine, source, place)?);
        let mut all = self.compiled.borrow_mut();
        all.insert(source, Rc::clone(&compiled));
        Ok(compiled)
    }

    /// The sentence of a part in the manner, or the next plainer one there is.
    pub(super) fn sentence(
        &self,
        part: &str,
        variant: &str,
        manner: Manner,
    ) -> Option<(String, Sentence<'v>)> {
        let mut key = [part, ".", variant].concat();
        let plain = key.len();
        manner.suffixes().iter().find_map(|suffix| {
            key.truncate(plain);
            key.push_str(suffix);
            let sentence = self.voice.sentence(&key, self.address)?;
            Some((std::mem::take(&mut key), sentence))
        })
    }

    /// The name of the label of a part: that of its variant, or else the one of the part.
    fn label(&self, choice: &Choice, manner: Manner) -> Option<String> {
        let names = [["label_", choice.variant].concat(), "label".to_owned()];
        let known = |name: &String| self.sentence(choice.part, name, manner).is_some();
        names.into_iter().find(known)
    }
}

/// One audience in one locale, with what it may know.
pub(super) struct Listener<'v> {
    pub speaker: &'v Speaker<'v>,
    pub briefing: Briefing,
    /// Whether it reads nothing but what stands there now.
    pub standing: bool,
    pub context: Value,
    plot: Vec<Choice>,
    told: RefCell<Map<(Manner, &'static str), Rc<Told>>>,
}

impl<'v> Listener<'v> {
    pub(super) fn new(
        speaker: &'v Speaker<'v>,
        briefing: Briefing,
        incident: &Incident,
        standing: bool,
    ) -> Self {
        let plot = choose(&briefing, standing);
        Self::with(speaker, briefing, incident, (standing, plot), None)
    }

    /// One who hears what was chosen already, and whose sentences may use more than the briefing.
    pub(super) fn with(
        speaker: &'v Speaker<'v>,
        briefing: Briefing,
        incident: &Incident,
        (standing, mut plot): (bool, Vec<Choice>),
        more: Option<Value>,
    ) -> Self {
        if speaker.drill {
            plot.push(Choice::new(DRILL, "always"));
        }
        let facts = Value::from(Serde(&briefing));
        let facts = marked(&facts, &briefing, incident, speaker.voice);
        let context = match more {
            Some(more) => context! { ..more, ..facts },
            None => facts,
        };
        Self {
            speaker,
            plot,
            standing,
            briefing,
            context,
            told: RefCell::default(),
        }
    }

    /// Whether this is who a shape speaks to.
    pub(super) fn hears(&self, shape: &Shape) -> bool {
        self.briefing.audience() == shape.audience && self.standing == shape.standing
    }

    /// Says one part, if it applies.
    pub(super) fn told(
        &self,
        part: &str,
        manner: Manner,
    ) -> Result<Option<Rc<Told>>, TemplateError> {
        let Some(choice) = self.plot.iter().find(|c| c.part == part) else {
            return Ok(None);
        };
        let key = (manner, choice.part);
        if let Some(told) = self.told.borrow().get(&key) {
            return Ok(Some(Rc::clone(told)));
        }
        let context = context! { manner => manner.word(), ..self.context.clone() };
        let told = Rc::new(self.tell(choice, manner, &context)?);
        self.told.borrow_mut().insert(key, Rc::clone(&told));
        Ok(Some(told))
    }

    /// What stands before a subject of something that is not real, with a space after it; empty for
    /// what is.
    pub(super) fn mark(&self) -> String {
        mark(self.speaker.voice, self.speaker.drill)
    }

    /// The title as sentences show it: marked if it is in another language.
    pub(super) fn title(&self) -> String {
        let title = self.context.get_attr("title").unwrap_or_default();
        one_line(&tidy(title.as_str().unwrap_or_default()))
    }

    /// Says the subject with another title, where the whole one is too long for it.
    pub(super) fn subject(
        &self,
        variant: &'static str,
        title: &str,
    ) -> Result<String, TemplateError> {
        let manner = Manner::Labelled;
        let context = context! { title => title, manner => manner.word(), ..self.context.clone() };
        Ok(self
            .tell(&Choice::new("subject", variant), manner, &context)?
            .text)
    }

    fn tell(&self, choice: &Choice, manner: Manner, base: &Value) -> Result<Told, TemplateError> {
        let mut foreign = Vec::new();
        let mut items = Vec::with_capacity(choice.items.len());
        for item in &choice.items {
            let context = self.about(item, base, &mut foreign);
            items.push(self.say(item.part, item.variant, manner, context, &mut foreign)?);
        }
        let context = if items.is_empty() {
            base.clone()
        } else {
            context! { items => items, ..base.clone() }
        };
        let text = self.say(choice.part, choice.variant, manner, context, &mut foreign)?;
        let label = match self.speaker.label(choice, manner) {
            Some(label) => {
                let label = self.say(choice.part, &label, manner, base.clone(), &mut foreign)?;
                self.in_manner(label, manner)
            }
            None => String::new(),
        };
        let text = self.in_manner(text, manner);
        Ok(Told {
            label: one_line(&label),
            text: if ONE_LINE.contains(&choice.part) {
                one_line(&text)
            } else {
                text
            },
            foreign,
        })
    }

    /// What a sentence about one thing of a list sees: that thing, as `item`.
    fn about(&self, item: &Item, base: &Value, foreign_facts: &mut Vec<TextFact>) -> Value {
        let Some((list, place)) = item.about else {
            return base.clone();
        };
        let thing = base
            .get_attr(list)
            .and_then(|list| list.get_item_by_index(place))
            .unwrap_or_default();
        if list == "corrections" {
            let correction = self.briefing.public().corrections.get(place);
            let foreign = correction.filter(|c| c.wrote_foreign || c.holds_foreign);
            foreign_facts.extend(foreign.and_then(|c| TextFact::of_key(&c.fact)));
        }
        if list == "measures" {
            let measure = self.briefing.public().measures.get(place);
            foreign_facts.extend(measure.filter(|m| m.foreign).map(|_| TextFact::What));
        }
        context! { item => thing, ..base.clone() }
    }

    pub(super) fn say(
        &self,
        part: &str,
        variant: &str,
        manner: Manner,
        context: Value,
        foreign: &mut Vec<TextFact>,
    ) -> Result<String, TemplateError> {
        let Some((key, sentence)) = self.speaker.sentence(part, variant, manner) else {
            return Err(TemplateError::Missing {
                file: "voices".to_owned(),
                keys: vec![format!("{part}.{variant}")],
            });
        };
        // Most sentences hold no variable, and need no engine.
        if !sentence.text.contains('{') {
            return Ok(tidy(sentence.text).into_owned());
        }
        let place = Place {
            file: sentence.file,
            line: sentence.line,
            key: &key,
        };
        let compiled = self.speaker.compiled(sentence.text, place)?;
        let untranslated = &self.briefing.public().untranslated;
        if !untranslated.is_empty() {
            for name in compiled.names() {
                let fact = untranslated.iter().find(|fact| fact.key() == name);
                foreign.extend(fact.filter(|f| !foreign.contains(f)).copied());
            }
        }
        let text = compiled.run(place, context)?;
        Ok(tidy(&text).into_owned())
    }

    /// A whole sentence as the manner wants it: without no-break spaces, or without symbols.
    fn in_manner(&self, text: String, manner: Manner) -> String {
        match manner {
            Manner::Brief => plain_spaces(&text),
            Manner::Recorded => {
                let calendar = Calendar {
                    voice: self.speaker.voice,
                    zone: self.speaker.zone,
                    at: self.briefing.public().at,
                    manner,
                };
                tidy(&spoken::read(&calendar, &text)).into_owned()
            }
            _ => text,
        }
    }
}

/// What stands before subjects and titles in a drill, with a space after it; else nothing.
pub(super) fn mark(voice: &Voice, drill: bool) -> String {
    let word = voice.word("drill.mark").filter(|_| drill);
    word.map_or_else(String::new, |word| format!("{word} "))
}

/// The facts as templates see them, with those in another language marked as such: a fallback is
/// visible, never silent.
fn marked(facts: &Value, briefing: &Briefing, incident: &Incident, voice: &Voice) -> Value {
    let now = briefing.public();
    let corrects_foreign = |c: &Correction| c.wrote_foreign || c.holds_foreign;
    if now.untranslated.is_empty() && !now.corrections.iter().any(corrects_foreign) {
        return facts.clone();
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
        let language = voice.word(&format!("languages.{tag}")).unwrap_or(tag);
        let format = voice.word("foreign.text").unwrap_or("{text}");
        Value::from(fill(format, &[("language", language), ("text", text)]))
    };
    let mut overlay: Map<&str, Value> = Map::new();
    if now.untranslated.contains(&TextFact::What) {
        let measures = now.measures.iter().map(|measure| {
            let what = if measure.foreign {
                mark(TextFact::What, &measure.what)
            } else {
                Value::from(measure.what.clone())
            };
            context! { what => what, ..Value::from(Serde(measure)) }
        });
        overlay.insert("measures", measures.collect::<Vec<_>>().into());
    }
    for fact in &now.untranslated {
        if let Ok(value) = facts.get_attr(fact.key())
            && let Some(text) = value.as_str()
        {
            overlay.insert(fact.key(), mark(*fact, text));
        }
    }
    if now.corrections.iter().any(corrects_foreign) {
        let corrections = now.corrections.iter().map(|correction| {
            let mut words = Map::new();
            if let Some(fact) = TextFact::of_key(&correction.fact) {
                let texts = [
                    ("wrote", &correction.wrote, correction.wrote_foreign),
                    ("holds", &correction.holds, correction.holds_foreign),
                ];
                for (key, text, _) in texts.into_iter().filter(|(_, _, foreign)| *foreign) {
                    words.extend(text.as_deref().map(|text| (key, mark(fact, text))));
                }
            }
            context! { ..Value::from_pairs(words), ..Value::from(Serde(correction)) }
        });
        overlay.insert("corrections", corrections.collect::<Vec<_>>().into());
    }
    context! { ..Value::from_pairs(overlay), ..facts.clone() }
}
