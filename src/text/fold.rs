//! Breaking long lines between words, for the eyes only: nothing of it is saved or sent.

use unicode_width::UnicodeWidthStr;

/// Breaks one line into rows of at most `width` columns. Rows after the first stand under its text,
/// not under its indent or list mark; a word wider than a row, such as a web address, stays whole.
pub fn fold(line: &str, width: usize) -> Vec<String> {
    if columns(line) <= width {
        return vec![line.to_owned()];
    }
    let inner = line.trim_start();
    let marks = ["- ", "* ", "> ", "• "];
    let marked = marks.into_iter().find_map(|mark| inner.strip_prefix(mark));
    let text = marked.unwrap_or(inner);
    let lead = &line[..line.len() - text.len()];
    // Beyond half a row an indent would leave no room for words.
    let hang = " ".repeat(columns(lead).min(width / 2));
    let mut rows = Vec::new();
    let mut row = lead.to_owned();
    let mut has_word = false;
    for word in text.split(' ') {
        if has_word && columns(&row) + 1 + columns(word) > width {
            rows.push(std::mem::replace(&mut row, hang.clone()));
        } else if has_word {
            row.push(' ');
        }
        row.push_str(word);
        has_word = true;
    }
    rows.push(row);
    rows
}

/// The columns that a text takes up; what only paints it takes none.
fn columns(text: &str) -> usize {
    let mut parts = text.split("\u{1b}[");
    let plain = parts.next().map_or(0, UnicodeWidthStr::width);
    let painted = parts.map(|part| part.split_once('m').map_or(part, |(_, rest)| rest));
    plain + painted.map(UnicodeWidthStr::width).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_fits_is_shown_as_it_is() {
        assert_eq!(fold("  a  b", 6), ["  a  b"]);
        assert_eq!(fold("", 6), [""]);
    }

    #[test]
    fn a_longer_one_breaks_between_words_and_stands_under_its_text() {
        assert_eq!(
            fold("- Los pagos con tarjeta fallan", 16),
            ["- Los pagos con", "  tarjeta fallan"]
        );
        assert_eq!(fold("one two three", 8), ["one two", "three"]);
        assert_eq!(fold("**one** two", 8), ["**one**", "two"]);
    }

    #[test]
    fn a_web_address_is_not_cut() {
        assert_eq!(
            fold("see https://status.example/ now", 12),
            ["see", "https://status.example/", "now"]
        );
    }

    #[test]
    fn rows_are_measured_in_columns() {
        assert_eq!(fold("漢字 漢字", 8), ["漢字", "漢字"]);
    }

    #[test]
    fn colour_takes_no_room() {
        let painted = "\u{1b}[1;31merror[x]\u{1b}[0m: one two";
        assert_eq!(fold(painted, 17), [painted]);
        assert_eq!(
            fold(painted, 16),
            ["\u{1b}[1;31merror[x]\u{1b}[0m: one", "two"]
        );
    }
}
