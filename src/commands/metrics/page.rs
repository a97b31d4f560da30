//! The figures as a page: one file that needs no other, with charts and, beside each, its numbers.

mod chart;
mod html;

use chrono::{DateTime, Utc};

use self::chart::{BAR, Bar, KEPT, LATE, MISSED};
use self::html::{figure, grid, key, section, ticked};
use super::By;
use super::period::Period;
use super::rows::Row;
use super::table::{self, percent, span};
use super::values::heading;
use crate::commands::html::{escaped, page};
use crate::metrics::sample::Middle;
use crate::metrics::satisfaction::Satisfaction;
use crate::metrics::total::Total;
use crate::text::list::counted;
use crate::text::packed::{Text, packed};
use crate::text::zone::Zone;

/// Fewer cases say nothing about the next.
const FEW: usize = 6;

static STYLE: Text = packed!("templates/style/metrics.css");

/// What a page tells.
pub(super) struct Page<'a> {
    pub(super) company: Option<&'a str>,
    pub(super) within: Option<&'a Period>,
    pub(super) zone: Zone,
    pub(super) now: DateTime<Utc>,
    pub(super) total: &'a Total,
    pub(super) satisfaction: &'a [Satisfaction],
    /// A row a month, for the charts.
    pub(super) months: &'a [Row],
    /// The rows that were asked for.
    pub(super) rows: (By, &'a [Row]),
}

/// A chart of spans of time.
struct Spans {
    id: &'static str,
    title: &'static str,
    about: &'static str,
    of: fn(&Total) -> Option<Middle>,
    one: &'static str,
    many: &'static str,
}

const SPANS: [Spans; 3] = [
    Spans {
        id: "first-word",
        title: "First word",
        about: "From the beginning of an incident to the first word to customers: the median of each month.",
        of: |total| total.from_start,
        one: "incident",
        many: "incidents",
    },
    Spans {
        id: "waiting",
        title: "Waiting between words",
        about: "From a word that left an incident open to the next one: the median of each month.",
        of: |total| total.gap,
        one: "pair",
        many: "pairs",
    },
    Spans {
        id: "end",
        title: "Time to the end",
        about: "From the beginning of an incident to its end: the median of each month.",
        of: |total| total.resolution,
        one: "incident",
        many: "incidents",
    },
];

