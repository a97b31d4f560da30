use super::*;
use crate::check::words::compile::beginnings::beginnings;
use crate::check::words::compile::wanted::wanted;
use crate::check::words::language::Language;
use crate::check::words::lexicon::Lexicon;
use crate::check::words::sought::Phrases;
use crate::check::words::source::bare;
use crate::check::words::tokens::Tokens;
use crate::check::words::word::Word;

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

#[test]
fn the_program_carries_what_the_lexicons_say() {
    for language in Language::ALL {
        let compiled = compiled(language.tag(), NAMES, text(language));
        let (words, table) = language.lexicon();
        assert!(compiled.words == words, "{}", language.tag());
        assert!(compiled.table == table, "{}", language.tag());
    }
}

#[test]
fn a_phrase_is_found_by_every_word_that_it_begins_with() {
    for language in Language::ALL {
        let lexicon = Lexicon::of(language);
        for name in lexicon.names() {
            for phrase in lexicon.phrases(name).on.iter() {
                for word in beginnings(phrase.source()) {
                    let mut places = Vec::new();
                    match word {
                        Word::Is(word) | Word::Begins(word) => {
                            let tokens = Tokens::of(word, Some(language));
                            lexicon.begin(&tokens, 0, &mut places);
                        }
                        Word::Number => {
                            lexicon.begin(&Tokens::of("10:30", None), 0, &mut places);
                        }
                        Word::In(class) => {
                            lexicon.begin_in(class.trailing_zeros() as usize, &mut places);
                        }
                        Word::Ends(_) | Word::Any => panic!("{}", phrase.source()),
                    }
                    assert!(places.contains(&phrase.place()), "{}", phrase.source());
                }
            }
        }
    }
}

#[test]
fn every_word_of_a_class_belongs_to_it() {
    for language in Language::ALL {
        let mut compiler = Compiler::default();
        for text in [NAMES, text(language)] {
            compiler.read(&folded(language.tag(), text));
        }
        for (words, bits) in &compiler.members {
            let said = words.replace('*', "").replace('#', "10");
            let mut tokens = Tokens::of(&said, Some(language));
            Lexicon::of(language).classify(&mut tokens, &[]);
            let all = tokens.all.iter().all(|token| token.classes & bits == *bits);
            assert!(all, "{}: {words}", language.tag());
        }
    }
}

#[test]
fn what_a_phrase_wants_comes_back_from_the_table() {
    for language in Language::ALL {
        let lexicon = Lexicon::of(language);
        for name in lexicon.names() {
            let found = lexicon.phrases(name);
            let lists = [found.on, found.unless, found.beside, found.anywhere];
            for phrase in lists.into_iter().flat_map(Phrases::iter) {
                let wanted = wanted(bare(phrase.source()));
                let (first, mut all) = phrase.wanted();
                assert_eq!(first, wanted.first, "{}", phrase.source());
                for marks in wanted.all {
                    let held = all.iter().position(|held| *held == marks);
                    // Single bits are one set, in which each stands once.
                    let single = marks.is_power_of_two();
                    assert!(single && all[0] & marks != 0 || held.is_some());
                    if let Some(held) = held.filter(|_| !single) {
                        all.remove(held);
                    }
                }
                assert_eq!(all.len(), 1, "{}", phrase.source());
            }
        }
    }
}

#[test]
fn classes_are_written_by_their_bits_in_the_order_in_which_they_were_named() {
    let text = "{host} {ours}\n  our host|box\n\n{them}\n  they\n\nrule\n  the {host}|{them} {ours}? fails\n";
    let compiled = compiled("en", "", text);
    assert!(compiled.words.starts_with("the {@}|{B} {A}? fails"));
}

#[test]
fn a_lexicon_is_read_as_texts_of_its_language_are() {
    assert_eq!(folded("fr", "  qu'une panne"), "  qu une panne");
    assert_eq!(folded("de", "groesse\n  größe\n"), "groesse\n  grose\n");
    assert_eq!(folded("es", "  está aquí"), "  esta aqui");
}
