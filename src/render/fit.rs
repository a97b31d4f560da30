//! Putting a message into the room its channel has: parts give way whole, in the order the shape
//! names; no sentence is ever cut.

use std::rc::Rc;

use unicode_segmentation::UnicodeSegmentation;

use super::budget::Budget;
use super::error::{RenderError, TemplateError};
use super::listener::{DRILL, Listener, Told};
use super::shape::{Layout, Manner, Name, Shape};
use super::sheet::Sheet;
use super::size::Size;
use super::slots::{SHORT, Slot, place_of, standing, stays};
use super::steps::Stuff;
use super::tidy::{letters, plain_spaces};
use crate::domain::service::Service;
use crate::domain::words::{IncidentType, Severity};
use crate::text::markup::Markup;
use crate::text::measure::{Excess, sms};
use crate::text::mention;

/// A body that fits.
pub(super) struct Fitted {
    pub body: String,
    pub dropped: Vec<String>,
    pub parts: Vec<(Name, Rc<Told>)>,
    pub size: Size,
}

/// What is left when nothing else fits: where it stands, what happened to data, and when we speak
/// again.
const LAST_WORDS: [&str; 3] = ["state", "alarm", "next_update"];

/// The part that stands first where something takes a turn.
const TURN: &str = "turn";

/// A shape with its layouts and the reader it speaks to.
pub(super) struct Composer<'a, 'v> {
    pub shape: &'a Shape,
    /// Its layouts.
    pub sheet: &'a Sheet<'a>,
    pub listener: &'a Listener<'v>,
    /// How much room there is.
    pub budget: &'a Budget,
    /// What will carry the message, if that is known.
    pub service: Option<Service>,
    /// Whether characters outside GSM-7 are written with the nearest ones inside it.
    pub gsm7: bool,
}

impl Composer<'_, '_> {
    /// Lays out the body, dropping what has to be dropped.
    pub(super) fn body(&self) -> Result<Fitted, RenderError> {
        let whole = self.placed()?;
        let mut slots: Vec<Slot> = whole.iter().cloned().map(Some).collect();
        let mut body = self.lay_out(&standing(&slots))?;
        let mut measured = self.budget.measure(&body);
        let mut cut = false;
        for name in &self.shape.drop {
            if measured.1.is_ok() {
                break;
            }
            if stays(name, self.listener.briefing.public()) {
                continue;
            }
            let Some(place) = place_of(name, &slots) else {
                continue;
            };
            let other = self.substitute(name, &slots)?;
            let text = |slot: &Slot| slot.as_ref().map(|(_, told)| told.text.clone());
            // Said in the same words nothing is gained or lost; it gives way under its other name.
            let same = other.is_some() && text(&other) == text(&slots[place]);
            slots[place] = other;
            if same {
                continue;
            }
            cut = true;
            if slots.iter().all(Option::is_none) {
                break;
            }
            body = self.lay_out(&standing(&slots))?;
            measured = self.budget.measure(&body);
        }
        if cut && measured.1.is_ok() {
            body = self.refill(&whole, &mut slots, body)?;
            measured = self.budget.measure(&body);
        }
        let mut dropped = self.gone(&whole, &slots);
        let mut parts = standing(&slots);
        // A name or an address of absurd length: say the least that is still worth saying.
        for kept in [LAST_WORDS.as_slice(), &LAST_WORDS[..2], &LAST_WORDS[..1]] {
            if measured.1.is_ok() {
                break;
            }
            dropped.extend(
                parts
                    .drain(..)
                    .map(|(part, _)| part.into_owned())
                    .filter(|p| p != DRILL && !kept.contains(&p.as_str())),
            );
            for part in std::iter::once(&DRILL).chain(kept) {
                let told = self.listener.told(part, self.shape.manner)?;
                parts.extend(told.map(|told| (Name::Borrowed(part), told)));
            }
            body = self.lay_out(&parts)?;
            measured = self.budget.measure(&body);
        }
        dropped.dedup();
        let (size, held) = measured;
        held.map_err(|excess| self.too_long("body", excess))?;
        Ok(Fitted {
            body,
            dropped,
            parts,
            size,
        })
    }

