//! Many texts at once: each processor reads its part of them.

use std::panic::resume_unwind;
use std::thread;

use super::checked::Piece;
use super::gather::Found;

/// Returns what `read` finds in all pieces, in their order.
pub(super) fn side_by_side(
    pieces: &[Piece<'_>],
    read: &(dyn Fn(&Piece<'_>) -> Vec<Found> + Sync),
) -> Vec<Found> {
    // For fewer a second thread is not worth its start.
    const MANY: usize = 500;
    let threads = match thread::available_parallelism() {
        Ok(threads) if pieces.len() >= MANY => threads.get(),
        _ => 1,
    };
    let part = pieces.len().div_ceil(threads).max(1);
    let all = |pieces: &[Piece<'_>]| -> Vec<Found> { pieces.iter().flat_map(read).collect() };
    thread::scope(|scope| {
        let mut parts = pieces.chunks(part);
        let first = parts.next().unwrap_or_default();
        let others: Vec<_> = parts.map(|part| scope.spawn(move || all(part))).collect();
        let mut found = all(first);
        for other in others {
            match other.join() {
                Ok(more) => found.extend(more),
                Err(panic) => resume_unwind(panic),
            }
        }
        found
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::finding::{Finding, Level, Place};

    fn found(begin: usize) -> Found {
        let place = Place::Text {
            channel: None,
            locale: None,
            span: begin..begin + 1,
        };
        Found {
            finding: Finding {
                rule: "vague-eta".into(),
                level: Level::Warning,
                place,
                what: String::new(),
                why: "".into(),
                help: String::new(),
            },
            text: Some(0),
            entry: None,
            about: None,
            waived: None,
        }
    }

    #[test]
    fn however_many_read_what_they_find_stands_in_the_order_of_the_pieces() {
        for count in [0, 1, 499, 500, 501, 2_003] {
            let pieces: Vec<Piece<'_>> = (0..count).map(|n| (n, "text")).collect();
            let read = |(begin, _): &Piece<'_>| (0..begin % 3).map(|_| found(*begin)).collect();
            let all = side_by_side(&pieces, &read);
            let begins: Vec<usize> = all
                .iter()
                .filter_map(|found| match &found.finding.place {
                    Place::Text { span, .. } => Some(span.start),
                    _ => None,
                })
                .collect();
            let expected: Vec<usize> = (0..count).flat_map(|n| vec![n; n % 3]).collect();
            assert_eq!(begins, expected, "{count}");
        }
    }

    #[test]
    #[should_panic(expected = "piece 900")]
    fn a_fault_in_one_of_them_is_not_swallowed() {
        let pieces: Vec<Piece<'_>> = (0..1_000).map(|n| (n, "text")).collect();
        side_by_side(&pieces, &|(begin, _)| {
            assert!(*begin != 900, "piece 900");
            Vec::new()
        });
    }
}
