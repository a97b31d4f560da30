//! The list of what is owed, for a terminal of any width.

use chrono::{DateTime, TimeDelta, Utc};
use unicode_width::UnicodeWidthStr as _;

use super::gather::Row;
use crate::commands::list::bare;
use crate::domain::owed::Debt;
use crate::text::list::counted;
use crate::text::span::short;
use crate::text::zone::Zone;

/// What a list is shown with.
pub(super) struct Screen<'a> {
    pub(super) zone: Zone,
    pub(super) now: DateTime<Utc>,
    /// Columns; none if nobody can know.
    pub(super) width: Option<usize>,
    /// Puts an SGR code around a text, where there is colour.
    pub(super) painted: &'a dyn Fn(&str, &str) -> String,
}

impl Screen<'_> {
    /// Returns the rows as lines, each with its line end. Where the command has no room in the row,
    /// it stands below it.
    pub(super) fn table(&self, rows: &[Row]) -> String {
        let cells: Vec<[String; 6]> = rows.iter().map(|row| self.cells(row)).collect();
        let whole = laid_out(&self.head(), &cells, 6);
        let fits = |line: &String| self.width.is_none_or(|width| line.width() <= width);
        let wide = whole.iter().all(fits);
        let lines = if wide {
            whole
        } else {
            laid_out(&self.head(), &cells, 3)
        };
        let mut text = String::new();
        // Colour comes last: what it is made of takes no room on the screen.
        for (place, line) in lines.iter().enumerate() {
            let row = place
                .checked_sub(1)
                .map(|place| (&rows[place], &cells[place]));
            match row {
                None => text += &(self.painted)("1", line),
                Some((row, cells)) if row.owed.is_overdue(self.now) => {
                    let (late, rest) = line.split_at(cells[0].len());
                    text += &((self.painted)("1;31", late) + rest);
                }
                Some(_) => text += line,
            }
            if let Some((_, cells)) = row.filter(|_| !wide) {
                text += &format!("\n  {}", cells[5]);
            }
            text.push('\n');
        }
        text
    }

    fn head(&self) -> [String; 6] {
        let by = if self.zone.is_utc() {
            "UTC"
        } else {
            self.zone.name()
        };
        [
            "OWED".to_owned(),
            format!("BY ({by})"),
            "WHAT".to_owned(),
            "TO".to_owned(),
            "LAST WORD".to_owned(),
            "ANSWER WITH".to_owned(),
        ]
    }

    fn cells(&self, row: &Row) -> [String; 6] {
        let owed = &row.owed;
        let left = owed.due - self.now;
        let relative = if owed.is_overdue(self.now) {
            format!("OVERDUE {}", short(left))
        } else if left < TimeDelta::minutes(1) {
            "now".to_owned()
        } else {
            format!("in {}", short(left))
        };
        let since = self.now - owed.last_word;
        [
            relative,
            bare(owed.due, self.zone, self.now),
            what(owed.what).to_owned(),
            row.to.to_owned(),
            if since < TimeDelta::minutes(1) {
                "just now".to_owned()
            } else {
                format!("{} ago", short(since))
            },
            row.answer.clone(),
        ]
    }
}

/// Lays out the first columns of a table, its head first.
fn laid_out(head: &[String; 6], cells: &[[String; 6]], columns: usize) -> Vec<String> {
    let mut table = comfy_table::Table::new();
    *table.style_mut() = comfy_table::presets::NOTHING;
    for line in std::iter::once(head).chain(cells) {
        table.add_row(&line[..columns]);
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let lines = table.lines();
    lines.map(|line| line.trim_end().to_owned()).collect()
}

/// What is owed, in words.
fn what(debt: Debt) -> &'static str {
    match debt {
        Debt::NextUpdate => "next update",
        Debt::Word => "a word (cadence)",
        Debt::Repair => "repair",
        Debt::Report => "report",
        Debt::Beginning => "work begins",
        Debt::End => "work ends",
    }
}

/// What is not listed, in a sentence.
pub(super) fn rest(listed: usize, later: usize) -> Option<String> {
    match (listed, later) {
        (0, 0) => Some("Nothing is owed.".to_owned()),
        (0, later) => Some(format!(
            "Nothing is due so soon; {} due later.",
            counted(later, "word is", "words are")
        )),
        (_, 0) => None,
        (_, later) => Some(format!(
            "{} due later.",
            counted(later, "more is", "more are")
        )),
    }
}
