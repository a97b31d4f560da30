//! Layouts run without the engine. Those of ours for messages, and most of a user's, walk over the
//! parts once, and look at the name or the label of each. What does more than that is left to
//! minijinja whole; a test holds that both write the same.

use std::rc::Rc;

use super::listener::Told;
use super::shape::Name;
use crate::text::markup::Markup;
use crate::text::seek;

/// The most steps that are run here: as many cannot tire the engine out (`FUEL`).
const MOST: usize = 5_000;

/// One thing to do; places are those of steps.
#[derive(Debug, Clone, Copy)]
enum Step<'t> {
    Write(&'t str),
    Name,
    Label,
    Text,
    Subject,
    /// The texts of all parts on one line.
    Joined,
    /// Where there is no part, goes on behind the loop.
    Each(usize),
    /// Goes back to the beginning of the loop while there is another part.
    Next(usize),
    /// Goes elsewhere, unless this holds of the part.
    Unless(Question<'t>, usize),
    Go(usize),
}

#[derive(Debug, Clone, Copy)]
enum Question<'t> {
    Labelled,
    Named(&'t str),
}

/// What is laid out.
pub(super) enum Stuff<'p> {
    /// The name and the words of each part of a body.
    Parts(&'p [(Name, Rc<Told>)]),
    Subject(&'p str),
}

/// A layout that this module can run.
#[derive(Debug)]
pub(super) struct Steps<'t>(Vec<Step<'t>>);

/// A condition that is being read.
struct Open {
    /// The step that must learn where the next branch begins.
    unless: Option<usize>,
    /// The steps that must learn where the condition ends.
    ends: Vec<usize>,
}

impl<'t> Steps<'t> {
    /// Reads a layout. None if it does more than this module can.
    pub(super) fn read(source: &'t str) -> Option<Self> {
        let source = source.strip_suffix('\n').unwrap_or(source);
        let mut reader = Reader {
            steps: Vec::with_capacity(24),
            open: Vec::new(),
            start: None,
        };
        let mut rest = source;
        while let Some(brace) = seek::first(b'{', rest.as_bytes()) {
            let (before, code) = rest.split_at(brace);
            if let Some(code) = code.strip_prefix("{{") {
                reader.write(before);
                let (value, after) = code.split_once("}}")?;
                reader.value(value.trim())?;
                rest = after;
            } else {
                let (tag, after) = code.strip_prefix("{%")?.split_once("%}")?;
                let line = &source[..source.len() - code.len()];
                reader.write(without_indent(before, line));
                reader.tag(tag.trim())?;
                rest = after.strip_prefix('\n').unwrap_or(after);
            }
        }
        reader.write(rest);
        let whole = reader.open.is_empty() && reader.start.is_none() && !source.contains('\r');
        whole.then_some(Self(reader.steps))
    }

    /// Lays out in a markup. None where that is for the engine: it takes long, or a value is not
    /// there.
    pub(super) fn run(&self, stuff: &Stuff<'_>, markup: Markup) -> Option<String> {
        let (parts, subject) = match *stuff {
            Stuff::Parts(parts) => (parts, None),
            Stuff::Subject(subject) => (&[][..], Some(subject)),
        };
        if self.0.len() * (parts.len() + 1) > MOST {
            return None;
        }
        let mut out = String::with_capacity(1024);
        let (mut place, mut index) = (0, 0);
        while let Some(step) = self.0.get(place) {
            place += 1;
            let part = parts.get(index);
            let text = match *step {
                Step::Write(text) => {
                    out.push_str(text);
                    continue;
                }
                Step::Name => &*part?.0,
                Step::Label => part?.1.label.as_str(),
                Step::Text => part?.1.text.as_str(),
                Step::Subject => subject?,
                Step::Joined => {
                    if subject.is_some() || markup != Markup::Plain {
                        return None;
                    }
                    for (i, (_, told)) in parts.iter().enumerate() {
                        out.push_str(if i > 0 { " " } else { "" });
                        out.push_str(&told.text);
                    }
                    continue;
                }
                Step::Each(end) => {
                    if subject.is_some() {
                        return None;
                    }
                    index = 0;
                    place = if parts.is_empty() { end } else { place };
                    continue;
                }
                Step::Next(start) => {
                    index += 1;
                    place = if index < parts.len() { start } else { place };
                    continue;
                }
                Step::Unless(question, other) => {
                    let (name, told) = part?;
                    let holds = match question {
                        Question::Labelled => !told.label.is_empty(),
                        Question::Named(wanted) => name == wanted,
                    };
                    place = if holds { place } else { other };
                    continue;
                }
                Step::Go(elsewhere) => {
                    place = elsewhere;
                    continue;
                }
            };
            markup.escape(text, &mut out).ok()?;
        }
        Some(out)
    }
}

/// The text before a tag, without the white space that a tag alone on its line has before it.
fn without_indent<'t>(text: &'t str, source: &str) -> &'t str {
    let blank = |c: char| c.is_whitespace() && c != '\n';
    let before = source.trim_end_matches(blank);
    if before.is_empty() || before.ends_with('\n') {
        text.trim_end_matches(blank)
    } else {
        text
    }
}

