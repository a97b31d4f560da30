//! From an incident to the words that go out: a voice says what applies, a shape lays it out.
//!
//! Nothing here knows the time, prints, or writes a file; user templates are read from their folder
//! when they are needed. A message is whole or an error, never half: callers show and save nothing
//! before everything has rendered.
#![warn(missing_docs)]

mod amend;
mod bracket;
mod budget;
mod builtins;
mod choose;
mod daily;
mod data;
mod direct;
mod document;
mod engine;
pub mod error;
mod fit;
mod foreign;
mod format;
mod frame;
mod hour;
mod known;
mod listener;
mod look_back;
mod moment;
pub mod narrate;
mod plot;
mod prove;
mod quick;
mod rare;
mod scope;
mod shape;
mod sheet;
pub mod site;
mod size;
mod slots;
mod speaker;
mod spoken;
mod steps;
pub mod summary;
pub mod templates;
mod tidy;
mod voice;
mod wording;
mod work;

use std::cell::OnceCell;
use std::rc::Rc;
use std::sync::Arc;

pub use self::daily::{Daily, daily};
pub use self::error::{RenderError, TemplateError};
use self::fit::Composer;
pub use self::hour::{clock, label};
use self::listener::{Listener, Told};
use self::shape::{Name, Shape};
use self::sheet::Sheet;
pub use self::size::Size;
use self::speaker::Speaker;
pub use self::templates::{Kind, Templates};
use self::voice::Voice;
use crate::domain::briefing::{Account, Briefing};
use crate::domain::entry::EntryId;
use crate::domain::fact::TextFact;
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::service::Service;
use crate::domain::words::Audience;
use crate::order;
pub use crate::text::markup::Markup;
pub use crate::text::measure::Unit;

/// What one channel says in one locale about the newest public entry of an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The id of the incident.
    pub incident: String,
    /// The entry that the message is about.
    pub entry: EntryId,
    /// The name of the channel.
    pub channel: String,
    /// The locale of its readers.
    pub locale: Locale,
    /// Who it is for.
    pub audience: Audience,
    /// How the body is marked up.
    pub markup: Markup,
    /// Plain text on one line, for channels that have a subject.
    pub subject: Option<String>,
    /// In the channel's markup; never empty.
    pub body: String,
    /// The sentences of the body as plain text, in the same order.
    pub parts: Vec<Part>,
    /// The parts that there was no room for.
    pub dropped: Vec<String>,
    /// The facts that the message quotes in another language than its own, visibly so.
    pub untranslated: Vec<TextFact>,
    /// How long the body is.
    pub size: Size,
}

/// One sentence of a message, as plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name in voices and shapes.
    pub name: String,
    /// The words before it; empty if there are none.
    pub label: String,
    /// What it says; never empty.
    pub text: String,
}

/// A channel, and for what its messages are meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// The name of the channel.
    pub channel: String,
    /// The service that will carry the message, where its limits are not the channel's usual ones.
    pub service: Option<Service>,
    /// Whether characters outside the alphabet of text messages (GSM-7) are written with the nearest
    /// ones inside it: á as a.
    pub gsm7: bool,
}

impl From<&str> for Outlet {
    fn from(channel: &str) -> Self {
        Self {
            channel: channel.to_owned(),
            service: None,
            gsm7: false,
        }
    }
}

/// Renders one channel in one locale.
pub fn render(
    templates: &Templates,
    house: &House,
    incident: &Incident,
    channel: &str,
    locale: &Locale,
) -> Result<Message, RenderError> {
    let outlets = [channel.into()];
    let mut messages = render_all(
        templates,
        house,
        incident,
        &outlets,
        std::slice::from_ref(locale),
    )?;
    messages.pop().ok_or(RenderError::Stopped)
}

/// Renders every channel in every locale, or nothing. Messages come by locale, and within one by
/// channel, both in the order given.
pub fn render_all(
    templates: &Templates,
    house: &House,
    incident: &Incident,
    outlets: &[Outlet],
    locales: &[Locale],
) -> Result<Vec<Message>, RenderError> {
    let mut shapes = Vec::with_capacity(outlets.len());
    for outlet in outlets {
        shapes.push(templates.shape(&outlet.channel)?);
    }
    let voices: Vec<Arc<Voice>> = locales
        .iter()
        .map(|locale| templates.voice(locale).map(Arc::new))
        .collect::<Result<_, _>>()?;
    let press = Press {
        house,
        incident,
        outlets,
        locales,
        shapes: &shapes,
        voices: &voices,
    };
    if shapes.iter().any(|shape| shape.own) || voices.iter().any(|voice| voice.own) {
        on_a_large_stack(|| press.run())
    } else {
        press.run()
    }
}

/// What templates see about the newest public entry: the variables of voices, as JSON. None if
/// nothing public was recorded yet.
pub fn context(
    house: &House,
    incident: &Incident,
    audience: Audience,
    locale: &Locale,
) -> Option<serde_json::Value> {
    let briefing = Briefing::about(incident, audience, locale, house)?;
    serde_json::to_value(briefing).ok()
}

