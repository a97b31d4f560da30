//! Names and tags in posts: what a fact says can neither mention anybody nor follow a tag, so the
//! sign is parted from the name by a character that nobody sees. What is broken up stays so: a
//! second time changes nothing.

use super::measure::weighted;

/// What parts the sign of a mention from the name, and takes no room: U+2060, word joiner.
const JOINER: char = '\u{2060}';

/// The text as it can be posted on X: mentions, hashtags and cashtags are broken up, outside
/// addresses. U+FEFF, which the network refuses, becomes U+2060, which Unicode has put in its place.
pub fn quiet_on_x(text: &str) -> String {
    // All that begins a name is one of these, or has three bytes of which this is the first.
    if !text.bytes().any(|b| matches!(b, b'@' | b'#' | b'$' | 0xef)) {
        return text.to_owned();
    }
    let text = text.replace('\u{feff}', "\u{2060}");
    let links = weighted::links(&text);
    let in_link = |at: usize| {
        let begun = links.partition_point(|link| link.start <= at);
        links[..begun].last().is_some_and(|link| link.contains(&at))
    };
    quieted(&text, "@＠#＃$", |before| {
        in_word(before) || in_link(before.len())
    })
}

/// The text as it can be posted on Mastodon: mentions and hashtags are broken up. The server looks
/// for names everywhere, even inside addresses, but not after `=` and `/`.
pub fn quiet_on_mastodon(text: &str) -> String {
    quieted(text, "@#", |before| {
        in_word(before) || before.ends_with(['=', '/'])
    })
}

/// The text with a word joiner behind each of the `signs` that could begin a mention or a tag,
/// except where `is_part` of something else, told from what stands before it.
fn quieted(text: &str, signs: &str, is_part: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        out.push(c);
        let after = rest.as_str();
        if signs.contains(c) && begins_name(after, c) {
            let before = &text[..text.len() - after.len() - c.len_utf8()];
            if !is_part(before) {
                out.push(JOINER);
            }
        }
    }
    out
}

/// Whether a name can begin here; a number such as `#1` is none.
fn begins_name(after: &str, sign: char) -> bool {
    let named = |c: char| c.is_alphanumeric() || c == '_' || !c.is_ascii() && c != JOINER;
    let mut name = after.chars().take_while(|c| named(*c)).peekable();
    let number = matches!(sign, '#' | '＃' | '$');
    name.peek().is_some() && !(number && name.all(|c| c.is_ascii_digit()))
}

/// Whether a sign that follows stands inside a word, as in `ana@acme.example`. Networks read
/// `rt@name` as a mention all the same.
fn in_word(before: &str) -> bool {
    let word = before
        .rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .next()
        .unwrap_or_default();
    !word.is_empty() && !word.eq_ignore_ascii_case("rt")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn mentions_and_tags_are_broken_up_and_nothing_else_is() {
        let quiet = |text| quieted(text, "@＠#＃$", in_word).replace(JOINER, "|");
        let cases = [
            (
                "@here ＠all .@ana rt@ana é@ana",
                "@|here ＠|all .@|ana rt@|ana é@|ana",
            ),
            ("ana@acme.example, a @ b, 5@", "ana@acme.example, a @ b, 5@"),
            (
                "#down ＃tag #é C#x #1 #1a $ACME $5",
                "#|down ＃|tag #|é C#x #1 #|1a $|ACME $5",
            ),
            ("@@ana ##x", "@@|ana ##|x"),
        ];
        for (text, expected) in cases {
            assert_eq!(quiet(text), expected);
        }
    }

    #[test]
    fn addresses_stay_on_x_and_what_it_refuses_is_replaced() {
        assert_eq!(
            quiet_on_x("@all: see https://status.acme.com/@us#now #down a\u{feff}b"),
            "@\u{2060}all: see https://status.acme.com/@us#now #\u{2060}down a\u{2060}b"
        );
    }

    proptest! {
        #[test]
        fn a_second_time_changes_nothing(text in "([@#$＠a-z1. /:é\u{feff}]|rt|https://a\\.com|支|\\PC){0,40}") {
            for quiet in [quiet_on_x, quiet_on_mastodon] {
                let once = quiet(&text);
                prop_assert_eq!(quiet(&once), once);
            }
        }
    }
}
