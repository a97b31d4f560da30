//! Where voices and shapes come from: built in, and over them a folder of the user's. Nothing is
//! read or parsed before it is needed.

use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::TemplateError;
use super::shape::Shape;
use super::summary::PREFIX;
use super::voice::Voice;
use crate::domain::locale::Locale;
use crate::domain::words::Audience;
use crate::order;
use crate::text::packed::{Text, packed, short_voice};
use crate::text::similar::similar;

/// What a template is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The sentences and words of one locale.
    Voice,
    /// The layout of one channel.
    Shape,
    /// A file of the status site: a page, or how pages look.
    Site,
}

impl Kind {
    pub(super) const fn folder(self) -> &'static str {
        match self {
            Self::Voice => "voices",
            Self::Shape => "shapes",
            Self::Site => "site",
        }
    }

    pub(super) const fn naming(self) -> &'static str {
        match self {
            Self::Voice => "a language tag such as `pt-BR.toml`",
            Self::Shape => "small letters, digits and hyphens, such as `partner-mail.toml`",
            Self::Site => "the name of a built-in one",
        }
    }

    fn is_name(self, name: &str) -> bool {
        match self {
            Self::Voice => name.parse::<Locale>().is_ok_and(|l| l.as_str() == name),
            Self::Shape => {
                name.starts_with(|c: char| c.is_ascii_lowercase())
                    && name
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
            }
            Self::Site => SITE.iter().any(|(known, _)| *known == name),
        }
    }

    /// The built-in templates of this kind, in the order in which they are listed.
    pub(super) fn built_in(self) -> &'static [(&'static str, Text)] {
        match self {
            Self::Voice => &VOICES,
            Self::Shape => &SHAPES,
            Self::Site => &SITE,
        }
    }

    /// The file of a template, in the folder of all.
    pub fn path(self, name: &str) -> PathBuf {
        let ending = if self == Self::Site { "" } else { ".toml" };
        Path::new(self.folder()).join([name, ending].concat())
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Voice => "voice",
            Self::Shape => "channel",
            Self::Site => "page",
        })
    }
}

/// Names the built-in files and their texts; those that most runs do not need lie packed.
macro_rules! built_in {
    ($folder:literal: $($name:literal),+; $($rare:literal),+) => {
        [$((
            $name,
            Text::Plain(include_str!(concat!("../../templates/", $folder, "/", $name, ".toml")))
        )),+, $(($rare, packed!(concat!("templates/", $folder, "/", $rare, ".toml")))),+]
    };
}

/// Those in which most incidents are told lie there as messages need them.
static VOICES: [(&str, Text); 5] = [
    ("en", short_voice!("en")),
    ("es", short_voice!("es")),
    ("pt", packed!("templates/voices/pt.toml")),
    ("fr", packed!("templates/voices/fr.toml")),
    ("de", packed!("templates/voices/de.toml")),
];

static SHAPES: [(&str, Text); 25] = built_in!(
    "shapes": "status-page", "email", "slack", "sms", "social", "support", "phone", "team",
    "executives"; "teams", "discord", "banner", "auto-reply", "recording", "reply", "partners",
    "feed", "calendar", "webhook", "daily", "summary-customers", "summary-team",
    "summary-executives", "summary-support", "summary-regulator"
);

static SITE: [(&str, Text); 7] = [
    ("layout.html", packed!("templates/site/layout.html")),
    ("parts.html", packed!("templates/site/parts.html")),
    ("index.html", packed!("templates/site/index.html")),
    ("incident.html", packed!("templates/site/incident.html")),
    ("month.html", packed!("templates/site/month.html")),
    ("history.html", packed!("templates/site/history.html")),
    ("style.css", packed!("templates/site/style.css")),
];

/// How many of the built-in channels, from the first, are rendered for everybody; the others for
/// those who ask for them or have configured them.
const USUAL: usize = 9;

/// The text of one template.
#[derive(Debug, Clone)]
pub(super) struct Source {
    /// How errors name it.
    pub file: String,
    pub text: String,
    /// The path, if it is a user's own.
    pub path: Option<PathBuf>,
}

