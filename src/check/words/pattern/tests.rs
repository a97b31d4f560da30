use super::*;
use crate::check::words::compile::wanted::wanted;

/// What the pattern finds first in a text.
fn found(source: &'static str, text: &str) -> Option<String> {
    let pattern = Pattern::of(source);
    let mut tokens = Tokens::of(text, None);
    for at in 0..tokens.all.len() {
        let host = tokens.word(at).starts_with("host");
        tokens.all[at].classes = u32::from(host);
    }
    tokens.mark();
    let wanted = wanted(bare(source));
    (0..tokens.all.len()).find_map(|start| {
        let end = pattern.end(&tokens, start)?;
        let ahead = tokens.all[start].ahead;
        let all = wanted.all.iter().all(|marks| ahead & marks != 0);
        let first = tokens.all[start].marks & wanted.first != 0;
        assert!(all && first, "{source}: {text}");
        Some(text[tokens.all[start].start..tokens.all[end - 1].end].to_owned())
    })
}

#[test]
fn words_stems_numbers_and_gaps_are_found() {
    for (pattern, text, expected) in [
        (
            "sorry for any",
            "so sorry for any trouble",
            Some("sorry for any"),
        ),
        (
            "apolog* ..3 inconvenience*",
            "we apologise for the inconveniences",
            Some("apologise for the inconveniences"),
        ),
        (
            "apolog* ..1 inconvenience*",
            "we apologise for the inconveniences",
            None,
        ),
        (
            "(due to|because of) our? host",
            "because of our host",
            Some("because of our host"),
        ),
        (
            "(due to|because of) our? host",
            "due to host",
            Some("due to host"),
        ),
        (
            "in # minutes|hours",
            "back in 10 hours",
            Some("in 10 hours"),
        ),
        ("a (b|c d)? e", "a c d e", Some("a c d e")),
        (
            "*mente grave",
            "no es levemente grave",
            Some("levemente grave"),
        ),
        ("we apologise", "we. apologise", None),
        (
            "our {@} failed",
            "and our hosting host failed",
            Some("our hosting host failed"),
        ),
        ("our {@} failed", "our failed", None),
    ] {
        assert_eq!(found(pattern, text).as_deref(), expected, "{pattern}");
    }
}

#[test]
fn a_pattern_may_want_the_beginning_or_the_end() {
    assert_eq!(found("^we look", "and we look"), None);
    assert_eq!(found("^we look", "no. we look").as_deref(), Some("we look"));
    assert_eq!(found("have issues$", "we have issues with it"), None);
    assert_eq!(
        found("have issues$", "we have issues, sorry").as_deref(),
        Some("have issues")
    );
}

#[test]
fn the_longest_match_wins() {
    assert_eq!(found("a b? c?", "a b c d").as_deref(), Some("a b c"));
}
