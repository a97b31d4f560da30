//! The list of what is owed, for a terminal of any width.

use chrono::{DateTime, TimeDelta, Utc};
use unicode_width::UnicodeWidthStr as _;

use super::gather::Row;
use crate::commands::columns::laid_out;
use crate::commands::list::bare;
use crate::domain::owed::Debt;
use crate::domain::regulator::NO_ADVICE;
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
    /// it stands below it, and where there is less, so do those who are told.
    pub(super) fn table(&self, rows: &[Row]) -> String {
        let cells: Vec<Vec<String>> = rows.iter().map(|row| self.cells(row)).collect();
        let fits = |line: &String| self.width.is_none_or(|width| line.width() <= width);
        let mut columns = 6;
        let mut lines = laid_out(&self.head(), &cells, columns);
        for fewer in [5, 3] {
            if !lines.iter().all(fits) {
                columns = fewer;
                lines = laid_out(&self.head(), &cells, columns);
            }
        }
        let mut text = String::new();
        // Colour comes last: what it is made of takes no room on the screen.
        for (place, line) in lines.iter().enumerate() {
            let row = place
                .checked_sub(1)
                .map(|place| (&rows[place], &cells[place]));
            match row {
                None => text += &(self.painted)("1", line),
                Some((row, cells)) if row.owed.presses(self.now) => {
                    let (late, rest) = line.split_at(cells[0].len());
                    text += &((self.painted)("1;31", late) + rest);
                }
                Some(_) => text += line,
            }
            if let Some((row, cells)) = row.filter(|_| columns < 6) {
                // Customers are told by a word; clients have names.
                if columns < 4 && matches!(row.owed.what, Debt::Tell | Debt::Notice | Debt::Measure)
                {
                    text += &format!("\n  {}", cells[3]);
                }
                text += &format!("\n  {}", cells[5]);
            }
            text.push('\n');
        }
        text
    }

    fn head(&self) -> Vec<String> {
        let by = if self.zone.is_utc() {
            "UTC"
        } else {
            self.zone.name()
        };
        vec![
            "OWED".to_owned(),
            format!("BY ({by})"),
            "WHAT".to_owned(),
            "TO".to_owned(),
            "LAST WORD".to_owned(),
            "ANSWER WITH".to_owned(),
        ]
    }

    fn cells(&self, row: &Row) -> Vec<String> {
        let owed = &row.owed;
        let left = owed.due - self.now;
        let relative = if let Some(until) = owed.snoozed.filter(|_| owed.is_snoozed(self.now)) {
            format!("snoozed until {}", bare(until, self.zone, self.now))
        } else if owed.is_overdue(self.now) {
            format!("OVERDUE {}", short(left))
        } else if left < TimeDelta::minutes(1) {
            "now".to_owned()
        } else {
            format!("in {}", short(left))
        };
        let since = self.now - owed.last_word;
        vec![
            relative,
            bare(owed.due, self.zone, self.now),
            match &row.notice {
                Some(notice) => notice.what.clone(),
                None => what(owed.what).to_owned(),
            },
            row.to.clone(),
            if owed.what == Debt::Measure {
                "–".to_owned()
            } else if since < TimeDelta::minutes(1) {
                "just now".to_owned()
            } else {
                format!("{} ago", short(since))
            },
            row.answer.clone(),
        ]
    }
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
        Debt::Tell => "tell them directly",
        Debt::Measure => "measure",
        Debt::Notice => "notice",
    }
}

/// Which rules ask for what is listed, each once, and what they are no substitute for.
pub(super) fn rules(listed: &[Row]) -> Vec<String> {
    let mut rules: Vec<String> = Vec::new();
    for notice in listed.iter().filter_map(|row| row.notice.as_ref()) {
        let rule = format!("{}: {}, {}", notice.what, notice.article, notice.source);
        if !rules.contains(&rule) {
            rules.push(rule);
        }
    }
    if !rules.is_empty() {
        rules.push(NO_ADVICE.to_owned());
    }
    rules
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::entry::EntryId;
    use crate::domain::owed::Owed;

    #[test]
    fn where_the_command_has_no_room_everything_else_stays_in_the_row() {
        let now: DateTime<Utc> = "2026-11-21T10:04:00Z".parse().unwrap();
        let row = Row {
            owed: Owed {
                incident: "2026-11-21-card-payments-are-failing".to_owned(),
                what: Debt::Tell,
                due: now + TimeDelta::minutes(10),
                made_by: EntryId::after(None, now),
                last_word: now - TimeDelta::minutes(3),
                snoozed: None,
            },
            to: "Banco Norte".to_owned(),
            answer: "vocero plan card-payments-are-failing".to_owned(),
            notice: None,
        };
        let table = |width| {
            let screen = Screen {
                zone: Zone::utc(),
                now,
                width: Some(width),
                painted: &|_, text| text.to_owned(),
            };
            screen.table(std::slice::from_ref(&row))
        };
        let head = "OWED       BY (UTC)  WHAT                TO           LAST WORD";
        let line = "in 10 min  10:14     tell them directly  Banco Norte  3 min ago";
        let answer = "vocero plan card-payments-are-failing";
        assert_eq!(
            table(120),
            format!("{head}  ANSWER WITH\n{line}  {answer}\n")
        );
        assert_eq!(table(100), format!("{head}\n{line}\n  {answer}\n"));
        assert_eq!(
            table(50),
            format!(
                "OWED       BY (UTC)  WHAT\nin 10 min  10:14     tell them directly\n  Banco Norte\n  {answer}\n"
            )
        );
    }
}
