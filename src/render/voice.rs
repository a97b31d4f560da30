//! A voice: the sentences and words of one locale, flattened to names such as `scope.known`.

use toml::de::DeValue;

use super::document::{Document, strings};
use super::error::TemplateError;
use super::quick::Base;
use super::shape::Manner;
use super::templates::{Kind, Source};
use crate::domain::words::Address;
use crate::order::Map;
use crate::text::packed;
use crate::text::seek;

/// One sentence or word, in one or in both forms of address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    formal: String,
    informal: Option<String>,
    file: usize,
    formal_line: usize,
    informal_line: usize,
}

/// A sentence for one form of address, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence<'v> {
    pub text: &'v str,
    pub file: &'v str,
    pub line: Line<'v>,
}

/// The line on which something stands. It is only told where something is wrong.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line<'v> {
    /// Counted from one.
    Number(usize),
    /// The one behind this text.
    Behind(&'v str),
}

impl Line<'_> {
    /// Counted from one.
    pub(super) fn number(self) -> usize {
        match self {
            Self::Number(line) => line,
            Self::Behind(text) => seek::count(b'\n', text.as_bytes()) + 1,
        }
    }
}

/// The tables of a voice that are words and formats. Every other table is a part of messages.
const WORDS: [&str; 11] = [
    "calendar",
    "duration",
    "foreign",
    "languages",
    "list",
    "moment",
    "site",
    "spoken",
    "time",
    "words",
    "zones",
];

/// The tables whose keys are names of the world, so that each voice has its own.
const OPEN: [&str; 2] = ["languages", "zones"];

/// The sentences and words of one locale.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    texts: Map<String, Text>,
    lists: Map<String, Vec<String>>,
    files: Vec<String>,
    /// The built-in voice under it, read only where it is asked.
    base: Option<Base>,
    /// Whether something of it is a user's own.
    pub own: bool,
}

impl Voice {
    /// A built-in voice. Its text is in the binary and tested, so nothing is read ahead.
    pub(super) fn built_in(name: &str, text: &'static packed::Text) -> Self {
        Self {
            base: Some(Base::new(text)),
            files: vec![format!("voices/{name}.toml (built in)")],
            ..Self::empty()
        }
    }

    /// Reads a user's voice over `base`, which says what it leaves out.
    pub(super) fn over(base: Self, source: &Source) -> Result<Self, TemplateError> {
        let mut voice = Self { own: true, ..base };
        voice.read(source, Some(&Self::schema()?))?;
        Ok(voice)
    }

    /// Reads a user's voice for a language that has no built-in one: it must be complete.
    pub(super) fn complete(source: &Source) -> Result<Self, TemplateError> {
        let schema = Self::schema()?;
        let mut voice = Self {
            own: true,
            ..Self::empty()
        };
        voice.read(source, Some(&schema))?;
        let missing: Vec<String> = schema
            .keys()
            .filter(|key| !is_open(key) && !voice.has(key))
            .map(str::to_owned)
            .collect();
        if missing.is_empty() {
            return Ok(voice);
        }
        Err(TemplateError::Missing {
            file: source.file.clone(),
            keys: missing,
        })
    }

    /// The English voice read in full: it has every key there is.
    pub(super) fn schema() -> Result<Self, TemplateError> {
        let (name, text) = &Kind::Voice.built_in()[0];
        let mut voice = Self::empty();
        let source = Source {
            file: (*name).to_owned(),
            text: text.text().to_owned(),
            path: None,
        };
        voice.read(&source, None)?;
        Ok(voice)
    }

    const fn empty() -> Self {
        Self {
            texts: Map::new(),
            lists: Map::new(),
            files: Vec::new(),
            base: None,
            own: false,
        }
    }

    fn read(&mut self, source: &Source, schema: Option<&Self>) -> Result<(), TemplateError> {
        self.files.push(source.file.clone());
        let file = self.files.len() - 1;
        let document = Document::new(source);
        for field in document.fields(true)? {
            let line = field.line;
            let (key, form) = match field.key.rsplit_once('.') {
                Some((key, form @ ("formal" | "informal"))) => (key, Some(form)),
                _ => (field.key.as_str(), None),
            };
            if schema.is_some_and(|schema| !schema.knows(key)) {
                return Err(document.unknown(key, line, schema.into_iter().flat_map(Self::keys)));
            }
            if let DeValue::String(text) = field.value {
                self.insert(key, form, text.into_owned(), (file, line));
            } else if let Some(list) = strings(&field.value) {
                let wanted = schema.and_then(|s| s.lists.get(key)).map(Vec::len);
                if wanted.is_some_and(|wanted| wanted != list.len()) {
                    let wanted = wanted.unwrap_or_default();
                    return Err(document.wrong(key, line, format!("needs {wanted} words")));
                }
                self.lists.insert(key.to_owned(), list);
            } else {
                return Err(document.wrong(key, line, "is not a text"));
            }
        }
        self.texts.values_mut().try_for_each(|text| {
            // A form that a user's voice gives alone leaves the other one to the built-in voice.
            if text.formal.is_empty() && text.informal.is_some() {
                return Err(document.wrong("informal", text.informal_line, "needs `formal` too"));
            }
            Ok(())
        })
    }

    fn insert(&mut self, key: &str, form: Option<&str>, words: String, place: (usize, usize)) {
        let (file, line) = place;
        let text = self.texts.entry(key.to_owned()).or_insert_with(|| Text {
            formal: String::new(),
            informal: None,
            file,
            formal_line: line,
            informal_line: line,
        });
        text.file = file;
        if form == Some("informal") {
            text.informal = Some(words);
            text.informal_line = line;
            return;
        }
        if form.is_none() {
            text.informal = None;
        }
        text.formal = words;
        text.formal_line = line;
    }

