//! Many things at once: each processor takes its part of them.

use std::panic::resume_unwind;
use std::thread;

/// Returns what `read` makes of all items, in their order.
pub(super) fn side_by_side<T: Sync, I: IntoIterator<Item: Send>>(
    items: &[T],
    read: &(dyn Fn(&T) -> I + Sync),
) -> Vec<I::Item> {
    // For fewer a second thread is not worth its start.
    const MANY: usize = 500;
    let threads = match thread::available_parallelism() {
        Ok(threads) if items.len() >= MANY => threads.get(),
        _ => 1,
    };
    let part = items.len().div_ceil(threads).max(1);
    let all = |items: &[T], room: usize| -> Vec<I::Item> {
        let mut made = Vec::with_capacity(room);
        for item in items {
            made.extend(read(item));
        }
        made
    };
    thread::scope(|scope| {
        let mut parts = items.chunks(part);
        let first = parts.next().unwrap_or_default();
        let begin = |part| scope.spawn(move || all(part, part.len()));
        let others: Vec<_> = parts.map(begin).collect();
        let mut made = all(first, items.len());
        for other in others {
            match other.join() {
                Ok(more) => made.extend(more),
                Err(panic) => resume_unwind(panic),
            }
        }
        made
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
