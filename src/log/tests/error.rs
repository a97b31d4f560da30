//! Whoever prints an error with its causes says each thing once.

use std::fs;
use std::path::Path;

use super::examples::{log_of, ten};
use crate::log::{Log, ReadError, RepairError, append, repair};

/// The message and those of its causes, as the program shows them.
fn with_causes(error: impl std::error::Error + Send + Sync + 'static) -> String {
    format!("{:#}", anyhow::Error::new(error))
}

fn first_error(text: &str) -> ReadError {
    let log = Log::of_text(Path::new("incidents.toml"), text.to_owned());
    log.and_then(|log| log.incident("checkout")).unwrap_err()
}

#[test]
fn a_value_that_is_wrong_is_told_once() {
    let text = log_of(&ten()[..1]);
    for (old, new, message) in [
        ("at = 2026-11-21T10:00:00Z\n", "", "line 4: `at` is missing"),
        (
            "kind = \"declared\"",
            "kind = ''",
            "line 10: `kind` is empty",
        ),
        (
            "locale = \"en\"",
            "severity = 3",
            "line 11: `severity` is a number, not a string",
        ),
        (
            "locale = \"en\"",
            "corrects = \"me\"",
            "line 11: `corrects`: `me` is not an entry id; use a UUID such as `0193501e-7a3c-7d52-8f0a-2f4c1b7a9e10`",
        ),
        (
            "locale = \"en\"",
            "impact.english = \"x\"",
            "line 11: `impact.english`: `english` is not a locale; use a language tag such as `en`, `es` or `pt-BR`",
        ),
    ] {
        assert!(text.contains(old), "{old}");
        let error = first_error(&text.replace(old, new));
        assert_eq!(error.to_string(), format!("`incidents.toml` {message}"));
        assert_eq!(with_causes(error), format!("`incidents.toml` {message}"));
    }
}

#[test]
fn a_system_that_refuses_is_told_once_and_with_its_reason() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let below = file.join("incidents.toml");
    let reason = fs::read(&below).unwrap_err().to_string();
    let read = Log::read(&below).unwrap_err();
    let message = format!("cannot read `{}`: {reason}", below.display());
    assert_eq!(with_causes(read), message);
    let RepairError::Read(read) = repair(&below, true).unwrap_err() else {
        panic!("the file cannot be read")
    };
    assert_eq!(with_causes(RepairError::Read(read)), message);
    let written = append::<std::io::Error>(&below, |_| unreachable!("it has no folder"));
    assert_eq!(
        with_causes(written.unwrap_err()),
        format!("cannot find `{}`: {reason}", below.display())
    );
}
