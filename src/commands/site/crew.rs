//! Work on many incidents, shared among the processors there are.

use std::num::NonZero;
use std::thread;

use crate::render::{RenderError, STACK};

/// More hands than these only wait for the disk.
const MOST: usize = 8;

/// Lets `work` take a part of the items on each processor, and returns what each part made, in the
/// order of the items. Each has the stack that a user's own templates want.
pub(super) fn share<'t, T: Sync, R: Send>(
    items: &'t [T],
    work: &(dyn Fn(&'t [T]) -> Result<R, RenderError> + Sync),
) -> Result<Vec<R>, RenderError> {
    let hands = thread::available_parallelism().map_or(1, NonZero::get);
    let part = items.len().div_ceil(hands.min(MOST)).max(1);
    thread::scope(|scope| {
        let mut threads = Vec::with_capacity(MOST);
        for items in items.chunks(part) {
            let thread = thread::Builder::new().stack_size(STACK);
            let begun = thread.spawn_scoped(scope, move || work(items));
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
        let items: Vec<usize> = (0..1000).collect();
        let made = share(&items, &|part| Ok(part.to_vec())).unwrap();
        assert_eq!(made.concat(), items);
        let none: Vec<Vec<usize>> = share(&[], &|part| Ok(part.to_vec())).unwrap();
        assert!(none.is_empty());
    }

    #[test]
    fn one_failure_is_the_failure_of_all() {
        let items: Vec<usize> = (0..1000).collect();
        let made = share(&items, &|part| {
            let fails = part.contains(&7);
            (!fails).then_some(()).ok_or(RenderError::Stopped)
        });
        assert!(matches!(made, Err(RenderError::Stopped)));
    }
}
