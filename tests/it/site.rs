//! The status site: written twice it is the same, and only what changed is written.

use std::collections::BTreeMap;
use std::path::Path;

use crate::sandbox::Sandbox;

/// Every file below a folder with its bytes.
fn held(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut folders, mut files) = (vec![root.to_owned()], BTreeMap::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                files.insert(name.to_owned(), std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// A sandbox with the log and the configuration of an example.
fn example(name: &str) -> Sandbox {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("examples")
        .join(name);
    let sandbox = Sandbox::new();
    for file in ["incidents.toml", "vocero.toml"] {
        sandbox.file(file, std::fs::read(folder.join(file)).unwrap());
    }
    sandbox
}

const INCIDENT: &str = "2016-10-21-ticket-pages-do-not-open";

#[test]
fn a_site_is_the_same_bytes_again_and_after_one_word_only_what_changed_is_written() {
    let sandbox = example("supplier-dns");
    let older = sandbox
        .read("incidents.toml")
        .replace("2016-10-21", "2015-10-21");
    let older = older.replace("\nid = \"015", "\nid = \"013");
    let (_, older) = older.split_once("\n[[entry]]").unwrap();
    let log = format!("{}\n[[entry]]{older}", sandbox.read("incidents.toml"));
    sandbox.file("incidents.toml", &log);
    let first = sandbox.product(&["site", "a", "-q"]);
    assert_eq!(first.lines().count(), 17, "{first}");
    sandbox.product(&["site", "b", "-q"]);
    let before = held(&sandbox.path("a"));
    assert_eq!(before, held(&sandbox.path("b")));
    assert_eq!(sandbox.product(&["site", "a", "-q"]), "");

    let changed = log.replacen("They can again.", "They can once more.", 1);
    let changed = changed.replacen("Your buyers can open", "Once more your buyers can open", 1);
    assert_ne!(changed, log);
    sandbox.file("incidents.toml", changed);
    let dry = sandbox.product(&["site", "a", "-q", "--dry-run"]);
    assert_eq!(before, held(&sandbox.path("a")));
    let written = sandbox.product(&["site", "a", "-q"]);
    assert_eq!(dry, written);
    let page = format!("a/incidents/{INCIDENT}.html");
    for file in [page.as_str(), "a/feed.atom", "a/incidents.json"] {
        assert!(
            written.lines().any(|line| line == file),
            "{file}: {written}"
        );
    }
    let after = held(&sandbox.path("a"));
    let differing = after
        .iter()
        .filter(|(name, bytes)| before.get(*name) != Some(*bytes));
    let differing: Vec<String> = differing.map(|(name, _)| format!("a/{name}")).collect();
    let mut written: Vec<&str> = written.lines().collect();
    written.sort_unstable();
    assert_eq!(written, differing);
    assert!(
        !differing.iter().any(|name| name.contains("2015")),
        "{differing:?}"
    );
}

#[test]
fn a_program_learns_what_was_done() {
    let sandbox = example("supplier-dns");
    let told = sandbox.product(&["site", "out", "--locale=es", "--json"]);
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["locales"], serde_json::json!(["es"]));
    assert_eq!((&told["files"], &told["unchanged"]), (&7.into(), &0.into()));
    assert_eq!(told["written"].as_array().unwrap().len(), 7);
    assert_eq!(told["removed"], serde_json::json!([]));
    assert!(
        sandbox
            .read("out/index.html")
            .contains("<html lang=\"es\">")
    );
    let outcome = sandbox.run(&["site", "out", "--locale=fr", "--locale=es"]);
    assert_eq!(
        outcome.stderr,
        "wrote 12 files into out; left 1 file as before\n"
    );
    let outcome = sandbox.run(&["site", "out", "--locale=es"]);
    assert_eq!(
        outcome.stderr,
        "wrote 6 files into out; left 1 file as before; removed 6 files of before\n"
    );
    assert!(!sandbox.path("out/es").exists());
}

#[test]
fn nothing_is_published_that_lies_beside_the_log() {
    let sandbox = example("supplier-dns");
    let outcome = sandbox.run(&["site", "."]);
    assert_eq!(outcome.code, Some(2));
    assert_eq!(
        outcome.stderr,
        "error: `[HERE]/incidents.toml` is inside `.`, where everybody could read it\n\
         hint: name a folder of its own, such as `site`\n"
    );
    let nowhere = sandbox.run(&["--log", "gone.toml", "site", "out"]);
    assert_eq!(nowhere.code, Some(2));
    assert!(
        nowhere.stderr.starts_with("error: there is no log at `"),
        "{}",
        nowhere.stderr
    );
    assert!(!sandbox.path("out").exists());
}

#[test]
fn pages_of_ones_own_are_used_and_a_slip_in_one_leaves_the_site_as_it_was() {
    let sandbox = example("supplier-dns");
    let config = sandbox.read("vocero.toml");
    sandbox.file("vocero.toml", format!("templates = \"mine\"\n{config}"));
    let paths = sandbox.product(&["template", "eject", "site", "-q"]);
    assert_eq!(paths.lines().count(), 7, "{paths}");
    assert_eq!(sandbox.run(&["template", "eject", "site"]).code, Some(2));
    sandbox.file("mine/site/style.css", "h1 { color: teal }\n");
    let page = sandbox.read("mine/site/incident.html");
    sandbox.file(
        "mine/site/incident.html",
        page.replace("<h2>", "<p>ours</p>\n<h2>"),
    );
    sandbox.product(&["site", "out"]);
    assert_eq!(sandbox.read("out/style.css"), "h1 { color: teal }\n");
    let shown = sandbox.read(&format!("out/es/incidents/{INCIDENT}.html"));
    assert!(shown.contains("<p>ours</p>"));
    let before = held(&sandbox.path("out"));
    for (slip, expected) in [
        (
            "{{ story.cause }}",
            "error: [HERE]/mine/site/incident.html:5: `story.cause` in `incident.html`: is not known here\n",
        ),
        (
            "<a href=\"gone.html\">",
            "error: the page `es/incidents/2016-10-21-ticket-pages-do-not-open.html` leads to `es/incidents/gone.html`, which is not there; nothing was written\n",
        ),
    ] {
        sandbox.file(
            "mine/site/incident.html",
            page.replace("<h1>", &format!("<h1>{slip}")),
        );
        let outcome = sandbox.run(&["site", "out"]);
        assert_eq!(outcome.code, Some(3));
        assert!(outcome.stderr.starts_with(expected), "{}", outcome.stderr);
        assert_eq!(before, held(&sandbox.path("out")));
    }
}

#[test]
fn words_that_were_not_meant_for_everybody_are_refused() {
    let sandbox = example("supplier-dns");
    let config = sandbox.read("vocero.toml");
    sandbox.file("vocero.toml", format!("templates = \"mine\"\n{config}"));
    sandbox.product(&["template", "eject", "status-page"]);
    let shape = sandbox.read("mine/shapes/status-page.toml");
    let shape = shape.replace("audience = \"customers\"", "audience = \"team\"");
    sandbox.file("mine/shapes/status-page.toml", shape);
    let outcome = sandbox.run(&["site", "out"]);
    assert_eq!(outcome.code, Some(3));
    assert_eq!(
        outcome.stderr,
        "error: [HERE]/mine/shapes/status-page.toml speaks to team, and what is read here is for everybody\n\
         hint: give the shape `audience = \"customers\"`\n"
    );
    assert!(!sandbox.path("out").exists());
}

#[test]
fn without_an_address_there_is_a_site_but_no_feed() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    let outcome = sandbox.run(&["site", "out"]);
    assert_eq!(
        outcome.stderr,
        "warning: there is no feed: readers know it by `status_url` in vocero.toml\n\
         wrote 6 files into out\n"
    );
    assert!(!sandbox.path("out/feed.atom").exists());
    assert!(!sandbox.read("out/index.html").contains("feed.atom"));
}