/// All voices and shapes there are.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    folder: Option<PathBuf>,
}

impl Templates {
    /// The most bytes a user's template may have.
    const LIMIT: u64 = 64 * 1024;

    /// The built-in voices and shapes.
    pub fn embedded() -> Self {
        Self::default()
    }

    /// The built-in voices and shapes, and over them those of `folder`: `voices/LOCALE.toml`,
    /// `shapes/CHANNEL.toml` and the files of `site/`. The folder is read only when something of it is needed, and must exist
    /// then; a file whose name begins with a dot is none of ours.
    pub fn with_folder(folder: &Path) -> Self {
        Self {
            folder: Some(folder.to_owned()),
        }
    }

    /// Every channel: the built-in ones in their order, then the user's own, sorted.
    pub fn channels(&self) -> Result<Vec<String>, TemplateError> {
        let mut shapes = self.shapes()?;
        shapes.retain(|shape| !shape.starts_with(PREFIX));
        Ok(shapes)
    }

    /// Every shape: those of channels, and those of summaries.
    pub fn shapes(&self) -> Result<Vec<String>, TemplateError> {
        self.names(Kind::Shape)
    }

    /// The channels that are rendered where nobody says which: the usual built-in ones, and the
    /// user's own.
    pub fn usual_channels(&self) -> Result<Vec<String>, TemplateError> {
        let mut channels = self.channels()?;
        let special = &SHAPES[USUAL..];
        channels.retain(|channel| special.iter().all(|(name, _)| name != channel));
        Ok(channels)
    }

    /// Every locale that has a voice: the built-in ones, then the user's own, sorted.
    pub fn locales(&self) -> Result<Vec<Locale>, TemplateError> {
        let names = self.names(Kind::Voice)?;
        Ok(names.iter().filter_map(|name| name.parse().ok()).collect())
    }

    /// The voice that speaks to readers of `locale`: its own, or that of its language, so that
    /// `es-MX` hears `es`. None if there is neither.
    pub fn voice_for(&self, locale: &Locale) -> Result<Option<Locale>, TemplateError> {
        let known = self.locales()?;
        let exact = known.iter().find(|voice| *voice == locale);
        let language = || known.iter().find(|v| v.as_str() == locale.language());
        Ok(exact.or_else(language).cloned())
    }

    /// Who a channel speaks to.
    pub fn audience(&self, channel: &str) -> Result<Audience, TemplateError> {
        Ok(self.shape(channel)?.audience)
    }

    /// The text of a voice or shape and, if it is a user's own, where it is.
    pub fn source(
        &self,
        kind: Kind,
        name: &str,
    ) -> Result<(Option<PathBuf>, String), TemplateError> {
        let source = self.find(kind, name)?;
        Ok((source.path, source.text))
    }

    /// Reads and checks the shape of a channel.
    pub(super) fn shape(&self, channel: &str) -> Result<Shape, TemplateError> {
        match self.user(Kind::Shape, channel)? {
            Some(own) => Shape::parse(channel, &own),
            None => match SHAPES.iter().find(|(known, _)| *known == channel) {
                Some((known, text)) => Shape::of(known, text.text()),
                None => Err(self.unknown(Kind::Shape, channel)),
            },
        }
    }

    /// Reads and checks the voice for readers of `locale`: its own, or that of its language. What
    /// a user's voice leaves out is said by the built-in one.
    pub(super) fn voice(&self, locale: &Locale) -> Result<Voice, TemplateError> {
        let built_in = |name: &str| {
            let (known, text) = VOICES.iter().find(|(known, _)| *known == name)?;
            Some(Voice::built_in(known, text))
        };
        let base = built_in(locale.as_str()).or_else(|| built_in(locale.language()));
        let own = match self.user(Kind::Voice, locale.as_str())? {
            None if locale.language() != locale.as_str() => {
                self.user(Kind::Voice, locale.language())?
            }
            own => own,
        };
        match (base, own) {
            (Some(base), None) => Ok(base),
            (Some(base), Some(own)) => Voice::over(base, &own),
            (None, Some(own)) => Voice::complete(&own),
            (None, None) => Err(self.unknown(Kind::Voice, locale.as_str())),
        }
    }

