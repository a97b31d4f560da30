//! The weighted length of X: Latin letters count one, most others two, an emoji two, and every link
//! 23 however long it is, a bare domain such as `status.acme.com` included (twitter-text, version 3).

use std::ops::Range;

use super::{composed, emoji, link};

/// What every link counts.
const LINK: usize = 23;

/// Returns the weighted length of a text, composed (NFC).
pub fn length(text: &str) -> usize {
    let text = composed(text);
    let mut rest = &*text;
    let mut total = 0;
    // Neither a link nor an emoji goes on behind a space: each word is weighed with the space before
    // it, and of most words every byte is a letter.
    while !rest.is_empty() {
        let (mut end, mut dot, mut plain) = (0, false, true);
        for byte in rest.bytes() {
            if byte == b' ' && end > 0 {
                break;
            }
            plain &= byte.is_ascii() && !dot;
            dot |= byte == b'.';
            end += 1;
        }
        let (word, after) = rest.split_at(end);
        total += if plain { end } else { weighed(word) };
        rest = after;
    }
    total
}

/// The weighted length of a composed text in which anything may stand.
fn weighed(text: &str) -> usize {
    let chars: Vec<char> = text.chars().collect();
    let mut links = link::links(&chars).into_iter().peekable();
    let mut total = 0;
    let mut place = 0;
    while place < chars.len() {
        while links.next_if(|link| link.start < place).is_some() {}
        if let Some(link) = links.next_if(|link| link.start == place) {
            total += LINK;
            place = link.end;
        } else if let Some(end) = emoji::end(&chars, place) {
            total += 2;
            place = end;
        } else {
            total += weight(chars[place]);
            place += 1;
        }
    }
    total
}

/// Where the links of a text stand, in bytes, in the order of the text.
pub fn links(text: &str) -> Vec<Range<usize>> {
    let (places, chars): (Vec<usize>, Vec<char>) = text.char_indices().unzip();
    let byte = |place: usize| places.get(place).copied().unwrap_or(text.len());
    let bytes = |link: Range<usize>| byte(link.start)..byte(link.end);
    link::links(&chars).into_iter().map(bytes).collect()
}

/// What a character counts by itself.
const fn weight(c: char) -> usize {
    match c {
        '\0'..='\u{10ff}'
        | '\u{2000}'..='\u{200d}'
        | '\u{2010}'..='\u{201f}'
        | '\u{2032}'..='\u{2037}' => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{composed, length, weighed};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn word_by_word_is_the_same_as_all_at_once(
            parts in prop::collection::vec(
                prop::sample::select(vec![
                    " ", " ", " ", "\n", "\t", "\u{a0}", ".", "/", "(", ")", "?", "-", "@", "#", "a",
                    "acme.es", "x.com", "http://", "https://t.co/a", "localhost", ":80", "q=1", "日本",
                    ".jp", "пример", "é", "e\u{301}", "\u{301}", "👩", "\u{200d}", "\u{fe0f}", "👧", "1",
                    "\u{20e3}", "🇪", "🇸", "👍", "🏽", "♀", "\u{feff}", "xn--p1ai", "…",
                ]),
                0..12,
            )
        ) {
            let text = parts.concat();
            prop_assert_eq!(length(&text), weighed(&composed(&text)), "{:?}", text);
        }
    }

    /// Each value was computed with the network's own library, version 3.1.0.
    #[test]
    fn texts_count_as_the_network_counts_them() {
        let cases = [
            ("á ñ — “ ”", 9),
            ("…•€→", 8),
            ("日本", 4),
            ("👨‍👩‍👧", 2),
            ("👍🏽", 2),
            ("🇪🇸", 2),
            ("1️⃣", 2),
            ("⚠️", 2),
            ("❤", 2),
            ("©", 1),
            ("#1", 2),
            ("e\u{301}", 1),
            ("status.example.com", 23),
            ("a.com b.com", 47),
            ("node.js", 7),
            ("file.rs", 23),
            ("status.acme.example", 19),
            ("see status.acme.es.", 28),
            ("año.es", 23),
            ("10.5.com", 23),
            ("example.co.uk", 23),
            ("user@example.com", 16),
            ("-example.com", 12),
            ("sub_domain.example.com", 27),
            ("status.example.com,foo", 27),
            ("x.example.com:8080/path", 23),
            ("a.com/x/y.", 24),
            ("https://example.com/a).", 25),
            ("(see example.com/a_(b))", 29),
            ("http://example.com/añb", 23),
            ("http://localhost", 16),
            ("acme.es?a=1", 27),
            ("日本.jp", 7),
            ("http://日本.jp", 23),
            ("foo.dev/.(being)", 31),
            ("a.com/x_(y_(z))", 23),
            ("status.acme.com.«a.io", 48),
            ("http://t.co/abc/def", 27),
            ("https://xn--bcher-kva.de", 23),
            ("xn--bcher-kva.xn--p1ai", 23),
            ("пример.рф", 9),
            ("http://пример.рф", 23),
            ("❤️‍🔥", 5),
            ("👩🏽‍👧", 5),
            ("👩🏽‍🚒", 2),
            ("🏋️‍♀️", 2),
            ("🇪🇺", 2),
            ("🇽🇾", 4),
            ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2),
        ];
        for (text, expected) in cases {
            assert_eq!(length(text), expected, "{text}");
        }
    }

    #[test]
    fn two_hundred_and_eighty_letters_are_280() {
        assert_eq!(length(&"a".repeat(280)), 280);
        assert_eq!(length(&"語".repeat(140)), 280);
    }
}