#[test]
fn a_folder_that_leads_back_to_the_log_is_refused_before_it_is_made() {
    let sandbox = example("supplier-dns");
    let outcome = sandbox.run(&["site", "nope/../."]);
    assert_eq!(outcome.code, Some(2), "{}", outcome.stderr);
    assert!(!sandbox.path("nope").exists() && !sandbox.path("index.html").exists());
    sandbox.product(&["site", "-q", "made/on/the/way"]);
    assert!(sandbox.path("made/on/the/way/index.html").exists());
}

#[test]
fn a_report_that_was_replaced_leads_to_the_one_that_holds() {
    let sandbox = Sandbox::new();
    sandbox.declared();
    sandbox.product(&["resolve", "-q"]);
    for why in ["A disk.", "A cable."] {
        sandbox.product(&[
            "review",
            "-q",
            "--final",
            "--happened=It fell.",
            "--why",
            why,
            "card",
        ]);
    }
    sandbox.product(&["site", "a", "-q"]);
    let page = sandbox.read("a/incidents/2026-11-21-card-payments-are-failing.html");
    let (newer, older) = page.split_once("id=\"update-3\"").unwrap();
    assert!(newer.contains("it replaces the one before"), "{newer}");
    assert_eq!(
        older
            .matches("<a href=\"#update-4\">We corrected this")
            .count(),
        1
    );
}
