//! A user's own templates, held against what they may use before the first message is made: a slip
//! in a sentence for the day of a break-in must not wait for that day.

use minijinja::value::Value;
use minijinja::{Environment, context};

use super::engine::{self, Place};
use super::error::TemplateError;
use super::shape::{Layout, Shape};
use super::voice::Voice;
use crate::order::{Map, Set};
use crate::text::markup::Markup;

/// What every sentence may use: the customers' briefing, and how it is said. Sentences for those
/// inside may also use what the English one of their part uses.
const FOR_EVERYBODY: [&str; 50] = [
    "action",
    "address",
    "at",
    "cancelled",
    "client",
    "company",
    "components",
    "contact",
    "corrections",
    "current",
    "data",
    "data_confirmed",
    "detected",
    "do_now",
    "ended",
    "estimate",
    "feedback_url",
    "first_word",
    "follow_up",
    "follow_up_before",
    "happened",
    "harm",
    "impact",
    "incident",
    "last_word",
    "learned",
    "locale",
    "manner",
    "measures",
    "next_update",
    "offer",
    "outcome",
    "phase",
    "planned_end",
    "planned_start",
    "report_url",
    "returned",
    "said_over",
    "scope",
    "severity",
    "started",
    "state",
    "stated",
    "status_place",
    "status_url",
    "third_party",
    "title",
    "type",
    "why",
    "workaround",
];

/// Compiles every sentence of a user's own voice and looks for variables that it cannot have.
pub(super) fn voice(own: &Voice, engine: &Environment<'_>) -> Result<(), TemplateError> {
    let schema = Voice::schema()?;
    let mut of_parts: Map<&str, Set<String>> = Map::new();
    for (key, sentence) in own.own_sentences() {
        let part = key.split('.').next().unwrap_or_default();
        let place = Place {
            file: sentence.file,
            line: sentence.line.number(),
            key,
        };
        let used = engine::variables(engine, sentence.text, place)?;
        let theirs = match of_parts.get(part) {
            Some(known) => known,
            None => of_parts
                .entry(part)
                .or_insert(used_by(&schema, part, engine)?),
        };
        let unknown = used.iter().find(|name| {
            let root = name.split('.').next().unwrap_or_default();
            !theirs.contains(*name) && !FOR_EVERYBODY.contains(&root)
        });
        if let Some(name) = unknown {
            return Err(not_known(name, sentence.text, place));
        }
    }
    Ok(())
}

/// The variables that the English sentences of a part use.
fn used_by(
    schema: &Voice,
    part: &str,
    engine: &Environment<'_>,
) -> Result<Set<String>, TemplateError> {
    let mut used = Set::new();
    for (key, sentence) in schema.own_sentences() {
        if key.split('.').next() == Some(part) {
            let place = Place {
                file: sentence.file,
                line: sentence.line.number(),
                key,
            };
            used.extend(engine::variables(engine, sentence.text, place)?);
        }
    }
    Ok(used)
}

/// Compiles the layouts of a user's own shape and lays out one part of each kind it has, with
/// labels and without.
pub(super) fn shape(shape: &Shape) -> Result<(), TemplateError> {
    for label in ["Label", ""] {
        let parts = shape.parts.iter().map(|name| {
            let name = &**name;
            if shape.summary {
                context! { name, label, text => "Text.", items => ["Item."] }
            } else {
                context! { name, label, text => "Text." }
            }
        });
        let parts: Vec<Value> = parts.collect();
        let values = context! { parts => parts };
        layout(shape, "body", &shape.body, shape.markup, "parts", values)?;
    }
    match &shape.subject {
        Some(subject) => {
            let values = context! { subject => "Subject" };
            layout(shape, "subject", subject, Markup::Plain, "subject", values)
        }
        None => Ok(()),
    }
}

fn layout(
    shape: &Shape,
    key: &str,
    layout: &Layout,
    markup: Markup,
    known: &str,
    values: Value,
) -> Result<(), TemplateError> {
    let engine = engine::for_layouts(markup);
    let place = shape.place(key, layout);
    let used = engine::variables(&engine, &layout.text, place)?;
    let root = |name: &str| name.split('.').next() == Some(known);
    if let Some(name) = used.iter().find(|name| !root(name)) {
        return Err(not_known(name, &layout.text, place));
    }
    engine::run(&engine, &layout.text, place, values).map(drop)
}

fn not_known(name: &str, text: &str, place: Place<'_>) -> TemplateError {
    let before = text.find(name).and_then(|at| text.get(..at));
    TemplateError::Template {
        file: place.file.to_owned(),
        line: place.line + before.map_or(0, |text| text.matches('\n').count()),
        key: place.key.to_owned(),
        variable: Some(name.to_owned()),
        message: "is not known here".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::words::Audience;
    use crate::render::context;
    use crate::render::tests::scene::{acme, cards, incident, locale};

    #[test]
    fn what_everybody_may_use_is_what_customers_may_know() {
        let now = incident([cards()]);
        let seen = context(&acme("UTC"), &now, Audience::Customers, &locale("en")).unwrap();
        let mut known: Vec<_> = seen.as_object().unwrap().keys().cloned().collect();
        known.push("manner".to_owned());
        known.sort();
        let mut ours = FOR_EVERYBODY.map(str::to_owned).to_vec();
        ours.sort();
        assert_eq!(ours, known);
    }
}
