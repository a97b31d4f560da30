//! Figures for people.

use chrono::TimeDelta;
use unicode_width::UnicodeWidthStr as _;

use super::By;
use super::rows::Row;
use super::values::heading;
use crate::domain::feedback::{Scale, Side};
use crate::metrics::figures::Tally;
use crate::metrics::sample::{Middle, Share};
use crate::metrics::satisfaction::Satisfaction;
use crate::metrics::total::Total;
use crate::text::fold::fold;
use crate::text::list::counted;
use crate::text::span::short;
use crate::text::zone::Zone;

/// One figure: its name, its value, between what chance leaves it, and what it rests on.
pub(super) struct Figure {
    pub(super) name: &'static str,
    pub(super) value: String,
    pub(super) likely: String,
    pub(super) rests_on: String,
}

/// Every figure of a total, in the order of an incident: from the first word to the report.
pub(super) fn list(total: &Total) -> Vec<Figure> {
    let such = |middle: Option<Middle>, one: &str, many: &str| {
        counted(middle.map_or(0, |m| m.count), one, many)
    };
    let spans = |name, middle: Option<Middle>, one: &str, many: &str| Figure {
        name,
        value: middle.map_or_else(none, |m| span(m.median)),
        likely: middle
            .and_then(|m| m.interval)
            .map_or_else(String::new, |(low, high)| {
                format!("{} to {}", span(low), span(high))
            }),
        rests_on: such(middle, one, many),
    };
    let promises = |name, tally: Tally| {
        let share = Share {
            part: tally.kept,
            whole: tally.judged(),
        };
        Figure {
            name,
            value: percent(share),
            likely: likely(share),
            rests_on: fates(tally),
        }
    };
    vec![
        spans(
            "first word, from the start",
            total.from_start,
            "incident",
            "incidents",
        ),
        spans(
            "first word, from detection",
            total.from_detection,
            "incident",
            "incidents",
        ),
        spans("between two words", total.gap, "pair", "pairs"),
        Figure {
            name: "longest silence",
            value: total.silence.map_or_else(none, span),
            likely: String::new(),
            rests_on: String::new(),
        },
        Figure {
            name: "words that name the next",
            value: percent(total.named),
            likely: likely(total.named),
            rests_on: format!("{} of {}", total.named.part, total.named.whole),
        },
        promises("next updates kept", total.updates),
        promises("repair times kept", total.repairs),
        promises("reports kept", total.reports),
        spans("time to the end", total.resolution, "incident", "incidents"),
        spans("end to report", total.report, "report", "reports"),
        plain("corrections", total.corrections),
        plain("open again", total.reopened),
        plain("findings let be", total.waivers),
        Figure {
            name: "told in time",
            value: percent(total.told),
            likely: likely(total.told),
            rests_on: format!("{} of {}", total.told.part, total.told.whole),
        },
    ]
}

/// How people judged it, a figure for each side and scale.
pub(super) fn judged(satisfaction: &[Satisfaction]) -> Vec<Figure> {
    let name = |one: &Satisfaction| match (one.side, one.scale) {
        (Side::Customer, Scale::Rating) => "customers content (rating)",
        (Side::Customer, Scale::Csat) => "customers content (csat)",
        (Side::Customer, Scale::Ces) => "customers content (ces)",
        (Side::Customer, Scale::Nps) => "customers who recommend (nps)",
        (Side::Team, Scale::Rating) => "team content (rating)",
        (Side::Team, Scale::Csat) => "team content (csat)",
        (Side::Team, Scale::Ces) => "team content (ces)",
        (Side::Team, Scale::Nps) => "team who recommend (nps)",
    };
    let mut figures = Vec::with_capacity(satisfaction.len());
    for one in satisfaction {
        let share = one.content();
        figures.push(Figure {
            name: name(one),
            value: percent(share),
            likely: likely(share),
            rests_on: format!(
                "{} of {}",
                share.part,
                counted(share.whole, "answer", "answers")
            ),
        });
    }
    figures
}

fn plain(name: &'static str, count: usize) -> Figure {
    Figure {
        name,
        value: count.to_string(),
        likely: String::new(),
        rests_on: String::new(),
    }
}

/// Every figure of a total, one a line. Where a line has no room for what a figure rests on, that
/// stands below it.
pub(super) fn figures(
    total: &Total,
    satisfaction: &[Satisfaction],
    width: Option<usize>,
) -> String {
    let mut list = list(total);
    list.extend(judged(satisfaction));
    let head = ["FIGURE", "VALUE", "LIKELY", "RESTS ON"];
    let table = |columns: usize| {
        let mut table = bare();
        table.set_header(&head[..columns]);
        for figure in &list {
            let cells = [figure.name, &figure.value, &figure.likely, &figure.rests_on];
            table.add_row(&cells[..columns]);
        }
        lines(&table)
    };
    let whole = table(4);
    if fits(&whole, width) {
        return whole;
    }
    let narrow = table(3);
    let below = std::iter::once("").chain(list.iter().map(|figure| figure.rests_on.as_str()));
    let both = narrow.lines().zip(below);
    both.map(|(line, below)| match below {
        "" => format!("{line}\n"),
        below => format!("{line}\n  {below}\n"),
    })
    .collect()
}

