//! What is printed and what is written say the same: help, completions, manual, README.

use std::path::Path;

use crate::fixture;
use crate::sandbox::{Outcome, Sandbox};

const COMMANDS: [&str; 33] = [
    "declare",
    "update",
    "resolve",
    "correct",
    "review",
    "measure",
    "measures",
    "schedule",
    "note",
    "snooze",
    "due",
    "plan",
    "told",
    "daily",
    "metrics",
    "summary",
    "feedback",
    "render",
    "check",
    "feed",
    "site",
    "export",
    "import",
    "show",
    "list",
    "template",
    "scenario",
    "drill",
    "init",
    "repair",
    "redact",
    "completions",
    "man",
];

#[test]
fn the_help_of_every_command_reads_as_it_stands_in_the_fixture() {
    let sandbox = Sandbox::new();
    let mut text = format!("$ vocero --help\n{}\n", sandbox.product(&["--help"]));
    let nested = [
        "template list",
        "template schema",
        "template show",
        "template eject",
        "template context",
        "scenario list",
        "feedback add",
        "feedback import",
        "scenario show",
        "measure add",
        "measure done",
        "measure move",
        "measure drop",
    ];
    for command in COMMANDS.into_iter().chain(nested) {
        let mut args: Vec<_> = command.split(' ').collect();
        args.push("--help");
        text.push_str(&format!(
            "\n$ vocero {command} --help\n{}\n",
            sandbox.product(&args)
        ));
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures/help.txt");
    fixture::assert_matches(&path, &text);
}

#[test]
fn every_shell_gets_completions_that_name_every_command() {
    let sandbox = Sandbox::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = sandbox.product(&["completions", shell]);
        for command in COMMANDS {
            assert!(script.contains(command), "{shell} does not know {command}");
        }
    }
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let sandbox = Sandbox::new();
    sandbox.product(&["man", "--out", "pages"]);
    assert!(sandbox.product(&["man"]).contains(".TH vocero 1"));
    for command in COMMANDS {
        assert!(
            sandbox.path(&format!("pages/vocero-{command}.1")).exists(),
            "{command}"
        );
        assert!(sandbox.product(&["man", command]).contains(command));
    }
    let page = sandbox.product(&["man", "measure", "add"]);
    assert_eq!(page, sandbox.read("pages/vocero-measure-add.1").trim_end());
    assert_eq!(sandbox.product(&["man", "measure-add"]), page);
    assert_eq!(
        sandbox.run(&["man", "measure", "ad"]),
        Outcome::refused(
            2,
            "error: there is no command `measure ad`\nhint: see `vocero help`"
        )
    );
}

#[test]
fn the_readme_names_every_command_and_the_two_commands_that_do_the_set_up() {
    let readme =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    for command in COMMANDS {
        assert!(
            readme.contains(&format!("| `vocero {command}")),
            "{command} is not in the table"
        );
    }
    for line in ["cargo run --release -- declare", "cargo test"] {
        assert!(readme.lines().any(|l| l == line), "{line}");
    }
}

#[test]
fn the_written_configuration_changes_nothing_until_it_is_edited() {
    let sandbox = Sandbox::new();
    let before = sandbox.product(&["scenario", "list"]);
    assert_eq!(sandbox.product(&["init", "-q"]), "[HERE]/vocero.toml");
    assert_eq!(sandbox.product(&["scenario", "list"]), before);
    // And every line of it that is a setting is a lawful one.
    let text = sandbox.read("vocero.toml");
    let all = text.lines().map(|l| match l.strip_prefix("# ") {
        Some(setting)
            if setting
                .split_once(" = ")
                .is_some_and(|(key, _)| !key.contains(' ')) =>
        {
            setting
        }
        _ => l,
    });
    sandbox.file("vocero.toml", all.collect::<Vec<_>>().join("\n"));
    assert_eq!(sandbox.product(&["scenario", "list"]), before);
}

#[test]
fn a_new_language_is_one_file() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.file("vocero.toml", "templates = \"templates\"\n");
    sandbox.product(&["template", "eject", "en"]);
    let english = sandbox.read("templates/voices/en.toml");
    std::fs::remove_file(sandbox.path("templates/voices/en.toml")).unwrap();
    let italian = english.replace("Investigating:", "Stiamo indagando:");
    sandbox.file("templates/voices/it.toml", italian);
    let page = sandbox.product(&["render", "--channel=status-page", "--locale=it"]);
    assert!(
        page.starts_with("**Stiamo indagando: (in English) Card payments are failing**"),
        "{page}"
    );
}

#[test]
fn what_was_copied_names_the_command_that_shows_it() {
    let sandbox = Sandbox::new();
    sandbox.file("vocero.toml", "templates = \"templates\"\n");
    for (name, next) in [
        ("es", "vocero render"),
        ("summary-team", "vocero summary --for team"),
        ("daily", "vocero daily"),
        ("style.css", "vocero site DIR"),
        ("site", "vocero site DIR"),
    ] {
        let told = sandbox.run(&["template", "eject", name]).stderr;
        assert!(told.ends_with(&format!("\nnext: {next}\n")), "{told}");
    }
}

#[test]
fn behind_a_voice_of_your_own_the_built_in_one_can_still_be_read() {
    let sandbox = Sandbox::new();
    let built_in = sandbox.product(&["template", "show", "en"]);
    sandbox.file("vocero.toml", "templates = \"templates\"\n");
    sandbox.file("templates/voices/en.toml", "[say]\n");
    sandbox.file("templates/shapes/ours.toml", "");
    assert_eq!(sandbox.product(&["template", "show", "en"]), "[say]");
    let shown = sandbox.product(&["template", "show", "en", "--built-in"]);
    assert_eq!(shown, built_in);
    let exists = |path: &str, more: &str| {
        let path = format!("error: `[HERE]/templates/{path}` exists already\nhint: edit it{more}");
        Outcome::refused(2, &path)
    };
    assert_eq!(
        sandbox.run(&["template", "eject", "en"]),
        exists(
            "voices/en.toml",
            "\nhint: see the built-in one with `vocero template show en --built-in`"
        )
    );
    assert_eq!(
        sandbox.run(&["template", "eject", "ours"]),
        exists("shapes/ours.toml", "")
    );
}

#[test]
fn the_names_of_all_templates_stand_in_one_column() {
    let listed = Sandbox::new().product(&["template", "list"]);
    for line in ["voice  en    ", "shape  sms   ", "site   style.css   "] {
        assert!(listed.contains(line), "{listed}");
    }
}
