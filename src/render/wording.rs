//! What sentences do with the words of facts: close them, begin them, join them.

use std::borrow::Cow;

use super::format::fill;
use super::voice::Voice;

/// Closes a fact with a full stop, unless it ends in a mark of its own.
pub(super) fn sentence(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let last = text.trim_end_matches([
        '"', '\'', '»', '«', '”', '’', '“', '‘', ')', ']', '*', '_', '`',
    ]);
    let closed = last.ends_with([
        '.', '!', '?', '…', ':', ';', ',', '。', '！', '？', '।', '؟', '۔',
    ]) || text.is_empty();
    if closed {
        Cow::Borrowed(text)
    } else {
        Cow::Owned([text, "."].concat())
    }
}

/// Begins a fact with a capital, unless its first word is a name such as "iOS" or "e-mail.example".
pub(super) fn capital(text: &str) -> String {
    let word = text.split_whitespace().next().unwrap_or_default();
    let word = word.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let mut rest = text.chars();
    match rest.next() {
        Some(first) if word.chars().all(char::is_lowercase) => {
            first.to_uppercase().chain(rest).collect()
        }
        _ => text.to_owned(),
    }
}

/// The name of the word of a closed list in a voice.
pub(super) fn word_key(list: &str, word: &str) -> String {
    ["words.", list, ".", &word.replace('-', "_")].concat()
}

/// Joins items as in a sentence: "a, b and c".
pub(super) fn listed(items: &[String], voice: &Voice) -> String {
    let word = |key| voice.word(key).unwrap_or_default();
    let join = |key, a: &str, b: &str| fill(word(key), &[("a", a), ("b", b)]);
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => {
            let mut head = head.iter();
            let first = head.next().cloned().unwrap_or_default();
            let all = head.fold(first, |all, next| join("list.more", &all, next));
            join("list.pair", &all, last)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_is_closed_with_one_mark() {
        for (fact, closed) in [
            ("Cards fail", "Cards fail."),
            ("Cards fail.", "Cards fail."),
            ("¿Falla?", "¿Falla?"),
            ("See \"Payments.\"", "See \"Payments.\""),
            ("See \"Payments\"", "See \"Payments\"."),
            ("Siehe „Zahlungen.“", "Siehe „Zahlungen.“"),
            ("Siehe „Zahlungen“", "Siehe „Zahlungen“."),
            ("支払い。", "支払い。"),
            (" spaced ", "spaced."),
        ] {
            assert_eq!(sentence(fact), closed);
        }
    }
}