/// Reads the code of a layout, step by step.
struct Reader<'t> {
    steps: Vec<Step<'t>>,
    open: Vec<Open>,
    /// The first step of the loop, inside it.
    start: Option<usize>,
}

impl<'t> Reader<'t> {
    fn write(&mut self, text: &'t str) {
        if !text.is_empty() {
            self.steps.push(Step::Write(text));
        }
    }

    fn value(&mut self, value: &str) -> Option<()> {
        let inside = self.start.is_some();
        self.steps.push(match value {
            "part.name" if inside => Step::Name,
            "part.label" if inside => Step::Label,
            "part.text" if inside => Step::Text,
            "subject" if !inside => Step::Subject,
            r#"parts | map(attribute="text") | join(" ")"# if !inside => Step::Joined,
            _ => return None,
        });
        Some(())
    }

    fn tag(&mut self, tag: &'t str) -> Option<()> {
        let here = self.steps.len();
        match tag {
            "for part in parts" if self.start.is_none() && self.open.is_empty() => {
                self.steps.push(Step::Each(0));
                self.start = Some(here + 1);
            }
            "endfor" if self.open.is_empty() => {
                let start = self.start.take()?;
                self.steps.push(Step::Next(start));
                self.steps[start - 1] = Step::Each(here + 1);
            }
            "else" => self.branch()?,
            "endif" => {
                let open = self.open.pop()?;
                for step in open.unless.into_iter().chain(open.ends) {
                    self.lead(step, here);
                }
            }
            _ => {
                if let Some(question) = tag.strip_prefix("if ") {
                    self.start?;
                    self.open.push(Open {
                        unless: None,
                        ends: Vec::new(),
                    });
                    self.ask(question)?;
                } else {
                    let question = tag.strip_prefix("elif ")?;
                    self.branch()?;
                    self.ask(question)?;
                }
            }
        }
        Some(())
    }

    /// Ends the branch before another one; there is none behind the last.
    fn branch(&mut self) -> Option<()> {
        let here = self.steps.len();
        let open = self.open.last_mut()?;
        let unless = open.unless.take()?;
        open.ends.push(here);
        self.steps.push(Step::Go(0));
        self.lead(unless, here + 1);
        Some(())
    }

    fn ask(&mut self, question: &'t str) -> Option<()> {
        let question = match question.trim() {
            "part.label" => Question::Labelled,
            other => {
                let name = other.strip_prefix("part.name == \"")?.strip_suffix('"')?;
                let plain = !name.contains(['"', '\\']);
                Question::Named(plain.then_some(name)?)
            }
        };
        self.open.last_mut()?.unless = Some(self.steps.len());
        self.steps.push(Step::Unless(question, 0));
        Some(())
    }

    /// Tells a step where it leads.
    fn lead(&mut self, step: usize, to: usize) {
        if let Some(Step::Unless(_, place) | Step::Go(place)) = self.steps.get_mut(step) {
            *place = to;
        }
    }
}
