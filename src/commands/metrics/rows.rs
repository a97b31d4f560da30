//! Incidents counted together, in rows.

use chrono::Datelike as _;

use super::By;
use crate::domain::words::Severity;
use crate::metrics::figures::Figures;
use crate::metrics::total::Total;
use crate::order;
use crate::text::zone::Zone;

/// A name, and the figures of everything that goes by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) total: Total,
}

/// Returns the rows: incidents and months in the order of time, severities from the mildest on. A
/// month without an incident has a row too, between the first and the last.
pub(super) fn rows(all: &[&Figures], by: By, zone: Zone) -> Vec<Row> {
    let row = |name: String, figures: &[&Figures]| Row {
        name,
        total: Total::of(figures.iter().copied()),
    };
    match by {
        By::Incident => all.iter().map(|f| row(f.incident.clone(), &[*f])).collect(),
        By::Severity => Severity::ALL
            .iter()
            .map(|severity| {
                let such: Vec<_> = all
                    .iter()
                    .copied()
                    .filter(|f| f.severity == *severity)
                    .collect();
                row(severity.to_string(), &such)
            })
            .filter(|row| row.total.incidents > 0)
            .collect(),
        By::Month => {
            let mut months: Vec<(i32, &Figures)> = Vec::with_capacity(all.len());
            for figures in all {
                let wall = zone.wall(figures.first);
                months.push((wall.year() * 12 + wall.month0().cast_signed(), figures));
            }
            // Mostly they have this order already.
            order::sort_by_key(&mut months, |(month, _)| *month);
            let (Some((first, _)), Some((last, _))) = (months.first(), months.last()) else {
                return Vec::new();
            };
            let mut rows = Vec::new();
            let mut rest = months.as_slice();
            for month in *first..=*last {
                let count = rest.iter().take_while(|(of, _)| *of == month).count();
                let (such, later) = rest.split_at(count);
                rest = later;
                let (year, number) = (month.div_euclid(12), month.rem_euclid(12) + 1);
                rows.push(Row {
                    name: format!("{year:04}-{number:02}"),
                    total: Total::of(such.iter().map(|(_, figures)| *figures)),
                });
            }
            rows
        }
    }
}
