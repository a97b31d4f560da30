//! Errors as a person meets them: what, where, the next step, and the exit code.
//!
//! Modules below return typed errors that know what went wrong and where. This is the only room
//! that knows what to do about them.

use std::fmt;

use crate::clock::BadClock;
use crate::config::ConfigError;
use crate::config::locate::NoHome;
use crate::log::{ReadError, RepairError, WriteError};
use crate::prompt::Stopped;
use crate::render::{RenderError, TemplateError};

/// The exit codes, a promise to runbooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done; warnings included.
    Done = 0,
    /// A check found something that matters enough, or something is overdue.
    Found = 1,
    /// Wrong usage or bad input; nothing changed.
    Usage = 2,
    /// The log or the configuration could not be read, or nothing was saved.
    Untouched = 3,
    /// Saved, but not confirmed durable, or the messages could not be rendered.
    Unsure = 4,
    /// Interrupted; answers are kept as a draft.
    Interrupted = 130,
}

impl Exit {
    /// The code for the shell.
    pub const fn code(self) -> u8 {
        self as u8
    }
}

/// An error ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    pub exit: Exit,
    /// What went wrong and where; several problems stand on lines of their own.
    pub message: String,
    /// What to do about it, each a sentence or a command to paste.
    pub hints: Vec<String>,
}

impl Failure {
    /// Wrong usage or bad input.
    pub fn usage(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Usage,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// Something could not be read or saved; nothing changed.
    pub fn untouched(message: impl Into<String>) -> Self {
        Self {
            exit: Exit::Untouched,
            message: message.into(),
            hints: Vec::new(),
        }
    }

    /// Several problems with what was typed, all at once.
    pub fn problems(mut problems: Vec<String>) -> Self {
        problems.dedup();
        Self::usage(problems.join("\n"))
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

/// Whether the reader of the output went away: a goodbye, not an error.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .downcast_ref::<std::io::Error>()
        .is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Explains an error: its message with its causes, the next step and the exit code.
pub fn explain(error: anyhow::Error) -> Failure {
    match error.downcast::<Failure>() {
        Ok(failure) => failure,
        Err(error) => {
            let (exit, hint) = advice(&error);
            // Files have errors of their own: what comes up bare is the standard output.
            let bare = error.chain().next().and_then(|e| e.downcast_ref());
            let message = match bare {
                // What is told in several lines is one error: the others stand below the first.
                None => format!("{error:#}").trim_end().replace('\n', "\n  "),
                Some::<&std::io::Error>(error) => {
                    format!("the output could not be written: {error}")
                }
            };
            Failure {
                exit,
                message,
                hints: hint.into_iter().collect(),
            }
        }
    }
}

/// The exit code of an error and the next step, for every typed error of the modules below.
fn advice(error: &anyhow::Error) -> (Exit, Option<String>) {
    let plain = |exit, hint: &str| (exit, Some(hint.to_owned()));
    if let Some(error) = error.downcast_ref::<ReadError>() {
        return (Exit::Untouched, read_hint(error));
    }
    if let Some(error) = error.downcast_ref::<WriteError>() {
        return write_advice(error);
    }
    if let Some(error) = error.downcast_ref::<RepairError>() {
        return match error {
            RepairError::Read(error) => (Exit::Untouched, read_hint(error)),
            RepairError::Write(error) => write_advice(error),
            RepairError::TwoTexts { .. } => plain(
                Exit::Untouched,
                "keep one of the two, or give one of them another id, and repair again",
            ),
        };
    }
    if let Some(error) = error.downcast_ref::<Stopped>() {
        return match error {
            // Who was asked has been told, in the language of the question.
            Stopped::Interrupted => (Exit::Interrupted, None),
            Stopped::Io(_) => plain(
                Exit::Untouched,
                "your answers are kept: run the same command to go on",
            ),
            Stopped::OverUseResolve => plain(Exit::Usage, "vocero resolve"),
            Stopped::NothingToCorrect => {
                plain(Exit::Usage, "say the first word with `vocero update`")
            }
        };
    }
    if let Some(error) = error.downcast_ref::<TemplateError>() {
        return plain(Exit::Untouched, template_hint(error));
    }
    if let Some(RenderError::Template(error)) = error.downcast_ref::<RenderError>() {
        return plain(Exit::Untouched, template_hint(error));
    }
    if let Some(RenderError::NotPublic { .. }) = error.downcast_ref::<RenderError>() {
        return plain(Exit::Untouched, "give the shape `audience = \"customers\"`");
    }
    if let Some(RenderError::TooLong { .. }) = error.downcast_ref::<RenderError>() {
        return plain(
            Exit::Untouched,
            "say less, or give the shape more room or shorter parts; see `vocero template show`",
        );
    }
    if error.is::<BadClock>() {
        return plain(Exit::Usage, "unset it to use the real time");
    }
    if let Some(error) = error.downcast_ref::<ConfigError>() {
        let hint = match error {
            ConfigError::NoRules { .. } => "make it, or take `rules` out of vocero.toml",
            _ => "see every setting with `vocero init --dry-run`",
        };
        return plain(Exit::Untouched, hint);
    }
    if error.is::<NoHome>() {
        return plain(
            Exit::Untouched,
            "name the log with `--log FILE`, or set HOME",
        );
    }
    (Exit::Untouched, None)
}

fn read_hint(error: &ReadError) -> Option<String> {
    let hint = match error {
        error if error.is_repairable() => {
            "mend the file by hand, or see what `vocero repair --dry-run` would do"
        }
        ReadError::NewerFormat { .. } => "use a newer version of vocero; nothing was changed",
        ReadError::Io { source, .. } if source.kind() == std::io::ErrorKind::PermissionDenied => {
            "have its owner let you read it, or name another log with `--log FILE`"
        }
        ReadError::NotALog { .. } => {
            "name the log with `--log FILE`, and a configuration with `--config FILE`"
        }
        ReadError::NotAFile { .. } | ReadError::DanglingLink { .. } => {
            "name another log with `--log FILE`"
        }
        ReadError::Entry { .. } => "mend that line by hand: only you know what it should say",
        ReadError::DrillHead { .. } => {
            "mend those lines by hand: without them nobody knows what time it is there"
        }
        ReadError::DuplicateId { .. } => "give one of the two entries another id",
        ReadError::TooLarge { .. } => "begin a new log with `--log FILE`",
        _ => return None,
    };
    Some(hint.to_owned())
}

fn write_advice(error: &WriteError) -> (Exit, Option<String>) {
    let (exit, hint) = match error {
        WriteError::IdTaken { .. } => (Exit::Usage, "give each entry an id of its own"),
        WriteError::Locked { .. } => (
            Exit::Untouched,
            "wait for it to finish, and run the same command again",
        ),
        WriteError::DanglingLink { .. } | WriteError::NotAFile { .. } => {
            (Exit::Untouched, "name another log with `--log FILE`")
        }
        WriteError::Io { source, .. } => (Exit::Untouched, io_hint(source)),
        WriteError::NotRewritten { .. } => (
            Exit::Untouched,
            "nothing was changed; mend that entry first, by hand if need be",
        ),
        WriteError::DrillEnded => (
            Exit::Usage,
            "see its score with `vocero drill --score`, or begin another with `vocero drill payments`",
        ),
        WriteError::EntryTooLong { .. } => (Exit::Usage, "say less in one entry"),
        WriteError::LogTooLarge { .. } => (Exit::Untouched, "begin a new log with `--log FILE`"),
        WriteError::DoesNotReadBack { .. } => {
            (Exit::Untouched, "nothing was changed; please report this")
        }
    };
    (exit, Some(hint.to_owned()))
}

/// What to do about a file system that refuses; nothing was changed.
fn io_hint(error: &std::io::Error) -> &'static str {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::StorageFull | K::QuotaExceeded => {
            "nothing was changed; make room on the disk, and run the same command again"
        }
        K::PermissionDenied | K::ReadOnlyFilesystem => {
            "nothing was changed; name a log you may write with `--log FILE`"
        }
        _ => "nothing was changed; run the same command again",
    }
}

