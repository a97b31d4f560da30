//! Text inside the Markdown of chats. Both dialects read a backslash before punctuation as "only
//! this character"; what they would not read as markup is left alone, so that a client which knows
//! no backslash still shows ordinary sentences as they are.

/// Whose Markdown it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// The part of `CommonMark` that Teams knows, with the functions of adaptive cards.
    Teams,
    /// Discord's own, with mentions, emoji and spoilers.
    Discord,
}

impl Dialect {
    /// Appends one line of text; `opens` says whether it begins a line, where more characters are
    /// markup than inside one.
    pub(super) fn escape(self, line: &str, opens: bool, out: &mut String) {
        let start = if opens { opening(line) } else { None };
        let mut before = None;
        for (at, c) in line.char_indices() {
            let after = line[at + c.len_utf8()..].chars();
            if start == Some(at) || self.is_mark(c, &line[..at], before, after) {
                out.push('\\');
            }
            out.push(c);
            before = Some(c);
        }
    }

    fn is_mark(
        self,
        c: char,
        so_far: &str,
        before: Option<char>,
        mut after: std::str::Chars<'_>,
    ) -> bool {
        let rest = after.as_str();
        let next = after.next();
        match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' => true,
            '_' => !(is_word(before) && is_word(next)),
            // An address is a link for both, with or without brackets.
            ':' if rest.starts_with("//") => true,
            ':' => self == Self::Discord && is_emoji(before, next),
            '.' => ends_with(so_far, "www"),
            '@' => self == Self::Discord,
            '&' => self == Self::Teams && next.is_some_and(|n| n == '#' || n.is_alphanumeric()),
            '(' => ends_with(so_far, "{{DATE") || ends_with(so_far, "{{TIME"),
            _ => false,
        }
    }
}

/// Where the mark is that would make a line a heading, a list item or an underline.
fn opening(line: &str) -> Option<usize> {
    let indent = line.len() - line.trim_start().len();
    let line = &line[indent..];
    if line.starts_with(['#', '+', '-', '=']) {
        return Some(indent);
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let listed = digits > 0 && line[digits..].starts_with(['.', ')']);
    listed.then_some(indent + digits)
}

/// Whether a colon could begin the name of an emoji: it does not in `11:30` and before a space.
fn is_emoji(before: Option<char>, next: Option<char>) -> bool {
    let clock =
        before.is_some_and(|b| b.is_ascii_digit()) && next.is_some_and(|n| n.is_ascii_digit());
    !clock && next.is_some_and(|n| !n.is_whitespace())
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

fn ends_with(text: &str, end: &str) -> bool {
    let tail = text
        .len()
        .checked_sub(end.len())
        .and_then(|at| text.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn escaped(dialect: Dialect, line: &str) -> String {
        let mut out = String::new();
        dialect.escape(line, true, &mut out);
        out
    }

    #[test]
    fn ordinary_sentences_stay_as_they_are() {
        for text in [
            "Next update by 11:30 CET (10:30 UTC), sooner if something changes.",
            "The field snake_case_name is 5-10% slower; R&D knows, it's fine!",
        ] {
            assert_eq!(escaped(Dialect::Discord, text), text);
        }
    }

    #[test]
    fn what_would_be_markup_is_escaped() {
        let both = [
            (
                "*a* __b__ ~~c~~ ||d|| `e`",
                r"\*a\* \_\_b\_\_ \~\~c\~\~ \|\|d\|\| \`e\`",
            ),
            (
                "[a](https://b.example) <@1>",
                r"\[a\](https\://b.example) \<@1\>",
            ),
            ("# one", r"\# one"),
            ("  - two", r"  \- two"),
            ("12. three", r"12\. three"),
            ("www.a.example", r"www\.a.example"),
        ];
        for (text, expected) in both {
            assert_eq!(escaped(Dialect::Teams, text), expected);
            assert_eq!(
                escaped(Dialect::Discord, text),
                expected.replace('@', r"\@")
            );
        }
        assert_eq!(
            escaped(Dialect::Discord, "@everyone :tada: 11:30"),
            r"\@everyone \:tada: 11:30"
        );
        assert_eq!(
            escaped(
                Dialect::Teams,
                "{{DATE(2026-11-21T11:00:00Z,SHORT)}} {{time(x)}} &copy;"
            ),
            r"{{DATE\(2026-11-21T11:00:00Z,SHORT)}} {{time\(x)}} \&copy;"
        );
    }

    proptest! {
        #[test]
        fn removing_the_backslashes_gives_the_text_back(line in "\\PC{0,60}", opens: bool) {
            for dialect in [Dialect::Teams, Dialect::Discord] {
                let mut marked = String::new();
                dialect.escape(&line, opens, &mut marked);
                let mut plain = String::new();
                let mut chars = marked.chars();
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
                prop_assert_eq!(&plain, &line);
            }
        }
    }
}
