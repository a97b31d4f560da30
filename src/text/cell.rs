//! A cell of a table that other programs open: text stays text, whatever it begins with.

/// What a spreadsheet takes for the beginning of a formula or of a command.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The text of a cell that no spreadsheet calculates: what looks like a formula gets an apostrophe
/// before it, as does what already has one there, so that [`plain`] gives the text back.
pub fn safe(text: &str) -> String {
    let bare = text.trim_start_matches('\'');
    if bare
        .trim_start_matches([' ', '\u{a0}'])
        .starts_with(FORMULA)
        || bare.starts_with(FORMULA)
    {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text of a cell that [`safe`] wrote.
pub fn plain(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text) => text,
        _ => cell,
    }
}

/// Whether a cell begins what a spreadsheet would calculate.
pub fn is_formula(cell: &str) -> bool {
    safe(cell).len() != cell.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_a_formula_and_everything_reads_back() {
        let texts = [
            "=1+1", "+49 30", "-3", "@cmd", "\t=1", "\r=1", " =1", "'=1", "''@", "it's", "'tis",
            "", "a=b",
        ];
        for text in texts {
            let cell = safe(text);
            assert!(!cell.trim_start().starts_with(FORMULA), "{cell}");
            assert_eq!(plain(&cell), text);
        }
        assert_eq!(safe("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(safe("it's fine"), "it's fine");
    }
}
