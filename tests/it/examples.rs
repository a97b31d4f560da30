//! Every incident in `examples/` renders on every channel, in both languages, to the words that
//! stand beside it. A new example is a new folder.

use std::path::{Path, PathBuf};

use crate::fixture;
use crate::sandbox::Sandbox;

fn examples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    assert!(found.len() >= 4, "the examples were not found");
    found
}

#[test]
fn every_example_says_what_stands_beside_it() {
    let sandbox = Sandbox::new();
    for example in examples() {
        let log = example.join("incidents.toml");
        let log = log.to_str().unwrap();
        let shown = sandbox.product(&["--log", log, "show", "--json"]);
        let incident: serde_json::Value = serde_json::from_str(&shown).unwrap();
        let timeline = incident["timeline"].as_array().unwrap();
        for (place, entry) in timeline.iter().enumerate() {
            let kind = entry["kind"].as_str().unwrap();
            // What is noted or drafted, and what becomes of measures, is told nobody.
            if ["noted", "drafted", "measured"].contains(&kind) {
                continue;
            }
            let id = entry["id"].as_str().unwrap();
            let outcome = sandbox.run(&["--log", log, "render", "--entry", id]);
            assert_eq!(outcome.code, Some(0), "{log} {id}: {}", outcome.stderr);
            // A text message has little room, and says what it left out; nothing else is amiss.
            let short = |line: &str| line.ends_with(" left out for want of space");
            assert!(
                outcome.stderr.lines().all(short),
                "{log} {id}: {}",
                outcome.stderr
            );
            let fixture = example
                .join("messages")
                .join(format!("{:02}-{kind}.txt", place + 1));
            fixture::assert_matches(&fixture, &outcome.stdout);
        }
    }
}

#[test]
fn no_internal_fact_of_an_example_reaches_anybody_but_the_team() {
    let sandbox = Sandbox::new();
    for example in examples() {
        let log = example.join("incidents.toml");
        let log = log.to_str().unwrap();
        let shown: serde_json::Value =
            serde_json::from_str(&sandbox.product(&["--log", log, "show", "--json"])).unwrap();
        let mut secrets = Vec::new();
        for entry in shown["timeline"].as_array().unwrap() {
            let inside = entry["facts"]["internal"].as_object();
            let inside = inside.into_iter().flatten().map(|(_, text)| text);
            let own = [&entry["measure"]["reason"]];
            let texts = inside.chain(own).filter_map(|text| text.as_str());
            secrets.extend(texts.map(str::to_owned));
        }
        assert!(!secrets.is_empty(), "{log} has nothing to keep inside");
        let messages: serde_json::Value =
            serde_json::from_str(&sandbox.product(&["--log", log, "render", "--json"])).unwrap();
        for message in messages.as_array().unwrap() {
            let body = message["body"].as_str().unwrap();
            let leaks = secrets.iter().any(|secret| body.contains(secret.as_str()));
            assert!(
                !leaks || message["audience"] == "team",
                "{log}: {}",
                message["channel"]
            );
        }
    }
}
