//! Text that came from outside: what may stand in a fact, and how it is shown on a terminal.

use super::list::counted;

/// A text that cannot stand in a fact.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    #[error("holds the control character U+{code:04X} at character {place}; remove it")]
    Control {
        /// The code point.
        code: u32,
        /// Its place, counted in characters from 1.
        place: usize,
    },
    #[error("has {got} characters, {} more than the {limit} it may have; shorten it", got - limit)]
    TooLong {
        /// The length, in characters.
        got: usize,
        /// The most it may have, in characters.
        limit: usize,
    },
    #[error("is empty")]
    Empty,
}

/// A text fit for a fact, and whether characters that nobody can see had to be dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fit {
    pub text: String,
    pub dropped_invisible: usize,
    /// Line ends that became spaces, because the fact has a single line.
    pub joined_lines: usize,
}

impl Fit {
    /// What was repaired, for whoever typed it; nothing if nothing was.
    pub fn repairs(&self) -> Vec<String> {
        let repairs = [
            (
                self.dropped_invisible,
                ["invisible character was", "invisible characters were"],
                "left out",
            ),
            (
                self.joined_lines,
                ["line end became a space:", "line ends became spaces:"],
                "it has one line",
            ),
        ];
        let made = repairs.into_iter().filter(|(count, ..)| *count > 0);
        made.map(|(count, [one, many], what)| format!("{} {what}", counted(count, one, many)))
            .collect()
    }
}

/// Makes a text fit for a fact of at most `limit` characters: line ends become `\n`, surrounding
/// white space and invisible characters (soft hyphen, zero-width space, byte-order mark) go.
/// Control characters and bidirectional overrides, which could make a reader see something else
/// than what is there, are refused.
pub fn fit(given: &str, limit: usize) -> Result<Fit, Unfit> {
    let unified = given.replace("\r\n", "\n").replace('\r', "\n");
    let mut text = String::with_capacity(unified.len());
    let mut dropped_invisible = 0;
    for (index, c) in unified.chars().enumerate() {
        match c {
            '\n' => text.push(c),
            '\t' => text.push(' '),
            c if is_driving(c) => {
                return Err(Unfit::Control {
                    code: u32::from(c),
                    place: index + 1,
                });
            }
            c if is_invisible(c) => dropped_invisible += 1,
            c => text.push(c),
        }
    }
    let text = text.trim().to_owned();
    let got = text.chars().count();
    if got > limit {
        return Err(Unfit::TooLong { got, limit });
    }
    Ok(Fit {
        text,
        dropped_invisible,
        joined_lines: 0,
    })
}

/// Like [`fit`], for a fact that has a single line: line ends become spaces.
pub fn fit_line(given: &str, limit: usize) -> Result<Fit, Unfit> {
    let Fit {
        text,
        dropped_invisible,
        ..
    } = fit(given, usize::MAX)?;
    let joined_lines = text.matches('\n').count();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let got = text.chars().count();
    if got > limit {
        return Err(Unfit::TooLong { got, limit });
    }
    Ok(Fit {
        text,
        dropped_invisible,
        joined_lines,
    })
}

/// Whether a character drives a terminal or reorders text: C0 and C1 controls, DEL, and the
/// bidirectional embeddings, overrides and isolates.
pub const fn is_driving(c: char) -> bool {
    matches!(c, '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character has no width and no meaning of its own. The joiners of emoji and of
/// Persian and Indic words (U+200C, U+200D) and directional marks have a meaning.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
    )
}

/// Whether a character must not reach a reader as it is: it drives a terminal or reorders text, or
/// is U+FFFE or U+FFFF, which are no characters at all, and which XML and some networks refuse.
pub const fn is_unfit(c: char) -> bool {
    // Nearly every character is one of these, and is told by one comparison.
    let plain = matches!(c, ' '..='~');
    !plain && (is_driving(c) || matches!(c, '\u{fffe}' | '\u{ffff}'))
}

/// Whether a text holds a character that is unfit, other than line ends. Told by its bytes: most of
/// what is shown is looked through here, some of it more than once.
pub fn holds_unfit(text: &str) -> bool {
    let bytes = text.as_bytes();
    let unfit = |from: usize, to: usize| {
        let mut places = from..to;
        places.any(|at| {
            BEGINS_UNFIT[usize::from(bytes[at])]
                && may_be_unfit(&bytes[at..])
                && text[at..].starts_with(is_unfit)
        })
    };
    let (blocks, rest) = bytes.as_chunks::<8>();
    let mut blocks = blocks.iter().enumerate();
    blocks.any(|(place, block)| !are_printable(*block) && unfit(place * 8, place * 8 + 8))
        || unfit(bytes.len() - rest.len(), bytes.len())
}

