//! Issues with their comments.

use super::*;

const ISSUE: &str = r#"{"number": 7, "title": "API is down", "state": "CLOSED", "url": "https://x/7",
    "createdAt": "2026-11-21T10:00:00Z", "closedAt": "2026-11-21T11:00:00Z",
    "labels": [{"name": "status"}, {"name": "api"}, {"name": "severity: critical"}],
    "body": "It is down. <!-- inside -->", "comments": [
        {"id": "c1", "body": "**Identified:** a disk.", "createdAt": "2026-11-21T10:20:00Z"},
        {"id": 2, "body": "It works.", "created_at": "2026-11-21T10:58:00Z"}]}"#;

#[test]
fn an_issue_tells_its_comments_and_is_over_when_it_was_closed() {
    let harvest = listed(&format!("[{ISSUE}]"));
    assert_eq!(problems(&harvest), Vec::<String>::new());
    let found = &harvest.found[0];
    assert_eq!(
        (found.id.as_str(), found.severity),
        ("7", Some(Severity::Critical))
    );
    assert_eq!(found.components, ["api"]);
    assert_eq!(
        words(&harvest),
        [
            (
                "2026-11-21T10:00:00+00:00".to_owned(),
                "investigating",
                "It is down."
            ),
            (
                "2026-11-21T10:20:00+00:00".to_owned(),
                "identified",
                "a disk."
            ),
            (
                "2026-11-21T10:58:00+00:00".to_owned(),
                "resolved",
                "It works."
            ),
        ]
    );
    let long_before = listed(&format!("[{}]", ISSUE.replace("10:58", "10:50")));
    assert_eq!(
        words(&long_before).last(),
        Some(&("2026-11-21T11:00:00+00:00".to_owned(), "resolved", ""))
    );
    let open = listed(&format!("[{}]", ISSUE.replace("CLOSED", "OPEN")));
    assert_eq!(words(&open).last().map(|word| word.1), Some(""));
}

#[test]
fn an_issue_may_announce_planned_work() {
    let hidden = "<!--\\nstart: 2026-12-01T22:00:00Z\\nend: 2026-12-02T00:00:00Z\\nexpectedDown: api, site\\n-->";
    let planned = ISSUE
        .replace(r#"{"name": "status"}"#, r#"{"name": "maintenance"}"#)
        .replace("<!-- inside -->", hidden);
    let harvest = listed(&format!("[{planned}]"));
    assert_eq!(problems(&harvest), Vec::<String>::new());
    let found = &harvest.found[0];
    assert_eq!(found.kind_of, IncidentType::Maintenance);
    assert_eq!(found.started, Some(moment("2026-12-01T22:00:00Z")));
    assert_eq!(found.until, Some(moment("2026-12-02T00:00:00Z")));
    assert_eq!(found.components, ["api", "api", "site"]);
    assert_eq!(words(&harvest).last().map(|word| word.1), Some("completed"));
    let without = listed(&format!("[{}]", planned.replace("end: ", "until: ")));
    assert_eq!(
        problems(&without),
        ["[0] issue 7: planned work needs `end:` in a comment"]
    );
}

#[test]
fn an_issue_that_cannot_be_read_names_itself() {
    let cases = [
        (
            ISSUE.replace("\"number\": 7,", ""),
            "[0]: it has no `number`",
        ),
        (
            ISSUE.replace("\"createdAt\": \"2026-11-21T10:00:00Z\", ", ""),
            "[0] issue 7: it has no `createdAt`",
        ),
        (
            ISSUE.replace("CLOSED", "WEIRD"),
            "[0] issue 7: the state `WEIRD` is unknown; use `open` or `closed`",
        ),
        (
            ISSUE.replace("10:20:00Z", "10:20"),
            "[0] issue 7: comments[0]: `createdAt`: `2026-11-21T10:20` names no zone; say which is meant with `--zone`, such as `--zone UTC`",
        ),
    ];
    for (issue, problem) in cases {
        assert_eq!(problems(&listed(&format!("[{issue}]"))), [problem]);
    }
    let counted = listed(
        r#"[{"number": 1, "title": "T", "created_at": "2026-11-21T10:00:00Z", "comments": 3}]"#,
    );
    assert!(problems(&counted)[0].contains("its comments are not in the file"));
    let merged = listed(r#"[{"pull_request": {}}]"#);
    assert_eq!((merged.found.len(), merged.problems.len()), (0, 0));
    assert_eq!(
        problems(&listed("{}")),
        ["line 1: this is no JSON list of issues"]
    );
}