/// Returns what stands before the title of something that is not real, with a space after it;
/// nothing if it is.
pub fn drill_mark(
    templates: &Templates,
    house: &House,
    locale: &Locale,
) -> Result<String, TemplateError> {
    if !house.drill {
        return Ok(String::new());
    }
    Ok(listener::mark(&templates.voice(locale)?, true))
}

/// Everything that one run of rendering shares.
struct Press<'a> {
    house: &'a House,
    incident: &'a Incident,
    outlets: &'a [Outlet],
    locales: &'a [Locale],
    shapes: &'a [Shape],
    voices: &'a [Arc<Voice>],
}

impl Press<'_> {
    fn run(&self) -> Result<Vec<Message>, RenderError> {
        prove_own(self.shapes, self.voices, self.house)?;
        let mut sheets = Vec::with_capacity(self.shapes.len());
        for shape in self.shapes {
            sheets.push(Sheet::new(shape)?);
        }
        let mut messages = Vec::with_capacity(self.outlets.len() * self.locales.len());
        for (locale, voice) in self.locales.iter().zip(self.voices) {
            let sentences = OnceCell::new();
            let speaker = Speaker::new(voice, &sentences, self.house);
            let account = Account::of(self.incident, locale, self.house);
            let mut listeners: Vec<Listener<'_>> = Vec::with_capacity(Audience::ALL.len());
            for shape in self.shapes {
                if !listeners.iter().any(|l| l.hears(shape)) {
                    listeners.push(self.listener(&speaker, shape, account.as_ref())?);
                }
            }
            for (outlet, sheet) in self.outlets.iter().zip(&sheets) {
                let shape = sheet.shape;
                let listener = listeners.iter().find(|l| l.hears(shape));
                let listener = listener.ok_or(RenderError::Stopped)?;
                let composer = Composer {
                    shape,
                    sheet,
                    listener,
                    budget: shape.budget_for(outlet.service),
                    service: outlet.service,
                    gsm7: outlet.gsm7,
                };
                messages.push(message(&composer, self.incident, &outlet.channel, locale)?);
            }
        }
        Ok(messages)
    }

    fn listener<'s>(
        &self,
        speaker: &'s Speaker<'s>,
        shape: &Shape,
        account: Option<&Account<'_>>,
    ) -> Result<Listener<'s>, RenderError> {
        let account = account.ok_or_else(|| nothing_said(self.incident))?;
        Ok(Listener::new(
            speaker,
            account.told_to(shape.audience),
            self.incident,
            shape.standing,
        ))
    }
}

/// Checks the user's own templates whole, whatever of them this message needs.
fn prove_own(shapes: &[Shape], voices: &[Arc<Voice>], house: &House) -> Result<(), TemplateError> {
    for voice in voices.iter().filter(|voice| voice.own) {
        prove::voice(voice, &engine::for_sentences(voice, house.zone))?;
    }
    let own = shapes.iter().filter(|shape| shape.own);
    own.into_iter().try_for_each(prove::shape)
}

fn message(
    composer: &Composer<'_, '_>,
    incident: &Incident,
    channel: &str,
    locale: &Locale,
) -> Result<Message, RenderError> {
    let entry = incident.last_word().ok_or_else(|| nothing_said(incident))?;
    let shape = composer.shape;
    let fitted = composer.body()?;
    let subject = composer.subject()?;
    let told = fitted
        .parts
        .iter()
        .map(|(_, told)| told)
        .chain(subject.iter().map(|(_, told)| told));
    let mut untranslated: Vec<TextFact> =
        told.flat_map(|told| told.foreign.iter().copied()).collect();
    order::sort(&mut untranslated);
    untranslated.dedup();
    Ok(Message {
        incident: incident.id.clone(),
        entry: entry.id,
        channel: channel.to_owned(),
        locale: locale.clone(),
        audience: shape.audience,
        markup: shape.markup,
        subject: subject.map(|(subject, _)| subject),
        size: fitted.size,
        body: fitted.body,
        parts: fitted.parts.into_iter().map(part).collect(),
        dropped: fitted.dropped,
        untranslated,
    })
}

fn nothing_said(incident: &Incident) -> RenderError {
    RenderError::NothingSaid {
        incident: incident.id.clone(),
    }
}

fn part((name, told): (Name, Rc<Told>)) -> Part {
    let told = Rc::unwrap_or_clone(told);
    Part {
        name: name.into_owned(),
        label: told.label,
        text: told.text,
    }
}

/// The bytes of stack on which the templates of a user run.
pub const STACK: usize = 256 * 1024 * 1024;

/// Runs the templates of a user, which may be nested deeper than an ordinary stack allows.
fn on_a_large_stack<T: Send>(
    run: impl FnOnce() -> Result<T, RenderError> + Send,
) -> Result<T, RenderError> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .stack_size(STACK)
            .spawn_scoped(scope, run);
        let thread = thread.map_err(RenderError::Thread)?;
        thread.join().unwrap_or(Err(RenderError::Stopped))
    })
}

#[cfg(test)]
mod tests;
