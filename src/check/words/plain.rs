//! Letters without their accents.

use std::ops::Range;

use unicode_normalization::char::decompose_canonical;

/// Returns a text in ASCII, and tells the byte of the original for each of its characters.
pub(super) fn unaccented(text: &str, told: &mut dyn FnMut(Range<usize>)) -> String {
    let mut unaccented = String::with_capacity(text.len());
    let mut at = 0;
    loop {
        // Letters as they are, as far as they go.
        let rest = &text[at..];
        let run = ascii(rest.as_bytes());
        unaccented.push_str(&rest[..run]);
        told(at..at + run);
        at += run;
        let Some(c) = text[at..].chars().next() else {
            return unaccented;
        };
        if let Some(letter) = plain(c) {
            unaccented.push(letter);
            told(at..at + 1);
        }
        at += c.len_utf8();
    }
}

/// How many bytes at the start are ASCII, eight at a time.
fn ascii(bytes: &[u8]) -> usize {
    const OTHERS: u64 = 0x8080_8080_8080_8080;
    let (eights, rest) = bytes.as_chunks();
    let mut run = 0;
    for eight in eights {
        let others = u64::from_le_bytes(*eight) & OTHERS;
        if others != 0 {
            return run + others.trailing_zeros() as usize / 8;
        }
        run += 8;
    }
    run + rest.iter().take_while(|byte| byte.is_ascii()).count()
}

/// Returns a German text in ASCII without the second letters of what has one sound, and tells the
/// places of the others.
pub(super) fn shortened(cased: &str, told: &mut dyn FnMut(usize)) -> String {
    let mut short = String::with_capacity(cased.len());
    let mut before = b' ';
    for (at, byte) in cased.bytes().enumerate() {
        let lower = byte.to_ascii_lowercase();
        let second = match lower {
            b'e' => matches!(before, b'a' | b'o' | b'u'),
            b's' => before == b's',
            _ => false,
        };
        if !second {
            short.push(char::from(byte));
            told(at);
        }
        before = lower;
    }
    short
}

/// Returns the ASCII character that stands for one of the original that is none, or none for one that is only a
/// mark on another. What is neither letter nor known sign becomes a control character, so that no
/// pattern takes it for text.
fn plain(c: char) -> Option<char> {
    const SIGN: char = '\u{1a}';
    let plain = match c {
        '‘' | '’' | 'ʼ' | '´' | '′' => '\'',
        '“' | '”' | '„' | '«' | '»' | '″' => '"',
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '…' => '.',
        '¡' | '！' => '!',
        '¿' | '？' => '?',
        'ß' => 's',
        'ẞ' => 'S',
        'æ' | 'œ' => 'e',
        'Æ' | 'Œ' => 'E',
        'ø' => 'o',
        'Ø' => 'O',
        'º' | 'ª' | '°' => SIGN,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {
            return None;
        }
        c if c.is_whitespace() => ' ',
        c => {
            let mut first = None;
            decompose_canonical(c, |part| {
                first.get_or_insert(part);
            });
            match first {
                Some(letter) if letter.is_ascii() => letter,
                // A letter of another script: part of a word, of no word that is known here.
                _ if c.is_alphanumeric() => 'q',
                _ => SIGN,
            }
        }
    };
    Some(plain)
}
