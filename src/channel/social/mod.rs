//! Posts on social networks. Each word is a post of its own: a post that was read cannot be
//! updated, so a correction is a new post too. What a fact says can neither mention anybody nor
//! follow a tag; an address in it stays the address it is.

pub(super) mod bluesky;
pub(super) mod linkedin;
pub(super) mod mastodon;
pub(super) mod x;

use super::{ChannelError, Dispatch, plain};
use crate::domain::service::Service;

/// What separates the sign of a mention from the name, and takes no room: U+2060, word joiner.
const JOINER: char = '\u{2060}';

/// The text of a post.
fn text(service: Service, dispatch: &Dispatch<'_>) -> Result<String, ChannelError> {
    let text = plain::body(dispatch.word);
    if text.is_empty() {
        return Err(ChannelError::Unfit {
            service,
            field: "text",
            problem: "is empty".to_owned(),
        });
    }
    Ok(text)
}

/// What the sender should know of every post.
fn remarks(dispatch: &Dispatch<'_>) -> Vec<String> {
    let late = dispatch.recorded_late.map(|recorded| {
        format!(
            "said at {}, recorded at {}: a post tells followers of it only now",
            dispatch.word.facts.at.format("%FT%TZ"),
            recorded.format("%FT%TZ")
        )
    });
    late.into_iter().collect()
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
    let named = |c: char| c.is_alphanumeric() || c == '_' || !c.is_ascii();
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
}
