//! Sentences filled without the engine. All of ours, and most of a user's, are text with values in
//! it: no conditions, no loops. What is not as simple as that, or lacks a value, is left to
//! minijinja from its first character, so that there is one place that says what is wrong with a
//! template; a test holds that both write the same.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::moment::{Calendar, FORMS};
use super::scope::Scope;
use super::wording::{capital, listed, sentence, word_key};
use crate::domain::briefing::Quote;
use crate::domain::fact::TextFact;
use crate::text::seek;

/// The longest template that is filled here, in bytes: one that cannot run longer or produce more
/// than the engine allows.
const LONGEST: usize = 4096;

/// What stands under a name.
#[derive(Debug)]
pub(super) enum Seen<'a> {
    Text(Cow<'a, str>),
    Moment(DateTime<Utc>),
    List(&'a [String]),
}

impl<'a> From<Quote<'a>> for Seen<'a> {
    fn from(quote: Quote<'a>) -> Self {
        match quote {
            Quote::Text(text) => Self::Text(text.into()),
            Quote::Moment(moment) => Self::Moment(moment),
        }
    }
}

impl<'a> Seen<'a> {
    pub(super) fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Moment(_) | Self::List(_) => None,
        }
    }

    /// The moment, which some templates see as text.
    pub(super) fn moment(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Moment(moment) => Some(moment),
            Self::Text(text) => text.parse().ok(),
            Self::List(_) => None,
        }
    }
}

/// What a filter is given.
#[derive(Clone, Copy)]
enum Argument<'t> {
    None,
    Text(&'t str),
    Name(&'t str),
}

/// Fills a template. None if it holds more than text and values, or a value is not there or cannot
/// be written. The facts in another language that it quotes join `foreign`.
pub(super) fn fill(
    source: &str,
    scope: &Scope<'_, '_>,
    foreign: &mut Vec<TextFact>,
) -> Option<String> {
    if source.len() > LONGEST {
        return None;
    }
    let mut out = String::with_capacity(source.len() * 2);
    let mut rest = source;
    while let Some(open) = seek::first(b'{', rest.as_bytes()) {
        out.push_str(&rest[..open]);
        let code = rest[open..].strip_prefix("{{")?;
        let close = seek::first(b'}', code.as_bytes())?;
        let (expression, after) = code.split_at(close);
        out.push_str(&value(expression, scope, foreign)?);
        rest = after.strip_prefix("}}")?;
    }
    // The engine leaves out a line end at the very end.
    if rest.ends_with('\n') {
        return None;
    }
    out.push_str(rest);
    Some(out)
}

/// The value of `name | filter | filter('argument')`.
fn value<'a>(
    expression: &str,
    scope: &Scope<'a, '_>,
    foreign: &mut Vec<TextFact>,
) -> Option<Cow<'a, str>> {
    let bar = |text: &str| seek::first(b'|', text.as_bytes()).unwrap_or(text.len());
    let (name, mut rest) = expression.split_at(bar(expression));
    let mut seen = scope.see(name.trim_ascii(), foreign)?;
    while let Some(steps) = rest.get(1..) {
        let (step, after) = steps.split_at(bar(steps));
        seen = filtered(step.trim_ascii(), seen, scope, foreign)?;
        rest = after;
    }
    seen.text()
}

fn filtered<'a>(
    step: &str,
    seen: Seen<'a>,
    scope: &Scope<'a, '_>,
    foreign: &mut Vec<TextFact>,
) -> Option<Seen<'a>> {
    let (filter, argument) = match step.strip_suffix(')') {
        Some(step) => {
            let (filter, argument) = step.split_once('(')?;
            (filter.trim_ascii_end(), argument_of(argument.trim_ascii())?)
        }
        None => (step, Argument::None),
    };
    let text = match (seen, filter) {
        (Seen::List(items), _) => match (filter, argument) {
            ("lined", Argument::None) => items.join("\n"),
            ("listed", Argument::None) => listed(items, scope.voice()),
            ("join", Argument::Text(between)) => items.join(between),
            _ => return None,
        },
        (Seen::Text(text), "sentence" | "capital" | "word") => match (filter, argument) {
            ("sentence", Argument::None) => sentence(&text).into_owned(),
            ("capital", Argument::None) => capital(&text),
            ("word", Argument::Text(list)) => {
                scope.voice().word(&word_key(list, &text))?.to_owned()
            }
            _ => return None,
        },
        (seen, _) => {
            let moment = seen.moment()?;
            let end = match argument {
                Argument::Name(end) => Some(scope.see(end, foreign)?.moment()?),
                _ => None,
            };
            let calendar = scope.calendar()?;
            match (filter, argument) {
                ("clock", Argument::None) => scope.speaker().clock(&calendar, FORMS[0], moment),
                ("clock", Argument::Text(form)) => {
                    let form = FORMS.iter().find(|known| **known == form)?;
                    scope.speaker().clock(&calendar, form, moment)
                }
                _ => told(&calendar, filter, argument, moment, end)?,
            }
        }
    };
    Some(Seen::Text(text.into()))
}

/// Tells a moment in one of the ways that are seldom, or the time from it to another.
fn told(
    calendar: &Calendar<'_>,
    filter: &str,
    argument: Argument<'_>,
    moment: DateTime<Utc>,
    end: Option<DateTime<Utc>>,
) -> Option<String> {
    Some(match (filter, argument, end) {
        ("hour", Argument::None, _) => calendar.hour(moment),
        ("note", Argument::None, _) => calendar.note(moment),
        ("day", Argument::None, _) => calendar.day(moment),
        ("date", Argument::None, _) => calendar.date_of(moment),
        ("duration", _, Some(end)) => calendar.duration(moment, end),
        ("span", _, Some(end)) => calendar.span(moment, end),
        ("span_note", _, Some(end)) => calendar.span_note(moment, end),
        ("end_note", _, Some(end)) => calendar.end_note(moment, end),
        _ => return None,
    })
}

/// One argument: a text between quotation marks, or a name.
fn argument_of(given: &str) -> Option<Argument<'_>> {
    let Some(quote) = given.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        return Some(Argument::Name(given));
    };
    let text = given[1..].strip_suffix(quote)?;
    let plain = !text.contains([quote, '\\']);
    plain.then_some(Argument::Text(text))
}
