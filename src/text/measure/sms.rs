//! Text messages: GSM-7 and UCS-2, and into how many parts a text is split (3GPP TS 23.038, 23.040).

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::composed;

/// How the network will encode a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub enum Encoding {
    /// The default alphabet: 160 characters alone, 153 in each of several parts.
    #[serde(rename = "GSM-7")]
    Gsm7,
    /// What a single character outside that alphabet makes of the whole text: 70, or 67 in each part.
    #[serde(rename = "UCS-2")]
    Ucs2,
}

/// The length of a text message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    pub encoding: Encoding,
    /// Septets (GSM-7) or UTF-16 units (UCS-2).
    pub units: usize,
    /// Parts that are sent and billed; an empty text has none.
    pub segments: usize,
}

/// One septet each: the basic table, without the escape character.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
    ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// Two septets each, which never stand in different parts.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";

/// Septets of a character, or none if it forces UCS-2.
fn septets(c: char) -> Option<usize> {
    // Nearly every character is one of those that ASCII has there too.
    let common = c.is_ascii_alphanumeric() || matches!(c, ' '..='?' | '\n');
    if common || BASIC.contains(c) {
        Some(1)
    } else {
        EXTENDED.contains(c).then_some(2)
    }
}

/// The characters that force UCS-2, each once, in the order of the text.
pub fn outside_gsm7(text: &str) -> Vec<char> {
    let mut outside = Vec::new();
    for c in composed(text).chars().filter(|c| septets(*c).is_none()) {
        if !outside.contains(&c) {
            outside.push(c);
        }
    }
    outside
}

/// What stands for typographic characters in the default alphabet.
const PLAIN: [(char, &str); 24] = [
    ('“', "\""),
    ('”', "\""),
    ('„', "\""),
    ('«', "\""),
    ('»', "\""),
    ('‘', "'"),
    ('’', "'"),
    ('‚', "'"),
    ('‹', "'"),
    ('›', "'"),
    ('–', "-"),
    ('—', "-"),
    ('−', "-"),
    ('…', "..."),
    ('•', "-"),
    ('·', "-"),
    ('\u{a0}', " "),
    ('\u{202f}', " "),
    ('º', "o"),
    ('ª', "a"),
    ('œ', "oe"),
    ('Œ', "OE"),
    ('×', "x"),
    ('´', "'"),
];

/// Writes a text with the nearest characters of the default alphabet: á as a, quotation marks
/// straight. What that alphabet has (é, ñ, ü, ¿) stays, and what has nothing near it (emoji, other
/// scripts) stays too, so that no word is lost; then the text is UCS-2 as before.
pub fn transliterate(text: &str) -> String {
    nearest(&composed(text), true)
}

/// Writes quotation marks, dashes and spaces with those of the default alphabet, letters as they are:
/// typography that nobody misses would leave less than half the room in every part.
pub fn straightened(text: &str) -> String {
    nearest(text, false)
}

fn nearest(text: &str, letters: bool) -> String {
    let text = text.replace("«\u{a0}", "«").replace("\u{a0}»", "»");
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if septets(c).is_some() {
            out.push(c);
            continue;
        }
        match PLAIN.iter().find(|(known, _)| *known == c) {
            Some((_, plain)) if letters || !c.is_alphabetic() => out.push_str(plain),
            None if letters => {
                // A letter without its accents: the first character of its canonical decomposition.
                let bare = c.nfd().next().filter(|bare| septets(*bare).is_some());
                out.push(bare.unwrap_or(c));
            }
            _ => out.push(c),
        }
    }
    out
}

/// Measures a text as it would be sent, composed (NFC).
pub fn length(text: &str) -> Length {
    let text = composed(text);
    let mut widths = Vec::with_capacity(text.len());
    let is_gsm = text.chars().all(|c| {
        let width = septets(c);
        widths.extend(width);
        width.is_some()
    });
    if is_gsm {
        return parts(Encoding::Gsm7, &widths, 160, 153);
    }
    // What a reader sees as one character stays in one part, if a part can hold it.
    let units = |seen: &str| seen.chars().map(char::len_utf16).sum();
    let widths: Vec<usize> = text.graphemes(true).map(units).collect();
    parts(Encoding::Ucs2, &widths, 70, 67)
}

