//! A shape: how one channel lays out the parts of a message, and how much room it has.

mod built_in;

use std::borrow::Cow;

use toml::de::DeValue;

use super::budget::{self, Budget};
use super::document::{Document, Field, strings};
use super::engine::Place;
use super::error::TemplateError;
use super::summary::PREFIX;
use super::templates::{Kind, Source, built_in_file};
use super::voice::Voice;
use crate::domain::service::Service;
use crate::domain::words::Audience;
use crate::text::list::or_ticked;
use crate::text::markup::Markup;

/// How sentences are said on a channel. A voice may have a sentence in several manners; where it
/// has not, the next plainer one is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Manner {
    /// After a label.
    Labelled,
    /// In running text, without labels.
    Running,
    /// In running text where space is dear.
    Brief,
    /// By a person on the telephone.
    Spoken,
    /// By a recorded voice, which says times in words.
    Recorded,
}

impl Manner {
    /// How many there are.
    pub(super) const COUNT: usize = Self::WORDS.len();

    const WORDS: [(&'static str, Self); 5] = [
        ("labelled", Self::Labelled),
        ("running", Self::Running),
        ("brief", Self::Brief),
        ("spoken", Self::Spoken),
        ("recorded", Self::Recorded),
    ];

    /// What the name of a sentence ends in if it is meant for one manner.
    pub(super) const SUFFIXES: [&'static str; 4] = ["_running", "_brief", "_spoken", "_recorded"];

    /// The endings to look for, the most fitting first; the last resort is the bare name.
    pub(super) const fn suffixes(self) -> &'static [&'static str] {
        match self {
            Self::Labelled => &[""],
            Self::Running => &["_running", ""],
            Self::Brief => &["_brief", "_running", ""],
            Self::Spoken => &["_spoken", "_running", ""],
            Self::Recorded => &["_recorded", "_spoken", "_running", ""],
        }
    }

    /// The manner of this word; labelled if there is none.
    pub(super) fn of_word(word: &str) -> Self {
        let found = Self::WORDS.iter().find(|(known, _)| *known == word);
        found.map_or(Self::Labelled, |(_, manner)| *manner)
    }

    /// The word for templates.
    pub(super) fn word(self) -> &'static str {
        let found = Self::WORDS.iter().find(|(_, manner)| *manner == self);
        found.map_or("labelled", |(word, _)| word)
    }
}

/// The name of a part.
pub(super) type Name = Cow<'static, str>;

/// A minijinja template of a shape, and the line on which it begins.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Layout {
    pub text: Cow<'static, str>,
    pub line: usize,
}

/// The layout of one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    pub file: String,
    /// Whether it is a user's own.
    pub own: bool,
    /// Whether it lays out a summary, whose parts can be lists.
    pub summary: bool,
    pub audience: Audience,
    pub markup: Markup,
    pub manner: Manner,
    /// The parts of the body, in order.
    pub parts: Vec<Name>,
    /// Whether it stands where people meet it who read nothing before it, so that it must tell
    /// everything each time.
    pub standing: bool,
    /// What every body must fit into.
    pub budget: Budget,
    /// What a body for one service must fit into instead.
    pub budgets: Vec<(Service, Budget)>,
    pub subject_budget: Budget,
    /// Parts that give way when space is short, the first one first.
    pub drop: Vec<Name>,
    /// Parts that a minor incident does without.
    pub minor_drops: Vec<Name>,
    /// Each part that another one takes the place of when it gives way, and that other one.
    pub instead: Vec<(Name, Name)>,
    pub subject: Option<Layout>,
    pub body: Layout,
}

const KEYS: [&str; 13] = [
    "audience",
    "body",
    "budget",
    "budgets",
    "drop",
    "instead",
    "manner",
    "markup",
    "minor_drops",
    "parts",
    "standing",
    "subject",
    "subject_budget",
];

impl Shape {
    /// A built-in shape.
    pub(super) fn of(channel: &str, text: &'static str) -> Result<Self, TemplateError> {
        let plain = Self::built_in(channel, &built_in_file(Kind::Shape, channel), text);
        let parse = || Self::parse(channel, &Source::built_in(Kind::Shape, channel, text));
        plain.map_or_else(parse, Ok)
    }

    fn blank(channel: &str, file: String) -> Self {
        Self {
            file,
            own: false,
            summary: channel.starts_with(PREFIX),
            audience: Audience::Customers,
            markup: Markup::Plain,
            manner: Manner::Labelled,
            parts: Vec::new(),
            standing: false,
            budget: Budget::default(),
            budgets: Vec::new(),
            subject_budget: Budget::default(),
            drop: Vec::new(),
            minor_drops: Vec::new(),
            instead: Vec::new(),
            subject: None,
            body: Layout::default(),
        }
    }

    /// Reads a shape and holds it against the parts that voices have.
    pub(super) fn parse(channel: &str, source: &Source) -> Result<Self, TemplateError> {
        let document = Document::new(source);
        let mut shape = Self::blank(channel, source.file.clone());
        shape.own = source.path.is_some();
        let mut lines: Vec<(String, usize)> = Vec::new();
        for field in document.fields(false)? {
            lines.push((field.key.clone(), field.line));
            shape.take(&document, field)?;
        }
        let missing: Vec<String> = ["audience", "body", "markup", "parts"]
            .into_iter()
            .filter(|key| lines.iter().all(|(known, _)| known != key))
            .map(str::to_owned)
            .collect();
        if !missing.is_empty() {
            let file = format!("{} of the channel `{channel}`", source.file);
            return Err(TemplateError::Missing {
                file,
                keys: missing,
            });
        }
        if shape.own {
            shape.know_parts(&document, &lines)?;
        }
        Ok(shape)
    }