    /// Once it fits: what was dropped for something that is gone as well comes back, the dearest
    /// first. Returns the body with it.
    fn refill(
        &self,
        whole: &[(Name, Rc<Told>)],
        slots: &mut [Slot],
        mut body: String,
    ) -> Result<String, RenderError> {
        for name in self.shape.drop.iter().rev() {
            // A shorter part comes back in the place of the one that it says in short.
            let mut pairs = self.shape.instead.iter();
            let long = pairs.find(|(_, other)| other == name).map(|(from, _)| from);
            let is_of = |(part, _): &(Name, _)| part == name || Some(part) == long;
            let Some(place) = whole.iter().position(is_of) else {
                continue;
            };
            // Another part may have taken its words.
            if place_of(name, slots).is_some_and(|at| at != place) {
                continue;
            }
            let own = Some(&whole[place]).filter(|(part, _)| part == name);
            let short = self.substitute(&whole[place].0, slots)?;
            for slot in [own.cloned(), short] {
                let gone = slots[place].is_none() || slot.as_ref() == whole.get(place);
                if slot.is_none() || slot == slots[place] || !gone {
                    continue;
                }
                let before = std::mem::replace(&mut slots[place], slot);
                let longer = self.lay_out(&standing(slots))?;
                if self.budget.measure(&longer).1.is_ok() {
                    body = longer;
                } else {
                    slots[place] = before;
                }
            }
        }
        Ok(body)
    }

    /// The parts that are neither there nor said in short.
    fn gone(&self, whole: &[(Name, Rc<Told>)], slots: &[Slot]) -> Vec<String> {
        let is_gone = |name: &&Name| {
            let Some(place) = whole.iter().position(|(part, _)| part == *name) else {
                return false;
            };
            let same = |(part, told): &(Name, Rc<Told>)| {
                part == *name || part == SHORT || told.text == whole[place].1.text
            };
            !slots[place].as_ref().is_some_and(same)
        };
        let gone = self.shape.drop.iter().filter(is_gone);
        gone.map(ToString::to_string).collect()
    }

    /// The parts of the body that apply, in order.
    fn placed(&self) -> Result<Vec<(Name, Rc<Told>)>, TemplateError> {
        let now = self.listener.briefing.public();
        let minor = now.severity == Severity::Minor;
        let mut parts: Vec<(Name, Rc<Told>)> = Vec::with_capacity(self.shape.parts.len());
        for name in &self.shape.parts {
            if minor && self.shape.minor_drops.contains(name) {
                continue;
            }
            let told = self.listener.told(name, self.shape.manner)?;
            parts.extend(told.map(|told| (name.clone(), told)));
        }
        // Nobody may take a drill for real: no shape can leave that out.
        if let Some(told) = self.listener.told(DRILL, self.shape.manner)? {
            parts.retain(|(name, _)| name != DRILL);
            parts.insert(0, (DRILL.into(), told));
        }
        // Whoever must act to be safe reads that before anything else.
        if now.kind_of == IncidentType::Security
            && !now.state.is_over()
            && let Some(place) = parts.iter().position(|(part, _)| part == "do_now")
        {
            let first = parts.remove(place);
            let greeting = parts.iter().take_while(|(part, _)| {
                matches!(
                    &**part,
                    DRILL
                        | "sender"
                        | "opening"
                        | "reason"
                        | "recording"
                        | "line"
                        | "reply"
                        | "receipt"
                )
            });
            parts.insert(greeting.count(), first);
        }
        if parts.is_empty() {
            let told = self.listener.told(LAST_WORDS[0], self.shape.manner)?;
            parts.extend(told.map(|told| (LAST_WORDS[0].into(), told)));
        }
        Ok(parts)
    }

    /// What takes the place of a part, unless it stands in the message already. What a correction is
    /// about is dearer than the title, so its first words can do without.
    fn substitute(&self, name: &str, slots: &[Slot]) -> Result<Slot, TemplateError> {
        let stands = |part: &str| place_of(part, slots).is_some();
        if name == TURN && stands("correction") {
            let told = self.listener.told(name, Manner::Labelled)?;
            return Ok(told.map(|told| (TURN.into(), told)));
        }
        let mut pairs = self.shape.instead.iter();
        let Some((_, other)) = pairs.find(|(from, _)| from == name) else {
            return Ok(None);
        };
        // What takes its own place says the same more briefly.
        let manner = match other == name {
            true => Manner::Brief,
            false if stands(other) || other == "title" && stands("name") => return Ok(None),
            false => self.shape.manner,
        };
        let told = self.listener.told(other, manner)?;
        if told.is_none() && name == TURN {
            let state = self.listener.told(LAST_WORDS[0], self.shape.manner)?;
            return Ok(state.map(|told| (LAST_WORDS[0].into(), told)));
        }
        Ok(told.map(|told| (other.clone(), told)))
    }

    fn lay_out(&self, parts: &[(Name, Rc<Told>)]) -> Result<String, RenderError> {
        let body = self.sheet.body(&Stuff::Parts(parts))?;
        let mut body = trimmed(&body);
        // A shape that lays out only what it knows does not know that this is a drill.
        if let Some(told) = self.listener.told(DRILL, self.shape.manner)?
            && !letters(&body).contains(&letters(&told.text))
        {
            body.insert_str(0, &self.listener.mark());
        }
        if self.gsm7 {
            body = sms::transliterate(&body);
        } else if self.budget.is_in_parts() {
            body = plain_spaces(&sms::straightened(&body));
        }
        // Breaking up mentions takes room, so it comes before measuring.
        body = match self.service {
            Some(Service::X) if self.shape.markup == Markup::Plain => mention::quiet_on_x(&body),
            Some(Service::Mastodon) if self.shape.markup == Markup::Plain => {
                mention::quiet_on_mastodon(&body)
            }
            _ => body,
        };
        if body.is_empty() {
            return Err(RenderError::Template(self.wrong(
                "body",
                &self.shape.body,
                "comes out empty",
            )));
        }
        Ok(body)
    }

