//! Links: only to our own pages, and only where a message names them. Every other address in a
//! message is text that somebody wrote, and stays text.

use super::house::House;

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Plain text.
    Text(&'a str),
    /// The URL of one of our pages.
    Link(&'a str),
}

/// What may stand around a URL in a sentence without being a part of it.
const AROUND: &[char] = &[
    '.', ',', ';', ':', '!', '?', '(', ')', '"', '\'', '«', '»', '“', '”', '‘', '’', '¿', '¡',
];

/// Splits a text into text and links to our own pages. Nothing is lost: the pieces make the text.
pub fn pieces<'a>(text: &'a str, house: &House) -> Vec<Piece<'a>> {
    let ours: Vec<&str> = [&house.status_url, &house.feedback_url]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .filter(|url| is_safe(url))
        .collect();
    let mut pieces = Vec::new();
    let mut done = 0;
    if !ours.is_empty() {
        let shortest = ours.iter().map(|url| url.len()).min().unwrap_or_default();
        for word in text.split_whitespace().filter(|w| w.len() >= shortest) {
            if let Some(url) = own(word, &ours) {
                let start = url.as_ptr() as usize - text.as_ptr() as usize;
                if start > done {
                    pieces.push(Piece::Text(&text[done..start]));
                }
                pieces.push(Piece::Link(url));
                done = start + url.len();
            }
        }
    }
    if done < text.len() {
        pieces.push(Piece::Text(&text[done..]));
    }
    pieces
}

/// The one link that a text consists of, if it is nothing else.
pub fn sole<'a>(text: &'a str, house: &House) -> Option<&'a str> {
    match pieces(text, house).as_slice() {
        [Piece::Link(url)] => Some(url),
        _ => None,
    }
}

/// The part of a word that is one of our URLs, whole: a longer address that begins like ours is not
/// ours.
fn own<'a>(word: &'a str, ours: &[&str]) -> Option<&'a str> {
    let word = word.trim_start_matches(AROUND);
    let ends = |url: &&&str| {
        let after = word.strip_prefix(**url);
        after.is_some_and(|after| after.chars().all(|c| AROUND.contains(&c)))
    };
    let url = ours.iter().filter(ends).max_by_key(|url| url.len())?;
    word.get(..url.len())
}

/// Whether a URL is a secure one that no format has to escape, but for `&` and brackets.
pub fn is_safe(url: &str) -> bool {
    let lawful = |b: u8| b.is_ascii_graphic() && !b"<>\"'\\|^`{}[]*".contains(&b);
    url.starts_with("https://") && url.len() > "https://".len() && url.bytes().all(lawful)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn house(url: &str) -> House {
        House {
            status_url: Some(url.to_owned()),
            ..House::default()
        }
    }

    #[test]
    fn our_page_is_a_link_and_nothing_else_is() {
        let house = house("https://status.acme.example");
        let text = "See https://evil.example or (https://status.acme.example).";
        assert_eq!(
            pieces(text, &house),
            [
                Piece::Text("See https://evil.example or ("),
                Piece::Link("https://status.acme.example"),
                Piece::Text(")."),
            ]
        );
    }

    #[test]
    fn an_address_that_only_begins_like_ours_is_not_ours() {
        let house = house("https://status.acme.example");
        let text = "https://status.acme.example.evil.example";
        assert_eq!(pieces(text, &house), [Piece::Text(text)]);
        assert_eq!(
            sole("https://status.acme.example", &house),
            Some("https://status.acme.example")
        );
    }

    #[test]
    fn only_a_secure_url_without_markup_becomes_a_link() {
        for url in [
            "http://a.example",
            "javascript:alert(1)",
            "https://a.example/<b>",
            "https://a.example/\"x",
        ] {
            assert_eq!(pieces(url, &house(url)), [Piece::Text(url)]);
        }
    }
}
