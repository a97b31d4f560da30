use proptest::prelude::*;

use super::*;
use crate::check::words::language::Language;
use crate::check::words::lexicon::Lexicon;
use crate::check::words::pattern::tests::{Piece, pieces};
use crate::check::words::tokens::Tokens;
use crate::check::words::understood::Understood;

const NAMES: &str = include_str!("../lexicon/names.txt");

/// The lexicon of a language, and what messages say in it, as the build script has put it together.
macro_rules! texts {
    ($tag:literal) => {
        (
            include_str!(concat!("../lexicon/", $tag, ".txt")),
            include_str!(concat!(env!("OUT_DIR"), "/lexicon/", $tag, ".said")),
        )
    };
}

/// In the order of the languages.
const TEXTS: [(&str, &str); 5] = [
    texts!("en"),
    texts!("es"),
    texts!("pt"),
    texts!("fr"),
    texts!("de"),
];

fn read(language: Language) -> Compiler {
    let mut compiler = Compiler::default();
    for text in [NAMES, TEXTS[language as usize].0] {
        compiler.read(&folded(language.tag(), text));
    }
    compiler
}

#[test]
fn the_program_carries_what_the_lexicons_say() {
    for language in Language::ALL {
        let (lexicon, said) = TEXTS[language as usize];
        let compiled = compiled(language.tag(), NAMES, lexicon, said);
        assert!(compiled == language.lexicon(), "{}", language.tag());
    }
}

#[test]
fn every_phrase_is_written_as_phrases_are() {
    for language in Language::ALL {
        for section in read(language).sections {
            for source in section.phrases.iter().flatten() {
                let count = |sign: char| source.matches(sign).count();
                assert_eq!(count('('), count(')'), "{source}");
                assert!(source.is_ascii() && !source.contains("  "), "{source}");
            }
        }
    }
}

#[test]
fn every_name_at_the_margin_has_its_phrases() {
    for language in Language::ALL {
        let lexicon = Lexicon::of(language);
        for section in read(language).sections {
            let found = lexicon.phrases(&section.name);
            let lists = [found.on, found.unless, found.beside, found.anywhere];
            for (list, phrases) in lists.into_iter().zip(section.phrases) {
                assert_eq!(list.each().count(), phrases.len(), "{}", section.name);
            }
        }
    }
}

#[test]
fn every_word_of_a_class_belongs_to_it() {
    for language in Language::ALL {
        for (words, bits) in &read(language).members {
            let said = words.replace('*', "").replace('#', "10");
            let tokens = Tokens::of(&said, Some(language));
            let text = Understood::of(&tokens, Lexicon::of(language));
            let mut places = 0..tokens.all.len();
            let all = places.all(|at| text.classes(at) & bits == *bits);
            assert!(all, "{}: {words}", language.tag());
        }
    }
}

/// Words that a pattern matches: of what is alike the one whose turn it is, and of what may be missing
/// all at every second turn.
fn said(compiler: &Compiler, source: &str, turn: usize) -> String {
    let mut rest = source.trim_matches(['^', '$']);
    let mut said = Vec::new();
    while !rest.is_empty() {
        let mut atoms = Vec::new();
        loop {
            let (atom, behind) = split(rest.trim_start(), &['|', '?', ' ']);
            atoms.push(atom);
            match behind.strip_prefix('|') {
                Some(other) => rest = other,
                None => {
                    rest = behind;
                    break;
                }
            }
        }
        let atom = atoms[turn % atoms.len()];
        let group = atom
            .strip_prefix('(')
            .and_then(|atom| atom.strip_suffix(')'));
        let word = match group {
            Some(group) => said_of_group(compiler, group, turn),
            None => said_of_word(compiler, atom, turn),
        };
        let missing = rest.strip_prefix('?').inspect(|behind| rest = behind);
        if missing.is_none() || turn % 2 == 1 {
            said.push(word);
        }
        rest = rest.trim_start();
    }
    said.retain(|word| !word.is_empty());
    said.join(" ")
}

/// What stands before one of some signs outside brackets, and what from there on.
fn split<'a>(source: &'a str, signs: &[char]) -> (&'a str, &'a str) {
    let mut depth = 0;
    let end = source.find(|sign| {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth == 0 && signs.contains(&sign)
    });
    source.split_at(end.unwrap_or(source.len()))
}

/// What the phrase of a bracket matches whose turn it is.
fn said_of_group(compiler: &Compiler, group: &str, turn: usize) -> String {
    let (mut phrases, mut rest) = (Vec::new(), group);
    loop {
        let (phrase, behind) = split(rest, &['|']);
        phrases.push(phrase);
        match behind.strip_prefix('|') {
            Some(other) => rest = other,
            None => return said(compiler, phrases[turn % phrases.len()], turn),
        }
    }
}