    /// Lays out the subject. One that is too long has the title's first sentence instead, then as
    /// many of its words as fit; the company's name goes last. Where not even the first word fits,
    /// it is cut, which no sentence ever is: a title only names what the message says whole, and its
    /// beginning still tells people more than an id of ours.
    pub(super) fn subject(&self) -> Result<Option<(String, Rc<Told>)>, RenderError> {
        if self.shape.subject.is_none() {
            return Ok(None);
        }
        let Some(told) = self.listener.told("subject", self.shape.manner)? else {
            return Ok(None);
        };
        let lay_out = |text: &str| -> Result<String, RenderError> {
            let subject = self.sheet.subject(text).transpose()?.unwrap_or_default();
            let subject = self.listener.mark() + &subject;
            Ok(subject.split_whitespace().collect::<Vec<_>>().join(" "))
        };
        let whole = lay_out(&told.text)?;
        if self.shape.subject_budget.fits(&whole) {
            return Ok(Some((whole, told)));
        }
        let now = self.listener.briefing.public();
        let limits = self.shape.subject_budget.0.iter();
        let limit = limits.map(|limit| limit.most).min().unwrap_or_default();
        let named = now.company.as_ref().map(|_| "named");
        let title = self.listener.title();
        let variants = || named.into_iter().chain(["plain"]);
        let whole_words = variants().flat_map(|variant| {
            let titles = std::iter::once(title.clone()).chain(shortened(&title, limit));
            titles.map(move |title| (variant, title))
        });
        let cut_words =
            variants().flat_map(|variant| cut(&title, limit).map(move |title| (variant, title)));
        let mut shortest = whole;
        for (variant, title) in whole_words.chain(cut_words) {
            shortest = lay_out(&self.listener.subject(variant, &title)?)?;
            if self.shape.subject_budget.fits(&shortest) {
                return Ok(Some((shortest, told)));
            }
        }
        let excess = self.shape.subject_budget.check(&shortest);
        excess.map_err(|excess| self.too_long("subject", excess))?;
        Ok(Some((shortest, told)))
    }

    fn too_long(&self, what: &'static str, excess: Excess) -> RenderError {
        RenderError::TooLong {
            file: self.shape.file.clone(),
            what,
            excess,
        }
    }

    fn wrong(&self, key: &str, layout: &Layout, message: &str) -> TemplateError {
        TemplateError::Template {
            file: self.shape.file.clone(),
            line: layout.line,
            key: key.to_owned(),
            variable: None,
            message: message.to_owned(),
        }
    }
}

/// Ever shorter titles, cut only between sentences and words, of at most `limit` characters: in no
/// unit does a title count less.
fn shortened(title: &str, limit: usize) -> impl Iterator<Item = String> {
    let mut length = 0;
    let words: Vec<&str> = title
        .split_whitespace()
        .take_while(|word| {
            length += word.chars().count() + 1;
            length <= limit
        })
        .collect();
    let sentence = words
        .iter()
        .position(|word| word.ends_with(['.', '!', '?', '。']))
        .map(|end| words[..=end].join(" "));
    let cut: Vec<String> = (1..=words.len())
        .rev()
        .map(|count| {
            let kept = words[..count].join(" ");
            format!("{} …", kept.trim_end_matches([',', ';', ':', '.']))
        })
        .collect();
    sentence.into_iter().chain(cut)
}

/// Ever shorter beginnings of a title's first word, of at most `limit` characters, cut between
/// characters as people see them.
fn cut(title: &str, limit: usize) -> impl Iterator<Item = String> {
    let word = title.split_whitespace().next().unwrap_or_default();
    let mut length = 0;
    let ends: Vec<usize> = word
        .grapheme_indices(true)
        .map(|(start, grapheme)| {
            length += grapheme.chars().count();
            (start + grapheme.len(), length)
        })
        .take_while(|(_, length)| *length <= limit)
        .map(|(end, _)| end)
        .collect();
    ends.into_iter()
        .rev()
        .map(move |end| format!("{} …", &word[..end]))
}

/// The body without spaces at the ends of lines and without more than one empty line in a row.
pub(super) fn trimmed(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    let mut empty = 0;
    for line in body.trim().lines().map(str::trim_end) {
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty < 2 {
            out.push_str(line);
            out.push('\n');
        }
    }
    out.truncate(out.trim_end().len());
    out
}
