//! Whether words stand in a file, as they are or as a payload writes them: folded, escaped, with other
//! signs around them.

use memchr::memmem;

use crate::commands::html;

/// The least that is looked for by its letters alone, in bytes: less stands in other words, too.
const LEAST: usize = 12;

/// Whether a text stands in the bytes of a file.
pub(super) fn stands_in(bytes: &[u8], text: &str) -> bool {
    if memmem::find(bytes, text.as_bytes()).is_some() {
        return true;
    }
    let letters = letters(bytes);
    let json = serde_json::Value::from(text).to_string();
    [text, &json, &html::escaped(text)].iter().any(|written| {
        let sought = self::letters(written.as_bytes());
        sought.len() >= LEAST && memmem::find(&letters, &sought).is_some()
    })
}

/// The letters and digits alone, small: without the signs, spaces and line ends that a channel puts
/// between them, and with what a mail encodes as it is read.
fn letters(bytes: &[u8]) -> Vec<u8> {
    let is_mail = memmem::find(bytes, b"quoted-printable").is_some();
    let mut letters = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        let code = bytes.get(at..at + 2).filter(|_| is_mail && byte == b'=');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        let byte = match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(decoded) => {
                at += 2;
                decoded
            }
            None => byte,
        };
        if byte.is_ascii_alphanumeric() || !byte.is_ascii() {
            letters.push(byte.to_ascii_lowercase());
        }
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_however_a_payload_writes_them() {
        let text = "jane doe can't pay: «la operación» falló";
        for written in [
            "x = \"jane doe can't pay: «la operación» falló\"",
            "Jane Doe can\\'t pay: «la\n operación» falló.",
            "<p>Jane Doe can&#39;t pay: «la operación» falló</p>",
            "Content-Transfer-Encoding: quoted-printable\r\n\r\nJane Doe can't =\r\npay: =C2=ABla \
             operaci=C3=B3n=C2=BB fall=C3=B3",
        ] {
            assert!(stands_in(written.as_bytes(), text), "{written}");
        }
        assert!(!stands_in(b"Jane Doe can pay", text));
    }

    #[test]
    fn what_is_short_is_found_only_as_it_is() {
        assert!(stands_in(b"told by luis", "luis"));
        assert!(!stands_in(b"Al uis", "luis"));
    }
}
