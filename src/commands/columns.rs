//! Columns of text, for tables on a terminal, and paragraphs where there is no room for a table.

use unicode_width::UnicodeWidthStr as _;

/// Lays out the first columns of a table, its head first; lines do not end in spaces.
pub fn laid_out(head: &[String], rows: &[Vec<String>], columns: usize) -> Vec<String> {
    let mut table = comfy_table::Table::new();
    *table.style_mut() = comfy_table::presets::NOTHING;
    table.add_row(&head[..columns]);
    for row in rows {
        table.add_row(&row[..columns]);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let lines = table.lines();
    lines.map(|line| line.trim_end().to_owned()).collect()
}

/// Writes a paragraph in lines of `most` columns, broken at spaces only; those after the first hang under its text.
pub fn hung(out: &mut String, most: usize, sign: &str, text: &str) {
    out.push_str(sign);
    let mut width = sign.width();
    let mut first = true;
    for word in text.split(' ') {
        let needs = word.width();
        if !first && width + 1 + needs > most {
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', sign.width()));
            width = sign.width();
        } else if !first {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += needs;
        first = false;
    }
    out.push('\n');
}