    /// What a body for this service must fit into.
    pub(super) fn budget_for(&self, service: Option<Service>) -> &Budget {
        let mut own = self.budgets.iter();
        let own = own.find(|(known, _)| Some(*known) == service);
        own.map_or(&self.budget, |(_, budget)| budget)
    }

    /// Where one of its layouts stands.
    pub(super) fn place<'t>(&'t self, key: &'t str, layout: &Layout) -> Place<'t> {
        Place {
            file: &self.file,
            line: layout.line,
            key,
        }
    }

    fn take(&mut self, document: &Document<'_>, field: Field<'_>) -> Result<(), TemplateError> {
        let Field { key, line, value } = field;
        match key.as_str() {
            "audience" => self.audience = word(document, &key, line, &value)?,
            "markup" => self.markup = word(document, &key, line, &value)?,
            "manner" => {
                let given = value.as_str().unwrap_or_default();
                let found = Manner::WORDS.iter().find(|(word, _)| *word == given);
                let legal = Manner::WORDS.map(|(word, _)| word);
                let refuse = || document.wrong(&key, line, format!("is not {}", or_ticked(&legal)));
                self.manner = found.ok_or_else(refuse)?.1;
            }
            "parts" => self.parts = names(document, &key, line, &value)?,
            "drop" => self.drop = names(document, &key, line, &value)?,
            "minor_drops" => self.minor_drops = names(document, &key, line, &value)?,
            "budget" => self.budget = budget::parse(document, &key, line, &value)?,
            "budgets" => self.budgets = budget::by_service(document, &key, line, &value)?,
            "subject_budget" => self.subject_budget = budget::parse(document, &key, line, &value)?,
            "standing" => {
                let refuse = || document.wrong(&key, line, "is neither `true` nor `false`");
                self.standing = value.as_bool().ok_or_else(refuse)?;
            }
            "instead" => self.instead = pairs(document, &key, line, &value)?,
            "subject" => self.subject = Some(layout(document, &key, line, value)?),
            "body" => self.body = layout(document, &key, line, value)?,
            _ => return Err(document.unknown(&key, line, KEYS)),
        }
        Ok(())
    }

    /// Refuses names of parts that no voice has.
    fn know_parts(
        &self,
        document: &Document<'_>,
        lines: &[(String, usize)],
    ) -> Result<(), TemplateError> {
        let schema = Voice::schema()?;
        let known = schema.parts();
        let lists = [
            ("parts", &self.parts),
            ("drop", &self.drop),
            ("minor_drops", &self.minor_drops),
        ];
        let listed = lists
            .into_iter()
            .flat_map(|(key, names)| names.iter().map(move |name| (key, name)));
        let pairs = self
            .instead
            .iter()
            .flat_map(|(a, b)| [("instead", a), ("instead", b)]);
        for (key, name) in listed.chain(pairs) {
            if !known.contains(&&**name) {
                let line = lines.iter().find(|(known, _)| known == key);
                let line = line.map_or(1, |(_, line)| *line);
                return Err(document.unknown(name, line, known.iter().copied()));
            }
        }
        Ok(())
    }
}

fn word<T: std::str::FromStr<Err: std::fmt::Display>>(
    document: &Document<'_>,
    key: &str,
    line: usize,
    value: &DeValue<'_>,
) -> Result<T, TemplateError> {
    let text = value
        .as_str()
        .ok_or_else(|| document.wrong(key, line, "is not a text"))?;
    text.parse()
        .map_err(|error: T::Err| document.wrong(key, line, format!("is wrong: {error}")))
}

fn names(
    document: &Document<'_>,
    key: &str,
    line: usize,
    value: &DeValue<'_>,
) -> Result<Vec<Name>, TemplateError> {
    let names =
        strings(value).ok_or_else(|| document.wrong(key, line, "is not a list of parts"))?;
    Ok(names.into_iter().map(Cow::Owned).collect())
}

fn layout(
    document: &Document<'_>,
    key: &str,
    line: usize,
    value: DeValue<'_>,
) -> Result<Layout, TemplateError> {
    match value {
        DeValue::String(text) => Ok(Layout {
            text: Cow::Owned(text.into_owned()),
            line,
        }),
        _ => Err(document.wrong(key, line, "is not a text")),
    }
}

fn pairs(
    document: &Document<'_>,
    key: &str,
    line: usize,
    value: &DeValue<'_>,
) -> Result<Vec<(Name, Name)>, TemplateError> {
    let refuse = || document.wrong(key, line, "is not a table of parts");
    let table = value.as_table().ok_or_else(refuse)?;
    let mut pairs = Vec::new();
    for (from, to) in table {
        let to = to.get_ref().as_str().ok_or_else(refuse)?;
        pairs.push((from.get_ref().to_string().into(), to.to_owned().into()));
    }
    Ok(pairs)
}
