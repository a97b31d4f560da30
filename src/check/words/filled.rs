//! What a rule says is wrong, with the words of the text in it.

use crate::text::seek;

/// Returns what is wrong, with what was said in its place.
pub(super) fn filled(what: &str, said: &str) -> String {
    const PLACE: &str = "{match}";
    let (mut filled, mut rest) = (String::with_capacity(what.len() + said.len()), what);
    while let Some(open) = seek::first(b'{', rest.as_bytes()) {
        let (before, place) = rest.split_at(open);
        filled.push_str(before);
        if let Some(behind) = place.strip_prefix(PLACE) {
            push_line(&mut filled, said);
            rest = behind;
        } else {
            filled.push('{');
            rest = &place[1..];
        }
    }
    filled + rest
}

/// Adds what was said, on one line and no longer than a line.
fn push_line(line: &mut String, said: &str) {
    const LONGEST: usize = 60;
    let (mut long, mut apart) = (0, false);
    // Nearly everything that is said stands on one line.
    let (mut plain, mut before) = (said.len() <= LONGEST && !said.ends_with(' '), b' ');
    for &byte in said.as_bytes() {
        plain &= matches!(byte, b' '..=b'~') && (byte != b' ' || before != b' ');
        before = byte;
    }
    if plain {
        line.push_str(said);
        return;
    }
    for c in said.chars() {
        if c.is_whitespace() {
            apart = long > 0;
            continue;
        }
        for c in [' ', c].into_iter().skip(usize::from(!apart)) {
            if long == LONGEST {
                line.push('…');
                return;
            }
            line.push(c);
            long += 1;
        }
        apart = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_stands_on_one_line_and_is_no_longer_than_one() {
        let long = "a".repeat(60);
        for (said, expected) in [
            ("sorry", "`sorry`"),
            ("for  any\n trouble ", "`for any trouble`"),
            (" año\u{a0}nuevo", "`año nuevo`"),
            ("", "``"),
            (&long, &format!("`{long}`")),
            (&format!("{long}b"), &format!("`{long}…`")),
            (&format!("{long} "), &format!("`{long}`")),
            (&format!("{} b", &long[1..]), &format!("`{} …`", &long[1..])),
        ] {
            assert_eq!(filled("`{match}`", said), expected, "{said:?}");
        }
    }

    #[test]
    fn other_brackets_stay_and_every_place_is_filled() {
        assert_eq!(filled("{a} {match}{match} {", "x"), "{a} xx {");
        assert_eq!(filled("nothing is said", "x"), "nothing is said");
    }
}
