//! One way to address the reader, from the first sentence to the last.

use std::sync::OnceLock;

use super::Reading;
use crate::check::finding::Level;
use crate::check::words::language::Language;
use crate::check::words::letters::head;
use crate::check::words::letters::place;
use crate::check::words::lexicon::Lexicon;
use crate::check::words::scene;
use crate::check::words::tokens::Tokens;
use crate::domain::words::Address;

/// Looks for words that only go with one form of address, and for a second form. Words that may
/// also speak of others, such as Spanish `su` and `puede`, are none.
pub(super) fn read(reading: &mut Reading<'_>, language: Language) {
    if !scene::outside(reading.draft) {
        return;
    }
    let tokens = reading.tokens;
    let forms = forms(language);
    if forms.words.is_empty() {
        return;
    }
    // What the other messages of the incident say to their readers.
    let address = reading.draft.known.and_then(|known| known.address);
    let foreign = address.map_or(&[][..], |address| foreign(language, address));
    let mut first = None;
    for at in 0..tokens.all.len() {
        let Some(form) = forms.of(tokens, at) else {
            continue;
        };
        let word = tokens.word(at);
        if language == Language::German && word.contains('i') && !addressed(reading, at) {
            continue;
        }
        match first {
            _ if foreign.contains(&form) => {
                let place = tokens.all[at].start..tokens.all[at].end;
                reading.find("register-mix", Level::Warning, place);
                return;
            }
            None => first = Some(form),
            Some(used) if used != form => {
                let place = tokens.all[at].start..tokens.all[at].end;
                reading.find("register-mix", Level::Warning, place);
                return;
            }
            Some(_) => {}
        }
    }
}

/// A word that only goes with one form of address: its first letters, the word, and the form.
type Telling = (u64, &'static str, usize);

/// The telling words of a language.
#[derive(Debug, Default)]
struct Forms {
    words: Vec<Telling>,
    /// A bit for each place that one of them has among 256: most words are told by it from all.
    begin: [u64; 4],
}

impl Forms {
    fn add(&mut self, word: &'static str, form: usize) {
        let head = head(word);
        let place = place(head);
        self.begin[place / 64] |= 1 << (place % 64);
        self.words.push((head, word, form));
    }

    /// The form with which a word of a text goes, if it goes with only one.
    fn of(&self, tokens: &Tokens<'_>, at: usize) -> Option<usize> {
        let place = place(tokens.all[at].head);
        if self.begin[place / 64] >> (place % 64) & 1 == 0 {
            return None;
        }
        for (head, word, form) in &self.words {
            if tokens.is(at, *head, word) {
                return Some(*form);
            }
        }
        None
    }
}

/// The telling words of a language, by the lines of its lexicon.
fn forms(language: Language) -> &'static Forms {
    static READ: [OnceLock<Box<Forms>>; 5] = [const { OnceLock::new() }; 5];
    READ[language as usize].get_or_init(|| {
        let mut forms = Box::<Forms>::default();
        let phrases = Lexicon::of(language).phrases("register");
        for (form, words) in phrases.on.iter().enumerate() {
            for word in words.source().split('|') {
                forms.add(word, form);
            }
        }
        forms
    })
}

/// The forms of a language, by their lines in its lexicon, that nobody uses who has chosen this
/// form of address. `Você` goes with both.
fn foreign(language: Language, address: Address) -> &'static [usize] {
    match address {
        Address::Formal => match language {
            Language::English => &[],
            Language::Spanish => &[0, 2, 3],
            Language::Portuguese => &[1],
            Language::French => &[0],
            Language::German => &[0, 1],
        },
        Address::Informal => match language {
            Language::English => &[],
            Language::Spanish | Language::French => &[1],
            Language::Portuguese | Language::German => &[2],
        },
    }
}

/// Whether a German `Sie` or `Ihr` is the reader: in the middle of a sentence, and with a capital.
/// Forms of `du` are told by their letters.
fn addressed(reading: &Reading<'_>, at: usize) -> bool {
    let token = reading.tokens.all[at];
    if reading.tokens.word(at).starts_with('d') {
        return true;
    }
    let opens = reading.tokens.sentences[token.sentence].start == at;
    let capital = reading.folded.cased.as_bytes()[token.start].is_ascii_uppercase();
    capital && !opens
}
