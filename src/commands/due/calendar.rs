//! The calendar of what is owed.

use super::gather::Row;
use crate::channel::agenda::{self, Appointment};
use crate::config::Config;
use crate::domain::owed::Debt;

/// Returns the calendar (RFC 5545) of rows, each with the title of its incident.
pub(super) fn of(config: &Config, rows: &[Row], titles: &[String]) -> String {
    let drill = if config.house.drill {
        "DRILL, not real: "
    } else {
        ""
    };
    let appointments = rows.iter().zip(titles).map(|(row, title)| Appointment {
        // The same debt keeps its id however often it is looked at.
        id: match &row.notice {
            Some(notice) => format!("{}-{}", notice.way.replace(':', "-"), row.owed.made_by),
            None => format!("{}-{}", row.owed.what, row.owed.made_by),
        },
        made: row.owed.last_word,
        at: row.owed.due,
        summary: match &row.notice {
            Some(notice) => format!("{drill}{} to {}: {title}", notice.what, row.to),
            None => format!("{drill}{}: {title}", summary(row.owed.what)),
        },
        description: match &row.notice {
            Some(notice) => format!("{} · {} · {}", row.answer, notice.article, notice.source),
            None => row.answer.clone(),
        },
    });
    agenda::calendar(&config.house, appointments)
}

fn summary(what: Debt) -> &'static str {
    match what {
        Debt::NextUpdate => "Next update due",
        Debt::Word => "A word is due",
        Debt::Repair => "Repair promised",
        Debt::Report => "Report promised",
        Debt::Beginning => "Work begins: say so",
        Debt::Tell => "Clients to tell",
        Debt::Notice => "An authority to tell",
        Debt::End => "Work ends: say so",
        Debt::Measure => "Measure due",
    }
}
