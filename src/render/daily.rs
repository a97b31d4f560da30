//! The daily report: what was solved on one day, for one client.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use minijinja::context;

use super::engine::{self, Place};
use super::error::{RenderError, TemplateError};
use super::shape::Manner;
use super::templates::Templates;
use super::tidy::tidy;
use super::{listener, prove, render};
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;

/// What one client reads about one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Daily {
    /// Plain text on one line.
    pub subject: String,
    /// Plain text: the greeting, how much there is, and each incident.
    pub body: String,
}

/// Writes the daily report of the day of `at` in the zone of the house, to its client if it has one;
/// about incidents as they stood at the end of that day.
///
/// # Errors
/// As for any message: a template that cannot be read, or a locale without a voice.
pub fn daily(
    templates: &Templates,
    house: &House,
    locale: &Locale,
    at: DateTime<Utc>,
    incidents: &[Incident],
) -> Result<Daily, RenderError> {
    let voice = Arc::new(templates.voice(locale)?);
    let engine = engine::for_sentences(&voice, house.zone);
    if voice.own {
        prove::voice(&voice, &engine)?;
    }
    let say = |key: &str| -> Result<String, TemplateError> {
        let missing = || TemplateError::Missing {
            file: "voices".to_owned(),
            keys: vec![key.to_owned()],
        };
        let sentence = voice.sentence(key, house.address).ok_or_else(missing)?;
        let place = Place {
            file: sentence.file,
            line: sentence.line.number(),
            key,
        };
        let facts = context! {
            at => at.to_rfc3339(),
            manner => Manner::Running.word(),
            company => house.company.clone(),
            client => house.client.clone(),
            count => incidents.len(),
        };
        let text = engine::run(&engine, sentence.text, place, facts)?;
        Ok(tidy(&text).into_owned())
    };
    let greeting = house.client.as_ref().map(|_| say("greeting.named"));
    let intro = say(match incidents.len() {
        0 => "daily.none",
        1 => "daily.one",
        _ => "daily.many",
    })?;
    let drill = house.drill.then(|| say("drill.always")).transpose()?;
    let mut texts: Vec<String> = drill.into_iter().collect();
    texts.extend(greeting.transpose()?);
    texts.push(intro);
    for incident in incidents {
        let message = render(templates, house, incident, "daily", locale)?;
        texts.push(message.body.trim_end().to_owned());
    }
    let subject = if house.company.is_some() {
        "daily.subject_named"
    } else {
        "daily.subject_plain"
    };
    Ok(Daily {
        subject: listener::mark(&voice, house.drill) + &say(subject)?,
        body: texts.join("\n\n"),
    })
}