/// Whether every line of a table has room.
fn fits(table: &str, width: Option<usize>) -> bool {
    width.is_none_or(|width| table.lines().all(|line| line.width() <= width))
}

/// The rows, each with an arrow where a figure went up or down since the row before it.
/// Where eight columns have no room, those that say most stay.
pub(super) fn rows(by: By, rows: &[Row], width: Option<usize>) -> String {
    const ALL: [usize; 8] = [0, 1, 2, 3, 4, 5, 6, 7];
    const FEW: [usize; 5] = [0, 1, 2, 3, 6];
    let cells = cells(by, rows);
    let table = |columns: &[usize]| {
        let mut table = bare();
        for line in &cells {
            table.add_row(columns.iter().map(|column| line[*column].as_str()));
        }
        lines(&table)
    };
    let whole = table(&ALL);
    if fits(&whole, width) {
        whole
    } else {
        table(&FEW)
    }
}

/// The cells of every row, the names of the columns first.
fn cells(by: By, rows: &[Row]) -> Vec<[String; 8]> {
    let name = heading(by).to_uppercase();
    let head = [
        name.as_str(),
        "INCIDENTS",
        "FIRST WORD",
        "BETWEEN",
        "SILENCE",
        "NAME NEXT",
        "KEPT",
        "TO THE END",
    ];
    let mut cells = vec![head.map(str::to_owned)];
    let mut before: Option<&Total> = None;
    for Row { name, total } in rows {
        let trend = |value: String, of: &dyn Fn(&Total) -> Option<i64>| {
            let earlier = before.filter(|_| by == By::Month).and_then(of);
            match (earlier, of(total)) {
                (Some(earlier), Some(now)) if now > earlier => format!("{value} ↑"),
                (Some(earlier), Some(now)) if now < earlier => format!("{value} ↓"),
                _ => value,
            }
        };
        let middle = |of: fn(&Total) -> Option<Middle>| {
            let value = of(total).map_or_else(none, |m| span(m.median));
            trend(value, &move |total| of(total).map(|m| m.median))
        };
        let share = |of: fn(&Total) -> Share| {
            let rounded =
                move |total: &Total| of(total).percent().and_then(|p| i64::try_from(p).ok());
            trend(percent(of(total)), &rounded)
        };
        cells.push([
            name.clone(),
            total.incidents.to_string(),
            middle(|total| total.from_start),
            middle(|total| total.gap),
            trend(total.silence.map_or_else(none, span), &|total| {
                total.silence
            }),
            share(|total| total.named),
            share(Total::kept),
            middle(|total| total.resolution),
        ]);
        if total.incidents > 0 {
            before = Some(total);
        }
    }
    cells
}

/// What must be said about figures so that nobody reads more out of them than there is.
pub(super) fn notes(total: &Total, zone: Zone, width: Option<usize>) -> Vec<String> {
    let mut notes = vec![format!(
        "Spans are medians. `likely` is where chance alone leaves the figure 19 times of 20. Months are those of {zone}."
    )];
    if total.incidents - total.planned < 6 {
        notes.push(
            "Fewer than six incidents: the figures are those of these incidents and say nothing about the next."
                .to_owned(),
        );
    }
    let width = width.unwrap_or(usize::MAX);
    notes.iter().flat_map(|note| fold(note, width)).collect()
}

pub(super) fn bare() -> comfy_table::Table {
    let mut table = comfy_table::Table::new();
    *table.style_mut() = comfy_table::presets::NOTHING;
    table
}

pub(super) fn lines(table: &comfy_table::Table) -> String {
    let mut table = table.clone();
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    let lines = table.lines();
    lines.map(|line| format!("{}\n", line.trim_end())).collect()
}

pub(super) fn none() -> String {
    "–".to_owned()
}

pub(super) fn span(seconds: i64) -> String {
    short(TimeDelta::seconds(seconds))
}

pub(super) fn percent(share: Share) -> String {
    share
        .percent()
        .map_or_else(none, |percent| format!("{percent} %"))
}

pub(super) fn likely(share: Share) -> String {
    let interval = share.interval();
    interval.map_or_else(String::new, |(low, high)| format!("{low} to {high} %"))
}

/// What became of promises: `46 of 62; 14 late, 2 missed, 3 moved in time`.
fn fates(tally: Tally) -> String {
    let mut text = format!("{} of {}", tally.kept, tally.judged());
    let others = [
        (tally.late, "late"),
        (tally.missed, "missed"),
        (tally.moved, "moved in time"),
        (tally.open, "not due yet"),
    ];
    let others = others.iter().filter(|(count, _)| *count > 0);
    let others: Vec<String> = others
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if !others.is_empty() {
        text += &format!("; {}", others.join(", "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_must_be_said_about_figures_fits_a_narrow_screen() {
        let total = Total::of([]);
        let narrow = notes(&total, Zone::utc(), Some(60));
        assert!(narrow.len() > 2, "{narrow:?}");
        assert!(narrow.iter().all(|row| row.width() <= 60), "{narrow:?}");
        assert_eq!(narrow.join(" "), notes(&total, Zone::utc(), None).join(" "));
    }
}
