//! White space of sentences: facts are typed and pasted by people in a hurry.

use std::borrow::Cow;

use crate::text::clean::{holds_unfit, is_no_break, trim, visible};
use crate::text::seek;

/// Returns the text with single spaces, no empty lines, no spaces at the ends of lines, and nothing
/// that drives a terminal or turns text around. A no-break space at the end stays: a French label
/// ends in the one before its colon.
pub(super) fn tidy(text: &str) -> Cow<'_, str> {
    if is_tidy(text) {
        return Cow::Borrowed(text);
    }
    let unified: String = text
        .replace("\r\n", "\n")
        .chars()
        .map(|c| match c {
            '\r' | '\u{2028}' | '\u{2029}' => '\n',
            '\t' => ' ',
            c => c,
        })
        .collect();
    let shown = visible(&unified);
    let lines: Vec<String> = shown
        .lines()
        .map(|line| {
            let words = line.split(' ').filter(|word| !word.is_empty());
            trim(&words.collect::<Vec<_>>().join(" ")).to_owned()
        })
        .filter(|line| !line.is_empty())
        .collect();
    Cow::Owned(lines.join("\n"))
}

/// Returns the text with ordinary spaces only, and one where an ordinary one stood beside another:
/// one other makes a text message twice as dear.
pub(super) fn plain_spaces(text: &str) -> String {
    let mut plain = text.replace(is_no_break, " ");
    while plain.contains("  ") {
        plain = plain.replace("  ", " ");
    }
    plain
}

/// Returns the text on one line.
pub(super) fn one_line(text: &str) -> String {
    if text.contains('\n') {
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    } else {
        text.to_owned()
    }
}

fn is_tidy(text: &str) -> bool {
    let bytes = text.as_bytes();
    // What parts lines, beyond what drives a terminal: U+2028 and U+2029.
    let parts = |from: usize| matches!(bytes[from..], [b'\n', ..] | [0xe2, 0x80, 0xa8 | 0xa9, ..]);
    let parted = || seek::all_of_either((b'\n', 0xe2), bytes).any(parts);
    let mut before = 0;
    let mut loose = || {
        bytes.iter().any(|byte| {
            let twice = (*byte, before) == (b' ', b' ');
            before = *byte;
            twice
        })
    };
    !holds_unfit(text) && !parted() && !loose() && trim(text).len() == text.len()
}

/// What is left of a text whatever its markup.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_made_orderly() {
        assert_eq!(
            tidy("  One.\r\n\r\n\t two  three. \u{2028}Four"),
            "One.\ntwo three.\nFour"
        );
        assert_eq!(tidy("One. Two: año."), "One. Two: año.");
        assert!(matches!(tidy("One. Two: año."), Cow::Borrowed(_)));
    }

    #[test]
    fn a_no_break_space_stays_where_a_colon_will_follow() {
        assert_eq!(tidy("\u{a0} Qui est touché\u{a0}"), "Qui est touché\u{a0}");
        assert_eq!(trim("\u{a0}Quand\u{202f} \n"), "Quand\u{202f}");
        assert_eq!(plain_spaces("10\u{202f}000\u{a0}€"), "10 000 €");
        assert_eq!(plain_spaces("a \u{a0} b\u{a0}\u{202f}"), "a b ");
    }

    #[test]
    fn what_drives_a_terminal_or_is_no_character_is_shown() {
        assert_eq!(tidy("año\u{ffff}"), "año\\u{ffff}");
        assert_eq!(tidy("a\u{1b}[2J\u{202e}b"), "a\\u{1b}[2J\\u{202e}b");
    }

    #[test]
    fn a_heading_has_one_line() {
        assert_eq!(one_line("a\n\n b"), "a b");
    }
}
