//! Reports on incidents, as their readers get them.

use std::path::{Path, PathBuf};

use crate::fixture;
use crate::sandbox::{Outcome, Sandbox};

const LOCALES: [&str; 5] = ["en", "es", "pt", "fr", "de"];

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let all = std::fs::read_dir(folder).unwrap();
    let mut found: Vec<_> = all.map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| path.is_dir());
    found.sort();
    found
}

/// A day on which everything in the examples is past.
fn later() -> Sandbox {
    Sandbox::new().at("2027-01-11T09:00:00Z")
}

fn summary(sandbox: &Sandbox, example: &Path, args: &[&str]) -> Outcome {
    let log = example.join("incidents.toml");
    let mut all = vec!["--log", log.to_str().unwrap(), "summary"];
    all.extend(args);
    let outcome = sandbox.run(&all);
    assert_eq!(outcome.code, Some(0), "{all:?}: {}", outcome.stderr);
    outcome
}

#[test]
fn every_example_is_reported_on_as_stands_beside_it() {
    let sandbox = later();
    let examples = examples();
    assert!(examples.len() >= 4, "the examples were not found");
    for example in examples {
        let reports = LOCALES
            .iter()
            .flat_map(|locale| [("customers", *locale), ("team", *locale)])
            .chain(["executives", "support", "regulator"].map(|reader| (reader, "en")));
        for (reader, locale) in reports {
            let outcome = summary(&sandbox, &example, &["--for", reader, "--locale", locale]);
            let fixture = example
                .join("summaries")
                .join(format!("{reader}.{locale}.md"));
            fixture::assert_matches(&fixture, &outcome.stdout);
            let found = |line: &str| line.starts_with("error[") || line.starts_with("warning[");
            assert!(
                !outcome.stderr.lines().any(found),
                "{} {reader} {locale}: {}",
                example.display(),
                outcome.stderr
            );
        }
    }
}

#[test]
fn no_report_stands_beside_an_example_that_is_not_made_of_it() {
    for example in examples() {
        for file in std::fs::read_dir(example.join("summaries")).unwrap() {
            let name = file.unwrap().file_name().into_string().unwrap();
            let mut parts = name.split('.');
            let (reader, locale) = (parts.next().unwrap(), parts.next().unwrap());
            let usual = ["customers", "team"].contains(&reader) && LOCALES.contains(&locale);
            assert!(usual || locale == "en", "{name}");
        }
    }
}

#[test]
fn a_report_is_written_into_a_file_in_each_format() {
    let sandbox = later();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/cdn-configuration");
    for (format, start) in [
        ("markdown", "# Report"),
        ("html", "<!DOCTYPE html>\n<html lang=\"en\">"),
        ("text", "Report"),
        ("json", "{\n  \"incident\""),
    ] {
        let file = sandbox.path(format);
        let out = file.to_str().unwrap();
        let outcome = summary(&sandbox, &example, &["--format", format, "--out", out]);
        assert_eq!(outcome.stdout, format!("[HERE]/{format}\n"));
        let written = sandbox.read(format);
        assert!(written.starts_with(start), "{written}");
        assert!(written.ends_with('\n'));
        let printed = summary(&sandbox, &example, &["--format", format]);
        assert_eq!(printed.stdout, written);
    }
}

#[test]
fn json_tells_sections_and_steps_and_nothing_of_the_review_to_customers() {
    let sandbox = later();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/slow-search");
    let read = |reader: &str| -> serde_json::Value {
        let outcome = summary(&sandbox, &example, &["--json", "--for", reader]);
        serde_json::from_str(&outcome.stdout).unwrap()
    };
    let report = read("customers");
    assert_eq!(report["for"], "customers");
    assert_eq!(report["review"], serde_json::Value::Null);
    assert_eq!(report["steps"][0]["what"], "began");
    assert!(report["sections"].as_array().unwrap().len() > 5);
    assert!(read("team")["review"].is_string());
}

