//! Editing a text in the user's own editor, without ever losing it.

use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use super::drafts::{make_private_folder, write_private};
use super::signals;

/// The editor did not give the text back. The text as it was is still with the caller.
#[derive(Debug, thiserror::Error)]
pub enum EditorError {
    /// The command cannot be split into words.
    #[error("the editor `{0}` cannot be read as a command: a quote is not closed, or it is empty")]
    NotACommand(String),
    /// The program could not be started.
    #[error("the editor `{program}` could not be started: {source}")]
    NotStarted {
        /// The first word of the command.
        program: String,
        /// Why not.
        source: io::Error,
    },
    /// The editor ended with an error; what it wrote is kept.
    #[error("the editor `{program}` ended with {status}; its text is kept in `{}`", kept.display())]
    Failed {
        /// The first word of the command.
        program: String,
        /// How it ended.
        status: ExitStatus,
        /// Where its text is.
        kept: PathBuf,
    },
    /// The file between vocero and the editor could not be written or read.
    #[error("cannot {what} `{}`: {source}", path.display())]
    Io {
        /// What was tried.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// Why it was refused.
        source: io::Error,
    },
}

/// Lets somebody edit a text in `editor`, a command that may have arguments (`code --wait`).
///
/// Returns the new text, or none if it is unchanged or nothing is left of it. The text passes
/// through a file in `folder` that only its owner can read, and whose name ends in `suffix`; the
/// file is deleted unless the editor fails.
pub fn edit_text(
    folder: &Path,
    editor: &str,
    text: &str,
    suffix: &str,
) -> Result<Option<String>, EditorError> {
    let words = shell_words::split(editor).unwrap_or_default();
    let Some((program, arguments)) = words.split_first() else {
        return Err(EditorError::NotACommand(editor.to_owned()));
    };
    let path = folder.join(format!("edit-{}{suffix}", std::process::id()));
    let refuse = |what, source| EditorError::Io {
        what,
        path: path.clone(),
        source,
    };
    make_private_folder(folder).map_err(|e| refuse("create", e))?;
    // A text that an editor's failure left here under the same name is kept.
    let path = (0..=u16::MAX)
        .map(|n| folder.join(format!("edit-{}-{n}{suffix}", std::process::id())))
        .find(|path| fs::symlink_metadata(path).is_err())
        .unwrap_or(path);
    let refuse = |what, source| EditorError::Io {
        what,
        path: path.clone(),
        source,
    };
    write_private(&path, text).map_err(|e| refuse("write", e))?;

    let mut command = Command::new(program);
    command.args(arguments).arg(&path).stdout(screen());
    let ended = {
        let _editing = signals::leave_to_child();
        command.status()
    };
    let status = ended.map_err(|source| {
        drop(fs::remove_file(&path));
        EditorError::NotStarted {
            program: program.clone(),
            source,
        }
    })?;
    if !status.success() {
        return Err(EditorError::Failed {
            program: program.clone(),
            status,
            kept: path,
        });
    }
    let edited = fs::read_to_string(&path).map_err(|e| refuse("read", e))?;
    fs::remove_file(&path).map_err(|e| refuse("delete", e))?;
    let changed = edited != text && !edited.trim().is_empty();
    Ok(changed.then_some(edited))
}

/// Where the editor draws: the terminal, even while our own stdout goes into a file or pipe.
fn screen() -> Stdio {
    if io::stdout().is_terminal() {
        return Stdio::inherit();
    }
    let terminal = fs::OpenOptions::new().write(true).open("/dev/tty");
    terminal.map_or_else(|_| Stdio::inherit(), Stdio::from)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn edit(folder: &Path, script: &str) -> Result<Option<String>, EditorError> {
        let editor = format!("sh -c '{script}' editor");
        edit_text(folder, &editor, "before", ".toml")
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let entries = fs::read_dir(folder).into_iter().flatten();
        entries.flatten().map(|entry| entry.path()).collect()
    }

    #[test]
    fn the_edited_text_comes_back_and_no_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let edited = edit(
            folder.path(),
            r#"printf "%s ñ" "$(cat "$1")" > "$1.x"; mv "$1.x" "$1""#,
        );
        assert_eq!(edited.unwrap().as_deref(), Some("before ñ"));
        assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
    }

    #[test]
    fn an_unchanged_or_emptied_text_is_no_edit() {
        let folder = tempfile::tempdir().unwrap();
        for script in ["true", r#"echo > "$1""#] {
            assert_eq!(edit(folder.path(), script).unwrap(), None, "{script}");
        }
        assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
    }

    #[test]
    fn what_a_failing_editor_wrote_is_kept_and_named() {
        let folder = tempfile::tempdir().unwrap();
        for script in [
            r#"echo one > "$1"; exit 3"#,
            r#"echo two > "$1"; kill -9 $$"#,
        ] {
            let error = edit(folder.path(), script).unwrap_err();
            let EditorError::Failed { kept, .. } = &error else {
                panic!("{error}");
            };
            assert!(error.to_string().contains(&kept.display().to_string()));
        }
        let mut texts: Vec<_> = files(folder.path())
            .iter()
            .map(|f| fs::read_to_string(f).unwrap())
            .collect();
        texts.sort();
        assert_eq!(texts, ["one\n", "two\n"]);
    }

    #[test]
    fn an_editor_that_does_not_exist_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = edit_text(folder.path(), "no-such-editor -w", "x", ".toml").unwrap_err();
        assert!(
            matches!(&error, EditorError::NotStarted { program, .. } if program == "no-such-editor")
        );
        for blank in ["", "vi 'x"] {
            let error = edit_text(folder.path(), blank, "x", ".toml").unwrap_err();
            assert!(matches!(error, EditorError::NotACommand(_)), "{blank}");
        }
        assert_eq!(files(folder.path()), Vec::<PathBuf>::new());
    }

    #[test]
    fn the_file_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let edited = edit(
            folder.path(),
            r#"ls -l "$1" | cut -c1-10 > "$1.x"; mv "$1.x" "$1""#,
        );
        assert_eq!(edited.unwrap().as_deref(), Some("-rw-------\n"));
    }
}
