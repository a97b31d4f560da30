//! Many things at once: each processor takes a portion of them, and the next one when it is done.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use crate::order;

/// How many things one processor takes at once.
const PORTION: usize = 128;

/// Returns what `read` makes of all items, in their order.
pub(super) fn side_by_side<T: Sync, I: IntoIterator<Item: Send>>(
    items: &[T],
    read: &(dyn Fn(&T) -> I + Sync),
) -> Vec<I::Item> {
    // For fewer a second thread is not worth its start.
    const MANY: usize = 500;
    // Nor is asking how many there can be: the answer lies in several files.
    let threads = match items.len() {
        ..MANY => 1,
        _ => thread::available_parallelism().map_or(1, NonZero::get),
    };
    let next = AtomicUsize::new(0);
    let work = || {
        let mut made: Vec<(usize, Vec<I::Item>)> = Vec::new();
        loop {
            let from = next.fetch_add(PORTION, Ordering::Relaxed);
            let Some(portion) = items.get(from..).filter(|rest| !rest.is_empty()) else {
                return made;
            };
            let mut all = Vec::new();
            for item in &portion[..portion.len().min(PORTION)] {
                all.extend(read(item));
            }
            made.push((from, all));
        }
    };
    thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut made = work();
        for other in others {
            match other.join() {
                Ok(more) => made.extend(more),
                Err(panic) => resume_unwind(panic),
            }
        }
        order::sort_by_key(&mut made, |(from, _)| *from);
        let mut all = Vec::with_capacity(made.iter().map(|(_, more)| more.len()).sum());
        for (_, more) in made {
            all.extend(more);
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_many_read_what_they_make_stands_in_the_order_of_the_items() {
        for count in [0, 1, 499, 500, 501, 2_003] {
            let items: Vec<usize> = (0..count).collect();
            let made = side_by_side(&items, &|n| vec![*n; n % 3]);
            let expected: Vec<usize> = (0..count).flat_map(|n| vec![n; n % 3]).collect();
            assert_eq!(made, expected, "{count}");
        }
    }

    #[test]
    #[should_panic(expected = "item 900")]
    fn a_fault_in_one_of_them_is_not_swallowed() {
        let items: Vec<usize> = (0..1_000).collect();
        side_by_side(&items, &|n| {
            assert!(*n != 900, "item 900");
            None::<()>
        });
    }
}
