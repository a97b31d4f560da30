//! What X takes for a link, as its own library does it (twitter-text, version 3): with a scheme any
//! domain name under a known top-level domain, without one a name in Latin letters.

use std::cmp::Ordering;
use std::ops::Range;

/// The top-level domains that make a word a link, as the network knows them, in the order of their
/// bytes.
const TOP_LEVEL: &str = include_str!("tlds.txt");

/// No label of a domain name is longer, written in ASCII.
const LONGEST_LABEL: usize = 63;

/// No link is longer.
const LONGEST: usize = 4096;

/// Finds the links of a text, as places among its characters, in the order of the text.
pub(super) fn links(chars: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let domains = domains(chars, |c| is_domain(c) || "-_".contains(c), is_domain);
    // A link stands after a character that is part of none. That the first character may be one
    // is tried before that it may begin a link.
    let mut from = 0;
    while from < chars.len() {
        let start = from + 1;
        let matched = (may_precede(chars[from]))
            .then(|| Candidate::at(chars, &domains, start))
            .flatten()
            .or_else(|| {
                (from == 0)
                    .then(|| Candidate::at(chars, &domains, 0))
                    .flatten()
            });
        match matched {
            Some(candidate) => {
                from = candidate.end;
                found.extend(candidate.links(chars));
            }
            None => from += 1,
        }
    }
    found
}

/// What has the form of a link; whether it is one is told last.
struct Candidate {
    start: usize,
    has_scheme: bool,
    domain: Range<usize>,
    has_path: bool,
    end: usize,
}

impl Candidate {
    fn at(chars: &[char], domains: &[Option<usize>], start: usize) -> Option<Self> {
        let scheme = ["https://", "http://"]
            .into_iter()
            .find(|s| starts_with(chars, start, s));
        let host = start + scheme.map_or(0, str::len);
        let mut end = (*domains.get(host)?)?;
        let domain = host..end;
        let port = run(chars, end + 1, |c| c.is_ascii_digit());
        if chars.get(end) == Some(&':') && port > end + 1 {
            end = port;
        }
        let has_path = chars.get(end) == Some(&'/');
        if has_path {
            end = path(chars, end + 1);
        }
        if chars.get(end) == Some(&'?') {
            end = query(chars, end + 1).unwrap_or(end);
        }
        Some(Self {
            start,
            has_scheme: scheme.is_some(),
            domain,
            has_path,
            end,
        })
    }

    /// The links that this is: none, one, or several where foreign letters glue names together.
    fn links(self, chars: &[char]) -> Vec<Range<usize>> {
        let domain = &chars[self.domain.clone()];
        let longest = domain.split(|c| *c == '.').map(ascii_length).max();
        if longest > Some(LONGEST_LABEL) || self.end - self.start > LONGEST {
            return Vec::new();
        }
        if self.has_scheme {
            let end = shortened(chars, &self).unwrap_or(self.end);
            return std::iter::once(self.start..end).collect();
        }
        let before = self.start.checked_sub(1).map(|i| chars[i]);
        if before.is_some_and(|c| "-_./".contains(c)) {
            return Vec::new();
        }
        let mut links = latin_domains(domain);
        for link in &mut links {
            *link = self.domain.start + link.start..self.domain.start + link.end;
        }
        // Without a scheme and a path, a port and a query are no part of the link.
        if let Some(last) = links.last_mut().filter(|_| self.has_path) {
            last.end += self.end - self.domain.end;
        }
        links
    }
}

/// The end of a link to the network's own shortener, which has no further path.
fn shortened(chars: &[char], candidate: &Candidate) -> Option<usize> {
    let slug = candidate.domain.end + 1;
    let ours = starts_with(chars, candidate.domain.start, "t.co/");
    let end = run(chars, slug, |c| c.is_ascii_alphanumeric()).min(candidate.end);
    (ours && end > slug).then(|| match chars.get(end) {
        Some('?') => query(chars, end + 1).unwrap_or(end),
        _ => end,
    })
}

