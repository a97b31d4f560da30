//! A folder of its own, a cleared environment and a fixed clock: nothing around a test can change
//! what it sees.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A place to run `vocero` in.
pub(crate) struct Sandbox {
    folder: tempfile::TempDir,
    variables: Vec<(String, String)>,
}

/// What a run left behind.
#[must_use = "assert on the outcome"]
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl Sandbox {
    /// A sandbox whose clock stands at 2026-11-21 10:04 UTC.
    pub(crate) fn new() -> Self {
        let sandbox = Self {
            folder: tempfile::tempdir().unwrap(),
            variables: Vec::new(),
        };
        sandbox.at("2026-11-21T10:04:00Z")
    }

    /// Moves the clock.
    pub(crate) fn at(mut self, now: &str) -> Self {
        self.set("VOCERO_NOW", now);
        self
    }

    /// Sets a variable of the environment.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.variables.retain(|(n, _)| n != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Writes a file into the sandbox.
    pub(crate) fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    /// A path in the sandbox.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Reads a file of the sandbox.
    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    /// The command, ready to run without a terminal.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vocero"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path().join("home"))
            .env("USER", "ana")
            .env("TZ", "UTC")
            .env("COLUMNS", "100")
            .env("VOCERO_LOG", self.path("incidents.toml"))
            .envs(self.variables.iter().map(|(n, v)| (n, v)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program.
    pub(crate) fn run(&self, args: &[&str]) -> Outcome {
        self.outcome(self.command(args).output().unwrap())
    }

    /// Runs the program with something on its standard input.
    pub(crate) fn feed(&self, args: &[&str], input: &[u8]) -> Outcome {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        // The program may refuse before it has read everything.
        drop(child.stdin.take().unwrap().write_all(input));
        self.outcome(child.wait_with_output().unwrap())
    }

    /// Runs the program, which must succeed, and returns its product without the last line end.
    #[track_caller]
    pub(crate) fn product(&self, args: &[&str]) -> String {
        let outcome = self.run(args);
        assert_eq!(outcome.code, Some(0), "{args:?}: {}", outcome.stderr);
        outcome.stdout.trim_end().to_owned()
    }

    fn outcome(&self, output: std::process::Output) -> Outcome {
        let place = |path: &Path| path.display().to_string();
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .unwrap()
                .replace(&place(self.folder.path()), "[HERE]")
        };
        Outcome {
            code: output.status.code(),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        }
    }

    /// Declares a major incident with the usual facts and returns its id.
    #[track_caller]
    pub(crate) fn declared(&self) -> String {
        self.product(&[
            "declare",
            "-q",
            "--title=Card payments are failing",
            "--severity=major",
            "--impact=Your shop cannot take card payments.",
            "--next-update=30m",
        ])
    }
}

impl Outcome {
    /// An outcome that printed nothing but errors and hints.
    pub(crate) fn refused(code: i32, stderr: &str) -> Self {
        Self {
            code: Some(code),
            stdout: String::new(),
            stderr: format!("{}\n", stderr.trim()),
        }
    }
}