impl Page<'_> {
    /// Returns the page.
    pub(super) fn html(&self) -> Result<String, anyhow::Error> {
        let company = self.company.unwrap_or("we");
        let title = escaped(&format!("How well {company} told customers"));
        let period = self.within.map_or_else(
            || "All incidents".to_owned(),
            |period| format!("Incidents of {period}"),
        );
        let about = escaped(&format!(
            "{period}: {}, {} of them planned work, {} still open. Counted from the incident log at {} ({}).",
            counted(self.total.incidents, "incident", "incidents"),
            self.total.planned,
            self.total.open,
            self.zone.wall(self.now).format("%Y-%m-%d %H:%M"),
            self.zone,
        ));
        let mut body = format!("<h1>{title}</h1>\n<p>{about}</p>\n");
        if self.total.incidents > 0 {
            body += &self.figures()?;
        }
        Ok(page("en", &title, STYLE.text(), &body))
    }

    fn figures(&self) -> Result<String, anyhow::Error> {
        let notes = table::notes(self.total, self.zone, None);
        let notes: String = notes
            .iter()
            .map(|note| format!("<li>{}</li>\n", ticked(&escaped(note))))
            .collect();
        let figures = table::list(self.total)
            .into_iter()
            .chain(table::judged(self.satisfaction));
        let figures = figures.map(|f| vec![f.name.to_owned(), f.value, f.likely, f.rests_on]);
        let heads = ["figure", "value", "likely", "rests on"];
        let all = grid("All figures", &heads, figures.collect());
        let [first, waiting, end] = &SPANS;
        let mut body = format!(
            "<ul class=\"notes\">\n{notes}<li>A bar that is only an outline rests on fewer than six cases. \
             A line through a bar reaches as far as <i>likely</i> does.</li>\n</ul>\n{all}"
        );
        body += &self.spans(first)?;
        body += &self.spans(waiting)?;
        body += &self.promises()?;
        body += &self.spans(end)?;
        if let (by @ (By::Incident | By::Severity), rows) = self.rows {
            let such = rows.iter().map(|Row { name, total }| {
                let median =
                    |middle: Option<Middle>| middle.map_or_else(table::none, |m| span(m.median));
                vec![
                    name.clone(),
                    total.incidents.to_string(),
                    median(total.from_start),
                    median(total.gap),
                    total.silence.map_or_else(table::none, span),
                    percent(total.kept()),
                    median(total.resolution),
                ]
            });
            let heads = [
                heading(by),
                "incidents",
                "first word",
                "between",
                "silence",
                "kept",
                "to the end",
            ];
            let caption = format!("By {}", heading(by));
            body += &grid(&caption, &heads, such.collect());
        }
        Ok(body)
    }

    /// A chart of medians, with its numbers.
    fn spans(&self, spans: &Spans) -> Result<String, anyhow::Error> {
        let middles = || {
            self.months
                .iter()
                .map(|row| (row.name.as_str(), (spans.of)(&row.total)))
        };
        let known = middles().filter_map(|(name, m)| m.map(|m| (name, m)));
        let known: Vec<(&str, Middle)> = known.collect();
        let low = known.iter().min_by_key(|(_, m)| m.median);
        let high = known.iter().max_by_key(|(_, m)| m.median);
        let (Some((low_in, low)), Some((high_in, high))) = (low, high) else {
            return Ok(section(
                spans.id,
                spans.title,
                spans.about,
                "<p>No incident has this figure.</p>\n",
            ));
        };
        let tops = known
            .iter()
            .map(|(_, m)| m.interval.map_or(m.median, |(_, high)| high.max(m.median)));
        let unit = Unit::of(tops.max().unwrap_or_default());
        let bars: Vec<(&str, Bar)> = middles()
            .map(|(name, middle)| {
                let bar = middle.map_or_else(Bar::default, |m| Bar {
                    parts: vec![(unit.many(m.median), BAR)],
                    hollow: m.count < FEW,
                    likely: m
                        .interval
                        .map(|(low, high)| (unit.many(low), unit.many(high))),
                });
                (name, bar)
            })
            .collect();
        let told = format!(
            "Bars, one a month, in {}. The lowest is {} in {low_in}, the highest {} in {high_in}.",
            unit.name,
            span(low.median),
            span(high.median),
        );
        let numbers = middles().map(|(name, middle)| {
            let likely = middle.and_then(|m| m.interval);
            vec![
                name.to_owned(),
                middle.map_or_else(table::none, |m| span(m.median)),
                likely.map_or_else(String::new, |(low, high)| {
                    format!("{} to {}", span(low), span(high))
                }),
                counted(middle.map_or(0, |m| m.count), spans.one, spans.many),
            ]
        });
        let numbers = grid(
            &format!("{}, in numbers", spans.title),
            &["month", "median", "likely", "rests on"],
            numbers.collect(),
        );
        let legend = format!("Vertical axis: {}.", unit.name);
        let figure = figure(spans.id, spans.title, &told, &legend, &bars)?;
        Ok(section(
            spans.id,
            spans.title,
            spans.about,
            &format!("<div class=\"both\">\n{figure}{numbers}</div>\n"),
        ))
    }

    /// The chart of next updates that were promised, with its numbers.
    fn promises(&self) -> Result<String, anyhow::Error> {
        let (id, title) = ("promises", "Promises of a next update");
        let about = "Next updates that were promised, by what became of them. Those that were moved in time, or are not due yet, are in the table only.";
        let all = self.total.updates;
        if all.judged() + all.moved + all.open == 0 {
            return Ok(section(
                id,
                title,
                about,
                "<p>No next update was promised.</p>\n",
            ));
        }
        let bar = |row: &Row| {
            let tally = row.total.updates;
            let parts = [
                (tally.kept, KEPT),
                (tally.late, LATE),
                (tally.missed, MISSED),
            ];
            let parts = parts.into_iter().filter(|(count, _)| *count > 0);
            Bar {
                parts: parts.map(|(count, colour)| (many(count), colour)).collect(),
                ..Bar::default()
            }
        };
        let bars: Vec<(&str, Bar)> = self
            .months
            .iter()
            .map(|row| (row.name.as_str(), bar(row)))
            .collect();
        let told = format!(
            "Bars, one a month. In all {} kept, {} late, {} missed.",
            all.kept, all.late, all.missed
        );
        let numbers = self.months.iter().map(|Row { name, total }| {
            let tally = total.updates;
            let counts = [
                tally.kept,
                tally.late,
                tally.missed,
                tally.moved,
                tally.open,
            ];
            let counts = counts.iter().map(ToString::to_string);
            std::iter::once(name.clone())
                .chain(counts)
                .chain([percent(total.kept()), table::likely(total.kept())])
                .collect()
        });
        let heads = [
            "month",
            "kept",
            "late",
            "missed",
            "moved",
            "not due",
            "share kept",
            "likely",
        ];
        let numbers = grid(&format!("{title}, in numbers"), &heads, numbers.collect());
        let legend = format!(
            "Vertical axis: promises. From the bottom up: {}, {}, {}.",
            key("kept"),
            key("late"),
            key("missed"),
        );
        let figure = figure(id, title, &told, &legend, &bars)?;
        Ok(section(
            id,
            title,
            about,
            &format!("<div class=\"both\">\n{figure}{numbers}</div>\n"),
        ))
    }
}

fn many(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// The unit of an axis of time.
struct Unit {
    name: &'static str,
    seconds: i32,
}

impl Unit {
    /// The unit in which the longest of some spans is no large number.
    fn of(longest: i64) -> Self {
        let (name, seconds) = match longest {
            ..=7200 => ("minutes", 60),
            7201..=172_800 => ("hours", 3600),
            _ => ("days", 86_400),
        };
        Self { name, seconds }
    }

    /// How many of it a span is.
    fn many(&self, seconds: i64) -> f64 {
        f64::from(i32::try_from(seconds).unwrap_or(i32::MAX)) / f64::from(self.seconds)
    }
}

#[cfg(test)]
mod tests;
