//! Work on many incidents, shared among the processors there are.

use std::num::NonZero;
use std::ops::Range;
use std::thread;

use crate::render::{RenderError, STACK};

/// More hands than these only wait for the disk.
const MOST: usize = 8;

/// Lets `work` take a part of so many items on each processor, and returns what each part made, in the
/// order of the items. Each has the stack that a user's own templates want.
pub(super) fn share<R: Send>(
    count: usize,
    work: &(dyn Fn(Range<usize>) -> Result<R, RenderError> + Sync),
) -> Result<Vec<R>, RenderError> {
    let hands = thread::available_parallelism().map_or(1, NonZero::get);
    let part = count.div_ceil(hands.min(MOST)).max(1);
    thread::scope(|scope| {
        let mut threads = Vec::with_capacity(MOST);
        for start in (0..count).step_by(part) {
            let own = start..count.min(start + part);
            let thread = thread::Builder::new().stack_size(STACK);
            let begun = thread.spawn_scoped(scope, move || work(own));
            threads.push(begun.map_err(RenderError::Thread)?);
        }
        let mut made = Vec::with_capacity(threads.len());
        for thread in threads {
            made.push(thread.join().unwrap_or(Err(RenderError::Stopped))?);
        }
        Ok(made)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_comes_in_the_order_of_the_items() {
        for count in [0, 1, 7, 8, 1000] {
            let made = share(count, &|part| Ok(part.collect::<Vec<usize>>())).unwrap();
            assert_eq!(made.concat(), (0..count).collect::<Vec<usize>>());
        }
    }

    #[test]
    fn one_failure_is_the_failure_of_all() {
        let made = share(1000, &|part| {
            let fails = part.contains(&7);
            (!fails).then_some(()).ok_or(RenderError::Stopped)
        });
        assert!(matches!(made, Err(RenderError::Stopped)));
    }
}
