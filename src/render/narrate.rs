//! What one channel said to everybody about many incidents, word by word: the voice, the shape and
//! their templates are read once for all of them.

use std::cell::OnceCell;
use std::slice::from_ref;
use std::sync::Arc;

use super::error::RenderError;
use super::fit::Composer;
use super::listener::Listener;
use super::shape::Shape;
use super::sheet::Sheet;
use super::speaker::Speaker;
use super::templates::Templates;
use super::tidy::tidy;
use super::{Markup, Outlet, Part, message, nothing_said};
use crate::domain::briefing::{Briefing, CustomerBriefing};
use crate::domain::entry::{Entry, EntryId};
use crate::domain::house::House;
use crate::domain::incident::{InForce, Incident};
use crate::domain::locale::Locale;
use crate::domain::words::Audience;

/// One word that was said: what customers may know of it, and how they were told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The entry that it is about.
    pub entry: EntryId,
    /// The facts behind it.
    pub facts: CustomerBriefing,
    /// The whole message in its markup.
    pub body: String,
    /// How the body is marked up.
    pub markup: Markup,
    /// The same as plain sentences, in the same order.
    pub parts: Vec<Part>,
}

/// Whoever tells of incidents on one channel in one locale.
pub struct Narrator<'a> {
    house: &'a House,
    outlet: &'a Outlet,
    locale: &'a Locale,
    shape: &'a Shape,
    speaker: &'a Speaker<'a>,
    sheet: &'a Sheet<'a>,
}

/// Lets `tell` speak on one channel in one locale. A user's own templates want a large stack
/// ([`super::STACK`]); it is for the caller to provide it, once for all that is told.
///
/// # Errors
/// As for any message, and where the channel does not speak to customers.
pub fn narrate(
    templates: &Templates,
    house: &House,
    outlet: &Outlet,
    locale: &Locale,
    tell: &mut dyn FnMut(&Narrator<'_>) -> Result<(), RenderError>,
) -> Result<(), RenderError> {
    let shape = templates.shape(&outlet.channel)?;
    if shape.audience != Audience::Customers {
        return Err(RenderError::NotPublic {
            file: shape.file,
            audience: shape.audience,
        });
    }
    let voice = Arc::new(templates.voice(locale)?);
    super::prove_own(from_ref(&shape), from_ref(&voice), house)?;
    let sheet = Sheet::new(&shape)?;
    let sentences = OnceCell::new();
    let speaker = Speaker::new(&voice, &sentences, house);
    tell(&Narrator {
        house,
        outlet,
        locale,
        shape: &shape,
        speaker: &speaker,
        sheet: &sheet,
    })
}

impl Narrator<'_> {
    /// Tells everything that was said about an incident, oldest first.
    pub fn story(&self, incident: &Incident) -> Result<Vec<Word>, RenderError> {
        let mut then = Incident {
            id: incident.id.clone(),
            timeline: Vec::with_capacity(incident.timeline.len()),
            in_force: InForce::default(),
        };
        let mut words = Vec::with_capacity(incident.timeline.len());
        for entry in &incident.timeline {
            then.in_force.apply(entry);
            then.timeline.push(entry.clone());
            if entry.kind.is_public() {
                words.push(self.word(&then, entry)?);
            }
        }
        Ok(words)
    }

    /// Tells the newest word about an incident. What was published elsewhere is quoted as it stood.
    fn word(&self, incident: &Incident, entry: &Entry) -> Result<Word, RenderError> {
        let briefing = Briefing::about(incident, Audience::Customers, self.locale, self.house);
        let briefing = briefing.ok_or_else(|| nothing_said(incident))?;
        if let Some(words) = &entry.facts.published {
            return Ok(Word {
                entry: entry.id,
                facts: briefing.public().clone(),
                body: words.clone(),
                markup: Markup::Markdown,
                parts: vec![Part {
                    name: "published".to_owned(),
                    label: String::new(),
                    text: tidy(words).into_owned(),
                }],
            });
        }
        let listener = Listener::new(self.speaker, briefing, incident, self.shape.standing);
        let composer = Composer {
            shape: self.shape,
            sheet: self.sheet,
            listener: &listener,
            budget: self.shape.budget_for(self.outlet.service),
            service: self.outlet.service,
            gsm7: self.outlet.gsm7,
        };
        let message = message(&composer, incident, &self.outlet.channel, self.locale)?;
        let Briefing::Customers(facts) = listener.briefing else {
            return Err(RenderError::Stopped);
        };
        Ok(Word {
            entry: entry.id,
            facts: *facts,
            body: message.body,
            markup: message.markup,
            parts: message.parts,
        })
    }
}
