//! The layouts of a shape, made ready once for all the messages they lay out.

use minijinja::value::Value;
use minijinja::{Environment, context};

use super::engine::{self, Place};
use super::error::TemplateError;
use super::shape::{Layout, Shape};
use super::steps::{Steps, Stuff};
use crate::text::markup::Markup;

/// A shape whose layouts are ready.
pub(super) struct Sheet<'s> {
    pub shape: &'s Shape,
    body: Ready<'s>,
    subject: Option<Ready<'s>>,
}

/// One layout: as steps, or compiled.
struct Ready<'s> {
    layout: &'s Layout,
    place: Place<'s>,
    markup: Markup,
    steps: Option<Steps<'s>>,
    /// With the compiled layout, where there are no steps.
    engine: Option<Environment<'s>>,
}

impl<'s> Sheet<'s> {
    pub(super) fn new(shape: &'s Shape) -> Result<Self, TemplateError> {
        // A subject is plain text whatever the markup of the body.
        let subject = shape.subject.as_ref();
        let subject = subject.map(|l| Ready::new(l, shape.place("subject", l), Markup::Plain));
        let place = shape.place("body", &shape.body);
        Ok(Self {
            shape,
            body: Ready::new(&shape.body, place, shape.markup)?,
            subject: subject.transpose()?,
        })
    }

    /// Lays out a body.
    pub(super) fn body(&self, stuff: &Stuff<'_>) -> Result<String, TemplateError> {
        self.body.run(stuff)
    }

    /// Lays out a subject, if there is one.
    pub(super) fn subject(&self, text: &str) -> Option<Result<String, TemplateError>> {
        let subject = self.subject.as_ref();
        subject.map(|subject| subject.run(&Stuff::Subject(text)))
    }
}

impl<'s> Ready<'s> {
    fn new(layout: &'s Layout, place: Place<'s>, markup: Markup) -> Result<Self, TemplateError> {
        let steps = Steps::read(&layout.text);
        let mut engine = None;
        if steps.is_none() {
            let made = engine.insert(engine::for_layouts(markup));
            engine::prepare(made, &layout.text, place)?;
        }
        Ok(Self {
            layout,
            place,
            markup,
            steps,
            engine,
        })
    }

    fn run(&self, stuff: &Stuff<'_>) -> Result<String, TemplateError> {
        let steps = self.steps.as_ref();
        if let Some(text) = steps.and_then(|steps| steps.run(stuff, self.markup)) {
            return Ok(text);
        }
        let context = seen(stuff);
        let source = &self.layout.text;
        match &self.engine {
            Some(engine) => engine::run(engine, source, self.place, context),
            None => engine::run(
                &engine::for_layouts(self.markup),
                source,
                self.place,
                context,
            ),
        }
    }
}

/// What is laid out, as the engine wants it.
pub(super) fn seen(stuff: &Stuff<'_>) -> Value {
    match *stuff {
        Stuff::Subject(text) => context! { subject => text },
        Stuff::Parts(parts) => {
            let parts = parts.iter().map(|(name, told)| {
                context! {
                    name => &**name,
                    label => told.label.as_str(),
                    text => told.text.as_str(),
                }
            });
            context! { parts => parts.collect::<Vec<Value>>() }
        }
    }
}
