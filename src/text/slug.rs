//! Words of a title as part of an incident's id.

use unicode_normalization::UnicodeNormalization;

/// Returns the title's words in lower-case ASCII, joined by hyphens, at most `limit` characters and
/// cut only between words where that is possible. Accents fall away; a title without a single
/// letter or digit of the Latin script gives `incident`.
pub fn slug(title: &str, limit: usize) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for c in title.nfd().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => word.push(c),
            'ß' => word.push_str("ss"),
            'æ' => word.push_str("ae"),
            'œ' => word.push_str("oe"),
            'ø' => word.push('o'),
            'đ' => word.push('d'),
            'ł' => word.push('l'),
            // Combining accents, and apostrophes inside a word, vanish without splitting it.
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            _ if word.is_empty() => {}
            _ => words.push(std::mem::take(&mut word)),
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    let mut slug = String::new();
    for word in words {
        let joined = if slug.is_empty() {
            word
        } else {
            format!("{slug}-{word}")
        };
        if joined.len() > limit {
            if slug.is_empty() {
                slug = joined.chars().take(limit).collect();
            }
            break;
        }
        slug = joined;
    }
    if slug.is_empty() {
        "incident".to_owned()
    } else {
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_punctuation_fall_away() {
        assert_eq!(
            slug("¡Fallan los pagos, año 2!", 29),
            "fallan-los-pagos-ano-2"
        );
        assert_eq!(
            slug("Customers can't sign in", 29),
            "customers-cant-sign-in"
        );
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        assert_eq!(
            slug("Card payments are failing in Europe", 29),
            "card-payments-are-failing-in"
        );
    }

    #[test]
    fn one_overlong_word_is_cut_and_no_word_at_all_gets_a_name() {
        assert_eq!(slug("abcdefghij", 4), "abcd");
        assert_eq!(slug("支付失败", 29), "incident");
    }
}