    fn has(&self, key: &str) -> bool {
        self.texts.contains_key(key) || self.lists.contains_key(key)
    }

    /// Whether a key may stand in a voice: one of this one, a name of the world, or a sentence of
    /// this one in some manner of speaking.
    fn knows(&self, key: &str) -> bool {
        let plain = Manner::SUFFIXES
            .iter()
            .find_map(|suffix| key.strip_suffix(suffix))
            .unwrap_or(key);
        is_open(key) || self.has(key) || self.texts.contains_key(plain)
    }

    /// Every key, sorted.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.texts
            .keys()
            .chain(self.lists.keys())
            .map(String::as_str)
    }

    /// The names of the parts of messages, sorted.
    pub(super) fn parts(&self) -> Vec<&str> {
        let mut parts: Vec<&str> = self
            .texts
            .keys()
            .filter_map(|key| key.split('.').next())
            .filter(|part| !WORDS.contains(part))
            .collect();
        parts.dedup();
        parts
    }

    /// The sentence of this name.
    pub(super) fn sentence(&self, key: &str, address: Address) -> Option<Sentence<'_>> {
        let (part, name) = key.split_once('.')?;
        let mut names = std::iter::once(["", name, ""]);
        self.first_sentence(part, &mut names, address)
            .map(|(_, sentence)| sentence)
    }

    /// The first of these sentences of a part that there is, and its place among them. The name of
    /// each is given in three pieces.
    pub(super) fn first_sentence(
        &self,
        part: &str,
        names: &mut dyn Iterator<Item = [&str; 3]>,
        address: Address,
    ) -> Option<(usize, Sentence<'_>)> {
        if self.texts.is_empty() {
            return self.base_sentence(part, names, address);
        }
        names.enumerate().find_map(|(place, name)| {
            let sentence = match self.texts.get(&[part, ".", &name.concat()].concat()) {
                Some(text) => self.own_sentence(text, address),
                None => {
                    self.base_sentence(part, &mut std::iter::once(name), address)?
                        .1
                }
            };
            Some((place, sentence))
        })
    }

    fn own_sentence<'v>(&'v self, text: &'v Text, address: Address) -> Sentence<'v> {
        let file = self.files.get(text.file).map_or("", String::as_str);
        match (&text.informal, address) {
            (Some(informal), Address::Informal) => Sentence {
                text: informal,
                file,
                line: Line::Number(text.informal_line),
            },
            _ => Sentence {
                text: &text.formal,
                file,
                line: Line::Number(text.formal_line),
            },
        }
    }

    /// Every sentence read from a file, in each of its forms; not the words and formats.
    pub(super) fn own_sentences(&self) -> impl Iterator<Item = (&str, Sentence<'_>)> {
        let sentences = self.texts.keys().filter(|key| {
            let part = key.split('.').next().unwrap_or_default();
            !WORDS.contains(&part)
        });
        sentences.flat_map(|key| {
            let forms = [Address::Formal, Address::Informal];
            forms
                .into_iter()
                .filter_map(|form| Some((key.as_str(), self.sentence(key, form)?)))
        })
    }

    fn base_sentence(
        &self,
        part: &str,
        names: &mut dyn Iterator<Item = [&str; 3]>,
        address: Address,
    ) -> Option<(usize, Sentence<'_>)> {
        let base = self.base.as_ref()?.of(part);
        let (place, found) = base.sentence(part, names, address.word())?;
        let sentence = Sentence {
            text: found.text,
            file: self.files.first().map_or("", String::as_str),
            line: found.line,
        };
        Some((place, sentence))
    }

    /// The word or format of this name.
    pub(super) fn word(&self, key: &str) -> Option<&str> {
        // Most voices are built in whole.
        let own = Some(&self.texts).filter(|texts| !texts.is_empty());
        let own = own
            .and_then(|texts| texts.get(key))
            .map(|text| text.formal.as_str());
        own.or_else(|| Some(self.base.as_ref()?.of(key).text(key)?.text))
    }

    /// One word of a list, counted from zero.
    pub(super) fn listed(&self, key: &str, place: usize) -> Option<&str> {
        match self.lists.get(key) {
            Some(list) => list.get(place).map(String::as_str),
            None => self.base.as_ref()?.of(key).listed(key, place),
        }
    }

    /// Every sentence with its name and its forms.
    #[cfg(test)]
    pub(super) fn sentences(&self) -> impl Iterator<Item = (&str, &str, Option<&str>)> {
        self.texts
            .iter()
            .map(|(key, text)| (key.as_str(), text.formal.as_str(), text.informal.as_deref()))
    }

    /// The line of a sentence.
    #[cfg(test)]
    pub(super) fn line(&self, key: &str) -> Option<usize> {
        self.texts.get(key).map(|text| text.formal_line)
    }

    /// A voice read in full.
    #[cfg(test)]
    pub(super) fn parsed_for_tests(name: &str, text: &str) -> Self {
        let mut voice = Self::empty();
        let source = Source {
            file: (*name).to_owned(),
            text: text.to_owned(),
            path: None,
        };
        voice.read(&source, None).unwrap();
        voice
    }
}

fn is_open(key: &str) -> bool {
    key.split('.')
        .next()
        .is_some_and(|table| OPEN.contains(&table))
}
