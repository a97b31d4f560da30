//! minijinja, set up for sentences and for layouts: strict, fuelled, and without a way round the
//! escaping. Nothing else in the crate knows which template engine there is.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::fmt;
use std::io;
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Utc};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, Template, UndefinedBehavior,
};

use super::builtins;
use super::error::TemplateError;
use super::moment::{Calendar, FORMS};
use super::shape::Manner;
use super::voice::Voice;
use super::wording::{capital, listed, sentence, word_key};
use crate::order;
use crate::text::list::or_ticked;
use crate::text::markup::Markup;
use crate::text::zone::Zone;

/// Instructions that one template may execute.
const FUEL: u64 = 50_000;

/// Instructions that one page may execute.
const PAGE_FUEL: u64 = 20_000_000;

/// Bytes that one template may produce: far more than any channel carries.
const LIMIT: usize = 16 * 1024 * 1024;

/// A template and where it stands, for errors.
#[derive(Clone, Copy)]
pub(super) struct Place<'t> {
    pub file: &'t str,
    /// The line of the file on which the template begins.
    pub line: usize,
    pub key: &'t str,
}

/// The environment for sentences: plain text, and the filters for times and words of a voice.
#[expect(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of `Calendar<'_>` is not general enough for a pointer over every lifetime"
)]
pub(super) fn for_sentences<'t>(voice: &Arc<Voice>, zone: Zone) -> Environment<'t> {
    let mut engine = strict();
    engine.set_auto_escape_callback(|_| AutoEscape::None);
    engine.set_formatter(|out, _, value| write_value(out, value, Markup::Plain));
    let calendar = |tell: fn(&Calendar<'_>, DateTime<Utc>) -> String| {
        let voice = Arc::clone(voice);
        move |state: &State<'_, '_>, value: &Value| -> Result<String, Error> {
            Ok(tell(&calendar(state, &voice, zone)?, moment(value)?))
        }
    };
    let words = Arc::clone(voice);
    engine.add_filter(
        "clock",
        move |state: &State<'_, '_>, value: &Value, form: Option<&str>| {
            let form = form.unwrap_or("plain");
            if !FORMS.contains(&form) {
                let known = or_ticked(&FORMS);
                return Err(refused(format!("has no form `{form}`; use {known}")));
            }
            Ok(self::calendar(state, &words, zone)?.clock(form, moment(value)?))
        },
    );
    engine.add_filter("hour", calendar(|c, m| c.hour(m)));
    engine.add_filter("note", calendar(|c, m| c.note(m)));
    engine.add_filter("day", calendar(|c, m| c.day(m)));
    engine.add_filter("date", calendar(|c, m| c.date_of(m)));
    let between = |tell: fn(&Calendar<'_>, DateTime<Utc>, DateTime<Utc>) -> String| {
        let voice = Arc::clone(voice);
        move |state: &State<'_, '_>, from: &Value, to: &Value| -> Result<String, Error> {
            Ok(tell(
                &self::calendar(state, &voice, zone)?,
                moment(from)?,
                moment(to)?,
            ))
        }
    };
    engine.add_filter("duration", between(|c, from, to| c.duration(from, to)));
    engine.add_filter("span", between(|c, from, to| c.span(from, to)));
    engine.add_filter("span_note", between(|c, from, to| c.span_note(from, to)));
    engine.add_filter("end_note", between(|c, from, to| c.end_note(from, to)));
    engine.add_filter("sentence", |value: &Value| {
        text(value).map(|text| sentence(text).into_owned())
    });
    engine.add_filter("capital", |value: &Value| text(value).map(capital));
    let words = Arc::clone(voice);
    engine.add_filter("word", move |value: &Value, list: &str| {
        let key = word_key(list, text(value)?);
        let word = words.word(&key).map(str::to_owned);
        word.ok_or_else(|| refused(format!("there is no word `{key}`")))
    });
    engine.add_filter("lined", |items: Vec<String>| items.join("\n"));
    let words = Arc::clone(voice);
    engine.add_filter("listed", move |items: Vec<String>| listed(&items, &words));
    engine
}

/// The environment for layouts in one markup: every value is escaped, whatever the template says.
pub(super) fn for_layouts<'t>(markup: Markup) -> Environment<'t> {
    let mut engine = strict();
    engine.set_auto_escape_callback(move |_| AutoEscape::Custom(markup.word().into()));
    engine.set_formatter(move |out, _, value| write_value(out, value, markup));
    engine
}

/// The environment for whole pages: HTML, with room for long lists.
pub(super) fn for_pages<'t>() -> Environment<'t> {
    let mut engine = for_layouts(Markup::Html);
    engine.set_fuel(Some(PAGE_FUEL));
    engine
}

/// What all environments begin with. It is made once, and what nobody changes is shared.
fn strict<'t>() -> Environment<'t> {
    static STRICT: LazyLock<Environment<'_>> = LazyLock::new(|| {
        let mut engine = Environment::empty();
        builtins::add_to(&mut engine);
        engine.set_undefined_behavior(UndefinedBehavior::Strict);
        engine.set_fuel(Some(FUEL));
        // Only with it do errors know which expression they are about.
        engine.set_debug(true);
        if let Ok(syntax) = SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()
        {
            engine.set_syntax(syntax);
        }
        engine
    });
    STRICT.clone()
}

/// Writes one value. What is missing is an error, never the word "none"; what a macro or a block
/// has produced is escaped already.
fn write_value(out: &mut Output<'_>, value: &Value, markup: Markup) -> Result<(), Error> {
    if value.is_none() || value.is_undefined() {
        return Err(refused("has no value here"));
    }
    let wrote = match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text),
        Some(text) => markup.escape(text, out),
        None if value.kind() == ValueKind::Number => write!(out, "{value}"),
        None => return Err(refused("is no text")),
    };
    wrote.map_err(|fmt::Error| refused("could not be written"))
}

