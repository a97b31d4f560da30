//! Two periods side by side, and what their difference is worth.

use super::period::Period;
use super::table::{bare, lines, list};
use crate::metrics::figures::Tally;
use crate::metrics::sample::{Middle, Share, overlap};
use crate::metrics::total::Total;

/// Returns the figures of two periods, the one that is asked about first.
pub(super) fn table(these: (&Period, &Total), others: (&Period, &Total)) -> String {
    let mut table = bare();
    table.set_header([
        "FIGURE".to_owned(),
        these.0.to_string(),
        others.0.to_string(),
        "DIFFERENCE".to_owned(),
    ]);
    table.add_row([
        "incidents".to_owned(),
        these.1.incidents.to_string(),
        others.1.incidents.to_string(),
        String::new(),
    ]);
    let verdicts = verdicts(these.1, others.1);
    let both = list(these.1).into_iter().zip(list(others.1));
    for ((one, other), verdict) in both.zip(verdicts) {
        let cell = |value: String, likely: String| match likely.as_str() {
            "" => value,
            likely => format!("{value} ({likely})"),
        };
        table.add_row([
            one.name.to_owned(),
            cell(one.value, one.likely),
            cell(other.value, other.likely),
            verdict.to_owned(),
        ]);
    }
    lines(&table)
}

/// What the difference of each figure is worth, in the order of [`list`].
fn verdicts(one: &Total, other: &Total) -> [&'static str; 14] {
    let reports = |total: &Total| kept(total.reports);
    let repairs = |total: &Total| kept(total.repairs);
    [
        spans(one.from_start, other.from_start),
        spans(one.from_detection, other.from_detection),
        spans(one.gap, other.gap),
        "",
        shares(one.named, other.named),
        shares(one.kept(), other.kept()),
        shares(repairs(one), repairs(other)),
        shares(reports(one), reports(other)),
        spans(one.resolution, other.resolution),
        spans(one.report, other.report),
        "",
        "",
        "",
        shares(one.told, other.told),
    ]
}

const fn kept(tally: Tally) -> Share {
    Share {
        part: tally.kept,
        whole: tally.judged(),
    }
}

const TOO_FEW: &str = "too few to tell";
const CHANCE: &str = "may be chance";

/// A shorter span is the better one.
fn spans(one: Option<Middle>, other: Option<Middle>) -> &'static str {
    let (Some(one), Some(other)) = (one, other) else {
        return "";
    };
    match (one.interval, other.interval) {
        (Some(a), Some(b)) if overlap(a, b) => CHANCE,
        (Some(_), Some(_)) if one.median < other.median => "shorter",
        (Some(_), Some(_)) => "longer",
        _ => TOO_FEW,
    }
}

/// Shares of fewer than six cases are told apart by nothing.
fn shares(one: Share, other: Share) -> &'static str {
    const FEW: usize = 6;
    match (one.interval(), other.interval()) {
        (None, _) | (_, None) => "",
        _ if one.whole < FEW || other.whole < FEW => TOO_FEW,
        (Some(a), Some(b)) if overlap(a, b) => CHANCE,
        (Some(a), Some(b)) if a > b => "more",
        _ => "fewer",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::sample::middle;

    #[test]
    fn a_difference_counts_only_where_chance_does_not_explain_it() {
        let near = middle((10..30).collect());
        let far = middle((100..130).collect());
        assert_eq!(spans(near, far), "shorter");
        assert_eq!(spans(far, near), "longer");
        assert_eq!(spans(near, near), CHANCE);
        assert_eq!(spans(middle(vec![1, 2]), far), TOO_FEW);
        assert_eq!(spans(None, far), "");
        let share = |part, whole| Share { part, whole };
        assert_eq!(shares(share(58, 60), share(30, 60)), "more");
        assert_eq!(shares(share(30, 60), share(58, 60)), "fewer");
        assert_eq!(shares(share(30, 60), share(33, 60)), CHANCE);
        assert_eq!(shares(share(1, 1), share(0, 40)), TOO_FEW);
    }
}
