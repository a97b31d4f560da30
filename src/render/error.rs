//! What can be wrong with a template, always with the file, and with line and name where there is
//! one: a user's voice or shape is edited by hand, often in a hurry.

use std::io;
use std::path::{Path, PathBuf};

use super::templates::Kind;
use crate::domain::words::Audience;
use crate::text::list::and_ticked;
use crate::text::measure::Excess;

/// A voice or a shape that cannot be used.
#[derive(Debug, thiserror::Error)]
#[expect(
    missing_docs,
    reason = "the message above each variant says what it is"
)]
pub enum TemplateError {
    #[error("there is no {kind} `{name}`{}", meant(.similar))]
    Unknown {
        kind: Kind,
        name: String,
        similar: Vec<String>,
    },
    #[error("there is no folder `{}`, where the configuration has your templates", path.display())]
    NoFolder { path: PathBuf },
    #[error("`{}` could not be read", path.display())]
    Read { path: PathBuf, source: io::Error },
    #[error("`{}` has {size} bytes, more than the {limit} a template may have", path.display())]
    TooLarge {
        path: PathBuf,
        size: u64,
        limit: u64,
    },
    #[error("`{}` is no name for a {kind}; use {}", path.display(), kind.naming())]
    Name { path: PathBuf, kind: Kind },
    #[error("{file}:{line}: {message}")]
    Syntax {
        file: String,
        line: usize,
        message: String,
    },
    #[error("{file}:{line}: `{key}` is not known here{}", meant(.similar))]
    UnknownKey {
        file: String,
        line: usize,
        key: String,
        similar: Vec<String>,
    },
    #[error("{file}:{line}: `{key}` {message}")]
    Value {
        file: String,
        line: usize,
        key: String,
        message: String,
    },
    #[error("{file} lacks {}", and_ticked(.keys))]
    Missing { file: String, keys: Vec<String> },
    #[error("{file}:{line}: {}`{key}`: {message}", about(.variable.as_ref()))]
    Template {
        file: String,
        line: usize,
        /// The sentence, such as `scope.known`, or the key of the shape.
        key: String,
        /// The expression that has no value here, or is not known.
        variable: Option<String>,
        message: String,
    },
}

impl TemplateError {
    /// Whether it is about a voice or a shape; none where it is about the folder of both.
    pub fn kind(&self) -> Option<Kind> {
        let path = match self {
            Self::Unknown { kind, .. } | Self::Name { kind, .. } => return Some(*kind),
            Self::NoFolder { .. } => return None,
            Self::Read { path, .. } | Self::TooLarge { path, .. } => path.as_path(),
            Self::Syntax { file, .. }
            | Self::UnknownKey { file, .. }
            | Self::Value { file, .. }
            | Self::Missing { file, .. }
            | Self::Template { file, .. } => Path::new(file),
        };
        // A folder of templates that could not be listed is named itself.
        let folders = path.ancestors().take(2).filter_map(Path::file_name);
        folders
            .filter_map(std::ffi::OsStr::to_str)
            .find_map(|name| {
                let kinds = [Kind::Voice, Kind::Shape, Kind::Site];
                kinds.into_iter().find(|kind| kind.folder() == name)
            })
    }
}

/// A message that could not be rendered.
#[derive(Debug, thiserror::Error)]
#[expect(
    missing_docs,
    reason = "the message above each variant says what it is"
)]
pub enum RenderError {
    #[error(transparent)]
    Template(#[from] TemplateError),
    #[error("incident `{incident}` has no public entry yet, so there is nothing to say")]
    NothingSaid { incident: String },
    #[error("{file}: even the shortest {what} has {excess}")]
    TooLong {
        file: String,
        /// The body or the subject.
        what: &'static str,
        excess: Excess,
    },
    #[error("{file} speaks to {audience}, and what is read here is for everybody")]
    NotPublic { file: String, audience: Audience },
    #[error("rendering stopped without a result; the templates are too deeply nested")]
    Stopped,
    #[error("the thread for templates could not be started")]
    Thread(#[source] io::Error),
}

fn meant(similar: &[String]) -> String {
    match similar {
        [] => String::new(),
        names => format!("; {} is", crate::text::list::or_ticked(names)),
    }
}

fn about(variable: Option<&String>) -> String {
    variable.map_or_else(String::new, |v| format!("`{v}` in "))
}
