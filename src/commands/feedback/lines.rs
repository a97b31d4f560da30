//! The lines of a table, as whoever looks for a mistake counts them, and quotes that hide rows.

/// Counts the lines before the rows of a table, which come in their order.
pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Lines<'t> {
    pub(super) const fn of(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The line, from one, of the row that begins at this byte or behind the line ends there.
    pub(super) fn at(&mut self, byte: usize) -> usize {
        let rest = self.text.get(byte..).unwrap_or_default();
        let ends = rest.len() - rest.trim_start_matches(['\r', '\n']).len();
        let passed = self.text.get(self.at..byte + ends).unwrap_or_default();
        self.line += ends_of_line(passed);
        self.at += passed.len();
        self.line
    }
}

/// How many lines end in a text: with LF, CR, or both as one.
fn ends_of_line(text: &str) -> usize {
    let ends = |pattern: &str| text.matches(pattern).count();
    ends("\n") + ends("\r") - ends("\r\n")
}

/// What is wrong with the quotes of a table, and on which line, if anything is: a cell whose quote
/// is never closed, or goes on behind it, may have swallowed the rows below it.
pub(super) fn misquoted(text: &str, delimiter: char) -> Option<(usize, &'static str)> {
    let mut opened = None;
    let mut closed = false;
    let mut begins = true;
    let told = |at: usize, why| Some((1 + ends_of_line(&text[..at]), why));
    for (at, letter) in text.char_indices() {
        match (letter, opened) {
            ('"', Some(_)) if !closed => closed = true,
            ('"', Some(_)) => closed = false,
            (_, Some(_)) if !closed => {}
            ('"', None) if begins => (opened, begins) = (Some(at), false),
            (' ', Some(_)) => {}
            (end, _) if end == delimiter || matches!(end, '\r' | '\n') => {
                (opened, closed, begins) = (None, false, true);
            }
            (_, None) => begins = false,
            (_, Some(quote)) => {
                return told(
                    quote,
                    "text follows where its quote is closed; write `\"\"` for a quote in a cell",
                );
            }
        }
    }
    let quote = opened.filter(|_| !closed)?;
    told(
        quote,
        "its quote is never closed, and takes in all that follows; close it",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_is_not_closed_is_told_on_its_line_and_no_other() {
        let fine = "score,words\r\n5,\"a \"\"b\"\", c\nd\"\n1,it's 5\" wide\n2,\"\"\n3,\"x\" \n";
        assert_eq!(misquoted(fine, ','), None);
        let line = |text| misquoted(text, ',').map(|(line, _)| line);
        assert_eq!(line("score,words\n5,\"oops\n1,terrible\n2,bad\n"), Some(2));
        assert_eq!(line("score,words\r\n5,ok\r\n1,\"oops\r\n2,bad"), Some(3));
        assert_eq!(line("score,words\n5,\"oops\n1,\"bad\"\n"), Some(2));
        assert_eq!(line("score,words\n5,\"oops\"\""), Some(2));
    }

    #[test]
    fn rows_stand_on_the_lines_that_an_editor_shows() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "1,\"x", "y\"", "", "2,z", "3,"].join(end);
            let mut reader = csv::ReaderBuilder::new()
                .flexible(true)
                .from_reader(text.as_bytes());
            reader.headers().unwrap();
            let mut lines = Lines::of(&text);
            let at: Vec<usize> = reader
                .records()
                .map(|row| row.unwrap().position().unwrap().byte())
                .map(|byte| lines.at(usize::try_from(byte).unwrap()))
                .collect();
            assert_eq!(at, [2, 5, 6], "{end:?}");
        }
    }
}
