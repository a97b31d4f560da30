//! A summary as a document: a shape says which sections it has and in which order, a voice says
//! them. The shape's layout is that of the Markdown; the other formats are made of the same sections.

mod chart;
mod record;
mod saying;
mod teller;

use std::cell::OnceCell;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use minijinja::context;
use minijinja::value::Value;

pub use self::chart::{Chart, Mark, Segment};
use self::teller::Teller;
use super::engine;
use super::error::{RenderError, TemplateError};
use super::fit::trimmed;
use super::listener::DRILL;
use super::shape::Shape;
use super::speaker::Speaker;
use super::templates::Templates;
use super::tidy::letters;
use super::{on_a_large_stack, prove};
use crate::domain::fact::TextFact;
use crate::domain::house::House;
use crate::domain::incident::Incident;
use crate::domain::locale::Locale;
use crate::domain::summary::{Reader, Summary};

/// What the name of every shape of a summary begins with; such a shape is no channel.
pub const PREFIX: &str = "summary-";

/// One section, or a paragraph of the section before it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The name of its part in voices and shapes.
    pub part: String,
    /// Its heading; empty for a paragraph that belongs to what stands before it.
    pub heading: String,
    /// The paragraph; empty for a list.
    pub text: String,
    /// The items of a list, each on one line.
    pub items: Vec<String>,
}

/// A summary, said in one locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The id of the incident.
    pub incident: String,
    /// Who it is for.
    pub reader: Reader,
    /// The locale of its readers.
    pub locale: Locale,
    /// The title, on one line.
    pub title: String,
    /// What follows the title, in order.
    pub sections: Vec<Section>,
    /// The course of the incident as a picture; none where the shape does not tell the course.
    pub chart: Option<Chart>,
    /// The document in Markdown, as the shape lays it out.
    pub markdown: String,
    /// The facts that it quotes in another language than its own, visibly so.
    pub untranslated: Vec<TextFact>,
}

/// Writes a summary in one locale.
///
/// # Errors
/// As for any message: a template that cannot be read or used, or a locale without a voice.
pub fn summary(
    templates: &Templates,
    house: &House,
    incident: &Incident,
    locale: &Locale,
    summary: &Summary,
) -> Result<Document, RenderError> {
    let shape = templates.shape(&[PREFIX, summary.reader().word()].concat())?;
    let voice = Arc::new(templates.voice(locale)?);
    let write = || -> Result<Document, RenderError> {
        let engine = OnceCell::new();
        if voice.own {
            prove::voice(&voice, &engine::for_sentences(&voice, house.zone))?;
        }
        if shape.own {
            prove::shape(&shape)?;
        }
        let speaker = Speaker::new(&voice, &engine, house);
        document(
            &Teller::new(&speaker, house, incident, summary),
            &shape,
            incident,
            locale,
        )
    };
    if shape.own || voice.own {
        on_a_large_stack(write)
    } else {
        write()
    }
}

fn document(
    teller: &Teller<'_>,
    shape: &Shape,
    incident: &Incident,
    locale: &Locale,
) -> Result<Document, RenderError> {
    let mut sections = Vec::with_capacity(shape.parts.len());
    let mut chart = None;
    for part in &shape.parts {
        if part == "report_steps" {
            chart = teller.chart()?;
        }
        if let Some(section) = teller.section(part)? {
            sections.push(section);
        }
    }
    let is_title = |section: &Section| section.part == "report_title";
    let title = match sections.iter().position(is_title) {
        Some(place) => sections.remove(place).text,
        None => teller.section("report_title")?.unwrap_or_default().text,
    };
    let title = teller.listener.mark() + &title;
    // Nobody may take a drill for real: no shape can leave that out.
    sections.retain(|section| section.part != DRILL);
    let drill = teller.section(DRILL)?;
    sections.splice(..0, drill.clone());
    let mut markdown = markdown(shape, &title, &sections)?;
    if drill.is_some_and(|drill| !letters(&markdown).contains(&letters(&drill.text))) {
        markdown.insert_str(0, &teller.listener.mark());
    }
    Ok(Document {
        incident: incident.id.clone(),
        reader: teller.summary.reader(),
        locale: locale.clone(),
        markdown,
        untranslated: teller.untranslated(),
        title,
        sections,
        chart,
    })
}

/// Lays the document out as the shape says.
fn markdown(shape: &Shape, title: &str, sections: &[Section]) -> Result<String, TemplateError> {
    let engine = engine::for_layouts(shape.markup);
    let part = |name: &str, label: &str, text: &str, items: &[String]| -> Value {
        context! { name => name, label => label, text => text, items => items.to_vec() }
    };
    let mut parts = vec![part("report_title", "", title, &[])];
    parts.extend(
        sections
            .iter()
            .map(|s| part(&s.part, &s.heading, &s.text, &s.items)),
    );
    let place = shape.place("body", &shape.body);
    let body = engine::run(
        &engine,
        &shape.body.text,
        place,
        context! { parts => parts },
    )?;
    Ok(trimmed(&body))
}

/// A moment for templates.
fn stamp(moment: DateTime<Utc>) -> Value {
    Value::from(moment.to_rfc3339())
}
