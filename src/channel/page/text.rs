//! Texts of payloads for status pages, made safe whatever they hold.

use crate::channel::Utterance;
use crate::text::clean::{trim, visible};
use crate::text::markup::Markup;

/// The text on one line with single spaces; what drives a terminal or turns text around is shown.
pub(super) fn line(text: &str) -> String {
    let words = text.split([
        ' ', '\n', '\r', '\t', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}',
    ]);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    visible(&words.join(" ")).into_owned()
}

/// The text with line ends as `\n`; what drives a terminal or turns text around is shown.
pub(super) fn prose(text: &str) -> String {
    let unified = text.replace("\r\n", "\n").replace(['\r', '\u{85}'], "\n");
    let unified = unified.replace(['\u{2028}', '\u{2029}'], "\n");
    trim(&visible(&unified.replace('\t', " "))).to_owned()
}

/// The text as `markup` shows it.
pub(super) fn escaped(markup: Markup, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    // Writing to a string cannot fail.
    markup.escape(text, &mut out).unwrap_or_default();
    out
}

/// The message in Markdown: the body, or if its shape has another markup, the parts in paragraphs,
/// each under its label.
pub(in crate::channel) fn markdown(word: &Utterance) -> String {
    if word.markup == Markup::Markdown {
        return prose(&word.body);
    }
    let mut paragraphs = Vec::with_capacity(word.parts.len() * 2);
    for part in &word.parts {
        let label = escaped(Markup::Markdown, &line(&part.label));
        if !label.is_empty() {
            paragraphs.push(format!("**{label}**"));
        }
        paragraphs.push(escaped(Markup::Markdown, &prose(&part.text)));
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

/// Text between HTML tags. Code points that are no characters, which a parser must report as
/// errors, are shown too.
pub(super) fn html(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        let code = u32::from(c);
        if matches!(code, 0xfdd0..=0xfdef) || code & 0xfffe == 0xfffe {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    escaped(Markup::Html, &shown)
}

/// A key of a TOML table.
pub(super) fn toml_key(name: &str) -> String {
    let bare = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
    if !name.is_empty() && name.bytes().all(bare) {
        name.to_owned()
    } else {
        serde_json::Value::from(name).to_string()
    }
}

/// One segment of a URL's path: all that is not unreserved (RFC 3986, section 2.3) is encoded.
pub(super) fn segment(id: &str) -> String {
    let encode = |b: u8| match b {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
            char::from(b).to_string()
        }
        b => format!("%{b:02X}"),
    };
    id.bytes().map(encode).collect()
}

/// A YAML string in double quotes, on one line.
pub(super) fn yaml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~'
            | '\u{a0}'..='\u{2027}'
            | '\u{202f}'..='\u{2065}'
            | '\u{206a}'..='\u{fefe}' => {
                out.push(c);
            }
            '\u{ff00}'..='\u{fffd}' | '\u{10000}'.. => out.push(c),
            c => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
    }
    out.push('"');
    out
}
