//! The one place where text becomes markup. A fact is shown as it was written, never as a heading,
//! a list, a link or a mention of everybody.

use std::fmt::{self, Write};
use std::str::FromStr;

use super::clean::trim;

/// The markup of a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// Plain text: nothing is escaped.
    Plain,
    /// `CommonMark` and GitHub's extensions.
    Markdown,
    /// Slack's own.
    Mrkdwn,
    /// Text inside HTML elements and quoted attributes.
    Html,
}

/// A word that names no markup.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a markup; use `plain`, `markdown`, `mrkdwn` or `html`")]
pub struct UnknownMarkup(pub String);

impl FromStr for Markup {
    type Err = UnknownMarkup;

    fn from_str(given: &str) -> Result<Self, Self::Err> {
        Ok(match given {
            "plain" => Self::Plain,
            "markdown" => Self::Markdown,
            "mrkdwn" => Self::Mrkdwn,
            "html" => Self::Html,
            other => return Err(UnknownMarkup(other.to_owned())),
        })
    }
}

impl Markup {
    /// The word in a shape.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Markdown => "markdown",
            Self::Mrkdwn => "mrkdwn",
            Self::Html => "html",
        }
    }

    /// Writes `text` so that a reader of this markup sees exactly the text.
    pub fn escape(self, text: &str, out: &mut impl Write) -> fmt::Result {
        match self {
            Self::Plain => out.write_str(text),
            Self::Markdown => markdown(text, out),
            Self::Mrkdwn => mrkdwn(text, out),
            Self::Html => html(text, out),
        }
    }
}

/// Escapes the least that keeps a text a text, so that the source stays readable too: `10:34` stays
/// `10:34`, `snake_case` stays, and so does a link.
fn markdown(text: &str, out: &mut impl Write) -> fmt::Result {
    for (i, line) in text.lines().enumerate() {
        if i > 0 {
            out.write_char('\n')?;
        }
        let line = trim(line);
        // What was not written yet begins here. Every sign is one byte, so bytes are looked at.
        let mut done = line_start(line, out)?;
        let (bytes, mut at, mut link_end) = (line.as_bytes(), done, 0);
        while let Some(byte) = bytes.get(at) {
            let after = &bytes[at + 1..];
            let escaped = match byte {
                // A link inside a link ends where that does.
                b'h' if at >= link_end
                    && is_link(after)
                    && !is_word(line[..at].chars().next_back()) =>
                {
                    let end = line[at..].find(char::is_whitespace);
                    link_end = end.map_or(line.len(), |end| at + end);
                    false
                }
                b'\\' | b'`' | b'*' | b'[' | b']' | b'<' | b'>' | b'|' | b'~' => true,
                b'_' => {
                    let inside = is_word(line[..at].chars().next_back())
                        && is_word(line[at + 1..].chars().next());
                    !(inside || at < link_end)
                }
                b'&' => at >= link_end || is_entity(after),
                _ => false,
            };
            if escaped {
                out.write_str(&line[done..at])?;
                out.write_char('\\')?;
                done = at;
            }
            at += 1;
        }
        out.write_str(&line[done..])?;
    }
    Ok(())
}

/// Escapes what would make a line a heading, a list item, a quotation or an underline; returns how
/// many bytes it has written already.
fn line_start(line: &str, out: &mut impl Write) -> Result<usize, fmt::Error> {
    if line.starts_with(['#', '+', '-', '=']) {
        out.write_char('\\')?;
        out.write_str(&line[..1])?;
        return Ok(1);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && line[digits..].starts_with(['.', ')']) {
        out.write_str(&line[..digits])?;
        out.write_char('\\')?;
        out.write_str(&line[digits..=digits])?;
        return Ok(digits + 1);
    }
    Ok(0)
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// Whether `h` with this after it begins a link.
fn is_link(after: &[u8]) -> bool {
    after.starts_with(b"ttps://") || after.starts_with(b"ttp://")
}

/// Whether `&` with this after it would be read as one character.
fn is_entity(after: &[u8]) -> bool {
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let end = after.iter().position(|byte| !is_name(byte));
    end.is_some_and(|end| end > 0 && after[end] == b';')
}

/// Escapes the three characters that Slack asks for, and breaks up mentions: a word joiner after
/// the `@` of `@here` and of names keeps it a word. There is no way to escape `*`, `_` and `~`.
fn mrkdwn(text: &str, out: &mut impl Write) -> fmt::Result {
    if !text.bytes().any(|b| matches!(b, b'&' | b'<' | b'>' | b'@')) {
        return out.write_str(text);
    }
    let mut before = None;
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '&' => out.write_str("&amp;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '@' if !is_word(before) && is_word(rest.as_str().chars().next()) => {
                out.write_str("@\u{2060}")?;
            }
            c => out.write_char(c)?,
        }
        before = Some(c);
    }
    Ok(())
}

