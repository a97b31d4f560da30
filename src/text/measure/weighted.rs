//! The weighted length of X: Latin letters count one, most others two, an emoji two, and every link
//! 23 however long it is, a bare domain such as `status.acme.com` included (twitter-text, version 3).

use std::ops::Range;

use super::composed;

/// What every link counts.
const LINK: usize = 23;

/// The top-level domains that make a bare word a link, as the network knows them.
const TOP_LEVEL: &str = include_str!("tlds.txt");

/// Returns the weighted length of a text, composed (NFC).
pub fn length(text: &str) -> usize {
    let chars: Vec<char> = composed(text).chars().collect();
    let mut total = 0;
    let mut place = 0;
    while place < chars.len() {
        if let Some((start, end)) = link(&chars, place) {
            total += chars[place..start]
                .iter()
                .map(|c| weight(*c))
                .sum::<usize>()
                + LINK;
            place = end;
        } else if let Some(end) = emoji(&chars, place) {
            total += 2;
            place = end;
        } else {
            total += weight(chars[place]);
            place += 1;
        }
    }
    total
}

/// Where the links of a text stand, in bytes, in the order of the text.
pub fn links(text: &str) -> Vec<Range<usize>> {
    let (places, chars): (Vec<usize>, Vec<char>) = text.char_indices().unzip();
    let byte = |place: usize| places.get(place).copied().unwrap_or(text.len());
    let mut found = Vec::new();
    let mut place = 0;
    while place < chars.len() {
        match link(&chars, place) {
            Some((start, end)) => {
                found.push(byte(start)..byte(end));
                place = end;
            }
            None => place += 1,
        }
    }
    found
}

/// What a character counts by itself.
const fn weight(c: char) -> usize {
    match c {
        '\0'..='\u{10ff}'
        | '\u{2000}'..='\u{200d}'
        | '\u{2010}'..='\u{201f}'
        | '\u{2032}'..='\u{2037}' => 1,
        _ => 2,
    }
}

