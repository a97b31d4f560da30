use super::*;
use crate::check::words::language::Language;
use crate::check::words::lexicon::Lexicon;
use crate::check::words::tokens::Tokens;
use crate::check::words::understood::Understood;

const NAMES: &str = include_str!("../lexicon/names.txt");

fn text(language: Language) -> &'static str {
    match language {
        Language::English => include_str!("../lexicon/en.txt"),
        Language::Spanish => include_str!("../lexicon/es.txt"),
        Language::Portuguese => include_str!("../lexicon/pt.txt"),
        Language::French => include_str!("../lexicon/fr.txt"),
        Language::German => include_str!("../lexicon/de.txt"),
    }
}

/// What messages say in a language, as the build script has put it together.
macro_rules! said {
    ($tag:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/lexicon/", $tag, ".said"))
    };
}

fn told(language: Language) -> &'static str {
    match language {
        Language::English => said!("en"),
        Language::Spanish => said!("es"),
        Language::Portuguese => said!("pt"),
        Language::French => said!("fr"),
        Language::German => said!("de"),
    }
}

fn read(language: Language) -> Compiler {
    let mut compiler = Compiler::default();
    for text in [NAMES, text(language)] {
        compiler.read(&folded(language.tag(), text));
    }
    compiler
}

#[test]
fn the_program_carries_what_the_lexicons_say() {
    for language in Language::ALL {
        let compiled = compiled(language.tag(), NAMES, text(language), told(language));
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

/// Words that a pattern matches: of what is alike the first, and of what may be missing nothing.
fn said(compiler: &Compiler, source: &str) -> String {
    let bare = source.trim_matches(['^', '$']);
    let mut said = String::new();
    let mut rest = bare;
    while !rest.is_empty() {
        rest = rest.trim_start();
        let mut word = String::new();
        let mut first = true;
        loop {
            let (atom, behind) = atom(rest);
            if first {
                word = match atom.strip_prefix('(') {
                    Some(group) => said_of_group(compiler, group.strip_suffix(')').unwrap()),
                    None => said_of_word(compiler, atom),
                };
            }
            (rest, first) = (behind, false);
            match rest.strip_prefix('|') {
                Some(other) => rest = other,
                None => break,
            }
        }
        if let Some(behind) = rest.strip_prefix('?') {
            rest = behind;
        } else if !word.is_empty() {
            said.push_str(&word);
            said.push(' ');
        }
    }
    said.trim_end().to_owned()
}

/// The first word, class or bracket of a pattern, and what stands behind it.
fn atom(source: &str) -> (&str, &str) {
    let mut depth = 0;
    let end = source.find(|sign| {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            '|' | '?' | ' ' if depth == 0 => return true,
            _ => {}
        }
        false
    });
    source.split_at(end.unwrap_or(source.len()))
}

/// What the first of the phrases of a bracket matches.
fn said_of_group(compiler: &Compiler, group: &str) -> String {
    let mut depth = 0;
    let end = group.find(|sign| {
        match sign {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        sign == '|' && depth == 0
    });
    said(compiler, &group[..end.unwrap_or(group.len())])
}

fn said_of_word(compiler: &Compiler, word: &str) -> String {
    if word.starts_with("..") {
        return String::new();
    }
    if let Some(class) = word.strip_prefix('{') {
        let bit = class.as_bytes()[0] - CLASSES;
        let member = compiler
            .members
            .iter()
            .find(|(_, bits)| bits >> bit & 1 == 1);
        return member.unwrap().0.replace('*', "").replace('#', "10");
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
fn every_phrase_matches_what_it_says() {
    for language in Language::ALL {
        let (compiler, lexicon) = (read(language), Lexicon::of(language));
        for section in &compiler.sections {
            let found = lexicon.phrases(&section.name);
            let lists = [found.on, found.unless, found.beside, found.anywhere];
            for (list, sources) in lists.into_iter().zip(&section.phrases) {
                for (phrase, source) in list.each().zip(sources) {
                    let said = said(&compiler, source);
                    let tokens = Tokens::of(&said, Some(language));
                    let text = Understood::of(&tokens, lexicon);
                    let words = text.found(phrase, 0..tokens.all.len());
                    let whole = 0..tokens.all.len();
                    assert!(words.contains(&whole), "{source}: {said}");
                }
            }
        }
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