/// Fills parts greedily; what has several units is torn apart only if it is
/// longer than a part.
fn parts(encoding: Encoding, widths: &[usize], alone: usize, each: usize) -> Length {
    let units = widths.iter().sum();
    let segments = if units == 0 {
        0
    } else if units <= alone {
        1
    } else {
        let mut segments = 1;
        let mut filled = 0;
        for width in widths {
            if filled > 0 && filled + width > each {
                segments += 1;
                filled = 0;
            }
            filled += width;
            while filled > each {
                segments += 1;
                filled -= each;
            }
        }
        segments
    };
    Length {
        encoding,
        units,
        segments,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (Encoding, usize, usize) {
        let length = length(text);
        (length.encoding, length.units, length.segments)
    }

    #[test]
    fn what_has_a_near_character_is_written_with_it_and_the_rest_stays() {
        assert_eq!(
            transliterate(
                "La aplicación está caída: «vuelva» a las 10… ¿Sí? ñandú, façade, œuf 👍 日"
            ),
            "La aplicacion esta caida: \"vuelva\" a las 10... ¿Si? ñandu, facade, oeuf 👍 日"
        );
        assert_eq!(transliterate("e\u{301}té à Ñ ü €"), "été à Ñ ü €");
        assert_eq!(
            straightened("Résolu\u{a0}: «\u{a0}1º été\u{a0}» – „só“…"),
            "Résolu : \"1º été\" - \"só\"..."
        );
    }

    #[test]
    fn what_is_common_is_basic() {
        for c in (' '..='?').chain(['\n']) {
            assert!(BASIC.contains(c), "{c:?}");
        }
    }

    #[test]
    fn plain_text_has_160_septets_alone_and_153_in_parts() {
        assert_eq!(of(&"a".repeat(160)), (Encoding::Gsm7, 160, 1));
        assert_eq!(of(&"a".repeat(161)), (Encoding::Gsm7, 161, 2));
        assert_eq!(of(&"a".repeat(306)), (Encoding::Gsm7, 306, 2));
        assert_eq!(of(&"a".repeat(307)), (Encoding::Gsm7, 307, 3));
        assert_eq!(of(""), (Encoding::Gsm7, 0, 0));
    }

    #[test]
    fn one_spanish_accent_turns_the_whole_message_to_ucs2() {
        assert_eq!(of("éàèìòùäöüñÉÄÖÜÑÇß¿¡"), (Encoding::Gsm7, 19, 1));
        assert_eq!(of("la aplicación"), (Encoding::Ucs2, 13, 1));
        assert_eq!(
            of(&format!("á{}", "a".repeat(149))),
            (Encoding::Ucs2, 150, 3)
        );
        assert_eq!(of(&"á".repeat(70)).2, 1);
        assert_eq!(of(&"á".repeat(71)).2, 2);
    }

    #[test]
    fn an_escape_pair_is_not_torn_apart() {
        let text = format!("{0}€{0}", "a".repeat(152));
        assert_eq!(of(&text), (Encoding::Gsm7, 306, 3));
        assert_eq!(of("€^{}[]~\\|"), (Encoding::Gsm7, 18, 1));
    }

    #[test]
    fn a_surrogate_pair_is_not_torn_apart() {
        let text = format!("{0}😀{0}", "á".repeat(66));
        assert_eq!(of(&text), (Encoding::Ucs2, 134, 3));
    }

    #[test]
    fn a_family_is_not_torn_apart_either() {
        let text = format!("{0}👨\u{200d}👩\u{200d}👧\u{200d}👦{0}", "á".repeat(60));
        assert_eq!(of(&text), (Encoding::Ucs2, 131, 3));
        assert_eq!(of(&format!("e{}", "\u{332}".repeat(200))).2, 3);
        assert_eq!(of(&format!("ae{}", "\u{332}".repeat(70))).2, 3);
    }

    #[test]
    fn text_is_composed_before_it_is_measured() {
        assert_eq!(of("cafe\u{301}"), (Encoding::Gsm7, 4, 1));
    }

    #[test]
    fn the_characters_to_blame_are_named_once() {
        assert_eq!(
            outside_gsm7("“así” – así…\t"),
            ['“', 'í', '”', '–', '…', '\t']
        );
        assert_eq!(outside_gsm7("ç").len(), 1);
    }
}
