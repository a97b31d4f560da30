//! Incidents counted together, in rows.

use super::By;
use crate::domain::words::Severity;
use crate::metrics::figures::Figures;
use crate::metrics::total::Total;
use crate::order::Map;
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
    let month = |figures: &Figures| zone.wall(figures.first).format("%Y-%m").to_string();
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
            let mut months: Map<String, Vec<&Figures>> = Map::new();
            if let (Some(first), Some(last)) = (all.first(), all.last()) {
                let (last, mut next) = (month(last), month(first));
                while next <= last {
                    let after = following(&next);
                    months.insert(next, Vec::new());
                    next = after;
                }
            }
            for figures in all {
                months.entry(month(figures)).or_default().push(figures);
            }
            months
                .into_iter()
                .map(|(name, such)| row(name, &such))
                .collect()
        }
    }
}

/// The month after a month such as `2026-12`.
fn following(month: &str) -> String {
    let (year, number) = month.split_once('-').unwrap_or((month, "12"));
    let (year, number): (u32, u32) = (year.parse().unwrap_or(9999), number.parse().unwrap_or(12));
    if number >= 12 {
        format!("{:04}-01", year + 1)
    } else {
        format!("{year:04}-{:02}", number + 1)
    }
}
