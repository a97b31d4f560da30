//! Figures for programs: JSON and CSV, spans in seconds.

use serde_json::{Map, Value, json};

use super::By;
use super::rows::Row;
use crate::metrics::figures::Tally;
use crate::metrics::sample::{Middle, Share};
use crate::metrics::total::Total;

fn middle_json(middle: Option<Middle>) -> Value {
    let Some(middle) = middle else {
        return Value::Null;
    };
    json!({
        "median": middle.median,
        "interval": middle.interval.map(|(low, high)| [low, high]),
        "count": middle.count,
    })
}

fn share_json(share: Share) -> Value {
    json!({
        "part": share.part,
        "whole": share.whole,
        "percent": share.percent(),
        "interval": share.interval().map(|(low, high)| [low, high]),
    })
}

fn tally_json(tally: Tally) -> Value {
    json!({
        "kept": tally.kept,
        "moved": tally.moved,
        "late": tally.late,
        "missed": tally.missed,
        "open": tally.open,
    })
}

/// The figures of several incidents.
pub(in crate::commands) fn total_json(total: &Total) -> Value {
    json!({
        "incidents": total.incidents,
        "planned": total.planned,
        "open": total.open,
        "first_word": middle_json(total.from_start),
        "first_word_from_detection": middle_json(total.from_detection),
        "words": total.words,
        "words_naming_the_next": share_json(total.named),
        "between_words": middle_json(total.gap),
        "longest_silence": total.silence,
        "next_updates": tally_json(total.updates),
        "next_updates_kept": share_json(total.kept()),
        "repairs": tally_json(total.repairs),
        "reports": tally_json(total.reports),
        "resolution": middle_json(total.resolution),
        "report": middle_json(total.report),
        "corrections": total.corrections,
        "reopened": total.reopened,
        "waivers": total.waivers,
        "told_in_time": share_json(total.told),
    })
}

/// What the rows are called.
pub(super) const fn heading(by: By) -> &'static str {
    match by {
        By::Incident => "incident",
        By::Month => "month",
        By::Severity => "severity",
    }
}

pub(super) fn row_json(by: By, row: &Row) -> Value {
    let mut object = Map::new();
    object.insert(heading(by).to_owned(), row.name.clone().into());
    if let Value::Object(figures) = total_json(&row.total) {
        object.extend(figures);
    }
    Value::Object(object)
}

/// The rows as CSV (RFC 4180): a middle is its median, what is not known is empty.
pub(super) fn csv(by: By, rows: &[Row]) -> Result<Vec<u8>, anyhow::Error> {
    let mut out = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    out.write_record([
        heading(by),
        "incidents",
        "planned",
        "open",
        "first_word",
        "first_word_from_detection",
        "words",
        "open_words",
        "words_naming_the_next",
        "between_words",
        "longest_silence",
        "next_updates_kept",
        "next_updates_moved",
        "next_updates_late",
        "next_updates_missed",
        "next_updates_open",
        "repairs_kept",
        "repairs_moved",
        "repairs_late",
        "repairs_missed",
        "repairs_open",
        "reports_kept",
        "reports_moved",
        "reports_late",
        "reports_missed",
        "reports_open",
        "resolution",
        "report",
        "corrections",
        "reopened",
        "waivers",
        "told",
        "told_in_time",
    ])?;
    for Row { name, total } in rows {
        let count = |n: usize| n.to_string();
        let median =
            |middle: Option<Middle>| middle.map_or_else(String::new, |m| m.median.to_string());
        let mut record = vec![
            name.clone(),
            count(total.incidents),
            count(total.planned),
            count(total.open),
            median(total.from_start),
            median(total.from_detection),
            count(total.words),
            count(total.named.whole),
            count(total.named.part),
            median(total.gap),
            total.silence.map_or_else(String::new, |s| s.to_string()),
        ];
        for tally in [total.updates, total.repairs, total.reports] {
            let Tally {
                kept,
                moved,
                late,
                missed,
                open,
            } = tally;
            record.extend([kept, moved, late, missed, open].map(count));
        }
        record.extend([
            median(total.resolution),
            median(total.report),
            count(total.corrections),
            count(total.reopened),
            count(total.waivers),
            count(total.told.whole),
            count(total.told.part),
        ]);
        out.write_record(&record)?;
    }
    Ok(out.into_inner()?)
}
