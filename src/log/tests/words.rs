//! Words that this version does not know do not keep anybody from reading the log.

use super::examples::{entry, log_of, ten};
use super::read::{read, warnings};
use crate::domain::fact::{FactName, TextFact};
use crate::domain::words::{Severity, State};

#[test]
fn words_of_a_newer_version_are_ignored_with_a_warning() {
    let mut declared = entry(1, "x", "declared");
    declared.facts.severity = Some(Severity::Major);
    declared.facts.state = Some(State::Identified);
    let mut updated = entry(2, "x", "updated");
    updated.clear = vec![FactName::Text(TextFact::Scope)];
    let sound = log_of(&[declared.clone(), updated.clone()]);
    let words = "components.\"API\" = \"asleep\"\ncomponents.\"Web\" = \"asleep\"\ndata = \"eaten\"\n\
                 state = \"ok\"\nseverity = \"huge\"\ntype = \"drill\"\naction";
    let (first, second) = sound.split_at(log_of(&[declared]).len());
    let second = second.replace("clear = [\"scope\"]", "clear = [\"mood\", \"scope\"]");
    let text = format!(
        "{}{}",
        first.replace("\"major\"", "\"huge\""),
        second.replace("action", words)
    );
    let log = read(&text).unwrap();
    let incident = log.incident("x").unwrap().unwrap();
    assert_eq!(incident.timeline[1], updated, "the rest of it is read");
    assert_eq!(incident.timeline[0].facts.severity, None);
    let summaries = log.summaries().unwrap();
    assert_eq!(summaries[0].state, State::Identified);
    assert_eq!(summaries[0].state, incident.in_force.state());
    assert_eq!(
        warnings(&text),
        [
            "line 24: ignored: `asleep` is not a component status; use `operational`, \
             `degraded-performance`, `partial-outage`, `major-outage` or `under-maintenance`",
            "line 29: ignored: `drill` is not a type; use `incident`, `security` or `maintenance`",
            "line 26: ignored: `eaten` is not a data impact; use `none`, `delayed`, `lost`, \
             `duplicated`, `exposed` or `unknown`",
            "line 11: ignored (in 2 entries): `huge` is not a severity; use `minor`, `major` or \
             `critical`",
            "line 31: ignored: `mood` is not a fact that can be withdrawn",
            "line 27: ignored: `ok` is not a state; use `investigating`, `identified`, \
             `monitoring`, `resolved`, `scheduled`, `in-progress`, `verifying` or `completed`",
        ]
        .map(|text| format!("`incidents.toml` {text}"))
    );
}

#[test]
fn one_unknown_word_in_a_canonical_record_is_noticed() {
    for (before, line) in [
        ("locale", "type = \"drill\""),
        ("locale", "severity = \"huge\""),
        ("locale", "state = \"ok\""),
        ("action", "components.\"API\" = \"asleep\""),
        ("internal", "data = \"eaten\""),
        ("internal", "clear = [\"scope\", \"mood\"]"),
    ] {
        let text = log_of(&ten()[..1]).replacen(before, &format!("{line}\n{before}"), 1);
        assert_eq!(warnings(&text).len(), 1, "{text}");
    }
}
