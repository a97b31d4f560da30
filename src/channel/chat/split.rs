//! A text in pieces that each keep a limit.

use crate::text::measure::{Excess, Limit};

/// Splits a text that is over the limit: at the last line end before it, else after the last
/// sentence, else between words; never inside a word. What separated two pieces is dropped. `shown`
/// is the piece as the service counts it.
pub(super) fn split(
    text: &str,
    limit: Limit,
    shown: impl Fn(&str) -> String,
) -> Result<Vec<&str>, Excess> {
    let mut pieces = Vec::new();
    let mut rest = text.trim();
    while let Err(excess) = limit.check(&shown(rest)) {
        let cut = cut(rest, limit, &shown).ok_or(excess)?;
        pieces.push(rest[..cut].trim_end());
        rest = rest[cut..].trim_start();
    }
    pieces.push(rest);
    Ok(pieces)
}

/// Where the first piece ends: the best place among those at which it still keeps the limit.
fn cut(text: &str, limit: Limit, shown: &impl Fn(&str) -> String) -> Option<usize> {
    let mut last = None;
    let mut sentence = None;
    let mut line = None;
    let mut used = 0;
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_whitespace()) {
        used += limit.unit.count(&shown(&text[from..at]));
        from = at;
        if used > limit.most {
            break;
        }
        let before = &text[..at];
        if before.trim().is_empty() {
            continue;
        }
        last = Some(at);
        if c == '\n' {
            line = last;
        } else if before.ends_with(['.', '!', '?', '。', '！', '？']) {
            sentence = last;
        }
    }
    line.or(sentence).or(last)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::measure::Unit;

    fn pieces(text: &str, most: usize) -> Result<Vec<&str>, Excess> {
        split(text, Limit::new(Unit::Utf16, most), str::to_owned)
    }

    #[test]
    fn a_text_is_split_at_a_line_then_a_sentence_then_a_word() {
        assert_eq!(
            pieces("One two. Three\nfour five", 20).unwrap(),
            ["One two. Three", "four five"]
        );
        assert_eq!(
            pieces("One two. Three four", 15).unwrap(),
            ["One two.", "Three four"]
        );
        assert_eq!(
            pieces("One two three four", 10).unwrap(),
            ["One two", "three four"]
        );
    }

    #[test]
    fn a_word_is_never_cut() {
        assert!(pieces("One incomprehensibilities", 10).is_err());
    }

    proptest! {
        #[test]
        fn the_pieces_keep_the_limit_and_the_words(text in "([a-z<.]{1,9}[ \n]{1,2}){0,60}", most in 40_usize..90) {
            let shown = |text: &str| text.replace('<', "&lt;");
            let limit = Limit::new(Unit::Utf16, most);
            let pieces = split(&text, limit, shown).unwrap();
            for piece in &pieces {
                prop_assert!(limit.check(&shown(piece)).is_ok());
            }
            prop_assert!(pieces.join(" ").split_whitespace().eq(text.split_whitespace()));
        }
    }
}