#[test]
fn a_missing_review_is_named_to_whoever_asks_and_to_the_team_alone() {
    let sandbox = Sandbox::new();
    let declare = [
        "declare",
        "--no-input",
        "--title",
        "Cards fail",
        "--severity",
        "major",
        "--impact",
        "You cannot pay by card.",
        "--next-update",
        "30m",
    ];
    sandbox.product(&declare);
    sandbox.product(&["resolve", "--no-input", "--outcome", "Cards work again."]);
    let customers = sandbox.run(&["summary"]);
    assert!(
        customers.stderr.contains("there is no review"),
        "{}",
        customers.stderr
    );
    assert!(!customers.stdout.contains("review"), "{}", customers.stdout);
    let team = sandbox.product(&["summary", "--for", "team"]);
    assert!(team.contains("There is no review yet"), "{team}");
    let regulator = sandbox.run(&["summary", "--for", "regulator"]);
    assert!(regulator.stderr.contains("This is no legal advice"));
    assert!(!regulator.stdout.contains("legal advice"));
}

#[test]
fn sections_are_a_template_that_can_be_replaced() {
    let sandbox = later();
    sandbox.file("vocero.toml", "templates = \"templates\"\n");
    let eject = ["template", "eject", "summary-customers"];
    assert_eq!(sandbox.run(&eject).code, Some(0));
    let shape = sandbox.read("templates/shapes/summary-customers.toml");
    let shape = shape.replace("\"report_steps\",", "");
    sandbox.file("templates/shapes/summary-customers.toml", &shape);
    let log = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/slow-search/incidents.toml");
    let config = sandbox.path("vocero.toml");
    let outcome = sandbox.run(&[
        "--log",
        log.to_str().unwrap(),
        "--config",
        config.to_str().unwrap(),
        "summary",
        "--format",
        "html",
    ]);
    assert_eq!(outcome.code, Some(0), "{}", outcome.stderr);
    assert!(!outcome.stdout.contains("<svg"), "{}", outcome.stdout);
    assert!(outcome.stdout.contains("<h2"));
    let broken = shape.replace("{{ part.text }}", "{{ part.cause }}");
    sandbox.file("templates/shapes/summary-customers.toml", &broken);
    let outcome = sandbox.run(&[
        "--log",
        log.to_str().unwrap(),
        "--config",
        config.to_str().unwrap(),
        "summary",
    ]);
    assert_ne!(outcome.code, Some(0));
    assert!(outcome.stderr.contains("part.cause"), "{}", outcome.stderr);
}

#[test]
fn a_reader_is_addressed_as_the_house_does() {
    let sandbox = later();
    let log = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/slow-search/incidents.toml");
    for (address, words) in [
        ("formal", "## Qué puede prometer"),
        ("informal", "## Qué puedes prometer"),
    ] {
        let config = sandbox.file("vocero.toml", format!("address = \"{address}\"\n"));
        let [log, config] = [&log, &config].map(|path| path.to_str().unwrap());
        let report = sandbox.product(&[
            "--log", log, "--config", config, "summary", "--for", "support", "--locale", "es",
        ]);
        assert!(report.contains(words), "{report}");
    }
}

#[test]
fn work_that_was_called_off_has_no_course_and_never_happened() {
    let sandbox = Sandbox::new();
    sandbox.product(&[
        "schedule",
        "--no-input",
        "--title",
        "Database move",
        "--impact",
        "Your shop cannot take cards.",
        "--from",
        "2026-11-24 03:00",
        "--until",
        "2026-11-24 04:00",
        "--confirmed-by",
        "ana",
    ]);
    sandbox.product(&["schedule", "--no-input", "--cancel", "database-move"]);
    let page = sandbox.run(&["summary", "--format", "html"]);
    assert_eq!(page.code, Some(0), "{}", page.stderr);
    assert!(!page.stdout.contains("<figure>"), "{}", page.stdout);
    assert!(
        !page.stdout.contains("cannot take cards"),
        "{}",
        page.stdout
    );
    assert!(!page.stderr.contains("review"), "{}", page.stderr);
}

#[test]
fn a_summary_is_no_channel() {
    let sandbox = later();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/slow-search/incidents.toml");
    let log = example.to_str().unwrap();
    let outcome = sandbox.run(&["--log", log, "render", "--channel", "summary-team"]);
    assert_eq!(outcome.code, Some(2));
    let listed = sandbox.product(&["--log", log, "template", "list"]);
    assert!(listed.contains("shape  summary-team"), "{listed}");
}