fn refused(message: impl Into<Cow<'static, str>>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message)
}

fn text(value: &Value) -> Result<&str, Error> {
    match value.as_str() {
        Some(text) => Ok(text),
        None if value.is_undefined() => Err(ErrorKind::UndefinedError.into()),
        None => Err(refused("has no value here")),
    }
}

fn moment(value: &Value) -> Result<DateTime<Utc>, Error> {
    text(value)?.parse().map_err(|_| refused("is no time"))
}

/// The calendar of the message in which a filter runs.
fn calendar<'v>(
    state: &State<'_, '_>,
    voice: &'v Voice,
    zone: Zone,
) -> Result<Calendar<'v>, Error> {
    let at = state.lookup("at").unwrap_or_default();
    let manner = state.lookup("manner").unwrap_or_default();
    Ok(Calendar {
        voice,
        zone,
        at: moment(&at)?,
        manner: Manner::of_word(manner.as_str().unwrap_or_default()),
    })
}

/// A writer that stops a template from producing without end.
struct Capped {
    bytes: Vec<u8>,
}

impl io::Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > LIMIT {
            return Err(io::Error::other("is too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Compiles a layout once for all the messages it lays out; its text is its name.
pub(super) fn prepare<'t>(
    engine: &mut Environment<'t>,
    source: &'t str,
    place: Place<'_>,
) -> Result<(), TemplateError> {
    engine
        .add_template(source, source)
        .map_err(|error| explain(&error, source, place))
}

/// The variables that a template uses and does not set itself, sorted, such as `item.name`.
pub(super) fn variables(
    engine: &Environment<'_>,
    source: &str,
    place: Place<'_>,
) -> Result<Vec<String>, TemplateError> {
    let template = engine
        .template_from_named_str("", source)
        .map_err(|error| explain(&error, source, place))?;
    let functions: Vec<&str> = engine.globals().map(|(name, _)| name).collect();
    let mut names: Vec<String> = template.undeclared_variables(true).into_iter().collect();
    names.retain(|name| !functions.contains(&name.as_str()));
    order::sort(&mut names);
    Ok(names)
}

/// A template that was compiled once, to be run for many readers.
pub(super) struct Compiled<'t> {
    template: Template<'t, 't>,
    source: &'t str,
    names: OnceCell<Vec<String>>,
}

impl<'t> Compiled<'t> {
    /// Compiles a template; of an engine that has prepared ones, only those are had.
    pub(super) fn new(
        engine: &'t Environment<'t>,
        source: &'t str,
        place: Place<'_>,
    ) -> Result<Self, TemplateError> {
        let template = if engine.templates().next().is_some() {
            engine.get_template(source)
        } else {
            engine.template_from_named_str("", source)
        };
        let template = template.map_err(|error| explain(&error, source, place))?;
        Ok(Self {
            template,
            source,
            names: OnceCell::new(),
        })
    }

    /// The names of the variables it uses, sorted; without those of their parts.
    pub(super) fn names(&self) -> &[String] {
        self.names.get_or_init(|| {
            let names = self.template.undeclared_variables(false);
            let mut names: Vec<String> = names.into_iter().collect();
            order::sort(&mut names);
            names
        })
    }

    /// Runs it.
    pub(super) fn run(&self, place: Place<'_>, context: Value) -> Result<String, TemplateError> {
        let mut out = Capped {
            bytes: Vec::with_capacity(self.source.len() * 2),
        };
        self.template
            .render_captured_to(context, &mut out)
            .map_err(|error| explain(&error, self.source, place))?;
        Ok(String::from_utf8(out.bytes)
            .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }
}

/// Compiles and runs one template; of an engine that has prepared ones, only those are run.
pub(super) fn run<'t>(
    engine: &'t Environment<'t>,
    source: &'t str,
    place: Place<'_>,
    context: Value,
) -> Result<String, TemplateError> {
    Compiled::new(engine, source, place)?.run(place, context)
}

/// Tells an error of minijinja as one of ours: with the line of the file, and the expression.
pub(super) fn explain(error: &Error, source: &str, place: Place<'_>) -> TemplateError {
    let line = place.line + error.line().unwrap_or(1).saturating_sub(1);
    let variable = match error.kind() {
        ErrorKind::SyntaxError | ErrorKind::OutOfFuel => None,
        _ => error.range().and_then(|range| expression(source, range)),
    };
    let message = match error.kind() {
        ErrorKind::UndefinedError => "is not known here".to_owned(),
        ErrorKind::OutOfFuel => "the template runs too long".to_owned(),
        kind => error
            .detail()
            .map_or_else(|| kind.to_string(), str::to_owned),
    };
    TemplateError::Template {
        file: place.file.to_owned(),
        line,
        key: place.key.to_owned(),
        variable: variable.map(str::to_owned),
        message,
    }
}

/// The expression that an error is about. Where a filter complains, that is what it was given.
fn expression(source: &str, range: std::ops::Range<usize>) -> Option<&str> {
    let at_fault = source.get(range.clone())?;
    let before = source.get(..range.start)?;
    let found = if before.trim_end().ends_with('|') {
        let opening = before.rfind("{{").or_else(|| before.rfind("{%"))?;
        let whole = source.get(opening + 2..)?.split(['}', '%']).next()?;
        // With arguments it may be any of them.
        if whole.contains('(') {
            whole
        } else {
            whole.split('|').next()?
        }
    } else {
        at_fault.split('|').next()?
    };
    let found = found.trim_matches(['{', '}', ' ', '-']);
    (!found.is_empty()).then_some(found)
}
