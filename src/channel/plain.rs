//! A message as plain text, for services that know no markup: text messages, posts, calendars.

use std::borrow::Cow;

use super::Utterance;
use crate::text::clean;
use crate::text::markup::Markup;

/// The whole message as plain text: the body where its shape is plain, else its sentences, one a
/// line, each after its label.
pub(super) fn body(word: &Utterance) -> String {
    if word.markup == Markup::Plain {
        return shown(&word.body).trim().to_owned();
    }
    let lines = word.parts.iter().map(|part| {
        if part.label.is_empty() {
            part.text.clone()
        } else {
            format!("{}: {}", part.label, part.text)
        }
    });
    shown(&lines.collect::<Vec<_>>().join("\n"))
        .trim()
        .to_owned()
}

/// A text whose line ends are `\n` and which holds nothing that drives a device or turns text
/// around: such a character is written out, as in `\u{1b}`.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        let unified = text.replace("\r\n", "\n").replace('\r', "\n");
        return clean::visible(&unified).into_owned().into();
    }
    clean::visible(text)
}

/// The same on one line.
pub(super) fn line(text: &str) -> String {
    let lines = shown(text);
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::scene;

    #[test]
    fn markup_that_the_service_does_not_know_is_left_out() {
        let mut word = scene::incident().pop().unwrap();
        word.markup = Markup::Markdown;
        word.body = r"**Impact:** a \* b".to_owned();
        word.parts = vec![
            scene::part("headline", "", "Investigating: a"),
            scene::part("impact", "Impact", "a * b"),
        ];
        assert_eq!(body(&word), "Investigating: a\nImpact: a * b");
    }

    #[test]
    fn what_drives_a_device_is_written_out() {
        assert_eq!(
            shown("a\r\nb\rc\u{1b}[2J\u{202e}"),
            "a\nb\nc\\u{1b}[2J\\u{202e}"
        );
        assert_eq!(line(" a\r\n\n b "), "a b");
    }
}