/// Where an emoji that begins here ends, if it is a sequence: flags, keycaps, skin tones, families.
fn emoji(chars: &[char], place: usize) -> Option<usize> {
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let first = at(place);
    if is_flag_half(first) && is_flag_half(at(place + 1)) {
        return Some(place + 2);
    }
    if matches!(first, '0'..='9' | '#' | '*') {
        let mark = place + 1 + usize::from(at(place + 1) == '\u{fe0f}');
        return (at(mark) == '\u{20e3}').then_some(mark + 1);
    }
    if !is_pictograph(first) {
        return None;
    }
    let mut end = place + 1;
    loop {
        while matches!(at(end), '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
        {
            end += 1;
        }
        if at(end) == '\u{200d}' && is_pictograph(at(end + 1)) {
            end += 2;
        } else {
            return (end > place + 1).then_some(end);
        }
    }
}

const fn is_flag_half(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

const fn is_pictograph(c: char) -> bool {
    matches!(c, '©' | '®' | '\u{203c}'..='\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// The link whose search begins at `place`, as (start, end); the start is later than `place` where
/// only the last part of a word can be a link.
fn link(chars: &[char], place: usize) -> Option<(usize, usize)> {
    let before = place.checked_sub(1).map(|i| chars[i]);
    if before.is_some_and(|c| c.is_alphanumeric() && c.is_ascii() || "@＠$#＃".contains(c)) {
        return None;
    }
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|s| starts_with(chars, place, s));
    let host = place + scheme.map_or(0, str::len);
    let end = domain(chars, host)?;
    let start = match scheme {
        Some(_) => place,
        None if before.is_some_and(|c| "-_./".contains(c)) => return None,
        None => {
            // Without a scheme only Latin letters, digits and hyphens belong to the link.
            let foreign = chars[host..end].iter().rposition(|c| {
                *c == '_'
                    || c.is_alphanumeric()
                        && !matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
            });
            let start = foreign.map_or(host, |i| host + i + 1);
            chars[start..end].contains(&'.').then_some(start)?
        }
    };
    Some((start, tail(chars, end)))
}

fn starts_with(chars: &[char], place: usize, prefix: &str) -> bool {
    let mut letters = chars[place..].iter();
    prefix
        .chars()
        .all(|p| letters.next().is_some_and(|c| c.eq_ignore_ascii_case(&p)))
}

/// The end of the longest domain name that begins here.
fn domain(chars: &[char], start: usize) -> Option<usize> {
    let belongs = |c: &char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
    // No domain name is longer; without a limit, long words would take quadratic time.
    let run = chars[start..]
        .iter()
        .take(253)
        .take_while(|c| belongs(c))
        .count();
    let mut found = None;
    let mut label = start;
    let mut labels = 0;
    for end in start..=start + run {
        if end < start + run && chars[end] != '.' {
            continue;
        }
        let letters = &chars[label..end];
        let edges = [letters.first(), letters.last()];
        if !edges.into_iter().flatten().all(|c| c.is_alphanumeric()) || letters.is_empty() {
            break;
        }
        let next = chars.get(end).copied().unwrap_or(' ');
        if labels > 0 && !matches!(next, '@' | '+') && is_top_level(letters) {
            found = Some(end);
        }
        labels += 1;
        label = end + 1;
    }
    found
}

fn is_top_level(letters: &[char]) -> bool {
    let name: String = letters.iter().collect::<String>().to_ascii_lowercase();
    name.starts_with("xn--") || name.is_ascii() && is_listed(&name)
}

fn is_listed(name: &str) -> bool {
    let list = TOP_LEVEL.as_bytes();
    let bounds = |at: Option<&u8>| at.is_none_or(u8::is_ascii_whitespace);
    memchr::memmem::find_iter(list, name).any(|start| {
        let before = start.checked_sub(1).and_then(|i| list.get(i));
        bounds(before) && bounds(list.get(start + name.len()))
    })
}

/// The end of port, path and query after a domain.
fn tail(chars: &[char], mut end: usize) -> usize {
    let digits = |from: usize| {
        chars[from..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count()
    };
    if chars.get(end) == Some(&':') && digits(end + 1) > 0 {
        end += 1 + digits(end + 1);
    }
    if chars.get(end) == Some(&'/') {
        end = run(chars, end + 1, is_path, |c| {
            c.is_alphanumeric() || "+-=_#/)".contains(c)
        });
    }
    if chars.get(end) == Some(&'?') {
        let query = |c: char| c.is_ascii_alphanumeric() || "!?*'@();:&=+$/%#[]-_.,~|".contains(c);
        let last = run(chars, end + 1, query, |c| {
            c.is_ascii_alphanumeric() || "-_&=#/".contains(c)
        });
        if last > end + 1 {
            end = last;
        }
    }
    end
}

fn is_path(c: char) -> bool {
    let latin = matches!(c, '\0'..='\u{24f}' | '\u{400}'..='\u{4ff}' | '\u{1e00}'..='\u{1eff}');
    c.is_alphanumeric() && latin || "!*';:=+,.$/%#[]-–_~@|&()".contains(c)
}

/// The end of the characters that belong, without those that cannot stand last; a closing bracket
/// belongs only to an opening one.
fn run(
    chars: &[char],
    start: usize,
    belongs: impl Fn(char) -> bool,
    may_end: impl Fn(char) -> bool,
) -> usize {
    let mut open = 0_usize;
    let mut end = start;
    for (i, c) in chars
        .iter()
        .enumerate()
        .skip(start)
        .take_while(|(_, c)| belongs(**c))
    {
        match c {
            '(' => open += 1,
            ')' if open == 0 => break,
            ')' => open -= 1,
            _ => {}
        }
        if may_end(*c) && open == 0 {
            end = i + 1;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::length;

    /// Each value was computed with the network's own library, version 3.1.0.
    #[test]
    fn texts_count_as_the_network_counts_them() {
        let cases = [
            ("á ñ — “ ”", 9),
            ("…•€→", 8),
            ("日本", 4),
            ("👨‍👩‍👧", 2),
            ("👍🏽", 2),
            ("🇪🇸", 2),
            ("1️⃣", 2),
            ("⚠️", 2),
            ("❤", 2),
            ("©", 1),
            ("#1", 2),
            ("e\u{301}", 1),
            ("status.example.com", 23),
            ("a.com b.com", 47),
            ("node.js", 7),
            ("file.rs", 23),
            ("status.acme.example", 19),
            ("see status.acme.es.", 28),
            ("año.es", 23),
            ("10.5.com", 23),
            ("example.co.uk", 23),
            ("user@example.com", 16),
            ("-example.com", 12),
            ("sub_domain.example.com", 27),
            ("status.example.com,foo", 27),
            ("x.example.com:8080/path", 23),
            ("a.com/x/y.", 24),
            ("https://example.com/a).", 25),
            ("(see example.com/a_(b))", 29),
            ("http://example.com/añb", 23),
            ("http://localhost", 16),
        ];
        for (text, expected) in cases {
            assert_eq!(length(text), expected, "{text}");
        }
    }

    #[test]
    fn two_hundred_and_eighty_letters_are_280() {
        assert_eq!(length(&"a".repeat(280)), 280);
        assert_eq!(length(&"語".repeat(140)), 280);
    }
}