fn html(text: &str, out: &mut impl Write) -> fmt::Result {
    let (bytes, mut done, mut at) = (text.as_bytes(), 0, 0);
    while let Some(byte) = bytes.get(at) {
        let entity = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            _ => "",
        };
        if !entity.is_empty() {
            out.write_str(&text[done..at])?;
            out.write_str(entity)?;
            done = at + 1;
        }
        at += 1;
    }
    out.write_str(&text[done..])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn escaped(markup: Markup, text: &str) -> String {
        let mut out = String::new();
        markup.escape(text, &mut out).unwrap();
        out
    }

    #[test]
    fn ordinary_sentences_stay_as_they_are_in_markdown() {
        for text in [
            "Next update by 11:30 CET (10:30 UTC), sooner if something changes.",
            "The field snake_case_name at https://a.example/x_y_?a=1&b=2 works; it's 5-10% slower!",
            "¿No puede entrar? Use «Olvidé mi clave».",
            "Qui est touché\u{a0}",
        ] {
            assert_eq!(escaped(Markup::Markdown, text), text);
        }
    }

    #[test]
    fn what_markdown_would_read_as_markup_is_escaped() {
        let cases = [
            ("*bold* _it_ `code`", r"\*bold\* \_it\_ \`code\`"),
            ("[a](b) <b> x|y ~~z~~", r"\[a\](b) \<b\> x\|y \~\~z\~\~"),
            ("# one", r"\# one"),
            ("    - two", r"\- two"),
            ("1. three\n2) four\n=====", "1\\. three\n2\\) four\n\\====="),
            ("> five", r"\> five"),
            ("&copy; R&D", r"\&copy; R\&D"),
            ("https://a.example/?x&copy;", r"https://a.example/?x\&copy;"),
            ("C:\\temp", r"C:\\temp"),
        ];
        for (text, expected) in cases {
            assert_eq!(escaped(Markup::Markdown, text), expected);
        }
    }

    #[test]
    fn slack_sees_no_mention_and_no_link_of_ours() {
        assert_eq!(
            escaped(Markup::Mrkdwn, "<!channel> @here a & b, ana@acme.example"),
            "&lt;!channel&gt; @\u{2060}here a &amp; b, ana@acme.example"
        );
    }

    #[test]
    fn html_is_closed_to_text() {
        assert_eq!(
            escaped(Markup::Html, "<a href='x'>&\""),
            "&lt;a href=&#39;x&#39;&gt;&amp;&quot;"
        );
    }

    proptest! {
        #[test]
        fn removing_the_backslashes_gives_the_text_back(text in "[^\\p{C}\\s]([^\\p{C}\\s]| [^\\p{C}\\s]){0,60}") {
            let mut plain = String::new();
            let marked = escaped(Markup::Markdown, &text);
            let mut chars = marked.chars().peekable();
            while let Some(c) = chars.next() {
                if c == '\\' {
                    let next = chars.next().unwrap();
                    prop_assert!(next.is_ascii_punctuation());
                    plain.push(next);
                } else {
                    prop_assert!(!"`*[]<>|~".contains(c), "{}", marked);
                    plain.push(c);
                }
            }
            prop_assert_eq!(plain, text);
        }

        #[test]
        fn undoing_the_entities_gives_the_text_back(text in "\\PC{0,60}") {
            let marked = escaped(Markup::Mrkdwn, &text);
            prop_assert!(!marked.contains(['<', '>']));
            let plain = marked.replace('\u{2060}', "").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            prop_assert_eq!(plain, text.replace('\u{2060}', ""));
        }
    }
}