fn starts_with(chars: &[char], place: usize, prefix: &str) -> bool {
    let mut letters = chars.get(place..).unwrap_or_default().iter();
    prefix
        .chars()
        .all(|p| letters.next().is_some_and(|c| c.eq_ignore_ascii_case(&p)))
}

/// The end of the characters from `start` on that belong.
fn run(chars: &[char], start: usize, belongs: impl Fn(char) -> bool) -> usize {
    let rest = chars.get(start..).unwrap_or_default();
    start + rest.iter().take_while(|c| belongs(**c)).count()
}

/// For each place, the end of the longest domain name that begins there: labels of characters that
/// `belong`, each between two that may be an `edge`, then a top-level domain. From the end to the
/// beginning, so that every label is read once, however long the text is.
fn domains(
    chars: &[char],
    belongs: impl Fn(char) -> bool,
    edge: impl Fn(char) -> bool,
) -> Vec<Option<usize>> {
    let mut ends: Vec<Option<usize>> = vec![None; chars.len() + 1];
    // The end of the label that is read, what follows it, and whether it may be the last.
    let (mut dot, mut top, mut last) = (0, None, true);
    for place in (0..chars.len()).rev() {
        let c = chars[place];
        if !belongs(c) {
            continue;
        }
        let first = place + 1 == chars.len() || !belongs(chars[place + 1]);
        if first {
            (dot, last) = (place + 1, true);
            top = (chars.get(dot) == Some(&'.')).then(|| top_level(chars, dot + 1));
        }
        last &= c != '_';
        if let Some(top) = top
            && edge(c)
            && edge(chars[dot - 1])
        {
            ends[place] = ends[dot + 1].or(top.filter(|_| last));
        }
    }
    ends
}

/// The end of the top-level domain that begins here.
fn top_level(chars: &[char], start: usize) -> Option<usize> {
    if starts_with(chars, start, "xn--") {
        let end = run(chars, start, |c| c.is_ascii_alphanumeric() || c == '-');
        return (end > start + 4).then_some(end);
    }
    let closed = |end: usize| {
        chars
            .get(end)
            .is_none_or(|c| !(c.is_ascii_alphanumeric() || matches!(c, '@' | '+' | '-')))
    };
    let end = run(chars, start, |c| c.is_ascii_alphanumeric());
    if end > start && chars.get(end).is_none_or(|c| !is_accented(*c)) {
        return is_known(&chars[start..end])
            .then_some(end)
            .filter(|e| closed(*e));
    }
    // Names in other scripts may be followed by anything but Latin letters.
    let longest = run(chars, start, is_domain).min(start + 24);
    (start + 1..=longest)
        .rev()
        .find(|end| closed(*end) && is_known(&chars[start..*end]))
}

fn is_known(letters: &[char]) -> bool {
    let name: String = letters.iter().map(char::to_ascii_lowercase).collect();
    is_among(TOP_LEVEL.as_bytes(), name.as_bytes())
}

/// Whether a name is one of sorted names with one byte of white space between them. Looked for
/// where they stand: a table of them would take longer to make than a message.
fn is_among(mut names: &[u8], name: &[u8]) -> bool {
    while !names.is_empty() {
        let (before, after) = names.split_at(names.len() / 2);
        let start = before.iter().rposition(u8::is_ascii_whitespace);
        let start = start.map_or(0, |space| space + 1);
        let end = after.iter().position(u8::is_ascii_whitespace);
        let end = end.map_or(names.len(), |space| before.len() + space);
        match names[start..end].cmp(name) {
            Ordering::Equal => return true,
            Ordering::Less => names = names.get(end + 1..).unwrap_or_default(),
            Ordering::Greater => names = &names[..start],
        }
    }
    false
}

/// The parts of a domain name that are names written in Latin letters alone.
fn latin_domains(domain: &[char]) -> Vec<Range<usize>> {
    let belongs = |c: char| c.is_ascii_alphanumeric() || c == '-' || is_accented(c);
    let ends = domains(domain, belongs, |_| true);
    let mut names = Vec::new();
    let mut start = 0;
    while start < domain.len() {
        match ends[start] {
            Some(end) => {
                names.push(start..end);
                start = end;
            }
            None => start += 1,
        }
    }
    names
}

