use std::collections::BTreeSet;
use std::ops::Range;

use proptest::prelude::*;

use super::units;
use crate::check::words::phrases::Written;
use crate::check::words::tokens::Tokens;
use crate::check::words::understood::Understood;

/// What the pattern finds first in a text.
fn found(source: &str, text: &str) -> Option<String> {
    let written = Written::read(&[source.to_owned()], &[], None).unwrap();
    let tokens = Tokens::of(text, None);
    let words = all(&written, &tokens)
        .into_iter()
        .min_by_key(|words| words.start)?;
    Some(text[tokens.all[words.start].start..tokens.all[words.end - 1].end].to_owned())
}

/// The longest match with each word that one begins with.
fn all(written: &Written, tokens: &Tokens<'_>) -> Vec<Range<usize>> {
    let text = Understood::of(tokens, written.lexicon);
    text.found(written.any, 0..tokens.all.len())
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
        ("a (b|c|(d e)? f)? g", "a d e f g", Some("a d e f g")),
        ("a (b|c|(d e)? f)? g", "a d e g", None),
        (
            "*mente grave",
            "no es levemente grave",
            Some("levemente grave"),
        ),
        ("*s ok", "it was ok", Some("was ok")),
        ("x*|4* ok", "xylophones ok", Some("xylophones ok")),
        ("x*|4* ok", "45 ok", Some("45 ok")),
        ("*% _ ok", "12% is ok", Some("12% is ok")),
        ("we apologise", "we. apologise", None),
        ("..2 sorry", "we are sorry", Some("we are sorry")),
        ("please? kindly?", "now kindly wait", Some("kindly")),
        ("..3", "we are sorry now", Some("we are sorry")),
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

#[test]
fn a_match_may_stand_anywhere_in_a_long_sentence() {
    for before in [0, 1, 78, 79, 80, 126, 127, 128, 300] {
        let text = [
            "so ".repeat(before),
            "it will ever ever ever end now".to_owned(),
        ]
        .concat();
        let expected = Some("will ever ever ever end".to_owned());
        assert_eq!(found("will ..6 end", &text), expected, "{before}");
    }
}

#[test]
fn no_match_has_more_words_than_its_stretch_may_hold_anywhere() {
    for before in [0, 10, 75, 80] {
        let said = |between: usize| {
            let (before, behind) = ("so ".repeat(before), "so ".repeat(90));
            [&*before, "x ", &"to ".repeat(between), "y ", &behind].concat()
        };
        let pattern = "x ..20 ..20 ..20 y";
        assert!(found(pattern, &said(46)).is_some(), "{before}");
        assert_eq!(found(pattern, &said(47)), None, "{before}");
    }
}

#[test]
fn a_phrase_of_a_house_that_cannot_be_one_is_named() {
    for (source, problem) in [
        ("()", "could be no word at all"),
        (&*"a".repeat(61), "has a word of more than 60 letters"),
    ] {
        let refused = Written::read(&[source.to_owned()], &[], None).unwrap_err();
        assert_eq!(
            refused,
            format!("has the phrase `{source}`, which {problem}")
        );
    }
    let many: Vec<String> = (0..13_000).map(|n| format!("word{n}")).collect();
    let refused = Written::read(&many, &[], None).unwrap_err();
    assert_eq!(
        refused,
        "has more different words than one rule can hold; make two of it"
    );
}

#[test]
fn what_may_be_no_word_at_all_is_told() {
    for (source, nothing) in [
        ("a? ..3", true),
        ("(a|)", true),
        ("a? b", false),
        ("(a? b?) c?", true),
    ] {
        assert_eq!(units(source, &mut |_| 0).1, nothing, "{source}");
    }
}

/// A piece of a pattern, for which the words it matches can be told without it.
#[derive(Debug, Clone)]
pub(in crate::check::words) enum Piece {
    Word(char),
    Any,
    Gap(u8),
    Row(Vec<Piece>),
    Either(Vec<Piece>),
    Maybe(Box<Piece>),
}

impl Piece {
    /// As people write it.
    pub(in crate::check::words) fn written(&self) -> String {
        let list = |pieces: &[Self], between: &str| -> String {
            let written: Vec<String> = pieces.iter().map(Self::written).collect();
            written.join(between)
        };
        match self {
            Self::Word(letter) => letter.to_string(),
            Self::Any => "_".to_owned(),
            Self::Gap(many) => format!("..{many}"),
            Self::Row(pieces) => list(pieces, " "),
            Self::Either(pieces) => format!("({})", list(pieces, "|")),
            Self::Maybe(piece) => format!("({})?", piece.written()),
        }
    }

    /// Where a match may end that begins at a place.
    fn ends(&self, said: &[char], at: usize) -> BTreeSet<usize> {
        let all = |pieces: &[Self]| -> BTreeSet<usize> {
            pieces
                .iter()
                .flat_map(|piece| piece.ends(said, at))
                .collect()
        };
        match self {
            Self::Word(letter) => (said.get(at) == Some(letter))
                .then_some(at + 1)
                .into_iter()
                .collect(),
            Self::Any => (at < said.len()).then_some(at + 1).into_iter().collect(),
            Self::Gap(many) => (at..=said.len().min(at + usize::from(*many))).collect(),
            Self::Row(pieces) => pieces.iter().fold(BTreeSet::from([at]), |places, piece| {
                places.iter().flat_map(|at| piece.ends(said, *at)).collect()
            }),
            Self::Either(pieces) => all(pieces),
            Self::Maybe(piece) => &BTreeSet::from([at]) | &piece.ends(said, at),
        }
    }
}

pub(in crate::check::words) fn pieces() -> impl Strategy<Value = Piece> {
    let word = prop::sample::select(vec!['a', 'b', 'c']).prop_map(Piece::Word);
    let leaf = prop_oneof![4 => word, 1 => Just(Piece::Any), 1 => (1..3_u8).prop_map(Piece::Gap)];
    leaf.prop_recursive(3, 12, 3, |inner| {
        let list = || prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            list().prop_map(Piece::Row),
            list().prop_map(Piece::Either),
            inner
                .clone()
                .prop_map(|piece| Piece::Maybe(Box::new(piece))),
        ]
    })
}

proptest! {
    #[test]
    fn a_pattern_finds_what_following_it_word_by_word_finds(
        pieces in prop::collection::vec(pieces(), 1..4),
        said in prop::collection::vec(prop::sample::select(vec!['a', 'b', 'c', 'd']), 0..9),
        times in prop_oneof![4 => Just(1), 1 => Just(30)],
    ) {
        let said = said.repeat(times);
        let whole = Piece::Row(pieces);
        let source = whole.written();
        let text: String = said.iter().flat_map(|letter| [*letter, ' ']).collect();
        let tokens = Tokens::of(&text, None);
        let written = Written::read(std::slice::from_ref(&source), &[], None).unwrap();
        let found = all(&written, &tokens).into_iter().map(|words| (words.start, words.end));
        let mut expected = BTreeSet::new();
        for at in 0..said.len() {
            // No words at all are no match.
            let end = whole.ends(&said, at).into_iter().max().filter(|end| *end > at);
            expected.extend(end.map(|end| (at, end)));
        }
        prop_assert_eq!(found.collect::<BTreeSet<_>>(), expected, "{}", source);
    }
}
