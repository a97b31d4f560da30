//! One way to address the reader, from the first sentence to the last.

use super::Reading;
use crate::check::finding::Level;
use crate::check::words::language::Language;
use crate::check::words::scene;
use crate::check::words::understood::Understood;
use crate::domain::words::Address;
use crate::order;

/// Looks for words that only go with one form of address, and for a second form. Words that may
/// also speak of others, such as Spanish `su` and `puede`, are none.
pub(super) fn read(reading: &mut Reading<'_>, text: &Understood<'_>, language: Language) {
    if !scene::outside(reading.draft) {
        return;
    }
    let tokens = reading.tokens;
    // What the other messages of the incident say to their readers.
    let address = reading.draft.known.and_then(|known| known.address);
    let foreign = address.map_or(&[][..], |address| foreign(language, address));
    let mut first = None;
    for (at, form) in forms(text) {
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

/// The words that only go with one form of address, in their order, each with the form.
fn forms(text: &Understood<'_>) -> Vec<(usize, usize)> {
    let all = 0..text.tokens.all.len();
    let mut told = Vec::new();
    for (form, words) in text.phrases("register").on.each().enumerate() {
        let found = text.found(words, all.clone());
        told.extend(found.into_iter().map(|word| (word.start, form)));
    }
    order::sort(&mut told);
    told
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