fn said_of_word(compiler: &Compiler, word: &str, turn: usize) -> String {
    if word.starts_with("..") {
        return String::new();
    }
    if let Some(class) = word.strip_prefix('{') {
        let bit = class.as_bytes()[0] - CLASSES;
        let members = compiler
            .members
            .iter()
            .filter(|(_, bits)| bits >> bit & 1 == 1);
        let members: Vec<&String> = members.map(|(words, _)| words).collect();
        return members[turn % members.len()]
            .replace('*', "")
            .replace('#', "10");
    }
    let word = match word {
        "#" => "10",
        "*%" => "10%",
        "_" => "so",
        word => word,
    };
    // What ends so is a word only with letters before.
    word.replacen('*', if word.starts_with('*') { "xy" } else { "" }, 1)
}

#[test]
fn every_phrase_matches_what_it_says_and_is_looked_for_by_a_word_of_it() {
    for language in Language::ALL {
        let (compiler, lexicon) = (read(language), Lexicon::of(language));
        for section in &compiler.sections {
            let found = lexicon.phrases(&section.name);
            let lists = [found.on, found.unless, found.beside, found.anywhere];
            for (kind, (list, sources)) in lists.into_iter().zip(&section.phrases).enumerate() {
                for (phrase, source) in list.each().zip(sources) {
                    for turn in 0..7 {
                        let said = said(&compiler, source, turn);
                        let tokens = Tokens::of(&said, Some(language));
                        let text = Understood::of(&tokens, lexicon);
                        let whole = 0..tokens.all.len();
                        let words = text.found(phrase, whole.clone());
                        assert!(words.contains(&whole), "{source}: {said}");
                        let mut called = [0; 32];
                        whole.for_each(|at| text.call(at, &mut called));
                        let bits = called.get(phrase.first / 64).copied().unwrap_or(0);
                        let called = bits >> (phrase.first % 64) & 1 == 1;
                        assert!(called || kind > 0, "{source}: {said}");
                    }
                }
            }
        }
    }
}

/// The lexicon of some lines.
fn lexicon(lines: &str) -> Lexicon {
    Lexicon::new(compiled("en", "", lines, "").leak())
}

#[test]
fn a_row_of_words_of_a_class_is_tried_from_its_first_word_on() {
    let lexicon = lexicon("{host}\n  host*\n\nrule\n  {host} ..1 down\n");
    let tokens = Tokens::of("our hosting host went down, hosts", Some(Language::English));
    let text = Understood::of(&tokens, lexicon);
    let all = 0..tokens.all.len();
    let found = text.found(lexicon.phrases("rule").on, all);
    assert_eq!((found.len(), found[0].clone()), (1, 1..5));
}

proptest! {
    #[test]
    fn what_a_phrase_is_looked_for_by_stands_in_every_match(
        pieces in prop::collection::vec(pieces(), 1..4),
        said in prop::collection::vec(prop::sample::select(vec!['a', 'b', 'c', 'd']), 0..9),
    ) {
        // Something in it must be there.
        let source = format!("{} a|b", Piece::Row(pieces).written());
        let lexicon = lexicon(&format!("rule\n  {source}\n"));
        let said: String = said.iter().flat_map(|letter| [*letter, ' ']).collect();
        let tokens = Tokens::of(&said, None);
        let text = Understood::of(&tokens, lexicon);
        let found = text.found(lexicon.phrases("rule").on, 0..tokens.all.len());
        let mut called = [0];
        (0..tokens.all.len()).for_each(|at| text.call(at, &mut called));
        prop_assert!(found.is_empty() || called == [1], "{source}: {said}");
    }
}

#[test]
fn classes_are_written_by_their_bits_in_the_order_in_which_they_were_named() {
    let mut compiler = Compiler::default();
    compiler.read("{host} {ours}\n  our host|box\n\n{them}\n  they\n\nrule\n  the {host}|{them} {ours}? fails\n");
    assert_eq!(compiler.sections[0].phrases[0], ["the {@}|{B} {A}? fails"]);
}

#[test]
fn a_lexicon_is_read_as_texts_of_its_language_are() {
    assert_eq!(folded("fr", "  qu'une panne"), "  qu une panne");
    assert_eq!(folded("de", "groesse\n  größe\n"), "groesse\n  grose\n");
    assert_eq!(folded("es", "  está aquí"), "  esta aqui");
}
