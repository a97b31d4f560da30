//! Pages of a cState site.

use super::*;

#[test]
fn a_page_of_a_site_tells_its_words_with_their_moments() {
    let harvest = site(
        "---\ntitle: \"Payments: \\u00a1fail!\"\ndate: 2026-11-21 09:58:00\nresolved: true\n\
         resolvedWhen: 2026-11-21T11:00:00Z\nseverity: down\naffected:\n  - 'Shop''s till'\n  - API # old\n\
         section: issue\nbuild:\n  render: never\n---\n\
         *Monitoring* - It works again. {{< track \"2026-11-21 10:50:00\" >}}\n\n\
         **Investigating: Payments**\n\nThey {{< ref x >}} fail.\n\n{{< track \"2026-11-21 10:04:00\" >}}\n",
    );
    assert_eq!(problems(&harvest), Vec::<String>::new());
    let found = &harvest.found[0];
    assert_eq!(found.id, "issues/2026-11-21-pay");
    assert_eq!(found.title, "Payments: ¡fail!");
    assert_eq!(found.components, ["Shop's till", "API"]);
    assert_eq!(found.severity, Some(Severity::Critical));
    assert_eq!(found.started, Some(moment("2026-11-21T09:58:00Z")));
    assert_eq!(
        words(&harvest),
        [
            (
                "2026-11-21T10:04:00+00:00".to_owned(),
                "investigating",
                "**Investigating: Payments**\n\nThey {{< ref x >}} fail."
            ),
            (
                "2026-11-21T10:50:00+00:00".to_owned(),
                "monitoring",
                "It works again."
            ),
            ("2026-11-21T11:00:00+00:00".to_owned(), "resolved", ""),
        ]
    );
}

#[test]
fn a_page_without_moments_said_everything_at_its_date() {
    let harvest = site("---\ntitle: Down\ndate: 2026-11-21\nresolved: true\n---\nIt was down.\n");
    assert_eq!(
        words(&harvest),
        [
            ("2026-11-21T00:00:00+00:00".to_owned(), "", "It was down."),
            ("2026-11-21T00:00:00+00:00".to_owned(), "resolved", ""),
        ]
    );
    let draft = site("---\ntitle: Down\ndate: 2026-11-21\ndraft: true\n---\n");
    assert_eq!((draft.found.len(), draft.unpublished), (0, 1));
}

#[test]
fn of_front_matter_only_what_is_documented_is_read() {
    let page = |front: &str| {
        let text = format!("---\ntitle: T\ndate: 2026-11-21\n{front}\n---\n");
        let harvest = site(&text);
        problems(&harvest).pop().unwrap_or_default()
    };
    for lawful in [
        "affected: [API, \"a, b\", 'c']",
        "affected: []",
        "affected:\n- A\n- B",
        "affected:",
        "# a comment\nresolved: false # not yet",
        "menu:\n  main:\n    weight: 1",
        "aliases: {a: b}",
    ] {
        assert_eq!(page(lawful), "", "{lawful}");
    }
    for (unlawful, reason) in [
        ("affected: API", "line 4: `affected`: it is no list"),
        (
            "affected: [API",
            "line 4: `affected`: the list has no end on its line",
        ),
        (
            "affected: ['a]",
            "line 4: `affected`: a quotation mark is missing",
        ),
        (
            "affected: ['a' b]",
            "line 4: `affected`: a comma is missing",
        ),
        (
            "affected:\n  a: b",
            "line 5: `affected`: it is no list of strings",
        ),
        (
            "affected:\n  - {a: b}",
            "line 5: `affected`: a value that begins with `{` is not read; put it into quotes",
        ),
        ("title: U", "line 4: `title` stands there twice"),
        ("  - a", "line 3: `date`: it is no string of one line"),
        (
            "severity: |\n  down",
            "line 4: `severity`: it is no string of one line",
        ),
        (
            "severity: a: b",
            "line 4: `severity`: a colon in a string without quotes; put it into quotes",
        ),
        (
            "severity: \"\\q\"",
            "line 4: `severity`: `\\q` is no escape",
        ),
        (
            "severity: \"a\" b",
            "line 4: `severity`: something follows the string",
        ),
        (
            "severity: bad",
            "the severity `bad` is unknown; use `down`, `disrupted` or `notice`",
        ),
        (
            "resolved: yes",
            "line 4: `resolved`: it is neither `true` nor `false`",
        ),
        ("no key", "line 4: this is no `key: value`"),
        ("a:b", "line 4: this is no `key: value`"),
        (
            "resolvedWhen: soon",
            "`resolvedWhen`: `soon` is not a time; use RFC 3339 such as `2026-11-21T10:04:00Z`",
        ),
    ] {
        assert_eq!(
            page(unlawful),
            format!("issues/2026-11-21-pay.md: {reason}"),
            "{unlawful}"
        );
    }
    for (text, reason) in [
        (
            "Text",
            "it does not begin with front matter between `---` lines",
        ),
        ("+++\n", "its front matter is TOML; only YAML is read"),
        (
            "---\ntitle: T\n",
            "its front matter has no end: a line `---` is missing",
        ),
        ("---\ntitle: T\n---\n", "it has no `date`"),
        ("---\ndate: 2026-11-21\n---\n", "it has no `title`"),
        (
            "---\ntitle: T\ndate: 2026-11-21\n---\nA {{< track",
            "a shortcode has no end",
        ),
    ] {
        assert_eq!(
            problems(&site(text)),
            [format!("issues/2026-11-21-pay.md: {reason}")],
            "{text}"
        );
    }
}
