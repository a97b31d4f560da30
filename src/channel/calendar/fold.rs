//! The lines of a calendar (RFC 5545, section 3.1): at most 75 octets each, a longer one folded
//! between characters, and text escaped (section 3.3.11).

use super::super::plain;

/// The most octets of a line, without its end.
const LONGEST: usize = 75;

/// Lines in the making.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A property whose value needs no escaping: a word, a moment, a URL.
    pub(super) fn raw(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if width + c.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                width = 1;
            }
            width += c.len_utf8();
            self.0.push(c);
        }
        self.0.push_str("\r\n");
    }

    /// A property whose value is text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        let shown = plain::shown(value);
        let mut escaped = String::with_capacity(shown.len() + 8);
        for c in shown.chars() {
            match c {
                '\n' => escaped.push_str("\\n"),
                '\\' | ';' | ',' => escaped.extend(['\\', c]),
                c => escaped.push(c),
            }
        }
        self.raw(name, &escaped);
    }

    pub(super) fn finish(self) -> String {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn unfolded(lines: &str) -> String {
        lines.replace("\r\n ", "")
    }

    #[test]
    fn a_line_is_folded_after_75_octets_between_characters() {
        let mut lines = Lines::default();
        lines.raw("X", &"ñ".repeat(80));
        let written = lines.finish();
        let widths: Vec<_> = written.split_terminator("\r\n").map(str::len).collect();
        assert_eq!(widths, [74, 75, 15]);
    }

    proptest! {
        #[test]
        fn text_comes_back_and_begins_no_line_of_its_own(text in any::<String>()) {
            let mut lines = Lines::default();
            lines.text("X", &text);
            let written = lines.finish();
            prop_assert!(written.split_terminator("\r\n").all(|line| line.len() <= 75));
            let whole = unfolded(&written);
            let value = whole.strip_prefix("X:").unwrap().strip_suffix("\r\n").unwrap();
            prop_assert!(!value.contains(['\r', '\n']));
            let mut undone = String::new();
            let mut chars = value.chars();
            while let Some(c) = chars.next() {
                undone.push(match c {
                    '\\' => match chars.next().unwrap() {
                        'n' => '\n',
                        other => other,
                    },
                    c => c,
                });
            }
            prop_assert_eq!(undone, plain::shown(&text).into_owned());
        }
    }
}