fn template_hint(error: &TemplateError) -> &'static str {
    match error {
        TemplateError::Unknown { .. } => "see `vocero template list`",
        TemplateError::NoFolder { .. } => {
            "make it with `vocero template eject en`, or take `templates` out of vocero.toml"
        }
        TemplateError::Missing { .. } => "compare with `vocero template show en`",
        _ => "mend the template; what it may use is shown by `vocero template context`",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_about_a_file_keeps_the_name_of_the_file() {
        let error = || std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let about_a_file = anyhow::Error::from(error()).context("`a.1` could not be written");
        assert_eq!(
            explain(about_a_file).message,
            "`a.1` could not be written: permission denied"
        );
        assert_eq!(
            explain(error().into()).message,
            "the output could not be written: permission denied"
        );
    }

    #[test]
    fn a_log_that_may_not_be_read_says_what_to_do() {
        let source = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
        let path = "incidents.toml".into();
        let failure = explain(ReadError::Io { path, source }.into());
        assert_eq!(
            failure.hints,
            ["have its owner let you read it, or name another log with `--log FILE`"]
        );
    }

    #[test]
    fn a_folder_that_is_missing_is_made_or_taken_out() {
        let path = std::path::PathBuf::from("/nowhere");
        let rules = explain(ConfigError::NoRules { path: path.clone() }.into());
        assert_eq!(rules.exit, Exit::Untouched);
        assert_eq!(
            rules.message,
            "there is no folder `/nowhere`, where the configuration has your rules"
        );
        assert_eq!(rules.hints, ["make it, or take `rules` out of vocero.toml"]);
        let templates = explain(TemplateError::NoFolder { path }.into());
        assert_eq!(
            templates.hints,
            ["make it with `vocero template eject en`, or take `templates` out of vocero.toml"]
        );
    }

    #[test]
    fn an_error_of_several_lines_is_one_error() {
        let drawn = anyhow::anyhow!("it is no configuration: line 1\n  |\n1 | x = [\n");
        assert_eq!(
            explain(drawn).message,
            "it is no configuration: line 1\n    |\n  1 | x = ["
        );
    }
}
