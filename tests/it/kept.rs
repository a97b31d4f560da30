//! What is kept of a log between two runs changes how soon an answer comes, and no answer.

use std::fs::OpenOptions;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use crate::sandbox::{Outcome, Sandbox};

/// Everything that asks for one incident, named or not, or for all of them.
const QUESTIONS: [&[&str]; 16] = [
    &["render"],
    &["render", "--channel=sms", "card"],
    &["render", "--json", "sign"],
    &["render", "ing"],
    &["render", "nothing-like-it"],
    &["show"],
    &["show", "--json", "card"],
    &["summary"],
    &["summary", "sign", "--reader=team"],
    &["check"],
    &["plan"],
    &["template", "context", "sms"],
    &["list", "--all"],
    &["due"],
    &["metrics"],
    &["export"],
];

/// A sandbox with two incidents, one of them over, in a log that is not small.
fn told() -> Sandbox {
    let sandbox = Sandbox::new();
    let comment = format!("# {}\nformat = 1\n", "-".repeat(20_000));
    sandbox.file("incidents.toml", comment);
    sandbox.declared();
    let other = [
        "declare",
        "-q",
        "--title=Sign-in is failing",
        "--severity=minor",
    ];
    let facts = [
        "--impact=You cannot sign in.",
        "--next-update=1h",
        "--at=10:00",
    ];
    sandbox.product(&[other.as_slice(), facts.as_slice()].concat());
    sandbox.product(&[
        "resolve",
        "card",
        "-q",
        "--outcome=Cards are accepted again.",
    ]);
    sandbox
}

/// The index that is kept, and when it was.
fn index(sandbox: &Sandbox) -> Option<(PathBuf, SystemTime)> {
    let folder = sandbox.path("home/.local/state/vocero").read_dir().ok()?;
    let mut files = folder.map(|file| file.unwrap().path());
    let path = files.find(|path| {
        path.file_name()
            .unwrap()
            .to_string_lossy()
            .starts_with("index-")
    })?;
    let time = path.metadata().unwrap().modified().unwrap();
    Some((path, time))
}

/// What is answered by whoever has to read all of the log.
fn read_anew(sandbox: &Sandbox, question: &[&str]) -> Outcome {
    let mut command = sandbox.command(question);
    let output = command
        .env("XDG_STATE_HOME", "/dev/null/none")
        .output()
        .unwrap();
    let text = |bytes| {
        let here = sandbox.path("").display().to_string();
        let text = String::from_utf8(bytes).unwrap();
        text.replace(here.trim_end_matches('/'), "[HERE]")
    };
    Outcome {
        code: output.status.code(),
        stdout: text(output.stdout),
        stderr: text(output.stderr),
    }
}

#[test]
fn every_question_has_the_same_answer_with_an_index_and_without() {
    let sandbox = told();
    sandbox.product(&["list"]);
    let (path, kept) = index(&sandbox).unwrap();
    let later = kept + Duration::from_secs(3600);
    let file = OpenOptions::new().append(true).open(path).unwrap();
    file.set_modified(later).unwrap();
    for question in QUESTIONS {
        assert_eq!(
            sandbox.run(question),
            read_anew(&sandbox, question),
            "{question:?}"
        );
    }
    assert_eq!(index(&sandbox).unwrap().1, later, "the index was not taken");
    assert_eq!(
        sandbox.product(&["show", "-q"]),
        "2026-11-21-sign-in-is-failing"
    );
}

#[test]
fn whoever_writes_is_answered_from_the_new_log_at_once() {
    let sandbox = told();
    for number in 0..3 {
        let action = format!("--action=Step {number}.");
        sandbox.product(&["update", "sign", "-q", "--next-update=30m", &action]);
        for question in QUESTIONS {
            assert_eq!(
                sandbox.run(question),
                read_anew(&sandbox, question),
                "{question:?}"
            );
        }
        assert!(
            sandbox
                .product(&["show"])
                .contains(&format!("Step {number}."))
        );
    }
}
