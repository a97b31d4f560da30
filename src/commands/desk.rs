//! Where messages become what the channel room takes: each with the facts behind it and, for
//! services that tell everything, with what was said before it.

use super::find;
use crate::channel::{self, ChannelError, Dispatch, Part, Payload, Utterance};
use crate::config::Config;
use crate::domain::briefing::{Briefing, CustomerBriefing};
use crate::domain::entry::Entry;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::service::Service;
use crate::domain::words::Audience;
use crate::render::{self, Markup, Message, Outlet, RenderError, Templates};

/// Whose words they are.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    pub templates: &'a Templates,
    pub config: &'a Config,
}

/// A message with what was said before it.
pub struct Told {
    word: Utterance,
    earlier: Vec<Utterance>,
    place: usize,
}

impl Desk<'_> {
    /// The message of one channel in one locale.
    pub fn message(
        &self,
        incident: &Incident,
        outlet: &Outlet,
        locale: &Locale,
    ) -> Result<Message, RenderError> {
        let mut messages = self.messages(incident, outlet, std::slice::from_ref(locale))?;
        messages.pop().ok_or(RenderError::Stopped)
    }

    /// The messages of one channel.
    fn messages(
        &self,
        incident: &Incident,
        outlet: &Outlet,
        locales: &[Locale],
    ) -> Result<Vec<Message>, RenderError> {
        let outlets = std::slice::from_ref(outlet);
        let house = &self.config.house;
        render::render_all(self.templates, house, incident, outlets, locales)
    }

    /// Everything about a message that a service could need.
    pub fn told(
        &self,
        incident: &Incident,
        service: Service,
        message: &Message,
        outlet: &Outlet,
    ) -> Result<Told, anyhow::Error> {
        let place = incident.public().count().saturating_sub(1);
        let earlier = if service.tells_everything() {
            self.story(incident, outlet, &message.locale, place)?
        } else {
            Vec::new()
        };
        Ok(Told {
            word: self.utterance(incident, message)?,
            earlier,
            place,
        })
    }

    /// What the first `count` public words of an incident said on one channel, oldest first.
    pub fn story(
        &self,
        incident: &Incident,
        outlet: &Outlet,
        locale: &Locale,
        count: usize,
    ) -> Result<Vec<Utterance>, anyhow::Error> {
        let mut story = Vec::with_capacity(count);
        for entry in incident.public().take(count) {
            let then = find::as_of(incident, entry.id)?;
            if let Some(words) = &entry.facts.published {
                story.push(self.quoted(&then, entry, words, locale)?);
                continue;
            }
            for said in self.messages(&then, outlet, std::slice::from_ref(locale))? {
                story.push(self.utterance(&then, &said)?);
            }
        }
        Ok(story)
    }

    /// Words that were published elsewhere, as they stood there.
    fn quoted(
        &self,
        then: &Incident,
        entry: &Entry,
        words: &str,
        locale: &Locale,
    ) -> Result<Utterance, RenderError> {
        let facts = self.facts(then, locale)?;
        let words = self.mark(locale)? + words;
        Ok(Utterance {
            entry: entry.id,
            subject: Some(facts.title.clone()),
            facts,
            body: words.clone(),
            markup: Markup::Markdown,
            parts: vec![Part {
                name: "published".to_owned(),
                label: String::new(),
                text: words,
            }],
        })
    }

    /// What everybody may know of an incident.
    fn facts(&self, incident: &Incident, locale: &Locale) -> Result<CustomerBriefing, RenderError> {
        let house = &self.config.house;
        let briefing = Briefing::about(incident, Audience::Customers, locale, house);
        let nothing = || RenderError::NothingSaid {
            incident: incident.id.clone(),
        };
        let mut facts = briefing.ok_or_else(nothing)?.public().clone();
        facts.title.insert_str(0, &self.mark(locale)?);
        Ok(facts)
    }

    /// What stands before the titles of a drill; else nothing.
    fn mark(&self, locale: &Locale) -> Result<String, RenderError> {
        let mark = render::drill_mark(self.templates, &self.config.house, locale);
        mark.map_err(RenderError::Template)
    }

    /// A message as the channel room takes it.
    fn utterance(&self, incident: &Incident, message: &Message) -> Result<Utterance, RenderError> {
        let part = |part: &render::Part| Part {
            name: part.name.clone(),
            label: part.label.clone(),
            text: part.text.clone(),
        };
        Ok(Utterance {
            entry: message.entry,
            facts: self.facts(incident, &message.locale)?,
            subject: message.subject.clone(),
            body: message.body.clone(),
            markup: message.markup,
            parts: message.parts.iter().map(part).collect(),
        })
    }

    /// What a service accepts.
    pub fn payload(
        &self,
        incident: &Incident,
        service: Service,
        message: &Message,
        told: &Told,
    ) -> Result<Payload, ChannelError> {
        let last = incident.last_word();
        let dispatch = Dispatch {
            channel: &message.channel,
            audience: message.audience,
            house: &self.config.house,
            settings: &self.config.settings,
            word: &told.word,
            earlier: &told.earlier,
            place: told.place,
            recorded_late: last.and_then(Entry::recorded_late),
        };
        channel::payload(service, &dispatch)
    }
}