    /// The files of the status site, in their order.
    pub fn site_files() -> impl Iterator<Item = &'static str> {
        SITE.iter().map(|(name, _)| *name)
    }

    pub(super) fn find(&self, kind: Kind, name: &str) -> Result<Source, TemplateError> {
        if let Some(own) = self.user(kind, name)? {
            return Ok(own);
        }
        match kind.built_in().iter().find(|(known, _)| *known == name) {
            Some((known, text)) => Ok(Source::built_in(kind, known, text.text())),
            None => Err(self.unknown(kind, name)),
        }
    }

    fn unknown(&self, kind: Kind, name: &str) -> TemplateError {
        let known = self.names(kind).unwrap_or_default();
        let similar = similar(name, known.iter().map(String::as_str));
        TemplateError::Unknown {
            kind,
            name: name.to_owned(),
            similar: similar.into_iter().map(str::to_owned).collect(),
        }
    }

    fn names(&self, kind: Kind) -> Result<Vec<String>, TemplateError> {
        let mut names: Vec<String> = kind
            .built_in()
            .iter()
            .map(|(n, _)| (*n).to_owned())
            .collect();
        let Some(folder) = self.folder.as_ref().map(|f| f.join(kind.folder())) else {
            return Ok(names);
        };
        let failed = |source| TemplateError::Read {
            path: folder.clone(),
            source,
        };
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.must_exist()?;
                return Ok(names);
            }
            Err(error) => return Err(failed(error)),
        };
        let mut own = Vec::new();
        for entry in entries {
            let path = entry.map_err(failed)?.path();
            let hidden = path
                .file_name()
                .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
            if hidden || path.extension().is_none_or(|e| e != "toml") {
                continue;
            }
            let name = path
                .file_stem()
                .and_then(|s| s.to_str())
                .unwrap_or_default();
            if !kind.is_name(name) {
                return Err(TemplateError::Name { path, kind });
            }
            if !names.iter().any(|n| n == name) {
                own.push(name.to_owned());
            }
        }
        order::sort(&mut own);
        names.extend(own);
        Ok(names)
    }

    /// Refuses a folder that was named and is not there: its templates would silently not be used.
    fn must_exist(&self) -> Result<(), TemplateError> {
        match &self.folder {
            Some(folder) if !folder.is_dir() => Err(TemplateError::NoFolder {
                path: folder.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// The user's own template of this name, if there is one.
    fn user(&self, kind: Kind, name: &str) -> Result<Option<Source>, TemplateError> {
        let Some(folder) = self.folder.as_ref().filter(|_| kind.is_name(name)) else {
            return Ok(None);
        };
        let path = folder.join(kind.path(name));
        let failed = |source| TemplateError::Read {
            path: path.clone(),
            source,
        };
        let file = match fs::File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.must_exist()?;
                return Ok(None);
            }
            Err(error) => return Err(failed(error)),
        };
        let mut text = String::new();
        // One byte more than is allowed, so that a pipe without end is refused too.
        let size = file
            .take(Self::LIMIT + 1)
            .read_to_string(&mut text)
            .map_err(failed)? as u64;
        if size > Self::LIMIT {
            let limit = Self::LIMIT;
            return Err(TemplateError::TooLarge { path, size, limit });
        }
        Ok(Some(Source {
            file: path.display().to_string(),
            text,
            path: Some(path),
        }))
    }
}

impl Source {
    pub(super) fn built_in(kind: Kind, name: &str, text: &str) -> Self {
        Self {
            file: built_in_file(kind, name),
            text: text.to_owned(),
            path: None,
        }
    }
}

/// How errors name a built-in template.
pub(super) fn built_in_file(kind: Kind, name: &str) -> String {
    let ending = if kind == Kind::Site { "" } else { ".toml" };
    [kind.folder(), "/", name, ending, " (built in)"].concat()
}