/// Whether eight bytes are ASCII that is printed: a space to a tilde. All are looked at together: a
/// byte that is not sets its highest bit here, and so does one below a space when a space is taken
/// from it, and the one above a tilde when one is added to it.
const fn are_printable(block: [u8; 8]) -> bool {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    let word = u64::from_le_bytes(block);
    let (below, above) = (word.wrapping_sub(0x20 * ONES), word.wrapping_add(ONES));
    (word | below | above) & (0x80 * ONES) == 0
}

/// The bytes with which a character that is unfit can begin: one look tells most of the others.
static BEGINS_UNFIT: [bool; 256] = {
    let mut begins = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        begins[byte] = matches!(byte, 0..=0x1f | 0x7f | 0xc2 | 0xe2 | 0xef) && byte != 0x0a;
        byte += 1;
    }
    begins
};

/// Whether a character that is unfit can begin here, as its first two bytes tell: none of the others
/// begins with such two.
fn may_be_unfit(bytes: &[u8]) -> bool {
    match *bytes {
        [0xc2, next, ..] => next < 0xa0,
        [0xe2, next, ..] => next < 0x82,
        [0xef, next, ..] => next == 0xbf,
        _ => true,
    }
}

/// Returns the text with every character that could drive a terminal, and every one that is none,
/// written out as `\u{1b}`; line ends stay.
pub fn visible(text: &str) -> std::borrow::Cow<'_, str> {
    if !holds_unfit(text) {
        return text.into();
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unfit(c) && c != '\n' {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown.into()
}

/// Returns the text without white space around it, but with a no-break space that it ends in.
pub fn trim(text: &str) -> &str {
    text.trim_start()
        .trim_end_matches(|c: char| c.is_whitespace() && !is_no_break(c))
}

/// Whether a character is a space at which no line is broken (U+00A0, U+202F).
pub const fn is_no_break(c: char) -> bool {
    matches!(c, '\u{a0}' | '\u{202f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_repair_is_told_as_one() {
        let fit = fit_line("a\u{200b} b\nc\nd", 100).unwrap();
        let told = [
            "1 invisible character was left out",
            "2 line ends became spaces: it has one line",
        ];
        assert_eq!(fit.repairs(), told);
    }

    #[test]
    fn line_ends_are_unified_and_invisible_characters_counted() {
        let fit = fit("\u{feff}One\r\ntwo\u{200b}.  ", 100).unwrap();
        assert_eq!(
            fit,
            Fit {
                text: "One\ntwo.".to_owned(),
                dropped_invisible: 2,
                joined_lines: 0
            }
        );
    }

    #[test]
    fn a_control_character_is_named_with_its_place() {
        assert_eq!(
            fit("ab\u{1b}[31m", 100),
            Err(Unfit::Control {
                code: 0x1b,
                place: 3
            })
        );
        assert_eq!(
            fit("\u{202e}ab", 100),
            Err(Unfit::Control {
                code: 0x202e,
                place: 1
            })
        );
    }

    #[test]
    fn too_long_says_by_how_much() {
        let error = fit("abcdef", 4).unwrap_err();
        assert_eq!(
            error.to_string(),
            "has 6 characters, 2 more than the 4 it may have; shorten it"
        );
    }

    #[test]
    fn joiners_inside_emoji_stay() {
        assert_eq!(fit("👨‍👩‍👧", 9).unwrap().text, "👨‍👩‍👧");
    }

    #[test]
    fn an_unfit_character_is_told_by_its_bytes() {
        for c in '\0'..=char::MAX {
            let unfit = is_unfit(c) && c != '\n';
            assert_eq!(holds_unfit(c.encode_utf8(&mut [0; 4])), unfit, "{c:?}");
        }
        assert!(holds_unfit("año ─\u{9b}"));
        assert!(!holds_unfit("año\n─ 👍"));
        for place in 0..20 {
            for byte in 0..=0x7f_u8 {
                let mut text = [b'~', b' ', b'a'].repeat(7);
                text[place] = byte;
                let text = String::from_utf8(text).unwrap();
                let unfit = is_unfit(char::from(byte)) && byte != b'\n';
                assert_eq!(holds_unfit(&text), unfit, "{byte} at {place}");
            }
        }
    }

    #[test]
    fn what_drives_a_terminal_is_shown_not_sent() {
        assert_eq!(visible("a\u{1b}[2J\nb\u{9b}"), "a\\u{1b}[2J\nb\\u{9b}");
        assert_eq!(visible("año 👍"), "año 👍");
        assert_eq!(visible("a\u{fffe}\u{ffff}"), r"a\u{fffe}\u{ffff}");
    }
}
