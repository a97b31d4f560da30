//! A voice that is ready to speak: it finds the sentence for a manner of speaking, and compiles those
//! that need it.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use minijinja::Environment;

use super::engine::{self, Compiled, Place};
use super::error::TemplateError;
use super::moment::Calendar;
use super::shape::Manner;
use super::voice::{Sentence, Voice};
use crate::domain::house::House;
use crate::domain::words::Address;
use crate::text::zone::Zone;

/// A voice, ready to speak to readers of one house.
pub(super) struct Speaker<'v> {
    pub voice: &'v Arc<Voice>,
    /// For sentences that are more than text and values.
    engine: &'v OnceCell<Environment<'static>>,
    address: Address,
    pub zone: Zone,
    pub drill: bool,
    /// The sentences said before, by their source: every audience hears most of them.
    compiled: RefCell<Vec<(&'v str, Rc<Compiled<'v>>)>>,
    /// The times told before: a message has the same few, and every channel tells them.
    clocks: RefCell<Vec<(Asked, String)>>,
}

/// A time that is asked for: its form, the manner, when the message speaks, and the moment.
type Asked = (&'static str, Manner, DateTime<Utc>, DateTime<Utc>);

impl<'v> Speaker<'v> {
    /// `engine` becomes that of the voice's sentences, once one is needed.
    pub(super) fn new(
        voice: &'v Arc<Voice>,
        engine: &'v OnceCell<Environment<'static>>,
        house: &House,
    ) -> Self {
        Self {
            voice,
            engine,
            address: house.address,
            zone: house.zone,
            drill: house.drill,
            compiled: RefCell::default(),
            clocks: RefCell::default(),
        }
    }

    /// The time of a moment in one of the forms, as the calendar tells it.
    pub(super) fn clock(
        &self,
        calendar: &Calendar<'_>,
        form: &'static str,
        moment: DateTime<Utc>,
    ) -> String {
        let asked = (form, calendar.manner, calendar.at, moment);
        let mut clocks = self.clocks.borrow_mut();
        if let Some((_, told)) = clocks.iter().find(|(known, _)| *known == asked) {
            return told.clone();
        }
        let told = calendar.clock(form, moment);
        clocks.push((asked, told.clone()));
        told
    }

    /// A sentence, ready to run.
    pub(super) fn compiled(
        &self,
        source: &'v str,
        place: Place<'_>,
    ) -> Result<Rc<Compiled<'v>>, TemplateError> {
        let known = |(known, _): &&(&str, _)| *known == source;
        if let Some((_, known)) = self.compiled.borrow().iter().find(known) {
            return Ok(Rc::clone(known));
        }
        let make = || engine::for_sentences(self.voice, self.zone);
        let engine: &'v Environment<'v> = self.engine.get_or_init(make);
        let compiled = Rc::new(Compiled::new(engine, source, place)?);
        let mut all = self.compiled.borrow_mut();
        all.push((source, Rc::clone(&compiled)));
        Ok(compiled)
    }

    /// The sentence of a part in the manner, or the next plainer one there is: of the first of the
    /// variants that has any. A variant is given in two pieces.
    pub(super) fn sentence<'p>(
        &self,
        part: &'p str,
        variants: &[[&'p str; 2]],
        manner: Manner,
    ) -> Option<(Key<'p>, Sentence<'v>)> {
        let endings = manner.suffixes();
        let mut names = variants.iter().flat_map(|[first, second]| {
            endings.iter().map(move |ending| [*first, *second, *ending])
        });
        let mut all = names.clone();
        let voice: &'v Voice = self.voice;
        let (place, sentence) = voice.first_sentence(part, &mut all, self.address)?;
        let name = names.nth(place)?;
        Some((Key { part, name }, sentence))
    }
}

/// The name of a sentence in a voice, in pieces.
#[derive(Clone, Copy)]
pub(super) struct Key<'p> {
    part: &'p str,
    name: [&'p str; 3],
}

impl Key<'_> {
    /// As it stands in the voice, such as `scope.known`.
    pub(super) fn in_full(self) -> String {
        [self.part, ".", &self.name.concat()].concat()
    }
}
