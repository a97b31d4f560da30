//! What stands in a message and is no running text: the line that ends a thought, and the id of an
//! incident, whose words nobody says.

use std::ops::Range;

use super::fold::Folded;
use crate::check::text::Draft;
use crate::text::seek;

/// What a line end becomes that ends a sentence: as long, and the end of one everywhere.
pub(super) const END: u8 = b';';

/// Returns the line ends of a folded text that end a sentence: behind a heading, and wherever the next
/// line begins anew. A text that somebody broke at the margin goes on in small letters.
pub(super) fn ends(draft: &Draft<'_>, folded: &Folded) -> Vec<usize> {
    let bytes = folded.cased.as_bytes();
    // Nouns of German have capitals; only a message that vocero has written is never broken there.
    let german = draft.locale.is_some_and(|l| l.language() == "de");
    let capitals = draft.channel.is_some() || !german;
    let ends = |at: &usize| {
        let before = bytes[..*at].iter().rev().find(|b| **b != b' ');
        let after = bytes[*at + 1..].iter().find(|b| !b" *_~".contains(b));
        before.is_some_and(|b| b"*_~:|".contains(b))
            || capitals && after.is_some_and(u8::is_ascii_uppercase)
    };
    seek::all(b'\n', bytes).filter(ends).collect()
}

/// Returns the ids of incidents in a folded text: the day, and the words of the title, all joined by
/// hyphens.
pub(super) fn ids(bytes: &[u8]) -> Vec<Range<usize>> {
    const DAY: usize = "2026-11-21-".len();
    let mut found: Vec<Range<usize>> = Vec::new();
    for hyphen in seek::all(b'-', bytes) {
        let Some(start) = hyphen.checked_sub(4) else {
            continue;
        };
        let known = found.last().is_some_and(|last| start < last.end);
        let apart = start == 0 || !bytes[start - 1].is_ascii_alphanumeric();
        if known || !apart || !is_day(&bytes[start..bytes.len().min(start + DAY)]) {
            continue;
        }
        let rest = &bytes[start + DAY..];
        let slug = rest
            .iter()
            .position(|b| !(b.is_ascii_alphanumeric() || *b == b'-'));
        found.push(start..start + DAY + slug.unwrap_or(rest.len()));
    }
    found
}

/// Whether this is a day with a hyphen behind it.
fn is_day(bytes: &[u8]) -> bool {
    let shape = b"dddd-dd-dd-";
    bytes.len() == shape.len()
        && bytes.iter().zip(shape).all(|(byte, sign)| match sign {
            b'd' => byte.is_ascii_digit(),
            sign => byte == sign,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::text::words;

    fn rules(language: &str, channel: Option<&str>, text: &str) -> Vec<String> {
        let locale = language.parse().ok();
        let draft = Draft {
            text,
            locale: locale.as_ref(),
            channel,
            ..Draft::default()
        };
        let found = words(&draft).into_iter();
        found.map(|finding| finding.rule.to_string()).collect()
    }

    #[test]
    fn the_words_of_an_id_are_said_by_nobody() {
        let id = "2026-11-21-lamentamos-las-molestias";
        let told = |text: &str| rules("es", Some("status-page"), text);
        assert!(
            !told(&format!("Seguimos con {id}, desde las 10:30 UTC."))
                .contains(&"cliche-apology".to_owned())
        );
        assert!(told("Lamentamos las molestias.").contains(&"cliche-apology".to_owned()));
        assert_eq!(
            ids(format!("see {id}, and 2026-11-21- and 12026-11-21-x").as_bytes()),
            [4..39, 45..56]
        );
    }

    #[test]
    fn a_heading_and_the_line_below_it_are_two_sentences() {
        let joined = "*Lamentamos\nlas molestias*";
        let folded = Folded::of(joined);
        let draft = |channel| Draft {
            channel,
            ..Draft::default()
        };
        assert_eq!(ends(&draft(None), &folded), [] as [usize; 0]);
        let apart = Folded::of("*One*\nPedimos\n\ndisculpas:\npor");
        assert_eq!(ends(&draft(Some("slack")), &apart), [5, 25]);
        let found = |text: &str| rules("es", Some("slack"), text).len();
        let (title, impact) = ("*Pagos caídos, lamentamos*", "Las molestias siguen.");
        assert_eq!(
            found(&format!("{title}\n{impact}")),
            found(title) + found(impact)
        );
    }

    #[test]
    fn a_german_text_from_elsewhere_may_be_broken_before_a_noun() {
        let locale = "de".parse().ok();
        let folded = Folded::of("für die\nUnannehmlichkeiten");
        let mut draft = Draft {
            locale: locale.as_ref(),
            ..Draft::default()
        };
        assert_eq!(ends(&draft, &folded), [] as [usize; 0]);
        draft.channel = Some("email");
        assert_eq!(ends(&draft, &folded).len(), 1);
    }
}
