//! Columns of text, for tables on a terminal.

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