/// The end of a path: its last character that may end one.
fn path(chars: &[char], start: usize) -> usize {
    let mut end = start;
    let mut place = start;
    while let Some(c) = chars.get(place) {
        if *c == '(' {
            let Some(after) = brackets(chars, place, 2) else {
                break;
            };
            // Brackets end a path only where it could have ended before them.
            if place == end {
                end = after;
            }
            place = after;
        } else if is_path(*c) {
            place += 1;
            if c.is_ascii_alphanumeric() || "+-=_#/".contains(*c) || is_letter_of_path(*c) {
                end = place;
            }
        } else {
            break;
        }
    }
    end
}

/// The end of brackets in a path, with at most one more pair inside and never empty.
fn brackets(chars: &[char], open: usize, depth: usize) -> Option<usize> {
    let mut place = run(chars, open + 1, is_path);
    if depth > 1 && chars.get(place) == Some(&'(') {
        place = run(chars, brackets(chars, place, depth - 1)?, is_path);
    }
    (place > open + 1 && chars.get(place) == Some(&')')).then_some(place + 1)
}

/// The end of a query that begins here, if it has one.
fn query(chars: &[char], start: usize) -> Option<usize> {
    let whole = run(chars, start, |c| {
        c.is_ascii_alphanumeric() || "!?*'@();:&=+$/%#[]-_.,~|".contains(c)
    });
    let may_end = |c: &char| c.is_ascii_alphanumeric() || "-_&=#/".contains(*c);
    let last = chars[start..whole].iter().rposition(may_end)?;
    Some(start + last + 1)
}

fn is_path(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!*';:=+,.$/%#[]-–_~@|&".contains(c) || is_letter_of_path(c)
}

fn is_letter_of_path(c: char) -> bool {
    is_accented(c) || matches!(c, '\u{400}'..='\u{4ff}')
}

/// Latin letters with accents, and the accents.
const fn is_accented(c: char) -> bool {
    matches!(c,
        'À'..='Ö' | 'Ø'..='ö' | 'ø'..='\u{24f}' | '\u{253}' | '\u{254}' | '\u{256}' | '\u{257}'
        | '\u{259}' | '\u{25b}' | '\u{263}' | '\u{268}' | '\u{26f}' | '\u{272}' | '\u{289}'
        | '\u{28b}' | '\u{2bb}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
}

const fn is_invalid(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{feff}' | '\u{ffff}')
}

/// Whether a link may begin after this character.
fn may_precede(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || "@＠$#＃".contains(c) || is_invalid(c))
}

/// Whether a character may stand in a domain name: anything but punctuation and white space.
fn is_domain(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || !("!'#%&()*+,\\-./:;<=>?@[]^_{|}~$".contains(c)
            || is_invalid(c)
            || matches!(c,
            '\t'..='\r' | ' ' | '\u{85}' | '\u{a0}' | '\u{1680}' | '\u{180e}'
            | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}'
            | '\u{3000}' | '\u{202a}'..='\u{202e}' | '\u{61c}' | '\u{200e}' | '\u{200f}'
            | '\u{2066}'..='\u{2069}'))
}

/// About how long a label is in ASCII (punycode adds a prefix and a letter or more for each other
/// character).
fn ascii_length(label: &[char]) -> usize {
    let other = label.iter().filter(|c| !c.is_ascii()).count();
    label.len() + if other > 0 { 5 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_top_level_domain_is_found_and_nothing_else_is() {
        let names: Vec<&str> = TOP_LEVEL.split_ascii_whitespace().collect();
        assert!(names.is_sorted_by(|a, b| a < b));
        for name in &names {
            assert!(is_among(TOP_LEVEL.as_bytes(), name.as_bytes()), "{name}");
            let other = format!("{name}q");
            let known = names.contains(&other.as_str());
            assert_eq!(is_among(TOP_LEVEL.as_bytes(), other.as_bytes()), known);
        }
        for name in ["", "a", "zzzz", "com net"] {
            assert!(!is_among(TOP_LEVEL.as_bytes(), name.as_bytes()), "{name}");
        }
    }
}
