//! Sentences filled without the engine. All of ours, and most of a user's, are text with values in
//! it: no conditions, no loops. What is not as simple as that, or lacks a value, is left to
//! minijinja from its first character, so that there is one place that says what is wrong with a
//! template; a test holds that both write the same.

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::moment::FORMS;
use super::scope::Scope;
use super::wording::{capital, listed, sentence, word_key};
use crate::domain::briefing::Quote;
use crate::domain::fact::TextFact;

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
    while let Some(open) = memchr::memchr(b'{', rest.as_bytes()) {
        out.push_str(&rest[..open]);
        let (expression, after) = rest[open..].strip_prefix("{{")?.split_once("}}")?;
        out.push_str(&value(expression, scope, foreign)?);
        rest = after;
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
    let mut steps = expression.split('|').map(str::trim);
    let mut seen = scope.see(steps.next()?, foreign)?;
    for step in steps {
        seen = filtered(step, seen, scope, foreign)?;
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
            (filter.trim_end(), argument_of(argument.trim())?)
        }
        None => (step, Argument::None),
    };
    let text = match (filter, argument) {
        ("sentence", Argument::None) => match seen.text()? {
            Cow::Borrowed(text) => return Some(Seen::Text(sentence(text))),
            Cow::Owned(text) => sentence(&text).into_owned(),
        },
        ("capital", Argument::None) => capital(&seen.text()?),
        ("clock", Argument::None) => scope.calendar()?.clock("plain", seen.moment()?),
        ("clock", Argument::Text(form)) if FORMS.contains(&form) => {
            scope.calendar()?.clock(form, seen.moment()?)
        }
        ("hour", Argument::None) => scope.calendar()?.hour(seen.moment()?),
        ("note", Argument::None) => scope.calendar()?.note(seen.moment()?),
        ("day", Argument::None) => scope.calendar()?.day(seen.moment()?),
        ("date", Argument::None) => scope.calendar()?.date_of(seen.moment()?),
        ("duration" | "span" | "span_note", Argument::Name(end)) => {
            let (from, to) = (seen.moment()?, scope.see(end, foreign)?.moment()?);
            let calendar = scope.calendar()?;
            match filter {
                "duration" => calendar.duration(from, to),
                "span" => calendar.span(from, to),
                _ => calendar.span_note(from, to),
            }
        }
        ("word", Argument::Text(list)) => {
            let word = scope.voice().word(&word_key(list, &seen.text()?))?;
            return Some(Seen::Text(word.into()));
        }
        (_, argument) => {
            let Seen::List(items) = seen else {
                return None;
            };
            match (filter, argument) {
                ("lined", Argument::None) => items.join("\n"),
                ("listed", Argument::None) => listed(items, scope.voice()),
                ("join", Argument::Text(between)) => items.join(between),
                _ => return None,
            }
        }
    };
    Some(Seen::Text(text.into()))
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
