//! How a summary says things: a sentence of the voice, a span in words, a text in the reader's
//! language.

use chrono::{DateTime, TimeDelta, Utc};
use minijinja::context;
use minijinja::value::Value;

use super::stamp;
use super::teller::{Body, MANNER, Teller};
use crate::domain::fact::TextFact;
use crate::domain::facts::Localised;
use crate::domain::locale::Locale;
use crate::order;
use crate::render::direct::Seen;
use crate::render::error::TemplateError;
use crate::render::format::fill;
use crate::render::moment::Calendar;
use crate::render::scope::Scope;
use crate::render::tidy::one_line;

impl Teller<'_> {
    /// The heading of a part; empty if it has none.
    pub(super) fn heading(&self, part: &str) -> Result<String, TemplateError> {
        if self
            .speaker
            .sentence(part, &[["label", ""]], MANNER)
            .is_none()
        {
            return Ok(String::new());
        }
        let label = self.say(part, "label", &context! {})?;
        Ok(one_line(label.trim()))
    }

    pub(super) fn text(&self, part: &str, variant: &str) -> Result<Option<Body>, TemplateError> {
        let text = self.say(part, variant, &context! {})?;
        Ok(Some(Body::Text(text)))
    }

    /// A sentence about one thing, which it knows as `item`.
    pub(super) fn item(
        &self,
        part: &str,
        variant: &str,
        item: Value,
    ) -> Result<String, TemplateError> {
        self.say(
            part,
            variant,
            &context! { item => item, at => stamp(self.above.get()) },
        )
    }

    pub(super) fn say(
        &self,
        part: &str,
        variant: &str,
        values: &Value,
    ) -> Result<String, TemplateError> {
        let mut scope = Scope::new(&self.listener, MANNER);
        scope.more = Some(values);
        let mut foreign = self.foreign.borrow_mut();
        self.listener.say(part, variant, &scope, &mut foreign)
    }

    /// Whether a fact of this name was given.
    pub(super) fn has(&self, fact: &str) -> bool {
        let seen = self.listener.fact(fact);
        seen.and_then(Seen::text)
            .is_some_and(|text| !text.trim().is_empty())
    }

    /// How long something took, in words.
    pub(super) fn span(&self, span: TimeDelta) -> String {
        let zero = DateTime::<Utc>::UNIX_EPOCH;
        self.calendar().duration(zero, zero + span)
    }

    pub(super) fn calendar(&self) -> Calendar<'_> {
        Calendar {
            voice: self.speaker.voice,
            zone: self.house.zone,
            at: self.from,
            manner: MANNER,
        }
    }

    /// A text in the reader's language, or marked with its own.
    pub(super) fn localised(&self, text: &Localised) -> String {
        let Some((words, foreign)) = text.for_reader(&self.locale, &self.primary) else {
            return String::new();
        };
        let language = text.get(&self.primary).map(|_| &self.primary);
        let language = language.or_else(|| text.iter().next().map(|(locale, _)| locale));
        self.marked(words.trim(), language.filter(|_| foreign))
    }

    /// Words with the name of their language, if that is not the reader's.
    pub(super) fn marked(&self, words: &str, language: Option<&Locale>) -> String {
        let Some(tag) = language.map(Locale::language) else {
            return words.to_owned();
        };
        let voice = self.speaker.voice;
        let language = voice.word(&format!("languages.{tag}")).unwrap_or(tag);
        let format = voice.word("foreign.text").unwrap_or("{text}");
        fill(format, &[("language", language), ("text", words)])
    }

    /// The word of a closed list, such as that of a state.
    pub(super) fn word(&self, list: &str, word: &str) -> String {
        let key = format!("words.{list}.{}", word.replace('-', "_"));
        self.speaker.voice.word(&key).unwrap_or(word).to_owned()
    }

    /// The facts that were told in another language than the reader's.
    pub(super) fn untranslated(&self) -> Vec<TextFact> {
        let mut facts = self.foreign.take();
        order::sort(&mut facts);
        facts.dedup();
        facts
    }
}
