//! Moments outside messages, as messages say them.

use chrono::{DateTime, Utc};

use super::error::TemplateError;
use super::moment::Calendar;
use super::shape::Manner;
use super::templates::Templates;
use crate::domain::house::House;
use crate::domain::locale::Locale;

/// A moment as it stands behind a name and a colon. Where hours have an article, a preposition goes
/// before it there: «Empezó: a las 10:58».
pub fn label(
    templates: &Templates,
    house: &House,
    locale: &Locale,
    at: DateTime<Utc>,
    moment: DateTime<Utc>,
) -> Result<String, TemplateError> {
    let form = match locale.language() {
        "es" | "pt" => "at",
        _ => "plain",
    };
    told_at(templates, house, locale, at, (form, moment))
}

/// A moment as the messages of a locale say it, such as "11:30 CET (10:30 UTC)"; `at` is when it is
/// said, and its day goes without saying.
pub fn clock(
    templates: &Templates,
    house: &House,
    locale: &Locale,
    at: DateTime<Utc>,
    moment: DateTime<Utc>,
) -> Result<String, TemplateError> {
    told_at(templates, house, locale, at, ("plain", moment))
}

fn told_at(
    templates: &Templates,
    house: &House,
    locale: &Locale,
    at: DateTime<Utc>,
    (form, moment): (&str, DateTime<Utc>),
) -> Result<String, TemplateError> {
    let voice = templates.voice(locale)?;
    let calendar = Calendar {
        voice: &voice,
        zone: house.zone,
        at,
        manner: Manner::Running,
    };
    Ok(calendar.clock(form, moment))
}
